#include "agent/forms_slots.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

bool is_relation(const Expr& e) { return e.is(Op::kRel) || e.is(Op::kChain); }

// A chain of equations is no single equation.
bool is_equation(const Expr& e) { return e.is(Op::kRel) && e.name() == "="; }

bool is_term(const Expr& e) {
  switch (e.op()) {
    case Op::kRel: case Op::kChain: case Op::kCongruence: case Op::kList: case Op::kSet: case Op::kTuple: case Op::kInterval:
    case Op::kUnion: case Op::kText: case Op::kPlusMinus: return false;
    default: return true;
  }
}

bool is_variable(const Expr& e) { return e.is(Op::kSymbol) && e.name().size() <= 5; }

bool is_written_integer(const Expr& e) {
  if (e.is(Op::kNeg)) return e.arg(0).is_integer();
  return e.is_integer();
}

// The number itself where an expression is one: -4, \frac{1}{2}, 2.5.
std::optional<Expr> as_number(const Expr& e) {
  if (!is_term(e) || !e.symbols().empty() || e.is(Op::kBase) || e.is(Op::kUnit) || e.is(Op::kPercent)) return {};
  const Expr& inner = e.is(Op::kNeg) ? e.arg(0) : e;
  bool written = inner.is_number() || inner.is(Op::kMixed) ||
                 (inner.is(Op::kDiv) && inner.arg(0).is_number() && inner.arg(1).is_number());
  if (!written) return {};
  auto value = math::exact_value(e);
  if (!value.ok()) return {};
  return Expr::number(*value);
}

std::optional<Expr> as_integer(const Expr& e) {
  if (!is_written_integer(e)) return {};
  auto value = as_number(e);
  return value && value->value().to_int64() ? value : std::nullopt;
}

using Convert = std::function<std::optional<Expr>(const Expr&)>;

Convert keep_if(bool (*test)(const Expr&)) {
  return [test](const Expr& e) -> std::optional<Expr> { return test(e) ? std::optional<Expr>(e) : std::nullopt; };
}

// What a token says, lists taken apart; nothing when it is no mathematics.
std::vector<Expr> parts_of(const Token& token) {
  if (token.kind == TokenKind::kWord && token.number) return {Expr::number(*token.number)};
  std::vector<Expr> parts;
  for (const Expr& e : token.exprs) {
    if (e.is(Op::kList)) parts.insert(parts.end(), e.args().begin(), e.args().end());
    else parts.push_back(e);
  }
  return parts;
}

// A letter written as a word: "for x". The article is none.
std::optional<Expr> letter_word(const Token& token) {
  bool letter = token.kind == TokenKind::kWord && token.text.size() == 1 && token.text != "a";
  return letter ? std::optional<Expr>(Expr::symbol(token.written)) : std::nullopt;
}

std::vector<SlotReading> one(const Convert& convert, const std::vector<Token>& tokens, std::size_t at) {
  auto parts = parts_of(tokens[at]);
  if (parts.size() != 1) return {};
  auto value = convert(parts[0]);
  if (!value) return {};
  return {{1, {{*value}, tokens[at].text, {}}}};
}

// Items side by side, joined by marks, "and" or "or"; every prefix that ends in an item, longest first.
std::vector<SlotReading> several(const Convert& convert, std::size_t least, const std::vector<Token>& tokens, std::size_t at) {
  std::vector<SlotReading> readings;
  Capture so_far;
  for (std::size_t i = at; i < tokens.size();) {
    auto parts = parts_of(tokens[i]);
    if (parts.empty()) break;
    for (const Expr& part : parts) {
      auto value = convert(part);
      if (!value) return {readings.rbegin(), readings.rend()};
      so_far.exprs.push_back(*value);
    }
    ++i;
    if (so_far.exprs.size() >= least) readings.push_back({i - at, so_far});
    if (tokens[i - 1].ends_sentence()) break;
    if (i < tokens.size() && (tokens[i].text == "and" || tokens[i].text == "or") && tokens[i].kind == TokenKind::kWord) ++i;
  }
  return {readings.rbegin(), readings.rend()};
}

