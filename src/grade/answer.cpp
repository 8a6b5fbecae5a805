#include "grade/answer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/text.h"
#include "grade/calendar.h"
#include "grade/clean.h"
#include "grade/quantity.h"
#include "grade/scan.h"
#include "grade/spoken.h"

namespace retort::grade {
namespace {

constexpr int kMaxNesting = 10;
constexpr std::size_t kMaxItems = 200;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

Answer read(std::string_view text, int depth);

template <typename Form>
Answer make(std::string_view text, Form form) {
  return {without_spaces(text), std::move(form)};
}

std::vector<Answer> read_all(const std::vector<std::string_view>& texts, int depth) {
  std::vector<Answer> answers;
  for (std::string_view text : texts) {
    if (!text.empty()) answers.push_back(read(text, depth + 1));
  }
  return answers;
}

constexpr std::array<std::string_view, 16> kChoiceWords = {"option", "choice", "answer", "letter", "the", "correct", "is", "so", "ans", "final", "best", "thus", "hence", "therefore", "one", "choose"};

// \text{(C)}, (C), C, C), the correct option is (C); in \text{} any letter in brackets.
std::optional<Choice> read_choice(std::string_view text) {
  constexpr std::size_t kMaxText = 80;
  const std::size_t last_letter = text.find_last_not_of(" .):]},");
  const bool capital = last_letter != text.npos && text[last_letter] >= 'A' && text[last_letter] <= 'Z' && (last_letter == 0 || !is_letter(text[last_letter - 1]));
  if (text.size() > kMaxText || !capital) return std::nullopt;
  const bool marked = text.starts_with("\\text{");
  const std::string plain = replace_all(replace_all(text, "\\text{", " "), "}", " ");
  std::vector<std::string_view> all = words(plain);
  const auto leads = [](std::string_view word) {
    if (word.ends_with(':') || word.ends_with(',')) word.remove_suffix(1);
    const std::string lower = lower_ascii(word);
    return std::find(kChoiceWords.begin(), kChoiceWords.end(), lower) != kChoiceWords.end();
  };
  while (all.size() > 1 && leads(all.front())) all.erase(all.begin());
  if (all.size() != 1) return std::nullopt;
  std::string_view letter = all.front();
  if (letter.size() > 1 && letter.ends_with('.')) letter.remove_suffix(1);
  const bool brackets = letter.size() == 3 && ((letter.front() == '(' && letter.back() == ')') || (letter.front() == '[' && letter.back() == ']'));
  if (brackets) letter = letter.substr(1, 1);
  if (letter.size() == 2 && letter.back() == ')') letter.remove_suffix(1);
  const char last = marked && brackets ? 'Z' : 'H';
  return letter.size() == 1 && letter[0] >= 'A' && letter[0] <= last ? std::optional(Choice{letter[0]}) : std::nullopt;
}

constexpr std::array<std::string_view, 13> kShortWords = {"dne", "yes", "no", "odd", "even", "none", "true", "mon", "tue", "wed", "thu", "fri", "sun"};

// Text that is words and nothing else: \text{Friday}, Lake Huron, no solution.
std::optional<Words> read_words(std::string_view text) {
  const bool marked = text.find("\\text{") != std::string_view::npos;
  const std::string plain = replace_all(replace_all(text, "\\text{", " "), "}", " ");
  std::size_t run = 0, longest = 0;
  for (char c : plain) {
    const bool allowed = is_letter(c) || c == ' ' || c == '\'' || c == '"' || c == '`' || c == '-' || c == '.' || c == ',' || c == '!' ||
                         static_cast<unsigned char>(c) >= 0x80;
    if (!allowed) return std::nullopt;
    run = is_letter(c) || c == '\'' || static_cast<unsigned char>(c) >= 0x80 ? run + 1 : 0;   // a,b,c are three
    longest = std::max(longest, run);
  }
  const std::string clean = clean_words(plain);
  const std::vector<std::string_view> all = words(clean);
  const bool letters = all.size() > 1 && std::all_of(all.begin(), all.end(), [](std::string_view word) { return word.size() == 1 || word == "and" || word == "or"; });
  const bool joined = plain.find(',') != plain.npos || std::any_of(all.begin(), all.end(), [](std::string_view word) { return word.size() > 1; });
  if (letters && joined) return std::nullopt;   // x, y, and z
  const bool known = std::find(kShortWords.begin(), kShortWords.end(), clean) != kShortWords.end();
  if (clean.empty() || !is_letter(clean.front())) return std::nullopt;
  if (!marked && longest < 4 && !known) return std::nullopt;
  return Words{clean};
}

// `and` and `or` between parts are commas; `\pm` gives both values.
std::string with_commas(std::string_view text) {
  std::string out(text);
  for (std::string_view word : {"\\text{ and }", "\\text{and}", "\\text{ and}", "\\text{and }", "\\text{, and }", "\\text{ or }",
                                "\\text{or}", "\\text{ or}", "\\text{or }", "\\text{, or }", " and ", " or ", "\\land", "\\wedge", "\\&", " & "}) {
    if (out.find(word) != std::string::npos) out = replace_all(out, word, " , ");
  }
  return out;
}

std::optional<Answer> read_plus_minus(std::string_view text, int depth) {
  if (cuts(text, {",", ";"}).size() > 0 || (text.find("\\pm") == std::string_view::npos && text.find("\\mp") == std::string_view::npos)) return std::nullopt;
  if (text.find('=') != std::string_view::npos) return std::nullopt;
  std::string plus = replace_all(replace_all(text, "\\pm", "+"), "\\mp", "-");
  std::string minus = replace_all(replace_all(text, "\\pm", "-"), "\\mp", "+");
  if (plus.starts_with('+')) plus.erase(0, 1);
  return make(text, List{{read(plus, depth + 1), read(minus, depth + 1)}});
}

// x, y = 0, 6
std::optional<Answer> read_named_items(std::string_view text, int depth) {
  if (text.find(',') == text.npos) return std::nullopt;
  const std::vector<Cut> equals = cuts(text, {"="});
  if (equals.size() != 1) return std::nullopt;
  const std::vector<std::string_view> sides = pieces(text, equals);
  const std::vector<std::string_view> names = pieces(sides[0], cuts(sides[0], {","})), items = pieces(sides[1], cuts(sides[1], {","}));
  const bool letters = std::all_of(names.begin(), names.end(), [](std::string_view name) { return name.size() == 1 && is_letter(name[0]); });
  if (names.size() < 2 || names.size() > kMaxItems || !letters || items.size() != names.size()) return std::nullopt;
  return make(text, Tuple{read_all(items, depth)});
}

std::optional<Answer> read_list(std::string_view text, int depth) {
  const std::string commas = with_commas(text);
  const std::vector<Cut> at = cuts(commas, {",", ";"});
  if (at.empty() || at.size() > kMaxItems) return std::nullopt;
  std::vector<Answer> items = read_all(pieces(commas, at), depth);
  if (items.size() == 1) return items.front();
  return make(text, List{std::move(items)});
}

// \text{A, C}, A \text{ and } C: a list of choices, not words.
std::optional<Answer> read_letters(std::string_view text, int depth) {
  if (text.starts_with("\\text{") && text.find('}') == text.size() - 1) text = trim(text.substr(6, text.size() - 7));
  const std::string commas = with_commas(text);
  const std::vector<Cut> at = cuts(commas, {","});
  if (at.empty() || at.size() > 25) return std::nullopt;
  for (std::string_view piece : pieces(commas, at)) {
    if (!piece.empty() && (piece.size() != 1 || piece[0] < 'A' || piece[0] > 'Z')) return std::nullopt;
  }
  return make(text, List{read_all(pieces(commas, at), depth)});
}

std::optional<Answer> read_union(std::string_view text, int depth) {
  const std::vector<Cut> at = cuts(text, {"\\cup"}), both = cuts(text, {"\\cap"});
  if (at.empty() == both.empty() || at.size() + both.size() > kMaxItems) return std::nullopt;
  return make(text, Union{read_all(pieces(text, at.empty() ? both : at), depth), at.empty()});
}

std::string_view plain_sign(std::string_view mark) {
  if (mark == "==" || mark == "\\approx" || mark == "\\equiv" || mark == "\\simeq" || mark == "\\doteq") return "=";
  if (mark == "\\ne") return "!=";
  if (mark == "\\le") return "<=";
  if (mark == "\\ge") return ">=";
  if (mark == "\\in") return "in";
  if (mark == "\\setminus") return "minus";
  return mark;
}

std::optional<Answer> read_relation(std::string_view text, int depth) {
  const std::vector<Cut> at = cuts(text, {"=", "==", "<", ">", "<=", ">=", "!=", "\\ne", "\\le", "\\ge", "\\in", "\\approx", "\\setminus"});
  if (at.empty() || at.size() > 20) return std::nullopt;
  Relation relation;
  for (std::string_view side : pieces(text, at)) {
    if (side.empty()) return make(text, Opaque{});
    relation.sides.push_back(read(side, depth + 1));
  }
  for (const Cut& cut : at) relation.signs.emplace_back(plain_sign(cut.mark));
  return make(text, std::move(relation));
}

// \{x \mid x < 2\}, \{x \in \R : x \ne 1\}: what the condition says.
std::optional<Answer> read_set_builder(std::string_view inside, int depth) {
  const std::vector<Cut> at = cuts(inside, {"\\mid", ":", "|"});
  if (at.empty()) return std::nullopt;
  const std::vector<std::string_view> sides = {trim(inside.substr(0, at[0].at)), trim(inside.substr(at[0].at + at[0].mark.size()))};
  std::string_view name = sides[0];
  const std::vector<Cut> in = cuts(name, {"\\in"});
  if (in.size() == 1 && trim(name.substr(in[0].at + 3)) == "\\R") name = trim(name.substr(0, in[0].at));
  if (name.size() != 1 || !is_letter(name[0]) || sides[1].find(name[0]) == std::string_view::npos) return std::nullopt;
  return read(sides[1], depth + 1);
}

std::optional<Answer> read_brackets(std::string_view text, int depth) {
  if (text == "\\emptyset" || text == "\\varnothing") return make(text, Set{});
  if (text.size() >= 4 && text.starts_with("\\{") && text.ends_with("\\}") && trim(text.substr(2, text.size() - 4)).empty()) return make(text, Set{});
  if (text.size() >= 2 && text.starts_with('[') && text.ends_with(']') && trim(text.substr(1, text.size() - 2)).empty()) return make(text, Set{});   // as programs write it
  if (encloses(text, "\\{", "\\}") && text.starts_with("\\{")) {
    if (auto built = read_set_builder(trim(text.substr(2, text.size() - 4)), depth)) return built;
    const std::string inside = with_commas(trim(text.substr(2, text.size() - 4)));
    return make(text, Set{read_all(pieces(inside, cuts(inside, {",", ";"})), depth)});
  }
  if (encloses(text, "\\langle", "\\rangle") && text.starts_with("\\langle")) {
    const std::string_view inside = text.substr(7, text.size() - 14);
    return make(text, Tuple{read_all(pieces(inside, cuts(inside, {","})), depth)});
  }
  if (!encloses(text, "([", ")]")) return std::nullopt;
  const std::string_view inside = trim(text.substr(1, text.size() - 2));
  const std::vector<Cut> at = cuts(inside, {",", ";"});
  const bool square = text.front() == '[' || text.back() == ']';
  if (at.empty() && inside.starts_with("\\begin{")) return read(inside, depth + 1);
  if (at.empty() && (!square || inside.empty())) return std::nullopt;
  if (at.empty()) return read(inside, depth + 1);
  if (at.size() > kMaxItems) return make(text, Opaque{});
  std::vector<Answer> items = read_all(pieces(inside, at), depth);
  if (items.size() != at.size() + 1) return make(text, Opaque{});
  if (square && items.size() == 2) return make(text, Interval{std::move(items), text.front() == '[', text.back() == ']'});
  return make(text, Tuple{std::move(items)});
}

// The determinant of a square matrix of values, along its first row; nothing for more than five rows.
std::optional<math::Expr> determinant_of(const std::vector<std::vector<Answer>>& rows) {
  constexpr std::size_t kMaxRows = 5;
  if (rows.empty() || rows.size() > kMaxRows || rows[0].size() != rows.size()) return std::nullopt;
  math::Expr total;
  for (std::size_t c = 0; c < rows.size(); ++c) {
    const Value* entry = rows[0][c].as<Value>();
    if (!entry || !entry->unit.empty()) return std::nullopt;
    if (rows.size() == 1) return entry->expr;
    std::vector<std::vector<Answer>> minor;
    for (std::size_t r = 1; r < rows.size(); ++r) {
      if (rows[r].size() != rows.size()) return std::nullopt;
      minor.push_back(rows[r]);
      minor.back().erase(minor.back().begin() + static_cast<std::ptrdiff_t>(c));
    }
    const auto inner = determinant_of(minor);
    if (!inner) return std::nullopt;
    total = c % 2 == 0 ? total + entry->expr * *inner : total - entry->expr * *inner;
  }
  return total;
}

Answer determinant(std::string_view text, const Matrix& matrix) {
  auto value = determinant_of(matrix.rows);
  return value ? make(text, Value{std::move(*value), {}, false, false}) : make(text, Opaque{});
}

std::optional<Answer> read_matrix(std::string_view text, int depth) {
  if (!text.starts_with("\\begin{")) return std::nullopt;
  const std::size_t name_end = text.find('}');
  const std::string_view name = name_end == std::string_view::npos ? "" : text.substr(7, name_end - 7);
  const std::string end = "\\end{" + std::string(name) + "}";
  const bool matrix = (name.ends_with("matrix") && lower_ascii(name) != "vmatrix") || name == "array" || name == "vmatrix";
  if (!matrix || !text.ends_with(end) || text.find(end) != text.size() - end.size()) return std::nullopt;
  std::string_view inside = text.substr(name_end + 1, text.size() - end.size() - name_end - 1);
  if (name == "array" && trim(inside).starts_with('{')) inside = inside.substr(inside.find('}') + 1);
  Matrix result;
  for (std::string_view row : pieces(inside, cuts(inside, {"\\\\"}))) {
    if (!row.empty()) result.rows.push_back(read_all(pieces(row, cuts(row, {"&"})), depth));
  }
  if (result.rows.empty() || result.rows.size() > kMaxItems) return std::nullopt;
  if (name == "vmatrix") return determinant(text, result);
  return make(text, std::move(result));
}

// \det\begin{pmatrix}...\end{pmatrix}, also in brackets.
std::optional<Answer> read_determinant(std::string_view text, int depth) {
  if (!text.starts_with("\\det")) return std::nullopt;
  std::string_view inside = trim(text.substr(4));
  if (encloses(inside, "(", ")")) inside = trim(inside.substr(1, inside.size() - 2));
  const auto matrix = read_matrix(inside, depth + 1);
  if (!matrix || !matrix->as<Matrix>()) return std::nullopt;
  return determinant(text, *matrix->as<Matrix>());
}

// [[1,2],[3,4]], Matrix([[1,2],[3,4]]), [1 2; 3 4]: the rows of programs.
std::optional<Answer> read_matrix_rows(std::string_view text, int depth) {
  for (std::string_view name : {"np.array(", "numpy.array(", "array(", "Matrix("}) {
    if (!text.starts_with(name) || !text.ends_with(')')) continue;
    text = trim(text.substr(name.size(), text.size() - name.size() - 1));
    break;
  }
  if (text.size() < 3 || !encloses(text, "[", "]")) return std::nullopt;
  const std::string_view inside = trim(text.substr(1, text.size() - 2));
  const bool by_spaces = !inside.starts_with('[') && inside.find(',') == inside.npos && inside.find(';') != inside.npos;
  if (!inside.starts_with('[') && !by_spaces) return std::nullopt;
  Matrix matrix;
  for (std::string_view row : by_spaces ? pieces(inside, cuts(inside, {";"})) : pieces(inside, cuts(inside, {","}))) {
    if (!by_spaces && (row.size() < 3 || !encloses(row, "[", "]"))) return std::nullopt;
    const std::string_view entries = by_spaces ? row : row.substr(1, row.size() - 2);
    if (by_spaces && (entries.find(' ') == entries.npos || entries.find_first_not_of("0123456789.-/ ") != entries.npos)) return std::nullopt;
    matrix.rows.push_back(read_all(by_spaces ? words(entries) : pieces(entries, cuts(entries, {","})), depth));
    if (matrix.rows.back().size() != matrix.rows.front().size() || matrix.rows.back().empty()) return std::nullopt;
  }
  return matrix.rows.size() <= kMaxItems ? std::optional(make(text, std::move(matrix))) : std::nullopt;
}

// The text of one entry of a matrix with its sign and factor in front.
std::string entry_text(std::string_view sign, std::string_view factor, const Answer& entry) {
  return std::string(sign) + (factor.empty() ? "" : "(" + std::string(factor) + ")") + "(" + entry.text + ")";
}

// \begin{cases} x = 1 \\ y = 2 \end{cases}, also aligned: its lines as a list. A line that begins with a sign goes on; pieces of a function stay unread.
std::optional<Answer> read_lines(std::string_view text, int depth) {
  if (!text.starts_with("\\begin{")) return std::nullopt;
  for (std::string_view name : {"cases", "aligned", "align", "align*", "gathered", "split"}) {
    const std::string begin = "\\begin{" + std::string(name) + "}", end = "\\end{" + std::string(name) + "}";
    if (!text.starts_with(begin) || !text.ends_with(end) || text.find(end) != text.size() - end.size()) continue;
    std::string lines;
    const std::string_view inside = text.substr(begin.size(), text.size() - begin.size() - end.size());
    for (std::string_view line : pieces(inside, cuts(inside, {"\\\\"}))) {
      const std::string bare(trim(replace_all(line, "&=", "=")));
      if (bare.find('&') != bare.npos) return std::nullopt;
      if (bare.empty()) continue;
      lines += (lines.empty() || bare.front() == '=' ? "" : ", ") + bare;
    }
    return read(lines, depth + 1);
  }
  return std::nullopt;
}

// \begin{pmatrix} 1 & 2 \end{pmatrix}^T
std::optional<Answer> read_transposed(std::string_view text, int depth) {
  if (!text.starts_with("\\begin{")) return std::nullopt;
  for (std::string_view mark : {"^T", "^{T}", "^\\top", "^{\\top}", "^\\intercal", "^{\\intercal}", "^t", "^{t}", "'"}) {
    if (!text.ends_with(mark)) continue;
    const auto answer = read_matrix(trim(text.substr(0, text.size() - mark.size())), depth + 1);
    const Matrix* matrix = answer ? answer->as<Matrix>() : nullptr;
    if (!matrix) return std::nullopt;
    Matrix turned;
    for (const std::vector<Answer>& row : matrix->rows) {
      if (row.size() != matrix->rows[0].size()) return std::nullopt;
      turned.rows.resize(row.size());
      for (std::size_t c = 0; c < row.size(); ++c) turned.rows[c].push_back(row[c]);
    }
    return make(text, std::move(turned));
  }
  return std::nullopt;
}

// 2 \begin{pmatrix}...\end{pmatrix} - \begin{pmatrix}...\end{pmatrix}, worked out entry by entry.
std::optional<Answer> read_matrix_sum(std::string_view text, int depth) {
  if (text.find("\\begin{") == std::string_view::npos || text.starts_with("-")) return std::nullopt;
  const std::vector<Cut> at = cuts(text, {"+", "-"});
  const std::vector<std::string_view> terms = pieces(text, at);
  if (terms.size() > 10) return std::nullopt;
  std::vector<std::vector<std::string>> sums;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const std::size_t begin = terms[t].find("\\begin{");
    if (begin == std::string_view::npos || (terms.size() == 1 && begin == 0)) return std::nullopt;
    const auto matrix = read_matrix(terms[t].substr(begin), depth + 1);
    if (!matrix || !matrix->as<Matrix>()) return std::nullopt;   // a determinant is a value
    std::string_view factor = trim(terms[t].substr(0, begin));
    for (std::string_view times : {"\\cdot", "\\times"}) {
      if (factor.ends_with(times)) factor = trim(factor.substr(0, factor.size() - times.size()));
    }
    const auto& rows = matrix->as<Matrix>()->rows;
    if (t == 0) sums.resize(rows.size());
    if (rows.size() != sums.size()) return std::nullopt;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (t == 0) sums[r].resize(rows[r].size());
      if (rows[r].size() != sums[r].size()) return std::nullopt;
      for (std::size_t c = 0; c < rows[r].size(); ++c) {
        sums[r][c] += entry_text(t == 0 ? "" : at[t - 1].mark, factor, rows[r][c]);
      }
    }
  }
  Matrix sum;
  for (const auto& row : sums) {
    std::vector<Answer> entries;
    for (const std::string& entry : row) entries.push_back(read(entry, depth + 1));
    sum.rows.push_back(std::move(entries));
  }
  return make(text, std::move(sum));
}

