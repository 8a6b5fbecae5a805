#include "check/sentence.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "check/number_words.h"
#include "grade/units.h"

namespace retort::check {
namespace {

constexpr int kMaxBrackets = 20;
constexpr std::size_t kMaxUnitWords = 6;
constexpr std::size_t kMaxBack = 80;   // tokens in front of a relation sign that are tried as the start of its left side

struct Expression {
  std::string latex;
  std::vector<std::string> units;
  std::size_t begin = 0, end = 0;   // tokens
  int operators = 0;
  bool trailing_words = false;
  std::string first_trailing;       // the first of them
};

bool is_integer(const Token& token) { return token.kind == Kind::kNumber && token.text.find('.') == std::string::npos; }

bool is_single(const std::vector<Token>& tokens, std::size_t i) { return i < tokens.size() && tokens[i].kind == Kind::kWord && tokens[i].text.size() == 1; }

// Does m/s stand behind a number with its m at `i`?
bool is_rate(const std::vector<Token>& tokens, std::size_t i) {
  return i > 0 && tokens[i - 1].kind == Kind::kNumber && is_single(tokens, i) && is_single(tokens, i + 2) && tokens[i + 1].text == "/" && tokens[i + 1].glued && tokens[i + 2].glued;
}

// The m or the s of 5 m/s, the g of 15 ml/g.
bool is_rate_letter(const std::vector<Token>& tokens, std::size_t i) {
  const bool per = i > 2 && tokens[i - 1].text == "/" && tokens[i - 1].glued && tokens[i].glued && tokens[i - 2].kind == Kind::kWord && tokens[i - 2].text.size() > 1 && tokens[i - 3].kind == Kind::kNumber;
  return per || is_rate(tokens, i) || (i > 1 && is_rate(tokens, i - 2));
}

// A single letter beside a sign, such as p in `p + m = 27`; "a" and "I" only in front of one.
bool stands_as_letter(const std::vector<Token>& tokens, std::size_t i) {
  if (tokens[i].kind != Kind::kWord || tokens[i].text.size() != 1) return false;
  const char c = tokens[i].text[0];
  const auto sign = [&](std::size_t at) { return tokens[at].kind == Kind::kOperator || tokens[at].kind == Kind::kRelation; };
  const bool before = i > 0 && sign(i - 1), after = i + 1 < tokens.size() && sign(i + 1);
  const bool hyphenated = i + 2 < tokens.size() && tokens[i + 1].text == "-" && tokens[i + 1].glued && tokens[i + 2].kind == Kind::kWord && tokens[i + 2].glued;   // t-shirt
  const bool length = i > 0 && tokens[i - 1].kind == Kind::kNumber && !tokens[i].glued && (c == 'm' || c == 'g' || c == 'l' || c == 'L' || c == 'h' || c == 's');   // 200 m + 200 m
  if (hyphenated || length) return false;
  const bool measure = i > 0 && tokens[i - 1].kind == Kind::kWord && (tokens[i - 1].text == "sq" || tokens[i - 1].text == "cubic" || tokens[i - 1].text == "square" || tokens[i - 1].text == "per");
  if (measure || is_rate_letter(tokens, i)) return false;
  return c == 'a' || c == 'A' || c == 'I' ? after : before || after;
}

// One forward reader: operands, operators, and words of measure between them.
class ExpressionReader {
 public:
  ExpressionReader(const std::vector<Token>& tokens, std::size_t limit, std::string_view letters)
      : tokens_(tokens), limit_(limit), letters_(letters) {}

  // The longest expression that starts at token `begin`.
  std::optional<Expression> read(std::size_t begin) {
    found_ = {};
    found_.begin = at_ = begin;
    share_ = false;
    if (!sum(0)) return std::nullopt;
    found_.end = at_;
    return found_;
  }

 private:
  bool more() const { return at_ < limit_; }
  const Token& now() const { return tokens_[at_]; }
  bool kind(std::size_t i, Kind kind) const { return i < limit_ && tokens_[i].kind == kind; }
  bool text(std::size_t i, Kind kind, std::string_view text) const { return this->kind(i, kind) && tokens_[i].text == text; }

