#include "check/mutants.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <vector>

#include "base/text.h"
#include "check/pieces.h"
#include "math/identity.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using Text = std::optional<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

struct Range {
  std::size_t begin = 0, end = 0;
};
// The two sides of one sign of equality.
struct Equality {
  Range left, right;
};

std::vector<Range> numbers_within(std::string_view text, Range range) {
  std::vector<Range> found;
  for (std::size_t i = range.begin; i < range.end;) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < range.end && (is_digit(text[i]) || ((text[i] == '.' || text[i] == ',') && i + 1 < range.end && is_digit(text[i + 1])))) ++i;
    found.push_back({begin, i});
  }
  return found;
}

// ---- equalities --------------------------------------------------------------------------------------------------------------

bool ends_clause(std::string_view text, std::size_t i) {
  const std::string_view rest = text.substr(i);
  if (text[i] == ';' || (text[i] == ',' && (i + 1 >= text.size() || is_space(text[i + 1])))) return true;
  constexpr std::string_view kMarks[] = {"\\\\", "\\quad", "\\qquad", "\\text", "\\Rightarrow", "\\implies", "\\Longrightarrow", "\\approx",
                                         "\\le", "\\ge", "\\ne", "\\equiv", "<", ">", "\\boxed{\\text"};
  return std::any_of(std::begin(kMarks), std::end(kMarks), [&](std::string_view mark) { return rest.starts_with(mark) && !rest.starts_with("\\left"); });
}

void find_in_formula(std::string_view text, const Piece& piece, std::vector<Equality>& found) {
  std::size_t begin = piece.inner_begin;
  std::optional<Range> left;   // of an equals sign that was met
  const auto close = [&](std::size_t end) {
    if (left) found.push_back({*left, {begin, end}});
    left.reset();
  };
  std::size_t i = piece.inner_begin;
  for (; i < piece.inner_end; ++i) {
    const bool sign = text[i] == '=' && (i == 0 || std::string_view("<>!:\\").find(text[i - 1]) == std::string_view::npos);
    if (!sign && !ends_clause(text.substr(0, piece.inner_end), i)) continue;
    const Range side{begin, i};
    const bool blank = std::none_of(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(i), [](char c) { return is_digit(c) || is_letter(c); });
    const bool row = sign && blank && !found.empty() && found.back().right.begin >= piece.inner_begin;   // a row of align
    close(i);
    if (sign) left = row ? found.back().right : side;
    begin = i + 1;
  }
  close(i);
}

// Outside formulas: back from the sign over numbers, operators, brackets and at most three words in a row.
Range arithmetic_side(std::string_view text, std::size_t sign, bool forward, std::size_t limit) {
  const auto at = [&](std::size_t step) { return forward ? text[sign + 1 + step] : text[sign - 1 - step]; };
  const std::size_t room = forward ? limit - sign - 1 : sign - limit;
  std::size_t step = 0, kept = 0;
  int words = 0;
  while (step < room) {
    const char c = at(step);
    if (c == '\n' || c == '=' || c == ';' || c == '?' || c == '!' || c == ':') break;
    const bool inner = step > 0 && step + 1 < room && is_digit(at(step - 1)) && is_digit(at(step + 1));
    if ((c == '.' || c == ',') && !inner) break;
    if (is_letter(c) && !(c == 'x' && step > 0)) {
      if (++words > 3 || (forward && kept > 0)) break;
      while (step < room && (is_letter(at(step)) || at(step) == '\'' || at(step) == '-')) ++step;
      continue;
    }
    if (is_digit(c)) words = 0;
    ++step;
    if (is_digit(c) || c == ')' || c == '(' || c == '%') kept = step;
  }
  return forward ? Range{sign + 1, sign + 1 + kept} : Range{sign - kept, sign};
}

std::vector<Equality> equalities(std::string_view text) {
  std::vector<Equality> found;
  for (const Piece& piece : split_pieces(text)) {
    if (piece.formula) {
      find_in_formula(text, piece, found);
      continue;
    }
    for (std::size_t i = piece.begin + 1; i + 1 < piece.end; ++i) {
      if (text[i] != '=' || std::string_view("<>!:=").find(text[i - 1]) != std::string_view::npos || text[i + 1] == '=' || text[i + 1] == '>') continue;
      found.push_back({arithmetic_side(text, i, false, piece.begin), arithmetic_side(text, i, true, piece.end)});
    }
  }
  std::erase_if(found, [&](const Equality& e) { return numbers_within(text, e.left).empty() && numbers_within(text, e.right).empty(); });
  return found;
}

