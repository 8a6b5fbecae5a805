#include "agent/premises.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "agent/known_operations.h"
#include "agent/premise_prose.h"
#include "base/hash.h"
#include "base/text.h"
#include "check/accounted.h"
#include "check/reading.h"
#include "check/pieces.h"
#include "check/statement.h"
#include "check/tokens.h"
#include "math/print.h"
#include "math/time_budget.h"

namespace retort::agent {

namespace {

using check::Side;
using check::Statement;
using math::Expr;
using math::Op;

constexpr std::chrono::milliseconds kBudget{2'000};   // processor time for one text
constexpr std::size_t kMaxFormulas = 60, kMaxValues = 12, kMaxPutIn = 64;   // that values are put into; values of a symbol; ways to put them in
constexpr std::size_t kMaxFindings = 10;

// ---- formulas with unknowns --------------------------------------------------------------------------------------------------------------

// A formula with unknowns by its values at two points, whatever its sign; by its text where it has no values.
struct Fingerprint {
  std::optional<std::array<Approximate, 2>> values;
  std::string text;
  bool same(const Fingerprint& other) const {
    if (values.has_value() != other.values.has_value()) return false;
    if (!values) return text == other.text;
    const auto& [a, b] = *values;
    const auto& [c, d] = *other.values;
    return (near(a, c) && near(b, d)) || (near(a, -c) && near(b, -d));
  }
};

Fingerprint fingerprint(const Expr& e) {
  std::array<Approximate, 2> values;
  for (std::size_t point = 0; point < values.size(); ++point) {
    std::map<std::string, Approximate> at;
    for (const std::string& symbol : e.symbols()) {
      const std::string hash = hash128(symbol + static_cast<char>('0' + point));
      at[symbol] = 0.3 + static_cast<double>(std::stoul(hash.substr(0, 6), nullptr, 16)) / 9e6;
    }
    const auto value = approximate_value(e, at);
    if (!value) return {std::nullopt, math::to_plain(e)};
    values[point] = *value;
  }
  return {values, {}};
}

bool is_zero(const Fingerprint& print) { return print.values && near((*print.values)[0], 0) && near((*print.values)[1], 0); }

bool is_known_in(const std::vector<Fingerprint>& known, const Fingerprint& one) {
  return std::any_of(known.begin(), known.end(), [&](const Fingerprint& other) { return other.same(one); });
}

bool is_atom(const Expr& e) {
  return e.args().empty() || (e.is(Op::kNeg) && is_atom(e.arg(0))) || (e.is(Op::kFunc) && e.name().size() <= 2 && std::all_of(e.args().begin(), e.args().end(), is_atom));
}

// What is compared as it is written: sets, tuples, matrices, and forms that bind a letter, such as limits.
std::optional<std::string> as_written(const Expr& e) {
  const bool any_order = e.is(Op::kSet) || e.is(Op::kList);
  const bool binds = e.is(Op::kFunc) && e.symbols().empty() && std::any_of(e.args().begin(), e.args().end(), [](const Expr& arg) { return !arg.symbols().empty(); });
  if (!any_order && !e.is(Op::kTuple) && !e.is(Op::kMatrix) && !e.is(Op::kInterval) && !binds) return std::nullopt;
  if (!any_order) return math::to_plain(e);
  std::set<std::string> items;
  for (const Expr& item : e.args()) items.insert(math::to_plain(item));
  std::string out = "{";
  for (const std::string& item : items) out += item + ";";
  return out;
}

std::string without_spaces(std::string_view latex) {
  std::string out;
  for (char c : latex)
    if (c != ' ' && c != '\n') out += c;
  return out;
}

// ---- the material ------------------------------------------------------------------------------------------------------------------------

// What one statement or formula of a text says.
struct Saying {
  Statement statement;                       // of one side where it is a lone formula
  std::vector<std::optional<Expr>> sides;    // nothing: words, or not to be read
  std::size_t at = 0;
  bool lone = false;
};

// In the order of the text.
std::vector<Saying> sayings_in(std::string_view text, const check::Reader& reader) {
  std::vector<Saying> out;
  for (Statement& statement : check::read_statements(text)) {
    Saying one;
    for (const Side& side : statement.sides) one.sides.push_back(side.latex.empty() ? std::nullopt : reader.any(side));
    one.at = statement.at;
    one.statement = std::move(statement);
    out.push_back(std::move(one));
  }
  const std::size_t statements = out.size();
  for (const check::Token& token : check::tokenize(text, check::split_pieces(text))) {
    if (token.kind != check::Kind::kFormula || token.text.empty()) continue;
    const bool inside = std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(statements), [&](const Saying& one) {
      return std::any_of(one.statement.sides.begin(), one.statement.sides.end(), [&](const Side& side) { return token.at >= side.at && token.at < side.at + std::max<std::size_t>(side.length, 1); });
    });
    if (inside) continue;
    Saying one;
    one.statement.sides.push_back({token.text, {}, token.at, token.length, true});
    one.sides.push_back(reader.any(one.statement.sides[0]));
    one.at = token.at;
    one.lone = true;
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(), [](const Saying& a, const Saying& b) { return a.at < b.at; });
  return out;
}

class Ground {
 public:
  Ground(const Material& material, std::string_view text) : reader_(whole(material), text) {
    learn_passage(material.problem, -1, Place::kFree);
    for (const Expr& formula : whole_)
      for (std::string& letter : formula.symbols()) letters_.insert(std::move(letter));
    for (const Material::Passage& passage : material.passages) learn_passage(passage.text, passage.step, passage.aside ? Place::kAside : Place::kOrdered);
    for (const Saying& one : sayings_in(text, reader_)) learn_values(one);   // "check with x = 1"
  }

