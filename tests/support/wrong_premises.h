// Texts made wrong without a false equality: their calculations are true, but not those of the problem.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"

namespace retort::testing {

enum class WrongPremise {
  kOperands,       // both operands of a calculation are others, its result is kept
  kBase,           // one operand is another number of the text, the result is worked out
  kOperation,      // the same operands, another operation, the result is worked out
  kGivenChanged,   // a number of the problem is another one from the first calculation on, carried through; the box is kept
  kGivensSwapped,  // two numbers of the problem change places, carried through; the box is kept
  kFiller,         // a sentence with a calculation gives way to another true calculation
  kExtraGiven,     // a sentence with a number and a calculation that the problem does not have
  kExtraWords,     // the same without a calculation
  kNounsSwapped,   // what two numbers count changes places in words
  kUnit,           // a measure in words is another one
};
inline constexpr std::array kWrongPremises = {WrongPremise::kOperands,  WrongPremise::kBase,       WrongPremise::kOperation,  WrongPremise::kGivenChanged, WrongPremise::kGivensSwapped,
                                              WrongPremise::kFiller,    WrongPremise::kExtraGiven, WrongPremise::kExtraWords, WrongPremise::kNounsSwapped, WrongPremise::kUnit};
std::string_view premise_name(WrongPremise kind);

// Is it about a calculation (the last three are words)?
bool calculates(WrongPremise kind);

// `text`, a solution of `problem`, with one such change; nothing where it holds no place for it. A calculation that stands in `own`, as it is or with its
// numbers in another order, is none of the changes.
std::optional<std::string> plant(WrongPremise kind, const std::string& problem, const std::string& text, const std::string& own, Random& random);

// A statement read wrongly, so that a solution of it rests on wrong premises from its first line on: a number changed, two numbers swapped, or a
// sign turned.
enum class Misreading { kNumber, kSwap, kSign };
std::optional<std::string> misread(Misreading kind, const std::string& statement, Random& random);
// `text` with what stands in its last box replaced.
std::string with_box(const std::string& text, const std::string& answer);

}  // namespace retort::testing
