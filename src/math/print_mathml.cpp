// Presentation MathML, for pages that show a derivation without a script.
#include "math/function_names.h"
#include "math/lexer_tables.h"
#include "math/parse.h"
#include "math/print.h"
#include "math/print_levels.h"

namespace retort::math {
namespace {

struct Markup {
  std::string s;
  Level level = Level::kAtom;
};

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}
std::string tag(const char* name, const std::string& inside) { return std::string("<") + name + ">" + inside + "</" + name + ">"; }
std::string mo(std::string_view sign) { return tag("mo", escaped(sign)); }
std::string mn(std::string_view digits) { return tag("mn", escaped(digits)); }
std::string row(const std::string& inside) { return tag("mrow", inside); }
std::string brackets(const std::string& inside) { return row(mo("(") + inside + mo(")")); }

constexpr std::string_view kGreekLetters[][2] = {
    {"alpha", "\xce\xb1"}, {"beta", "\xce\xb2"}, {"gamma", "\xce\xb3"}, {"delta", "\xce\xb4"}, {"epsilon", "\xce\xb5"},
    {"zeta", "\xce\xb6"}, {"eta", "\xce\xb7"}, {"theta", "\xce\xb8"}, {"iota", "\xce\xb9"}, {"kappa", "\xce\xba"},
    {"lambda", "\xce\xbb"}, {"mu", "\xce\xbc"}, {"nu", "\xce\xbd"}, {"xi", "\xce\xbe"}, {"pi", "\xcf\x80"}, {"rho", "\xcf\x81"},
    {"sigma", "\xcf\x83"}, {"tau", "\xcf\x84"}, {"upsilon", "\xcf\x85"}, {"phi", "\xcf\x86"}, {"chi", "\xcf\x87"},
    {"psi", "\xcf\x88"}, {"omega", "\xcf\x89"}, {"Gamma", "\xce\x93"}, {"Delta", "\xce\x94"}, {"Theta", "\xce\x98"},
    {"Lambda", "\xce\x9b"}, {"Xi", "\xce\x9e"}, {"Pi", "\xce\xa0"}, {"Sigma", "\xce\xa3"}, {"Phi", "\xce\xa6"},
    {"Psi", "\xce\xa8"}, {"Omega", "\xce\xa9"}, {"oo", "\xe2\x88\x9e"}};

std::string letter(std::string_view name) {
  for (const auto& [word, sign] : kGreekLetters)
    if (word == name) return std::string(sign);
  return escaped(name);
}

std::string symbol(std::string_view name) {
  const auto underscore = name.find('_');
  if (underscore == name.npos) return tag("mi", letter(name));
  std::string_view sub = name.substr(underscore + 1);
  if (sub.starts_with('{') && sub.ends_with('}')) sub = sub.substr(1, sub.size() - 2);
  return tag("msub", tag("mi", letter(name.substr(0, underscore))) + tag("mi", escaped(sub)));
}

std::string number(const Rational& value) {
  if (value.is_integer()) return value.sign() < 0 ? row(mo("-") + mn(value.abs().to_string())) : mn(value.to_string());
  const std::string fraction = tag("mfrac", mn(value.num().abs().to_string()) + mn(value.den().to_string()));
  return value.sign() < 0 ? row(mo("-") + fraction) : fraction;
}

std::string_view relation_sign(std::string_view r) {
  if (r == "!=") return "\xe2\x89\xa0";
  if (r == "<=") return "\xe2\x89\xa4";
  if (r == ">=") return "\xe2\x89\xa5";
  if (r == "~") return "\xe2\x89\x88";
  if (r == "in") return "\xe2\x88\x88";
  return r;
}

class MathmlPrinter {
 public:
  Markup write(const Expr& e);

