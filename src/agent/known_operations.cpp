#include "agent/known_operations.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

constexpr int kMaxDepth = 60;
constexpr std::size_t kMaxSize = 400;   // nodes of an expression that is looked at
constexpr double kMostFactors = 12;     // that a power is written out with
constexpr double kTolerance = 1e-9;

std::optional<Approximate> exact_or_real(const Expr& e) {
  if (const auto exact = math::exact_value(e, {4096, 400}); exact.ok()) return Approximate(exact->to_double());
  if (const auto real = math::real_value(e, 15); real.ok()) return Approximate(real->mid);
  return std::nullopt;
}

std::optional<Approximate> function_value(const Expr& e, const std::vector<Approximate>& args) {
  const std::string& name = e.name();
  if (args.size() != 1) return std::nullopt;
  const Approximate x = args[0];
  const bool real = std::abs(x.imag()) <= kTolerance * std::abs(x);
  if (name == "sqrt") return std::sqrt(x);
  if (name == "exp") return std::exp(x);
  if (name == "abs") return Approximate(std::abs(x));
  if (name == "sin") return std::sin(x);
  if (name == "cos") return std::cos(x);
  if (name == "tan") return std::tan(x);
  if (name == "ln" && x != 0.0) return std::log(x);
  if (name == "floor" && real) return Approximate(std::floor(x.real()));
  if (name == "ceil" && real) return Approximate(std::ceil(x.real()));
  return std::nullopt;
}

std::optional<Approximate> value_of(const Expr& e, const std::map<std::string, Approximate>& at, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  if (e.is_number()) return Approximate(e.value().to_double());
  if (e.is(Op::kSymbol)) {
    const auto found = at.find(e.name());
    return found == at.end() ? std::nullopt : std::optional(found->second);
  }
  if (e.is(Op::kConstant)) return e.name() == "i" ? std::optional(Approximate(0, 1)) : exact_or_real(e);
  std::vector<Approximate> args;
  bool whole = true;
  for (const Expr& arg : e.args()) {
    const auto value = value_of(arg, at, depth + 1);
    whole = whole && value.has_value();
    args.push_back(value.value_or(0));
  }
  std::optional<Approximate> out;
  if (whole && !args.empty()) {
    switch (e.op()) {
      case Op::kAdd: out = std::accumulate(args.begin(), args.end(), Approximate(0)); break;
      case Op::kMul: out = std::accumulate(args.begin(), args.end(), Approximate(1), std::multiplies<>()); break;
      case Op::kDiv:
        if (args[1] != 0.0) out = args[0] / args[1];
        break;
      case Op::kNeg: out = -args[0]; break;
      case Op::kPercent: out = args[0] / 100.0; break;
      case Op::kMixed: out = args[0] + args[1]; break;
      case Op::kPow:
        if (args[0] != 0.0 || args[1].real() > 0) out = std::pow(args[0], args[1]);
        break;
      case Op::kFunc: out = function_value(e, args); break;
      default: break;
    }
  }
  if (!out && e.symbols().empty()) out = exact_or_real(e);
  return out && std::isfinite(out->real()) && std::isfinite(out->imag()) ? out : std::nullopt;
}

// Terms of a sum with their signs, or factors of a product with those of denominators turned over.
bool collect_parts(const Expr& e, Op op, bool turned, int depth, std::vector<Approximate>& out) {
  const bool inner = depth < kMaxDepth;
  if (inner && op == Op::kAdd && e.is(Op::kNeg)) return collect_parts(e.arg(0), op, !turned, depth + 1, out);
  if (inner && op == Op::kMul && e.is(Op::kDiv)) return collect_parts(e.arg(0), op, turned, depth + 1, out) && collect_parts(e.arg(1), op, !turned, depth + 1, out);
  if (inner && e.is(op)) {
    return std::all_of(e.args().begin(), e.args().end(), [&](const Expr& arg) { return collect_parts(arg, op, turned, depth + 1, out); });
  }
  const auto value = approximate_value(e);
  if (!value || (op == Op::kMul && turned && near(*value, 0))) return false;
  out.push_back(!turned ? *value : op == Op::kAdd ? -*value : 1.0 / *value);
  return true;
}

bool same_parts(const std::vector<Approximate>& a, std::vector<Approximate> b) {
  if (a.size() != b.size()) return false;
  for (Approximate x : a) {
    const auto found = std::find_if(b.begin(), b.end(), [&](Approximate y) { return near(x, y); });
    if (found == b.end()) return false;
    b.erase(found);
  }
  return true;
}

Approximate size_of(Approximate x) { return x.imag() == 0 ? Approximate(std::abs(x.real())) : x; }
long negatives(const std::vector<Approximate>& parts) {
  return std::count_if(parts.begin(), parts.end(), [](Approximate x) { return x.imag() == 0 && x.real() < 0; });
}

}  // namespace

std::optional<Approximate> approximate_value(const Expr& e, const std::map<std::string, Approximate>& at) {
  return e.size() > kMaxSize ? std::nullopt : value_of(e, at, 0);
}

bool near(Approximate a, Approximate b) { return std::abs(a - b) <= kTolerance * std::max({1e-3, std::abs(a), std::abs(b)}); }

