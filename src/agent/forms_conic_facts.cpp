#include "agent/forms_conic_facts.h"

#include "agent/clauses.h"
#include "agent/forms.h"
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

Expr integer(long long n) { return Expr::integer(n); }
Expr square(const Expr& e) { return pow(e, integer(2)); }
Expr root(const Expr& e) { return Expr::func("sqrt", {e}); }
Expr simple(const Expr& e) { return math::normal_form(e).value_or(e); }
bool same_value(const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; }
bool positive(const Expr& e) { return math::holds(Expr::rel("<", integer(0), e)).outcome == math::Verdict::Outcome::kEqual; }

enum class Says { kFoci, kFocus, kCenter, kVertex, kPoint, kForm, kAsk, kNothing };

const WordingTable<Says>& wordings() {
  static const WordingTable<Says> all(shared_phrases(), {
      {"[its|with|the] [two] foci [are] [at|be] [the] [points] {points:ps}", Says::kFoci},
      {"[its|the] [one] focus [of {name}] [is] [located] [at] {point:p}", Says::kFocus},
      {"[its|the] center [is] [located] [at] {point:p}", Says::kCenter},
      {"[its|the|one] [one] vertex [is] [located] [at] {point:p}", Says::kVertex},
      {"[it] (passes through|passing through|contains|that passes through|pass through) [the] [point] {point:p}", Says::kPoint},
      {"[the|its] [standard] (equation|form) [of] [this|the] [an] [equation of this] [ellipse|hyperbola] [in standard form] (can be (written|expressed)|is) (in the form|as) {math:form}", Says::kForm},
      {"(we can write|write) [the|its] equation [of] [this|the] [ellipse|hyperbola] [in standard form] (in the form|as) {math:form}", Says::kForm},
      {"<find> [ordered (pair|triple|quadruple)] {expr:asked}", Says::kAsk},
      {"<find> [ordered (pair|triple|quadruple)] {tuple:asked}", Says::kAsk},
      {"where {vars} are constants and {vars} (are|and {var} are) positive", Says::kNothing},
      {"where {vars} are positive constants", Says::kNothing},
      {"where {rel}", Says::kNothing},
      {"where {vars} and {rel}", Says::kNothing},
      {"where {vars} (is|are) constants with {rel}", Says::kNothing},
  });
  return all;
}

bool is_loose(const Token& token) {
  return is_one_of(token, {"ellipse", "hyperbola", "has", "have", "with", "and", "given", "that", "it", "in",
                           "certain", "of", "set", "points", "such", "form", "let", "one", "at", "is", "this", "its",
                           "an", "forms", "if", "consider", "which"});
}

