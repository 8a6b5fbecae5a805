#include "agent/vector_terms.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using Kind = VectorTerm::Kind;

namespace {

constexpr std::size_t kMostBytes = 2'000;
constexpr int kDeepest = 12;

std::string cleaned(std::string_view latex) {
  std::string text(latex);
  for (std::string_view gone : {"\\renewcommand{\\arraystretch}{1.5}", "\\renewcommand{\\arraystretch}{1}", "\\renewcommand{\\arraystretch}", "\\left", "\\right", "\\big", "\\displaystyle", "\\,", "\\!"})
    text = replace_all(text, gone, "");
  for (std::string_view bold : {"\\boldsymbol", "\\bold", "\\bm", "\\vec"}) text = replace_all(text, bold, "\\mathbf");
  for (std::string_view bar : {"\\lVert", "\\rVert", "\\Vert"}) text = replace_all(text, bar, "\\|");
  text = replace_all(text, "bmatrix", "pmatrix");
  return replace_all(text, "\\mathrm{det}", "\\det");
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<VectorTerm> run() {
    auto term = sum();
    blanks();
    return at_ == text_.size() ? term : std::nullopt;
  }

 private:
  using Term = std::optional<VectorTerm>;

  static VectorTerm node(Kind kind, std::vector<VectorTerm> parts) {
    VectorTerm term;
    term.kind = kind;
    term.parts = std::move(parts);
    return term;
  }

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool take(std::string_view what) {
    blanks();
    if (text_.substr(at_, what.size()) != what) return false;
    // A command ends where its letters end.
    const bool command = what.size() > 1 && what[0] == '\\' && letter(what.back());
    if (command && at_ + what.size() < text_.size() && letter(text_[at_ + what.size()])) return false;
    at_ += what.size();
    return true;
  }
  static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
  static bool digit(char c) { return c >= '0' && c <= '9'; }

  Term sum() {
    if (++depth_ > kDeepest) return {};
    std::vector<VectorTerm> terms;
    for (;;) {
      bool minus = take("-");
      if (!minus) take("+");
      auto next = product();
      if (!next) return {};
      terms.push_back(minus ? node(Kind::kNegative, {*next}) : *next);
      blanks();
      if (at_ >= text_.size() || (text_[at_] != '+' && text_[at_] != '-')) break;
    }
    --depth_;
    return terms.size() == 1 ? terms[0] : node(Kind::kSum, std::move(terms));
  }

  // Factors side by side bind before dots and crosses.
  Term product() {
    auto left = side_by_side();
    while (left) {
      const bool dot = take("\\cdot"), cross = !dot && take("\\times");
      if (!dot && !cross) break;
      auto right = side_by_side();
      if (!right) return {};
      left = node(dot ? Kind::kDot : Kind::kCross, {*left, *right});
    }
    return left;
  }

  Term side_by_side() {
    std::vector<VectorTerm> factors;
    while (starts_factor()) {
      auto next = factor();
      if (!next) return {};
      factors.push_back(std::move(*next));
    }
    if (factors.empty()) return {};
    return factors.size() == 1 ? factors[0] : node(Kind::kProduct, std::move(factors));
  }

  bool starts_factor() {
    blanks();
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    if (letter(c) || digit(c) || c == '(' || c == '[') return true;
    if (c != '\\') return false;
    if (text_.substr(at_, 2) == "\\|") return !in_norm_;
    return text_.substr(at_, 5) != "\\cdot" && text_.substr(at_, 6) != "\\times";
  }

  // {...} or one character.
  std::optional<std::string> group() {
    blanks();
    if (at_ >= text_.size()) return {};
    if (text_[at_] != '{') {
      if (text_[at_] == '\\') {
        std::size_t end = at_ + 1;
        while (end < text_.size() && letter(text_[end])) ++end;
        std::string command(text_.substr(at_, end - at_));
        at_ = end;
        if (command == "\\mathbf") {
          auto inner = group();
          return inner ? std::optional("\\mathbf{" + *inner + "}") : std::nullopt;
        }
        return command;
      }
      return std::string(1, text_[at_++]);
    }
    int depth = 0;
    for (std::size_t end = at_; end < text_.size(); ++end) {
      if (text_[end] == '{') ++depth;
      if (text_[end] == '}' && --depth == 0) {
        std::string inside(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return inside;
      }
    }
    return {};
  }

  Term factor() {
    auto base = atom();
    while (base && take("^")) {
      auto exponent = group();
      if (!exponent) return {};
      const std::string e(trim(*exponent));
      if (e == "T" || e == "\\top" || e == "\\intercal") {
        base = node(Kind::kTransposed, {*base});
        continue;
      }
      auto value = math::parse(e, math::Notation::kLatex);
      if (!value.ok()) return {};
      if (base->kind == Kind::kScalar) {
        base->scalar = pow(base->scalar, *value);
        continue;
      }
      auto n = math::exact_value(*value);
      if (!n.ok() || !n->is_integer() || !n->to_int64() || std::abs(*n->to_int64()) > 5'000) return {};
      VectorTerm raised = node(Kind::kPower, {*base});
      raised.power = *n->to_int64();
      base = std::move(raised);
    }
    return base;
  }

  Term atom() {
    blanks();
    const char c = text_[at_];
    if (c == '(' || c == '[') {
      ++at_;
      const bool outer = std::exchange(in_norm_, false);
      auto inner = sum();
      in_norm_ = outer;
      return take(c == '(' ? ")" : "]") ? inner : std::nullopt;
    }
    if (take("\\|")) {
      in_norm_ = true;
      auto inner = sum();
      in_norm_ = false;
      if (!inner || !take("\\|")) return {};
      return node(Kind::kNorm, {*inner});
    }
    if (take("\\begin{pmatrix}")) return matrix("pmatrix", false);
    if (take("\\begin{vmatrix}")) return matrix("vmatrix", true);
    if (take("\\mathbf")) return bold();
    if (take("\\operatorname{proj}") || take("\\text{proj}") || take("\\mathrm{proj}")) return projection();
    if (take("\\operatorname{det}") || take("\\det")) {
      auto of = factor();
      return of ? Term(node(Kind::kDeterminant, {*of})) : std::nullopt;
    }
    return number();
  }

  Term bold() {
    auto inside = group();
    if (!inside) return {};
    std::string name(trim(*inside));
    std::string power;
    if (std::size_t hat = name.find('^'); hat != name.npos) {
      power = name.substr(hat + 1);
      name = std::string(trim(name.substr(0, hat)));
    }
    if (name.size() != 1 || !(letter(name[0]) || name == "0")) return {};
    if (take("_")) {
      auto index = group();
      if (!index || index->size() > 2) return {};
      name += "_" + *index;
    }
    VectorTerm term;
    term.kind = Kind::kName;
    term.name = name;
    if (power.empty()) return term;
    if (power.size() != 1 || !digit(power[0])) return {};
    VectorTerm raised = node(Kind::kPower, {term});
    raised.power = power[0] - '0';
    return raised;
  }

  Term matrix(const std::string& environment, bool determinant) {
    const std::string close = "\\end{" + environment + "}";
    const std::size_t end = text_.find(close, at_);
    if (end == text_.npos) return {};
    auto read = math::parse("\\begin{pmatrix}" + std::string(text_.substr(at_, end - at_)) + "\\end{pmatrix}", math::Notation::kLatex);
    at_ = end + close.size();
    if (!read.ok() || !read->is(Op::kMatrix) || read->args().size() > 4) return {};
    VectorTerm term;
    term.kind = Kind::kMatrix;
    for (const Expr& row : read->args()) {
      term.entries.push_back(row.args());
      if (row.args().size() > 4) return {};
    }
    return determinant ? node(Kind::kDeterminant, {term}) : term;
  }

  Term projection() {
    if (!take("_")) return {};
    auto onto = group();
    if (!onto) return {};
    auto target = Reader(*onto).run();
    auto of = starts_factor() ? factor() : std::nullopt;
    if (!target || !of) return {};
    return node(Kind::kProjection, {*target, *of});
  }

  // Digits, a letter, \pi, \frac, \sqrt, \cos 30^\circ.
  Term number() {
    const std::size_t start = at_;
    if (digit(text_[at_])) {
      while (at_ < text_.size() && (digit(text_[at_]) || text_[at_] == '.')) ++at_;
    } else if (letter(text_[at_])) {
      ++at_;
      if (at_ < text_.size() && text_[at_] == '_' && (++at_, !group())) return {};
    } else if (take("\\frac") || take("\\dfrac") || take("\\tfrac")) {
      auto top = group(), bottom = group();
      if (!top || !bottom) return {};
      if (top->find("\\mathbf") != top->npos || bottom->find("\\mathbf") != bottom->npos) {
        auto over = Reader(*top).run(), under = Reader(*bottom).run();
        return over && under ? Term(node(Kind::kQuotient, {*over, *under})) : std::nullopt;
      }
    } else if (take("\\sqrt")) {
      if (at_ < text_.size() && text_[at_] == '[') return {};
      if (!group()) return {};
    } else {
      static constexpr std::array<std::string_view, 12> kLetters = {"\\pi", "\\alpha", "\\beta", "\\gamma", "\\theta", "\\phi", "\\lambda", "\\mu", "\\omega", "\\rho", "\\delta", "\\varphi"};
      bool known = std::any_of(kLetters.begin(), kLetters.end(), [&](std::string_view name) { return take(name); });
      for (const char* function : {"\\cos", "\\sin", "\\tan"}) {
        if (known || !take(function)) continue;
        known = true;
        if (take("^") && !group()) return {};
        if (take("(")) {
          std::size_t end = text_.find(')', at_);
          if (end == text_.npos) return {};
          at_ = end + 1;
        } else if (!number()) {
          return {};
        }
        if (take("^\\circ") || take("^{\\circ}")) break;
      }
      if (!known) return {};
    }
    auto read = math::parse(text_.substr(start, at_ - start), math::Notation::kLatex);
    if (!read.ok()) return {};
    VectorTerm term;
    term.scalar = *read;
    return term;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool in_norm_ = false;
};

// Split at a text outside braces, brackets and environments.
std::vector<std::string> outer_split(std::string_view text, const std::vector<std::string_view>& separators) {
  std::vector<std::string> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 7) == "\\begin{") ++depth;
    if (text.substr(i, 5) == "\\end{") --depth;
    if (text[i] == '(' || text[i] == '{' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == '}' || text[i] == ']') --depth;
    if (depth != 0) continue;
    for (std::string_view separator : separators) {
      if (text.substr(i, separator.size()) != separator) continue;
      parts.emplace_back(trim(text.substr(start, i - start)));
      start = i + separator.size();
      i = start - 1;
      break;
    }
  }
  parts.emplace_back(trim(text.substr(start)));
  return parts;
}

}  // namespace

