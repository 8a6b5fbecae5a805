// Comparison of two answers by what they are. Every pair of forms that can mean the same thing has its rule; all others differ, or stay
// undecided where one side was not read whole.
#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <optional>
#include <utility>

#include "base/text.h"
#include "grade/answer.h"
#include "grade/boxes.h"
#include "grade/equations.h"
#include "grade/grade.h"
#include "grade/regions.h"
#include "grade/units.h"
#include "grade/values.h"
#include "math/exact.h"
#include "math/time_budget.h"

namespace retort::grade {
namespace {

using math::Expr;
using math::Rational;

constexpr int kMaxComparisons = 2000;   // of two values in one pair of answers

class Comparer {
 public:
  explicit Comparer(const GradeOptions& options) : options_(options) {}

  Verdict compare(const Answer& gold, const Answer& pred);

 private:
  Verdict values(const Value& gold, const Value& pred);
  Verdict numbers(const Value& gold, const Value& pred);
  Verdict ordered(const std::vector<Answer>& gold, const std::vector<Answer>& pred, std::string rule);
  Verdict unordered(std::vector<Answer> gold, std::vector<Answer> pred, std::string rule);
  Verdict collections(const Answer& gold, const Answer& pred);
  Verdict matrices(const Matrix& gold, const Matrix& pred);
  Verdict relations(const Answer& gold, const Answer& pred);
  Verdict clocks(const ClockTime& gold, const ClockTime& pred);
  Verdict dates(const Date& gold, const Date& pred);
  Verdict ratios(const Ratio& gold, const Ratio& pred);
  std::optional<Verdict> by_label(const Answer& gold, const Answer& pred);