// `all real numbers except 2`
std::optional<Answer> read_line_except(std::string_view text, int depth) {
  constexpr std::size_t kMaxText = 300;
  if (text.size() > kMaxText || text.find("except") == text.npos) return std::nullopt;
  const std::string plain(trim(replace_all(replace_all(text, "\\text{", " "), "}", " ")));
  const std::string lower = lower_ascii(plain);
  const bool line = lower.starts_with("all real numbers") || lower.starts_with("all reals") || lower.starts_with("all real values") || lower.starts_with("\\r");
  const std::size_t at = lower.find("except");
  if (!line || at == lower.npos) return std::nullopt;
  std::string_view rest = trim(std::string_view(plain).substr(at + 6));
  if (lower_ascii(rest.substr(0, 4)) == "for ") rest = trim(rest.substr(4));
  return make(text, Relation{{read("\\R", depth + 1), read(rest, depth + 1)}, {"minus"}});
}

// ]1,2[, ]1,2], [1,2[: brackets that open outwards leave their end out.
std::optional<Answer> read_outward_interval(std::string_view text, int depth) {
  if (text.size() < 5 || (text.front() != ']' && text.back() != '[') || (text.front() != ']' && text.front() != '[') || (text.back() != ']' && text.back() != '[')) return std::nullopt;
  const std::string_view inside = text.substr(1, text.size() - 2);
  if (inside.find_first_of("[]") != inside.npos || std::count_if(inside.begin(), inside.end(), [](char c) { return c == ',' || c == ';'; }) != 1) return std::nullopt;
  const std::string usual = (text.front() == '[' ? "[" : "(") + std::string(inside) + (text.back() == ']' ? "]" : ")");
  Answer answer = read(usual, depth + 1);
  answer.text = without_spaces(text);
  return answer.as<Opaque>() ? std::nullopt : std::optional(std::move(answer));
}

