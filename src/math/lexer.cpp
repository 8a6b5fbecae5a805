#include "math/lexer.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "math/lexer_tables.h"

namespace retort::math {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Lexer {
 public:
  Lexer(std::string_view text, Notation notation, const ParseLimits& limits)
      : text_(text), end_(text.size()), latex_(notation == Notation::kLatex), limits_(limits) {}

  Result<Tokens> run() {
    strip_delimiters();
    out_.list.reserve((end_ - at_) + 1);
    while (!error_) {
      skip_space();
      if (at_ >= end_) break;
      one();
    }
    if (error_) return *error_;
    push(Tok::kEnd, at_, at_, "");
    return std::move(out_);
  }

 private:
  void fail(ErrorCode code, std::size_t at, std::string what) {
    if (!error_) error_ = Error{code, "byte " + std::to_string(at) + ": " + std::move(what)};
  }
  bool has(std::string_view s, std::size_t at) const { return at <= end_ && text_.substr(at, end_ - at).starts_with(s); }
  bool has(std::string_view s) const { return has(s, at_); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < end_ ? text_[at_ + ahead] : '\0'; }

  void push(Tok kind, std::size_t from, std::size_t to, std::string_view text) {
    out_.list.push_back({kind, space_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), text});
    space_ = false;
  }
  void take(Tok kind, std::size_t bytes, std::string_view text = {}) {
    push(kind, at_, at_ + bytes, text.data() ? text : text_.substr(at_, bytes));
    at_ += bytes;
  }
  std::string_view own(std::string s) {
    out_.owned.push_back(std::make_unique<std::string>(std::move(s)));
    return *out_.owned.back();
  }

  // "$x$" -> "x": one pair of delimiters, and the white space around it.
  void strip_delimiters() {
    trim();
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kPairs{
        {{"$$", "$$"}, {"$", "$"}, {"\\(", "\\)"}, {"\\[", "\\]"}}};
    for (const auto& [open, close] : kPairs) {
      const auto inner = text_.substr(at_, end_ - at_);
      if (inner.size() >= open.size() + close.size() && inner.starts_with(open) && inner.ends_with(close)) {
        if (close == "$" && inner.size() >= 2 && inner[inner.size() - 2] == '\\') continue;
        at_ += open.size();
        end_ -= close.size();
        trim();
        return;
      }
    }
  }
  void trim() {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (at_ < end_ && blank(text_[at_])) ++at_;
    while (end_ > at_ && blank(text_[end_ - 1]) && (end_ < 2 || text_[end_ - 2] != '\\')) --end_;
  }

