// Angles of which one function is known, waves, matrices that turn and mirror the plane.
#include <algorithm>
#include <array>
#include <cmath>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
Expr pi() { return Expr::constant("pi"); }
Expr root(Expr e) { return Expr::func("sqrt", {std::move(e)}); }

// k * angle + shift
struct Angle {
  long long factor = 0;
  Expr shift = Expr::integer(0);
};

std::optional<Angle> angle_of(const Expr& e, const std::string& name) {
  if (e.symbols() != std::vector<std::string>{name}) return {};
  Expr shift = e.substitute(name, integer(0));
  auto zero = math::exact_value(shift);
  Expr slope = e.substitute(name, integer(1)) - shift;
  if (zero.ok() && zero->is_zero()) {
    auto k = math::exact_value(e.substitute(name, integer(1))), twice = math::exact_value(e.substitute(name, integer(2)));
    if (!k.ok() || !k->is_integer() || !twice.ok() || *twice != *k * 2 || *k < Rational(1) || *k > Rational(6)) return {};
    return Angle{*k->to_int64(), integer(0)};
  }
  // The angle itself plus or minus a constant.
  if (e.is(Op::kAdd) && e.args().size() == 2)
    for (std::size_t i : {0u, 1u})
      if (e.arg(i).is(Op::kSymbol) && e.arg(1 - i).symbols().empty()) return Angle{1, e.arg(1 - i)};
  return {};
}

// What is known of an angle: its sine and cosine where the quadrant is known or does not matter, otherwise the one that is given.
struct Known {
  std::string name;
  std::optional<Expr> sine, cosine, tangent;
};

// cos(k t) in terms of cos t, and sin(k t) over sin t in terms of cos t.
Expr cosine_of(long long k, const Expr& c) {
  if (k == 0) return integer(1);
  if (k == 1) return c;
  static const std::array<std::vector<long long>, 5> kTerms = {{{2, 0, -1}, {4, 0, -3, 0}, {8, 0, -8, 0, 1}, {16, 0, -20, 0, 5, 0}, {32, 0, -48, 0, 18, 0, -1}}};
  std::vector<Expr> terms;
  const auto& row = kTerms[static_cast<std::size_t>(k - 2)];
  for (std::size_t i = 0; i < row.size(); ++i) {
    auto power = static_cast<long long>(row.size() - 1 - i);
    if (row[i] == 0) continue;
    Expr term = power == 0 ? integer(1) : power == 1 ? c : pow(c, integer(power));
    term = std::abs(row[i]) == 1 && power > 0 ? term : power == 0 ? integer(std::abs(row[i])) : integer(std::abs(row[i])) * term;
    terms.push_back(row[i] < 0 ? -term : term);
  }
  return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms);
}

std::optional<Expr> tangent_of(long long k, const Expr& t) {
  if (k == 1) return t;
  if (k == 2) return integer(2) * t / (integer(1) - pow(t, integer(2)));
  if (k == 3) return (integer(3) * t - pow(t, integer(3))) / (integer(1) - integer(3) * pow(t, integer(2)));
  return {};
}

// sin(k t) from sin t alone: odd multiples; others need the cosine too.
std::optional<Expr> sine_of(long long k, const Known& known) {
  if (known.sine && k == 1) return *known.sine;
  if (known.sine && k == 3) return integer(3) * *known.sine - integer(4) * pow(*known.sine, integer(3));
  if (known.sine && known.cosine && k == 2) return integer(2) * *known.sine * *known.cosine;
  return {};
}

// The function of an angle in what is known, with the formula that says so.
std::optional<Expr> expanded(const Expr& applied, const Known& known) {
  auto angle = angle_of(applied.arg(0), known.name);
  if (!angle) return {};
  const std::string& f = applied.name();
  const bool shifted = !(angle->shift.is_number() && angle->shift.value().is_zero());
  if (f == "tan") {
    auto t = known.tangent ? tangent_of(angle->factor, *known.tangent) : std::nullopt;
    if (!t || !shifted) return t;
    Expr s = Expr::func("tan", {angle->shift});
    return (*t + s) / (integer(1) - *t * s);
  }
  std::optional<Expr> c, s = sine_of(angle->factor, known);
  if (known.cosine) c = cosine_of(angle->factor, *known.cosine);
  else if (known.sine && angle->factor == 2) c = integer(1) - integer(2) * pow(*known.sine, integer(2));
  else if (known.tangent && angle->factor == 2) c = (integer(1) - pow(*known.tangent, integer(2))) / (integer(1) + pow(*known.tangent, integer(2)));
  if (known.tangent && !s && angle->factor == 2) s = integer(2) * *known.tangent / (integer(1) + pow(*known.tangent, integer(2)));
  if (!shifted) return f == "cos" ? c : f == "sin" ? s : std::nullopt;
  if (!c || !s) return {};
  Expr cosine = Expr::func("cos", {angle->shift}), sine = Expr::func("sin", {angle->shift});
  if (f == "sin") return *s * cosine + *c * sine;
  if (f == "cos") return *c * cosine - *s * sine;
  return {};
}