  const GradeOptions& options_;
  int left_ = kMaxComparisons;
};

Verdict decided(Outcome outcome, std::string rule, const Answer& gold, const Answer& pred) {
  const char* word = outcome == Outcome::kEqual ? " equals " : outcome == Outcome::kDifferent ? " is not " : " could not be compared with ";
  return {outcome, std::move(rule), shorten(gold.text, 60) + word + shorten(pred.text, 60)};
}

std::string sizes(std::size_t gold, std::size_t pred) { return std::to_string(gold) + " parts against " + std::to_string(pred); }

// ---- values ----------------------------------------------------------------------------------------------------------------

Verdict Comparer::numbers(const Value& gold, const Value& pred) {
  const auto hundredfold = [](const Expr& e) { return e * Expr::integer(100); };
  if (gold.percent != pred.percent) {
    const Expr g = gold.percent ? gold.expr : hundredfold(gold.expr), p = pred.percent ? pred.expr : hundredfold(pred.expr);
    Verdict verdict = compare_values(g, p, options_);
    if (verdict.outcome == Outcome::kEqual || options_.strict) return verdict;
    return compare_values(gold.expr, pred.expr, options_);   // the question may have asked for the percentage
  }
  Verdict verdict = compare_values(gold.expr, pred.expr, options_);
  if (gold.degrees == pred.degrees || verdict.outcome == Outcome::kEqual) return verdict;
  const auto radians = [](const Expr& e) { return e * Expr::constant("pi") / Expr::integer(180); };
  Verdict turned = compare_values(gold.degrees ? radians(gold.expr) : gold.expr, pred.degrees ? radians(pred.expr) : pred.expr, options_);
  return turned.outcome == Outcome::kEqual ? turned : verdict;
}

// Does one description contain all words of the other?
bool unit_within(const std::string& a, const std::string& b) {
  const auto inside = [](const std::string& few, const std::string& many) {
    const auto all = words(many);
    for (std::string_view word : words(few)) {
      if (std::find(all.begin(), all.end(), word) == all.end()) return false;
    }
    return true;
  };
  return inside(a, b) || inside(b, a);
}

Verdict Comparer::values(const Value& gold, const Value& pred) {
  if (--left_ < 0) return {Outcome::kUndecided, "budget", "too many parts to compare"};
  if (gold.unit == pred.unit) return numbers(gold, pred);
  if (gold.unit.empty() || pred.unit.empty()) {
    Verdict verdict = numbers(gold, pred);
    if (options_.strict && verdict.outcome == Outcome::kEqual) return {Outcome::kDifferent, "unit", "only one side has a unit"};
    return verdict;
  }
  if (const auto factor = unit_factor(pred.unit, gold.unit)) {
    Value converted = pred;
    converted.expr = pred.expr * Expr::number(*factor);
    Verdict verdict = numbers(gold, converted);
    verdict.rule = "unit";
    if (options_.strict && verdict.outcome == Outcome::kEqual) verdict = {Outcome::kDifferent, "unit", "the units differ"};
    return verdict;
  }
  Verdict verdict = numbers(gold, pred);
  if (verdict.outcome != Outcome::kEqual) return verdict;
  if (unit_within(gold.unit, pred.unit)) return verdict;
  const bool known = is_unit_name(gold.unit.substr(0, gold.unit.find('^'))) && is_unit_name(pred.unit.substr(0, pred.unit.find('^')));
  return {known ? Outcome::kDifferent : Outcome::kUndecided, "unit",
          "the numbers agree, the units are '" + shorten(gold.unit, 40) + "' and '" + shorten(pred.unit, 40) + "'"};
}

// ---- collections -----------------------------------------------------------------------------------------------------------

Verdict Comparer::ordered(const std::vector<Answer>& gold, const std::vector<Answer>& pred, std::string rule) {
  if (gold.size() != pred.size()) {
    return {Outcome::kDifferent, rule, sizes(gold.size(), pred.size())};
  }
  Outcome outcome = Outcome::kEqual;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    const Verdict item = compare(gold[i], pred[i]);
    if (item.outcome == Outcome::kDifferent) return {Outcome::kDifferent, rule, "part " + std::to_string(i + 1) + ": " + item.reason};
    if (item.outcome == Outcome::kUndecided) outcome = Outcome::kUndecided;
  }
  return {outcome, rule, outcome == Outcome::kEqual ? "all parts agree in order" : "a part could not be compared"};
}

// Each gold item takes one equal item of the other side.
Verdict Comparer::unordered(std::vector<Answer> gold, std::vector<Answer> pred, std::string rule) {
  if (gold.size() != pred.size()) return {Outcome::kDifferent, rule, sizes(gold.size(), pred.size())};
  bool undecided = false;
  for (const Answer& item : gold) {
    bool found = false;
    for (std::size_t i = 0; i < pred.size() && !found; ++i) {
      const Outcome outcome = compare(item, pred[i]).outcome;
      undecided = undecided || outcome == Outcome::kUndecided;
      if (outcome != Outcome::kEqual) continue;
      pred.erase(pred.begin() + static_cast<std::ptrdiff_t>(i));
      found = true;
    }
    if (!found) {
      return {undecided ? Outcome::kUndecided : Outcome::kDifferent, rule, shorten(item.text, 60) + " is missing on the other side"};
    }
  }
  return {Outcome::kEqual, rule, "the same members"};
}

// The items with lists inside lists (`1 \pm \sqrt{5}, -2`) laid out flat.
std::vector<Answer> flat(const std::vector<Answer>& items) {
  std::vector<Answer> all;
  for (const Answer& item : items) {
    if (const List* list = item.as<List>()) {
      const std::vector<Answer> inner = flat(list->items);
      all.insert(all.end(), inner.begin(), inner.end());
    } else {
      all.push_back(item);
    }
  }
  return all;
}

const std::vector<Answer>* items_of(const Answer& answer) {
  if (const Tuple* tuple = answer.as<Tuple>()) return &tuple->items;
  if (const List* list = answer.as<List>()) return &list->items;
  if (const Set* set = answer.as<Set>()) return &set->items;
  return nullptr;
}

// `x = 1, y = 2`: every item names another thing, so that the order of bare values beside it counts.
bool has_distinct_labels(const std::vector<Answer>& items) {
  std::vector<std::string> labels;
  for (const Answer& item : items) {
    const Relation* relation = item.as<Relation>();
    if (!relation || !is_assignment(*relation)) return false;
    if (std::find(labels.begin(), labels.end(), relation->sides.front().text) != labels.end()) return false;
    labels.push_back(relation->sides.front().text);
  }
  return labels.size() > 1;
}

std::vector<Answer> distinct(const std::vector<Answer>& items, const std::function<bool(const Answer&, const Answer&)>& same) {
  std::vector<Answer> kept;
  for (const Answer& item : items) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const Answer& other) { return same(item, other); });
    if (!known) kept.push_back(item);
  }
  return kept;
}

