#include "agent/forms_people.h"

#include <algorithm>
#include <array>
#include <map>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Rational;

enum class Fact { kTimes, kMore, kFewer, kHas, kTogether, kAskOne, kAskAll, kAskMore };

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
    std::vector<FactForm> made;
    for (const auto& [pattern, fact, factor] : rows) made.push_back({Pattern::compile(pattern, shared_phrases()), fact, factor < 0 ? Rational(1) / Rational(-factor) : Rational(factor)});
    return made;
  }();
  return all;
}

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
    const std::string& stem = c.at("x").stem;
    if (!things_.empty() && things_ != stem) return false;
    things_ = stem;
    const auto person = [&](const char* slot) { return symbol(c.text(slot)); };
    switch (form.fact) {
      case Fact::kTimes: facts_.push_back(Expr::rel("=", person("a"), (form.factor.is_zero() ? c.expr("k") : Expr::number(form.factor)) * person("b"))); return true;
      case Fact::kMore: facts_.push_back(Expr::rel("=", person("a"), person("b") + c.expr("k"))); return true;
      case Fact::kFewer: facts_.push_back(Expr::rel("=", person("a"), person("b") - c.expr("k"))); return true;
      case Fact::kHas: facts_.push_back(Expr::rel("=", person("a"), c.expr("k"))); return true;
      case Fact::kTogether: together_ = c.expr("k"); return true;
      case Fact::kAskOne: return ask(person("a"));
      case Fact::kAskAll: asks_all_ = true; return !asked_;
      case Fact::kAskMore: return ask(person("a") - person("b"));
    }
    return false;
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
    std::string letter(1, static_cast<char>(name[0] - 'A' + 'a'));
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
      told.push_back(inline_math(letters_.at(name)) + " for " + name);
    }
    const Expr sum = Expr::make(math::Op::kAdd, all);
    if (together_) facts_.push_back(Expr::rel("=", sum, *together_));
    // As many facts as people: each number is needed.
    if (facts_.size() != letters_.size()) return {};
    Given goal{facts_, asks_all_ ? sum : *asked_, false, true};
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
