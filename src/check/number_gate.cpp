#include "check/number_gate.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/text.h"
#include "check/number_words.h"

namespace retort::check {
namespace {

using math::Rational;

constexpr std::size_t kMaxNumbers = 3000;
constexpr std::size_t kMaxFindings = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

struct Occurrence {
  std::size_t at = 0, length = 0;
  Rational value;
};

bool is_group(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && is_digit(text[at]) && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
         (at + 3 >= text.size() || !is_digit(text[at + 3]));
}

// The length of a separator of thousands at `at`: `,` `{,}` `,\!` `\,`, or 0.
std::size_t separator(std::string_view text, std::size_t at) {
  for (std::string_view mark : {std::string_view("{,}"), std::string_view(",\\!"), std::string_view("\\,"), std::string_view("\\!"), std::string_view(",")}) {
    if (text.substr(at, mark.size()) == mark && is_group(text, at + mark.size())) return mark.size();
  }
  return 0;
}

// Numbers in digits; not those that belong to a name (x_1, A4).
std::vector<Occurrence> numbers_in(std::string_view text) {
  std::vector<Occurrence> found;
  for (std::size_t i = 0; i < text.size() && found.size() < kMaxNumbers;) {
    const bool point = text[i] == '.' && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!is_digit(text[i]) && !point) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    std::string digits;
    while (i < text.size() && is_digit(text[i])) digits += text[i++];
    while (digits.size() <= 30) {
      const std::size_t skip = digits.empty() || digits.size() > 27 ? 0 : separator(text, i);
      if (skip == 0) break;
      digits += text.substr(i + skip, 3);
      i += skip + 3;
    }
    if (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) {
      digits += digits.empty() ? "0." : ".";
      ++i;
      while (i < text.size() && is_digit(text[i])) digits += text[i++];
    }
    const char before = begin > 0 ? text[begin - 1] : ' ';
    const bool name = before == '_' || (is_letter(before) && before != 'x' && !(begin > 1 && is_digit(text[begin - 2])) &&
                                        text.substr(0, begin).rfind('\\') + 12 < begin);
    const bool subscript = before == '{' && begin > 1 && text[begin - 2] == '_';
    const auto value = digits.size() <= 60 ? Rational::parse(digits) : Result<Rational>(Error{});
    if (!name && !subscript && value.ok()) found.push_back({begin, i - begin, *value});
  }
  return found;
}

bool is_ordinal(std::string_view text, const Occurrence& number) {
  const std::string_view ending = text.substr(std::min(number.at + number.length, text.size()), 2);
  return ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
}

// `2.` or `3)` at the start of a line, `Step 4:`.
bool is_enumeration(std::string_view text, const Occurrence& number) {
  const std::size_t line = text.substr(0, number.at).rfind('\n');
  const std::string_view before = trim(text.substr(line == std::string_view::npos ? 0 : line + 1, number.at - (line == std::string_view::npos ? 0 : line + 1)));
  const std::size_t end = number.at + number.length;
  const char after = end < text.size() ? text[end] : ' ';
  if ((before.empty() || before == "**" || before == "(") && (after == ')' || (after == '.' && end + 1 < text.size() && text[end + 1] == ' '))) return true;
  const std::string lower = lower_ascii(before.substr(before.size() > 8 ? before.size() - 8 : 0));
  return lower.ends_with("step") || lower.ends_with("case") || lower.ends_with("equation (") || lower.ends_with("equation");
}

// `20%`, `20\\%`, `20 percent`
bool is_percent(std::string_view text, const Occurrence& number) {
  std::size_t end = number.at + number.length;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\\' || text[end] == '-' || text[end] == '$')) ++end;
  const std::string_view after = text.substr(std::min(end, text.size()));
  return after.starts_with('%') || after.starts_with("percent") || after.starts_with("per cent");
}

class Known {
 public:
  bool has(const Rational& value) const { return values_.count(value) != 0; }
  bool has_percent(const Rational& value) const { return has(value) || percents_.count(value) != 0; }
  void add(const Rational& value) {
    if (values_.size() < 4 * kMaxNumbers) values_.insert(value);
  }

  void add_percent(const Rational& p) {
    const Rational share = p / Rational(100);
    if (!p.is_zero() && (Rational(100) / p).is_integer()) add(Rational(100) / p);   // 50% is a part of two
    for (const Rational& value : {p, share, Rational(100) - p, Rational(100) + p, Rational(1) - share, Rational(1) + share, Rational(100)}) {
      add(value.abs());
    }
  }

