#include "check/given_numbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "base/text.h"
#include "check/conversions.h"
#include "check/number_words.h"
#include "check/quantities.h"

namespace retort::check {
namespace {

using math::Rational;

constexpr std::size_t kMaxStated = 40, kMaxSaid = 16;

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
  const bool zero = text.substr(at, 2) == " 0" && at > 0 && is_digit(text[at - 1]);   // 32 000
  return (money || zero) && text.substr(at, 1) == " " && is_group(text, at + 1) ? 1 : 0;   // also behind a sign of equality
}

// Do the digits at `at` stand right behind \frac, so that each of the first two is an argument of its own?
bool is_bare_fraction(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  return text.substr(0, at).ends_with("frac");
}

// A letter in front of a number makes it part of a name, unless the letter multiplies or ends a command.
bool is_named(std::string_view text, std::size_t begin) {
  const char before = begin > 0 ? text[begin - 1] : ' ';
  const std::size_t mark = before == '_' ? begin - 1 : before == '{' && begin > 1 && text[begin - 2] == '_' ? begin - 2 : begin;
  const std::string_view front = text.substr(0, mark);
  if (mark < begin) return !front.ends_with("log") && (mark == 0 || !is_digit(text[mark - 1]));   // x_1, but 635_7 and \log_2
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

// \log_5625 is the logarithm of 625 with the base 5.
void add_bases(std::string_view problem, KnownNumbers& known) {
  constexpr std::string_view kLog = "\\log_";
  for (std::size_t at = problem.find(kLog); at != std::string_view::npos; at = problem.find(kLog, at + 1)) {
    const std::size_t begin = at + kLog.size();
    std::size_t end = begin;
    while (end < problem.size() && end - begin < 18 && is_digit(problem[end])) ++end;
    if (end == begin) continue;
    known.add(Rational(problem[begin] - '0'));
    if (const auto rest = Rational::parse(problem.substr(begin + 1, end - begin - 1)); end > begin + 1 && rest.ok()) known.add(*rest);
  }
}

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

// How many terms a formula lists: six in $2, 7, 12, a, b, 27$.
void add_term_counts(std::string_view problem, KnownNumbers& known) {
  constexpr std::size_t kLongest = 80;
  for (std::size_t open = problem.find('$'); open != std::string_view::npos;) {
    const std::size_t close = problem.find('$', open + 1);
    if (close == std::string_view::npos) return;
    const std::string_view inner = problem.substr(open + 1, close - open - 1);
    const auto commas = std::count(inner.begin(), inner.end(), ',');
    if (commas >= 2 && commas < 20 && inner.size() <= kLongest && inner.find_first_of("(=<>\\") == std::string_view::npos) known.add(Rational(static_cast<long long>(commas) + 1));
    open = problem.find('$', close + 1);
  }
}

// A word in capitals shows its letters: how many they are, and how often each one occurs.
void add_letter_counts(std::string_view problem, KnownNumbers& known) {
  long long together = 0;   // of words in capitals side by side, "HAPPY NEW YEAR"
  const auto close = [&] {
    if (together >= 3) known.add(Rational(together));
    together = 0;
  };
  for (std::size_t i = 0; i < problem.size(); ++i) {
    const bool capital = problem[i] >= 'A' && problem[i] <= 'Z';
    if (capital) ++together;
    else if (problem[i] != ' ') close();
  }
  close();
  if (problem.find("letters") != std::string_view::npos) {   // of names
    for (std::size_t i = 0; i < problem.size();) {
      std::size_t end = i;
      while (end < problem.size() && is_letter(problem[end])) ++end;
      const bool quoted = i > 0 && std::string_view("\"'`\x9c").find(problem[i - 1]) != std::string_view::npos;   // 9c ends an opening mark in UTF-8
      if (end > i + 1 && ((problem[i] >= 'A' && problem[i] <= 'Z') || quoted)) known.add(Rational(static_cast<long long>(end - i)));
      i = end + 1;
    }
  }
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

// 0.\overline{72} is 8/11.
void add_repeating_decimals(std::string_view problem, KnownNumbers& known) {
  constexpr std::string_view kMark = "\\overline{";
  constexpr std::size_t kMaxPlaces = 9;
  int found = 0;
  for (std::size_t at = problem.find(kMark); at != std::string_view::npos && found < 20; at = problem.find(kMark, at + 1), ++found) {
    std::size_t point = at;
    while (point > 0 && is_digit(problem[point - 1])) --point;
    const std::size_t close = problem.find('}', at), begin = at + kMark.size();
    if (point == 0 || problem[point - 1] != '.' || close == std::string_view::npos || at - point > kMaxPlaces || close - begin > kMaxPlaces) continue;
    const std::string fixed(problem.substr(point, at - point)), period(problem.substr(begin, close - begin));
    const auto head = fixed.empty() ? Rational(0) : Rational::parse(fixed).value_or(Rational(0));
    const auto tail = Rational::parse(period);
    if (!tail.ok() || period.empty()) continue;
    Rational unit(1), nines(0);
    for (std::size_t i = 0; i < fixed.size(); ++i) unit *= Rational(10);
    for (std::size_t i = 0; i < period.size(); ++i) nines = nines * Rational(10) + Rational(9);
    std::size_t front = point - 1;
    while (front > 0 && is_digit(problem[front - 1])) --front;
    const auto whole = Rational::parse(problem.substr(front, point - 1 - front));
    const Rational share = (head + *tail / nines) / unit;
    known.add_share(share);
    if (whole.ok()) known.add_share(*whole + share);   // 1.\overline{3}
    known.add(nines * unit);
  }
}

// "Ann, Bob and Cid", "knives, forks, and spoons", "12, 15 and 20": three.
void add_things_listed(std::string_view problem, KnownNumbers& known) {
  constexpr std::size_t kMaxItem = 40;
  for (std::string_view joint : {std::string_view(" and "), std::string_view(" or ")}) {
    for (std::size_t at = problem.find(joint); at != std::string_view::npos; at = problem.find(joint, at + 1)) {
      int items = 1;
      std::size_t end = at > 0 && problem[at - 1] == ',' ? at - 1 : at;
      while (items < 12) {
        const std::size_t begin = end > kMaxItem ? end - kMaxItem : 0;
        const std::size_t comma = problem.substr(begin, end - begin).find_last_of(",.;:?!\n");
        if (comma == std::string_view::npos || problem[begin + comma] != ',') break;
        ++items;
        end = begin + comma;
      }
      if (items >= 2) known.state(Rational(items + 1));
    }
  }
}

// "January to July": seven months.
void add_months(const std::vector<std::string_view>& all, KnownNumbers& known) {
  constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
  const auto month = [&](std::string_view word) { return static_cast<int>(std::find(kMonths.begin(), kMonths.end(), word) - kMonths.begin()); };
  for (std::size_t i = 0; i + 2 < all.size(); ++i) {
    const bool span = all[i + 1] == "to" || all[i + 1] == "through" || all[i + 1] == "till" || all[i + 1] == "until" || all[i + 1] == "and";
    const int first = month(all[i]), last = month(all[i + 2]);
    if (span && first < 12 && last < 12) known.add(Rational((last - first + 12) % 12 + 1));
  }
}

// "Travis and his brother": two. "Rachel is older than Leah": as many as there are names.
void add_people(std::string_view problem, const std::vector<std::string_view>& all, KnownNumbers& known) {
  for (std::size_t i = 1; i + 2 < all.size(); ++i) {
    if ((all[i] == "and" || all[i] == "with") && (all[i + 1] == "his" || all[i + 1] == "her" || all[i + 1] == "their" || all[i + 1] == "my")) known.add(Rational(2));
  }
  constexpr std::size_t kMostPeople = 6;
  std::set<std::string_view> names;
  for (std::size_t i = 1; i + 1 < problem.size(); ++i) {
    const bool begins = problem[i] >= 'A' && problem[i] <= 'Z' && problem[i + 1] >= 'a' && problem[i + 1] <= 'z' && problem[i - 1] == ' ';
    const bool inside = begins && i > 1 && (is_letter(problem[i - 2]) || problem[i - 2] == ',');   // not at the start of a sentence
    if (!inside) continue;
    std::size_t end = i;
    while (end < problem.size() && is_letter(problem[end])) ++end;
    names.insert(problem.substr(i, end - i));
  }
  const std::string_view first = problem.substr(0, problem.find_first_of(" ',.\xe2"));
  constexpr std::string_view kOpenings[] = {"A", "An", "The", "In", "If", "There", "At", "On", "For", "How", "What", "It", "Each", "Every", "To", "When", "After", "His", "Her", "Two", "Three", "One", "Four",
                                            "Five", "Six", "Ten", "Some", "All", "This", "Last", "Today", "Yesterday", "Half", "Of", "From", "During", "My", "Your", "Our", "They", "He", "She", "We", "I", "You",
                                            "Find", "Suppose", "Let", "Given", "Since", "With", "As", "By", "While", "Because", "Compute", "Solve", "Evaluate", "Simplify", "Express"};
  if (std::find(std::begin(kOpenings), std::end(kOpenings), first) == std::end(kOpenings)) names.insert(first);
  if (names.size() >= 2 && names.size() <= kMostPeople) known.add(Rational(static_cast<long long>(names.size())));
}

// "left at 7:15, starts at 8:00": 45 minutes; "from 3 A.M. to 11 A.M.": 8 hours.
void add_times(std::string_view problem, const std::vector<NumberPlace>& numbers, KnownNumbers& known) {
  constexpr std::size_t kMaxTimes = 8;
  std::vector<long long> times;   // in minutes
  for (std::size_t i = 0; i < numbers.size() && times.size() < kMaxTimes; ++i) {
    std::size_t end = numbers[i].at + numbers[i].length;
    const auto hour = numbers[i].value.to_int64();
    if (!hour || *hour < 0 || *hour > 24) continue;
    long long minutes = *hour * 60;
    const bool clock = end < problem.size() && problem[end] == ':' && i + 1 < numbers.size() && numbers[i + 1].at == end + 1 && numbers[i + 1].length == 2;
    if (clock) {
      minutes += numbers[i + 1].value.to_int64().value_or(0);
      end = numbers[i + 1].at + 2;
    }
    const std::string after = lower_ascii(problem.substr(end, 5));
    const std::string_view half = trim(after);
    const bool afternoon = half.starts_with("pm") || half.starts_with("p.m"), morning = half.starts_with("am") || half.starts_with("a.m");
    if (!clock && !afternoon && !morning) continue;
    if (afternoon && *hour < 12) minutes += 720;
    times.push_back(minutes);
  }
  if (problem.find(" noon") != std::string_view::npos) {
    times.push_back(720);
    known.add(Rational(12));
  }
  for (long long from : times) {
    for (long long to : times) {
      const long long between = ((to - from) % 1440 + 1440) % 1440;
      if (between == 0) continue;
      known.state(Rational(between, 60));
      known.add(Rational(between));
    }
  }
}

void add_number_words(std::string_view problem, const std::vector<std::string_view>& all, bool rest, KnownNumbers& known) {
  std::optional<Rational> last;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string_view word = all[i];
    const auto value = number_word(word);
    if (const auto each = !value && word.ends_with('s') ? number_word(word.substr(0, word.size() - 1)) : std::nullopt) known.say(*each);   // by fives
    if (last && (word == "cent" || word == "cents")) known.add(*last / Rational(100));
    if (const auto place = ordinal_word(word)) known.add(Rational(*place));
    if (last && (word == "percent" || (word == "per" && i + 1 < all.size() && all[i + 1] == "cent"))) known.add_percent(*last);
    if (word == "every" && i + 1 < all.size() && all[i + 1] == "other") known.add(Rational(2));
    const bool half = word == "and" && i + 1 < all.size() && (all[i + 1] == "half" || (all[i + 1] == "a" && i + 2 < all.size() && all[i + 2] == "half"));
    if (half) known.add(last.value_or(Rational(1)) + Rational(1, 2));   // two and a half, an hour and a half
    if (value) {
      known.say(*value);
      if (value->is_integer()) add_relatives(problem, word, *value, rest, known);
      if (!value->is_integer()) known.add_share(*value);
      const bool compound = last && *last >= Rational(20) && *value < Rational(10);   // twenty five
      if (compound) known.state(*last + *value);
      if (last && !value->is_integer()) known.add_share(*last * *value);                     // two thirds
      if (last && (*value >= Rational(100) || word == "dozen")) known.state(*last * *value);   // three hundred, two dozen
    }
    last = value && last && *last >= Rational(20) && *value < Rational(10) && value->is_integer() ? std::optional(*last + *value) : value;
  }
}

void add_digits(std::string_view problem, bool rest, KnownNumbers& known) {
  const std::vector<NumberPlace> numbers = numbers_in(problem);
  const bool cents = problem.find(" cent") != std::string_view::npos;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const NumberPlace& number = numbers[i];
    known.say(number.value);
    if (!number.value.is_integer() || cents) known.add(number.value * Rational(100));   // $1.25 in cents
    std::size_t end = number.at + number.length;
    const std::string_view close = problem.substr(std::min(end, problem.size()));
    while (end < problem.size() && (problem[end] == ' ' || problem[end] == '\\' || problem[end] == '-')) ++end;
    const std::string_view after = problem.substr(std::min(end, problem.size()));
    if (is_percent(problem, number)) known.add_percent(number.value);
    if (after.starts_with("cent")) known.add(number.value / Rational(100));
    if (after.starts_with("and a half") || after.starts_with("and half")) known.add(number.value + Rational(1, 2));
    if (const auto power = power_word(after)) known.add(number.value * *power);
    add_relatives(after, {}, number.value, rest, known);
    const bool fraction = i + 1 < numbers.size() && !numbers[i + 1].value.is_zero() &&
                          (close.starts_with('/') || close.starts_with("}{") || after.starts_with("/")) && numbers[i + 1].at <= end + 2;
    if (fraction) known.add_share(number.value / numbers[i + 1].value);
  }
}

// "between 5 and 17": 13 whole numbers with both ends. "three-digit": from 100 to 999.
void add_ranges(std::string_view problem, const std::vector<NumberPlace>& numbers, const std::vector<std::string_view>& all, KnownNumbers& known) {
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    const std::size_t end = numbers[i].at + numbers[i].length;
    const std::string between = lower_ascii(problem.substr(end, std::min<std::size_t>(numbers[i + 1].at - end, 20)));
    const bool range = between == " and " || between == "$ and $" || between == " to " || between == "$ to $" || between == " through " || between == "$ through $" || between.find("\\le") != std::string::npos;
    const Rational span = numbers[i + 1].value - numbers[i].value;
    if (!range || !span.is_integer() || span.sign() <= 0) continue;
    for (int extra = -1; extra <= 1; ++extra) known.add(span + Rational(extra));
  }
  constexpr int kMostDigits = 9;
  const auto add_digits = [&](const Rational& digits) {
    if (!digits.is_integer() || digits < Rational(1) || digits > Rational(kMostDigits)) return;
    Rational low(1);
    for (Rational i(1); i < digits; i += Rational(1)) low *= Rational(10);
    for (const Rational& value : {low - Rational(1), low, low * Rational(10), low * Rational(10) - Rational(1), low * Rational(9)}) known.add(value);
  };
  for (const NumberPlace& number : numbers) {
    const std::string after = lower_ascii(problem.substr(number.at + number.length, 8));
    if (after.find("digit") != std::string::npos && after.find("digit") < 3) add_digits(number.value);
  }
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const auto value = all[i + 1].starts_with("digit") ? number_word(all[i]) : std::nullopt;
    if (value) add_digits(*value);
  }
}

