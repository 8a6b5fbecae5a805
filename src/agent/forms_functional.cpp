#include "agent/forms_functional.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "agent/rules_solver_given.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMostInstances = 900, kMostSteps = 8;

bool is_applied(const Expr& e) { return e.is(Op::kFunc) && e.args().size() == 1 && math::find_function(e.name()) == nullptr; }

void functions_in(const Expr& e, std::set<std::string>& names) {
  if (is_applied(e)) names.insert(e.name());
  for (const Expr& part : e.args()) functions_in(part, names);
}

std::string key(const Rational& at) { return at.to_string(); }

// An equation at numbers: its sides with f(c) where the value is not known.
struct Instance {
  Expr equation;                                // as it stands with the numbers put in, arguments worked out
  std::vector<std::pair<std::string, Rational>> put;
  std::vector<Rational> values_of;              // arguments of f, each once
};

class Search {
 public:
  Search(std::string function, const Given& given, std::vector<Expr> laws, std::map<std::string, Rational> known, std::vector<Rational> wanted)
      : f_(std::move(function)), laws_(std::move(laws)), known_(std::move(known)), wanted_(std::move(wanted)), positive_(given.positive), integers_(given.integers) {}

  // The calls that lead to all wanted values.
  std::optional<std::vector<Lookup>> run() {
    collect();
    if (!deduce() && !solve_pair()) return {};
    std::vector<Lookup> needed;
    std::set<std::string> done;
    for (const Rational& at : wanted_) need(key(at), done, needed);
    if (needed.empty() || needed.size() > kMostSteps) return {};
    return needed;
  }
  const std::map<std::string, Rational>& known() const { return known_; }

 private:
  // f(c) with c worked out, or nothing when an argument has no exact value.
  std::optional<Expr> with_values(const Expr& e, std::vector<Rational>& at) const {
    if (is_applied(e) && e.name() == f_) {
      auto inner = with_values(e.arg(0), at);
      if (!inner) return {};
      auto value = math::exact_value(*inner);
      if (!value.ok() || value->bits() > 24) return {};
      if (std::find(at.begin(), at.end(), *value) == at.end()) at.push_back(*value);
      return Expr::func(f_, {Expr::number(*value)});
    }
    if (e.args().empty()) return e;
    std::vector<Expr> args;
    for (const Expr& part : e.args()) {
      auto made = with_values(part, at);
      if (!made) return {};
      args.push_back(*made);
    }
    return Expr::make(e.op(), std::move(args), e.name());
  }

  // The arguments of f.
  void inner_terms(const Expr& e, std::vector<Expr>& inner) const {
    if (is_applied(e) && e.name() == f_) inner.push_back(e.arg(0));
    for (const Expr& part : e.args()) inner_terms(part, inner);
  }

  // Where the law may not hold, nothing is put in; zero is left out of laws in one letter.
  bool allowed(const Rational& r, std::size_t letters) const {
    return (!positive_ || r.sign() > 0) && (!integers_ || r.is_integer()) && (letters > 1 || !r.is_zero());
  }

  void add(const Expr& law, const std::vector<std::string>& names, const std::vector<Rational>& numbers) {
    if (!std::all_of(numbers.begin(), numbers.end(), [&](const Rational& r) { return allowed(r, names.size()); })) return;
    Expr here = law;
    Instance made{law, {}, {}};
    for (std::size_t i = 0; i < names.size(); ++i) {
      here = here.substitute(names[i], Expr::number(numbers[i]));
      made.put.emplace_back(names[i], numbers[i]);
    }
    auto equation = with_values(here, made.values_of);
    if (!equation || made.values_of.empty()) return;
    made.equation = *equation;
    instances_.push_back(std::move(made));
  }

