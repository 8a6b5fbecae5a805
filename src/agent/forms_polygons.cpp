#include "agent/forms_polygons.h"

#include <map>

#include "agent/clauses.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
std::string dollars(long long n) { return "$" + std::to_string(n) + "$"; }

Expr degrees(const Expr& e) { return e.is(Op::kDegree) ? e.arg(0) : e; }

class Polygon {
 public:
  explicit Polygon(const std::vector<Token>& tokens) : in_(tokens) {}

  std::optional<Goal> run() {
    bool regular = false;
    while (!in_.at_end()) {
      if (question() || fact()) continue;
      if (in_.next().text == "regular") regular = true;
      if (!in_.skip("(if|and|suppose|that|has|have|of|in|is|are|with|regular|polygon|convex|for|which|given|{int} sided polygon|it|there)")) return {};
    }
    // The sum of the interior angles needs no regular polygon.
    if (!regular && !saw_regular_ && !((known_ == 's' || known_ == 'n') && (asked_ == 's' || asked_ == 'n' || asked_ == 'd'))) return {};
    return goal();
  }

 private:
  static constexpr const char* kPolygon = "(regular polygon|[convex] polygon|it|this polygon|same polygon|such polygon)";

  bool know(char what, const Expr& value) {
    auto exact = math::exact_value(value);
    if (!exact.ok() || exact->sign() <= 0 || known_ != 0) return false;
    known_ = what;
    value_ = *exact;
    return true;
  }

  void note(std::size_t from, std::size_t to) {
    const std::size_t place = in_.place();
    for (std::size_t i = from; i < to; ++i) {
      in_.back_to(i);
      saw_regular_ = saw_regular_ || in_.next().text == "regular";
    }
    in_.back_to(place);
  }

  bool fact() {
    const std::size_t start = in_.place();
    const bool done = read_fact();
    if (!done) return in_.back_to(start), false;
    note(start, in_.place());
    return true;
  }

  bool read_fact() {
    static const std::map<std::string, long long> names = {{"triangle", 3}, {"quadrilateral", 4}, {"pentagon", 5}, {"hexagon", 6}, {"heptagon", 7}, {"octagon", 8}, {"nonagon", 9}, {"decagon", 10}, {"dodecagon", 12}};
    const std::size_t start = in_.place();
    struct Row { const char* pattern; char what; };
    static const Row kRows[] = {
        {"[degree] (measure|measures) [in degrees] of (each|an|one|any|every|all|) [of] interior (angle|angles) (of|in) [particular] [regular] polygon (is|are|equals) [all] {expr:d} [degrees]", 'i'},
        {"(each|every|one|) interior (angle|angles) (of|in) [particular] [regular] polygon (measures|is|measure|has measure|are) {expr:d} [degrees]", 'i'},
        {"[has|have|with|whose] [each] interior (angle|angles) (that measure|that measures|measuring|of|measure|are|is|with measure) {expr:d} [degrees]", 'i'},
        {"[degree] (measure|measures) [in degrees] of (each|an|one|any|every|) exterior angle (of|in) [particular] [regular] polygon (is|equals) {expr:d} [degrees]", 'e'},
        {"(each|every|one|) exterior angle (of|in) [particular] [regular] polygon (measures|is|has measure) {expr:d} [degrees]", 'e'},
        {"[has|have|with|whose] [each] exterior (angle|angles) (that measures|measuring|of|measures|are|is|measure) {expr:d} [degrees]", 'e'},
        {"sum of [degree] [measures of|measure of] [its] [interior|all interior] angles (of|in) [particular] [regular|convex] polygon is {expr:d} [degrees]", 's'},
        {"(has|with) {expr:d} sides", 'n'},
        {"{expr:d} sided polygon", 'n'},
        {"sides of length {expr:l} [units|unit|inches|cm|feet|meters]", 'l'},
        {"sides (which are|that are|of) {expr:l} [units|unit|inches|cm|feet|meters] [long]", 'l'}};
    for (const Row& row : kRows) {
      in_.back_to(start);
      auto c = in_.take(row.pattern);
      if (!c) continue;
      if (row.what == 'l') {
        if (length_ || !c->expr("l").symbols().empty()) return false;
        length_ = c->expr("l");
        return true;
      }
      return know(row.what, degrees(c->expr("d")));
    }
    in_.back_to(start);
    if (auto c = in_.take("[(of|in)] [convex|regular] {word:f}"); c) {
      auto named = names.find(c->text("f"));
      if (named != names.end()) return know('n', integer(named->second));
    }
    in_.back_to(start);
    return false;
  }

