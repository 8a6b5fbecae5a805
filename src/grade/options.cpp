#include <algorithm>
#include <array>

#include "grade/grade.h"

namespace retort::grade {
namespace {

constexpr std::array<std::string_view, 7> kDescriptive = {"symmetric", "contested", "extraction", "extraction_mode",
                                                          "fallback", "lowercase", "allow_set_relation_comp"};

Error wrong(std::string_view key, std::string_view expected) {
  return {ErrorCode::kInvalidArgument, "grade option '" + std::string(key) + "' must be " + std::string(expected)};
}

// Math-Verify's keys. What this grader always does may be asked for; only two of them can be switched off.
Status read_normalization(const Json& json, GradeOptions& options) {
  for (const auto& [key, value] : json.items()) {
    const std::string name = "normalization." + key;
    const bool always = key == "basic_latex" || key == "nits" || key == "equations";
    if (key == "boxed") {
      if (value != "all" && value != "last") return wrong(name, "\"all\" or \"last\": the last box counts");
    } else if (key != "malformed_operators" && key != "units" && !always) {
      return Error{ErrorCode::kInvalidArgument, "unknown grade option '" + name + "'; known: malformed_operators, units, basic_latex, nits, equations, boxed"};
    } else if (!value.is_boolean()) {
      return wrong(name, "true or false");
    } else if (always && !value.get<bool>()) {
      return wrong(name, "true: it cannot be switched off");
    } else if (key == "malformed_operators") {
      options.require_braces = !value.get<bool>();
    } else if (key == "units") {
      options.require_units = !value.get<bool>();
    }
  }
  return {};
}

}  // namespace

Result<GradeOptions> options_from_json(const Json& json) {
  GradeOptions options;
  if (json.is_null()) return options;
  if (!json.is_object()) return Error{ErrorCode::kInvalidArgument, "grade options must be an object"};
  for (const auto& [key, value] : json.items()) {
    if (key == "strict") {
      if (!value.is_boolean()) return wrong(key, "true or false");
      options.strict = value.get<bool>();
      options.sets_as_tuples = !options.strict;
    } else if (key == "tolerance") {
      if (!value.is_number() || value.get<double>() < 0) return wrong(key, "a number that is not negative");
      options.tolerance = value.get<double>();
    } else if (key == "float_rounding") {
      if (!value.is_number_integer() || value.get<long long>() < 0 || value.get<long long>() > 50) return wrong(key, "an integer from 0 to 50");
      options.round_places = value.get<int>();
    } else if (key == "budget_ms") {
      if (!value.is_number_integer() || value.get<long long>() < 1 || value.get<long long>() > 600'000) return wrong(key, "an integer from 1 to 600000");
      options.budget = std::chrono::milliseconds(value.get<long long>());
    } else if (key == "boxed_match_priority") {
      if (!value.is_number_integer()) return wrong(key, "an integer");
      options.phrase_before_box = value.get<long long>() > 50;
    } else if (key == "normalization") {
      if (!value.is_object()) return wrong(key, "an object");
      RETORT_TRY_STATUS(read_normalization(value, options));
    } else if (std::find(kDescriptive.begin(), kDescriptive.end(), key) == kDescriptive.end()) {
      return Error{ErrorCode::kInvalidArgument,
                   "unknown grade option '" + key + "'; known: strict, tolerance, float_rounding, boxed_match_priority, normalization, budget_ms"};
    }
  }
  return options;
}

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kEqual: return "equal";
    case Outcome::kDifferent: return "different";
    default: return "undecided";
  }
}

std::string_view grade_revision() { return "grade-5"; }

}  // namespace retort::grade