// <1,2,3>
std::optional<Answer> read_angle_tuple(std::string_view text, int depth) {
  if (text.size() < 5 || text.front() != '<' || text.back() != '>') return std::nullopt;
  const std::string_view inside = text.substr(1, text.size() - 2);
  if (inside.find_first_of("<>=") != inside.npos) return std::nullopt;
  const std::vector<Cut> at = cuts(inside, {","});
  if (at.empty() || at.size() > kMaxItems) return std::nullopt;
  return make(text, Tuple{read_all(pieces(inside, at), depth)});
}

// A(1,2): a point with its name; C(7,2) may also be a number of choices.
std::optional<Answer> read_labelled_tuple(std::string_view text, int depth) {
  if (text.size() < 6 || text[0] < 'A' || text[0] > 'Z' || !encloses(trim(text.substr(1)), "(", ")")) return std::nullopt;
  const std::string_view inside = trim(text.substr(1)).substr(1);
  const std::string_view items = inside.substr(0, inside.size() - 1);
  const std::vector<Cut> at = cuts(items, {","});
  if (at.empty() || at.size() > 2) return std::nullopt;
  std::vector<Answer> read_items = read_all(pieces(items, at), depth);
  const bool values = read_items.size() == at.size() + 1 && std::all_of(read_items.begin(), read_items.end(), [](const Answer& item) { return item.as<Value>(); });
  return values ? std::optional(make(text, Tuple{std::move(read_items), text[0]})) : std::nullopt;
}