  bool sum(int depth) {
    if (depth > kMaxBrackets) return false;
    if (text(at_, Kind::kOperator, "-")) {
      found_.latex += '-';
      ++at_;
    }
    if (!operand(depth)) return false;
    while (more()) {
      const std::size_t at = at_, length = found_.latex.size(), units = found_.units.size();
      const int operators = found_.operators;
      const bool trailing = found_.trailing_words;
      if (operation() && operand(depth)) {
        found_.trailing_words = false;
        continue;
      }
      at_ = at;   // an operator without an operand behind it is none
      found_.latex.resize(length);
      found_.units.resize(units);
      found_.operators = operators;
      found_.trailing_words = trailing;
      break;
    }
    skip_trailing_words();
    return true;
  }

  bool operand(int depth) {
    if (!more()) return false;
    share_ = false;
    if (now().kind == Kind::kMoney) {
      found_.units.push_back("dollar");
      ++at_;
      if (!more() || (now().kind != Kind::kNumber && now().kind != Kind::kOpen && now().kind != Kind::kFormula)) return false;
    } else if (text(at_, Kind::kOperator, "-") && at_ + 1 < limit_ && tokens_[at_ + 1].glued) {
      found_.latex += '-';
      ++at_;
    }
    if (!more()) return false;
    switch (now().kind) {
      case Kind::kNumber: return number();
      case Kind::kOpen: return bracket(depth);
      case Kind::kFormula:
        found_.latex += "(" + now().text + ")";
        ++at_;
        return true;
      case Kind::kWord: return word();
      default: return false;
    }
  }

  bool number() {
    const Token& first = now();
    if (is_integer(first) && is_integer_at(at_ + 1) && !tokens_[at_ + 1].glued && text(at_ + 2, Kind::kOperator, "/") &&
        is_integer_at(at_ + 3) && tokens_[at_ + 2].glued && tokens_[at_ + 3].glued) {
      found_.latex += "(" + first.text + "+" + tokens_[at_ + 1].text + "/" + tokens_[at_ + 3].text + ")";   // 1 1/2
      at_ += 4;
      return true;
    }
    if (is_integer(first) && text(at_ + 1, Kind::kWord, "and") && is_integer_at(at_ + 2) && text(at_ + 3, Kind::kOperator, "/") && is_integer_at(at_ + 4) && tokens_[at_ + 3].glued &&
        tokens_[at_ + 4].glued) {
      found_.latex += "(" + first.text + "+" + tokens_[at_ + 2].text + "/" + tokens_[at_ + 4].text + ")";   // 1 and 1/3
      at_ += 5;
      return true;
    }
    if (fraction_divides()) {
      found_.latex += "(" + first.text + "/" + tokens_[at_ + 2].text + ")";
      at_ += 3;
      return true;
    }
    found_.latex += first.text;
    ++at_;
    if (kind(at_, Kind::kWord) && now().glued && is_ordinal_ending(now().text)) ++at_;   // the 6th floor
    if (more() && now().kind == Kind::kPercent) {
      found_.latex += "\\%";
      share_ = true;
      ++at_;
    } else if (text(at_, Kind::kWord, "percent")) {
      found_.latex += "\\%";
      share_ = true;
      ++at_;
    } else if (at_ >= 3 && tokens_[at_ - 2].kind == Kind::kOperator && tokens_[at_ - 2].text == "/") {
      share_ = true;   // 1/2 of 40
    }
    if (kind(at_, Kind::kMoney) && now().glued && !kind(at_ + 1, Kind::kNumber)) {   // 35€
      found_.units.push_back("euro");
      ++at_;
    }
    exponent();
    variable();
    return true;
  }

  // `25 / 1/3`: the spaces say that a fraction divides.
  bool fraction_divides() const {
    return at_ > 0 && tokens_[at_].kind == Kind::kNumber && !tokens_[at_].glued && text(at_ - 1, Kind::kOperator, "/") && is_integer_at(at_) &&
           text(at_ + 1, Kind::kOperator, "/") && tokens_[at_ + 1].glued && is_integer_at(at_ + 2) && tokens_[at_ + 2].glued;
  }

