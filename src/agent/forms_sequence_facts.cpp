#include "agent/forms_sequence_facts.h"

#include "agent/clauses.h"
#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
Expr first() { return Expr::symbol("a"); }

enum class Says { kTerm, kTerms, kFirstTerms, kStep, kSum, kWhole, kKind, kPositiveKind, kAskTerm, kAskTerms, kAskStep, kAskSum };

const WordingTable<Says>& wordings() {
  static const WordingTable<Says> all = [] {
    auto phrases = shared_phrases();
    phrases["of_it"] = "[(of|in) [the|this|that|a] [same] [infinite] [arithmetic|geometric] [sequence|series|progression]]";
    return WordingTable<Says>(phrases, {
        {"<find> <value> [the] {ordinal:n} term <of_it>", Says::kAskTerm},
        {"<find> <value> [the] [sum of the] {ordinal:n} (and|plus) {ordinal:m} terms <of_it>", Says::kAskTerms},
        {"<find> <value> [the|its] common {word:step} <of_it>", Says::kAskStep},
        {"<find> <value> [the] sum of [the|its] first {int:n} terms <of_it>", Says::kAskSum},
        {"[the|its] {ordinal:n} term <of_it> (is|equals|be|was|of) {expr:v}", Says::kTerm},
        {"{ordinal:n} term {expr:v}", Says::kTerm},
        {"[the|its] {ordinal:n} and {ordinal:m} terms <of_it> (are|be) {exprs:v}", Says::kTerms},
        {"[the|its] first {int:n} terms <of_it> are {exprs:v}", Says::kFirstTerms},
        {"[the|its] common {word:step} <of_it> (is|equals|be|of) {expr:v}", Says::kStep},
        {"common {word:step} {expr:v}", Says::kStep},
        {"[the] difference between [two] consecutive terms is {expr:v}", Says::kStep},
        {"[the] sum of [the|its] first {int:n} terms <of_it> (is|equals|be) {expr:v}", Says::kSum},
        {"[the] (sum [of [the|all its] terms]|sum of [an|the|this] infinite geometric series) <of_it> (is|equals|of) {expr:v}", Says::kWhole},
        {"[infinite] (arithmetic|geometric) (sequence|series|progression) of positive (integers|numbers)", Says::kPositiveKind},
        {"[infinite] (arithmetic|geometric) (sequence|series|progression) [of [real] (integers|numbers)]", Says::kKind},
    });
  }();
  return all;
}

bool is_loose(const Token& token) {
  return is_one_of(token, {"if", "given", "let", "suppose", "that", "and", "with", "whose", "has", "have", "in",
                           "for", "which", "of", "where", "consider", "respectively", "is", "certain", "but", "such",
                           "sequence", "its", "this", "be", "formed", "when"});
}

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Phrases& phrases, bool geometric) : tokens_(tokens), phrases_(phrases), geometric_(geometric) {}

  std::optional<Goal> run() {
    while (at_ < tokens_.size()) {
      if (clause()) continue;
      if (!is_loose(tokens_[at_])) return {};
      ++at_;
    }
    if (!asked_ || facts_.size() < 2) return {};
    const std::string law = geometric_ ? "a r^{n - 1}" : "a + (n - 1)d";
    Given goal{facts_, *asked_, Given::Take::kOne, positive_};
    goal.before.push_back({"With the first term $a$ and the common " + std::string(geometric_ ? "ratio $r$" : "difference $d$") + " the term with the number $n$ is $" + law + "$.", "", {}, {}, ""});
    return goal;
  }

 private:
  Expr step() const { return Expr::symbol(geometric_ ? "r" : "d"); }
  Expr term(const Rational& n) const {
    const Rational steps = n - 1;
    if (steps.is_zero()) return first();
    if (geometric_) return first() * (steps == Rational(1) ? step() : pow(step(), Expr::number(steps)));
    return first() + (steps == Rational(1) ? step() : Expr::number(steps) * step());
  }
  std::optional<Expr> sum(long long n) const {
    if (n < 1 || n > 2'000 || geometric_) return {};
    return integer(n) * first() + Expr::number(Rational(n) * Rational(n - 1) / 2) * step();
  }

  bool say(const Expr& left, const Expr& right) {
    if (!right.symbols().empty() || !math::real_value(right).ok()) return false;
    facts_.push_back(Expr::rel("=", left, right));
    return true;
  }
  bool ask(const Expr& e) {
    if (asked_) return false;
    asked_ = e;
    return true;
  }

  static Rational number(const Captures& c, const char* name) { return c.expr(name).value(); }

  bool take(Says says, const Captures& c) {
    if (c.has("step") && c.at("step").stem != (geometric_ ? "ratio" : "difference")) return false;
    for (const char* name : {"n", "m"})
      if (c.has(name) && (number(c, name) < Rational(1) || number(c, name) > Rational(2'000))) return false;
    switch (says) {
      case Says::kTerm: return say(term(number(c, "n")), c.expr("v"));
      case Says::kTerms: {
        const auto& v = c.at("v").exprs;
        return v.size() == 2 && say(term(number(c, "n")), v[0]) && say(term(number(c, "m")), v[1]);
      }
      case Says::kFirstTerms: {
        const auto& v = c.at("v").exprs;
        if (Rational(static_cast<long long>(v.size())) != number(c, "n") || v.size() < 2) return false;
        for (std::size_t i = 0; i < 2; ++i)
          if (!say(term(Rational(static_cast<long long>(i) + 1)), v[i])) return false;
        // The others must go on alike.
        for (std::size_t i = 2; i < v.size(); ++i) {
          auto x = math::exact_value(v[i - 2]), y = math::exact_value(v[i - 1]), z = math::exact_value(v[i]);
          if (!x.ok() || !y.ok() || !z.ok() || (geometric_ ? *x * *z != *y * *y : *z - *y != *y - *x)) return false;
        }
        return true;
      }
      case Says::kStep: return say(step(), c.expr("v"));
      case Says::kSum: {
        auto s = sum(c.integer("n"));
        return s && say(*s, c.expr("v"));
      }
      case Says::kWhole: return geometric_ && say(first() / (integer(1) - step()), c.expr("v"));
      case Says::kKind: return true;
      case Says::kPositiveKind: return positive_ = true;
      case Says::kAskTerm: return ask(term(number(c, "n")));
      case Says::kAskTerms: return ask(term(number(c, "n")) + term(number(c, "m")));
      case Says::kAskStep: return ask(step());
      case Says::kAskSum: {
        auto s = sum(c.integer("n"));
        return s && ask(*s);
      }
    }
    return false;
  }

  bool clause() {
    const std::size_t length = wordings().read(tokens_, at_, phrases_, [&](Says says, const Captures& c) { return take(says, c); });
    at_ += length;
    return length > 0;
  }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  bool geometric_ = false, positive_ = false;
  std::size_t at_ = 0;
  std::vector<Expr> facts_;
  std::optional<Expr> asked_;
};

}  // namespace

std::optional<Goal> read_progression(const std::vector<Token>& tokens, Phrases& phrases) {
  const bool arithmetic = says_word(tokens, "arithmetic"), geometric = says_word(tokens, "geometric");
  if (arithmetic == geometric) return {};
  return Reader(tokens, phrases, geometric).run();
}

}  // namespace retort::agent
