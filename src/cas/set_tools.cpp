// Finite sets: union, intersection, difference, complement.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cas/registry.h"
#include "cas/verify.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

using Elements = std::set<Rational>;

constexpr std::size_t kMaxElements = 500;
constexpr long kMaxBits = 200;

// "{1, 2, 3}" reads as a set, or, where braces only group, as the list or the number inside of them.
Outcome<Elements> elements_of(const Expr& set) {
  Elements out;
  if (set.is(Op::kTuple) || set.is(Op::kInterval) || set.is(Op::kMatrix)) return Failure(FailureKind::kArguments, "'sets' must hold sets of numbers such as \"{1, 2, 3}\"");
  const std::vector<Expr> given = set.is(Op::kSet) || set.is(Op::kList) ? set.args() : std::vector<Expr>{set};
  if (given.size() > kMaxElements) return Failure(FailureKind::kUnsupported, fmt::format("a set may have at most {} elements", kMaxElements));
  for (const Expr& e : given) {
    const auto value = math::exact_value(e);
    if (!value.ok() || value->bits() > kMaxBits) return Failure(FailureKind::kUnsupported, "the elements must be rational numbers: intervals are for reduce_inequalities");
    out.insert(*value);
  }
  return out;
}

struct Operation {
  std::string_view name;
  bool (*keeps)(std::size_t holding, std::size_t sets, bool in_first);   // of an element that so many of the sets hold
};

constexpr Operation kOperations[] = {
    {"union", [](std::size_t holding, std::size_t, bool) { return holding > 0; }},
    {"intersection", [](std::size_t holding, std::size_t sets, bool) { return holding == sets; }},
    {"difference", [](std::size_t holding, std::size_t, bool in_first) { return in_first && holding == 1; }},
    {"symmetric_difference", [](std::size_t holding, std::size_t, bool) { return holding % 2 == 1; }},
};

// Set by set, with the standard library's algorithms on sorted ranges.
Elements step_by_step(const std::string& operation, const std::vector<Elements>& sets) {
  Elements now = sets[0];
  for (std::size_t i = 1; i < sets.size(); ++i) {
    Elements next;
    const auto out = std::inserter(next, next.end());
    const Elements& other = sets[i];
    if (operation == "union") std::set_union(now.begin(), now.end(), other.begin(), other.end(), out);
    if (operation == "intersection") std::set_intersection(now.begin(), now.end(), other.begin(), other.end(), out);
    if (operation == "difference") std::set_difference(now.begin(), now.end(), other.begin(), other.end(), out);
    if (operation == "symmetric_difference") std::set_symmetric_difference(now.begin(), now.end(), other.begin(), other.end(), out);
    now = std::move(next);
  }
  return now;
}

Outcome<ToolResult> combine_sets(Session&, const Arguments& args) {
  const std::string& name = args.text("operation");
  const auto* operation = std::find_if(std::begin(kOperations), std::end(kOperations), [&](const Operation& o) { return o.name == name; });
  if (operation == std::end(kOperations))
    return Failure(FailureKind::kArguments, "'operation' must be \"union\", \"intersection\", \"difference\" or \"symmetric_difference\"");
  std::vector<Elements> sets;
  for (const Expr& e : args.exprs("sets")) {
    RETORT_TRY(auto elements, elements_of(e));
    sets.push_back(std::move(elements));
  }
  Elements all, kept;
  for (const Elements& set : sets) all.insert(set.begin(), set.end());
  for (const Rational& e : all) {
    const auto holding = static_cast<std::size_t>(std::count_if(sets.begin(), sets.end(), [&](const Elements& s) { return s.contains(e); }));
    if (operation->keeps(holding, sets.size(), sets[0].contains(e))) kept.insert(e);
  }
  if (kept != step_by_step(name, sets)) return Failure(FailureKind::kUnverified, "two computations of this set disagree");
  std::vector<Expr> elements;
  for (const Rational& e : kept) elements.push_back(Expr::number(e));
  const std::string count = kept.size() == 1 ? "1 element" : fmt::format("{} elements", kept.size());
  ToolResult r = answer(Expr::make(Op::kSet, std::move(elements)), "set by set (second algorithm)", Grade::kProved);
  r.conditions.push_back(count);
  return r;
}

}  // namespace

std::vector<ToolEntry> set_tools() {
  return {{"combine_sets",
           "Union, intersection, difference (the first without the others) or symmetric difference of finite sets of numbers, and how many elements it has.",
           {{"operation", ArgKind::kText, "\"union\", \"intersection\", \"difference\" or \"symmetric_difference\""},
            {"sets", ArgKind::kExpressions, "the sets, such as [\"{1, 2, 3}\", \"{2, 3, 5}\"]"}},
           {{"operation", "union"}, {"sets", {"{1, 2, 3}", "{2, 3, 5}"}}},
           false,
           combine_sets}};
}

}  // namespace retort::cas
