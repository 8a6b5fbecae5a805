#include "agent/forms_answer.h"

#include <algorithm>
#include <array>
#include <map>

#include "agent/forms_pattern.h"

namespace retort::agent {

namespace {

struct Row {
  const char* pattern;
  bool listed;
};

const std::map<std::string, std::string>& phrases() {
  static const std::map<std::string, std::string> table = {
      {"express", "(express|write|give|leave|enter|state|provide|put)"},
      {"answer", "(your|the|your final|each|all|any) (answer|answers|result|solution|solutions|final answer|answer in full|value|values)"},
      {"how", "(as|in|using|with) [a|an|the|its] [completely|fully|most|fully|] (common fraction|fraction|improper fraction|mixed number|mixed fraction|decimal|integer|whole number|polynomial|single fraction|single number|single term|ordered pair|ordered "
              "triple|ordered quadruple|set|list|interval|union of intervals|union|complex number|power of {int}|product|sum|quotient|interval notation|simplest form|simplest terms|lowest terms|reduced form|simplified form|simplest radical form|"
              "simplified radical form|radical form|exact form|exact value|rectangular form|polar form|exponential form|factored form|expanded form|standard form|scientific notation|radians|degrees|terms of {math}|terms of {math} and {math}|simplest "
              "fractional form|rationalized denominator|rational denominator|rational denominators|increasing order|ascending order|decreasing order|order from least to greatest|descending order of degree|the form {math})"},
  };
  return table;
}

struct CompiledRow {
  Pattern pattern;
  bool listed;
};

const std::vector<CompiledRow>& rows() {
  static constexpr Row kRows[] = {
      {"<express> (<answer>|it|them) as (a|an|the|) (common|simplified|reduced|improper|proper|single|exact|) (fraction|integer|decimal|number|"
       "power of ten|complex number|interval|union of intervals|set) [in (lowest terms|simplest form|simplified form)]", false},
      {"<express> <answer> (in|using) (interval notation|simplest form|lowest terms|simplest radical form|simplified radical form|radical "
       "form|exact form|factored form|simplified form|standard form|scientific notation|radians|terms of {expr}|the form {math})", false},
      {"<express> <answer> (in|as) (simplified|simplest|reduced|simplest fractional) (form|fraction) [with [a] (rational|rationalized) denominator]", false},
      {"<express> <answer> (as a polynomial|with terms in decreasing degree|in decreasing order of degree)", false},
      {"(express|write|give) <answer> as a polynomial (in {var}|with the terms in decreasing order of degree)", false},
      {"as a (common|simplified) fraction", false},
      {"expressed as a [positive|simplified|common|reduced|single] (fraction|integer|number|mixed number) [in (lowest terms|simplest form)]", false},
      {"in your head", false},
      {"(reminder|recall that|remember that|note that|where) [the number] {math} (is|stands for|means) the product [{math}] [of the integers from {int} to {var}]", false},
      {"(reminder|recall|remember) if {var} is a positive integer then {math} stands for the product {math}", false},
      {"for example {math}", false},
      {"all (angles|the angles) are [measured] in radians", false},
      {"in (simplest|lowest|simplest fractional|simplest radical) (form|terms)", false},
      {"expressed in (simplest|lowest) (form|terms)", false},
      {"[expressed] in terms of {math:pi}", false},
      {"<express> <answer> [as (a|an|) (common fraction|fraction|simplified fraction|mixed number|improper fraction)] [in (simplest|simplified) [radical] form] [and] in [simplest] terms of {math:pi} [and in (simplest|simplified) radical form]", false},
      {"<express> <answer> (as a common fraction|as a fraction) in (simplest|simplified|reduced) [radical] form", false},
      {"<express> <answer> in simplified radical form", false},
      {"<express> <answer> as (a|an) (mixed number|improper fraction|whole number|simplified mixed number|exact value|single number)", false},
      {"<express> <answer> using interval notation", false},
      {"<express> <answer> as a dollar value [rounded] to the nearest {words:place}", false},
      {"your answer should be (simplified [as much as possible]|in simplest form|fully simplified|an exact value)", false},
      {"(state|give|list) the {var} coordinate first", false},
      {"completely", false},
      {"<express> <answer> as (a|an|the) [simplified|reduced|exact] (common fraction|mixed number|decimal|ordered pair|ordered triple|fraction|integer|improper fraction) [in (lowest terms|simplest form)] [if necessary]", false},
      {"<express> <answer> (in|as) (simplest|lowest) (terms|form) [if necessary]", false},
      {"<express> <answer> (using|with|in) [base] (ten|10)", false},
      {"<express> <answer> as an integer (from|between) {int} (to|and) {int} [inclusive]", false},
      {"(give|enter) (an answer|a number|your answer) between {int} and {int} [inclusive]", false},
      {"<express> <answer> in the form {math} [where {vars} (are|and {var} are) (integers|constants|real numbers|positive integers)]", false},
      {"<express> <answer> in <answer> form", false},
      {"<express> [<answer>|it|them|each] <how> [and|with] [<how>] [and|with] [<how>] [if necessary|if needed|where necessary|where appropriate|if possible] [where {vars} (is|are) [all] [a] [real|positive] (integer|integers|number|numbers|constants)]", false},
      {"<express> [<answer>|it|them] [separated by commas] [and] [in (increasing|ascending) order] [separated by commas]", true},
      {"<express> [all] [possible] [your|the] (answers|solutions|values|roots) [in (increasing|ascending) order] [and] [separated by (commas|a comma)]", true},
      {"(note|notice|recall|remember|reminder|here) that {math} [is|denotes|stands for|represents] [a|the] [imaginary unit|fractional part of {math}|integer part of {math}|greatest integer less than or equal to {math}|smallest integer greater than or equal to "
       "{math}|largest integer less than or equal to {math}|least integer greater than or equal to {math}|conjugate of {math}|complex conjugate of {math}]", false},
      {"(note|notice|recall|remember|reminder|here|where) [that] {math} [is|denotes|stands for|represents|means] [a|the] [imaginary unit|fractional part of {math}|integer part of {math}|greatest integer less than or equal to {math}|smallest integer greater than or equal "
       "to {math}|largest integer less than or equal to {math}|least integer greater than or equal to {math}|conjugate of {math}|complex conjugate of {math}|greatest integer function|floor function|ceiling function]", false},
      {"(where|assuming|assume that|assume|given that) {math} is [a] positive [real] [number]", false},
      {"(where|assuming|assume that|assume) {vars} (is|are) [all] [a] [nonzero|non-zero|real] (number|numbers|constant|constants)", false},
      {"[you may] assume (that|) (all|) [variables|the variables|{vars}] (are|is) [all] (positive|real|nonzero) [real] [numbers]", false},
      {"(enter|give) (your|the) (answer|answers) (in|using) (interval notation|exact form|simplest form|radians|simplest radical form)", false},
      {"giving your answer in interval notation", false},
      {"(enter|give) (your|the) answer as (a common fraction|an ordered pair|a fraction|an interval)", false},
      {"<express> <answer> as an (ordered pair|ordered triple|interval in interval notation)", false},
      {"enter all [the] [possible] (solutions|values|answers|roots|numbers) separated by commas", true},
      {"enter your answer as a list of numbers separated by commas", true},
      {"enter the (ordered pair|ordered triple) {math}", false},
      {"<express> <answer> in terms of {math}", false},
      {"write your answer as a (common|) fraction", false},
      {"if necessary express your answer as a common fraction", false},
      {"give your answer in (degrees|radians)", false},
      {"note that {math} denotes the greatest integer less than or equal to {math}", false},
      {"recall that {math}", false},
      {"(simplify <answer>|if necessary simplify <answer>|(simplify|reduce) (as much as possible|completely|fully))", false},
      {"<express> [all] [the|your] (solutions|answers|values|roots) [in (increasing|ascending|order from least to greatest) order] [as a list] "
       "separated by commas", true},
      {"<express> all [the] [possible] (solutions|values|answers|roots) separated by commas [in increasing order]", true},
      {"list (all|your) (solutions|answers|values) separated by commas", true},
      {"(assume|assuming) [that] (all [the] variables|{vars}) (are|is|represent|represents) [a] (positive|nonnegative|real|nonzero) [real] "
       "(numbers|number|)", false},
      {"assume (that|) ({rel}|{expr} is positive)", false},
      {"(all functions are in|the angles are in) radians", false},
      {"<express> [<answer>|it] [as a decimal] [rounded] to the nearest {words:place}", false},
      {"[and] round [<answer>|it] to the nearest {words:place}", false},
      {"[rounded] to the nearest {words:place}", false},
      {"as a decimal [rounded] to the nearest {words:place}", false},
      {"your answer should be (a|an|) (common|) (fraction|integer|decimal) [in lowest terms]", false},
      {"(do not use|without using|without) a calculator", false},
      {"<express> all numbers in [the] base {int}", false},
  };
  static const std::vector<CompiledRow> compiled = [] {
    std::vector<CompiledRow> made;
    for (const Row& row : kRows) made.push_back({Pattern::compile(row.pattern, phrases()), row.listed});
    return made;
  }();
  return compiled;
}

// The start of the last sentence, or of the clause after the last comma in it.
std::vector<std::size_t> starts_of_tail(const std::vector<Token>& tokens) {
  std::vector<std::size_t> starts;
  for (std::size_t i = tokens.size() - 1; i > 0; --i) {
    char mark = tokens[i - 1].mark;
    if (mark == ',') starts.push_back(i);
    if (!tokens[i - 1].ends_sentence()) continue;
    starts.push_back(i);
    break;
  }
  // "express your answer ..." that follows mathematics without a mark.
  for (std::size_t i = 1; i < tokens.size(); ++i)
    if (tokens[i - 1].kind == TokenKind::kMath && tokens[i - 1].mark == 0 && tokens[i].kind == TokenKind::kWord && !tokens[i].written.empty() &&
        tokens[i].written[0] >= 'A' && tokens[i].written[0] <= 'Z')
      starts.push_back(i);
  // "expressed as a fraction" at the end of a sentence.
  static constexpr std::array<std::string_view, 8> kOpeners = {"expressed", "as", "in", "without", "giving", "completely", "to", "rounded"};
  for (std::size_t i = 2; i < tokens.size(); ++i)
    if (std::find(kOpeners.begin(), kOpeners.end(), tokens[i].text) != kOpeners.end()) starts.push_back(i);
  return starts;
}

// The digits behind the point that are kept; negative before it.
std::optional<int> places_of(const std::string& stem) {
  static const std::map<std::string, int> known = {{"integer", 0}, {"whole number", 0}, {"whole", 0}, {"one", 0}, {"ten", -1}, {"hundred", -2}, {"thousand", -3}, {"tenth", 1}, {"hundredth", 2}, {"thousandth", 3}, {"ten-thousandth", 4}, {"percent", 0}, {"second", 0}, {"square inch", 0}, {"gallon", 0}, {"cent", 2}, {"dollar", 0},
                                                   {"whole percent", 0}, {"degree", 0}, {"foot", 0}, {"inch", 0}, {"mile", 0}, {"meter", 0}, {"minute", 0}, {"hour", 0}, {"pound", 0}, {"whole pound", 0}};
  auto found = known.find(stem);
  return found == known.end() ? std::nullopt : std::optional(found->second);
}

bool take_one(std::vector<Token>& tokens, AnswerForm& form) {
  if (tokens.size() < 3) return false;
  for (std::size_t start : starts_of_tail(tokens)) {
    std::vector<Token> tail(tokens.begin() + static_cast<std::ptrdiff_t>(start), tokens.end());
    for (const CompiledRow& row : rows()) {
      auto captures = row.pattern.match(tail);
      if (!captures || (captures->has("pi") && captures->text("pi") != "\\pi")) continue;
      if (captures->has("place")) {
        auto places = places_of(captures->at("place").stem);
        if (!places || form.places) continue;
        form.places = places;
      }
      form.listed = form.listed || row.listed;
      tokens.resize(start);
      return true;
    }
  }
  return false;
}

// "To the nearest tenth, what is ...": in front of the last sentence.
void take_place_in_front(std::vector<Token>& tokens, AnswerForm& form) {
  std::size_t start = tokens.empty() ? 0 : tokens.size() - 1;
  while (start > 0 && !tokens[start - 1].ends_sentence()) --start;
  for (const CompiledRow& row : rows())
    for (std::size_t end = start + 2; end < tokens.size() && end < start + 9; ++end) {
      if (tokens[end - 1].mark != ',') continue;
      auto captures = row.pattern.match({tokens.begin() + static_cast<std::ptrdiff_t>(start), tokens.begin() + static_cast<std::ptrdiff_t>(end)});
      auto places = captures && captures->has("place") ? places_of(captures->at("place").stem) : std::nullopt;
      if (!places) continue;
      form.places = places;
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(start), tokens.begin() + static_cast<std::ptrdiff_t>(end));
      return;
    }
}

}  // namespace

AnswerForm take_answer_form(std::vector<Token>& tokens) {
  AnswerForm form;
  take_place_in_front(tokens, form);
  while (take_one(tokens, form)) {}
  return form;
}

}  // namespace retort::agent