// Up to `most` words of one sentence.
std::vector<SlotReading> several_words(std::size_t most, const std::vector<Token>& tokens, std::size_t at) {
  std::vector<SlotReading> readings;
  Capture so_far;
  for (std::size_t i = at; i < tokens.size() && i < at + most && tokens[i].kind == TokenKind::kWord; ++i) {
    const char* blank = i == at ? "" : " ";
    so_far.text += blank + tokens[i].written;
    so_far.stem += blank + word_stem(tokens[i].text);
    readings.push_back({i + 1 - at, so_far});
    if (tokens[i].ends_sentence()) break;
  }
  return readings;
}

// (3, 5) itself, or behind a name.
std::optional<Expr> as_point(const Expr& e) {
  if (e.is(Op::kRel) && e.name() == "=" && e.arg(0).is(Op::kSymbol)) return as_point(e.arg(1));
  bool tuple = e.is(Op::kTuple) || (e.is(Op::kInterval) && e.name() == "()");
  if (!tuple) return {};
  return Expr::make(Op::kTuple, e.args());
}

std::vector<Expr> points_of(const Token& token) {
  std::vector<Expr> found;
  for (const Expr& e : parts_of(token))
    if (auto point = as_point(e)) found.push_back(*point);
    else found.clear();
  // "A(3,5)" is read as a product or not at all.
  const std::string& text = token.text;
  std::size_t open = text.find('(');
  bool named = open != text.npos && open > 0 && text[0] >= 'A' && text[0] <= 'Z' && text.substr(1, open - 1).find_first_not_of(" \\left=_123") == text.npos;
  if (found.empty() && named && text.back() == ')') {
    auto e = math::parse(text.substr(open), math::Notation::kLatex);
    if (e.ok())
      if (auto point = as_point(*e)) found = {*point};
  }
  return found;
}

std::vector<SlotReading> several_points(const std::vector<Token>& tokens, std::size_t at) {
  std::vector<SlotReading> readings;
  Capture so_far;
  for (std::size_t i = at; i < tokens.size() && i < at + 20;) {
    if (tokens[i].kind != TokenKind::kMath) break;
    auto points = points_of(tokens[i]);
    if (points.empty()) break;
    so_far.exprs.insert(so_far.exprs.end(), points.begin(), points.end());
    ++i;
    if (so_far.exprs.size() > 1) readings.push_back({i - at, so_far});
    if (tokens[i - 1].ends_sentence()) break;
    if (i < tokens.size() && tokens[i].kind == TokenKind::kWord && tokens[i].text == "and") ++i;
  }
  return {readings.rbegin(), readings.rend()};
}

// The number of "third", "10th"; of "$100$th" and "$n^{th}$" with the word behind it.
std::vector<SlotReading> ordinal(const std::vector<Token>& tokens, std::size_t at) {
  static const std::map<std::string, long long> words = {
      {"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10},
      {"eleventh", 11}, {"twelfth", 12}, {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15}, {"sixteenth", 16}, {"seventeenth", 17},
      {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20}, {"hundredth", 100}, {"hundred-first", 101}};
  const Token& token = tokens[at];
  std::string digits;
  std::size_t length = 1;
  if (token.kind == TokenKind::kWord) {
    auto known = words.find(token.text);
    if (known != words.end()) return {{1, {{Expr::integer(known->second)}, token.text, {}}}};
    digits = token.text.substr(0, token.text.find_first_not_of("0123456789"));
    if (digits.empty() || digits.size() + 2 != token.text.size()) return {};
  } else if (token.kind == TokenKind::kMath) {
    digits = token.text.substr(0, token.text.find_first_not_of("0123456789"));
    if (digits.empty()) return {};
    bool behind = digits.size() == token.text.size();
    std::size_t next = at + 1;
    bool th = next < tokens.size() && (tokens[next].text == "th" || tokens[next].text == "st" || tokens[next].text == "nd" || tokens[next].text == "rd");
    if (behind && !th) return {};
    if (!behind && token.text.find("^", digits.size()) != digits.size() && token.text.find("\\text", digits.size()) != digits.size()) return {};
    if (!behind && token.text.find("th") == token.text.npos && token.text.find("st") == token.text.npos && token.text.find("nd") == token.text.npos &&
        token.text.find("rd") == token.text.npos)
      return {};
    length = behind ? 2 : 1;
  } else {
    return {};
  }
  if (digits.size() > 9) return {};
  return {{length, {{Expr::integer(std::stoll(digits))}, token.text, {}}}};
}

constexpr std::array<std::string_view, 21> kTypes = {"int", "number", "ints", "expr", "exprs", "eq", "rel", "eqs", "rels", "var",
                                                     "vars", "word", "name", "words", "thing", "math", "point", "points", "tuple", "matrix", "ordinal"};

}  // namespace