Verdict Comparer::collections(const Answer& gold, const Answer& pred) {
  const bool tuples = gold.as<Tuple>() && pred.as<Tuple>();
  const bool sets = gold.as<Set>() || pred.as<Set>();
  std::vector<Answer> a = flat(*items_of(gold)), b = flat(*items_of(pred));
  if (tuples) return ordered(a, b, "tuple");
  if (gold.as<Tuple>() || pred.as<Tuple>()) {
    if (!options_.strict) return ordered(a, b, "tuple");
    return {Outcome::kDifferent, "form", "one side is a tuple, the other is not"};
  }
  if (options_.strict && gold.as<List>() && pred.as<List>()) return ordered(a, b, "list");
  if (has_distinct_labels(a) != has_distinct_labels(b)) return ordered(a, b, "list");
  const auto tuple = [](const Answer& item) { return item.as<Tuple>() != nullptr; };
  if (sets || (std::all_of(a.begin(), a.end(), tuple) && std::all_of(b.begin(), b.end(), tuple))) {   // points: a set as well
    const auto same = [this](const Answer& x, const Answer& y) { return compare(x, y).outcome == Outcome::kEqual; };
    a = distinct(a, same);
    b = distinct(b, same);
  }
  return unordered(std::move(a), std::move(b), sets ? "set" : "list");
}

Verdict Comparer::matrices(const Matrix& gold, const Matrix& pred) {
  if (gold.rows.size() != pred.rows.size()) return {Outcome::kDifferent, "matrix", sizes(gold.rows.size(), pred.rows.size())};
  Outcome outcome = Outcome::kEqual;
  for (std::size_t i = 0; i < gold.rows.size(); ++i) {
    const Verdict row = ordered(gold.rows[i], pred.rows[i], "matrix");
    if (row.outcome == Outcome::kDifferent) return {Outcome::kDifferent, "matrix", "row " + std::to_string(i + 1) + ", " + row.reason};
    if (row.outcome == Outcome::kUndecided) outcome = Outcome::kUndecided;
  }
  return {outcome, "matrix", outcome == Outcome::kEqual ? "all entries agree" : "an entry could not be compared"};
}

// The entries of a single row or column.
const std::optional<std::vector<Answer>> vector_of(const Matrix& matrix) {
  std::vector<Answer> entries;
  for (const auto& row : matrix.rows) {
    if (matrix.rows.size() > 1 && row.size() != 1) return std::nullopt;
    entries.insert(entries.end(), row.begin(), row.end());
  }
  return entries;
}

// ---- relations, ratios, times ----------------------------------------------------------------------------------------------

Verdict Comparer::relations(const Answer& gold, const Answer& pred) {
  const Relation *a = gold.as<Relation>(), *b = pred.as<Relation>();
  const bool same_label = is_assignment(*a) && is_assignment(*b) && a->sides.front().text == b->sides.front().text;
  if (same_label) return compare(a->sides.back(), b->sides.back());
  if (is_calculation(*a) && is_calculation(*b)) return compare(a->sides.back(), b->sides.back());
  return compare_relations(*a, *b);
}

Verdict Comparer::clocks(const ClockTime& gold, const ClockTime& pred) {
  const auto hour = [](const ClockTime& time) {
    return time.half == 0 ? time.hour : time.hour % 12 + (time.half == 'p' ? 12 : 0);
  };
  const bool said_once = (gold.half == 0) != (pred.half == 0);
  const bool same = gold.minute == pred.minute && gold.second == pred.second && (hour(gold) == hour(pred) || (said_once && gold.hour == pred.hour));
  return {same ? Outcome::kEqual : Outcome::kDifferent, "time", same ? "the same time" : "another time"};
}

