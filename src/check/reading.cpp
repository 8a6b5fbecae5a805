#include "check/reading.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "check/dots.h"
#include "check/geometry_names.h"
#include "grade/answer.h"
#include "grade/units.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_value(const Expr& e) {
  if (e.is_func("det")) return e.args().size() == 1 && e.arg(0).is(Op::kMatrix);
  if (e.is_func("limit") && e.args().size() == 4) return is_value(e.arg(0)) && is_value(e.arg(2));   // the last says from which side
  switch (e.op()) {
    case Op::kRel: case Op::kChain: case Op::kCongruence: case Op::kTuple: case Op::kList: case Op::kSet: case Op::kInterval:
    case Op::kUnion: case Op::kMatrix: case Op::kPlusMinus: case Op::kText: case Op::kUnit:
      return false;
    default:
      return std::all_of(e.args().begin(), e.args().end(), is_value);
  }
}

// Letters that are used as f(x): `L(` letter `)`.
std::vector<std::string> applied_letters(std::string_view text) {
  std::vector<std::string> letters;
  for (std::size_t i = 0; i + 3 < text.size() && letters.size() < 12; ++i) {
    const bool applied = is_letter(text[i]) && text[i + 1] == '(' && is_letter(text[i + 2]) && text[i + 3] == ')' &&
                         (i == 0 || (!is_letter(text[i - 1]) && text[i - 1] != '\\'));
    const std::string letter(1, text[i]);
    if (applied && std::find(letters.begin(), letters.end(), letter) == letters.end()) letters.push_back(letter);
  }
  return letters;
}

