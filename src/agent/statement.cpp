#include "agent/statement.h"

#include <array>
#include <cctype>

#include "agent/statement_math.h"
#include "base/text.h"

namespace retort::agent {

namespace {

constexpr std::size_t kMaxBytes = 8'000, kMaxTokens = 300;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Statement> run() {
    while (at_ < text_.size()) {
      RETORT_TRY_STATUS(step());
      if (statement_.tokens.size() > kMaxTokens)
        return Error{ErrorCode::kUnsupported, "the statement is longer than " + std::to_string(kMaxTokens) + " words"};
    }
    return std::move(statement_);
  }

 private:
  Status step() {
    char c = text_[at_];
    if (starts("\\$")) return dollars();
    if (starts("\\%")) return ++at_, Status();
    if (c == '$') return starts("$$") ? mathematics("$$", "$$") : mathematics("$", "$");
    if (starts("\\[")) return mathematics("\\[", "\\]");
    if (starts("\\(")) return mathematics("\\(", "\\)");
    if (starts("\\begin{")) return environment();
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
    if (is_letter(c)) return word();
    if (c == '%') return ++at_, add_word("percent"), Status();
    if (c == '\\' && !is_spacing()) return unreadable("the command at byte " + std::to_string(at_));
    if (static_cast<unsigned char>(c) >= 0x80 && !skip_typographic()) return unreadable("a character that is not ASCII");
    mark(c);
    return Status();
  }

  // Marks end the token before them; everything else between words (blanks, brackets, quotes, dashes) is dropped.
  void mark(char c) {
    static constexpr std::string_view kMarks = ".?!:;,";
    if (kMarks.find(c) != kMarks.npos && !statement_.tokens.empty() && statement_.tokens.back().mark == 0)
      statement_.tokens.back().mark = c;
    if (c == '\\') at_ += 1;   // a spacing command: \\, "\ ", \,
    ++at_;
  }

  bool is_spacing() const {
    return at_ + 1 < text_.size() && std::string_view("\\ ,;!\n").find(text_[at_ + 1]) != std::string_view::npos;
  }

  // Curly quotes and long dashes between words.
  bool skip_typographic() {
    for (std::string_view s : {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xa0"})
      if (starts(s)) return at_ += s.size() - 1, true;
    return false;
  }

  Status mathematics(std::string_view open, std::string_view close) {
    std::size_t start = at_ + open.size(), end = start;
    for (;; ++end) {
      end = text_.find(close, end);
      if (end == text_.npos) return unreadable("mathematics that is not closed");
      if (close[0] == '\\' || text_[end - 1] != '\\') break;
    }
    add_math(text_.substr(start, end - start));
    at_ = end + close.size();
    return Status();
  }

  // An aligned block outside dollars.
  Status environment() {
    std::size_t name_end = text_.find('}', at_);
    if (name_end == text_.npos) return unreadable("\\begin without a name");
    std::string name(text_.substr(at_ + 7, name_end - at_ - 7)), close = "\\end{" + name + "}";
    std::size_t end = text_.find(close, at_);
    if (end == text_.npos || !is_aligned_block(name)) return unreadable("the environment " + shorten(name, 30));
    add_math(text_.substr(at_, end + close.size() - at_));
    at_ = end + close.size();
    return Status();
  }

  void add_math(std::string_view latex) {
    Token token;
    token.kind = TokenKind::kMath;
    token.text = clean_math(latex, token.mark);
    token.exprs = read_math(token.text);
    statement_.tokens.push_back(std::move(token));
  }

  // \$5 is 5 dollars.
  Status dollars() {
    at_ += 2;
    if (at_ >= text_.size() || !(is_digit(text_[at_]) || text_[at_] == '.')) return Status();
    RETORT_TRY_STATUS(number());
    char mark = std::exchange(statement_.tokens.back().mark, 0);
    add_word("dollars");
    statement_.tokens.back().mark = mark;
    return Status();
  }

  // 12, 3.5, 1,000; the letters of 2nd and 10th make it a word.
  Status number() {
    std::size_t start = at_;
    auto digit = [&](std::size_t i) { return i < text_.size() && is_digit(text_[i]); };
    while (digit(at_) || (at_ < text_.size() && text_[at_] == '.' && digit(at_ + 1)) ||
           (at_ < text_.size() && text_[at_] == ',' && digit(at_ + 1) && digit(at_ + 2) && digit(at_ + 3) && !digit(at_ + 4)))
      ++at_;
    if (at_ < text_.size() && is_letter(text_[at_])) {
      while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
      add_word(text_.substr(start, at_ - start));
      return Status();
    }
    Token token;
    token.kind = TokenKind::kNumber;
    token.text = replace_all(text_.substr(start, at_ - start), ",", "");
    auto value = math::Rational::parse(token.text);
    if (!value.ok()) return value.error();
    token.number = *value;
    token.exprs = {math::Expr::number(*value)};
    statement_.tokens.push_back(std::move(token));
    return Status();
  }

  // Letters with apostrophes and hyphens inside; a hyphen before a digit or after nothing separates.
  Status word() {
    std::size_t start = at_;
    auto letter = [&](std::size_t i) { return i < text_.size() && is_letter(text_[i]); };
    auto possessive = [&](std::size_t i) { return text_.substr(i, 2) == "'s" && !letter(i + 2); };
    while (letter(at_) || (at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '-') && letter(at_ + 1) && !possessive(at_))) ++at_;
    add_word(text_.substr(start, at_ - start));
    if (possessive(at_)) add_word("'s"), at_ += 2;
    return Status();
  }

  void add_word(std::string_view written) {
    Token token;
    token.written = written;
    token.text = lower_ascii(written);
    if (auto value = number_word(token.text)) token.number = *value;
    statement_.tokens.push_back(std::move(token));
  }

  bool starts(std::string_view with) const { return text_.substr(at_, with.size()) == with; }
  static Status unreadable(std::string what) { return Error{ErrorCode::kUnsupported, "the statement holds " + std::move(what)}; }

  std::string_view text_;
  std::size_t at_ = 0;
  Statement statement_;
};

}  // namespace

std::optional<long long> number_word(std::string_view word) {
  static constexpr std::array<std::string_view, 21> kSmall = {
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
  static constexpr std::array<std::string_view, 10> kTens = {"", "", "twenty", "thirty", "forty", "fifty",
                                                             "sixty", "seventy", "eighty", "ninety"};
  for (std::size_t i = 0; i < kSmall.size(); ++i)
    if (word == kSmall[i]) return static_cast<long long>(i);
  for (std::size_t t = 2; t < kTens.size(); ++t) {
    if (word == kTens[t]) return static_cast<long long>(10 * t);
    if (word.substr(0, kTens[t].size()) != kTens[t] || word.size() < kTens[t].size() + 2) continue;
    std::string_view rest = word.substr(kTens[t].size() + 1);
    for (std::size_t i = 1; i < 10; ++i)
      if (word[kTens[t].size()] == '-' && rest == kSmall[i]) return static_cast<long long>(10 * t + i);
  }
  return {};
}

Result<Statement> read_statement(std::string_view text) {
  if (text.size() > kMaxBytes)
    return Error{ErrorCode::kBudget, "the statement is longer than " + std::to_string(kMaxBytes) + " bytes"};
  return Reader(text).run();
}

}  // namespace retort::agent
