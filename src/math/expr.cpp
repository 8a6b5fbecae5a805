#include "math/expr.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace retort::math {

// One label serves as name() or, for a number, as text().
struct Expr::Node {
  Node(Op o, Rational v, std::string l, std::vector<Expr> a)
      : value(std::move(v)), args(std::move(a)), label(std::move(l)), op(o) {
    std::size_t h = static_cast<std::size_t>(op) * 0x9e3779b97f4a7c15ULL + 0x632be59bd9b4e019ULL;
    const auto mix = [&h](std::size_t x) {
      h = (h ^ x) * 0xff51afd7ed558ccdULL;
      h ^= h >> 31;
    };
    if (op == Op::kNumber) {
      mix(value.hash());
    } else {
      mix(std::hash<std::string>{}(label));
    }
    std::size_t nodes = 1;
    for (const Expr& arg : args) {
      mix(arg.node_->hash);
      depth = std::max(depth, arg.node_->depth + 1);
      nodes += arg.node_->size;
    }
    size = static_cast<std::uint32_t>(std::min<std::size_t>(nodes, std::numeric_limits<std::uint32_t>::max()));
    hash = h;
  }
  // Takes deep trees apart in a loop, so that no tree can exhaust the stack.
  ~Node() {
    if (depth < 64) return;
    std::vector<Expr> pending = std::move(args);
    while (!pending.empty()) {
      Expr last = std::move(pending.back());
      pending.pop_back();
      if (last.node_ && last.node_.use_count() == 1) {
        auto& inner = const_cast<std::vector<Expr>&>(last.node_->args);
        std::move(inner.begin(), inner.end(), std::back_inserter(pending));
        inner.clear();
      }
    }
  }

  Rational value;
  std::vector<Expr> args;
  std::string label;
  std::size_t hash = 0;
  std::uint32_t size = 1;
  int depth = 1;
  Op op;
};

namespace {
const std::string kNoText;
const Rational kNoValue;
}  // namespace

