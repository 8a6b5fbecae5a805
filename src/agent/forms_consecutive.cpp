#include "agent/forms_consecutive.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "agent/rules_solver_text.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using Tokens = std::vector<Token>;

template <std::size_t n>
bool is_one_of(const Token& token, const std::array<std::string_view, n>& words) {
  return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end();
}

Token mathematics(const Expr& e) {
  Token token;
  token.kind = TokenKind::kMath;
  token.text = tex(e);
  token.exprs = {e};
  return token;
}

Token word(std::string_view text) {
  Token token;
  token.text = token.written = text;
  return token;
}

bool is_noun(const Token& token) {
  static constexpr std::array<std::string_view, 4> kNouns = {"integers", "numbers", "integer", "number"};
  return is_one_of(token, kNouns);
}

class Rewriter {
 public:
  explicit Rewriter(const Tokens& tokens) : in_(tokens) {}

  std::optional<Tokens> run() {
    if (!find_introduction()) return {};
    Tokens out = opening();
    for (std::size_t i = 0; i < in_.size();) {
      const std::size_t length = i == start_ ? introduced(out) : referred(i, out);
      if (length > 0) {
        carry_mark(out, in_[i + length - 1].mark);
        i += length;
        continue;
      }
      out.push_back(in_[i++]);
    }
    return referred_ || one_ ? std::optional(out) : std::nullopt;
  }

 private:
  static void carry_mark(Tokens& out, char mark) {
    if (mark != 0) out.back().mark = mark;
  }

  // "three positive consecutive even integers": once.
  bool find_introduction() {
    static constexpr std::array<std::string_view, 6> kKinds = {"consecutive", "positive", "even", "odd", "whole", "natural"};
    int found = 0;
    for (std::size_t i = 0; i + 2 < in_.size(); ++i) {
      if (!in_[i].number || !in_[i].number->is_integer() || in_[i].number->sign() <= 0) continue;
      std::size_t end = i + 1;
      bool consecutive = false, even = false, odd = false, positive = false;
      for (; end < in_.size() && is_one_of(in_[end], kKinds) && in_[end].mark == 0; ++end) {
        consecutive = consecutive || in_[end].text == "consecutive";
        even = even || in_[end].text == "even";
        odd = odd || in_[end].text == "odd";
        positive = positive || in_[end].text == "positive" || in_[end].text == "natural" || in_[end].text == "whole";
      }
      if (!consecutive || end >= in_.size() || !is_noun(in_[end])) continue;
      if (++found > 1) return false;
      start_ = i, length_ = end + 1 - i, positive_ = positive;
      count_ = in_[i].number->to_int64().value_or(0);
      const Expr m = Expr::symbol("m");
      for (long long k = 0; k < count_ && count_ <= 6; ++k) {
        if (even || odd) {
          const long long plus = 2 * k + (odd ? 1 : 0);
          const Expr twice = Expr::integer(2) * m;
          terms_.push_back(plus == 0 ? twice : twice + Expr::integer(plus));
        } else {
          terms_.push_back(k == 0 ? m : m + Expr::integer(k));
        }
      }
    }
    for (const Token& token : in_)
      for (const Expr& e : token.exprs)
        if (e.contains_symbol("m")) return false;
    return found == 1 && count_ >= 2 && count_ <= 6;
  }

  Tokens opening() const {
    Tokens out = {mathematics(Expr::symbol("m")), word("is"), word("integer")};
    out.back().mark = '.';
    if (positive_) {
      out.push_back(mathematics(Expr::rel(">", terms_.front(), Expr::integer(0))));
      out.back().mark = '.';
    }
    return out;
  }

  void list(Tokens& out) const {
    for (std::size_t k = 0; k < terms_.size(); ++k) {
      out.push_back(mathematics(terms_[k]));
      if (k + 1 < terms_.size()) out.back().mark = ',';
    }
  }