  bool question() {
    if (asked_ != 0) return false;
    const std::size_t start = in_.place();
    struct Row { const char* pattern; char what; };
    static const Row kRows[] = {
        {"how many sides does [this|such] [regular|convex] (polygon|it) have", 'n'}, {"how many sides does [this|such] [regular] polygon have", 'n'}, {"(what is|find) number of sides (of|in) [this|regular] polygon", 'n'},
        {"(what is|find) [degree] measure [in degrees] of (each|an|one|) interior angle [(of|in) (it|this polygon|polygon|regular polygon)]", 'i'},
        {"(what is|find) [degree] measure [in degrees] of (each|an|one|) exterior angle [(of|in) (it|this polygon|polygon|regular polygon)]", 'e'},
        {"how many degrees are in (each|one) interior angle [(of|in) (it|this polygon|polygon|regular polygon)]", 'i'},
        {"how many degrees are in (each|one) exterior angle [(of|in) (it|this polygon|polygon|regular polygon)]", 'e'},
        {"(what is|find) sum of [degree] [measure|measures] [in degrees] [of] [its|all] [interior] angles [(of|in) (it|this polygon|polygon|regular polygon)] [in degrees]", 's'},
        {"how many diagonals does [this|such] [regular|convex] (polygon|it) have", 'd'}, {"(what is|find) number of diagonals (of|in) [this] polygon", 'd'}, {"how many diagonals are in [this] polygon", 'd'},
        {"(what is|find) perimeter of [this] [regular] (polygon|it) [in (units|inches|cm|feet|meters)]", 'p'},
        {"(what is|find) [degree] measure of (each|an|one|) interior angle (of|in) regular", 'i'}, {"(what is|find) [degree] measure of (each|an|one|) exterior angle (of|in) regular", 'e'}};
    const Row* best = nullptr;
    std::size_t end = start;
    for (const Row& row : kRows) {
      in_.back_to(start);
      if (in_.skip(row.pattern) && in_.place() > end) best = &row, end = in_.place();
    }
    in_.back_to(end);
    if (!best) return false;
    asked_ = best->what;
    note(start, end);
    in_.skip("in degrees");
    return true;
  }

  std::optional<Goal> goal() const {
    if (known_ == 0 || asked_ == 0 || known_ == asked_ || (asked_ == 'p') != length_.has_value()) return {};
    const Expr given = Expr::number(value_);
    Expr n = given;
    std::string setting;
    if (known_ == 'e') n = integer(360) / given, setting = "The exterior angles add up to $360$ degrees and are all equal here. ";
    if (known_ == 'i') n = integer(360) / (integer(180) - given), setting = "Interior and exterior angle at a corner add up to $180$ degrees, and the exterior angles to $360$ degrees. ";
    if (known_ == 's') n = given / integer(180) + integer(2), setting = "A polygon with $n$ sides is made of $n - 2$ triangles, whose angles add up to $180$ degrees each. ";
    auto sides = math::exact_value(n);
    if (!sides.ok() || !sides->is_integer() || *sides < Rational(3) || *sides > Rational(1000)) return {};
    const Expr count = Expr::number(*sides);
    if (asked_ == 'n') return Evaluate{n, setting + "So the number of sides is " + inline_math(tex(n)) + ".", "there are @ sides", {}};
    if (known_ != 'n') setting += "So there are " + inline_math(worked(n)) + " sides. ";
    if (asked_ == 'i') return Evaluate{integer(180) - integer(360) / count, setting + "The exterior angles add up to $360$ degrees, and an interior angle is what is missing to $180$ degrees.", "each angle has @ degrees", {}};
    if (asked_ == 'e') return Evaluate{integer(360) / count, setting + "The exterior angles add up to $360$ degrees.", "each exterior angle has @ degrees", {}};
    if (asked_ == 's') return Evaluate{integer(180) * (count - integer(2)), setting + "A polygon with $n$ sides is made of $n - 2$ triangles.", "the sum is @ degrees", {}};
    if (asked_ == 'd') return Evaluate{count * (count - integer(3)) / integer(2), setting + "A polygon with $n$ corners has $n - 3$ diagonals from each of them, to all but itself and its two neighbours, and every diagonal is counted twice.", "there are @ diagonals", {}};
    return Evaluate{count * *length_, setting + "All sides have the same length.", "the perimeter is @", {}};
  }

