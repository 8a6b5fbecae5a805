#include "agreement.h"

#include <algorithm>

#include "base/text.h"
#include "math/ball.h"
#include "math/derivative.h"
#include "math/identity.h"
#include "math/parse.h"

namespace retort::bench {
namespace {

using math::Expr;
using Texts = std::vector<std::string>;

std::optional<Expr> read(std::string_view text) {
  const auto e = math::parse(text, math::Notation::kPlain);
  return e.ok() ? std::optional(*e) : std::nullopt;
}

// Equal to nine digits, complex numbers too.
bool near(const Expr& a, const Expr& b) {
  constexpr long kPrecision = 256;
  const auto size = [](const math::BallValue& v) {
    return std::abs(arf_get_d(arb_midref(v.ball.re()), ARF_RND_NEAR)) + std::abs(arf_get_d(arb_midref(v.ball.im()), ARF_RND_NEAR));
  };
  long steps = 100'000;
  const auto difference = math::evaluate_ball(a - b, {}, kPrecision, steps), value = math::evaluate_ball(a, {}, kPrecision, steps);
  if (difference.status != math::BallStatus::kOk || value.status != math::BallStatus::kOk) return false;
  return size(difference) <= 1e-9 * (1 + size(value));
}

bool equal_exprs(const Expr& a, const Expr& b) {
  if (a.same(b)) return true;
  const auto verdict = math::equal(a, b);
  if (verdict.outcome == math::Verdict::Outcome::kEqual) return true;
  return a.symbols().empty() && b.symbols().empty() && near(a, b);
}

bool equal_values(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto x = read(a), y = read(b);
  if (x && y && equal_exprs(*x, *y)) return true;
  // "(2, 3)" part by part.
  const auto p = cas::result_items(a), q = cas::result_items(b);
  if (p.size() < 2 || p.size() != q.size()) return false;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (!equal_values(p[i], q[i])) return false;
  return true;
}

bool equal_sets(Texts a, Texts b) {
  if (a.size() != b.size()) return false;
  return std::all_of(a.begin(), a.end(), [&](const std::string& item) {
    const auto twin = std::find_if(b.begin(), b.end(), [&](const std::string& other) { return equal_values(item, other); });
    if (twin == b.end()) return false;
    b.erase(twin);
    return true;
  });
}

bool equal_antiderivatives(const std::string& a, const std::string& b, const std::string& variable) {
  const auto x = read(a), y = read(b);
  if (!x || !y) return false;
  const auto dx = math::derivative(*x, variable), dy = math::derivative(*y, variable);
  return dx.ok() && dy.ok() && equal_exprs(*dx, *dy);
}

// "((-oo < x) & (x < 2)) | (x >= 5)" at one point; Eq(x, 1) too.
bool member(const std::string& set, const std::string& variable, const math::Rational& at) {
  const auto without = [](std::string text) { return replace_all(replace_all(std::move(text), "(", " "), ")", " "); };
  std::string rest = set;
  bool any = false;
  for (std::string_view part : split(rest, '|')) {
    bool all = true;
    for (std::string_view atom : split(part, '&')) {
      std::string text(trim(atom));
      if (text.find("oo") != text.npos || text == "True") continue;
      if (text == "False") {
        all = false;
        continue;
      }
      // Brackets of the set itself: what is unbalanced goes.
      while (std::count(text.begin(), text.end(), '(') > std::count(text.begin(), text.end(), ')')) text.erase(text.find('('), 1);
      while (std::count(text.begin(), text.end(), ')') > std::count(text.begin(), text.end(), '(')) text.erase(text.rfind(')'), 1);
      auto e = read(text);
      if (!e) e = read(without(text));
      all = all && e && math::holds(e->substitute(variable, Expr::number(at))).outcome == math::Verdict::Outcome::kEqual;
    }
    any = any || all;
  }
  return any;
}

bool equal_solution_sets(const std::string& a, const std::string& b, const std::string& variable) {
  for (int n = -400; n <= 400; ++n) {
    const auto at = math::Rational(n) / math::Rational(3);
    if (member(a, variable, at) != member(b, variable, at)) return false;
  }
  return true;
}

Texts texts_of(const Json& value) {
  if (value.is_string()) return cas::result_items(value.get<std::string>());
  Texts out;
  for (const Json& item : value) out.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return out;
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// "x - x**3/6 + O(x**6)" -> "x - x**3/6"; "Poly(x + 1, x, domain='ZZ')" -> "x + 1".
std::string bare(std::string text) {
  if (text.starts_with("Poly")) return cas::result_items(text.substr(4)).front();
  if (const auto order = text.find("O("); order != text.npos) text.erase(order);
  while (!text.empty() && (text.back() == ' ' || text.back() == '+')) text.pop_back();
  return text;
}

std::string tuple(const Texts& parts) { return "(" + join(parts, ", ") + ")"; }

Texts eigenvalues_of(const Json& peer) {
  Texts out;
  for (const auto& [value, times] : peer.items()) out.push_back(tuple({value, text_of(times)}));
  return out;
}

Texts as_pairs(const std::string& result) {
  Texts out;
  for (const std::string& item : cas::result_items(result)) {
    const auto colon = item.rfind(": ");
    out.push_back(tuple({item.substr(0, colon), item.substr(colon + 2)}));
  }
  return out;
}

// Value, multiplicity and the number of vectors.
Texts eigenspaces_of(const Json& peer) {
  Texts out;
  for (const Json& one : peer)
    out.push_back(tuple({text_of(one["eigenvalue"]), text_of(one["multiplicity"]), std::to_string(one["eigenvectors"].size())}));
  return out;
}

Texts eigenspaces_of(const std::string& result) {
  Texts out;
  for (const std::string& item : cas::result_items(result)) {
    const auto parts = cas::result_items(item);
    out.push_back(tuple({parts[0], parts[1], std::to_string(cas::result_items(parts[2]).size())}));
  }
  return out;
}

bool same_answer(const cas::ToolCall& call, const std::string& ours, const Json& peer) {
  const std::string& tool = call.tool;
  const std::string variable = string_or(call.args, "variable", "x");
  if (tool == "integrate") return equal_antiderivatives(ours, text_of(peer), variable);
  if (tool == "solve_univariate_inequality" || tool == "reduce_inequalities") return equal_solution_sets(ours, text_of(peer), variable);
  if (tool == "compute_eigenvalues") return equal_sets(as_pairs(ours), eigenvalues_of(peer));
  if (tool == "compute_eigenvectors") return equal_sets(eigenspaces_of(ours), eigenspaces_of(peer));
  if (tool == "solve_linear_system") return equal_sets(ours.starts_with("[") ? cas::result_items(ours) : Texts{ours}, texts_of(peer));
  if (tool == "polynomial_coefficients") {
    const Texts a = cas::result_items(ours), b = texts_of(peer);
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), equal_values);
  }
  if (ours.starts_with("[")) return equal_sets(cas::result_items(ours), texts_of(peer));
  return equal_values(ours, bare(text_of(peer)));
}

}  // namespace

std::string_view agreement_name(Agreement agreement) {
  switch (agreement) {
    case Agreement::kSame: return "same";
    case Agreement::kDifferent: return "different";
    case Agreement::kOnlyOurs: return "only_ours";
    case Agreement::kOnlyPeer: return "only_peer";
    case Agreement::kNeither: return "neither";
  }
  return "";
}

Agreement agreement(const cas::ToolCall& call, const cas::ToolResult& ours, const Json& peer) {
  const bool answered = string_or(peer, "status", "") != "error" && peer.contains("result");
  if (!ours.ok) return answered ? Agreement::kOnlyPeer : Agreement::kNeither;
  if (!answered) return Agreement::kOnlyOurs;
  return same_answer(call, ours.result, peer["result"]) ? Agreement::kSame : Agreement::kDifferent;
}

}  // namespace retort::bench
