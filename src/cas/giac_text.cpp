#include "cas/giac_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cas/worker_protocol.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::cas {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr std::size_t kMaxSymbols = 100;
constexpr std::size_t kMaxResult = 16'000;   // bytes of an answer that is read

// Functions of one argument that both sides call the same.
constexpr std::array<std::string_view, 24> kSame = {"abs",  "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil",
                                                    "cos",  "cosh", "cot",   "csc",  "erf",   "exp",  "factorial", "floor",
                                                    "ln",   "sec",  "sign",  "sin",  "sinh",  "sqrt", "tan",   "tanh"};

std::string digits(const Rational& r) {
  if (r.is_integer()) return r.sign() < 0 ? "(" + r.to_string() + ")" : r.to_string();
  return "(" + r.to_string() + ")";
}

Failure no_word(const std::string& what) {
  return {FailureKind::kUnsupported, fmt::format("{} cannot be used inside an expression here", what)};
}

}  // namespace

std::string GiacText::print_symbol(const std::string& name) {
  const auto at = std::find(names_.begin(), names_.end(), name);
  const auto index = static_cast<std::size_t>(at - names_.begin());
  if (at == names_.end()) names_.push_back(name);
  return "v" + std::to_string(index);
}

Outcome<std::string> GiacText::print_list(const std::vector<Expr>& args, std::string_view separator) {
  std::vector<std::string> parts;
  for (const Expr& arg : args) {
    RETORT_TRY(auto part, print(arg));
    parts.push_back(std::move(part));
  }
  return "(" + join(parts, separator) + ")";
}

Outcome<std::string> GiacText::print(const Expr& e) {
  switch (e.op()) {
    case Op::kNumber: return digits(e.value());
    case Op::kSymbol:
      if (names_.size() >= kMaxSymbols) return Failure(FailureKind::kUnsupported, "more than 100 different symbols");
      return print_symbol(e.name());
    case Op::kConstant:
      if (e.name() == "e") return std::string("exp(1)");
      if (e.name() == "oo") return std::string("(+infinity)");
      return e.name();
    case Op::kAdd: return print_list(e.args(), "+");
    case Op::kMul: return print_list(e.args(), "*");
    case Op::kDiv: return print_list(e.args(), "/");
    case Op::kPow: {
      if (e.arg(0).is(Op::kConstant) && e.arg(0).name() == "e") {
        RETORT_TRY(auto exponent, print(e.arg(1)));
        return "exp(" + exponent + ")";
      }
      return print_list(e.args(), "^");
    }
    case Op::kNeg: {
      RETORT_TRY(auto inner, print(e.arg(0)));
      return "(-" + inner + ")";
    }
    case Op::kPercent: {
      RETORT_TRY(auto inner, print(e.arg(0)));
      return "(" + inner + "/100)";
    }
    case Op::kDegree: {
      RETORT_TRY(auto inner, print(e.arg(0)));
      return "(" + inner + "*pi/180)";
    }
    case Op::kFunc: return print_func(e);
    default: break;
  }
  if (auto value = math::exact_value(e); value.ok()) return digits(*value);
  return no_word("a part that is not an algebraic expression");
}

Outcome<std::string> GiacText::print_func(const Expr& e) {
  const std::string& name = e.name();
  const auto& args = e.args();
  if (args.size() == 1 && std::find(kSame.begin(), kSame.end(), name) != kSame.end()) {
    RETORT_TRY(auto inner, print(args[0]));
    return name + "(" + inner + ")";
  }
  if (name == "log" && args.size() == 2) {
    RETORT_TRY(auto x, print(args[0]));
    RETORT_TRY(auto base, print(args[1]));
    return "(ln(" + x + ")/ln(" + base + "))";
  }
  // The real root: -2 for the cube root of -8, where the engine's own power is complex.
  if (name == "root" && args.size() == 2) {
    RETORT_TRY(auto x, print(args[0]));
    RETORT_TRY(auto n, print(args[1]));
    const bool odd = args[1].is_integer() && !(args[1].value() / 2).is_integer();
    if (odd && args[0].symbols().empty()) return fmt::format("(sign({0})*abs({0})^(1/{1}))", x, n);
    return fmt::format("({}^(1/{}))", x, n);
  }
  if (auto value = math::exact_value(e); value.ok()) return digits(*value);
  if (name == "binomial" && args.size() == 2) {
    RETORT_TRY(auto list, print_list(args, ","));
    return "comb" + list;
  }
  if ((name == "min" || name == "max") && !args.empty()) {
    RETORT_TRY(auto list, print_list(args, ","));
    return name + list;
  }
  return no_word("the function '" + shorten(name, 30) + "'");
}

namespace {

// Restores names; nullopt at a symbol that is none of ours.
std::optional<Expr> restored(const Expr& e, const std::vector<std::string>& names) {
  if (e.is(Op::kNumber) || e.is(Op::kConstant)) return e;
  if (e.is(Op::kSymbol)) {
    const std::string& name = e.name();
    if (name == "infinity") return Expr::constant("oo");
    if (name.size() < 2 || name.size() > 4 || name[0] != 'v') return std::nullopt;
    std::size_t index = 0;
    for (char c : name.substr(1)) {
      if (c < '0' || c > '9') return std::nullopt;
      index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    if (index >= names.size()) return std::nullopt;
    return Expr::symbol(names[index]);
  }
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) {
    auto inner = restored(arg, names);
    if (!inner) return std::nullopt;
    args.push_back(std::move(*inner));
  }
  if (e.is_func("exp") && args.size() == 1 && args[0].is_integer() && args[0].value() == Rational(1)) return Expr::constant("e");
  return Expr::make(e.op(), std::move(args), e.name());
}

}  // namespace

Outcome<Expr> GiacText::read(const Json& json) const {
  if (!json.is_string()) return Failure(FailureKind::kUnverified, "the algebra engine gave a list where a value was expected");
  const auto& text = json.get_ref<const std::string&>();
  if (text == "undef") return Failure(FailureKind::kDomain, "the value is undefined");
  auto e = math::parse(replace_all(text, "comb(", "binomial("), math::Notation::kPlain, {.max_bytes = kMaxResult, .max_depth = 300});
  if (!e.ok() && text.size() > kMaxResult) return Failure(FailureKind::kUnsupported, "the result is too long to be of use: ask for something smaller");
  std::optional<Expr> mine = e.ok() ? restored(*e, names_) : std::nullopt;
  if (!mine) return Failure(FailureKind::kUnsupported, "the algebra engine answered in a form that cannot be checked");
  return *mine;
}

}  // namespace retort::cas
