// What the server offers: each entry a named function from JSON arguments to a JSON value, with the schemas of both.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "cas/tool.h"

namespace retort::serve {

// The value of a call; `failed` when it says why there is none, in words that a model can act on.
struct Answer {
  Json value;
  bool failed = false;
};

struct Offer {
  std::string name, title, description;
  Json input_schema, output_schema;
  std::function<Answer(const Json& arguments)> run;   // any thread, several at once; ends within a few seconds whatever the arguments
};

// Every symbolic tool under its name, then `explain`, `grade_answer` and `check_narrative`. `tools` must outlive the offers.
std::vector<Offer> all_offers(cas::Toolbox& tools);

}  // namespace retort::serve
