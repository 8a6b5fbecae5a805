// What each arm of an ablation learns: the same problems, told four ways.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "pipeline/dataset.h"
#include "pipeline/lessons.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

// What the student learns to say to the problem of a dataset row in this arm. Each text ends in the boxed answer.
//   answers       the boxed answer alone
//   traces        plan, thoughts, each call as `TOOL {ARGUMENTS}`, its result, reflections, conclusion
//   explanations  the same with the explanation by hand in the place of call and result
//   narratives    the narrative of the row
std::string arm_text(std::string_view arm, const DatasetRow& row, const Lineage& line);

struct ArmData {
  std::map<std::string, std::vector<Lesson>> train, heldout;   // by arm: the same problems in the same order
  std::map<std::string, long long> tokens;                     // of one pass over train, prompts counted
  long rows = 0, too_long = 0, over_limit = 0;                 // of the dataset; longer than train.max_tokens in any arm; past the limit
  // {"rows","too_long","over_limit","problems","heldout","passes","arms":{ARM:{"tokens","mean_tokens"}}}: tokens of all passes.
  Json to_json(const Recipe& recipe) const;
};

// The rows of the dataset that fit in every arm, of those to be trained on as many as ablate.token_limit leaves, drawn by train.seed.
Result<ArmData> make_arms(const Run& run, const llm::ChatTokenizer& tokenizer);

}  // namespace retort::pipeline