std::optional<Expr> replaced(const Expr& e, const Known& known) {
  if (e.is_func("sin") || e.is_func("cos") || e.is_func("tan")) return expanded(e, known);
  if (e.is_func("cot") || e.is_func("sec") || e.is_func("csc")) {
    auto inner = expanded(Expr::func(e.name() == "cot" ? "tan" : e.name() == "sec" ? "cos" : "sin", {e.arg(0)}), known);
    if (!inner) return {};
    return integer(1) / *inner;
  }
  if (e.is(Op::kSymbol)) return {};
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) {
    auto made = replaced(arg, known);
    if (!made) return {};
    args.push_back(*made);
  }
  return Expr::make(e.op(), std::move(args), e.name());
}

// The formulas for the functions in `asked`, written with the angle.
void formulas(const Expr& e, const std::string& name, const Known& known, std::vector<std::string>& out) {
  if (e.is(Op::kFunc) && e.args().size() == 1 && (e.name() == "sin" || e.name() == "cos" || e.name() == "tan")) {
    Known letters{name, {}, {}, {}};
    Expr angle = Expr::symbol(name);
    if (known.sine) letters.sine = Expr::func("sin", {angle});
    if (known.cosine) letters.cosine = Expr::func("cos", {angle});
    if (known.tangent) letters.tangent = Expr::func("tan", {angle});
    auto formula = expanded(e, letters);
    if (formula && !formula->same(e)) out.push_back(inline_math(tex(e) + " = " + tex(*formula)));
    return;
  }
  for (const Expr& arg : e.args()) formulas(arg, name, known, out);
}

// The quadrant in which the angle lies; 0: unknown
int quadrant(const Captures& c) {
  if (c.has("q")) {
    auto q = c.expr("q").value().to_int64();
    return q && *q >= 1 && *q <= 4 ? static_cast<int>(*q) : 0;
  }
  if (!c.has("kind")) return 0;
  const std::string& kind = c.at("kind").stem;
  return kind == "acute" ? 1 : kind == "obtuse" ? 2 : 0;
}

std::optional<Goal> of_known_angle(const Captures& c) {
  const Expr& fact = c.expr("f");
  const Expr& function = fact.arg(0);
  const Expr& value = fact.arg(1);
  if (!function.is(Op::kFunc) || function.args().size() != 1 || !function.arg(0).is(Op::kSymbol) || !value.symbols().empty()) return {};
  Known known{function.arg(0).name(), {}, {}, {}};
  const Expr& asked = c.expr("asked");
  if (asked.symbols() != std::vector<std::string>{known.name}) return {};
  auto size = math::real_value(value);
  if (!size.ok()) return {};
  const std::string& f = function.name();
  std::string setting;
  const Expr other = root(integer(1) - pow(value, integer(2)));
  const int q = quadrant(c);
  const bool negative_cosine = q == 2 || q == 3, negative_sine = q == 3 || q == 4;
  if (q != 0 && (f == "sin" || f == "csc") && (size->mid < 0) != negative_sine) return {};
  if (q != 0 && (f == "cos" || f == "sec") && (size->mid < 0) != negative_cosine) return {};
  if (q != 0 && (f == "tan" || f == "cot") && (size->mid < 0) != (q == 2 || q == 4)) return {};
  if (f == "sin") {
    if (std::abs(size->mid) > 1) return {};
    known.sine = value;
    if (q != 0) known.cosine = negative_cosine ? -other : other;
  } else if (f == "cos") {
    if (std::abs(size->mid) > 1) return {};
    known.cosine = value;
    if (q != 0) known.sine = negative_sine ? -other : other;
  } else if (f == "tan") {
    known.tangent = value;
  } else if (f == "cot") {
    known.tangent = integer(1) / value;
  } else if (f == "sec") {
    known.cosine = integer(1) / value;
  } else if (f == "csc") {
    known.sine = integer(1) / value;
  } else {
    return {};
  }
  if (known.sine && known.cosine && !known.tangent) known.tangent = *known.sine / *known.cosine;
  auto term = replaced(asked, known);
  if (!term) return {};
  std::vector<std::string> shown;
  formulas(asked, known.name, known, shown);
  if (quadrant(c) != 0 && (f == "sin" || f == "cos"))
    setting = std::string("The squares of sine and cosine add up to $1$, so ") + inline_math(tex(Expr::func(f == "sin" ? "cos" : "sin", {function.arg(0)})) + " = " + tex(f == "sin" ? *known.cosine : *known.sine)) + ". ";
  if (!shown.empty()) setting += "We use " + and_list(shown) + ".";
  else setting += "We put this in.";
  return Evaluate{*term, setting, inline_math(tex(asked)) + " is @", {}};
}

