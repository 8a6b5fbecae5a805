#include "check/given_numbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "base/text.h"
#include "check/conversions.h"
#include "check/number_words.h"

namespace retort::check {
namespace {

using math::Rational;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

bool is_group(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && is_digit(text[at]) && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
         (at + 3 >= text.size() || !is_digit(text[at + 3]));
}

// The length of a separator of thousands at `at`: `,` `{,}` `,\!` `\,`, in money a space, or 0.
std::size_t separator(std::string_view text, std::size_t at, bool money) {
  for (std::string_view mark : {std::string_view("{,}"), std::string_view(",\\!"), std::string_view("\\,"), std::string_view("\\!"), std::string_view(",")}) {
    if (text.substr(at, mark.size()) == mark && is_group(text, at + mark.size())) return mark.size();
  }
  return money && text.substr(at, 1) == " " && is_group(text, at + 1) ? 1 : 0;   // also behind a sign of equality
}

// A letter in front of a number makes it part of a name, unless the letter multiplies or ends a command.
bool is_named(std::string_view text, std::size_t begin) {
  const char before = begin > 0 ? text[begin - 1] : ' ';
  const std::size_t mark = before == '_' ? begin - 1 : before == '{' && begin > 1 && text[begin - 2] == '_' ? begin - 2 : begin;
  if (mark < begin) return mark == 0 || !is_digit(text[mark - 1]);   // x_1, but 635_7
  return is_letter(before) && before != 'x' && !(begin > 1 && is_digit(text[begin - 2])) && text.substr(0, begin).rfind('\\') + 12 < begin;
}

// ---- what words bring ---------------------------------------------------------------------------------------------------------

// "5 friends" are six people with the one who has them; "three times as many" makes four parts in all.
void add_relatives(std::string_view text, std::string_view word, const Rational& value, bool rest, KnownNumbers& known) {
  constexpr std::string_view kCompany[] = {"friend", "brother", "sister", "sibling", "cousin", "other", "classmate", "child", "kid", "people", "person", "more", "times", "additional", "of his", "of her"};
  const std::size_t at = word.empty() ? 0 : text.find(word);
  const std::string after = lower_ascii(text.substr(std::min(at + word.size(), text.size()), 24));
  const bool company = std::any_of(std::begin(kCompany), std::end(kCompany), [&](std::string_view name) { return after.find(name) != std::string::npos; });
  const bool multiple = word == "twice" || word == "double" || word == "thrice" || word == "triple" || word == "doubled" || word == "tripled";
  if (company || multiple) known.add(value + Rational(1));
  if (company && rest) known.add(value - Rational(1));   // "the remaining friends"
}

bool is_name_char(char c) { return is_letter(c) || c == '\'' || c == '-'; }

// "Ann, Bob and Cid": three.
void add_list_lengths(std::string_view problem, KnownNumbers& known) {
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
void add_letter_counts(std::string_view problem, KnownNumbers& known) {
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

std::string only_letters(std::string_view text) {
  std::string out = lower_ascii(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return !is_letter(c); }, ' ');
  return out;
}

// "Monday to Thursday": four days, three nights between. "Monday, Friday and Sunday" are three.
void add_days(const std::vector<std::string_view>& all, KnownNumbers& known) {
  constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  const auto day = [&](std::string_view word) { return static_cast<int>(std::find_if(kDays.begin(), kDays.end(), [&](std::string_view name) { return word.starts_with(name); }) - kDays.begin()); };
  std::set<int> named;
  for (std::string_view word : all) named.insert(day(word));
  named.erase(7);
  if (named.size() > 1) known.add(Rational(static_cast<long long>(named.size())));
  for (std::size_t i = 0; i + 2 < all.size(); ++i) {
    const bool span = all[i + 1] == "to" || all[i + 1] == "through" || all[i + 1] == "till" || all[i + 1] == "until";
    const int first = day(all[i]), last = day(all[i + 2]);
    if (!span || first == 7 || last == 7) continue;
    known.add(Rational((last - first + 7) % 7 + 1));
    known.add(Rational((last - first + 7) % 7));
  }
}

void add_number_words(std::string_view problem, const std::vector<std::string_view>& all, bool rest, KnownNumbers& known) {
  std::optional<Rational> last;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string_view word = all[i];
    const auto value = number_word(word);
    if (last && (word == "cent" || word == "cents")) known.add(*last / Rational(100));
    if (word == "every" && i + 1 < all.size() && all[i + 1] == "other") known.add(Rational(2));
    const bool half = word == "and" && i + 1 < all.size() && (all[i + 1] == "half" || (all[i + 1] == "a" && i + 2 < all.size() && all[i + 2] == "half"));
    if (half) known.add(last.value_or(Rational(1)) + Rational(1, 2));   // two and a half, an hour and a half
    if (value) {
      known.add(*value);
      if (value->is_integer()) add_relatives(problem, word, *value, rest, known);
      if (!value->is_integer()) known.add_share(*value);
      if (last && *last >= Rational(20) && *value < Rational(10)) known.add(*last + *value);   // twenty five
      if (last && !value->is_integer()) known.add_share(*last * *value);                     // two thirds
      if (last && *value >= Rational(100)) known.add(*last * *value);                          // three hundred
    }
    last = value;
  }
}

void add_digits(std::string_view problem, bool rest, KnownNumbers& known) {
  const std::vector<NumberPlace> numbers = numbers_in(problem);
  const bool cents = problem.find(" cent") != std::string_view::npos;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const NumberPlace& number = numbers[i];
    known.add(number.value);
    if (!number.value.is_integer() || cents) known.add(number.value * Rational(100));   // $1.25 in cents
    std::size_t end = number.at + number.length;
    const std::string_view close = problem.substr(std::min(end, problem.size()));
    while (end < problem.size() && (problem[end] == ' ' || problem[end] == '\\' || problem[end] == '-')) ++end;
    const std::string_view after = problem.substr(std::min(end, problem.size()));
    if (is_percent(problem, number)) known.add_percent(number.value);
    if (after.starts_with("cent")) known.add(number.value / Rational(100));
    if (after.starts_with("and a half") || after.starts_with("and half")) known.add(number.value + Rational(1, 2));
    for (const auto& [word, power] : {std::pair("hundred", 100LL), std::pair("thousand", 1'000LL), std::pair("million", 1'000'000LL), std::pair("billion", 1'000'000'000LL)}) {
      if (after.starts_with(word)) known.add(number.value * Rational(power));
    }
    add_relatives(after, {}, number.value, rest, known);
    const bool fraction = i + 1 < numbers.size() && !numbers[i + 1].value.is_zero() &&
                          (close.starts_with('/') || close.starts_with("}{") || after.starts_with("/")) && numbers[i + 1].at <= end + 2;
    if (fraction) known.add_share(number.value / numbers[i + 1].value);
  }
}

}  // namespace

