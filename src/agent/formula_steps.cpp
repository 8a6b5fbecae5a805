#include "agent/formula_steps.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "check/claims.h"
#include "explain/derivation.h"
#include "grade/grade.h"
#include "math/exact.h"
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

// Is `stated` the result, or one of a list of results?
bool confirms(const cas::ToolResult& result, const Expr& stated) {
  if (!result.ok || result.approximate) return false;
  for (const std::string& item : cas::result_items(result.result)) {
    const auto value = math::parse(item, math::Notation::kPlain);
    if (value.ok() && math::equal(*value, stated).outcome == math::Verdict::Outcome::kEqual) return true;
  }
  return false;
}

bool is_congruence(const Claim& claim, std::string_view text) {
  const std::string_view between = text.substr(claim.at, claim.length);
  return !claim.equality && (between.find("\\equiv") != between.npos || between.find("\xE2\x89\xA1") != between.npos);
}

// The modulus that stands behind a congruence: "\pmod{8}", "\pmod 8", "(mod 8)".
std::optional<math::Rational> modulus_behind(std::string_view text, std::size_t at) {
  constexpr std::size_t kFar = 200;
  std::string_view rest = text.substr(at, kFar);
  const auto found = rest.find("mod");
  if (found == rest.npos) return std::nullopt;
  rest.remove_prefix(found + 3);
  while (!rest.empty() && (rest[0] == ' ' || rest[0] == '{' || rest[0] == '~' || rest[0] == '\\' || rest[0] == ',' || rest[0] == ';')) rest.remove_prefix(1);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const auto value = math::Rational::parse(rest.substr(0, digits));
  if (!value.ok() || value->sign() <= 0) return std::nullopt;
  return *value;
}

class Confirmation {
 public:
  Confirmation(cas::Toolbox& tools, std::string_view text) : tools_(tools), text_(text) {}

  // A call that confirms the claim, or nothing. Claims come in the order of the text.
  bool find(const Claim& claim, FormulaStep& out) {
    if (!claim.left || !claim.right) return false;
    out.at = claim.at;
    if (is_congruence(claim, text_)) return claim.standing == Standing::kHolds && claim.numeric && reduces(claim, out);
    if (!claim.equality) return false;
    if (claim.standing == Standing::kHolds) return holds(claim, out);
    const bool found = claim.standing == Standing::kFollows && solves(*claim.left, *claim.right, out);
    if (claim.standing != Standing::kFails) note(*claim.left, *claim.right);
    return found;
  }

 private:
  // Is there something to work out on this side?
  static bool works_out(const Expr& e) { return !e.args().empty() && !(e.is(Op::kNeg) && e.arg(0).args().empty()); }

  bool holds(const Claim& claim, FormulaStep& out) {
    if (!works_out(*claim.left)) return false;
    const Json expression = {{"expression", math::to_plain(*claim.left)}};
    if (claim.numeric) return confirmed({"evaluate", expression}, *claim.right, out);
    for (std::string_view tool : tools_for(*claim.right))
      if (confirmed({std::string(tool), expression}, *claim.right, out)) return true;
    return false;
  }

  // "198 \equiv 6 \pmod 8": the left side's remainder is the right side, or the right side's.
  bool reduces(const Claim& claim, FormulaStep& out) {
    const auto modulus = modulus_behind(text_, claim.at + claim.length);
    if (!modulus || !works_out(*claim.left)) return false;
    const std::string n = modulus->to_string();
    const auto remainder = math::exact_value(Expr::func("mod", {*claim.right, Expr::number(*modulus)}));
    return remainder.ok() && confirmed({"evaluate", {{"expression", "Mod(" + math::to_plain(*claim.left) + ", " + n + ")"}}}, Expr::number(*remainder), out);
  }

  // "x = 3" behind an equation in x alone that it solves.
  bool solves(const Expr& left, const Expr& right, FormulaStep& out) {
    if (!left.is(Op::kSymbol) || !right.symbols().empty()) return false;
    int tried = 0;
    for (auto equation = equations_.rbegin(); equation != equations_.rend() && tried < kTries; ++equation) {
      if (equation->unknown != left.name()) continue;
      ++tried;
      if (confirmed({"solve_equation", {{"sympy_equation", equation->text}, {"variable", left.name()}}}, right, out)) return true;
    }
    return false;
  }

  void note(const Expr& left, const Expr& right) {
    const Expr relation = Expr::rel("=", left, right);
    const auto unknowns = relation.symbols();
    if (unknowns.size() == 1 && !(left.is(Op::kSymbol) && right.symbols().empty())) equations_.push_back({unknowns[0], math::to_plain(relation)});
  }

  bool confirmed(cas::ToolCall call, const Expr& stated, FormulaStep& out) {
    out.call = std::move(call);
    out.result = tools_.call(out.call);
    return confirms(out.result, stated) && explain::explain(out.call, out.result).ok();
  }

  struct Equation {
    std::string unknown, text;
  };
  static constexpr int kTries = 3;
  cas::Toolbox& tools_;
  std::string_view text_;
  std::vector<Equation> equations_;   // in one unknown, as the text states them
};

}  // namespace

Result<FormulaReading> read_formulas(std::string_view statement, std::string_view answer, std::string_view solution, cas::Toolbox& tools) {
  const check::Judgement judgement = check::judge_narrative(statement, solution);
  FormulaReading out;
  Confirmation confirmation(tools, solution);
  for (const Claim& claim : judgement.claims) {
    if (claim.standing == Standing::kFails && claim.numeric && claim.equality)
      return Error{ErrorCode::kUnsupported, "unverified step: \"" + shorten(solution.substr(claim.at, claim.length), 80) + "\": " + claim.reason};
    out.open += claim.standing == Standing::kOpen || claim.standing == Standing::kUnread || claim.standing == Standing::kFails;
    const bool known = claim.standing == Standing::kHolds || claim.standing == Standing::kFollows;
    if (known && (claim.equality || is_congruence(claim, solution)) && claim.right_length > 0)
      out.reaches_answer = out.reaches_answer || grade::compare(answer, solution.substr(claim.right_at, claim.right_length)).outcome == grade::Outcome::kEqual;
    FormulaStep step;
    if (out.steps.size() >= kMaxSteps || !confirmation.find(claim, step)) continue;
    for (const std::string& item : cas::result_items(step.result.result))
      out.reaches_answer = out.reaches_answer || grade::compare(answer, item).outcome == grade::Outcome::kEqual;
    out.steps.push_back(std::move(step));
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
