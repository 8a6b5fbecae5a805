#include "agent/forms_people.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Rational;

enum class Fact { kTimes, kMore, kFewer, kHas, kTogether, kAskOne, kAskAll, kAskMore, kShifted, kAskLater };

struct FactForm {
  Pattern pattern;
  Fact fact;
  Rational factor;
};

const std::vector<FactForm>& fact_forms() {
  static const std::vector<FactForm> all = [] {
    const std::string has = "(has|had|have|owns|collected|collects|sold|sells|bought|buys|made|makes|baked|ate|eats|picked|found|read|scored|received|caught|earned|won|planted)",
                      base = "(have|own|collect|sell|buy|make|bake|eat|pick|find|read|score|receive|catch|earn|win|plant)", all_of_them = "[together|altogether|in all|in total|combined]";
    const std::vector<std::tuple<std::string, Fact, long long>> rows = {
        {"{name:a} " + has + " twice as many {thing:x} as {name:b} [does|did|has|had]", Fact::kTimes, 2},
        {"{name:a} " + has + " double number of {thing:x} [as|that] {name:b} [does|did|has|had]", Fact::kTimes, 2},
        {"{name:a} " + has + " {number:k} times as many {thing:x} as {name:b} [does|did|has|had]", Fact::kTimes, 0},
        {"{name:a} " + has + " half as many {thing:x} as {name:b} [does|did|has|had]", Fact::kTimes, -2},
        {"{name:a} " + has + " {number:k} more {thing:x} than {name:b} [does|did|has|had]", Fact::kMore, 0},
        {"{name:a} " + has + " {number:k} (fewer|less) {thing:x} than {name:b} [does|did|has|had]", Fact::kFewer, 0},
        {"{name:a} " + has + " {number:k} {thing:x}", Fact::kHas, 0},
        {"(together|altogether|in total|combined|in all) they " + has + " [a total of] {number:k} {thing:x}", Fact::kTogether, 0},
        {"they " + has + " [a total of] {number:k} {thing:x} (together|altogether|in all|in total|combined)", Fact::kTogether, 0},
        {"they " + has + " a total of {number:k} {thing:x}", Fact::kTogether, 0},
        {"how many {thing:x} (does|did) {name:a} " + base, Fact::kAskOne, 0},
        {"how many {thing:x} (do|did) they " + base + " " + all_of_them, Fact::kAskAll, 0},
        {"how many more {thing:x} (does|did) {name:a} " + base + " than {name:b}", Fact::kAskMore, 0},
    };
    // Ages: m times the age of b and k years more or fewer, now or t years from now.
    const auto person = [](const std::string& slot) { return "({name:" + slot + "}|(his|her|their) {word:" + slot + "}|{name} 's {word:" + slot + "})"; };
    const std::string a = person("a"), b = person("b"), times = "({number:m} times|{word:twice}|{word:half}|{word:double}|{expr:share} of)", now = "[now|currently|today|presently]";
    const std::vector<std::tuple<std::string, Fact, long long>> ages = {
        {a + " is " + now + " {number:k} [years] older than " + b, Fact::kMore, 0},
        {a + " is " + now + " {number:k} [years] younger than " + b, Fact::kFewer, 0},
        {a + " is " + now + " " + times + " as old as " + b + " [is]", Fact::kTimes, 0},
        {a + " 's age is " + times + " " + b + " 's age", Fact::kTimes, 0},
        {a + " is {number:k} years older than " + times + " " + b + " 's age", Fact::kMore, 0},
        {a + " 's age is {number:k} [years] (more|greater|older) than [" + times + "] " + b + " 's age", Fact::kMore, 0},
        {a + " 's age is {number:k} [years] (less|fewer|younger) than [" + times + "] " + b + " 's age", Fact::kFewer, 0},
        {a + " was {number:k} [years old] when " + b + " was born", Fact::kMore, 0},
        {a + " is " + now + " {number:k} [years old|years of age]", Fact::kHas, 0},
        {"sum of their " + now + " ages is " + now + " {number:k} [years]", Fact::kTogether, 0},
        {"their ages (total|add up to|sum to) {number:k} [years]", Fact::kTogether, 0},
        {"(in {number:t} years|{number:t} years from now) " + a + " will be " + times + " as old as " + b + " [will be|is] [then|at that time]", Fact::kShifted, 1},
        {"{number:t} years ago " + a + " was " + times + " as old as " + b + " [was] [then|at that time]", Fact::kShifted, -1},
        {"(how old|how many years old) is " + a + " " + now, Fact::kAskOne, 0},
        {"what is " + a + " 's [current|present] age [in years]", Fact::kAskOne, 0},
        {"what is sum of their [current|present] ages", Fact::kAskAll, 0},
        {"(how old|how many years old) will " + a + " be in {number:t} years", Fact::kAskLater, 1},
        {"(how old|how many years old) was " + a + " {number:t} years ago", Fact::kAskLater, -1},
        {"how many years older is " + a + " than " + b, Fact::kAskMore, 0},
    };
    std::vector<FactForm> made;
    for (const auto& [pattern, fact, factor] : ages) made.push_back({Pattern::compile(pattern, shared_phrases()), fact, Rational(factor)});
    for (const auto& [pattern, fact, factor] : rows) made.push_back({Pattern::compile(pattern, shared_phrases()), fact, factor < 0 ? Rational(1) / Rational(-factor) : Rational(factor)});
    return made;
  }();
  return all;
}

