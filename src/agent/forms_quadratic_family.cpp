// For which values of a letter a quadratic equation has solutions of some kind: how the equation is named, what its solutions shall be, and what is asked
// about the letter are read apart.
#include <algorithm>
#include <array>
#include <cmath>

#include "agent/exact_roots.h"
#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr long long kFar = 4'000;

enum class Kind { kOne, kTwoReal, kReal, kNone, kRational, kInteger, kDistinctInteger };
enum class Asked { kAll, kSum, kProduct, kCount, kLargest, kSmallest };

Expr num(const Rational& r) { return Expr::number(r); }
Expr integer(long long n) { return Expr::integer(n); }

struct Family {
  std::string letter;
  Expr a, b, c;              // in the letter
  Expr discriminant;
};

std::optional<Family> family_of(const Captures& c) {
  const Expr& e = c.has("q") ? c.expr("q") : c.expr("p");
  Expr zero = e.is(Op::kRel) ? (e.arg(1).same(integer(0)) ? e.arg(0) : e.arg(0) - e.arg(1)) : e;
  // y = x^2 + b x + c has the roots of its right side.
  if (e.is(Op::kRel) && e.arg(0).is(Op::kSymbol) && e.arg(0).name() == "y" && !e.arg(1).contains_symbol("y")) zero = e.arg(1);
  auto symbols = zero.symbols();
  const std::string letter = c.expr("v").name();
  if (symbols.size() != 2 || (symbols[0] != letter && symbols[1] != letter)) return {};
  const std::string x = symbols[0] == letter ? symbols[1] : symbols[0];
  auto k = math::coefficients_in(zero, x, 2);
  if (!k || k->size() != 3) return {};
  Family f{letter, (*k)[2], (*k)[1], (*k)[0], integer(0)};
  f.discriminant = pow(f.b, integer(2)) - Expr::make(Op::kMul, {integer(4), f.a, f.c});
  return f;
}

bool is_square(const Rational& r) {
  if (r.sign() < 0) return false;
  for (const Rational& part : {r.num(), r.den()}) {
    auto n = part.to_int64();
    if (!n) return false;
    auto root = static_cast<long long>(std::llround(std::sqrt(static_cast<double>(*n))));
    if (root * root != *n) return false;
  }
  return true;
}

// Does the equation have solutions of the kind at this integer?
std::optional<bool> fits(const Family& f, Kind kind, long long at) {
  auto put = [&](const Expr& e) { return math::exact_value(e.substitute(f.letter, integer(at))); };
  auto a = put(f.a), b = put(f.b), c = put(f.c);
  if (!a.ok() || !b.ok() || !c.ok()) return {};
  if (a->is_zero()) return false;
  const Rational d = *b * *b - *a * *c * 4;
  switch (kind) {
    case Kind::kOne: return d.is_zero();
    case Kind::kTwoReal: return d.sign() > 0;
    case Kind::kReal: return d.sign() >= 0;
    case Kind::kNone: return d.sign() < 0;
    case Kind::kRational: return is_square(d);
    case Kind::kInteger: case Kind::kDistinctInteger: break;
  }
  if (!is_square(d) || (kind == Kind::kDistinctInteger && d.is_zero())) return false;
  auto root = math::normal_form(Expr::func("sqrt", {num(d)}));
  auto size = root.ok() ? math::exact_value(*root) : Result<Rational>(Error{});
  if (!size.ok()) return {};
  return ((*size - *b) / (*a * 2)).is_integer() && ((-*size - *b) / (*a * 2)).is_integer();
}

// The integers that fit within the bounds that are given, where none can lie beyond what is searched.
std::optional<std::vector<long long>> integers(const Family& f, Kind kind, bool positive, const std::vector<Expr>& bounds) {
  auto d = math::as_polynomial(f.discriminant, f.letter, 2);
  if (!d) return {};
  // Beyond the search the discriminant must exclude everything: it opens downwards, or b^2 - m has squares only near.
  long long far = 0;
  const bool wants_positive = kind != Kind::kNone && kind != Kind::kOne;
  std::optional<Rational> low, high;
  if (positive) low = Rational(1);
  for (const Expr& bound : bounds) {
    if (!bound.is(Op::kRel) || !bound.arg(0).is(Op::kSymbol) || bound.name() != "<=") return {};
    auto end = math::exact_value(bound.arg(1));
    if (!end.ok()) return {};
    high = *end;
  }
  if (kind == Kind::kRational || kind == Kind::kInteger || kind == Kind::kDistinctInteger) {
    // (p k + q)^2 - m = n^2 leaves |p k + q| + |n| <= |m|.
    if (math::degree(*d) == 2 && (*d)[2].sign() > 0 && is_square((*d)[2])) {
      const Rational m = (*d)[1] * (*d)[1] / ((*d)[2] * 4) - (*d)[0];
      if (m.is_zero()) return {};
      Rational size = m.sign() < 0 ? -m : m;
      if (!(size < Rational(kFar))) return {};
      far = size.ceil().to_int64().value_or(kFar) + 50;
    }
  }
  if (far == 0) {
    for (long long n = 1; n <= kFar && far == 0; n *= 2) {
      bool gone = true;
      for (long long side : {n, -n}) {
        const Rational value = math::evaluate(*d, Rational(side)), next = math::evaluate(*d, Rational(2 * side));
        const bool bounded = (side > 0 ? high.has_value() : low.has_value());
        const bool excluded = wants_positive ? value.sign() < 0 && next < value : value.sign() > 0 && next > value;
        gone = gone && (bounded || excluded);
      }
      if (gone) far = 2 * n + 2;
    }
    if (far == 0) return {};
  }
  long long from = -far, to = far;
  if (low && low->to_int64()) from = *low->to_int64();
  if (high && high->floor().to_int64()) to = *high->floor().to_int64();
  if (to - from > 3 * kFar) return {};
  std::vector<long long> found;
  for (long long n = from; n <= to; ++n) {
    auto good = fits(f, kind, n);
    if (!good) return {};
    if (*good) found.push_back(n);
    if (found.size() > 60) return {};
  }
  return found;
}