std::optional<VectorTerm> read_vector_term(std::string_view latex) {
  if (latex.size() > kMostBytes) return {};
  const std::string text = cleaned(latex);
  return Reader(text).run();
}

std::vector<VectorTerm> read_vector_sides(std::string_view latex) {
  if (latex.size() > kMostBytes) return {};
  std::vector<VectorTerm> sides;
  for (const std::string& side : outer_split(cleaned(latex), {"="})) {
    auto term = Reader(side).run();
    if (!term) return {};
    sides.push_back(std::move(*term));
  }
  return sides;
}

std::vector<std::string> vector_pieces(std::string_view latex) {
  std::string text = replace_all(replace_all(std::string(latex), "\\qquad", " "), "\\quad", " ");
  for (std::string_view word : {"\\text{and}", "\\text{ and }", "\\text{ and}", "\\text{and }"}) text = replace_all(text, word, ";");
  std::vector<std::string> pieces;
  for (std::string& piece : outer_split(text, {",", ";"}))
    if (!piece.empty()) pieces.push_back(std::move(piece));
  return pieces;
}

Expr matrix_of(const Entries& entries) {
  std::vector<Expr> rows;
  for (const auto& row : entries) rows.push_back(Expr::make(Op::kTuple, row));
  return Expr::make(Op::kMatrix, rows);
}