  bool is_integer_at(std::size_t i) const { return i < limit_ && is_integer(tokens_[i]); }

  static bool is_ordinal_ending(std::string_view word) { return word == "st" || word == "nd" || word == "rd" || word == "th"; }

  void exponent() {
    if (!text(at_, Kind::kOperator, "^") || !kind(at_ + 1, Kind::kNumber)) return;
    found_.latex += "^{" + tokens_[at_ + 1].text + "}";
    ++found_.operators;
    at_ += 2;
  }

  // 8m, 3x: a letter glued to its coefficient, unless the x multiplies.
  void variable() {
    if (!kind(at_, Kind::kWord) || now().text.size() != 1) return;
    if (multiplies(at_) || letters_.find(now().text[0]) == std::string_view::npos) return;
    if (!now().glued && !is_variable(at_)) return;   // 4 W^2
    found_.latex += " " + now().text;
    ++found_.operators;
    ++at_;
    exponent();
  }

  // Is the word at `i` an x between two factors?
  bool multiplies(std::size_t i) const {
    if (!text(i, Kind::kWord, "x") && !text(i, Kind::kWord, "X")) return false;
    const bool letter = letters_.find(tokens_[i].text[0]) != std::string_view::npos;
    if (letter && tokens_[i].glued && !kind(i + 1, Kind::kNumber)) return false;   // 3x(1/3)
    if (kind(i + 1, Kind::kWord) && tokens_[i + 1].text.size() == 1 && i > 0 && tokens_[i - 1].kind == Kind::kNumber) return is_letter_of_text(i + 1);
    return kind(i + 1, Kind::kNumber) || kind(i + 1, Kind::kMoney) || kind(i + 1, Kind::kOpen) || kind(i + 1, Kind::kFormula);
  }

  bool bracket(int depth) {
    ++at_;
    found_.latex += '(';
    if (!sum(depth + 1) || !kind(at_, Kind::kClose)) return false;
    found_.latex += ')';
    ++at_;
    exponent();
    if (more() && now().glued) variable();
    return true;
  }

  // A number word, `half`, or a single letter next to a sign.
  bool word() {
    if (now().text == "sqrt" && (kind(at_ + 1, Kind::kOpen) || kind(at_ + 1, Kind::kNumber))) {
      ++at_;
      found_.latex += "\\sqrt{";
      const bool read = now().kind == Kind::kOpen ? bracket(1) : number();
      found_.latex += '}';
      ++found_.operators;
      return read;
    }
    if (const auto spoken = spoken_number(tokens_, at_, limit_); spoken && now().text != "one") {
      found_.latex += spoken->value.to_string();
      at_ += spoken->tokens;
      return true;
    }
    if (const auto value = operand_word(now().text)) {
      share_ = !value->is_integer();
      found_.latex += value->is_integer() ? value->to_string() : "(" + value->to_string() + ")";
      ++at_;
      return true;
    }
    if (now().text.size() != 1 || !is_variable(at_)) return false;
    found_.latex += now().text;
    ++at_;
    exponent();
    return true;
  }

  bool is_variable(std::size_t i) const { return stands_as_letter(tokens_, i); }

  // Words that name a number in arithmetic; "both" and "a pair" do not.
  static std::optional<math::Rational> operand_word(std::string_view word) {
    constexpr std::string_view kNouns[] = {"one", "once", "single", "both", "pair", "pairs", "couple", "twins", "triplets", "score", "quarter", "quarters", "third", "fourth", "fifth", "sixth"};
    if (std::find(std::begin(kNouns), std::end(kNouns), word) != std::end(kNouns)) return std::nullopt;
    return number_word(word);
  }

  // Words that never stand between a number and what it is combined with.
  static bool breaks(std::string_view word) {
    constexpr std::string_view kBreaks[] = {"because", "so", "since", "but", "which", "then", "if", "when", "that", "where", "while", "is", "are", "was", "equals", "equal",
                                            "makes", "gives", "becomes", "leaves", "therefore", "thus", "means", "or"};
    return std::find(std::begin(kBreaks), std::end(kBreaks), word) != std::end(kBreaks);
  }

