#include "check/claims.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/text.h"
#include "check/pieces.h"
#include "check/scope.h"
#include "check/statement.h"
#include "check/tokens.h"
#include "grade/answer.h"
#include "grade/grade.h"
#include "grade/units.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMaxClaims = 600;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

bool is_value(const Expr& e) {
  switch (e.op()) {
    case Op::kRel: case Op::kChain: case Op::kCongruence: case Op::kTuple: case Op::kList: case Op::kSet: case Op::kInterval:
    case Op::kUnion: case Op::kMatrix: case Op::kPlusMinus: case Op::kText: case Op::kUnit:
      return false;
    default:
      return std::all_of(e.args().begin(), e.args().end(), is_value);
  }
}

// Letters that are used as f(x): `L(` letter `)`.
std::vector<std::string> applied_letters(std::string_view text) {
  std::vector<std::string> letters;
  for (std::size_t i = 0; i + 3 < text.size() && letters.size() < 12; ++i) {
    const bool applied = is_letter(text[i]) && text[i + 1] == '(' && is_letter(text[i + 2]) && text[i + 3] == ')' &&
                         (i == 0 || (!is_letter(text[i - 1]) && text[i - 1] != '\\'));
    const std::string letter(1, text[i]);
    if (applied && std::find(letters.begin(), letters.end(), letter) == letters.end()) letters.push_back(letter);
  }
  return letters;
}

// Has the LaTeX letters outside commands: could it hold unknowns?
bool has_unknowns(std::string_view latex) {
  for (std::size_t i = 0; i < latex.size(); ++i) {
    if (latex[i] == '\\') {
      while (i + 1 < latex.size() && is_letter(latex[i + 1])) ++i;
      continue;
    }
    if (is_letter(latex[i])) return true;
  }
  return false;
}

Rational power_of_ten(std::size_t exponent) {
  Rational result(1);
  for (std::size_t i = 0; i < exponent; ++i) result *= Rational(10);
  return result;
}

// Decimal places that a lone decimal or percentage shows; nothing for other sides.
std::optional<std::size_t> shown_places(const Side& side) {
  std::string text = replace_all(side.latex, ",", "");
  const bool percent = text.ends_with("\\%");
  if (percent) text.resize(text.size() - 2);
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  if (text.empty() || text.find_first_not_of("0123456789.", start) != std::string::npos) return std::nullopt;
  const std::size_t point = text.find('.');
  return (point == std::string::npos ? 0 : text.size() - point - 1) + (percent ? 2 : 0);
}

class Judge {
 public:
  Judge(std::string_view problem, std::string_view narrative) {
    limits_.functions = applied_letters(problem);
    for (std::string& letter : applied_letters(narrative)) limits_.functions.push_back(std::move(letter));
    for (char letter : plain_letters(narrative)) limits_.symbols.emplace_back(1, letter);   // e is an unknown in `5e - 100 = e`
    for (const Statement& statement : read_statements(problem)) learn(statement);
    for (const Token& token : tokenize(problem, split_pieces(problem))) {
      if (token.kind == Kind::kFormula && !token.text.empty() && token.text.size() < 300) remember_expression(Side{token.text, {}, 0, 0, true});
    }
  }

  std::vector<Claim> run(std::string_view narrative) {
    text_ = narrative;
    for (const Statement& statement : read_statements(narrative)) {
      if (claims_.size() >= kMaxClaims) break;
      if (!judge_inequality(statement)) judge_pairs(statement);
    }
    return std::move(claims_);
  }

 private:
  struct Read {
    Expr expr;
    bool percent = false;
    std::string unit;
  };

  std::optional<Read> read(const Side& side) const {
    const auto parsed = math::parse(side.latex, math::Notation::kLatex, limits_);
    if (parsed.ok() && is_value(*parsed)) return Read{*parsed, parsed->is(Op::kPercent), {}};
    const grade::Answer answer = grade::read_answer(side.latex);
    const grade::Value* value = answer.as<grade::Value>();
    if (!value) return std::nullopt;
    return Read{value->percent ? Expr::make(Op::kPercent, {value->expr}) : value->expr, value->percent, value->unit};
  }

  void learn(const Statement& statement) {
    for (std::size_t i = 0; i + 1 < statement.sides.size(); ++i) {
      if (statement.signs[i] != "=") {
        remember_inequality(statement);
        continue;
      }
      const auto left = read(statement.sides[i]), right = read(statement.sides[i + 1]);
      if (!left || !right || (left->expr.symbols().empty() && right->expr.symbols().empty())) continue;
      remember_expression(statement.sides[i]);
      remember_expression(statement.sides[i + 1]);
      if (!define_function(left->expr, right->expr)) scope_.add_equation(left->expr, right->expr);
    }
  }