  void skip_space() {
    for (;;) {
      const char c = peek();
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || (latex_ && c == '~')) {
        ++at_;
      } else if (has("\xc2\xa0")) {
        at_ += 2;
      } else if (has("\xe2\x80\x89") || has("\xe2\x80\xaf")) {
        at_ += 3;
      } else if (latex_ && c == '\\' && at_ + 1 < end_ && std::string_view(",;:! >\n\t").find(peek(1)) != std::string_view::npos) {
        at_ += 2;
      } else {
        return;
      }
      space_ = true;
    }
  }

  void one() {
    const char c = peek();
    if (digit(c) || (c == '.' && digit(peek(1)))) return number();
    if (latex_ && c == '.' && bar(at_ + 1).digits > 0) return number();
    if (letter(c)) return latex_ ? take(Tok::kName, 1) : plain_name();
    if (c == '\\' && latex_) return command();
    if (!latex_ && c == '"') return quoted();
    if (static_cast<unsigned char>(c) >= 0x80) return unicode();
    punctuation();
  }

  void plain_name() {
    std::size_t n = 0;
    while (letter(peek(n)) || digit(peek(n))) ++n;
    while (peek(n) == '_') {
      if (peek(n + 1) == '{') {
        const auto close = text_.substr(0, end_).find('}', at_ + n);
        if (close == std::string_view::npos) return fail(ErrorCode::kParse, at_ + n, "'{' without '}'");
        n = close - at_ + 1;
        break;
      }
      ++n;
      while (letter(peek(n)) || digit(peek(n))) ++n;
    }
    const bool dotted = has(".open", at_ + n) || has(".Lopen", at_ + n) || has(".Ropen", at_ + n);
    if (dotted && text_.substr(at_, n) == "Interval") n += has(".open", at_ + n) ? 5 : 6;
    if (text_.substr(at_, n) == "in") return take(Tok::kRelation, n);
    take(Tok::kName, n);
  }

  // "cm" in plain text: words.
  void quoted() {
    const auto close_at = text_.substr(0, end_).find(peek(), at_ + 1);
    if (close_at == std::string_view::npos || close_at == at_ + 1) return fail(ErrorCode::kParse, at_, "a quote without its words");
    const std::string_view words = text_.substr(at_ + 1, close_at - at_ - 1);
    take(Tok::kWords, close_at + 1 - at_, words);
  }

  void punctuation() {
    const char c = peek();
    if (has("...")) return fail(ErrorCode::kUnsupported, at_, "dots (...)");
    if (!latex_ && has("**")) return take(Tok::kCaret, 2);
    if (has("<=")) return take(Tok::kRelation, 2, "<=");
    if (has(">=")) return take(Tok::kRelation, 2, ">=");
    if (has("==")) return take(Tok::kRelation, 2, "=");
    if (!latex_ && has("!=")) {
      if (at_ > 0 && !space_) return fail(ErrorCode::kUnsupported, at_, "ambiguous: write '! =' or ' !='");
      return take(Tok::kRelation, 2, "!=");
    }
    switch (c) {
      case '+': return take(Tok::kPlus, 1);
      case '-': return take(Tok::kMinus, 1);
      case '*': return take(Tok::kTimes, 1);
      case '/': return take(Tok::kDivide, 1);
      case '^': return take(Tok::kCaret, 1);
      case '_': return take(Tok::kUnderscore, 1);
      case '!': return take(Tok::kBang, 1);
      case '%': return take(Tok::kPercent, 1);
      case '\'': return take(Tok::kPrime, 1);
      case ',': return take(Tok::kComma, 1);
      case '=': return take(Tok::kRelation, 1, "=");
      case '<': return take(Tok::kRelation, 1, "<");
      case '>': return take(Tok::kRelation, 1, ">");
      case '~': return take(Tok::kRelation, 1, "~");
      case '|':
        if (side_ != '\0') return take(std::exchange(side_, '\0') == 'l' ? Tok::kOpenBar : Tok::kCloseBar, 1);
        return take(Tok::kBar, 1);
      case '&': return take(Tok::kAmpersand, 1);
      case '(': return open(Tok::kOpenParen, 1);
      case '[': return open(Tok::kOpenBracket, 1);
      case '{': return open(latex_ ? Tok::kOpenBrace : Tok::kOpenSet, 1);
      case ')': return close(Tok::kCloseParen, 1);
      case ']': return close(Tok::kCloseBracket, 1);
      case '}': return close(latex_ ? Tok::kCloseBrace : Tok::kCloseSet, 1);
      default: return fail(ErrorCode::kParse, at_, std::string("unexpected '") + c + "'");
    }
  }
  void open(Tok kind, std::size_t bytes) {
    side_ = '\0';
    brackets_.push_back(kind);
    take(kind, bytes);
  }
  void close(Tok kind, std::size_t bytes) {
    side_ = '\0';
    if (!brackets_.empty()) brackets_.pop_back();
    take(kind, bytes);
  }

  void command();
  void braced_words(Tok kind, std::size_t from, std::size_t after_name);
  void unicode();
  // Digits under a bar: where they begin, how many they are, where the construct ends. digits 0: there is no bar.
  struct Bar {
    std::size_t from = 0, digits = 0, end = 0;
  };
  Bar bar(std::size_t at) const;
  void number();
  std::size_t digits_from(std::size_t at) const {
    std::size_t n = 0;
    while (at + n < end_ && digit(text_[at + n])) ++n;
    return n;
  }
  std::size_t separator_at(std::size_t at) const;
  bool thousands(std::size_t& at, std::string& canonical);

  std::string_view text_;
  std::size_t at_ = 0, end_;
  bool latex_;
  const ParseLimits& limits_;
  Tokens out_;
  std::vector<Tok> brackets_;   // those open here
  bool space_ = false;
  char side_ = '\0';            // after \left 'l', after \right 'r'
  std::optional<Error> error_;
};

