#include "agent/forms_residue.h"

#include <algorithm>
#include <array>
#include <map>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::array<std::string_view, 24> kConnectives = {"if", "and", "let", "suppose", "that", "given", "where", "but", "also", "assume", "when", "so", "similarly", "while", "is", "integer", "number", "certain", "some", "be", "such", "find", "positive", "for"};

std::vector<Pattern> compiled(std::initializer_list<const char*> rows) {
  std::vector<Pattern> made;
  for (const char* row : rows) made.push_back(Pattern::compile(row, shared_phrases()));
  return made;
}

std::optional<Pattern::Prefix> longest(const std::vector<Pattern>& patterns, const std::vector<Token>& tokens, std::size_t at, Phrases& phrases) {
  std::optional<Pattern::Prefix> best;
  for (const Pattern& pattern : patterns)
    for (auto& prefix : pattern.prefixes(tokens, at, phrases))
      if (!best || prefix.length > best->length) best = std::move(prefix);
  return best;
}

struct Residue { Rational r, m; };

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Phrases& phrases) : tokens_(tokens), phrases_(phrases) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 90) return {};
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t length = !term_ && question(at) ? length_ : fact(at) ? length_ : 0;
      if (length > 0) {
        at += length;
        continue;
      }
      const Token& token = tokens_[at];
      if (token.kind != TokenKind::kWord || std::find(kConnectives.begin(), kConnectives.end(), token.text) == kConnectives.end()) return {};
      ++at;
    }
    return goal();
  }

 private:
  bool fact(std::size_t at) {
    static const std::vector<Pattern> rows = compiled({
        "(when|if) {num:n} is divided by {int:m} [there is|it leaves|it gives|it has|leaves|gives] [a] remainder [is|of] {int:r}",
        "(when|if) [you|we|he|she|someone|{name}] (divide|divides) {num:n} by {int:m} [you|we|he|she] [get|gets] [a] remainder [is|of] {int:r}",
        "{num:n} (has|leaves|gives) [a] remainder [of] {int:r} when [it is] divided by {int:m}",
        "[the] remainder when {num:n} is divided by {int:m} is {int:r}",
        "{num:n} is {int:over} (more|greater) than [a] multiple of {int:m}",
        "{num:n} is {int:under} less than [a] multiple of {int:m}",
        "{num:n} is [a] multiple of {int:m}",
    });
    if (auto best = longest(rows, tokens_, at, phrases_)) {
      const Captures& c = best->captures;
      const Expr& n = c.expr("n");
      const Rational m(c.integer("m")), r = c.has("r") ? Rational(c.integer("r")) : c.has("over") ? Rational(c.integer("over")) : c.has("under") ? m - Rational(c.integer("under")) : Rational(0);
      length_ = best->length;
      return n.is(Op::kSymbol) && add(n.name(), r, m);
    }
    // n \equiv 2 \pmod{7}
    const Token& token = tokens_[at];
    if (token.kind != TokenKind::kMath || token.exprs.size() != 1 || !token.exprs[0].is(Op::kCongruence)) return false;
    const Expr& c = token.exprs[0];
    auto r = math::exact_value(c.arg(1)), m = math::exact_value(c.arg(2));
    length_ = 1;
    return c.arg(0).is(Op::kSymbol) && r.ok() && m.ok() && r->is_integer() && m->is_integer() && add(c.arg(0).name(), math::mod(*r, *m), *m);
  }

  bool add(const std::string& name, const Rational& r, const Rational& m) { return m >= Rational(2) && r.sign() >= 0 && r < m && known_.emplace(name, Residue{r, m}).second; }

  bool question(std::size_t at) {
    static const std::vector<Pattern> rows = compiled({
        "(find|determine|compute|what is) [the] remainder (when|if) {num:q} is divided by {int:k}",
        "(find|determine|compute|what is) [the] remainder (of|when) {num:q} [when] divided by {int:k}",
        "what remainder (does|do|will) [she|he|one|you|we] (get|leave) when [she|he|one|you|we] (divides|divide) {num:q} by {int:k}",
        "(what|which) remainder does {num:q} (leave|give|have) when [it is] divided by {int:k}",
        "when {num:q} is divided by {int:k} what is [the] remainder",
    });
    auto best = longest(rows, tokens_, at, phrases_);
    if (!best || best->captures.expr("q").symbols().empty()) return false;
    const std::size_t end = at + best->length;
    if (end < tokens_.size() && !tokens_[end - 1].ends_sentence() && tokens_[end].text != "if" && tokens_[end].text != "given" && tokens_[end].text != "when") return false;
    term_ = best->captures.expr("q");
    modulus_ = Rational(best->captures.integer("k"));
    length_ = best->length;
    return true;
  }

  // Sums, differences, products and powers of whole numbers keep remainders.
  static bool keeps_remainders(const Expr& e) {
    if (e.is(Op::kSymbol)) return true;
    if (e.is_number()) return e.is_integer();
    if (e.is(Op::kPow)) return keeps_remainders(e.arg(0)) && e.arg(1).is_integer() && e.arg(1).value().sign() > 0;
    if (!e.is(Op::kAdd) && !e.is(Op::kMul) && !e.is(Op::kNeg)) return false;
    return std::all_of(e.args().begin(), e.args().end(), keeps_remainders);
  }

  std::optional<Goal> goal() const {
    if (!term_ || known_.empty() || modulus_ < Rational(2) || !keeps_remainders(*term_)) return {};
    Expr at = *term_;
    std::vector<std::string> told;
    for (const std::string& name : term_->symbols()) {
      auto residue = known_.find(name);
      if (residue == known_.end() || !math::mod(residue->second.m, modulus_).is_zero()) return {};
      at = at.substitute(name, Expr::number(residue->second.r));
      told.push_back((name == "unknown_1" ? std::string("the number") : inline_math(tex(Expr::symbol(name)))) + " by " + inline_math(tex(residue->second.r)));
    }
    if (term_->symbols().size() != known_.size()) return {};
    auto value = math::exact_value(at);
    if (!value.ok() || !value->is_integer()) return {};
    const std::string setting = "For the remainder by " + inline_math(tex(modulus_)) + " we may replace " + and_list(told) + ".";
    if (at.is_number() && value->sign() >= 0 && *value < modulus_) return Evaluate{at, setting, "the remainder is @", {}};
    return Evaluate{Expr::func("mod", {at, Expr::number(modulus_)}), setting, "the remainder is @", {}};
  }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  std::map<std::string, Residue> known_;
  std::optional<Expr> term_;
  Rational modulus_;
  std::size_t length_ = 0;
};

}  // namespace

