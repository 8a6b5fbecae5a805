#include "explain/solution_set.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

double value_of(const Expr& e) {
  const auto v = math::real_value(e, 15);
  return v ? v->mid : 0;
}
double approximate(const Root& r) { return value_of(r.value); }

// A fraction strictly between two numbers that differ.
Rational between(double low, double high) {
  Rational scale(1);
  for (int i = 0; i < 40; ++i) {
    const double s = scale.to_double();
    const Rational candidate = Rational(static_cast<long long>(std::floor((low + high) / 2 * s + 0.5))) / scale;
    if (candidate.to_double() > low + (high - low) / 8 && candidate.to_double() < high - (high - low) / 8) return candidate;
    scale *= 2;
  }
  return Rational(0);
}

bool satisfies(int sign, const std::string& relation) {
  if (relation == "<") return sign < 0;
  if (relation == "<=") return sign <= 0;
  if (relation == ">") return sign > 0;
  return sign >= 0;
}

bool strict(const std::string& relation) { return relation == "<" || relation == ">"; }

// Below the first, between, above the last.
std::vector<Rational> samples(const std::vector<double>& ends) {
  std::vector<Rational> out;
  if (ends.empty()) return {Rational(0)};
  out.push_back(Rational(static_cast<long long>(std::floor(ends.front())) - 1));
  for (std::size_t i = 1; i < ends.size(); ++i) out.push_back(between(ends[i - 1], ends[i]));
  out.push_back(Rational(static_cast<long long>(std::floor(ends.back())) + 2));
  return out;
}

bool is_pole(const SignCondition& c, const Root& r) {
  const auto v = math::exact_value(r.value);
  return v && std::find(c.poles.begin(), c.poles.end(), *v) != c.poles.end();
}

}  // namespace

SolutionSet solve_sign_condition(const SignCondition& condition, const std::vector<Root>& roots) {
  std::vector<double> ends;
  for (const Root& r : roots) ends.push_back(approximate(r));
  const auto points = samples(ends);
  SolutionSet out;
  const bool closed = !strict(condition.relation);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool inside = satisfies(math::evaluate(condition.p, points[i]).sign(), condition.relation);
    const bool end_belongs = i > 0 && closed && !is_pole(condition, roots[i - 1]);
    const bool joined = i > 0 && !out.empty() && out.back().high && out.back().high->tex == roots[i - 1].tex;
    if (inside) {
      if (joined && end_belongs) {
        out.back().high.reset();
      } else {
        Interval next;
        if (i > 0) next.low = roots[i - 1];
        next.low_closed = end_belongs;
        out.push_back(next);
      }
      if (i < roots.size()) {
        out.back().high = roots[i];
        out.back().high_closed = closed && !is_pole(condition, roots[i]);
      }
    } else if (!joined && end_belongs) {
      out.push_back({roots[i - 1], roots[i - 1], true, true});
    }
  }
  return out;
}

Judgement judge_solution_set(const SignCondition& condition, const std::vector<Root>& roots, const SolutionSet& set) {
  Judgement verdict = proved(static_cast<int>(roots.size()) == math::count_real_roots(condition.p), "a root is missing");
  std::vector<double> ends;
  for (const Root& r : roots) {
    if (verdict.holds) verdict = both(verdict, judge_root(condition.p, r.value));
    ends.push_back(approximate(r));
    if (ends.size() > 1 && !(ends[ends.size() - 2] < ends.back())) return fails("the roots are not in order");
  }
  if (!verdict.holds) return verdict;
  // The sign is constant between neighbouring roots, so one exact point for each part decides; then the roots themselves.
  const auto position = [&](const Root& end) {
    return std::find_if(roots.begin(), roots.end(), [&](const Root& r) { return r.tex == end.tex; }) - roots.begin();
  };
  const auto parts = static_cast<long>(roots.size());
  const auto points = samples(ends);
  for (long i = 0; i <= parts; ++i) {
    const bool wanted = satisfies(math::evaluate(condition.p, points[static_cast<std::size_t>(i)]).sign(), condition.relation);
    const bool given = std::any_of(set.begin(), set.end(), [&](const Interval& s) {
      return (!s.low || position(*s.low) < i) && (!s.high || position(*s.high) >= i);
    });
    if (wanted != given) return fails("wrong at the point " + points[static_cast<std::size_t>(i)].to_string());
  }
  for (long i = 0; i < parts; ++i) {
    const bool wanted = !strict(condition.relation) && !is_pole(condition, roots[static_cast<std::size_t>(i)]);
    const bool given = std::any_of(set.begin(), set.end(), [&](const Interval& s) {
      const long low = s.low ? position(*s.low) : -1, high = s.high ? position(*s.high) : parts;
      return (low < i && i < high) || (low == i && s.low_closed) || (high == i && s.high_closed);
    });
    if (wanted != given) return fails("an end is taken or left out wrongly");
  }
  return verdict;
}

std::string tex_relation(const std::string& relation) {
  if (relation == "<=") return "\\leq";
  if (relation == ">=") return "\\geq";
  return relation;
}

