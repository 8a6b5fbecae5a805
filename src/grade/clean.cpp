#include "grade/clean.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "grade/digits.h"
#include "grade/notation.h"
#include "grade/scan.h"
#include "grade/unicode.h"

namespace retort::grade {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

using Spelling = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
const Spelling* find_spelling(const std::array<Spelling, N>& table, std::string_view name) {
  const auto it = std::find_if(table.begin(), table.end(), [&](const Spelling& s) { return s.first == name; });
  return it == table.end() ? nullptr : &*it;
}

// Commands that only move or size things.
constexpr std::array<std::string_view, 67> kDropped = {
    "mathbin", "mathrel", "mathord", "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "displaystyle",
    "textstyle", "limits", "nolimits", "boxed", "fbox", "beginboxed", "rm", "bf", "hfill", "underline", "it", "mathstrut", "middle", "uline", "framebox", "large", "Large", "LARGE", "huge", "Huge",
    "small", "tiny", "normalsize", "scriptsize", "footnotesize", "scriptstyle", "scriptscriptstyle", "bfseries", "itshape", "em", "tt", "sf", "sc", "sl", "therefore", "blacksquare", "checkmark", "qed",
    "ensuremath", "relax", "noindent", "centering", "allowbreak", "mathop", "mathinner", "mathopen", "mathclose", "mathpunct", "hfil"};
constexpr std::array<std::string_view, 10> kSpaces = {"quad", "qquad", "space", "thinspace", "enspace", "medspace", "thickspace", "nobreakspace", "newline", "n"};
constexpr std::array<std::string_view, 7> kLengths = {"hspace", "vspace", "mspace", "hskip", "vskip", "kern", "mkern"};   // spaces that say how wide
constexpr std::array<Spelling, 43> kRenamed = {{
    {"dfrac", "\\frac"}, {"tfrac", "\\frac"}, {"cfrac", "\\frac"}, {"gt", ">"}, {"lt", "<"}, {"geq", "\\ge "}, {"geqslant", "\\ge "},
    {"leq", "\\le "}, {"leqslant", "\\le "}, {"neq", "\\ne "}, {"infin", "\\infty "}, {"degree", "^\\circ "}, {"degrees", "^\\circ "},
    {"lbrace", "\\{"}, {"rbrace", "\\}"}, {"lbrack", "["}, {"rbrack", "]"}, {"lparen", "("}, {"rparen", ")"}, {"R", "\\R "}, {"Reals", "\\R "},
    {"reals", "\\R "}, {"backslash", "\\setminus "}, {"varpi", "\\pi "}, {"textdegree", "^\\circ "}, {"percent", "%"}, {"ast", "\\cdot "},
    {"lg", "\\log_{10}"}, {"lor", "\\text{ or }"}, {"vee", "\\text{ or }"}, {"colon", ":"},
    {"nicefrac", "\\frac"}, {"sfrac", "\\frac"}, {"imath", "i"}, {"dbinom", "\\binom"}, {"tbinom", "\\binom"}, {"cr", "\\\\ "}, {"ell", "l"}, {"bigcup", "\\cup "}, {"bigcap", "\\cap "}, {"mathdollar", "\\$"}, {"textdollar", "\\$"}, {"surd", "\\sqrt"},
}};
// Commands whose argument is words or an upright letter.
constexpr std::array<std::string_view, 25> kTextLike = {"text", "mbox", "textrm", "textbf", "textit", "textnormal", "mathrm",
                                                        "mathbf", "mathsf", "mathit", "mathtt", "operatorname", "hbox", "bold", "emph", "textsc", "textsf", "texttt",
                                                        "textup", "textsl", "mathcal", "mathscr", "boldsymbol", "bm", "pmb"};
constexpr std::array<std::string_view, 18> kFunctions = {"sqrt", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos",
                                                         "arctan", "log", "ln", "exp", "max", "min", "gcd", "lcm", "pi"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

// The position after the brace group that opens at `open`, or `open` when it does not close.
std::size_t group_end(std::string_view text, std::size_t open) {
  if (open >= text.size() || text[open] != '{') return open;
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return open;
}

// First pass: one scanner over the bytes.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), in_matrix_(text.find("\\begin") != std::string_view::npos) {
    currency_ = std::count(text.begin(), text.end(), '$') % 2 == 1;
  }

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '\\') return command();
    if (static_cast<unsigned char>(c) >= 0x80) return unicode();
    if (c == '$') return dollar();
    if (c == '~' || is_space(c)) {
      ++at_;
      return space();
    }
    if (c == '*' && text_.substr(at_, 2) == "**") {
      at_ += 2;
      out_ += '^';
      return;
    }
    if (c == '*') {
      ++at_;
      out_ += "\\cdot ";
      return;
    }
    if (text_.substr(at_, 2) == "{}" && at_ + 2 < text_.size() && (is_digit(text_[at_ + 2]) || text_[at_ + 2] == '-') && (out_.empty() || !is_letter(out_.back()))) {
      at_ += 2;   // \mathopen{}10
      return;
    }
    if (text_.substr(at_).starts_with("{\\text{") && !out_.empty() && (is_digit(out_.back()) || out_.back() == ' ')) {
      const std::size_t end = group_end(text_, at_);
      if (end > at_ && group_end(text_, at_ + 6) == end - 1) {   // 10{\text{ cm}}
        ++at_;
        command();
        at_ = end;
        return;
      }
    }
    if (c == '&' && !in_matrix_ && at_ + 1 < text_.size() && std::string_view("=<>").find(text_[at_ + 1]) != std::string_view::npos) {
      ++at_;   // the column mark of a row: x &= 5
      return;
    }
    if (text_.substr(at_, 3) == "{,}" || text_.substr(at_, 3) == "{:}" || text_.substr(at_, 3) == "{.}") {
      out_ += text_[at_ + 1];
      at_ += 3;
      return;
    }
    if (is_letter(c) && (at_ == 0 || !is_letter(text_[at_ - 1]))) return word();
    out_ += c;
    ++at_;
  }

  void space() {
    if (!out_.empty() && out_.back() != ' ') out_ += ' ';
  }

  // A sign of currency where the marks do not pair, else a formula mark.
  void dollar() {
    ++at_;
    if (currency_ && at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) {
      currency_ = false;
      out_ += "\\$";
    }
  }

  void unicode() {
    for (const auto& [sign, index] : {Spelling{"√", ""}, Spelling{"∛", "[3]"}, Spelling{"∜", "[4]"}}) {
      if (text_.substr(at_, 3) == sign) return root(index);
    }
    if (text_.substr(at_, 2) == "\u0305") return overline();
    if (small_fraction()) return;
    const Spelled spelled = spell_unicode(text_, at_);
    if (spelled.bytes == 0) {
      out_ += text_[at_++];
      return;
    }
    at_ += spelled.bytes;
    out_ += spelled.latex;
  }

  // ¹⁴/₄₇
  bool small_fraction() {
    const Spelled above = spell_unicode(text_, at_);
    if (above.bytes == 0 || !above.latex.starts_with("^{")) return false;
    std::size_t bar = at_ + above.bytes;
    for (std::string_view sign : {"/", "⁄", "∕"}) {
      if (text_.substr(bar, sign.size()) != sign) continue;
      const Spelled below = spell_unicode(text_, bar + sign.size());
      if (below.bytes == 0 || !below.latex.starts_with("_{")) return false;
      out_ += "\\frac" + above.latex.substr(1) + below.latex.substr(1);
      at_ = bar + sign.size() + below.bytes;
      return true;
    }
    return false;
  }

  // 0.3̅: a line over the digit before.
  void overline() {
    at_ += 2;
    if (out_.empty() || !is_digit(out_.back())) return;
    const char digit = out_.back();
    out_.pop_back();
    const std::size_t open = out_.rfind("\\overline{");
    if (out_.ends_with('}') && open != std::string::npos && out_.find('}', open) == out_.size() - 1) {
      out_.insert(out_.size() - 1, 1, digit);
    } else {
      out_ += "\\overline{" + std::string(1, digit) + "}";
    }
  }

  // √3, √(x+1): the operand gets braces.
  void root(std::string_view index) {
    at_ += 3;
    out_ += "\\sqrt";
    out_ += index;
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (at_ >= text_.size() || text_[at_] == '{') return;
    std::size_t end = at_;
    if (text_[at_] == '(') {
      out_ += "{" + std::string(parenthesised()) + "}";
      return;
    }
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.')) ++end;
    if (end == at_ && is_letter(text_[at_])) ++end;
    out_ += "{" + std::string(text_.substr(at_, end - at_)) + "}";
    at_ = end;
  }

  // The inside of the bracket that opens here; the position moves behind it.
  std::string_view parenthesised() {
    int depth = 0;
    for (std::size_t i = at_; i < text_.size(); ++i) {
      depth += text_[i] == '(' ? 1 : text_[i] == ')' ? -1 : 0;
      if (depth > 0) continue;
      const std::string_view inside = text_.substr(at_ + 1, i - at_ - 1);
      at_ = i + 1;
      return inside;
    }
    const std::string_view inside = text_.substr(at_ + 1);
    at_ = text_.size();
    return inside;
  }

  // A run of letters outside commands: function names of plain notation become commands.
  void word() {
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    const std::string_view name = text_.substr(at_, end - at_);
    at_ = end;
    const bool module = name == "np" || name == "math" || name == "numpy" || name == "sympy" || name == "sp" || name == "cmath";
    if (module && at_ + 1 < text_.size() && text_[at_] == '.' && is_letter(text_[at_ + 1])) {
      ++at_;   // math.sqrt(2)
      return word();
    }
    if (name == "sqrt" && at_ < text_.size() && text_[at_] == '(') {
      out_ += "\\sqrt{" + clean_inside(parenthesised()) + "}";
    } else if ((name == "frac" || name == "binom") && at_ < text_.size() && text_[at_] == '{') {
      out_ += "\\" + std::string(name);   // a lost backslash
    } else if (is_function(name, at_ < text_.size() && text_[at_] == '(')) {
      out_ += "\\" + std::string(name) + " ";
    } else if (name == "oo" || name == "inf" || name == "infinity" || name == "Infinity") {
      out_ += "\\infty ";
    } else {
      out_ += name;
    }
  }

  std::string clean_inside(std::string_view inside) const {
    return depth_ > kMaxDepth ? std::string(inside) : Scanner(inside, depth_ + 1, in_matrix_).run();
  }

  Scanner(std::string_view text, int depth, bool in_matrix) : text_(text), in_matrix_(in_matrix), depth_(depth) {}

  void command() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    if (end == at_ + 1) return symbol_command();
    const std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
    const std::size_t start = at_;
    at_ = end;
    if (contains(kDropped, name)) {
      if ((name == "left" || name == "right") && at_ < text_.size() && text_[at_] == '.') ++at_;
    } else if (contains(kSpaces, name)) {
      space();
    } else if (contains(kLengths, name)) {
      skip_length();
    } else if (const Spelling* spelling = find_spelling(kRenamed, name)) {
      out_ += spelling->second;
    } else if (contains(kTextLike, name)) {
      text_like(name == "mathit" || name == "mathbf" || name == "boldsymbol" || name == "bm" || name == "pmb" || name == "mathsf");
    } else if (name == "mathbb" || name == "Bbb") {
      blackboard();
    } else if (name == "phantom" || name == "hphantom" || name == "vphantom" || name == "label" || name == "tag" || name == "color" || name == "textcolor" || name == "overset" || name == "underset" || name == "stackrel" || name == "colorbox") {
      drop_argument();
    } else {
      out_ += text_.substr(start, end - start);
      const std::string_view rest = text_.substr(at_);
      const bool letters_follow = rest.starts_with("\\math") || rest.starts_with("\\text");   // \cdot\mathrm{i}
      if (letters_follow || (!rest.empty() && is_letter(rest.front()))) out_ += ' ';
    }
  }

  void symbol_command() {
    const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c == '\0') {
      ++at_;   // a lone backslash at the end
    } else if (c == '!') {
      at_ += 2;
      negative_space();
    } else if (c == ',' || c == ';' || c == ':' || c == ' ' || c == '\n') {
      at_ += 2;
      space();
    } else if (c == '#') {
      at_ += 2;
      out_ += "\\text{number}";
    } else if (c == '%') {
      at_ += 2;
      out_ += '%';
    } else if (c == '(' || c == ')' || c == '[' || c == ']') {
      at_ += 2;
      space();
    } else if (c == '\\' && !in_matrix_ && at_ + 2 < text_.size() && is_letter(text_[at_ + 2])) {
      ++at_;   // a doubled backslash before a command
    } else if (c == '\\' && !in_matrix_) {
      at_ += 2;
      line_break();
    } else {
      out_ += text_.substr(at_, 2);
      at_ += 2;
      if (c == '\\') row_gap();
    }
  }

  // `-3 \\\\ 1`: the next item of a list, where a line ends behind one and another one begins.
  void line_break() {
    row_gap();
    const bool behind_item = out_.ends_with(' ') && out_.size() > 1 && (is_alphanumeric(out_[out_.size() - 2]) || std::string_view(")]}").find(out_[out_.size() - 2]) != std::string_view::npos);
    std::size_t next = at_;
    while (next < text_.size() && is_space(text_[next])) ++next;
    const std::string_view rest = text_.substr(next);
    const bool minus = rest.size() > 1 && rest[0] == '-' && (is_alphanumeric(rest[1]) || rest[1] == '\\');
    const bool begins_item = next > at_ && !rest.empty() && (minus || is_alphanumeric(rest[0]) || rest[0] == '(' || rest[0] == '[' || rest.starts_with("\\frac") || rest.starts_with("\\dfrac") || rest.starts_with("\\sqrt"));
    if (behind_item && begins_item) out_ += ", ";
    else space();
  }

  // The [2pt] of a line break in a matrix.
  void row_gap() {
    if (at_ >= text_.size() || text_[at_] != '[') return;
    const std::size_t close = text_.substr(0, at_ + 10).find(']', at_);
    const bool length = close != std::string_view::npos && close > at_ + 2 && is_letter(text_[close - 1]) && (is_digit(text_[at_ + 1]) || text_[at_ + 1] == '-' || text_[at_ + 1] == '.');
    if (length) at_ = close + 1;
  }

  // `11,\! 111`: one number.
  void negative_space() {
    const bool group = out_.size() >= 2 && out_.back() == ',' && is_digit(out_[out_.size() - 2]);
    if (!group) return;
    out_.pop_back();
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  // \text{...}: one letter stands for itself, a function name for the function, the rest stays words.
  void text_like(bool symbols) {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    const std::size_t end = group_end(text_, at_);
    if (end == at_) return;
    const std::string_view inside = text_.substr(at_ + 1, end - at_ - 2);
    at_ = end;
    const std::string_view bare = trim(inside);
    const std::size_t last = out_.find_last_not_of(' ');
    const bool after_number = last != std::string::npos && (is_digit(out_[last]) || out_[last] == '}' || out_[last] == '.');
    const bool short_unit = after_number && !symbols && (bare == "m" || bare == "g" || bare == "s" || bare == "h" || bare == "L" || bare == "l");
    const std::size_t letter = static_cast<std::size_t>(std::find_if(bare.begin(), bare.end(), is_letter) - bare.begin());
    const bool counted = !after_number && !bare.empty() && is_digit(bare[0]) && letter + 1 < bare.size() && std::none_of(bare.begin() + static_cast<std::ptrdiff_t>(letter), bare.end(), is_digit) &&
                         bare.find('\\') == std::string_view::npos && bare.substr(0, letter).find_first_not_of("0123456789., :") == std::string_view::npos;
    const bool digits_of_base = end < text_.size() && text_[end] == '_' && std::all_of(bare.begin(), bare.end(), is_alphanumeric);
    if (digits_of_base && bare.size() > 1) {
      out_ += bare;   // \text{A5}_{11}
    } else if (counted) {
      out_ += std::string(bare.substr(0, letter)) + "\\text{" + std::string(bare.substr(letter)) + "}";   // \text{21 units}
    } else if (lower_ascii(bare) == "infinity") {
      out_ += "\\infty ";
    } else if (bare.size() == 1 && !short_unit && (is_letter(bare[0]) || is_digit(bare[0]))) {
      out_ += bare;
    } else if (is_function(bare, false)) {
      out_ += "\\" + std::string(bare) + " ";
    } else if (!bare.empty() && (std::none_of(bare.begin(), bare.end(), is_letter) || bare.starts_with('\\') || bare.find("\\text") != bare.npos || bare.find("\\begin") != bare.npos)) {
      out_ += clean_inside(inside);
    } else if (!after_number && (is_formula(bare) || (symbols && bare.find_first_of("=+-^<>,(0123456789") != bare.npos))) {
      out_ += clean_inside(inside);   // \mathbf{x = 2y}
    } else if (bare.empty()) {
      space();
    } else {
      out_ += "\\text{" + std::string(inside) + "}";
    }
  }

  // Letters that stand alone and commands, among them signs: no words.
  static bool is_formula(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] == '\\') {
        while (i + 1 < text.size() && is_letter(text[i + 1])) ++i;
      } else if (is_letter(text[i]) && is_letter(text[i + 1])) {
        return false;
      }
    }
    return text.find_first_of("=+<>_\\") != std::string_view::npos && text.find("\\text") == std::string_view::npos;
  }

  // {1cm}, 3mu
  void skip_length() {
    if (at_ < text_.size() && text_[at_] == '*') ++at_;
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (at_ < text_.size() && text_[at_] == '{') return drop_argument();
    std::size_t end = at_;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.' || text_[end] == '-')) ++end;
    if (end > at_ && end + 2 <= text_.size() && is_letter(text_[end]) && is_letter(text_[end + 1])) at_ = end + 2;
    space();
  }

  void blackboard() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    const bool braces = at_ < text_.size() && text_[at_] == '{';
    const std::size_t end = braces ? group_end(text_, at_) : std::min(at_ + 1, text_.size());
    const std::string_view set = trim(braces && end > at_ ? text_.substr(at_ + 1, end - at_ - 2) : text_.substr(at_, end - at_));
    at_ = std::max(end, at_);
    out_ += "\\" + std::string(set) + " ";
  }

  void drop_argument() {
    const std::size_t end = group_end(text_, at_);
    if (end > at_) at_ = end;
  }

  // `sec`, `min` and `max` are units or words unless a bracket follows.
  static bool is_function(std::string_view name, bool bracket) {
    return contains(kFunctions, name) && (bracket || (name != "sec" && name != "min" && name != "max"));
  }

  static constexpr int kMaxDepth = 20;
  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  bool in_matrix_ = false;
  bool currency_ = false;
  int depth_ = 0;
};

