#include "train/launch.h"

#include <fmt/format.h>
#include <signal.h>

#include "base/files.h"
#include "base/process.h"
#include "base/text.h"

namespace retort::train {
namespace {

constexpr Milliseconds kPoll{200};
constexpr Milliseconds kStopGrace{60'000};
constexpr std::size_t kMaxLine = 1 << 16;
constexpr std::size_t kKeptErrorBytes = 4000;

constexpr std::string_view kSpeaker = "retort-train: ";  // before each of its messages

void hand_over(std::string& messages, const std::function<void(const std::string&)>& on_note) {
  for (std::string_view line : split(trim(messages), '\n')) {
    if (line.starts_with(kSpeaker)) line.remove_prefix(kSpeaker.size());
    if (!line.empty()) on_note(std::string(line));
  }
  messages.clear();
}

// Reads the child's lines to their end. Lines that are no progress are its messages: those that progress follows are
// notes, the last of the others are returned.
Result<std::string> relay(Process& child, const std::function<void(const TrainProgress&)>& on_progress,
                          const std::function<void(const std::string&)>& on_note, const StopToken& stop) {
  std::string messages;
  std::optional<Clock::time_point> give_up;
  while (true) {
    if (stop.requested() && !give_up) {
      child.signal(SIGTERM);
      give_up = Clock::now() + kStopGrace;
    }
    if (give_up && Clock::now() > *give_up) {
      child.kill();
      return Error{ErrorCode::kCancelled,
                   "training stopped; retort-train had to be killed, the last checkpoint is kept"};
    }
    const auto deadline = Clock::now() + kPoll;
    auto line = child.read_line(deadline, kMaxLine);
    if (!line.ok()) {
      if (line.error().code == ErrorCode::kBudget && Clock::now() >= deadline) continue;
      return line.error();
    }
    if (!line->has_value()) return messages;
    if (const auto progress = parse_train_progress(**line)) {
      if (on_note) hand_over(messages, on_note);
      if (on_progress) on_progress(*progress);
    } else {
      messages += shorten(**line, kKeptErrorBytes) + "\n";
      if (messages.size() > kKeptErrorBytes) messages.erase(0, messages.size() - kKeptErrorBytes);
    }
  }
}

}  // namespace

Json to_json(const TrainProgress& progress) {
  Json json{{"step", progress.step}, {"steps", progress.steps}, {"loss", progress.loss}};
  if (progress.heldout_loss) json["heldout_loss"] = *progress.heldout_loss;
  json["tokens"] = progress.tokens;
  json["tokens_per_s"] = progress.tokens_per_s;
  json["eta_s"] = progress.eta_s;
  return json;
}

std::optional<TrainProgress> parse_train_progress(std::string_view line) {
  if (line.empty() || line.front() != '{') return std::nullopt;
  const auto json = parse_json(line, 4);
  if (!json.ok() || !json->is_object() || !json->contains("step") || !json->contains("steps")) return std::nullopt;
  TrainProgress progress;
  progress.step = static_cast<long>(integer_or(*json, "step", 0));
  progress.steps = static_cast<long>(integer_or(*json, "steps", 0));
  progress.loss = number_or(*json, "loss", 0);
  if (json->contains("heldout_loss")) progress.heldout_loss = number_or(*json, "heldout_loss", 0);
  progress.tokens = integer_or(*json, "tokens", 0);
  progress.tokens_per_s = number_or(*json, "tokens_per_s", 0);
  progress.eta_s = number_or(*json, "eta_s", 0);
  return progress;
}

Result<TrainOutcome> run_train_job(const TrainJob& job, const std::function<void(const TrainProgress&)>& on_progress,
                                   const StopToken& stop, const std::string& program,
                                   const std::function<void(const std::string&)>& on_note) {
  RETORT_TRY_STATUS(check_train_job(job));
  RETORT_TRY_STATUS(make_directories(job.out));
  const std::string job_path = job.out + "/job.json";
  RETORT_TRY_STATUS(write_file(job_path, to_json(job).dump(2) + "\n"));
  ProcessOptions options;
  options.argv = {program.empty() ? program_directory() + "/retort-train" : program, "--job", job_path};
  options.merge_stderr = true;
  RETORT_TRY(auto child, Process::start(options));
  child.close_stdin();
  RETORT_TRY(const std::string messages, relay(child, on_progress, on_note, stop));
  RETORT_TRY(const ExitState end, child.wait(Clock::now() + kStopGrace));
  if (end.code == 130 || (stop.requested() && end.code != 0)) {
    return Error{ErrorCode::kCancelled, "training stopped; it continues from its checkpoint when run again"};
  }
  if (end.code != 0) {
    const std::string how = end.signal ? fmt::format("was killed by signal {}", end.signal)
                                       : fmt::format("failed with status {}", end.code);
    const std::string_view said = trim(messages);
    return Error{ErrorCode::kUnavailable,
                 said.empty() ? "retort-train " + how : fmt::format("retort-train {}: {}", how, said)};
  }
  RETORT_TRY(const std::string report, read_file(job.out + "/training.json"));
  RETORT_TRY(Json training, parse_json(report));
  return TrainOutcome{job.out + "/adapter.gguf", std::move(training)};
}

Status convert_model(const std::string& folder, const std::string& path) {
  ProcessOptions options;
  options.argv = {program_directory() + "/retort-train", "--convert", folder, "--out", path};
  options.merge_stderr = true;
  RETORT_TRY(auto child, Process::start(options));
  child.close_stdin();
  RETORT_TRY(const std::string messages, relay(child, nullptr, nullptr, StopToken()));
  RETORT_TRY(const ExitState end, child.wait(Clock::now() + kStopGrace));
  if (end.code == 0) return {};
  return Error{ErrorCode::kUnavailable, fmt::format("{} cannot be made into a GGUF file: {}", folder, trim(messages))};
}

}  // namespace retort::train