  static bool is_nonlinear(const Monomials& m) {
    return std::any_of(m.begin(), m.end(), [](const auto& term) { return term.first.find('*') != std::string::npos; });
  }

  // An expression of the problem, such as the one to factor: what is set equal to it later must be it.
  void remember_expression(const Side& side) {
    const auto value = expressions_.size() < 20 ? read(side) : std::nullopt;
    if (!value || value->expr.symbols().empty()) return;
    const auto m = monomials_of(scope_.resolve(value->expr));
    if (m && is_nonlinear(*m)) expressions_.push_back(*m);
  }

  // Is a = b written as a rewriting of an expression of the problem, or of a function with a known body?
  bool claims_identity(const Expr& a, const Expr& b) const {
    if (b.symbols().empty()) return false;
    const Expr body = scope_.resolve(a);
    if (a.is(Op::kFunc) && a.args().size() == 1 && a.arg(0).is(Op::kSymbol) && scope_.defines(a.name())) return b.contains_symbol(a.arg(0).name());
    const auto left = monomials_of(body), right = monomials_of(scope_.resolve(b));
    if (!left || !right || !is_nonlinear(*left) || !is_nonlinear(*right)) return false;
    return std::find(expressions_.begin(), expressions_.end(), *left) != expressions_.end();
  }

  // f(x) = body with f new.
  bool define_function(const Expr& left, const Expr& right) {
    if (!left.is(Op::kFunc) || left.args().size() != 1 || !left.arg(0).is(Op::kSymbol)) return false;
    const std::string& letter = left.name();
    const bool applied = letter == "f" || letter == "g" || letter == "h" ||
                         std::find(limits_.functions.begin(), limits_.functions.end(), letter) != limits_.functions.end();
    if (!applied || scope_.defines(letter)) return false;
    scope_.define(letter, left.arg(0).name(), right);
    return true;
  }

  static std::string latex_of(const Statement& statement) {
    std::string text = statement.sides.front().latex;
    for (std::size_t i = 0; i < statement.signs.size(); ++i) text += " " + statement.signs[i] + " " + statement.sides[i + 1].latex;
    return text;
  }

  void remember_inequality(const Statement& statement) {
    const std::string text = latex_of(statement);
    if (inequalities_.size() < 20 && text.size() < 200) inequalities_.push_back(text);
  }

  Claim& add(Standing standing, bool numeric, const Side& left, const Side& right, std::string reason = {}) {
    Claim claim{standing, numeric, left.at, 0, left.at, left.length, right.at, right.length, std::move(reason)};
    const std::size_t begin = std::min(left.at, right.at), end = std::max(left.at + left.length, right.at + right.length);
    claim.at = begin;
    claim.length = end - begin;
    claims_.push_back(std::move(claim));
    return claims_.back();
  }

  // a < x < b and the like, with unknowns: one claim for the whole statement.
  bool judge_inequality(const Statement& statement) {
    bool unknown = false, ordered = false;
    for (const Side& side : statement.sides) {
      const auto value = side.latex.empty() ? std::nullopt : read(side);
      if (value) unknown = unknown || !value->expr.symbols().empty();
    }
    for (const std::string& sign : statement.signs) ordered = ordered || sign[0] == '<' || sign[0] == '>' || sign == "!=";
    if (!ordered || !unknown) return false;
    const std::string text = latex_of(statement);
    bool known = false;
    for (const std::string& other : inequalities_) {
      known = known || grade::compare(other, text).outcome == grade::Outcome::kEqual;
    }
    remember_inequality(statement);
    add(known ? Standing::kFollows : Standing::kOpen, false, statement.sides.front(), statement.sides.back());
    return true;
  }

  void judge_pairs(const Statement& statement) {
    for (std::size_t i = 0; i + 1 < statement.sides.size() && claims_.size() < kMaxClaims; ++i) {
      const Side &left = statement.sides[i], &right = statement.sides[i + 1];
      if (left.latex.empty() || right.latex.empty()) continue;   // words: a name
      const auto a = read(left), b = read(right);
      if (!a || !b) {
        const bool numeric = !has_unknowns(left.latex) && !has_unknowns(right.latex);
        add(Standing::kUnread, numeric, left, right, "this could not be read");
        continue;
      }
      const bool numeric = a->expr.symbols().empty() && b->expr.symbols().empty() && !holds_call(a->expr) && !holds_call(b->expr);
      if (numeric) judge_numbers(statement, statement.signs[i], left, right, *a, *b);
      else judge_unknowns(statement, statement.signs[i], left, right, a->expr, b->expr);
    }
  }

  // A call of one of the text's own functions, such as f(3).
  bool holds_call(const Expr& e) const {
    if (e.is(Op::kFunc)) {
      const std::string letter = e.name().substr(0, e.name().find_first_of("_'"));
      if (letter.size() == 1) return true;
    }
    return std::any_of(e.args().begin(), e.args().end(), [this](const Expr& arg) { return holds_call(arg); });
  }