  // "the first and third of three consecutive integers" has taken words before it.
  std::size_t introduced(Tokens& out) {
    std::vector<Expr> chosen;
    std::size_t back = out.size();
    if (back > 0 && out[back - 1].text == "of") {
      std::size_t at = back - 1;
      while (at > 0 && (position(out[at - 1]) || out[at - 1].text == "and")) {
        --at;
        if (auto place = position(out[at])) chosen.insert(chosen.begin(), terms_[*place]);
      }
      if (!chosen.empty()) {
        out.resize(at);
        for (std::size_t k = 0; k < chosen.size(); ++k) {
          out.push_back(mathematics(chosen[k]));
          if (k + 1 < chosen.size()) out.back().mark = ',';
        }
        one_ = true;
        return length_;
      }
    }
    list(out);
    return length_;
  }

  // Which of them a word picks.
  std::optional<std::size_t> position(const Token& token) const {
    if (token.kind != TokenKind::kWord) return {};
    static constexpr std::array<std::string_view, 6> kOrdinals = {"first", "second", "third", "fourth", "fifth", "sixth"};
    static constexpr std::array<std::string_view, 4> kLast = {"largest", "greatest", "larger", "greater"}, kFirst = {"smallest", "least", "smaller", "lesser"};
    for (std::size_t k = 0; k < kOrdinals.size() && k < terms_.size(); ++k)
      if (token.text == kOrdinals[k]) return k;
    if (is_one_of(token, kLast)) return terms_.size() - 1;
    if (is_one_of(token, kFirst)) return 0;
    if ((token.text == "middle" || token.text == "median") && terms_.size() % 2 == 1) return terms_.size() / 2;
    return {};
  }

  // "[three] [original] integers", "they": how many tokens at `at`.
  std::size_t group(std::size_t at) const {
    static constexpr std::array<std::string_view, 9> kBefore = {"original", "these", "those", "consecutive", "such", "all", "positive", "even", "odd"};
    std::size_t i = at;
    while (i < in_.size() && i != start_ && (is_one_of(in_[i], kBefore) || (in_[i].number && in_[i].number == math::Rational(count_)))) ++i;
    if (i == start_) return 0;
    if (i < in_.size() && (in_[i].text == "integers" || in_[i].text == "numbers")) return i + 1 - at;
    if (i == at && i < in_.size() && (in_[i].text == "they" || in_[i].text == "them")) return 1;
    return 0;
  }

  std::size_t referred(std::size_t i, Tokens& out) {
    if (in_[i].text == "their" && i + 1 < in_.size() && (in_[i + 1].text == "sum" || in_[i + 1].text == "product")) {
      out.push_back(in_[i + 1]);
      out.back().mark = 0;
      out.push_back(word("of"));
      list(out);
      return referred_ = true, 2;
    }
    if (in_[i].text == "their" && i + 1 < in_.size() && (in_[i + 1].text == "squares" || in_[i + 1].text == "cubes")) {
      out.push_back(in_[i + 1]);
      out.back().mark = 0;
      out.push_back(word("of"));
      list(out);
      return referred_ = true, 2;
    }
    if (auto place = position(in_[i])) {
      std::size_t end = i + 1;
      if (end < in_.size() && in_[end].text == "of" && in_[i].mark == 0) {
        const std::size_t length = group(end + 1);
        if (length == 0) return 0;
        end += 1 + length;
      } else if (end < in_.size() && is_noun(in_[end]) && in_[i].mark == 0) {
        ++end;
      } else if (in_[i].mark == 0) {
        return 0;
      }
      out.push_back(mathematics(terms_[*place]));
      return one_ = true, end - i;
    }
    if (const std::size_t length = group(i)) {
      list(out);
      return referred_ = true, length;
    }
    return 0;
  }

  const Tokens& in_;
  std::vector<Expr> terms_;
  std::size_t start_ = 0, length_ = 0;
  long long count_ = 0;
  bool positive_ = false, referred_ = false, one_ = false;
};

}  // namespace

std::optional<Tokens> named_consecutive(const Tokens& tokens) { return Rewriter(tokens).run(); }

}  // namespace retort::agent
