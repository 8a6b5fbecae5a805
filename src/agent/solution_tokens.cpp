#include "agent/solution_tokens.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace retort::agent {

namespace {

using Kind = SolutionToken::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

class LineReader {
 public:
  LineReader(std::string_view line, const std::set<char>& unknowns) : line_(line), unknowns_(unknowns) {}

  Result<std::vector<SolutionToken>> run() {
    while (at_ < line_.size()) {
      if (line_[at_] == ' ' || line_[at_] == '\t' || line_[at_] == '\r') {
        ++at_;
        continue;
      }
      RETORT_TRY_STATUS(token());
    }
    words_to_operators();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t i) const { return i < line_.size() ? line_[i] : '\0'; }
  bool starts(std::size_t i, std::string_view what) const { return line_.substr(std::min(i, line_.size())).starts_with(what); }
  std::size_t skip_spaces(std::size_t i) const {
    while (peek(i) == ' ') ++i;
    return i;
  }
  bool number_at(std::size_t i) const { return is_digit(peek(i)) || (peek(i) == '.' && is_digit(peek(i + 1))); }
  std::size_t currency_at(std::size_t i) const {   // its length in bytes
    if (peek(i) == '$') return 1;
    if (starts(i, "€")) return 3;
    if (starts(i, "£")) return 2;
    return 0;
  }
  bool operand_at(std::size_t i) const {
    i = skip_spaces(i);
    if (const std::size_t n = currency_at(i)) i = skip_spaces(i + n);
    return number_at(i) || peek(i) == '(' || starts(i, "<<") || lone_unknown_at(i);
  }
  bool lone_unknown_at(std::size_t i) const {
    return unknowns_.contains(peek(i)) && !is_letter(peek(i + 1)) && peek(i + 1) != '\'' && !is_digit(peek(i + 1));
  }

  SolutionToken& add(Kind kind, std::size_t end) {
    SolutionToken t;
    t.kind = kind;
    t.begin = at_;
    t.end = end;
    t.text = std::string(line_.substr(at_, end - at_));
    at_ = end;
    tokens_.push_back(std::move(t));
    return tokens_.back();
  }

  bool after_operand() const {
    if (tokens_.empty()) return false;
    const SolutionToken& t = tokens_.back();
    return t.is(Kind::kNumber) || t.is(Kind::kClose) || t.is(Kind::kWord) || t.is(Kind::kSymbol);
  }

  Status token() {
    const char c = line_[at_];
    if (starts(at_, "<<")) return mark(at_, "");
    if (const std::size_t n = currency_at(at_)) return money(n);
    if (number_at(at_)) {
      number(at_, "");
      return {};
    }
    if ((c == 'x' || c == 'X') && after_operand() && !is_letter(peek(at_ + 1)) && operand_at(at_ + 1)) {
      add(Kind::kOperator, at_ + 1).op = '*';
      return {};
    }
    if (lone_unknown_at(at_)) {
      SolutionToken& t = add(Kind::kSymbol, at_ + 1);
      if (c == 'e' && !unknowns_.contains('E')) t.text = "E";   // e and i are constants in mathematics
      if (c == 'i' && !unknowns_.contains('I')) t.text = "I";
      return {};
    }
    if (is_letter(c)) {
      word();
      return {};
    }
    sign(c);
    return {};
  }

  void sign(char c) {
    switch (c) {
      case '+': case '*': case '^':
        add(Kind::kOperator, at_ + 1).op = c;
        return;
      case '-':
        if (operand_at(at_ + 1)) add(Kind::kOperator, at_ + 1).op = c;
        else add(Kind::kPunctuation, at_ + 1);
        return;
      case '/':
        if (is_letter(peek(at_ + 1)) && !lone_unknown_at(at_ + 1)) {   // 3 dollars/hour
          word();
          return;
        }
        add(Kind::kOperator, at_ + 1).op = c;
        return;
      case '=': add(Kind::kEquals, at_ + 1); return;
      case '(': add(Kind::kOpen, at_ + 1); return;
      case ')': add(Kind::kClose, at_ + 1); return;
      default: add(Kind::kPunctuation, at_ + 1);
    }
  }

  // `$5`, `$ 5`, `$<<2+3=5>>5`; a sign with neither is punctuation.
  Status money(std::size_t sign) {
    const std::string currency(line_.substr(at_, sign));
    const std::size_t next = skip_spaces(at_ + sign);
    if (starts(next, "<<")) return mark(next, currency);
    if (number_at(next)) number(next, currency);
    else add(Kind::kPunctuation, at_ + sign);
    return {};
  }

