// The gates as a run's recipe sets them, with the student's tokenizer.
#pragma once

#include <memory>
#include <string_view>

#include "check/gates.h"
#include "llm/local_model.h"
#include "pipeline/lineage.h"
#include "pipeline/run.h"

namespace retort::pipeline {

class Gatekeeper {
 public:
  // kNotFound when the recipe needs the student's file and it is not there.
  static Result<Gatekeeper> open(const Run& run);
  // What the gates say of a text that is to solve the problem of `line` and end in its reference answer; ids are the caller's. Any thread.
  trace::Verdict judge(const Lineage& line, std::string_view text) const;
  // A text's length as the gates count it: in the student's tokens, estimated where there is no student.
  std::size_t tokens(std::string_view text) const { return check::count_tokens(text, options_); }

 private:
  check::GateOptions options_;
  std::shared_ptr<const llm::ChatTokenizer> tokenizer_;   // options_ counts tokens with it
};

}  // namespace retort::pipeline
