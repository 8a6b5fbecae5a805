// Inequalities in one unknown: the line is cut at every point where something may change, and each piece is tested.
#include "cas/cells.h"
#include "cas/registry.h"

namespace retort::cas {

using math::Expr;
using math::Op;

namespace {

Outcome<std::vector<Expr>> relations(const Expr& e) {
  std::vector<Expr> parts{e};
  if (e.is(Op::kChain) || e.is(Op::kList)) parts = e.args();
  std::vector<Expr> out;
  for (const Expr& part : parts) {
    if (part.is(Op::kChain)) {
      out.insert(out.end(), part.args().begin(), part.args().end());
      continue;
    }
    if (!part.is(Op::kRel) || (part.name() != "<" && part.name() != "<=" && part.name() != ">" && part.name() != ">="))
      return Failure(FailureKind::kArguments, "'inequality' must be an inequality with <, <=, > or >=, such as \"2*x + 1 < 7\"");
    out.push_back(part);
  }
  return out;
}

Outcome<ToolResult> solve_inequality(Session& session, const Arguments& args) {
  RETORT_TRY(const auto parts, relations(args.expr("inequality")));
  RETORT_TRY(const auto variable, chosen_variable(args, parts));
  for (const Expr& part : parts)
    for (const auto& symbol : part.symbols())
      if (symbol != variable)
        return Failure(FailureKind::kUnsupported, "the inequality holds the symbol '" + symbol + "' besides the unknown: put a number in for it first");
  return solve_on_cells(session, parts, variable);
}

}  // namespace

std::vector<ToolEntry> inequality_tools() {
  return {{"solve_univariate_inequality",
           "Real solutions of an inequality in one unknown.",
           {{"inequality", ArgKind::kRelation, "an inequality such as \"2*x + 1 < 7\" or \"1 <= x + 3 < 5\""},
            {"variable", ArgKind::kVariable, "the unknown, such as \"x\"; may be left out when there is only one symbol", false}},
           {{"inequality", "3*x + 2 < 8"}, {"variable", "x"}},
           true,
           solve_inequality}};
}

}  // namespace retort::cas