  // The digits from `from` on, thousands separators dropped; `from` moves past them.
  std::string digits(std::size_t& from) const {
    std::string out;
    bool spaces = false;   // 1 500 000
    while (is_digit(peek(from))) {
      out += peek(from++);
      const bool group = peek(from) == ',' && is_digit(peek(from + 1)) && is_digit(peek(from + 2)) &&
                         is_digit(peek(from + 3)) && !is_digit(peek(from + 4));
      const bool three = is_digit(peek(from + 1)) && is_digit(peek(from + 2)) && is_digit(peek(from + 3)) && !is_digit(peek(from + 4));
      const bool spaced = three && peek(from) == ' ' && (spaces || starts(from, " 000") || starts(from + 4, " 000"));
      spaces = spaces || spaced;
      if (group || spaced) ++from;
    }
    if (peek(from) == '.' && is_digit(peek(from + 1))) {
      if (out.empty()) out = "0";
      out += peek(from++);
      while (is_digit(peek(from))) out += peek(from++);
    }
    return out;
  }

  // A number from `from` on, or a word that begins with one: 2nd, 15-year-old, 5:30.
  void number(std::size_t from, const std::string& currency) {
    std::size_t end = from;
    const std::string value = digits(end);
    if (currency.empty() && word_goes_on(end)) {
      at_ = from;
      word();
      return;
    }
    SolutionToken& t = add(Kind::kNumber, end);
    t.text = value;
    t.currency = currency;
    amount_suffix(t);
  }
  // 5:30, 10:05, not 1:70(0.3)
  bool is_time(std::size_t colon) const {
    return peek(colon) == ':' && peek(colon + 1) >= '0' && peek(colon + 1) <= '5' && is_digit(peek(colon + 2)) &&
           !is_digit(peek(colon + 3)) && peek(colon + 3) != '(' && peek(colon + 3) != '*';
  }
  bool word_goes_on(std::size_t end) const {
    if (is_time(end)) return true;
    for (std::string_view suffix : {"st", "nd", "rd", "th"})
      if (starts(end, suffix) && !is_letter(peek(end + 2))) return true;
    if (peek(end) == 's' && !is_letter(peek(end + 1)) && !lone_unknown_at(end)) return true;   // 1990s
    return peek(end) == '-' && is_letter(peek(end + 1)) && !lone_unknown_at(end + 1);
  }
  // What follows the digits: the fraction of 2 1/2, a per cent sign, or the sign of 20$.
  void amount_suffix(SolutionToken& t) {
    if (peek(t.end) == ' ' && is_digit(peek(t.end + 1)) && t.text.find('.') == std::string::npos) {
      std::size_t slash = t.end + 1;
      while (is_digit(peek(slash))) ++slash;
      std::size_t end = slash + 1;
      while (is_digit(peek(end))) ++end;
      const bool fraction = peek(slash) == '/' && end > slash + 1 && end - slash <= 4 && slash - t.end <= 4;
      if (fraction) {
        t.fraction = std::string(line_.substr(t.end + 1, end - t.end - 1));
        t.end = at_ = end;
        return;
      }
    }
    const std::size_t sign = peek(t.end) == ' ' ? t.end + 1 : t.end;
    if (peek(sign) == '%') {
      t.percent = true;
      t.end = at_ = sign + 1;
    } else if (peek(t.end) == '$' && t.currency.empty() && !operand_at(t.end + 1)) {
      t.currency = "$";
      t.end = at_ = t.end + 1;
    }
  }

  void word() {
    std::size_t end = at_ + 1;
    while (end < line_.size()) {
      const char c = line_[end];
      const bool mark = c == '\'' || c == '-' || c == '/' || c == '&' || c == '.';
      const bool joins = (mark && is_letter(peek(end + 1)) && (c == '\'' || !lone_unknown_at(end + 1))) ||
                         (c == '\'' && line_[end - 1] == 's');
      const bool in_number_word = is_digit(line_[at_]) && (c == ':' || c == '.' || c == '-') && is_digit(peek(end + 1));
      if (!is_letter(c) && !is_digit(c) && !joins && !in_number_word) break;
      ++end;
    }
    add(Kind::kWord, end);
  }

  Status mark(std::size_t from, const std::string& currency) {
    const std::size_t close = line_.find(">>", from);
    if (close == std::string_view::npos) return Error{ErrorCode::kParse, "a calculator mark has no end"};
    const std::string inside(line_.substr(from + 2, close - from - 2));
    const std::size_t equals = inside.find('=');
    if (equals == std::string::npos || inside.find('=', equals + 1) != std::string::npos)
      return Error{ErrorCode::kParse, "the mark <<" + shorten(inside, 60) + ">> is not one equality"};
    SolutionToken t;
    t.kind = Kind::kNumber;
    t.marked = true;
    t.mark = {inside.substr(0, equals), inside.substr(equals + 1)};
    t.begin = at_;
    t.currency = currency;
    t.text = std::string(trim(t.mark.right));
    std::size_t end = close + 2;
    std::size_t next = skip_spaces(end);
    if (const std::size_t n = currency_at(next); n > 0 && number_at(skip_spaces(next + n))) {
      t.currency = std::string(line_.substr(next, n));
      next = skip_spaces(next + n);
    }
    if (number_at(next)) {
      end = next;
      t.text = digits(end);
    }
    t.end = at_ = end;
    amount_suffix(t);
    tokens_.push_back(std::move(t));
    return {};
  }

