// Residues of terms with inverses and towers of powers, digits of decimal expansions, numbers in a base that is not known.
#include <algorithm>
#include <map>

#include "agent/forms_phrases.h"
#include "agent/integer_set.h"
#include "agent/phrase_terms.h"
#include "agent/set_questions.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

Expr integer(long long n) { return Expr::integer(n); }
void tell(Capture& made, std::string text) { made.own.push_back({std::move(text), {}, {}, {}, {}}); }

// Residues

// The term with each inverse and each power of powers replaced by its residue; `own` takes the calls that lead there.
class Reduced {
 public:
  Reduced(Rational modulus, std::vector<Lookup>& own) : m_(std::move(modulus)), own_(own) {}

  std::optional<Expr> term(const Expr& e) {
    if (e.is(Op::kPow)) return power(e);
    if (e.is(Op::kDiv)) {
      auto top = term(e.arg(0));
      auto bottom = inverse(e.arg(1));
      if (!top || !bottom) return {};
      return top->is_number() && top->value() == Rational(1) ? *bottom : *top * *bottom;
    }
    if (e.is_number()) return e.is_integer() ? std::optional(e) : std::nullopt;
    if (!e.is(Op::kAdd) && !e.is(Op::kMul) && !e.is(Op::kNeg)) return {};
    std::vector<Expr> args;
    for (const Expr& arg : e.args()) {
      auto reduced = term(arg);
      if (!reduced) return {};
      args.push_back(*reduced);
    }
    return Expr::make(e.op(), std::move(args), e.name());
  }

 private:
  std::optional<Expr> power(const Expr& e) {
    auto exponent = math::exact_value(e.arg(1));
    if (!exponent.ok() || !exponent->is_integer() || exponent->bits() > 200) return {};
    if (exponent->sign() >= 0) {
      if (e.arg(1).is_number() && *exponent < Rational(40)) {
        auto base = term(e.arg(0));
        return base ? std::optional(pow(*base, e.arg(1))) : std::nullopt;
      }
      auto base = math::exact_value(e.arg(0));
      if (!base.ok() || !base->is_integer()) return {};
      return residue_of_power(Expr::number(*base), e, *exponent);
    }
    auto inverted = inverse(e.arg(0));
    if (!inverted) return {};
    const Rational times = -*exponent;
    if (times == Rational(1)) return *inverted;
    const Expr raised = pow(*inverted, Expr::number(times));
    return times < Rational(3) ? std::optional(raised) : residue_of_power(*inverted, raised, times);
  }

  // base^exponent by a call; `written` is how the statement has it.
  std::optional<Expr> residue_of_power(const Expr& base, const Expr& written, const Rational& exponent) {
    auto value = math::power_mod(base.value(), exponent, m_);
    if (!value.ok()) return {};
    const std::string thought = (written.arg(1).is_number() ? "" : "The exponent is $" + tex(written.arg(1)) + " = " + tex(exponent) + "$. ") + "We reduce $" + tex(pow(base, Expr::number(exponent))) + "$ modulo $" + tex(m_) + "$.";
    own_.push_back({thought, "power_mod", {{"base", base.value().to_string()}, {"exponent", exponent.to_string()}, {"modulus", m_.to_string()}}, {Expr::number(*value)}, ""});
    return Expr::number(*value);
  }

