#include "explain/board.h"

#include <algorithm>

#include "math/exact.h"
#include "math/parse.h"

namespace retort::explain {

Judgement judge(const math::Verdict& verdict) {
  Judgement j;
  j.holds = verdict.outcome == math::Verdict::Outcome::kEqual;
  j.grade = verdict.grade;
  j.engine = verdict.grade == math::Grade::kProved ? "flint" : "arb";
  if (!j.holds) j.reason = verdict.reason.empty() ? "could not be decided" : verdict.reason;
  return j;
}

Judgement fails(std::string reason) { return {false, math::Grade::kProved, "flint", std::move(reason)}; }

Judgement both(const Judgement& a, const Judgement& b) {
  if (!a.holds) return a;
  if (!b.holds) return b;
  return a.grade >= b.grade ? a : b;
}

Judgement judge_fact(std::string_view claim) {
  const auto read = math::parse(claim, math::Notation::kLatex);
  if (!read) return fails(read.error().message);
  return judge(math::holds(*read));
}

std::optional<math::Expr> last_member(std::string_view claim) {
  const auto read = math::parse(claim, math::Notation::kLatex);
  if (!read) return std::nullopt;
  const math::Expr* last = &*read;
  while (last->is(math::Op::kChain) || last->is(math::Op::kList)) last = &last->args().back();
  return last->is(math::Op::kRel) || last->is(math::Op::kCongruence) ? std::optional(last->arg(1)) : std::nullopt;
}

std::optional<math::Rational> Board::stated_value() const {
  if (steps_.empty()) return std::nullopt;
  const auto member = last_member(steps_.back().claim);
  if (!member) return std::nullopt;
  const auto value = math::exact_value(*member);
  return value ? std::optional(*value) : std::nullopt;
}

void Board::fact(std::string claim, std::string_view rule, std::string because) {
  if (failed()) return;
  const auto same = [&](const Step& s) { return s.claim == claim; };
  if (std::any_of(steps_.begin(), steps_.end(), same)) return;
  const Judgement judgement = judge_fact(claim);
  write(std::move(claim), rule, std::move(because), judgement);
}

void Board::write(std::string claim, std::string_view rule, std::string because, const Judgement& judgement) {
  if (failed()) return;
  if (!judgement.holds) {
    fail({ErrorCode::kCorruption, fmt::format("step {} ({}) \"{}\" failed its check: {}", steps_.size() + 1, rule, claim,
                                              judgement.reason)});
    return;
  }
  if (steps_.size() >= kMaxSteps) {
    fail({ErrorCode::kBudget, "the derivation by hand is too long"});
    return;
  }
  if (!lead_.empty()) because = because.empty() ? lead_ : lead_ + ", then " + because;
  lead_.clear();
  steps_.push_back({std::move(claim), std::string(rule), std::move(because), judgement.engine, judgement.grade});
}

void Board::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

Result<Derivation> Board::finish() && {
  if (error_) return *error_;
  if (steps_.empty()) return Error{ErrorCode::kInternal, "a derivation without steps"};
  return Derivation{std::move(steps_)};
}

}  // namespace retort::explain
