#include "agent/forms_overlap.h"

#include <algorithm>
#include <array>
#include <map>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

bool is(const Token& token, std::string_view word) { return token.kind == TokenKind::kWord && token.text == word; }
template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, const Token& token) { return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end(); }

std::optional<Rational> number_of(const Token& token) {
  if (token.kind == TokenKind::kMath) {
    if (token.exprs.size() != 1 || !token.exprs[0].symbols().empty()) return {};
    auto value = math::exact_value(token.exprs[0]);
    return value.ok() ? std::optional(*value) : std::nullopt;
  }
  return token.number;
}

// Two groups

class Overlap {
 public:
  explicit Overlap(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Goal> run() {
    static constexpr std::array<std::string_view, 26> kOther = {"percent", "more", "less", "fewer", "than", "twice", "half", "third", "ratio", "probability", "average", "three-quarters", "times", "remaining", "rest", "random", "each", "dollars", "per", "maximum", "minimum", "greatest", "smallest", "largest", "fewest", "possible"};
    if (tokens_.size() > 90 || !clauses()) return {};
    for (const Token& token : tokens_)
      if (among(kOther, token)) return {};
    for (std::size_t c = 0; c < starts_.size(); ++c)
      if (!read(starts_[c], c + 1 < starts_.size() ? starts_[c + 1] : tokens_.size())) return {};
    return goal();
  }

 private:
  // Pieces between marks and joining words; at most one number in each.
  bool clauses() {
    starts_ = {0};
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const bool parted = tokens_[i - 1].mark != 0;
      const bool joined = (is(tokens_[i], "and") || is(tokens_[i], "while") || is(tokens_[i], "but") || is(tokens_[i], "including")) && i + 1 < tokens_.size() && (number_of(tokens_[i + 1]) || is(tokens_[i + 1], "exactly") || is(tokens_[i + 1], "only"));
      if (parted || joined) starts_.push_back(i);
    }
    return starts_.size() >= 3;
  }