std::optional<Operation> Operation::top_of(const Expr& e) {
  if (!e.symbols().empty() || !approximate_value(e)) return std::nullopt;
  const bool sum = e.is(Op::kAdd);
  if (sum || e.is(Op::kMul) || e.is(Op::kDiv)) {
    std::vector<Approximate> parts;
    if (!collect_parts(e, sum ? Op::kAdd : Op::kMul, false, 0, parts) || parts.size() < 2) return std::nullopt;
    return Operation(sum ? Kind::kSum : Kind::kProduct, {}, std::move(parts));
  }
  if ((!e.is(Op::kPow) || e.arg(0).is(Op::kConstant)) && !e.is(Op::kFunc)) return std::nullopt;   // i^2 is a rule, no calculation
  std::vector<Approximate> parts;
  for (const Expr& arg : e.args()) {
    const auto part = approximate_value(arg);
    if (!part) return std::nullopt;
    parts.push_back(*part);
  }
  return Operation(e.is(Op::kPow) ? Kind::kPower : Kind::kFunction, e.is(Op::kPow) ? std::string() : e.name(), std::move(parts));
}

void Operation::collect(const Expr& e, int depth, std::vector<Operation>& out) {
  if (depth > kMaxDepth) return;
  if (e.is(Op::kNeg) && (e.arg(0).is(Op::kMul) || e.arg(0).is(Op::kDiv))) {   // -4 * 7
    const std::size_t at = out.size();
    collect(e.arg(0), depth + 1, out);
    if (out.size() > at && out[at].kind_ == Kind::kProduct) out[at].parts_[0] = -out[at].parts_[0];
    return;
  }
  if (auto top = top_of(e)) out.push_back(*std::move(top));
  // What belongs to this sum or product is passed through.
  const auto inside = [&](const Expr& arg) {
    if (!e.symbols().empty()) return false;
    if (e.is(Op::kAdd)) return arg.is(Op::kAdd) || (arg.is(Op::kNeg) && arg.arg(0).is(Op::kAdd));
    return (e.is(Op::kMul) || e.is(Op::kDiv)) && (arg.is(Op::kMul) || arg.is(Op::kDiv));
  };
  std::vector<Expr> rest(e.args().rbegin(), e.args().rend());
  while (!rest.empty()) {
    const Expr arg = rest.back();
    rest.pop_back();
    if (!inside(arg)) {
      collect(e.is(Op::kAdd) && arg.is(Op::kNeg) ? arg.arg(0) : arg, depth + 1, out);
      continue;
    }
    const Expr& inner = arg.is(Op::kNeg) ? arg.arg(0) : arg;
    rest.insert(rest.end(), inner.args().rbegin(), inner.args().rend());
  }
}

std::vector<Operation> Operation::all_in(const Expr& e) {
  std::vector<Operation> out;
  if (e.size() <= kMaxSize) collect(e, 0, out);
  return out;
}

bool Operation::same(const Operation& other) const {
  if (kind_ != other.kind_ || name_ != other.name_) return false;
  if (kind_ == Kind::kPower) return parts_.size() == other.parts_.size() && std::equal(parts_.begin(), parts_.end(), other.parts_.begin(), near);
  return same_parts(parts_, other.parts_);
}

// Are these the parts of this one, or the result of its first ones and the next?
bool Operation::takes_together(const std::vector<Approximate>& wanted) const {
  const bool sum = kind_ == Kind::kSum;
  // The sign in front of a product may belong to it or to the sum that it stands in.
  const long more = negatives(wanted) - negatives(parts_);
  if (!sum && wanted.size() == parts_.size() && (more < 0 || more > 1)) return false;
  std::vector<Approximate> known, asked;
  for (Approximate x : parts_) known.push_back(sum ? x : size_of(x));
  for (Approximate x : wanted) asked.push_back(sum ? x : size_of(x));
  if (same_parts(known, asked)) return true;
  Approximate before = known[0];
  for (std::size_t i = 1; i < known.size(); ++i) {
    if (same_parts({before, known[i]}, asked)) return true;
    before = sum ? before + known[i] : before * known[i];
  }
  return false;
}

// 20 * 50 / 100 and 20% of 50: factors of a hundred aside, one part may be a hundred times another.
bool Operation::same_but_for_hundreds(const Operation& other) const {
  std::vector<Approximate> a = parts_, b = other.parts_;
  const auto is_hundred = [](Approximate x) { return near(x, 100) || near(x, 0.01); };
  if (std::erase_if(a, is_hundred) + std::erase_if(b, is_hundred) == 0 || a.size() != b.size()) return false;
  const auto fold = [](Approximate x) { return std::abs(x) < 1 ? x * 100.0 : x; };
  for (std::vector<Approximate>* parts : {&a, &b})
    for (Approximate& x : *parts) x = size_of(x);
  if (same_parts(a, b)) return true;
  for (std::vector<Approximate>* parts : {&a, &b})
    for (Approximate& x : *parts) x = fold(x);
  return same_parts(a, b);
}

bool Operation::holds(const Operation& part) const {
  if (same(part)) return true;
  if (kind_ == Kind::kPower && part.kind_ == Kind::kProduct) {
    const auto product = as_product();
    return product && product->takes_together(part.parts_);
  }
  if (kind_ == Kind::kProduct && part.kind_ == Kind::kPower) {
    const auto product = part.as_product();
    return product && same(*product);
  }
  if (kind_ != part.kind_ || (kind_ != Kind::kSum && kind_ != Kind::kProduct)) return false;
  return takes_together(part.parts_) || (kind_ == Kind::kProduct && same_but_for_hundreds(part));
}

std::optional<Operation> Operation::as_product() const {
  const double exponent = parts_.size() == 2 ? parts_[1].real() : 0;
  if (exponent != std::round(exponent) || exponent < 2 || exponent > kMostFactors) return std::nullopt;
  return Operation(Kind::kProduct, {}, std::vector<Approximate>(static_cast<std::size_t>(exponent), parts_[0]));
}

}  // namespace retort::agent
