#include "agent/formula_steps.h"

#include <array>

#include "base/text.h"
#include "check/claims.h"
#include "explain/derivation.h"
#include "grade/grade.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using check::Claim;
using check::Standing;
using math::Expr;
using math::Op;

constexpr std::size_t kMaxSteps = 100;

bool has_sum_inside(const Expr& e) {
  for (const Expr& arg : e.args())
    if (arg.is(Op::kAdd) || has_sum_inside(arg)) return true;
  return false;
}

// Tools that could give the stated side, the likely one first.
std::array<std::string_view, 3> tools_for(const Expr& right) {
  if (right.is(Op::kMul) || right.is(Op::kPow)) {
    if (has_sum_inside(right)) return {"factor_expression", "simplify_expression", "expand_expression"};
    return {"simplify_expression", "expand_expression", "factor_expression"};
  }
  if (right.is(Op::kAdd)) return {"expand_expression", "simplify_expression", "factor_expression"};
  return {"simplify_expression", "factor_expression", "expand_expression"};
}

bool confirms(const cas::ToolResult& result, const Expr& stated) {
  if (!result.ok || result.approximate) return false;
  const auto value = math::parse(result.result, math::Notation::kPlain);
  return value.ok() && math::equal(*value, stated).outcome == math::Verdict::Outcome::kEqual;
}

class Confirmation {
 public:
  explicit Confirmation(cas::Toolbox& tools) : tools_(tools) {}

  // A call that confirms the claim, or nothing.
  bool find(const Claim& claim, FormulaStep& out) {
    if (!claim.equality || claim.standing != Standing::kHolds || !claim.left || !claim.right || !works_out(*claim.left)) return false;
    out.at = claim.at;
    if (claim.numeric) return call("evaluate", *claim.left, *claim.right, out);
    for (std::string_view tool : tools_for(*claim.right))
      if (call(tool, *claim.left, *claim.right, out)) return true;
    return false;
  }

 private:
  // Is there something to work out on this side?
  static bool works_out(const Expr& e) { return !e.args().empty() && !(e.is(Op::kNeg) && e.arg(0).args().empty()); }

  bool call(std::string_view tool, const Expr& left, const Expr& right, FormulaStep& out) {
    out.call = {std::string(tool), {{"expression", math::to_plain(left)}}};
    out.result = tools_.call(out.call);
    return confirms(out.result, right) && explain::explain(out.call, out.result).ok();
  }

  cas::Toolbox& tools_;
};

}  // namespace

Result<FormulaReading> read_formulas(std::string_view statement, std::string_view answer, std::string_view solution, cas::Toolbox& tools) {
  const check::Judgement judgement = check::judge_narrative(statement, solution);
  FormulaReading out;
  Confirmation confirmation(tools);
  for (const Claim& claim : judgement.claims) {
    if (claim.standing == Standing::kFails)
      return Error{ErrorCode::kUnsupported, "unverified step: \"" + shorten(solution.substr(claim.at, claim.length), 80) + "\": " + claim.reason};
    out.open += claim.standing == Standing::kOpen || claim.standing == Standing::kUnread;
    const bool known = claim.standing == Standing::kHolds || claim.standing == Standing::kFollows;
    if (known && claim.equality && claim.right_length > 0)
      out.reaches_answer = out.reaches_answer || grade::compare(answer, solution.substr(claim.right_at, claim.right_length)).outcome == grade::Outcome::kEqual;
    FormulaStep step;
    if (out.steps.size() < kMaxSteps && confirmation.find(claim, step)) out.steps.push_back(std::move(step));
  }
  return out;
}

std::string told_solution(std::string_view solution) {
  std::string text;
  for (std::size_t at = 0; at < solution.size();) {
    const std::size_t open = solution.find("[asy]", at);
    text += solution.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = solution.find("[/asy]", open);
    if (close == std::string_view::npos) break;
    at = close + 6;
  }
  std::string out;
  for (std::string_view word : words(text)) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

}  // namespace retort::agent
