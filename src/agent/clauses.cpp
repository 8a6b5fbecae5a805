#include "agent/clauses.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "agent/forms.h"

namespace retort::agent {

namespace {

// Patterns are compiled once; references stay valid.
const Pattern& compiled(std::string_view text) {
  static std::mutex mutex;
  static std::map<std::string, Pattern, std::less<>> all;
  std::lock_guard lock(mutex);
  auto found = all.find(text);
  if (found == all.end()) found = all.emplace(std::string(text), Pattern::compile(text, shared_phrases())).first;
  return found->second;
}

}  // namespace

std::optional<Captures> Clauses::take(std::string_view pattern) {
  if (at_end()) return {};
  auto ways = compiled(pattern).prefixes(tokens_, at_, phrases_);
  auto longest = std::max_element(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.length < b.length; });
  if (longest == ways.end() || longest->length == 0) return {};
  at_ += longest->length;
  return std::move(longest->captures);
}

void Clauses::skip_sentence() {
  while (!at_end() && !tokens_[at_++].ends_sentence()) {}
}

bool is_one_of(const Token& token, std::initializer_list<std::string_view> words) {
  return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end();
}

bool says_word(const std::vector<Token>& tokens, std::string_view word) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return is_one_of(token, {word}); });
}

std::vector<Token> conditions_first(const std::vector<Token>& tokens) {
  std::size_t question = tokens.size(), start = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && tokens[i - 1].ends_sentence()) start = i;
    const std::string& word = tokens[i].text;
    if (tokens[i].kind == TokenKind::kWord && (word == "what" || word == "how" || word == "find") && question == tokens.size()) question = start;
  }
  for (std::size_t i = question + 3; i < tokens.size(); ++i) {
    if (tokens[i - 1].ends_sentence()) return tokens;
    const bool opens = tokens[i].kind == TokenKind::kWord && (tokens[i].text == "if" || tokens[i].text == "when");
    // "what is the probability that when ..." has its condition first already.
    if (!opens || tokens[i - 1].text == "that") continue;
    std::size_t end = i;
    while (end + 1 < tokens.size() && !tokens[end].ends_sentence()) ++end;
    std::vector<Token> out(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(question));
    out.insert(out.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(end) + 1);
    out.back().mark = '.';
    out.insert(out.end(), tokens.begin() + static_cast<std::ptrdiff_t>(question), tokens.begin() + static_cast<std::ptrdiff_t>(i));
    out.back().mark = '?';
    out.insert(out.end(), tokens.begin() + static_cast<std::ptrdiff_t>(end) + 1, tokens.end());
    return out;
  }
  return tokens;
}

}  // namespace retort::agent