  void collect() {
    std::vector<Rational> pool = wanted_;
    auto offer = [&](const Rational& r, const std::string& origin = "") {
      if (pool.size() >= 40 || std::find(pool.begin(), pool.end(), r) != pool.end()) return;
      pool.push_back(r);
      if (!origin.empty()) origin_[key(r)] = origin;
    };
    for (const auto& [at, value] : known_)
      if (auto r = Rational::parse(at); r.ok()) offer(*r);
    // What the arguments become at these numbers, and what makes an argument one of them.
    for (std::size_t i = 0; i < pool.size() && i < 8; ++i)
      for (const Expr& law : laws_) {
        auto names = law.symbols();
        if (names.size() != 1) continue;
        std::vector<Expr> inner;
        inner_terms(law, inner);
        for (const Expr& argument : inner) {
          const Expr here = argument.substitute(names[0], Expr::number(pool[i]));
          if (auto r = math::exact_value(here); r.ok() && r->bits() < 24) offer(*r, tex(here) + " = " + tex(*r));
        }
      }
    for (const auto& [at, value] : known_)
      for (const Rational& w : std::vector<Rational>(wanted_))
        if (auto r = Rational::parse(at); r.ok() && !r->is_zero()) {
          offer(w / *r, tex(Expr::number(w) / Expr::number(*r)) + " = " + tex(w / *r));
          offer(w - *r, tex(Expr::number(w) - Expr::number(*r)) + " = " + tex(w - *r));
        }
    for (long long n : {0, 1, 2, 3, -1, 4, 5, 6, 7, 8}) offer(Rational(n));
    for (const Expr& law : laws_) {
      auto names = law.symbols();
      if (names.size() == 1) {
        for (const Rational& x : pool) add(law, names, {x});
      } else if (names.size() == 2) {
        for (std::size_t i = 0; i < pool.size() && i < 24; ++i)
          for (std::size_t j = 0; j < pool.size() && j < 24 && instances_.size() < kMostInstances; ++j) add(law, names, {pool[i], pool[j]});
      }
    }
  }

  // The instance with known values put in and the unknown one as the symbol u; nothing when two are unknown.
  struct Single {
    Expr equation;
    Rational unknown;
  };
  std::optional<Single> single(const Instance& instance) const {
    std::optional<Rational> open;
    Expr e = instance.equation;
    for (const Rational& at : instance.values_of) {
      const Expr applied = Expr::func(f_, {Expr::number(at)});
      auto found = known_.find(key(at));
      if (found == known_.end() && open) return {};
      if (found == known_.end()) open = at;
      e = with_replaced(e, applied, found == known_.end() ? Expr::symbol("u") : Expr::number(found->second));
    }
    if (!open) return {};
    return Single{e, *open};
  }

  bool all_known() const {
    return std::all_of(wanted_.begin(), wanted_.end(), [&](const Rational& at) { return known_.count(key(at)) > 0; });
  }

  std::string put_text(const Instance& instance) const {
    std::vector<std::string> shown;
    for (const auto& [name, value] : instance.put) shown.push_back(inline_math(name + " = " + tex(value)));
    return and_list(shown);
  }

  struct Step {
    Lookup lookup;                       // of a system; otherwise made when it is needed
    std::vector<std::string> needs;
    const Instance* instance = nullptr;
    Expr equation = Expr::integer(0);    // in u
    Rational unknown = 0, value = 0;
  };

