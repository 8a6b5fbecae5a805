#include "agent/forms_measure.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "agent/figure_measures.h"
#include "agent/forms.h"
#include "agent/forms_variants.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

using math::Expr;
using math::Op;

namespace {

Expr integer(long long n) { return Expr::integer(n); }
bool is_one(const Expr& e) { return e.is_number() && e.value() == math::Rational(1); }
Expr root(Expr e) { return Expr::func("sqrt", {std::move(e)}); }

constexpr std::array<std::string_view, 26> kConnectives = {"if", "and", "let", "suppose", "that", "given", "where", "but", "also", "when", "so", "in", "both", "while", "is", "there", "consider", "particular", "certain", "for", "of", "same", "it", "has", "right", "circular"};

struct FactForm {
  Pattern pattern;
  std::vector<Expr> (*build)(const Captures&);
};

bool about_measures(const Expr& e) {
  for (const std::string& name : e.symbols())
    if (as_measure(name)) return true;
  return false;
}

std::vector<Expr> equal(const Captures& c) {
  if (!about_measures(c.expr("a")) && !about_measures(c.expr("b"))) return {};
  return {Expr::rel("=", c.expr("a"), c.expr("b"))};
}
std::vector<Expr> beyond(const Captures& c, int sign) {
  if (!about_measures(c.expr("a")) || !about_measures(c.expr("b"))) return {};
  return {Expr::rel("=", c.expr("a"), sign > 0 ? c.expr("b") + c.expr("k") : c.expr("b") - c.expr("k"))};
}
// Facts said of a figure, with the figure in them.
std::vector<Expr> said_of(const Captures& c) {
  std::vector<Expr> facts;
  for (const Expr& fact : c.at("w").exprs) {
    auto m = as_measure(fact.arg(0).name());
    if (!m) return {};
    facts.push_back(Expr::rel("=", measure_symbol(c.has("f") ? c.at("f").stem : "", m->attribute), fact.arg(1)));
  }
  return facts;
}
std::vector<Expr> same_measure(const Captures& c) {
  if (c.at("f").stem == c.at("g").stem) return {};
  std::vector<Expr> facts = {Expr::rel("=", measure_symbol(c.at("f").stem, c.at("a").stem), measure_symbol(c.at("g").stem, c.at("a").stem))};
  if (c.has("b")) facts.push_back(Expr::rel("=", measure_symbol(c.at("f").stem, c.at("a").stem), c.expr("b")));
  return facts;
}
// A figure in another: what has the same length in both.
std::vector<Expr> inscribed(const Captures& c) {
  const std::string &in = c.at("f").stem, &out = c.at("g").stem;
  static const std::map<std::pair<std::string, std::string>, std::pair<const char*, const char*>> same = {
      {{"sphere", "cube"}, {"diameter", "side"}}, {{"circle", "square"}, {"diameter", "side"}}, {{"square", "circle"}, {"diagonal", "diameter"}}, {{"cube", "sphere"}, {"space diagonal", "diameter"}}, {{"rectangle", "circle"}, {"diagonal", "diameter"}},
      {{"regular hexagon", "circle"}, {"side", "radius"}}, {{"box", "sphere"}, {"diagonal", "diameter"}}};
  if (auto found = same.find({in, out}); found != same.end()) return {Expr::rel("=", measure_symbol(in, found->second.first), measure_symbol(out, found->second.second))};
  if (in == "equilateral triangle" && out == "circle") return {Expr::rel("=", measure_symbol(in, "side"), root(integer(3)) * measure_symbol(out, "radius"))};
  if (in == "circle" && out == "equilateral triangle") return {Expr::rel("=", measure_symbol(out, "height"), integer(3) * measure_symbol(in, "radius"))};
  if (in == "circle" && out == "regular hexagon") return {Expr::rel("=", integer(2) * measure_symbol(in, "radius"), root(integer(3)) * measure_symbol(out, "side"))};
  return {};
}
std::vector<Expr> box_sides(const Captures& c) {
  return {Expr::rel("=", measure_symbol("box", "length"), c.expr("a")), Expr::rel("=", measure_symbol("box", "width"), c.expr("b")), Expr::rel("=", measure_symbol("box", "height"), c.expr("c"))};
}
std::vector<Expr> sides(const Captures& c) {
  const std::string figure = c.has("f") ? c.at("f").stem : "rectangle";
  if (figure != "rectangle") return {};
  return {Expr::rel("=", measure_symbol(figure, "length"), c.expr("a")), Expr::rel("=", measure_symbol(figure, "width"), c.expr("b"))};
}

const std::vector<FactForm>& fact_forms() {
  static const std::vector<FactForm> all = [] {
    const std::pair<const char*, std::vector<Expr> (*)(const Captures&)> rows[] = {
        {"{num:a} [in <units>] (is|measures|equals|was|is equal to|is numerically equal to|is same as|is equal in value to) {num:b} [<units>]", equal},
        {"{num:a} is {number:k} <units> (more|longer|greater|wider|taller) than {num:b}", [](const Captures& c) { return beyond(c, 1); }},
        {"{num:a} is {number:k} <units> (less|shorter|smaller|narrower) than {num:b}", [](const Captures& c) { return beyond(c, -1); }},
        {"{figure:f} (has|have|with|having|whose|that has|which has) {whose:w}", said_of},
        {"(with|whose|has|having|that has|which has|it has|of) {whose:w}", said_of},
        {"{figure:f} and {figure:g} have [same|equal] {attribute:a} [of {num:b} [<units>]]", same_measure},
        {"{figure:f} has same {attribute:a} as {figure:g}", same_measure},
        {"has same {attribute:a} as {figure:g}", [](const Captures& c) -> std::vector<Expr> {
           return {Expr::rel("=", measure_symbol("", c.at("a").stem), measure_symbol(c.at("g").stem, c.at("a").stem))};
         }},
        {"{attribute:a} of {figure:f} is equal to [numerical value of] {attribute:a} of {figure:g}", same_measure},
        {"{figure:f} has {attribute:a} equal to that of {figure:g}", same_measure},
        {"{figure:f} (is|measures) {num:a} [<units>] by {num:b} [<units>]", sides},
        {"{figure:f} is [{number:k} <units> long and {number:m} <units> wide]", [](const Captures& c) -> std::vector<Expr> {
           if (c.at("f").stem != "rectangle" || !c.has("k")) return {};
           return {Expr::rel("=", measure_symbol("rectangle", "length"), c.expr("k")), Expr::rel("=", measure_symbol("rectangle", "width"), c.expr("m"))};
         }},
        {"{figure:f} {number:k} <units> long and {number:m} <units> wide", [](const Captures& c) -> std::vector<Expr> {
           if (c.at("f").stem != "rectangle") return {};
           return {Expr::rel("=", measure_symbol("rectangle", "length"), c.expr("k")), Expr::rel("=", measure_symbol("rectangle", "width"), c.expr("m"))};
         }},
        {"{figure:f} [is|that is] inscribed in {figure:g}", inscribed},
        {"{figure:g} (is|that is|) circumscribed about {figure:f}", inscribed},
        {"box (is|measures|has dimensions|has interior dimensions|with dimensions|has dimensions of|that is|measuring) {num:a} [<units>] by {num:b} [<units>] by {num:c} [<units>]", box_sides},
        {"rectangular (prism|box|solid|tank|block) (is|measures|has dimensions|with dimensions|has dimensions of|that is|measuring|has interior dimensions) {num:a} [<units>] by {num:b} [<units>] by {num:c} [<units>]", box_sides},
        {"{num:a} [<units>] by {num:b} [<units>] by {num:c} [<units>] (box|rectangular box|rectangular prism|rectangular solid)", box_sides},
        {"{num:a} [<units>] by {num:b} [<units>] rectangle", sides},
        {"ratio of {num:a} to {num:b} is {number:p} to {number:q}", [](const Captures& c) -> std::vector<Expr> {
           if (!about_measures(c.expr("a")) || !about_measures(c.expr("b"))) return {};
           return {Expr::rel("=", c.expr("a") / c.expr("b"), c.expr("p") / c.expr("q"))};
         }},
    };
    std::vector<FactForm> made;
    for (const auto& [pattern, build] : rows) made.push_back({Pattern::compile(pattern, shared_phrases()), build});
    return made;
  }();
  return all;
}

const std::vector<Pattern>& questions() {
  static const std::vector<Pattern> all = [] {
    const char* const rows[] = {
        "(find|determine|compute|calculate|what is|what was) {num:q} [in <units>]",
        "(find|determine|compute|calculate|what is|what was) number of <units> in {num:q}",
        "(find|determine|compute|calculate|what is|what was) in <units> {num:q}",
        "how many <units> (are|is) [in] {num:q}",
        "how many <units> [long] is {num:q}",
    };
    std::vector<Pattern> made;
    for (const char* row : rows) made.push_back(Pattern::compile(row, shared_phrases()));
    return made;
  }();
  return all;
}

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Phrases& phrases) : tokens_(tokens), phrases_(phrases) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 120 || names_several_units(tokens_)) return {};
    while (at_ < tokens_.size()) {
      if (!asked_ && question()) continue;
      if (fact()) continue;
      if (figure()) continue;
      const Token& token = tokens_[at_];
      if (token.kind != TokenKind::kWord || std::find(kConnectives.begin(), kConnectives.end(), token.text) == kConnectives.end()) return {};
      ++at_;
    }
    if (!asked_ || facts_.empty() || (!about_measures(*asked_) && !is_given_letter(*asked_))) return {};
    return goal();
  }

 private:
  bool question() {
    std::optional<Pattern::Prefix> best;
    for (const Pattern& pattern : questions())
      for (auto& prefix : pattern.prefixes(tokens_, at_, phrases_)) {
        const std::size_t end = at_ + prefix.length;
        const bool closed = end == tokens_.size() || tokens_[end - 1].ends_sentence() || tokens_[end - 1].mark == ',' || begins_fact(end);
        if (closed && (about_measures(prefix.captures.expr("q")) || is_given_letter(prefix.captures.expr("q"))) && (!best || prefix.length > best->length)) best = std::move(prefix);
      }
    if (!best) return false;
    asked_ = best->captures.expr("q");
    note_figures(at_, best->length);
    at_ += best->length;
    return true;
  }

  // "a height of h units": the letter stands for a measure.
  bool is_given_letter(const Expr& e) const {
    return e.is(Op::kSymbol) && std::any_of(facts_.begin(), facts_.end(), [&](const Expr& fact) { return fact.contains_symbol(e.name()); });
  }

  bool begins_fact(std::size_t at) const {
    static constexpr std::array<std::string_view, 8> kWords = {"with", "whose", "if", "that", "having", "when", "given", "which"};
    return std::find(kWords.begin(), kWords.end(), tokens_[at].text) != kWords.end();
  }

  bool fact() {
    std::optional<Pattern::Prefix> best;
    std::vector<Expr> said;
    for (const FactForm& form : fact_forms())
      for (auto& prefix : form.pattern.prefixes(tokens_, at_, phrases_)) {
        auto facts = form.build(prefix.captures);
        if (facts.empty() || (best && prefix.length <= best->length)) continue;
        best = std::move(prefix);
        said = std::move(facts);
      }
    if (!best) return false;
    const std::string meant = figure_meant();
    for (Expr& fact : said)
      for (const std::string& name : fact.symbols())
        if (auto m = as_measure(name); m && m->figure.empty() && !meant.empty()) fact = fact.substitute(name, measure_symbol(meant, m->attribute));
    facts_.insert(facts_.end(), said.begin(), said.end());
    note_figures(at_, best->length);
    at_ += best->length;
    return true;
  }

  // Of which figure "with a height of 3" and "has the same volume as" speak: of the one before, or the first in the sentence.
  std::string figure_meant() const {
    const std::string& word = tokens_[at_].text;
    const bool behind = word == "with" || word == "of" || word == "whose" || word == "having", subject = word == "has" || word == "have";
    if ((!behind && !subject) || at_ == 0 || tokens_[at_ - 1].ends_sentence()) return {};
    std::size_t start = at_;
    while (start > 0 && !tokens_[start - 1].ends_sentence()) --start;
    std::string first, last;
    for (std::size_t i = start; i < at_; ++i)
      if (const auto& readings = phrases_.read("figure", i); !readings.empty() && !is_unit(i)) {
        last = readings.front().capture.stem;
        if (first.empty()) first = last;
        i += readings.front().length - 1;
      }
    return subject ? first : last;
  }

  // A figure that is only named, as in "this square".
  bool figure() {
    for (const SlotReading& reading : phrases_.read("figure", at_)) {
      figures_.insert(reading.capture.stem);
      at_ += reading.length;
      return true;
    }
    return false;
  }

  // The figures that are named in a piece: "its" and bare measures are of the only one.
  void note_figures(std::size_t from, std::size_t length) {
    for (std::size_t i = from; i < from + length; ++i)
      if (const auto& readings = phrases_.read("figure", i); !readings.empty() && !is_unit(i)) {
        figures_.insert(readings.front().capture.stem);
        i += readings.front().length - 1;
      }
  }

  // "square units"
  bool is_unit(std::size_t at) const {
    static constexpr std::array<std::string_view, 10> kUnits = {"units", "inches", "feet", "cm", "centimeters", "meters", "yards", "miles", "unit", "inch"};
    return tokens_[at].text == "square" && at + 1 < tokens_.size() && std::find(kUnits.begin(), kUnits.end(), tokens_[at + 1].text) != kUnits.end();
  }

  std::optional<Goal> goal() {
    // "The triangle" after "an equilateral triangle" is that one.
    std::map<std::string, std::string> meant;
    for (const char* special : {"equilateral triangle", "right triangle", "isosceles right triangle"})
      if (figures_.count("triangle") && figures_.count(special)) meant["triangle"] = special;
    if (!meant.empty()) figures_.erase("triangle");
    if (figures_.size() > 2 || figures_.empty()) return {};
    std::vector<Expr*> all = {&*asked_};
    for (Expr& fact : facts_) all.push_back(&fact);
    for (Expr* e : all)
      for (const std::string& name : e->symbols()) {
        auto m = as_measure(name);
        if (!m && !is_given_letter(Expr::symbol(name))) return {};
        if (!m) continue;
        if (meant.count(m->figure)) m->figure = meant[m->figure];
        if (m->figure.empty()) {
          if (figures_.size() != 1) return {};
          m->figure = *figures_.begin();
        }
        *e = e->substitute(name, measure_symbol(m->figure, m->attribute));
      }
    if (auto direct = worked_out_directly()) return direct;
    if (auto direct = by_pythagoras()) return direct;
    if (auto direct = from_parts()) return direct;
    return with_formulas();
  }

  // One measure is given as a number: the measure that the figure is made from follows, and with it what is asked.
  std::optional<Goal> worked_out_directly() const {
    if (facts_.size() != 1 || !facts_[0].arg(0).is(Op::kSymbol) || !facts_[0].arg(1).symbols().empty()) return {};
    auto given = as_measure(facts_[0].arg(0).name());
    if (!given) return {};
    std::string from = given->attribute;
    Expr base = facts_[0].arg(1);
    std::vector<std::string> told;
    if (const Power* p = power_of(given->figure, given->attribute)) {
      from = p->from;
      const Expr rest = is_one(p->factor) ? base : base / p->factor;
      base = p->exponent == 1 ? rest : p->exponent == 2 ? root(rest) : Expr::func("root", {rest, integer(3)});
      told.push_back(in_words(*p));
    } else if (auto made = made_from().find(given->figure); made == made_from().end() || made->second.size() != 1 || !made->second.count(from)) {
      return {};
    }
    Expr asked = *asked_;
    for (const std::string& name : asked.symbols()) {
      auto m = as_measure(name);
      if (!m || m->figure != given->figure) return {};
      if (m->attribute == from) {
        asked = asked.substitute(name, base);
        continue;
      }
      const Power* p = power_of(m->figure, m->attribute);
      if (!p || p->from != from) return {};
      asked = asked.substitute(name, scaled(*p, base));
      if (std::find(told.begin(), told.end(), in_words(*p)) == told.end()) told.push_back(in_words(*p));
    }
    std::string text = and_list(told);
    if (!text.empty()) text[0] = 'T', text += ". ";
    return Evaluate{asked, text + "So what is asked is " + inline_math(tex(asked)) + ".", "the value is @", {}};
  }

  // A right triangle, or half of a rectangle: two of its sides are given as numbers, or the area and a leg.
  std::optional<Goal> by_pythagoras() const {
    const std::string figure = *figures_.begin();
    const bool rectangle = figure == "rectangle";
    if (figures_.size() != 1 || facts_.size() != 2 || (!rectangle && figure != "right triangle")) return {};
    std::map<std::string, Expr> known;
    for (const Expr& fact : facts_) {
      auto m = fact.arg(0).is(Op::kSymbol) ? as_measure(fact.arg(0).name()) : std::nullopt;
      if (!m || !fact.arg(1).symbols().empty()) return {};
      std::string attribute = rectangle && m->attribute == "length" ? "leg" : rectangle && m->attribute == "width" ? "other leg" : rectangle && m->attribute == "diagonal" ? "hypotenuse" : m->attribute;
      if (attribute == "leg" && known.count("leg")) attribute = "other leg";
      if (!known.emplace(attribute, fact.arg(1)).second) return {};
    }
    const auto squared = [](const Expr& e) { return pow(e, integer(2)); };
    if (known.count("area") && known.count("leg") && !rectangle) known.emplace("other leg", integer(2) * known.at("area") / known.at("leg"));
    bool pythagoras = true;
    for (const auto& [one, other] : {std::pair("leg", "other leg"), std::pair("other leg", "leg")}) {
      if (!rectangle || !known.count(one) || known.size() != 2) continue;
      if (known.count("area")) known.emplace(other, known.at("area") / known.at(one));
      else if (known.count("perimeter")) known.emplace(other, known.at("perimeter") / integer(2) - known.at(one));
      else continue;
      pythagoras = false;
    }
    if (known.count("leg") && known.count("other leg")) known.emplace("hypotenuse", root(squared(known.at("leg")) + squared(known.at("other leg"))));
    else if (known.count("leg") && known.count("hypotenuse")) known.emplace("other leg", root(squared(known.at("hypotenuse")) - squared(known.at("leg"))));
    else if (known.count("other leg") && known.count("hypotenuse")) known.emplace("leg", root(squared(known.at("hypotenuse")) - squared(known.at("other leg"))));
    else return {};
    const Expr &a = known.at("leg"), &b = known.at("other leg"), &c = known.at("hypotenuse");
    Expr asked = *asked_;
    for (const std::string& name : asked.symbols()) {
      if (!as_measure(name)) return {};
      const std::string attribute = as_measure(name)->attribute;
      if (attribute == "area") asked = asked.substitute(name, rectangle ? a * b : a * b / integer(2));
      else if (attribute == "perimeter") asked = asked.substitute(name, rectangle ? integer(2) * (a + b) : a + b + c);
      else if (attribute == "hypotenuse" || attribute == "diagonal") asked = asked.substitute(name, c);
      else if (attribute == "other leg" || attribute == "width") asked = asked.substitute(name, b);
      else if (attribute == "length") asked = asked.substitute(name, a);
      else return {};
    }
    auto size = math::real_value(asked, 12);
    if (!size.ok() || size->mid <= 0) return {};
    if (!pythagoras) {
      const std::string rule = known.count("perimeter") ? "Half of the perimeter of a rectangle is the sum of its length and its width" : "The area of a rectangle is the product of its length and its width";
      return Evaluate{asked, rule + ", so what is asked is " + inline_math(tex(asked)) + ".", "the value is @", {}};
    }
    return Evaluate{asked, std::string("The square of the ") + (rectangle ? "diagonal" : "hypotenuse") + " is the sum of the squares of the other two sides, so what is asked is " + inline_math(tex(asked)) + ".", "the value is @", {}};
  }

  // The power of a length that a measure is.
  static int dimension(const std::string& attribute) { return attribute == "volume" ? 3 : attribute == "area" || attribute == "surface" || attribute == "lateral" || attribute == "base area" ? 2 : 1; }

  // A ratio of two measures of one kind where all that is known compares such: any size will do.
  void fix_scale() {
    if (!asked_->is(Op::kDiv) || !asked_->arg(0).is(Op::kSymbol) || !asked_->arg(1).is(Op::kSymbol)) return;
    auto above = as_measure(asked_->arg(0).name()), below = as_measure(asked_->arg(1).name());
    if (!above || !below || dimension(above->attribute) != dimension(below->attribute)) return;
    for (const Expr& fact : facts_) {
      if (!fact.arg(0).is(Op::kSymbol)) return;
      std::set<int> kinds;
      for (const std::string& name : fact.symbols()) {
        auto m = as_measure(name);
        if (!m) return;
        kinds.insert(dimension(m->attribute));
      }
      const bool multiple = fact.arg(1).is(Op::kSymbol) || (fact.arg(1).is(Op::kMul) && fact.arg(1).args().size() == 2 && fact.arg(1).arg(0).symbols().empty() && fact.arg(1).arg(1).is(Op::kSymbol));
      if (kinds.size() != 1 || fact.symbols().size() != 2 || !multiple) return;
    }
    const std::string figure = above->figure;
    auto made = made_from().find(figure);
    if (made == made_from().end() || made->second.size() != 1) return;
    facts_.push_back(Expr::rel("=", measure_symbol(figure, *made->second.begin()), integer(1)));
    scaled_ = true;
  }

  std::optional<Goal> with_formulas() {
    if (figures_.size() == 2) fix_scale();
    std::vector<Expr> all = facts_;
    all.push_back(*asked_);
    std::set<std::string> used;
    for (const Expr& e : all)
      for (const std::string& name : e.symbols())
        if (as_measure(name)) used.insert(name);
    std::vector<Expr> rules;
    for (const std::string& name : used) {
      auto m = as_measure(name);
      auto figure = made_from().find(m->figure);
      if (figure == made_from().end()) return {};
      if (figure->second.count(m->attribute)) continue;
      auto value = formula(m->figure, m->attribute);
      if (!value) return {};
      rules.push_back(Expr::rel("=", Expr::symbol(name), *value));
    }
    for (const Expr& rule : rules)
      for (const std::string& name : rule.symbols()) used.insert(name);
    return in_letters(std::move(rules), used);
  }

  // The letter of a measure that a figure is made from: a usual one that is free.
  static std::string base_letter(const std::string& attribute, const std::string& figure, const std::set<std::string>& taken) {
    static const std::map<std::string, std::string> usual = {{"side", "s"}, {"radius", "r"}, {"height", "h"}, {"length", "a"}, {"width", "b"}, {"leg", "a"}, {"other leg", "b"}, {"base", "b"}};
    std::string letter = figure == "box" && attribute == "height" ? "c" : usual.at(attribute);
    for (const char* other : {"a", "b", "c", "h", "r", "s", "p", "n"})
      if (taken.count(letter)) letter = other;
    return letter;
  }

  // P, A, s, ...: what figures are made from has a letter of its own, the rest an index where there are two figures.
  std::optional<Goal> in_letters(std::vector<Expr> rules, const std::set<std::string>& used) {
    static const std::map<std::string, std::string> letters = {{"perimeter", "P"}, {"area", "A"}, {"diagonal", "d"}, {"space diagonal", "d"}, {"diameter", "d"}, {"circumference", "C"}, {"height", "h"}, {"face diagonal", "f"}, {"base area", "B"}, {"slant", "k"},
                                                               {"lateral", "L"}, {"hypotenuse", "c"}, {"volume", "V"}, {"surface", "S"}};
    std::map<std::string, Expr> named;
    std::vector<std::string> told;
    std::set<std::string> taken;
    for (const Expr& fact : facts_)
      for (const std::string& name : fact.symbols()) taken.insert(name);
    for (bool base : {true, false})
      for (const std::string& name : used) {
        auto m = as_measure(name);
        auto made = made_from().find(m->figure);
        if (base != (made != made_from().end() && made->second.count(m->attribute) > 0)) continue;
        if (!base && !letters.count(m->attribute)) return {};
        std::string letter = base ? base_letter(m->attribute, m->figure, taken) : letters.at(m->attribute);
        if (!base && (figures_.size() > 1 || taken.count(letter))) letter += m->figure == *figures_.begin() ? "_1" : "_2";
        if (!taken.insert(letter).second) return {};
        named.emplace(name, Expr::symbol(letter));
        const std::string what = m->attribute == "leg" ? "one leg" : "the " + name_of(m->attribute);
        told.push_back(inline_math(tex(Expr::symbol(letter))) + " be " + what + " of the " + m->figure);
      }
    const auto rename = [&](Expr e) {
      for (const auto& [name, symbol] : named) e = e.substitute(name, symbol);
      return e;
    };
    Given goal{{}, rename(*asked_), Given::Take::kOne, true};
    std::vector<std::string> said;
    for (const Expr& fact : facts_) {
      goal.facts.push_back(rename(fact));
      said.push_back(inline_math(tex(goal.facts.back())));
    }
    std::string text = "Let " + and_list(told) + ".";
    for (const Expr& rule : rules) {
      goal.facts.push_back(rename(rule));
      auto m = as_measure(rule.arg(0).name());
      text += " The " + name_of(m->attribute) + " of a " + m->figure + " is " + inline_math(tex(goal.facts.back().arg(1))) + ", so " + inline_math(tex(goal.facts.back())) + ".";
    }
    text += " Let " + and_list(said) + ", as " + (scaled_ ? "only the ratio is asked for, so that any size will do." : "it is said.");
    goal.before.push_back({text, {}, {}, {}, {}});
    return goal;
  }

  // All that the figure is made from is given as numbers.
  std::optional<Goal> from_parts() const {
    if (figures_.size() != 1) return {};
    const std::string figure = *figures_.begin();
    auto made = made_from().find(figure);
    if (made == made_from().end() || made->second.size() < 2) return {};
    std::map<std::string, Expr> known;
    std::set<std::string> taken;
    std::string text;
    for (const Expr& fact : facts_) {
      auto m = fact.arg(0).is(Op::kSymbol) ? as_measure(fact.arg(0).name()) : std::nullopt;
      if (!m || !fact.arg(1).symbols().empty()) return {};
      const bool half = m->attribute == "diameter" && made->second.count("radius") > 0;
      if (half) text += "The radius is half of the diameter. ";
      if (!known.emplace(half ? "radius" : m->attribute, half ? fact.arg(1) / integer(2) : fact.arg(1)).second) return {};
    }
    if (known.size() != made->second.size() || !std::all_of(known.begin(), known.end(), [&](const auto& k) { return made->second.count(k.first) > 0; })) return {};
    std::vector<std::string> told;
    std::map<std::string, Expr> symbols;
    for (const auto& [attribute, value] : known) {
      const std::string letter = base_letter(attribute, figure, taken);
      taken.insert(letter);
      symbols.emplace(attribute, Expr::symbol(letter));
      told.push_back("the " + attribute + " " + inline_math(letter));
    }
    Expr asked = *asked_;
    for (const std::string& name : asked_->symbols()) {
      auto m = as_measure(name);
      if (!m || m->figure != figure) return {};
      if (known.count(m->attribute)) {
        asked = asked.substitute(name, known.at(m->attribute));
        continue;
      }
      auto rule = formula(figure, m->attribute);
      if (!rule) return {};
      Expr shown = *rule, value = *rule;
      for (const auto& [attribute, number] : known) {
        shown = shown.substitute(measure_symbol(figure, attribute).name(), symbols.at(attribute));
        value = value.substitute(measure_symbol(figure, attribute).name(), number);
      }
      if (!value.symbols().empty()) return {};
      text += "With " + and_list(told) + ", the " + name_of(m->attribute) + " of a " + figure + " is " + inline_math(tex(shown)) + ". ";
      asked = asked.substitute(name, value);
    }
    return Evaluate{asked, text + "So what is asked is " + inline_math(tex(asked)) + ".", "the value is @", {}};
  }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  std::size_t at_ = 0;
  std::vector<Expr> facts_;
  std::optional<Expr> asked_;
  std::set<std::string> figures_;
  bool scaled_ = false;     // a length was chosen
};

}  // namespace


std::optional<Goal> read_measures(const std::vector<Token>& tokens, Phrases& phrases) { return Reader(tokens, phrases).run(); }

}  // namespace retort::agent