  // "30 leaves + 20 bugs": leaves is a verb only where a quantity follows it.
  bool breaks_at(std::size_t i) const {
    const std::string& word = tokens_[i].text;
    const bool noun = word == "leaves" && i > 0 && tokens_[i - 1].kind == Kind::kNumber && (i + 1 >= limit_ || tokens_[i + 1].kind == Kind::kOperator || tokens_[i + 1].kind == Kind::kClose);
    return !noun && breaks(word);
  }

  // Words behind an operand that are followed by an operator: `4 stickers * 3`, `10 feet/second * 2`. Returns where they end.
  std::size_t unit_words_end(std::size_t i) const {
    std::size_t count = 0;
    while (i < limit_ && count < kMaxUnitWords) {
      const bool hyphen = text(i, Kind::kOperator, "-") && tokens_[i].glued && i + 1 < limit_ && tokens_[i + 1].glued;
      const bool slash = text(i, Kind::kOperator, "/") || hyphen;
      const bool behind_word = i > 0 && tokens_[i - 1].kind == Kind::kWord;
      if (slash && kind(i + 1, Kind::kWord) && tokens_[i + 1].text.size() > 1 && (behind_word || !number_word(tokens_[i + 1].text))) {
        i += 2;   // feet/second, 3-page
      } else if (kind(i, Kind::kWord) && !multiplies(i) && operator_word(i).empty() && !breaks_at(i) && !is_letter_of_text(i)) {
        ++i;
      } else if (is_integer_at(i) && kind(i + 1, Kind::kWord) && tokens_[i + 1].glued && is_ordinal_ending(tokens_[i + 1].text)) {
        i += 2;   // at the 1st turn
      } else {
        break;
      }
      ++count;
    }
    return i;
  }

  bool starts_operand(std::size_t i) const {
    return kind(i, Kind::kNumber) || kind(i, Kind::kMoney) || kind(i, Kind::kOpen) || kind(i, Kind::kFormula) ||
           (kind(i, Kind::kWord) && operand_word(tokens_[i].text));
  }

  bool is_letter_of_text(std::size_t i) const {
    return tokens_[i].text.size() == 1 && letters_.find(tokens_[i].text[0]) != std::string_view::npos && is_variable(i);
  }

  std::string_view operator_word(std::size_t i) const {
    if (!kind(i, Kind::kWord)) return {};
    const std::string& word = tokens_[i].text;
    if (word == "times") return starts_operand(i + 1) ? "\\cdot" : std::string_view();   // not in `16 times + 8 times`
    if (word == "plus") return "+";
    if (word == "minus") return "-";
    if ((word == "divided" || word == "multiplied") && text(i + 1, Kind::kWord, "by")) return word == "divided" ? "/" : "\\cdot";
    return {};
  }

  void note_units(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (tokens_[i].kind == Kind::kWord) found_.units.push_back(grade::clean_unit(tokens_[i].text));
    }
  }

  bool operation() {
    if (share_ && text(at_, Kind::kWord, "of")) {   // 50% of 80
      ++at_;
      if (text(at_, Kind::kWord, "the")) ++at_;
      return put("\\cdot ");
    }
    const std::size_t end = unit_words_end(at_);
    const std::size_t begin = at_;
    at_ = end;
    if (!more()) return false;
    note_units(begin, end);
    if (multiplies(at_)) {
      ++at_;
      return put("\\cdot ");
    }
    if (const std::string_view sign = operator_word(at_); !sign.empty()) {
      at_ += text(at_ + 1, Kind::kWord, "by") ? 2 : 1;
      return put(std::string(sign) + " ");
    }
    if (now().kind == Kind::kOperator && now().text != "^") {
      const std::string sign = now().text;
      ++at_;
      return put(sign + " ");
    }
    const bool spaced = tokens_[at_ - 1].kind == Kind::kNumber && kind(at_ + 1, Kind::kWord) && is_letter_of_text(at_ + 1);   // 4 (x - 6)
    if (now().kind == Kind::kOpen && begin == end && (now().glued || spaced || tokens_[at_ - 1].kind == Kind::kClose)) return put("\\cdot ");   // 2(5+3)
    return false;
  }

