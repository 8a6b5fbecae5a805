#include "agent/statement.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "agent/statement_math.h"
#include "agent/statement_operation.h"
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
    read_mathematics();
    return std::move(statement_);
  }

 private:
  // All pieces are read with the letters that any of them defines as functions.
  void read_mathematics() {
    join_definitions();
    auto pieces = pieces_of();
    for (int found = 0; found < 3; ++found) {
      auto operation = defined_operation(pieces);
      if (!operation) break;
      for (Token& token : statement_.tokens)
        if (token.kind == TokenKind::kMath) token.text = operation->rewritten(token.text);
      pieces = pieces_of();
    }
    auto functions = defined_functions(pieces), symbols = letters_not_constants(pieces);
    for (Token& token : statement_.tokens)
      if (token.kind == TokenKind::kMath) token.exprs = read_math(token.text, functions, symbols);
  }

  std::vector<std::string> pieces_of() const {
    std::vector<std::string> pieces;
    for (const Token& token : statement_.tokens)
      if (token.kind == TokenKind::kMath) pieces.push_back(token.text);
    return pieces;
  }

  // "$a \star b$ is defined as $a + 2b$" becomes "$a \star b = a + 2b$".
  void join_definitions() {
    static constexpr std::array<std::string_view, 16> kWords = {"is", "defined", "as", "by", "to", "be", "the", "expression", "operation", "means", "mean", "denote", "denotes", "represents", "given", "equals"};
    auto& tokens = statement_.tokens;
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
      if (tokens[i].kind != TokenKind::kMath || tokens[i].mark != 0 || tokens[i].text.find('=') != std::string::npos) continue;
      std::size_t next = i + 1;
      while (next < tokens.size() && tokens[next].kind == TokenKind::kWord && tokens[next].mark == 0 && std::find(kWords.begin(), kWords.end(), tokens[next].text) != kWords.end()) ++next;
      if (next == i + 1 || next == tokens.size() || tokens[next].kind != TokenKind::kMath || tokens[next].text.find('=') != std::string::npos) continue;
      const std::string joined = tokens[i].text + " = " + tokens[next].text;
      if (!defined_operation({joined})) continue;
      tokens[i].text = joined;
      tokens[i].mark = tokens[next].mark;
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens.begin() + static_cast<std::ptrdiff_t>(next) + 1);
    }
  }

  Status step() {
    char c = text_[at_];
    if (starts("\\$")) return dollars();
    if (starts("\\%")) return ++at_, Status();
    if (c == '$') return starts("$$") ? mathematics("$$", "$$") : mathematics("$", "$");
    if (starts("\\[")) return mathematics("\\[", "\\]");
    if (starts("\\(")) return mathematics("\\(", "\\)");
    if (starts("\\begin{")) return environment();
    if (starts("[asy]")) return drawing();
    if (c == '(' && point()) return Status();
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
    if (c == '-') return hyphen();
    if (is_letter(c)) return word();
    if (c == '/' && joins_words()) return ++at_, add_word("or"), Status();
    if (c == '%') return ++at_, add_word("percent"), Status();
    if (c == '\\' && !is_spacing()) return unreadable("the command at byte " + std::to_string(at_));
    if (static_cast<unsigned char>(c) >= 0x80) return typographic();
    return mark(c);
  }

  // A drawing is passed over: only a form that covers all the words is understood.
  Status drawing() {
    std::size_t end = text_.find("[/asy]", at_);
    if (end == text_.npos) return unreadable("a drawing that is not closed");
    at_ = end + 6;
    return Status();
  }

  // (3, -4) outside mathematics.
  bool point() {
    std::size_t end = text_.find(')', at_), comma = text_.find(',', at_);
    if (end == text_.npos || comma > end || end - at_ > 30) return false;
    std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    if (inside.find_first_not_of("0123456789-., ") != inside.npos || inside.find_first_of("0123456789") == inside.npos) return false;
    add_math(text_.substr(at_, end + 1 - at_));
    at_ = end + 1;
    return true;
  }

  // Marks end the token before them; blanks, brackets and quotes are dropped; signs of arithmetic outside mathematics, a factorial
  // or a product of brackets among them, cannot be read.
  Status mark(char c) {
    static constexpr std::string_view kMarks = ".?!:;,", kDropped = "()[]\"'`\\";
    bool is_mark = kMarks.find(c) != kMarks.npos, blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (c == '=' && joins_mathematics()) return Status();
    if (!is_mark && !blank && kDropped.find(c) == kDropped.npos && static_cast<unsigned char>(c) < 0x80)
      return unreadable(std::string("the sign ") + c + " outside mathematics");
    char before = char_before(at_), after = at_ + 1 < text_.size() ? text_[at_ + 1] : ' ';
    if (c == '!' && !ends_with_word()) return unreadable("a factorial outside mathematics");
    if (c == '(' && (is_digit(before) || before == ')' || before == '$')) return unreadable("a product outside mathematics");
    if (c == ':' && is_digit(before) && is_digit(after)) return ++at_, add_word("to"), Status();
    if (c == '.' && after == '.') return unreadable("an ellipsis outside mathematics");
    if (is_mark && !statement_.tokens.empty() && statement_.tokens.back().mark == 0) statement_.tokens.back().mark = c;
    if (c == '\\') at_ += 1;   // a spacing command: \\, "\ ", \,
    ++at_;
    return Status();
  }

  // "$a$ = $b$": what follows goes on with the piece before.
  bool joins_mathematics() {
    std::size_t next = at_ + 1;
    while (next < text_.size() && text_[next] == ' ') ++next;
    auto& tokens = statement_.tokens;
    if (tokens.empty() || tokens.back().kind != TokenKind::kMath || tokens.back().mark != 0 || next >= text_.size() || text_[next] != '$' || text_.substr(next, 2) == "$$") return false;
    const std::size_t end = text_.find('$', next + 1);
    if (end == text_.npos) return false;
    Token& token = tokens.back();
    token.text += " = " + clean_math(text_.substr(next + 1, end - next - 1), token.mark);
    at_ = end + 1;
    return true;
  }

  // Beside letters it joins words; between words it separates; before a number that follows no term it is a sign. Anything else
  // would be a difference, a range or the sign of a term, which cannot be read.
  Status hyphen() {
    std::size_t end = at_;
    while (end < text_.size() && text_[end] == '-') ++end;
    char before = char_before(at_), after = end < text_.size() ? text_[end] : ' ';
    bool one = end == at_ + 1;
    if (one && (is_letter(after) || (is_letter(before) && ends_with_word()))) return at_ = end, Status();
    bool number_follows = is_digit(after) || (after == '.' && end + 1 < text_.size() && is_digit(text_[end + 1]));
    if (!one || !number_follows) return dash(end);
    if (follows_term()) return unreadable("the sign - outside mathematics");
    at_ = end;
    RETORT_TRY_STATUS(number());
    Token& token = statement_.tokens.back();
    if (token.kind != TokenKind::kNumber) return unreadable("a word behind a minus sign");
    token.text = "-" + token.text;
    token.number = -*token.number;
    token.exprs = {math::Expr::number(*token.number)};
    return Status();
  }

  // A dash from here to `end`: it must stand between words.
  Status dash(std::size_t end) {
    std::size_t next = end;
    while (next < text_.size() && text_[next] == ' ') ++next;
    if (follows_term() || next == text_.size() || !is_letter(text_[next])) return unreadable("the sign - outside mathematics");
    at_ = end;
    return Status();
  }

  // Is what stands before a number, mathematics or a single letter, with no mark behind it?
  bool follows_term() const {
    if (statement_.tokens.empty() || statement_.tokens.back().mark != 0) return false;
    const Token& last = statement_.tokens.back();
    return last.kind != TokenKind::kWord || last.text.size() == 1;
  }

  // Does a word of several letters end here, a closing quote aside?
  bool ends_with_word() const {
    std::size_t end = at_;
    while (end > 0 && std::string_view("\"')").find(text_[end - 1]) != std::string_view::npos) --end;
    return end >= 2 && is_letter(text_[end - 1]) && is_letter(text_[end - 2]);
  }

  // his/her
  bool joins_words() const { return ends_with_word() && at_ + 2 < text_.size() && is_letter(text_[at_ + 1]) && is_letter(text_[at_ + 2]); }

  char char_before(std::size_t at) const { return at > 0 ? text_[at - 1] : ' '; }

  bool is_spacing() const {
    return at_ + 1 < text_.size() && std::string_view("\\ ,;!\n").find(text_[at_ + 1]) != std::string_view::npos;
  }

  // Curly quotes, long dashes and blanks.
  Status typographic() {
    for (std::string_view dash_mark : {"\xe2\x80\x93", "\xe2\x80\x94"})
      if (starts(dash_mark)) return dash(at_ + dash_mark.size());
    for (std::string_view s : {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xc2\xa0"})
      if (starts(s)) return at_ += s.size(), Status();
    return unreadable("a character that is not ASCII");
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

  // "\$5" is 5 and "dollars", "\%" alone the word "percent".
  void add_math(std::string_view latex) {
    Token token;
    token.kind = TokenKind::kMath;
    token.text = clean_math(latex, token.mark);
    if (token.text == "\\%") return add_word("percent");
    bool dollars = token.text.rfind("\\$", 0) == 0 || token.text.rfind("\\;\\$", 0) == 0;
    if (dollars) token.text = std::string(trim(token.text.substr(token.text.find('$') + 1)));
    if (token.text.empty()) {
      dollars_follow_ = dollars_follow_ || dollars;
      return;
    }
    char mark = token.mark;
    if (dollars) token.mark = 0;
    statement_.tokens.push_back(std::move(token));
    if (!dollars) return;
    add_word("dollars");
    statement_.tokens.back().mark = mark;
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
    const std::string digits = replace_all(text_.substr(start, at_ - start), ",", "");
    if (at_ < text_.size() && ((text_[at_] == '/' && digit(at_ + 1)) || is_factorial())) return written_term(digits);
    Token token;
    token.kind = TokenKind::kNumber;
    token.text = digits;
    auto value = math::Rational::parse(token.text);
    if (!value.ok()) return value.error();
    token.number = *value;
    token.exprs = {math::Expr::number(*value)};
    statement_.tokens.push_back(std::move(token));
    add_dollars();
    return Status();
  }

  // Behind a number: a factorial when the sentence goes on.
  bool is_factorial() const {
    if (text_[at_] != '!') return false;
    std::size_t next = at_ + 1;
    while (next < text_.size() && text_[next] == ' ') ++next;
    return next < text_.size() && ((text_[next] >= 'a' && text_[next] <= 'z') || std::string_view(".,?").find(text_[next]) != std::string_view::npos);
  }

  // 2/5 and 6! as mathematics.
  Status written_term(std::string latex) {
    if (text_[at_] == '!') {
      ++at_;
      latex += '!';
    } else {
      std::size_t start = ++at_;
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
      latex = "\\frac{" + latex + "}{" + std::string(text_.substr(start, at_ - start)) + "}";
      if (at_ < text_.size() && (text_[at_] == '/' || is_letter(text_[at_]))) return unreadable("the sign / outside mathematics");
    }
    add_math(latex);
    return Status();
  }

  // "$\\$$25" names the dollars before the number.
  void add_dollars() {
    if (!std::exchange(dollars_follow_, false)) return;
    char mark = std::exchange(statement_.tokens.back().mark, 0);
    add_word("dollars");
    statement_.tokens.back().mark = mark;
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
  bool dollars_follow_ = false;
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