std::optional<Goal> answer(const std::vector<Expr>& values, Asked asked, const Family& f, std::vector<Lookup> before) {
  if (values.empty()) return {};
  const std::string letter = inline_math(f.letter);
  switch (asked) {
    case Asked::kLargest: return Evaluate{values.back(), "We take the largest one.", "the largest value is @", before};
    case Asked::kSmallest: return Evaluate{values.front(), "We take the smallest one.", "the smallest value is @", before};
    case Asked::kCount: {
      std::vector<Expr> ones(values.size(), integer(1));
      return Evaluate{ones.size() == 1 ? ones[0] : Expr::make(Op::kAdd, ones), "We count them.", "there are @ such values", before};
    }
    case Asked::kSum: return Evaluate{values.size() == 1 ? values[0] : Expr::make(Op::kAdd, values), "We add them.", "the sum is @", before};
    case Asked::kProduct: return Evaluate{values.size() == 1 ? values[0] : Expr::make(Op::kMul, values), "We multiply them.", "the product is @", before};
    case Asked::kAll: break;
  }
  std::string list;
  for (const Expr& v : values) list += (list.empty() ? "" : ", ") + tex(v);
  return Several{{}, list, "", letter + " can be @", before};
}

// Of real letters: where the discriminant is zero.
std::optional<Goal> of_real_letter(const Family& f, Asked asked) {
  const Expr equation = Expr::rel("=", f.discriminant, integer(0));
  auto roots = exact_roots(equation, f.letter);
  // Where the first coefficient can be zero, the equation may be linear.
  if (!roots || roots->empty() || !f.a.symbols().empty()) return {};
  Lookup solved{"There is exactly one solution where the discriminant is zero: " + inline_math(tex(equation)) + ".", "solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", f.letter}}, *roots, ""};
  return answer(*roots, asked, f, {solved});
}

std::string told(const Family& f, Kind kind, const std::vector<long long>& values) {
  const char* what = kind == Kind::kTwoReal ? "positive" : kind == Kind::kReal ? "not negative" : kind == Kind::kNone ? "negative" : kind == Kind::kOne ? "zero" : "the square of a rational number";
  std::string text = "The discriminant " + inline_math(tex(f.discriminant)) + " must be " + what + ". ";
  std::vector<std::string> shown;
  for (long long v : values)
    if (shown.size() < 12) shown.push_back(inline_math(worked(f.discriminant.substitute(f.letter, integer(v)))));
  if (kind == Kind::kRational || kind == Kind::kInteger || kind == Kind::kDistinctInteger) {
    text += "We try the numbers one by one. It works for ";
    std::vector<std::string> names;
    for (long long v : values) names.push_back(inline_math(std::to_string(v)));
    text += and_list(names) + ": " + and_list(shown) + ".";
    return text;
  }
  if (values.size() <= 12) {
    std::vector<std::string> names;
    for (long long v : values) names.push_back(inline_math(std::to_string(v)));
    return text + "For " + (values.size() == 1 ? names[0] + " it is " + shown[0] : "the integers " + and_list(names) + " it is so: at the ends it is " + shown.front() + " and " + shown.back()) + ".";
  }
  return text + "The integers with this property run from " + inline_math(std::to_string(values.front())) + " to " + inline_math(std::to_string(values.back())) + ": at the first it is " + shown.front() + ".";
}

