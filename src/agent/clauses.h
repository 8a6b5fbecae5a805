// A statement taken clause by clause, for readers that put facts together in any order.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agent/forms_pattern.h"
#include "agent/forms_phrases.h"

namespace retort::agent {

class Clauses {
 public:
  // `tokens` must outlive the reader.
  explicit Clauses(const std::vector<Token>& tokens) : tokens_(tokens), phrases_(tokens) {}

  bool at_end() const { return at_ == tokens_.size(); }
  std::size_t place() const { return at_; }
  void back_to(std::size_t place) { at_ = place; }
  const Token& next() const { return tokens_[at_]; }
  // Does a sentence start here?
  bool at_start() const { return at_ == 0 || tokens_[at_ - 1].ends_sentence(); }

  // The longest way in which the pattern (forms_pattern.h) covers what comes next, in the same sentence; that is passed then.
  std::optional<Captures> take(std::string_view pattern);
  bool skip(std::string_view pattern) { return take(pattern).has_value(); }
  // Passes the rest of the sentence.
  void skip_sentence();

 private:
  const std::vector<Token>& tokens_;
  Phrases phrases_;
  std::size_t at_ = 0;
};

// The wordings that a reader knows, each with what it says.
template <class Says>
class WordingTable {
 public:
  WordingTable(const std::map<std::string, std::string>& phrases, std::initializer_list<std::pair<const char*, Says>> rows) {
    for (const auto& [pattern, says] : rows) rows_.push_back({Pattern::compile(pattern, phrases), says});
  }

  // The number of tokens from `at` that the first wording covers of which take(says, captures) is true, its longest reading
  // first; 0 when none is taken.
  template <class Take>
  std::size_t read(const std::vector<Token>& tokens, std::size_t at, Phrases& phrases, Take&& take) const {
    for (const Row& row : rows_) {
      auto ways = row.pattern.prefixes(tokens, at, phrases);
      std::sort(ways.begin(), ways.end(), [](const auto& x, const auto& y) { return x.length > y.length; });
      for (const auto& [length, captures] : ways)
        if (length > 0 && take(row.says, captures)) return length;
    }
    return 0;
  }

 private:
  struct Row {
    Pattern pattern;
    Says says;
  };
  std::vector<Row> rows_;
};

bool is_one_of(const Token& token, std::initializer_list<std::string_view> words);
bool says_word(const std::vector<Token>& tokens, std::string_view word);

// The question's conditions first: of "how likely is A if B?" the tokens of "B." and then those of the question.
std::vector<Token> conditions_first(const std::vector<Token>& tokens);

}  // namespace retort::agent