// "five figures, except for one": four. "to beat the record of 5999": 6000.
void add_neighbours(std::string_view problem, const std::vector<std::string_view>& all, KnownNumbers& known) {
  const auto speaks = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(all.begin(), all.end(), [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); });
  };
  const bool one_less = speaks({"except", "excluding", "others", "rest"}), one_more = speaks({"beat", "beats", "exceed", "surpass", "break"});
  for (const NumberPlace& number : numbers_in(problem)) {
    if (!number.value.is_integer()) continue;
    if (one_less) known.add(number.value - Rational(1));
    if (one_more) known.add(number.value + Rational(1));
  }
  for (std::string_view word : all) {
    const auto value = one_less ? number_word(word) : std::nullopt;
    if (value && value->is_integer()) known.add(*value - Rational(1));
  }
  if (one_less && speaks({"sunday", "sundays", "saturday", "saturdays", "monday", "friday", "daily", "day", "days"})) known.add(Rational(6));
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
    if (is_bare_fraction(text, i)) {   // \frac38: each digit is an argument
      for (int argument = 0; argument < 2 && i < text.size() && is_digit(text[i]); ++argument, ++i)
        found.push_back({i, 1, Rational(text[i] - '0')});
      continue;
    }
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

std::optional<Rational> power_word(std::string_view text) {
  for (const auto& [word, power] : {std::pair("hundred", 100LL), std::pair("thousand", 1'000LL), std::pair("million", 1'000'000LL), std::pair("billion", 1'000'000'000LL)}) {
    if (text.starts_with(word)) return Rational(power);
  }
  return std::nullopt;
}

