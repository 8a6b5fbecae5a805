#include "explain/partial_fractions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "explain/factoring.h"
#include "explain/general_equation.h"
#include "explain/surds.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;

namespace {

constexpr std::size_t kMaxLetters = 8;

Coefficients power_of(const Coefficients& p, int n) {
  Coefficients out{Rational(1)};
  for (int i = 0; i < n; ++i) out = math::multiply(out, p);
  return out;
}

std::string in_brackets(const Coefficients& p, const std::string& x, int power) {
  const std::string text = p.size() == 2 && p[0].is_zero() && p[1] == Rational(1) ? tex(p, x) : "(" + tex(p, x) + ")";
  return power == 1 ? text : text + "^" + std::to_string(power);
}

// 3A - B + C: the letters with their numbers, 0 where none is left.
std::string tex_row(const std::vector<Rational>& row, const std::vector<std::string>& letters) {
  std::string out;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].is_zero()) continue;
    out += out.empty() ? (row[i].sign() < 0 ? "-" : "") : row[i].sign() < 0 ? " - " : " + ";
    out += (row[i].abs() == Rational(1) ? "" : tex(row[i].abs())) + letters[i];
  }
  return out.empty() ? "0" : out;
}

// One unknown for each coefficient of each numerator, and the linear equations that tie them.
class Unknowns {
 public:
  Unknowns(Board& board, const Coefficients& num, const Coefficients& den, const PartialFractions& found, std::string variable);
  void set_up();
  void put_zeros_in();
  void compare();

 private:
  struct Slot {
    std::size_t part;      // of places_
    int degree;            // of the variable before it
    Rational value;
    bool known = false;
  };
  struct Place {
    Coefficients factor, cofactor;   // what the letter is multiplied with over the common denominator
    int power;
  };
  void state(std::size_t i, std::string_view rule, std::string because);
  // An equation in the letters, true for the values that are found.
  void relation(const std::string& claim, std::string_view rule, std::string because);

  Board& board_;
  Coefficients num_, den_;
  std::string variable_;
  std::vector<Place> places_;
  std::vector<Slot> slots_;
  std::vector<std::string> letters_;
};

Unknowns::Unknowns(Board& board, const Coefficients& num, const Coefficients& den, const PartialFractions& found, std::string variable)
    : board_(board), num_(num), den_(den), variable_(std::move(variable)) {
  for (const auto& [factor, k] : primitive_factors(den).factors)
    for (int power = 1; power <= k; ++power) {
      const Coefficients cofactor = math::divide(den, power_of(factor, power)).first;
      const auto part = std::find_if(found.parts.begin(), found.parts.end(), [&](const auto& p) { return p.factor == factor && p.power == power; });
      for (int d = math::degree(factor) - 1; d >= 0; --d)
        slots_.push_back({places_.size(), d, part == found.parts.end() || static_cast<int>(part->numerator.size()) <= d ? Rational(0) : part->numerator[static_cast<std::size_t>(d)]});
      places_.push_back({factor, cofactor, power});
    }
  for (const char letter : std::string("ABCDFGHJK"))
    if (variable_ != std::string(1, letter) && letters_.size() < slots_.size()) letters_.push_back(std::string(1, letter));
}

void Unknowns::relation(const std::string& claim, std::string_view rule, std::string because) {
  const auto read = math::parse(claim, math::Notation::kLatex, {.symbols = {variable_}});
  if (!read) return board_.write(claim, rule, std::move(because), fails(read.error().message));
  Expr with_values = *read;
  for (std::size_t i = 0; i < slots_.size(); ++i) with_values = with_values.substitute(letters_[i], Expr::number(slots_[i].value));
  board_.write(claim, rule, std::move(because), judge(math::holds(with_values)));
}

