#include "grade/calendar.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "base/text.h"

namespace retort::grade {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march",     "april",   "may",      "june",
                                                      "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

// Lower case, commands and braces of \text removed, commas as spaces.
std::string plain(std::string_view text) {
  std::string out = lower_ascii(replace_all(replace_all(text, "\\text{", " "), "}", " "));
  std::replace(out.begin(), out.end(), ',', ' ');
  return out;
}

// The number of a month by its name or the first three letters of it, 0 for other words.
int month_of(std::string_view word) {
  if (word.ends_with('.')) word.remove_suffix(1);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (word == kMonths[i] || (word == kMonths[i].substr(0, 3)) || (word == "sept" && i == 8)) return static_cast<int>(i) + 1;
  }
  return 0;
}

// 14, 14th, 2015; 0 for what is no such number.
int number_of(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  const std::string_view rest = word.substr(digits);
  const bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  if (digits == 0 || digits > 4 || !(rest.empty() || ordinal)) return 0;
  return std::stoi(std::string(word.substr(0, digits)));
}

bool in_calendar(const Date& date) { return date.month >= 1 && date.month <= 12 && date.day >= 0 && date.day <= 31; }

// 2015-03-14
std::optional<Date> read_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && !is_digit(text[i])) return std::nullopt;
  }
  const Date date{std::stoi(std::string(text.substr(0, 4))), std::stoi(std::string(text.substr(5, 2))), std::stoi(std::string(text.substr(8)))};
  return in_calendar(date) && date.day > 0 ? std::optional(date) : std::nullopt;
}

// 3/14/2015, 2015/03/14; 14/3/2015 and 14.3.2015 where the day can be no month.
std::optional<Date> read_slashes(std::string_view text) {
  int numbers[3] = {0, 0, 0};
  std::size_t at = 0, widths[3] = {0, 0, 0};
  const char mark = text.find('/') != text.npos ? '/' : text.find('-') != text.npos ? '-' : '.';
  for (int i = 0; i < 3; ++i) {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    widths[i] = at - begin;
    if (widths[i] == 0 || widths[i] > 4) return std::nullopt;
    numbers[i] = std::stoi(std::string(text.substr(begin, widths[i])));
    if (i < 2 && (at >= text.size() || text[at++] != mark)) return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  const bool year_first = widths[0] == 4;
  if ((year_first ? widths[2] : widths[0]) > 2 || widths[1] > 2 || (!year_first && widths[2] != 4)) return std::nullopt;
  Date date = year_first ? Date{numbers[0], numbers[1], numbers[2]} : Date{numbers[2], numbers[0], numbers[1]};
  if (!year_first && (date.month > 12 || mark == '.')) std::swap(date.month, date.day);
  return in_calendar(date) && date.day > 0 ? std::optional(date) : std::nullopt;
}

// The half of the day that the letters behind a time name: 'a', 'p', 0 for none; nothing for other words.
std::optional<char> read_half(std::string_view text) {
  const std::string phrase(trim(plain(text)));
  if (phrase == "in the morning") return 'a';
  if (phrase == "in the afternoon" || phrase == "in the evening" || phrase == "at night") return 'p';
  std::string half;
  for (char c : plain(text)) {
    if (is_letter(c) || is_digit(c)) half += c;
  }
  if (half.empty()) return '\0';
  if (half == "am" || half == "pm") return half[0];
  return std::nullopt;
}

// Two digits behind a colon at `at`, which moves behind them; -1 where there are none.
int sixtieths(std::string_view text, std::size_t& at) {
  if (at + 2 >= text.size() || text[at] != ':' || !is_digit(text[at + 1]) || !is_digit(text[at + 2])) return -1;
  const int value = 10 * (text[at + 1] - '0') + (text[at + 2] - '0');
  at += 3;
  return value;
}

}  // namespace

std::optional<Date> read_date(std::string_view text) {
  if (text.size() > 60) return std::nullopt;
  if (const auto iso = read_iso(text)) return iso;
  const std::string cleaned = replace_all(plain(text), "-", " ");
  if (const auto date = read_slashes(trim(plain(text)))) return date;
  Date date;
  bool day_seen = false;
  for (std::string_view word : words(cleaned)) {
    if (word == "of" || word == "the" || std::find(kWeekdays.begin(), kWeekdays.end(), word) != kWeekdays.end()) continue;
    const int month = month_of(word), number = number_of(word);
    if (month != 0 && date.month == 0) {
      date.month = month;
    } else if (number >= 1 && number <= 31 && !day_seen) {
      date.day = number;
      day_seen = true;
    } else if (number > 31 && date.year == 0) {
      date.year = number;
    } else {
      return std::nullopt;
    }
  }
  if (date.month == 0 || (date.day == 0 && date.year == 0) || !in_calendar(date)) return std::nullopt;
  return date;
}

std::optional<ClockTime> read_clock(std::string_view text) {
  const std::string whole(trim(plain(text)));
  if (text.starts_with("\\text{") && text.find('}') == text.size() - 1) text = trim(text.substr(6, text.size() - 7));
  if (whole == "noon" || whole == "12 noon") return ClockTime{12, 0, 0, 'p'};
  if (whole == "midnight" || whole == "12 midnight") return ClockTime{12, 0, 0, 'a'};
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (at == 0 || at > 2) return std::nullopt;
  ClockTime time;
  time.hour = std::stoi(std::string(text.substr(0, at)));
  while (at < text.size() && text[at] == ' ') ++at;
  const int minute = sixtieths(text, at);
  const int second = minute < 0 ? -1 : sixtieths(text, at);
  if (at < text.size() && is_digit(text[at])) return std::nullopt;
  const auto half = read_half(text.substr(at));
  if (!half || (minute < 0 && *half == '\0')) return std::nullopt;
  time.minute = std::max(minute, 0);
  time.second = std::max(second, 0);
  time.half = *half;
  if (time.hour > 24 || time.minute > 59 || time.second > 59) return std::nullopt;
  return time;
}

}  // namespace retort::grade
