#include "check/number_gate.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/text.h"
#include "check/accounted.h"
#include "check/given_numbers.h"

namespace retort::check {
namespace {

using math::Rational;

constexpr std::size_t kMaxFindings = 5;
constexpr std::size_t kMaxGiven = 40;      // numbers of the problem that are tried in pairs
constexpr std::size_t kMaxSentence = 12;   // numbers of a sentence that are tried in pairs

bool is_ordinal(std::string_view text, const NumberPlace& number) {
  const std::string_view ending = text.substr(std::min(number.at + number.length, text.size()), 2);
  return ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
}

// `2.` or `3)` at the start of a line, `Step 4:`.
bool is_enumeration(std::string_view text, const NumberPlace& number) {
  const std::size_t line = text.substr(0, number.at).rfind('\n');
  const std::string_view before = trim(text.substr(line == std::string_view::npos ? 0 : line + 1, number.at - (line == std::string_view::npos ? 0 : line + 1)));
  const std::size_t end = number.at + number.length;
  const char after = end < text.size() ? text[end] : ' ';
  if ((before.empty() || before == "**" || before == "(") && (after == ')' || (after == '.' && end + 1 < text.size() && text[end + 1] == ' '))) return true;
  const std::string lower = lower_ascii(before.substr(before.size() > 8 ? before.size() - 8 : 0));
  return lower.ends_with("step") || lower.ends_with("case") || lower.ends_with("equation (") || lower.ends_with("equation");
}

class Tracer {
 public:
  Tracer(const Subject& subject, const Judgement& judgement)
      : text_(subject.narrative), claims_(judgement.claims), numbers_(numbers_in(subject.narrative)), known_(given_numbers(subject.problem, subject.narrative)) {
    given_ = numbers_in(subject.problem);
    if (given_.size() > kMaxGiven) given_.resize(kMaxGiven);
    box_ = text_.rfind("\\boxed");
    for (const Rational& value : judgement.found) known_.add(value.abs());
  }

  std::vector<trace::Finding> run() {
    constexpr int kRounds = 6;
    bool grown = true;
    for (int round = 0; round < kRounds && grown; ++round) {
      grown = false;
      for (const Claim& claim : claims_) grown = derive(claim) || grown;
      grown = leave_out() || grown;
      grown = say() || grown;
    }
    std::vector<trace::Finding> found;
    for (const NumberPlace& number : numbers_) {
      if (found.size() >= kMaxFindings) break;
      if (is_known(number) || number.at > box_ || is_ordinal(text_, number) || is_enumeration(text_, number)) continue;
      found.push_back({"number", number.at, number.length,
                       "the number " + std::string(text_.substr(number.at, number.length)) +
                           " is neither given in the problem nor the result of a step that was checked; show where it comes from"});
    }
    return found;
  }

 private:
  using Places = std::vector<const NumberPlace*>;

  Places within(std::size_t at, std::size_t length) const {
    Places found;
    auto it = std::lower_bound(numbers_.begin(), numbers_.end(), at, [](const NumberPlace& number, std::size_t place) { return number.at < place; });
    for (; it != numbers_.end() && it->at < at + length; ++it) found.push_back(&*it);
    return found;
  }

  bool is_known(const NumberPlace& number) const {
    return known_.has(number.value) ||
           (is_percent(text_, number) && (known_.has_percent(number.value) || known_.has(number.value / Rational(100))));
  }

  bool all_known(const Places& numbers) const {
    return std::all_of(numbers.begin(), numbers.end(), [this](const NumberPlace* number) { return is_known(*number); });
  }