// One pass over LaTeX that copies it with marks replaced.
class Rewriter {
 public:
  explicit Rewriter(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\\') command();
      else if (text_[at_] == '!' && at_ + 1 < text_.size()) factorial();
      else if (is_capital(text_[at_])) capitals();
      else out_ += text_[at_++];
    }
    return std::move(out_);
  }

 private:
  std::string_view name_at(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    return text_.substr(at + 1, end - at - 1);
  }

  // The argument behind `at` with its braces, or one token; empty when there is none.
  std::string_view argument(std::size_t at) const {
    while (at < text_.size() && text_[at] == ' ') ++at;
    if (at >= text_.size()) return {};
    if (text_[at] != '{') return text_.substr(at, 1);
    int depth = 0;
    for (std::size_t i = at; i < text_.size(); ++i) {
      depth += text_[i] == '{' ? 1 : text_[i] == '}' ? -1 : 0;
      if (depth == 0) return text_.substr(at, i + 1 - at);
    }
    return {};
  }

  static std::string letters_in(std::string_view text) {
    std::string letters;
    for (char c : text) {
      if (is_letter(c)) letters += c;
    }
    return letters;
  }

  void symbol(const std::string& letters) { out_ += "\\mathit{" + letters + "}"; }

  void command() {
    const std::string_view name = name_at(at_);
    const std::size_t behind = at_ + 1 + name.size();
    const auto is = [&](std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); };
    if (is({"cancel", "bcancel", "xcancel", "underline", "ensuremath", "displaystyle", "textstyle", "limits", "nolimits"})) {
      at_ = behind;
    } else if (is({"color", "phantom", "hspace", "vspace", "label", "tag"}) && !argument(behind).empty()) {
      skip_to(argument(behind));
    } else if (name == "mathop" && argument(behind).starts_with("{\\text{")) {   // \mathop{\text{lcm}}
      const std::string_view inside = argument(behind);
      at_ = static_cast<std::size_t>(inside.data() - text_.data()) + inside.size();
      words("operatorname", inside.substr(6, inside.size() - 7));
    } else if (name == "cancelto" && !argument(behind).empty()) {
      skip_to(argument(behind));
    } else if (is({"textcolor"}) && !argument(behind).empty()) {
      skip_to(argument(behind));
    } else if (is({"mbox", "textrm", "textbf", "textit", "textnormal", "text", "mathrm", "operatorname"})) {
      words(name, argument(behind));
    } else if (is({"vec", "overrightarrow", "mathbf", "bold", "boldsymbol"}) && vector(argument(behind))) {
    } else if (is({"nabla", "heartsuit", "square", "Box"}) && !infix(behind)) {
      symbol(std::string(name) + "sign");
      at_ = behind;
    } else {
      const std::size_t end = name.empty() ? std::min(at_ + 2, text_.size()) : behind;
      out_ += text_.substr(at_, end - at_);
      at_ = end;
      if ((name == "gcd" || name == "lcm") && at_ < text_.size() && text_[at_] == '[') bracketed();
    }
  }

  void skip_to(std::string_view argument) { at_ = static_cast<std::size_t>(argument.data() - text_.data()) + argument.size(); }

  // Does an operand stand directly in front and behind, as in `3 \square 4`?
  bool infix(std::size_t behind) const {
    std::size_t before = out_.size();
    while (before > 0 && out_[before - 1] == ' ') --before;
    while (behind < text_.size() && text_[behind] == ' ') ++behind;
    const auto operand = [](char c) { return is_digit(c) || is_letter(c) || c == ')' || c == '(' || c == '}' || c == '{'; };
    return before > 0 && behind < text_.size() && operand(out_[before - 1]) && operand(text_[behind]);
  }

  // [a, b] behind lcm or gcd.
  void bracketed() {
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) return;
    out_ += "(" + std::string(text_.substr(at_ + 1, close - at_ - 1)) + ")";
    at_ = close + 1;
  }

  // Words inside mathematics: a function's name, a unit behind a number, or a quantity named by words.
  void words(std::string_view name, std::string_view argument) {
    if (argument.empty() || argument.front() != '{') {
      out_ += text_.substr(at_, name.size() + 1);
      at_ += name.size() + 1;
      return;
    }
    const std::string_view inside = trim(argument.substr(1, argument.size() - 2));
    if (argument.data() >= text_.data() + at_) skip_to(argument);
    if (inside == "lcm" || inside == "gcd" || inside == "LCM" || inside == "GCD") {
      out_ += "\\operatorname{" + lower_ascii(inside) + "}";
      while (at_ < text_.size() && (text_[at_] == ' ' || text_.substr(at_, 2) == "\\,")) at_ += text_[at_] == ' ' ? 1 : 2;
      if (at_ < text_.size() && text_[at_] == '[') bracketed();
      return;
    }
    std::size_t before = out_.size();
    while (before > 0 && (out_[before - 1] == ' ' || out_[before - 1] == '~')) --before;
    const bool measure = before > 0 && (is_digit(out_[before - 1]) || out_[before - 1] == '}' || out_[before - 1] == ')');
    const bool function = name == "operatorname" || name == "mathrm";
    const std::string letters = letters_in(inside);
    if (measure || function || letters.empty() || inside.find_first_of("$0123456789") != std::string_view::npos) {
      out_ += (function ? "\\" + std::string(name) : std::string("\\text")) + std::string(argument);
    } else {
      symbol(letters.size() == 1 ? letters : letters + "q");
    }
  }

  // A vector is a symbol; of matrices (upright capitals) nothing is known, since their products do not commute.
  bool vector(std::string_view argument) {
    const bool bold_capital = name_at(at_).starts_with("m") && !argument.empty() && is_capital(letters_in(argument).substr(0, 1).c_str()[0]);
    const std::string letters = letters_in(argument);
    if (letters.empty() || bold_capital || letters.size() > 8 || argument.find('\\') != std::string_view::npos || text_.find("\\times") != std::string_view::npos) return false;
    skip_to(argument);
    symbol("vec" + letters);
    return true;
  }

  // 3!2! is a product.
  void factorial() {
    out_ += text_[at_++];
    std::size_t next = at_;
    while (next < text_.size() && text_[next] == ' ') ++next;
    if (next < text_.size() && (is_digit(text_[next]) || is_letter(text_[next]) || text_[next] == '(')) out_ += "\\cdot ";
  }

  // AB is a length or another name, not a product; BA is the same.
  void capitals() {
    std::size_t end = at_;
    while (end < text_.size() && is_capital(text_[end])) ++end;
    std::string letters(text_.substr(at_, end - at_));
    const bool digits_before = at_ > 0 && text_[at_ - 1] == '_';
    at_ = end;
    if (letters.size() == 2 && !digits_before) {
      std::sort(letters.begin(), letters.end());
      symbol(letters);
    } else if (letters.size() > 2 && letters.size() < 8 && !digits_before) {
      symbol(letters);
    } else {
      out_ += letters;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

// ---- components --------------------------------------------------------------------------------------------------------------

using Grid = std::vector<std::vector<Expr>>;
constexpr std::size_t kMaxRows = 6;

std::optional<Grid> grid_of(const Expr& e, int depth);

std::optional<Grid> product(const Grid& a, const Grid& b) {
  if (a.empty() || b.empty() || a[0].size() != b.size()) return std::nullopt;
  Grid out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b[0].size(); ++j) {
      Expr sum = a[i][0] * b[0][j];
      for (std::size_t k = 1; k < b.size(); ++k) sum = sum + a[i][k] * b[k][j];
      out[i].push_back(sum);
    }
  }
  return out;
}

