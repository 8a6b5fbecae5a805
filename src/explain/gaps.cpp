#include "explain/gaps.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "math/parse.h"

namespace retort::explain {
namespace {

// Rules whose claims start from numbers that a person finds or knows: candidates, constants of a formula, coefficients.
constexpr std::string_view kBringNumbers[] = {
    "count_letters", "count_partitions", "divisor_sum", "half_the_sum", "permutations", "totient",
    "addition_formula", "between_integers", "between_squares", "change_of_sign", "check", "contradiction", "cycle", "discriminant",
    "divide_exponent", "half_angle", "inverse", "known_digits", "known_angle", "known_solutions", "known_value", "lower_index", "mixed_number", "negative_discriminant",
    "difference_to_square", "factor_before", "gcd", "next_power", "no_small_divisor", "not_continuous", "one_sided_limit", "perfect_square", "power", "power_mod", "power_of_base", "power_of_i", "reference_angle", "reject",
    "right_triangle", "round", "sample", "simplify_root", "square", "square_power", "supplement", "sum_of_integers", "taylor_coefficient", "first_term", "first_terms", "ratio", "machin", "powers_of_two", "rest_of_series", "series", "series_terms", "better_root", "multiply_digits", "divide_digits", "add_digits", "decimal_places", "digits_by_series", "value_beside", "turning_value", "pole", "try_root", "two_numbers", "value_at_point", "zero",
};
// Rules whose value is a check or a fact that the next step refers to in words.
constexpr std::string_view kStandAlone[] = {
    "count_divisors", "difference_to_square",
    "between_squares", "check", "contradiction", "discriminant", "first_term", "first_terms", "ratio", "machin", "powers_of_two", "rest_of_series", "series", "series_terms", "better_root", "multiply_digits", "divide_digits", "add_digits", "decimal_places", "digits_by_series", "value_beside", "turning_value", "power_of_base", "reject", "sample", "taylor_coefficient", "trial_division", "try_root", "two_numbers", "value_at_point",
};

// Rules whose one claim is all there is to say.
constexpr std::string_view kAtAGlance[] = {
    "as_given", "binomial", "combine_sets", "common_factor", "determinant_1", "determinant_2", "digit_sum", "gcd", "highest_power", "inner_product", "irreducible", "known_derivative", "known_integral", "list_partitions",
    "midpoint", "place_values", "power_rule", "proper_divisor", "pythagoras", "read_coefficients", "vertical_line",
};

template <typename List>
bool holds(const List& list, std::string_view rule) {
  return std::find(std::begin(list), std::end(list), rule) != std::end(list);
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// Digits of a number without point and zeros at its ends: 0.250 and 25 are written with the same digits.
std::string significant(std::string_view number) {
  std::string digits;
  for (char c : number)
    if (digit(c)) digits += c;
  const auto first = digits.find_first_not_of('0');
  if (first == std::string::npos) return "0";
  return digits.substr(first, digits.find_last_not_of('0') - first + 1);
}

std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && (digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && digit(text[end + 1])))) ++end;
    out.push_back(significant(text.substr(i, end - i)));
    i = end;
  }
  return out;
}

// Up to the first relation sign.
std::string_view left_member(std::string_view claim) {
  std::size_t end = claim.size();
  for (const std::string_view sign : {"=", "<", ">", "\\equiv", "\\leq", "\\geq", "\\le ", "\\ge ", "\\neq"}) end = std::min(end, claim.find(sign));
  return claim.substr(0, end);
}

std::string_view right_member(std::string_view claim) {
  const auto at = claim.rfind(" = ");
  return at == claim.npos ? std::string_view{} : claim.substr(at + 3);
}

// Letters outside of commands: an equation or identity in a letter, whose steps are judged line by line.
bool has_letters(std::string_view claim) {
  for (std::size_t i = 0; i < claim.size(); ++i) {
    const char c = claim[i];
    const auto letter = [](char x) { return (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z'); };
    if (c == '\\') {
      while (i + 1 < claim.size() && letter(claim[i + 1])) ++i;
    } else if (letter(c)) {
      return true;
    }
  }
  return false;
}

bool is_one_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return digit(c) || c == '.' || c == '-'; });
}

}  // namespace

Status check_gaps(const cas::ToolCall& call, const Derivation& derivation) {
  std::set<std::string> known{"0", "1", "2"};   // 2: halving and doubling
  // A number brings its digits along: place values and the pieces into which it is split.
  const auto learn = [&](std::string_view text) {
    for (auto& n : numbers_in(text)) {
      for (char c : n) known.insert(std::string(1, c));
      known.insert(std::move(n));
    }
  };
  const std::string args = call.args.dump();
  learn(args);
  if (call.tool == "from_base")   // digits above 9
    for (char c : lower_ascii(string_or(call.args, "digits", "")))
      if (c >= 'a' && c <= 'z') known.insert(significant(std::to_string(c - 'a' + 10)));
  const auto& steps = derivation.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& s = steps[i];
    if (!has_letters(s.claim) && !holds(kBringNumbers, s.rule)) {
      for (const std::string& n : numbers_in(left_member(s.claim)))
        if (!known.contains(n))
          return Error{ErrorCode::kCorruption, fmt::format("step {} ({}) \"{}\" uses the number {} that nothing before it gives", i + 1, s.rule, s.claim, n)};
    }
    learn(s.claim);
    const auto value = right_member(s.claim);
    if (i + 1 == steps.size() || has_letters(s.claim) || holds(kStandAlone, s.rule) || !is_one_number(value)) continue;
    const std::string wanted = significant(value);
    // A claim that stood already is not written again, so an earlier one may be what uses the value.
    const bool used = std::any_of(steps.begin(), steps.end(), [&](const Step& other) {
      if (&other == &s) return false;
      const auto numbers = numbers_in(&other < &s ? left_member(other.claim) : std::string_view(other.claim));
      return std::find(numbers.begin(), numbers.end(), wanted) != numbers.end();
    });
    if (!used && wanted != "0" && wanted != "1")
      return Error{ErrorCode::kCorruption, fmt::format("step {} ({}) \"{}\" leads nowhere", i + 1, s.rule, s.claim)};
  }
  return {};
}

void mark_leaps(Derivation& derivation) {
  if (derivation.steps.size() != 1) return;
  Step& step = derivation.steps[0];
  if (holds(kAtAGlance, step.rule)) return;
  const auto read = math::parse(step.claim, math::Notation::kLatex);
  if (!read || !read->is(math::Op::kRel)) return;   // a chain shows its members
  constexpr std::size_t kShort = 20;
  if (read->arg(0).size() + read->arg(1).size() > kShort) step.grade = math::Grade::kQuoted;
}

}  // namespace retort::explain
