// Questions about polynomials, systems, complex numbers, angles and sequences that one tool answers.
#include "agent/forms_starter.h"
#include "agent/forms_terms.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;

namespace {

constexpr int kMostDegree = 12;

bool in_one_letter(const Expr& e) { return e.symbols().size() == 1; }

bool is_polynomial(const Expr& e) { return in_one_letter(e) && math::as_polynomial(e, e.symbols()[0], kMostDegree).has_value(); }

// A question about the polynomial p.
std::optional<Goal> about_polynomial(const Captures& c, const char* tool, const char* thought, const char* closing, Take take = Take::kValue) {
  const Expr& p = c.expr("p");
  if (!is_polynomial(p)) return {};
  Json args{{"expression", math::to_plain(p)}};
  for (const std::string_view named : {"polynomial_degree", "polynomial_coefficients", "polynomial_representation"})
    if (tool == named) args["variable"] = p.symbols()[0];
  return ask(tool, std::move(args), thought, closing, take);
}

std::optional<Goal> factored(const Captures& c) { return about_polynomial(c, "factor_expression", "We look for the factors.", "the factored form is @"); }
std::optional<Goal> squared(const Captures& c) { return about_polynomial(c, "complete_the_square", "We complete the square.", "the form is @"); }
std::optional<Goal> degree(const Captures& c) { return about_polynomial(c, "polynomial_degree", "We look at the highest power.", "the degree is @"); }
std::optional<Goal> ordered(const Captures& c) {
  return about_polynomial(c, "polynomial_representation", "We multiply out and order the terms.", "the polynomial is @");
}
std::optional<Goal> coefficient_sum(const Captures& c) {
  return about_polynomial(c, "polynomial_coefficients", "We multiply out and collect the coefficients.", "the sum of the coefficients is @", Take::kSum);
}
std::optional<Goal> all_roots(const Captures& c) {
  const std::string zero = "Let $" + math::to_latex(c.expr("p")) + " = 0$.";
  return about_polynomial(c, "find_roots", zero.c_str(), "the zeros are @");
}

std::optional<Goal> roots_of_equation(const Captures& c) {
  const Expr& equation = c.expr("eq");
  if (!equation.arg(1).same(Expr::integer(0)) || !is_polynomial(equation.arg(0))) return {};
  return ask("find_roots", {{"expression", math::to_plain(equation.arg(0))}}, "We look for all zeros.", "the solutions are @");
}

// Is e the letter k added to or taken from m(x - h)^2 with a number m?
std::optional<std::string> constant_of_form(const Expr& e) {
  if (!e.is(Op::kAdd) || e.args().size() != 2 || !e.arg(1).is(Op::kSymbol)) return {};
  const Expr& first = e.arg(0);
  const Expr& square = first.is(Op::kMul) && first.args().size() == 2 && first.arg(0).is_number() ? first.arg(1) : first;
  bool fits = square.is(Op::kPow) && square.arg(1).same(Expr::integer(2)) && square.arg(0).symbols().size() == 2;
  return fits ? std::optional(e.arg(1).name()) : std::nullopt;
}

std::optional<Goal> square_constant(const Expr& p, const Expr& form, const std::string& asked) {
  auto name = constant_of_form(form);
  if (!name || *name != asked || !is_polynomial(p)) return {};
  return ask("complete_the_square", {{"expression", math::to_plain(p)}}, "We complete the square.", "the constant is @", Take::kSecond);
}
std::optional<Goal> constant_in_form(const Captures& c) { return square_constant(c.expr("p"), c.expr("form"), c.expr("k").name()); }
std::optional<Goal> constant_in_identity(const Captures& c) {
  return square_constant(c.expr("eq").arg(0), c.expr("eq").arg(1), c.expr("k").name());
}
std::optional<Goal> added_constant(const Captures& c) {
  if (!is_polynomial(c.expr("p"))) return {};
  return ask("complete_the_square", {{"expression", plain(c, "p")}}, "We complete the square.", "the constant is @", Take::kSecond);
}

std::optional<Goal> division(const Captures& c, Take take, const char* closing) {
  const Expr &p = c.expr("p"), &q = c.expr("q");
  if (!is_polynomial(p) || !is_polynomial(q) || p.symbols() != q.symbols()) return {};
  return ask("polynomial_division", {{"dividend", math::to_plain(p)}, {"divisor", math::to_plain(q)}}, "We divide step by step.", closing, take);
}
std::optional<Goal> remainder(const Captures& c) { return division(c, Take::kSecond, "the remainder is @"); }
std::optional<Goal> quotient(const Captures& c) { return division(c, Take::kFirst, "the quotient is @"); }

std::optional<Goal> fractions(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!in_one_letter(e) || !math::as_fraction(e, e.symbols()[0], kMostDegree)) return {};
  return ask("partial_fractions", {{"expression", math::to_plain(e)}}, "We factor the denominator.", "the sum is @");
}

