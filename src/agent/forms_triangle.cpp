// Triangles: a reader for statements that consist of known sides and angles and one question, in any order and number of sentences.
#include "agent/forms_triangle.h"

#include <algorithm>
#include <map>
#include <set>

#include "agent/clauses.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
Expr square(const Expr& e) { return pow(e, integer(2)); }
Expr root(Expr e) { return Expr::func("sqrt", {std::move(e)}); }

// Words that say nothing of their own between the facts.
const std::set<std::string_view>& fillers() {
  static const std::set<std::string_view> words = {
    "in", "triangle", "we", "have", "has", "with", "and", "if", "then", "what", "is", "find", "the", "length", "of", "given", "that", "let", "suppose", "side", "value", "a", "be",
    "compute", "determine", "where", "such", "for", "it", "known", "segment", "which", "s", "exact", "measure", "degrees", "degree", "angle", "consider", "units", "unit", "also", "isosceles", "cm", "inches", "feet", "centimeters", "meters", "square", "each", "legs",
    "assume", "lengths", "sides"};
  return words;
}

// What a formula in the statement says.
struct Item {
  enum class Kind { kCorners, kSide, kAngle, kFunction, kEqual } kind = Kind::kCorners;
  std::string name;                  // ABC, AB (in order), A; of equal ones both names
  std::string function = {};         // sin, cos, tan
  std::optional<Expr> value = {};
};

bool upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string plain_latex(std::string text) {
  for (std::string_view gone : {"\\overline", "\\triangle", "\\bigtriangleup", "\\Delta", "\\left", "\\right", "{", "}", "\\,", " ", "\\text", "\\mathrm"}) {
    if ((gone == "{" || gone == "}") && text.find("frac") != text.npos) continue;
    text = replace_all(text, gone, "");
  }
  return text;
}

std::optional<Item> side_of_formula(std::string left) {
  if (left.rfind("m\\angle", 0) == 0) left = left.substr(1);
  if (left.rfind("\\angle", 0) == 0) {
    left = left.substr(6);
    if (left.size() == 3) left = left.substr(1, 1);
    if (left.size() != 1 || !upper(left[0])) return {};
    return Item{Item::Kind::kAngle, left};
  }
  for (const char* function : {"sin", "cos", "tan"}) {
    const std::string command = std::string("\\") + function;
    if (left.rfind(command, 0) != 0) continue;
    std::string letter = replace_all(left.substr(command.size()), "\\angle", "");
    if (letter.size() == 3 && upper(letter[0]) && upper(letter[2])) letter = letter.substr(1, 1);
    if (letter.size() != 1 || !upper(letter[0])) return {};
    return Item{Item::Kind::kFunction, letter, function};
  }
  const bool letters = std::all_of(left.begin(), left.end(), upper);
  if (letters && left.size() == 3) return Item{Item::Kind::kCorners, left};
  if (letters && left.size() == 2 && left[0] != left[1]) {
    std::sort(left.begin(), left.end());
    return Item{Item::Kind::kSide, left};
  }
  return {};
}

// "AB = 6", "\angle A = 90^\circ", "AB = BC = 5", "\sin C", "ABC".
std::optional<std::vector<Item>> items_in(const std::string& latex) {
  std::vector<Item> items;
  for (std::string_view piece : split(latex, ',')) {
    std::vector<std::string> parts;
    const std::string plain = replace_all(std::string(piece), "\\cong", "=");
    for (std::string_view part : split(plain, '=')) parts.emplace_back(trim(part));
    // "\angle B = \angle C", "AB = AC"
    if (parts.size() == 2) {
      auto one = side_of_formula(plain_latex(parts[0])), other = side_of_formula(plain_latex(parts[1]));
      if (one && other && one->kind == other->kind && (one->kind == Item::Kind::kAngle || one->kind == Item::Kind::kSide)) {
        items.push_back({Item::Kind::kEqual, one->name + other->name});
        continue;
      }
    }
    auto first = side_of_formula(plain_latex(parts[0]));
    if (!first) return {};
    if (parts.size() == 1) {
      items.push_back(*first);
      continue;
    }
    std::string last = parts.back();
    const bool degrees = last.find("\\circ") != last.npos;
    for (std::string_view sign : {"^\\circ", "^{\\circ}", "\\text{ cm}", "\\text{ units}", "\\text{ inches}"}) last = replace_all(last, sign, "");
    auto value = math::parse(last, math::Notation::kLatex);
    if (!value.ok() || !value->symbols().empty() || !math::real_value(*value).ok()) return {};
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      auto item = side_of_formula(plain_latex(parts[i]));
      if (!item || item->kind == Item::Kind::kCorners || (item->kind == Item::Kind::kAngle) != degrees) return {};
      item->value = *value;
      items.push_back(*item);
    }
  }
  return items;
}

