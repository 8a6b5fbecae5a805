#include "check/number_gate.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "check/accounted.h"
#include "check/boxed_term.h"
#include "check/calculus_values.h"
#include "check/expression_kind.h"
#include "check/given_numbers.h"
#include "check/head_arithmetic.h"
#include "check/jumps.h"
#include "check/listed.h"
#include "check/monomials.h"
#include "check/named_facts.h"
#include "check/notation.h"
#include "check/pieces.h"
#include "check/searched.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Rational;

constexpr std::size_t kMaxFindings = 5;
constexpr std::size_t kMaxGiven = 40;      // numbers of the problem that are tried in pairs
constexpr std::size_t kMaxSentence = 12;   // numbers of a sentence that are tried in pairs
constexpr std::size_t kMaxNear = 24;       // numbers of two sentences that are tried in pairs
constexpr std::size_t kMaxFront = 300;     // bytes of a sentence in front of a number

class Tracer {
 public:
  Tracer(const Subject& subject, const Judgement& judgement)
      : problem_(subject.problem), text_(subject.narrative), claims_(judgement.claims), curves_(judgement.curves), numbers_(numbers_in(subject.narrative)), known_(given_numbers(subject.problem, subject.narrative)) {
    given_ = numbers_in(subject.problem);
    if (given_.size() > kMaxGiven) given_.resize(kMaxGiven);
    box_ = text_.rfind("\\boxed");
    pieces_ = split_pieces(text_);
    row_steps_ = row_steps(text_);
    find_sentences();
    const auto is_decimal = [](const NumberPlace& number) { return !number.value.is_integer(); };
    has_decimals_ = std::any_of(numbers_.begin(), numbers_.end(), is_decimal) || std::any_of(given_.begin(), given_.end(), is_decimal);
    for (const Shown& shown : shown_by_notation(problem_, text_, pieces_)) add(shown.value, sentence_at(shown.at));
    for (const Shown& shown : judgement.shown) add(shown.value, shown.at == 0 ? 0 : sentence_at(shown.at));
    for (const NumberPlace& number : numbers_) {
      sentence_of_.push_back(sentence_at(number.at));
      in_claim_.push_back(std::any_of(claims_.begin(), claims_.end(), [&](const Claim& claim) { return number.at >= claim.at && number.at < claim.at + claim.length; }));
    }
  }

  std::vector<trace::Finding> run() {
    constexpr int kRounds = 8;
    bool grown = true;
    for (int round = 0; round < kRounds && grown; ++round) {
      grown = false;
      for (const Claim& claim : claims_) grown = derive(claim) || grown;
      grown = confirm_pairs() || grown;
      grown = leave_out() || grown;
      grown = reduce_rows() || grown;
      grown = write_as() || grown;
      grown = say() || grown;
      const KnownAt known_at = [this](const Rational& value, std::size_t at) { return is_known(value, sentence_at(at)); };
      for (const Shown& shown : found_by_search(problem_, text_, claims_, numbers_, pieces_, known_at)) grown = add(shown.value, sentence_at(shown.at)) || grown;
      for (std::size_t i : listed_by_rule(text_, numbers_, [this](const Rational& value) { return is_known(value, sentences_.size()); })) {
        if (!in_claim(numbers_[i]) && numbers_[i].at < box_) grown = add(numbers_[i].value, sentence_of(numbers_[i])) || grown;
      }
    }
    jumps_ = find_jumps(text_, claims_, numbers_, sentences_);
    std::vector<trace::Finding> found = bare_box();
    for (const NumberPlace& number : numbers_) {
      if (found.size() >= kMaxFindings) break;
      if (!is_loose(number) || number.at > box_ || is_ordinal(text_, number) || is_enumeration(text_, number)) continue;
      found.push_back({"number", number.at, number.length,
                       is_known(number) ? "working out what stands before it does not give the number " + shown(number) + "; show the step between"
                                        : "the number " + shown(number) + " is neither given in the problem nor the result of a step that was checked; show where it comes from"});
    }
    return found;
  }

 private:
  using Places = std::vector<const NumberPlace*>;