// `2^(1/4)` and, in plain notation, `x^10`: the exponent gets braces.
std::string brace_exponents(const std::string& text, bool plain) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] != '^' || i + 1 >= text.size()) continue;
    std::size_t end = i + 1;
    if (text[end] == '(') {
      int depth = 0;
      for (; end < text.size(); ++end) {
        depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
        if (depth == 0) break;
      }
      if (end >= text.size()) continue;
      out += "{" + text.substr(i + 2, end - i - 2) + "}";
      i = end;
    } else if (plain) {
      if (text[end] == '-') ++end;
      while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1])))) ++end;
      if (end <= i + 1) continue;
      out += "{" + text.substr(i + 1, end - i - 1) + "}";
      i = end - 1;
    }
  }
  return out;
}

// The group around `at`: from behind the brace that opens it, or the text's begin, to the one that closes it, or the end.
std::pair<std::size_t, std::size_t> group_around(std::string_view text, std::size_t at) {
  std::size_t begin = at, end = at;
  for (int depth = 0; begin > 0; --begin) {
    if (text[begin - 1] == '}') ++depth;
    if (text[begin - 1] == '{' && depth-- == 0) break;
  }
  for (int depth = 0; end < text.size(); ++end) {
    if (text[end] == '{') ++depth;
    if (text[end] == '}' && depth-- == 0) break;
  }
  return {begin, end};
}

