#include "grade/unicode.h"

#include <utility>

namespace retort::grade {
namespace {

using Spelling = std::pair<std::string_view, std::string_view>;

constexpr Spelling kSigns[] = {
    {"−", "-"}, {"–", "-"}, {"—", "-"}, {"‐", "-"}, {"‑", "-"}, {"﹣", "-"}, {"－", "-"}, {"×", "\\times "}, {"✕", "\\times "}, {"·", "\\cdot "},
    {"⋅", "\\cdot "}, {"∙", "\\cdot "}, {"•", "\\cdot "}, {"÷", "\\div "}, {"∕", "/"}, {"⁄", "/"}, {"°", "^\\circ "}, {"º", "^\\circ "},
    {"∞", "\\infty "}, {"≤", "\\le "}, {"⩽", "\\le "}, {"≦", "\\le "}, {"≥", "\\ge "}, {"⩾", "\\ge "}, {"≧", "\\ge "}, {"≠", "\\ne "},
    {"≈", "\\approx "}, {"≡", "\\equiv "}, {"∪", "\\cup "}, {"∩", "\\cap "}, {"∈", "\\in "}, {"∅", "\\emptyset "}, {"∖", "\\setminus "},
    {"ℝ", "\\R "}, {"±", "\\pm "}, {"∓", "\\mp "}, {"∧", "\\land "}, {"∨", "\\text{ or }"}, {"⌊", "\\lfloor "}, {"⌋", "\\rfloor "},
    {"⌈", "\\lceil "}, {"⌉", "\\rceil "}, {"⟨", "\\langle "}, {"⟩", "\\rangle "}, {"…", "\\ldots "}, {"′", "'"}, {"’", "'"}, {"‘", "'"}, {"“", ""},
    {"”", ""}, {"½", "\\frac{1}{2}"}, {"¼", "\\frac{1}{4}"}, {"¾", "\\frac{3}{4}"}, {"⅓", "\\frac{1}{3}"}, {"⅔", "\\frac{2}{3}"},
    {"⅕", "\\frac{1}{5}"}, {"⅖", "\\frac{2}{5}"}, {"⅗", "\\frac{3}{5}"}, {"⅘", "\\frac{4}{5}"}, {"⅙", "\\frac{1}{6}"}, {"⅚", "\\frac{5}{6}"},
    {"⅛", "\\frac{1}{8}"}, {"⅜", "\\frac{3}{8}"}, {"⅝", "\\frac{5}{8}"}, {"⅞", "\\frac{7}{8}"},
    {"€", "\\text{euro}"}, {"£", "\\text{pound}"}, {"¥", "\\text{yen}"}, {"₹", "\\text{rupee}"}, {"¢", "\\text{ cents}"},
    {"π", "\\pi "}, {"θ", "\\theta "}, {"α", "\\alpha "}, {"β", "\\beta "}, {"γ", "\\gamma "}, {"δ", "\\delta "}, {"λ", "\\lambda "},
    {"μ", "\\mu "}, {"ω", "\\omega "}, {"φ", "\\phi "}, {"ϕ", "\\phi "}, {"Δ", "\\Delta "}, {"𝑖", "i"}, {"％", "%"}, {"，", ","}, {"（", "("},
    {"）", ")"}, {"：", ":"}, {"∶", ":"}, {"＜", "<"}, {"＞", ">"}, {"∣", "|"}, {"⋯", "\\ldots "}, {"⋃", "\\cup "}, {"″", "''"}, {"℃", "^\\circ C"}, {"℉", "^\\circ F"},
    {"０", "0"}, {"１", "1"}, {"２", "2"}, {"３", "3"}, {"４", "4"}, {"５", "5"}, {"６", "6"}, {"７", "7"}, {"８", "8"}, {"９", "9"},
    {"⅑", "\\frac{1}{9}"}, {"⅐", "\\frac{1}{7}"}, {"⅒", "\\frac{1}{10}"}, {"𝜋", "\\pi "}, {"𝑥", "x"}, {"ⅈ", "i"}, {"＝", "="}, {"＋", "+"}, {"\u00a0", " "}, {"\u2002", " "}, {"\u2003", " "}, {"\u2009", " "}, {"\u200a", " "},
    {"\u202f", " "}, {"\u3000", " "}, {"\u200b", ""}, {"\u200e", ""}, {"\u200f", ""}, {"\u2060", ""}, {"\u2061", ""}, {"\ufeff", ""},
};

constexpr Spelling kRaised[] = {{"⁰", "0"}, {"¹", "1"}, {"²", "2"}, {"³", "3"}, {"⁴", "4"}, {"⁵", "5"}, {"⁶", "6"},
                                {"⁷", "7"}, {"⁸", "8"}, {"⁹", "9"}, {"⁻", "-"}, {"⁺", "+"}, {"ⁿ", "n"}};
constexpr Spelling kLowered[] = {{"₀", "0"}, {"₁", "1"}, {"₂", "2"}, {"₃", "3"}, {"₄", "4"},
                                 {"₅", "5"}, {"₆", "6"}, {"₇", "7"}, {"₈", "8"}, {"₉", "9"}};

template <std::size_t N>
const Spelling* find(const Spelling (&table)[N], std::string_view text, std::size_t at) {
  for (const Spelling& spelling : table) {
    if (text.substr(at, spelling.first.size()) == spelling.first) return &spelling;
  }
  return nullptr;
}

// A run of raised or lowered characters as one exponent or subscript.
template <std::size_t N>
Spelled run(const Spelling (&table)[N], char mark, std::string_view text, std::size_t at) {
  std::string inside;
  std::size_t end = at;
  while (const Spelling* one = find(table, text, end)) {
    inside += one->second;
    end += one->first.size();
  }
  if (inside.empty()) return {};
  return {std::string(1, mark) + "{" + inside + "}", end - at};
}

}  // namespace

Spelled spell_unicode(std::string_view text, std::size_t at) {
  if (const Spelling* sign = find(kSigns, text, at)) return {std::string(sign->second), sign->first.size()};
  if (Spelled raised = run(kRaised, '^', text, at); raised.bytes > 0) return raised;
  return run(kLowered, '_', text, at);
}

}  // namespace retort::grade
