#include "agent/integer_set.h"

#include <algorithm>
#include <numeric>

namespace retort::agent {

using math::Rational;

namespace {

constexpr long long kMostTried = 200'000, kFar = 1'000'000'000'000;

std::optional<long long> later(const std::optional<long long>& a, const std::optional<long long>& b) {
  return !a ? b : !b ? a : std::max(*a, *b);
}
std::optional<long long> earlier(const std::optional<long long>& a, const std::optional<long long>& b) {
  return !a ? b : !b ? a : std::min(*a, *b);
}

}  // namespace

IntegerSet IntegerSet::with(Condition condition) {
  IntegerSet set;
  set.conditions_.push_back(std::move(condition));
  return set;
}

IntegerSet IntegerSet::range(std::optional<long long> low, std::optional<long long> high) {
  IntegerSet set;
  set.low_ = low;
  set.high_ = high;
  return set;
}

IntegerSet IntegerSet::between(const Rational& low, const Rational& high) {
  IntegerSet set = range(low.ceil().to_int64(), high.floor().to_int64());
  for (const Rational& end : {low, high})
    if (end.is_integer() && end.to_int64()) set.unclear_.push_back(*end.to_int64());
  return set;
}

IntegerSet IntegerSet::multiples(long long n) {
  IntegerSet set;
  set.divisors_.push_back(n);
  return set;
}

IntegerSet IntegerSet::and_also(const IntegerSet& other) const {
  IntegerSet both = *this;
  both.low_ = later(low_, other.low_);
  both.high_ = earlier(high_, other.high_);
  both.conditions_.insert(both.conditions_.end(), other.conditions_.begin(), other.conditions_.end());
  both.divisors_.insert(both.divisors_.end(), other.divisors_.begin(), other.divisors_.end());
  both.unclear_.insert(both.unclear_.end(), other.unclear_.begin(), other.unclear_.end());
  both.bound_notes_.insert(both.bound_notes_.end(), other.bound_notes_.begin(), other.bound_notes_.end());
  return both;
}

IntegerSet IntegerSet::or_else(const IntegerSet& other) const {
  return with({.test = [a = *this, b = other](long long n) { return a.contains(n) || b.contains(n); }});
}

IntegerSet IntegerSet::negated() const {
  return with({.test = [inner = *this](long long n) { return !inner.contains(n); }});
}

bool IntegerSet::contains(long long n) const {
  if ((low_ && n < *low_) || (high_ && n > *high_)) return false;
  for (long long d : divisors_)
    if (n % d != 0) return false;
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& c) { return c.test(n); });
}

bool IntegerSet::ends_are_clear() const {
  return std::none_of(unclear_.begin(), unclear_.end(), [&](long long n) { return contains(n); });
}

std::optional<long long> IntegerSet::stride() const {
  long long stride = 1;
  for (long long d : divisors_) {
    stride = std::lcm(stride, d);
    if (stride > kFar) return {};
  }
  return stride;
}

std::optional<long long> IntegerSet::first(long long from, long long by, long long most) const {
  const auto every = stride();
  if (!every) return {};
  while (from % *every != 0) from += by;
  for (long long tried = 0, n = from; tried < most; ++tried, n += by * *every) {
    if ((low_ && n < *low_) || (high_ && n > *high_) || n > kFar || n < -kFar) return {};
    if (contains(n)) return n;
  }
  return {};
}

std::optional<std::vector<long long>> IntegerSet::members() const {
  if (!low_ || !high_ || !ends_are_clear()) return {};
  const auto every = stride();
  if (!every) return {};
  if (*high_ - *low_ > kMostTried * *every || *high_ > kFar || *low_ < -kFar) return {};
  std::vector<long long> found;
  long long n = *low_;
  while (n % *every != 0) ++n;
  for (; n <= *high_; n += *every)
    if (contains(n)) found.push_back(n);
  return found;
}

std::optional<long long> IntegerSet::smallest() const {
  if (!low_ || !ends_are_clear()) return {};
  return first(*low_, 1, kMostTried);
}

std::optional<long long> IntegerSet::largest() const {
  if (!high_ || !ends_are_clear()) return {};
  return first(*high_, -1, kMostTried);
}

std::vector<std::string> IntegerSet::witnesses(long long n) const {
  std::vector<std::string> shown;
  const auto every = stride();
  if (n != 0 && every && *every > 1) {
    const std::string times = n < 0 ? "(" + std::to_string(n / *every) + ")" : std::to_string(n / *every);
    shown.push_back("$" + std::to_string(n) + " = " + std::to_string(*every) + " \\cdot " + times + "$");
  }
  for (const Condition& c : conditions_) {
    std::string text = c.witness ? c.witness(n) : "";
    if (!text.empty()) shown.push_back(std::move(text));
  }
  return shown;
}

std::string IntegerSet::listed(long long n) const {
  for (const Condition& c : conditions_)
    if (c.in_lists && c.witness) return c.witness(n);
  return "$" + std::to_string(n) + "$";
}

std::vector<std::string> IntegerSet::traits() const {
  std::vector<std::string> found;
  if (const auto every = stride(); every && *every > 1) found.push_back("are multiples of $" + std::to_string(*every) + "$");
  for (const Condition& c : conditions_)
    if (!c.trait.empty()) found.push_back(c.trait);
  return found;
}

IntegerSet& IntegerSet::explain_bound(std::string sentence) {
  if (!sentence.empty()) bound_notes_.push_back(std::move(sentence));
  return *this;
}

std::optional<long long> IntegerSet::regular_step() const {
  auto step = stride();
  for (const Condition& c : conditions_) {
    if (!step || c.period == 0) return {};
    step = std::lcm(*step, c.period);
    if (*step > kFar) return {};
  }
  return step;
}

std::vector<std::pair<long long, long long>> IntegerSet::residues() const {
  std::vector<std::pair<long long, long long>> all;
  for (long long d : divisors_) all.emplace_back(0, d);
  for (const Condition& c : conditions_)
    if (c.period > 1 && c.residue) all.emplace_back(*c.residue, c.period);
  return all;
}

bool IntegerSet::names_step(long long step) const {
  const auto named = [&](const Condition& c) { return c.period == step && c.witness; };
  return std::find(divisors_.begin(), divisors_.end(), step) != divisors_.end() || std::any_of(conditions_.begin(), conditions_.end(), named);
}

std::optional<std::vector<long long>> IntegerSet::pure_multiples() const {
  if (!conditions_.empty() || divisors_.empty()) return {};
  return divisors_;
}

}  // namespace retort::agent