  std::optional<Expr> inverse(const Expr& e) {
    std::optional<Rational> n;
    if (e.is_integer()) n = e.value();
    else if (auto inner = term(e)) {
      auto value = math::exact_value(*inner);
      if (value.ok() && value->is_integer()) {
        n = math::mod(*value, m_);
        own_.push_back({"What is inverted is $" + tex(e) + "$, and modulo $" + tex(m_) + "$ it is the remainder of $" + tex(*inner) + "$.", "evaluate",
                        {{"expression", math::to_plain(Expr::func("mod", {*inner, Expr::number(m_)}))}}, {Expr::number(*n)}, ""});
      }
    }
    if (!n) return {};
    auto value = math::inverse_mod(*n, m_);
    if (!value.ok()) return {};
    if (std::any_of(known_.begin(), known_.end(), [&](const Rational& k) { return k == *n; })) return Expr::number(*value);
    known_.push_back(*n);
    own_.push_back({"The inverse of $" + tex(*n) + "$ modulo $" + tex(m_) + "$ is needed.", "inverse_mod", {{"a", n->to_string()}, {"modulus", m_.to_string()}}, {Expr::number(*value)},
                    "Check: $" + tex(Expr::number(*n) * Expr::number(*value)) + " = " + tex(*n * *value) + " = " + tex((*n * *value - Rational(1)) / m_) + " \\cdot " + tex(m_) + " + 1$."});
    return Expr::number(*value);
  }

  Rational m_;
  std::vector<Lookup>& own_;
  std::vector<Rational> known_;
};

Built residue(const Expr& e, const Rational& m) {
  if (m < Rational(2) || m.bits() > 60) return {};
  Capture made;
  auto term = Reduced(m, made.own).term(e);
  if (!term || made.own.size() > 4) return {};
  auto value = math::exact_value(*term);
  if (!value.ok() || !value->is_integer()) return {};
  if (term->is_number() && value->sign() >= 0 && *value < m) {
    made.exprs = {*term};
    return made;
  }
  made.exprs = {Expr::func("mod", {*term, Expr::number(m)})};
  return made;
}

// $3^{-1} + 3^{-2} \pmod{25}$ as one piece of mathematics.
Built written_residue(const Captures& c) {
  const std::string& text = c.text("s");
  for (std::string_view sign : {"\\pmod{", "\\pmod ", "\\bmod{", "\\bmod "}) {
    const std::size_t at = text.find(sign);
    if (at == text.npos || at == 0 || text.find("equiv") != text.npos || text.find('=') != text.npos) continue;
    std::string modulus = text.substr(at + sign.size());
    while (!modulus.empty() && (modulus.back() == '}' || modulus.back() == '~' || modulus.back() == ' ')) modulus.pop_back();
    if (modulus.empty() || modulus.size() > 12 || modulus.find_first_not_of("0123456789") != modulus.npos) return {};
    std::string left = text.substr(0, at);
    while (!left.empty() && (left.back() == ' ' || left.back() == '~')) left.pop_back();
    auto e = math::parse(left, math::Notation::kLatex);
    if (!e.ok() || !e->symbols().empty()) return {};
    return residue(*e, Rational(std::stoll(modulus)));
  }
  return {};
}

Built tower_remainder(const Captures& c) {
  auto m = whole(c, "m");
  if (!m || *m < 2 || !holds_tower(c.expr("n")) || !c.expr("n").symbols().empty()) return {};
  return residue(c.expr("n"), Rational(*m));
}
Built named_inverse(const Captures& c) {
  auto m = whole(c, "m");
  if (!m || *m < 2 || !c.expr("e").symbols().empty()) return {};
  return residue(pow(c.expr("e"), Expr::integer(-1)), Rational(*m));
}
Built tower_digit(const Captures& c) {
  Captures with = c;
  with.set("m", number_capture(Expr::integer(10)));
  return tower_remainder(with);
}

// The last k digits of a term, none of which is lost in front.
Built last_digits(const Captures& c, long long m) {
  auto value = math::exact_value(c.expr("e"));
  if (!value.ok() || !value->is_integer() || value->sign() <= 0) return {};
  if (math::mod(*value, Rational(m)) < Rational(m / 10)) return {};
  return number_capture(Expr::func("mod", {c.expr("e"), Expr::integer(m)}));
}