void KnownNumbers::add(const Rational& value) {
  if (values_.size() < 4 * kMaxNumbers) values_.insert(value);
}

void KnownNumbers::state(const Rational& value) {
  add(value);
  if (stated_.size() < kMaxStated && !value.is_zero() && value != Rational(1) && std::find(stated_.begin(), stated_.end(), value) == stated_.end()) stated_.push_back(value);
}

void KnownNumbers::say(const Rational& value) {
  state(value);
  if (said_.size() < kMaxSaid && !value.is_zero() && std::find(said_.begin(), said_.end(), value) == said_.end()) said_.push_back(value);
}

void KnownNumbers::add_percent(const Rational& p) {
  const Rational share = p / Rational(100);
  if (!p.is_zero() && (Rational(100) / p).is_integer()) add(Rational(100) / p);   // 50% is a part of two
  for (const Rational& value : {p, share, Rational(100) - p, Rational(100) + p, Rational(1) - share, Rational(1) + share, Rational(100)}) add(value.abs());
}

void KnownNumbers::add_share(const Rational& share) {
  const Rational rest = (Rational(1) - share).abs();
  for (const Rational& value : {share, share.num(), share.den(), rest, rest.num()}) add(value.abs());
  percents_.insert(share * Rational(100));
  if (speaks_of_percent_) add(share * Rational(100));
  const Rational rounded = (share * Rational(100) + Rational(1, 2)).floor() / Rational(100);
  if (!share.is_integer() && share.den() > Rational(2)) add(rounded);   // 1/3 as 0.33
}