std::optional<Answer> read_ratio(std::string_view written, int depth) {
  if (written.starts_with("\\text{") && written.find('}') == written.size() - 1) written = trim(written.substr(6, written.size() - 7));
  const std::string text = replace_all(replace_all(replace_all(replace_all(written, "\\text{ to }", ":"), "\\text{to}", ":"), " to ", ":"), "-to-", ":");
  const std::vector<Cut> at = cuts(text, {":"});
  if (at.empty() || at.size() > 20) return std::nullopt;
  std::vector<Answer> parts = read_all(pieces(text, at), depth);
  if (parts.size() != at.size() + 1) return std::nullopt;
  if (text != written && !std::all_of(parts.begin(), parts.end(), [](const Answer& part) { return part.as<Value>(); })) return std::nullopt;
  return make(text, Ratio{std::move(parts)});
}

// `\text{all } x \text{ such that } x > 2` as `all  x  such that  x > 2`: up to the first sign or number.
std::string without_text_marks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = text.substr(at).starts_with("\\text{") ? text.find('}', at) : text.npos;
    if (close == text.npos && !is_letter(text[at]) && text[at] != ' ' && text[at] != ':' && text[at] != ',') return out + std::string(text.substr(at));
    out += close == text.npos ? std::string(1, text[at]) : " " + std::string(text.substr(at + 6, close - at - 6)) + " ";
    at = close == text.npos ? at + 1 : close + 1;
  }
  return out;
}

