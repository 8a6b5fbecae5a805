// What the server offers: each entry a named function from JSON arguments to a JSON value, with the schemas of both.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/stop.h"
#include "serve/rows.h"

namespace retort::serve {

// The value of a call; `failed` when it says why there is none, in words that a model can act on.
struct Answer {
  Json value;
  bool failed = false;
};

struct Offer {
  std::string name, title, description;
  Json input_schema, output_schema;
  // Any thread, several at once; ends within its own limit whatever the arguments. `stop` asks for an end before that; it need not be heeded
  // by what ends within two seconds.
  std::function<Answer(const Json& arguments, const StopToken& stop)> run;
  bool pure = true;            // the same arguments give the same answer, and nothing else changes
};

// Every symbolic tool under its name, then `explain`, `grade_answer`, `check_narrative` and `python`. `bench` must outlive the offers.
std::vector<Offer> all_offers(Workbench& bench);

}  // namespace retort::serve
