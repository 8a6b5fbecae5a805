// A statement taken clause by clause, for readers that put facts together in any order.
#pragma once

#include <optional>
#include <string_view>
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

// The question's conditions first: of "how likely is A if B?" the tokens of "B." and then those of the question.
std::vector<Token> conditions_first(const std::vector<Token>& tokens);

}  // namespace retort::agent