// Not only letters, or no more than two side by side: `xy`, no word.
bool holds_digit_or_short(std::string_view text) {
  std::size_t run = 0;
  bool word = false;
  for (char c : text) {
    if (!is_letter(c) && c != ' ' && c != '-') return true;
    run = is_letter(c) ? run + 1 : 0;
    word = word || run > 2;
  }
  return !word;
}

// `The roots are 1 and 3`, `the point (1,2)`: what follows. Words do not: "Kate is tall" is no "tall".
std::optional<Answer> read_behind_lead_in(std::string_view text, int depth) {
  constexpr std::size_t kMaxTries = 4;
  const bool words = text.size() > 3 && ((is_letter(text[0]) && (is_letter(text[1]) || text[1] == ' ')) || text.starts_with("\\text{"));
  if (depth > 0 || !words) return std::nullopt;
  const std::string plain = without_text_marks(text);
  std::vector<std::string_view> rests = behind_lead_in(plain);
  if (rests.size() > kMaxTries) rests.resize(kMaxTries);
  for (std::string_view rest : rests) {
    const Answer answer = read(rest, depth + 1);
    const bool told = lower_ascii(plain.substr(0, plain.size() - rest.size())).find("answer") != plain.npos;   // "the answer is Friday"
    if (!answer.as<Nothing>() && (told || (!answer.as<Words>() && !answer.as<Choice>() && holds_digit_or_short(rest))) && !holds_opaque(answer)) return answer;
  }
  return std::nullopt;
}