struct Triangle {
  std::string corners;
  std::map<std::string, Expr> sides;       // by their ends
  std::map<char, Rational> angles;         // in degrees
  std::optional<Item> function;            // a known one
  bool right = false, isosceles = false;
  std::vector<std::string> equal_angles;   // pairs of corners

  std::string others(char corner) const {
    std::string two = corners;
    two.erase(two.find(corner), 1);
    std::sort(two.begin(), two.end());
    return two;
  }
  std::string between(char a, char b) const { return a < b ? std::string{a, b} : std::string{b, a}; }
  const Expr* side(const std::string& name) const {
    auto found = sides.find(name);
    return found == sides.end() ? nullptr : &found->second;
  }
};

Expr in_radians(const Rational& degrees) { return Expr::number(degrees) * Expr::constant("pi") / integer(180); }

std::optional<Goal> done(Expr e, std::string setting, std::string closing) { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

// Reads the statement and answers about the triangle.
class TriangleReader {
 public:
  explicit TriangleReader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Goal> run() {
    if (!read() || !consistent()) return {};
    return answer();
  }

 private:
  // The circles of the triangle, angles and special sides in words; where it stands they are passed.
  bool words(std::size_t& i) {
    Clauses in(tokens_);
    in.back_to(i);
    static const std::pair<const char*, const char*> kAsked[] = {
        {"(radius|length of radius) of [its] (inscribed circle|incircle|circle inscribed in|circle that is inscribed in|circle that can be inscribed in)", "inradius"}, {"inradius", "inradius"},
        {"diameter of [its] (inscribed circle|incircle|circle inscribed in)", "indiameter"}, {"area of [its] (inscribed circle|incircle|circle inscribed in)", "inarea"},
        {"(radius|length of radius) of [its] (circumscribed circle|circumcircle|circle circumscribed about|circle that circumscribes|circle that passes through {int} vertices of)", "circumradius"}, {"circumradius", "circumradius"}};
    for (const auto& [pattern, word] : kAsked)
      if (in.skip(pattern)) {
        if (!asking_ || !word_.empty()) return false;
        word_ = word;
        i = in.place() - 1;
        return true;
      }
    if (auto c = in.take("[measure of] angle {word:a} (is|equal to|equals|measures|of|is equal to) {number:d} degrees"); c && c->text("a").size() == 1 && upper(c->text("a")[0])) return known_angle(c->text("a")[0], c->expr("d"), in.place(), i);
    if (auto c = in.take("[measure of] {math:a} (is|equal to|equals|measures|is equal to) {number:d} degrees")) {
      auto item = side_of_formula(plain_latex(c->text("a")));
      if (item && item->kind == Item::Kind::kAngle) return known_angle(item->name[0], c->expr("d"), in.place(), i);
      return false;
    }
    if (auto c = in.take("{math:a} is right angle")) {
      auto item = side_of_formula(plain_latex(c->text("a")));
      if (item && item->kind == Item::Kind::kAngle) return t_.right = known_angle(item->name[0], integer(90), in.place(), i);
      return false;
    }
    if (auto c = in.take("[length of] [side|segment|leg|hypotenuse] {math:s} (is|equals|measures|is equal to) {number:v} [units|cm|inches|feet|centimeters|meters] [long]")) {
      auto item = side_of_formula(plain_latex(c->text("s")));
      if (!item || item->kind != Item::Kind::kSide || !t_.sides.emplace(item->name, c->expr("v")).second) return false;
      i = in.place() - 1;
      return true;
    }
    if (auto c = in.take("hypotenuse {math:h}")) {
      auto item = side_of_formula(plain_latex(c->text("h")));
      if (!item || item->kind != Item::Kind::kSide || !hypotenuse_.empty()) return false;
      hypotenuse_ = item->name;
      i = in.place() - 1;
      return true;
    }
    if (in.skip("isosceles")) return t_.isosceles = true;
    return false;
  }

  bool known_angle(char corner, const Expr& degrees, std::size_t end, std::size_t& i) {
    auto value = math::exact_value(degrees);
    if (!value.ok() || value->sign() <= 0 || !t_.angles.emplace(corner, *value).second) return false;
    i = end - 1;
    return true;
  }

  bool read() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (words(i)) continue;
      if (token.kind == TokenKind::kNumber) return false;
      if (token.kind == TokenKind::kMath) {
        if (!formula(token)) return false;
        continue;
      }
      if (token.text == "what" || token.text == "find" || token.text == "compute" || token.text == "determine") asking_ = true;
      if (token.text == "right") {
        if (i + 2 < tokens_.size() && tokens_[i + 1].text == "isosceles") t_.isosceles = true, ++i;
        if (i + 1 >= tokens_.size() || (tokens_[i + 1].text != "triangle" && tokens_[i + 1].text != "angle")) return false;
        if (tokens_[i + 1].text == "angle") {
          // "a right angle at C"
          if (i + 3 >= tokens_.size() || tokens_[i + 2].text != "at") return false;
          const Token& corner = tokens_[i + 3];
          const std::string& name = corner.kind == TokenKind::kWord ? corner.written : corner.text;
          if (name.size() != 1 || !upper(name[0])) return false;
          t_.angles[name[0]] = 90;
          i += 3;
        }
        t_.right = true;
      } else if (token.text == "area" || token.text == "perimeter") {
        if (!asking_ || !word_.empty()) return false;
        word_ = token.text;
      } else if (!fillers().count(token.text)) {
        return false;
      }
    }
    return t_.corners.size() == 3 && (asked_ || !word_.empty());
  }

  bool formula(const Token& token) {
    auto items = items_in(token.text);
    if (!items) return false;
    for (const Item& item : *items) {
      if (item.kind == Item::Kind::kCorners) {
        std::string sorted = item.name, before = t_.corners;
        std::sort(sorted.begin(), sorted.end());
        std::sort(before.begin(), before.end());
        if (!before.empty() && before != sorted) return false;
        t_.corners = item.name;
      } else if (item.kind == Item::Kind::kEqual) {
        // Equal sides have a corner in common; the angles at their other ends are equal.
        std::string pair = item.name;
        if (pair.size() == 4) {
          std::string rest;
          for (char c : pair)
            if (std::count(pair.begin(), pair.end(), c) == 1) rest += c;
          pair = rest;
        }
        if (pair.size() != 2 || pair[0] == pair[1]) return false;
        t_.equal_angles.push_back(pair);
      } else if (!item.value) {
        if (asked_ || !asking_) return false;
        asked_ = item;
      } else if (item.kind == Item::Kind::kSide) {
        if (!t_.sides.emplace(item.name, *item.value).second) return false;
      } else if (item.kind == Item::Kind::kAngle) {
        auto degrees = math::exact_value(*item.value);
        if (!degrees.ok() || degrees->sign() <= 0 || !t_.angles.emplace(item.name[0], *degrees).second) return false;
      } else {
        if (t_.function) return false;
        t_.function = item;
      }
    }
    return true;
  }

  // Everything named belongs to the triangle; a third angle follows from two.
  bool consistent() {
    auto known = [&](const std::string& name) { return std::all_of(name.begin(), name.end(), [&](char c) { return t_.corners.find(c) != std::string::npos; }); };
    for (const auto& [name, length] : t_.sides) {
      auto ball = math::real_value(length);
      if (!known(name) || !ball.ok() || ball->mid <= 0) return false;
    }
    for (const auto& [corner, angle] : t_.angles)
      if (!known(std::string(1, corner))) return false;
    if ((asked_ && !known(asked_->name)) || (t_.function && !known(t_.function->name))) return false;
    if (asked_ && !word_.empty()) return false;
    if (t_.function && t_.function->function == "sin") {
      auto one = math::exact_value(*t_.function->value);
      if (one.ok() && *one == Rational(1)) t_.angles[t_.function->name[0]] = 90, t_.function.reset();
    }
    if (!hypotenuse_.empty()) {
      if (!known(hypotenuse_)) return false;
      t_.angles[t_.corners[0] + t_.corners[1] + t_.corners[2] - hypotenuse_[0] - hypotenuse_[1]] = 90;
    }
    if (!equal_parts()) return false;
    if (t_.angles.size() == 2) {
      Rational rest = 180;
      for (const auto& [corner, angle] : t_.angles) rest -= angle;
      if (rest.sign() <= 0) return false;
      for (char corner : t_.corners)
        if (!t_.angles.count(corner)) {
          third_ = corner;
          t_.angles[corner] = rest;
          break;
        }
    } else if (t_.angles.size() == 3) {
      return false;
    }
    long rights = std::count_if(t_.angles.begin(), t_.angles.end(), [](const auto& a) { return a.second == Rational(90); });
    return !t_.right || rights == 1;
  }

  // Equal angles: known with each other, and with 90 degrees between them 45 each; the sides opposite to them are equal.
  bool equal_parts() {
    const auto right = std::find_if(t_.angles.begin(), t_.angles.end(), [](const auto& a) { return a.second == Rational(90); });
    if (t_.isosceles && t_.equal_angles.empty()) {
      if (right == t_.angles.end()) return false;
      t_.equal_angles.push_back(t_.others(right->first));
    }
    if (t_.equal_angles.size() > 1) return false;
    for (const std::string& pair : t_.equal_angles) {
      const char a = pair[0], b = pair[1];
      if (t_.corners.find(a) == std::string::npos || t_.corners.find(b) == std::string::npos) return false;
      const char apex = t_.corners[0] + t_.corners[1] + t_.corners[2] - a - b;
      const std::string sides[] = {t_.between(apex, a), t_.between(apex, b)};
      if (t_.side(sides[0]) && !t_.side(sides[1])) t_.sides.emplace(sides[1], *t_.side(sides[0]));
      else if (t_.side(sides[1]) && !t_.side(sides[0])) t_.sides.emplace(sides[0], *t_.side(sides[1]));
      if (t_.right && right == t_.angles.end()) t_.angles[apex] = 90;
      if (t_.angles.count(a) && !t_.angles.count(b)) t_.angles[b] = t_.angles[a];
      else if (t_.angles.count(b) && !t_.angles.count(a)) t_.angles[a] = t_.angles[b];
      else if (t_.angles.count(apex) && t_.angles.size() == 1) {
        const Rational half = (Rational(180) - t_.angles[apex]) / Rational(2);
        t_.angles[a] = half;
        halved_ = "The two equal angles are half of what is left: " + inline_math("\\frac{180 - " + tex(t_.angles[apex]) + "}{2} = " + tex(half)) + " degrees. ";
        if (asked_ && asked_->kind == Item::Kind::kAngle && asked_->name[0] == a) std::swap(t_.angles[a], t_.angles[b]), t_.angles.erase(a);
      }
    }
    return true;
  }

  std::optional<Goal> answer() {
    for (const auto& [corner, angle] : t_.angles)
      if (angle == Rational(90)) return right_triangle(corner);
    if (t_.function) return {};
    if (asked_ && asked_->kind == Item::Kind::kAngle && third_ == asked_->name[0]) return third_angle();
    return any_triangle();
  }

  std::string third_note() const {
    if (!third_ || !halved_.empty()) return halved_;
    std::string sum;
    for (const auto& [corner, angle] : t_.angles)
      if (corner != *third_) sum += " - " + tex(angle);
    return "The angles add up to $180$ degrees, so the angle at $" + std::string(1, *third_) + "$ has $180" + sum + " = " + tex(t_.angles.at(*third_)) + "$ degrees. ";
  }

  std::optional<Goal> third_angle() const {
    Expr value = integer(180);
    for (const auto& [corner, angle] : t_.angles)
      if (corner != *third_) value = value - Expr::number(angle);
    return done(value, "The angles of a triangle add up to $180$ degrees.", "the angle has @ degrees");
  }

  // The right angle is at `r`. The sides are found by Pythagoras or from a function of an acute angle; where no side is given and a
  // function is asked for, any size will do.
  std::optional<Goal> right_triangle(char r) {
    const std::string hyp = t_.others(r);
    const char p = hyp[0], q = hyp[1];
    const std::string leg_p = t_.between(r, q), leg_q = t_.between(r, p);   // opposite to p, to q
    std::string note = "The right angle is at $" + std::string(1, r) + "$, so $" + hyp + "$ is the hypotenuse. " + third_note();
    if (asked_ && asked_->kind == Item::Kind::kAngle) return third_ && asked_->name[0] == *third_ ? third_angle() : std::nullopt;
    if (t_.sides.size() < 2 && !from_function(r, hyp, note)) return {};
    if (t_.sides.size() == 2 && !pythagoras(hyp, leg_p, leg_q, note)) return {};
    if (t_.sides.size() != 3) return {};
    const Expr &h = *t_.side(hyp), &a = *t_.side(leg_p), &b = *t_.side(leg_q);
    if (word_ == "inradius" || word_ == "indiameter" || word_ == "inarea") return incircle(a * b / integer(2), {h, a, b}, note + "The legs are perpendicular, so the area is half their product. ");
    if (word_ == "circumradius") return done(h / integer(2), note + "The midpoint of the hypotenuse has the same distance from all corners, so the radius is half of it.", "the radius is @");
    if (word_ == "area") return done(a * b / integer(2), note + "The legs are perpendicular, so the area is half their product.", "the area is @");
    if (word_ == "perimeter") return done(h + a + b, note + "The perimeter is the sum of the sides.", "the perimeter is @");
    if (asked_->kind == Item::Kind::kSide) return done(*t_.side(asked_->name), note, inline_math(asked_->name) + " is @");
    const char at = asked_->name[0];
    if (at == r) return {};
    const Expr &opposite = at == p ? a : b, &beside = at == p ? b : a;
    const std::string function = asked_->function;
    Expr value = function == "sin" ? opposite / h : function == "cos" ? beside / h : opposite / beside;
    const char* rule = function == "sin" ? "The sine is the opposite leg over the hypotenuse." : function == "cos" ? "The cosine is the leg beside the angle over the hypotenuse."
                                                                                         : "The tangent is the opposite leg over the leg beside the angle.";
    return done(value, note + rule, inline_math("\\" + function + " " + asked_->name) + " is @");
  }

  bool pythagoras(const std::string& hyp, const std::string& a, const std::string& b, std::string& note) {
    const Expr *h = t_.side(hyp), *x = t_.side(a), *y = t_.side(b);
    if (!h) {
      t_.sides.emplace(hyp, exact_root(square(*x) + square(*y)));
    } else {
      const Expr& leg = x ? *x : *y;
      auto longer = math::real_value(*h - leg);
      if (!longer.ok() || longer->mid <= 0) return false;
      t_.sides.emplace(x ? b : a, exact_root(square(*h) - square(leg)));
    }
    const std::string& made = !h ? hyp : x ? b : a;
    const Expr before = !h ? square(*x) + square(*y) : square(*h) - square(x ? *x : *y);
    note += "By the theorem of Pythagoras " + inline_math(made + " = " + tex(root(before)) + (t_.side(made)->same(root(before)) ? "" : " = " + tex(*t_.side(made)))) + ". ";
    return true;
  }

  static Expr exact_root(const Expr& e) {
    auto value = math::exact_value(e);
    if (!value.ok()) return root(e);
    auto exact = math::exact_value(root(Expr::number(*value)));
    return exact.ok() ? Expr::number(*exact) : root(Expr::number(*value));
  }

  // Two sides from one (or from none, with a leg or the hypotenuse of length 1) and a function or the measure of an acute angle.
  bool from_function(char r, const std::string& hyp, std::string& note) {
    std::string function;
    char at = 0;
    std::optional<Expr> ratio;
    if (t_.function) {
      function = t_.function->function;
      at = t_.function->name[0];
      ratio = *t_.function->value;
    } else {
      for (const auto& [corner, degrees] : t_.angles)
        if (corner != r && corner != third_) at = corner, ratio = in_radians(degrees);
      if (!ratio || t_.sides.empty()) return false;
    }
    if (at == r || at == 0) return false;
    const char other = hyp[0] == at ? hyp[1] : hyp[0];
    const std::string opposite = t_.between(r, other), beside = t_.between(r, at);
    auto value = [&](const char* name) { return Expr::func(name, {*ratio}); };
    // sine, cosine and tangent as far as they are needed
    Expr s = integer(0), c = integer(0);
    if (!t_.function) {
      s = value("sin");
      c = value("cos");
    } else {
      auto size = math::real_value(*ratio);
      if (!size.ok() || size->mid <= 0 || (function != "tan" && size->mid >= 1)) return false;
      if (function == "sin") s = *ratio, c = exact_root(integer(1) - square(*ratio));
      if (function == "cos") c = *ratio, s = exact_root(integer(1) - square(*ratio));
      if (function == "tan") {
        Expr length = exact_root(integer(1) + square(*ratio));
        s = *ratio / length;
        c = integer(1) / length;
      }
      const std::string squares = "Sine and cosine squared add up to $1$: the ";
      if (function == "sin") note += squares + "cosine is " + inline_math(tex(root(integer(1) - square(*ratio))) + " = " + tex(c)) + ". ";
      if (function == "cos") note += squares + "sine is " + inline_math(tex(root(integer(1) - square(*ratio))) + " = " + tex(s)) + ". ";
      if (function == "tan") note += "With the legs " + inline_math(tex(*ratio)) + " and $1$ the hypotenuse is " + inline_math(tex(root(square(*ratio) + integer(1))) + " = " + tex(exact_root(integer(1) + square(*ratio)))) + ". ";
      note += "For the angle at $" + std::string(1, at) + "$ the sine is " + inline_math(tex(s)) + " and the cosine " + inline_math(tex(c)) + ". ";
    }
    if (t_.sides.empty()) {
      if (!asked_ || asked_->kind != Item::Kind::kFunction) return false;
      note += "Only ratios matter, so let the hypotenuse be $1$. ";
      t_.sides.emplace(hyp, integer(1));
    }
    const Expr *h = t_.side(hyp), *x = t_.side(opposite), *y = t_.side(beside);
    const Expr length = h ? *h : x ? *x / s : *y / c;
    t_.sides.insert_or_assign(hyp, length);
    if (!x) t_.sides.insert_or_assign(opposite, length * s);
    if (!y) t_.sides.insert_or_assign(beside, length * c);
    return true;
  }

  // Laws of cosines and sines.
  std::optional<Goal> any_triangle() {
    const std::string note = third_note();
    if (word_ == "perimeter" || t_.sides.empty()) return {};
    if (asked_ && asked_->kind == Item::Kind::kSide) {
      const char facing = t_.corners[0] + t_.corners[1] + t_.corners[2] - asked_->name[0] - asked_->name[1];
      const Expr *x = t_.side(t_.between(facing, asked_->name[0])), *y = t_.side(t_.between(facing, asked_->name[1]));
      auto angle = t_.angles.find(facing);
      if (x && y && t_.sides.size() == 2 && t_.angles.size() == 1 && angle != t_.angles.end()) {
        Expr cosine = Expr::func("cos", {in_radians(angle->second)});
        return done(root(square(*x) + square(*y) - integer(2) * *x * *y * cosine), "Two sides and the angle between them are known, so the law of cosines gives the third side.", inline_math(asked_->name) + " is @");
      }
      if (t_.sides.size() == 1 && t_.angles.size() == 3) {
        const auto& [given, length] = *t_.sides.begin();
        const char from = t_.corners[0] + t_.corners[1] + t_.corners[2] - given[0] - given[1];
        if (given == asked_->name) return {};
        return done(length * Expr::func("sin", {in_radians(t_.angles.at(facing))}) / Expr::func("sin", {in_radians(t_.angles.at(from))}),
                    note + "By the law of sines the sides are to each other as the sines of the angles opposite to them.", inline_math(asked_->name) + " is @");
      }
      return {};
    }
    if (t_.sides.size() == 3 && t_.angles.empty()) return three_sides();
    if (word_ == "area" && t_.sides.size() == 2 && t_.angles.size() == 1) {
      const auto& [corner, degrees] = *t_.angles.begin();
      if (t_.side(t_.others(corner))) return {};
      Expr product = integer(1) / integer(2);
      for (const auto& [name, length] : t_.sides) product = product * length;
      return done(product * Expr::func("sin", {in_radians(degrees)}), "The area is half the product of two sides and the sine of the angle between them.", "the area is @");
    }
    return {};
  }

  // The area is half the perimeter times the radius of the inscribed circle.
  std::optional<Goal> incircle(const Expr& area, const std::vector<Expr>& sides, std::string note) const {
    const Expr half = (sides[0] + sides[1] + sides[2]) / integer(2), radius = area / half;
    note += "The area is " + inline_math(tex(area)) + ", and it is half the perimeter times the radius of the inscribed circle.";
    if (word_ == "inradius") return done(radius, note, "the radius is @");
    if (word_ == "indiameter") return done(integer(2) * radius, note, "the diameter is @");
    return done(Expr::constant("pi") * square(radius), note, "the area of the circle is @");
  }

  std::optional<Goal> three_sides() const {
    std::vector<Expr> all;
    for (const auto& [name, length] : t_.sides) all.push_back(length);
    for (std::size_t i = 0; i < 3; ++i) {
      auto more = math::real_value(all[(i + 1) % 3] + all[(i + 2) % 3] - all[i]);
      if (!more.ok() || more->mid <= 1e-9) return {};
    }
    if (!word_.empty()) {
      auto sum = math::exact_value(all[0] + all[1] + all[2]);
      if (!sum.ok()) return {};
      Rational s = *sum / 2;
      std::vector<Expr> factors = {Expr::number(s)};
      for (const Expr& side : all) factors.push_back(Expr::number(s) - side);
      const Expr area = root(Expr::make(Op::kMul, factors));
      const std::string heron = "Half the perimeter is " + inline_math(tex((all[0] + all[1] + all[2]) / integer(2)) + " = " + tex(s)) + ", and Heron's formula gives the area. ";
      if (word_ == "circumradius") return done(all[0] * all[1] * all[2] / (integer(4) * area), heron + "The radius of the circumscribed circle is the product of the sides over four times the area.", "the radius is @");
      if (word_ != "area") return incircle(area, all, heron);
      return done(root(Expr::make(Op::kMul, factors)), "Half the perimeter is " + inline_math(tex((all[0] + all[1] + all[2]) / integer(2)) + " = " + tex(s)) + ", and Heron's formula gives the area.", "the area is @");
    }
    if (!asked_) return {};
    const char at = asked_->name[0];
    const std::string facing = t_.others(at);
    const Expr &a = *t_.side(facing), &b = *t_.side(t_.between(at, facing[0])), &c = *t_.side(t_.between(at, facing[1]));
    Expr cosine = (square(b) + square(c) - square(a)) / (integer(2) * b * c);
    const std::string law = "The law of cosines gives the cosine of the angle from the three sides.";
    if (asked_->kind == Item::Kind::kFunction)
      return asked_->function == "cos" ? done(cosine, law, inline_math("\\cos " + asked_->name) + " is @") : std::nullopt;
    auto value = math::exact_value(cosine);
    static const std::map<std::string, long long> known = {{"0", 90}, {"1/2", 60}, {"-1/2", 120}};
    auto found = value.ok() ? known.find(value->to_string()) : known.end();
    if (found == known.end()) return {};
    Lookup look{law, "evaluate", {{"expression", math::to_plain(cosine)}}, {Expr::number(*value)}, ""};
    return Evaluate{integer(found->second), "This is the cosine of " + inline_math(std::to_string(found->second) + "^\\circ") + ".", "the angle has @ degrees", {look}};
  }

  const std::vector<Token>& tokens_;
  Triangle t_;
  std::optional<Item> asked_;
  std::optional<char> third_;     // the corner whose angle was found from the others
  std::string word_, hypotenuse_, halved_;   // what is asked for in words; a side named so; how two equal angles follow
  bool asking_ = false;
};

}  // namespace

std::optional<Goal> read_triangle(const std::vector<Token>& tokens) { return TriangleReader(tokens).run(); }

}  // namespace retort::agent