std::string flipped(const std::string& relation) {
  if (relation == "<") return ">";
  if (relation == "<=") return ">=";
  if (relation == ">") return "<";
  return "<=";
}

std::string tex(const SolutionSet& set, const std::string& x) {
  std::string out;
  for (const Interval& i : set) {
    if (!out.empty()) out += " \\text{ or } ";
    const std::string low = i.low_closed ? "\\leq" : "<", high = i.high_closed ? "\\leq" : "<";
    if (i.low && i.high && i.low->tex == i.high->tex)
      out += x + " = " + i.low->tex;
    else if (i.low && i.high)
      out += i.low->tex + " " + low + " " + x + " " + high + " " + i.high->tex;
    else if (i.low)
      out += x + (i.low_closed ? " \\geq " : " > ") + i.low->tex;
    else if (i.high)
      out += x + " " + high + " " + i.high->tex;
    else
      out += "-\\infty < " + x + " < \\infty";
  }
  return out;
}

namespace {

struct Bound {
  std::optional<Expr> low, high;
  bool low_closed = false, high_closed = false;
  bool ok = true;
  std::vector<Expr> holes;   // (x > -2) & Ne(x, 0)
};

bool is_infinity(const Expr& e) {
  const Expr& x = e.is(Op::kNeg) ? e.arg(0) : e;
  return x.is(Op::kConstant) && x.name() == "oo";
}

// (2 < x) & (x <= 5)
Bound read_part(std::string_view part) {
  Bound b;
  const auto take = [&](const Expr& low, const Expr& high, bool closed) {
    // low < high, one of them the variable
    if (high.is(Op::kSymbol) && !is_infinity(low)) {
      b.low = low;
      b.low_closed = closed;
    } else if (low.is(Op::kSymbol) && !is_infinity(high)) {
      b.high = high;
      b.high_closed = closed;
    }
  };
  std::size_t start = 0;
  std::string text(part);
  while (start <= text.size()) {
    const auto end = std::min(text.find('&', start), text.size());
    const auto read = math::parse_any(trim(std::string_view(text).substr(start, end - start)));
    start = end + 1;
    if (!read) {
      b.ok = false;
      return b;
    }
    for (const Expr& link : read->is(Op::kChain) ? read->args() : std::vector<Expr>{*read}) {
      if (!link.is(Op::kRel)) b.ok = false;
      if (!b.ok) return b;
      const std::string& r = link.name();
      if (r == "=") {
        const Expr& value = link.arg(0).is(Op::kSymbol) ? link.arg(1) : link.arg(0);
        b.low = b.high = value;
        b.low_closed = b.high_closed = true;
      } else if (r == "<" || r == "<=") {
        take(link.arg(0), link.arg(1), r == "<=");
      } else if (r == ">" || r == ">=") {
        take(link.arg(1), link.arg(0), r == ">=");
      } else if (r == "!=") {
        b.holes.push_back(link.arg(0).is(Op::kSymbol) ? link.arg(1) : link.arg(0));
      } else {
        b.ok = false;
      }
    }
  }
  return b;
}

std::string_view unwrap(std::string_view text) {
  text = trim(text);
  while (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
    int depth = 0;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
      depth += (text[i] == '(') - (text[i] == ')');
      if (depth == 0) break;
    }
    if (i + 1 != text.size()) break;
    text = trim(text.substr(1, text.size() - 2));
  }
  return text;
}

}  // namespace

bool same_set(const SolutionSet& set, std::string_view result) {
  result = unwrap(result);
  if (result == "False" || result == "false" || result == "[]" || result == "EmptySet") return set.empty();
  if (result == "True" || result == "true") return set.size() == 1 && !set[0].low && !set[0].high;
  std::vector<Bound> parts;
  for (std::string_view part : split(result, '|')) {
    parts.push_back(read_part(unwrap(part)));
    if (!parts.back().ok) return false;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].holes.empty()) continue;
    std::vector<Expr> holes = std::move(parts[i].holes);
    parts[i].holes.clear();
    std::sort(holes.begin(), holes.end(), [](const Expr& a, const Expr& b) { return value_of(a) < value_of(b); });
    for (const Expr& hole : holes) {
      Bound right = parts[i];
      right.low = hole;
      right.low_closed = false;
      parts[i].high = hole;
      parts[i].high_closed = false;
      parts.push_back(right);
      std::swap(parts[i], parts.back());
    }
  }
  if (parts.size() != set.size()) return false;
  const auto same_end = [](const std::optional<Root>& mine, bool closed, const std::optional<Expr>& theirs, bool their_closed) {
    if (mine.has_value() != theirs.has_value()) return false;
    return !mine || (closed == their_closed && math::equal(mine->value, *theirs).outcome == math::Verdict::Outcome::kEqual);
  };
  return std::all_of(set.begin(), set.end(), [&](const Interval& i) {
    return std::any_of(parts.begin(), parts.end(), [&](const Bound& b) {
      return same_end(i.low, i.low_closed, b.low, b.low_closed) && same_end(i.high, i.high_closed, b.high, b.high_closed);
    });
  });
}

}  // namespace retort::explain