std::optional<Goal> read_residues(const std::vector<Token>& tokens, Phrases& phrases) { return Reader(tokens, phrases).run(); }

std::optional<Goal> read_common(const std::vector<Token>& tokens, Phrases& phrases) {
  static const std::string two = "[of [two|the|these|the two|both] [positive] (numbers|integers)|of them]", gcd = "(greatest|largest|highest) common (divisor|factor) [gcd|gcf]", lcm = "(least|lowest|smallest) common multiple [lcm]";
  static const std::map<std::string, std::vector<Pattern>> facts = [] {
    std::map<std::string, std::vector<Pattern>> made;
    const auto add = [&](const char* name, const std::string& noun) {
      for (const std::string& row : {"[their] " + noun + " " + two + " is {num:e}", "{num:e} is [their] " + noun + " " + two, "[whose|with] " + noun + " " + two + " [is|of] {num:e}", "have [a] " + noun + " of {num:e}"})
        made[name].push_back(Pattern::compile(row, shared_phrases()));
    };
    add("gcd", gcd);
    add("lcm", lcm);
    add("product", "product");
    for (const char* row : {"one of [the|these] [two] (numbers|integers) is {num:e}", "one (number|integer) is {num:e}", "one of them is {num:e}"}) made["one"].push_back(Pattern::compile(row, shared_phrases()));
    return made;
  }();
  static const std::map<std::string, std::vector<Pattern>> questions = [] {
    std::map<std::string, std::vector<Pattern>> made;
    const auto add = [&](const char* name, const std::string& noun) {
      for (const std::string& row : {"(what is|find) [their] " + noun + " " + two}) made[name].push_back(Pattern::compile(row, shared_phrases()));
    };
    add("gcd", gcd);
    add("lcm", lcm);
    add("product", "product");
    made["other"].push_back(Pattern::compile("(what is|find) other (number|integer|one)", shared_phrases()));
    return made;
  }();
  if (tokens.size() > 60) return {};
  std::map<std::string, Expr> known;
  std::string asked;
  for (std::size_t at = 0; at < tokens.size();) {
    std::size_t length = 0;
    std::string role;
    for (const auto& [name, rows] : questions)
      if (auto best = longest(rows, tokens, at, phrases); best && best->length > length && asked.empty()) length = best->length, role = "?" + name;
    std::optional<Expr> value;
    for (const auto& [name, rows] : facts)
      if (auto best = longest(rows, tokens, at, phrases); best && best->length > length && best->captures.expr("e").is_integer()) length = best->length, role = name, value = best->captures.expr("e");
    if (length == 0) {
      static constexpr std::array<std::string_view, 12> kPassed = {"if", "and", "given", "that", "suppose", "two", "numbers", "integers", "positive", "have", "with", "of"};
      if (tokens[at].kind != TokenKind::kWord || std::find(kPassed.begin(), kPassed.end(), tokens[at].text) == kPassed.end()) return {};
      ++at;
      continue;
    }
    if (role[0] == '?') asked = role.substr(1);
    else if (!known.emplace(role, *value).second) return {};
    at += length;
  }
  const auto has = [&](const char* name) { return known.count(name) > 0; };
  Expr result;
  if (asked == "product" && known.size() == 2 && has("gcd") && has("lcm")) result = known.at("gcd") * known.at("lcm");
  else if (asked == "lcm" && known.size() == 2 && has("gcd") && has("product")) result = known.at("product") / known.at("gcd");
  else if (asked == "gcd" && known.size() == 2 && has("lcm") && has("product")) result = known.at("product") / known.at("lcm");
  else if (asked == "other" && known.size() == 3 && has("gcd") && has("lcm") && has("one")) result = known.at("gcd") * known.at("lcm") / known.at("one");
  else return {};
  auto value = math::exact_value(result);
  if (!value.ok() || !value->is_integer()) return {};
  return Evaluate{result, "The greatest common divisor times the least common multiple of two numbers is their product.", "the answer is @", {}};
}

}  // namespace retort::agent
