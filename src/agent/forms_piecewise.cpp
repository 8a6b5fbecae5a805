// Functions that are given piece by piece: values, places with a given value, inverse values, and constants that close the gaps.
#include <algorithm>
#include <optional>

#include "agent/exact_roots.h"
#include "agent/forms_more.h"
#include "agent/rules_solver_given.h"
#include "agent/rules_solver_text.h"
#include "agent/statement_math.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr std::size_t kMostCalls = 12;

struct Piece {
  Expr body;
  std::optional<Expr> condition;   // nothing: otherwise
};
struct Pieces {
  std::string name, variable;
  std::vector<Piece> all;
};

std::string without_words(std::string text) {
  for (const char* word : {"\\text{if }", "\\text{ if }", "\\text{if}", "\\text{ if}", "\\text{when }", "\\text{ when }", "\\text{for }", "\\text{ for }", "\\text{if $", "\\mbox{if }", "\\text{  if }", "\\mbox{ if }"})
    text = replace_all(text, word, " ");
  text = replace_all(replace_all(text, "$", ""), "~", " ");
  char mark = 0;
  return clean_math(text, mark);
}

bool says_otherwise(const std::string& text) { return text.find("otherwise") != text.npos || text.find("else") != text.npos; }

std::optional<Expr> read(const std::string& latex) {
  math::ParseLimits limits;
  auto e = math::parse(latex, math::Notation::kLatex, limits);
  if (!e.ok()) return {};
  return *e;
}

bool is_condition(const Expr& e, const std::string& variable) {
  if (e.is(Op::kChain)) return std::all_of(e.args().begin(), e.args().end(), [&](const Expr& link) { return is_condition(link, variable) || link.symbols().empty(); });
  return e.is(Op::kRel) && e.symbols() == std::vector<std::string>{variable};
}

// f(x) = \begin{cases} ... & \text{if } ..., \\ ... \end{cases}
std::optional<Pieces> pieces_of(const std::string& latex) {
  std::string text = replace_all(replace_all(latex, "\\quad", " "), "\\qquad", " ");
  std::size_t begin = text.find("\\begin{"), equals = text.find('=');
  if (begin == text.npos || equals == text.npos || equals > begin) return {};
  std::size_t name_end = text.find('}', begin);
  const std::string environment = text.substr(begin + 7, name_end - begin - 7), close = "\\end{" + environment + "}";
  std::size_t end = text.find(close, name_end);
  if (end == text.npos || (environment != "cases" && environment != "array" && environment != "aligned")) return {};
  std::string inside = text.substr(name_end + 1, end - name_end - 1);
  if (environment == "array") inside = inside.substr(std::min(inside.size(), inside.find('}') + 1));
  math::ParseLimits limits;
  const std::string left = std::string(trim(text.substr(0, equals)));
  if (left.size() < 4 || left[1] != '(' || left.back() != ')') return {};
  Pieces made{left.substr(0, 1), std::string(trim(left.substr(2, left.size() - 3))), {}};
  if (made.variable.size() != 1) return {};
  for (std::size_t start = 0; start <= inside.size();) {
    std::size_t stop = inside.find("\\\\", start);
    std::string row = inside.substr(start, stop == inside.npos ? stop : stop - start);
    start = stop == inside.npos ? inside.size() + 1 : stop + 2;
    std::size_t split = row.find('&', std::min(row.size(), row.find_first_not_of(" &\n")));
    if (trim(row).empty()) continue;
    if (split == row.npos) return {};
    auto body = read(without_words(replace_all(row.substr(0, split), "&", " ")));
    const std::string rest = replace_all(row.substr(split + 1), "&", " ");
    if (!body) return {};
    if (says_otherwise(rest)) {
      made.all.push_back({*body, {}});
      continue;
    }
    auto condition = read(without_words(rest));
    if (!condition || !is_condition(*condition, made.variable)) return {};
    made.all.push_back({*body, *condition});
  }
  if (made.all.size() < 2 || made.all.size() > 4) return {};
  return made;
}

std::optional<bool> decided(const Expr& relation) {
  switch (math::holds(relation).outcome) {
    case math::Verdict::Outcome::kEqual: return true;
    case math::Verdict::Outcome::kDifferent: return false;
    default: return {};
  }
}

