#include "agent/rules_solver_optimum.h"

#include <algorithm>
#include <cmath>

#include "agent/posynomial.h"
#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

bool is_true(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

std::optional<double> number_at(const Expr& e, const std::string& name, double x) {
  auto exact = Rational::parse(std::to_string(x));
  if (!exact.ok()) return {};
  auto ball = math::real_value(e, 15, {{name, *exact}});
  return ball.ok() ? std::optional(ball->mid) : std::nullopt;
}

double size_of(const Expr& e) {
  auto ball = math::real_value(e, 15);
  return ball.ok() ? ball->mid : 0;
}

// The values of one letter that count; a missing end lies at infinity.
struct Range {
  std::optional<Expr> low, high;
  bool low_closed = false, high_closed = false;

  bool add(const Expr& relation, const std::string& name) {
    const bool left = relation.arg(0).is(Op::kSymbol) && relation.arg(0).name() == name;
    const Expr& end = relation.arg(left ? 1 : 0);
    const std::string& sign = relation.name();
    if ((!left && !relation.arg(1).same(Expr::symbol(name))) || !end.symbols().empty() || (sign[0] != '<' && sign[0] != '>')) return false;
    const bool is_low = left == (sign[0] == '>'), closed = sign.size() == 2;
    std::optional<Expr>& to = is_low ? low : high;
    if (to && (is_low ? size_of(*to) > size_of(end) : size_of(*to) < size_of(end))) return true;
    to = end;
    (is_low ? low_closed : high_closed) = closed;
    return true;
  }
  bool holds_inside(const Expr& at) const { return (!low || is_true(Expr::rel("<", *low, at))) && (!high || is_true(Expr::rel("<", at, *high))); }
  bool holds(const Expr& at) const {
    return holds_inside(at) || (low && low_closed && is_true(Expr::rel("=", *low, at))) || (high && high_closed && is_true(Expr::rel("=", *high, at)));
  }
  // Places spread over the range, ends left out.
  std::vector<double> spread() const {
    constexpr int kPlaces = 120;
    std::vector<double> places;
    const double a = low ? size_of(*low) : 0, b = high ? size_of(*high) : 0;
    for (int i = 1; i < kPlaces; ++i) {
      const double t = static_cast<double>(i) / kPlaces;
      if (low && high) places.push_back(a + (b - a) * t);
      else if (low) places.push_back(a + t / (1 - t));
      else if (high) places.push_back(b - t / (1 - t));
      else places.push_back((2 * t - 1) / (t * (1 - t)));
    }
    return places;
  }
};

class Optimum {
 public:
  Optimum(const Given& goal, const SortedFacts& facts, Work& work)
      : goal_(goal), work_(work), asked_(facts.asked), equations_(facts.equations), maximum_(goal.take == Given::Take::kLargest) {
    for (const Expr& bound : facts.bounds) {
      if (bound.is(Op::kChain)) bounds_.insert(bounds_.end(), bound.args().begin(), bound.args().end());
      else bounds_.push_back(bound);
    }
  }

  void run() {
    if (goal_.take == Given::Take::kEvery) return all_values();
    if ((goal_.take != Given::Take::kLargest && goal_.take != Given::Take::kSmallest) || goal_.integers || asked_.is(Op::kTuple)) return fail();
    auto names = asked_.symbols();
    if (names.size() == 1 && equations_.empty()) return one_letter(asked_, names[0], range_of(names[0]));
    if (names.size() < 2 && equations_.empty()) return fail();
    if (maximum_ ? linear_factors() : positive_sum()) return;
    if (no_bounds() && squares()) return;
    if (one_left()) return;
    fail();
  }

 private:
  void fail() { work_.give_up("no way is known to find the extreme value"); }
  const char* which() const { return maximum_ ? "largest" : "smallest"; }
  std::string closing() const { return std::string("the ") + which() + " value of " + inline_math(tex(goal_.asked)) + " is @"; }
  bool no_bounds() const { return bounds_.empty() && !goal_.positive; }

  // x > 0 for all letters, by the kind of the letters or by bounds.
  bool is_positive(const std::string& name) const {
    return goal_.positive || std::any_of(bounds_.begin(), bounds_.end(), [&](const Expr& b) {
      return b.same(Expr::rel(">", Expr::symbol(name), Expr::integer(0))) || b.same(Expr::rel("<", Expr::integer(0), Expr::symbol(name)));
    });
  }
  bool only_positive(const std::vector<std::string>& names) const {
    for (const Expr& bound : bounds_) {
      auto in = bound.symbols();
      if (in.size() != 1 || !is_positive(in[0]) || !(bound.arg(0).same(Expr::integer(0)) || bound.arg(1).same(Expr::integer(0)))) return false;
    }
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return is_positive(name); });
  }

  std::optional<Range> range_of(const std::string& name) const {
    Range range;
    for (const Expr& bound : bounds_)
      if (!bound.is(Op::kRel) || !range.add(bound, name)) return {};
    if (goal_.positive && (!range.low || size_of(*range.low) < 0)) range.low = Expr::integer(0), range.low_closed = false;
    return range;
  }

  // Nothing found on the way is better than `value`.
  bool nothing_better(const Expr& f, const std::string& name, const Range& range, const Expr& value) const {
    const double best = size_of(value), slack = 1e-7 * std::max(1.0, std::abs(best));
    int seen = 0;
    for (double place : range.spread()) {
      auto here = number_at(f, name, place);
      if (!here) continue;
      ++seen;
      if (maximum_ ? *here > best + slack : *here < best - slack) return false;
    }
    return seen > 30;
  }

  // Everything between the smallest and the largest value of a function that is continuous for all numbers of one interval.
  void all_values() {
    auto names = asked_.symbols();
    auto range = names.size() == 1 && equations_.empty() ? range_of(names[0]) : std::nullopt;
    if (!range || !is_continuous(asked_, names[0])) return fail();
    if (range->low.has_value() != range->low_closed || range->high.has_value() != range->high_closed) return fail();
    std::vector<Expr> ends;
    for (int i = 0; i < 2; ++i) {
      maximum_ = i == 1;
      Json args = {{"expression", math::to_plain(asked_)}, {"variable", names[0]}};
      if (range->low) args["lower"] = math::to_plain(*range->low);
      if (range->high) args["upper"] = math::to_plain(*range->high);
      work_.think("We look for the " + std::string(which()) + " value of " + inline_math(tex(asked_)) + ".");
      const auto& result = work_.call(maximum_ ? "maximum" : "minimum", args);
      auto value = result.ok && !result.approximate ? closed_value(result) : std::nullopt;
      if (!value || !nothing_better(asked_, names[0], *range, *value)) return work_.reflect("There is none.", "rejected"), fail();
      work_.reflect("");
      ends.push_back(*value);
    }
    work_.think("The function is continuous, so it takes every value between these two.");
    work_.finish("\\left[" + tex(ends[0]) + ", " + tex(ends[1]) + "\\right]", "the range is @");
  }

  // Made of what is continuous for all real numbers, quotients by what has no zero included.
  static bool is_continuous(const Expr& e, const std::string& name) {
    if (!e.contains_symbol(name)) return true;
    switch (e.op()) {
      case Op::kSymbol: return true;
      case Op::kAdd: case Op::kMul: case Op::kNeg: break;
      case Op::kPow:
        if (auto n = math::exact_value(e.arg(1)); !n.ok() || !n->is_integer() || n->sign() < 0) return false;
        return is_continuous(e.arg(0), name);
      case Op::kDiv: {
        auto below = math::as_polynomial(e.arg(1), name, 20);
        return below && !below->empty() && math::count_real_roots(*below) == 0 && is_continuous(e.arg(0), name);
      }
      case Op::kFunc: {
        static const std::vector<std::string> kSmooth = {"sin", "cos", "abs", "exp", "arctan", "atan"};
        if (std::find(kSmooth.begin(), kSmooth.end(), e.name()) == kSmooth.end()) return false;
        break;
      }
      default: return false;
    }
    return std::all_of(e.args().begin(), e.args().end(), [&](const Expr& part) { return is_continuous(part, name); });
  }

  void one_letter(const Expr& f, const std::string& name, const std::optional<Range>& range) {
    if (!range) return fail();
    if (by_tool(f, name, *range) || work_.over()) return;
    by_derivative(f, name, *range);
  }

  bool by_tool(const Expr& f, const std::string& name, const Range& range) {
    Json args = {{"expression", math::to_plain(f)}, {"variable", name}};
    if (range.low) args["lower"] = math::to_plain(*range.low);
    if (range.high) args["upper"] = math::to_plain(*range.high);
    work_.think("We look for the " + std::string(which()) + " value of " + inline_math(tex(f)) + ".");
    const auto& result = work_.call(maximum_ ? "maximum" : "minimum", args);
    auto value = result.approximate ? std::nullopt : closed_value(result);
    if (!value || !reached(result, name, range) || !nothing_better(f, name, range, *value)) {
      work_.reflect("We try another way.", "corrected");
      return false;
    }
    work_.reflect("");
    work_.finish(tex(*value), closing());
    return true;
  }

  // "at x = 2 and x = 3": is one of these places in the range?
  static bool reached(const cas::ToolResult& result, const std::string& name, const Range& range) {
    if (result.conditions.empty()) return false;
    std::string text = replace_all(result.conditions[0], " and ", "|");
    if (text.rfind("at ", 0) == 0) text = text.substr(3);
    for (std::size_t start = 0; start < text.size();) {
      std::size_t end = std::min(text.find('|', start), text.size());
      auto place = math::parse(text.substr(start, end - start), math::Notation::kPlain);
      if (place.ok() && place->is(Op::kRel) && place->arg(0).same(Expr::symbol(name)) && range.holds(place->arg(1))) return true;
      start = end + 1;
    }
    return false;
  }

  // One zero of the derivative in an open range on which the function falls and then rises, or the other way round.
  void by_derivative(const Expr& f, const std::string& name, const Range& range) {
    work_.think("We look for the places where the derivative of " + inline_math(tex(f)) + " is zero.");
    auto places = work_.items("find_critical_points", {{"expression", math::to_plain(f)}, {"variable", name}});
    if (!places) return;
    std::vector<Expr> inside;
    for (const Expr& place : *places)
      if (range.holds_inside(place)) inside.push_back(place);
    if (inside.size() != 1) return fail();
    const Expr& at = inside[0];
    auto normal = math::normal_form(f.substitute(name, at));
    if (!normal.ok() || !turns(f, name, range, size_of(at))) return fail();
    work_.reflect(inside.size() < places->size() ? "Only " + inline_math(tex(Expr::rel("=", Expr::symbol(name), at))) + " lies in the range." : "");
    work_.think("The " + std::string(which()) + " value is reached there. We put " + inline_math(tex(Expr::rel("=", Expr::symbol(name), at))) + " into " + inline_math(tex(f)) + ".");
    auto value = work_.expression("substitute", {{"expression", math::to_plain(f)}, {"values", {{name, math::to_plain(at)}}}});
    if (!value) return;
    if (!is_true(Expr::rel("=", *value, f.substitute(name, at))) || !nothing_better(f, name, range, *value)) return work_.give_up("the extreme value could not be confirmed");
    work_.reflect("");
    work_.finish(tex(*value), closing());
  }

  // Defined on the whole range and monotone on both sides of the place?
  bool turns(const Expr& f, const std::string& name, const Range& range, double at) const {
    std::optional<double> before;
    for (double place : range.spread()) {
      auto here = number_at(f, name, place);
      if (!here) return false;
      const double slack = 1e-9 * std::max(1.0, std::abs(*here));
      const bool left = place <= at;
      if (before && (left || place - at > 1e-9)) {
        const bool falls = left != maximum_;
        // The step over the place itself may go either way.
        const bool over = !left && previous_ <= at;
        if (!over && (falls ? *here > *before + slack : *here < *before - slack)) return false;
      }
      before = here;
      previous_ = place;
    }
    return true;
  }

  // A product of powers of linear terms whose weighted sum is fixed: largest where the weighted factors are equal.
  bool linear_factors() {
    struct Factor { Expr term; Rational power; std::map<std::string, Rational> linear; };
    std::vector<Factor> factors;
    Rational outside(1);
    for (const Expr& part : math::factors_of(asked_)) {
      const bool raised = part.is(Op::kPow);
      const Expr base = raised ? part.arg(0) : part;
      auto power = raised ? math::exact_value(part.arg(1)) : Result<Rational>(Rational(1));
      if (auto value = math::exact_value(part); value.ok()) {
        outside *= *value;
        continue;
      }
      auto linear = math::as_linear(base);
      if (!linear || !power.ok() || !power->is_integer() || power->sign() <= 0) return false;
      factors.push_back({base, *power, *linear});
    }
    if (factors.size() < 2 || factors.size() > 4 || outside.sign() <= 0) return false;
    std::optional<std::map<std::string, Rational>> fixed;
    if (equations_.size() > 1) return false;
    if (equations_.size() == 1 && !(fixed = math::as_linear(equations_[0].arg(0) - equations_[0].arg(1)))) return false;
    // Each letter positive, and a bound for what is no letter.
    std::vector<std::string> names;
    for (const Factor& f : factors)
      for (const auto& [name, c] : f.linear)
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    for (const Factor& f : factors)
      if (!surely_positive(f.term)) return false;
    // sum k_i L_i - t * fixed = C for all letters: k_1 = 1, the others from the letters one by one.
    std::vector<Rational> k(factors.size());
    if (fixed) {
      for (std::size_t i = 0; i < factors.size(); ++i) {
        if (!factors[i].term.is(Op::kSymbol) || !fixed->count(factors[i].term.name())) return false;
        k[i] = fixed->at(factors[i].term.name());
      }
      for (const auto& [name, c] : *fixed)
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) return false;
    } else {
      if (factors.size() != names.size() + 1) return false;
      // All factors but one are letters; the last has them with negative factors.
      const Factor* last = nullptr;
      for (const Factor& f : factors)
        if (!f.term.is(Op::kSymbol)) last = last ? nullptr : &f;
      if (!last) return false;
      for (std::size_t i = 0; i < factors.size(); ++i) {
        if (&factors[i] == last) k[i] = Rational(1);
        else if (auto c = last->linear.find(factors[i].term.name()); c != last->linear.end()) k[i] = -c->second;
        else return false;
      }
    }
    const bool turned = k[0].sign() < 0;
    for (Rational& one : k)
      if (turned) one = -one;
    Rational sum(0), weight(0);
    if (fixed && fixed->count("")) sum = turned ? fixed->at("") : -fixed->at("");
    for (std::size_t i = 0; i < factors.size(); ++i) {
      if (k[i].sign() <= 0) return false;
      weight += factors[i].power;
      auto c = factors[i].linear.find("");
      if (!fixed && c != factors[i].linear.end()) sum += k[i] * c->second;
    }
    if (sum.sign() <= 0) return false;
    const Rational share = sum / weight;
    std::vector<std::string> parts;
    std::vector<Expr> made;
    if (outside != Rational(1)) made.push_back(Expr::number(outside));
    for (std::size_t i = 0; i < factors.size(); ++i) {
      const Rational scale = k[i] / factors[i].power;
      const Expr part = scale == Rational(1) ? factors[i].term : Expr::number(scale) * factors[i].term;
      parts.push_back(inline_math(tex(part)) + (factors[i].power == Rational(1) ? "" : " (" + inline_math(tex(factors[i].power)) + " times)"));
      const Expr value = Expr::number(share / scale);
      made.push_back(factors[i].power == Rational(1) ? value : pow(value, Expr::number(factors[i].power)));
    }
    const Expr best = made.size() == 1 ? made[0] : Expr::make(Op::kMul, made);
    std::vector<std::string> own;
    std::vector<Expr> times;
    for (std::size_t i = 0; i < factors.size(); ++i) {
      times.push_back(Expr::number(factors[i].power));
      const Rational scale = k[i] / factors[i].power;
      own.push_back(scale == Rational(1) ? inline_math(tex(share)) : inline_math(worked(Expr::number(share) / Expr::number(scale))));
    }
    work_.think("The numbers " + and_list(parts) + " are positive and have the sum " + inline_math(tex(sum)) + ". There are " + inline_math(worked(Expr::make(Op::kAdd, times))) +
                " of them. By the inequality of the arithmetic and geometric means their product is largest when all of them are equal, so each is " + inline_math(worked(Expr::number(sum) / Expr::number(weight))) +
                ". The factors themselves are then " + and_list(own) + ", and we work out " + inline_math(tex(best)) + ".");
    auto value = worked_out(best, work_);
    if (value) work_.finish(tex(*value), closing());
    return true;
  }

  // Positive by the kind of the letters or by a bound that says so.
  bool surely_positive(const Expr& e) const {
    if (e.is(Op::kSymbol)) return is_positive(e.name());
    for (const Expr& bound : bounds_) {
      if (!bound.is(Op::kRel) || (bound.name() != "<" && bound.name() != ">")) continue;
      const Expr difference = bound.name() == "<" ? bound.arg(1) - bound.arg(0) : bound.arg(0) - bound.arg(1);
      if (math::equal(difference, e).outcome == math::Verdict::Outcome::kEqual) return true;
    }
    return false;
  }

  // The inequality of means for a sum of products of powers.
  bool positive_sum() {
    std::vector<Expr> all = equations_;
    all.push_back(asked_);
    std::vector<std::string> names;
    for (const Expr& e : all)
      for (const std::string& name : e.symbols()) names.push_back(name);
    auto sum = only_positive(names) ? as_monomials(asked_) : std::nullopt;
    if (!sum || sum->size() < 2 || sum->size() > 30 || equations_.size() > 1) return false;
    Rational constant(0);
    std::erase_if(*sum, [&](const Monomial& term) { return term.powers.empty() && (constant = term.factor, true); });
    std::vector<SumCondition> conditions;
    if (equations_.size() == 1) {
      auto left = as_monomials(equations_[0].arg(0) - equations_[0].arg(1));
      if (!left) return false;
      SumCondition condition;
      for (const Monomial& term : *left) {
        if (term.powers.empty()) condition.value = -term.factor;
        else condition.sum.push_back(term);
      }
      if (condition.value.sign() < 0) {
        condition.value = -condition.value;
        for (Monomial& term : condition.sum) term.factor = -term.factor;
      }
      conditions.push_back(condition);
    }
    auto least = least_sum(*sum, conditions);
    if (!least) return false;
    const Expr value = constant.is_zero() ? least->value : least->value + Expr::number(constant);
    tell_means(*sum, *least, conditions);
    if (!least->place.empty() && at_place(*least, value)) return true;
    auto found = value.is_number() ? std::optional(value) : worked_out(value, work_);
    if (found) work_.finish(tex(*found), closing());
    return true;
  }

  void tell_means(const std::vector<Monomial>& sum, const LeastSum& least, const std::vector<SumCondition>& conditions) {
    std::vector<std::string> place;
    for (const auto& [name, at] : least.place) place.push_back(inline_math(tex(Expr::rel("=", Expr::symbol(name), at))));
    std::string text = "All terms are positive, so the inequality of the arithmetic and geometric means applies";
    if (sum.size() <= 4) {
      std::vector<std::string> weights;
      for (const Rational& w : least.weights) weights.push_back(inline_math(tex(w)));
      text += " with the weights " + and_list(weights);
    }
    text += conditions.empty() ? ": the weighted product of the terms does not depend on the letters." : ": together with the condition, the weighted product of the terms does not depend on the letters.";
    if (!place.empty()) text += " The sum is smallest where equality holds, which is at " + and_list(place) + ".";
    work_.think(text);
  }

  bool at_place(const LeastSum& least, const Expr& value) {
    Json values = Json::object();
    Expr direct = asked_;
    for (const auto& [name, at] : least.place) {
      values[name] = math::to_plain(at);
      direct = direct.substitute(name, at);
    }
    for (const Expr& equation : equations_) {
      Expr here = equation;
      for (const auto& [name, at] : least.place) here = here.substitute(name, at);
      if (!is_true(here)) return false;
    }
    if (!direct.symbols().empty() || !is_true(Expr::rel("=", direct, value))) return false;
    work_.think("We put this into " + inline_math(tex(asked_)) + ".");
    auto found = work_.expression("substitute", {{"expression", math::to_plain(asked_)}, {"values", values}});
    if (!found) return true;   // given up
    if (!is_true(Expr::rel("=", *found, value))) return work_.give_up("the value at the place does not agree with the bound"), true;
    work_.reflect("");
    work_.finish(tex(*found), closing());
    return true;
  }

  // A quadratic in letters that are free, after those that linear equations give: a constant plus squares of one sign.
  bool squares() {
    Expr f = asked_;
    std::vector<std::string> put;
    std::vector<Expr> open = equations_;
    while (!open.empty()) {
      Expr equation = open.back();
      open.pop_back();
      auto linear = math::as_linear(equation.arg(0) - equation.arg(1));
      if (!linear) return false;
      auto last = std::find_if(linear->rbegin(), linear->rend(), [](const auto& item) { return !item.first.empty() && !item.second.is_zero(); });
      if (last == linear->rend()) return false;
      auto c = math::coefficients_in(equation.arg(0) - equation.arg(1), last->first, 1);
      if (!c || c->size() != 2) return false;
      auto value = math::normal_form(-(*c)[0] / (*c)[1]);
      if (!value.ok()) return false;
      put.push_back(inline_math(tex(Expr::rel("=", Expr::symbol(last->first), *value))));
      f = f.substitute(last->first, *value);
      for (Expr& other : open) other = other.substitute(last->first, *value);
    }
    auto normal = math::normal_form(f);
    if (!normal.ok()) return false;
    Expr rest = *normal;
    std::vector<Expr> terms;
    auto names = rest.symbols();
    if (names.empty() || names.size() > 4) return false;
    for (const std::string& name : names) {
      auto c = math::coefficients_in(rest, name, 2);
      if (!c) return false;
      if (c->size() == 1) continue;
      auto lead = c->size() == 3 ? math::exact_value((*c)[2]) : Result<Rational>(Error{});
      if (!lead.ok() || (lead->sign() > 0) == maximum_) return false;
      auto shift = math::normal_form((*c)[1] / Expr::number(*lead * 2));
      auto left = math::normal_form((*c)[0] - pow((*c)[1], Expr::integer(2)) / Expr::number(*lead * 4));
      if (!shift.ok() || !left.ok()) return false;
      const Expr base = math::is_zero(*shift) ? Expr::symbol(name) : math::normal_form(Expr::symbol(name) + *shift).value_or(Expr::symbol(name) + *shift);
      const Expr square = pow(base, Expr::integer(2));
      terms.push_back(*lead == Rational(1) ? square : *lead == Rational(-1) ? -square : Expr::number(*lead) * square);
      rest = *left;
    }
    auto constant = math::exact_value(rest);
    if (!constant.ok() || terms.empty()) return false;
    if (!constant->is_zero()) terms.push_back(rest);
    const Expr form = math::sum_of(terms);
    if (!put.empty()) work_.think("We put " + and_list(put) + " in and get " + inline_math(tex(*normal)) + ".");
    work_.think("With completed squares this is " + inline_math(tex(Expr::rel("=", *normal, form))) + ". We multiply out to be sure.");
    auto expanded = work_.expression("expand_expression", {{"expression", math::to_plain(form)}});
    if (!expanded) return true;   // given up
    if (math::equal(*expanded, f).outcome != math::Verdict::Outcome::kEqual) return work_.give_up("the squares do not give the term back"), true;
    work_.reflect(std::string("The squares are never ") + (maximum_ ? "above" : "below") + " zero with their factors, and all of them can be zero at once, so " + inline_math(tex(*constant)) + " is the " + which() + " value.");
    work_.finish(tex(*constant), closing());
    return true;
  }

  // One linear equation between two letters, or a term of degree zero in two positive letters: one letter is left.
  bool one_left() {
    auto names = asked_.symbols();
    if (equations_.size() == 1 && names.size() <= 2 && equations_[0].symbols().size() == 2) {
      for (const std::string& gone : equations_[0].symbols()) {
        auto c = math::coefficients_in(equations_[0].arg(0) - equations_[0].arg(1), gone, 1);
        if (!c || c->size() != 2 || !math::exact_value((*c)[1]).ok()) continue;
        auto value = math::normal_form(-(*c)[0] / (*c)[1]);
        if (!value.ok() || value->symbols().size() != 1) continue;
        const std::string kept = value->symbols()[0];
        auto linear = math::as_linear(*value);
        if (!linear) continue;
        Range range;
        for (const Expr& bound : bounds_) {
          if (!bound.is(Op::kRel)) return false;
          if (bound.contains_symbol(gone)) return false;
          if (!range.add(bound, kept)) return false;
        }
        if (goal_.positive) {
          range.add(Expr::rel(">", Expr::symbol(kept), Expr::integer(0)), kept);
          const Rational a = linear->at(kept), b = linear->count("") ? linear->at("") : Rational(0);
          range.add(Expr::rel(a.sign() > 0 ? ">" : "<", Expr::symbol(kept), Expr::number(-b / a)), kept);
        }
        const Expr f = asked_.substitute(gone, *value);
        work_.think("From " + inline_math(tex(equations_[0])) + " we get " + inline_math(tex(Expr::rel("=", Expr::symbol(gone), *value))) + ".");
        return one_letter(f, kept, range), true;
      }
    }
    if (!equations_.empty() || names.size() != 2 || !only_positive(names)) return false;
    const Expr scaled = asked_.substitute(names[0], Expr::symbol("t") * Expr::symbol(names[0])).substitute(names[1], Expr::symbol("t") * Expr::symbol(names[1]));
    if (asked_.contains_symbol("t") || !same_at_places(scaled, names)) return false;
    Range range;
    range.low = Expr::integer(0);
    const Expr f = asked_.substitute(names[1], Expr::integer(1));
    work_.think("The term keeps its value when both letters are multiplied by the same number, so we may take " + inline_math(names[1] + " = 1") + ".");
    return one_letter(f, names[0], range), true;
  }

  // Is the term with the factor t the term itself, at a few places?
  bool same_at_places(const Expr& scaled, const std::vector<std::string>& names) const {
    for (int i = 1; i <= 4; ++i) {
      std::map<std::string, Rational> at = {{names[0], Rational(2 * i + 1, 3)}, {names[1], Rational(i + 4, 5)}};
      auto plain = math::real_value(asked_, 15, at);
      at["t"] = Rational(i + 6, 4);
      auto other = math::real_value(scaled, 15, at);
      if (!plain.ok() || !other.ok() || std::abs(plain->mid - other->mid) > 1e-9 * std::max(1.0, std::abs(plain->mid))) return false;
    }
    return true;
  }

  const Given& goal_;
  Work& work_;
  Expr asked_;
  std::vector<Expr> equations_, bounds_;
  bool maximum_;
  mutable double previous_ = 0;
};

}  // namespace

void pursue_optimum(const Given& goal, const SortedFacts& facts, Work& work) { Optimum(goal, facts, work).run(); }

}  // namespace retort::agent