  // The boxed numbers must come from somewhere, too.
  std::vector<trace::Finding> bare_box() const {
    const std::size_t end = box_end();
    for (const NumberPlace& number : numbers_) {
      if (number.at > box_ && number.at < end && is_loose(number) && !is_known_in_box(number)) return {{"number", number.at, number.length, "no step leads to " + shown(number) + "; show how it is found"}};
    }
    const auto is_found = [this](const Rational& value) { return is_known(value, sentences_.size()); };
    if (box_ < end && !is_boxed_term_shown(text_, box_ + 7, end, claims_, pieces_, is_found)) return {{"number", box_, end - box_, "no step leads to what is boxed; show it before"}};
    return {};
  }

  // \\boxed{\\frac{409}{50}} where 8.18 is known; the smallest whole number above a bound.
  bool is_known_in_box(const NumberPlace& number) const {
    const std::size_t i = static_cast<std::size_t>(&number - numbers_.data());
    const auto is_fraction = [&](std::size_t k) {
      const std::size_t end = numbers_[k].at + numbers_[k].length;
      return k + 1 < numbers_.size() && text_.substr(end, numbers_[k + 1].at - end) == "}{" && !numbers_[k + 1].value.is_zero() && is_known(numbers_[k].value / numbers_[k + 1].value, sentence_of(number));
    };
    if (is_fraction(i) || (i > 0 && is_fraction(i - 1))) return true;
    if (known_.speaks_of_percent() && is_known(number.value / Rational(100), sentence_of(number))) return true;
    const std::string before = lower_ascii(text_.substr(box_ > 60 ? box_ - 60 : 0, std::min<std::size_t>(box_, 60)));
    const bool extreme = before.find("smallest") != std::string::npos || before.find("largest") != std::string::npos || before.find("greatest") != std::string::npos || before.find("least") != std::string::npos;
    return extreme && number.value.is_integer() && std::any_of(numbers_.begin(), numbers_.end(), [&](const NumberPlace& other) {
      return other.at < box_ && in_claim(other) && is_known(other) && (other.value - number.value).abs() <= Rational(1);
    });
  }

  std::size_t box_end() const {
    int depth = 0;
    for (std::size_t i = std::min(box_, text_.size()); i < text_.size(); ++i) {
      depth += text_[i] == '{' ? 1 : text_[i] == '}' ? -1 : 0;
      if (text_[i] == '}' && depth == 0) return i;
    }
    return text_.size();
  }

  std::string shown(const NumberPlace& number) const { return std::string(text_.substr(number.at, number.length)); }
  bool is_loose(const NumberPlace& number) const { return !is_known(number) || jumps_.count(number.at) != 0; }

  // ---- sentences -----------------------------------------------------------------------------------------------------------

  void find_sentences() {
    sentences_ = {0};
    for (std::size_t i = 1; i < text_.size(); ++i) {
      const bool stop = text_[i - 1] == '\n' || (i > 1 && text_[i - 1] == ' ' && text_[i - 2] == '.' && !is_abbreviation(i - 2) && !std::islower(static_cast<unsigned char>(text_[i])));
      if (stop) sentences_.push_back(i);
    }
  }

  // "sq. ft.", "km per hr."
  bool is_abbreviation(std::size_t point) const {
    std::size_t begin = point;
    while (begin > 0 && std::isalpha(static_cast<unsigned char>(text_[begin - 1]))) --begin;
    constexpr std::string_view kShort[] = {"ft", "sq", "hr", "hrs", "in", "lb", "lbs", "oz", "min", "Mr", "Mrs", "Ms", "Dr", "vs", "approx"};
    return std::find(std::begin(kShort), std::end(kShort), text_.substr(begin, point - begin)) != std::end(kShort);
  }

  std::size_t sentence_at(std::size_t at) const {
    return static_cast<std::size_t>(std::upper_bound(sentences_.begin(), sentences_.end(), at) - sentences_.begin()) - 1;
  }

  std::size_t sentence_of(const NumberPlace& number) const { return sentence_of_[static_cast<std::size_t>(&number - numbers_.data())]; }
  bool in_claim(const NumberPlace& number) const { return in_claim_[static_cast<std::size_t>(&number - numbers_.data())]; }

  Places within(std::size_t at, std::size_t length) const {
    Places found;
    auto it = std::lower_bound(numbers_.begin(), numbers_.end(), at, [](const NumberPlace& number, std::size_t place) { return number.at < place; });
    for (; it != numbers_.end() && it->at < at + length; ++it) found.push_back(&*it);
    return found;
  }