  bool has(std::size_t from, std::size_t to, std::string_view word) const {
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(from), tokens_.begin() + static_cast<std::ptrdiff_t>(to), [&](const Token& t) { return is(t, word); });
  }

  bool read(std::size_t from, std::size_t to) {
    const bool both = has(from, to, "both"), neither = has(from, to, "neither") || ((has(from, to, "not") || has(from, to, "none") || has(from, to, "no") || has(from, to, "nor")) && (has(from, to, "either") || has(from, to, "any") || has(from, to, "neither")));
    bool asks = false;
    for (std::size_t i = from; i + 1 < to; ++i) asks = asks || (is(tokens_[i], "how") && is(tokens_[i + 1], "many"));
    if (asks) {
      if (asked_ || (both && neither)) return false;
      if (!both && !neither && (has(from, to, "only") || has(from, to, "not") || has(from, to, "but") || has(from, to, "or") || has(from, to, "either") || has(from, to, "exactly"))) return false;
      asked_ = both ? 'b' : neither ? 'n' : 'p';
      return true;
    }
    // "every slice has at least one topping"
    if (has(from, to, "least") && has(from, to, "one") && (has(from, to, "every") || has(from, to, "all") || has(from, to, "everyone"))) {
      neither_ = Rational(0);
      // "All 12 players are taking at least one": the whole again.
      return true;
    }
    std::optional<Rational> number;
    std::size_t at = from;
    for (std::size_t i = from; i < to; ++i)
      if (auto n = number_of(tokens_[i])) {
        if (number || !n->is_integer() || n->sign() < 0) return false;
        number = n;
        at = i;
      } else if (tokens_[i].kind != TokenKind::kWord) {
        return false;
      }
    if (!number) return !both && !neither && !has(from, to, "not");
    if (both && neither) return false;
    if (both) return put(both_, *number);
    if (neither) return put(neither_, *number);
    if (has(from, to, "not") || (has(from, to, "only") && !(at > from && is(tokens_[at - 1], "only")))) return false;
    if (!whole_ && parts_.empty() && says_whole(from, to, at)) return put(whole_, *number);
    parts_.push_back(*number);
    return parts_.size() <= 2;
  }

  // The first number stands for all of them: "of the 60 students", "a class of 30", "there are 12 players".
  bool says_whole(std::size_t from, std::size_t to, std::size_t at) const {
    static constexpr std::array<std::string_view, 12> kBefore = {"of", "are", "with", "in", "has", "everyone", "among", "all", "were", "surveyed", "have", "group"};
    if (at == from) return at + 1 < to && tokens_[at].kind == TokenKind::kMath ? false : has(from, to, "slice");
    return among(kBefore, tokens_[at - 1]) || among(kBefore, tokens_[from]);
  }

  static bool put(std::optional<Rational>& place, const Rational& value) {
    if (place) return false;
    place = value;
    return true;
  }

  std::optional<Goal> goal() const {
    if (!asked_) return {};
    const auto n = [](const Rational& r) { return Expr::number(r); };
    Expr value;
    std::string setting;
    if (*asked_ == 'n' && whole_ && parts_.size() == 2 && both_ && !neither_) {
      value = n(*whole_) - (n(parts_[0]) + n(parts_[1]) - n(*both_));
      setting = "Those in both groups are counted twice when the groups are added, so " + inline_math(tex(n(parts_[0]) + n(parts_[1]) - n(*both_))) + " are in at least one group. The rest is in neither.";
    } else if (*asked_ == 'b' && whole_ && parts_.size() == 2 && neither_ && !both_) {
      value = neither_->is_zero() ? n(parts_[0]) + n(parts_[1]) - n(*whole_) : n(parts_[0]) + n(parts_[1]) - (n(*whole_) - n(*neither_));
      setting = "Adding both groups counts those in both of them twice, so the sum exceeds the number of those in at least one group by the number of those in both.";
    } else if (*asked_ == 'p' && whole_ && parts_.size() == 1 && both_ && neither_) {
      const Expr in_one = neither_->is_zero() ? n(*whole_) : n(*whole_) - n(*neither_);
      value = in_one - n(parts_[0]) + n(*both_);
      setting = "Those who are not in the first group are in the second, and so are those in both.";
    } else {
      return {};
    }
    auto result = math::exact_value(value);
    if (!result.ok() || result->sign() < 0) return {};
    for (const Rational& part : parts_)
      if ((both_ && *both_ > part) || part > *whole_) return {};
    return Evaluate{value, setting, "the number is @", {}};
  }

  const std::vector<Token>& tokens_;
  std::vector<std::size_t> starts_;
  std::optional<Rational> whole_, both_, neither_;
  std::vector<Rational> parts_;
  std::optional<char> asked_;
};

// Steps

enum class Step { kPlus, kMinus, kTimes, kOver, kDouble, kTriple, kHalf, kResult, kStart };

struct StepForm {
  Pattern pattern;
  Step step;
};

