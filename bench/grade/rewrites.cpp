#include "rewrites.h"

#include <algorithm>
#include <regex>
#include <vector>

#include "base/text.h"
#include "math/rational.h"

namespace retort::bench {
namespace {

using Text = std::optional<std::string>;

Text if_changed(const std::string& before, std::string after) {
  return after == before ? std::nullopt : Text(std::move(after));
}

Text replaced(const std::string& answer, std::string_view from, std::string_view to) {
  return if_changed(answer, replace_all(answer, from, to));
}

Text by_pattern(const std::string& answer, const char* pattern, const char* to) {
  return if_changed(answer, std::regex_replace(answer, std::regex(pattern), to));
}

bool holds_words(const std::string& answer) { return answer.find("\\text") != answer.npos || answer.find("\\mbox") != answer.npos; }
bool holds_relation(const std::string& answer) { return answer.find_first_of("=<>,;:") != answer.npos || answer.find("\\in") != answer.npos; }

std::optional<long long> as_integer(const std::string& answer) {
  if (!std::regex_match(answer, std::regex("-?[0-9]{1,15}"))) return std::nullopt;
  if (answer.size() > 1 && answer[answer.front() == '-'] == '0') return std::nullopt;
  return std::stoll(answer);
}

struct Fraction { std::string sign; long long num, den; };
std::optional<Fraction> as_fraction(const std::string& answer) {
  std::smatch m;
  if (!std::regex_match(answer, m, std::regex("(-?)\\\\[dt]?frac\\{([1-9][0-9]{0,7})\\}\\{([1-9][0-9]{0,7})\\}"))) return std::nullopt;
  return Fraction{m[1], std::stoll(m[2]), std::stoll(m[3])};
}

// ---- the same, spelt otherwise ---------------------------------------------------------------------------------------------

Text dfrac(const std::string& a, Random&) { return by_pattern(a, "\\\\[dt]?frac", "\\dfrac"); }
Text tfrac(const std::string& a, Random&) { return by_pattern(a, "\\\\[dt]?frac", "\\tfrac"); }
Text bare_fraction(const std::string& a, Random&) { return by_pattern(a, "frac\\{([0-9])\\}\\{([0-9])\\}", "frac$1$2"); }
Text slash(const std::string& a, Random&) {
  if (const auto f = as_fraction(a)) return f->sign + std::to_string(f->num) + "/" + std::to_string(f->den);
  return std::nullopt;
}
Text wide_operators(const std::string& a, Random&) { return holds_words(a) ? std::nullopt : by_pattern(a, " *([+=]) *", "  $1 "); }
Text thin_spaces(const std::string& a, Random&) { return holds_words(a) ? std::nullopt : by_pattern(a, "([+=])", "\\,$1\\,"); }
Text no_spaces(const std::string& a, Random&) {
  if (holds_words(a) || a.find("begin") != a.npos || std::regex_search(a, std::regex("\\\\[a-zA-Z]+ |[0-9] [0-9]"))) return std::nullopt;
  return replaced(a, " ", "");
}
Text sized_brackets(const std::string& a, Random&) {
  if (a.find("\\left") != a.npos || a.find_first_of("([") == a.npos || holds_words(a)) return std::nullopt;
  return std::regex_replace(std::regex_replace(a, std::regex("([(\\[])"), "\\left$1"), std::regex("([)\\]])"), "\\right$1");
}
Text plain_brackets(const std::string& a, Random&) { return by_pattern(a, "\\\\(left|right) ?(?=[()\\[\\]|])", ""); }
Text big_brackets(const std::string& a, Random&) {
  if (a.find("\\left") != a.npos || a.find('(') == a.npos || holds_words(a)) return std::nullopt;
  return replace_all(replace_all(a, "(", "\\Big("), ")", "\\Big)");
}
Text final_stop(const std::string& a, Random&) { return a + "."; }
Text display_style(const std::string& a, Random&) { return "\\displaystyle " + a; }
Text in_dollars(const std::string& a, Random&) { return a.find('$') == a.npos ? Text("$" + a + "$") : std::nullopt; }
Text in_parens(const std::string& a, Random&) { return a.find('$') == a.npos ? Text("\\(" + a + "\\)") : std::nullopt; }

Text unicode(const std::string& a, Random&) {
  std::string out = std::regex_replace(a, std::regex("\\\\sqrt\\{([0-9]+)\\}"), "√$1");
  out = std::regex_replace(out, std::regex("\\^\\{?\\\\circ\\}?"), "°");
  const std::pair<const char*, const char*> signs[] = {{"\\\\pi(?![a-z])", "π"}, {"\\\\infty", "∞"}, {"\\\\cup", "∪"}, {"\\\\leq?(?![a-z])", "≤"},
                                                       {"\\\\geq?(?![a-z])", "≥"}, {"\\\\neq?(?![a-z])", "≠"}, {"\\\\cdot(?![a-z])", "·"},
                                                       {"\\\\times", "×"}, {"\\\\pm", "±"}, {"\\\\in(?![a-z])", "∈"}};
  for (const auto& [from, to] : signs) out = std::regex_replace(out, std::regex(from), to);
  return if_changed(a, out);
}
Text unicode_minus(const std::string& a, Random&) { return holds_words(a) ? std::nullopt : replaced(a, "-", "−"); }
Text braced_circle(const std::string& a, Random&) {
  return if_changed(a, std::regex_replace(a, std::regex("\\^\\\\circ"), "^{\\circ}"));
}
Text degree_word(const std::string& a, Random&) { return by_pattern(a, "\\^\\{?\\\\circ\\}?$", "\\text{ degrees}"); }
Text other_text_command(const std::string& a, Random& random) {
  const std::vector<std::string> commands = {"\\mathrm", "\\mbox", "\\textbf", "\\textrm"};
  return replaced(a, "\\text{", random.pick(commands) + "{");
}
Text bare_words(const std::string& a, Random&) {
  std::smatch m;
  return std::regex_match(a, m, std::regex("\\\\text\\{([A-Za-z ]+)\\}")) ? Text(m[1]) : std::nullopt;
}
Text percent_sign(const std::string& a, Random&) { return replaced(a, "\\%", "%"); }
Text percent_word(const std::string& a, Random&) { return by_pattern(a, "\\\\%$", " percent"); }
Text no_dollar(const std::string& a, Random&) { return a.starts_with("\\$") ? Text(a.substr(2)) : std::nullopt; }
Text no_unit(const std::string& a, Random&) {
  return by_pattern(a, "^([0-9.]+) ?\\\\(text|mbox)\\{ [a-z ]+\\}(\\^[23])?$", "$1");
}

Text with_decimals(const std::string& a, Random&) { return as_integer(a) ? Text(a + ".0") : std::nullopt; }
Text even_fraction(const std::string& a, Random&) {
  const auto n = as_integer(a);
  if (!n || *n == 0) return std::nullopt;
  return std::string(*n < 0 ? "-" : "") + "\\frac{" + std::to_string(2 * std::abs(*n)) + "}{2}";
}
Text unreduced(const std::string& a, Random& random) {
  const auto f = as_fraction(a);
  const long long k = random.between(2, 7);
  return f ? Text(f->sign + "\\frac{" + std::to_string(k * f->num) + "}{" + std::to_string(k * f->den) + "}") : std::nullopt;
}
Text sign_inside(const std::string& a, Random&) { return by_pattern(a, "^-\\\\frac\\{([0-9]+)\\}", "\\frac{-$1}"); }
Text grouped(const std::string& a, Random& random) {
  const auto n = as_integer(a);
  if (!n || std::abs(*n) < 1000) return std::nullopt;
  const std::vector<std::string> separators = {",", "{,}", "\\,", " ", ",\\!"};
  const std::string separator = random.pick(separators);
  std::string out = std::to_string(std::abs(*n));
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, separator);
  return (*n < 0 ? "-" : "") + out;
}
Text ungrouped(const std::string& a, Random&) {
  return std::regex_match(a, std::regex("[0-9]{1,3}((,|\\{,\\}|,\\\\!|\\\\,)[0-9]{3})+")) ? by_pattern(a, "[^0-9]", "") : std::nullopt;
}
Text scientific(const std::string& a, Random&) {
  const auto n = as_integer(a);
  if (!n || *n < 1000) return std::nullopt;
  std::string digits = std::to_string(*n);
  const std::size_t exponent = digits.size() - 1;
  return digits.substr(0, 1) + "." + digits.substr(1) + " \\times 10^{" + std::to_string(exponent) + "}";
}
// p/q with q = 2^i 5^j
Text decimal(const std::string& a, Random&) {
  const auto f = as_fraction(a);
  if (!f || (1'000'000 * f->num) % f->den != 0) return std::nullopt;
  const auto digits = math::Rational(f->num, f->den).to_decimal(12);
  return digits.has_value() ? Text(f->sign + *digits) : std::nullopt;
}
Text repeating(const std::string& a, Random&) {
  const auto f = as_fraction(a);
  if (!f || f->num >= f->den) return std::nullopt;
  for (long long nines = 9, width = 1; width <= 6; nines = nines * 10 + 9, ++width) {
    if (nines % f->den != 0) continue;
    std::string digits = std::to_string(nines / f->den * f->num);
    digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    return f->sign + "0.\\overline{" + digits + "}";
  }
  return std::nullopt;
}
Text mixed(const std::string& a, Random& random) {
  const auto f = as_fraction(a);
  if (!f || f->num < f->den || f->num % f->den == 0 || !f->sign.empty()) return std::nullopt;
  const std::string whole = std::to_string(f->num / f->den), num = std::to_string(f->num % f->den), den = std::to_string(f->den);
  return random.chance(0.5) ? whole + " " + num + "/" + den : whole + "\\frac{" + num + "}{" + den + "}";
}
Text quotient(const std::string& a, Random&) {
  if (holds_relation(a) || holds_words(a)) return std::nullopt;
  return by_pattern(a, "^\\\\[dt]?frac\\{([^{}]*[+-][^{}]*)\\}\\{([0-9a-z]+)\\}$", "($1)/$2");
}
Text power_for_root(const std::string& a, Random&) { return by_pattern(a, "\\\\sqrt\\{([0-9]+)\\}", "{$1}^{1/2}"); }
Text bare_root(const std::string& a, Random&) { return by_pattern(a, "\\\\sqrt\\{([0-9])\\}", "\\sqrt$1"); }
Text named(const std::string& a, Random&) {
  if (holds_relation(a) || holds_words(a) || std::regex_search(a, std::regex("[a-zA-Z]")) != std::regex_search(a, std::regex("\\\\"))) return std::nullopt;
  if (!std::regex_match(a, std::regex("-?(\\\\[dt]?frac\\{[0-9]+\\}\\{[0-9]+\\}|[0-9.]+|[0-9]*\\\\sqrt\\{[0-9]+\\})"))) return std::nullopt;
  return "x = " + a;
}
Text swapped_terms(const std::string& a, Random&) {
  if (holds_relation(a) || holds_words(a)) return std::nullopt;
  return by_pattern(a, "^((?:[0-9a-z^]|\\\\sqrt\\{[0-9]+\\})+) *\\+ *((?:[0-9a-z^]|\\\\sqrt\\{[0-9]+\\})+)$", "$2 + $1");
}
Text reversed_list(const std::string& a, Random&) {
  if (!std::regex_match(a, std::regex("[^,()\\[\\]\\\\=<>]+(, ?[^,()\\[\\]\\\\=<>]+)+")) || a.find("{,}") != a.npos) return std::nullopt;
  if (std::regex_search(a, std::regex("[0-9],[0-9]{3}"))) return std::nullopt;
  std::vector<std::string> items;
  for (std::string_view item : split(a, ',')) items.emplace_back(trim(item));
  std::reverse(items.begin(), items.end());
  return join(items, ", ");
}
Text braced_list(const std::string& a, Random& random) {
  const auto list = reversed_list(a, random);
  return list ? Text("\\{" + *list + "\\}") : std::nullopt;
}
Text and_list(const std::string& a, Random& random) {
  const auto list = reversed_list(a, random);
  if (!list) return std::nullopt;
  const std::size_t last = list->rfind(", ");
  return list->substr(0, last) + " \\text{ and } " + list->substr(last + 2);
}
Text bmatrix(const std::string& a, Random&) { return replaced(a, "pmatrix", "bmatrix"); }
Text matrix_lines(const std::string& a, Random&) {
  return a.find("matrix") == a.npos ? std::nullopt : Text("\n" + replace_all(a, "\\\\", " \\\\\n") + "\n");
}
Text unclosed(const std::string& a, Random&) {
  return a.ends_with("}") && !a.ends_with("\\}") && a.find("matrix") == a.npos ? Text(a.substr(0, a.size() - 1)) : std::nullopt;
}
Text python(const std::string& a, Random&) {
  if (!std::regex_match(a, std::regex("[-+0-9a-z^{} ]+")) || !std::regex_search(a, std::regex("[a-z]\\^"))) return std::nullopt;
  return std::regex_replace(std::regex_replace(a, std::regex("\\^\\{?([0-9]+)\\}?"), "**$1"), std::regex("([0-9])([a-z])"), "$1*$2");
}
Text inequality(const std::string& a, Random&) { return by_pattern(a, "^\\(-\\\\infty, ?([^,()]+)\\)$", "x < $1"); }

// ---- something else that looks alike ---------------------------------------------------------------------------------------

Text other_digit(const std::string& a, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool digit = a[i] >= '0' && a[i] <= '9', of_base = i > 0 && a[i - 1] == '_';
    if (digit && !of_base && a.find("^0") == a.npos) places.push_back(i);
  }
  if (places.empty() || holds_words(a)) return std::nullopt;
  std::string out = a;
  char& c = out[random.pick(places)];
  c = static_cast<char>('0' + (c - '0' + random.between(1, 9)) % 10);
  if (std::regex_search(out, std::regex("frac\\{0\\}|\\{0+\\}|frac0|frac.0"))) return std::nullopt;
  return if_changed(a, out);
}
Text other_sign(const std::string& a, Random&) {
  const auto n = as_integer(a);
  if (!as_fraction(a) && !(n && *n != 0)) return std::nullopt;
  return a.front() == '-' ? a.substr(1) : "-" + a;
}
Text swapped_pair(const std::string& a, Random&) {
  std::smatch m;
  if (!std::regex_match(a, m, std::regex("(?:\\\\left)?\\( ?([^,()]+), ?([^,()]+?) ?(?:\\\\right)?\\)")) || m[1] == m[2]) return std::nullopt;
  return "(" + m[2].str() + ", " + m[1].str() + ")";
}
Text shorter_list(const std::string& a, Random& random) {
  const auto list = reversed_list(a, random);
  return list ? Text(list->substr(0, list->rfind(','))) : std::nullopt;
}
Text other_base(const std::string& a, Random&) {
  std::smatch m;
  if (!std::regex_match(a, m, std::regex("([0-9]{2,})_\\{?([5-8])\\}?"))) return std::nullopt;
  return m[1].str() + "_{" + std::to_string(std::stoi(m[2]) + 2) + "}";
}
Text other_ends(const std::string& a, Random&) { return by_pattern(a, "^\\[([^\\]\\[()]+)\\]$", "[$1)"); }
Text upside_down(const std::string& a, Random&) {
  const auto f = as_fraction(a);
  if (!f || f->num == f->den) return std::nullopt;
  return f->sign + "\\frac{" + std::to_string(f->den) + "}{" + std::to_string(f->num) + "}";
}
Text other_root(const std::string& a, Random&) {
  return by_pattern(a, "\\\\sqrt\\{([0-9]*[1-9])\\}", "\\sqrt{1$1}");
}
Text thousandfold(const std::string& a, Random&) { return as_integer(a) && *as_integer(a) != 0 && a.size() <= 3 ? Text(a + ",000") : std::nullopt; }

