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
#include "grade/equations.h"
#include "grade/grade.h"
#include "grade/readings.h"
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
  Verdict tuples(const Tuple& gold, const Tuple& pred);
  Verdict collections(const Answer& gold, const Answer& pred);
  Verdict matrices(const Matrix& gold, const Matrix& pred);
  Verdict relations(const Answer& gold, const Answer& pred);
  Verdict clocks(const ClockTime& gold, const ClockTime& pred);
  Verdict dates(const Date& gold, const Date& pred);
  Verdict ratios(const Ratio& gold, const Ratio& pred);
  std::optional<Verdict> times_and_ratios(const Answer& gold, const Answer& pred);
  std::optional<Verdict> by_other_reading(const Answer& gold, const Answer& pred);
  const Answer* only_item(const Answer& answer);
  std::optional<Verdict> choices(const Answer& gold, const Answer& pred);
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
  if ((gold.percent && pred.degrees) || (gold.degrees && pred.percent)) return {Outcome::kDifferent, "unit", "one is a percentage, the other an angle"};
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
    const Value &bare = gold.unit.empty() ? gold : pred, &measured = gold.unit.empty() ? pred : gold;
    const std::string_view unit = std::string_view(measured.unit).substr(0, measured.unit.find('^'));
    const bool of_angle = unit == "radian" || unit == "celsius" || unit == "fahrenheit";
    if (is_unit_name(unit) && (bare.percent || (bare.degrees && !of_angle))) {
      return {Outcome::kDifferent, "unit", "one is " + std::string(bare.percent ? "a percentage" : "an angle") + ", the other is in '" + shorten(unit, 40) + "'"};
    }
    Verdict verdict = numbers(gold, pred);
    if ((options_.strict || options_.require_units) && verdict.outcome == Outcome::kEqual) return {Outcome::kDifferent, "unit", "only one side has a unit"};
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

// `x = 1, y = 2`: every item names another thing, so that the order of bare values beside it counts.
bool has_distinct_labels(const std::vector<Answer>& items) {
  std::vector<std::string> labels;
  for (const Answer& item : items) {
    const Relation* relation = item.as<Relation>();
    if (!relation || !is_assignment(*relation)) return false;
    const std::string& name = relation->sides.front().text;   // x_1 and x_2 are two values of x
    const std::string label = name.substr(0, name.find('_'));
    if (std::find(labels.begin(), labels.end(), label) != labels.end()) return false;
    labels.push_back(label);
  }
  return labels.size() > 1;
}

// `y = 7, x = -1` in the order of its letters.
std::vector<Answer> by_letter(std::vector<Answer> items) {
  const auto label = [](const Answer& item) -> const std::string& { return item.as<Relation>()->sides.front().text; };
  if (!has_distinct_labels(items)) return items;
  if (std::any_of(items.begin(), items.end(), [&](const Answer& item) { return label(item).size() != 1; })) return items;
  std::sort(items.begin(), items.end(), [&](const Answer& a, const Answer& b) { return label(a) < label(b); });
  return items;
}

std::vector<Answer> distinct(const std::vector<Answer>& items, const std::function<bool(const Answer&, const Answer&)>& same) {
  std::vector<Answer> kept;
  for (const Answer& item : items) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const Answer& other) { return same(item, other); });
    if (!known) kept.push_back(item);
  }
  return kept;
}

// C(7,2) beside C(7,5) may be two numbers of choices.
Verdict Comparer::tuples(const Tuple& gold, const Tuple& pred) {
  Verdict verdict = ordered(gold.items, pred.items, "tuple");
  if (gold.label == 0 || pred.label == 0) return verdict;
  const bool open = gold.label == pred.label ? verdict.outcome == Outcome::kDifferent && as_count(gold) : verdict.outcome == Outcome::kEqual;
  if (open) return {Outcome::kUndecided, "tuple", "two points or two numbers of choices"};
  return verdict;
}