constexpr const char* kAge = "age";

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Phrases& phrases) : tokens_(tokens), phrases_(phrases) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 70) return {};
    for (std::size_t at = 0; at < tokens_.size();) {
      if (const std::size_t length = fact(at)) {
        at += length;
        continue;
      }
      static constexpr std::array<std::string_view, 4> kPassed = {"if", "and", "while", "but"};
      if (std::find(kPassed.begin(), kPassed.end(), tokens_[at].text) == kPassed.end()) return {};
      ++at;
    }
    return goal();
  }

 private:
  std::size_t fact(std::size_t at) {
    const FactForm* form = nullptr;
    std::optional<Pattern::Prefix> best;
    for (const FactForm& candidate : fact_forms())
      for (auto& prefix : candidate.pattern.prefixes(tokens_, at, phrases_)) {
        const std::size_t end = at + prefix.length;
        const bool closed = end == tokens_.size() || tokens_[end - 1].mark != 0 || tokens_[end].text == "and" || tokens_[end].text == "while" || tokens_[end].text == "but";
        if (closed && (!best || prefix.length > best->length)) best = std::move(prefix), form = &candidate;
      }
    return best && take(*form, best->captures) ? best->length : 0;
  }

  bool take(const FactForm& form, const Captures& c) {
    const std::string stem = c.has("x") ? c.at("x").stem : kAge;
    if (!things_.empty() && things_ != stem) return false;
    things_ = stem;
    const auto person = [&](const char* slot) { return symbol(c.text(slot)); };
    auto factor = factor_of(form, c);
    if (!factor) return false;
    // Two of them at least, and different ones.
    if (c.has("a") && c.has("b") && c.text("a") == c.text("b")) return false;
    const auto multiple = [&](const Expr& of) { return factor->is_number() && factor->value() == Rational(1) ? of : *factor * of; };
    switch (form.fact) {
      case Fact::kTimes: facts_.push_back(Expr::rel("=", person("a"), multiple(person("b")))); return true;
      case Fact::kMore: facts_.push_back(Expr::rel("=", person("a"), multiple(person("b")) + c.expr("k"))); return true;
      case Fact::kFewer: facts_.push_back(Expr::rel("=", person("a"), multiple(person("b")) - c.expr("k"))); return true;
      case Fact::kShifted: {
        const auto then = [&](const char* slot) { return form.factor.sign() > 0 ? person(slot) + c.expr("t") : person(slot) - c.expr("t"); };
        facts_.push_back(Expr::rel("=", then("a"), multiple(then("b"))));
        return true;
      }
      case Fact::kAskLater: return ask(form.factor.sign() > 0 ? person("a") + c.expr("t") : person("a") - c.expr("t"));
      case Fact::kHas: facts_.push_back(Expr::rel("=", person("a"), c.expr("k"))); return true;
      case Fact::kTogether: together_ = c.expr("k"); return true;
      case Fact::kAskOne: return ask(person("a"));
      case Fact::kAskAll: asks_all_ = true; return !asked_;
      case Fact::kAskMore: return ask(person("a") - person("b"));
    }
    return false;
  }

  // "twice", "4 times", "30% of"; one where nothing is said.
  static std::optional<Expr> factor_of(const FactForm& form, const Captures& c) {
    if (form.fact == Fact::kTimes && c.has("x")) return form.factor.is_zero() ? c.expr("k") : Expr::number(form.factor);
    if (c.has("m")) return c.expr("m");
    if (c.has("share")) {
      const Expr& share = c.expr("share");
      if (!share.is(math::Op::kPercent) && !share.is(math::Op::kDiv)) return {};
      auto value = math::exact_value(share);
      return value.ok() ? std::optional(Expr::number(*value)) : std::nullopt;
    }
    for (const auto& [slot, value] : {std::pair{"twice", Rational(2)}, std::pair{"double", Rational(2)}, std::pair{"half", Rational(1, 2)}})
      if (c.has(slot)) return c.at(slot).stem == slot ? std::optional(Expr::number(value)) : std::nullopt;
    return Expr::integer(1);
  }

  bool ask(Expr e) {
    if (asked_ || asks_all_) return false;
    asked_ = std::move(e);
    return true;
  }

  // One letter for each person: the first of the name where it is free.
  Expr symbol(const std::string& name) {
    auto known = letters_.find(name);
    if (known != letters_.end()) return Expr::symbol(known->second);
    std::string letter(1, static_cast<char>(std::tolower(static_cast<unsigned char>(name[0]))));
    static constexpr std::string_view kOthers = "xyzpqrst";
    const auto taken = [&](const std::string& l) { return l == "e" || l == "i" || std::any_of(letters_.begin(), letters_.end(), [&](const auto& k) { return k.second == l; }); };
    for (std::size_t i = 0; taken(letter) && i < kOthers.size(); ++i) letter = std::string(1, kOthers[i]);
    letters_.emplace(name, letter);
    order_.push_back(name);
    return Expr::symbol(letter);
  }

  std::optional<Goal> goal() {
    if (letters_.size() < 2 || letters_.size() > 5 || (!asked_ && !asks_all_)) return {};
    std::vector<Expr> all;
    std::vector<std::string> told, said;
    for (const std::string& name : order_) {
      all.push_back(Expr::symbol(letters_.at(name)));
      told.push_back(inline_math(letters_.at(name)) + (things_ == kAge ? " for the age of " : " for ") + name);
    }
    const Expr sum = Expr::make(math::Op::kAdd, all);
    if (together_) facts_.push_back(Expr::rel("=", sum, *together_));
    // As many facts as people: each number is needed.
    if (facts_.size() != letters_.size()) return {};
    Given goal{facts_, asks_all_ ? sum : *asked_, Given::Take::kOne, true};
    for (const Expr& fact : facts_) said.push_back(inline_math(tex(fact)));
    goal.before.push_back({"We write " + and_list(told) + ". Then " + and_list(said) + ".", {}, {}, {}, {}});
    return goal;
  }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  std::map<std::string, std::string> letters_;
  std::vector<std::string> order_;
  std::vector<Expr> facts_;
  std::string things_;
  std::optional<Expr> asked_, together_;
  bool asks_all_ = false;
};

}  // namespace

std::optional<Goal> read_people(const std::vector<Token>& tokens, Phrases& phrases) { return Reader(tokens, phrases).run(); }

}  // namespace retort::agent
