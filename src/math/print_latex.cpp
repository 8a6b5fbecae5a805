#include <algorithm>
#include <array>

#include "math/function_names.h"
#include "math/lexer_tables.h"
#include "math/parse.h"
#include "math/print.h"
#include "math/print_levels.h"

namespace retort::math {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The letters at the end of the text, unless they name a command.
std::string_view letters_at_end(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && is_letter(s[s.size() - 1 - n])) ++n;
  if (n < s.size() && s[s.size() - 1 - n] == '\\') return {};
  return s.substr(s.size() - n);
}
std::string_view letters_at_start(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && is_letter(s[n])) ++n;
  return s.substr(0, n);
}
bool ends_in_command(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && is_letter(s[s.size() - 1 - n])) ++n;
  return n > 0 && n < s.size() && s[s.size() - 1 - n] == '\\';
}

bool is_tall(std::string_view s) {
  return s.find("\\frac") != s.npos || s.find("\\binom") != s.npos || s.find("\\begin") != s.npos ||
         s.find("\\left") != s.npos || s.find("\\sum") != s.npos || s.find("\\int") != s.npos;
}
std::string in_brackets(const std::string& s) {
  return is_tall(s) ? "\\left(" + s + "\\right)" : "(" + s + ")";
}

// A function's name and its argument without brackets reach further than they seem to: what may follow is limited.
struct Text {
  std::string s;
  Level level = Level::kAtom;
  bool bare_function = false;
};

class LatexPrinter {
 public:
  Text write(const Expr& e);

 private:
  std::string at_least(Level level, const Expr& e) {
    Text t = write(e);
    return t.level >= level ? std::move(t.s) : in_brackets(t.s);
  }
  std::string items(const std::vector<Expr>& list) {
    std::string out;
    for (const Expr& e : list) out += (out.empty() ? "" : ", ") + at_least(Level::kRelation, e);
    return out;
  }
  Text number(const Expr& e);
  std::string symbol(const std::string& name);
  Text add(const Expr& e);
  Text multiply(const Expr& e);
  void append_factor(std::string& out, const Expr* previous, bool bare_before, const Expr& factor, const std::string& s);
  Text power(const Expr& e);
  Text function(const Expr& e);
  Text elementary(const Expr& e, const std::string& raised);
  Text form(const Expr& e);
  Text chain(const Expr& e);
  std::string matrix(const Expr& e, const char* environment);
  std::string exponent(const Expr& e);

  std::vector<std::string> bound_;
  bool in_bars_ = false;
};

Text LatexPrinter::number(const Expr& e) {
  if (e.text().empty()) {
    if (e.value().is_integer()) return {e.value().to_string(), e.value().sign() < 0 ? Level::kTerm : Level::kAtom};
    return {latex_number(e.value()), e.value().sign() < 0 ? Level::kTerm : Level::kPostfix};
  }
  std::string out;
  for (char c : e.text()) out += c == ',' ? std::string("{,}") : std::string(1, c);
  if (const auto exponent_at = out.find_first_of("eE"); exponent_at != out.npos && out.find('\\') == out.npos)
    return number(Expr::number(e.value()));
  return {out, e.value().sign() < 0 ? Level::kTerm : Level::kAtom};
}

// x, \alpha, x_{12}, f', \mathit{speed}
std::string LatexPrinter::symbol(const std::string& name) {
  std::string_view rest = name;
  std::string primes;
  while (!rest.empty() && rest.back() == '\'') {
    primes += '\'';
    rest.remove_suffix(1);
  }
  const auto underscore = rest.find('_');
  const std::string_view base = rest.substr(0, underscore);
  if (base == "angle" && underscore != rest.npos) return "\\angle " + std::string(rest.substr(underscore + 1));
  if (base == "overline" && underscore != rest.npos) return "\\overline{" + std::string(rest.substr(underscore + 1)) + "}";
  if (rest.ends_with("_inverse")) return std::string(rest.substr(0, rest.size() - 8)) + "^{-1}";
  const bool clash = (base == "e" || base == "i") && underscore == rest.npos && primes.empty() &&
                     std::find(bound_.begin(), bound_.end(), name) == bound_.end();
  const bool simple = (base.size() == 1 && !clash) || (is_greek(base) && (base != "pi" || underscore != rest.npos));
  if (!simple) return "\\mathit{" + name + "}";
  std::string out = base.size() == 1 ? std::string(base) : "\\" + std::string(base);
  if (underscore != rest.npos) {
    const std::string_view sub = rest.substr(underscore + 1);
    out += sub.size() == 1 || sub.starts_with('{') ? "_" + std::string(sub) : "_{" + std::string(sub) + "}";
  }
  return out + primes;
}