  bool put(std::string sign) {
    found_.latex += sign;
    ++found_.operators;
    return true;
  }

  // Words up to the limit belong to the last operand: `3 friends` in front of a sign.
  void skip_trailing_words() {
    const std::size_t end = unit_words_end(at_);
    if (end == at_ || (end != limit_ && !kind(end, Kind::kClose))) return;
    note_units(at_, end);
    found_.first_trailing = now().kind == Kind::kWord ? now().text : "";
    found_.trailing_words = true;
    at_ = end;
  }

  const std::vector<Token>& tokens_;
  std::size_t limit_;
  std::string_view letters_;   // that the text uses as unknowns
  std::size_t at_ = 0;
  bool share_ = false;   // the last operand is a part of a whole, so that "of" multiplies
  Expression found_;
};

// The expression that starts at `begin`, as far as it goes before `end`.
// Nothing when what follows shows that it was not read whole.
std::optional<Expression> prefix(const std::vector<Token>& tokens, std::size_t begin, std::size_t end, std::string_view letters) {
  auto found = ExpressionReader(tokens, end, letters).read(begin);
  if (found && found->end < end) {
    const Token& next = tokens[found->end];
    const bool letter = next.kind == Kind::kWord && next.glued && tokens[found->end - 1].kind == Kind::kClose;
    if (next.kind == Kind::kOperator || (next.kind == Kind::kOpen && next.glued) || letter) return std::nullopt;
    if (next.kind == Kind::kWord) found->units.push_back(grade::clean_unit(next.text));   // = 120 minutes left
  }
  return found;
}

// Is there an operator between the last comma and `end`?
bool has_operator(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  for (std::size_t i = end; i > begin && tokens[i - 1].kind != Kind::kComma; --i) {
    const bool hyphen = tokens[i - 1].text == "-" && tokens[i - 1].glued;
    if (tokens[i - 1].kind == Kind::kOperator && !hyphen) return true;
  }
  return false;
}

// The longest expression that ends exactly at `end`. Nothing when what stands in front shows that it was not read whole.
std::optional<Expression> suffix(const std::vector<Token>& tokens, std::size_t begin, std::size_t end, std::string_view letters) {
  begin = std::max(begin, end > kMaxBack ? end - kMaxBack : 0);
  ExpressionReader reader(tokens, end, letters);
  for (std::size_t i = begin; i < end; ++i) {
    const bool bullet = tokens[i].kind == Kind::kOperator && (i + 1 >= end || !tokens[i + 1].glued);
    if (bullet || tokens[i].kind == Kind::kClose || tokens[i].kind == Kind::kComma) continue;
    auto found = reader.read(i);
    if (!found || found->end != end) continue;
    const bool unit = i > begin && tokens[i].kind == Kind::kWord && tokens[i].glued && tokens[i - 1].kind == Kind::kNumber;   // the m of 300m
    if (unit) continue;
    const bool cut = i > begin && (tokens[i - 1].kind == Kind::kOperator || tokens[i - 1].kind == Kind::kClose);
    const bool part = found->operators == 0 && has_operator(tokens, begin, i);
    return cut || part ? std::nullopt : std::optional(found);
  }
  return std::nullopt;
}

Side side_of(const std::vector<Token>& tokens, const Expression& found) {
  Side side{found.latex, found.units, tokens[found.begin].at, 0, found.operators > 0};
  const Token& last = tokens[found.end - 1];
  side.length = last.at + last.length - side.at;
  return side;
}

// A side of words: what stands in front of the sign.
Side named_side(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  Side side;
  side.at = begin < end ? tokens[begin].at : tokens[end].at;
  side.length = begin < end ? tokens[end - 1].at + tokens[end - 1].length - side.at : 0;
  return side;
}

constexpr std::string_view kLabels[] = {"section", "day", "week", "month", "year", "step", "part", "district", "number", "room", "group", "grade", "level", "chapter",
                                        "round", "game", "bowler", "person", "row", "page", "box", "stage", "phase", "test", "quarter", "case", "trip", "hour", "team"};

// `3 girls = ...`, `2/3 of the tank = ...`, `Day 2 = ...`, `half = ...`: a number with words names something.
bool is_name(const std::vector<Token>& tokens, const Expression& found) {
  if (found.trailing_words && found.operators == 0) return true;
  const std::string& trailing = found.first_trailing;   // 1/2 a cup, 2/3 of the tank
  if (found.trailing_words && (trailing == "of" || trailing == "a" || trailing == "an" || trailing == "the")) return true;
  if (found.operators > 0) return false;
  if (tokens[found.begin].kind == Kind::kWord && tokens[found.begin].text.size() > 1) return true;
  const std::string_view before = found.begin > 0 && tokens[found.begin - 1].kind == Kind::kWord ? std::string_view(tokens[found.begin - 1].text) : std::string_view();
  return std::find(std::begin(kLabels), std::end(kLabels), before) != std::end(kLabels);
}

void finish(Statement& statement, std::vector<Statement>& out) {
  if (statement.sides.size() < 2) return;
  statement.at = statement.sides.front().at;
  statement.length = statement.sides.back().at + statement.sides.back().length - statement.at;
  out.push_back(std::move(statement));
}

// `570 seconds of swimming - 420 seconds for the first 9 laps`: the numbers beside spaced operators, all words passed over.
std::optional<Side> lenient_side(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  std::string latex, number;
  std::size_t first = end;
  bool behind_operator = false, operators = false;
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = tokens[i];
    if (token.kind == Kind::kNumber && (number.empty() || !behind_operator)) {   // the last in front of the first operator, then the first behind each
      const bool percent = i + 1 < end && tokens[i + 1].kind == Kind::kPercent;
      number = token.text + (percent ? "\\%" : "");
      if (!operators) first = i;
    } else if (token.kind == Kind::kOperator && token.text != "^" && !token.glued) {
      if (number.empty()) return std::nullopt;
      latex += number + token.text + " ";
      number.clear();
      behind_operator = operators = true;
    } else if (token.kind == Kind::kOpen || token.kind == Kind::kClose || token.kind == Kind::kFormula || (token.kind == Kind::kOperator && token.text != "-")) {
      return std::nullopt;
    }
  }
  if (!operators || number.empty()) return std::nullopt;
  Side side{latex + number, {}, tokens[first].at, 0, true};
  side.length = tokens[end - 1].at + tokens[end - 1].length - side.at;
  return side;
}