// The piece for a value; nothing when it cannot be told.
const Piece* piece_at(const Pieces& f, const Expr& at) {
  for (const Piece& piece : f.all) {
    if (!piece.condition) return &piece;
    auto here = decided(piece.condition->substitute(f.variable, at));
    if (!here) return nullptr;
    if (*here) return &piece;
  }
  return nullptr;
}

std::string why(const Pieces& f, const Piece& piece, const Expr& at) {
  if (piece.condition) return "Since " + inline_math(tex(piece.condition->substitute(f.variable, at))) + ", ";
  return "None of the conditions holds for " + inline_math(f.variable + " = " + tex(at)) + ", so ";
}

// Values of the function at numbers, innermost first, each by a call.
bool put_in(const Pieces& f, Expr& asked, std::vector<Lookup>& before) {
  Definitions definitions = {{f.name, {{f.variable}, Expr::symbol(f.variable)}}};
  while (auto inner = innermost_value(asked, definitions)) {
    auto at = math::normal_form(inner->arg(0));
    const Piece* piece = at.ok() ? piece_at(f, *at) : nullptr;
    if (!piece || before.size() >= kMostCalls || piece->body.symbols().size() > 1) return false;
    auto value = math::normal_form(piece->body.substitute(f.variable, *at));
    if (!value.ok() || !value->symbols().empty()) return false;
    const std::string shown = inline_math(tex(*inner));
    if (piece->body.symbols().empty()) {
      before.push_back({why(f, *piece, *at) + shown + " is " + inline_math(tex(*value)) + ".", "", {}, {}, ""});
    } else {
      before.push_back({why(f, *piece, *at) + "for " + shown + " we put " + inline_math(f.variable + " = " + tex(*at)) + " into " + inline_math(tex(piece->body)) + ".", "substitute",
                        {{"expression", math::to_plain(piece->body)}, {"values", {{f.variable, math::to_plain(*at)}}}}, {*value}, "So " + inline_math(tex(*inner)) + " is " + inline_math(tex(*value)) + "."});
    }
    auto exact = math::exact_value(*value);
    asked = with_replaced(asked, *inner, exact.ok() ? Expr::number(*exact) : *value);
  }
  return asked.symbols().empty();
}

std::optional<Goal> value(const Captures& c) {
  auto f = pieces_of(c.text("f"));
  if (!f) return {};
  Expr asked = c.expr("asked");
  std::vector<Lookup> before;
  if (!put_in(*f, asked, before) || before.empty()) return {};
  if (asked.is_number()) return Evaluate{asked, "", inline_math(tex(c.expr("asked"))) + " is @", before};
  return Evaluate{asked, "Now we work out " + inline_math(tex(asked)) + ".", inline_math(tex(c.expr("asked"))) + " is @", before};
}

// All x with f(x) = value, piece by piece.
bool places(const Pieces& f, const Expr& value, std::vector<Expr>& found, std::vector<Lookup>& before) {
  for (std::size_t i = 0; i < f.all.size(); ++i) {
    const Piece& piece = f.all[i];
    if (piece.body.symbols() != std::vector<std::string>{f.variable} || before.size() >= kMostCalls) return false;
    // A letter of its own for each equation: its value holds for this one alone.
    static const std::vector<std::string> kLetters = {"t", "s", "u", "v", "w", "z", "k", "m", "n", "d"};
    const std::string own = kLetters[before.size() % kLetters.size()], t = own == f.variable ? "b" : own;
    const Expr equation = Expr::rel("=", piece.body.substitute(f.variable, Expr::symbol(t)), value);
    auto roots = exact_roots(equation, t);
    if (!roots) return false;
    std::vector<std::string> kept, left_out;
    for (const Expr& root : *roots) {
      const Piece* own = piece_at(f, root);
      if (!own) return false;
      const bool fits = own == &piece;
      (fits ? kept : left_out).push_back(inline_math(tex(root)));
      if (fits) found.push_back(root);
    }
    const std::string where = piece.condition ? "For " + inline_math(tex(piece.condition->substitute(f.variable, Expr::symbol(t)))) : std::string("Otherwise");
    std::string after = kept.empty() ? "" : "So " + and_list(kept) + (kept.size() == 1 ? " is one such number." : " are such numbers.");
    if (!left_out.empty())
      after += std::string(after.empty() ? "" : " ") + (left_out.size() == 1 ? "The number " : "The numbers ") + and_list(left_out) + (left_out.size() == 1 ? " does" : " do") + " not fit the condition.";
    before.push_back({where + " we solve " + inline_math(tex(equation)) + ".", "solve_equation", {{"sympy_equation", math::to_plain(equation)}, {"variable", t}}, *roots, after});
  }
  return true;
}