// `\frac{2}{3} (\approx 0.67)` without its brackets; empty where no rounding stands in brackets at the end.
std::string rounding_in_brackets(std::string_view text) {
  const std::size_t open = text.ends_with(')') ? text.rfind('(') : text.npos;
  if (open == text.npos || open == 0) return {};
  std::string_view inside = trim(text.substr(open + 1, text.size() - open - 2));
  const std::string remark = clean_words(replace_all(inside, "\\text{", ""));
  for (std::string_view known : {"exact", "exactly", "exact value", "simplified", "in simplest form", "simplest form", "in lowest terms", "rounded", "approx", "approximately", "final answer", "answer"}) {
    if (remark == known) return std::string(trim(text.substr(0, open)));
  }
  for (std::string_view mark : {"\\approx", "\\text{approx.}", "\\text{approximately}", "\\text{approximately }", "\\text{about }", "\\text{or }", "approx.", "approximately", "about", "or "}) {
    if (!inside.starts_with(mark)) continue;
    const bool other_form = mark == "or " || mark == "\\text{or }";
    return std::string(text.substr(0, open)) + (other_form ? " = " : " \\approx ") + std::string(inside.substr(mark.size()));
  }
  return {};
}

// `QX7TY2B`: capitals and digits that begin and end in capitals, three side by side at least. A label, no number.
bool is_serial(std::string_view text) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() < 4 || !capital(text.front()) || !capital(text.back())) return false;
  std::size_t run = 0, longest = 0, digits = 0;
  for (char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !capital(c)) return false;
    digits += digit;
    run = digit ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  return digits > 0 && longest >= 3;
}

