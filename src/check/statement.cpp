#include "check/statement.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "check/formula.h"
#include "check/pieces.h"
#include "check/sentence.h"
#include "check/tokens.h"

namespace retort::check {
namespace {

constexpr std::size_t kMaxSentence = 200;   // tokens

constexpr std::array<std::string_view, 21> kHypothetical = {"if", "suppose", "assume", "assuming", "let", "letting", "when", "try", "trying",
                                                            "set", "setting", "at", "for", "with", "substitute", "substituting", "plugging", "case", "put", "putting", "taking"};
constexpr std::array<std::string_view, 7> kTesting = {"test", "testing", "check", "checking", "choose", "choosing", "sample"};
constexpr std::array<std::string_view, 8> kRefusing = {"exclude", "excluding", "reject", "rejecting", "discard", "discarding", "drop", "dropping"};
constexpr std::array<std::string_view, 9> kSupposing = {"if", "suppose", "assume", "assuming", "let", "letting", "when", "set", "setting"};
// May stand between such a word and what is assumed.
constexpr std::array<std::string_view, 16> kFillers = {"that", "the", "value", "values", "of", "us", "we", "have", "say", "in", "a", "point", "to", "be", "equal", "number"};
constexpr std::array<std::string_view, 6> kDefining = {"let", "define", "denote", "call", "where", "say"};
constexpr std::array<std::string_view, 6> kRounding = {"approximately", "round", "rounded", "rounding", "nearest", "estimate"};
constexpr std::array<std::string_view, 4> kAbout = {"about", "roughly", "almost", "around"};   // directly in front
constexpr std::array<std::string_view, 5> kWhole = {"full", "whole", "complete", "remainder", "completely"};   // 13 / 6 = 2 full cycles

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// Where the formula that `at` stands at the start of opens, else `at`.
std::size_t formula_opening(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  if (at > 0 && text[at - 1] == '$') return at - 1;
  const std::string_view two = at > 1 ? text.substr(at - 2, 2) : std::string_view();
  return two == "\\(" || two == "\\[" ? at - 2 : at;
}

// The words of the same sentence in front of `at`, nearest last, from at most 80 bytes and no further than another formula.
std::vector<std::string> words_before(std::string_view text, std::size_t at) {
  at = formula_opening(text, at);
  std::size_t begin = at > 80 ? at - 80 : 0;
  const std::size_t formula = text.substr(begin, at - begin).find_last_of("$)]=");
  if (formula != std::string_view::npos) begin += formula + 1;
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
  const std::vector<std::string> before = words_before(text, at);
  if (!before.empty() && contains(kAbout, before.back())) return true;
  const std::string behind = lower_ascii(text.substr(std::min(at + length, text.size()), 32));
  const std::vector<std::string_view> next = words(behind);
  return std::any_of(next.begin(), next.end(), [](std::string_view word) { return contains(kWhole, word); });
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

// "leaving out x = 3"; "x = 3 does not solve the equation"
bool is_left_out(std::string_view text, const Statement& statement, const std::vector<std::string>& before) {
  const std::size_t last = before.size();
  if (last > 1 && before[last - 1] == "out" && (before[last - 2].starts_with("leav") || before[last - 2].starts_with("rul"))) return true;
  const std::size_t end = std::min(statement.at + statement.length, text.size());
  std::string_view behind = text.substr(end, 80);
  if (behind.starts_with("$")) behind.remove_prefix(1);
  const std::string words = lower_ascii(behind.substr(0, behind.find_first_of("$.;\n=")));
  constexpr std::string_view kRefused[] = {"does not solve", "does not fit", "does not satisfy", "does not work", "does not belong", "is rejected", "is extraneous", "is not a solution", "is not allowed", "falls away", "is left out"};
  return std::any_of(std::begin(kRefused), std::end(kRefused), [&](std::string_view refused) { return words.find(refused) != std::string::npos; });
}

void add_context(std::string_view text, Statement& statement) {
  const std::vector<std::string> before = words_before(text, statement.at);
  std::size_t last = before.size();
  while (last > 0 && before.size() - last < 4 && contains(kFillers, before[last - 1])) --last;
  statement.hypothetical = last > 0 && contains(kHypothetical, before[last - 1]);
  statement.refused = is_left_out(text, statement, before) || (last > 0 && contains(kRefusing, before[last - 1]));
  statement.tested = statement.refused || (last > 0 && contains(kTesting, before[last - 1]));
  statement.supposed = last > 0 && contains(kSupposing, before[last - 1]);
  for (std::size_t i = before.size() > 5 ? before.size() - 5 : 0; i < before.size(); ++i) {
    const bool invites = before[i] == "let" && i + 1 < before.size() && before[i + 1] == "us";   // "let us solve"
    const bool describes = before[i] == "where" && i + 3 < before.size();   // "where this is the slope, gives"
    statement.definition = statement.definition || (contains(kDefining, before[i]) && !invites && !describes);
  }
  statement.rounding = rounds_near(text, statement.at, statement.length);
  statement.alternative = or_follows(text, statement.at + statement.length) || or_precedes(text, statement.at);
}

// `if $x = 2$ and $y = 3$`: nothing but a conjunction between the two.
bool is_joined(std::string_view text, const Statement& first, const Statement& second) {
  const std::size_t end = first.at + first.length;
  if (second.at < end || second.at - end > 16) return false;
  std::string letters;
  for (char c : text.substr(end, second.at - end)) {
    if (c == '.' || c == '\n') return false;
    if (std::isalpha(static_cast<unsigned char>(c))) letters += c;
  }
  return letters.empty() || letters == "and" || letters == "or" || letters == "textand" || letters == "textor";
}

// `$d$ is $6ra$`: two formulas without a sign between which nothing but "is" stands.
void read_namings(std::string_view text, const std::vector<Piece>& pieces, std::vector<Statement>& out) {
  constexpr std::size_t kLongest = 120;
  const Piece* last = nullptr;
  for (const Piece& piece : pieces) {
    const Piece* before = std::exchange(last, piece.formula ? &piece : last);
    if (!piece.formula || !before || trim(text.substr(before->end, piece.begin - before->end)) != "is") continue;
    Statement statement;
    for (const Piece* side : {before, &piece}) {
      const std::string_view inner = trim(text.substr(side->inner_begin, side->inner_end - side->inner_begin));
      if (inner.empty() || inner.size() > kLongest || inner.find_first_of("=<>&,") != std::string_view::npos || inner.find("\\boxed") != std::string_view::npos) break;
      statement.sides.push_back({std::string(inner), {}, static_cast<std::size_t>(inner.data() - text.data()), inner.size(), true});
    }
    if (statement.sides.size() != 2) continue;
    statement.signs = {"="};
    statement.naming = true;
    statement.at = statement.sides[0].at;
    statement.length = statement.sides[1].at + statement.sides[1].length - statement.at;
    out.push_back(std::move(statement));
  }
}

}  // namespace

std::string plain_letters(std::string_view text) { return letters_of(tokenize(text, split_pieces(text))); }

std::vector<Statement> read_statements(std::string_view text) {
  std::vector<Statement> statements;
  const std::vector<Piece> pieces = split_pieces(text);
  for (const Piece& piece : pieces) {
    if (piece.formula) read_formula(text, piece, statements);
  }
  read_namings(text, pieces, statements);
  const std::vector<Token> tokens = tokenize(text, pieces);
  const std::string letters = letters_of(tokens);
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && tokens[end].kind != Kind::kStop && end - begin < kMaxSentence) ++end;
    if (end > begin) read_sentence(tokens, begin, end, letters, statements);
    begin = end < tokens.size() && tokens[end].kind == Kind::kStop ? end + 1 : end;
  }
  std::stable_sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) { return a.at < b.at; });
  const Statement* last = nullptr;
  for (Statement& statement : statements) {
    add_context(text, statement);
    if (last && is_joined(text, *last, statement)) {
      statement.hypothetical = statement.hypothetical || last->hypothetical;
      statement.supposed = statement.supposed || last->supposed;
    }
    last = &statement;
  }
  return statements;
}

}  // namespace retort::check