Text LatexPrinter::add(const Expr& e) {
  std::string out;
  for (const Expr& term : e.args()) {
    const bool negative_number = term.is_number() && term.value().sign() < 0 && term.text().empty();
    if (out.empty()) {
      out = at_least(Level::kTerm, term);
    } else if (term.is(Op::kNeg)) {
      out += " - " + at_least(Level::kProduct, term.arg(0));
    } else if (negative_number) {
      out += " - " + latex_number(-term.value());
    } else {
      out += " + " + at_least(Level::kProduct, term);
    }
  }
  return {out, Level::kSum};
}

bool is_numeric_fraction(const Expr& e) {
  if (e.is_number()) return !e.value().is_integer() && e.text().empty();
  return e.is(Op::kDiv) && e.arg(0).is_integer() && e.arg(1).is_integer();
}

// The letter that a bracket behind the factor would be applied to.
bool ends_in_letter(const Expr& e) {
  if (e.is(Op::kSymbol)) return true;
  if (e.is(Op::kPow)) return e.arg(0).is(Op::kSymbol) || (e.arg(0).is(Op::kFunc) && !find_function(e.arg(0).name()));
  return false;
}

// 2x, 2 \cdot 3, x(x + 1), \sin x \cdot y
void LatexPrinter::append_factor(std::string& out, const Expr* previous, bool bare_before, const Expr& factor,
                                 const std::string& s) {
  if (!previous) {
    out = s;
    return;
  }
  const bool bracket = s.starts_with('(') || s.starts_with("\\left(");
  const bool applies = bracket && ends_in_letter(*previous) && !(previous->is(Op::kSymbol) && previous->name().size() == 1 &&
                                                                previous->name() >= "i" && previous->name() <= "z");
  const bool differential = previous->is(Op::kSymbol) && previous->name() == "d";
  const bool angle = previous->is(Op::kSymbol) && previous->name().starts_with("angle_");
  const bool mixed = is_numeric_fraction(factor) && is_digit(out.back());
  const bool function_next = s.starts_with("\\sin") || s.starts_with("\\cos") || s.starts_with("\\tan") || s.starts_with("\\ln");
  if (is_digit(s.front()) || s.front() == '.' || applies || differential || angle || mixed || (bare_before && !function_next) ||
      previous->is(Op::kUnit) || factor.is(Op::kUnit) || s.starts_with("\\text") ||
      previous->is(Op::kText) || s.starts_with('[')) {
    out += " \\cdot " + s;
    return;
  }
  const bool joins_letters = is_letter(s.front());
  if (joins_letters && ends_in_command(out)) {
    out += " " + s;
    return;
  }
  const std::string_view before = letters_at_end(out);
  if (joins_letters && !before.empty() && reads_as_word(std::string(before) + std::string(letters_at_start(s)))) out += "\\,";
  out += s;
}

Text LatexPrinter::multiply(const Expr& e) {
  std::string out;
  const Expr* previous = nullptr;
  bool bare = false;
  for (const Expr& factor : e.args()) {
    Text t = write(factor);
    const bool negative = factor.is_number() && factor.value().sign() < 0;
    const std::string s = t.level >= Level::kPostfix && !negative ? t.s : in_brackets(t.s);
    append_factor(out, previous, bare, factor, s);
    previous = &factor;
    bare = t.bare_function;
  }
  return {out, Level::kProduct};
}

