// Sums and products that are written with dots: the law of their terms is read from the numbers in them.
#include <algorithm>

#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "agent/telescoping.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

struct Dotted {
  bool product = false;
  std::vector<Expr> first, last;    // shown before and behind the dots; signs included
};

constexpr std::string_view kDots = "~";

// At the outer level: items and the signs between them.
std::optional<std::vector<std::pair<char, std::string>>> items_of(const std::string& text) {
  std::vector<std::pair<char, std::string>> items;
  std::string item;
  int depth = 0;
  char sign = '+';
  auto close = [&](char next) {
    if (!trim(item).empty()) items.emplace_back(sign, std::string(trim(item)));
    else if (!items.empty() && items.back().second != kDots) return false;
    item.clear();
    sign = next;
    return true;
  };
  for (char ch : text) {
    if (ch == '(' || ch == '{' || ch == '[') ++depth;
    if (ch == ')' || ch == '}' || ch == ']') --depth;
    if (depth < 0) return {};
    if (depth == 0 && ch == '+') {
      if (!close('+')) return {};
    } else if (depth == 0 && ch == '-') {
      if (trim(item).empty() && items.empty()) sign = '-';
      else if (!close('-')) return {};
    } else {
      item += ch;
    }
  }
  close('+');
  return items;
}

// The factors of (..)(..) ~ (..), a \cdot b \cdot ~ \cdot c.
std::vector<std::string> factors_of(const std::string& text) {
  std::vector<std::string> items;
  std::string item;
  int depth = 0;
  auto close = [&] {
    if (!trim(item).empty()) items.emplace_back(trim(item));
    item.clear();
  };
  for (char ch : text) {
    if (depth == 0 && (ch == '*' || ch == '~' || ch == '(')) close();
    if (depth == 0 && ch == '*') continue;
    item += ch;
    if (ch == '(' || ch == '{') ++depth;
    if (ch == ')' || ch == '}') --depth;
    if (depth == 0 && (ch == ')' || ch == '~')) close();
  }
  close();
  return items;
}

std::optional<Expr> read(const std::string& latex) {
  auto e = math::parse(latex, math::Notation::kLatex);
  if (!e.ok()) return {};
  return *e;
}

std::optional<Dotted> read_dotted(std::string text) {
  for (const char* brackets : {"\\left", "\\right", "\\big", "\\Big"}) text = replace_all(text, brackets, "");
  for (const char* dots : {"\\cdots", "\\ldots", "\\dotsm", "\\dotsb", "\\dotsc", "\\dots", "..."}) text = replace_all(text, dots, "~");
  if (std::count(text.begin(), text.end(), '~') < 1) return {};
  Dotted made;
  auto items = items_of(text);
  if (!items) return {};
  bool dots = false;
  auto keep = [&](const std::string& item, bool minus) {
    auto e = read(item);
    if (!e) return false;
    // A term in n between the dots is their law; it adds nothing.
    if (!e->symbols().empty()) return dots;
    (dots ? made.last : made.first).push_back(minus ? -*e : *e);
    return true;
  };
  if (items->size() == 1) {
    made.product = true;
    const std::string product = replace_all(replace_all((*items)[0].second, "\\cdot", "*"), "\\times", "*");
    for (const std::string& factor : factors_of(product)) {
      if (factor == kDots) dots = true;
      else if (!keep(factor, false)) return {};
    }
    if ((*items)[0].first == '-') return {};
  } else {
    for (const auto& [sign, item] : *items) {
      if (item == kDots) dots = true;
      else if (item.find('~') != item.npos || !keep(item, sign == '-')) return {};
    }
  }
  if (!dots || made.first.size() < 2) return {};
  return made;
}

// The numbers in a term from left to right, and its shape without them.
void numbers_in(const Expr& e, std::vector<Rational>& numbers) {
  if (e.is_number()) return numbers.push_back(e.value());
  for (const Expr& part : e.args()) numbers_in(part, numbers);
}

bool same_shape(const Expr& a, const Expr& b) {
  if (a.is_number() && b.is_number()) return true;
  if (a.op() != b.op() || a.name() != b.name() || a.args().size() != b.args().size()) return false;
  for (std::size_t i = 0; i < a.args().size(); ++i)
    if (!same_shape(a.arg(i), b.arg(i))) return false;
  return true;
}

