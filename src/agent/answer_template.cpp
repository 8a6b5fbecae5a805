#include "agent/answer_template.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "agent/forms.h"
#include "agent/forms_fillers.h"
#include "agent/rules_solver_text.h"
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

template <std::size_t n>
bool is_one_of(const Token& token, const std::array<std::string_view, n>& words) {
  return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end();
}

// Words that may stand between a form and the question about it.
bool says_of_letters(const Token& token) {
  static constexpr std::array<std::string_view, 62> kWords = {
      "where", "and", "are", "is", "positive", "integers", "integer", "relatively", "prime", "coprime", "not", "divisible", "by", "square", "squares", "cube", "of", "any",
      "greatest", "common", "divisor", "lowest", "terms", "simplest", "form", "radical", "in", "real", "numbers", "constants", "rational", "with", "fraction", "all", "for",
      "some", "that", "have", "no", "factor", "factors", "other", "than", "as", "small", "possible", "both", "so", "radicals", "expression", "such", "which", "to", "natural",
      "perfect", "only", "distinct", "nonnegative", "largest", "factored", "then", "if"};
  if (token.kind == TokenKind::kMath) return true;
  return is_one_of(token, kWords) || (token.number && *token.number == Rational(1));
}

bool is_pronoun(const std::vector<Token>& tokens, std::size_t from, std::size_t to) {
  static constexpr std::array<std::string_view, 26> kWords = {"answer", "your", "result", "value", "it", "this", "its", "final", "simplified", "number", "sum", "area", "length", "that",
                                                              "ratio", "quantity", "fraction", "expression", "resulting", "solution", "distance", "probability", "their", "product", "perimeter", "volume"};
  if (from == to || to - from > 3) return false;
  return std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(from), tokens.begin() + static_cast<std::ptrdiff_t>(to), [](const Token& t) { return is_one_of(t, kWords); });
}

// The place of the form's verb, when tokens[at] is a form: "written in the form", "as".
std::optional<std::size_t> verb_before(const std::vector<Token>& tokens, std::size_t at) {
  static constexpr std::array<std::string_view, 8> kBetween = {"of", "form", "simplest", "simplified", "reduced", "in", "as", "uniquely"};
  static constexpr std::array<std::string_view, 18> kVerbs = {"written", "expressed", "rewritten", "put",   "represented", "simplified", "write", "express", "enter",
                                                              "give",    "rewrite",   "writing",   "giving", "expressing",  "leave",      "state", "be",      "with"};
  std::size_t i = at;
  bool as = false;
  while (i > 0 && is_one_of(tokens[i - 1], kBetween) && !tokens[i - 1].ends_sentence()) {
    --i;
    as = as || tokens[i].text == "as" || tokens[i].text == "form";
  }
  if (!as || i == 0) return {};
  // "write your answer in the form": the object stands between.
  for (std::size_t back = i; back > 0 && i - back < 12; --back) {
    if (back < i && tokens[back - 1].ends_sentence()) return {};
    if (is_one_of(tokens[back - 1], kVerbs)) return back - 1;
  }
  return {};
}

std::size_t sentence_start(const std::vector<Token>& tokens, std::size_t at) {
  while (at > 0 && !tokens[at - 1].ends_sentence()) --at;
  return at;
}

Token word(const char* text) {
  Token token;
  token.text = token.written = text;
  return token;
}

using Tokens = std::vector<Token>;

void add(Tokens& to, const Tokens& from, std::size_t begin, std::size_t end) {
  to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(end));
}

Tokens closed(Tokens tokens) {
  static constexpr std::array<std::string_view, 7> kLoose = {"and", "then", "when", "you", "we", "if", "with"};
  while (!tokens.empty() && is_one_of(tokens.back(), kLoose) && !tokens.back().ends_sentence()) tokens.pop_back();
  if (!tokens.empty()) tokens.back().mark = '.';
  return tokens;
}