std::optional<Goal> solved(const Captures& c, Kind kind, Asked asked) {
  auto f = family_of(c);
  if (!f) return {};
  bool positive = false, whole = false;
  static constexpr std::array<std::string_view, 16> kWords = {"positive", "integer", "integers", "integral", "real", "possible", "values", "value", "of", "for", "numbers", "number", "constant", "constants", "different", "distinct"};
  if (c.has("sort")) {
    for (std::string_view word : split(c.at("sort").text, ' ')) {
      if (std::find(kWords.begin(), kWords.end(), word) == kWords.end()) return {};
      positive = positive || word == "positive";
      whole = whole || word.rfind("integ", 0) == 0;
    }
  }
  std::vector<Expr> bounds;
  if (c.has("bound")) bounds = c.at("bound").exprs;
  if (!whole && kind == Kind::kOne && !positive && bounds.empty()) return of_real_letter(*f, asked);
  if (!whole) return {};
  auto values = integers(*f, kind, positive, bounds);
  if (!values || values->empty()) return {};
  // A run of integers is shown by its ends alone, so it must have no gap.
  const bool run = kind == Kind::kTwoReal || kind == Kind::kReal || kind == Kind::kNone;
  if (run && values->back() - values->front() + 1 != static_cast<long long>(values->size())) return {};
  std::vector<Expr> items;
  for (long long v : *values) items.push_back(integer(v));
  return answer(items, asked, *f, {{told(*f, kind, *values), "", {}, {}, ""}});
}

template <Kind kind, Asked asked>
std::optional<Goal> solve(const Captures& c) { return solved(c, kind, asked); }

struct Property { const char* words; Kind kind; };
struct Question { const char* words; Asked asked; };

template <Kind kind>
std::optional<Goal> (*builder(Asked asked))(const Captures&) {
  switch (asked) {
    case Asked::kAll: return solve<kind, Asked::kAll>;
    case Asked::kSum: return solve<kind, Asked::kSum>;
    case Asked::kProduct: return solve<kind, Asked::kProduct>;
    case Asked::kCount: return solve<kind, Asked::kCount>;
    case Asked::kLargest: return solve<kind, Asked::kLargest>;
    case Asked::kSmallest: return solve<kind, Asked::kSmallest>;
  }
  return nullptr;
}

std::optional<Goal> (*builder(Kind kind, Asked asked))(const Captures&) {
  switch (kind) {
    case Kind::kOne: return builder<Kind::kOne>(asked);
    case Kind::kTwoReal: return builder<Kind::kTwoReal>(asked);
    case Kind::kReal: return builder<Kind::kReal>(asked);
    case Kind::kNone: return builder<Kind::kNone>(asked);
    case Kind::kRational: return builder<Kind::kRational>(asked);
    case Kind::kInteger: return builder<Kind::kInteger>(asked);
    case Kind::kDistinctInteger: return builder<Kind::kDistinctInteger>(asked);
  }
  return nullptr;
}

}  // namespace

std::vector<Form> quadratic_family_forms() {
  static const Property properties[] = {
      {"(exactly|only) one [real|distinct] (solution|root|zero)", Kind::kOne},
      {"[exactly] two [distinct|different] real (<roots>)", Kind::kTwoReal},
      {"[only] real (<roots>)", Kind::kReal},
      {"no real (<roots>)", Kind::kNone},
      {"[two] [only] rational (<roots>)", Kind::kRational},
      {"[two] [only] (integer|integral) (<roots>)", Kind::kInteger},
      {"two [distinct|different] (integer|integral) (<roots>)", Kind::kDistinctInteger},
  };
  static const Question questions[] = {
      {"(<find>|for (what|which)|what) [all] [the]", Asked::kAll}, {"<find> [the] sum of [all] [the]", Asked::kSum}, {"<find> [the] product of [all] [the]", Asked::kProduct},
      {"(how many|for how many|find the number of)", Asked::kCount}, {"<find> [the] (largest|greatest|maximum)", Asked::kLargest}, {"<find> [the] (smallest|least|minimum)", Asked::kSmallest},
  };
  constexpr const char* kSort = "[{words:sort}] {var:v}";
  static std::vector<std::string> patterns;
  static std::vector<std::pair<std::size_t, std::optional<Goal> (*)(const Captures&)>> rows;
  if (patterns.empty()) {
    for (const Property& property : properties)
      for (const Question& question : questions) {
        patterns.push_back(std::string(question.words) + " " + kSort + " [with {rel:bound}] (does|such that|for which|so that|will|if|is it true that) [the] [quadratic] [equation|quadratic|polynomial] ({eq:q}|{expr:p}) (have|has|to have) " +
                           property.words + " [for {var}]");
        rows.emplace_back(patterns.size() - 1, builder(property.kind, question.asked));
        if (question.asked != Asked::kSum && question.asked != Asked::kProduct) continue;
        patterns.push_back("there are two {words:sort} {var:v} (for which|such that) [the] [quadratic] [equation|quadratic] ({eq:q}|{expr:p}) (has|have) " + std::string(property.words) + " [for {var}] " + question.words +
                           " (those|these|two|two such) [two] [positive] (values|integers|numbers) [of {var}]");
        rows.emplace_back(patterns.size() - 1, builder(property.kind, question.asked));
      }
  }
  std::vector<Form> forms;
  for (const auto& [at, build] : rows) forms.push_back({"quadratic_family", patterns[at], build});
  return forms;
}

}  // namespace retort::agent
