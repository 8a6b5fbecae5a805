#include "check/tokens.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "grade/scan.h"

namespace retort::check {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

struct Sign {
  std::string_view text;
  Kind kind;
  std::string_view name;
};
// Longest first where one begins another.
constexpr std::array<Sign, 38> kSigns = {{
    {"**", Kind::kOperator, "^"}, {"==", Kind::kRelation, "="}, {"<=", Kind::kRelation, "<="}, {">=", Kind::kRelation, ">="},
    {"!=", Kind::kRelation, "!="}, {"=>", Kind::kStop, ""}, {"->", Kind::kStop, ""}, {"--", Kind::kStop, ""}, {"...", Kind::kStop, ""}, {"+", Kind::kOperator, "+"},
    {"-", Kind::kOperator, "-"}, {"\u2212", Kind::kOperator, "-"}, {"\u2013", Kind::kOperator, "-"}, {"\u2014", Kind::kStop, ""},
    {"*", Kind::kOperator, "\\cdot"}, {"\u00d7", Kind::kOperator, "\\cdot"}, {"\u00b7", Kind::kOperator, "\\cdot"},
    {"\u22c5", Kind::kOperator, "\\cdot"}, {"/", Kind::kOperator, "/"}, {"\u00f7", Kind::kOperator, "/"}, {"^", Kind::kOperator, "^"},
    {"=", Kind::kRelation, "="}, {"\u2248", Kind::kRelation, "\\approx"}, {"<", Kind::kRelation, "<"}, {">", Kind::kRelation, ">"},
    {"\u2264", Kind::kRelation, "<="}, {"\u2265", Kind::kRelation, ">="}, {"(", Kind::kOpen, ""}, {"[", Kind::kOpen, ""},
    {")", Kind::kClose, ""}, {"]", Kind::kClose, ""}, {"\\$", Kind::kMoney, ""}, {"$", Kind::kMoney, ""}, {"\u20ac", Kind::kMoney, ""},
    {"\u00a3", Kind::kMoney, ""}, {"\\%", Kind::kPercent, ""}, {"%", Kind::kPercent, ""}, {"\u221a", Kind::kWord, "sqrt"},
}};

class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::vector<Token>& out) : text_(text), out_(out) {}

  void words(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      const std::size_t length = is_space(text_[at]) ? space(at) : token(at, end);
      at += length;
    }
  }

  void formula(const Piece& piece) {
    const std::string_view inner = trim(text_.substr(piece.inner_begin, piece.inner_end - piece.inner_begin));
    const bool relation = !grade::cuts(inner, {"=", "<", ">", "\\le", "\\ge", "\\approx", "\\equiv", "\\ne", "\\leq", "\\geq", "\\neq",
                                               "\\in", "\\to", "\\Rightarrow", "\\\\", "&"}).empty();
    push(relation || inner.empty() ? Kind::kStop : Kind::kFormula, std::string(inner), piece.begin, piece.end - piece.begin);
  }

 private:
  void push(Kind kind, std::string text, std::size_t at, std::size_t length) {
    const bool glued = at > 0 && !is_space(text_[at - 1]);
    out_.push_back({kind, std::move(text), at, length, glued});
  }

  std::size_t space(std::size_t at) {
    if (text_[at] == '\n') push(Kind::kStop, {}, at, 1);
    return 1;
  }

  std::size_t token(std::size_t at, std::size_t end) {
    const char c = text_[at];
    if (const std::size_t length = clock_time(at, end)) {
      push(Kind::kStop, {}, at, length);
      return length;
    }
    if (is_digit(c) || (c == '.' && at + 1 < end && is_digit(text_[at + 1]))) return number(at, end);
    if (is_letter(c)) return word(at, end);
    for (const Sign& sign : kSigns) {
      if (text_.substr(at, sign.text.size()) != sign.text) continue;
      push(sign.kind, std::string(sign.name), at, sign.text.size());
      return sign.text.size();
    }
    if (const Fraction* fraction = fraction_at(at)) {
      push(Kind::kFormula, std::string(fraction->latex), at, fraction->text.size());
      return fraction->text.size();
    }
    if (static_cast<unsigned char>(c) >= 0x80) return other_character(at, end);
    if (c == ':' && divides(at, end)) {
      push(Kind::kOperator, "/", at, 1);
      return 1;
    }
    if (c == ',') push(Kind::kComma, {}, at, 1);
    else if (c != '"' && c != '\'' && c != '~' && c != '#') push(Kind::kStop, {}, at, 1);
    return 1;
  }

  // The length of 8:00 or 13:45, else 0.
  std::size_t clock_time(std::size_t at, std::size_t end) const {
    std::size_t colon = at;
    while (colon < end && is_digit(text_[colon])) ++colon;
    if (colon == at || colon > at + 2 || colon + 2 >= end || text_[colon] != ':') return 0;
    const std::string_view after = text_.substr(std::min(colon + 3, end), 1);   // "Week 1:600/2" is a label
    const std::size_t next = text_.substr(0, end).find_first_not_of("0123456789", std::min(colon + 4, end));
    const bool subtracts = after == "-" && next != std::string_view::npos && text_[next] != ':';   // "Day 2:21-6", but 8:00-9:30
    const bool calculated = !after.empty() && (is_digit(after[0]) || subtracts || after.find_first_of("(*/+.") == 0);
    return is_digit(text_[colon + 1]) && is_digit(text_[colon + 2]) && !calculated ? colon + 3 - at : 0;
  }

  struct Fraction {
    std::string_view text, latex;
  };

  const Fraction* fraction_at(std::size_t at) const {
    static constexpr Fraction kFractions[] = {{"\u00bd", "\\frac{1}{2}"}, {"\u00bc", "\\frac{1}{4}"}, {"\u00be", "\\frac{3}{4}"}, {"\u2153", "\\frac{1}{3}"}, {"\u2154", "\\frac{2}{3}"},
                                              {"\u2155", "\\frac{1}{5}"}, {"\u2156", "\\frac{2}{5}"}, {"\u215b", "\\frac{1}{8}"}, {"\u215c", "\\frac{3}{8}"}};
    const auto found = std::find_if(std::begin(kFractions), std::end(kFractions), [&](const Fraction& fraction) { return text_.substr(at, fraction.text.size()) == fraction.text; });
    return found == std::end(kFractions) ? nullptr : found;
  }

  // $7,980 : $420 divides; `Note: 3` does not.
  bool divides(std::size_t at, std::size_t end) const {
    const bool spaced = at + 2 < end && at > 0 && text_[at - 1] == ' ' && text_[at + 1] == ' ' && (is_digit(text_[at + 2]) || text_[at + 2] == '$');
    return spaced && !out_.empty() && out_.back().kind == Kind::kNumber;
  }

  // A letter or quotation mark outside ASCII is no token.
  std::size_t other_character(std::size_t at, std::size_t end) const {
    std::size_t length = 1;
    while (at + length < end && (static_cast<unsigned char>(text_[at + length]) & 0xc0) == 0x80) ++length;
    return length;
  }

  // 1,234.50; a full stop at the end of a sentence is no decimal point.
  std::size_t number(std::size_t at, std::size_t end) {
    std::string digits;
    std::size_t i = at;
    while (i < end && is_digit(text_[i])) digits += text_[i++];
    while (i + 3 < end && text_[i] == ',' && is_digit(text_[i + 1]) && is_digit(text_[i + 2]) && is_digit(text_[i + 3]) && digits.size() <= 24 &&
           (i + 4 >= end || !is_digit(text_[i + 4]))) {
      digits += text_.substr(i + 1, 3);
      i += 4;
    }
    const bool money = !out_.empty() && (out_.back().kind == Kind::kMoney || out_.back().kind == Kind::kRelation);
    while (digits.size() <= 24 && i + 3 < end && text_[i] == ' ' && (money || (text_[i + 1] == '0' && !digits.empty() && digits[0] != '0')) && is_digit(text_[i + 1]) &&
           is_digit(text_[i + 2]) && is_digit(text_[i + 3]) && (i + 4 >= end || !is_digit(text_[i + 4]))) {   // $80 500, 32 000
      digits += text_.substr(i + 1, 3);
      i += 4;
    }
    if (i + 1 < end && text_[i] == '.' && is_digit(text_[i + 1])) {
      digits += digits.empty() ? "0." : ".";
      ++i;
      while (i < end && is_digit(text_[i])) digits += text_[i++];
    }
    if (text_.substr(i, 3) == "..." && digits.find('.') != std::string::npos) i += 3;   // 8.333...
    push(Kind::kNumber, std::move(digits), at, i - at);
    return i - at;
  }

  // The length of "a.m." or "p.m.", else 0.
  std::size_t half_of_day(std::size_t at) const {
    const std::string four = lower_ascii(text_.substr(at, 4));
    return four == "a.m." || four == "p.m." ? 4 : 0;
  }

  // "sq. ft. * 2", "150 sq.ft": a point that ends no sentence.
  bool is_abbreviated(std::string_view word, std::size_t point, std::size_t end) const {
    constexpr std::array<std::string_view, 16> kShort = {"ft", "sq", "hr", "hrs", "in", "yd", "yds", "lb", "lbs", "oz", "min", "mins", "sec", "cu", "gal", "pts"};
    if (point >= end || text_[point] != '.' || std::find(kShort.begin(), kShort.end(), word) == kShort.end()) return false;
    const std::string_view after = trim(text_.substr(point + 1, std::min<std::size_t>(4, end - point - 1)));
    return !after.empty() && (std::string_view("+-*/=)").find(after[0]) != std::string_view::npos || (after[0] >= 'a' && after[0] <= 'z'));
  }

  std::size_t word(std::size_t at, std::size_t end) {
    if (const std::size_t length = half_of_day(at); length > 0 && at + length <= end) {
      push(Kind::kWord, "oclock", at, length);
      return length;
    }
    std::size_t i = at;
    while (i < end && (is_letter(text_[i]) || ((text_[i] == '\'' || text_[i] == '&') && i + 1 < end && is_letter(text_[i + 1])))) ++i;
    const bool factor = i == at + 1 && (text_[at] == 'x' || text_[at] == 'X') && at > 0 && is_digit(text_[at - 1]);   // 5x3
    while (!factor && i <= at + 2 && i < end && is_digit(text_[i])) ++i;                                         // D1, x12
    while (text_.substr(i, 3) == "\u2019" && i + 3 < end && is_letter(text_[i + 3])) {
      i += 3;
      while (i < end && is_letter(text_[i])) ++i;
    }
    const std::string_view word = text_.substr(at, i - at);
    if (is_abbreviated(word, i, end)) ++i;
    push(Kind::kWord, word.size() == 1 ? std::string(word) : lower_ascii(word), at, i - at);
    return i - at;
  }

  std::string_view text_;
  std::vector<Token>& out_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text, const std::vector<Piece>& pieces) {
  std::vector<Token> tokens;
  Tokenizer tokenizer(text, tokens);
  for (const Piece& piece : pieces) {
    if (piece.formula) tokenizer.formula(piece);
    else tokenizer.words(piece.begin, piece.end);
  }
  return tokens;
}

}  // namespace retort::check