// ---- plain arithmetic --------------------------------------------------------------------------------------------------------

// The value of numbers, + - * / ^, brackets and \frac; nothing for all else.
class Arithmetic {
 public:
  static std::optional<double> value(std::string_view text) {
    std::string plain(text);
    for (std::string_view mark : {"\\cdot", "\\times", "\u00d7", "\u22c5"}) plain = replace_all(plain, mark, "*");
    for (std::string_view mark : {"\\div", "\u00f7"}) plain = replace_all(plain, mark, "/");
    for (std::string_view mark : {"\\left", "\\right", "\\$", "$", "{,}", "&", "\\,", "\\!"}) plain = replace_all(plain, mark, "");
    for (std::string_view mark : {"\\dfrac", "\\tfrac"}) plain = replace_all(plain, mark, "\\frac");
    Arithmetic reader(plain);
    const double sum = reader.sum(0);
    reader.space();
    if (reader.bad_ || reader.at_ != plain.size() || !std::isfinite(sum)) return std::nullopt;
    return sum;
  }

 private:
  explicit Arithmetic(std::string_view text) : text_(text) {}

  void space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  bool take(std::string_view mark) {
    space();
    if (text_.substr(at_, mark.size()) != mark) return false;
    at_ += mark.size();
    return true;
  }
  double sum(int depth) {
    double total = take("-") ? -product(depth) : product(depth);
    while (!bad_) {
      if (take("+")) total += product(depth);
      else if (take("-")) total -= product(depth);
      else break;
    }
    return total;
  }
  double product(int depth) {
    double total = power(depth);
    while (!bad_) {
      if (take("**")) bad_ = true;
      else if (take("*") || take("x ")) total *= power(depth);
      else if (take("/")) total /= power(depth);
      else if (at_ < text_.size() && (text_[at_] == '(' || text_[at_] == '\\')) total *= power(depth);
      else break;
    }
    return total;
  }
  double power(int depth) {
    const double base = atom(depth);
    if (!take("^")) return base;
    return std::pow(base, atom(depth));
  }
  double group(int depth, std::string_view close) {
    const double inner = sum(depth + 1);
    bad_ = bad_ || !take(close);
    return inner;
  }
  double atom(int depth) {
    if (depth > 20) bad_ = true;
    if (bad_) return 0;
    if (take("-")) return -atom(depth + 1);
    if (take("(")) return group(depth, ")");
    if (take("[")) return group(depth, "]");
    if (take("{")) return group(depth, "}");
    if (take("\\frac")) {
      bad_ = bad_ || !take("{");
      const double above = group(depth, "}");
      bad_ = bad_ || !take("{");
      return above / group(depth, "}");
    }
    space();
    std::string digits;
    for (; at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.' || text_[at_] == ','); ++at_) {
      if (text_[at_] != ',') digits += text_[at_];
    }
    if (digits.empty() || digits == "." || digits.size() > 15) {
      bad_ = true;
      return 0;
    }
    const double number = std::stod(digits);
    return take("\\%") || take("%") ? number / 100 : number;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool bad_ = false;
};

std::string_view part(std::string_view text, Range range) { return text.substr(range.begin, range.end - range.begin); }

std::string without_words(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool command = i > 0 && text[i - 1] == '\\';
    if (!is_letter(text[i]) || command || (i > 0 && is_letter(text[i - 1]) && out.size() > 0 && is_letter(out.back()))) out += text[i];
    else if (text[i] == 'x' && i > 0 && text[i - 1] == ' ' && i + 1 < text.size() && text[i + 1] == ' ') out += '*';
    else {
      while (i + 1 < text.size() && is_letter(text[i + 1])) ++i;
    }
  }
  return out;
}

math::Expr difference(std::string_view text, const Equality& e, bool& read) {
  const auto side = [&](Range range) {
    const std::string latex = replace_all(part(text, range), "&", "");
    const auto parsed = math::parse(trim(latex));
    read = read && parsed.ok();
    return parsed.ok() ? *parsed : math::Expr();
  };
  const math::Expr left = side(e.left), right = side(e.right);
  return left - right;
}