// a f(b x + c) + d
struct Wave {
  std::string function;
  Expr factor = Expr::integer(1), speed = Expr::integer(1), shift = Expr::integer(0), lift = Expr::integer(0);
};

std::optional<Wave> wave_of(const Expr& equation) {
  Expr e = equation.is(Op::kRel) ? equation.arg(1) : equation;
  Wave wave;
  if (e.is(Op::kAdd) && e.args().size() == 2) {
    bool first = e.arg(0).symbols().empty();
    if (!first && !e.arg(1).symbols().empty()) return {};
    wave.lift = e.arg(first ? 0 : 1);
    e = Expr(e.arg(first ? 1 : 0));
  }
  bool negative = e.is(Op::kNeg);
  if (negative) e = Expr(e.arg(0));
  if (e.is(Op::kMul) && e.args().size() == 2 && e.arg(0).symbols().empty()) {
    wave.factor = e.arg(0);
    e = Expr(e.arg(1));
  } else if (e.is(Op::kDiv) && e.arg(1).symbols().empty()) {
    wave.factor = integer(1) / e.arg(1);
    e = Expr(e.arg(0));
  }
  if (negative) wave.factor = -wave.factor;
  static const std::array<std::string_view, 6> kFunctions = {"sin", "cos", "tan", "cot", "sec", "csc"};
  if (!e.is(Op::kFunc) || e.args().size() != 1 || std::find(kFunctions.begin(), kFunctions.end(), e.name()) == kFunctions.end()) return {};
  wave.function = e.name();
  auto symbols = e.arg(0).symbols();
  if (symbols.size() != 1) return {};
  Expr inside = e.arg(0);
  wave.shift = integer(0);
  if (inside.is(Op::kAdd) && inside.args().size() == 2 && inside.arg(1).symbols().empty()) {
    wave.shift = inside.arg(1);
    inside = Expr(inside.arg(0));
  }
  auto at_zero = math::exact_value(inside.substitute(symbols[0], integer(0)));
  auto at_one = math::exact_value(inside.substitute(symbols[0], integer(1))), at_two = math::exact_value(inside.substitute(symbols[0], integer(2)));
  if (!at_zero.ok() || !at_zero->is_zero()) return {};
  if (at_one.ok()) {
    if (!at_two.ok() || *at_two != *at_one * 2) return {};
    wave.speed = Expr::number(*at_one);
  } else {
    if (inside.is(Op::kMul) || inside.is(Op::kDiv)) wave.speed = inside.substitute(symbols[0], integer(1));
    else return {};
  }
  return wave;
}

Expr size_of(const Expr& e) {
  auto value = math::exact_value(e);
  return value.ok() ? Expr::number(value->sign() < 0 ? -*value : *value) : Expr::func("abs", {e});
}

