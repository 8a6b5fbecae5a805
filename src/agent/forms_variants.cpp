#include "agent/forms_variants.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "agent/clauses.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

// A wording and the plainer one for it, the words of which are left open.
struct Row {
  const char *pattern, *plain;
};

constexpr Row kSynonyms[] = {
    {"what 's", "what is"},
    {"(what would be|what will be|what was|what equals)", "what is"},
    {"(determine|calculate|can you find|please find|work out|figure out)", "find"},
    {"[we] (suppose|assume|imagine|assuming|supposing) that", "suppose"},
    {"(find out|discover)", "find"},
    {"(particular|respectively)", ""},
    {"for a total of", ""},
    {"(how many|in how many) [different|distinct|possible|unique] ways (could|might|may|will)", "in how many ways can"},
    {"in how many [possible|unique|total] ways can", "in how many ways can"},
    {"how many [different|distinct|unique|possible] ways (are there|exist) for (me|us) to", "in how many ways can i"},
    {"(find|what is) number of [different|distinct|possible] ways to", "how many ways are there to"},
    {"(find|what is) number of [different|distinct|possible] ways (i|we|you|she|he|they) can", "in how many ways can i"},
    {"(likelihood|chance|chances)", "probability"},
    {"(find|compute) probability", "what is probability"},
    {"pair of [fair|standard|regular] dice", "two dice"},
    {"(ordinary|regular) dice", "standard dice"},
    {"(ordinary|regular) die", "standard die"},
    {"(blindly|carefully|currently|always|just|wooden|plastic|opaque|colored|local|large|small|big|tiny|new|old)", ""},
    {"(without looking|one at a time)", ""},
    {"(simultaneously|at the same time)", ""},
    {"it is known that", ""},
    {"(we know that|we are told that|you are given that|you know that|it is given that|we are given that)", "given that"},
    {"(provided that|knowing that|given the fact that)", "if"},
    {"(what is|find) (total number of|the total number of)", "how many"},
};

// The answer's unit: <u> stands for the one unit of the statement.
constexpr Row kUnitWords[] = {
    {"how many [square|cubic] <u> (are|is) [there] [contained] in", "what is"},
    {"(what is|find|what was) number of [square|cubic] <u> in", "what is"},
    {"(what is|find|what was) number of degrees in [degree] measure of", "what is measure of"},
    {"how many degrees are in [degree] measure of", "what is measure of"},
    {"in [square|cubic] <u>", ""},
    {"in degrees", ""},
    {"number of [square|cubic] <u> in", ""},
};

const std::map<std::string, std::string, std::less<>>& units() {
  static const std::map<std::string, std::string, std::less<>> all = {
      {"inch", "inch"}, {"inches", "inch"}, {"foot", "foot"}, {"feet", "foot"}, {"yard", "yard"}, {"yards", "yard"}, {"mile", "mile"}, {"miles", "mile"}, {"cm", "cm"}, {"centimeter", "cm"},
      {"centimeters", "cm"}, {"meter", "m"}, {"meters", "m"}, {"mm", "mm"}, {"millimeters", "mm"}, {"km", "km"}, {"kilometers", "km"}, {"unit", "unit"}, {"units", "unit"}};
  return all;
}

std::set<std::string> units_named(const std::vector<Token>& tokens) {
  std::set<std::string> stems;
  for (const Token& token : tokens)
    if (auto at = units().find(token.text); at != units().end() && token.kind == TokenKind::kWord) stems.insert(at->second);
  return stems;
}

// The only unit of length that is named, as a pattern for its words; nothing where there are several.
std::optional<std::string> only_unit(const std::vector<Token>& tokens) {
  const std::set<std::string> stems = units_named(tokens);
  for (const Token& token : tokens)
    if (token.kind == TokenKind::kMath && token.text.find("\\text") != std::string::npos) return {};
  if (stems.size() > 1) return {};
  std::string words;
  for (const auto& [word, stem] : units())
    if (stems.count(stem)) words += (words.empty() ? "" : "|") + word;
  return words.empty() ? "units" : words;
}

std::vector<Token> replaced(const std::vector<Token>& tokens, const std::vector<std::pair<std::string, std::string>>& rows) {
  std::vector<Token> out;
  Clauses in(tokens);
  while (!in.at_end()) {
    const std::size_t start = in.place();
    bool done = false;
    for (const auto& [pattern, plain] : rows) {
      if (!in.skip(pattern)) continue;
      const char mark = tokens[in.place() - 1].mark;
      for (std::string_view word : split(plain, ' ')) {
        if (word.empty()) continue;
        Token token;
        token.text = token.written = word;
        if (auto value = number_word(word)) token.number = *value;
        out.push_back(token);
      }
      // A clause between commas goes with the first of them.
      if (plain.empty() && mark == ',' && !out.empty() && out.back().mark == ',' && in.place() < tokens.size()) out.back().mark = 0;
      else if (mark != 0 && !out.empty() && (out.back().mark == 0 || mark != ',')) out.back().mark = mark;
      done = true;
      break;
    }
    if (done) continue;
    in.back_to(start + 1);
    out.push_back(tokens[start]);
  }
  return out;
}

// Without the sentences that only give an instance: "for example, 35 is such a number".
std::vector<Token> without_instances(const std::vector<Token>& tokens) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    while (end < tokens.size() && !tokens[end].ends_sentence()) ++end;
    end = std::min(end + 1, tokens.size());
    const bool instance = i + 1 < end && ((tokens[i].text == "for" && (tokens[i + 1].text == "example" || tokens[i + 1].text == "instance")) || (tokens[i].text == "one" && tokens[i + 1].text == "such"));
    const bool asks = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(end), [](const Token& t) { return t.mark == '?'; });
    if (!instance || asks) out.insert(out.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(end));
    i = end;
  }
  return out;
}

