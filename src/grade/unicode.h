// Characters outside ASCII that stand for mathematics.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retort::grade {

struct Spelled {
  std::string latex;
  std::size_t bytes = 0;   // of the text that it stands for; 0: no such character here
};

// The LaTeX of the character, or of the run of raised or lowered digits, at `at`: `×` is \times, `¹²` is ^{12}, `₇` is _{7}.
Spelled spell_unicode(std::string_view text, std::size_t at);

}  // namespace retort::grade