const std::vector<StepForm>& step_forms() {
  static const std::vector<StepForm> all = [] {
    const std::string it = "[it|this|that|him|[this|that] [new|increased|resulting|resultant|doubled] (number|value|result|answer|sum|product|difference|quotient)|his answer|her answer|its result]";
    const std::vector<std::pair<std::string, Step>> rows = {
        {"(adds|add|added) {num:e} [to " + it + "]", Step::kPlus},
        {"(is|was) (increased by|added to) {num:e}", Step::kPlus},
        {"(increased by|increases it by|i add|plus) {num:e}", Step::kPlus},
        {"{num:e} is added [to " + it + "]", Step::kPlus},
        {"(subtracts|subtract|subtracted) {num:e} [from " + it + "]", Step::kMinus},
        {"[is|was] (decreased by|reduced by|diminished by) {num:e}", Step::kMinus},
        {"{num:e} is subtracted [from " + it + "]", Step::kMinus},
        {"[is|was] (multiplied by|multiplies " + it + " by|multiply " + it + " by) {num:e}", Step::kTimes},
        {"(multiplies|multiply) {num:e}", Step::kTimes},
        {"[is|was] (divided by|divides " + it + " by|divide " + it + " by) {num:e}", Step::kOver},
        {"[is|was] (doubled|doubles it|double it|doubles " + it + ")", Step::kDouble},
        {"[is|was] (tripled|triples it|triple it|triples " + it + ")", Step::kTriple},
        {"[is|was] (halved|halves it|takes half of it)", Step::kHalf},
        {"[the|his|her|my|your|final] (result|answer|outcome) (is|was|equals) {num:e}", Step::kResult},
        {"(ends up with|end up with|gets|get|obtains|obtain|to get|to obtain|giving|which gives|equals|results in) {num:e}", Step::kResult},
        {"result is {num:e}", Step::kResult},
        {"(thinks of|takes|chooses|picks|think of|take|choose|pick|starts with|is thinking of) [some|certain] number", Step::kStart},
        {"(value of|number|certain number|some number) {var:v}", Step::kStart},
        {"{var:v}", Step::kStart},
        {"[certain|some] number", Step::kStart},
    };
    std::vector<StepForm> made;
    for (const auto& [pattern, step] : rows) made.push_back({Pattern::compile(pattern, shared_phrases()), step});
    return made;
  }();
  return all;
}

class Steps {
 public:
  Steps(const std::vector<Token>& tokens, Phrases& phrases) : tokens_(tokens), phrases_(phrases) {}

  std::optional<Goal> run() {
    static constexpr std::array<std::string_view, 22> kPassed = {"if", "when", "and", "finally", "he", "she", "it", "i", "you", "next", "suppose", "after", "to", "this", "that", "his", "her", "new", "value", "number", "result", "answer"};
    if (tokens_.size() > 60) return {};
    std::size_t at = 0;
    while (at < tokens_.size()) {
      if (started_ && done_ && question(at)) return goal();
      const std::size_t length = step(at);
      if (length > 0) {
        at += length;
        continue;
      }
      const bool name = at == 0 && !tokens_[at].written.empty() && tokens_[at].written[0] >= 'A' && tokens_[at].written[0] <= 'Z';
      if (!name && !among(kPassed, tokens_[at])) return {};
      ++at;
    }
    return {};
  }

 private:
  std::size_t step(std::size_t at) {
    std::optional<Pattern::Prefix> best;
    Step what = Step::kStart;
    for (const StepForm& form : step_forms())
      for (auto& prefix : form.pattern.prefixes(tokens_, at, phrases_))
        if (!best || prefix.length > best->length) best = std::move(prefix), what = form.step;
    if (!best) return 0;
    const Captures& c = best->captures;
    if (what == Step::kStart) {
      if (started_ || done_) return 0;
      started_ = true;
      symbol_ = c.has("v") ? c.expr("v") : Expr::symbol("x");
      term_ = symbol_;
      return best->length;
    }
    if (!started_ || done_) return 0;
    if (c.has("e") && (!c.expr("e").symbols().empty() || !math::exact_value(c.expr("e")).ok())) return 0;
    const auto two = [](long long n) { return Expr::integer(n); };
    switch (what) {
      case Step::kPlus: term_ = term_ + c.expr("e"); break;
      case Step::kMinus: term_ = term_ - c.expr("e"); break;
      case Step::kTimes: term_ = c.expr("e") * term_; break;
      case Step::kOver: term_ = term_ / c.expr("e"); break;
      case Step::kDouble: term_ = two(2) * term_; break;
      case Step::kTriple: term_ = two(3) * term_; break;
      case Step::kHalf: term_ = term_ / two(2); break;
      case Step::kResult:
        done_ = true;
        result_ = c.expr("e");
        return best->length;
      case Step::kStart: break;
    }
    ++count_;
    return best->length;
  }

