// Accuracy of a model on problems, without tools: answers graded by mathematics, one greedy or n drawn at a temperature for each problem.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/stop.h"
#include "eval/interval.h"
#include "eval/prompt.h"
#include "llm/chat.h"
#include "llm/local_model.h"
#include "trace/records.h"

namespace retort::eval {

// One answer of the model. "no_answer" is an outcome of its own, never a wrong answer by accident.
struct Sample {
  std::string problem_id;                 // Problem::record_id
  int number = 0;                         // among the samples of one problem
  std::string text, answer;               // what the model wrote; the final answer found in it, empty when none
  std::string outcome;                    // "correct", "wrong", "undecided", "no_answer"
  std::string reason;                     // the grader's, or how the answer was found
  bool truncated = false;
  int prompt_tokens = 0, new_tokens = 0;
  Json to_json() const;                   // "number" only where it is not 0
  static Result<Sample> from_json(const Json& json);
};

// Extracts the answer of `text` (a box, or else a plain last number) and grades it.
Sample grade_sample(const trace::Problem& problem, const llm::Generation& generation);
// Grades the text of a stored sample anew.
Sample graded_again(const trace::Problem& problem, const Sample& stored);

struct Summary {
  long n = 0, correct = 0, no_answer = 0, truncated = 0, undecided = 0;
  long prompt_tokens = 0, new_tokens = 0;
  double accuracy = 0;                    // correct / n
  Interval ci95;
  Json to_json() const;                   // the keys of summary.json's "evaluations" rows, without model and data
};
Summary summarize(const std::vector<Sample>& samples);

// What decides the text of an answer, beside the model and the prompt.
struct Decoding {
  int samples = 1;                        // of each problem
  double temperature = 0;                 // 0: greedy
  long long seed = 1;                     // of the draws
  int max_new_tokens = 256;               // longest answer
};

// Sample `number` of a problem.
struct Question {
  const trace::Problem* problem = nullptr;
  int number = 0;
};
// All samples of all problems, those of one problem side by side. The problems must stay where they are.
std::vector<Question> questions_of(const std::vector<trace::Problem>& problems, int samples);

// The seed of one answer's draws. It depends on nothing but these, so that an answer stays when other questions come or go.
std::uint64_t seed_of(const Decoding& decoding, const Question& question);

// `on_sample(i, sample)` as question i is done, from one thread at a time, in any order; its error ends the work.
using OnSample = std::function<Status(std::size_t, const Sample&)>;

// Answers and grades all questions. `pace` says how many side by side and on how many threads; its other fields are taken from `decoding`.
// kCancelled on `stop`.
Status evaluate(llm::LocalModel& model, const std::vector<Question>& questions, const std::vector<Shot>& shots, const Decoding& decoding,
                llm::GenerateOptions pace, const StopToken& stop, const OnSample& on_sample);

// The same through a chat model, all questions in flight as far as it allows. A reply that the server withholds or refuses is no answer; one
// that fails otherwise is left out, and the first such failure is returned when all others are done (at once where no request can succeed).
Status evaluate(llm::Chat& chat, const std::vector<Question>& questions, const std::vector<Shot>& shots, const Decoding& decoding,
                const StopToken& stop, const OnSample& on_sample);

}  // namespace retort::eval