constexpr Rewrite kRewrites[] = {
    {"dfrac", true, dfrac}, {"tfrac", true, tfrac}, {"bare fraction", true, bare_fraction}, {"slash", true, slash},
    {"wide operators", true, wide_operators}, {"thin spaces", true, thin_spaces}, {"no spaces", true, no_spaces},
    {"sized brackets", true, sized_brackets}, {"plain brackets", true, plain_brackets}, {"big brackets", true, big_brackets},
    {"final stop", true, final_stop}, {"display style", true, display_style}, {"in dollars", true, in_dollars}, {"in parens", true, in_parens},
    {"unicode", true, unicode}, {"unicode minus", true, unicode_minus}, {"braced circle", true, braced_circle}, {"degree word", true, degree_word},
    {"other text command", true, other_text_command}, {"bare words", true, bare_words}, {"percent sign", true, percent_sign},
    {"percent word", true, percent_word}, {"no dollar", true, no_dollar}, {"no unit", true, no_unit}, {"with decimals", true, with_decimals},
    {"even fraction", true, even_fraction}, {"unreduced", true, unreduced}, {"sign inside", true, sign_inside}, {"grouped", true, grouped},
    {"ungrouped", true, ungrouped}, {"scientific", true, scientific}, {"decimal", true, decimal}, {"repeating", true, repeating}, {"mixed", true, mixed},
    {"quotient", true, quotient}, {"power for root", true, power_for_root}, {"bare root", true, bare_root}, {"named", true, named},
    {"swapped terms", true, swapped_terms}, {"reversed list", true, reversed_list}, {"braced list", true, braced_list}, {"and list", true, and_list},
    {"bmatrix", true, bmatrix}, {"matrix lines", true, matrix_lines}, {"unclosed", true, unclosed}, {"python", true, python},
    {"inequality", true, inequality},
    {"other digit", false, other_digit}, {"other sign", false, other_sign}, {"swapped pair", false, swapped_pair}, {"shorter list", false, shorter_list},
    {"other base", false, other_base}, {"other ends", false, other_ends}, {"upside down", false, upside_down}, {"other root", false, other_root},
    {"thousandfold", false, thousandfold},
};

}  // namespace

std::span<const Rewrite> rewrites() { return kRewrites; }

}  // namespace retort::bench