// A lone quantity in front of a sign: its unit says what it is.
bool is_measure(const std::vector<Token>& tokens, const Expression& found) {
  return found.operators == 0 && found.trailing_words && !found.units.empty() && tokens[found.begin].kind == Kind::kNumber;
}

// The left end of a chain of relations.
Side left_side(const std::vector<Token>& tokens, std::size_t segment, std::size_t i, std::string_view letters, Statement& statement) {
  const auto left = suffix(tokens, segment, i, letters);
  if (left && !is_name(tokens, *left)) return side_of(tokens, *left);
  if (left && is_measure(tokens, *left)) {
    statement.measure = true;
    return side_of(tokens, *left);
  }
  if (!left) {
    if (auto side = lenient_side(tokens, segment, i)) {
      statement.lenient = true;
      return *side;
    }
  }
  return named_side(tokens, segment, i);
}

void read_relations(const std::vector<Token>& tokens, std::size_t begin, std::size_t end, std::string_view letters, std::vector<Statement>& out) {
  Statement statement;
  std::size_t segment = begin;
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].kind != Kind::kRelation) continue;
    if (statement.sides.empty()) statement.sides.push_back(left_side(tokens, segment, i, letters, statement));
    std::size_t next = i + 1;
    while (next < end && tokens[next].kind != Kind::kRelation) ++next;
    const auto right = prefix(tokens, i + 1, next, letters);
    if (!right) {
      finish(statement, out);
      statement = {};
    } else {
      statement.signs.push_back(tokens[i].text);
      statement.sides.push_back(side_of(tokens, *right));
      if (right->end != next) {   // other words follow: the chain ends here
        finish(statement, out);
        statement = {};
      }
    }
    segment = right ? right->end : i + 1;
  }
  finish(statement, out);
}

