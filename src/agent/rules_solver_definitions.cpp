#include <algorithm>

#include "agent/rules_solver_given.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

using math::Expr;
using math::Op;

namespace {

// f(3): a function that is none of those with a fixed meaning.
bool is_applied(const Expr& e) { return e.is(Op::kFunc) && math::find_function(e.name()) == nullptr; }

bool contains_applied(const Expr& e, std::string_view name) {
  if (is_applied(e) && (name.empty() || e.name() == name)) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& part) { return contains_applied(part, name); });
}

Expr rebuilt(const Expr& e, std::vector<Expr> args) { return Expr::make(e.op(), std::move(args), e.name()); }

// The parameters replaced at once: f(y, x) of f(x, y).
Expr applied_to(const Definition& f, const std::vector<Expr>& args) {
  Expr body = f.body;
  for (const std::string& p : f.parameters) body = body.substitute(p, Expr::symbol("parameter_" + p));
  for (std::size_t i = 0; i < args.size(); ++i) body = body.substitute("parameter_" + f.parameters[i], args[i]);
  return body;
}

}  // namespace

std::optional<Definition> as_definition(const Expr& fact) {
  if (!fact.is(Op::kRel) || fact.name() != "=" || !is_applied(fact.arg(0)) || fact.arg(0).args().empty()) return {};
  Definition made{{}, fact.arg(1)};
  for (const Expr& parameter : fact.arg(0).args()) {
    bool fresh = parameter.is(Op::kSymbol) &&
                 std::find(made.parameters.begin(), made.parameters.end(), parameter.name()) == made.parameters.end();
    if (!fresh) return {};
    made.parameters.push_back(parameter.name());
  }
  if (contains_applied(made.body, fact.arg(0).name())) return {};
  return made;
}

bool is_bound(const Expr& fact) {
  if (fact.is(Op::kChain)) return std::all_of(fact.args().begin(), fact.args().end(), is_bound) && fact.symbols().size() == 1;
  if (!fact.is(Op::kRel) || fact.name() == "=" || fact.name() == "~") return false;
  auto side = [](const Expr& e) { return e.is(Op::kSymbol) || math::exact_value(e).ok(); };
  return fact.symbols().size() == 1 && side(fact.arg(0)) && side(fact.arg(1));
}

std::optional<Expr> innermost_value(const Expr& e, const Definitions& definitions) {
  for (const Expr& part : e.args())
    if (auto inner = innermost_value(part, definitions)) return inner;
  if (!is_applied(e) || !e.symbols().empty()) return {};
  auto found = definitions.find(e.name());
  bool known = found != definitions.end() && found->second.parameters.size() == e.args().size();
  bool plain = std::none_of(e.args().begin(), e.args().end(), [](const Expr& part) { return contains_applied(part, ""); });
  // A body with unknowns gives no number.
  const auto symbols = known ? found->second.body.symbols() : std::vector<std::string>{};
  bool closed = known && std::all_of(symbols.begin(), symbols.end(), [&](const std::string& s) {
    return std::find(found->second.parameters.begin(), found->second.parameters.end(), s) != found->second.parameters.end();
  });
  if (!closed || !plain || contains_applied(found->second.body, "")) return {};
  return e;
}

namespace {

// `budget`: nodes that may still be visited, so that definitions which call each other end.
std::optional<Expr> written_within(const Expr& e, const Definitions& definitions, long& budget) {
  Expr now = e;
  while (contains_applied(now, "")) {
    budget -= static_cast<long>(now.size());
    if (budget < 0) return {};
    std::vector<Expr> args;
    for (const Expr& part : now.args()) {
      auto written = written_within(part, definitions, budget);
      if (!written) return {};
      args.push_back(*written);
    }
    if (!is_applied(now)) return rebuilt(now, std::move(args));
    auto found = definitions.find(now.name());
    if (found == definitions.end() || found->second.parameters.size() != args.size()) return {};
    now = applied_to(found->second, args);
  }
  return now;
}

}  // namespace

std::optional<Expr> written_out(const Expr& e, const Definitions& definitions) {
  long budget = 5'000;
  return written_within(e, definitions, budget);
}

Expr with_replaced(const Expr& e, const Expr& part, const Expr& by) {
  if (e.same(part)) return by;
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(with_replaced(arg, part, by));
  return rebuilt(e, std::move(args));
}

}  // namespace retort::agent