bool is_column(const Grid& g) { return g.size() > 1 && g[0].size() == 1; }

template <typename Entry>
Grid each(const Grid& g, const Entry& entry) {
  Grid out = g;
  for (auto& row : out) {
    for (Expr& e : row) e = entry(e);
  }
  return out;
}

std::optional<Grid> times(const std::optional<Grid>& a, const Expr& factor, int depth) {
  if (is_value(factor)) return each(*a, [&](const Expr& e) { return factor * e; });
  const auto b = grid_of(factor, depth + 1);
  if (!b) return std::nullopt;
  if (is_column(*a) && is_column(*b) && a->size() == 3 && b->size() == 3) {   // two columns: a cross product, for a dot product is a number
    const Grid &u = *a, &v = *b;
    const auto part = [&](std::size_t i, std::size_t j) { return u[i][0] * v[j][0] - u[j][0] * v[i][0]; };
    return Grid{{part(1, 2)}, {part(2, 0)}, {part(0, 1)}};
  }
  return product(*a, *b);
}

std::optional<Grid> product_grid(const Expr& e, int depth) {
  std::optional<Grid> out;
  std::vector<Expr> before;
  for (const Expr& factor : e.args()) {
    if (!out && is_value(factor)) {
      before.push_back(factor);
    } else if (!out) {
      out = grid_of(factor, depth + 1);
      if (!out) return std::nullopt;
    } else if (!(out = times(out, factor, depth))) {
      return std::nullopt;
    }
  }
  for (const Expr& factor : before) {
    if (out) out = each(*out, [&](const Expr& x) { return factor * x; });
  }
  return out;
}

// With one over its determinant in each entry: of two rows and columns, or three.
std::optional<Grid> inverse(const Grid& g) {
  const std::size_t n = g.size();
  if ((n != 2 && n != 3) || g[0].size() != n) return std::nullopt;
  const auto minor = [&](std::size_t r, std::size_t c) {   // with its sign
    if (n == 2) return (r + c) % 2 == 0 ? g[1 - r][1 - c] : -g[1 - r][1 - c];
    const std::size_t a = (r + 1) % 3, b = (r + 2) % 3, i = (c + 1) % 3, k = (c + 2) % 3;
    return g[a][i] * g[b][k] - g[a][k] * g[b][i];
  };
  Expr determinant = g[0][0] * minor(0, 0);
  for (std::size_t c = 1; c < n; ++c) determinant = determinant + g[0][c] * minor(0, c);
  Grid out = g;
  for (std::size_t r = 0; r < n; ++r)
    for (std::size_t c = 0; c < n; ++c) out[r][c] = minor(c, r) / determinant;
  return out;
}