Expr tidy(const Expr& e) {
  if (auto value = math::exact_value(e); value.ok()) return Expr::number(*value);
  auto normal = math::normal_form(e);
  return normal.ok() && normal->size() < 2 * e.size() ? *normal : e;
}

namespace {

using Value = std::optional<VectorValue>;

bool is_zero(const Expr& e) { return e.is_number() && e.value().is_zero(); }
bool is_one(const Expr& e) { return e.is_number() && e.value() == math::Rational(1); }

class Algebra {
 public:
  Algebra(const VectorNames& names, Worked worked) : names_(names), worked_(worked) {}
  Value value(const VectorTerm& term) const;

 private:
  Expr fold(const Expr& e) const { return worked_ == Worked::kOut ? tidy(e) : e; }
  Expr plus(const Expr& a, const Expr& b) const { return is_zero(a) ? b : is_zero(b) ? a : fold(a + b); }
  Expr times(const Expr& a, const Expr& b) const {
    if (is_zero(a) || is_zero(b)) return Expr::integer(0);
    return is_one(a) ? b : is_one(b) ? a : fold(a * b);
  }

  Value map(const VectorValue& v, const std::function<Expr(const Expr&)>& f) const {
    VectorValue out = v;
    for (auto& row : out.entries)
      for (Expr& entry : row) entry = f(entry);
    return out;
  }

