// Vectors and matrices without known entries: what is asked follows from images of linear maps, determinants or dot products.
#include <algorithm>
#include <map>

#include "agent/forms_vectors.h"
#include "agent/linear_solution.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;
using Kind = VectorTerm::Kind;
using Ask = VectorSituation::Ask;

namespace {

// A combination of vectors, or of products of them, by their names.
using Combination = std::map<std::string, Expr>;

void add(Combination& to, const std::string& key, const Expr& factor) {
  auto [place, is_new] = to.try_emplace(key, factor);
  if (!is_new) place->second = tidy(place->second + factor);
  auto value = math::exact_value(place->second);
  if (value.ok() && value->is_zero()) to.erase(place);
}

bool is_map(const VectorTerm& term) { return term.kind == Kind::kName && term.name[0] >= 'A' && term.name[0] <= 'Z'; }

std::optional<Expr> number_of(const VectorTerm& term) {
  auto value = vector_value(term, {});
  return value && value->scalar ? std::optional(value->number()) : std::nullopt;
}

std::optional<Combination> combination(const VectorTerm& term);

std::optional<Combination> product(const VectorTerm& term) {
  Expr factor = Expr::integer(1);
  std::vector<std::string> maps;
  for (std::size_t i = 0; i + 1 < term.parts.size(); ++i) {
    const VectorTerm& part = term.parts[i];
    if (part.kind == Kind::kScalar) factor = tidy(factor * part.scalar);
    else if (is_map(part)) maps.push_back(part.name);
    else if (part.kind == Kind::kPower && is_map(part.parts[0]) && part.power >= 1 && part.power <= 6) maps.insert(maps.end(), static_cast<std::size_t>(part.power), part.parts[0].name);
    else return {};
  }
  auto inner = combination(term.parts.back());
  if (!inner) return {};
  Combination out;
  for (const auto& [key, f] : *inner) {
    std::string name = key;
    for (auto map = maps.rbegin(); map != maps.rend(); ++map) name = *map + " " + name;
    add(out, name, tidy(factor * f));
  }
  return out;
}

std::optional<Combination> combination(const VectorTerm& term) {
  Combination out;
  switch (term.kind) {
    case Kind::kName: return is_map(term) || term.name == "0" ? std::nullopt : std::optional(Combination{{term.name, Expr::integer(1)}});
    case Kind::kProduct: return product(term);
    case Kind::kNegative: case Kind::kSum:
      for (const VectorTerm& part : term.parts) {
        auto inner = combination(part);
        if (!inner) return {};
        for (const auto& [key, f] : *inner) add(out, key, term.kind == Kind::kSum ? f : tidy(-f));
      }
      return out;
    case Kind::kProjection: {
      if (term.parts[0].kind != Kind::kName) return {};
      auto inner = combination(term.parts[1]);
      if (!inner) return {};
      for (const auto& [key, f] : *inner) add(out, "proj_" + term.parts[0].name + " " + key, f);
      return out;
    }
    case Kind::kCross: {
      auto a = combination(term.parts[0]), b = combination(term.parts[1]);
      if (!a || !b) return {};
      for (const auto& [i, f] : *a)
        for (const auto& [j, g] : *b)
          if (i != j) add(out, i < j ? i + " x " + j : j + " x " + i, tidy(i < j ? f * g : -(f * g)));
      return out;
    }
    default: return {};
  }
}

Several column_goal(const VectorValue& v) {
  Several goal;
  std::string shape;
  for (std::size_t i = 0; i < v.rows(); ++i) {
    goal.parts.push_back(v.entries[i][0]);
    shape += (i == 0 ? "#" : " \\\\ #") + std::to_string(i + 1) + "#";
  }
  goal.shape = "\\begin{pmatrix} " + shape + " \\end{pmatrix}";
  goal.closing = "the result is @";
  return goal;
}

// Known images of vectors, and the image of a combination of them.
std::optional<Goal> image(const VectorSituation& s) {
  std::map<std::string, VectorValue> known;
  for (const auto& fact : s.facts) {
    if (fact.size() != 2) return {};
    auto of = combination(fact[0]);
    auto value = vector_value(fact[1], {});
    if (!of || of->size() != 1 || !value || !value->is_column()) return {};
    auto factor = math::exact_value(of->begin()->second);
    if (!factor.ok() || *factor != Rational(1)) return {};
    known[of->begin()->first] = *value;
  }
  auto asked = combination(s.asked[0]);
  if (!asked || known.empty()) return {};
  const std::size_t rows = known.begin()->second.rows();
  VectorValue sum;
  sum.entries.assign(rows, {Expr::integer(0)});
  Several goal = column_goal(sum);
  std::string text;
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<Expr> terms;
    for (const auto& [key, factor] : *asked) {
      auto value = known.find(key);
      if (value == known.end() || value->second.rows() != rows || !math::exact_value(factor).ok()) return {};
      terms.push_back(factor * value->second.entries[i][0]);
      if (i == 0) text += (text.empty() ? "" : " + ") + agent::tex(factor * matrix_of(value->second.entries));
    }
    goal.parts[i] = terms.empty() ? Expr::integer(0) : terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms);
  }
  const bool cross = s.asked[0].kind == Kind::kCross;
  const std::string rule = cross ? "The cross product is linear in both vectors, changes its sign when they are exchanged, and that of a vector with itself is zero" : "Sums and multiples are kept";
  goal.setting = text.empty() ? rule + ", so nothing is left." : rule + ", so we work out " + inline_math(text) + " entry by entry.";
  return goal;
}

