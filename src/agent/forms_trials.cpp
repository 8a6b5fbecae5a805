#include "agent/forms_trials.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "agent/clauses.h"
#include "agent/forms_slots.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
std::string dollars(long long n) { return "$" + std::to_string(n) + "$"; }
Expr product_of(std::vector<Expr> factors) { return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors)); }
Expr sum_of(std::vector<Expr> terms) { return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, std::move(terms)); }
bool is(const Token& token, std::string_view word) { return token.kind == TokenKind::kWord && token.text == word; }
template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, const std::string& word) { return std::find(words.begin(), words.end(), word) != words.end(); }

// A probability as a fraction: 2/5, 40%, 0.4.
std::optional<Expr> share(const Expr& e, bool percent) {
  if (!e.symbols().empty()) return {};
  const Expr plain = e.is(Op::kPercent) ? e.arg(0) : e;
  auto value = math::exact_value(plain);
  if (!value.ok()) return {};
  const Rational share = e.is(Op::kPercent) || percent ? *value / Rational(100) : *value;
  if (share.sign() <= 0 || share >= Rational(1)) return {};
  return Expr::number(share.num()) / Expr::number(share.den());
}

class Trials {
 public:
  explicit Trials(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 90) return {};
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool any_day = i > 0 && is(tokens_[i], "given") && is(tokens_[i - 1], "any");
      if (tokens_[i].kind == TokenKind::kWord && among(kOther, tokens_[i].text) && !any_day) return {};
    }
    if (!chance() || !question() || !numbers()) return {};
    return goal();
  }

 private:
  // What makes more of it than independent trials.
  static constexpr std::array<std::string_view, 57> kOther = {
      "given", "until", "consecutive", "row", "same", "before", "series", "sum", "order", "without", "replacement", "expected", "either", "draw", "drawn", "cards", "card", "die", "dice", "first", "second", "third",
      "last", "until", "different", "otherwise", "unless", "sunny", "more", "less", "fewer", "than", "half", "twice", "both", "neither", "or", "once", "left", "average", "win", "wins", "loses", "lose", "tie", "ties",
      "tails", "defective", "misses", "miss", "missing", "incorrectly", "incorrect", "wrong", "fail", "fails", "sure"};
  static constexpr std::array<std::string_view, 12> kChance = {"probability", "chance", "chances", "likely", "likelihood", "percent", "odds", "rate", "time", "times", "accuracy", "success"};
  static constexpr std::array<std::string_view, 34> kCounted = {"times", "time", "days", "day", "questions", "games", "game", "shots", "throws", "free", "tosses", "flips", "attempts", "trials", "years", "nights", "seeds", "children", "people", "students",
                                                               "eggs", "bulbs", "arrows", "darts", "serves", "tests", "matches", "weeks", "mornings", "visits", "spins", "tries", "kids", "shoots"};

  std::size_t sentence(std::size_t at) const {
    return static_cast<std::size_t>(std::count_if(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(at), [](const Token& t) { return t.ends_sentence(); }));
  }

  // The only number between 0 and 1, in a sentence about chances.
  bool chance() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].exprs.size() != 1 && !tokens_[i].number) continue;
      const bool percent = i + 1 < tokens_.size() && is(tokens_[i + 1], "percent");
      const Expr e = tokens_[i].exprs.size() == 1 ? tokens_[i].exprs[0] : Expr::number(*tokens_[i].number);
      auto p = share(e, percent);
      if (!p) continue;
      if (p_) return false;
      bool said = false;
      for (std::size_t k = 0; k < tokens_.size(); ++k) said = said || (sentence(k) == sentence(i) && among(kChance, tokens_[k].text));
      if (!said) return false;
      p_ = p;
      at_ = i;
    }
    return p_.has_value();
  }

  bool question() {
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i)
      if ((is(tokens_[i], "what") || is(tokens_[i], "find")) && (is(tokens_[i + 1], "is") || is(tokens_[i], "find"))) {
        for (std::size_t k = i; k < std::min(tokens_.size(), i + 4); ++k)
          if (is(tokens_[k], "probability") || is(tokens_[k], "chance") || is(tokens_[k], "chances")) {
            ask_ = i;
            return true;
          }
      }
    return false;
  }

  // How many trials, and how many of them: every integer of the statement is one of the two.
  bool numbers() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (i == at_ || (!tokens_[i].number && tokens_[i].kind != TokenKind::kMath)) continue;
      if (tokens_[i].kind == TokenKind::kMath && (tokens_[i].exprs.size() != 1 || !tokens_[i].exprs[0].is_integer())) return false;
      const Rational value = tokens_[i].number ? *tokens_[i].number : tokens_[i].exprs[0].value();
      auto n = value.to_int64();
      if (!value.is_integer() || !n || *n < 0) return false;
      // "exactly two", "at least 3"; then the number of trials may follow: "exactly 4 of the 5 days".
      const bool exactly = i > 0 && is(tokens_[i - 1], "exactly"), least = i > 1 && is(tokens_[i - 1], "least"), most = i > 1 && is(tokens_[i - 1], "most");
      if (i > ask_ && (exactly || least || most)) {
        if (k_) return false;
        k_ = *n;
        how_ = exactly ? 'e' : least ? 'l' : 'm';
        continue;
      }
      if (is(tokens_[i], "one") && i + 1 < tokens_.size() && (is(tokens_[i + 1], "day") || is(tokens_[i + 1], "game"))) continue;
      if (n_ ? *n_ != *n : !counts(i)) return false;
      n_ = n;
    }
    if (!k_) {
      for (std::size_t i = ask_; i < tokens_.size(); ++i) {
        const std::string& word = tokens_[i].text;
        if (word == "all" || word == "every" || word == "each") how_ = how_ == 0 || how_ == 'a' ? 'a' : 'x';
        if (word == "none" || word == "never" || (word == "not" && i + 1 < tokens_.size())) how_ = how_ == 0 || how_ == 'n' ? 'n' : 'x';
      }
      // "will not snow at all during the next three days", "that it rains on each of the days"
      if (how_ == 'n' || how_ == 'x') {
        const bool none = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(ask_), tokens_.end(), [](const Token& t) { return t.text == "none" || t.text == "never"; });
        bool at_all = false;
        for (std::size_t i = ask_; i + 1 < tokens_.size(); ++i) at_all = at_all || (is(tokens_[i], "at") && is(tokens_[i + 1], "all")) || (is(tokens_[i], "on") && is(tokens_[i + 1], "any"));
        if (!none && !at_all) return false;
        how_ = 'n';
      }
      if (how_ != 'a' && how_ != 'n') return false;
      k_ = how_ == 'a' ? n_.value_or(0) : 0;
      how_ = 'e';
    } else {
      for (std::size_t i = ask_; i < tokens_.size(); ++i)
        if (is(tokens_[i], "not") || is(tokens_[i], "never") || is(tokens_[i], "no")) return false;
    }
    return n_ && *n_ >= 2 && *n_ <= 20 && k_ && *k_ <= *n_;
  }

  // "5 questions", "next three days", "of his next 6 shots"
  bool counts(std::size_t at) const {
    for (std::size_t k = at + 1; k < tokens_.size() && k <= at + 3; ++k) {
      if (among(kCounted, tokens_[k].text)) return true;
      if (tokens_[k - 1].mark != 0) return false;
    }
    return false;
  }

  // The fact and the question speak of the same: a word of more than three letters in common.
  bool same_event() const {
    static constexpr std::array<std::string_view, 14> kEmpty = {"probability", "chance", "what", "that", "will", "exactly", "least", "most", "time", "times", "next", "days", "each", "percent"};
    std::set<std::string> said;
    for (std::size_t i = 0; i < ask_; ++i)
      if (tokens_[i].kind == TokenKind::kWord && tokens_[i].text.size() > 3 && !among(kEmpty, tokens_[i].text)) said.insert(tokens_[i].text.substr(0, 4));
    for (std::size_t i = ask_; i < tokens_.size(); ++i)
      if (tokens_[i].kind == TokenKind::kWord && tokens_[i].text.size() > 3 && !among(kEmpty, tokens_[i].text) && said.count(tokens_[i].text.substr(0, 4))) return true;
    return false;
  }

  std::optional<Goal> goal() const {
    if (at_ > ask_ || !same_event()) return {};
    for (std::size_t i = 0; i < ask_; ++i)
      if (is(tokens_[i], "not") || is(tokens_[i], "no") || is(tokens_[i], "if")) {
        if (is(tokens_[i], "if") && i > at_) continue;
        return {};
      }
    const Expr p = *p_, q = sum_of({integer(1), -p});
    auto rest = math::exact_value(q);
    if (!rest.ok()) return {};
    const Expr fails = Expr::number(rest->num()) / Expr::number(rest->den());
    const auto term = [&](long long k) {
      std::vector<Expr> factors;
      if (k > 0 && k < *n_) factors.push_back(Expr::func("binomial", {integer(*n_), integer(k)}));
      if (k > 0) factors.push_back(k == 1 ? p : pow(p, integer(k)));
      if (*n_ - k > 0) factors.push_back(*n_ - k == 1 ? fails : pow(fails, integer(*n_ - k)));
      return product_of(factors);
    };
    const long long low = how_ == 'm' ? 0 : *k_, high = how_ == 'l' ? *n_ : *k_;
    std::vector<Expr> wanted, others;
    for (long long k = 0; k <= *n_; ++k) (k >= low && k <= high ? wanted : others).push_back(term(k));
    const bool complement = others.size() < wanted.size();
    if (wanted.empty() || std::min(wanted.size(), others.size()) > 8) return {};
    std::string setting = "Each of the " + dollars(*n_) + " trials brings it with probability " + inline_math(tex(p)) + " and does not with probability " + inline_math("1 - " + tex(p) + " = " + tex(fails)) + ", whatever the others do.";
    if (how_ == 'e' && low > 0 && low < *n_) setting += " There are " + inline_math(tex(Expr::func("binomial", {integer(*n_), integer(low)}))) + " ways to say which " + dollars(low) + " of them do.";
    if (complement) setting += " It is easier to take the probability of the opposite from $1$.";
    return Evaluate{complement ? integer(1) - sum_of(others) : sum_of(wanted), setting, "the probability is @", {}};
  }

  const std::vector<Token>& tokens_;
  std::optional<Expr> p_;
  std::optional<long long> n_, k_;
  std::size_t at_ = 0, ask_ = 0;
  char how_ = 0;
};

