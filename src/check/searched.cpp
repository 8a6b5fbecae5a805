#include "check/searched.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>

#include "base/text.h"
#include "check/listed.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMaxFront = 1000;   // bytes between a number and what shows its digits

std::optional<Rational> whole(const Expr& e) {
  if (!e.symbols().empty() || e.size() > 20) return std::nullopt;
  const auto value = math::exact_value(e, {512, 50});
  return value.ok() && value->is_integer() ? std::optional(*value) : std::nullopt;
}

bool is_whole_number(const Expr& e) { return (e.is_number() && e.value().is_integer()) || (e.is(Op::kNeg) && e.arg(0).is_number() && e.arg(0).value().is_integer()); }

class Searcher {
 public:
  Searcher(std::string_view problem, std::string_view text, const std::vector<Claim>& claims, const std::vector<NumberPlace>& numbers, const std::vector<Piece>& pieces, const KnownAt& is_known)
      : asked_(lower_ascii(problem)), text_(text), claims_(claims), numbers_(numbers), pieces_(pieces), is_known_(is_known) {}

  std::vector<Shown> run() {
    const bool multiples = asks({"multiple", "divisible", "remainder", "congruent", "divided by", "divides", "factor", "\\equiv", "divisor", "relatively prime", "coprime", "inverse"}) || lower_ascii(text_).find("a multiple of") != std::string::npos;
    const bool powers = asks({"square", "cube", "power", "number of factors", "number of divisors", "number of positive factors", "number of positive divisors"}), divisors = asks({"divisor", "factor"}), digits = asks({"digit"});
    const bool rounds = asks({"decimal", "round", "approximat", "nearest", "significant"});
    for (const Claim& claim : claims_) {
      if (claim.standing != Standing::kHolds || !claim.numeric) continue;
      if (!claim.left && asks({"prime", "square", "cube", "multiple", "divisible", "divisor", "factor"})) take_property(claim);
      if (rounds && claim.left) take_tried(*claim.left, claim.at);
      if (!claim.equality || !claim.left || !claim.right) continue;
      if (digits) take_digits(claim);
      if (multiples) take_common_divisor(claim);
      if (powers) take_cofactor(claim);
      if (!is_whole_number(*claim.left)) continue;
      if (powers) take_power(claim);
      if (multiples) take_multiple(claim);
      if (divisors) take_factors(claim);
    }
    if (digits) take_fitting_digits();
    take_ends_of_row();
    take_ends_between();
    take_only_one();
    count_lists();
    return std::move(found_);
  }

