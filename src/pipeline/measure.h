// One evaluation from the model to its result file: every finished answer is on disk at once, and the same evaluation asked for again goes on.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "eval/evaluate.h"
#include "eval/leaks.h"
#include "llm/chat.h"
#include "pipeline/evaluation.h"

namespace retort::pipeline {

struct Measurement {
  Contender contender;                 // its file and hash are not used with `chat`
  llm::Chat* chat = nullptr;           // a served model instead; must outlive the call
  std::vector<TestSet> data;           // names differ
  eval::Decoding decoding;
  llm::GenerateOptions pace;           // sequences and threads: they decide no number
  std::string out;                     // the result file; empty: default_result()
  std::vector<std::string> training;   // files that the items are looked for in
  data::DecontaminateOptions leak_rule;
};

struct Measured {
  std::string path;
  Json header, scores;                 // as in the result file; "leaks" in the scores where there is training data
  long answers = 0, asked_now = 0;
  double seconds = 0;                  // of what was asked now
};

// kCancelled keeps what came. Errors of eval::ResultWriter::open, and of the model.
Result<Measured> measure(const Measurement& measurement, const StopToken& stop);

// The header of its result file.
Result<Json> header_of(const Measurement& measurement);
// "runs/eval/LABEL-HASH.jsonl", named by what decides the numbers: the same evaluation finds its file.
std::string default_result(const std::string& label, const Json& header);

}  // namespace retort::pipeline