// The x for which f(x), f(f(x)), ... has the value on the right.
std::optional<std::vector<Expr>> all_places(const Pieces& f, const Expr& equation, std::vector<Lookup>& before) {
  Expr left = equation.arg(0), right = equation.arg(1);
  if (left.symbols().empty()) std::swap(left, right);
  if (!math::exact_value(right).ok()) return {};
  int depth = 0;
  while (left.is(Op::kFunc) && left.name() == f.name && left.args().size() == 1) {
    Expr inner = left.arg(0);
    left = inner;
    ++depth;
  }
  if (!left.is(Op::kSymbol) || depth < 1 || depth > 3) return {};
  std::vector<Expr> now = {right};
  for (; depth > 0; --depth) {
    std::vector<Expr> next;
    for (const Expr& value : now) {
      std::vector<Expr> found;
      if (!places(f, value, found, before)) return {};
      for (const Expr& x : found)
        if (std::none_of(next.begin(), next.end(), [&](const Expr& e) { return decided(Expr::rel("=", e, x)) != false; })) next.push_back(x);
    }
    now = std::move(next);
  }
  return now;
}

std::optional<Goal> count(const Captures& c) {
  auto f = pieces_of(c.text("f"));
  std::vector<Lookup> before;
  auto found = f ? all_places(*f, c.expr("q"), before) : std::nullopt;
  if (!found || found->empty()) return {};
  std::vector<std::string> shown;
  for (const Expr& x : *found) shown.push_back(inline_math(tex(x)));
  std::vector<Expr> ones(found->size(), Expr::integer(1));
  if (ones.size() == 1) return Evaluate{Expr::integer(1), "Only " + shown[0] + " is left.", "there is @ such number", before};
  return Evaluate{Expr::make(Op::kAdd, ones), "We count " + and_list(shown) + ".", "there are @ such numbers", before};
}

std::optional<Goal> sum(const Captures& c) {
  auto f = pieces_of(c.text("f"));
  std::vector<Lookup> before;
  auto found = f ? all_places(*f, c.expr("q"), before) : std::nullopt;
  if (!found || found->empty()) return {};
  if (found->size() == 1) return Evaluate{(*found)[0], "There is no other number.", "the sum is @", before};
  return Evaluate{Expr::make(Op::kAdd, *found), "We add these numbers.", "the sum is @", before};
}

// f^{-1}(3) + f^{-1}(0): the one place where each value is taken.
std::optional<Goal> inverse(const Captures& c) {
  auto f = pieces_of(c.text("f"));
  if (!f) return {};
  const std::string mark = f->name + "^{-1}(", text = replace_all(replace_all(c.text("asked"), " ", ""), "^{-1}\\left(", "^{-1}(");
  if (text.find(mark) == text.npos) return {};
  math::ParseLimits limits;
  limits.functions = {"Q"};
  auto asked = math::parse(replace_all(replace_all(text, mark, "Q("), "\\right)", ")"), math::Notation::kLatex, limits);
  if (!asked.ok()) return {};
  Definitions definitions = {{"Q", {{"x"}, Expr::symbol("x")}}};
  std::vector<Lookup> before;
  Expr term = *asked;
  while (auto inner = innermost_value(term, definitions)) {
    std::vector<Expr> found;
    const std::size_t from = before.size();
    if (before.size() >= kMostCalls || !places(*f, inner->arg(0), found, before) || found.size() != 1) return {};
    before[from].thought = "We look for the number whose value is " + inline_math(tex(inner->arg(0))) + ". " + before[from].thought;
    term = with_replaced(term, *inner, found[0]);
  }
  if (!term.symbols().empty() || before.empty()) return {};
  if (term.is_number()) return Evaluate{term, "", inline_math(c.text("asked")) + " is @", before};
  return Evaluate{term, "Now we work out " + inline_math(tex(term)) + ".", inline_math(c.text("asked")) + " is @", before};
}