  // "4 divided by 2 equals <<4/2=2>>2", "20% of 50 = 10".
  void words_to_operators() {
    std::vector<SolutionToken> out;
    out.reserve(tokens_.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      out.push_back(std::move(tokens_[i]));
      SolutionToken& t = out.back();
      if (!t.is(Kind::kWord) || i + 1 >= tokens_.size()) continue;
      const std::string w = lower_ascii(t.text);
      const bool number_next = tokens_[i + 1].is(Kind::kNumber);
      if ((w == "equals" || w == "equal") && number_next) t.kind = Kind::kEquals;
      if (!follows_amount(out)) continue;
      char op = 0;
      if (number_next && w == "times") op = '*';
      if (number_next && w == "plus") op = '+';
      if (number_next && w == "minus") op = '-';
      if (number_next && w == "of" && is_share(out)) op = '*';
      if (w == "divided" && i + 2 < tokens_.size() && (tokens_[i + 1].text == "by" || tokens_[i + 1].text == "into") &&
          tokens_[i + 2].is(Kind::kNumber)) {
        op = '/';
        t.end = tokens_[++i].end;
      }
      if (op == 0) continue;
      t.kind = Kind::kOperator;
      t.op = op;
    }
    tokens_ = std::move(out);
  }
  // Is there a number before the last token, with at most four words of a unit between?
  static bool follows_amount(const std::vector<SolutionToken>& out) {
    std::size_t i = out.size() - 1;
    for (int words = 0; i > 0 && out[i - 1].is(Kind::kWord) && words < 4; ++words) --i;
    return i > 0 && out[i - 1].is(Kind::kNumber);
  }
  // Does the number before the last token stand for a part: 20%, 3/4?
  static bool is_share(const std::vector<SolutionToken>& out) {
    const std::size_t n = out.size();
    if (!out[n - 2].is(Kind::kNumber)) return false;
    return out[n - 2].percent || (n >= 4 && out[n - 3].op == '/' && out[n - 4].is(Kind::kNumber));
  }

  std::string_view line_;
  const std::set<char>& unknowns_;
  std::size_t at_ = 0;
  std::vector<SolutionToken> tokens_;
};

}  // namespace

std::string ascii_signs(std::string_view text) {
  static const std::array<std::pair<std::string_view, std::string_view>, 16> kSigns = {{
      {"×", "*"}, {"÷", "/"}, {"–", "-"}, {"—", "-"}, {"−", "-"}, {"’", "'"}, {"‘", "'"}, {"“", "\""}, {"”", "\""},
      {"½", " 1/2"}, {"¼", " 1/4"}, {"¾", " 3/4"}, {"\u00a0", " "}, {"\t", " "}, {"\r", ""}, {"=>", "="}}};
  std::string out(text);
  for (const auto& [from, to] : kSigns)
    if (out.find(from) != std::string::npos) out = replace_all(out, from, to);
  return out;
}

std::set<char> unknowns_of(std::string_view text) {
  std::set<char> found;
  auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter || is_letter(at(i + 1)) || at(i + 1) == '\'' || is_digit(at(i + 1))) continue;
    const char before = i > 0 ? text[i - 1] : ' ';
    if (is_letter(before) || before == '\'' || before == '-' || before == '/') continue;
    std::size_t b = i;   // the last character before the letter that is no space
    while (b > 0 && text[b - 1] == ' ') --b;
    const char left = b > 0 ? text[b - 1] : '\0';
    std::size_t n = i + 1;
    while (at(n) == ' ') ++n;
    const char right = at(n);
    const std::string_view head = text.substr(0, b);
    const bool let = head.ends_with("Let") || head.ends_with("let") || text.substr(n).starts_with("be ");
    const bool defined = right == '=' && !is_digit(left);
    const bool result = left == '=' && c != 'a' && c != 'I' && c != 'A';
    const bool factor = is_digit(before) && (c == 'x' || c == 'y' || c == 'z' || c == 'n') &&
                        (right == '+' || right == '-' || right == '=');
    if ((let && c != 'a' && c != 'I') || defined || result || factor) found.insert(c);
  }
  return found;
}

Result<std::vector<SolutionToken>> tokenize_line(std::string_view line, const std::set<char>& unknowns) {
  return LineReader(line, unknowns).run();
}

}  // namespace retort::agent