using Point = std::pair<Expr, Expr>;

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Phrases& phrases, bool hyperbola) : tokens_(tokens), phrases_(phrases), hyperbola_(hyperbola) {}

  std::optional<Goal> run() {
    while (at_ < tokens_.size()) {
      if (sum_of_distances() || named_focus() || clause()) continue;
      // "P" in "the points P such that".
      const bool letter = tokens_[at_].kind == TokenKind::kMath && tokens_[at_].exprs.size() == 1 && tokens_[at_].exprs[0].is(Op::kSymbol);
      if (!letter && !is_loose(tokens_[at_])) return {};
      ++at_;
    }
    if (!asked_ || form_.empty()) return {};
    return solve();
  }

 private:
  static std::optional<Point> point(const Expr& p) {
    if (p.args().size() != 2 || !p.symbols().empty()) return {};
    return Point{p.arg(0), p.arg(1)};
  }

  bool keep(std::optional<Point>& slot, const Expr& p) {
    auto read = point(p);
    if (slot || !read) return false;
    slot = *read;
    return true;
  }

  // PF_1 + PF_2 = 6 and |PF_1 - PF_2| = 1.
  bool sum_of_distances() {
    const Token& token = tokens_[at_];
    if (token.kind != TokenKind::kMath || total_) return false;
    std::string text;
    for (char c : token.text)
      if (c != ' ' && c != '{' && c != '}') text += c;
    text = replace_all(replace_all(text, "\\left", ""), "\\right", "");
    const std::string start = hyperbola_ ? "|PF_1-PF_2|=" : "PF_1+PF_2=";
    if (text.rfind(start, 0) != 0) return false;
    auto value = math::parse(text.substr(start.size()), math::Notation::kLatex);
    if (!value.ok() || !value->symbols().empty()) return false;
    total_ = *value;
    ++at_;
    return true;
  }

  // F_1 = (0, 1)
  bool named_focus() {
    const Token& token = tokens_[at_];
    if (token.kind != TokenKind::kMath) return false;
    std::string text;
    for (char c : token.text)
      if (c != ' ') text += c;
    if (text.rfind("F_", 0) != 0 || text.find('=') == text.npos || foci_.size() > 1) return false;
    auto value = math::parse(text.substr(text.find('=') + 1), math::Notation::kLatex);
    auto p = value.ok() ? point(*value) : std::nullopt;
    if (!p) return false;
    foci_.push_back(*p);
    ++at_;
    return true;
  }

  bool take(Says says, const Captures& c) {
    switch (says) {
      case Says::kFoci:
        if (!foci_.empty() || c.at("ps").exprs.size() != 2) return false;
        for (const Expr& p : c.at("ps").exprs) {
          auto read = point(p);
          if (!read) return false;
          foci_.push_back(*read);
        }
        return true;
      case Says::kFocus: {
        auto p = point(c.expr("p"));
        if (!p || !foci_.empty()) return false;
        foci_.push_back(*p);
        return true;
      }
      case Says::kCenter: return keep(center_, c.expr("p"));
      case Says::kVertex: return keep(vertex_, c.expr("p"));
      case Says::kPoint: return keep(through_, c.expr("p"));
      case Says::kForm: {
        if (!form_.empty()) return false;
        form_ = c.text("form");
        return true;
      }
      case Says::kAsk:
        if (asked_) return false;
        asked_ = c.expr("asked");
        return true;
      case Says::kNothing: return true;
    }
    return false;
  }

  bool clause() {
    const std::size_t length = wordings().read(tokens_, at_, phrases_, [&](Says says, const Captures& c) { return take(says, c); });
    at_ += length;
    return length > 0;
  }

  static Expr half(const Expr& a, const Expr& b) { return simple((a + b) / integer(2)); }

  Lookup worked_call(std::string thought, const Expr& e, const Expr& value, std::string after) const {
    return {std::move(thought), "evaluate", {{"expression", math::to_plain(e)}}, {value}, std::move(after)};
  }

  // (x - h)^2 stands over a^2 in the first or the second place.
  std::optional<Goal> solve() {
    std::string text;
    for (char c : form_)
      if (c != ' ') text += c;
    const bool x_first = text.find("(x-h)^2}{a^2}") != text.npos, y_first = text.find("(y-k)^2}{a^2}") != text.npos;
    if (x_first == y_first || (text.find(hyperbola_ ? "}-\\frac" : "}+\\frac") == text.npos)) return {};
    std::vector<Lookup> before;
    if (foci_.size() == 2 && !center_) {
      center_ = Point{half(foci_[0].first, foci_[1].first), half(foci_[0].second, foci_[1].second)};
      auto mean = [](const Expr& a, const Expr& b, const Expr& m) { return inline_math(tex((a + b) / integer(2)) + " = " + tex(m)); };
      before.push_back({"The center is halfway between the foci: its coordinates are " + mean(foci_[0].first, foci_[1].first, center_->first) + " and " + mean(foci_[0].second, foci_[1].second, center_->second) + ".", "", {}, {}, ""});
    }
    if (!center_ || foci_.empty()) return {};
    const Expr dx = simple(foci_[0].first - center_->first), dy = simple(foci_[0].second - center_->second);
    const bool flat = same_value(dy, integer(0)), high = same_value(dx, integer(0));
    if (flat == high) return {};
    // The axis through the foci must be the one that the form gives to a for a hyperbola.
    if (hyperbola_ && flat != x_first) return {};
    const Expr c_squared = simple(square(flat ? dx : dy));
    const Expr along = flat ? foci_[0].first - center_->first : foci_[0].second - center_->second;
    before.push_back({"The square of the distance from the center to a focus is " + inline_math(tex(square(along)) + " = " + tex(c_squared)) + ".", "", {}, {}, ""});
    auto long_half = half_axis(before);
    if (!long_half || !positive(*long_half)) return {};
    const Expr long_squared = simple(square(*long_half)), other_squared = hyperbola_ ? c_squared - long_squared : long_squared - c_squared;
    const Expr other = simple(root(simple(other_squared)));
    if (!positive(simple(other_squared))) return {};
    before.push_back(worked_call(std::string("The other half axis is the root of ") + inline_math(tex(other_squared)) + ".", root(other_squared), other, ""));
    const bool a_is_long = hyperbola_ || flat == x_first;
    const Expr a = a_is_long ? *long_half : other, b = a_is_long ? other : *long_half;
    // The point must lie on the curve.
    if (through_) {
      const Expr u = square(through_->first - center_->first), v = square(through_->second - center_->second);
      const Expr p = x_first ? u : v, q = x_first ? v : u;
      if (!same_value(hyperbola_ ? p / square(a) - q / square(b) : p / square(a) + q / square(b), integer(1))) return {};
    }
    return answer(a, b, std::move(before));
  }

  std::optional<Expr> half_axis(std::vector<Lookup>& before) const {
    if (total_) {
      const Expr size = simple(*total_ / integer(2));
      before.push_back({"Half of the given " + std::string(hyperbola_ ? "difference" : "sum") + " of distances, " + inline_math(tex(*total_ / integer(2)) + " = " + tex(size)) + ", is half an axis.", "", {}, {}, ""});
      return size;
    }
    if (vertex_) {
      const Expr dx = vertex_->first - center_->first, dy = vertex_->second - center_->second;
      const Expr size = simple(root(simple(square(dx) + square(dy))));
      before.push_back(worked_call("The distance from the center to the vertex is half an axis.", root(square(dx) + square(dy)), size, ""));
      return size;
    }
    if (!through_ || foci_.size() != 2) return {};
    std::vector<Expr> distances;
    for (const Point& f : foci_) distances.push_back(root(square(through_->first - f.first) + square(through_->second - f.second)));
    Expr both = hyperbola_ ? distances[0] - distances[1] : distances[0] + distances[1];
    Expr value = simple(both);
    if (hyperbola_ && !positive(value)) both = distances[1] - distances[0], value = simple(both);
    const Expr half_of_it = simple(value / integer(2));
    before.push_back(worked_call(std::string("The ") + (hyperbola_ ? "difference" : "sum") + " of the distances from the given point to the foci is twice the half axis.", both, value,
                                 "Half of it is " + inline_math(tex(half_of_it)) + "."));
    return half_of_it;
  }

  std::optional<Goal> answer(const Expr& a, const Expr& b, std::vector<Lookup> before) const {
    const std::pair<const char*, Expr> values[] = {{"h", center_->first}, {"k", center_->second}, {"a", a}, {"b", b}};
    auto put = [&](Expr e) {
      for (const auto& [name, value] : values) e = e.substitute(name, value);
      return e;
    };
    std::vector<std::string> shown;
    for (const auto& [name, value] : values)
      if (asked_->contains_symbol(name)) shown.push_back(inline_math(name) + " is " + inline_math(tex(value)));
    const std::string setting = "So " + and_list(shown) + ".", closing = inline_math(tex(*asked_)) + " is @";
    const Expr term = put(*asked_);
    if (!term.symbols().empty() || shown.empty()) return {};
    if (asked_->is(Op::kTuple)) return Several{{}, tex(term), setting, closing, before};
    return Evaluate{term, setting, closing, before};
  }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  bool hyperbola_ = false;
  std::size_t at_ = 0;
  std::vector<Point> foci_;
  std::optional<Point> center_, vertex_, through_;
  std::optional<Expr> total_, asked_;
  std::string form_;
};

}  // namespace

std::optional<Goal> read_conic(const std::vector<Token>& tokens, Phrases& phrases) {
  const bool ellipse = says_word(tokens, "ellipse"), hyperbola = says_word(tokens, "hyperbola");
  if (ellipse == hyperbola) return {};
  return Reader(tokens, phrases, hyperbola).run();
}

}  // namespace retort::agent