void Lexer::command() {
  const std::size_t from = at_;
  if (at_ + 1 >= end_) return fail(ErrorCode::kParse, at_, "a lone backslash");
  std::size_t n = 1;
  while (letter(peek(n))) ++n;
  if (n == 1) {
    switch (peek(1)) {
      case '\\': return take(Tok::kRow, 2);
      case '{': return open(Tok::kOpenSet, 2);
      case '}': return close(Tok::kCloseSet, 2);
      case '%': return take(Tok::kPercent, 2);
      case '$': return take(Tok::kDollar, 2);
      case '|': return fail(ErrorCode::kUnsupported, at_, "a norm (\\|)");
      default: return fail(ErrorCode::kUnsupported, at_, "the command " + std::string(text_.substr(at_, 2)));
    }
  }
  const std::string_view name = text_.substr(at_ + 1, n - 1);
  const CommandToken* known = find_command(name);
  if (!known) {
    const std::string_view greek = greek_name(name);
    if (!greek.empty()) return take(Tok::kName, n, greek);
    return take(Tok::kCommand, n, name);
  }
  switch (known->role) {
    case CommandRole::kSkip:
      at_ += n;
      space_ = true;
      return;
    case CommandRole::kLeft:
    case CommandRole::kRight:
      at_ += n;
      skip_space();
      side_ = known->role == CommandRole::kLeft ? 'l' : 'r';
      if (std::string_view("()[]|\\").find(peek()) == std::string_view::npos)
        fail(ErrorCode::kUnsupported, from, "this kind of bracket after \\left or \\right");
      return;
    case CommandRole::kDots: return fail(ErrorCode::kUnsupported, from, "dots (\\" + std::string(name) + ")");
    case CommandRole::kToken:
      if (known->token == Tok::kOpenSet) return open(known->token, n);
      if (known->token == Tok::kCloseSet) return close(known->token, n);
      if (known->token == Tok::kBar && side_ != '\0')
        return take(std::exchange(side_, '\0') == 'l' ? Tok::kOpenBar : Tok::kCloseBar, n);
      side_ = '\0';
      return take(known->token, n, known->text);
    case CommandRole::kWords: return braced_words(known->token, from, at_ + n);
  }
}

// \text{ cm } -> the token `kind` with the text "cm".
void Lexer::braced_words(Tok kind, std::size_t from, std::size_t after_name) {
  at_ = after_name;
  if (has("*")) ++at_;
  skip_space();
  if (peek() != '{') return fail(ErrorCode::kParse, at_, "'{' expected");
  const auto close_at = text_.substr(0, end_).find('}', at_);
  if (close_at == std::string_view::npos) return fail(ErrorCode::kParse, at_, "'{' without '}'");
  std::string_view words = text_.substr(at_ + 1, close_at - at_ - 1);
  if (words.find_first_of("{\\$") != std::string_view::npos)
    return fail(ErrorCode::kUnsupported, from, "mathematics inside words");
  while (!words.empty() && (words.front() == ' ' || words.front() == '~')) words.remove_prefix(1);
  while (!words.empty() && (words.back() == ' ' || words.back() == '~')) words.remove_suffix(1);
  at_ = close_at + 1;
  if (words.empty()) {
    space_ = true;
    return;
  }
  push(kind, from, at_, words);
}

void Lexer::unicode() {
  for (const UnicodeToken& u : unicode_tokens()) {
    if (!has(u.bytes)) continue;
    if (u.token == Tok::kOpenSet || u.token == Tok::kOpenParen) return open(u.token, u.bytes.size());
    return take(u.token, u.bytes.size(), u.text);
  }
  if (has("\xe2\x80\xa6")) return fail(ErrorCode::kUnsupported, at_, "dots");
  fail(ErrorCode::kParse, at_, "an unexpected character outside ASCII");
}

// The bytes of a separator between groups of thousands: "," "{,}" "\," "\!" ",\!"; 0 if there is none.
std::size_t Lexer::separator_at(std::size_t at) const {
  if (latex_) {
    if (has("{,}", at) || has(",\\!", at)) return 3;
    if (has("\\,", at) || has("\\!", at)) return 2;
  }
  return has(",", at) ? 1 : 0;
}