  const check::Reader& reader() const { return reader_; }
  bool knows_number(const std::string& digits) const { return numbers_.contains(digits); }
  bool is_written(const std::string& form) const { return written_.contains(form); }
  bool has_latex(std::string_view latex) const { return latex_.find(without_spaces(latex)) != std::string::npos; }

  enum class Standing { kKnown, kMisplaced, kForeign };
  // A calculation that is told now: takes it up.
  Standing take(const Operation& told) {
    bool known = false;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (!item.holds(told)) continue;
      known = true;
      if (item.place == Place::kFree && item.has(told)) return Standing::kKnown;
      if (item.place != Place::kOrdered || item.step < step_ || i < next_[item.passage] || item.left(told) == 0) continue;
      step_ = item.step;
      take_from(item.step, told);
      return Standing::kKnown;
    }
    if (!known) return Standing::kForeign;
    if (std::any_of(taken_.begin(), taken_.end(), [&](const Operation& other) { return other.same(told); })) return Standing::kMisplaced;
    taken_.push_back(told);
    const auto aside = std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.place == Place::kAside && item.step >= step_ && item.holds(told); });
    if (aside == items_.end()) return Standing::kMisplaced;
    step_ = aside->step;
    aside->taken.push_back(told);
    return Standing::kKnown;
  }
  // A calculation that is named: those that the material names, too, keep their order.
  bool name(const Operation& named) {
    const auto from = items_.begin() + static_cast<std::ptrdiff_t>(named_);
    const auto holds_it = [&](const Item& item) { return item.lone && item.holds(named); };
    const auto found = std::find_if(from, items_.end(), holds_it);
    if (found == items_.end()) return std::none_of(items_.begin(), from, holds_it) && holds(named);
    named_ = static_cast<std::size_t>(found - items_.begin());
    return true;
  }
  bool holds(const Operation& one) const {
    return std::any_of(items_.begin(), items_.end(), [&](const Item& item) { return item.holds(one); });
  }

  // A formula of the material with values of its unknowns put in.
  bool is_put_in(const Expr& e) const {
    const auto value = approximate_value(e);
    const std::vector<Operation> wanted = Operation::all_in(e);
    return value && wanted.size() > 1 && std::any_of(with_values().begin(), with_values().end(), [&](const PutIn& one) {
      return near(one.value, *value) && std::all_of(wanted.begin(), wanted.end(), [&](const Operation& operation) {
        return std::any_of(one.operations.begin(), one.operations.end(), [&](const Operation& known) { return known.holds(operation); });
      });
    });
  }

  bool knows_formula(const Expr& e) const { return is_atom(e) || is_known_in(formulas_, fingerprint(e)); }
  bool is_unknown(const Expr& e) const { return e.is(Op::kSymbol) && letters_.contains(e.name()); }

  // Is something told of what is new in this passage of this step? Nothing is asked of one without news.
  bool is_told(std::size_t passage, int step, const std::vector<Expr>& told) const {
    bool news = false;
    for (const Item& item : items_) {
      news = news || item.passage == passage;
      if (item.step == step && !item.taken.empty()) return true;
    }
    const auto in_passage = news_.find(passage);
    if (in_passage == news_.end()) return !news;
    return std::any_of(told.begin(), told.end(), [&](const Expr& e) { return in_passage->second.contains(math::to_plain(e)); });
  }
  bool is_argument(const Expr& e) const {
    const auto value = approximate_value(e);
    return value && std::any_of(arguments_.begin(), arguments_.end(), [&](Approximate known) { return near(known, *value); });
  }
  const PremiseProse& prose() const { return prose_; }
  bool knows_relation(const Expr& left, const Expr& right) const { return is_known_in(relations_, fingerprint(left - right)); }
  // A rule in letters of its own, such as ad - bc, or a power of an unknown.
  bool is_general(const Expr& e) const {
    const auto letters = e.symbols();
    return (e.is(Op::kPow) && is_atom(e.arg(0)) && is_atom(e.arg(1))) || std::none_of(letters.begin(), letters.end(), [&](const std::string& letter) { return letters_.contains(letter); });
  }
  // p/q in lowest terms that stands in the material in another form.
  bool is_known_fraction(const Expr& e) const {
    if (!e.is(Op::kDiv) || !e.arg(0).is_integer() || !e.arg(1).is_integer() || e.arg(1).value().is_zero()) return false;
    const math::Rational value = e.arg(0).value() / e.arg(1).value();
    return !value.is_integer() && value.den() == e.arg(1).value().abs() && std::any_of(values_.begin(), values_.end(), [&](Approximate known) { return near(known, value.abs().to_double()); });
  }

 private:
  enum class Place { kOrdered, kAside, kFree };
  // The calculations of one statement.
  struct Item {
    int step = 0;
    std::size_t passage = 0;
    Place place = Place::kOrdered;
    bool lone = false;                     // of a formula in a thought
    std::vector<Operation> operations;
    std::vector<Operation> taken;
    bool holds(const Operation& one) const {
      return std::any_of(operations.begin(), operations.end(), [&](const Operation& known) { return known.holds(one); });
    }
    bool has(const Operation& one) const {
      return std::any_of(operations.begin(), operations.end(), [&](const Operation& known) { return known.same(one); });
    }
    long left(const Operation& one) const {
      return std::count_if(operations.begin(), operations.end(), [&](const Operation& known) { return known.holds(one); }) -
             std::count_if(taken.begin(), taken.end(), [&](const Operation& other) { return other.same(one); });
    }
  };
  struct PutIn {
    Approximate value;
    std::vector<Operation> operations;
  };

  static std::string whole(const Material& material) {
    std::string out = material.problem + "\n";
    for (const Material::Passage& passage : material.passages) out += passage.text + "\n";
    return out;
  }

  // Each passage of the step says it: it is told in all of them.
  void take_from(int step, const Operation& told) {
    taken_.push_back(told);
    std::set<std::size_t> passages;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (item.step != step || item.place != Place::kOrdered || i < next_[item.passage] || item.left(told) <= 0 || !passages.insert(item.passage).second) continue;
      item.taken.push_back(told);
      next_[item.passage] = i;
    }
  }

  void learn_passage(std::string_view text, int step, Place place) {
    for (WrittenNumber& number : written_numbers(text)) numbers_.insert(std::move(number.digits));
    latex_ += without_spaces(text) + "\n";
    prose_.learn(text);
    next_.push_back(0);
    for (const Saying& one : sayings_in(text, reader_)) {
      Item item{step, next_.size() - 1, place == Place::kOrdered && one.lone ? Place::kAside : place, place == Place::kOrdered && one.lone, {}, {}};
      for (std::size_t i = 0; i < one.sides.size(); ++i) {
        if (!one.sides[i]) continue;
        learn(*one.sides[i], 0);
        if (const auto value = place == Place::kAside && one.lone ? approximate_value(*one.sides[i]) : std::nullopt) arguments_.push_back(*value);
        for (Operation& operation : Operation::all_in(*one.sides[i])) item.operations.push_back(std::move(operation));
        if (i > 0 && one.sides[i - 1] && !(*one.sides[i - 1] - *one.sides[i]).symbols().empty()) {
          if (Fingerprint print = fingerprint(*one.sides[i - 1] - *one.sides[i]); !is_zero(print)) relations_.push_back(std::move(print));
        }
      }
      learn_values(one);
      if (!item.operations.empty()) items_.push_back(std::move(item));
    }
  }

  void learn(const Expr& e, int depth) {
    constexpr int kDepth = 12;
    const std::string plain = math::to_plain(e);
    if (depth > kDepth || !seen_.insert(plain).second) return;
    if (depth == 0 && !e.args().empty()) news_[next_.size() - 1].insert(plain);
    if (auto form = as_written(e)) written_.insert(*std::move(form));
    if (e.symbols().empty()) {
      if (const auto value = approximate_value(e)) values_.push_back(std::abs(*value));
    } else if (!is_atom(e)) {
      formulas_.push_back(fingerprint(e));
      if (whole_.size() < kMaxFormulas && depth == 0) whole_.push_back(e);
    }
    for (const Expr& arg : e.args()) learn(arg, depth + 1);
  }

  void learn_values(const Saying& one) {
    for (const auto& symbol : one.sides) {
      if (!symbol || !symbol->is(Op::kSymbol)) continue;
      for (const auto& value : one.sides) {
        if (!value || !value->symbols().empty() || !approximate_value(*value)) continue;
        std::vector<Expr>& values = values_of_[symbol->name()];
        if (values.size() < kMaxValues) values.push_back(*value);
      }
    }
  }

  const std::vector<PutIn>& with_values() const {
    if (with_values_) return *with_values_;
    with_values_.emplace();
    for (const Expr& formula : whole_) {
      std::vector<Expr> ways{formula};
      for (const std::string& symbol : formula.symbols()) {
        const auto values = values_of_.find(symbol);
        std::vector<Expr> next;
        for (const Expr& way : ways)
          for (const Expr& value : values == values_of_.end() ? std::vector<Expr>() : values->second)
            if (next.size() < kMaxPutIn) next.push_back(way.substitute(symbol, value));
        ways = std::move(next);
      }
      for (const Expr& way : ways)
        if (const auto value = approximate_value(way)) with_values_->push_back({*value, Operation::all_in(way)});
    }
    return *with_values_;
  }

  check::Reader reader_;
  PremiseProse prose_;
  std::set<std::string> numbers_ = {"0", "1"}, seen_, written_, letters_;   // letters_: the problem's
  std::map<std::size_t, std::set<std::string>> news_;   // by passage: its formulas that stand in none before it
  std::string latex_;
  std::vector<Item> items_;
  int step_ = 0;                          // that was told last
  std::size_t named_ = 0;                 // the item that was named last
  std::vector<std::size_t> next_;         // of each passage the item that was told last
  std::vector<Operation> taken_;
  std::vector<Approximate> values_, arguments_;   // arguments_: numbers that calls were given
  std::vector<Fingerprint> formulas_, relations_;
  std::vector<Expr> whole_;
  std::map<std::string, std::vector<Expr>> values_of_;
  mutable std::optional<std::vector<PutIn>> with_values_;
};

