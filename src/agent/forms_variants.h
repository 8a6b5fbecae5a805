// Other wordings of a statement that say the same: tried where no form covers it as it stands.
#pragma once

#include <vector>

#include "agent/lookup.h"
#include "agent/statement.h"

namespace retort::agent {

// At most four, the plainest first: lengths brought to one unit, units of the answer left out, synonyms replaced, conditions moved to the
// front or to the end. Units are left out only where one alone is named then.
struct Wording {
  std::vector<Token> tokens;
  std::vector<Lookup> before;   // how numbers in it come from those of the statement
};
std::vector<Wording> other_wordings(const std::vector<Token>& tokens);

// Two units of length or more: "feet" and "inches".
bool names_several_units(const std::vector<Token>& tokens);

}  // namespace retort::agent