void Unknowns::set_up() {
  if (slots_.size() > kMaxLetters || letters_.size() < slots_.size()) return board_.unsupported("more letters than one finds by hand");
  const std::string x = tex_variable(variable_);
  std::string fractions, products;
  for (std::size_t p = 0; p < places_.size(); ++p) {
    std::string numerator;
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (slots_[i].part == p) numerator += (numerator.empty() ? "" : " + ") + letters_[i] + (slots_[i].degree ? tex_monomial(Rational(1), variable_, slots_[i].degree) : "");
    const std::string bracket = numerator.size() > 1 ? "(" + numerator + ")" : numerator;
    fractions += (p ? " + " : "") + ("\\frac{" + numerator + "}{" + (places_[p].power == 1 ? tex(places_[p].factor, variable_) : in_brackets(places_[p].factor, variable_, places_[p].power)) + "}");
    const Coefficients& co = places_[p].cofactor;
    const auto split = primitive_factors(co);
    const bool one_sum = split.factors.size() == 1 && split.factors[0].second == 1 && split.content == Rational(1) && split.factors[0].first.size() > 1 && !(co.size() == 2 && co[0].is_zero());
    const std::string factored = one_sum ? "(" + tex(co, variable_) + ")" : co.size() > 1 ? tex_factored(split, variable_) : tex(co, variable_);
    const bool number_first = factored[0] != '(' && factored[0] != x[0];
    products += (p ? " + " : "") + bracket + (co.size() == 1 && co[0] == Rational(1) ? "" : number_first ? " \\cdot " + factored : factored);
  }
  const std::string whole = "\\frac{" + tex(num_, variable_) + "}{" + tex_factored(primitive_factors(den_), variable_) + "}";
  relation(whole + " = " + fractions, "set_up", board_.say({"setting up one fraction for each factor, with letters above", "writing a letter over each factor and each of its powers"}));
  relation(tex(num_, variable_) + " = " + products, "clear_denominators", board_.say({"multiplying by the denominator", "clearing the denominators"}));
}

void Unknowns::state(std::size_t i, std::string_view rule, std::string because) {
  slots_[i].known = true;
  relation(letters_[i] + " = " + tex(slots_[i].value), rule, std::move(because));
}

// At the zero of a linear factor only the fraction with its highest power stays.
void Unknowns::put_zeros_in() {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const Place& place = places_[slots_[i].part];
    if (place.factor.size() != 2) continue;
    const Rational zero = -place.factor[0] / place.factor[1], k = math::evaluate(place.cofactor, zero), left = math::evaluate(num_, zero);
    if (k.is_zero()) continue;
    const std::string x = tex_variable(variable_), side = (k == Rational(1) ? "" : k == Rational(-1) ? "-" : tex(k)) + letters_[i];
    relation(tex(left) + " = " + side, "put_zero_in", board_.say({"putting in ${0} = {1}$, where all other products are 0", "taking ${0} = {1}$, so that only one product stays"}, x, tex(zero)));
    if (k == Rational(1)) {
      slots_[i].known = true;
      continue;
    }
    state(i, "numerator", k == Rational(-1) ? board_.say({"turning the sign"}) : board_.say({"dividing by ${0}$", "solving for ${1}$"}, tex(k), letters_[i]));
  }
}