std::optional<Grid> power_grid(const Expr& e, int depth) {
  constexpr long long kHighest = 8;
  const auto base = grid_of(e.arg(0), depth + 1);
  const bool minus = e.arg(1).is(Op::kNeg);
  const Expr& exponent = minus ? e.arg(1).arg(0) : e.arg(1);
  const auto n = exponent.is_integer() ? exponent.value().to_int64() : std::nullopt;
  if (!base || !n || std::abs(*n) > kHighest || *n == 0) return std::nullopt;
  const bool inverted = minus != (*n < 0);
  const auto one = inverted ? inverse(*base) : base;
  auto out = one;
  for (long long i = 1; i < std::abs(*n) && out; ++i) out = (*out)[0].size() * out->size() <= 9 ? product(*out, *one) : std::nullopt;
  return out;
}

std::optional<Grid> grid_of(const Expr& e, int depth) {
  if (depth > 8) return std::nullopt;
  if (e.is(Op::kMatrix)) {
    Grid out;
    for (const Expr& row : e.args()) {
      if (row.args().size() > kMaxRows || !std::all_of(row.args().begin(), row.args().end(), is_value)) return std::nullopt;
      out.push_back(row.args());
    }
    return out.empty() || out.size() > kMaxRows ? std::nullopt : std::optional(out);
  }
  if (e.is(Op::kTuple) && e.args().size() <= kMaxRows && std::all_of(e.args().begin(), e.args().end(), is_value)) {
    Grid out;
    for (const Expr& item : e.args()) out.push_back({item});
    return out;
  }
  if (e.is(Op::kNeg)) {
    const auto inner = grid_of(e.arg(0), depth + 1);
    return inner ? std::optional(each(*inner, [](const Expr& x) { return -x; })) : std::nullopt;
  }
  if (e.is(Op::kDiv) && is_value(e.arg(1))) {
    const auto inner = grid_of(e.arg(0), depth + 1);
    return inner ? std::optional(each(*inner, [&](const Expr& x) { return x / e.arg(1); })) : std::nullopt;
  }
  if (e.is(Op::kMul)) return product_grid(e, depth);
  if (e.is(Op::kPow)) return power_grid(e, depth);
  if (!e.is(Op::kAdd)) return std::nullopt;
  auto sum = grid_of(e.arg(0), depth + 1);
  for (std::size_t i = 1; sum && i < e.args().size(); ++i) {
    const auto next = grid_of(e.arg(i), depth + 1);
    if (!next || next->size() != sum->size() || (*next)[0].size() != (*sum)[0].size()) return std::nullopt;
    for (std::size_t r = 0; r < sum->size(); ++r) {
      for (std::size_t c = 0; c < (*sum)[r].size(); ++c) (*sum)[r][c] = (*sum)[r][c] + (*next)[r][c];
    }
  }
  return sum;
}

// A dot product of two columns as a number.
std::optional<Expr> dot_product(const Expr& e) {
  if (!e.is(Op::kMul) || e.args().size() != 2) return std::nullopt;
  const auto a = grid_of(e.arg(0), 0), b = grid_of(e.arg(1), 0);
  if (!a || !b || !is_column(*a) || !is_column(*b) || a->size() != b->size()) return std::nullopt;
  Expr sum = (*a)[0][0] * (*b)[0][0];
  for (std::size_t i = 1; i < a->size(); ++i) sum = sum + (*a)[i][0] * (*b)[i][0];
  return sum;
}

}  // namespace

bool has_unknowns(std::string_view latex) {
  for (std::size_t i = 0; i < latex.size(); ++i) {
    if (latex[i] == '\\') {
      while (i + 1 < latex.size() && is_letter(latex[i + 1])) ++i;
      continue;
    }
    if (is_letter(latex[i])) return true;
  }
  return false;
}

Reader::Reader(std::string_view problem, std::string_view narrative) {
  limits_.functions = applied_letters(problem);
  for (std::string& letter : applied_letters(narrative)) limits_.functions.push_back(std::move(letter));
  for (char letter : plain_letters(narrative)) limits_.symbols.emplace_back(1, letter);   // e is an unknown in `5e - 100 = e`
}

