#include "agent/forms_slots.h"

#include <algorithm>
#include <array>
#include <functional>

#include "math/exact.h"

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

constexpr std::array<std::string_view, 16> kTypes = {"int", "number", "ints", "expr", "exprs", "eq", "rel", "eqs", "rels",
                                                     "var", "vars", "word", "name", "words", "thing", "math"};

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