// What is left to be asked when the sentence about the form is gone.
Tokens base_of(const Tokens& tokens, std::size_t verb, std::size_t form) {
  static constexpr std::array<std::string_view, 8> kAuxiliary = {"can", "be", "is", "may", "could", "are", "must", "also"};
  static constexpr std::array<std::string_view, 9> kOpeners = {"if", "when", "given", "that", "suppose", "and", "assume", "where", "then"};
  Tokens base;
  const std::size_t start = sentence_start(tokens, verb);
  std::size_t end = verb;
  while (end > start && is_one_of(tokens[end - 1], kAuxiliary)) --end;
  const bool passive = end < verb;
  std::size_t subject = start;
  while (subject < end && is_one_of(tokens[subject], kOpeners)) ++subject;
  if (passive) {
    add(base, tokens, 0, start);
    if (is_pronoun(tokens, subject, end) && !base.empty()) return closed(base);
    if (subject == end) return {};
    base.push_back(word("find"));
    add(base, tokens, subject, end);
    return closed(base);
  }
  // "write X in the form", "... and write your answer in the form", "with your answer in the form"
  std::size_t object = verb + 1, stop = form;
  while (stop > object && (tokens[stop - 1].text == "of" || tokens[stop - 1].text == "form" || tokens[stop - 1].text == "in" || tokens[stop - 1].text == "as" ||
                           tokens[stop - 1].text == "simplest" || tokens[stop - 1].text == "simplified"))
    --stop;
  if (is_pronoun(tokens, object, stop) || object == stop) {
    add(base, tokens, 0, verb);
    return closed(base);
  }
  if (verb != subject) return {};
  add(base, tokens, 0, start);
  base.push_back(word("find"));
  add(base, tokens, object, stop);
  return closed(base);
}

const Pattern& question() {
  static const Pattern pattern = Pattern::compile("(<ask>|[and] give|[then] enter) {expr:asked} [in that order]", shared_phrases());
  return pattern;
}

// Where the question about the letters starts, behind `from`.
std::optional<std::pair<std::size_t, Expr>> asked_behind(const Tokens& tokens, std::size_t from) {
  for (std::size_t at = from; at < tokens.size(); ++at) {
    Tokens tail(tokens.begin() + static_cast<std::ptrdiff_t>(at), tokens.end());
    if (auto captures = question().match(tail)) return std::pair{at, captures->expr("asked")};
    if (!says_of_letters(tokens[at])) return {};
  }
  return {};
}

}  // namespace

std::optional<Templated> take_template(const Statement& statement) {
  const Tokens tokens = without_fillers(statement.tokens);
  for (std::size_t k = tokens.size(); k-- > 2;) {
    if (tokens[k].kind != TokenKind::kMath || tokens[k].exprs.size() != 1 || tokens[k].exprs[0].symbols().empty()) continue;
    auto verb = verb_before(tokens, k);
    if (!verb) continue;
    auto asked = asked_behind(tokens, k + 1);
    if (!asked || asked->second.symbols().empty()) return {};
    AnswerTemplate wanted{tokens[k].exprs[0], asked->second, {}, false, false};
    if (wanted.form.is(Op::kRel)) return {};
    for (const std::string& name : wanted.asked.symbols())
      if (!wanted.form.contains_symbol(name)) return {};
    for (std::size_t i = k + 1; i < asked->first; ++i) {
      wanted.integers = wanted.integers || tokens[i].text == "integers" || tokens[i].text == "integer";
      wanted.positive = wanted.positive || tokens[i].text == "positive";
      for (const Expr& e : tokens[i].exprs)
        if (e.is(Op::kRel)) wanted.conditions.push_back(e);
    }
    Tokens base = base_of(tokens, *verb, k);
    if (base.empty()) return {};
    return Templated{Statement{std::move(base)}, std::move(wanted)};
  }
  return {};
}