// What only one side says (a year, a day of the month) is not held against the other, unless `strict` asks for it.
Verdict Comparer::dates(const Date& gold, const Date& pred) {
  const auto agree = [this](int a, int b) { return a == b || (!options_.strict && (a == 0 || b == 0)); };
  const bool same = gold.month == pred.month && agree(gold.day, pred.day) && agree(gold.year, pred.year);
  return {same ? Outcome::kEqual : Outcome::kDifferent, "date", same ? "the same date" : "another date"};
}

Verdict Comparer::ratios(const Ratio& gold, const Ratio& pred) {
  if (gold.parts.size() != pred.parts.size()) return {Outcome::kDifferent, "ratio", sizes(gold.parts.size(), pred.parts.size())};
  Outcome outcome = Outcome::kEqual;
  for (std::size_t i = 1; i < gold.parts.size(); ++i) {
    const Value *a = gold.parts[0].as<Value>(), *b = gold.parts[i].as<Value>(), *c = pred.parts[0].as<Value>(), *d = pred.parts[i].as<Value>();
    if (!a || !b || !c || !d) return {Outcome::kUndecided, "ratio", "a part was not read"};
    const Verdict cross = compare_values(a->expr * d->expr, b->expr * c->expr, options_);
    if (cross.outcome == Outcome::kDifferent) return {Outcome::kDifferent, "ratio", "part " + std::to_string(i + 1) + " differs"};
    if (cross.outcome == Outcome::kUndecided) outcome = Outcome::kUndecided;
  }
  return {outcome, "ratio", "compared crosswise"};
}

// ---- pairs of forms --------------------------------------------------------------------------------------------------------

bool is_region_list(const Answer& answer) {
  const List* list = answer.as<List>();
  return list && !list->items.empty() && std::all_of(list->items.begin(), list->items.end(), names_region);
}

// `x < 1 or x > 3` is a union.
Answer as_union(const Answer& answer) {
  return is_region_list(answer) ? Answer{answer.text, Union{answer.as<List>()->items}} : answer;
}

std::optional<Verdict> by_region(const Answer& gold, const Answer& pred, const GradeOptions& options) {
  if (!names_region(gold) && !names_region(pred)) return std::nullopt;
  const auto a = to_region(as_union(gold)), b = to_region(as_union(pred));
  if (!a || !b) return std::nullopt;
  return compare_regions(*a, *b, options);
}

// f(x) and f(y) name the same function.
bool same_placeholder(const std::string& a, const std::string& b) {
  const auto form = [](const std::string& s) {
    return s.size() == 4 && std::isalpha(static_cast<unsigned char>(s[0])) && s[1] == '(' && std::isalpha(static_cast<unsigned char>(s[2])) && s[3] == ')';
  };
  return form(a) && form(b) && a[0] == b[0];
}

// `1,22` beside 1.22
std::optional<Value> decimal_comma(const Answer& answer) {
  const std::size_t comma = answer.text.find(',');
  if (!answer.as<List>() || comma == std::string::npos || answer.text.size() > 30) return std::nullopt;
  std::string text = answer.text;
  text[comma] = '.';
  const auto value = math::Rational::parse(text);
  if (!value.ok()) return std::nullopt;
  return Value{Expr::number(*value, text), {}, false, false};
}

// `\text{(D)} 15`: the letter and what stands behind it.
struct Labelled { char letter; std::string rest; };
std::optional<Labelled> read_label(const Answer& answer) {
  constexpr std::string_view kOpen = "\\text{(";
  const std::string& text = answer.text;
  const std::size_t letter = kOpen.size();
  if (!text.starts_with(kOpen) || text.size() < letter + 4 || text[letter] < 'A' || text[letter] > 'Z' || text.substr(letter + 1, 2) != ")}") return std::nullopt;
  return Labelled{text[letter], text.substr(letter + 3)};
}