  bool take(const Places& numbers) {
    bool grown = false;
    for (const NumberPlace* number : numbers) {
      const bool percent = is_percent(text_, *number) && !known_.has(number->value / Rational(100));
      if (known_.has(number->value) && !percent) continue;
      known_.add(number->value);
      if (percent) known_.add(number->value / Rational(100));
      grown = true;
    }
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {   // the value of a fraction: .5 for 1/2
      const std::size_t end = numbers[i]->at + numbers[i]->length;
      const std::string_view between = text_.substr(end, numbers[i + 1]->at - end);
      if ((between != "/" && between != "}{") || numbers[i + 1]->value.is_zero()) continue;
      const Rational value = numbers[i]->value / numbers[i + 1]->value;
      grown = grown || !known_.has(value);
      known_.add(value);
    }
    return grown;
  }

  // \binom{5}{3} leaves 5 - 3 out.
  bool leave_out() {
    bool grown = false;
    for (std::size_t i = 0; i + 1 < numbers_.size(); ++i) {
      const NumberPlace &n = numbers_[i], &k = numbers_[i + 1];
      const bool chooses = text_.substr(n.at + n.length, 2) == "}{" && k.at == n.at + n.length + 2 && text_.substr(0, n.at).ends_with("binom{");
      if (!chooses || !is_known(n) || !is_known(k) || known_.has(n.value - k.value)) continue;
      known_.add(n.value - k.value);
      grown = true;
    }
    return grown;
  }

  // A power that a true statement speaks of is a choice, as in 8^{16} \equiv 20^2.
  bool take_exponents(const Places& numbers) {
    bool grown = false;
    for (const NumberPlace* number : numbers) {
      const std::string_view before = text_.substr(0, number->at);
      if (is_known(*number) || !(before.ends_with("^") || before.ends_with("^{"))) continue;
      known_.add(number->value);
      grown = true;
    }
    return grown;
  }

  Places unknown(const Places& numbers) const {
    Places found;
    for (const NumberPlace* number : numbers) {
      if (!is_known(*number)) found.push_back(number);
    }
    return found;
  }

  static bool is_lone(const math::Expr& e) { return e.is_number() || e.is(math::Op::kBase) || (e.args().size() == 1 && !e.is(math::Op::kFunc) && is_lone(e.arg(0))); }

  // The numbers of the right side of a true calculation that its left side accounts for. In `36 + 84 = 42 + 78` it does not for 42 and 78.
  Places accounted(const Claim& claim, const Places& right) const {
    const Places fresh = unknown(right);
    if (fresh.empty() || !claim.numeric || !claim.left || !claim.right || is_lone(*claim.left) || is_lone(*claim.right)) return right;
    const std::vector<Rational> steps = step_values(*claim.left);
    const std::vector<Rational> pieces = pieces_of_numbers(*claim.right, *claim.left);
    std::vector<Rational> all;
    for (const NumberPlace* number : right) all.push_back(number->value);
    Places found;
    for (const NumberPlace* number : right) {
      const auto among = [&](const std::vector<Rational>& values) { return std::find(values.begin(), values.end(), number->value) != values.end(); };
      const bool shown = is_known(*number) || among(steps) || among(pieces) || is_part(number->value, *claim.left, all);
      if (shown) found.push_back(number);
    }
    return found;
  }

  // 4x = 54 - 6 follows from much: numbers that come in pairs need a source.
  Places followed(const std::optional<math::Expr>& side, const Places& numbers) const {
    const bool calculation = side && side->symbols().empty() && !is_lone(*side);
    return calculation && unknown(numbers).size() > 1 ? Places() : numbers;
  }

  // What a verified claim adds to the known numbers.
  bool derive(const Claim& claim) {
    if (claim.standing != Standing::kHolds && claim.standing != Standing::kFollows) return false;
    const Places left = within(claim.left_at, claim.left_length), right = within(claim.right_at, claim.right_length);
    if (claim.standing == Standing::kFollows) {
      const bool first = take(followed(claim.left, left)), second = take(followed(claim.right, right));
      return first || second;
    }
    bool grown = take_exponents(left);
    if (!left.empty() && all_known(left)) {
      const bool powers = take_exponents(right);   // 2^2 \cdot 4 = 2^3 \cdot 2
      const bool first = take(accounted(claim, right)), second = take(left);   // left: for the values of its fractions
      grown = powers || first || second;
    }
    for (const auto& [side, at, length] : {std::tuple(&left, claim.left_at, claim.left_length), std::tuple(&right, claim.right_at, claim.right_length)}) {
      const std::string_view text = text_.substr(at, length);
      const auto plus = static_cast<long long>(std::count(text.begin(), text.end(), '+'));
      if (plus >= 1 && plus <= 30 && all_known(*side) && !known_.has(Rational(plus + 1))) {   // an average divides by the count of its terms
        known_.add(Rational(plus + 1));
        grown = true;
      }
    }
    return grown;
  }

