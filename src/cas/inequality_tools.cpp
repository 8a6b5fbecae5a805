// Inequalities in one unknown: the line is cut at every point where something may change, and each piece is tested.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "cas/cells.h"
#include "cas/interval_text.h"
#include "cas/registry.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Op;

namespace {

Outcome<std::vector<Expr>> inequalities_in(const Expr& e, const char* argument) {
  std::vector<Expr> parts{e};
  if (e.is(Op::kChain) || e.is(Op::kList)) parts = e.args();
  std::vector<Expr> out;
  for (const Expr& part : parts) {
    if (part.is(Op::kChain)) {
      out.insert(out.end(), part.args().begin(), part.args().end());
      continue;
    }
    if (!part.is(Op::kRel) || (part.name() != "<" && part.name() != "<=" && part.name() != ">" && part.name() != ">="))
      return Failure(FailureKind::kArguments, fmt::format("'{}' must hold <, <=, > or >=, such as \"2*x + 1 < 7\"", argument));
    out.push_back(part);
  }
  return out;
}

Outcome<ToolResult> solve_inequality(Session& session, const Arguments& args) {
  RETORT_TRY(const auto parts, inequalities_in(args.expr("inequality"), "inequality"));
  RETORT_TRY(const auto variable, chosen_variable(args, parts));
  for (const Expr& part : parts)
    for (const auto& symbol : part.symbols())
      if (symbol != variable)
        return Failure(FailureKind::kUnsupported, "the inequality holds the symbol '" + symbol + "' besides the unknown: put a number in for it first");
  return solve_on_cells(session, parts, variable);
}

// ---- several relations at once ----

struct Group {
  std::string variable;
  std::vector<Expr> inequalities, equations;
};

// The relations by the one symbol that each holds.
Outcome<std::vector<Group>> grouped(const std::vector<Expr>& relations) {
  std::vector<Group> groups;
  for (const Expr& relation : relations) {
    const auto symbols = relation.symbols();
    if (symbols.empty()) return Failure(FailureKind::kArguments, "one of the inequalities holds no unknown");
    if (symbols.size() > 1)
      return Failure(FailureKind::kUnsupported, "one of the inequalities holds more than one symbol (" + join(symbols, ", ") + "): put numbers in or solve for one of them");
    auto at = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.variable == symbols[0]; });
    if (at == groups.end()) at = groups.insert(groups.end(), Group{symbols[0], {}, {}});
    if (relation.is(Op::kRel) && relation.name() == "=") {
      at->equations.push_back(relation);
    } else {
      RETORT_TRY(const auto parts, inequalities_in(relation, "inequalities"));
      at->inequalities.insert(at->inequalities.end(), parts.begin(), parts.end());
    }
  }
  return groups;
}

// The solutions of the first equation at which everything else holds.
Outcome<ToolResult> solve_at_points(Session& session, const Group& group) {
  const Expr& first = group.equations[0];
  RETORT_TRY(auto solutions, solve(session, first.arg(0), first.arg(1), group.variable));
  if (!solutions.conditions.empty())
    return Failure(FailureKind::kUnsupported, "the equation has solutions without end: solve_equation gives them up to a period");
  std::vector<Expr> others = group.inequalities;
  others.insert(others.end(), group.equations.begin() + 1, group.equations.end());
  std::vector<Piece> pieces;
  bool approximate = false;
  for (const Solution& s : solutions.all) {
    bool all = true;
    for (const Expr& other : others) {
      const auto verdict = math::holds(other.substitute(group.variable, s.value));
      if (verdict.outcome == math::Verdict::Outcome::kUnknown)
        return Failure(FailureKind::kUnverified, "whether " + math::to_plain(s.value) + " satisfies all of them could not be decided");
      all = all && verdict.outcome == math::Verdict::Outcome::kEqual;
    }
    if (!all) continue;
    pieces.push_back({.low = s.value, .high = s.value, .low_closed = true, .high_closed = true});
    approximate |= s.approximate;
  }
  ToolResult r = answer(plain_set(pieces, group.variable), latex_set(pieces, group.variable), solutions.verified_by + "; put into the others", solutions.grade);
  r.approximate = approximate;
  return r;
}

Outcome<ToolResult> reduce_inequalities(Session& session, const Arguments& args) {
  RETORT_TRY(const auto groups, grouped(args.exprs("inequalities")));
  std::vector<ToolResult> parts;
  for (const Group& group : groups) {
    RETORT_TRY(auto part, group.equations.empty() ? solve_on_cells(session, group.inequalities, group.variable) : solve_at_points(session, group));
    if (part.result == "False") return part;
    parts.push_back(std::move(part));
  }
  if (parts.size() == 1) return parts[0];
  ToolResult all = parts[0];
  all.result.clear();
  all.latex.clear();
  for (const ToolResult& part : parts) {
    const bool alternatives = part.result.find(" | ") != std::string::npos;
    all.result += (all.result.empty() ? "" : " & ") + (alternatives ? "(" + part.result + ")" : part.result);
    all.latex += (all.latex.empty() ? "" : " \\text{ and } ") + (alternatives ? "(" + part.latex + ")" : part.latex);
    all.grade = weaker(all.grade, part.grade);
    all.approximate |= part.approximate;
  }
  return all;
}

}  // namespace

std::vector<ToolEntry> inequality_tools() {
  return {{"reduce_inequalities",
           "Real numbers that satisfy several inequalities (or equations) at once; each may hold one unknown.",
           {{"inequalities", ArgKind::kRelations, "such as [\"x**2 - 4 > 0\", \"x > 0\"]"}},
           {{"inequalities", {"x**2 - 4 > 0", "x > 0"}}},
           true,
           reduce_inequalities},
          {"solve_univariate_inequality",
           "Real solutions of an inequality in one unknown.",
           {{"inequality", ArgKind::kRelation, "an inequality such as \"2*x + 1 < 7\" or \"1 <= x + 3 < 5\""},
            {"variable", ArgKind::kVariable, "the unknown, such as \"x\"; may be left out when there is only one symbol", false}},
           {{"inequality", "3*x + 2 < 8"}, {"variable", "x"}},
           true,
           solve_inequality}};
}

}  // namespace retort::cas