// Does the changed equality say the same as before, or is it true for other reasons: lcm(4, -6) = 12, x - 4 = 3 for x - 3 = 4?
bool still_true(std::string_view before, const Equality& was, std::string_view after, const Equality& now) {
  bool read = true;
  const math::Expr old = difference(before, was, read), fresh = difference(after, now, read);
  if (!read || old.size() > 120) return false;
  const auto zero = [](const math::Expr& e) { return math::equal(e, math::Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual; };
  return zero(fresh) || (!old.symbols().empty() && (zero(old - fresh) || zero(old + fresh)));
}

std::optional<bool> is_true(std::string_view text, const Equality& e) {
  const bool formula = part(text, {e.left.begin, e.right.end}).find('\\') != std::string_view::npos;
  const auto value = [&](Range range) { return Arithmetic::value(formula ? std::string(part(text, range)) : without_words(part(text, range))); };
  const auto left = value(e.left), right = value(e.right);
  if (!left || !right) return std::nullopt;
  return std::abs(*left - *right) <= 1e-9 * std::max({1.0, std::abs(*left), std::abs(*right)});
}

// ---- changes -----------------------------------------------------------------------------------------------------------------

std::string replaced(std::string_view text, Range range, std::string_view by) {
  return std::string(text.substr(0, range.begin)).append(by).append(text.substr(range.end));
}

// The changed text, unless the changed equality is plainly true; `grown` bytes were added before or inside `side`.
Text false_only(std::string_view before, std::string text, Equality e, std::size_t at, std::ptrdiff_t grown) {
  const Equality was = e;
  const auto move = [&](std::size_t& place) {
    if (place > at) place = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(place) + grown);
  };
  move(e.left.begin), move(e.left.end), move(e.right.begin), move(e.right.end);
  if (is_true(text, e).value_or(false) || still_true(before, was, text, e)) return std::nullopt;
  return text;
}

Text change_digit(std::string_view text, const Equality& e, Random& random) {
  std::vector<std::size_t> places;
  for (Range side : {e.left, e.right}) {
    for (std::size_t i = side.begin; i < side.end; ++i) {
      if (is_digit(text[i])) places.push_back(i);
    }
  }
  const std::size_t at = random.pick(places);
  const bool leads = at + 1 < text.size() && is_digit(text[at + 1]) && (at == 0 || !is_digit(text[at - 1]));
  std::string changed(text);
  while (changed[at] == text[at]) changed[at] = static_cast<char>('0' + random.between(leads ? 1 : 0, 9));
  return false_only(text, changed, e, at, 0);
}

// An argument of gcd or lcm, whose sign does not matter.
bool is_divisor_argument(std::string_view text, std::size_t at) {
  const std::size_t open = text.substr(0, at).rfind('(');
  if (open == std::string_view::npos || text.substr(open, at - open).find(')') != std::string_view::npos) return false;
  const std::string_view before = text.substr(0, open);
  return before.ends_with("gcd") || before.ends_with("lcm") || before.ends_with("gcd}") || before.ends_with("lcm}");
}

Text change_sign(std::string_view text, const Equality& e, Random& random) {
  std::vector<Range> numbers = numbers_within(text, e.left);
  for (Range number : numbers_within(text, e.right)) numbers.push_back(number);
  std::erase_if(numbers, [&](Range n) {
    const char before = n.begin > 0 ? text[n.begin - 1] : ' ';
    return is_divisor_argument(text, n.begin) || before == '_' || before == '^' || before == '.' || part(text, n) == "0" || (before == '{' && n.begin > 1 && (text[n.begin - 2] == '_' || text[n.begin - 2] == '^'));
  });
  if (numbers.empty()) return std::nullopt;
  const Range number = random.pick(numbers);
  std::size_t front = number.begin;
  while (front > 0 && text[front - 1] == ' ') --front;
  const bool signed_now = front > 0 && text[front - 1] == '-' && (front < 3 || std::string_view("=(*{").find(text[front - 2]) != std::string_view::npos || (text[front - 2] == ' ' && text[front - 3] == '='));
  if (signed_now) return false_only(text, replaced(text, {front - 1, front}, ""), e, front - 1, -1);
  const bool behind_operator = front > 0 && (text[front - 1] == '+' || text[front - 1] == '-' || text[front - 1] == '/' || text[front - 1] == '*');
  if (front > 0 && (is_digit(text[front - 1]) || is_letter(text[front - 1]) || text[front - 1] == '$')) return std::nullopt;
  const std::string with_sign = (behind_operator ? "(-" : "-") + std::string(part(text, number)) + (behind_operator ? ")" : "");
  return false_only(text, replaced(text, number, with_sign), e, number.begin, static_cast<std::ptrdiff_t>(with_sign.size()) - static_cast<std::ptrdiff_t>(number.end - number.begin));
}