  bool question(std::size_t at) const {
    static const std::vector<Pattern> all = [] {
      std::vector<Pattern> made;
      for (const char* row : {"(what is|what was|find|determine) [his|her|its|the|my|value of|original value of] [original|starting|initial] [number|value of [the] number] [{var:v}] [that (he|she) (thought of|started with)]",
                              "(what is|find) (value of|original number|starting number) [{var:v}]", "what (number|was number) did (he|she|{name}) (start with|think of|choose|pick)"})
        made.push_back(Pattern::compile(row, shared_phrases()));
      return made;
    }();
    for (const Pattern& pattern : all)
      for (const auto& prefix : pattern.prefixes(tokens_, at, phrases_))
        if (at + prefix.length == tokens_.size() && prefix.length > 2 && (!prefix.captures.has("v") || prefix.captures.expr("v").same(symbol_))) return true;
    return false;
  }

  std::optional<Goal> goal() const {
    if (count_ < 1) return {};
    Given goal{{Expr::rel("=", term_, result_)}, symbol_};
    goal.before.push_back({"With $" + tex(symbol_) + "$ for the number, the steps one after the other give $" + tex(goal.facts[0]) + "$.", {}, {}, {}, {}});
    return goal;
  }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  Expr symbol_, term_, result_;
  bool started_ = false, done_ = false;
  int count_ = 0;
};

}  // namespace

std::optional<Goal> read_overlap(const std::vector<Token>& tokens) { return Overlap(tokens).run(); }
std::optional<Goal> read_steps(const std::vector<Token>& tokens, Phrases& phrases) { return Steps(tokens, phrases).run(); }

std::optional<Goal> read_purchase(const std::vector<Token>& tokens) {
  static constexpr std::array<std::string_view, 5> kMost = {"maximum", "most", "greatest", "largest", "many"};
  static constexpr std::array<std::string_view, 6> kBuy = {"buy", "purchase", "purchased", "bought", "buys", "afford"};
  static constexpr std::array<std::string_view, 14> kOther = {"percent", "discount", "tax", "tip", "change", "plus", "less", "more", "free", "first", "second", "sells", "profit", "half"};
  if (tokens.size() > 60) return {};
  bool most = false, buys = false;
  struct Money {
    Rational cents;
    Expr written;        // in the unit in which it is said
    bool dollars = false, joint = false;
  };
  std::vector<Money> amounts;
  std::size_t last_end = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (among(kOther, tokens[i])) return {};
    const bool asks = is(tokens[i], "how") && i + 1 < tokens.size() && is(tokens[i + 1], "many");
    most = most || asks || among(kMost, tokens[i]);
    buys = buys || among(kBuy, tokens[i]);
    auto number = number_of(tokens[i]);
    if (!number) {
      if (tokens[i].kind != TokenKind::kWord) return {};
      continue;
    }
    if (i + 1 >= tokens.size() || number->sign() <= 0) return {};
    const bool dollars = is(tokens[i + 1], "dollars") || is(tokens[i + 1], "dollar"), cents = is(tokens[i + 1], "cents") || is(tokens[i + 1], "cent");
    if (!dollars && !cents) return {};
    const Rational value = dollars ? *number * Rational(100) : *number;
    if (!value.is_integer()) return {};
    // "19 dollars and 23 cents"
    if (cents && !amounts.empty() && last_end + 1 == i && is(tokens[i - 1], "and")) {
      amounts.back().cents = amounts.back().cents + value;
      amounts.back().written = amounts.back().written * Expr::integer(100) + Expr::number(*number);
      amounts.back().joint = true;
    } else {
      amounts.push_back({value, tokens[i].kind == TokenKind::kMath ? tokens[i].exprs[0] : Expr::number(*number, tokens[i].kind == TokenKind::kNumber ? tokens[i].text : ""), dollars, false});
    }
    last_end = i + 2;
    ++i;
  }
  if (!most || !buys || amounts.size() != 2) return {};
  const bool first_is_price = amounts[0].cents < amounts[1].cents, dollars = amounts[0].dollars && amounts[1].dollars && !amounts[0].joint && !amounts[1].joint;
  // In cents where one of them is said in cents.
  const auto cents = [&](const Money& m) { return dollars || m.joint || !m.dollars ? m.written : m.written * Expr::integer(100); };
  const Expr price = cents(amounts[first_is_price ? 0 : 1]), money = cents(amounts[first_is_price ? 1 : 0]);
  Evaluate goal{Expr::func("floor", {money / price}), "", "at most @ can be bought", {}};
  goal.setting = std::string("In ") + (dollars ? "dollars" : "cents, with $100$ for each dollar") + ", there are " + inline_math(tex(money)) + " to spend and one costs " + inline_math(tex(price)) +
                 ". The number is the quotient without what is left over.";
  return goal;
}

