#include "check/jumps.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "check/accounted.h"
#include "check/expression_kind.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

class Marker {
 public:
  Marker(std::string_view text, const std::vector<Claim>& claims, const std::vector<NumberPlace>& numbers, const std::vector<std::size_t>& sentences)
      : text_(text), claims_(claims), numbers_(numbers), sentences_(sentences) {}

  std::set<std::size_t> run() && {
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      const Claim& claim = claims_[i];
      if (!claim.equality || !claim.left || !claim.right || !is_calculation(claim.right) || puts_in(claim) || is_decimal_product(*claim.left, *claim.right)) continue;
      const bool calculates = claim.standing == Standing::kHolds && claim.numeric && is_calculation(claim.left) && !claim.right->is(Op::kPow);
      if (calculates && is_arithmetic(*claim.left) && is_arithmetic(*claim.right)) {
        mark_jumps(claim, accounted_numbers(*claim.left, *claim.right));
      } else if (claim.standing == Standing::kFollows && i > 0 && !claim.left->symbols().empty()) {
        const auto before = equation_before(i);
        if (before && claim.left->is(Op::kSymbol) && claim.right->is(Op::kDiv)) mark_division(claim, before->first, before->second);
        if (before && claim.right->is(Op::kAdd)) mark_subtraction(claim, before->first, before->second);
      }
    }
    mark_other_pairs();
    mark_other_ends();
    mark_values_not_used();
    mark_not_worked_out();
    return std::move(jumps_);
  }

 private:
  std::vector<const NumberPlace*> within(std::size_t at, std::size_t length) const {
    std::vector<const NumberPlace*> found;
    auto it = std::lower_bound(numbers_.begin(), numbers_.end(), at, [](const NumberPlace& number, std::size_t place) { return number.at < place; });
    for (; it != numbers_.end() && it->at < at + length; ++it) found.push_back(&*it);
    return found;
  }

  // The two ends of the chain of equalities in front of claim `i`: 5x and 35 of `5x = 42 - 7 = 35`.
  std::optional<std::pair<Expr, Expr>> equation_before(std::size_t i) const {
    std::size_t first = i - 1;
    while (first > 0 && claims_[first].equality && claims_[first].left_at == claims_[first - 1].right_at) --first;
    const Claim &begin = claims_[first], &end = claims_[i - 1];
    if (!begin.equality || !end.equality || !begin.left || !end.right || begin.standing == Standing::kOpen || begin.standing == Standing::kUnread) return std::nullopt;
    return std::pair(*begin.left, *end.right);
  }

  // "Checking x = -8 in the equation gives ...": both sides come from the equation.
  bool puts_in(const Claim& claim) const {
    const std::size_t begin = *(std::upper_bound(sentences_.begin(), sentences_.end(), claim.at) - 1);
    const std::string front = lower_ascii(text_.substr(begin, std::min<std::size_t>(claim.at - begin, 16)));
    const bool tries = front.starts_with("checking ") || front.starts_with("testing ") || front.starts_with("putting ") || front.starts_with("trying ");
    return tries && std::any_of(claims_.begin(), claims_.end(), [&](const Claim& other) {
      return other.at >= begin && other.at < claim.at && other.left && other.left->is(Op::kSymbol) && other.right && other.right->symbols().empty();
    });
  }

  void mark_jumps(const Claim& claim, const std::set<Rational>& shown) {
    for (const NumberPlace* number : within(claim.right_at, claim.right_length)) {
      const std::string_view before = text_.substr(0, number->at);
      const bool exponent = before.ends_with("^") || before.ends_with("^{");
      const bool one = number->value == Rational(1) && !(claim.right->is(Op::kMul) && claim.right->args().size() == 2);   // 48 * 1 alone is no step
      if (!exponent && !one && shown.count(number->value) == 0) jumps_.insert(number->at);
      if (number->value == Rational(1) && multiplies_by_one(claim)) jumps_.insert(number->at);
    }
  }

  // 7 \cdot 3 = 21 \cdot 1 where no factor of the left side is 1
  static bool multiplies_by_one(const Claim& claim) {
    const auto is_one = [](const Expr& e) { return e.is_number() && e.value() == Rational(1); };
    if (!claim.right->is(Op::kMul) || claim.right->args().size() != 2 || !claim.left->is(Op::kMul)) return false;
    if (std::none_of(claim.right->args().begin(), claim.right->args().end(), is_one)) return false;
    return std::none_of(claim.left->args().begin(), claim.left->args().end(), [](const Expr& part) {
      const auto value = math::exact_value(part, {4096, 200});
      return !value.ok() || !value->is_integer() || value->abs() == Rational(1);   // not 20/100 \cdot 100 = 20 \cdot 1
    });
  }

  static bool is_lone_sum(const Expr& e) { return e.is(Op::kAdd) && e.args().size() == 2 && is_lone(e.arg(0)) && is_lone(e.arg(1)); }

  static std::set<Rational> sizes(const Expr& e) {
    std::set<Rational> found;
    for (const Expr& arg : e.args()) {
      if (const auto value = math::exact_value(arg); value.ok()) found.insert(value->abs());
    }
    return found;
  }

  // 4t + 7 = 11, so 4t = 16 - 12
  void mark_subtraction(const Claim& claim, const Expr& left, const Expr& right) {
    if (!left.is(Op::kAdd) || left.args().size() != 2 || !is_lone(right) || !is_lone_sum(*claim.right)) return;
    const bool same = left.arg(0).same(*claim.left) && is_lone(left.arg(1)), swapped = left.arg(1).same(*claim.left) && is_lone(left.arg(0));
    if (!same && !swapped) return;
    std::set<Rational> shown;
    for (const Expr* side : {&left.arg(same ? 1 : 0), &right}) {
      if (const auto value = math::exact_value(*side); value.ok()) shown.insert(value->abs());
    }
    mark_jumps(claim, shown);
  }

  // "Two numbers with product $-28$ and sum $-3$": $4 \cdot (-7) = -28$ and $6 - 9 = -3$ are not about the same two.
  void mark_other_pairs() {
    constexpr std::size_t kReach = 140;
    for (std::size_t i = 0; i + 1 < claims_.size(); ++i) {
      const Claim &product = claims_[i], &sum = claims_[i + 1];
      const bool holds = product.standing == Standing::kHolds && sum.standing == Standing::kHolds && product.left && sum.left && product.right && sum.right && is_lone(*product.right) && is_lone(*sum.right);
      if (!holds || !product.left->is(Op::kMul) || product.left->args().size() != 2 || !is_lone_sum(*sum.left) || sum.at - product.at > kReach) continue;
      const std::string front = lower_ascii(text_.substr(product.at > kReach ? product.at - kReach : 0, std::min(product.at, kReach)));
      const bool two = front.find("numbers") != std::string::npos || front.find("factors of") != std::string::npos;
      const bool looks = two && ((front.find("product") != std::string::npos && front.find("sum") != std::string::npos) || front.find("add up to") != std::string::npos);
      const std::vector<const NumberPlace*> asked = within(product.at - front.size(), front.size());
      const auto is_asked = [&](const Expr& result) {
        const auto value = math::exact_value(result);
        return value.ok() && std::any_of(asked.begin(), asked.end(), [&](const NumberPlace* number) { return number->value == value->abs(); });
      };
      if (looks && is_asked(*product.right) && is_asked(*sum.right) && sizes(*product.left) != sizes(*sum.left)) jumps_.insert(within(sum.left_at, sum.left_length).empty() ? sum.at : within(sum.left_at, sum.left_length).front()->at);
    }
  }

  // "The integers run from $5$ to $7$. ... one more than the difference of the ends. $9 - 7 = 2$": other ends.
  void mark_other_ends() {
    constexpr std::string_view kWords = "difference of the ends. ";
    for (std::size_t at = text_.find(kWords); at != std::string_view::npos; at = text_.find(kWords, at + 1)) {
      const auto claim = std::find_if(claims_.begin(), claims_.end(), [&](const Claim& c) { return c.at >= at; });
      const std::size_t run = text_.rfind(" run from ", at);
      if (claim == claims_.end() || run == std::string_view::npos || !claim->left || !is_lone_sum(*claim->left)) continue;
      std::set<Rational> named;
      for (const NumberPlace* number : within(run, at - run)) named.insert(number->value);
      for (const NumberPlace* number : within(claim->left_at, claim->left_length)) {
        if (named.count(number->value) == 0) jumps_.insert(number->at);
      }
    }
  }

  // 3x = 33, so x = 66 / 6
  void mark_division(const Claim& claim, const Expr& left, const Expr& right) {
    if (!left.is(Op::kMul) || left.args().size() != 2 || !is_lone(left.arg(0)) || !left.arg(1).same(*claim.left) || !is_lone(right)) return;
    std::set<Rational> shown;
    for (const Expr* side : {&left.arg(0), &right}) {
      if (const auto value = math::exact_value(*side); value.ok()) shown.insert(value->abs());
    }
    mark_jumps(claim, shown);
  }

  // "With $a = 3$ and $b = 2$ we work out $a^2 + ab$.": its value there is the result of no line up to the next such words.
  void mark_values_not_used() {
    constexpr std::string_view kWords = " we work out $";
    for (std::size_t at = text_.find(kWords); at != std::string_view::npos; at = text_.find(kWords, at + 1)) {
      const std::size_t begin = at + kWords.size(), end = text_.find('$', begin), next = std::min(text_.find(kWords, begin), text_.size());
      const std::size_t stop = text_.rfind(". ", at), first = stop == std::string_view::npos ? 0 : stop;
      const auto term = end == std::string_view::npos ? Result<Expr>(Error{}) : math::parse(text_.substr(begin, end - begin), math::Notation::kLatex);
      if (!term.ok() || text_.substr(first, at - first).find("With $") == std::string_view::npos) continue;
      Expr put_in = *term;
      std::optional<std::size_t> place;
      bool any = false, found = false;
      for (const Claim& claim : claims_) {
        const bool named = claim.at >= first && claim.at < at && claim.left && claim.right && claim.left->is(Op::kSymbol) && claim.right->symbols().empty();
        if (named) put_in = put_in.substitute(claim.left->name(), *claim.right);
        if (named && !place && !within(claim.right_at, claim.right_length).empty()) place = within(claim.right_at, claim.right_length).front()->at;
      }
      const auto value = put_in.symbols().empty() ? math::exact_value(put_in, {4096, 200}) : Result<Rational>(Error{});
      for (const Claim& claim : claims_) {
        if (!value.ok() || claim.at < end || claim.at >= next || claim.standing != Standing::kHolds || !claim.right || !claim.right->symbols().empty()) continue;
        const auto result = math::exact_value(*claim.right, {4096, 200});
        any = true;
        found = found || (result.ok() && *result == *value);
      }
      if (any && !found && place) jumps_.insert(*place);
    }
  }

  // "Next comes $\\frac{7 - 3}{2}$.": its value is the result of no line up to the next such words.
  void mark_not_worked_out() {
    constexpr std::string_view kWords = "Next comes $";
    for (std::size_t at = text_.find(kWords); at != std::string_view::npos; at = text_.find(kWords, at + 1)) {
      const std::size_t begin = at + kWords.size(), end = text_.find('$', begin), next = std::min(text_.find(kWords, begin), text_.size());
      const auto term = end == std::string_view::npos ? Result<Expr>(Error{}) : math::parse(text_.substr(begin, end - begin), math::Notation::kLatex);
      const auto value = term.ok() && term->symbols().empty() && is_calculation(*term) ? math::exact_value(*term, {4096, 200}) : Result<Rational>(Error{});
      const std::vector<const NumberPlace*> named = within(begin, end - begin);
      if (!value.ok() || named.empty()) continue;
      const bool found = std::any_of(claims_.begin(), claims_.end(), [&](const Claim& claim) {
        const auto result = claim.at > end && claim.at < next && claim.right && claim.right->symbols().empty() ? math::exact_value(*claim.right, {4096, 200}) : Result<Rational>(Error{});
        return result.ok() && result->abs() == value->abs();
      });
      if (!found) jumps_.insert(named.front()->at);
    }
  }

  std::string_view text_;
  const std::vector<Claim>& claims_;
  const std::vector<NumberPlace>& numbers_;
  const std::vector<std::size_t>& sentences_;
  std::set<std::size_t> jumps_;
};

}  // namespace

std::set<std::size_t> find_jumps(std::string_view text, const std::vector<Claim>& claims, const std::vector<NumberPlace>& numbers, const std::vector<std::size_t>& sentences) {
  return Marker(text, claims, numbers, sentences).run();
}

}  // namespace retort::check