// A number as a term of its place: constant, or growing by the same step or factor.
struct Law {
  Rational start, step = 0, factor = 1;
  Expr at(const Expr& k) const;   // k counts from 0
  Rational value(long long k) const {
    Rational v = start + step * Rational(k);
    for (long long i = 0; i < k && factor != Rational(1); ++i) v = v * factor;
    return v;
  }
};

Expr Law::at(const Expr& k) const {
  if (step.is_zero() && factor == Rational(1)) return Expr::number(start);
  if (!step.is_zero()) {
    Expr steps = step == Rational(1) ? k : Expr::number(step) * k;
    return start.is_zero() ? steps : steps + Expr::number(start);
  }
  Expr power = pow(Expr::number(factor), k);
  return start == Rational(1) ? power : Expr::number(start) * power;
}

std::optional<Law> law_of(const std::vector<Rational>& values) {
  if (values.size() < 2) return {};
  Law law{values[0]};
  if (values[1] == values[0]) {
    // constant
  } else if (values.size() >= 3 && !values[0].is_zero() && values[1] / values[0] == values[2] / values[1]) {
    law.factor = values[1] / values[0];
  } else {
    law.step = values[1] - values[0];
  }
  for (std::size_t i = 0; i < values.size(); ++i)
    if (law.value(static_cast<long long>(i)) != values[i]) return {};
  return law;
}

Expr with_laws(const Expr& e, const std::vector<Law>& laws, std::size_t& at, const Expr& k) {
  if (e.is_number()) return laws[at++].at(k);
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& part : e.args()) args.push_back(with_laws(part, laws, at, k));
  return Expr::make(e.op(), std::move(args), e.name());
}

struct General {
  Expr term = Expr::integer(0);     // in k
  long long from = 0;
  std::optional<long long> to;
};

bool is_negative(const Expr& e) { return e.is(Op::kNeg); }
Expr without_sign(const Expr& e) { return e.is(Op::kNeg) ? e.arg(0) : e; }