  Clauses in_;
  char known_ = 0, asked_ = 0;   // number of sides, interior angle, exterior angle, sum of interior angles, diagonals, perimeter
  Rational value_;
  std::optional<Expr> length_;
  bool saw_regular_ = false;
};

// The third side

class ThirdSide {
 public:
  explicit ThirdSide(const std::vector<Token>& tokens) : in_(tokens) {}

  std::optional<Goal> run() {
    while (!in_.at_end())
      if (!question() && !sides() && !whole() && !in_.skip("(if|and|then|suppose|that|where|given|of|this|triangle|for|in)")) return {};
    return goal();
  }

 private:
  static constexpr const char* kU = "[units|inches|cm|feet|meters|centimeters|unit]";

  bool sides() {
    const std::size_t start = in_.place();
    const std::string u = kU, ab = "{int:a} " + u + " and {int:b} " + u;
    const std::string rows[] = {"[triangle] [has|with] [two] sides [with|of|that measure|measuring|that have] [length|lengths] " + ab, "lengths of two sides of triangle are " + ab, "[two] sides of triangle (have lengths|have lengths of|measure|are|have length|have measure) " + ab,
                                "triangle has [two] side lengths [of] " + ab, "triangle has side (lengths|lengths of) {int:a} " + u + " {int:b} " + u + " and {var:x} " + u, "(side lengths of triangle are|sides of triangle have lengths|lengths of sides of triangle are) {int:a} " + u + " {int:b} " + u + " and {var:x} " + u,
                                "stick {int:a} " + u + " long stick {int:b} " + u + " long and third stick {var:x} " + u + " long form triangle", "{int:a} {int:b} and {var:x} (are|can be|could be|be) [lengths of] [three] (side lengths|sides|lengths of sides) of triangle"};
    for (const std::string& row : rows) {
      in_.back_to(start);
      auto c = in_.take(row);
      if (!c) continue;
      if (a_ != 0) return in_.back_to(start), false;
      a_ = c->integer("a");
      b_ = c->integer("b");
      return a_ > 0 && b_ > 0 && a_ < 1000 && b_ < 1000;
    }
    in_.back_to(start);
    return false;
  }

  // The third side is an integer.
  bool whole() {
    const std::size_t start = in_.place();
    for (const char* row : {"[length of] third side is [{var:x} units where {var:y} is] [also] (integer|whole number) [number of units]", "length of third side is {var:x} [units|unit] where {var:x} is [positive] (integer|whole number)", "[all] [side lengths|sides|lengths] [are|have] (integers|integer lengths|whole numbers)",
                            "{var:x} is [positive] (integer|whole number)", "third side has (integer|integral|whole number) length", "length of third side is [also] [an] (integer|whole number) [number of units]", "with integer side lengths"}) {
      in_.back_to(start);
      if (in_.skip(row)) return whole_ = true;
    }
    in_.back_to(start);
    return false;
  }