  // What a share such as 1/3 brings: itself, its parts, the rest, in percent.
  void add_share(const Rational& share) {
    for (const Rational& value : {share, share.num(), share.den(), (Rational(1) - share).abs()}) add(value.abs());
    percents_.insert(share * Rational(100));
    const Rational rounded = (share * Rational(100) + Rational(1, 2)).floor() / Rational(100);
    if (!share.is_integer() && share.den() > Rational(2)) add(rounded);   // 1/3 as 0.33
  }

 private:
  std::set<Rational> values_, percents_;   // percents_: only in front of a percent sign
};

// "5 friends" are six people with the one who has them; "three times as many" makes four parts in all.
void add_relatives(std::string_view text, std::string_view word, const Rational& value, Known& known) {
  constexpr std::string_view kCompany[] = {"friend", "brother", "sister", "sibling", "cousin", "other", "classmate", "child", "kid", "people", "person", "more", "times", "additional", "of his", "of her"};
  const std::size_t at = word.empty() ? 0 : text.find(word);
  const std::string after = lower_ascii(text.substr(std::min(at + word.size(), text.size()), 24));
  const bool company = std::any_of(std::begin(kCompany), std::end(kCompany), [&](std::string_view name) { return after.find(name) != std::string::npos; });
  const bool multiple = word == "twice" || word == "double" || word == "thrice" || word == "triple" || word == "doubled" || word == "tripled";
  if (company || multiple) known.add(value + Rational(1));
}

bool is_name_char(char c) { return is_letter(c) || c == '\'' || c == '-'; }

// "Ann, Bob and Cid": three.
void add_list_lengths(std::string_view problem, Known& known) {
  int length = 0;
  for (std::size_t i = 0; i < problem.size();) {
    if (problem[i] < 'A' || problem[i] > 'Z') {
      ++i;
      continue;
    }
    while (i < problem.size() && is_name_char(problem[i])) ++i;
    ++length;
    const std::string_view rest = problem.substr(i);
    bool joined = false;
    for (std::string_view mark : {std::string_view(", and "), std::string_view(" and "), std::string_view(", ")}) {
      if (!rest.starts_with(mark)) continue;
      i += mark.size();
      joined = i < problem.size() && problem[i] >= 'A' && problem[i] <= 'Z';
      break;
    }
    if (joined) continue;
    if (length >= 2 && length <= 12) known.add(Rational(length));
    length = 0;
  }
}

// A word in capitals shows its letters: how many they are, and how often each one occurs.
void add_letter_counts(std::string_view problem, Known& known) {
  for (std::size_t i = 0; i < problem.size();) {
    std::size_t end = i;
    while (end < problem.size() && problem[end] >= 'A' && problem[end] <= 'Z') ++end;
    const std::string_view word = problem.substr(i, end - i);
    const bool whole = (i == 0 || !is_letter(problem[i - 1])) && (end == problem.size() || !is_letter(problem[end]));
    if (word.size() >= 3 && word.size() <= 30 && whole) {
      known.add(Rational(static_cast<long long>(word.size())));
      for (char letter : word) known.add(Rational(static_cast<long long>(std::count(word.begin(), word.end(), letter))));
    }
    i = end + 1;
  }
}

// All that the statement gives: digits, percent, fractions, number words, and what measures imply.
Known given_by(std::string_view problem, std::string_view narrative) {
  Known known;
  known.add(Rational(0));
  known.add(Rational(1));
  const std::vector<Occurrence> numbers = numbers_in(problem);
  const bool cents = problem.find(" cent") != std::string_view::npos;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Occurrence& number = numbers[i];
    known.add(number.value);
    if (!number.value.is_integer() || cents) known.add(number.value * Rational(100));   // $1.25 in cents
    std::size_t end = number.at + number.length;
    while (end < problem.size() && (problem[end] == ' ' || problem[end] == '\\' || problem[end] == '-')) ++end;
    const std::string_view after = problem.substr(std::min(end, problem.size()));
    const std::string_view close = problem.substr(std::min(number.at + number.length, problem.size()));
    if (is_percent(problem, number)) known.add_percent(number.value);
    if (after.starts_with("cent")) known.add(number.value / Rational(100));
    add_relatives(after, {}, number.value, known);
    const bool fraction = i + 1 < numbers.size() && !numbers[i + 1].value.is_zero() &&
                          (close.starts_with('/') || close.starts_with("}{") || after.starts_with("/")) && numbers[i + 1].at <= end + 2;
    if (fraction) known.add_share(number.value / numbers[i + 1].value);
  }
  std::string letters;
  for (char c : lower_ascii(problem)) letters += is_letter(c) ? c : ' ';
  std::optional<Rational> last;
  for (std::string_view word : words(letters)) {
    for (const Rational& number : numbers_of_word(word)) known.add(number);
    const auto value = number_word(word);
    if (last && (word == "cent" || word == "cents")) known.add(*last / Rational(100));
    if (value) {
      known.add(*value);
      if (value->is_integer()) add_relatives(problem, word, *value, known);
      if (!value->is_integer()) known.add_share(*value);
      if (last && *last >= Rational(20) && *value < Rational(10)) known.add(*last + *value);   // twenty five
      if (last && !value->is_integer()) known.add_share(*last * *value);                     // two thirds
      if (last && *value >= Rational(100)) known.add(*last * *value);                          // three hundred
    }
    last = value;
  }
  add_letter_counts(problem, known);
  add_list_lengths(problem, known);
  std::string own;
  for (char c : lower_ascii(narrative)) own += is_letter(c) ? c : ' ';
  for (std::string_view word : words(own)) {
    for (const Rational& number : numbers_of_word(word)) known.add(number);
    if (const auto value = number_word(word); value && !value->is_integer()) known.add_share(*value);
    if (word == "twice" || word == "double" || word == "both" || word == "half") known.add(Rational(2));
    if (word == "dozen") known.add(Rational(12));
  }
  return known;
}

