#include "agent/forms_named.h"

#include <algorithm>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

struct Wording {
  Pattern pattern;
};

const std::vector<Wording>& wordings() {
  static const std::vector<Wording> all = [] {
    const char* const rows[] = {
        "(let|if|suppose|given|assume) [that] [the] [integer|number|positive integer|whole number] {var:v} (be|is|equals|is equal to|denote|denotes|represent|represents|stands for) {num:e}",
        "(let|if|suppose|given|assume) [that] [the] [integer|number|positive integer] {eq:definition}",
        "[a] [very large|large|positive] (number|integer) {var:v} (is equal to|equals|is) {num:e}",
        "(let|suppose) [a|the] [number|integer] {eq:definition}",
        "and [let] {var:v} (be|is) {num:e}",
    };
    std::vector<Wording> made;
    for (const char* row : rows) made.push_back({Pattern::compile(row, shared_phrases())});
    return made;
  }();
  return all;
}

bool mentions(const Token& token, const std::string& name) {
  return std::any_of(token.exprs.begin(), token.exprs.end(), [&](const Expr& e) { return e.contains_symbol(name); });
}

bool is_joint(const Token& token) { return token.kind == TokenKind::kWord && (token.text == "and" || token.text == "then" || token.text == "where"); }

// The tokens with the value of `name` in its place.
std::optional<std::vector<Token>> replaced(std::vector<Token> tokens, const std::string& name, const Expr& value) {
  bool any = false;
  for (Token& token : tokens) {
    if (token.kind == TokenKind::kMath && token.exprs.empty() && token.text.find(name) != std::string::npos) return {};
    if (!mentions(token, name)) continue;
    any = true;
    for (Expr& e : token.exprs) e = e.substitute(name, value);
    token.text = token.exprs.size() == 1 ? tex(token.exprs[0]) : token.text;
    if (token.exprs.size() == 1 && token.exprs[0].is_number()) token.number = token.exprs[0].value();
  }
  if (!any) return {};
  return tokens;
}

}  // namespace

std::optional<PutIn> put_in_definition(const std::vector<Token>& tokens, Phrases& phrases) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (at > 0 && !tokens[at - 1].ends_sentence() && tokens[at - 1].mark != ',' && !(tokens[at].kind == TokenKind::kWord && (tokens[at].text == "and" || tokens[at].text == "if"))) continue;
    for (const Wording& wording : wordings()) {
      std::optional<Pattern::Prefix> longest;
      for (auto& prefix : wording.pattern.prefixes(tokens, at, phrases))
        if (!longest || prefix.length > longest->length) longest = std::move(prefix);
      if (!longest) continue;
      const Captures& c = longest->captures;
      std::string name;
      Expr value;
      if (c.has("definition")) {
        const Expr& equation = c.expr("definition");
        if (!equation.arg(0).is(Op::kSymbol)) continue;
        name = equation.arg(0).name();
        value = equation.arg(1);
      } else {
        name = c.expr("v").name();
        value = c.expr("e");
      }
      if (!value.symbols().empty() || !math::exact_value(value).ok()) continue;
      std::size_t end = at + longest->length;
      const bool closed = end < tokens.size() && (tokens[end - 1].ends_sentence() || tokens[end - 1].mark == ',' || is_joint(tokens[end]));
      const bool last = end == tokens.size() && at > 0;
      if (!closed && !last) continue;
      PutIn made;
      made.tokens.assign(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at));
      if (!tokens[end - 1].ends_sentence() && end < tokens.size() && is_joint(tokens[end])) ++end;
      made.tokens.insert(made.tokens.end(), tokens.begin() + static_cast<std::ptrdiff_t>(end), tokens.end());
      if (last && !made.tokens.empty()) made.tokens.back().mark = tokens.back().mark;
      auto put = replaced(std::move(made.tokens), name, value);
      if (!put) continue;
      made.tokens = std::move(*put);
      made.before = c.before();
      return made;
    }
  }
  return {};
}

std::optional<Goal> with_before(Goal goal, const std::vector<Lookup>& before) {
  if (before.empty()) return goal;
  const auto add = [&](auto& known) {
    known.before.insert(known.before.begin(), before.begin(), before.end());
    return true;
  };
  const bool added = std::visit([&](auto& known) {
    if constexpr (requires { known.before; }) return add(known);
    else return false;
  }, goal);
  return added ? std::optional(std::move(goal)) : std::nullopt;
}

}  // namespace retort::agent
