#include "check/undetermined.h"

#include <algorithm>
#include <optional>

#include "check/coefficients.h"
#include "check/monomials.h"
#include "math/exact.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMaxSize = 200, kMaxCleared = 6;

bool is_capital(const std::string& name) { return name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z'; }

bool holds_quotient(const Expr& e, int depth = 0) {
  return depth < 6 && (e.is(Op::kDiv) || std::any_of(e.args().begin(), e.args().end(), [&](const Expr& arg) { return holds_quotient(arg, depth + 1); }));
}

}  // namespace

bool Undetermined::is_letter(const std::string& name) const { return std::find(letters_.begin(), letters_.end(), name) != letters_.end(); }

bool Undetermined::introduce(const Expr& a, const Expr& b, const std::function<bool(const std::string&)>& is_known) {
  if (!a.is(Op::kDiv) || !b.is(Op::kAdd) || a.size() > kMaxSize || b.size() > kMaxSize || a.symbols().size() != 1) return false;
  const std::string unknown = a.symbols()[0];
  std::vector<std::string> fresh;
  for (const std::string& name : b.symbols()) {
    if (name == unknown) continue;
    if (!is_capital(name) || is_known(name)) return false;
    fresh.push_back(name);
  }
  const bool each = std::all_of(b.args().begin(), b.args().end(), [&](const Expr& term) {
    return holds_quotient(term) && std::any_of(fresh.begin(), fresh.end(), [&](const std::string& name) { return term.contains_symbol(name); });
  });
  if (!each || fresh.size() < b.args().size()) return false;
  unknown_ = unknown;
  letters_.insert(letters_.end(), fresh.begin(), fresh.end());
  own_ = fresh;
  set_up_ = {a - b};
  cleared_.clear();
  return true;
}

// The two differences are multiples of one another at every place of the unknown, whatever the letters are.
bool Undetermined::clears(const Expr& difference) const {
  const auto value = [&](Expr e, long long place, long long seed) {
    e = e.substitute(unknown_, Expr::integer(place));
    for (std::size_t i = 0; i < letters_.size(); ++i) {
      const auto k = static_cast<long long>(i);
      e = e.substitute(letters_[i], Expr::integer((seed * (k + 3) * (k + 5)) % 17 - 6));
    }
    const auto exact = math::exact_value(e);
    return exact.ok() ? std::optional(*exact) : std::nullopt;
  };
  int seen = 0;
  for (long long place : {11, 17, 23, 29}) {
    const auto a = value(difference, place, 1), b = value(difference, place, 7), c = value(difference, place, 10);
    const auto p = value(set_up_[0], place, 1), q = value(set_up_[0], place, 7), r = value(set_up_[0], place, 10);
    if (!a || !b || !c || !p || !q || !r) continue;
    if (*a * *q != *b * *p || *a * *r != *c * *p || *b * *r != *c * *q || (a->is_zero() && b->is_zero() && c->is_zero())) return false;
    ++seen;
  }
  return seen >= 2;
}

bool Undetermined::concerns(const Expr& difference) const {
  const std::vector<std::string> names = difference.symbols();
  const auto is_own = [&](const std::string& name) { return std::find(own_.begin(), own_.end(), name) != own_.end(); };
  return !set_up_.empty() && difference.contains_symbol(unknown_) && names.size() > 1 && std::all_of(names.begin(), names.end(), [&](const std::string& name) { return name == unknown_ || is_own(name); });
}

bool Undetermined::gives(const Expr& left, const Expr& right, const std::set<Rational>& tried, const std::optional<Rational>& put_in) {
  const Expr difference = left - right;
  const std::vector<std::string> names = difference.symbols();
  const bool own = std::all_of(names.begin(), names.end(), [&](const std::string& name) { return name == unknown_ || is_letter(name); });
  if (set_up_.empty() || names.empty() || !own || difference.size() > kMaxSize || std::none_of(names.begin(), names.end(), [&](const std::string& name) { return is_letter(name); })) return false;
  if (difference.contains_symbol(unknown_)) {
    if (!clears(difference)) return false;
    if (cleared_.size() < kMaxCleared && monomials_of(difference)) cleared_.push_back(difference);
    return true;
  }
  const auto claimed = monomials_of(difference);
  if (!claimed || claimed->empty()) return false;
  const auto is_given = [&](const Expr& e) {
    const auto m = monomials_of(e);
    return m && is_multiple(*m, *claimed);
  };
  for (const Expr& form : cleared_) {
    for (const Rational& place : put_in ? std::set<Rational>{*put_in} : tried) {
      if (is_given(form.substitute(unknown_, Expr::number(place)))) return true;
    }
  }
  return !put_in && is_coefficient(cleared_, unknown_, difference);
}

}  // namespace retort::check