 private:
  std::string at_least(Level level, const Expr& e) {
    Markup m = write(e);
    return m.level >= level ? std::move(m.s) : brackets(m.s);
  }
  std::string whole(const Expr& e) { return row(write(e).s); }
  std::string items(const std::vector<Expr>& list) {
    std::string out;
    for (const Expr& e : list) out += (out.empty() ? "" : mo(",")) + at_least(Level::kRelation, e);
    return out;
  }
  Markup add(const Expr& e);
  Markup multiply(const Expr& e);
  Markup function(const Expr& e);
  Markup form(const Expr& e);
  Markup chain(const std::vector<Expr>& links);
  std::string table(const Expr& e, const char* open, const char* close);
};

Markup MathmlPrinter::add(const Expr& e) {
  std::string out;
  for (const Expr& term : e.args()) {
    const bool negative = term.is_number() && term.value().sign() < 0;
    if (out.empty()) {
      out = at_least(Level::kTerm, term);
    } else if (term.is(Op::kNeg)) {
      out += mo("-") + at_least(Level::kProduct, term.arg(0));
    } else if (negative) {
      out += mo("-") + number(-term.value());
    } else {
      out += mo("+") + at_least(Level::kProduct, term);
    }
  }
  return {out, Level::kSum};
}

Markup MathmlPrinter::multiply(const Expr& e) {
  std::string out;
  for (const Expr& factor : e.args()) {
    const std::string s = at_least(Level::kPostfix, factor);
    const Expr& first = factor.is(Op::kPow) ? factor.arg(0) : factor;
    const bool digits = first.is_number() || first.is(Op::kDiv) || first.is(Op::kMixed) || first.is(Op::kUnit) || first.is(Op::kBase);
    // The invisible sign for 2x, a dot between numbers.
    out += (out.empty() ? "" : mo(digits ? "\xe2\x8b\x85" : "\xe2\x81\xa2")) + s;
  }
  return {out, Level::kProduct};
}

Markup MathmlPrinter::form(const Expr& e) {
  const std::string& name = e.name();
  const std::string variable = symbol(e.arg(1).name());
  const std::string body = at_least(Level::kPostfix, e.arg(0));
  if (name == "derivative")
    return {tag("mfrac", tag("mi", "d") + row(tag("mi", "d") + variable)) + body, Level::kTerm};
  if (name == "limit") {
    const std::string side = e.args().size() == 4 ? tag("msup", at_least(Level::kAtom, e.arg(2)) + mo(e.arg(3).name())) : whole(e.arg(2));
    return {tag("munder", mo("lim") + row(variable + mo("\xe2\x86\x92") + side)) + body, Level::kSum};
  }
  if (name == "integral") {
    const std::string sign = e.args().size() == 4 ? tag("msubsup", mo("\xe2\x88\xab") + whole(e.arg(2)) + whole(e.arg(3))) : mo("\xe2\x88\xab");
    return {sign + body + tag("mi", "d") + variable, Level::kSum};
  }
  const std::string sign = mo(name == "sum" ? "\xe2\x88\x91" : "\xe2\x88\x8f");
  return {tag("munderover", sign + row(variable + mo("=") + whole(e.arg(2))) + whole(e.arg(3))) + body, Level::kSum};
}

Markup MathmlPrinter::function(const Expr& e) {
  const std::string& name = e.name();
  if (name == "sqrt") return {tag("msqrt", write(e.arg(0)).s)};
  if (name == "root") return {tag("mroot", whole(e.arg(0)) + whole(e.arg(1)))};
  if (name == "abs") return {row(mo("|") + write(e.arg(0)).s + mo("|"))};
  if (name == "floor") return {row(mo("\xe2\x8c\x8a") + write(e.arg(0)).s + mo("\xe2\x8c\x8b"))};
  if (name == "ceil") return {row(mo("\xe2\x8c\x88") + write(e.arg(0)).s + mo("\xe2\x8c\x89"))};
  if (name == "binomial")
    return {row(mo("(") + "<mfrac linethickness=\"0\">" + whole(e.arg(0)) + whole(e.arg(1)) + "</mfrac>" + mo(")"))};
  if (name == "factorial") return {row(at_least(Level::kAtom, e.arg(0)) + mo("!")), Level::kPostfix};
  if (name == "mod") return {at_least(Level::kProduct, e.arg(0)) + mo("mod") + at_least(Level::kPostfix, e.arg(1)), Level::kModulo};
  if (name == "sum" || name == "product" || name == "integral" || name == "derivative" || name == "limit") return form(e);
  if (name == "log" && e.args().size() == 2)
    return {tag("msub", tag("mi", "log") + whole(e.arg(1))) + brackets(write(e.arg(0)).s), Level::kPostfix};
  const std::string shown = name == "asin" ? "arcsin" : name == "acos" ? "arccos" : name == "atan" ? "arctan" : name;
  return {symbol(shown) + mo("\xe2\x81\xa1") + brackets(items(e.args())), Level::kPostfix};
}

Markup MathmlPrinter::chain(const std::vector<Expr>& links) {
  std::string out, modulus;
  for (const Expr& link : links) {
    if (out.empty()) out = at_least(Level::kUnion, link.arg(0));
    const bool congruence = link.is(Op::kCongruence);
    if (congruence) modulus = write(link.arg(2)).s;
    out += mo(congruence ? "\xe2\x89\xa1" : relation_sign(link.name())) + at_least(Level::kUnion, link.arg(1));
  }
  if (!modulus.empty()) out += brackets(mo("mod") + modulus);
  return {out, Level::kRelation};
}

std::string MathmlPrinter::table(const Expr& e, const char* open, const char* close) {
  std::string rows;
  for (const Expr& r : e.args()) {
    std::string cells;
    for (const Expr& cell : r.args()) cells += tag("mtd", write(cell).s);
    rows += tag("mtr", cells);
  }
  return row(mo(open) + tag("mtable", rows) + mo(close));
}

Markup MathmlPrinter::write(const Expr& e) {
  switch (e.op()) {
    case Op::kNumber: {
      const bool repeating = e.text().find('\\') != std::string::npos;
      if (e.text().empty() || repeating) return {number(e.value()), e.value().sign() < 0 ? Level::kTerm : Level::kAtom};
      return {mn(e.text())};
    }
    case Op::kSymbol: return {symbol(e.name())};
    case Op::kConstant: return {tag("mi", letter(e.name()))};
    case Op::kAdd: return add(e);
    case Op::kMul: return multiply(e);
    case Op::kDiv: return {tag("mfrac", whole(e.arg(0)) + whole(e.arg(1))), Level::kPostfix};
    case Op::kNeg: return {mo("-") + at_least(Level::kProduct, e.arg(0)), Level::kTerm};
    case Op::kPow: return {tag("msup", at_least(Level::kAtom, e.arg(0)) + whole(e.arg(1))), Level::kPostfix};
    case Op::kFunc: return function(e);
    case Op::kRel: case Op::kCongruence: return chain({e});
    case Op::kChain: return chain(e.args());
    case Op::kTuple: return {brackets(items(e.args()))};
    case Op::kList: return {items(e.args()), Level::kList};
    case Op::kSet: return {e.args().empty() ? mo("\xe2\x88\x85") : row(mo("{") + items(e.args()) + mo("}"))};
    case Op::kInterval: return {row(mo(e.name().substr(0, 1)) + items(e.args()) + mo(e.name().substr(1)))};
    case Op::kUnion: {
      std::string out;
      for (const Expr& part : e.args()) out += (out.empty() ? "" : mo("\xe2\x88\xaa")) + at_least(Level::kModulo, part);
      return {out, Level::kUnion};
    }
    case Op::kMatrix: return {table(e, "(", ")")};
    case Op::kPlusMinus: {
      const std::string left = e.args().size() == 2 ? at_least(Level::kSum, e.arg(0)) : "";
      return {left + mo("\xc2\xb1") + at_least(Level::kProduct, e.args().back()), Level::kSum};
    }
    case Op::kPercent: return {row(at_least(Level::kAtom, e.arg(0)) + mo("%")), Level::kPostfix};
    case Op::kDegree: return {row(at_least(Level::kAtom, e.arg(0)) + mo("\xc2\xb0")), Level::kPostfix};
    case Op::kBase: return {tag("msub", whole(e.arg(0)) + whole(e.arg(1))), Level::kPostfix};
    case Op::kMixed: return {row(write(e.arg(0)).s + write(e.arg(1)).s), Level::kPostfix};
    case Op::kText: return {tag("mtext", escaped(e.name()))};
    case Op::kUnit: {
      if (e.arg(1).name() == "$") return {row(mo("$") + at_least(Level::kAtom, e.arg(0))), Level::kPostfix};
      return {row(at_least(Level::kProduct, e.arg(0)) + tag("mtext", "\xc2\xa0" + escaped(e.arg(1).name()))), Level::kPostfix};
    }
  }
  return {};
}

}  // namespace

std::string to_mathml(const Expr& e) {
  return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">" + row(MathmlPrinter().write(e).s) + "</math>";
}

}  // namespace retort::math
