#include "agent/forms_wordings.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "agent/clauses.h"

namespace retort::agent {

namespace {

using Tokens = std::vector<Token>;

template <std::size_t n>
bool is_one_of(const Token& token, const std::array<std::string_view, n>& words) {
  return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end();
}

bool same(const Tokens& a, const Tokens& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Token& x, const Token& y) { return x.text == y.text && x.mark == y.mark; });
}

// Word rows that may go wherever they stand.
Tokens without_idle_words(const Tokens& tokens) {
  static constexpr std::array<std::string_view, 23> kWords = {"expression", "equation", "evaluated", "simplified", "completely", "infinite", "exact", "numerical", "numeric", "resulting", "certain", "particular",
                                                              "simply", "nonconstant", "constant", "variable", "quantity", "mentally", "both", "simultaneously", "respectively", "actual", "angle"};
  static constexpr std::array<std::string_view, 4> kCounts = {"many", "number", "probability", "chance"};
  const bool counts = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return is_one_of(t, kCounts); });
  static const std::vector<std::vector<std::string_view>> kRows = {
      {"when", "written", "as", "integer"}, {"when", "simplified"}, {"when", "fully", "simplified"}, {"when", "expressed", "as", "decimal"}, {"of", "resulting", "fraction"}, {"coordinates", "of"}, {"graph", "of"},
      {"in", "real", "numbers"}, {"over", "real", "numbers"}, {"by", "rationalizing", "denominator"}, {"for", "all", "real", "numbers"}};
  Tokens kept;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    std::size_t row = 0;
    for (const auto& words : kRows) {
      bool fits = i + words.size() <= tokens.size();
      for (std::size_t k = 0; fits && k < words.size(); ++k) fits = tokens[i + k].kind == TokenKind::kWord && tokens[i + k].text == words[k] && (k + 1 == words.size() || tokens[i + k].mark == 0);
      if (fits) row = std::max(row, words.size());
    }
    if (row > 0) {
      if (tokens[i + row - 1].mark != 0 && !kept.empty() && kept.back().mark == 0) kept.back().mark = tokens[i + row - 1].mark;
      i += row - 1;
      continue;
    }
    const bool before_function = token.text == "rational" && i + 1 < tokens.size() && (tokens[i + 1].text == "function" || tokens[i + 1].text == "functions");
    // "real" says which solutions count; where none are counted a form that knows all solutions checks them.
    const bool idle = is_one_of(token, kWords) || before_function || (token.kind == TokenKind::kWord && token.text == "real" && !counts);
    if (!idle) kept.push_back(token);
    else if (token.mark != 0 && !kept.empty() && kept.back().mark == 0) kept.back().mark = token.mark;
  }
  return kept;
}

// "the value of x" as "x".
Tokens without_value_of(const Tokens& tokens) {
  Tokens kept;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool value = (tokens[i].text == "value" || tokens[i].text == "values") && tokens[i].mark == 0 && i + 1 < tokens.size() && tokens[i + 1].text == "of" && tokens[i + 1].mark == 0;
    if (value) ++i;
    else kept.push_back(tokens[i]);
  }
  return kept;
}

// "If C, what is Q?" and "C. Find Q." as "what is Q if C?".
Tokens condition_last(const Tokens& tokens) {
  static constexpr std::array<std::string_view, 8> kOpeners = {"if", "given", "suppose", "let", "when", "where", "for", "assume"};
  static constexpr std::array<std::string_view, 10> kAsks = {"what", "find", "compute", "determine", "evaluate", "how", "calculate", "which", "solve", "simplify"};
  std::size_t question = tokens.size();
  for (std::size_t i = 1; i < tokens.size(); ++i)
    if (is_one_of(tokens[i], kAsks) && (tokens[i - 1].mark != 0 || tokens[i - 1].kind == TokenKind::kMath)) {
      question = i;
      break;
    }
  if (question == tokens.size() || !is_one_of(tokens[0], kOpeners)) return tokens;
  for (std::size_t i = 0; i + 1 < question; ++i)
    if (tokens[i].ends_sentence()) return tokens;
  for (std::size_t i = question; i + 1 < tokens.size(); ++i)
    if (tokens[i].ends_sentence()) return tokens;
  std::size_t start = 1;
  if (start < question && tokens[start].text == "that") ++start;
  Tokens out(tokens.begin() + static_cast<std::ptrdiff_t>(question), tokens.end());
  out.back().mark = 0;
  Token link;
  link.text = link.written = "if";
  out.push_back(link);
  out.insert(out.end(), tokens.begin() + static_cast<std::ptrdiff_t>(start), tokens.begin() + static_cast<std::ptrdiff_t>(question));
  out.back().mark = '?';
  return out;
}