  // ---- what is known where -------------------------------------------------------------------------------------------------

  // Derived in this sentence or before it; words may run ahead by one sentence: "She has 24 left. For 48 / 2 = 24".
  bool is_known(const Rational& value, std::size_t sentence) const {
    if (known_.has(value)) return true;
    const auto derived = derived_.find(value);
    return derived != derived_.end() && derived->second <= sentence;
  }

  // 875 of 0.875
  bool is_digits_of_decimal(const Rational& value, std::size_t sentence) const {
    Rational shifted = value;
    for (int i = 0; i < 6 && has_decimals_ && value.is_integer() && value > Rational(9); ++i) {
      shifted = shifted / Rational(10);
      if (!shifted.is_integer() && is_known(shifted, sentence)) return true;
    }
    return false;
  }

  bool is_known(const NumberPlace& number) const {
    const std::size_t sentence = sentence_of(number) + (in_claim(number) ? 0 : 1);
    if (const auto fraction = fraction_of(number); fraction && is_known(*fraction, sentence)) return true;
    return is_known(number.value, sentence) || is_digits_of_decimal(number.value, sentence) ||
           (is_percent(text_, number) && (known_.has_percent(number.value) || is_known(number.value / Rational(100), sentence)));
  }

  // 291/8 for both numbers of \frac{291}{8}
  std::optional<Rational> fraction_of(const NumberPlace& number) const {
    const auto i = static_cast<std::size_t>(&number - numbers_.data());
    const auto below = [&](std::size_t k) -> std::optional<Rational> {
      if (k + 1 >= numbers_.size() || numbers_[k + 1].value.is_zero()) return std::nullopt;
      const NumberPlace &a = numbers_[k], &b = numbers_[k + 1];
      const bool fraction = text_.substr(0, a.at).ends_with("\\frac{") && text_.substr(a.at + a.length, b.at - a.at - a.length) == "}{" && text_.substr(b.at + b.length).starts_with('}');
      const Rational value = fraction ? a.value / b.value : Rational(0);
      return fraction && !value.is_integer() && value.num() == a.value ? std::optional(value) : std::nullopt;   // in lowest terms
    };
    if (i >= numbers_.size()) return std::nullopt;
    if (const auto value = below(i)) return value;
    return i > 0 ? below(i - 1) : std::nullopt;
  }

  bool add(const Rational& value, std::size_t sentence) {
    if (known_.has(value)) return false;
    const auto [at, fresh] = derived_.emplace(value, sentence);
    if (fresh || sentence >= at->second) return fresh;
    at->second = sentence;
    return true;
  }

  bool all_known(const Places& numbers) const {
    return std::all_of(numbers.begin(), numbers.end(), [this](const NumberPlace* number) { return is_known(*number); });
  }

  Places unknown(const Places& numbers) const {
    Places found;
    for (const NumberPlace* number : numbers) {
      if (!is_known(*number)) found.push_back(number);
    }
    return found;
  }

  bool take(const Places& numbers) {
    bool grown = false;
    for (const NumberPlace* number : numbers) {
      const std::size_t sentence = sentence_of(*number);
      grown = add(number->value, sentence) || grown;
      if (is_percent(text_, *number)) grown = add(number->value / Rational(100), sentence) || grown;
    }
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {   // the value of a fraction: .5 for 1/2
      const std::size_t end = numbers[i]->at + numbers[i]->length;
      const std::string_view between = text_.substr(end, numbers[i + 1]->at - end);
      if ((between != "/" && between != "}{") || numbers[i + 1]->value.is_zero()) continue;
      grown = add(numbers[i]->value / numbers[i + 1]->value, sentence_of(*numbers[i])) || grown;
    }
    return grown;
  }

  // ---- calculations --------------------------------------------------------------------------------------------------------

  // \binom{5}{3} leaves 5 - 3 out.
  bool leave_out() {
    bool grown = false;
    for (std::size_t i = 0; i + 1 < numbers_.size(); ++i) {
      const NumberPlace &n = numbers_[i], &k = numbers_[i + 1];
      const bool chooses = text_.substr(n.at + n.length, 2) == "}{" && k.at == n.at + n.length + 2 && text_.substr(0, n.at).ends_with("binom{");
      if (chooses && is_known(n) && is_known(k)) grown = add(n.value - k.value, sentence_of(n)) || grown;
    }
    return grown;
  }

