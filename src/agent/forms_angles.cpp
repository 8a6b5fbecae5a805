#include "agent/forms_angles.h"

#include <algorithm>
#include <map>
#include <set>

#include "agent/clauses.h"
#include "agent/forms_facts.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
// The symbol of a corner: its name, unless that means something else.
Expr letter(char c) { return Expr::symbol(c == 'E' ? "u" : c == 'I' ? "v" : std::string(1, c)); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

Token math_token(const Expr& e) {
  Token token;
  token.kind = TokenKind::kMath;
  token.text = tex(e);
  token.exprs = {e};
  if (e.is_number()) token.number = e.value();
  return token;
}

// The corner of an angle that is named by one letter or by three.
std::optional<char> corner_of(std::string name) {
  for (std::string_view gone : {"\\angle", "{", "}", " ", "\\overline", "\\triangle", "m\\angle"}) name = replace_all(name, gone, "");
  if (name.size() == 3 && is_upper(name[0]) && is_upper(name[2])) name = name.substr(1, 1);
  return name.size() == 1 && is_upper(name[0]) ? std::optional(name[0]) : std::nullopt;
}

std::string name_of(const Token& token) { return token.kind == TokenKind::kMath ? token.text : token.written; }

// Capitals alone: "ABC".
std::optional<std::string> corners_in(const Token& token) {
  std::string name = name_of(token);
  for (std::string_view gone : {"\\triangle", "\\Delta", "\\bigtriangleup", "{", "}", " "}) name = replace_all(name, gone, "");
  const bool corners = name.size() >= 3 && name.size() <= 8 && std::all_of(name.begin(), name.end(), is_upper);
  return corners ? std::optional(name) : std::nullopt;
}

class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : in_(tokens), tokens_(tokens) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 90 || !speaks_of_angles()) return {};
    while (!in_.at_end()) step();
    if (angles_.empty() || !figure_is_clear()) return {};
    facts_.insert(facts_.begin(), rules_.begin(), rules_.end());
    std::vector<Token> all = out_;
    if (!all.empty()) all.back().mark = '.';
    for (const Expr& fact : facts_) {
      all.push_back(math_token(fact));
      all.back().mark = '.';
    }
    Phrases phrases(all);
    auto goal = read_facts(all, phrases);
    auto* given = goal ? std::get_if<Given>(&*goal) : nullptr;
    if (!given || !about_angles(*given)) return {};
    given->positive = true;
    std::vector<std::string> said;
    for (const Expr& fact : given->facts) said.push_back(inline_math(tex(fact)));
    given->before.insert(given->before.begin(), Lookup{explained() + "So let " + and_list(said) + ".", {}, {}, {}, {}});
    return goal;
  }

 private:
  bool speaks_of_angles() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.text.rfind("angle", 0) == 0 || t.text.find("\\angle") != std::string::npos; });
  }

  bool about_angles(const Given& goal) const {
    for (const Expr& fact : goal.facts)
      for (const std::string& name : fact.symbols())
        if (!angles_.count(name) && name.size() == 1 && is_upper(name[0])) return false;
    return !goal.asked.symbols().empty();
  }

  std::string explained() const {
    std::string text = corners_.empty() ? "Let " + inline_math("x") + " be the degrees of the angle. " : std::string("The name of a corner stands for the degrees of the angle there") + (corner_set_.count("u") ? ", and $u$ for that at $E$. " : ". ");
    for (const std::string& rule : told_) text += rule + " ";
    return text;
  }

  // The token goes on with the mark of the last one that was taken.
  void put(Token token) {
    token.mark = tokens_[in_.place() - 1].mark;
    out_.push_back(std::move(token));
  }
  void pass_mark() {
    const char mark = tokens_[in_.place() - 1].mark;
    if (mark != 0 && !out_.empty() && out_.back().mark == 0) out_.back().mark = mark;
  }
  void say(Expr fact) { facts_.push_back(std::move(fact)); }

  Expr angle(char corner) {
    angles_.insert(letter(corner).name());
    return letter(corner);
  }
  Expr unnamed() {
    angles_.insert("x");
    return Expr::symbol("x");
  }

  void step() {
    if (figure() || pair() || congruent() || right() || isosceles() || measure() || formula()) return;
    static const char* const kDropped = "(in degrees|degrees|degree|measured in degrees|angles of|[is] isosceles [triangle] [with|where]|measure in degrees of|in degrees of)";
    if (in_.skip("how many degrees (are|is) [there] in")) return ask();
    if (in_.skip(kDropped)) return pass_mark();
    out_.push_back(in_.next());
    if (out_.back().kind == TokenKind::kMath) {
      if (auto degrees = number_of_degrees(out_.back())) out_.back() = *degrees;
    }
    in_.back_to(in_.place() + 1);
  }

  void ask() {
    for (const char* word : {"what", "is"}) {
      Token token;
      token.text = token.written = word;
      out_.push_back(token);
    }
  }

  // "an angle whose measure is ...": x where x is ...
  void whose() {
    out_.push_back(math_token(unnamed()));
    Token token;
    token.text = token.written = "where";
    out_.push_back(token);
    out_.push_back(math_token(unnamed()));
    token.text = token.written = "is";
    out_.push_back(token);
  }

  // 35^\circ as the number.
  static std::optional<Token> number_of_degrees(const Token& token) {
    if (token.exprs.size() != 1 || !token.exprs[0].is(Op::kDegree)) return {};
    Token made = math_token(token.exprs[0].arg(0));
    made.mark = token.mark;
    return made;
  }

  bool figure() {
    static const std::map<std::string, std::size_t> sizes = {{"triangle", 3}, {"quadrilateral", 4}, {"parallelogram", 4}, {"trapezoid", 4}, {"rhombus", 4}, {"pentagon", 5}, {"hexagon", 6}};
    const std::size_t start = in_.place();
    auto c = in_.take("[in] [a|an] [isosceles|right|acute|obtuse|scalene|convex|given|cyclic] {word:f}");
    std::string kind = c ? c->text("f") : "";
    if (c && sizes.count(lower_ascii(kind)) && !in_.at_end() && corners_in(in_.next())) {
      const std::string adjective = in_.place() >= start + 2 ? tokens_[in_.place() - 2].text : "";
      if (adjective == "cyclic") cyclic_ = true;
      if (adjective == "isosceles") isosceles_ = true;
      if (adjective == "right") right_ = true;
      const std::string corners = *corners_in(in_.next());
      in_.back_to(in_.place() + 1);
      if (corners.size() != sizes.at(lower_ascii(kind)) || !set_figure(lower_ascii(kind), corners)) return in_.back_to(start), false;
      return pass_mark(), true;
    }
    in_.back_to(start);
    // \triangle ABC
    in_.skip("in");
    if (!in_.at_end() && in_.next().kind == TokenKind::kMath && in_.next().text.rfind("\\triangle", 0) == 0)
      if (auto corners = corners_in(in_.next()); corners && corners->size() == 3 && set_figure("triangle", *corners)) {
        in_.back_to(in_.place() + 1);
        return pass_mark(), true;
      }
    in_.back_to(start);
    return false;
  }

  bool set_figure(const std::string& kind, const std::string& corners) {
    if (!corners_.empty()) return corners_ == corners;
    corners_ = corners;
    kind_ = kind;
    const auto at = [&](std::size_t i) { return letter(corners[i]); };
    for (char c : corners) corner_set_.insert(letter(c).name());
    if (kind == "parallelogram" || kind == "rhombus") {
      rules_ = {Expr::rel("=", at(2), at(0)), Expr::rel("=", at(3), at(1)), Expr::rel("=", at(0) + at(1), integer(180))};
      told_.push_back("Opposite angles of a parallelogram are equal, and neighbouring ones add up to $180$ degrees.");
    } else if (kind != "trapezoid") {
      std::vector<Expr> all;
      for (std::size_t i = 0; i < corners.size(); ++i) all.push_back(at(i));
      rules_ = {Expr::rel("=", Expr::make(Op::kAdd, all), integer(180 * (static_cast<long long>(corners.size()) - 2)))};
      told_.push_back("The angles of a " + kind + " add up to $" + std::to_string(180 * (corners.size() - 2)) + "$ degrees.");
    }
    return true;
  }

  // "Angles A and B are supplementary", "sides AB and CD are parallel".
  bool pair() {
    const std::size_t start = in_.place();
    if (auto c = in_.take("angle {var:a} and angle {var:b} are (complementary|supplementary)")) return sums(*c, start);
    if (auto c = in_.take("angles {var:a} and {var:b} are (complementary|supplementary)")) return sums(*c, start);
    if (auto c = in_.take("{math:a} and {math:b} are (complementary|supplementary) [angles]"); c && corner_of(c->text("a")) && corner_of(c->text("b"))) {
      return sum_of(*corner_of(c->text("a")), *corner_of(c->text("b")));
    }
    in_.back_to(start);
    auto c = in_.take("[sides|bases|side] {math:a} (and|is parallel to|parallel to) [side] {math:b} [are parallel]");
    if (!c) c = in_.take("[with] {math:m}");
    if (c && kind_ == "trapezoid" && rules_.empty()) {
      std::string text = c->has("m") ? c->text("m") : c->text("a") + "\\parallel" + c->text("b");
      for (std::string_view gone : {"\\overline", "{", "}", " "}) text = replace_all(text, gone, "");
      const std::string other = replace_all(text, "\\|", "\\parallel");
      const std::size_t at = other.find("\\parallel");
      if (at == 2 && other.size() == at + 11 && trapezoid(other.substr(0, 2), other.substr(at + 9))) return pass_mark(), true;
    }
    in_.back_to(start);
    return false;
  }

  bool sums(const Captures& c, std::size_t start) {
    const std::string &a = c.expr("a").name(), &b = c.expr("b").name();
    if (a.size() != 1 || b.size() != 1 || !is_upper(a[0]) || !is_upper(b[0])) return in_.back_to(start), false;
    return sum_of(a[0], b[0]);
  }
  bool sum_of(char a, char b) {
    const std::string& word = tokens_[in_.place() - 1].text;
    const bool right_angle = word == "complementary" || tokens_[in_.place() - 2].text == "complementary";
    say(Expr::rel("=", angle(a) + angle(b), integer(right_angle ? 90 : 180)));
    told_.push_back(right_angle ? "Complementary angles add up to $90$ degrees." : "Supplementary angles add up to $180$ degrees.");
    return pass_mark(), true;
  }

  // Angles at the ends of one leg of a trapezoid add up to 180 degrees.
  bool trapezoid(const std::string& first, const std::string& second) {
    const std::string &k = corners_;
    const auto is = [&](const std::string& side, char a, char b) { return (side[0] == a && side[1] == b) || (side[0] == b && side[1] == a); };
    const bool level = (is(first, k[0], k[1]) && is(second, k[2], k[3])) || (is(second, k[0], k[1]) && is(first, k[2], k[3]));
    const bool upright = (is(first, k[1], k[2]) && is(second, k[3], k[0])) || (is(second, k[1], k[2]) && is(first, k[3], k[0]));
    if (level == upright) return false;
    const auto sum = [&](std::size_t a, std::size_t b) { return Expr::rel("=", letter(k[a]) + letter(k[b]), integer(180)); };
    rules_ = level ? std::vector<Expr>{sum(0, 3), sum(1, 2)} : std::vector<Expr>{sum(0, 1), sum(2, 3)};
    told_.push_back("Angles at the two ends of a leg of a trapezoid add up to $180$ degrees.");
    return true;
  }

  bool congruent() {
    const std::size_t start = in_.place();
    if (auto c = in_.take("angle {var:a} [is] congruent to angle {var:b}")) return equal({c->expr("a"), c->expr("b")}, start);
    if (auto c = in_.take("angles {vars:l} are (congruent|equal|equal in measure)")) return equal(c->at("l").exprs, start);
    if (auto c = in_.take("{math:a} and {math:b} are (congruent|equal)"); c && corner_of(c->text("a")) && corner_of(c->text("b")))
      return equal({letter(*corner_of(c->text("a"))), letter(*corner_of(c->text("b")))}, start);
    in_.back_to(start);
    return false;
  }

  bool equal(const std::vector<Expr>& letters, std::size_t start) {
    for (const Expr& e : letters)
      if (!e.is(Op::kSymbol) || e.name().size() != 1 || !is_upper(e.name()[0])) return in_.back_to(start), false;
    if (letters.size() < 2) return in_.back_to(start), false;
    for (std::size_t i = 0; i + 1 < letters.size(); ++i) say(Expr::rel("=", angle(letters[i + 1].name()[0]), angle(letters[i].name()[0])));
    return pass_mark(), true;
  }

  bool right() {
    const std::size_t start = in_.place();
    auto c = in_.take("[with] [has] (angle|) {var:a} [is] right angle");
    if (!c) c = in_.take("[with] [has] right angle at {var:a}");
    if (c && c->expr("a").name().size() == 1 && is_upper(c->expr("a").name()[0])) {
      say(Expr::rel("=", angle(c->expr("a").name()[0]), integer(90)));
      right_ = false;
      return pass_mark(), true;
    }
    in_.back_to(start);
    return false;
  }

  // "AB = AC" and "AB is congruent to AC" in a triangle: the angles at their other ends are equal.
  bool isosceles() {
    const std::size_t start = in_.place();
    auto c = in_.take("[with|where|has|which has] {math:m}");
    if (c && kind_ == "triangle") {
      std::string text = c->text("m");
      for (std::string_view gone : {"\\overline", "{", "}", " "}) text = replace_all(text, gone, "");
      text = replace_all(text, "\\cong", "=");
      if (text.size() == 5 && text[2] == '=' && is_upper(text[0]) && is_upper(text[1]) && is_upper(text[3]) && is_upper(text[4])) {
        std::string first = text.substr(0, 2), second = text.substr(3);
        for (char common : first) {
          if (second.find(common) == std::string::npos) continue;
          const char a = first[0] == common ? first[1] : first[0], b = second[0] == common ? second[1] : second[0];
          if (a == b || !corner_set_.count(letter(a).name()) || !corner_set_.count(letter(b).name())) continue;
          say(Expr::rel("=", angle(a), angle(b)));
          told_.push_back("The angles opposite to equal sides are equal.");
          isosceles_ = false;
          return pass_mark(), true;
        }
      }
    }
    in_.back_to(start);
    return false;
  }

  bool measure() {
    const std::size_t start = in_.place();
    in_.skip("(number of degrees in|degree measure of|measure in degrees of|measure of|measures of|size of|value of) [measure of] ");
    if (corners_.empty() && in_.skip("angle (whose [degree] measure is|which is|that is|whose measure in degrees is)")) return whose(), true;
    if (auto c = in_.take("angle {var:a}"); c && c->expr("a").name().size() == 1 && is_upper(c->expr("a").name()[0])) return put(math_token(angle(c->expr("a").name()[0]))), true;
    if (!in_.at_end() && (in_.next().text == "angle") && in_.place() + 1 < tokens_.size()) {
      if (auto corner = corner_of(name_of(tokens_[in_.place() + 1])); corner && name_of(tokens_[in_.place() + 1]).size() >= 3) {
        in_.back_to(in_.place() + 2);
        return put(math_token(angle(*corner))), true;
      }
    }
    if (!in_.at_end() && in_.next().kind == TokenKind::kMath && in_.next().text.find("\\angle") != std::string::npos && in_.next().text.find('=') == std::string::npos)
      if (auto corner = corner_of(replace_all(in_.next().text, "m\\angle", "\\angle"))) {
        in_.back_to(in_.place() + 1);
        return put(math_token(angle(*corner))), true;
      }
    if (corners_.empty()) {
      if (in_.skip("(its complement|complement of [this|that] angle|angle 's complement|their complement)")) return put(math_token(integer(90) - unnamed())), complement(), true;
      if (in_.skip("(its supplement|supplement of [this|that] angle|angle 's supplement)")) return put(math_token(integer(180) - unnamed())), supplement(), true;
      if (in_.skip("[this|that|original|certain] angle")) return put(math_token(unnamed())), true;
    }
    in_.back_to(start);
    return false;
  }

  void complement() { tell("Angle and complement have $90$ degrees together, so its complement has $90 - x$."); }
  void supplement() { tell("Angle and supplement have $180$ degrees together, so its supplement has $180 - x$."); }
  void tell(const std::string& sentence) {
    if (std::find(told_.begin(), told_.end(), sentence) == told_.end()) told_.push_back(sentence);
  }

  // "\angle A = 2 \angle D": an equation of letters.
  bool formula() {
    const Token& token = in_.next();
    if (token.kind != TokenKind::kMath || token.text.find("\\angle") == std::string::npos) return false;
    std::string text = replace_all(replace_all(token.text, "m\\angle", "\\angle"), "m \\angle", "\\angle");
    std::string clean;
    for (std::size_t i = 0; i < text.size();) {
      if (text.compare(i, 6, "\\angle") != 0) {
        clean += text[i++];
        continue;
      }
      i += 6;
      std::string name;
      while (i < text.size() && (text[i] == ' ' || text[i] == '{' || text[i] == '}' || is_upper(text[i]))) name += text[i++];
      auto corner = corner_of(name);
      if (!corner) return false;
      angle(*corner);
      clean += std::string(" ") + *corner + " ";
    }
    for (std::string_view sign : {"^\\circ", "^{\\circ}", "^ \\circ"}) clean = replace_all(clean, sign, "");
    auto e = math::parse(clean, math::Notation::kLatex);
    if (!e.ok() || e->symbols().empty()) return false;
    in_.back_to(in_.place() + 1);
    put(math_token(*e));
    return true;
  }

  // What was said of the figure has been used: a trapezoid with its bases, an isosceles triangle with its equal sides or angles.
  bool figure_is_clear() const {
    if (right_ || cyclic_) return false;
    if (kind_ == "trapezoid" && rules_.empty()) return false;
    for (const std::string& name : angles_)
      if (!corners_.empty() && !corner_set_.count(name)) return false;
    return true;
  }

  Clauses in_;
  const std::vector<Token>& tokens_;
  std::vector<Token> out_;
  std::vector<Expr> facts_, rules_;
  std::vector<std::string> told_;
  std::set<std::string> angles_, corner_set_;
  std::string corners_, kind_;
  bool isosceles_ = false, right_ = false, cyclic_ = false;
};

}  // namespace

std::optional<Goal> read_angles(const std::vector<Token>& tokens) { return Reader(tokens).run(); }

}  // namespace retort::agent