  // ---- numbers ---------------------------------------------------------------------------------------------------------

  void judge_numbers(const Statement& statement, const std::string& sign, const Side& left, const Side& right, const Read& a, const Read& b) {
    if (sign == "\\equiv" && statement.modulus.empty()) {
      add(Standing::kUnread, true, left, right, "the modulus could not be read");
      return;
    }
    if (sign == "\\equiv") return judge_congruence(statement, left, right, a.expr, b.expr);
    const bool equality = sign == "=" || sign == "is";
    const Expr x = scope_.resolve(a.expr), y = scope_.resolve(b.expr);
    const auto p = math::exact_value(x), q = math::exact_value(y);
    if (equality && p.ok() && q.ok()) {
      const bool holds = *p == *q || rounds(statement, left, right, *p, *q) || same_percent(statement, left, right, a, b, *p, *q) || same_measure(left, right, a, b, *p, *q);
      add(holds ? Standing::kHolds : Standing::kFails, true, left, right, holds ? "" : mismatch(left, right, *p, *q));
      return;
    }
    const math::Verdict verdict = math::holds(Expr::rel(sign == "is" ? "=" : sign == "\\approx" ? "~" : sign, x, y));
    using Outcome = math::Verdict::Outcome;
    if (verdict.outcome == Outcome::kEqual) {
      add(Standing::kHolds, true, left, right);
    } else if (verdict.outcome == Outcome::kDifferent) {
      const bool rounded = equality && rounds_real(statement, left, right, x, y);
      add(rounded ? Standing::kHolds : Standing::kFails, true, left, right, rounded ? "" : "this is false: " + verdict.reason);
    } else {
      add(Standing::kUnread, true, left, right, "this could not be decided" + (verdict.reason.empty() ? "" : ": " + verdict.reason));
    }
  }

  static std::string decimal(const Rational& value) { return value.to_decimal(6).value_or(value.to_string()); }

  static std::string mismatch(const Side& left, const Side& right, const Rational& p, const Rational& q) {
    return shorten(left.latex, 60) + " is " + decimal(p) + ", not " + (right.has_operator ? shorten(right.latex, 60) + " = " : "") + decimal(q);
  }

  void judge_congruence(const Statement& statement, const Side& left, const Side& right, const Expr& a, const Expr& b) {
    const auto modulus = math::parse(statement.modulus, math::Notation::kLatex, limits_);
    if (!modulus.ok()) {
      add(Standing::kUnread, true, left, right, "the modulus could not be read");
      return;
    }
    const math::Verdict verdict = math::holds(Expr::make(Op::kCongruence, {a, b, *modulus}));
    using Outcome = math::Verdict::Outcome;
    const Standing standing = verdict.outcome == Outcome::kEqual ? Standing::kHolds
                              : verdict.outcome == Outcome::kDifferent ? Standing::kFails : Standing::kUnread;
    add(standing, true, left, right, standing == Standing::kHolds ? "" : "this congruence is not true: " + verdict.reason);
  }

  // 100/3 = 33.33, and 33 where words say that it is rounded.
  static bool rounds(const Statement& statement, const Side& left, const Side& right, const Rational& p, const Rational& q) {
    const auto close = [&](const Side& decimal_side, const Rational& decimal, const Rational& exact) {
      const auto places = shown_places(decimal_side);
      if (!places || *places > 30 || (*places < 2 && !statement.rounding)) return false;
      const Rational unit = Rational(1) / power_of_ten(*places), gap = decimal - exact;
      const bool truncated = gap.sign() * exact.sign() < 0 && gap.abs() < unit;   // 66.66 for 200/3
      return truncated || gap.abs() <= (statement.rounding ? unit : unit / Rational(2));
    };
    return close(right, q, p) || close(left, p, q);
  }

  // The same for a side that is no rational number: \sqrt{2} = 1.41.
  static bool rounds_real(const Statement& statement, const Side& left, const Side& right, const Expr& x, const Expr& y) {
    const auto approximate = [](const Expr& e) -> std::optional<Rational> {
      if (const auto exact = math::exact_value(e); exact.ok()) return *exact;
      const auto ball = math::real_value(e, 20);
      const auto digits = ball.ok() ? Rational::parse(ball->digits) : Result<Rational>(ball.error());
      return digits.ok() ? std::optional(*digits) : std::nullopt;
    };
    const auto p = approximate(x), q = approximate(y);
    return p && q && rounds(statement, left, right, *p, *q);
  }