  bool in_claim(const NumberPlace& number) const {
    return std::any_of(claims_.begin(), claims_.end(), [&](const Claim& claim) { return number.at >= claim.at && number.at < claim.at + claim.length; });
  }

  // Numbers outside formulas: the rounding of a known one, or what two known numbers in front of it in the same sentence make
  // ("4 dogs had 5 pups each, 20 in all").
  bool say() {
    bool grown = false;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const NumberPlace& number = numbers_[i];
      if (is_known(number) && is_percent(text_, number)) grown = take({&number}) || grown;
      if (is_known(number) || in_claim(number)) continue;
      const std::size_t begin = sentence_begin(number.at);
      Places before;
      for (std::size_t k = i; k-- > 0 && numbers_[k].at >= begin && before.size() < kMaxSentence;) {
        if (is_known(numbers_[k])) before.push_back(&numbers_[k]);
      }
      const std::string front = lower_ascii(text_.substr(begin, number.at - begin));
      const bool rounded = front.find("round") != std::string::npos;
      const bool found = makes(before, number.value) || (rounded && rounds_one(before, number.value)) || (speaks_of_rest(front) && is_difference_of_given(number.value));
      if (!found) continue;
      known_.add(number.value);
      grown = true;
    }
    return grown;
  }

  // "the remaining 10 hours"
  static bool speaks_of_rest(std::string_view front) {
    constexpr std::string_view kRest[] = {"remaining", "other", "rest", "extra", "final", "additional", "overtime"};
    const std::string_view near = front.substr(front.size() > 24 ? front.size() - 24 : 0);
    return std::any_of(std::begin(kRest), std::end(kRest), [&](std::string_view word) { return near.find(word) != std::string_view::npos; });
  }

  bool is_difference_of_given(const Rational& value) const {
    for (const NumberPlace& a : given_) {
      for (const NumberPlace& b : given_) {
        if (a.value - b.value == value) return true;
      }
    }
    return false;
  }

  std::size_t sentence_begin(std::size_t at) const {
    std::size_t i = at;
    while (i > 0 && at - i < 300) {
      const bool stop = text_[i - 1] == '\n' || (i > 1 && text_[i - 1] == ' ' && text_[i - 2] == '.');
      if (stop) break;
      --i;
    }
    return i;
  }

  static bool rounds_one(const Places& known, const Rational& value) {
    return std::any_of(known.begin(), known.end(), [&](const NumberPlace* number) { return !number->value.is_integer() && (number->value - value).abs() < Rational(1); });
  }

  static bool makes(const Places& known, const Rational& value) {
    for (std::size_t i = 0; i < known.size(); ++i) {
      for (std::size_t k = 0; k < known.size(); ++k) {
        const Rational &a = known[i]->value, &b = known[k]->value;
        if (i < k && (a + b == value || a * b == value)) return true;
        if (i != k && (a - b == value || (!b.is_zero() && a / b == value))) return true;
      }
    }
    return false;
  }

  std::string_view text_;
  const std::vector<Claim>& claims_;
  std::vector<NumberPlace> numbers_, given_;
  KnownNumbers known_;
  std::size_t box_ = std::string_view::npos;   // numbers behind the last box are the answer gate's
};

}  // namespace

std::vector<trace::Finding> find_loose_numbers(const Subject& subject, const Judgement& judgement) {
  return Tracer(subject, judgement).run();
}

}  // namespace retort::check