Verdict Comparer::collections(const Answer& gold, const Answer& pred) {
  const bool tuples = gold.as<Tuple>() && pred.as<Tuple>();
  const bool sets = gold.as<Set>() || pred.as<Set>();
  std::vector<Answer> a = flat(*items_of(gold)), b = flat(*items_of(pred));
  if (tuples) return this->tuples(*gold.as<Tuple>(), *pred.as<Tuple>());
  if (sets && options_.sets_as_tuples) return unordered(std::move(a), std::move(b), "set");
  if (has_distinct_labels(a) != has_distinct_labels(b)) {
    if (gold.as<List>() && pred.as<List>() && ordered(a, b, "list").outcome == Outcome::kEqual) return {Outcome::kEqual, "list", "all parts agree as they are written"};
    a = by_letter(std::move(a));
    b = by_letter(std::move(b));
  }
  if (gold.as<Tuple>() || pred.as<Tuple>()) {
    const std::vector<Answer>& members = gold.as<Tuple>() ? b : a;
    if (sets && members.size() == 1) return gold.as<Tuple>() ? compare(gold, members[0]) : compare(members[0], pred);
    if (sets && !has_distinct_labels(members)) return {Outcome::kDifferent, "form", "one side is ordered, the other is a set"};
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
  const bool function = is_assignment(*a) && is_assignment(*b) && names_function_value(a->sides.front().text, b->sides.front().text);
  if (function && !options_.strict) return compare(a->sides.back(), b->sides.back());
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

// `x < 1 or x > 3` is a union, `x > 1 and x < 3` what lies in both.
std::optional<Region> region_of(const Answer& answer) {
  if (!is_region_list(answer)) return to_region(answer);
  const List& list = *answer.as<List>();
  const bool relations = std::all_of(list.items.begin(), list.items.end(), [](const Answer& item) { return item.as<Relation>() != nullptr; });
  return region_of_list(list, !relations || answer.text.find("or") != std::string::npos);
}

std::optional<Verdict> by_region(const Answer& gold, const Answer& pred, const GradeOptions& options) {
  const auto region = [](const Answer& answer) { return names_region(answer) || is_region_list(answer); };
  if (!region(gold) && !region(pred)) return std::nullopt;
  const auto a = region_of(gold), b = region_of(pred);
  if (a && b) return compare_regions(*a, *b, options);
  const Relation* relation = a ? pred.as<Relation>() : gold.as<Relation>();
  if (!relation || (!a && !b)) return std::nullopt;
  std::optional<Verdict> found;
  for (const Region& half : half_lines(*relation)) {
    Verdict verdict = compare_regions(a ? *a : half, a ? half : *b, options);
    if (!found || verdict.outcome == Outcome::kEqual) found = std::move(verdict);
  }
  return found;
}

// A choice beside a choice with its value; such a one beside the bare value.
std::optional<Verdict> Comparer::by_label(const Answer& gold, const Answer& pred) {
  const auto of_gold = read_label(gold), of_pred = read_label(pred);
  if (of_gold.has_value() && of_pred.has_value() && of_gold->rest.empty() != of_pred->rest.empty()) {   // (C) beside (C) 12
    return decided(of_gold->letter == of_pred->letter ? Outcome::kEqual : Outcome::kDifferent, "choice", gold, pred);
  }
  if (of_gold.has_value() == of_pred.has_value()) return std::nullopt;
  const Labelled& label = of_gold ? *of_gold : *of_pred;
  const Answer& other = of_gold ? pred : gold;
  if (const Choice* choice = other.as<Choice>()) {
    return decided(choice->letter == label.letter ? Outcome::kEqual : Outcome::kDifferent, "choice", gold, pred);
  }
  return other.as<Value>() && !label.rest.empty() ? std::optional(compare(read_answer(label.rest), other)) : std::nullopt;
}

// A time of day without its half may be a ratio, and a ratio a quotient.
std::optional<Verdict> Comparer::times_and_ratios(const Answer& gold, const Answer& pred) {
  const auto a = as_ratio(gold), b = as_ratio(pred);
  if (gold.as<ClockTime>() && pred.as<ClockTime>()) {
    Verdict verdict = clocks(*gold.as<ClockTime>(), *pred.as<ClockTime>());
    const bool on_the_hour = gold.as<ClockTime>()->minute == 0 && pred.as<ClockTime>()->minute == 0;
    const bool other_ratio = !a || !b || on_the_hour || ratios(*a, *b).outcome == Outcome::kDifferent;
    if (verdict.outcome == Outcome::kEqual || other_ratio) return verdict;
    return Verdict{Outcome::kUndecided, "time", "two times of day, or one ratio"};
  }
  if (a && b) return ratios(*a, *b);
  const Value* quotient = a ? pred.as<Value>() : b ? gold.as<Value>() : nullptr;
  const Ratio* ratio = a ? &*a : b ? &*b : nullptr;
  const bool two_parts = ratio && ratio->parts.size() == 2 && ratio->parts[0].as<Value>() && ratio->parts[1].as<Value>();
  if (!quotient || !two_parts || options_.strict || !quotient->expr.is(math::Op::kDiv) || !quotient->unit.empty()) return std::nullopt;
  const Value of_ratio{ratio->parts[0].as<Value>()->expr / ratio->parts[1].as<Value>()->expr, {}, false, false};
  Verdict verdict = a ? values(of_ratio, *quotient) : values(*quotient, of_ratio);
  verdict.rule = "ratio";
  return verdict;
}

// A second reading of one side that equals the other side: `1,22` beside 1.22, `C(7,2)` beside 21.
std::optional<Verdict> Comparer::by_other_reading(const Answer& gold, const Answer& pred) {
  const Answer& other = gold.as<Value>() ? pred : gold;
  const Value* value = gold.as<Value>() ? gold.as<Value>() : pred.as<Value>();
  if (!value) return std::nullopt;
  if (const Tuple* tuple = other.as<Tuple>()) {
    const auto count = as_count(*tuple);
    return count ? std::optional(values(*value, *count)) : std::nullopt;
  }
  const auto number = as_one_number(other);
  if (!number || values(*value, *number).outcome != Outcome::kEqual) return std::nullopt;
  return decided(Outcome::kEqual, "one number", gold, pred);
}

// The item of a collection of one, or of `\frac12 or 0.5`: one value spelt in two ways.
const Answer* Comparer::only_item(const Answer& answer) {
  const std::vector<Answer>* items = items_of(answer);
  while (items && items->size() == 1 && (*items)[0].as<List>()) items = items_of((*items)[0]);
  if (!items || items->empty()) return nullptr;
  const bool respelt = answer.as<List>() && std::all_of(items->begin() + 1, items->end(), [&](const Answer& item) {
    return item.text != items->front().text && item.as<Value>() && compare(items->front(), item).outcome == Outcome::kEqual;
  });
  return items->size() == 1 || respelt ? &items->front() : nullptr;
}

std::optional<Verdict> Comparer::choices(const Answer& gold, const Answer& pred) {
  const Choice *a = gold.as<Choice>(), *b = pred.as<Choice>();
  if (!a && !b) return std::nullopt;
  const auto says = [&](bool same) { return decided(same ? Outcome::kEqual : Outcome::kDifferent, "choice", gold, pred); };
  if (a && b) return says(a->letter == b->letter);
  if (gold.text.size() == 1 && pred.text.size() == 1) return says(lower_ascii(gold.text) == lower_ascii(pred.text));
  if (const auto small = small_choice(a ? pred : gold)) return says(small->letter == (a ? a : b)->letter);
  return std::nullopt;
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
    const auto labelled = by_label(gold, pred);   // (D) 15 beside 15
    if (labelled && labelled->outcome == Outcome::kEqual && !options_.strict) return *labelled;
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
  if (auto decided_so = times_and_ratios(gold, pred)) return *decided_so;
  if (const Answer* one = only_item(gold)) return compare(*one, pred);
  if (const Answer* one = only_item(pred)) return compare(gold, *one);
  if (auto other = by_other_reading(gold, pred)) return *other;
  if (const auto labelled = by_label(gold, pred)) return *labelled;
  if (auto choice = choices(gold, pred)) return *choice;
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

}  // namespace

Verdict compare(std::string_view gold, std::string_view pred, const GradeOptions& options) { return compare_answers(read_answer(gold), read_answer(pred), options); }

Verdict compare_answers(const Answer& gold, const Answer& pred, const GradeOptions& options) {
  const math::TimeBudget budget(options.budget);
  Verdict verdict = Comparer(options).compare(gold, pred);
  if (!budget.spent() || verdict.outcome == Outcome::kEqual) return verdict;
  return {Outcome::kUndecided, "budget", "not decided within " + std::to_string(options.budget.count()) + " ms"};
}

bool is_readable(std::string_view answer) {
  const Answer read = read_answer(answer);
  return !read.as<Nothing>() && !holds_opaque(read);
}

}  // namespace retort::grade
