#include "check/statement.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "check/formula.h"
#include "check/pieces.h"
#include "check/sentence.h"
#include "check/tokens.h"

namespace retort::check {
namespace {

constexpr std::size_t kMaxSentence = 200;   // tokens

constexpr std::array<std::string_view, 15> kHypothetical = {"if", "suppose", "assume", "assuming", "let", "when", "try", "trying", "set", "setting",
                                                            "at", "for", "substitute", "substituting", "case"};
constexpr std::array<std::string_view, 6> kDefining = {"let", "define", "denote", "call", "where", "say"};
constexpr std::array<std::string_view, 9> kRounding = {"about", "approximately", "round", "rounded", "rounding", "nearest", "roughly", "almost", "estimate"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// The words of the same sentence in front of `at`, nearest last, from at most 80 bytes.
std::vector<std::string> words_before(std::string_view text, std::size_t at) {
  std::size_t begin = at > 80 ? at - 80 : 0;
  for (std::size_t i = at; i > begin; --i) {
    const char c = text[i - 1];
    if (c == '\n' || c == ';' || ((c == '.' || c == '?' || c == '!') && i < text.size() && text[i] == ' ')) {
      begin = i;
      break;
    }
  }
  std::string letters;
  for (char c : text.substr(begin, at - begin)) letters += std::isalpha(static_cast<unsigned char>(c)) ? c : ' ';
  std::vector<std::string> found;
  for (std::string_view word : words(letters)) found.push_back(lower_ascii(word));
  return found;
}

bool rounds_near(std::string_view text, std::size_t at, std::size_t length) {
  const std::size_t begin = at > 80 ? at - 80 : 0;
  std::string letters;
  for (char c : text.substr(begin, std::min(at + length + 80, text.size()) - begin)) letters += std::isalpha(static_cast<unsigned char>(c)) ? c : ' ';
  for (std::string_view word : words(letters)) {
    if (contains(kRounding, lower_ascii(word))) return true;
  }
  return false;
}

bool or_follows(std::string_view text, std::size_t at) {
  const std::string_view after = text.substr(std::min(at, text.size()), 24);
  const std::string near = lower_ascii(after);
  const std::size_t word = near.find(" or ");
  return (word != std::string::npos && word < 8) || near.find("text{ or") != std::string::npos || near.find("\\lor") != std::string::npos;
}

bool or_precedes(std::string_view text, std::size_t at) {
  const std::size_t begin = at > 16 ? at - 16 : 0;
  const std::string near = lower_ascii(text.substr(begin, at - begin));
  const std::size_t word = near.rfind("or ");
  return (word != std::string::npos && word + 7 > near.size()) || near.find("{ or }") != std::string::npos;
}

void add_context(std::string_view text, Statement& statement) {
  const std::vector<std::string> before = words_before(text, statement.at);
  const std::size_t near = before.size() > 5 ? before.size() - 5 : 0;
  for (std::size_t i = near; i < before.size(); ++i) {
    statement.hypothetical = statement.hypothetical || contains(kHypothetical, before[i]);
    statement.definition = statement.definition || contains(kDefining, before[i]);
  }
  statement.rounding = rounds_near(text, statement.at, statement.length);
  statement.alternative = or_follows(text, statement.at + statement.length) || or_precedes(text, statement.at);
}

}  // namespace

std::string plain_letters(std::string_view text) { return letters_of(tokenize(text, split_pieces(text))); }

std::vector<Statement> read_statements(std::string_view text) {
  std::vector<Statement> statements;
  const std::vector<Piece> pieces = split_pieces(text);
  for (const Piece& piece : pieces) {
    if (piece.formula) read_formula(text, piece, statements);
  }
  const std::vector<Token> tokens = tokenize(text, pieces);
  const std::string letters = letters_of(tokens);
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && tokens[end].kind != Kind::kStop && end - begin < kMaxSentence) ++end;
    if (end > begin) read_sentence(tokens, begin, end, letters, statements);
    begin = end < tokens.size() && tokens[end].kind == Kind::kStop ? end + 1 : end;
  }
  std::stable_sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) { return a.at < b.at; });
  for (Statement& statement : statements) add_context(text, statement);
  return statements;
}

}  // namespace retort::check
