#include "check/claims.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "check/absolute_values.h"
#include "check/agreement.h"
#include "check/coefficients.h"
#include "check/given_numbers.h"
#include "check/known_assumption.h"
#include "check/known_shapes.h"
#include "check/named_facts.h"
#include "check/pieces.h"
#include "check/prose.h"
#include "check/reading.h"
#include "check/scope.h"
#include "check/solution_set.h"
#include "check/statement.h"
#include "check/tokens.h"
#include "check/words_of_equations.h"
#include "grade/grade.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Outcome = math::Verdict::Outcome;

constexpr std::size_t kMaxClaims = 600, kMaxGiven = 12;

struct Decision {
  Standing standing = Standing::kUnread;
  std::string reason;
  std::optional<Rational> factor;   // Scope::factor_of
};

class Judge : private KnownAssumption {
 public:
  Judge(std::string_view problem, std::string_view narrative) : KnownAssumption(problem, narrative) {
    for (const Statement& statement : read_statements(problem)) learn(statement);
    for (const Token& token : tokenize(problem, split_pieces(problem))) {
      if (token.kind != Kind::kFormula || token.text.empty() || token.text.size() >= 300) continue;
      const Side side{token.text, {}, 0, 0, true};
      remember_expression(side);
      if (const auto value = given_.size() < kMaxGiven ? reader_.value(side) : std::nullopt) {
        if (value->expr.symbols().size() > 0) given_.push_back(value->expr);
        note_sums(value->expr);
      }
    }
    for (const auto& [name, meant] : multiples_in_words(problem)) scope_.add_equation(name, meant);
    for (const auto& [name, meant] : letters_for_terms(narrative, reader_.limits())) {
      if (!scope_.knows_symbol(name.name())) scope_.add_equation(name, meant);
    }
  }