  // One unknown value, under a letter of its own.
  Lookup told(const Step& step, std::size_t number) const {
    static const std::vector<std::string> kLetters = {"u", "v", "w", "t", "s", "r", "q", "p"};
    const std::string letter = kLetters[std::min(number, kLetters.size() - 1)], applied = tex(Expr::func(f_, {Expr::number(step.unknown)}));
    const Expr equation = step.equation.substitute("u", Expr::symbol(letter));
    return {origins(*step.instance) + "With " + inline_math(letter + " = " + applied) + " the equation for " + put_text(*step.instance) + " becomes " + inline_math(tex(equation)) + ".",
            "solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", letter}}, {Expr::number(step.value)}, "So " + inline_math(applied + " = " + tex(step.value)) + "."};
  }

  // How numbers that are put in come about.
  std::string origins(const Instance& instance) const {
    std::string text;
    for (const auto& [name, value] : instance.put)
      if (auto found = origin_.find(key(value)); found != origin_.end() && text.find(found->second) == text.npos) text += "We have " + inline_math(found->second) + ". ";
    return text;
  }

  bool deduce() {
    bool more = true;
    for (int round = 0; more && round < 12 && !all_known(); ++round) {
      more = false;
      for (const Instance& instance : instances_) {
        auto one = single(instance);
        if (!one) continue;
        auto p = math::as_polynomial(one->equation.arg(0) - one->equation.arg(1), "u", 1);
        if (!p || math::degree(*p) != 1) continue;
        const Rational value = -(*p)[0] / (*p)[1];
        if (value.bits() > 60) continue;
        Step step{{}, {}, &instance, one->equation, one->unknown, value};
        for (const Rational& at : instance.values_of)
          if (at != one->unknown) step.needs.push_back(key(at));
        steps_.emplace(key(one->unknown), std::move(step));
        known_[key(one->unknown)] = value;
        more = true;
        if (all_known()) return true;
      }
    }
    return all_known();
  }

  // Two or three equations with as many unknown values.
  bool solve_pair() {
    if (wanted_.size() != 1) return false;
    struct Linear { Expr equation; const Instance* from; std::vector<Rational> open; };
    std::vector<Linear> linear;
    for (const Instance& instance : instances_) {
      Linear made{instance.equation, &instance, {}};
      for (const Rational& at : instance.values_of) {
        const Expr applied = Expr::func(f_, {Expr::number(at)});
        auto found = known_.find(key(at));
        if (found == known_.end()) made.open.push_back(at);
        made.equation = with_replaced(made.equation, applied, found == known_.end() ? letter(at) : Expr::number(found->second));
      }
      if (made.open.empty() || made.open.size() > 3 || !math::as_linear(made.equation.arg(0) - made.equation.arg(1))) continue;
      if (linear.size() < 120) linear.push_back(std::move(made));
    }
    // Grow a closed set from an equation that holds the wanted value.
    for (const Linear& start : linear) {
      if (std::find(start.open.begin(), start.open.end(), wanted_[0]) == start.open.end()) continue;
      std::vector<const Linear*> chosen = {&start};
      std::vector<Rational> open = start.open;
      while (chosen.size() < open.size() && chosen.size() < 4) {
        const Linear* next = nullptr;
        for (const Linear& other : linear) {
          if (std::find(chosen.begin(), chosen.end(), &other) != chosen.end()) continue;
          std::size_t fresh = 0;
          bool touches = false;
          for (const Rational& at : other.open) {
            const bool old = std::find(open.begin(), open.end(), at) != open.end();
            fresh += !old;
            touches = touches || old;
          }
          const bool same = std::any_of(chosen.begin(), chosen.end(), [&](const Linear* c) { return c->equation.same(other.equation); });
          if (touches && !same && (fresh == 0 || (fresh == 1 && open.size() < 3)) && (!next || fresh == 0)) next = &other;
          if (next == &other && fresh == 0) break;
        }
        if (!next) break;
        chosen.push_back(next);
        for (const Rational& at : next->open)
          if (std::find(open.begin(), open.end(), at) == open.end()) open.push_back(at);
      }
      if (chosen.size() != open.size()) continue;
      std::vector<const Instance*> from;
      std::vector<Expr> equations;
      for (const Linear* c : chosen) from.push_back(c->from), equations.push_back(c->equation);
      if (take_system(from, equations, open)) return true;
    }
    return false;
  }

  Expr letter(const Rational& at) {
    auto [place, fresh] = letters_.emplace(key(at), "u_" + std::to_string(letters_.size() + 1));
    return Expr::symbol(place->second);
  }

  bool take_system(const std::vector<const Instance*>& from, const std::vector<Expr>& equations, const std::vector<Rational>& open) {
    // Gauss on a small square system.
    const std::size_t n = open.size();
    static const std::vector<std::string> kNames = {"u", "v", "w", "t"};
    std::vector<std::vector<Rational>> rows;
    std::vector<Expr> renamed;
    for (const Expr& equation : equations) {
      Expr e = equation;
      for (std::size_t i = 0; i < n; ++i) e = e.substitute(letters_.at(key(open[i])), Expr::symbol(kNames[i]));
      auto linear = math::as_linear(e.arg(0) - e.arg(1));
      if (!linear) return false;
      std::vector<Rational> row;
      for (std::size_t i = 0; i < n; ++i) row.push_back(linear->count(kNames[i]) ? linear->at(kNames[i]) : Rational(0));
      row.push_back(linear->count("") ? -linear->at("") : Rational(0));
      rows.push_back(row);
      renamed.push_back(e);
    }
    for (std::size_t i = 0; i < n; ++i) {
      auto pivot = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(i), rows.end(), [&](const auto& row) { return !row[i].is_zero(); });
      if (pivot == rows.end()) return false;
      std::swap(*pivot, rows[i]);
      const Rational by = rows[i][i];
      for (Rational& x : rows[i]) x = x / by;
      for (std::size_t j = 0; j < n; ++j) {
        if (j == i || rows[j][i].is_zero()) continue;
        const Rational factor = rows[j][i];
        for (std::size_t k = 0; k <= n; ++k) rows[j][k] -= factor * rows[i][k];
      }
    }
    std::vector<std::string> names(kNames.begin(), kNames.begin() + static_cast<std::ptrdiff_t>(n)), shown, meaning, put;
    Json plain = Json::array();
    std::vector<Expr> values;
    std::string came;
    for (std::size_t i = 0; i < n; ++i) {
      plain.push_back(math::to_plain(renamed[i]));
      shown.push_back(inline_math(tex(renamed[i])));
      values.push_back(Expr::number(rows[i][n]));
      meaning.push_back(inline_math(names[i] + " = " + tex(Expr::func(f_, {Expr::number(open[i])}))));
      put.push_back(put_text(*from[i]));
      const std::string origin = origins(*from[i]);
      if (came.find(origin) == came.npos) came += origin;
    }
    auto place = static_cast<std::size_t>(std::find(open.begin(), open.end(), wanted_[0]) - open.begin());
    Lookup lookup{came + "We put in " + and_list(put) + ". With " + and_list(meaning) + " we get " + and_list(shown) + ".", "solve_linear_system", {{"equations", plain}, {"variables", names}}, values,
                  "So " + inline_math(tex(Expr::func(f_, {Expr::number(wanted_[0])})) + " = " + tex(values[place])) + "."};
    Step step{lookup, {}};
    for (const Instance* instance : from)
      for (const Rational& at : instance->values_of)
        if (std::find(open.begin(), open.end(), at) == open.end()) step.needs.push_back(key(at));
    steps_[key(wanted_[0])] = std::move(step);
    known_[key(wanted_[0])] = rows[place][n];
    return true;
  }

  void need(const std::string& at, std::set<std::string>& done, std::vector<Lookup>& needed) {
    if (!done.insert(at).second) return;
    auto found = steps_.find(at);
    if (found == steps_.end()) return;
    for (const std::string& other : found->second.needs) need(other, done, needed);
    needed.push_back(found->second.instance ? told(found->second, needed.size()) : found->second.lookup);
  }

  std::string f_;
  std::vector<Expr> laws_;
  std::map<std::string, Rational> known_;
  std::vector<Rational> wanted_;
  std::vector<Instance> instances_;
  std::map<std::string, Step> steps_;
  std::map<std::string, std::string> letters_, origin_;
  bool positive_ = false, integers_ = false;
};