std::string LatexPrinter::exponent(const Expr& e) {
  std::string s = at_least(Level::kRelation, e);
  return s.size() == 1 ? s : "{" + s + "}";
}

Text LatexPrinter::power(const Expr& e) {
  const Expr& base = e.arg(0);
  const Expr& raised = e.arg(1);
  if (base.is(Op::kFunc) && is_trigonometric(base.name()) &&
      ((raised.is_integer() && raised.value().sign() > 0) || raised.is(Op::kSymbol)))
    return elementary(base, exponent(raised));
  return {at_least(Level::kAtom, base) + "^" + exponent(raised), Level::kPostfix};
}

bool is_simple_argument(const Expr& e) {
  if (e.is(Op::kSymbol)) return e.name().find('{') == std::string::npos;
  if (e.is(Op::kConstant)) return true;
  if (e.is_integer()) return e.value().sign() >= 0 && e.text().empty();
  if (e.is(Op::kDegree)) return e.arg(0).is_integer() && e.arg(0).value().sign() >= 0 && e.arg(0).text().empty();
  if (!e.is(Op::kMul) || e.args().size() > 3 || e.arg(0).is(Op::kDegree)) return false;
  for (std::size_t i = 0; i < e.args().size(); ++i) {
    const Expr& f = e.arg(i);
    const bool letter = f.is(Op::kSymbol) || (f.is(Op::kConstant) && f.name() == "pi");
    if (!letter && !(i == 0 && f.is_integer() && f.value().sign() > 0 && f.text().empty())) return false;
    if (letter && f.name() != "pi" && f.name().size() != 1) return false;
    if (letter && f.name() == "d") return false;
  }
  return true;
}

std::string function_command(const std::string& name) {
  if (name == "asin") return "\\arcsin";
  if (name == "acos") return "\\arccos";
  if (name == "atan") return "\\arctan";
  return "\\" + name;
}

// \sin x, \sin^2 x, \log_{2}(x + 1)
Text LatexPrinter::elementary(const Expr& e, const std::string& raised) {
  std::string out = function_command(e.name());
  if (e.name() == "log" && e.args().size() == 2) {
    const std::string base = at_least(Level::kRelation, e.arg(1));
    out += base.size() == 1 ? "_" + base : "_{" + base + "}";
  }
  if (!raised.empty()) out += "^" + raised;
  if (is_simple_argument(e.arg(0))) return {out + " " + write(e.arg(0)).s, Level::kPostfix, true};
  return {out + in_brackets(at_least(Level::kRelation, e.arg(0))), Level::kPostfix, true};
}

// What binds a symbol.
Text LatexPrinter::form(const Expr& e) {
  const std::string& name = e.name();
  const std::string& variable = e.arg(1).name();
  if (name == "derivative")
    return {"\\frac{d}{d" + symbol(variable) + "} " + at_least(Level::kPostfix, e.arg(0)), Level::kTerm};
  if (name == "integral") {
    const std::string differential = " \\, d" + symbol(variable);
    const std::string bounds = e.args().size() == 4 ? "_{" + at_least(Level::kSum, e.arg(2)) + "}^{" + at_least(Level::kSum, e.arg(3)) + "}" : "";
    return {"\\int" + bounds + " " + at_least(Level::kProduct, e.arg(0)) + differential, Level::kSum};
  }
  if (name == "limit") {
    std::string point = at_least(Level::kSum, e.arg(2));
    if (e.args().size() == 4) point = at_least(Level::kAtom, e.arg(2)) + "^" + e.arg(3).name();
    return {"\\lim_{" + symbol(variable) + " \\to " + point + "} " + at_least(Level::kProduct, e.arg(0)), Level::kSum};
  }
  const std::string low = at_least(Level::kSum, e.arg(2)), high = at_least(Level::kSum, e.arg(3));
  bound_.push_back(variable);
  const std::string body = at_least(Level::kProduct, e.arg(0));
  const std::string letter = symbol(variable);
  bound_.pop_back();
  return {std::string(name == "sum" ? "\\sum" : "\\prod") + "_{" + letter + "=" + low + "}^{" + high + "} " + body, Level::kSum};
}