  Expr dot(const VectorValue& a, const VectorValue& b) const {
    Expr sum = Expr::integer(0);
    for (std::size_t i = 0; i < a.rows(); ++i) sum = plus(sum, times(a.entries[i][0], b.entries[i][0]));
    return sum;
  }

  Value multiplied(const VectorValue& a, const VectorValue& b) const {
    if (a.scalar) return map(b, [&](const Expr& e) { return times(a.number(), e); });
    if (b.scalar) return map(a, [&](const Expr& e) { return times(b.number(), e); });
    if (a.columns() != b.rows()) return {};
    VectorValue out;
    for (std::size_t i = 0; i < a.rows(); ++i) {
      out.entries.emplace_back();
      for (std::size_t j = 0; j < b.columns(); ++j) {
        Expr sum = Expr::integer(0);
        for (std::size_t k = 0; k < b.rows(); ++k) sum = plus(sum, times(a.entries[i][k], b.entries[k][j]));
        out.entries.back().push_back(sum);
      }
    }
    return out;
  }

  Expr determinant(const Entries& m) const {
    if (m.size() == 1) return m[0][0];
    Expr sum = Expr::integer(0);
    for (std::size_t j = 0; j < m.size(); ++j) {
      Entries minor;
      for (std::size_t i = 1; i < m.size(); ++i) {
        minor.emplace_back();
        for (std::size_t k = 0; k < m.size(); ++k)
          if (k != j) minor.back().push_back(m[i][k]);
      }
      Expr term = times(m[0][j], determinant(minor));
      sum = plus(sum, j % 2 == 0 ? term : fold(-term));
    }
    return sum;
  }

  static VectorValue identity(std::size_t size, const Expr& factor) {
    VectorValue out;
    for (std::size_t i = 0; i < size; ++i) {
      out.entries.emplace_back(size, Expr::integer(0));
      out.entries[i][i] = factor;
    }
    return out;
  }

  Value inverted(const VectorValue& v) const {
    if (v.rows() != v.columns() || v.rows() > 3) return {};
    const Expr d = determinant(v.entries);
    auto value = math::exact_value(d);
    if (!value.ok() || value->is_zero()) return {};
    const std::size_t n = v.rows();
    VectorValue out = identity(n, Expr::integer(0));
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        Entries minor;
        for (std::size_t r = 0; r < n; ++r) {
          if (r == i) continue;
          minor.emplace_back();
          for (std::size_t c = 0; c < n; ++c)
            if (c != j) minor.back().push_back(v.entries[r][c]);
        }
        Expr cofactor = minor.empty() ? Expr::integer(1) : determinant(minor);
        out.entries[j][i] = fold((i + j) % 2 == 0 ? cofactor / d : -cofactor / d);
      }
    }
    return out;
  }

  Value raised(VectorValue base, long long power) const {
    if (worked_ == Worked::kAsWritten && std::abs(power) != 2) return Algebra(names_, Worked::kOut).raised(std::move(base), power);
    if (base.scalar) return VectorValue::of(fold(pow(base.number(), Expr::integer(power))));
    if (base.rows() != base.columns()) return {};
    if (power < 0) {
      auto inverse = inverted(base);
      if (!inverse) return {};
      base = *inverse;
      power = -power;
    }
    VectorValue out = identity(base.rows(), Expr::integer(1));
    for (; power > 0; power /= 2) {
      if (power % 2 == 1) {
        auto next = multiplied(out, base);
        if (!next) return {};
        out = *next;
      }
      auto squared = multiplied(base, base);
      if (!squared) return {};
      base = *squared;
    }
    return out;
  }

  // I and multiples of it stand as numbers until they meet a matrix.
  Value added(const VectorValue& a, const VectorValue& b) const {
    if (a.scalar && !b.scalar) {
      if (is_zero(a.number())) return b;
      return b.rows() == b.columns() ? added(identity(b.rows(), a.number()), b) : std::nullopt;
    }
    if (b.scalar && !a.scalar) return added(b, a);
    if (a.rows() != b.rows() || a.columns() != b.columns()) return {};
    VectorValue out = a;
    for (std::size_t i = 0; i < a.rows(); ++i)
      for (std::size_t j = 0; j < a.columns(); ++j) out.entries[i][j] = plus(a.entries[i][j], b.entries[i][j]);
    return out;
  }

  const VectorNames& names_;
  Worked worked_;
};