std::vector<NumberPlace> numbers_in(std::string_view text) {
  std::vector<NumberPlace> found;
  for (std::size_t i = 0; i < text.size() && found.size() < kMaxNumbers;) {
    const bool point = text[i] == '.' && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!is_digit(text[i]) && !point) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    const std::string_view front = text.substr(begin > 2 ? begin - 2 : 0, std::min<std::size_t>(begin, 2));
    const bool money = front.ends_with("$") || front.ends_with("= ") || front.ends_with("=");
    std::string digits;
    while (i < text.size() && is_digit(text[i])) digits += text[i++];
    while (digits.size() <= 30) {
      const std::size_t skip = digits.empty() || digits.size() > 27 ? 0 : separator(text, i, money);
      if (skip == 0) break;
      digits += text.substr(i + skip, 3);
      i += skip + 3;
    }
    if (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) {
      digits += digits.empty() ? "0." : ".";
      ++i;
      while (i < text.size() && is_digit(text[i])) digits += text[i++];
    }
    const auto value = digits.size() <= 60 ? Rational::parse(digits) : Result<Rational>(Error{});
    if (!is_named(text, begin) && value.ok()) found.push_back({begin, i - begin, *value});
  }
  return found;
}

bool is_percent(std::string_view text, const NumberPlace& number) {
  std::size_t end = number.at + number.length;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\\' || text[end] == '-' || text[end] == '$')) ++end;
  const std::string_view after = text.substr(std::min(end, text.size()));
  return after.starts_with('%') || after.starts_with("percent") || after.starts_with("per cent");
}

void KnownNumbers::add(const Rational& value) {
  if (values_.size() < 4 * kMaxNumbers) values_.insert(value);
}

void KnownNumbers::add_percent(const Rational& p) {
  const Rational share = p / Rational(100);
  if (!p.is_zero() && (Rational(100) / p).is_integer()) add(Rational(100) / p);   // 50% is a part of two
  for (const Rational& value : {p, share, Rational(100) - p, Rational(100) + p, Rational(1) - share, Rational(1) + share, Rational(100)}) add(value.abs());
}

void KnownNumbers::add_share(const Rational& share) {
  for (const Rational& value : {share, share.num(), share.den(), (Rational(1) - share).abs()}) add(value.abs());
  percents_.insert(share * Rational(100));
  const Rational rounded = (share * Rational(100) + Rational(1, 2)).floor() / Rational(100);
  if (!share.is_integer() && share.den() > Rational(2)) add(rounded);   // 1/3 as 0.33
}

KnownNumbers given_numbers(std::string_view problem, std::string_view narrative) {
  KnownNumbers known;
  known.add(Rational(0));
  known.add(Rational(1));
  const std::string given = only_letters(problem), own = only_letters(narrative);
  const std::vector<std::string_view> given_words = words(given), own_words = words(own);
  const bool rest = given.find(" remaining ") != std::string::npos || given.find(" rest ") != std::string::npos || given.find(" other ") != std::string::npos;
  add_digits(problem, rest, known);
  add_number_words(problem, given_words, rest, known);
  add_letter_counts(problem, known);
  add_list_lengths(problem, known);
  add_days(given_words, known);
  add_days(own_words, known);
  std::set<std::string> spoken;
  for (const auto* list : {&given_words, &own_words}) {
    for (std::string_view word : *list) spoken.insert(singular_word(word));
  }
  if (problem.find('$') != std::string_view::npos) spoken.insert("dollar");
  if (problem.find('%') != std::string_view::npos || narrative.find('%') != std::string_view::npos) spoken.insert("percent");
  for (const Rational& number : known_conversions(spoken)) known.add(number);
  for (std::string_view word : own_words) {
    if (const auto value = number_word(word); value && !value->is_integer()) known.add_share(*value);
    if (word == "twice" || word == "double" || word == "both" || word == "half") known.add(Rational(2));
  }
  return known;
}

}  // namespace retort::check