// M u = k u: the powers of M multiply u by powers of k.
std::optional<Goal> eigenvector(const VectorSituation& s) {
  if (s.facts.size() != 1 || s.facts[0].size() != 2) return {};
  const VectorTerm &left = s.facts[0][0], &asked = s.asked[0];
  if (left.kind != Kind::kProduct || left.parts.size() != 2 || !is_map(left.parts[0]) || asked.kind != Kind::kProduct || asked.parts.size() != 2) return {};
  if (asked.parts[0].kind != Kind::kPower || !is_map(asked.parts[0].parts[0]) || asked.parts[0].parts[0].name != left.parts[0].name || asked.parts[0].power < 2) return {};
  auto u = vector_value(left.parts[1], {}), again = vector_value(asked.parts[1], {}), to = vector_value(s.facts[0][1], {});
  if (!u || !to || !again || !u->is_column() || to->rows() != u->rows() || again->rows() != u->rows()) return {};
  std::optional<Rational> factor;
  std::string shown;
  for (std::size_t i = 0; i < u->rows(); ++i) {
    auto x = math::exact_value(u->entries[i][0]), y = math::exact_value(to->entries[i][0]), z = math::exact_value(again->entries[i][0]);
    if (!x.ok() || !y.ok() || !z.ok() || *x != *z || (x->is_zero() && !y->is_zero())) return {};
    if (x->is_zero()) continue;
    if (factor && *factor != *y / *x) return {};
    factor = *y / *x;
    shown = worked(Expr::number(*y) / Expr::number(*x));
  }
  if (!factor || asked.parts[0].power > 40) return {};
  Several goal = column_goal(*u);
  const Expr power = pow(Expr::number(*factor), Expr::integer(asked.parts[0].power));
  for (Expr& part : goal.parts) part = power * part;
  goal.setting = "The matrix multiplies each entry of this vector by the same number, as " + inline_math(shown) + " shows: it multiplies the vector by " + inline_math(tex(*factor)) + ", so its power multiplies it by " + inline_math(tex(power)) + ".";
  return goal;
}

// det(A B), det(A^n) and the like from the determinants of the parts.
std::optional<Expr> determinant_of(const VectorTerm& term, const std::map<std::string, Expr>& known, std::size_t size) {
  switch (term.kind) {
    case Kind::kName: {
      auto found = known.find(term.name);
      return found == known.end() ? std::nullopt : std::optional(found->second);
    }
    case Kind::kTransposed: return determinant_of(term.parts[0], known, size);
    case Kind::kPower: {
      auto base = determinant_of(term.parts[0], known, size);
      if (!base || term.power == 0) return {};
      return term.power == -1 ? Expr::integer(1) / *base : pow(*base, Expr::integer(term.power));
    }
    case Kind::kProduct: {
      std::vector<Expr> factors;
      for (const VectorTerm& part : term.parts) {
        if (part.kind == Kind::kScalar) {
          if (size == 0) return {};
          factors.push_back(pow(part.scalar, Expr::integer(static_cast<long long>(size))));
          continue;
        }
        auto d = determinant_of(part, known, size);
        if (!d) return {};
        factors.push_back(*d);
      }
      return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
    }
    default: return {};
  }
}