  // A matrix and what row operations make of it, M \\sim N: the numbers of N come from M.
  bool reduce_rows() {
    bool grown = false;
    for (const RowStep& step : row_steps_) {
      const Places left = within(step.left_at, step.left_length), right = within(step.right_at, step.right_length);
      if (!step.holds.value_or(false) || !all_known(left)) continue;
      if (!unknown(right).empty()) grown = take(right) || grown;
      const std::size_t begin = sentences_[sentence_at(step.left_at)];
      for (const NumberPlace* number : within(begin, step.left_at - begin)) {
        if (is_named_by(step, text_, number->value)) grown = take({number}) || grown;
      }
    }
    return grown;
  }

  // "Writing 25000 as $50^2 \cdot 10$": a formula without a relation whose value is known.
  bool write_as() {
    constexpr std::size_t kMaxFormula = 60;
    bool grown = false;
    for (const Piece& piece : pieces_) {
      if (!piece.formula || piece.end - piece.begin > kMaxFormula || piece.begin > box_) continue;
      const Places numbers = within(piece.begin, piece.end - piece.begin);
      if (numbers.size() < 2 || in_claim(*numbers[0]) || unknown(numbers).empty()) continue;
      const auto read = math::parse(text_.substr(piece.begin, piece.end - piece.begin), math::Notation::kLatex);
      if (!read.ok() || !read->symbols().empty() || !is_calculation(*read)) continue;
      const auto value = math::exact_value(*read, {4096, 200});
      if (value.ok() && is_known(*value, sentence_at(piece.begin))) grown = take(numbers) || grown;
    }
    return grown;
  }

  // A power that a true statement speaks of is a choice, as in 8^{16} \equiv 20^2.
  bool take_exponents(const Places& numbers) {
    bool grown = false;
    for (const NumberPlace* number : numbers) {
      const std::string_view before = text_.substr(0, number->at);
      const std::size_t fraction = before.rfind("\\frac{");
      const bool below = before.ends_with("}{") && fraction != std::string_view::npos && before.substr(0, before.size() - 2).find('}', fraction) == std::string_view::npos;
      const std::string_view front = below ? before.substr(0, fraction + 6) : before;
      const bool power = front.ends_with("^") || front.ends_with("^{") || front.ends_with("^{-") || front.ends_with("^{\\frac{") || front.ends_with("^\\frac{") || front.ends_with("^{-\\frac{");
      if (is_known(*number) || !power) continue;
      grown = add(number->value, sentence_of(*number)) || grown;
    }
    return grown;
  }

  // The numbers of the right side of a true calculation that its left side accounts for. In `36 + 84 = 42 + 78` it does not for 42 and 78.
  Places accounted(const Claim& claim, const Places& right) const {
    if (unknown(right).empty() || !claim.left || !claim.right || is_lone(*claim.left) || !is_calculation(claim.right)) return right;
    if (!claim.equality && !claim.order) return right;   // residues
    if (has_irrational_parts(*claim.left) || has_irrational_parts(*claim.right) || holds_calculus(*claim.left)) return right;   // roots, i, sines: worked out by rules of their own
    const std::set<Rational> shown = accounted_numbers(claim.worked_left.value_or(*claim.left), *claim.right);
    Places found;
    for (const NumberPlace* number : right) {
      if (is_known(*number) || shown.count(number->value) != 0) found.push_back(number);
    }
    return found;
  }

  // What follows from an equation has its numbers from there, but not those of a calculation in it (x = 66 / 6 for 3x = 33).
  bool follow(const Claim& claim, const Places& left, const Places& right) {
    bool grown = double_leading(claim, right);
    for (const auto& [side, numbers] : {std::pair(&claim.left, &left), std::pair(&claim.right, &right)}) {
      if (is_calculation(*side) && all_known(*numbers)) grown = show_value(**side, sentence_at(claim.at)) || grown;   // 2m = 215 - 55
      if (is_calculation(*side) && !(*side)->is(math::Op::kPow) && !has_irrational_parts(**side)) continue;
      grown = take(*numbers) || grown;
      if (*side && all_known(*numbers)) grown = show_parts(**side, math::Op::kMul, sentence_at(claim.at)) || grown;
    }
    if (claim.restates) grown = add(claim.factor.abs(), sentence_at(claim.at)) || grown;
    return grown;
  }