bool Reader::applies(std::string_view letter) const { return std::find(limits_.functions.begin(), limits_.functions.end(), letter) != limits_.functions.end(); }

// \sin^2 + \cos^2 and \frac{\cos}{\sin}: functions without an argument, which is the same one everywhere.
std::string with_arguments(const std::string& latex) {
  std::string out;
  for (std::size_t i = 0; i < latex.size();) {
    const std::string_view rest = std::string_view(latex).substr(i);
    std::size_t length = 0;
    for (std::string_view name : {"\\sin", "\\cos", "\\tan", "\\cot", "\\sec", "\\csc"}) {
      if (rest.starts_with(name)) length = name.size();
    }
    if (length == 0) {
      out += latex[i++];
      continue;
    }
    if (rest.substr(length).starts_with("^2") || rest.substr(length).starts_with("^3")) length += 2;
    std::size_t next = length;
    while (next < rest.size() && rest[next] == ' ') ++next;
    const bool bare = next == rest.size() || std::string_view("+-=})/").find(rest[next]) != std::string_view::npos;
    if (!bare) return latex;
    out += std::string(rest.substr(0, length)) + " x";
    i += length;
  }
  return out;
}

std::optional<Reading> Reader::value(const Side& side) const {
  const std::string latex = with_arguments(readable_latex(side.latex));
  const auto parsed = math::parse(latex, math::Notation::kLatex, limits_);
  if (parsed.ok() && is_value(*parsed)) return Reading{*parsed, parsed->is(Op::kPercent), {}};
  if (parsed.ok() && latex.find("\\times") == std::string::npos) {
    if (const auto dot = dot_product(*parsed)) return Reading{*dot, false, {}};
  }
  const grade::Answer answer = grade::read_answer(latex);
  const grade::Value* value = answer.as<grade::Value>();
  if (!value) return std::nullopt;
  return Reading{value->percent ? Expr::make(Op::kPercent, {value->expr}) : value->expr, value->percent, value->unit};
}

std::optional<Expr> Reader::any(const Side& side) const {
  const auto parsed = math::parse(readable_latex(side.latex), math::Notation::kLatex, limits_);
  return parsed.ok() ? std::optional(*parsed) : std::nullopt;
}

std::string readable_latex(std::string_view latex) {
  if (latex.find_first_of("\\!.:ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos || latex.size() > 4000) return std::string(latex);
  const std::string named = name_figures(latex);
  return without_dots(Rewriter(named).run());
}

std::optional<std::vector<std::pair<Expr, Expr>>> component_pairs(const Expr& a, const Expr& b) {
  if (is_value(a) || is_value(b)) return std::nullopt;
  const auto left = grid_of(a, 0), right = grid_of(b, 0);
  if (!left || !right || left->size() != right->size() || (*left)[0].size() != (*right)[0].size()) return std::nullopt;
  std::vector<std::pair<Expr, Expr>> pairs;
  for (std::size_t r = 0; r < left->size(); ++r) {
    for (std::size_t c = 0; c < (*left)[r].size(); ++c) pairs.emplace_back((*left)[r][c], (*right)[r][c]);
  }
  return pairs;
}

std::optional<std::pair<Expr, Expr>> both_signs(const Expr& e) {
  struct Walk {
    bool plus, found = false;
    Expr operator()(const Expr& x, int depth) {
      if (x.args().empty() || depth > 40) return x;
      std::vector<Expr> args;
      for (const Expr& arg : x.args()) args.push_back((*this)(arg, depth + 1));
      if (!x.is(Op::kPlusMinus)) return Expr::make(x.op(), std::move(args), x.name());
      found = true;
      const Expr last = plus ? args.back() : -args.back();
      return args.size() == 1 ? last : plus ? args[0] + args[1] : args[0] - args[1];
    }
  };
  Walk up{true}, down{false};
  const Expr high = up(e, 0), low = down(e, 0);
  return up.found && is_value(high) && is_value(low) ? std::optional(std::pair(high, low)) : std::nullopt;
}

}  // namespace retort::check