// Expectation

class Expectation {
 public:
  explicit Expectation(const std::vector<Token>& tokens) : in_(tokens), tokens_(tokens) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 110 || std::none_of(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.text == "expected"; })) return {};
    while (!in_.at_end()) {
      if (question() || gain() || outcome() || passed()) continue;
      return {};
    }
    return goal();
  }

 private:
  static constexpr const char* kGain = "(win|gain|receive|get|earn|am paid|wins|is paid) ", *kLoss = "(lose|pay|loses|must pay|have to pay) ";

  bool passed() { return in_.skip("(very|bizarre|certain|weighted|unfair|biased|coin|spinner|which|that|it|and|or|but|has|have|is|i|he|she|suppose|there|game|die|of|with|on|its|side|lands|comes|up|then|next|{name})"); }

  static std::string event_of(const std::string& words) {
    static const std::map<std::string, std::string> same = {{"heads", "head"}, {"tails", "tail"}};
    std::string last(words.substr(words.rfind(' ') == std::string::npos ? 0 : words.rfind(' ') + 1));
    last = lower_ascii(last);
    auto known = same.find(last);
    return known == same.end() ? last : known->second;
  }

  // "comes up heads with probability 1/2", "a probability of 1/3 of landing on tails"
  bool outcome() {
    const std::size_t start = in_.place();
    static const char* const kRows[] = {"[comes up|lands on|lands|lands up|shows|turns up|rests on|landing on|stops on] [its] {word:o} with probability [of] {expr:p}", "[with] probability (of|that it is|that it comes up|that it lands|that it lands on) [landing on|getting|its] {word:o} is {expr:p}",
                                        "{expr:p} (chance|probability) (of|that it comes up|that it lands) [landing on|getting|coming up] {word:o}"};
    for (const char* row : kRows) {
      in_.back_to(start);
      auto c = in_.take(row);
      if (!c) continue;
      auto p = share(c->expr("p"), false);
      if (!p || !chances_.emplace(event_of(c->text("o")), *p).second) return false;
      order_.push_back(event_of(c->text("o")));
      return true;
    }
    in_.back_to(start);
    return false;
  }

  // "if it comes up tails, I lose 3 dollars"
  bool gain() {
    const std::size_t start = in_.place();
    const std::string kIf = "if (it|coin|spinner|die) (comes up|lands on|lands|turns up|shows|is|rests on|stops on) [its] {word:o} (i|you|he|she|we|they|{name}) ";
    static const std::string kReverse = "(i|you|he|she|we|they|{name}) ";
    const std::string kWhen = "(if|when) (it|coin|spinner|die) (comes up|lands on|lands|turns up|shows|is|rests on|stops on) [its] {word:o}";
    struct Row { std::string pattern; int sign; };
    const Row rows[] = {{kIf + kGain + "{number:a} (dollars|dollar|cents|points|point)", 1}, {kIf + kLoss + "{number:a} (dollars|dollar|cents|points|point)", -1},
                        {kReverse + kGain + "{number:a} (dollars|dollar|cents|points|point) " + kWhen, 1}, {kReverse + kLoss + "{number:a} (dollars|dollar|cents|points|point) " + kWhen, -1},
                        {"and " + std::string(kGain) + "{number:a} (dollars|dollar|cents|points|point) " + kWhen, 1}, {"and " + std::string(kLoss) + "{number:a} (dollars|dollar|cents|points|point) " + kWhen, -1}};
    for (const Row& row : rows) {
      in_.back_to(start);
      auto c = in_.take(row.pattern);
      if (!c) continue;
      const Expr a = c->expr("a");
      return gains_.emplace(event_of(c->text("o")), row.sign > 0 ? a : -a).second;
    }
    in_.back_to(start);
    return false;
  }

  bool question() {
    if (asked_) return false;
    if (!in_.skip("(what is|what are|find|compute) [my|your|his|her] expected (winnings|value|gain|payoff|win|amount) [of (my|your|his|her|) (winnings|win|winning|payoff|gain)] [from flipping [this|it|that] [coin]|when flipping [this|coin]|in dollars|on one flip|from one flip|of [flipping] this coin|of coin flip|of flip] [in dollars]")) return false;
    in_.skip("[of] [this|one|single|each] [coin|flip|coin flip|spin] ");
    return asked_ = in_.at_start();
  }

  std::optional<Goal> goal() const {
    if (!asked_ || chances_.size() < 2 || chances_.size() != gains_.size()) return {};
    Rational all;
    std::vector<Expr> terms;
    for (const std::string& event : order_) {
      auto gain = gains_.find(event);
      if (gain == gains_.end()) return {};
      auto p = math::exact_value(chances_.at(event));
      all = all + *p;
      terms.push_back(chances_.at(event) * gain->second);
    }
    if (all != Rational(1)) return {};
    return Evaluate{sum_of(terms), "Each outcome counts with its probability: the expected value is the sum of the gains times their probabilities, a loss being a negative gain.", "the expected value is @", {}};
  }

  Clauses in_;
  const std::vector<Token>& tokens_;
  std::map<std::string, Expr> chances_, gains_;
  std::vector<std::string> order_;
  bool asked_ = false;
};

}  // namespace

std::optional<Goal> read_trials(const std::vector<Token>& tokens) { return Trials(tokens).run(); }
std::optional<Goal> read_expectation(const std::vector<Token>& tokens) { return Expectation(tokens).run(); }

}  // namespace retort::agent