Value Algebra::value(const VectorTerm& term) const {
  std::vector<VectorValue> parts;
  for (const VectorTerm& part : term.parts) {
    auto part_value = value(part);
    if (!part_value) return {};
    parts.push_back(std::move(*part_value));
  }
  switch (term.kind) {
    case Kind::kScalar: return VectorValue::of(fold(term.scalar));
    case Kind::kMatrix: {
      VectorValue v{false, term.entries};
      return map(v, [&](const Expr& e) { return fold(e); });
    }
    case Kind::kName: {
      if (auto found = names_.find(term.name); found != names_.end()) return found->second;
      if (term.name == "0") return VectorValue::of(Expr::integer(0));
      if (term.name == "I") return VectorValue::of(Expr::integer(1));
      return {};
    }
    case Kind::kNegative: return map(parts[0], [&](const Expr& e) { return is_zero(e) ? e : fold(-e); });
    case Kind::kSum: case Kind::kProduct: {
      Value all = parts[0];
      for (std::size_t i = 1; all && i < parts.size(); ++i) all = term.kind == Kind::kSum ? added(*all, parts[i]) : multiplied(*all, parts[i]);
      if (term.kind == Kind::kProduct && parts.size() == 2 && parts[0].is_column() && parts[1].is_column()) return {};
      return all;
    }
    case Kind::kDot:
      if (parts[0].scalar || parts[1].scalar) return multiplied(parts[0], parts[1]);
      if (!parts[0].is_column() || !parts[1].is_column() || parts[0].rows() != parts[1].rows()) return {};
      return VectorValue::of(dot(parts[0], parts[1]));
    case Kind::kCross: {
      const auto &a = parts[0].entries, &b = parts[1].entries;
      if (!parts[0].is_column() || !parts[1].is_column() || a.size() != 3 || b.size() != 3) return {};
      auto entry = [&](std::size_t i, std::size_t j) { return std::vector<Expr>{plus(times(a[i][0], b[j][0]), fold(-times(a[j][0], b[i][0])))}; };
      return VectorValue{false, {entry(1, 2), entry(2, 0), entry(0, 1)}};
    }
    case Kind::kQuotient: {
      if (!parts[1].scalar || is_zero(parts[1].number())) return {};
      return map(parts[0], [&](const Expr& e) { return fold(e / parts[1].number()); });
    }
    case Kind::kPower: return raised(parts[0], term.power);
    case Kind::kTransposed: {
      if (parts[0].scalar) return {};
      VectorValue out;
      for (std::size_t j = 0; j < parts[0].columns(); ++j) {
        out.entries.emplace_back();
        for (std::size_t i = 0; i < parts[0].rows(); ++i) out.entries.back().push_back(parts[0].entries[i][j]);
      }
      return out;
    }
    case Kind::kNorm:
      if (!parts[0].is_column()) return {};
      return VectorValue::of(fold(Expr::func("sqrt", {dot(parts[0], parts[0])})));
    case Kind::kDeterminant:
      if (parts[0].scalar || parts[0].rows() != parts[0].columns()) return {};
      return VectorValue::of(determinant(parts[0].entries));
    case Kind::kProjection: {
      if (!parts[0].is_column() || !parts[1].is_column() || parts[0].rows() != parts[1].rows()) return {};
      const Expr below = dot(parts[0], parts[0]);
      if (is_zero(below)) return {};
      const Expr factor = fold(dot(parts[1], parts[0]) / below);
      return map(parts[0], [&](const Expr& e) { return times(factor, e); });
    }
  }
  return {};
}

}  // namespace

std::optional<VectorValue> vector_value(const VectorTerm& term, const VectorNames& names, Worked worked) { return Algebra(names, worked).value(term); }

}  // namespace retort::agent