Expr::Expr(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
Expr::Expr() {
  static const auto zero = std::make_shared<const Node>(Op::kNumber, Rational(0), std::string(), std::vector<Expr>());
  node_ = zero;
}

Expr Expr::number(Rational value) { return number(std::move(value), {}); }
Expr Expr::number(Rational value, std::string as_written) {
  return Expr(std::make_shared<const Node>(Op::kNumber, std::move(value), std::move(as_written), std::vector<Expr>()));
}
Expr Expr::symbol(std::string name) { return make(Op::kSymbol, {}, std::move(name)); }
Expr Expr::constant(std::string name) { return make(Op::kConstant, {}, std::move(name)); }
Expr Expr::func(std::string name, std::vector<Expr> args) { return make(Op::kFunc, std::move(args), std::move(name)); }
Expr Expr::rel(std::string relation, Expr lhs, Expr rhs) {
  return make(Op::kRel, {std::move(lhs), std::move(rhs)}, std::move(relation));
}
Expr Expr::make(Op op, std::vector<Expr> args, std::string name) {
  RETORT_CHECK(op != Op::kNumber, "a number is made by Expr::number");
  return Expr(std::make_shared<const Node>(op, Rational(), std::move(name), std::move(args)));
}

Op Expr::op() const { return node_->op; }
const std::vector<Expr>& Expr::args() const { return node_->args; }
const std::string& Expr::name() const { return node_->op == Op::kNumber ? kNoText : node_->label; }
const Rational& Expr::value() const { return node_->op == Op::kNumber ? node_->value : kNoValue; }
const std::string& Expr::text() const { return node_->op == Op::kNumber ? node_->label : kNoText; }
std::size_t Expr::hash() const { return node_->hash; }
int Expr::depth() const { return node_->depth; }
std::size_t Expr::size() const { return node_->size; }

bool Expr::same(const Expr& other) const {
  if (node_ == other.node_) return true;
  if (node_->hash != other.node_->hash || node_->op != other.node_->op || node_->size != other.node_->size) return false;
  if (node_->op == Op::kNumber) return node_->value == other.node_->value;
  if (node_->label != other.node_->label || node_->args.size() != other.node_->args.size()) return false;
  for (std::size_t i = 0; i < node_->args.size(); ++i)
    if (!node_->args[i].same(other.node_->args[i])) return false;
  return true;
}

namespace {

// sum(body, k, low, high) and its kin bind the symbol in args[1].
bool binds(const Expr& e) {
  return e.is(Op::kFunc) && e.args().size() >= 2 && e.arg(1).is(Op::kSymbol) &&
         (e.name() == "sum" || e.name() == "product" || e.name() == "limit" ||
          (e.name() == "integral" && e.args().size() == 4));
}

void collect_symbols(const Expr& e, std::vector<std::string>& bound, std::vector<std::string>& out) {
  if (e.is(Op::kSymbol)) {
    if (std::find(bound.begin(), bound.end(), e.name()) == bound.end() &&
        std::find(out.begin(), out.end(), e.name()) == out.end())
      out.push_back(e.name());
    return;
  }
  if (!binds(e)) {
    for (const Expr& arg : e.args()) collect_symbols(arg, bound, out);
    return;
  }
  bound.push_back(e.arg(1).name());
  collect_symbols(e.arg(0), bound, out);
  bound.pop_back();
  for (std::size_t i = 2; i < e.args().size(); ++i) collect_symbols(e.arg(i), bound, out);
}

Expr rebuild(const Expr& e, std::vector<Expr> args) { return Expr::make(e.op(), std::move(args), e.name()); }

}  // namespace

std::vector<std::string> Expr::symbols() const {
  std::vector<std::string> bound, out;
  collect_symbols(*this, bound, out);
  return out;
}

bool Expr::contains_symbol(std::string_view name) const {
  if (is(Op::kSymbol)) return this->name() == name;
  if (binds(*this) && arg(1).name() == name) {
    for (std::size_t i = 2; i < args().size(); ++i)
      if (arg(i).contains_symbol(name)) return true;
    return false;
  }
  return std::any_of(args().begin(), args().end(), [&](const Expr& a) { return a.contains_symbol(name); });
}

Expr Expr::substitute(std::string_view name, const Expr& by) const {
  if (is(Op::kSymbol)) return this->name() == name ? by : *this;
  if (!contains_symbol(name)) return *this;
  const bool shadowed = binds(*this) && arg(1).name() == name;
  if (!shadowed && binds(*this) && by.contains_symbol(arg(1).name())) {
    // sum_k (k + x) with x -> k: the bound symbol takes another name first.
    std::string fresh = arg(1).name() + "'";
    while (contains_symbol(fresh) || by.contains_symbol(fresh)) fresh += '\'';
    std::vector<Expr> renamed = args();
    renamed[0] = arg(0).substitute(arg(1).name(), symbol(fresh));
    renamed[1] = symbol(fresh);
    return rebuild(*this, std::move(renamed)).substitute(name, by);
  }
  std::vector<Expr> changed;
  changed.reserve(args().size());
  for (std::size_t i = 0; i < args().size(); ++i)
    changed.push_back(shadowed && i < 2 ? arg(i) : arg(i).substitute(name, by));
  return rebuild(*this, std::move(changed));
}

Expr operator+(const Expr& a, const Expr& b) {
  if (!a.is(Op::kAdd)) return Expr::make(Op::kAdd, {a, b});
  std::vector<Expr> terms = a.args();
  terms.push_back(b);
  return Expr::make(Op::kAdd, std::move(terms));
}
Expr operator-(const Expr& a, const Expr& b) { return a + -b; }
Expr operator*(const Expr& a, const Expr& b) {
  if (!a.is(Op::kMul)) return Expr::make(Op::kMul, {a, b});
  std::vector<Expr> factors = a.args();
  factors.push_back(b);
  return Expr::make(Op::kMul, std::move(factors));
}
Expr operator/(const Expr& a, const Expr& b) { return Expr::make(Op::kDiv, {a, b}); }
Expr operator-(const Expr& a) { return Expr::make(Op::kNeg, {a}); }
Expr pow(const Expr& base, const Expr& exponent) { return Expr::make(Op::kPow, {base, exponent}); }

}  // namespace retort::math
