#include <algorithm>
#include <array>

#include "math/function_names.h"
#include "math/parse.h"
#include "math/print.h"
#include "math/print_levels.h"

namespace retort::math {
namespace {

struct Text {
  std::string s;
  Level level = Level::kAtom;
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kSympyNames{{
    {"abs", "Abs"}, {"ceil", "ceiling"}, {"ln", "log"}, {"mod", "Mod"}, {"min", "Min"}, {"max", "Max"}, {"sum", "Sum"},
    {"product", "Product"}, {"integral", "Integral"}, {"derivative", "Derivative"}, {"limit", "Limit"}, {"log", "log"}}};

std::string sympy_name(const std::string& name) {
  for (const auto& [ours, theirs] : kSympyNames)
    if (ours == name) return std::string(theirs);
  return name;
}

class PlainPrinter {
 public:
  Text write(const Expr& e);

 private:
  std::string at_least(Level level, const Expr& e) {
    Text t = write(e);
    return t.level >= level ? std::move(t.s) : "(" + t.s + ")";
  }
  std::string items(const std::vector<Expr>& list) {
    std::string out;
    for (const Expr& e : list) out += (out.empty() ? "" : ", ") + at_least(Level::kRelation, e);
    return out;
  }
  Text number(const Expr& e);
  std::string symbol(const std::string& name) const;
  Text add(const Expr& e);
  Text multiply(const Expr& e);
  Text function(const Expr& e);
  Text chain(const Expr& e);
  std::string matrix(const Expr& e);