  // 25/100 * 100 = 25%: the sign only names the measure.
  static bool same_percent(const Statement& statement, const Side& left, const Side& right, const Read& a, const Read& b, const Rational& p, const Rational& q) {
    const bool times_hundred = left.latex.find("100\\%") != std::string::npos && !a.percent;   // 3/21 * 100% = 14.28
    if (times_hundred && !b.percent) return p * Rational(100) == q || rounds(statement, left, right, p * Rational(100), q);
    if (a.percent == b.percent) return false;
    return (b.percent && p == q * Rational(100)) || (a.percent && q == p * Rational(100));
  }

  // 3 * 60 = 180 seconds = 3 minutes
  static bool same_measure(const Side& left, const Side& right, const Read& a, const Read& b, const Rational& p, const Rational& q) {
    std::vector<std::string> from = left.units, to = right.units;
    if (!a.unit.empty()) from.push_back(a.unit);
    if (!b.unit.empty()) to.push_back(b.unit);
    for (const std::string& x : from) {
      for (const std::string& y : to) {
        if (x.empty() || y.empty() || x == y) continue;
        if (const auto factor = grade::unit_factor(x, y); factor && p * *factor == q) return true;
      }
    }
    return false;
  }

  // ---- unknowns --------------------------------------------------------------------------------------------------------

  static std::optional<Rational> constant(const Expr& e) {
    if (!e.symbols().empty()) return std::nullopt;
    const auto value = math::exact_value(e);
    return value.ok() ? std::optional(*value) : std::nullopt;
  }

  bool introduces_symbol(const Expr& a, const Expr& b) const {
    for (const std::string& symbol : (a - b).symbols()) {
      if (!scope_.knows_symbol(symbol)) return true;
    }
    return false;
  }

  // `At x = 2 we get f(3) = ...` in one sentence.
  bool against_assumption(const Side& left, const Expr& a) const {
    if (!assumed_ || !a.is(Op::kFunc) || a.args().size() != 1 || left.at < assumed_->end || left.at - assumed_->end > 60) return false;
    if (text_.substr(assumed_->end, left.at - assumed_->end).find(". ") != std::string_view::npos) return false;
    const auto argument = constant(a.arg(0));
    return argument && *argument != assumed_->value;
  }

  void judge_unknowns(const Statement& statement, const std::string& sign, const Side& left, const Side& right, const Expr& a, const Expr& b) {
    if (against_assumption(left, a)) {
      add(Standing::kFails, false, left, right, shorten(left.latex, 40) + " does not use the value " + assumed_->value.to_string() + " named before it");
      return;
    }
    if (sign != "=" && sign != "is") {
      add(Standing::kOpen, false, left, right);
      return;
    }
    if (define_function(a, b)) {
      add(Standing::kDefines, false, left, right);
      return;
    }
    if (identical(a, b)) {
      add(Standing::kHolds, false, left, right);
      return;
    }
    if (claims_identity(a, b)) {
      add(Standing::kFails, false, left, right, shorten(left.latex, 60) + " is not " + shorten(right.latex, 60));
      return;
    }
    const auto assigned = a.is(Op::kSymbol) ? constant(b) : std::nullopt;
    if (statement.hypothetical && assigned) {
      scope_.add_candidate(a.name(), *assigned);
      assumed_ = Assumption{*assigned, statement.at + statement.length};
      add(Standing::kDefines, false, left, right);
      return;
    }
    switch (scope_.relate(a, b)) {
      case Scope::Relation::kImplied:
        if (assigned) scope_.add_candidate(a.name(), *assigned);
        add(Standing::kFollows, false, left, right);
        return;
      case Scope::Relation::kExcluded:
        if (statement.hypothetical) add(Standing::kDefines, false, left, right);
        else add(Standing::kFails, false, left, right, "this does not agree with the problem or an earlier line");
        return;
      case Scope::Relation::kIndependent:
        break;
    }
    const bool fresh = introduces_symbol(a, b);
    scope_.add_equation(a, b);
    add(fresh || statement.definition ? Standing::kDefines : Standing::kOpen, false, left, right);
  }

  // An identity: polynomials by their coefficients, all else by math::equal.
  bool identical(const Expr& a, const Expr& b) const {
    const Expr x = scope_.resolve(a), y = scope_.resolve(b);
    if (const auto m = monomials_of(x - y); m && m->empty()) return true;
    return math::equal(x, y).outcome == math::Verdict::Outcome::kEqual;
  }

  struct Assumption {
    Rational value;
    std::size_t end = 0;   // in the narrative
  };
  std::optional<Assumption> assumed_;
  std::string_view text_;
  math::ParseLimits limits_;
  Scope scope_;
  std::vector<std::string> inequalities_;
  std::vector<Monomials> expressions_;
  std::vector<Claim> claims_;
};

}  // namespace

std::vector<Claim> judge_narrative(std::string_view problem, std::string_view narrative) {
  return Judge(problem, narrative).run(narrative);
}

}  // namespace retort::check