// ---- the text ----------------------------------------------------------------------------------------------------------------------------

// Every number in `right` comes from working out `left`, both being numbers.
bool works_out(const Expr& left, const Expr& right) {
  if (left.is_number() || !left.symbols().empty() || !right.symbols().empty()) return false;
  const std::set<math::Rational> accounted = check::accounted_numbers(left, right);
  struct All {
    const std::set<math::Rational>& accounted;
    bool operator()(const Expr& e) const {
      if (e.is_number()) return accounted.contains(e.value().abs());
      return std::all_of(e.args().begin(), e.args().end(), *this);
    }
  };
  return All{accounted}(right);
}

class Comparison {
 public:
  Comparison(const Material& material, std::string_view text) : material_(material), ground_(material, text), text_(text) {}

  std::vector<trace::Finding> run() {
    std::set<std::string> told;
    for (const WrittenNumber& number : written_numbers(text_))
      if (!ground_.knows_number(number.digits) && told.insert(number.digits).second)
        add(number.at, number.end - number.at, "this number is neither in the problem nor in the material");
    const std::vector<Saying> sayings = sayings_in(text_, ground_.reader());
    for (const Saying& one : sayings) compare(one);
    std::vector<Expr> all;
    for (const Saying& one : sayings)
      for (const auto& side : one.sides)
        if (side) all.push_back(*side);
    for (std::size_t i = 0; i < material_.passages.size(); ++i) {
      const Material::Passage& passage = material_.passages[i];
      if (passage.needed && !ground_.is_told(i + 1, passage.step, all)) add(0, text_.size(), "a step of the material is left out: " + shorten(passage.text, 80));
    }
    for (trace::Finding& finding : ground_.prose().foreign(text_)) found_.push_back(std::move(finding));
    if (found_.size() > kMaxFindings) found_.resize(kMaxFindings);
    return std::move(found_);
  }

