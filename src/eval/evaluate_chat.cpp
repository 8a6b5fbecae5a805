// Evaluation through a chat model: requests by callback, replies graded on the calling thread.
#include <fmt/core.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "eval/evaluate.h"

namespace retort::eval {

namespace {

constexpr std::size_t kMostAsked = 4096;   // requests handed over and not yet answered: their prompts take memory

struct Arrived {
  std::size_t question;
  llm::ChatReply reply;
};

// Replies on their way from the chat's threads to ours.
class Inbox {
 public:
  void put(Arrived arrived) {
    std::lock_guard lock(mutex_);
    replies_.push_back(std::move(arrived));
    filled_.notify_one();
  }
  // The next reply, or nothing after a tenth of a second.
  std::optional<Arrived> take() {
    std::unique_lock lock(mutex_);
    if (!filled_.wait_for(lock, std::chrono::milliseconds(100), [&] { return !replies_.empty(); })) return std::nullopt;
    Arrived first = std::move(replies_.front());
    replies_.pop_front();
    return first;
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Arrived> replies_;
};

llm::ChatRequest request_of(const Question& question, const std::vector<Shot>& shots, const Decoding& decoding, bool takes_seeds) {
  llm::ChatRequest request;
  for (const llm::Message& message : conversation(question.problem->statement, shots))
    request.messages.push_back(message.role == "assistant" ? llm::assistant_message(message.content) : llm::user_message(message.content));
  request.temperature = decoding.temperature;
  request.max_tokens = decoding.max_new_tokens;
  if (takes_seeds && decoding.temperature > 0) request.seed = seed_of(decoding, question) >> 33;   // 31 bits: what every server takes
  request.sample = question.number;
  request.purpose = "eval";
  return request;
}

// Is this failure the reply to the question, and not a fault on the way?
bool is_answer(const llm::ChatFailure& failure) {
  return failure.kind == llm::ChatFailureKind::kLength || failure.kind == llm::ChatFailureKind::kFiltered || failure.kind == llm::ChatFailureKind::kRefused;
}

Sample sample_of(const Question& question, const llm::ChatReply& reply) {
  llm::Generation generation;
  generation.text = reply.content;
  generation.prompt_tokens = static_cast<int>(reply.usage.prompt_tokens);
  generation.new_tokens = static_cast<int>(reply.usage.completion_tokens);
  generation.truncated = reply.finish == llm::FinishReason::kLength;
  Sample sample = grade_sample(*question.problem, generation);
  sample.number = question.number;
  if (reply.failure && reply.failure->kind != llm::ChatFailureKind::kLength) {
    sample.outcome = "no_answer";
    sample.reason = reply.failure->message;
  }
  return sample;
}

// What went wrong, for the reader.
Error left_out(const Error& first, std::size_t failed, std::size_t asked) {
  return {first.code, fmt::format("{} of {} answers are missing, the first because: {}. Run it again to ask for those alone", failed, asked, first.message)};
}

}  // namespace

Status evaluate(llm::Chat& chat, const std::vector<Question>& questions, const std::vector<Shot>& shots, const Decoding& decoding,
                const StopToken& stop, const OnSample& on_sample) {
  const bool takes_seeds = chat.capabilities().seed;
  StopToken halt;   // the caller's stop, or ours
  Inbox inbox;
  Status kept;
  std::optional<Error> first;
  std::size_t asked = 0, answered = 0, failed = 0;
  auto ask_next = [&] {
    auto request = std::make_shared<const llm::ChatRequest>(request_of(questions[asked], shots, decoding, takes_seeds));
    chat.ask(std::move(request), halt, [&inbox, i = asked](llm::ChatReply reply) { inbox.put({i, std::move(reply)}); });
    ++asked;
  };
  for (;;) {
    if (stop.requested()) halt.request();
    while (asked < questions.size() && asked - answered < kMostAsked && !halt.requested()) ask_next();
    if (answered == asked) break;   // nothing under way: a halt brings that about within a second
    auto arrived = inbox.take();
    if (!arrived) continue;
    ++answered;
    const llm::ChatReply& reply = arrived->reply;
    if (!kept.ok() || (reply.failure && reply.failure->kind == llm::ChatFailureKind::kCancelled)) continue;
    if (reply.failure && !is_answer(*reply.failure)) {
      ++failed;
      if (!first) first = reply.failure->error();
      if (reply.failure->ends_run()) halt.request();
      continue;
    }
    kept = on_sample(arrived->question, sample_of(questions[arrived->question], reply));
    if (!kept.ok()) halt.request();
  }
  RETORT_TRY_STATUS(kept);
  if (stop.requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
  return first ? Status(left_out(*first, failed, questions.size())) : Status();
}

}  // namespace retort::eval