// The digit of an integer at the place of a power of ten.
Built digit_at(const Captures& c) {
  static const std::map<std::string, long long> places = {{"hundred", 100}, {"thousand", 1'000}, {"ten-thousand", 10'000}};
  auto place = places.find(c.at("place").stem);
  auto value = math::exact_value(c.expr("e"));
  if (place == places.end() || !value.ok() || !value->is_integer() || *value < Rational(place->second)) return {};
  return number_capture(Expr::func("floor", {Expr::func("mod", {c.expr("e"), Expr::integer(place->second * 10)}) / Expr::integer(place->second)}));
}

// Decimal expansions

struct Expansion {
  std::string whole, before, block;   // 7.1\overline{6}: "7", "1", "6"
  std::string text() const { return whole + (before.empty() && block.empty() ? "" : "." + before + (block.empty() ? "" : "\\overline{" + block + "}")); }
};

std::optional<Expansion> expansion(const Expr& e) {
  auto value = math::exact_value(e);
  if (!value.ok() || value->sign() < 0 || value->den() > Rational(100'000'000'000'000LL) || !value->num().to_int64()) return {};
  const long long q = *value->den().to_int64();
  Expansion made;
  made.whole = value->floor().to_string();
  long long rest = *math::mod(value->num(), value->den()).to_int64();
  std::map<long long, std::size_t> seen;
  std::string digits;
  while (rest != 0 && !seen.count(rest) && digits.size() < 120) {
    seen[rest] = digits.size();
    digits += static_cast<char>('0' + rest * 10 / q);
    rest = rest * 10 % q;
  }
  if (rest != 0 && !seen.count(rest)) return {};
  made.before = rest == 0 ? digits : digits.substr(0, seen[rest]);
  if (rest != 0) made.block = digits.substr(seen[rest]);
  return made;
}

std::string as_decimal(const Expr& e, const Expansion& x) { return "As a decimal, $" + tex(e) + " = " + x.text() + "$."; }

Built decimal_place(const Captures& c) {
  static const std::map<std::string, std::size_t> places = {{"tenth", 0}, {"hundredth", 1}, {"thousandth", 2}, {"ten-thousandth", 3}};
  auto place = places.find(c.at("place").stem);
  auto x = expansion(c.expr("e"));
  if (place == places.end() || !x) return {};
  std::string digits = x->before;
  while (!x->block.empty() && digits.size() <= place->second) digits += x->block;
  if (digits.size() <= place->second) return {};
  if (place->second > 5) return {};
  const long long scale = place->second == 0 ? 10 : place->second == 1 ? 100 : place->second == 2 ? 1'000 : 10'000;
  return number_capture(Expr::func("mod", {Expr::func("floor", {c.expr("e") * integer(scale)}), integer(10)}));
}
Built as_ending_decimal(const Captures& c) {
  auto x = expansion(c.expr("e"));
  auto value = math::exact_value(c.expr("e"));
  if (!x || !x->block.empty() || x->before.empty() || x->before.size() > 12 || c.expr("e").is_number()) return {};
  Capture made = number_capture(Expr::number(*value, x->text()));
  tell(made, as_decimal(c.expr("e"), *x));
  return made;
}

// Bases

std::string base_digits(const Rational& n, long long base) { return math::to_base(n, static_cast<int>(base)); }

Built count_digit(const Captures& c, char digit) {
  auto n = math::exact_value(c.expr("e"));
  const long long base = c.has("b") ? c.integer("b") : 2;
  if (!n.ok() || !n->is_integer() || n->sign() <= 0 || n->bits() > 120 || base < 2 || base > 16) return {};
  const std::string text = base_digits(*n, base);
  const long long count = std::count(text.begin(), text.end(), digit);
  Capture made = number_capture(Expr::integer(count));
  tell(made, "In base $" + std::to_string(base) + "$ the number $" + tex(*n) + "$ is written $" + text + "_{" + std::to_string(base) + "}$, with $" + std::to_string(count) + "$ of these digits.");
  return made;
}
Built first_digit(const Captures& c) {
  auto n = math::exact_value(c.expr("e"));
  const long long base = c.integer("b");
  if (!n.ok() || !n->is_integer() || n->sign() <= 0 || n->bits() > 120 || base < 2 || base > 10) return {};
  const std::string text = base_digits(*n, base);
  Capture made = number_capture(Expr::integer(text[0] - '0'));
  tell(made, "In base $" + std::to_string(base) + "$ the number $" + tex(*n) + "$ is written $" + text + "_{" + std::to_string(base) + "}$.");
  return made;
}

}  // namespace