  bool question() {
    if (asked_ != 0) return false;
    const std::size_t start = in_.place();
    struct Row { const char* pattern; char what; bool whole; };
    static const Row kRows[] = {
        {"how many [different|possible] (integer|integral|whole number|whole-number) (lengths|values|lengths are possible) (can|could|are possible for|are there for) [length of] third side [be|have]", 'c', true},
        {"how many (integer|integral|whole number|whole-number|integers) [values|lengths] (are possible for|could be|can be|are possible values for|are there for) [length of] [third side|{var:v}]", 'c', true},
        {"how many (integer|whole number) values of {var:v} are (possible|there)", 'c', true}, {"how many possible values of {var:v} are there", 'c', false},
        {"(what is|find) (sum|total) of all [possible] (integer|whole number|integral) [possible] (values|lengths) (of|for) [length of] ({var:v}|third side)", 't', true},
        {"(what is|find) sum of all possible (integer|whole number|integral) [side] lengths of third side", 't', true},
        {"(what is|find) (greatest|largest|maximum|longest) possible perimeter [in units] [of] [triangle]", 'P', false}, {"(what is|find) (least|smallest|minimum|shortest) possible perimeter [in units] [of] [triangle]", 'p', false},
        {"(what is|find) (greatest|largest|maximum) [possible] (integer|whole number|integral) [possible] (length|value|number of units) [could be] [of|for] [length of|in length of] (third side|{var:v})", 'L', true},
        {"(what is|find) (least|smallest|minimum|shortest) [possible] (integer|whole number|integral) [possible] (length|value|number of units) [could be] [of|for] [length of|in length of] (third side|{var:v})", 'l', true},
        {"(what is|find) (greatest|largest|maximum) [possible] (length|value) [of|for] [length of] (third side|{var:v})", 'L', false}, {"(what is|find) (least|smallest|minimum) [possible] (length|value) [of|for] [length of] (third side|{var:v})", 'l', false}};
    const Row* best = nullptr;
    std::size_t end = start;
    for (const Row& row : kRows) {
      in_.back_to(start);
      if (in_.skip(row.pattern) && in_.place() > end) best = &row, end = in_.place();
    }
    in_.back_to(end);
    if (!best) return false;
    asked_ = best->what;
    whole_ = whole_ || best->whole;
    return true;
  }

  std::optional<Goal> goal() const {
    if (a_ == 0 || asked_ == 0 || !whole_) return {};
    const long long big = std::max(a_, b_), small = std::min(a_, b_), low = big - small + 1, high = big + small - 1;
    if (low > high) return {};
    std::string setting = "Each side is shorter than the other two together, so the third side is longer than " + inline_math(std::to_string(big) + " - " + std::to_string(small) + " = " + std::to_string(big - small)) + " and shorter than " +
                          inline_math(std::to_string(big) + " + " + std::to_string(small) + " = " + std::to_string(big + small)) + ". As an integer it goes from " + dollars(low) + " to " + dollars(high) + ".";
    if (asked_ == 'c') return Evaluate{integer(high) - integer(low) + integer(1), setting, "there are @ such lengths", {}};
    if (asked_ == 't') return Evaluate{(integer(low) + integer(high)) * (integer(high) - integer(low) + integer(1)) / integer(2), setting + " The sum is the mean of the first and the last times their number.", "the sum is @", {}};
    if (asked_ == 'L' || asked_ == 'l') return Evaluate{integer(asked_ == 'L' ? high : low), setting, "the third side is @", {}};
    return Evaluate{integer(a_) + integer(b_) + integer(asked_ == 'P' ? high : low), setting, "the perimeter is @", {}};
  }

  Clauses in_;
  long long a_ = 0, b_ = 0;
  char asked_ = 0;   // count, total, perimeter (P: the largest), length (L: the largest)
  bool whole_ = false;
};

}  // namespace

std::optional<Goal> read_polygon(const std::vector<Token>& tokens) { return Polygon(tokens).run(); }
std::optional<Goal> read_third_side(const std::vector<Token>& tokens) { return ThirdSide(tokens).run(); }

}  // namespace retort::agent