  Judgement run() {
    for (const Statement& statement : read_statements(text_)) {
      if (claims_.size() >= kMaxClaims) break;
      if (statement.unreadable) add(Standing::kUnread, false, statement.sides[0], statement.sides[1], "this could not be read");
      else if (!judge_order(statement)) judge_pairs(statement);
    }
    settle_open();
    settle_box();
    judge_row_steps();
    for (Claim& claim : judge_prose(text_, scope_.choices())) claims_.push_back(std::move(claim));
    std::stable_sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) { return a.at < b.at; });
    show_values(numbers_in(problem_), 0);
    show_terms_of_sums();
    show_vertices();
    return {std::move(claims_), std::move(shown_), std::move(curves_)};
  }

 private:
  struct Open {
    std::size_t claim;
    Expr left, right;
  };
  void judge_row_steps() {
    for (const RowStep& step : row_steps(text_)) {
      const Side left{{}, {}, step.left_at, step.left_length}, right{{}, {}, step.right_at, step.right_length};
      const Standing standing = !step.holds ? Standing::kUnread : *step.holds ? Standing::kHolds : Standing::kFails;
      add(standing, true, left, right, standing == Standing::kFails ? "row operations do not lead from the one matrix to the other" : !step.holds ? "this could not be read" : "");
    }
  }

  // ---- the problem -----------------------------------------------------------------------------------------------------

  void learn(const Statement& statement) {
    if (statement.naming || is_a_case(statement) || defines_operation(statement)) return;   // "15\\% of $N$ is $45\\%$ of 2003"
    if (std::any_of(statement.signs.begin(), statement.signs.end(), is_order)) {
      Statement given = statement;
      given.hypothetical = given.hypothetical && given.supposed;   // "all x with ..." is a condition
      remember_order(given);
      remember_halves(given);
      std::optional<Expr> last;
      for (const Side& side : statement.sides) {
        const auto value = side.latex.empty() ? std::nullopt : reader_.value(side);
        if (value) note_curve(value->expr);
        if (value && last) note_bars(*last - value->expr);   // the borders of an inequality
        last = value ? std::optional(value->expr) : std::nullopt;
      }
    }
    for (std::size_t i = 0; i + 1 < statement.sides.size(); ++i) {
      if (statement.signs[i] == "\\equiv") learn_congruence(statement, i);
      if (statement.signs[i] != "=") continue;
      const auto left = reader_.value(statement.sides[i]), right = reader_.value(statement.sides[i + 1]);
      if (!left || !right || (left->expr.symbols().empty() && right->expr.symbols().empty() && !holds_call(left->expr))) continue;
      remember_expression(statement.sides[i]);
      remember_expression(statement.sides[i + 1]);
      note_bars(left->expr - right->expr);
      note_curve(left->expr - right->expr);
      if (given_.size() < kMaxGiven) given_.push_back(left->expr - right->expr);
      note_sums(left->expr - right->expr);
      if (!introduces_constants(left->expr, right->expr) && !define_function(left->expr, right->expr)) scope_.add_equation(left->expr, right->expr);
    }
  }

  void learn_congruence(const Statement& statement, std::size_t i) {
    const auto a = reader_.value(statement.sides[i]), b = reader_.value(statement.sides[i + 1]);
    const auto parsed = math::parse(statement.modulus, math::Notation::kLatex, reader_.limits());
    const auto m = parsed.ok() ? constant(*parsed) : std::nullopt;
    if (!a || !b || !m) return;
    congruences_.add(a->expr, b->expr, *m);
    note_curve(a->expr - b->expr);   // what a number that is tried is put into
    note_curve(b->expr - a->expr);
  }

  // ---- orders ----------------------------------------------------------------------------------------------------------

  // a < x < b and the like, with unknowns: one claim for the whole statement.
  bool judge_order(const Statement& statement) {
    bool unknown = false;
    for (const Side& side : statement.sides) {
      const auto value = side.latex.empty() ? std::nullopt : reader_.value(side);
      if (value) unknown = unknown || !value->expr.symbols().empty();
    }
    if (!std::any_of(statement.signs.begin(), statement.signs.end(), is_order) || !unknown) return false;
    const std::string text = latex_of(statement);
    Standing standing = Standing::kOpen;
    if (const auto set = solutions(statement)) {
      const auto all = [](const std::vector<bool>& part) { return std::find(part.begin(), part.end(), false) == part.end(); };
      const bool always = all(set->at) && all(set->gaps);
      const bool fresh = !scope_.knows_symbol(set->unknown) && std::none_of(sets_.begin(), sets_.end(), [&](const SolutionSet& other) { return other.unknown == set->unknown; });
      standing = always ? Standing::kHolds : fresh ? Standing::kDefines : statement.alternative && is_solution(*set) ? Standing::kFollows : judge_set(*set, is_lone_bound(statement));
    }
    if (const auto bound = bound_of_values(statement); bound && standing != Standing::kHolds) {
      standing = *bound ? Standing::kFollows : Standing::kFails;
    } else if (const auto holds = order_of_values(statement)) {
      standing = *holds ? Standing::kFollows : Standing::kFails;
    } else if (statement.definition) {   // "let the numbers be x \ge y"
      standing = Standing::kDefines;
    }
    if (standing == Standing::kOpen && (fits_numerically(statement) || restates_order(statement))) standing = Standing::kFollows;
    if (standing == Standing::kOpen) {
      const bool excludes = std::all_of(statement.signs.begin(), statement.signs.end(), [](const std::string& sign) { return sign == "!="; });
      if (excludes) standing = Standing::kDefines;   // a condition
      else if (const auto chain = chain_of(statement); chain && holds_everywhere(chain->sides, chain->signs, speaks_of_positive())) standing = Standing::kHolds;
    }
    const std::string_view front = text_in_front(statement.at);
    const bool outside = front.ends_with(" not in $") || front.ends_with(" outside of $") || front.ends_with(" not lie in $");
    if (standing != Standing::kFollows && outside) standing = Standing::kDefines;   // a case that a value does not belong to
    if (must_hold(statement) && standing != Standing::kFollows) standing = Standing::kDefines;
    if ((statement.hypothetical || statement.supposed) && standing != Standing::kFollows) standing = Standing::kDefines;
    for (const std::string& other : orders_) {
      if (standing != Standing::kOpen && standing != Standing::kFails) break;
      if (grade::compare(other, text).outcome == grade::Outcome::kEqual) standing = Standing::kFollows;
    }
    if (standing != Standing::kFails && !statement.alternative) remember_order(statement);
    for (const Side& side : statement.sides) {
      const auto value = standing == Standing::kFollows && !side.latex.empty() ? reader_.value(side) : std::nullopt;
      if (value) note_curve(value->expr);
    }
    const std::string reason = standing == Standing::kFails ? "this range does not agree with the inequality before it" : standing == Standing::kOpen ? kOpenReason : "";
    if (auto chain = standing == Standing::kOpen ? chain_of(statement) : std::nullopt) open_orders_.emplace_back(claims_.size(), std::move(*chain));
    add(standing, false, statement.sides.front(), statement.sides.back(), reason);
    return true;
  }

  // ---- pairs of sides --------------------------------------------------------------------------------------------------

  static constexpr const char* kOpenReason = "this neither follows from what is known nor is it an identity";

  void add(Standing standing, bool numeric, const Side& left, const Side& right, std::string reason = {}) {
    Claim claim;
    claim.standing = standing;
    claim.numeric = numeric;
    claim.left_at = left.at, claim.left_length = left.length;
    claim.right_at = right.at, claim.right_length = right.length;
    claim.reason = std::move(reason);
    const std::size_t begin = std::min(left.at, right.at), end = std::max(left.at + left.length, right.at + right.length);
    claim.at = begin;
    claim.length = end - begin;
    claims_.push_back(std::move(claim));
  }

  void judge_pairs(const Statement& statement) {
    for (std::size_t i = 0; i + 1 < statement.sides.size() && claims_.size() < kMaxClaims; ++i) {
      const Side &left = statement.sides[i], &right = statement.sides[i + 1];
      if (left.latex.empty() || right.latex.empty()) continue;   // words: a name
      if (i == 0 && (statement.lenient || statement.measure) && !says_something(statement, left, right)) continue;
      if (statement.naming) {
        judge_naming(left, right);
        continue;
      }
      if (const auto holds = series_fact(left.latex, right.latex)) {
        add(*holds ? Standing::kHolds : Standing::kFails, false, left, right, *holds ? "" : "the terms that are left out are larger than this");
        constexpr long long kMostOrder = 12;
        for (long long order = 2; order <= kMostOrder && *holds; ++order) shown_.push_back({Rational(order), 0});   // "the term with x^4", 4!
        continue;
      }
      const auto a = reader_.value(left), b = reader_.value(right);
      if (!a || !b) {
        judge_shapes(statement, statement.signs[i], left, right);
        continue;
      }
      const bool numeric = is_numeric(a->expr, b->expr);
      if (statement.alternative && !numeric && i == 0) enter_alternatives(statement);
      Decision decision = numeric ? decide_numbers(statement, statement.signs[i], left, right, *a, *b)
                                  : decide_unknowns(statement, statement.signs[i], left, right, a->expr, b->expr);
      const bool rewritten = i > 0 && !a->expr.symbols().empty() && !b->expr.symbols().empty() && is_rewriting(statement.sides[i - 1]);
      if (rewritten && statement.signs[i] == "=" && decision.standing == Standing::kFollows && holds_for_some_alone(a->expr, b->expr)) {
        decision = {Standing::kFails, shorten(left.latex, 60) + " is not " + shorten(right.latex, 60)};
      }
      if (statement.alternative && !numeric && statement.signs[i] == "=" && decision.standing != Standing::kFails) note_case(a->expr, b->expr);
      if (decision.standing == Standing::kOpen && statement.signs[i] == "=" && !rewritten) open_.push_back({claims_.size(), a->expr, b->expr});
      add(decision.standing, numeric, left, right, decision.reason);
      Claim& claim = claims_.back();
      claim.left = a->expr;
      claim.right = b->expr;
      if (holds_call(a->expr)) claim.worked_left = scope_.resolve(a->expr);
      claim.equality = statement.signs[i] == "=";
      claim.order = is_order(statement.signs[i]);
      claim.restates = decision.factor.has_value();
      claim.factor = decision.factor.value_or(Rational(1));
      if (numeric && i + 2 == statement.sides.size()) assumed_.reset();   // what stands behind it may use another value
    }
  }

  // Of a side whose words were passed over only the truth is taken; two quantities are a claim where their units convert.
  bool says_something(const Statement& statement, const Side& left, const Side& right) {
    const auto a = reader_.value(left), b = reader_.value(right);
    if (!a || !b || !is_numeric(a->expr, b->expr)) return false;
    const bool holds = decide_numbers(statement, statement.signs[0], left, right, *a, *b).standing == Standing::kHolds;
    return statement.lenient ? holds : (holds && !a->expr.same(b->expr)) || converts(left, right);
  }

  // `$d$ is $6ra$`: says something only where it holds, or names what has letters; numbers are read with the words around them.
  void judge_naming(const Side& left, const Side& right) {
    const auto a = reader_.value(left), b = reader_.value(right);
    if (!a || !b || a->expr.symbols().empty() || b->expr.symbols().empty() || a->expr.same(b->expr)) return;
    Standing standing = Standing::kHolds;
    if (names_something(a->expr, b->expr)) {
      standing = Standing::kDefines;
    } else if (is_coefficient_by_roots(left.at, a->expr, b->expr, given_)) {
      standing = Standing::kFollows;
    } else if (const auto m = monomials_of(scope_.put_in(a->expr - b->expr)); a->expr.is(Op::kSymbol) || !m || !m->empty()) {
      return;
    }
    scope_.add_equation(a->expr, b->expr);
    add(standing, false, left, right);
    claims_.back().left = a->expr;
    claims_.back().right = b->expr;
    claims_.back().equality = true;
  }

  // Sides that are no single values: tuples, matrices, a \pm b.
  void judge_shapes(const Statement& statement, const std::string& sign, const Side& left, const Side& right) {
    const auto a = reader_.any(left), b = reader_.any(right);
    Decision decision{Standing::kUnread, "this could not be read"};
    if (a && b && (sign == "=" || sign == "is")) {
      const bool empty_set = a->is(Op::kSymbol) && (trim(right.latex) == "\\varnothing" || trim(right.latex) == "\\emptyset");
      if (shapes_.names(*a, *b) || empty_set) decision = {Standing::kDefines, {}};
      else if (const auto pairs = component_pairs(shapes_.put_in(*a), shapes_.put_in(*b))) decision = decide_all(statement, left, right, *pairs);
      else if (const auto up = both_signs(*a), down = both_signs(*b); up || down) decision = decide_signs(statement, left, right, up.value_or(std::pair(*a, *a)), down.value_or(std::pair(*b, *b)));
    }
    if (decision.standing == Standing::kUnread && sign == "=") {
      if (const auto holds = named_fact(left.latex, right.latex)) {
        decision = !*holds                          ? Decision{Standing::kFails, "this is not so"}
                   : is_written_before(statement.at, subject_of_fact(left.latex)) ? Decision{Standing::kHolds, {}}
                                                    : Decision{Standing::kFails, "this speaks of something that was not given"};
      }
    }
    const bool numeric = !has_unknowns(left.latex) && !has_unknowns(right.latex);
    add(decision.standing, numeric, left, right, decision.reason);
  }

  Decision decide(const Statement& statement, const Side& left, const Side& right, const Expr& a, const Expr& b) {
    if (is_numeric(a, b)) return decide_numbers(statement, "=", left, right, {a, false, {}}, {b, false, {}});
    return decide_unknowns(statement, "=", left, right, a, b);
  }

  // (x, y) = (3, 4): every component must stand, and the weakest decides.
  Decision decide_all(const Statement& statement, const Side& left, const Side& right, const std::vector<std::pair<Expr, Expr>>& pairs) {
    std::map<std::string, Expr> values;
    for (const auto& [a, b] : pairs) {
      if (a.is(Op::kSymbol) && b.symbols().empty()) values.emplace(a.name(), b);
    }
    if (values.size() == pairs.size() && values.size() > 1 && scope_.solved_by(values)) {
      for (const auto& [name, value] : values) {
        if (const auto rational = constant(value)) scope_.add_candidate(name, *rational);
        else scope_.add_irrational(name, value);
      }
      scope_.add_solution(std::move(values));
      return {Standing::kFollows, {}};
    }
    Decision worst{Standing::kHolds, {}};
    for (const auto& [a, b] : pairs) {
      Decision decision = decide(statement, left, right, a, b);
      if (decision.standing == Standing::kFails) return decision;
      if (decision.standing > worst.standing) worst = std::move(decision);
    }
    return worst;
  }

  // a \pm b = c \pm d: the same two values, in this order or the other.
  Decision decide_signs(const Statement& statement, const Side& left, const Side& right, const std::pair<Expr, Expr>& a, const std::pair<Expr, Expr>& b) {
    Decision straight = decide_all(statement, left, right, {{a.first, b.first}, {a.second, b.second}});
    if (straight.standing != Standing::kFails) return straight;
    Decision crossed = decide_all(statement, left, right, {{a.first, b.second}, {a.second, b.first}});
    return crossed.standing == Standing::kFails ? straight : crossed;
  }

  // ---- numbers ---------------------------------------------------------------------------------------------------------

  Decision decide_numbers(const Statement& statement, const std::string& sign, const Side& left, const Side& right, const Reading& a, const Reading& b) {
    if (sign == "\\equiv") return decide_congruence(statement, a.expr, b.expr);
    const bool equality = sign == "=" || sign == "is";
    if (equality && is_other_discriminant(left, a.expr)) return {Standing::kFails, shorten(left.latex, 40) + " does not use the coefficients named before it"};
    if (against_assumption(left, a.expr) || (!is_about_another(statement, left) && (uses_other_value(left, a.expr) || (is_order(sign) && uses_other_value(right, b.expr))))) {
      return {Standing::kFails, shorten(left.latex, 40) + " does not use the value " + assumed_->value.to_string() + " named before it"};
    }
    if (equality && puts_in_other_numbers(a.expr, b.expr)) return {Standing::kFails, shorten(right.latex, 40) + " does not come from putting in"};
    const Expr x = scope_.resolve(a.expr), y = scope_.resolve(b.expr);
    const auto p = math::exact_value(x), q = math::exact_value(y);
    if (equality && p.ok() && q.ok()) {
      const bool holds = *p == *q || rounds(statement, left, right, *p, *q) || same_percent(statement, left, right, a, b, *p, *q) || same_measure(left, right, a, b, *p, *q);
      return holds ? Decision{Standing::kHolds, {}} : Decision{Standing::kFails, mismatch(left, right, *p, *q)};
    }
    if (const auto agrees = equality ? agrees_in_analysis(x, y) : std::nullopt) {
      note_sums(x);
      return *agrees ? Decision{Standing::kHolds, {}} : Decision{Standing::kFails, shorten(left.latex, 60) + " has another value"};
    }
    const math::Verdict verdict = math::holds(Expr::rel(sign == "is" ? "=" : sign == "\\approx" ? "~" : sign, x, y));
    if (verdict.outcome == Outcome::kEqual) return {Standing::kHolds, {}};
    if (equality && rounds_real(statement, left, right, x, y)) return {Standing::kHolds, {}};
    if (verdict.outcome == Outcome::kDifferent) return {Standing::kFails, "this is false: " + verdict.reason};
    if (sign == "\\approx") {
      if (const auto about = about_equal(x, y)) return *about ? Decision{Standing::kHolds, {}} : Decision{Standing::kFails, "the two sides are not close"};
    }
    if (const auto plain = without_degrees(left, right); equality && plain) {
      return plain->first == plain->second ? Decision{Standing::kHolds, {}} : Decision{Standing::kFails, mismatch(left, right, plain->first, plain->second)};
    }
    return {Standing::kUnread, "this could not be decided" + (verdict.reason.empty() ? "" : ": " + verdict.reason)};
  }

  // The modulus of the congruence, of the words behind it, `(mod 7)`, or of the one before it.
  std::optional<Expr> modulus_of(const Statement& statement) {
    std::string text = statement.modulus;
    const std::size_t end = std::min(statement.at + statement.length, text_.size());
    const std::string_view behind = text_.substr(end, 24);
    const std::size_t word = behind.find("mod");
    if (text.empty() && word != std::string_view::npos && word < 12) {
      for (const NumberPlace& number : numbers_in(behind.substr(word))) {
        text = number.value.to_string();
        break;
      }
    }
    if (text.empty()) return modulus_;
    auto modulus = math::parse(text, math::Notation::kLatex, reader_.limits());
    if (!modulus.ok()) return std::nullopt;
    return modulus_ = *modulus;
  }

  // Between unknowns: what is known modulo numbers decides; the first one about an unknown is taken for given.
  Decision decide_residues(const Statement& statement, const Expr& a, const Expr& b, const Rational& m) {
    switch (congruences_.relate(a, b, m)) {
      case Congruences::Relation::kHolds: return {Standing::kHolds, {}};
      case Congruences::Relation::kImplied: return {Standing::kFollows, {}};
      case Congruences::Relation::kExcluded:
        if (statement.supposed || statement.hypothetical) return {Standing::kDefines, {}};
        return {Standing::kFails, "this congruence does not agree with an earlier one"};
      case Congruences::Relation::kUnread: return {Standing::kOpen, kOpenReason};
      case Congruences::Relation::kNew:
        congruences_.add(a, b, m);
        return {Standing::kDefines, {}};
      case Congruences::Relation::kIndependent: break;
    }
    congruences_.add(a, b, m);
    return {statement.definition || statement.supposed ? Standing::kDefines : Standing::kOpen, kOpenReason};
  }

  Decision decide_congruence(const Statement& statement, const Expr& a, const Expr& b) {
    const auto modulus = modulus_of(statement);
    if (!modulus) return {Standing::kUnread, "the modulus could not be read"};
    const auto m = constant(*modulus);
    if (m && !(a - b).symbols().empty() && !holds_call(a) && !holds_call(b)) return decide_residues(statement, a, b, *m);
    const math::Verdict verdict = math::holds(Expr::make(Op::kCongruence, {a, b, *modulus}));
    if (verdict.outcome == Outcome::kEqual) return {Standing::kHolds, {}};
    return {verdict.outcome == Outcome::kDifferent ? Standing::kFails : Standing::kUnread, "this congruence is not true: " + verdict.reason};
  }

  // ---- unknowns --------------------------------------------------------------------------------------------------------

  Decision decide_unknowns(const Statement& statement, const std::string& sign, const Side& left, const Side& right, const Expr& a, const Expr& b) {
    if (sign == "\\equiv") return decide_congruence(statement, a, b);
    if (sign != "=" && sign != "is") return {Standing::kOpen, kOpenReason};
    if (const auto angles = without_turns(a, b)) {
      if (scope_.relate(a, angles->second) == Scope::Relation::kExcluded) return {Standing::kFails, "this does not hold for every whole number put in"};
      return decide_unknowns(statement, sign, left, right, a, angles->first);
    }
    if (against_assumption(left, a)) return {Standing::kFails, shorten(left.latex, 40) + " does not use the value " + assumed_->value.to_string() + " named before it"};
    if (define_function(a, b) || is_entry(a)) return {Standing::kDefines, {}};
    if (repeats_alternative(statement, a, b)) return {Standing::kFails, "the same value twice is no alternative"};
    if (const auto integral = is_antiderivative(a, b)) return *integral ? Decision{Standing::kHolds, {}} : Decision{Standing::kFails, "the derivative of the right side is not what is integrated"};
    if (is_said_positive(statement.at) && calculus_agrees(a, b).value_or(false)) return {Standing::kHolds, {}};
    if (const auto agrees = agrees_in_analysis(a, b)) return *agrees ? Decision{Standing::kHolds, {}} : Decision{Standing::kFails, shorten(left.latex, 60) + " is not " + shorten(right.latex, 60)};
    if (introduces_constants(a, b)) return {Standing::kDefines, {}};
    const bool put_in = is_assumed_near(left, 60) && assumed_->symbol == undetermined_.unknown();
    if (const auto finds = finds_constants(a, b, put_in ? std::optional(assumed_->value) : std::nullopt)) return *finds ? Decision{Standing::kFollows, {}} : Decision{Standing::kFails, "this does not come from what was set up"};
    if (identical(a, b)) {
      remember(a);
      note_rewriting(a, b);
      note_characteristic(b);
      if (a.is_func("derivative") && b.size() < 60 && bodies_.size() < 30) bodies_.push_back(scope_.resolve(b));   // what is put in goes into it
      return {Standing::kHolds, {}};
    }
    if (is_other_slope(a, b)) return {Standing::kFails, shorten(right.latex, 60) + " is not the derivative"};
    const bool rewrites = claims_identity(a, b) && !scope_.factor_of(a, b);
    if (rewrites && !scope_.has_roots_of(a, b) && !scope_.is_multiple_of_known(a, b)) return {Standing::kFails, shorten(left.latex, 60) + " is not " + shorten(right.latex, 60)};
    const auto assigned = a.is(Op::kSymbol) ? constant(b) : std::nullopt;
    if (assigned) found_.insert(a.name());
    if (assigned && statement.refused) {
      scope_.rule_out(a.name(), *assigned);
    } else if (assigned && !statement.tested && !statement.hypothetical && scope_.is_ruled_out(a.name(), *assigned)) {
      return {Standing::kFails, "this value was ruled out before"};
    }
    if (assigned && (is_other_argument(statement, *assigned) || puts_in_another(statement, a.name(), *assigned))) return {Standing::kFails, "another value was found before it"};
    if (assigned && !statement.refused && puts_back_another(statement, a.name(), *assigned)) return {Standing::kFails, "this is none of the values that were found"};
    if (leaves_class(a, b)) return {Standing::kFails, "this does not agree with an earlier congruence"};
    const bool tested = statement.tested && assigned && scope_.relate(a, b) != Scope::Relation::kImplied;
    if ((statement.hypothetical || tested) && assigned) {
      scope_.add_trial(a.name(), *assigned);
      assumed_ = Assumption{a.name(), *assigned, statement.at + statement.length};
      show_tried(statement, *assigned);
      return {Standing::kDefines, {}};
    }
    if (assigned) {
      if (const auto fits = fits_polynomial(a.name(), *assigned)) {
        if (!*fits) return {Standing::kFails, "this is no zero of the polynomial before it"};
        scope_.add_candidate(a.name(), *assigned);
        return {Standing::kFollows, {}};
      }
      const Congruences::Relation class_of = congruences_.relate(a, b, congruences_.modulus_of(a.name()));
      const bool known_class = Rational(1) < congruences_.modulus_of(a.name());
      if (known_class && class_of == Congruences::Relation::kExcluded) return {Standing::kFails, "this does not agree with an earlier congruence"};
      if (known_class && class_of == Congruences::Relation::kImplied) {
        scope_.add_candidate(a.name(), *assigned);
        return {Standing::kFollows, {}};
      }
    }
    if (const auto row = is_row_equation(left, a, b)) return *row ? Decision{Standing::kFollows, {}} : Decision{Standing::kFails, "this is not what the row says"};
    if (const auto agrees = scope_.relate(a, b) == Scope::Relation::kIndependent ? agrees_with_coefficients(a, b) : std::nullopt) {
      if (!*agrees) return {Standing::kFails, "the coefficients of the polynomial say otherwise"};
      scope_.add_equation(a, b);
      if (const auto value = constant(b)) shown_.push_back({value->abs(), statement.at});
      return {Standing::kFollows, {}};
    }
    if (opens_case(a, b)) return {Standing::kFollows, {}, scope_.factor_of(a, b)};
    if (opens_border(a, b)) return {Standing::kDefines, {}};
    if (const auto named = is_named_coefficient(statement.at, a, b)) {
      if (!*named) return {Standing::kFails, "this is no factor of the polynomial"};
      scope_.add_equation(a, b);
      return {Standing::kFollows, {}};
    }
    if (statement.hypothetical && a.is(Op::kSymbol) && (a.name() == "u" || a.name() == "v") && !b.contains_symbol(a.name()) && text_.find("by parts") != std::string_view::npos) return {Standing::kDefines, {}};
    const std::string letter = letter_of_coefficients(text_, statement.at);
    if (!letter.empty() && is_coefficient(given_differences(), letter, scope_.resolve(a - b))) {
      scope_.add_equation(a, b);
      return {Standing::kFollows, {}, Rational(1)};
    }
    if (is_root_of_order(a, b)) {
      scope_.add_irrational(a.name(), b);
      return {Standing::kFollows, {}};
    }
    const Scope::Relation relation = scope_.relate(a, b);
    if (a.is(Op::kSymbol)) note_curve(b);   // x = y + 4, worked out for values of y
    if (relation != Scope::Relation::kImplied && goes_to_case(a, b)) {
      if (assigned) scope_.add_candidate(a.name(), *assigned);
      return {Standing::kFollows, {}, scope_.factor_of(a, b)};
    }
    switch (relation) {
      case Scope::Relation::kImplied:
        if (assigned) scope_.add_candidate(a.name(), *assigned);
        else if (a.is(Op::kSymbol) && b.symbols().empty()) scope_.add_irrational(a.name(), b);
        if (assigned && statement.tested) {
          show_tried(statement, *assigned);
          assumed_ = Assumption{a.name(), *assigned, statement.at + statement.length};
        }
        if (const auto zero = constant(b); zero && zero->is_zero()) note_curve(a);   // whose roots are tried
        scope_.note_form(a, b);
        return {Standing::kFollows, {}, scope_.factor_of(a, b)};
      case Scope::Relation::kExcluded:
        if (statement.supposed && !looks_like_identity(a, b)) return {Standing::kDefines, {}};
        if (statement.alternative && alternatives_ && alternatives_->relate(a, b) == Scope::Relation::kIndependent && names_in(*alternatives_, a, b)) return {Standing::kDefines, {}};
        return {Standing::kFails, "this does not agree with the problem or an earlier line"};
      case Scope::Relation::kIndependent:
        break;
    }
    if (assigned && is_value_of_problem(a.name(), *assigned, right)) {
      scope_.add_equation(a, b);
      return {Standing::kDefines, {}};
    }
    if (puts_numbers_in(a, b)) return {Standing::kDefines, {}};
    if (is_told(statement.at) && !appears_negative(statement, right, b)) {
      scope_.add_equation(a, b);
      return {Standing::kDefines, {}};
    }
    if (sets_to_zero(a, b) || sets_to_zero(b, a) || introduces_letter(a, b) || names_call(a, b)) {
      scope_.add_equation(a, b);
      return {Standing::kDefines, {}};
    }
    const bool fresh = (names_something(a, b) || names_something(b, a)) && !appears_negative(statement, right, b);
    scope_.add_equation(a, b);
    return fresh || ((statement.definition || statement.supposed) && !looks_like_identity(a, b)) ? Decision{Standing::kDefines, {}} : Decision{Standing::kOpen, kOpenReason};
  }

  // Of two of the problem's formulas each, and of its equations.
  std::vector<Expr> given_differences() const {
    std::vector<Expr> found;
    for (std::size_t i = 0; i < given_.size(); ++i) {
      for (std::size_t k = 0; k <= i; ++k) found.push_back(scope_.resolve(k == i ? given_[i] : given_[i] - given_[k]));
    }
    return found;
  }

  // An equation that was set up and that the values found later satisfy was an assumption well made.
  void settle_open() {
    const auto boxed = boxed_equation();
    for (const auto& [claim, chain] : open_orders_) {   // an inequality that was set up, and whose solutions are in the box
      const std::vector<std::string> letters = (chain.sides[0] - chain.sides[1]).symbols();
      if (letters.size() != 1 || !chain.has_pieces(letters[0], boxed_text())) continue;
      claims_[claim].standing = Standing::kDefines;
      claims_[claim].reason.clear();
    }
    Scope answer;   // what the box alone says
    if (const auto value = open_.empty() ? std::nullopt : boxed_value()) answer.add_equation(value->first, value->second);
    for (const Open& open : open_) {
      Claim& claim = claims_[open.claim];
      const bool answers = (boxed && is_multiple(open.left - open.right, *boxed)) || answer.relate(open.left, open.right) == Scope::Relation::kImplied;
      const std::vector<std::string> symbols = (open.left - open.right).symbols();
      const bool stated = std::any_of(symbols.begin(), symbols.end(), [&](const std::string& symbol) { return is_stated(symbol, claim.at + claim.length); });
      if (!answers && (!stated || !scope_.satisfied(open.left, open.right))) continue;
      claim.standing = Standing::kDefines;
      claim.reason.clear();
    }
  }

  // What stands in the box alone is held against the right answer, not against what was said of other lines; of what is boxed (`m + n = \boxed{118}`)
  // no more is asked than that nothing is known against it.
  void settle_box() {
    const std::size_t begin = std::min(text_.rfind("\\boxed{"), text_.size()), end = std::min(text_.find('$', begin), text_.size());
    for (Claim& claim : claims_) {
      const bool weak = claim.standing == Standing::kFails || claim.standing == Standing::kOpen || claim.standing == Standing::kUnread;
      const bool inside = claim.at >= begin && claim.at + claim.length <= end;
      const bool boxed = claim.standing == Standing::kOpen && claim.right_at <= begin && claim.right_at + claim.right_length > begin && claim.left_at < claim.right_at;
      if (!weak || claim.numeric || (!inside && !boxed)) continue;
      claim.standing = Standing::kDefines;
      claim.reason.clear();
    }
  }

  std::optional<Expr> modulus_;          // of the last congruence that names one
  KnownShapes shapes_;
  std::vector<Expr> given_;              // the problem's formulas without a relation, and the differences of its equations
  std::vector<Open> open_;
  std::vector<std::pair<std::size_t, NumericRange>> open_orders_;   // each with its claim
  std::vector<Claim> claims_;
};

}  // namespace

std::string_view standing_name(Standing standing) {
  constexpr std::string_view kNames[] = {"holds", "follows", "defines", "fails", "open", "unread"};
  return kNames[static_cast<std::size_t>(standing)];
}

Judgement judge_narrative(std::string_view problem, std::string_view narrative) { return Judge(problem, narrative).run(); }

}  // namespace retort::check