bool is_slot_type(std::string_view type) { return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end(); }

std::vector<SlotReading> read_slot(std::string_view type, const std::vector<Token>& tokens, std::size_t at) {
  if (at >= tokens.size()) return {};
  const Token& token = tokens[at];
  if (type == "int") return one(as_integer, tokens, at);
  if (type == "number") return one(as_number, tokens, at);
  if (type == "ints") return several(as_integer, 2, tokens, at);
  if (type == "eq") return one(keep_if(is_equation), tokens, at);
  if (type == "rel") return one(keep_if(is_relation), tokens, at);
  if (type == "eqs") return several(keep_if(is_equation), 1, tokens, at);
  if (type == "rels") return several(keep_if(is_relation), 1, tokens, at);
  if (type == "expr" && token.kind != TokenKind::kWord) return one(keep_if(is_term), tokens, at);
  if (type == "exprs" && token.kind != TokenKind::kWord) return several(keep_if(is_term), 1, tokens, at);
  if (type == "vars") return several(keep_if(is_variable), 1, tokens, at);
  if (type == "math" && token.kind == TokenKind::kMath) return {{1, {token.exprs, token.text, {}}}};
  if (type == "ordinal") return ordinal(tokens, at);
  if (type == "points") return several_points(tokens, at);
  if (type == "point" && token.kind == TokenKind::kMath) {
    auto points = points_of(token);
    if (points.size() != 1) return {};
    return {{1, {{points[0]}, token.text, {}}}};
  }
  if (type == "tuple" && token.kind == TokenKind::kMath) return one(keep_if([](const Expr& e) { return e.is(Op::kTuple); }), tokens, at);
  if (type == "matrix" && token.kind == TokenKind::kMath) return one(keep_if([](const Expr& e) { return e.is(Op::kMatrix); }), tokens, at);
  if (type == "var") {
    if (auto letter = letter_word(token)) return {{1, {{*letter}, token.text, {}}}};
    return one(keep_if(is_variable), tokens, at);
  }
  if (token.kind != TokenKind::kWord) return {};
  if (type == "word") return several_words(1, tokens, at);
  if (type == "words") return several_words(6, tokens, at);
  if (type == "thing" && !token.number) return several_words(3, tokens, at);
  if (type == "name" && !token.written.empty() && token.written[0] >= 'A' && token.written[0] <= 'Z') return several_words(1, tokens, at);
  return {};
}

std::string word_stem(std::string_view word) {
  if (word.size() > 4 && word.substr(word.size() - 3) == "ies") return std::string(word.substr(0, word.size() - 3)) + "y";
  if (word.size() > 3 && word.substr(word.size() - 2) == "'s") return std::string(word.substr(0, word.size() - 2));
  if (word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's') return std::string(word.substr(0, word.size() - 1));
  return std::string(word);
}

}  // namespace retort::agent