  // The quadratic formula divides by 2a.
  bool double_leading(const Claim& claim, const Places& right) {
    const std::size_t begin = claim.at > kMaxFront ? claim.at - kMaxFront : 0;
    if (!is_calculation(claim.right) || lower_ascii(text_.substr(begin, claim.at - begin)).find("quadratic formula") == std::string::npos) return false;
    bool grown = false;
    for (const NumberPlace* number : right) {
      const std::string_view before = text_.substr(0, number->at);
      const bool below = before.ends_with("}{") || before.ends_with("/");
      if (below && is_known(number->value / Rational(2), sentence_of(*number))) grown = add(number->value, sentence_of(*number)) || grown;
    }
    return grown;
  }

  bool show_value(const math::Expr& e, std::size_t sentence) {
    const auto value = math::exact_value(e, {4096, 200});
    return value.ok() && add(value->abs(), sentence);
  }

  // x + 3 * 7 = 30 shows 21, its products; 104 = 2^3 * 13 shows 8, its powers.
  bool show_parts(const math::Expr& e, math::Op op, std::size_t sentence, int depth = 0) {
    if (depth > 8) return false;
    bool grown = false;
    if (e.is(op) && e.symbols().empty()) grown = show_value(e, sentence);
    for (const math::Expr& arg : e.args()) grown = show_parts(arg, op, sentence, depth + 1) || grown;
    return grown;
  }

  // What a verified claim adds to the known numbers.
  bool derive(const Claim& claim) {
    const bool collected = collect_terms(claim);
    return derive_numbers(claim) || collected;
  }

  // 94 for 86 + B + C = 180, 27 for 12^3 = (9^2/3) * 2^{12p}: the factors and the number that an equation comes to when its terms are collected.
  bool collect_terms(const Claim& claim) {
    constexpr std::size_t kMostTerms = 6, kMaxSize = 40;
    const bool stands = claim.standing == Standing::kDefines || claim.standing == Standing::kFollows;
    if (!stands || !claim.equality || !claim.left || !claim.right || claim.left->size() + claim.right->size() > kMaxSize || (claim.left->symbols().empty() && claim.right->symbols().empty())) return false;
    if (!all_known(within(claim.left_at, claim.left_length)) || !all_known(within(claim.right_at, claim.right_length))) return false;
    const auto terms = monomials_of(*claim.left - *claim.right);
    bool grown = false;
    for (const auto& [key, factor] : terms && terms->size() <= kMostTerms ? *terms : Monomials{}) grown = add(factor.abs(), sentence_at(claim.at)) || grown;
    return grown;
  }

  bool derive_numbers(const Claim& claim) {
    if (claim.standing == Standing::kDefines && claim.equality) {   // 10 = (6 + 13 + x) / 3
      const bool left = count_terms(within(claim.left_at, claim.left_length), text_.substr(claim.left_at, claim.left_length));
      return count_terms(within(claim.right_at, claim.right_length), text_.substr(claim.right_at, claim.right_length)) || left;
    }
    if (claim.standing != Standing::kHolds && claim.standing != Standing::kFollows) return false;
    const Places left = within(claim.left_at, claim.left_length), right = within(claim.right_at, claim.right_length);
    if (claim.standing == Standing::kFollows) return follow(claim, left, right);
    bool grown = take_exponents(left);
    if (is_known_angle(claim) && all_known(right)) grown = take(left) || grown;
    grown = work_out_in_head(claim, left) || grown;
    if (claim.right && claim.right->is_number() && claim.right->value().is_zero() && claim.left && has_irrational_parts(*claim.left)) {   // \sqrt[3]{-27} + 3 = 0: a zero, shown to be one
      const Places fresh = unknown(left);
      if (!fresh.empty() && std::all_of(fresh.begin(), fresh.end(), [&](const NumberPlace* number) { return number->value == fresh[0]->value; })) grown = take(fresh) || grown;
    }
    if (claim.order && all_known(right)) grown = take(left) || grown;   // 11 < 2\sqrt{35} < 12
    if (claim.equality && claim.left && is_lone(*claim.left) && is_calculation(claim.right) && all_known(right)) grown = take(left) || grown;   // 40320 = 8!
    if (claim.equality && claim.left && is_recalled(*claim.left) && all_known(right)) grown = take(left) || grown;
    if (leaps_to_value(claim)) return grown;
    const bool analysis = claim.left && (holds_calculus(*claim.left) || !antiderivative_letter(*claim.left).empty());
    if ((!left.empty() || claim.worked_left || claim.order || analysis) && all_known(left)) {
      const bool powers = take_exponents(right);   // 2^2 \cdot 4 = 2^3 \cdot 2
      const bool first = take(accounted(claim, right)), second = take(left);   // left: for the values of its fractions
      grown = powers || first || second || grown;
      if (claim.right && all_known(right)) grown = show_parts(*claim.right, math::Op::kPow, sentence_at(claim.at)) || grown;
    }
    for (const auto& [side, at, length] : {std::tuple(&left, claim.left_at, claim.left_length), std::tuple(&right, claim.right_at, claim.right_length)}) {
      grown = count_terms(*side, text_.substr(at, length)) || grown;
    }
    return grown;
  }