std::optional<Goal> determinants(const VectorSituation& s) {
  if (s.asked[0].kind != Kind::kDeterminant || s.facts.empty()) return {};
  std::map<std::string, Expr> known;
  std::optional<std::pair<Expr, Expr>> written;   // a determinant with letters and its value
  for (const auto& fact : s.facts) {
    if (fact.size() != 2 || fact[0].kind != Kind::kDeterminant) return {};
    auto value = number_of(fact[1]);
    if (!value || !math::exact_value(*value).ok()) return {};
    const VectorTerm& inside = fact[0].parts[0];
    if (inside.kind == Kind::kName) {
      known.insert_or_assign(inside.name, *value);
      continue;
    }
    auto term = vector_value(fact[0], {});
    if (!term || s.facts.size() != 1) return {};
    written = {term->number(), *value};
  }
  if (!written) {
    auto value = determinant_of(s.asked[0].parts[0], known, s.dimension);
    if (!value) return {};
    return Evaluate{*value, "The determinant of a product is the product of the determinants.", "the determinant is @", {}};
  }
  auto asked = vector_value(s.asked[0], {});
  if (!asked) return {};
  Expr at_given = written->first, at_asked = asked->number();
  long long k = 2;
  for (const std::string& name : written->first.symbols()) {
    at_given = at_given.substitute(name, Expr::integer(k));
    at_asked = at_asked.substitute(name, Expr::integer(k));
    k = 2 * k + 1;
  }
  auto x = math::exact_value(at_given), y = math::exact_value(at_asked);
  if (!x.ok() || !y.ok() || x->is_zero()) return {};
  const Rational factor = *y / *x;
  if (math::equal(asked->number(), Expr::number(factor) * written->first).outcome != math::Verdict::Outcome::kEqual) return {};
  return Evaluate{Expr::number(factor) * written->second,
                  "Multiplied out, the determinant asked for is " + inline_math(tex(asked->number())) + ", which is " + inline_math(tex(factor)) + " times the given one, " + inline_math(tex(written->first)) + ".",
                  "the determinant is @", {}};
}

// Dot products of vectors whose entries are unknown.
class Products {
 public:
  explicit Products(const VectorSituation& s) : s_(s) {}

  std::optional<Goal> run() {
    for (const std::string& name : s_.units) known_[key(name, name)] = 1;
    std::vector<Combination> equations;   // each is zero; the key "" holds the number
    for (const auto& fact : s_.facts)
      for (std::size_t i = 0; i + 1 < fact.size(); ++i)
        if (!note(fact[i], fact.back(), equations)) return {};
    for (const auto& [a, b] : s_.orthogonal) {
      auto zero = dot(a, b);
      if (!zero) return {};
      equations.push_back(*zero);
    }
    if (known_.empty() && equations.empty()) return {};
    if (!keep(equations) || !given_angles() || !solve(equations)) return {};
    return answer();
  }

 private:
  static std::string key(const std::string& a, const std::string& b) { return a < b ? a + "." + b : b + "." + a; }

  static std::optional<Combination> dot(const VectorTerm& a, const VectorTerm& b) {
    auto x = combination(a), y = combination(b);
    if (!x || !y) return {};
    Combination out;
    for (const auto& [i, f] : *x)
      for (const auto& [j, g] : *y) {
        if (i.find(' ') != i.npos || j.find(' ') != j.npos) return {};
        gather(out, key(i, j), times(f, g));
      }
    return out;
  }

  static bool is_one(const Expr& e) { return e.is_number() && e.value() == Rational(1); }
  // As written, so that each number can be traced.
  static Expr times(const Expr& f, const Expr& g) { return is_one(f) ? g : is_one(g) ? f : f * g; }
  static void gather(Combination& to, const std::string& key, const Expr& factor) {
    auto [place, is_new] = to.try_emplace(key, factor);
    if (!is_new) place->second = place->second + factor;
    auto value = math::exact_value(place->second);
    if (value.ok() && value->is_zero()) to.erase(place);
  }

