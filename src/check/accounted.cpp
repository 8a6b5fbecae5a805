#include "check/accounted.h"

#include <algorithm>

#include "math/exact.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMaxValues = 400, kMaxArgs = 16, kMaxAtoms = 12;
constexpr long long kMaxFactorial = 60;

class Steps {
 public:
  void visit(const Expr& e, int depth) {
    if (depth > 20 || values_.size() > kMaxValues) return;
    if (!e.is_number()) add(e);
    if (e.is_number() && atoms_.size() < kMaxAtoms) atoms_.push_back(e.value());
    if (e.is(Op::kPercent)) add(e);
    if ((e.is(Op::kAdd) || e.is(Op::kMul)) && e.args().size() <= kMaxArgs) runs(e);
    if (e.is_func("factorial") || e.is_func("binomial")) factors(e.arg(0));
    for (const Expr& arg : e.args()) visit(arg, depth + 1);
  }

  void combine() {
    const std::size_t count = atoms_.size();
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < count; ++k) {
        const Rational &a = atoms_[i], &b = atoms_[k];
        if (i < k) values_.insert(values_.end(), {a + b, a * b});
        if (i != k) values_.push_back((a - b).abs());
        if (i != k && !b.is_zero()) values_.push_back((a / b).abs());
      }
    }
  }

  std::vector<Rational> take() { return std::move(values_); }
  const std::vector<Rational>& atoms() const { return atoms_; }

 private:
  void add(const Expr& e) {
    if (!e.symbols().empty() || e.size() > 200) return;
    const auto value = math::exact_value(e, {4096, 200});
    if (value.ok()) values_.push_back(value->abs());
  }

  // Neighbouring terms or factors together.
  void runs(const Expr& e) {
    for (std::size_t begin = 0; begin < e.args().size(); ++begin) {
      Expr run = e.arg(begin);
      for (std::size_t end = begin + 1; end < e.args().size(); ++end) {
        run = e.is(Op::kAdd) ? run + e.arg(end) : run * e.arg(end);
        add(run);
      }
    }
  }

  // 6! shows 5, 4, 3, 2.
  void factors(const Expr& of) {
    const auto n = of.symbols().empty() ? math::exact_value(of) : Result<Rational>(Error{});
    if (!n.ok() || !n->is_integer() || n->sign() <= 0 || *n > Rational(kMaxFactorial)) return;
    for (Rational k(2); k < *n; k += Rational(1)) values_.push_back(k);
  }

  std::vector<Rational> values_, atoms_;
};

void leaves(const Expr& e, int depth, std::vector<Rational>& out) {
  if (depth > 20 || out.size() > kMaxValues) return;
  if (e.is_number()) out.push_back(e.value().abs());
  for (const Expr& arg : e.args()) leaves(arg, depth + 1, out);
}

void collect_pieces(const Expr& e, const std::vector<Rational>& atoms, int depth, std::vector<Rational>& out) {
  if (depth > 20 || out.size() > kMaxValues) return;
  if ((e.is(Op::kAdd) || e.is(Op::kMul)) && e.symbols().empty()) {
    const auto value = math::exact_value(e, {4096, 200});
    if (value.ok() && std::find(atoms.begin(), atoms.end(), value->abs()) != atoms.end()) leaves(e, depth, out);
  }
  for (const Expr& arg : e.args()) collect_pieces(arg, atoms, depth + 1, out);
}

}  // namespace

std::vector<Rational> pieces_of_numbers(const Expr& right, const Expr& left) {
  std::vector<Rational> atoms, found;
  leaves(left, 0, atoms);
  collect_pieces(right, atoms, 0, found);
  return found;
}

std::vector<Rational> step_values(const Expr& left) {
  Steps steps;
  steps.visit(left, 0);
  steps.combine();
  return steps.take();
}

bool is_part(const Rational& value, const Expr& left, const std::vector<Rational>& right) {
  Steps steps;
  steps.visit(left, 0);
  return std::any_of(right.begin(), right.end(), [&](const Rational& other) {
    return std::any_of(steps.atoms().begin(), steps.atoms().end(), [&](const Rational& atom) {
      return value + other == atom || (value - other).abs() == atom || value * other == atom;
    });
  });
}

}  // namespace retort::check