std::optional<Goal> resultant(const Captures& c) {
  const Expr &p = c.expr("p"), &q = c.expr("q");
  if (!is_polynomial(p) || !is_polynomial(q) || p.symbols() != q.symbols()) return {};
  return ask("resultant", {{"polynomial1", math::to_plain(p)}, {"polynomial2", math::to_plain(q)}, {"variable", p.symbols()[0]}},
             "We write the coefficients into a determinant.", "the resultant is @");
}

// Two equations in x and y.
std::optional<Goal> system(const Expr& first, const Expr& second, const char* closing) {
  for (const Expr* e : {&first, &second})
    if (!e->is(Op::kRel) || e->name() != "=") return {};
  for (const Expr* e : {&first, &second})
    for (const std::string& name : e->symbols())
      if (name != "x" && name != "y") return {};
  return ask("solve_nonlinear_system", {{"sympy_equations", {math::to_plain(first), math::to_plain(second)}}, {"variables", {"x", "y"}}},
             "Both equations must hold at once.", closing);
}
std::optional<Goal> pairs(const Captures& c) {
  const auto& all = c.at("eqs").exprs;
  return all.size() == 2 ? system(all[0], all[1], "the solutions are @") : std::nullopt;
}
std::optional<Goal> meeting_points(const Captures& c) { return system(c.expr("line"), c.expr("curve"), "the points are @"); }

std::optional<Goal> inequalities(const Captures& c) {
  Json all = Json::array();
  for (const Expr& e : c.at("rels").exprs) {
    if (!is_inequality(e) || e.symbols() != std::vector<std::string>{"x"}) return {};
    all.push_back(math::to_plain(e));
  }
  if (all.size() < 2 || all.size() > 4) return {};
  return ask("reduce_inequalities", {{"inequalities", all}}, "We solve each condition by itself.", "the solutions are @");
}

std::optional<Goal> complex_form(const Captures& c, const char* tool, const char* closing) {
  const Expr& z = c.expr("z");
  if (!z.symbols().empty()) return {};
  return ask(tool, {{"expression", math::to_plain(z)}}, "We work it out.", closing);
}
std::optional<Goal> rectangular(const Captures& c) { return complex_form(c, "rectangular_form", "the number is @"); }
std::optional<Goal> polar(const Captures& c) { return complex_form(c, "polar_form", "the polar form is @"); }

// 0 <= x < 2 pi or 0 <= x <= pi.
std::optional<Goal> angles(const Captures& c) {
  const Expr &range = c.expr("range"), &equation = c.expr("eq");
  if (!range.is(Op::kChain) || range.args().size() != 2 || range.arg(0).name() != "<=") return {};
  const Expr &x = range.arg(0).arg(1), &high = range.arg(1).arg(1);
  const std::string& end = range.arg(1).name();
  if (!x.is(Op::kSymbol) || (end != "<" && end != "<=") || equation.symbols() != std::vector<std::string>{x.name()}) return {};
  if (!range.arg(0).arg(0).same(Expr::integer(0)) || !high.symbols().empty()) return {};
  return AngleEquation{equation, x.name(), range.arg(0).arg(0), high, end == "<="};
}

std::optional<Goal> logarithm_equation(const Captures& c) {
  const Expr& equation = c.expr("eq");
  if (!in_one_letter(equation) || c.expr("x").name() != equation.symbols()[0]) return {};
  return SolveEquation{equation, equation.symbols()[0], RootAsk::kOnly, {}, {}};
}

std::optional<Goal> value_of_sum(const Captures& c) { return goal_of_expression(c.expr("e")); }