bool holds_opaque(const Answer& answer) {
  if (answer.as<Opaque>()) return true;
  if (const auto* items = items_of(answer)) return std::any_of(items->begin(), items->end(), holds_opaque);
  if (const Relation* relation = answer.as<Relation>()) return std::any_of(relation->sides.begin(), relation->sides.end(), holds_opaque);
  if (const Interval* interval = answer.as<Interval>()) return std::any_of(interval->ends.begin(), interval->ends.end(), holds_opaque);
  if (const Union* all = answer.as<Union>()) return std::any_of(all->parts.begin(), all->parts.end(), holds_opaque);
  if (const Ratio* ratio = answer.as<Ratio>()) return std::any_of(ratio->parts.begin(), ratio->parts.end(), holds_opaque);
  if (const Matrix* matrix = answer.as<Matrix>()) {
    for (const auto& row : matrix->rows) {
      if (std::any_of(row.begin(), row.end(), holds_opaque)) return true;
    }
  }
  return false;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kSameWords = {{
    {"no solutions", "no solution"}, {"no real solution", "no solution"}, {"no real solutions", "no solution"}, {"none", "no solution"},
    {"there is no solution", "no solution"}, {"there are no solutions", "no solution"}, {"does not exist", "dne"}, {"doesn't exist", "dne"},
    {"infinitely many solutions", "infinitely many"}, {"infinite solutions", "infinitely many"}, {"all reals", "all real numbers"},
    {"the empty set", "empty set"},
}};

// One wording of those that mean the same.
std::string_view meaning(std::string_view text) {
  for (const auto& [from, to] : kSameWords) {
    if (text == from) return to;
  }
  return text;
}

// The empty set, "no solution".
bool names_nothing(const Answer& answer) {
  if (const Set* set = answer.as<Set>()) return set->items.empty();
  const Words* found = answer.as<Words>();
  return found && (meaning(found->text) == "no solution" || meaning(found->text) == "empty set");
}

// A choice beside a choice with its value; such a one beside the bare value.
std::optional<Verdict> Comparer::by_label(const Answer& gold, const Answer& pred) {
  const auto of_gold = read_label(gold), of_pred = read_label(pred);
  if (of_gold.has_value() == of_pred.has_value()) return std::nullopt;
  const Labelled& label = of_gold ? *of_gold : *of_pred;
  const Answer& other = of_gold ? pred : gold;
  if (const Choice* choice = other.as<Choice>()) {
    return decided(choice->letter == label.letter ? Outcome::kEqual : Outcome::kDifferent, "choice", gold, pred);
  }
  return other.as<Value>() ? std::optional(compare(read_answer(label.rest), other)) : std::nullopt;
}

Verdict Comparer::compare(const Answer& gold, const Answer& pred) {
  if (gold.as<Nothing>() || pred.as<Nothing>()) return {Outcome::kDifferent, "no answer", "one side is empty"};
  if (gold.text == pred.text) return decided(Outcome::kEqual, "text", gold, pred);
  if (--left_ < 0 || math::time_is_up()) return {Outcome::kUndecided, "budget", "too many parts to compare"};
  const Relation *gold_relation = gold.as<Relation>(), *pred_relation = pred.as<Relation>();
  if (auto region = by_region(gold, pred, options_)) return *region;
  if (gold_relation && pred_relation && is_membership(*gold_relation) == is_membership(*pred_relation)) return relations(gold, pred);
  if (gold_relation && is_membership(*gold_relation)) return compare(gold_relation->sides.back(), pred);
  if (pred_relation && is_membership(*pred_relation)) return compare(gold, pred_relation->sides.back());
  if (gold_relation && is_assignment(*gold_relation)) return compare(assigned(*gold_relation), pred);
  if (pred_relation && is_assignment(*pred_relation)) return compare(gold, assigned(*pred_relation));
  if (gold_relation && is_calculation(*gold_relation)) return compare(closest_side(*gold_relation, pred), pred);
  if (pred_relation && is_calculation(*pred_relation)) return compare(gold, closest_side(*pred_relation, gold));
  if (gold.as<Value>() && pred.as<Value>()) {
    if (!options_.strict && same_placeholder(gold.text, pred.text)) return decided(Outcome::kEqual, "function", gold, pred);
    return values(*gold.as<Value>(), *pred.as<Value>());
  }
  if (items_of(gold) && items_of(pred)) return collections(gold, pred);
  if (gold.as<Matrix>() && pred.as<Matrix>()) return matrices(*gold.as<Matrix>(), *pred.as<Matrix>());
  if (gold.as<Matrix>() || pred.as<Matrix>()) {
    const bool gold_matrix = gold.as<Matrix>() != nullptr;
    const auto entries = vector_of(*(gold_matrix ? gold : pred).as<Matrix>());
    const Tuple* tuple = (gold_matrix ? pred : gold).as<Tuple>();
    if (entries && tuple && !options_.strict) return gold_matrix ? ordered(*entries, tuple->items, "vector") : ordered(tuple->items, *entries, "vector");
  }
  if (gold.as<Date>() && pred.as<Date>()) return dates(*gold.as<Date>(), *pred.as<Date>());
  if (gold.as<ClockTime>() && pred.as<ClockTime>()) return clocks(*gold.as<ClockTime>(), *pred.as<ClockTime>());
  if (gold.as<Ratio>() && pred.as<Ratio>()) return ratios(*gold.as<Ratio>(), *pred.as<Ratio>());
  if (const auto* items = items_of(gold); items && flat(*items).size() == 1) return compare(flat(*items).front(), pred);
  if (const auto* items = items_of(pred); items && flat(*items).size() == 1) return compare(gold, flat(*items).front());
  if (const auto comma = decimal_comma(gold); comma && pred.as<Value>() && values(*comma, *pred.as<Value>()).outcome == Outcome::kEqual) {
    return decided(Outcome::kEqual, "decimal comma", gold, pred);
  }
  if (const auto comma = decimal_comma(pred); comma && gold.as<Value>() && values(*gold.as<Value>(), *comma).outcome == Outcome::kEqual) {
    return decided(Outcome::kEqual, "decimal comma", gold, pred);
  }
  if (const auto labelled = by_label(gold, pred)) return *labelled;
  const bool letters = gold.text.size() == 1 && pred.text.size() == 1;
  if (letters && (gold.as<Choice>() || pred.as<Choice>())) {
    return decided(lower_ascii(gold.text) == lower_ascii(pred.text) ? Outcome::kEqual : Outcome::kDifferent, "choice", gold, pred);
  }
  if (gold.as<Choice>() && pred.as<Choice>()) {
    const bool same = gold.as<Choice>()->letter == pred.as<Choice>()->letter;
    return decided(same ? Outcome::kEqual : Outcome::kDifferent, "choice", gold, pred);
  }
  if (gold.as<Words>() && pred.as<Words>()) {
    const bool same = meaning(gold.as<Words>()->text) == meaning(pred.as<Words>()->text);
    return decided(same ? Outcome::kEqual : Outcome::kDifferent, "words", gold, pred);
  }
  if (const Words* one = gold.as<Words>() ? gold.as<Words>() : pred.as<Words>(); one && lower_ascii((gold.as<Words>() ? pred : gold).text) == one->text) {
    return decided(Outcome::kEqual, "words", gold, pred);   // \text{May} beside May, which reads as a product
  }
  if (names_nothing(gold) && names_nothing(pred) && !options_.strict) return decided(Outcome::kEqual, "empty set", gold, pred);
  if (holds_opaque(gold) || holds_opaque(pred)) return decided(Outcome::kUndecided, "unread", gold, pred);
  return decided(Outcome::kDifferent, "form", gold, pred);
}

bool is_prose(const Answer& answer) {
  const Words* found = answer.as<Words>();
  return found && words(found->text).size() > 1;
}

// Read whole, so that it can stand for an answer without looking for one inside it: "Therefore x > 5" cannot.
bool is_answer(const Answer& answer) {
  if (answer.as<Nothing>() || holds_opaque(answer)) return false;
  if (const Relation* relation = answer.as<Relation>()) {
    const bool chain = std::all_of(relation->signs.begin(), relation->signs.end(), [](const std::string& sign) { return sign == "="; });
    if (!chain && std::any_of(relation->sides.begin(), relation->sides.end(), [](const Answer& side) { return side.as<Words>(); })) return false;
    return std::none_of(relation->sides.begin(), relation->sides.end(), is_prose);
  }
  if (const Ratio* ratio = answer.as<Ratio>()) return std::none_of(ratio->parts.begin(), ratio->parts.end(), is_prose);
  return true;
}

// \frac and \sqrt with all their braces.
bool has_all_braces(std::string_view text) {
  for (std::string_view command : {std::string_view("frac"), std::string_view("sqrt")}) {
    for (std::size_t at = text.find(command); at != text.npos; at = text.find(command, at + 1)) {
      const std::size_t next = at + command.size();
      if (at > 0 && next < text.size() && text[next] != '{' && text[next] != '[' && text[next] != '(') return false;
    }
  }
  return true;
}

// Two words or more outside commands, or several lines: a text with an answer in it rather than an answer.
bool is_text(std::string_view text) {
  for (std::string_view code : {"()", "('", "['", "__", "lambda"}) {   // a program's last number is nobody's answer
    if (text.find(code) != std::string_view::npos) return false;
  }
  if (trim(text).find('\n') != std::string_view::npos) return true;
  int found = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool letter = std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    if (!letter && text[i] != '\\') continue;
    const std::size_t begin = i++;
    while (i < text.size() && std::isalpha(static_cast<unsigned char>(text[i]))) ++i;
    if (letter && i - begin >= 2 && ++found == 2) return true;
    --i;
  }
  return false;
}