  std::vector<std::string> bound_;
};

Text PlainPrinter::number(const Expr& e) {
  std::string text = e.text();
  std::erase(text, ',');
  if (text.empty() || text.find('\\') != text.npos) {
    const Level level = e.value().sign() < 0 ? Level::kTerm : e.value().is_integer() ? Level::kAtom : Level::kProduct;
    return {e.value().to_string(), level};
  }
  return {text, e.value().sign() < 0 ? Level::kTerm : Level::kAtom};
}

std::string PlainPrinter::symbol(const std::string& name) const {
  if (std::find(bound_.begin(), bound_.end(), name) != bound_.end()) return name;
  static constexpr std::array<std::string_view, 11> kTaken{"e", "E", "i", "I", "pi", "oo", "and", "or", "mod", "in", "EmptySet"};
  const bool taken = std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end() || is_plain_function(name);
  return taken ? name + "_" : name;
}

Text PlainPrinter::add(const Expr& e) {
  std::string out;
  for (const Expr& term : e.args()) {
    const bool negative_number = term.is_number() && term.value().sign() < 0 && term.text().empty();
    if (out.empty()) {
      out = at_least(Level::kTerm, term);
    } else if (term.is(Op::kNeg)) {
      out += " - " + at_least(Level::kProduct, term.arg(0));
    } else if (negative_number) {
      out += " - " + (-term.value()).to_string();
    } else {
      out += " + " + at_least(Level::kProduct, term);
    }
  }
  return {out, Level::kSum};
}

Text PlainPrinter::multiply(const Expr& e) {
  std::string out;
  for (const Expr& factor : e.args()) {
    // a/b*c is (a/b)*c, so only the first factor may be a quotient without brackets.
    const bool quotient = factor.is(Op::kDiv) || (factor.is_number() && !factor.value().is_integer() && factor.value().sign() > 0);
    out += out.empty() ? at_least(quotient ? Level::kProduct : Level::kPostfix, factor) : "*" + at_least(Level::kPostfix, factor);
  }
  return {out, Level::kProduct};
}

Text PlainPrinter::function(const Expr& e) {
  const std::string& name = e.name();
  if (name == "log" && e.args().size() == 1) return {"log(" + write(e.arg(0)).s + ", 10)"};
  if (!find_function(name)) return {name + "(" + items(e.args()) + ")"};
  const bool bound_form = name == "sum" || name == "product" || (name == "integral" && e.args().size() == 4);
  if (bound_form) {
    const std::string low = at_least(Level::kRelation, e.arg(2)), high = at_least(Level::kRelation, e.arg(3));
    bound_.push_back(e.arg(1).name());
    const std::string body = at_least(Level::kRelation, e.arg(0));
    bound_.pop_back();
    return {sympy_name(name) + "(" + body + ", (" + e.arg(1).name() + ", " + low + ", " + high + "))"};
  }
  return {sympy_name(name) + "(" + items(e.args()) + ")"};
}

Text PlainPrinter::chain(const Expr& e) {
  std::string out, modulus;
  for (const Expr& link : e.args()) {
    if (out.empty()) out = at_least(Level::kUnion, link.arg(0));
    const bool congruence = link.is(Op::kCongruence);
    if (congruence) modulus = write(link.arg(2)).s;
    out += " " + (congruence ? "=" : link.name()) + " " + at_least(Level::kUnion, link.arg(1));
  }
  if (!modulus.empty()) out += " (mod " + modulus + ")";
  return {out, Level::kRelation};
}

std::string PlainPrinter::matrix(const Expr& e) {
  std::string out;
  for (const Expr& row : e.args()) out += (out.empty() ? "[" : ", [") + items(row.args()) + "]";
  return "Matrix([" + out + "])";
}

std::string interval_name(const std::string& kind) {
  if (kind == "[]") return "Interval";
  return kind == "()" ? "Interval.open" : kind == "(]" ? "Interval.Lopen" : "Interval.Ropen";
}

Text PlainPrinter::write(const Expr& e) {
  switch (e.op()) {
    case Op::kNumber: return number(e);
    case Op::kSymbol: return {symbol(e.name())};
    case Op::kConstant: return {e.name() == "e" ? "E" : e.name() == "i" ? "I" : e.name()};
    case Op::kAdd: return add(e);
    case Op::kMul: return multiply(e);
    case Op::kDiv: return {at_least(Level::kProduct, e.arg(0)) + "/" + at_least(Level::kPostfix, e.arg(1)), Level::kProduct};
    case Op::kNeg: return {"-" + at_least(Level::kProduct, e.arg(0)), Level::kTerm};
    case Op::kPow: return {at_least(Level::kAtom, e.arg(0)) + "**" + at_least(Level::kAtom, e.arg(1)), Level::kPostfix};
    case Op::kFunc: return function(e);
    case Op::kRel: case Op::kCongruence: return chain(Expr::make(Op::kChain, {e}));
    case Op::kChain: return chain(e);
    case Op::kTuple: return {"(" + items(e.args()) + ")"};
    case Op::kList: return {items(e.args()), Level::kList};
    case Op::kSet: return {e.args().empty() ? "EmptySet" : "{" + items(e.args()) + "}"};
    case Op::kInterval: return {interval_name(e.name()) + "(" + items(e.args()) + ")"};
    case Op::kUnion: return {"Union(" + items(e.args()) + ")"};
    case Op::kMatrix: return {matrix(e)};
    case Op::kPlusMinus:
      if (e.args().size() == 1) return {"\xc2\xb1" + at_least(Level::kProduct, e.arg(0)), Level::kSum};
      return {at_least(Level::kSum, e.arg(0)) + " \xc2\xb1 " + at_least(Level::kProduct, e.arg(1)), Level::kSum};
    case Op::kPercent: return {at_least(Level::kAtom, e.arg(0)) + "%", Level::kPostfix};
    case Op::kDegree: return {at_least(Level::kAtom, e.arg(0)) + "\xc2\xb0", Level::kPostfix};
    case Op::kBase: return {write(e.arg(0)).s + "_" + write(e.arg(1)).s, Level::kPostfix};
    case Op::kMixed: return {write(e.arg(0)).s + " " + write(e.arg(1)).s, Level::kProduct};
    case Op::kText: return {"\"" + e.name() + "\"", Level::kPostfix};
    case Op::kUnit: return {at_least(Level::kAtom, e.arg(0)) + " \"" + e.arg(1).name() + "\"", Level::kProduct};
  }
  return {};
}

Expr read_number(const Expr& e) {
  const bool decimal = !e.text().empty();
  if (e.value().sign() < 0) {
    if (decimal) return Expr::make(Op::kNeg, {Expr::number(-e.value(), e.text().substr(1))});
    return Expr::make(Op::kNeg, {read_number(Expr::number(-e.value()))});
  }
  if (decimal || e.value().is_integer()) return e;
  return Expr::make(Op::kDiv, {Expr::number(e.value().num()), Expr::number(e.value().den())});
}

Expr read_part(const Expr& e, Op parent) {
  const bool in_union = parent == Op::kUnion;
  if (e.is_number()) return read_number(e);
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  args.reserve(e.args().size());
  for (const Expr& arg : e.args()) args.push_back(read_part(arg, e.op()));
  const bool finite = std::none_of(args.begin(), args.end(), [](const Expr& end) {
    const Expr& bare = end.is(Op::kNeg) ? end.arg(0) : end;
    return bare.is(Op::kConstant) && bare.name() == "oo";
  });
  if (e.is(Op::kInterval) && e.name() == "()" && finite && !in_union) return Expr::make(Op::kTuple, std::move(args));
  if (e.is(Op::kTuple) && parent != Op::kMatrix && args.size() == 2 && (!finite || in_union)) return Expr::make(Op::kInterval, std::move(args), "()");
  return Expr::make(e.op(), std::move(args), e.name());
}

}  // namespace

std::string to_plain(const Expr& e) { return PlainPrinter().write(e).s; }

Expr as_read(const Expr& e) { return read_part(e, Op::kList); }

}  // namespace retort::math