  // A scalar term in dot products.
  static std::optional<Combination> scalar(const VectorTerm& term) {
    switch (term.kind) {
      case Kind::kScalar: {
        auto value = math::exact_value(term.scalar);
        if (!value.ok()) return {};
        return value->is_zero() ? Combination{} : Combination{{"", Expr::number(*value)}};
      }
      case Kind::kDot: return dot(term.parts[0], term.parts[1]);
      case Kind::kPower:
        if (term.power != 2 || term.parts[0].kind != Kind::kNorm) return {};
        return dot(term.parts[0].parts[0], term.parts[0].parts[0]);
      case Kind::kSum: case Kind::kNegative: {
        Combination out;
        for (const VectorTerm& part : term.parts) {
          auto inner = scalar(part);
          if (!inner) return {};
          for (const auto& [k, f] : *inner) gather(out, k, term.kind == Kind::kSum ? f : -f);
        }
        return out;
      }
      case Kind::kProduct: {
        if (term.parts.size() != 2 || term.parts[0].kind != Kind::kScalar) return {};
        auto inner = scalar(term.parts[1]);
        if (!inner) return {};
        Combination out;
        for (const auto& [k, f] : *inner) gather(out, k, times(term.parts[0].scalar, f));
        return out;
      }
      default: return {};
    }
  }

  bool note(const VectorTerm& left, const VectorTerm& right, std::vector<Combination>& equations) {
    std::optional<Combination> a, b;
    if (left.kind == Kind::kNorm && right.kind == Kind::kScalar) {
      if (!math::exact_value(right.scalar * right.scalar).ok()) return false;
      a = dot(left.parts[0], left.parts[0]);
      b = Combination{{"", pow(right.scalar, Expr::integer(2))}};
      if (left.parts[0].kind == Kind::kName) {
        told_.insert_or_assign(key(left.parts[0].name, left.parts[0].name), b->at(""));
        lengths_.insert_or_assign(left.parts[0].name, right.scalar);
      }
    } else if (left.kind == Kind::kNorm && right.kind == Kind::kNorm) {
      a = dot(left.parts[0], left.parts[0]);
      b = dot(right.parts[0], right.parts[0]);
    } else {
      a = scalar(left);
      b = scalar(right);
    }
    // a + b + c = 0: its dot products with each vector are zero.
    if (!a && right.kind == Kind::kName && right.name == "0") {
      auto sum = combination(left);
      if (!sum) return false;
      for (const auto& [name, factor] : *sum) {
        if (name.find(' ') != name.npos) return false;
        Combination zero;
        for (const auto& [other, f] : *sum) add(zero, key(name, other), f);
        equations.push_back(zero);
      }
      return true;
    }
    if (!a || !b) return false;
    Combination zero = *a;
    for (const auto& [k, f] : *b) gather(zero, k, -f);
    equations.push_back(zero);
    return true;
  }

  // Facts that say one product.
  bool keep(std::vector<Combination>& equations) {
    for (bool more = true; std::exchange(more, false);) {
      for (std::size_t i = 0; i < equations.size(); ++i) {
        Combination& e = equations[i];
        Rational constant = 0;
        std::string open;
        Rational factor;
        std::size_t unknowns = 0;
        for (const auto& [k, f] : e) {
          auto value = math::exact_value(f);
          if (!value.ok()) return false;
          if (k.empty()) constant += *value;
          else if (known_.count(k)) constant += *value * known_.at(k);
          else open = k, factor = *value, ++unknowns;
        }
        if (unknowns == 0 && !constant.is_zero()) return false;
        const bool plain = unknowns == 1 && e.size() <= 2 && std::none_of(e.begin(), e.end(), [&](const auto& p) { return known_.count(p.first); });
        if (unknowns > 0 && !plain) continue;
        if (unknowns == 1) known_[open] = -constant / factor;
        equations.erase(equations.begin() + static_cast<std::ptrdiff_t>(i));
        more = true;
        break;
      }
    }
    return true;
  }