std::optional<General> general(const Dotted& d) {
  std::vector<Expr> shown;
  for (const Expr& e : d.first) shown.push_back(without_sign(e));
  std::vector<std::vector<Rational>> places;
  for (const Expr& e : shown) {
    std::vector<Rational> numbers;
    if (!same_shape(shown[0], e)) return {};
    numbers_in(e, numbers);
    places.push_back(std::move(numbers));
  }
  std::vector<Law> laws;
  for (std::size_t i = 0; i < places[0].size(); ++i) {
    std::vector<Rational> values;
    for (const auto& numbers : places) values.push_back(numbers[i]);
    auto law = law_of(values);
    if (!law) return {};
    laws.push_back(*law);
  }
  // Two terms show a law only with the end as a third one.
  if (shown.size() < 3 && d.last.empty()) return {};
  bool alternating = d.first.size() >= 2 && is_negative(d.first[0]) != is_negative(d.first[1]);
  for (std::size_t i = 0; i < d.first.size(); ++i)
    if (is_negative(d.first[i]) != (is_negative(d.first[0]) != (alternating && i % 2 == 1))) return {};
  auto lead = std::find_if(laws.begin(), laws.end(), [](const Law& law) { return !law.step.is_zero(); });
  auto grows = std::find_if(laws.begin(), laws.end(), [](const Law& law) { return law.factor != Rational(1); });
  if (lead == laws.end() && grows == laws.end()) return {};
  General made;
  if (!d.last.empty()) {
    std::vector<Rational> end;
    const Expr last = without_sign(d.last.back());
    if (!same_shape(shown[0], last)) return {};
    numbers_in(last, end);
    long long n = 0;
    if (lead != laws.end()) {
      auto steps = ((end[static_cast<std::size_t>(lead - laws.begin())] - lead->start) / lead->step);
      if (!steps.is_integer() || steps > Rational(20'000) || steps < Rational(2) || !steps.to_int64()) return {};
      n = *steps.to_int64();
    } else {
      const Rational& goal = end[static_cast<std::size_t>(grows - laws.begin())];
      while (n < 60 && grows->value(n) != goal) ++n;
      if (n == 60) return {};
    }
    const auto rest = static_cast<long long>(d.last.size());
    if (n < static_cast<long long>(d.first.size()) + rest - 1) return {};
    for (long long i = 0; i < rest; ++i) {
      const Expr& e = d.last[static_cast<std::size_t>(rest - 1 - i)];
      std::vector<Rational> numbers;
      if (!same_shape(shown[0], without_sign(e))) return {};
      numbers_in(without_sign(e), numbers);
      for (std::size_t j = 0; j < laws.size(); ++j)
        if (numbers[j] != laws[j].value(n - i)) return {};
      if (is_negative(e) != (is_negative(d.first[0]) != (alternating && (n - i) % 2 == 1))) return {};
    }
    made.to = n;
  }
  // Where a number goes up by one, it is the index itself.
  long long shift = 0;
  for (const Law& law : laws)
    if (law.step == Rational(1) && law.start.is_integer() && law.start.to_int64() && shift == 0) shift = *law.start.to_int64();
  if (shift == 0) shift = 1;
  const Expr k = Expr::symbol("k");
  std::vector<Law> shifted = laws;
  for (Law& law : shifted) {
    law.start = law.start - law.step * Rational(shift);
    for (long long i = 0; i < std::abs(shift) && law.factor != Rational(1); ++i) law.start = shift > 0 ? law.start / law.factor : law.start * law.factor;
  }
  std::size_t at = 0;
  made.term = with_laws(shown[0], shifted, at, k);
  made.from = shift;
  if (made.to) *made.to += shift;
  if (alternating) {
    const bool plus_at_even = is_negative(d.first[0]) == (shift % 2 != 0);
    made.term = pow(Expr::integer(-1), plus_at_even ? k : k + Expr::integer(1)) * made.term;
  } else if (is_negative(d.first[0])) {
    made.term = -made.term;
  }
  // The law must give back every term that is shown.
  for (std::size_t i = 0; i < d.first.size(); ++i) {
    auto a = math::exact_value(made.term.substitute("k", Expr::integer(shift + static_cast<long long>(i)))), b = math::exact_value(d.first[i]);
    if (!a.ok() || !b.ok() || *a != *b) return {};
  }
  return made;
}

// Each numerator cancels the denominator of a neighbour.
std::optional<Goal> telescoping(const General& g, const Rational& total, const std::string& law) {
  auto f = math::as_fraction(g.term, "k", 4);
  if (!f || *g.to - g.from < 2) return {};
  auto shifted = [](const math::Coefficients& p, long long by) { return math::as_polynomial(math::to_expr(p, "k").substitute("k", Expr::symbol("k") + Expr::integer(by)), "k", 6); };
  auto number = [](const math::Coefficients& p, long long k) { return Expr::number(math::evaluate(p, Rational(k))); };
  const bool next = shifted(f->num, 1) == std::optional(f->den), before = shifted(f->den, 1) == std::optional(f->num);
  if (next == before) return {};
  const Expr above = number(f->num, next ? g.from : *g.to), below = number(f->den, next ? *g.to : g.from), left = above / below;
  auto value = math::exact_value(left);
  if (!value.ok() || *value != total) return {};
  const Expr simple = math::to_expr(f->num, "k") / math::to_expr(f->den, "k");
  std::vector<std::string> shown;
  for (long long k = g.from; k < g.from + 3; ++k) shown.push_back(inline_math(tex(number(f->num, k) / number(f->den, k))));
  return Evaluate{left, law + " Each of them is " + inline_math(tex(simple)) + ", so the first ones are " + and_list(shown) + ". Every " + (next ? "denominator cancels against the next numerator" : "numerator cancels against the next denominator") +
                            ", and what is left is " + inline_math(tex(left)) + ".",
                  "the product is @", {}};
}

// 1 - 4 + 7 - 10 + ...: two neighbours always have the same sum.
std::optional<Goal> in_pairs(const Dotted& d, const General& g, const Rational& total) {
  const long long count = *g.to - g.from + 1;
  auto first = math::exact_value(d.first[0]), second = math::exact_value(d.first[1]), third = d.first.size() > 2 ? math::exact_value(d.first[2]) : first, last = math::exact_value(d.last.back());
  if (!first.ok() || !second.ok() || !third.ok() || !last.ok() || count < 4) return {};
  const Expr a = without_sign(d.first[0]), b = without_sign(d.first[1]), z = without_sign(d.last.back());
  if (!a.is_integer() || !b.is_integer() || !z.is_integer()) return {};
  const Expr terms = (z - a) / (b - a) + Expr::integer(1), pair = d.first[0] + d.first[1];
  auto step = math::exact_value(terms);
  auto sum = math::exact_value(pair);
  if (!step.ok() || *step != Rational(count) || !sum.ok()) return {};
  const long long pairs = count / 2;
  Expr asked = Expr::integer(pairs) * Expr::number(*sum);
  if (count % 2 == 1) asked = asked + Expr::number(*last);
  auto value = math::exact_value(asked);
  if (!value.ok() || *value != total) return {};
  std::string setting = "There are " + inline_math(worked(terms)) + " terms. The first two add up to " + inline_math(worked(pair)) + ", and so do the next two, and so on. ";
  setting += count % 2 == 0 ? "There are " + inline_math(worked(Expr::integer(count) / Expr::integer(2))) + " pairs."
                            : "Without the last term there are " + inline_math(worked((Expr::integer(count) - Expr::integer(1)) / Expr::integer(2))) + " pairs.";
  return Evaluate{asked, setting, "the sum is @", {}};
}

std::optional<Goal> dotted(const Captures& c) {
  auto d = read_dotted(c.text("s"));
  auto g = d ? general(*d) : std::nullopt;
  if (!g) return {};
  if (!g->to) {
    if (d->product || !math::as_fraction(g->term, "k", 8)) return {};
    if (auto goal = cancelling_sum(g->term, "k", g->from, {}, "The terms are " + inline_math(tex(g->term)) + ". ")) return goal;
    return InfiniteSum{g->term, "k", g->from};
  }
  if (*g->to - g->from > 3'000) return {};
  Rational total = d->product ? 1 : 0;
  for (long long k = g->from; k <= *g->to; ++k) {
    auto term = math::exact_value(g->term.substitute("k", Expr::integer(k)));
    if (!term.ok() || total.bits() > 4'000) return {};
    total = d->product ? total * *term : total + *term;
  }
  if (total.bits() > 400) return {};
  const auto at = [&](long long k) { return g->term.substitute("k", Expr::integer(k)); };
  const std::string law = "The " + std::string(d->product ? "factors" : "terms") + " are " + inline_math(tex(g->term)) + ", from " + inline_math(worked(at(g->from))) + " to " + inline_math(worked(at(*g->to))) + ".";
  if (d->product) return telescoping(*g, total, law);
  if (d->first.size() >= 2 && is_negative(d->first[0]) != is_negative(d->first[1])) return in_pairs(*d, *g, total);
  if (auto goal = cancelling_sum(g->term, "k", g->from, g->to, law + " ")) return goal;
  if (*g->to - g->from > 12 && !math::as_polynomial(g->term, "k", 3)) return {};
  // How many terms there are, where it cannot be read from the last one.
  std::string counted;
  const Expr &one = d->first[0], &two = d->first[1], &end = d->last.back();
  auto step = math::exact_value(two - one), from = math::exact_value(one), to = math::exact_value(end);
  auto linear = math::as_polynomial(g->term, "k", 1);
  if (linear && step.ok() && from.ok() && to.ok() && *step != Rational(1)) {
    const Expr count = (Expr::number(*to) - Expr::number(*from)) / Expr::number(*step) + Expr::integer(1);
    counted = "The terms go up in steps of " + inline_math(tex(*step)) + ", so there are " + inline_math(worked(count)) + " of them. ";
  }
  Lookup lookup{counted + law, "summation", {{"expression", math::to_plain(g->term)}, {"variable", "k"}, {"lower", g->from}, {"upper", *g->to}}, {Expr::number(total)}, ""};
  return Evaluate{Expr::number(total), "", "the sum is @", {lookup}};
}

}  // namespace

std::vector<Form> dotted_forms() {
  return {
      {"dotted", "(<find>|express|what's|simplify) <value> [the] [following] [infinite|finite|alternating] [sum|product|series|expression|infinite sum|infinite series] [of [the] series] [as a [single|simple|common] fraction] [in lowest terms] {math:s}", dotted},
      {"dotted", "express [the] (value of|following) [the] [sum|product|following] as a [simple|common|single] fraction [in lowest terms] {math:s}", dotted},
      {"dotted", "what is [the] following value when expressed as a common fraction {math:s}", dotted},
  };
}

}  // namespace retort::agent