// "What is x?", "Determine x." and the like all as "find x", or all as "what is x".
Tokens asked_by(const Tokens& tokens, bool find) {
  static constexpr std::array<std::string_view, 9> kVerbs = {"find", "compute", "determine", "calculate", "evaluate", "state", "identify", "obtain", "name"};
  static constexpr std::array<std::string_view, 4> kBeing = {"is", "are", "was", "were"};
  Tokens out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool what = (tokens[i].text == "what" || tokens[i].text == "which") && tokens[i].kind == TokenKind::kWord && tokens[i].mark == 0 && i + 1 < tokens.size() && is_one_of(tokens[i + 1], kBeing) && tokens[i + 1].mark == 0;
    const bool starts = i == 0 || tokens[i - 1].mark != 0 || tokens[i - 1].kind == TokenKind::kMath || tokens[i - 1].text == "then" || tokens[i - 1].text == "and";
    if (!starts || (!what && !is_one_of(tokens[i], kVerbs))) {
      out.push_back(tokens[i]);
      continue;
    }
    Token verb;
    verb.text = verb.written = find ? "find" : "what";
    out.push_back(verb);
    if (!find) {
      verb.text = verb.written = what ? tokens[i + 1].text : std::string("is");
      out.push_back(verb);
    }
    if (what) ++i;
    else out.back().mark = tokens[i].mark;
  }
  return out;
}

// One word for several that say the same.
Tokens with_common_words(const Tokens& tokens) {
  static const std::vector<std::pair<std::vector<std::string_view>, std::vector<std::string_view>>> kRows = {
      {{"greatest"}, {"largest"}}, {{"least"}, {"smallest"}}, {{"solutions"}, {"roots"}}, {{"zeros"}, {"roots"}}, {{"zeroes"}, {"roots"}}, {{"that", "satisfies"}, {"satisfying"}}, {{"that", "satisfy"}, {"satisfying"}},
      {{"which", "satisfies"}, {"satisfying"}}, {{"which", "satisfy"}, {"satisfying"}}, {{"for", "which"}, {"such", "that"}}, {{"so", "that"}, {"such", "that"}}, {{"natural", "number"}, {"positive", "integer"}}, {{"natural", "numbers"}, {"positive", "integers"}},
      {{"positive", "whole", "numbers"}, {"positive", "integers"}}, {{"given", "that"}, {"if"}}, {{"suppose", "that"}, {"if"}}, {{"assume", "that"}, {"if"}}, {{"suppose"}, {"if"}}, {{"with", "equation"}, {"given", "by"}},
      {{"defined", "by"}, {"given", "by"}}, {{"described", "by"}, {"given", "by"}}, {{"whose", "equation", "is"}, {"given", "by"}}, {{"which", "passes", "through"}, {"passing", "through"}}, {{"that", "passes", "through"}, {"passing", "through"}},
      {{"that", "goes", "through"}, {"passing", "through"}}, {{"going", "through"}, {"passing", "through"}}, {{"that", "contains"}, {"passing", "through"}}, {{"containing"}, {"passing", "through"}}, {{"multiples", "of"}, {"integers", "divisible", "by"}}};
  Tokens out;
  for (std::size_t i = 0; i < tokens.size();) {
    bool changed = false;
    for (const auto& [words, by] : kRows) {
      bool fits = i + words.size() <= tokens.size();
      for (std::size_t k = 0; fits && k < words.size(); ++k) fits = tokens[i + k].kind == TokenKind::kWord && tokens[i + k].text == words[k] && (k + 1 == words.size() || tokens[i + k].mark == 0);
      if (!fits) continue;
      for (std::string_view text : by) {
        Token token;
        token.text = token.written = text;
        out.push_back(token);
      }
      out.back().mark = tokens[i + words.size() - 1].mark;
      i += words.size();
      changed = true;
      break;
    }
    if (!changed) out.push_back(tokens[i++]);
  }
  return out;
}

}  // namespace

std::vector<Tokens> reworded(const Tokens& tokens) {
  constexpr std::size_t kMost = 20;
  static constexpr std::array<Tokens (*)(const Tokens&), 7> kWays = {
      without_idle_words, without_value_of, [](const Tokens& t) { return asked_by(t, true); }, [](const Tokens& t) { return asked_by(t, false); }, with_common_words, condition_last, conditions_first};
  std::vector<Tokens> found = {tokens};
  // From each wording the next ones: two changes at most.
  for (std::size_t next = 0, level_end = 1, level = 0; next < found.size() && level < 2; ++next) {
    for (const auto& way : kWays) {
      Tokens one = found[next].empty() ? Tokens() : way(found[next]);
      const bool known = one.empty() || std::any_of(found.begin(), found.end(), [&](const Tokens& t) { return same(t, one); });
      if (!known && found.size() <= kMost) found.push_back(std::move(one));
    }
    if (next + 1 == level_end) level_end = found.size(), ++level;
  }
  found.erase(found.begin());
  return found;
}

}  // namespace retort::agent
