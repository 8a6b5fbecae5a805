// Comparison of two texts: where the answers stand in them, and what a text without an answer is.
#include <algorithm>
#include <cctype>
#include <optional>

#include "base/text.h"
#include "grade/answer.h"
#include "grade/boxes.h"
#include "grade/grade.h"

namespace retort::grade {
namespace {

bool is_prose(const Answer& answer) {
  const Words* found = answer.as<Words>();
  return found && words(found->text).size() > 1;
}

// Read whole, so that it can stand for an answer without looking for one inside it: "Therefore x > 5" cannot.
bool is_answer(const Answer& answer) {
  if (answer.as<Nothing>() || holds_opaque(answer)) return false;
  if (const Relation* relation = answer.as<Relation>()) {
    const bool chain = std::all_of(relation->signs.begin(), relation->signs.end(), [](const std::string& sign) { return sign == "="; });
    if (!chain && std::any_of(relation->sides.begin(), relation->sides.end(), [](const Answer& side) { return side.as<Words>(); })) return false;
    return std::none_of(relation->sides.begin(), relation->sides.end(), is_prose);
  }
  if (const Ratio* ratio = answer.as<Ratio>()) return std::none_of(ratio->parts.begin(), ratio->parts.end(), is_prose);
  return true;
}

// \frac and \sqrt with all their braces.
bool has_all_braces(std::string_view text) {
  for (std::string_view command : {std::string_view("frac"), std::string_view("sqrt")}) {
    for (std::size_t at = text.find(command); at != text.npos; at = text.find(command, at + 1)) {
      const std::size_t next = at + command.size();
      if (at > 0 && next < text.size() && text[next] != '{' && text[next] != '[' && text[next] != '(') return false;
    }
  }
  return true;
}

// Two words or more outside commands, or several lines: a text with an answer in it rather than an answer.
bool is_text(std::string_view text) {
  for (std::string_view code : {"()", "('", "['", "__", "lambda"}) {   // a program's last number is nobody's answer
    if (text.find(code) != std::string_view::npos) return false;
  }
  if (trim(text).find('\n') != std::string_view::npos) return true;
  int found = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool letter = std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    if (!letter && text[i] != '\\') continue;
    const std::size_t begin = i++;
    while (i < text.size() && std::isalpha(static_cast<unsigned char>(text[i]))) ++i;
    const std::string_view command = text.substr(begin, i - begin);
    if (command == "\\begin" || command == "\\end" || command == "\\operatorname") {   // the name of an environment is no word
      while (i < text.size() && text[i] != '}') ++i;
    }
    if (letter && i - begin >= 2 && ++found == 2) return true;
    --i;
  }
  return false;
}

bool begins_as_sentence(std::string_view text) {
  const std::string lower = lower_ascii(text.substr(0, 20));
  for (std::string_view word : {"thus ", "so ", "then ", "hence ", "therefore ", "since ", "we ", "now ", "finally ", "thus, ", "so, ", "hence, ", "therefore, ", "finally, "}) {
    if (lower.starts_with(word)) return true;
  }
  return false;
}

// Does nothing but marks stand behind the formula?
bool ends_with_formula(std::string_view text, std::string_view formula) {
  const std::size_t at = text.rfind(formula);
  if (at == text.npos) return false;
  const std::string_view rest = text.substr(at + formula.size());
  return std::none_of(rest.begin(), rest.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
}

// "I do not know": words, but hardly an answer.
bool is_sentence(const Answer& answer) {
  constexpr std::size_t kMinWords = 4;
  const Words* found = answer.as<Words>();
  return found && words(found->text).size() >= kMinWords;
}

std::optional<Answer> find_answer(std::string_view text, const GradeOptions& options) {
  if (options.phrase_before_box) {
    if (auto phrase = extract_phrase(text)) return read_answer(phrase->answer);
  }
  const auto found = extract_answer(text);
  if (found && found->how != "last number" && found->how != "last formula") return read_answer(found->answer);
  const bool sentence = found && found->how == "last formula" && is_text(text) && (ends_with_formula(text, found->answer) || begins_as_sentence(text));
  if (sentence) {
    if (Answer formula = read_answer(found->answer); is_answer(formula)) return formula;
  }
  Answer whole = read_answer(text);
  if (is_answer(whole)) return whole;
  if (found && (is_text(text) || found->how == "last formula")) return read_answer(found->answer);
  if (trim(text).empty()) return std::nullopt;
  return whole;
}

}  // namespace

Verdict compare_texts(std::string_view gold, std::string_view pred, const GradeOptions& options) {
  const auto a = find_answer(gold, options), b = find_answer(pred, options);
  if (options.require_braces && !has_all_braces(gold)) return {Outcome::kUndecided, "unread", "the gold side has a command without its braces"};
  if (options.require_braces && !has_all_braces(pred)) return {Outcome::kDifferent, "form", "the prediction has a command without its braces"};
  if (!a || !b) return {Outcome::kDifferent, "no answer", a ? "the prediction gives no answer" : "the gold side gives no answer"};
  Verdict verdict = compare_answers(*a, *b, options);
  if (verdict.outcome == Outcome::kDifferent && is_sentence(*b) && !is_sentence(*a)) {
    return {Outcome::kDifferent, "no answer", "the prediction gives no answer"};
  }
  return verdict;
}

}  // namespace retort::grade