  // f(5) = 9 for f(x) = 2x - 1, with nothing between: two operations and more are worked out on the way.
  static bool leaps_to_value(const Claim& claim) {
    const auto operations = [](const auto& self, const math::Expr& e) -> int {
      int count = !e.args().empty() && !e.is(math::Op::kNeg) ? 1 : 0;
      for (const math::Expr& arg : e.args()) count += self(self, arg);
      return count;
    };
    return claim.worked_left && claim.left && claim.right && claim.equality && claim.left->is(math::Op::kFunc) && is_lone(*claim.right) && operations(operations, *claim.worked_left) >= 2;
  }

  // \\cos(\\pi/4) = \\sqrt{2}/2 is looked up: the angle of a known value.
  static bool is_known_angle(const Claim& claim) {
    return claim.numeric && claim.left && (claim.left->is_func("sin") || claim.left->is_func("cos") || claim.left->is_func("tan"));
  }

  // 14^2 = 196 and (5 - 2\sqrt{3})^2 = 37 - 20\sqrt{3}, found by looking for what gives the right side.
  static bool is_recalled(const math::Expr& e) {
    return e.is(math::Op::kPow) && e.arg(1).is_number() && ((e.arg(0).is_number() && e.arg(0).value().is_integer()) || has_irrational_parts(e.arg(0)));
  }

  // An average divides by the count of its terms.
  bool count_terms(const Places& side, std::string_view text) {
    const auto plus = static_cast<long long>(std::count(text.begin(), text.end(), '+'));
    if (plus < 1 || plus > 30 || side.empty()) return false;
    const Rational count(plus + 1);
    const Places fresh = unknown(side);
    return std::all_of(fresh.begin(), fresh.end(), [&](const NumberPlace* number) { return number->value == count; }) && add(count, sentence_of(*side.front()));
  }

  // `There are 3 sets of 20 minutes, so 8 * 3 = 24`: one number of a calculation that words name, too, may be worked out in the head from two
  // numbers that are given, 60 / 20.
  // The same for a number that is tried in an expression of the problem.
  bool work_out_in_head(const Claim& claim, const Places& left) {
    const Places fresh = unknown(left);
    if (fresh.empty() || std::any_of(fresh.begin(), fresh.end(), [&](const NumberPlace* number) { return number->value != fresh[0]->value; })) return false;
    const Rational& value = fresh[0]->value;
    const bool named = std::any_of(numbers_.begin(), numbers_.end(), [&](const NumberPlace& number) { return number.value == value && !in_claim(number) && number.at < box_; });
    const auto next = [&](const Rational& stated) { return (stated - value).abs() == Rational(1); };   // the other 3 of 4 walls
    const auto made = [&] { return std::any_of(known_.stated().begin(), known_.stated().end(), next) || makes(known_.stated(), value) || makes(known_near(sentence_of(*fresh[0])), value); };
    const bool added = is_in_words(claim) && (adds_up(known_.said(), value) || adds_up(known_near(sentence_of(*fresh[0]), claim.at), value));
    return ((named && made()) || added || is_tried(claim, value)) && add(value, sentence_of(*fresh[0]));
  }

