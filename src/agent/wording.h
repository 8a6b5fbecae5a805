// Sentences: endings, capitals, joints, and the one that states the answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retort::agent {

// White space trimmed and runs of it made one; a full stop where the text ends without one.
std::string finished_sentence(std::string_view text);
// The first letter as a capital, unless the text begins with mathematics or a number.
std::string capitalised(std::string_view text);
// Both with one space between, an empty one left out.
std::string joined(std::string_view before, std::string_view after);

// Cut after each full stop, question or exclamation mark that ends a sentence, also one that ends a formula ("$x = 3.$"), never inside
// $...$, \[...\] and environments.
std::vector<std::string> sentences_of(std::string_view text);

// A formula in a text: the bytes between two `$` that no backslash escapes.
struct MathSpan {
  std::size_t begin = 0, end = 0;   // of the content, without the signs
};
std::vector<MathSpan> math_spans(std::string_view text);

// "The answer is $\boxed{42}$." in one of several wordings.
std::string answer_sentence(std::string_view answer, std::uint64_t seed);

}  // namespace retort::agent