std::string text_of(const std::vector<Token>& tokens) {
  std::string text;
  for (const Token& token : tokens) text += token.text + std::string(1, token.mark == 0 ? ' ' : token.mark);
  return text;
}

// Lengths in the unit that the question names: "2 feet" as 24 inches where inches are asked for. The statement as it is where that is not clear.
std::vector<Token> in_one_unit(const std::vector<Token>& tokens, std::vector<Lookup>& before) {
  static const std::map<std::string, math::Rational, std::less<>> inches = {{"inch", 1}, {"foot", 12}, {"yard", 36}};
  static const std::map<std::string, math::Rational, std::less<>> millimeters = {{"mm", 1}, {"cm", 10}, {"m", 1000}, {"km", 1'000'000}};
  if (!names_several_units(tokens)) return tokens;
  const auto stems = units_named(tokens);
  const bool english = std::all_of(stems.begin(), stems.end(), [&](const std::string& s) { return inches.count(s) > 0; }), metric = std::all_of(stems.begin(), stems.end(), [&](const std::string& s) { return millimeters.count(s) > 0; });
  if (!english && !metric) return tokens;
  // The unit of the question is the one that follows no number in the last sentence.
  std::string wanted;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto at = units().find(tokens[i].text);
    if (at == units().end() || tokens[i].kind != TokenKind::kWord) continue;
    const bool of_number = i > 0 && (tokens[i - 1].number || tokens[i - 1].kind == TokenKind::kMath);
    if (of_number) continue;
    if (!wanted.empty() && wanted != at->second) return tokens;
    wanted = at->second;
  }
  if (wanted.empty()) return tokens;
  const auto& sizes = english ? inches : millimeters;
  std::vector<Token> out = tokens;
  for (std::size_t i = 1; i < out.size(); ++i) {
    auto at = units().find(out[i].text);
    if (at == units().end() || out[i].kind != TokenKind::kWord || at->second == wanted) continue;
    // Square feet and cubic feet are no lengths.
    Token& amount = out[i - 1];
    if (amount.exprs.size() != 1 && !amount.number) return tokens;
    const math::Expr value = amount.exprs.size() == 1 ? amount.exprs[0] : math::Expr::number(*amount.number);
    const math::Rational factor = sizes.at(at->second) / sizes.at(wanted);
    auto converted = math::exact_value(value * math::Expr::number(factor));
    if (!converted.ok()) return tokens;
    const std::string unit = out[i].text;
    before.push_back({inline_math(tex(value)) + " " + unit + " are " + inline_math(worked(factor.is_integer() ? value * math::Expr::number(factor) : value / math::Expr::number(math::Rational(1) / factor))) + " times the unit that is asked for.", {}, {}, {}, {}});
    const char mark = amount.mark;
    amount = {};
    amount.kind = TokenKind::kNumber;
    amount.text = converted->to_string();
    amount.number = *converted;
    amount.exprs = {math::Expr::number(*converted)};
    amount.mark = mark;
    for (const auto& [word, stem] : units())
      if (stem == wanted) out[i].text = out[i].written = word;
  }
  return out;
}

// "If A, what is B?" as "what is B if A?".
std::vector<Token> conditions_last(const std::vector<Token>& tokens) {
  if (tokens.size() < 5 || (tokens[0].text != "if" && tokens[0].text != "given" && tokens[0].text != "suppose" && tokens[0].text != "when")) return tokens;
  static const std::set<std::string> kAsks = {"what", "find", "how", "compute"};
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::kWord || !kAsks.count(tokens[i].text) || tokens[i - 1].mark == 0) continue;
    for (std::size_t j = i; j + 1 < tokens.size(); ++j)
      if (tokens[j].ends_sentence()) return tokens;
    std::vector<Token> out(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end());
    out.back().mark = 0;
    out.insert(out.end(), tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i));
    out.back().mark = '?';
    const std::size_t condition = tokens.size() - i;
    out[condition].text = out[condition].written = "if";
    return out;
  }
  return tokens;
}

}  // namespace

bool names_several_units(const std::vector<Token>& tokens) {
  std::set<std::string> named = units_named(tokens);
  named.erase("unit");
  return named.size() > 1;
}

std::vector<Wording> other_wordings(const std::vector<Token>& written) {
  if (written.size() > 120) return {};
  std::vector<Wording> found;
  std::set<std::string> seen = {text_of(written)};
  std::vector<Lookup> before;
  const std::vector<Token> tokens = in_one_unit(written, before);
  const auto add = [&](std::vector<Token> wording) {
    if (!wording.empty() && seen.insert(text_of(wording)).second) found.push_back({std::move(wording), before});
  };
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Row& row : kSynonyms) rows.emplace_back(row.pattern, row.plain);
  std::vector<Token> plain = replaced(without_instances(tokens), rows);
  if (auto unit = only_unit(tokens)) {
    rows.clear();
    for (const Row& row : kUnitWords) rows.emplace_back(replace_all(row.pattern, "<u>", "(" + *unit + ")"), row.plain);
    plain = replaced(plain, rows);
  }
  add(tokens);
  add(plain);
  add(conditions_first(plain));
  add(conditions_last(plain));
  return found;
}

}  // namespace retort::agent