// "twice", "3 times" or nothing before "the term before".
std::optional<long long> times(const Captures& c, const char* number, const char* word) {
  if (c.has(number)) return c.integer(number);
  if (!c.has(word)) return 1;
  return c.text(word) == "twice" ? std::optional(2LL) : std::nullopt;
}

std::optional<Goal> recurrence(const Captures& c) {
  static const std::map<std::string, long long> places = {{"third", 3}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"4th", 4}, {"5th", 5}, {"6th", 6}, {"7th", 7}};
  auto place = places.find(c.at("nth").stem);
  auto p = times(c, "p", "p_word"), q = times(c, "q", "q_word");
  if (place == places.end() || !p || !q) return {};
  // Written as a list or as two numbers.
  std::vector<Expr> start = c.has("start") ? c.at("start").exprs : std::vector<Expr>{c.expr("a"), c.expr("b")};
  if (start.size() != 2) return {};
  return ask("solve_recurrence",
             {{"coefficients", {*p, *q}}, {"initial", {math::to_plain(start[0]), math::to_plain(start[1])}}, {"first", 1}, {"n", place->second}},
             "We go from term to term.", "the " + place->first + " term is @");
}

std::optional<Goal> over_range(const Captures& c, const char* tool, const char* thought, const char* closing) {
  const Expr& e = c.expr("e");
  long long low = c.has("low") ? c.integer("low") : 1, high = c.integer("high");
  if (e.symbols() != std::vector<std::string>{c.expr("k").name()} || low > high || high - low > 200) return {};
  return ask(tool, {{"expression", math::to_plain(e)}, {"variable", c.expr("k").name()}, {"lower", low}, {"upper", high}}, thought, closing);
}
std::optional<Goal> total(const Captures& c) { return over_range(c, "summation", "We need the sum.", "the sum is @"); }
std::optional<Goal> product(const Captures& c) { return over_range(c, "product", "We write the product out.", "the product is @"); }

// k = 1, 2, \ldots, 10
std::optional<Goal> listed_total(const Captures& c) {
  const std::string& text = c.text("list");
  std::size_t equals = text.find('=');
  if (equals == text.npos || text.find_first_not_of(' ', equals + 1) == text.npos) return {};
  auto sequence = read_sequence(std::string_view(text).substr(equals + 1), ',');
  const Expr& e = c.expr("e");
  if (!sequence || !sequence->last || sequence->terms.size() != 2 || e.symbols().size() != 1 || text[0] != e.symbols()[0][0]) return {};
  auto high = sequence->last->to_int64();
  if (sequence->terms[0] != math::Rational(1) || sequence->terms[1] != math::Rational(2) || !high || *high > 200) return {};
  return ask("summation", {{"expression", math::to_plain(e)}, {"variable", e.symbols()[0]}, {"lower", 1}, {"upper", *high}}, "We need the sum.", "the sum is @");
}

std::optional<Goal> decimals(const Captures& c) {
  const Expr& e = c.expr("e");
  long long digits = c.integer("digits");
  if (!math::real_value(e).ok() || digits < 2 || digits > 6) return {};
  return ask("numeric_value", {{"expression", math::to_plain(e)}, {"digits", digits}}, "We try decimals.", "the value is @");
}
std::optional<Goal> root_decimals(const Captures& c) {
  long long digits = c.integer("digits"), n = c.integer("n");
  if (n < 1 || digits < 2 || digits > 6) return {};
  return ask("numeric_value", {{"expression", "sqrt(" + std::to_string(n) + ")"}, {"digits", digits}}, "We look for the number with this square.", "it is @");
}

std::optional<Goal> repeated(const Captures& c) {
  long long factor = c.has("multiplier") ? c.integer("multiplier") : c.text("grown") == "doubled" ? 2 : c.text("grown") == "tripled" ? 3 : 0;
  const std::string& way = c.text("way");
  long long change = c.integer("change") * (way == "reduced" ? -1 : 1), times = c.integer("times");
  if (factor == 0 || (way != "reduced" && way != "increased") || times < 1 || times > 8) return {};
  return RepeatedStep{c.integer("start"), factor, change, times, "it is @ at the end"};
}

}  // namespace