struct Operation {
  std::string_view sign, by;
};
constexpr Operation kOperations[] = {{"+", "-"}, {"-", "+"}, {"*", "+"}, {"/", "*"}, {"\\cdot", "+"}, {"\\times", "+"}, {"\\div", "-"}, {"\u00d7", "+"}, {"\u00f7", "+"}};

Text change_operator(std::string_view text, const Equality& e, Random& random) {
  struct Place {
    std::size_t at;
    Operation operation;
  };
  std::vector<Place> places;
  for (Range side : {e.left, e.right}) {
    for (std::size_t i = side.begin + 1; i < side.end; ++i) {
      std::size_t before = i;
      while (before > side.begin && text[before - 1] == ' ') --before;
      const bool binary = before > side.begin && (is_digit(text[before - 1]) || is_letter(text[before - 1]) || std::string_view(")}]%").find(text[before - 1]) != std::string_view::npos);
      if (!binary) continue;
      for (const Operation& operation : kOperations) {
        const bool hyphen = text[i] == '-' && (is_letter(text[i - 1]) || (i + 1 < side.end && is_letter(text[i + 1]) && text[i - 1] != ' '));
        const bool unit = text[i] == '/' && i + 1 < side.end && is_letter(text[i + 1]);
        const bool constant = text.substr(i, 3) == "+ C" && (i + 3 >= text.size() || !is_letter(text[i + 3]));   // of integration: as true with another sign
        if (text.substr(i, operation.sign.size()) == operation.sign && !hyphen && !unit && !constant) places.push_back({i, operation});
      }
    }
  }
  if (places.empty()) return std::nullopt;
  const Place place = random.pick(places);
  const auto grown = static_cast<std::ptrdiff_t>(place.operation.by.size()) - static_cast<std::ptrdiff_t>(place.operation.sign.size());
  return false_only(text, replaced(text, {place.at, place.at + place.operation.sign.size()}, place.operation.by), e, place.at, grown);
}

Text swap_numbers(std::string_view text, const Equality& e, Random& random) {
  const std::vector<Range> left = numbers_within(text, e.left), right = numbers_within(text, e.right);
  if (left.empty() || right.empty()) return std::nullopt;
  const Range a = random.pick(left), b = random.pick(right);
  if (part(text, a) == part(text, b) || a.end > b.begin) return std::nullopt;
  const std::string first(part(text, a)), second(part(text, b));
  std::string changed = replaced(replaced(text, b, first), a, second);
  Equality moved = e;
  const auto grown = static_cast<std::ptrdiff_t>(second.size()) - static_cast<std::ptrdiff_t>(first.size());
  moved.left.end = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(e.left.end) + grown);
  moved.right.begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(e.right.begin) + grown);
  if (is_true(changed, moved).value_or(false) || still_true(text, e, changed, moved)) return std::nullopt;
  return changed;
}

// 48 + 24 = 72 becomes 45 + 27 = 72; 48 / 2 = 24 becomes 96 / 4 = 24.
Text change_consistently(std::string_view text, const Equality& e, Random& random) {
  const std::vector<Range> numbers = numbers_within(text, e.left);
  if (numbers.size() != 2 || numbers_within(text, e.right).size() != 1 || !is_true(text, e).value_or(false)) return std::nullopt;
  const std::string a(part(text, numbers[0])), b(part(text, numbers[1])), between(text.substr(numbers[0].end, numbers[1].begin - numbers[0].end));
  if (a.size() > 7 || b.size() > 7 || a.find_first_not_of("0123456789") != std::string::npos || b.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const long long p = std::stoll(a), q = std::stoll(b), k = random.between(2, 9);
  long long x = p, y = q;
  if (between.find('+') != std::string::npos) x = p + k, y = q - k;
  else if (between.find('-') != std::string::npos) x = p + k, y = q + k;
  else if (between.find('/') != std::string::npos || between.find("\\div") != std::string::npos) x = p * k, y = q * k;
  else if (q % k == 0) x = p * k, y = q / k;
  else if (p % k == 0) x = p / k, y = q * k;
  if (x < 1 || y < 1 || x == p || x == q) return std::nullopt;
  std::string changed = replaced(replaced(text, numbers[1], std::to_string(y)), numbers[0], std::to_string(x));
  Equality moved = e;
  const auto grown = static_cast<std::ptrdiff_t>(changed.size()) - static_cast<std::ptrdiff_t>(text.size());
  for (std::size_t* place : {&moved.left.end, &moved.right.begin, &moved.right.end}) *place = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(*place) + grown);
  return is_true(changed, moved).value_or(false) ? Text(changed) : std::nullopt;
}