void Unknowns::compare() {
  struct Equation {
    std::vector<Rational> row;
    Rational value;
    int degree;
  };
  std::vector<Equation> equations;
  for (int d = math::degree(den_) - 1; d >= 0; --d) {
    Equation e{std::vector<Rational>(slots_.size()), static_cast<std::size_t>(d) < num_.size() ? num_[static_cast<std::size_t>(d)] : Rational(0), d};
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      const Coefficients& co = places_[slots_[i].part].cofactor;
      const int at = d - slots_[i].degree;
      if (at >= 0 && at < static_cast<int>(co.size())) e.row[i] = co[static_cast<std::size_t>(at)];
    }
    equations.push_back(std::move(e));
  }
  const auto open = [&](const Equation& e) { return std::count_if(e.row.begin(), e.row.end(), [](const Rational& c) { return !c.is_zero(); }); };
  const auto all_known = [&] { return std::all_of(slots_.begin(), slots_.end(), [](const Slot& s) { return s.known; }); };
  if (all_known()) return;
  std::vector<bool> stated(equations.size(), false);
  const auto name = [&](const Equation& e) { return e.degree == 0 ? std::string("the numbers without $") + tex_variable(variable_) + "$" : "the numbers before $" + tex_monomial(Rational(1), variable_, e.degree) + "$"; };
  const auto write_equation = [&](std::size_t at, const std::string& because) {
    const Equation& e = equations[at];
    relation(tex(e.value) + " = " + tex_row(e.row, letters_), "compare_coefficients", because);
  };
  const auto take_known = [&](Equation& e) {
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (slots_[i].known && !e.row[i].is_zero()) {
        e.value -= e.row[i] * slots_[i].value;
        e.row[i] = Rational(0);
      }
  };
  // A letter that was expressed by others: row and value of letter = value + row.
  std::vector<std::pair<std::size_t, Equation>> expressed;
  while (!all_known() && !board_.failed()) {
    bool moved = false;
    for (std::size_t at = 0; at < equations.size() && !moved; ++at) {
      Equation before = equations[at];
      take_known(equations[at]);
      Equation& e = equations[at];
      if (open(e) != 1) continue;
      const auto i = static_cast<std::size_t>(std::find_if(e.row.begin(), e.row.end(), [](const Rational& c) { return !c.is_zero(); }) - e.row.begin());
      if (!stated[at]) {
        std::swap(before, equations[at]);
        write_equation(at, board_.say({"comparing {0}", "setting {0} equal"}, name(equations[at])));
        std::swap(before, equations[at]);
      }
      state(i, "numerator", board_.say({"putting the known numbers in and solving for ${0}$", "with what is known, this gives ${0}$"}, letters_[i]));
      moved = true;
    }
    if (moved) continue;
    // The equation with the fewest letters gives one by the others.
    std::size_t best = equations.size();
    for (std::size_t at = 0; at < equations.size(); ++at)
      if (open(equations[at]) > 1 && (best == equations.size() || open(equations[at]) < open(equations[best]))) best = at;
    if (best == equations.size()) return board_.unsupported("letters that the equations do not fix");
    Equation& e = equations[best];
    if (!stated[best]) write_equation(best, board_.say({"comparing {0}", "setting {0} equal"}, name(e)));
    auto pick = static_cast<std::size_t>(std::find_if(e.row.begin(), e.row.end(), [](const Rational& c) { return !c.is_zero(); }) - e.row.begin());
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (e.row[i].abs() == Rational(1) && e.row[pick].abs() != Rational(1)) pick = i;
    Equation by{std::vector<Rational>(slots_.size()), e.value / e.row[pick], e.degree};
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (i != pick) by.row[i] = -e.row[i] / e.row[pick];
    std::string right = tex_row(by.row, letters_);
    if (!by.value.is_zero()) right = tex(by.value) + (right[0] == '-' ? " - " + right.substr(1) : " + " + right);
    relation(letters_[pick] + " = " + right, "express", board_.say({"expressing ${0}$ by the others", "solving this for ${0}$"}, letters_[pick]));
    for (std::size_t at = 0; at < equations.size(); ++at) {
      Equation& other = equations[at];
      if (at == best || other.row[pick].is_zero()) continue;
      if (!stated[at]) write_equation(at, board_.say({"comparing {0}", "setting {0} equal"}, name(other)));
      const Rational k = other.row[pick];
      other.row[pick] = Rational(0);
      for (std::size_t i = 0; i < slots_.size(); ++i) other.row[i] += k * by.row[i];
      other.value -= k * by.value;
      stated[at] = true;
      if (open(other)) write_equation(at, board_.say({"putting ${0}$ in", "with ${0}$ replaced"}, letters_[pick] + " = " + right));
    }
    expressed.emplace_back(pick, by);
    equations.erase(equations.begin() + static_cast<std::ptrdiff_t>(best));
    stated.erase(stated.begin() + static_cast<std::ptrdiff_t>(best));
    // Letters that were expressed come back once the others are known.
    while (!board_.failed()) {
      bool back = false;
      for (std::size_t at = 0; at < equations.size(); ++at) {
        Equation& left = equations[at];
        take_known(left);
        if (open(left) != 1) continue;
        const auto i = static_cast<std::size_t>(std::find_if(left.row.begin(), left.row.end(), [](const Rational& c) { return !c.is_zero(); }) - left.row.begin());
        if (!stated[at]) write_equation(at, board_.say({"comparing {0}", "setting {0} equal"}, name(left)));
        state(i, "numerator", board_.say({"solving for ${0}$", "which gives ${0}$"}, letters_[i]));
        back = true;
      }
      for (auto it = expressed.rbegin(); it != expressed.rend(); ++it) {
        bool ready = !slots_[it->first].known;
        for (std::size_t i = 0; i < slots_.size(); ++i) ready = ready && (it->second.row[i].is_zero() || slots_[i].known);
        if (!ready) continue;
        state(it->first, "numerator", board_.say({"putting the values found into the expression for ${0}$", "going back to ${0}$"}, letters_[it->first]));
        back = true;
      }
      if (!back) break;
    }
  }
}

}  // namespace