 private:
  void add(std::size_t at, std::size_t length, std::string message) { found_.push_back({"material", at, length, std::move(message)}); }

  void compare(const Saying& one) {
    const auto& sides = one.sides;
    std::vector<bool> related(sides.size());
    for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
      if (!sides[i] || !sides[i + 1] || (*sides[i] - *sides[i + 1]).symbols().empty() || !ground_.knows_relation(*sides[i], *sides[i + 1])) continue;
      related[i] = related[i + 1] = true;
    }
    for (std::size_t i = 0; i < sides.size(); ++i) {
      const Side& side = one.statement.sides[i];
      if (side.latex.empty()) continue;
      if (!sides[i]) {
        if (!ground_.has_latex(side.latex)) add(side.at, side.length, "this is not written in the material");
        continue;
      }
      compare_forms(*sides[i], side);
      const bool value = i > 0 && !related[i] && one.statement.signs[i - 1] == "=" && sides[i - 1] && ground_.is_unknown(*sides[i - 1]) && sides[i]->symbols().empty();
      if (value && !ground_.knows_relation(*sides[i - 1], *sides[i]) && !ground_.is_argument(*sides[i]))
        add(side.at, side.length, "the unknown has no such value in the material");
      if (sides[i]->symbols().empty()) compare_number(one, i);
      else if (!related[i] && !ground_.knows_formula(*sides[i]) && !((one.lone || is_identity(sides)) && ground_.is_general(*sides[i])))
        add(side.at, side.length, "this formula is none of the material's; keep to those that stand there");
    }
  }

  // a^2 - b^2 = (a - b)(a + b)
  static bool is_identity(const std::vector<std::optional<Expr>>& sides) {
    return std::all_of(sides.begin() + 1, sides.end(), [&](const auto& side) { return side && sides[0] && is_zero(fingerprint(*sides[0] - *side)); });
  }

  void compare_forms(const Expr& e, const Side& side) {
    if (const auto form = as_written(e); form && !ground_.is_written(*form)) return add(side.at, side.length, "this is not written in the material");
    for (const Expr& arg : e.args()) compare_forms(arg, side);
  }

  void compare_number(const Saying& one, std::size_t i) {
    const Expr& e = *one.sides[i];
    const Side& side = one.statement.sides[i];
    if (ground_.is_known_fraction(e)) return;
    const std::vector<Operation> operations = Operation::all_in(e);
    const bool continues = i > 0 && one.sides[i - 1];
    if (one.lone) {
      if (std::all_of(operations.begin(), operations.end(), [&](const Operation& operation) { return ground_.name(operation); })) return;
    } else {
      using Standing = Ground::Standing;
      Standing worst = Standing::kKnown;
      // Inner ones come first.
      for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) worst = std::max(worst, ground_.take(*operation));
      if (worst == Standing::kKnown || (continues && works_out(*one.sides[i - 1], e))) return;
      if (worst == Standing::kMisplaced && !ground_.is_put_in(e))
        return add(side.at, side.length, "this calculation was told before, or stands at another place in the material; keep to its order");
    }
    if (!ground_.is_put_in(e)) add(side.at, side.length, "this calculation is none of the material's; keep to those that stand there");
  }

  const Material& material_;
  Ground ground_;
  std::string_view text_;
  std::vector<trace::Finding> found_;
};

}  // namespace

std::vector<trace::Finding> wrong_premises(const Material& material, std::string_view text) {
  const math::TimeBudget budget(kBudget);
  return Comparison(material, text).run();
}

std::string_view premises_revision() { return "premises-1"; }

}  // namespace retort::agent
