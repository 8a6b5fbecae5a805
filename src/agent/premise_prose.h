// Numbers in words of a text: what they count, held against the problem and the material of a solution (premises.h).
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trace/records.h"

namespace retort::agent {

// A number as it is written, without separators of thousands ("1,000", "1{,}000") and zeros behind the last decimal, and where.
struct WrittenNumber {
  std::string digits;
  std::size_t at = 0, end = 0;
};
std::vector<WrittenNumber> written_numbers(std::string_view text);

class PremiseProse {
 public:
  void learn(std::string_view text);
  // Findings of gate "material": a number of something else than there ("5 gallons" after "3 gallons and 5 boxes"), in another measure, of "more"
  // that are not there, and a number that a sentence says to be given and that shares no word with any sentence there that holds it.
  std::vector<trace::Finding> foreign(std::string_view text) const;

 private:
  std::map<std::string, std::set<std::string>> counted_;   // number, or calculation as it is written -> what it counts
  std::map<std::string, std::set<std::string>> near_;      // number -> words of its sentences
  std::set<std::string> nouns_, words_;                    // what is counted; all words
};

}  // namespace retort::agent