Text LatexPrinter::function(const Expr& e) {
  const std::string& name = e.name();
  const auto arg = [&](std::size_t i) { return at_least(Level::kRelation, e.arg(i)); };
  if (is_elementary(name)) return elementary(e, "");
  if (name == "sqrt") return {"\\sqrt{" + arg(0) + "}", Level::kAtom};
  if (name == "root") return {"\\sqrt[" + at_least(Level::kSum, e.arg(1)) + "]{" + arg(0) + "}", Level::kAtom};
  if (name == "abs") {
    const bool outer = in_bars_;
    in_bars_ = true;
    const std::string inside = at_least(Level::kSum, e.arg(0));
    in_bars_ = outer;
    if (outer || is_tall(inside) || inside.find('|') != inside.npos) return {"\\left|" + inside + "\\right|", Level::kAtom};
    return {"|" + inside + "|", Level::kAtom};
  }
  if (name == "floor") return {"\\lfloor " + at_least(Level::kSum, e.arg(0)) + " \\rfloor", Level::kAtom};
  if (name == "ceil") return {"\\lceil " + at_least(Level::kSum, e.arg(0)) + " \\rceil", Level::kAtom};
  if (name == "binomial") return {"\\binom{" + arg(0) + "}{" + arg(1) + "}", Level::kPostfix};
  if (name == "factorial") return {at_least(Level::kAtom, e.arg(0)) + "!", Level::kPostfix};
  if (name == "mod") return {at_least(Level::kProduct, e.arg(0)) + " \\bmod " + at_least(Level::kPostfix, e.arg(1)), Level::kModulo};
  if (name == "det" && e.arg(0).is(Op::kMatrix)) return {matrix(e.arg(0), "vmatrix"), Level::kAtom};
  if (name == "sum" || name == "product" || name == "integral" || name == "derivative" || name == "limit") return form(e);
  const bool command = name == "gcd" || name == "min" || name == "max" || name == "det";
  const std::string shown = command ? "\\" + name : find_function(name) ? "\\operatorname{" + name + "}" : symbol(name);
  return {shown + in_brackets(items(e.args())), Level::kPostfix};
}

std::string LatexPrinter::matrix(const Expr& e, const char* environment) {
  std::string out = std::string("\\begin{") + environment + "} ";
  for (std::size_t r = 0; r < e.args().size(); ++r) {
    if (r > 0) out += " \\\\ ";
    for (std::size_t c = 0; c < e.arg(r).args().size(); ++c) out += (c > 0 ? " & " : "") + at_least(Level::kSum, e.arg(r).arg(c));
  }
  return out + " \\end{" + environment + "}";
}

std::string_view relation_command(std::string_view r) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNames{
      {{"!=", "\\ne"}, {"<=", "\\le"}, {">=", "\\ge"}, {"~", "\\approx"}, {"in", "\\in"}}};
  for (const auto& [name, command] : kNames)
    if (name == r) return command;
  return r;
}

Text LatexPrinter::chain(const Expr& e) {
  std::string out, modulus;
  // a \bmod b beside \equiv would be taken for the modulus of the congruence.
  const bool any = std::any_of(e.args().begin(), e.args().end(), [](const Expr& link) { return link.is(Op::kCongruence); });
  const Level side = any ? Level::kSum : Level::kUnion;
  for (const Expr& link : e.args()) {
    if (out.empty()) out = at_least(side, link.arg(0));
    const bool congruence = link.is(Op::kCongruence);
    if (congruence) modulus = write(link.arg(2)).s;
    out += " " + std::string(congruence ? "\\equiv" : relation_command(link.name())) + " " + at_least(side, link.arg(1));
  }
  if (!modulus.empty()) out += " \\pmod{" + modulus + "}";
  return {out, Level::kRelation};
}