std::vector<Form> algebra_question_forms() {
  static const std::string grown = "(multiplied by {int:multiplier}|{word:grown}) and then {word:way} by {int:change}";
  static const std::string before = "[{word:p_word}|{int:p} times] the (term before it|previous term|last term|last one|previous one) plus [{word:q_word}|{int:q} times] "
                                    "the (term before that|one before that|one before the last|one before it|one before|second last)";
  // Patterns are views: these live as long as the program.
  static const std::vector<std::string> built = {
      "a sequence begins with {int:a} and {int:b} each further term is " + before + " what is the {word:nth} term",
      "the first two terms of a sequence are {int:a} and {int:b} from then on each term is " + before + " find the {word:nth} term",
      "in a sequence every term from the third on is " + before + " it starts with {int:a} and {int:b} what is the {word:nth} term",
      "take {int:a} and {int:b} as the first two numbers of a list each new number is " + before + " what is the {word:nth} number",
      "find the {word:nth} term of the sequence with first terms {int:a} and {int:b} in which each term is " + before,
      "a sequence starts {ints:start} the next term is always " + before + " which number is the {word:nth} term",
      "a counter shows {int:start} in each step its value is " + grown + " what does it show after {int:times} steps",
      "start with {int:start} {int:times} times in a row the number is " + grown + " what is the result",
      "a machine turns a number into the number that is " + grown + " it is fed with {int:start} and used {int:times} times what comes out",
      "a population of {int:start} is " + grown + " every year how large is it after {int:times} years",
      "beginning with {int:start} a number is " + grown + " {int:times} times over which number do you end with",
      "a score of {int:start} is " + grown + " in each of {int:times} rounds what is the final score"};
  std::vector<Form> forms = {
      {"factored", "write {expr:p} as a product of two linear factors", factored},
      {"factored", "factor the quadratic {expr:p} over the integers", factored},
      {"factored", "into which two linear factors does {expr:p} split", factored},
      {"squared", "complete the square in {expr:p}", squared},
      {"squared", "write {expr:p} as a multiple of a square plus a constant", squared},
      {"squared", "bring {expr:p} into vertex form", squared},
      {"square_constant", "when {expr:p} is written in the form {expr:form} what is {var:k}", constant_in_form},
      {"square_constant", "complete the square in {expr:p} which constant is added to the square", added_constant},
      {"square_constant", "let {eq:eq} for all {var} find {var:k}", constant_in_identity},
      {"remainder", "what is the remainder when {expr:p} is divided by {expr:q}", remainder},
      {"remainder", "find the remainder on dividing {expr:p} by {expr:q}", remainder},
      {"remainder", "divide {expr:p} by {expr:q} which remainder is left", remainder},
      {"quotient", "find the quotient when {expr:p} is divided by {expr:q}", quotient},
      {"quotient", "divide {expr:p} by {expr:q} what is the quotient", quotient},
      {"quotient", "by which polynomial must {expr:q} be multiplied to give {expr:p}", quotient},
      {"fractions", "decompose {expr:e} into partial fractions", fractions},
      {"fractions", "find the partial fraction decomposition of {expr:e}", fractions},
      {"fractions", "(write|express) {expr:e} as a sum of (partial fractions|two fractions with linear denominators)", fractions},
      {"fractions", "split {expr:e} into simple fractions", fractions},
      {"fractions", "what is the partial fraction form of {expr:e}", fractions},
      {"resultant", "<find> the resultant of [the polynomials] {expr:p} and {expr:q} [in {var}|with respect to {var}]", resultant},
      {"resultant", "the resultant of two polynomials is zero exactly when they have a common zero what is it for {expr:p} and {expr:q}", resultant},
      {"resultant", "which value does the resultant of {expr:p} and {expr:q} have", resultant},
      {"degree", "(what is|find) the degree [in {var}] of [the polynomial] {expr:p}", degree},
      {"degree", "which degree does the polynomial {expr:p} have", degree},
      {"coefficient_sum", "find the sum of the coefficients of {expr:p} after it is multiplied out", coefficient_sum},
      {"coefficient_sum", "what do the coefficients of {expr:p} add up to when it is expanded", coefficient_sum},
      {"ordered", "write {expr:p} in descending powers of {var}", ordered},
      {"ordered", "multiply out {expr:p} and order the terms by falling powers of {var}", ordered},
      {"all_roots", "find all complex roots of {expr:p}", all_roots},
      {"all_roots", "what are all the complex zeros of {expr:p}", all_roots},
      {"all_roots", "over the complex numbers what are the zeros of {expr:p}", all_roots},
      {"all_roots", "find all complex numbers {var} with {eq}", roots_of_equation},
      {"all_roots", "list the complex solutions of {eq}", roots_of_equation},
      {"pairs", "find all pairs {math} of real numbers with {eqs}", pairs},
      {"pairs", "solve the system {eqs} for real {math}", pairs},
      {"pairs", "which pairs {math} satisfy both {eqs}", pairs},
      {"meeting_points", "in which points does the line {eq:line} meet the circle {eq:curve}", meeting_points},
      {"meeting_points", "find all points where the line {eq:line} and the circle {eq:curve} intersect", meeting_points},
      {"meeting_points", "find the points of the circle {eq:curve} that lie on the line {eq:line}", meeting_points},
      {"inequalities", "which real numbers {var} satisfy both {rels}", inequalities},
      {"inequalities", "solve the system of inequalities {rels}", inequalities},
      {"inequalities", "find all real {var} with {rels}", inequalities},
      {"inequalities", "for which real {var} do {rels} hold at once [give your answer in interval notation]", inequalities},
      {"inequalities", "find the interval of all {var} with {rels} at the same time", inequalities},
      {"rectangular", "(write|express) {expr:z} in the form {expr} [with real {vars}]", rectangular},
      {"rectangular", "bring {expr:z} into rectangular form", rectangular},
      {"rectangular", "what is the rectangular form of {expr:z}", rectangular},
      {"polar", "(write|express) [the complex number] {expr:z} in polar form", polar},
      {"polar", "find the polar form of {expr:z} with an angle between {expr} and {expr}", polar},
      {"angles", "find (all|the angle) {var} with {rel:range} and {eq}", angles},
      {"angles", "solve {eq} for {rel:range}", angles},
      {"angles", "which angles {var} in radians with {rel:range} satisfy {eq}", angles},
      {"angles", "for which {var} with {rel:range} is {eq}", angles},
      {"logarithm_equation", "for which {var:x} is {eq}", logarithm_equation},
      {"value_of_sum", "work out {expr:e}", value_of_sum},
      {"total", "find the sum of {expr:e} for {var:k} from {int:low} to {int:high}", total},
      {"total", "what do you get when you add {expr:e} over all integers {var:k} from {int:low} to {int:high}", total},
      {"total", "what is the total of the numbers {expr:e} with {var:k} running from {int:low} to {int:high}", total},
      {"total", "sum {expr:e} over the integers {var:k} from {int:low} to {int:high}", total},
      {"total", "add the values of {expr:e} for {math:list} what is the sum", listed_total},
      {"product", "find the product of {expr:e} for {var:k} from {int:low} to {int:high}", product},
      {"product", "what do you get when you multiply {expr:e} over all integers {var:k} from {int:low} to {int:high}", product},
      {"product", "the fractions {expr:e} for {var:k} from {int:low} to {int:high} are multiplied what is the product", product},
      {"product", "multiply all the fractions {expr:e} with {var:k} running from {int:low} to {int:high}", product},
      {"product", "work out the product of the fractions {expr:e} where {var:k} runs from {int:low} to {int:high}", product},
      {"product", "which number is the product of all {expr:e} for the integers {var:k} from {int:low} to {int:high}", product},
      {"decimals", "(find|round|what is) {expr:e} [rounded] to {int:digits} significant digits", decimals},
      {"decimals", "approximate {expr:e} by a decimal with {int:digits} significant digits", decimals},
      {"root_decimals", "give the square root of {int:n} to {int:digits} significant digits", root_decimals},
      {"root_decimals", "a square has area {int:n} how long is its side to {int:digits} significant digits", root_decimals},
  };
  for (std::size_t i = 0; i < built.size(); ++i) forms.push_back({i < 6 ? "recurrence" : "repeated", built[i], i < 6 ? recurrence : repeated});
  return forms;
}

}  // namespace retort::agent