// At the end of a first group of one to three digits: takes the groups that follow, if this is one number. Fails where
// `(1,234 + 5)` could be either.
bool Lexer::thousands(std::size_t& at, std::string& canonical) {
  std::size_t cursor = at;
  bool marked = false, zero_group = false;
  std::string joined = canonical;
  for (;;) {
    const std::size_t sep = separator_at(cursor);
    if (sep == 0) break;
    const std::size_t n = digits_from(cursor + sep);
    if (n == 0) break;
    if (n != 3) return false;   // "2,1", "10,100,1000": a list
    marked = marked || sep > 1;
    zero_group = zero_group || text_[cursor + sep] == '0';
    joined += ',';
    joined += text_.substr(cursor + sep, 3);
    cursor += sep + 3;
  }
  if (cursor == at) return false;
  const bool bracketed = !brackets_.empty() && brackets_.back() != Tok::kOpenBrace;
  if (bracketed && !marked && !zero_group) {
    const Tok before = out_.list.empty() ? Tok::kEnd : out_.list.back().kind;
    const bool item_starts = before == Tok::kComma || before == brackets_.back();
    std::size_t next = cursor;
    while (next < end_ && text_[next] == ' ') ++next;
    const bool item_ends = next < end_ && (std::string_view(",)]}").find(text_[next]) != std::string_view::npos ||
                                           has("\\}", next) || has("\\right", next));
    if (item_starts && item_ends) return false;   // \{100,200\}, (3,104), gcd(120,168)
    fail(ErrorCode::kUnsupported, at, "ambiguous comma in brackets: write 1{,}234 for a number, 1, 234 for two");
    return false;
  }
  at = cursor;
  canonical = std::move(joined);
  return true;
}

// \overline{27}, \bar{27}, and without braces \overline 2: one digit.
Lexer::Bar Lexer::bar(std::size_t at) const {
  const std::size_t command = has("\\overline", at) ? 9 : has("\\bar", at) ? 4 : 0;
  if (command == 0) return {};
  at += command;
  while (has(" ", at)) ++at;
  if (!has("{", at)) return digits_from(at) > 0 ? Bar{at, 1, at + 1} : Bar();
  const std::size_t n = digits_from(at + 1);
  return n > 0 && has("}", at + 1 + n) ? Bar{at + 1, n, at + n + 2} : Bar();
}

void Lexer::number() {
  const std::size_t from = at_;
  std::size_t at = at_;
  std::size_t n = digits_from(at);
  std::string canonical(text_.substr(at, n));
  at += n;
  bool rewritten = false;
  if (n >= 1 && n <= 3 && canonical[0] != '0') rewritten = thousands(at, canonical);
  if (error_) return;
  if (has(".", at) && (digits_from(at + 1) > 0 || (latex_ && bar(at + 1).digits > 0))) {
    n = digits_from(at + 1);
    canonical += text_.substr(at, n + 1);
    at += n + 1;
    if (const Bar over = latex_ ? bar(at) : Bar(); over.digits > 0) {
      canonical += "\\overline{" + std::string(text_.substr(over.from, over.digits)) + "}";
      at = over.end;
      rewritten = true;
    }
  }
  if (!latex_ && at < end_ && (text_[at] == 'e' || text_[at] == 'E')) {
    std::size_t sign = at + 1 < end_ && (text_[at + 1] == '-' || text_[at + 1] == '+') ? 1 : 0;
    n = digits_from(at + 1 + sign);
    if (n > 0) {
      if (n > 4) return fail(ErrorCode::kBudget, at, "an exponent of more than four digits");
      canonical += text_.substr(at, 1 + sign + n);
      at += 1 + sign + n;
    }
  }
  if (canonical.size() > limits_.max_digits)
    return fail(ErrorCode::kBudget, from, "a number of more than " + std::to_string(limits_.max_digits) + " digits");
  const std::string_view digits = rewritten ? own(std::move(canonical)) : text_.substr(from, at - from);
  push(Tok::kNumber, from, at, digits);
  at_ = at;
}

}  // namespace

Result<Tokens> lex(std::string_view text, Notation notation, const ParseLimits& limits) {
  if (text.size() > limits.max_bytes)
    return Error{ErrorCode::kBudget, "byte " + std::to_string(limits.max_bytes) + ": the text is longer than the limit"};
  return Lexer(text, notation, limits).run();
}

}  // namespace retort::math