std::optional<Goal> period(const Captures& c) {
  auto wave = wave_of(c.expr("f"));
  if (!wave) return {};
  const bool short_period = wave->function == "tan" || wave->function == "cot";
  Expr full = short_period ? pi() : integer(2) * pi();
  return Evaluate{full / size_of(wave->speed), "The function $\\" + wave->function + "$ repeats after " + inline_math(tex(full)) + ", and the factor of the variable is " + inline_math(tex(wave->speed)) + ".",
                  "the period is @", {}};
}
std::optional<Goal> amplitude(const Captures& c) {
  auto wave = wave_of(c.expr("f"));
  if (!wave || (wave->function != "sin" && wave->function != "cos")) return {};
  return Evaluate{size_of(wave->factor), "The amplitude is the size of the factor before the function.", "the amplitude is @", {}};
}
std::optional<Goal> phase_shift(const Captures& c) {
  auto wave = wave_of(c.expr("f"));
  if (!wave) return {};
  // A shift by half a turn can be read as one to the left or to the right.
  auto halves = math::real_value(wave->shift / pi(), 15);
  if (!halves.ok() || std::abs(halves->mid - std::round(halves->mid)) < 1e-9) return {};
  return Evaluate{-wave->shift / wave->speed, "The argument is zero where the variable is " + inline_math(tex(-wave->shift / wave->speed)) + ", and the graph is moved by this much.", "the phase shift is @", {}};
}

// Matrices that move the plane.

std::optional<std::vector<Rational>> column(const Expr& m) {
  std::vector<Rational> out;
  for (const Expr& row : m.args()) {
    if (row.args().size() != 1) return {};
    auto value = math::exact_value(row.arg(0));
    if (!value.ok()) return {};
    out.push_back(*value);
  }
  return out;
}

std::optional<Goal> matrix_goal(const std::vector<std::vector<Expr>>& m, std::string setting) {
  Several goal;
  std::string shape;
  for (const auto& row : m) {
    std::string line;
    for (const Expr& cell : row) {
      goal.parts.push_back(cell);
      line += (line.empty() ? "" : " & ") + std::string("#") + std::to_string(goal.parts.size()) + "#";
    }
    shape += (shape.empty() ? "" : " \\\\ ") + line;
  }
  goal.shape = "\\begin{pmatrix} " + shape + " \\end{pmatrix}";
  goal.setting = std::move(setting);
  goal.closing = "the matrix is @";
  return goal;
}

std::optional<Goal> dilation(const Captures& c) {
  const Expr& k = c.expr("k");
  return matrix_goal({{k, integer(0)}, {integer(0), k}}, "The dilation sends $(1, 0)$ to " + inline_math("(" + tex(k) + ", 0)") + " and $(0, 1)$ to " + inline_math("(0, " + tex(k) + ")") + ", which are the columns.");
}
std::optional<Goal> rotation(const Captures& c) {
  Expr angle = c.expr("angle");
  const bool clockwise = c.has("way") && c.at("way").stem == "clockwise";
  if (clockwise) angle = -angle;
  Expr cosine = Expr::func("cos", {angle}), sine = Expr::func("sin", {angle});
  return matrix_goal({{cosine, -sine}, {sine, cosine}}, "The rotation sends $(1, 0)$ to " + inline_math("(" + tex(cosine) + ", " + tex(sine) + ")") + " and $(0, 1)$ to " +
                                                            inline_math("(" + tex(-sine) + ", " + tex(cosine) + ")") + ", which are the columns.");
}
std::optional<Goal> onto(const Captures& c, bool mirrored) {
  auto v = column(c.expr("v"));
  if (!v || v->size() < 2 || v->size() > 3) return {};
  Rational norm;
  for (const Rational& x : *v) norm += x * x;
  if (norm.is_zero()) return {};
  std::vector<std::vector<Expr>> m;
  for (std::size_t i = 0; i < v->size(); ++i) {
    m.emplace_back();
    for (std::size_t j = 0; j < v->size(); ++j) {
      Expr share = Expr::number((*v)[i]) * Expr::number((*v)[j]) / Expr::number(norm);
      m.back().push_back(!mirrored ? share : i == j ? integer(2) * share - integer(1) : integer(2) * share);
    }
  }
  std::string squares;
  for (const Rational& x : *v) squares += (squares.empty() ? "" : " + ") + std::string("(") + tex(x) + ")^2";
  return matrix_goal(m, "The dot product of the vector with itself is " + inline_math(squares + " = " + tex(norm)) + ". The entry in row $i$ and column $j$ of the projection is the product of the entries $i$ and $j$ of the vector over this number" +
                            std::string(mirrored ? ", and the reflection is twice the projection less the identity." : "."));
}
std::optional<Goal> determinant(const Captures& c) {
  if (!c.expr("asked").is_func("det")) return {};
  const std::string& kind = c.at("kind").stem;
  auto one = [](long long n, const char* why) { return Evaluate{Expr::integer(n), why, "the determinant is @", {}}; };
  if (kind == "rotation" || kind == "rotating") return one(1, "A rotation keeps areas and their orientation.");
  if (kind == "reflection" || kind == "reflecting") return one(-1, "A reflection keeps areas and turns their orientation around.");
  if (kind == "projection" || kind == "projecting") return one(0, "A projection sends every area to one without size.");
  return {};
}
std::optional<Goal> dilation_determinant(const Captures& c) {
  if (!c.expr("asked").is_func("det")) return {};
  return Evaluate{pow(c.expr("k"), integer(2)), "Both directions are stretched by the factor, so areas are multiplied by its square.", "the determinant is @", {}};
}

}  // namespace