// `().__class__.__bases__`, `__import__("os")`: names that only programs have, between two pairs of underscores. No blank (`__ 5 __`) and no
// emphasis (`__5__`, `__seven__` alone).
bool is_program_name(std::string_view text) {
  for (std::size_t at = text.find("__"); at != text.npos; at = text.find("__", at + 2)) {
    std::size_t end = at + 2;
    while (end < text.size() && (is_letter(text[end]) || (text[end] == '_' && text.substr(end, 2) != "__"))) ++end;
    const bool named = end > at + 3 && text.substr(end, 2) == "__";
    const char after = end + 2 < text.size() ? text[end + 2] : ' ';
    if (named && ((at > 0 && text[at - 1] == '.') || after == '.' || after == '(')) return true;
    at = std::max(at, end - 2);
  }
  return false;
}

Answer read(std::string_view text, int depth) {
  text = trim(text);
  while (encloses(text, "{", "}")) {
    text = trim(text.substr(1, text.size() - 2));
    if (depth > kMaxNesting) continue;
    if (auto built = read_set_builder(text, depth)) return std::move(*built);   // {x | x < 2}
  }
  if (text.empty()) return {};
  if (depth > kMaxNesting) return make(text, Opaque{});
  for (std::string_view mark : {"\\approx", "\\sim", "="}) {   // `\approx 8.24`: what stands behind it
    if (text.starts_with(mark) && text.size() > mark.size() && !is_letter(text[mark.size()]) && text[mark.size()] != '=') return read(text.substr(mark.size()), depth + 1);
  }
  if (const std::vector<Cut> at = cuts(text, {"\\implies", "\\Rightarrow", "\\Longrightarrow"}); !at.empty()) return read(pieces(text, at).back(), depth + 1);
  if (const auto behind = rounding_in_brackets(text); !behind.empty()) return read(behind, depth + 1);
  if (auto choice = read_choice(text)) return make(text, *choice);
  if (auto clock = read_clock(text)) return make(text, *clock);
  if (auto date = read_date(text)) return make(text, *date);
  if (auto sum = read_compound(text)) return make(text, std::move(*sum));
  if (const auto formula = spoken_formula(text)) return read(*formula, depth + 1);
  if (auto number = read_number_word(text)) return make(text, std::move(*number));
  if (auto letters = read_letters(text, depth)) return std::move(*letters);
  if (auto line = read_line_except(text, depth)) return std::move(*line);
  if (auto answer = read_behind_lead_in(text, depth)) return std::move(*answer);
  if (auto words = read_words(text)) return make(text, std::move(*words));
  for (auto* reader : {read_outward_interval, read_angle_tuple, read_labelled_tuple, read_matrix_rows, read_determinant, read_named_items, read_list, read_relation, read_union, read_brackets, read_plus_minus, read_lines, read_matrix, read_transposed, read_matrix_sum, read_ratio}) {
    if (auto answer = reader(text, depth)) return std::move(*answer);
  }
  if (auto value = read_quantity(text)) return make(text, std::move(*value));
  if (without_spaces(text) == "()") return make(text, Set{});   // a tuple without items
  if (is_serial(text) || is_program_name(text)) return make(text, Words{lower_ascii(text)});
  return make(text, Opaque{});
}

}  // namespace