Text change_answer(std::string_view text, Random& random) {
  const std::size_t box = text.rfind("\\boxed{");
  if (box == std::string_view::npos) return std::nullopt;
  std::vector<std::size_t> places;
  int depth = 0;
  for (std::size_t i = box + 6; i < text.size(); ++i) {
    depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
    if (depth == 0) break;
    if (is_digit(text[i])) places.push_back(i);
  }
  if (places.empty()) return std::nullopt;
  const std::size_t at = random.pick(places);
  std::string changed(text);
  while (changed[at] == text[at]) changed[at] = static_cast<char>('1' + random.between(0, 8));
  return changed;
}

std::vector<Range> sentences(std::string_view text) {
  std::vector<Range> found;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == '\n' || (text[i] == '.' && i + 1 < text.size() && is_space(text[i + 1]));
    if (!stop) continue;
    if (i > begin) found.push_back({begin, i + 1});
    begin = i + 1;
  }
  if (begin < text.size()) found.push_back({begin, text.size()});
  return found;
}

Text leak_tool(std::string_view text, Random& random) {
  static const std::vector<std::string> leaks = {
      "The tool gives the same value.", "We run a Python script.", "The function returned this.", "This is the output of the code.", "SymPy confirms it.",
      "We call the function solve.", "As in step 2 of the trace.", "A calculator shows it.", "Using the API we get this.", "The tool call succeeds.",
      "The computer algebra system agrees.", "Running the program prints the value.", "I executed the query.", "According to the solver, this is right.",
      "`solve_equation` gives this.", "The Translator explained this step.", "The result of the call is as expected.", "Let me run the code to check.",
      "Wolfram Alpha confirms this.", "The script outputs the value."};
  const std::vector<Range> all = sentences(text);
  const std::size_t at = all.empty() ? 0 : random.pick(all).begin;
  return std::string(text.substr(0, at)).append(at == 0 ? "" : " ").append(random.pick(leaks)).append(" ").append(text.substr(at));
}

Text change_prose(std::string_view text, Random& random) {
  std::vector<Range> places;
  const std::vector<Equality> all = equalities(text);
  const std::size_t box = std::min(text.rfind("\\boxed"), text.size());
  for (Range number : numbers_within(text, {0, box})) {
    const bool inside = std::any_of(all.begin(), all.end(), [&](const Equality& e) { return number.begin >= e.left.begin && number.end <= e.right.end; });
    if (!inside) places.push_back(number);
  }
  if (places.empty()) return std::nullopt;
  const Range number = random.pick(places);
  std::string changed(text);
  const std::size_t last = number.end - 1;
  while (changed[last] == text[last]) changed[last] = static_cast<char>('0' + random.between(0, 9));
  return changed;
}

Text drop_sentence(std::string_view text, Random& random) {
  std::vector<Range> all = sentences(text);
  std::erase_if(all, [&](Range r) { return part(text, r).find('=') == std::string_view::npos || part(text, r).find("\\boxed") != std::string_view::npos; });
  if (all.empty()) return std::nullopt;
  return replaced(text, random.pick(all), "");
}

}  // namespace

std::string_view change_name(Change change) {
  constexpr std::string_view kNames[] = {"digit", "sign", "operator", "swap", "answer", "tool word", "consistent", "prose number", "dropped step"};
  return kNames[static_cast<std::size_t>(change)];
}

std::optional<std::string> mutate(Change change, const Subject& subject, Random& random) {
  const std::string_view text = subject.narrative;
  switch (change) {
    case Change::kAnswer: return change_answer(text, random);
    case Change::kToolWord: return leak_tool(text, random);
    case Change::kProse: return change_prose(text, random);
    case Change::kDropped: return drop_sentence(text, random);
    default: break;
  }
  const std::vector<Equality> all = equalities(text);
  for (int attempt = 0; attempt < 8 && !all.empty(); ++attempt) {
    const Equality e = random.pick(all);
    const Text changed = change == Change::kDigit      ? change_digit(text, e, random)
                         : change == Change::kSign     ? change_sign(text, e, random)
                         : change == Change::kOperator ? change_operator(text, e, random)
                         : change == Change::kSwap     ? swap_numbers(text, e, random)
                                                       : change_consistently(text, e, random);
    if (changed) return changed;
  }
  return std::nullopt;
}

}  // namespace retort::check