std::vector<PhraseForm> modular_phrases() {
  return {
      {"term", "{math:s} [as a residue modulo {int}]", written_residue},
      {"term", "[the] remainder (when|if) [the number] {expr:n} is divided by {num:m}", tower_remainder},
      {"term", "[the] (units|ones|last) digit (of|in) {expr:n}", tower_digit},
      {"term", "[the] [multiplicative|modular] inverse of {num:e} (modulo|mod) {num:m}", named_inverse},
      {"term", "[the] remainder of {expr:n} when [it is] divided by {num:m}", [](const Captures& c) -> Built {
         auto m = whole(c, "m");
         if (!m || *m < 2 || !c.expr("n").symbols().empty()) return {};
         return holds_tower(c.expr("n")) ? tower_remainder(c) : number_capture(Expr::func("mod", {c.expr("n"), Expr::integer(*m)}));
       }},
      {"num", "subtract {term:a} from {term:b}", [](const Captures& c) -> Built { return number_capture(c.expr("b") - c.expr("a")); }},
      {"num", "add {term:a} (and|to) {term:b}", [](const Captures& c) -> Built { return number_capture(c.expr("a") + c.expr("b")); }},
      {"num", "multiply {term:a} (and|by) {term:b}", [](const Captures& c) -> Built { return number_capture(c.expr("a") * c.expr("b")); }},
      {"num", "divide {term:a} by {term:b}", [](const Captures& c) -> Built { return number_capture(c.expr("a") / c.expr("b")); }},
      {"term", "[the] last (two|2) digits of {num:e}", [](const Captures& c) { return last_digits(c, 100); }},
      {"term", "[the] last (three|3) digits of {num:e}", [](const Captures& c) { return last_digits(c, 1'000); }},
      {"term", "[the] {word:place} digit (of|in) {num:e}", digit_at},
      {"term", "[the] digit in the {word:place} place (of|in) {num:e}", digit_at},

      {"term", "[the] digit in the {word:place} place of [the] decimal (equivalent|representation|expansion) of {num:e}", decimal_place},
      {"term", "[the] {word:place} digit of [the] decimal (equivalent|representation|expansion) of {num:e}", decimal_place},
      {"term", "{expr:e} (expressed|written) as [a] [terminating] decimal", as_ending_decimal},
      {"term", "{number:e} degree angle", [](const Captures& c) -> Built { return number_capture(c.expr("e")); }},
      {"term", "[the] (terminating decimal|decimal) (expansion|equivalent|representation|form) of {num:e}", as_ending_decimal},

      {"term", "[the] number of (zeros|zeroes) in [the] base {int:b} (representation|expansion) of {num:e}", [](const Captures& c) { return count_digit(c, '0'); }},
      {"term", "[the] number of ones in [the] base {int:b} (representation|expansion) of {num:e}", [](const Captures& c) { return count_digit(c, '1'); }},
      {"term", "how many (zeros|zeroes) (are in|are there in) [the] (binary|base {int:b}) (representation|expansion) of {num:e}", [](const Captures& c) { return count_digit(c, '0'); }},
      {"term", "how many ones (are in|are there in) [the] (binary|base {int:b}) (representation|expansion) of {num:e}", [](const Captures& c) { return count_digit(c, '1'); }},
      {"term", "[the] (first|leftmost|leading) digit [from left to right] of [the] base {int:b} (representation|expansion) of {num:e}", first_digit},

  };
}

}  // namespace retort::agent