class Tracer {
 public:
  Tracer(const Subject& subject, const std::vector<Claim>& claims)
      : text_(subject.narrative), claims_(claims), numbers_(numbers_in(subject.narrative)), known_(given_by(subject.problem, subject.narrative)) {
    box_ = text_.rfind("\\boxed");
  }

  std::vector<trace::Finding> run() {
    constexpr int kRounds = 6;
    bool grown = true;
    for (int round = 0; round < kRounds && grown; ++round) {
      grown = false;
      for (const Claim& claim : claims_) grown = derive(claim) || grown;
    }
    std::vector<trace::Finding> found;
    for (const Occurrence& number : numbers_) {
      if (found.size() >= kMaxFindings) break;
      if (is_known(number) || number.at > box_ || is_ordinal(text_, number) || is_enumeration(text_, number)) continue;
      found.push_back({"number", number.at, number.length,
                       "the number " + std::string(text_.substr(number.at, number.length)) +
                           " is neither given in the problem nor the result of a step that was checked; show where it comes from"});
    }
    return found;
  }

 private:
  std::vector<const Occurrence*> within(std::size_t at, std::size_t length) const {
    std::vector<const Occurrence*> found;
    auto it = std::lower_bound(numbers_.begin(), numbers_.end(), at, [](const Occurrence& number, std::size_t place) { return number.at < place; });
    for (; it != numbers_.end() && it->at < at + length; ++it) found.push_back(&*it);
    return found;
  }

  bool is_known(const Occurrence& number) const {
    return known_.has(number.value) ||
           (is_percent(text_, number) && (known_.has_percent(number.value) || known_.has(number.value / Rational(100))));
  }

  bool all_known(const std::vector<const Occurrence*>& numbers) const {
    return std::all_of(numbers.begin(), numbers.end(), [this](const Occurrence* number) { return is_known(*number); });
  }

  bool take(const std::vector<const Occurrence*>& numbers) {
    bool grown = false;
    for (const Occurrence* number : numbers) {
      if (known_.has(number->value)) continue;
      known_.add(number->value);
      if (is_percent(text_, *number)) known_.add(number->value / Rational(100));
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

  // What a verified claim adds to the known numbers.
  bool derive(const Claim& claim) {
    if (claim.standing != Standing::kHolds && claim.standing != Standing::kFollows) return false;
    const auto left = within(claim.left_at, claim.left_length), right = within(claim.right_at, claim.right_length);
    if (claim.standing == Standing::kFollows) {
      const bool first = take(left), second = take(right);
      return first || second;
    }
    bool grown = false;
    if (!left.empty() && all_known(left)) grown = take(right);
    if (!right.empty() && all_known(right)) grown = take(left) || grown;
    if (!left.empty() && all_known(left)) grown = take(left) || grown;   // for the values of its fractions
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

  std::string_view text_;
  const std::vector<Claim>& claims_;
  std::vector<Occurrence> numbers_;
  Known known_;
  std::size_t box_ = std::string_view::npos;   // numbers behind the last box are the answer gate's
};

}  // namespace

std::vector<trace::Finding> find_loose_numbers(const Subject& subject, const std::vector<Claim>& claims) {
  return Tracer(subject, claims).run();
}

}  // namespace retort::check