 private:
  bool asks(std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(), [this](std::string_view word) { return asked_.find(word) != std::string::npos; });
  }

  bool known(const Expr& e, std::size_t at) const {
    const auto value = whole(e);
    return value && is_known_(value->abs(), at);
  }

  void take(const Expr& e, std::size_t at) {
    if (const auto value = whole(e)) found_.push_back({value->abs(), at});
  }

  // A value tried for a root: 17.715 of 17.715^2 < 314, 18 of (18 + 314/18)/2.
  void take_tried(const Expr& e, std::size_t at) {
    if (e.symbols().empty() && e.size() <= 20) take_parts_tried(e, at);
  }
  void take_parts_tried(const Expr& e, std::size_t at) {
    const bool power = e.is(Op::kPow) && e.arg(0).is_number() && is_whole_number(e.arg(1));
    const bool mean = e.is(Op::kAdd) && e.args().size() == 2 && e.arg(0).is_number() && e.arg(1).is(Op::kDiv) && e.arg(1).arg(1).same(e.arg(0));
    if (power || mean) found_.push_back({e.arg(0).value().abs(), at});
    for (const Expr& part : e.args()) take_parts_tried(part, at);
  }

  // 64 = 8^2
  void take_power(const Claim& claim) {
    const Expr& right = *claim.right;
    if (!right.is(Op::kPow) || !is_whole_number(right.arg(0)) || !is_whole_number(right.arg(1))) return;
    for (const Expr* e : {&*claim.left, &right.arg(0), &right.arg(1)}) take(*e, claim.at);
  }

  // 15 \cdot 60 = 900 with 15 and 900 known
  void take_cofactor(const Claim& claim) {
    const Expr& left = *claim.left;
    if (!left.is(Op::kMul) || left.args().size() != 2 || !known(*claim.right, claim.at)) return;
    for (std::size_t i = 0; i < 2; ++i) {
      if (known(left.arg(1 - i), claim.at)) take(left.arg(i), claim.at);
    }
  }

  // "Only the digit $6$ fits: $6156 = 342 \cdot 18$": digits of a number that is known in the same sentence.
  void take_fitting_digits() {
    for (const NumberPlace& number : numbers_) {
      if (!number.value.is_integer() || number.value > Rational(9)) continue;
      const std::size_t begin = text_.rfind(". ", number.at), word = text_.rfind("digit", number.at);
      if (word == std::string_view::npos || (begin != std::string_view::npos && word < begin)) continue;
      const std::size_t end = text_.find(". ", number.at);
      if (text_.substr(word, end - word).find("from $0$ to $9$") != std::string_view::npos) found_.push_back({number.value, number.at});
      for (const Claim& claim : claims_) {
        const auto whole_number = claim.at > number.at && claim.at < end && claim.standing == Standing::kHolds && claim.left ? whole(*claim.left) : std::nullopt;
        if (whole_number && is_known_(*whole_number, claim.at) && whole_number->to_string().find(number.value.to_string()) != std::string::npos) found_.push_back({number.value, number.at});
      }
    }
  }

  // 105 = 7 \cdot 15, 98 = 12 \cdot 8 + 2: one factor and what is left over are known.
  void take_multiple(const Claim& claim) {
    const Expr& right = *claim.right;
    const bool sum = right.is(Op::kAdd) && right.args().size() == 2;
    const Expr& product = sum ? right.arg(0) : right;
    if (!product.is(Op::kMul) || product.args().size() != 2 || (sum && (!is_whole_number(right.arg(1)) || !known(right.arg(1), claim.at)))) return;
    const Expr &a = product.arg(0), &b = product.arg(1);
    if (!is_whole_number(a) || !is_whole_number(b) || (!known(a, claim.at) && !known(b, claim.at))) return;
    for (const Expr* e : {&*claim.left, &a, &b}) take(*e, claim.at);
  }

  // \gcd(92, 12) = 4 with 12 and 4 known
  void take_common_divisor(const Claim& claim) {
    const Expr& left = *claim.left;
    if (!left.is_func("gcd") || left.args().size() != 2 || !known(*claim.right, claim.at)) return;
    for (std::size_t i = 0; i < 2; ++i) {
      if (known(left.arg(1 - i), claim.at)) take(left.arg(i), claim.at);
    }
  }

  // 48 = 2^4 \cdot 3
  void take_factors(const Claim& claim) {
    const Expr& right = *claim.right;
    const std::vector<Expr> factors = right.is(Op::kMul) ? right.args() : std::vector<Expr>{right};
    const auto is_prime_power = [](const Expr& e) {
      const Expr& base = e.is(Op::kPow) ? e.arg(0) : e;
      return base.is_number() && base.value().is_integer() && base.value() < Rational(1'000'000) && math::is_prime(base.value()) && (!e.is(Op::kPow) || is_whole_number(e.arg(1)));
    };
    if (!std::all_of(factors.begin(), factors.end(), is_prime_power)) return;
    take(*claim.left, claim.at);
    for (const Expr& factor : factors) {
      for (const Expr& part : factor.is(Op::kPow) ? factor.args() : std::vector<Expr>{factor}) take(part, claim.at);
    }
  }

  // `23 is prime`, `105 is a multiple of 7`: one number that is not known.
  void take_property(const Claim& claim) {
    const NumberPlace* fresh = nullptr;
    for (const NumberPlace& number : numbers_) {
      if (number.at < claim.at || number.at >= claim.at + claim.length || is_known_(number.value, number.at)) continue;
      if (fresh) return;
      fresh = &number;
    }
    if (fresh) found_.push_back({fresh->value, fresh->at});
  }

  // 9700 in front of 9 + 7 + 0 + 0 = 16, where 16 is known
  void take_digits(const Claim& claim) {
    const Expr &left = *claim.left, &right = *claim.right;
    if ((!left.is(Op::kAdd) && !left.is(Op::kMul)) || !known(right, claim.at)) return;
    std::string digits;
    for (const Expr& part : left.args()) {
      const bool digit = part.is_number() && part.value().is_integer() && part.value() <= Rational(9);
      if (!digit) return;
      digits += part.value().to_string();
    }
    for (const NumberPlace& number : numbers_) {
      if (number.at >= claim.at || claim.at - number.at > kMaxFront || number.value.to_string() != digits) continue;
      found_.push_back({number.value, number.at});
      for (const Expr& part : left.args()) take(part, claim.at);
    }
  }

  // "The first of these numbers is $5$, the second $7$, the last is $17$": for odd numbers between 17/4 and 35/2 the first and the last that lie there.
  void take_ends_of_row() {
    constexpr std::string_view kFirst = "The first of these numbers is $", kSecond = ", the second $", kLast = ", the last is $";
    const std::size_t begin = text_.find(kFirst);
    if (begin == std::string_view::npos) return;
    const std::size_t stop = std::min(text_.find(". ", begin), text_.size()), second_at = text_.find(kSecond, begin), last_at = text_.find(kLast, begin);
    const auto named = [&](std::size_t at, std::string_view words) { return at < stop ? number_at(at + words.size()) : std::nullopt; };
    const auto first = named(begin, kFirst), second = named(second_at, kSecond), last = named(last_at, kLast);
    if (!first || !last) return;
    const Rational step = second ? *second - *first : Rational(1), rest = step.sign() > 0 ? (*last - *first) / step : Rational(1, 2);
    const auto even = [](const Rational& value) { return (value / Rational(2)).is_integer(); };
    const bool odd_ones = asks({"odd"}), even_ones = asks({"even "}), in_steps = odd_ones || even_ones ? step == Rational(2) && even(*first) == even_ones : step == Rational(1) || asks({"multiple", "divisible"});
    if (!rest.is_integer() || !in_steps || (odd_ones && even_ones)) return;
    const std::vector<Rational> borders = values_of_problem();
    const auto near = [&](const Rational& end, const Rational& outwards) {
      return std::any_of(borders.begin(), borders.end(), [&](const Rational& border) { return border <= std::max(end, end + outwards) && border >= std::min(end, end + outwards); });
    };
    if (!near(*first, -step) || !near(*last, step)) return;
    for (const auto& value : {first, second, last}) {
      if (value) found_.push_back({value->abs(), begin});
    }
  }

  // "longer than ... = 4 and shorter than ... = 14. As an integer it goes from $5$ to $13$."
  void take_ends_between() {
    constexpr std::string_view kFrom = "As an integer it goes from $", kTo = "$ to $";
    const std::size_t begin = text_.find(kFrom);
    const std::size_t to = begin == std::string_view::npos ? begin : text_.find(kTo, begin + kFrom.size());
    if (to == std::string_view::npos || to > begin + kFrom.size() + 12) return;
    const auto low = number_at(begin + kFrom.size()), high = number_at(to + kTo.size());
    if (!low || !high || !is_known_((*low - Rational(1)).abs(), begin) || !is_known_((*high + Rational(1)).abs(), begin)) return;
    found_.push_back({low->abs(), begin});
    found_.push_back({high->abs(), begin});
  }

  std::optional<Rational> number_at(std::size_t at) const {
    for (const NumberPlace& number : numbers_) {
      if (number.at == at) return number.value;
      if (number.at == at + 1 && text_[at] == '-') return -number.value;
    }
    return std::nullopt;
  }

  // The numbers of the problem; of its formulas that are one number, such as \\frac{17}{4}, that number alone.
  std::vector<Rational> values_of_problem() const {
    constexpr std::size_t kMost = 20, kLongest = 60;
    std::vector<Rational> values;
    std::vector<Piece> whole;
    for (const Piece& piece : split_pieces(asked_)) {
      if (!piece.formula || piece.inner_end - piece.inner_begin > kLongest) continue;
      std::string_view inner = std::string_view(asked_).substr(piece.inner_begin, piece.inner_end - piece.inner_begin);
      while (inner.ends_with('?') || inner.ends_with('.') || inner.ends_with(',')) inner.remove_suffix(1);
      const auto e = math::parse(inner, math::Notation::kLatex);
      const auto value = e.ok() && e->symbols().empty() ? math::exact_value(*e, {512, 50}) : Result<Rational>(Error{});
      if (!value.ok()) continue;
      values.push_back(*value);
      whole.push_back(piece);
    }
    for (const NumberPlace& number : numbers_in(asked_)) {
      const bool inside = std::any_of(whole.begin(), whole.end(), [&](const Piece& piece) { return number.at >= piece.begin && number.at < piece.end; });
      if (!inside && values.size() < kMost) values.insert(values.end(), {number.value, -number.value});
    }
    return values;
  }

  // "Among the numbers in question only $100$ fits: $\tan(120^\circ - 100^\circ) = ...$": the claim behind it shows that it fits.
  void take_only_one() {
    constexpr std::size_t kReach = 40;
    for (const NumberPlace& number : numbers_) {
      const std::string_view behind = text_.substr(number.at + number.length, kReach);
      if (!text_.substr(0, number.at).ends_with(" only $") || (!behind.starts_with("$ fits: ") && !behind.starts_with("$ fits, "))) continue;
      const auto claim = std::find_if(claims_.begin(), claims_.end(), [&](const Claim& c) { return c.at > number.at; });
      if (claim == claims_.end() || claim->at > number.at + number.length + kReach || claim->standing != Standing::kHolds) continue;
      const bool holds_it = std::any_of(numbers_.begin(), numbers_.end(), [&](const NumberPlace& other) { return other.at >= claim->at && other.at < claim->at + claim->length && other.value == number.value; });
      if (holds_it) found_.push_back({number.value, number.at});
    }
  }

  // "Counting them gives 8": as many as the list in front of it has members.
  void count_lists() {
    const std::string lower = lower_ascii(text_);
    for (const NumberPlace& number : numbers_) {
      const std::string_view front = std::string_view(lower).substr(0, number.at);
      const bool digits = front.ends_with("counting these digits gives $"), divides = asks({"mean", "average"}) && (front.ends_with(" / ") || front.ends_with("}{"));
      if (!digits && !divides && !front.ends_with("counting them gives $") && !front.ends_with(", which are $")) continue;
      if (Rational(static_cast<long long>(longest_list(number.at, digits))) == number.value) found_.push_back({number.value, number.at});
    }
  }

  // The most formulas in front of `end` (`bare`: without a sign of equality) that nothing but commas and "and" separates.
  std::size_t longest_list(std::size_t end, bool bare) const {
    std::size_t best = 0, run = 0, last = 0;
    for (const Piece& piece : pieces_) {
      if (!piece.formula || piece.end > end || (bare && text_.substr(piece.begin, piece.end - piece.begin).find('=') != std::string_view::npos)) continue;
      run = run > 0 && joins_list(text_.substr(last, piece.begin - last)) ? run + 1 : 1;
      last = piece.end;
      best = std::max(best, run);
    }
    return best;
  }

  std::string asked_;
  std::string_view text_;
  const std::vector<Claim>& claims_;
  const std::vector<NumberPlace>& numbers_;
  const std::vector<Piece>& pieces_;
  const KnownAt& is_known_;
  std::vector<Shown> found_;
};

}  // namespace

std::vector<Shown> found_by_search(std::string_view problem, std::string_view narrative, const std::vector<Claim>& claims, const std::vector<NumberPlace>& numbers, const std::vector<Piece>& pieces,
                                   const KnownAt& is_known) {
  return Searcher(problem, narrative, claims, numbers, pieces, is_known).run();
}

}  // namespace retort::check