  // A calculation between words, whose numbers are things: one of them may be a sum or a difference that nobody writes down.
  bool is_in_words(const Claim& claim) const {
    const auto piece = std::upper_bound(pieces_.begin(), pieces_.end(), claim.at, [](std::size_t at, const Piece& p) { return at < p.end; });
    return piece != pieces_.end() && !piece->formula;
  }

  // 9^2 - 12 * 9 + 32 for x^2 - 12x + 32
  bool is_tried(const Claim& claim, const Rational& value) const {
    const auto worth = claim.left && claim.numeric ? math::exact_value(*claim.left, {4096, 200}) : Result<Rational>(Error{});
    if (!worth.ok() || is_lone(*claim.left)) return false;
    return std::any_of(curves_.begin(), curves_.end(), [&](const math::Expr& curve) {
      const auto at = [&](const Rational& x) { return math::exact_value(curve.substitute(curve.symbols()[0], math::Expr::number(x)), {4096, 200}); };
      const auto up = at(value), down = at(-value);
      return (up.ok() && *up == *worth) || (down.ok() && *down == *worth);
    });
  }

  // Known numbers of this sentence and the one before it, in front of `end`.
  std::vector<Rational> known_near(std::size_t sentence, std::size_t end_at = std::string_view::npos) const {
    std::vector<Rational> found;
    const auto first = std::lower_bound(sentence_of_.begin(), sentence_of_.end(), sentence == 0 ? 0 : sentence - 1) - sentence_of_.begin();
    const std::size_t end = std::min(numbers_.size(), static_cast<std::size_t>(first) + kMaxNear);
    for (auto i = static_cast<std::size_t>(first); i < end && sentence_of_[i] <= sentence; ++i) {
      if (numbers_[i].at < end_at && is_known(numbers_[i])) found.push_back(numbers_[i].value);
    }
    return found;
  }

  // `3 * 4 = 12, then 3 + 4 = 7`: two numbers that were looked for, each result known.
  bool confirm_pairs() {
    bool grown = false;
    for (std::size_t i = 0; i + 1 < claims_.size(); ++i) {
      const Claim &a = claims_[i], &b = claims_[i + 1];
      if (a.standing != Standing::kHolds || b.standing != Standing::kHolds || !a.numeric || !b.numeric) continue;
      const Places first = within(a.left_at, a.left_length), second = within(b.left_at, b.left_length);
      const bool pair = first.size() == 2 && second.size() == 2 && first[0]->value == second[0]->value && first[1]->value == second[1]->value;
      if (!pair) continue;
      const Places product = within(a.right_at, a.right_length), sum = within(b.right_at, b.right_length);
      const std::vector<Rational> near = known_near(sentence_at(a.at));
      const auto given = [&](const NumberPlace* number) { return is_known(*number) || makes(known_.stated(), number->value) || makes(near, number->value); };   // 300 for 3x^2 - 5x - 100
      if ((!all_known(product) && !all_known(sum)) || !std::all_of(product.begin(), product.end(), given) || !std::all_of(sum.begin(), sum.end(), given)) continue;
      grown = take(first) || grown;
      grown = take(product) || grown;
      grown = take(sum) || grown;
    }
    return grown;
  }

  // ---- words ---------------------------------------------------------------------------------------------------------------

