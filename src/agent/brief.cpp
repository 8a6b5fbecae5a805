#include "agent/brief.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>
#include <vector>

#include "agent/wording.h"
#include "base/text.h"

namespace retort::agent {

namespace {

// Digits, signs, fractions and dots: a value that anybody works out.
bool is_plain(std::string_view formula) {
  std::string rest(formula);
  for (std::string_view command : {"\\cdot", "\\frac", "\\left", "\\right"}) rest = replace_all(rest, command, "");
  return rest.find_first_not_of("0123456789.,+-/=(){}^ ") == std::string::npos;
}

std::string brief_formula(const std::string& formula) {
  const std::size_t first = formula.find('='), last = formula.rfind('=');
  if (first == last || !is_plain(formula)) return formula;
  return std::string(trim(formula.substr(0, first))) + " = " + std::string(trim(formula.substr(last + 1)));
}

// Does `formula` name the number `value`, not as a part of a longer one?
bool names(std::string_view formula, std::string_view value) {
  for (std::size_t at = formula.find(value); at != std::string_view::npos; at = formula.find(value, at + 1)) {
    const auto digit = [&](std::size_t i) { return i < formula.size() && (std::isdigit(static_cast<unsigned char>(formula[i])) != 0 || formula[i] == '.'); };
    if (!(at > 0 && digit(at - 1)) && !digit(at + value.size())) return true;
  }
  return false;
}

// "$a = b$, $c = d$ and $e = f$." and nothing else.
bool is_row(const std::string& sentence, const std::vector<MathSpan>& spans) {
  std::size_t at = 0;
  for (const MathSpan& span : spans) {
    const std::string_view between = std::string_view(sentence).substr(at, span.begin - 1 - at);
    if (at == 0 ? !between.empty() : between != ", " && between != " and " && between != ", then ") return false;
    if (sentence.find('=', span.begin) >= span.end) return false;
    at = span.end + 1;
  }
  return sentence.substr(at) == ".";
}

// What a reader sees from the lines themselves.
constexpr std::string_view kRoutine[] = {"Adding ", "Bringing ", "Changing ", "Clearing ", "Collecting ", "Combining ", "Dividing ", "Expanding ", "Inserting ", "Moving ", "Multiplying ",
                                         "Opening ", "Ordering ", "Putting the ", "Replacing ", "Simplifying ", "Subtracting ", "Swapping ", "Taking ", "Turning ", "Working out ", "Writing the side "};
constexpr std::string_view kLeadingIn[] = {" gives", " gives us", " leads to", ", we get", ", we have", ", gives"};

}  // namespace

std::string routine_formula(const std::string& sentence) {
  const std::vector<MathSpan> spans = math_spans(sentence);
  const std::size_t end = spans.empty() ? 0 : spans.back().end;
  if (spans.empty() || sentence.substr(end) != "$.") return {};
  const std::string_view words = trim(std::string_view(sentence).substr(0, spans.back().begin - 1));
  const auto starts = [&](std::string_view routine) { return words.starts_with(routine); };
  const auto ends = [&](std::string_view leading) { return words.ends_with(leading); };
  const bool told = std::any_of(std::begin(kRoutine), std::end(kRoutine), starts) && std::any_of(std::begin(kLeadingIn), std::end(kLeadingIn), ends);
  const bool plain = words.find('=') == std::string_view::npos && words.find("root") == std::string_view::npos && words.find("discriminant") == std::string_view::npos;
  return told && plain ? sentence.substr(spans.back().begin, end - spans.back().begin) : std::string();
}

std::string routine_sentence(const std::vector<std::string>& formulas) {
  std::string out = "So ";
  for (std::size_t i = 0; i < formulas.size(); ++i) out += (i == 0 ? "$" : ", then $") + formulas[i] + "$";
  return out + ".";
}

std::string brief_sentence(const std::string& sentence) {
  const std::vector<MathSpan> spans = math_spans(sentence);
  std::vector<std::string> formulas;
  for (const MathSpan& span : spans) formulas.push_back(brief_formula(sentence.substr(span.begin, span.end - span.begin)));
  if (spans.size() > 1 && is_row(sentence, spans)) {
    std::vector<std::string> kept{formulas.back()};
    for (std::size_t i = formulas.size() - 1; i-- > 0;) {
      const std::string_view value = trim(std::string_view(formulas[i]).substr(formulas[i].rfind('=') + 1));
      bool used = false;
      for (const std::string& later : kept) used = used || names(later, value);
      if (used || !is_plain(formulas[i])) kept.insert(kept.begin(), formulas[i]);
    }
    std::string row;
    for (std::size_t i = 0; i < kept.size(); ++i) row += (i == 0 ? "$" : i + 1 < kept.size() ? ", $" : " and $") + kept[i] + "$";
    return row + ".";
  }
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    out += sentence.substr(at, spans[i].begin - at) + formulas[i];
    at = spans[i].end;
  }
  return out + sentence.substr(at);
}

}  // namespace retort::agent