std::optional<Goal> read_price_change(const std::vector<Token>& tokens) {
  static constexpr std::array<std::string_view, 7> kDown = {"off", "discount", "discounted", "reduced", "reduction", "markdown", "sale"};
  static constexpr std::array<std::string_view, 8> kUp = {"tax", "tip", "markup", "increased", "increase", "raised", "gratuity", "increases"};
  static constexpr std::array<std::string_view, 29> kOther = {"original", "originally", "before", "another", "additional", "then", "second", "each", "two", "profit", "loss", "both", "coupon", "more", "less", "than", "again", "later", "back", "restore",
                                                              "compared", "year", "years", "per", "every", "interest", "further", "extra", "percentage"};
  if (tokens.size() > 45) return {};
  std::optional<Expr> price, rate;
  bool down = false, up = false, asks_new = false, asks_change = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (among(kOther, tokens[i])) return {};
    down = down || among(kDown, tokens[i]);
    up = up || among(kUp, tokens[i]);
    const bool asks = is(tokens[i], "what") || is(tokens[i], "how");
    for (std::size_t k = i; asks && k < tokens.size(); ++k) {
      asks_new = asks_new || is(tokens[k], "price") || is(tokens[k], "cost") || is(tokens[k], "total") || is(tokens[k], "pay");
      asks_change = asks_change || is(tokens[k], "save") || is(tokens[k], "amount");
    }
    const bool number = tokens[i].kind != TokenKind::kWord || tokens[i].number.has_value();
    if (!number) continue;
    const bool dollars = i + 1 < tokens.size() && is(tokens[i + 1], "dollars"), percent = i + 1 < tokens.size() && is(tokens[i + 1], "percent");
    const bool written = tokens[i].kind == TokenKind::kMath && tokens[i].exprs.size() == 1 && tokens[i].exprs[0].is(Op::kPercent);
    auto value = written ? std::optional(math::exact_value(tokens[i].exprs[0].arg(0)).value_or(Rational(0))) : number_of(tokens[i]);
    if (!value || value->sign() <= 0 || dollars == (percent || written)) return {};
    std::optional<Expr>& place = dollars ? price : rate;
    if (place) return {};
    place = Expr::number(*value, tokens[i].kind == TokenKind::kNumber ? tokens[i].text : "");
  }
  if (!price || !rate || down == up || asks_new == asks_change || (down && rate->value() >= Rational(100))) return {};
  const Expr change = *rate / Expr::integer(100) * *price, value = asks_change ? change : down ? *price - change : *price + change;
  return Evaluate{value, std::string("What is ") + (down ? "taken off" : "put on") + " is " + inline_math(tex(*rate) + "\\%") + " of the price, so what is asked is " + inline_math(tex(value)) + ".", "the answer is @ dollars", {}};
}

}  // namespace retort::agent