  bool given_angles() {
    for (const auto& [a, b, angle] : s_.angles) {
      if (a.kind != Kind::kName || b.kind != Kind::kName || angle.kind != Kind::kScalar) return false;
      auto x = known_.find(key(a.name, a.name)), y = known_.find(key(b.name, b.name));
      if (x == known_.end() || y == known_.end()) return false;
      auto value = math::exact_value(Expr::func("sqrt", {Expr::number(x->second * y->second)}) * Expr::func("cos", {angle.scalar}));
      if (!value.ok()) return false;
      known_[key(a.name, b.name)] = *value;
    }
    return true;
  }

  static std::string product_text(const std::string& k) {
    const std::size_t point = k.find('.');
    const std::string a = k.substr(0, point), b = k.substr(point + 1);
    return a == b ? "\\|\\mathbf{" + a + "}\\|^2" : "\\mathbf{" + a + "} \\cdot \\mathbf{" + b + "}";
  }

  bool solve(const std::vector<Combination>& equations) {
    if (equations.empty()) return true;
    std::map<std::string, std::string> letters;
    static const char* const kLetters[] = {"x", "y", "z", "p", "q", "r"};
    std::vector<Expr> relations;
    std::vector<std::string> named;
    for (const Combination& e : equations) {
      std::vector<Expr> terms;
      Expr right = Expr::integer(0);
      for (const auto& [k, f] : e) {
        if (k.empty()) {
          right = f.is(Op::kNeg) ? f.arg(0) : tidy(-f);
          continue;
        }
        Expr value = Expr::integer(0);
        if (auto found = known_.find(k); found != known_.end()) {
          value = told(k);
        } else {
          auto [letter, is_new] = letters.try_emplace(k, "");
          if (is_new) {
            if (letters.size() > std::size(kLetters)) return false;
            letter->second = kLetters[letters.size() - 1];
            named.push_back(inline_math(letter->second + " = " + product_text(k)));
          }
          value = Expr::symbol(letter->second);
        }
        terms.push_back(times(f, value));
      }
      relations.push_back(Expr::rel("=", terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms), right));
    }
    auto solution = solve_linear_rounds(relations, "Squares of lengths and products of sums are multiplied out. Let " + and_list(named) + ".");
    if (!solution) return false;
    before_ = solution->lookups;
    for (const auto& [k, letter] : letters)
      if (solution->values.count(letter)) known_[k] = solution->values.at(letter);
    return true;
  }

  std::optional<Expr> put_in(const Combination& c) const {
    std::vector<Expr> terms;
    for (const auto& [k, f] : c) {
      if (k.empty()) {
        terms.push_back(f);
        continue;
      }
      auto found = known_.find(k);
      if (found == known_.end()) return {};
      terms.push_back(times(f, told(k)));
    }
    if (terms.empty()) return Expr::integer(0);
    return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms);
  }

  std::optional<Goal> answer() {
    const std::string rule = "The products are multiplied out and the known values put in.";
    if (s_.ask == Ask::kAngle) return angle();
    if (s_.ask != Ask::kTerm || s_.asked.size() != 1) return {};
    const VectorTerm& asked = s_.asked[0];
    if (asked.kind == Kind::kNorm && asked.parts[0].kind == Kind::kCross) {
      const VectorTerm& cross = asked.parts[0];
      auto x = dot(cross.parts[0], cross.parts[0]), y = dot(cross.parts[1], cross.parts[1]), z = dot(cross.parts[0], cross.parts[1]);
      auto a = x ? put_in(*x) : std::nullopt, b = y ? put_in(*y) : std::nullopt, c = z ? put_in(*z) : std::nullopt;
      if (!a || !b || !c) return {};
      return Evaluate{Expr::func("sqrt", {*a * *b - pow(*c, Expr::integer(2))}), "The square of the length of a cross product is the product of the squared lengths less the square of the dot product.", "the length is @", before_};
    }
    if (asked.kind == Kind::kNorm && asked.parts[0].kind == Kind::kProjection) {
      const VectorTerm& p = asked.parts[0];
      auto onto = dot(p.parts[0], p.parts[0]), of = dot(p.parts[0], p.parts[1]);
      auto a = onto ? put_in(*onto) : std::nullopt, b = of ? put_in(*of) : std::nullopt;
      if (!a || !b) return {};
      auto known = p.parts[0].kind == Kind::kName ? lengths_.find(p.parts[0].name) : lengths_.end();
      const Expr below = known == lengths_.end() ? Expr::func("sqrt", {*a}) : known->second;
      return Evaluate{Expr::func("abs", {*b}) / below, "The length of a projection is the size of the dot product over the length of the vector that is projected onto.", "the length is @", before_};
    }
    if (asked.kind == Kind::kNorm) {
      // A multiple of one vector of known length.
      auto multiple = combination(asked.parts[0]);
      if (multiple && multiple->size() == 1 && lengths_.count(multiple->begin()->first) && math::exact_value(multiple->begin()->second).ok())
        return Evaluate{Expr::func("abs", {multiple->begin()->second}) * lengths_.at(multiple->begin()->first), "The length is multiplied by the size of the factor.", "the length is @", before_};
      auto square = dot(asked.parts[0], asked.parts[0]);
      auto term = square ? put_in(*square) : std::nullopt;
      if (!term) return {};
      return Evaluate{Expr::func("sqrt", {*term}), "The square of the length is the dot product of the vector with itself. " + rule, "the length is @", before_};
    }
    auto sum = scalar(asked);
    auto term = sum ? put_in(*sum) : std::nullopt;
    if (!term) return {};
    return Evaluate{*term, rule, "the value is @", before_};
  }

  std::optional<Goal> angle() {
    bool cosine = s_.asked.size() == 4 && s_.asked[0].kind == Kind::kScalar && s_.asked[0].scalar.is_func("cos");
    if (!cosine && s_.asked.size() != 2) return {};
    const std::size_t from = cosine ? 2 : 0;
    auto ab = dot(s_.asked[from], s_.asked[from + 1]), aa = dot(s_.asked[from], s_.asked[from]), bb = dot(s_.asked[from + 1], s_.asked[from + 1]);
    auto x = ab ? put_in(*ab) : std::nullopt, y = aa ? put_in(*aa) : std::nullopt, z = bb ? put_in(*bb) : std::nullopt;
    if (!x || !y || !z) return {};
    auto length = [&](const VectorTerm& v, const Expr& square) {
      auto known = v.kind == Kind::kName ? lengths_.find(v.name) : lengths_.end();
      return known == lengths_.end() ? Expr::func("sqrt", {square}) : known->second;
    };
    const Expr value = *x / (length(s_.asked[from], *y) * length(s_.asked[from + 1], *z));
    const std::string rule = "The cosine of the angle is the dot product over the product of the lengths.";
    if (cosine) return Evaluate{value, rule, "the cosine is @", before_};
    auto number = math::exact_value(value);
    static const std::map<std::string, long long> known = {{"0", 90}, {"1/2", 60}, {"-1/2", 120}, {"1", 0}, {"-1", 180}};
    auto found = number.ok() ? known.find(number->to_string()) : known.end();
    if (found == known.end()) return {};
    std::vector<Lookup> before = before_;
    before.push_back({rule, "evaluate", {{"expression", math::to_plain(value)}}, {Expr::number(*number)}, ""});
    return Evaluate{Expr::integer(found->second), "This is the cosine of " + inline_math(std::to_string(found->second) + "^\\circ") + ".", "the angle has @ degrees", before};
  }

  const VectorSituation& s_;
  // The product as it is to be told: a square of a length where that is what is given.
  Expr told(const std::string& k) const {
    auto written = told_.find(k);
    return written == told_.end() ? Expr::number(known_.at(k)) : written->second;
  }

  std::map<std::string, Rational> known_;
  std::map<std::string, Expr> told_, lengths_;
  std::vector<Lookup> before_;
};

}  // namespace

std::optional<Goal> from_images(const VectorSituation& situation) {
  if (situation.ask != Ask::kTerm || situation.asked.size() != 1 || !situation.units.empty() || !situation.orthogonal.empty()) return {};
  if (auto goal = determinants(situation)) return goal;
  if (auto goal = eigenvector(situation)) return goal;
  return image(situation);
}

std::optional<Goal> from_products(const VectorSituation& situation) { return Products(situation).run(); }

}  // namespace retort::agent