std::string unit_words(const std::string& name) {
  const auto caret = name.find('^');
  const std::string words = "\\text{" + name.substr(0, caret) + "}";
  if (caret == name.npos) return words;
  const std::string power = name.substr(caret + 1);
  return words + "^" + (power.size() == 1 ? power : "{" + power + "}");
}

Text LatexPrinter::write(const Expr& e) {
  switch (e.op()) {
    case Op::kNumber: return number(e);
    case Op::kSymbol: return {symbol(e.name())};
    case Op::kConstant: return {e.name() == "pi" ? "\\pi" : e.name() == "oo" ? "\\infty" : e.name()};
    case Op::kAdd: return add(e);
    case Op::kMul: return multiply(e);
    case Op::kDiv:
      return {"\\frac{" + at_least(Level::kRelation, e.arg(0)) + "}{" + at_least(Level::kRelation, e.arg(1)) + "}", Level::kPostfix};
    case Op::kNeg: return {"-" + at_least(Level::kProduct, e.arg(0)), Level::kTerm};
    case Op::kPow: return power(e);
    case Op::kFunc: return function(e);
    case Op::kRel: return chain(Expr::make(Op::kChain, {e}));
    case Op::kChain: return chain(e);
    case Op::kCongruence: return chain(Expr::make(Op::kChain, {e}));
    case Op::kTuple: return {in_brackets(items(e.args()))};
    case Op::kList: return {items(e.args()), Level::kList};
    case Op::kSet: return {e.args().empty() ? "\\emptyset" : "\\{" + items(e.args()) + "\\}"};
    case Op::kInterval: return {e.name().substr(0, 1) + items(e.args()) + e.name().substr(1)};
    case Op::kUnion: {
      std::string out;
      for (const Expr& part : e.args()) out += (out.empty() ? "" : " \\cup ") + at_least(Level::kModulo, part);
      return {out, Level::kUnion};
    }
    case Op::kMatrix: return {matrix(e, "pmatrix")};
    case Op::kPlusMinus:
      if (e.args().size() == 1) return {"\\pm " + at_least(Level::kProduct, e.arg(0)), Level::kSum};
      return {at_least(Level::kSum, e.arg(0)) + " \\pm " + at_least(Level::kProduct, e.arg(1)), Level::kSum};
    case Op::kPercent: {
      const bool fraction = e.arg(0).is(Op::kDiv);
      return {at_least(fraction ? Level::kPostfix : Level::kAtom, e.arg(0)) + "\\%", Level::kPostfix};
    }
    case Op::kDegree: return {at_least(Level::kAtom, e.arg(0)) + "^{\\circ}", Level::kPostfix};
    case Op::kBase: return {write(e.arg(0)).s + "_{" + write(e.arg(1)).s + "}", Level::kPostfix};
    case Op::kMixed: return {write(e.arg(0)).s + write(e.arg(1)).s, Level::kPostfix};
    case Op::kText: return {unit_words(e.name()), Level::kPostfix};
    case Op::kUnit: {
      if (e.arg(1).name() == "$") return {"\\$" + at_least(Level::kAtom, e.arg(0)), Level::kPostfix};
      Text quantity = write(e.arg(0));
      const bool bracket = quantity.level < Level::kProduct || quantity.s.find("\\cdot") != std::string::npos ||
                           e.arg(0).is(Op::kUnit) || e.arg(0).is(Op::kText);
      const std::string words = unit_words(e.arg(1).name());
      return {(bracket ? in_brackets(quantity.s) : quantity.s) + "\\text{ " + words.substr(6), Level::kPostfix};
    }
  }
  return {};
}

}  // namespace

std::string to_latex(const Expr& e) { return LatexPrinter().write(e).s; }

std::string latex_number(const Rational& value) {
  if (value.is_integer()) return value.to_string();
  return (value.sign() < 0 ? "-" : "") + ("\\frac{" + value.num().abs().to_string()) + "}{" + value.den().to_string() + "}";
}

}  // namespace retort::math