void arguments_in(const Expr& e, const std::string& f, std::vector<Rational>& at) {
  if (is_applied(e) && e.name() == f) {
    auto value = math::exact_value(e.arg(0));
    if (value.ok() && std::find(at.begin(), at.end(), *value) == at.end()) at.push_back(*value);
  }
  for (const Expr& part : e.args()) arguments_in(part, f, at);
}

}  // namespace

std::optional<Goal> by_instances(const Given& given) {
  std::set<std::string> names;
  functions_in(given.asked, names);
  if (names.size() != 1 || !given.asked.symbols().empty()) return {};
  const std::string f = *names.begin();
  std::vector<Expr> laws;
  std::map<std::string, Rational> known;
  for (const Expr& fact : given.facts) {
    std::set<std::string> in;
    functions_in(fact, in);
    if (in.empty() || !fact.is(Op::kRel) || fact.name() != "=") {
      // Where the equation holds: x != 0, x > 0.
      if (in.empty() && fact.is(Op::kRel) && fact.name() != "=") continue;
      return {};
    }
    if (in.size() != 1 || *in.begin() != f || as_definition(fact)) return {};
    if (fact.symbols().empty()) {
      auto value = math::exact_value(fact.arg(1));
      if (!is_applied(fact.arg(0)) || !value.ok()) return {};
      auto at = math::exact_value(fact.arg(0).arg(0));
      if (!at.ok()) return {};
      known[key(*at)] = *value;
    } else {
      laws.push_back(fact);
    }
  }
  std::vector<Rational> wanted;
  arguments_in(given.asked, f, wanted);
  if (laws.empty() || wanted.empty() || wanted.size() > 3) return {};
  Search search(f, given, laws, known, wanted);
  auto steps = search.run();
  if (!steps) return {};
  Expr asked = given.asked;
  for (const Rational& at : wanted) asked = with_replaced(asked, Expr::func(f, {Expr::number(at)}), Expr::number(search.known().at(key(at))));
  std::vector<Lookup> before = given.before;
  before.insert(before.end(), steps->begin(), steps->end());
  if (asked.is_number()) return Evaluate{asked, "", inline_math(tex(given.asked)) + " is @", before};
  auto value = math::exact_value(asked);
  if (!value.ok()) return {};
  return Evaluate{asked, "Now we work out " + inline_math(tex(asked)) + ".", inline_math(tex(given.asked)) + " is @", before};
}

}  // namespace retort::agent