constexpr std::array<std::string_view, 9> kEquals = {"is", "are", "equals", "equal", "makes", "gives", "becomes", "leaves", "was"};
constexpr std::array<std::string_view, 14> kComparing = {"more", "less", "times", "fewer", "percent", "of", "as", "than", "greater", "smaller",
                                                         "larger", "older", "younger", "and"};
constexpr std::array<std::string_view, 6> kFillers = {"equal", "to", "only", "exactly", "just", "also"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// `4/7 is equal to $24`: a lone fraction before a verb is a part of something.
bool is_share(const std::vector<Token>& tokens, const Expression& found) {
  return found.operators == 1 && found.begin + 2 < tokens.size() && tokens[found.begin + 1].kind == Kind::kOperator && tokens[found.begin + 1].text == "/" &&
         tokens[found.begin + 1].glued && tokens[found.begin + 2].glued;
}

// `50% of 80 is 40`: arithmetic, a verb, a lone number.
void read_verbs(const std::vector<Token>& tokens, std::size_t begin, std::size_t end, std::string_view letters, std::vector<Statement>& out) {
  for (std::size_t i = begin + 1; i < end; ++i) {
    const bool or_else = i > begin + 1 && tokens[i].kind == Kind::kWord && tokens[i].text == "or" && tokens[i - 1].kind == Kind::kComma;   // 20 * 16, or 320
    if (tokens[i].kind != Kind::kWord || (!contains(kEquals, tokens[i].text) && !or_else)) continue;
    const auto left = suffix(tokens, begin, or_else ? i - 1 : i, letters);
    if (!left || left->operators == 0 || is_name(tokens, *left) || is_share(tokens, *left)) continue;
    std::size_t start = i + 1;
    while (start < end && tokens[start].kind == Kind::kWord && contains(kFillers, tokens[start].text)) ++start;
    if (start >= end) continue;
    const auto right = prefix(tokens, start, end, letters);
    if (!right || right->operators > 0) continue;
    const auto compares = [&](std::size_t at) { return at < end && tokens[at].kind == Kind::kWord && contains(kComparing, tokens[at].text); };
    bool comparing = false;
    for (std::size_t at = start; at < std::min(right->end + 4, end); ++at) comparing = comparing || compares(at);
    if (comparing || (tokens[start].kind == Kind::kWord && !spoken_number(tokens, start, end))) continue;
    Statement statement;
    statement.sides = {side_of(tokens, *left), side_of(tokens, *right)};
    statement.signs = {"is"};
    finish(statement, out);
  }
}

}  // namespace

std::string letters_of(const std::vector<Token>& tokens) {
  std::string letters;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    constexpr std::string_view kUnknowns = "xyzn";   // behind a number the others may be units, 300m / 3
    const bool behind_number = tokens[i].glued && i > 0 && tokens[i - 1].kind == Kind::kNumber && kUnknowns.find(tokens[i].text) == std::string_view::npos;
    if (!stands_as_letter(tokens, i) || behind_number || letters.find(tokens[i].text) != std::string::npos) continue;
    letters += tokens[i].text;
  }
  return letters;
}

void read_sentence(const std::vector<Token>& tokens, std::size_t begin, std::size_t end, std::string_view letters, std::vector<Statement>& out) {
  const bool related = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin), tokens.begin() + static_cast<std::ptrdiff_t>(end),
                                   [](const Token& token) { return token.kind == Kind::kRelation; });
  if (related) read_relations(tokens, begin, end, letters, out);
  read_verbs(tokens, begin, end, letters, out);
}

}  // namespace retort::check