namespace {

// q * root(radicand) * constant
struct Term {
  Rational q = 1, radicand = 1;
  long long index = 1;             // 1: no root
  std::string constant;            // "", "pi" or "i"
  bool like(const Term& o) const { return radicand == o.radicand && index == o.index && constant == o.constant; }
};
using Terms = std::vector<Term>;

// Powers are taken out of the root: sqrt(12) is 2 sqrt(3).
std::optional<Term> simplest_root(const Rational& of, long long index) {
  if (index < 2 || index > 6 || of.sign() <= 0) return {};
  Term term;
  Rational inside = of.num();
  // root(p/q) = root(p q^{n-1}) / q
  for (long long i = 1; i < index; ++i) inside = inside * of.den();
  auto n = inside.to_int64();
  if (!n || *n > 1'000'000'000'000) return {};
  long long rest = *n, out = 1;
  for (long long p = 2; p <= 20'000 && p <= rest; ++p) {
    long long power = 1;
    bool fits = true;
    for (long long i = 0; i < index && fits; ++i) fits = power <= rest / p, power *= p;
    if (!fits) break;
    while (rest % power == 0) rest /= power, out *= p;
  }
  term.q = Rational(out) / of.den();
  if (rest != 1) term.radicand = Rational(rest), term.index = index;
  return term;
}

std::optional<Term> times(const Term& a, const Term& b) {
  if (!a.constant.empty() && !b.constant.empty()) return {};
  Term out = a;
  out.q = a.q * b.q;
  out.constant = a.constant + b.constant;
  if (a.index == 1 || b.index == 1) {
    if (a.index == 1) out.index = b.index, out.radicand = b.radicand;
    return out;
  }
  if (a.index != b.index) return {};
  auto root = simplest_root(a.radicand * b.radicand, a.index);
  if (!root) return {};
  out.q = out.q * root->q;
  out.index = root->index;
  out.radicand = root->radicand;
  return out;
}

std::optional<Terms> terms_of(const Expr& e) {
  auto exact = math::exact_value(e);
  if (exact.ok()) return exact->is_zero() ? Terms{} : Terms{Term{*exact, 1, 1, ""}};
  if (e.is(Op::kConstant) && (e.name() == "pi" || e.name() == "i")) return Terms{Term{1, 1, 1, e.name()}};
  if (e.is(Op::kNeg)) {
    auto inner = terms_of(e.arg(0));
    if (inner)
      for (Term& t : *inner) t.q = -t.q;
    return inner;
  }
  if (e.is_func("sqrt") || e.is_func("root")) {
    auto of = math::exact_value(e.arg(0));
    auto index = e.is_func("sqrt") ? std::optional<long long>(2) : e.arg(1).is_integer() ? e.arg(1).value().to_int64() : std::nullopt;
    if (!of.ok() || !index) return {};
    auto root = simplest_root(*of, *index);
    return root ? std::optional(Terms{*root}) : std::nullopt;
  }
  if (e.is(Op::kPow) && e.arg(0).is_integer()) {
    auto power = math::exact_value(e.arg(1));
    auto index = power.ok() ? power->den().to_int64() : std::nullopt;
    auto times = power.ok() ? power->num().to_int64() : std::nullopt;
    if (!index || !times || *times < 1 || *times > 12) return {};
    Rational inside = 1;
    for (long long i = 0; i < *times; ++i) inside = inside * e.arg(0).value();
    auto root = simplest_root(inside, *index);
    return root ? std::optional(Terms{*root}) : std::nullopt;
  }
  if (e.is(Op::kDiv)) {
    auto above = terms_of(e.arg(0));
    auto below = math::exact_value(e.arg(1));
    if (!above || !below.ok() || below->is_zero()) return {};
    for (Term& t : *above) t.q = t.q / *below;
    return above;
  }
  if (!e.is(Op::kAdd) && !e.is(Op::kMul)) return {};
  Terms out;
  if (e.is(Op::kMul)) out.push_back({});
  for (const Expr& arg : e.args()) {
    auto inner = terms_of(arg);
    if (!inner || inner->size() > 6 || out.size() > 6) return {};
    Terms made;
    if (e.is(Op::kAdd)) {
      made = out;
      made.insert(made.end(), inner->begin(), inner->end());
    } else {
      for (const Term& a : out)
        for (const Term& b : *inner) {
          auto product = times(a, b);
          if (!product) return {};
          made.push_back(*product);
        }
    }
    out.clear();
    for (const Term& t : made) {
      auto same = std::find_if(out.begin(), out.end(), [&](const Term& o) { return o.like(t); });
      if (same == out.end()) out.push_back(t);
      else same->q += t.q;
    }
    std::erase_if(out, [](const Term& t) { return t.q.is_zero(); });
  }
  return out;
}

// A term of the form: a letter or a number in each place.
struct Place {
  Rational factor = 1;
  std::string letter;                       // of the coefficient
  std::optional<Expr> radicand = {};        // a symbol or a number
  long long index = 1;
  std::string constant;
};

bool read_factor(const Expr& e, Place& place) {
  auto exact = math::exact_value(e);
  if (exact.ok()) return place.factor = place.factor * *exact, true;
  if (e.is(Op::kSymbol)) return place.letter.empty() ? (place.letter = e.name(), true) : false;
  if (e.is(Op::kConstant) && (e.name() == "pi" || e.name() == "i")) return place.constant.empty() ? (place.constant = e.name(), true) : false;
  if (e.is(Op::kNeg)) return place.factor = -place.factor, read_factor(e.arg(0), place);
  if ((!e.is_func("sqrt") && !e.is_func("root")) || place.radicand || (!e.arg(0).is(Op::kSymbol) && !e.arg(0).is_integer())) return false;
  if (e.is_func("root") && (!e.arg(1).is_integer() || !e.arg(1).value().to_int64())) return false;
  place.radicand = e.arg(0);
  place.index = e.is_func("sqrt") ? 2 : *e.arg(1).value().to_int64();
  return true;
}

struct Shape {
  std::vector<Place> places;
  std::optional<Expr> below;    // a symbol or a number
};

std::optional<Shape> shape_of(const Expr& form) {
  Shape shape;
  Expr above = form;
  std::vector<Expr> factors = form.is(Op::kMul) ? form.args() : std::vector<Expr>{form};
  for (Expr& factor : factors) {
    if (!factor.is(Op::kDiv)) continue;
    if (shape.below || (!factor.arg(1).is(Op::kSymbol) && !factor.arg(1).is_integer())) return {};
    shape.below = factor.arg(1);
    Expr inner = factor.arg(0);
    factor = inner;
    above = factors.size() == 1 ? inner : Expr::make(Op::kMul, factors);
  }
  for (const Expr& term : above.is(Op::kAdd) ? above.args() : std::vector<Expr>{above}) {
    Place place;
    const Expr& inner = term.is(Op::kNeg) ? term.arg(0) : term;
    if (term.is(Op::kNeg)) place.factor = -1;
    for (const Expr& factor : inner.is(Op::kMul) ? inner.args() : std::vector<Expr>{inner})
      if (!read_factor(factor, place)) return {};
    shape.places.push_back(place);
  }
  return shape;
}

using Letters = std::map<std::string, Rational>;

bool put(Letters& letters, const std::string& name, const Rational& value) {
  auto [at, fresh] = letters.emplace(name, value);
  return fresh || at->second == value;
}

bool place_term(const Place& place, const Term& term, const Rational& scale, Letters& letters) {
  if (place.constant != term.constant) return false;
  Rational n = term.q * scale / place.factor;
  if (!place.radicand) return term.index == 1 && (place.letter.empty() ? n == Rational(1) : put(letters, place.letter, n));
  if (term.index != place.index) return false;
  if (place.radicand->is_number()) return place.radicand->value() == term.radicand && (place.letter.empty() ? n == Rational(1) : put(letters, place.letter, n));
  if (!place.letter.empty()) return put(letters, place.letter, n) && put(letters, place.radicand->name(), term.radicand);
  if (n.sign() <= 0) return false;
  Rational inside = term.radicand;
  for (long long i = 0; i < place.index; ++i) inside = inside * n;
  return put(letters, place.radicand->name(), inside);
}

Expr with(Expr e, const Letters& letters) {
  for (const auto& [name, value] : letters) e = e.substitute(name, Expr::number(value));
  return e;
}

bool is_so(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

bool allowed(const AnswerTemplate& wanted, const Letters& letters, const std::vector<std::string>& names) {
  if (letters.size() != names.size()) return false;
  for (const auto& [name, value] : letters) {
    if (wanted.integers && !value.is_integer()) return false;
    if (wanted.positive && wanted.integers && value.sign() <= 0) return false;
  }
  return std::all_of(wanted.conditions.begin(), wanted.conditions.end(), [&](const Expr& c) {
    const Expr here = with(c, letters);
    return !here.symbols().empty() || is_so(here);
  });
}

}  // namespace

std::optional<std::vector<Rational>> fit(const AnswerTemplate& wanted, const Expr& value) {
  auto terms = terms_of(value);
  auto shape = shape_of(wanted.form);
  if (!terms || !shape || terms->size() != shape->places.size() || terms->size() > 5) return {};
  Rational lowest = 1;
  for (const Term& t : *terms) {
    Rational common = lowest * t.q.den();
    // lcm by the gcd of two denominators
    Rational a = lowest, b = t.q.den();
    while (!b.is_zero()) {
      Rational rest = a - (a / b).floor() * b;
      a = b;
      b = rest;
    }
    lowest = common / a;
  }
  Rational scale = 1;
  Letters start;
  if (shape->below) {
    scale = shape->below->is_number() ? shape->below->value() : lowest;
    if (!(scale / lowest).is_integer()) return {};
    if (!shape->below->is_number()) start[shape->below->name()] = lowest;
  }
  const std::vector<std::string> names = wanted.form.symbols();
  std::vector<std::size_t> order(terms->size());
  std::iota(order.begin(), order.end(), 0u);
  std::optional<Letters> found;
  std::optional<Rational> answer;
  do {
    Letters letters = start;
    bool fits = true;
    for (std::size_t i = 0; fits && i < order.size(); ++i) fits = place_term(shape->places[i], (*terms)[order[i]], scale, letters);
    if (!fits || !allowed(wanted, letters, names)) continue;
    auto here = math::exact_value(with(wanted.asked, letters));
    if (!here.ok() || (answer && *answer != *here)) return {};
    answer = *here;
    if (!found) found = letters;
  } while (std::next_permutation(order.begin(), order.end()));
  if (!found || math::equal(with(wanted.form, *found), value).outcome != math::Verdict::Outcome::kEqual) return {};
  std::vector<Rational> values;
  for (const std::string& name : names) values.push_back(found->at(name));
  return values;
}

namespace {

trace::Turn turn(trace::TurnKind kind, std::string text) {
  trace::Turn made;
  made.kind = kind;
  made.text = std::move(text);
  return made;
}

trace::Trace withheld(trace::Trace trace) {
  trace.failure = "the value is not of the form that is asked for";
  trace.answer.clear();
  return trace;
}

}  // namespace

trace::Trace continued(trace::Trace trace, const AnswerTemplate& wanted, cas::Toolbox& tools) {
  if (!trace.failure.empty() || trace.turns.empty() || trace.turns.back().kind != trace::TurnKind::kFinal) return trace;
  const trace::Turn last = trace.turns.back();
  trace.turns.pop_back();
  auto value = math::parse(trace.answer, math::Notation::kLatex);
  auto fitted = value.ok() ? fit(wanted, *value) : std::nullopt;
  if (!fitted) return withheld(std::move(trace));
  const auto names = wanted.form.symbols();
  Expr asked = wanted.asked;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < names.size(); ++i) {
    asked = asked.substitute(names[i], Expr::number((*fitted)[i]));
    shown.push_back(inline_math(tex(Expr::symbol(names[i])) + " = " + tex((*fitted)[i])));
  }
  std::string so_far = replace_all(last.text, "\\boxed{" + trace.answer + "}", trace.answer);
  std::string thought = so_far + " This is of the form " + inline_math(tex(wanted.form)) + " with " + and_list(shown) + ".";
  trace.answer.clear();
  if (asked.is_number()) {
    trace.answer = tex(asked);
    trace.turns.push_back(turn(trace::TurnKind::kFinal, thought + " So " + inline_math(tex(wanted.asked)) + " is $\\boxed{" + trace.answer + "}$."));
    return trace;
  }
  trace.turns.push_back(turn(trace::TurnKind::kThought, thought));
  cas::ToolCall call{"evaluate", {{"expression", math::to_plain(asked)}}};
  trace.turns.push_back(turn(trace::TurnKind::kCall, ""));
  trace.turns.back().call = call;
  cas::ToolResult result = tools.call(call);
  trace.turns.push_back(turn(trace::TurnKind::kResult, ""));
  trace.turns.back().result = result;
  auto exact = math::exact_value(asked);
  if (!result.ok || !exact.ok() || result.result != exact->to_string()) return withheld(std::move(trace));
  trace.turns.push_back(turn(trace::TurnKind::kReflection, ""));
  trace.turns.back().outcome = "confirmed";
  trace.answer = tex(*exact);
  trace.turns.push_back(turn(trace::TurnKind::kFinal, "Thus " + inline_math(tex(wanted.asked)) + " is $\\boxed{" + trace.answer + "}$."));
  return trace;
}

}  // namespace retort::agent