// "I do not know": words, but hardly an answer.
bool is_sentence(std::string_view text) {
  constexpr std::size_t kMinWords = 4;
  const Answer answer = read_answer(text);
  const Words* found = answer.as<Words>();
  return found && words(found->text).size() >= kMinWords;
}

std::optional<std::string> find_answer(std::string_view text, const GradeOptions& options) {
  if (options.phrase_before_box) {
    if (auto phrase = extract_phrase(text)) return phrase->answer;
  }
  const auto found = extract_answer(text);
  if (found && found->how != "last number" && found->how != "last formula") return found->answer;
  if (is_answer(read_answer(text))) return std::string(text);
  if (found && (is_text(text) || found->how == "last formula")) return found->answer;
  if (trim(text).empty()) return std::nullopt;
  return std::string(text);
}

}  // namespace

Verdict compare(std::string_view gold, std::string_view pred, const GradeOptions& options) {
  const math::TimeBudget budget(options.budget);
  Verdict verdict = Comparer(options).compare(read_answer(gold), read_answer(pred));
  if (!budget.spent() || verdict.outcome == Outcome::kEqual) return verdict;
  return {Outcome::kUndecided, "budget", "not decided within " + std::to_string(options.budget.count()) + " ms"};
}

bool is_readable(std::string_view answer) {
  const Answer read = read_answer(answer);
  return !read.as<Nothing>() && !holds_opaque(read);
}

Verdict compare_texts(std::string_view gold, std::string_view pred, const GradeOptions& options) {
  const auto a = find_answer(gold, options), b = find_answer(pred, options);
  if (options.require_braces && !(has_all_braces(gold) && has_all_braces(pred))) {
    return {Outcome::kUndecided, "unread", "a command without its braces"};
  }
  if (!a || !b) return {Outcome::kDifferent, "no answer", a ? "the prediction gives no answer" : "the gold side gives no answer"};
  Verdict verdict = compare(*a, *b, options);
  if (verdict.outcome == Outcome::kDifferent && is_sentence(*b) && !is_sentence(*a)) {
    return {Outcome::kDifferent, "no answer", "the prediction gives no answer"};
  }
  return verdict;
}

}  // namespace retort::grade