  // Numbers outside formulas: the rounding of a known one, or what two known numbers in front of it in the same sentence make
  // ("4 dogs had 5 pups each, 20 in all").
  bool say() {
    bool grown = false;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const NumberPlace& number = numbers_[i];
      if (is_known(number) && is_percent(text_, number)) grown = take({&number}) || grown;
      if (is_known(number)) {
        const auto power = power_word(trim(text_.substr(number.at + number.length, 9)));   // 420 million
        if (power) grown = add(number.value * *power, sentence_of(number)) || grown;
      }
      if (is_known(number) || in_claim(number)) continue;
      const std::size_t sentence = sentence_of(number), begin = std::max(sentences_[sentence], number.at > kMaxFront ? number.at - kMaxFront : 0);
      std::vector<Rational> before;
      for (std::size_t k = i; k-- > 0 && numbers_[k].at >= begin && before.size() < kMaxSentence;) {
        if (is_known(numbers_[k])) before.push_back(numbers_[k].value);
      }
      const std::string front = lower_ascii(text_.substr(begin, number.at - begin));
      const bool rounded = front.find("round") != std::string::npos;
      const bool turns = counts_turns(number) && std::any_of(numbers_.begin(), numbers_.end(), [&](const NumberPlace& other) { return is_known(other) && other.value > number.value && divides_into(other.value, number.value); });
      const bool rounds_up = rounds_one(known_near(sentence), number.value) && number.value.is_integer();   // 137.33 hours, so 138
      const bool found = turns || rounds_up || makes(before, number.value) || (rounded && rounds_one(before, number.value)) || (speaks_of_rest(front) && is_difference_of_given(number.value)) ||
                         (counts_together(sentence) && adds_up(known_near(sentence, number.at), number.value)) || ((front.find("multiply") != std::string::npos || front.find("clearing") != std::string::npos) && is_common_multiple(number.value, known_near(sentence))) || (counts_choices(number) && is_known(number.value + Rational(1), sentence));
      if (found) grown = add(number.value, sentence) || grown;
    }
    return grown;
  }

  // "9 ways", behind "10 choices"
  bool counts_choices(const NumberPlace& number) const {
    const std::string after = lower_ascii(text_.substr(number.at + number.length, 22));
    return after.find("choice") != std::string::npos || after.find("ways") != std::string::npos || after.find("option") != std::string::npos || after.find("possibilities") != std::string::npos;
  }

  // "multiplying by 15" for fractions with 3 and 5 below
  bool is_common_multiple(const Rational& value, const std::vector<Rational>& close) const {
    const auto divides = [&](const Rational& part) { return part.is_integer() && part > Rational(1) && part != value && (value / part).is_integer(); };
    const auto common = [&](const std::vector<Rational>& parts) { return std::count_if(parts.begin(), parts.end(), divides) >= 2; };
    return value.is_integer() && (common(known_.said()) || common(close) || makes(known_.stated(), value));
  }

  // "21 periods of 180^\\circ"
  bool counts_turns(const NumberPlace& number) const {
    const std::string after = lower_ascii(text_.substr(number.at + number.length, 24));
    const std::string_view before = text_.substr(number.at > 16 ? number.at - 16 : 0, std::min<std::size_t>(number.at, 16));
    const bool angle = before.find("circ") != std::string_view::npos || before.find("\\pi") != std::string_view::npos;   // `$180^{\circ}$ 21 times`
    return (angle && after.starts_with(" times")) || after.find("period") != std::string::npos || after.find("turn") != std::string::npos || after.find("revolution") != std::string::npos;
  }

  // Does one whole number into another go so often?
  bool divides_into(const Rational& whole, const Rational& times) const {
    return std::any_of(numbers_.begin(), numbers_.end(), [&](const NumberPlace& part) { return is_known(part) && part.value.sign() > 0 && ((whole / part.value).floor() == times || (whole / part.value).ceil() == times); });
  }

  // "together they have 15", "this leaves 44"
  bool counts_together(std::size_t sentence) const {
    constexpr std::string_view kWords[] = {"together", "total", "combined", "altogether", "in all", "left", "remain", "leaving", "leaves"};
    const std::size_t begin = sentences_[sentence], end = sentence + 1 < sentences_.size() ? sentences_[sentence + 1] : text_.size();
    const std::string lower = lower_ascii(text_.substr(begin, std::min(end - begin, kMaxFront)));
    return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return lower.find(word) != std::string::npos; });
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

  std::string_view problem_, text_;
  const std::vector<Claim>& claims_;
  const std::vector<math::Expr>& curves_;
  std::vector<Piece> pieces_;
  std::vector<RowStep> row_steps_;
  std::vector<NumberPlace> numbers_, given_;
  std::vector<std::size_t> sentences_, sentence_of_;   // where each sentence begins; the sentence of each number
  bool has_decimals_ = false;
  std::vector<bool> in_claim_;                         // of each number
  KnownNumbers known_;
  std::set<std::size_t> jumps_;                        // places of known numbers that a step does not account for
  std::map<Rational, std::size_t> derived_;            // value, the first sentence that shows it
  std::size_t box_ = std::string_view::npos;           // numbers behind the last box are the answer gate's
};

}  // namespace

std::vector<trace::Finding> find_loose_numbers(const Subject& subject, const Judgement& judgement) {
  return Tracer(subject, judgement).run();
}

}  // namespace retort::check