KnownNumbers given_numbers(std::string_view problem, std::string_view narrative) {
  KnownNumbers known(problem.find('%') != std::string_view::npos || problem.find("percent") != std::string_view::npos);
  known.add(Rational(0));
  known.add(Rational(1));
  const std::string given = only_letters(problem), own = only_letters(narrative);
  const std::vector<std::string_view> given_words = words(given), own_words = words(own);
  const bool rest = given.find(" remaining ") != std::string::npos || given.find(" rest ") != std::string::npos || given.find(" other ") != std::string::npos;
  add_digits(problem, rest, known);
  add_bases(problem, known);
  add_number_words(problem, given_words, rest, known);
  add_letter_counts(problem, known);
  add_list_lengths(problem, known);
  add_term_counts(problem, known);
  if (given.find(" coin") != std::string::npos) known.add(Rational(2));   // its sides
  if (given.find("terminat") != std::string::npos) {                      // ten's prime factors
    for (int value : {2, 5, 10}) known.add(Rational(value));
  }
  add_things_listed(problem, known);
  add_repeating_decimals(problem, known);
  add_days(given_words, known);
  add_days(own_words, known);
  add_months(given_words, known);
  add_people(problem, given_words, known);
  add_times(problem, numbers_in(problem), known);
  std::set<std::string> spoken;
  for (const auto* list : {&given_words, &own_words}) {
    for (std::string_view word : *list) spoken.insert(singular_word(word));
  }
  if (narrative.find("b^2 - 4ac") != std::string_view::npos || narrative.find("b^2-4ac") != std::string_view::npos) spoken.insert("discriminant");
  if (problem.find('$') != std::string_view::npos) spoken.insert("dollar");
  if (problem.find('%') != std::string_view::npos || narrative.find('%') != std::string_view::npos) spoken.insert("percent");
  for (const Rational& number : known_conversions(spoken)) known.state(number);
  for (const Rational& number : other_measures(problem, spoken)) known.add(number);
  add_neighbours(problem, given_words, known);
  add_ranges(problem, numbers_in(problem), given_words, known);
  for (std::string_view word : own_words) {
    if (const auto value = number_word(word); value && !value->is_integer()) known.add_share(*value);
    if (word == "twice" || word == "double" || word == "both" || word == "half") known.add(Rational(2));
  }
  return known;
}

}  // namespace retort::check