std::vector<Expr> PartialFractions::terms(const std::string& variable) const {
  std::vector<Expr> out;
  if (!whole.empty()) out.push_back(math::to_expr(whole, variable));
  for (const Part& part : parts) {
    Rational below(1);
    for (const Rational& c : part.numerator) below = math::lcm(below, c.den());
    Coefficients top = part.numerator;
    for (Rational& c : top) c *= below;
    const bool negative = top.back().sign() < 0;
    if (negative)
      for (Rational& c : top) c = -c;
    const Expr base = math::to_expr(part.factor, variable), power = part.power == 1 ? base : math::pow(base, Expr::integer(part.power));
    const Expr term = math::to_expr(top, variable) / (below == Rational(1) ? power : Expr::number(below) * power);
    out.push_back(negative ? -term : term);
  }
  if (out.empty()) out.push_back(Expr::integer(0));
  return out;
}

PartialFractions partial_fractions_of(const Coefficients& num, const Coefficients& den) {
  PartialFractions out;
  auto [whole, rest] = math::divide(num, den);
  out.whole = std::move(whole);
  if (rest.empty()) return out;
  for (const auto& [factor, k] : primitive_factors(den).factors) {
    const Coefficients modulus = power_of(factor, k), others = math::divide(den, modulus).first;
    const auto inverse = math::inverse_modulo(math::divide(others, modulus).second, modulus);
    if (!inverse) continue;
    Coefficients left = math::divide(math::multiply(rest, *inverse), modulus).second;
    // n = n_0 + n_1 f + ..., and n_j stands over f^{k - j}.
    std::vector<PartialFractions::Part> stack;
    for (int j = 0; j < k && !left.empty(); ++j) {
      auto [quotient, digit] = math::divide(left, factor);
      if (!digit.empty()) stack.push_back({factor, digit, k - j});
      left = std::move(quotient);
    }
    out.parts.insert(out.parts.end(), stack.rbegin(), stack.rend());
  }
  return out;
}

void write_numerators(Board& board, const Coefficients& num, const Coefficients& den, const PartialFractions& found, const std::string& variable) {
  if (const Rational content = primitive_factors(den).content; content != Rational(1)) {
    // The number before the denominator goes with the numerator.
    const Coefficients by{Rational(1) / content};
    return write_numerators(board, math::multiply(num, by), math::multiply(den, by), found, variable);
  }
  const std::string text = tex(den, variable), factored = tex_factored(primitive_factors(den), variable);
  if (text != factored)
    write_polynomial_factoring(board, den, variable, [&](const std::string& form, std::string_view rule, std::string because) { board.fact(text + " = " + form, rule, std::move(because)); });
  Coefficients rest = num;
  if (!found.whole.empty()) {
    rest = math::divide(num, den).second;
    // x^3 = x(x^2 + 1) - x
    const auto one_term = [](const Coefficients& p) { return std::count_if(p.begin(), p.end(), [](const Rational& c) { return !c.is_zero(); }) == 1; };
    const std::string quotient = found.whole == Coefficients{Rational(1)} ? std::string() : one_term(found.whole) ? tex(found.whole, variable) : "(" + tex(found.whole, variable) + ")";
    Coefficients size = rest;
    const bool minus = !rest.empty() && rest.back().sign() < 0;
    if (minus)
      for (Rational& c : size) c = -c;
    const std::string remainder = rest.empty() ? std::string() : (minus ? " - " : " + ") + (minus && !one_term(size) ? "(" + tex(size, variable) + ")" : tex(size, variable));
    board.fact(tex(num, variable) + " = " + quotient + "(" + text + ")" + remainder, "polynomial_division", board.say({"dividing with remainder first", "splitting off the whole part by division"}));
  }
  if (rest.empty() || board.failed()) return;
  const auto factors = primitive_factors(den);
  if (factors.factors.size() == 1 && factors.factors[0].second == 1) return;
  Unknowns unknowns(board, rest, den, found, variable);
  unknowns.set_up();
  if (!board.failed()) unknowns.put_zeros_in();
  if (!board.failed()) unknowns.compare();
}

}  // namespace retort::explain