// {5 \choose 2} and {1 \over 2} as commands with two arguments.
std::string expand_infix(std::string text) {
  constexpr int kMaxInfix = 8;
  for (const auto& [infix, command] : {Spelling{"\\choose", "\\binom"}, Spelling{"\\over", "\\frac"}}) {
    std::size_t at = text.find(infix);
    for (int n = 0; at != std::string::npos && n < kMaxInfix; ++n, at = text.find(infix, at + 1)) {
      const std::size_t behind = at + infix.size();
      if (behind >= text.size() || is_letter(text[behind])) continue;
      const auto [begin, end] = group_around(text, at);
      text = text.substr(0, begin) + std::string(command) + "{" + text.substr(begin, at - begin) + "}{" + text.substr(behind, end - behind) + "}" + text.substr(end);
    }
  }
  return text;
}

// How many braces stay open. Escaped ones do not count; none where one closes that was never opened.
std::size_t open_braces(std::string_view text) {
  std::size_t open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == '{') ++open;
    else if (text[i] == '}' && open-- == 0) return 0;
  }
  return open;
}

std::string_view strip_ends(std::string_view text) {
  text = trim(text);
  const bool in_dollars = text.size() > 2 && text.front() == '$' && text.find('$', 1) == text.size() - 1;
  if (in_dollars && text[1] == '*') text = trim(text.substr(1, text.size() - 2));   // $**5**$
  while (!text.empty() && (text.front() == '*' || text.front() == ' ')) text.remove_prefix(1);
  const auto quoted = [&] { return text.size() > 2 && std::string_view("\"'`").find(text.front()) != std::string_view::npos && (text.back() == '"' || text.back() == '\'' || text.back() == '`'); };
  const auto exclaimed = [&] { return text.size() > 2 && text.back() == '!' && is_letter(text[text.size() - 2]) && is_letter(text[text.size() - 3]) && text.find_first_of("\\0123456789") == text.npos; };
  while (exclaimed()) text.remove_suffix(1);
  while (quoted()) text = trim(text.substr(1, text.size() - 2));
  while (!text.empty() && !ends_in_dots(text) && (text.back() == '.' || text.back() == ',' || text.back() == ';' || text.back() == ' ' || text.back() == '*')) {
    text.remove_suffix(1);
  }
  return text;
}

