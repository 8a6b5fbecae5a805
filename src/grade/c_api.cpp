#include "grade/c_api.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/parallel.h"
#include "grade/grade.h"

namespace {

using retort::grade::Outcome;

int number_of(Outcome outcome) {
  return outcome == Outcome::kEqual ? RETORT_EQUAL : outcome == Outcome::kDifferent ? RETORT_DIFFERENT : RETORT_UNDECIDED;
}

void copy(std::string_view text, char* to, std::size_t capacity) {
  if (capacity == 0) return;
  const std::size_t length = std::min(text.size(), capacity - 1);
  std::copy_n(text.begin(), length, to);
  to[length] = '\0';
}

std::string_view view(const char* text) { return text ? std::string_view(text) : std::string_view(); }

retort::Result<retort::grade::GradeOptions> read_options(const char* options) {
  if (!options) return retort::grade::GradeOptions{};
  RETORT_TRY(const retort::Json json, retort::parse_json(options));
  return retort::grade::options_from_json(json);
}

}  // namespace

int retort_grade(const char* gold, const char* pred, const char* options, retort_verdict* verdict) {
  const auto read = read_options(options);
  if (!read.ok()) {
    if (verdict) {
      copy("options", verdict->rule, sizeof verdict->rule);
      copy(read.error().message, verdict->reason, sizeof verdict->reason);
    }
    return RETORT_BAD_OPTIONS;
  }
  const retort::grade::Verdict found = retort::grade::compare_texts(view(gold), view(pred), *read);
  if (verdict) {
    copy(found.rule, verdict->rule, sizeof verdict->rule);
    copy(found.reason, verdict->reason, sizeof verdict->reason);
  }
  return number_of(found.outcome);
}

int retort_grade_many(const char* const* golds, const char* const* preds, size_t count, const char* options, unsigned threads, int* outcomes) {
  const auto read = read_options(options);
  if (!read.ok()) return RETORT_BAD_OPTIONS;
  const retort::StopToken never;
  const retort::Status done = retort::parallel_ordered(
      count, threads == 0 ? retort::usable_threads() : threads, 256, never,
      [&](std::size_t i) -> retort::Status {
        outcomes[i] = number_of(retort::grade::compare_texts(view(golds[i]), view(preds[i]), *read).outcome);
        return {};
      },
      [](std::size_t) -> retort::Status { return {}; });
  return done.ok() ? 0 : RETORT_BAD_OPTIONS;
}

long retort_extract(const char* text, char* answer, size_t capacity) {
  const auto found = retort::grade::extract_answer(view(text));
  if (!found) return -1;
  copy(found->answer, answer, capacity);
  return static_cast<long>(found->answer.size());
}

const char* retort_grade_revision(void) {
  static const std::string revision(retort::grade::grade_revision());
  return revision.c_str();
}