std::vector<Form> trigonometry_forms() {
  return {
      {"known_angle", "[<let>] {eq:f} [then] <find> <value> {expr:asked}", of_known_angle},
      {"known_angle", "<find> <value> {expr:asked} (if|given|given that|when) {eq:f}", of_known_angle},
      {"known_angle", "[<let>] {var} (is|be) an {word:kind} angle [such that|and|with|for which] [if] {eq:f} [then] <find> <value> {expr:asked}", of_known_angle},
      {"known_angle", "[if] [angle] {var} (lies|is|be an angle) in [the] {ordinal:q} quadrant [such that|and|with] {eq:f} [then] <find> <value> {expr:asked}", of_known_angle},
      {"known_angle", "<let> {eq:f} [and|where] [angle] {var} (is|lies) in [the] {ordinal:q} quadrant [then] <find> <value> {expr:asked}", of_known_angle},
      {"known_angle", "<let> {eq:f} and {var} is [an] {word:kind} [angle] [then] <find> <value> {expr:asked}", of_known_angle},
      {"known_angle", "let {var} be an angle such that {eq:f} <find> <value> {expr:asked}", of_known_angle},
      {"period", "<find> the period of [the] [graph of] [the function] ({eq:f}|{expr:f})", period},
      {"amplitude", "<find> the amplitude of [the] [graph of] [the function] ({eq:f}|{expr:f})", amplitude},
      {"phase_shift", "<find> the phase shift of [the] [graph of] [the function] ({eq:f}|{expr:f})", phase_shift},
      {"dilation", "find the [{math}] matrix [{var}] (that corresponds to|corresponding to|for) (a|the) dilation centered at the origin with scale factor {expr:k}", dilation},
      {"rotation", "find the [{math}] matrix [{var}] (that corresponds to|corresponding to|for) [a] (rotating|rotation) about the origin by an angle of {expr:angle} [(in the|) [{word:way}] [direction]]", rotation},
      {"rotation", "find the [{math}] matrix [{var}] (that corresponds to|corresponding to|for) [a] (rotating|rotation) about the origin [in a] {word:way} [direction] by an angle of {expr:angle}", rotation},
      {"rotation", "find the [{math}] matrix [{var}] (that corresponds to|corresponding to) (a rotation of|rotating) {expr:angle} about the origin [in (the|a)] [{word:way}] [direction]", rotation},
      {"reflection", "find the [{math}] matrix [{var}] (that corresponds to|corresponding to|for) (reflecting|a reflection|reflection) over the vector {matrix:v}", [](const Captures& c) { return onto(c, true); }},
      {"projection", "find the [{math}] matrix [{var}] (that corresponds to|corresponding to|for) (projecting|a projection|projection) onto the vector {matrix:v}", [](const Captures& c) { return onto(c, false); }},
      {"determinant", "let {expr} be the [{math}] matrix for {word:kind} about the origin [{word}] by an angle of {expr} find {expr:asked}", determinant},
      {"determinant", "let {expr} be the [{math}] matrix for {word:kind} (over|onto) the vector {matrix} find {expr:asked}", [](const Captures& c) { return determinant(c); }},
      {"determinant", "let {expr} be the [{math}] matrix corresponding to the dilation centered at the origin with scale factor {expr:k} find {expr:asked}", dilation_determinant},
  };
}

}  // namespace retort::agent