const std::vector<Answer>* items_of(const Answer& answer) {
  if (const Tuple* tuple = answer.as<Tuple>()) return &tuple->items;
  if (const List* list = answer.as<List>()) return &list->items;
  if (const Set* set = answer.as<Set>()) return &set->items;
  return nullptr;
}

bool holds_opaque(const Answer& answer) {
  if (answer.as<Opaque>()) return answer.text != "\\R";
  if (const auto* items = items_of(answer)) return std::any_of(items->begin(), items->end(), holds_opaque);
  if (const Relation* relation = answer.as<Relation>()) return std::any_of(relation->sides.begin(), relation->sides.end(), holds_opaque);
  if (const Interval* interval = answer.as<Interval>()) return std::any_of(interval->ends.begin(), interval->ends.end(), holds_opaque);
  if (const Union* all = answer.as<Union>()) return std::any_of(all->parts.begin(), all->parts.end(), holds_opaque);
  if (const Ratio* ratio = answer.as<Ratio>()) return std::any_of(ratio->parts.begin(), ratio->parts.end(), holds_opaque);
  if (const Matrix* matrix = answer.as<Matrix>()) {
    for (const auto& row : matrix->rows) {
      if (std::any_of(row.begin(), row.end(), holds_opaque)) return true;
    }
  }
  return false;
}

Answer read_answer(std::string_view raw) {
  if (raw.size() > kMaxAnswerBytes) return make(raw, Opaque{});
  Answer answer = read(clean_answer(raw), 0);
  if (List* list = std::get_if<List>(&answer.form)) list->thin = raw.find(",\\,") != raw.npos;
  return answer;
}

}  // namespace retort::grade