// The two pieces must meet where they join.
std::optional<Goal> continuous(const Captures& c) {
  auto f = pieces_of(c.text("f"));
  if (!f) return {};
  std::vector<Expr> facts;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i + 1 < f->all.size(); ++i) {
    std::optional<Expr> at;
    for (const Piece* piece : {&f->all[i], &f->all[i + 1]}) {
      if (!piece->condition || !piece->condition->is(Op::kRel)) continue;
      const Expr& end = piece->condition->arg(0).is(Op::kSymbol) ? piece->condition->arg(1) : piece->condition->arg(0);
      if (at && !at->same(end)) return {};
      at = end;
    }
    if (!at || !math::exact_value(*at).ok()) return {};
    facts.push_back(Expr::rel("=", f->all[i].body.substitute(f->variable, *at), f->all[i + 1].body.substitute(f->variable, *at)));
    shown.push_back(inline_math(f->variable + " = " + tex(*at)));
  }
  const Expr& asked = c.expr("asked");
  for (const std::string& name : asked.symbols())
    if (std::none_of(facts.begin(), facts.end(), [&](const Expr& fact) { return fact.contains_symbol(name); })) return {};
  if (asked.symbols().empty()) return {};
  Given goal{facts, asked};
  goal.before.push_back({"The pieces must have the same value at " + and_list(shown) + ".", "", {}, {}, ""});
  return goal;
}

}  // namespace

std::vector<Form> piecewise_forms() {
  constexpr const char* kValue = "[let|if|suppose|given|given that|consider|define|define the function|let the function be|the function|let {expr} be defined by|let {expr} be defined as|for real numbers {var} let|"
                                 "for all real numbers {var} let|let {expr} be [a] function [piecewise] defined (as|by)|the function {expr} is defined (by|as)] {math:f} <ask> {expr:asked}";
  constexpr const char* kInverse = "[let|if|suppose|given|let {expr} be defined by|the function] {math:f} [has an inverse {expr}] <ask> {math:asked}";
  return {
      {"piecewise_value", kValue, value},
      {"piecewise_value", "<ask> {expr:asked} (if|where|given that|when) {math:f}", value},
      {"piecewise_inverse", kInverse, inverse},
      {"piecewise_count", "[let|if|suppose|given|the function] {math:f} (how many values of {var}|for how many [real] values of {var}|how many real numbers {var}|for how many real numbers {var}|how many solutions|how many real solutions) "
                          "(satisfy|is|does|are there such that|have) [the equation] {eq:q} [have|satisfied|true]", count},
      {"piecewise_sum", "[let|if|suppose|given|the function] {math:f} <find> the sum of all [the] [possible] [real] (values of {var}|values|numbers {var}|{var}) (such that|for which|that satisfy|satisfying|where) {eq:q}", sum},
      {"piecewise_continuous", "[let|if|suppose|for real numbers {var} let|the function] {math:f} (<find>|what must be) [the value of] {expr:asked} (if|such that|so that|to make|if the graph of|given that) [the] "
                               "[[piecewise] function|graph of {eq}|function {expr}|graph of [the] function|{expr}] (is|be|to be|) continuous [which means [that] [the|its] graph can be drawn without lifting your pencil from the paper]", continuous},
      {"piecewise_continuous", "[let|if|suppose|for real numbers {var} let] {math:f} what must the value of {expr:asked} be to make the [piecewise] function continuous "
                               "[which means [that] [the|its] graph can be drawn without lifting your pencil from the paper]", continuous},
      {"piecewise_continuous", "[let|if|suppose] {math:f} if the [graph of [the]] (function|graph {eq}|{eq}|function {expr}|{expr}) is continuous <ask> {expr:asked}", continuous},
  };
}

}  // namespace retort::agent