// `$\\boxed{5` of an answer that was cut off: what the box holds so far.
std::string_view without_open_box(std::string_view raw) {
  const std::size_t begin = raw.find_first_not_of("$ ");
  for (std::string_view box : {"\\boxed{", "\\fbox{"}) {
    if (begin != raw.npos && raw.substr(begin).starts_with(box) && open_braces(raw) > 0) return raw.substr(begin + box.size());
  }
  return raw;
}

}  // namespace

std::string clean_answer(std::string_view raw) {
  constexpr std::size_t kMaxMissing = 4;
  raw = strip_ends(without_open_box(strip_ends(raw)));
  const bool plain = raw.find('{') == std::string_view::npos;
  std::string whole = replace_all(replace_all(raw, "&lt;", "<"), "&gt;", ">");
  const std::size_t missing = open_braces(whole);
  if (missing > 0 && missing <= kMaxMissing) {
    whole.insert(whole.find_last_not_of("$ ") + 1, missing, '}');
  }
  std::string text = Scanner(whole).run();
  text = replace_all(text, "^{\\circ }", "^\\circ ");
  text = replace_all(text, "^{\\circ}", "^\\circ ");
  text = replace_all(text, "{}^\\circ", "^\\circ");
  text = brace_exponents(expand_infix(std::move(text)), plain);
  text = expand_notations(replace_all(text, "\\text{ is }", "="));
  text = expand_dots(trim(text));
  text = expand_powers_of_ten(text);
  text = join_digit_groups(text);
  text = expand_mixed_numbers(text);
  text = expand_repeating_decimals(text);
  return std::string(strip_ends(text));
}

std::string clean_words(std::string_view text) {
  std::string out;
  std::string quoted;
  if (text.find("\xe2\x80") != std::string_view::npos) {   // curly quotation marks
    quoted = replace_all(replace_all(replace_all(replace_all(text, "“", " "), "”", " "), "‘", " "), "’", "'");
    text = quoted;
  }
  for (char c : text) {
    const bool blank = is_space(c) || c == '`' || c == ',' || c == '.' || c == ';' || c == '"' || c == '{' || c == '}';
    if (!blank) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  std::string_view kept = trim(out);
  while (kept.size() > 2 && kept.front() == '\'') kept.remove_prefix(1);
  while (kept.size() > 2 && (kept.back() == '\'' || kept.back() == '!')) kept.remove_suffix(1);
  return std::string(kept);
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between_digits = is_space(text[i]) && i + 1 < text.size() && is_digit(text[i + 1]) && !out.empty() && is_digit(out.back());
    if (!is_space(text[i]) || between_digits) out += text[i];
  }
  return out;
}

}  // namespace retort::grade
