// Where the final answer of a free text stands. Places are tried from the most to the least explicit: a box, `####`, a sentence
// that says "the answer is", the last formula or number. Of several of one kind the last counts.
#include <algorithm>
#include <cctype>
#include <vector>

#include "base/text.h"
#include "grade/boxes.h"
#include "grade/grade.h"
#include "grade/scan.h"

namespace retort::grade {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

struct Found {
  std::size_t at = 0;   // where in the text, to tell which of two candidates came later
  Extracted extracted;
};

// What stands between two boxes or formulas, without formula marks and spaces: "," or "and" for `$\boxed{1}$, and $\boxed{2}$`.
std::string between_parts(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    bool skipped = false;
    for (std::string_view mark : {"\\text{", "\\quad", "\\qquad", "\\(", "\\)", "\\[", "\\]", "\\,", "\\ ", "\\;", "$", "}"}) {
      if (rest.substr(0, mark.size()) != mark) continue;
      i += mark.size() - 1;
      skipped = true;
      break;
    }
    if (!skipped && !is_space(text[i])) kept += text[i];
  }
  return lower_ascii(kept);
}

bool joins_parts(std::string_view text) {
  if (text.size() > 60) return false;
  const std::string kept = between_parts(text);
  return kept == "," || kept == "and" || kept == ",and" || kept == "or" || kept == ",or" || kept == ";";
}

// `\boxed{20} percent` answers 20 percent.
bool percent_follows(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && i < 8 && (is_space(text[i]) || text[i] == '$')) ++i;
  const std::string_view rest = text.substr(std::min(i, text.size()));
  return rest.starts_with("percent") || rest.starts_with("\\%") || rest.starts_with("%");
}

// \boxed{\boxed{5}}: what the inner one holds.
std::string_view innermost(std::string_view content) {
  for (content = trim(content);;) {
    const std::vector<Box> inner = find_boxes(content);
    if (inner.size() != 1 || inner[0].begin != 0 || inner[0].end != content.size()) return content;
    content = trim(inner[0].content);
  }
}

// The last box; boxes that a comma or "and" joins are one list.
std::optional<Found> from_boxes(std::string_view text) {
  const std::vector<Box> boxes = find_boxes(text);
  if (boxes.empty()) return std::nullopt;
  std::size_t first = boxes.size() - 1;
  while (first > 0 && joins_parts(text.substr(boxes[first - 1].end, boxes[first].begin - boxes[first - 1].end))) --first;
  const bool all_same = std::all_of(boxes.begin() + static_cast<std::ptrdiff_t>(first), boxes.end(),
                                    [&](const Box& box) { return trim(box.content) == trim(boxes.back().content); });
  if (all_same) first = boxes.size() - 1;
  Found found{boxes.back().begin, {"", "boxed"}};
  for (std::size_t i = first; i < boxes.size(); ++i) {
    if (i > first) found.extracted.answer += ", ";
    found.extracted.answer += innermost(boxes[i].content);
  }
  if (found.extracted.answer.empty()) return std::nullopt;
  if (percent_follows(text.substr(boxes.back().end))) found.extracted.answer += "\\%";
  return found;
}

// The rest of the line without marks at its ends: `** 42.` is `42`.
std::string_view tidy(std::string_view line) {
  line = trim(line);
  while (line.starts_with("\\\"")) line = trim(line.substr(2));
  while (line.ends_with("\\\"") || line.ends_with("\\\".")) line = trim(line.substr(0, line.rfind('\\')));
  while (!line.empty() && (line.front() == '*' || line.front() == ':' || line.front() == '"' || is_space(line.front()))) {
    line.remove_prefix(1);
  }
  while (!line.empty() && !ends_in_dots(line) && (line.back() == '*' || line.back() == '.' || line.back() == ',' || line.back() == '"' ||
                           line.back() == ';' || is_space(line.back()))) {
    line.remove_suffix(1);
  }
  return line;
}

std::optional<Found> from_hashes(std::string_view text) {
  const std::size_t at = text.rfind("####");
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(at + 4);
  rest = tidy(rest.substr(0, rest.find('\n')));
  if (rest.empty()) return std::nullopt;
  return Found{at, {std::string(rest), "####"}};
}

// <answer>5</answer>
std::optional<Found> from_tag(std::string_view text) {
  constexpr std::string_view kClose = "</answer>", kOpen = "<answer>";
  const std::size_t close = text.rfind(kClose), open = close == text.npos ? close : text.rfind(kOpen, close);
  if (open == text.npos) return std::nullopt;
  const std::string_view inside = trim(text.substr(open + kOpen.size(), close - open - kOpen.size()));
  return inside.empty() ? std::nullopt : std::optional(Found{open, {std::string(inside), "answer tag"}});
}

// {"answer": "5"}, {"answer": 5}
std::optional<Found> from_json(std::string_view text) {
  constexpr std::string_view kKey = "answer\":";
  const std::size_t key = text.rfind(kKey);
  if (key == text.npos || key == 0) return std::nullopt;
  std::string_view rest = trim(text.substr(key + kKey.size()));
  const bool quoted = rest.starts_with('"');
  if (quoted) rest.remove_prefix(1);
  std::size_t end = std::min(rest.find_first_of(quoted ? "\"" : "},\n"), rest.size());
  const auto ends_value = [&](std::size_t at) {
    const std::string_view behind = trim(rest.substr(at + 1));
    return behind.empty() || behind.front() == '}' || behind.front() == ',';
  };
  while (quoted && end < rest.size() && !ends_value(end)) end = std::min(rest.find('"', end + 1), rest.size());
  const std::string_view inside = trim(rest.substr(0, end));
  return inside.empty() ? std::nullopt : std::optional(Found{key, {std::string(inside), "answer tag"}});
}

constexpr std::size_t kMaxFormula = 2000;   // bytes between the marks; keeps the search linear in hostile text

struct Formula {
  std::size_t begin = 0, end = 0;
  std::string_view content;
};

// The formula that opens at `at` ($, $$, \( or \[), if it also closes.
std::optional<Formula> formula_at(std::string_view text, std::size_t at) {
  struct Pair { std::string_view open, close; };
  for (const Pair& pair : {Pair{"$$", "$$"}, Pair{"$", "$"}, Pair{"\\(", "\\)"}, Pair{"\\[", "\\]"}}) {
    if (text.substr(at, pair.open.size()) != pair.open) continue;
    const std::size_t begin = at + pair.open.size();
    const std::string_view near = text.substr(begin, kMaxFormula);
    for (std::size_t end = near.find(pair.close); end != std::string_view::npos; end = near.find(pair.close, end + 1)) {
      if (pair.close == "$" && end > 0 && near[end - 1] == '\\') continue;
      return Formula{at, begin + end + pair.close.size(), near.substr(0, end)};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

constexpr std::size_t kMaxSentence = 400;   // bytes

// The end of the sentence that starts at `at`: a line end, or a full stop with white space or nothing after it, or kMaxSentence.
std::size_t sentence_end(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kMaxSentence);
  for (std::size_t i = at; i < limit; ++i) {
    if (text[i] == '\n') return i;
    if (text[i] == '.' && (i + 1 == text.size() || is_space(text[i + 1]))) return i;
    if (text[i] == '<' && text.substr(i, 2) == "<|") return i;
  }
  return limit;
}

// "The final answer is", "answer:": what it names, up to the end of the formula or sentence.
std::optional<Found> from_phrase(std::string_view text, std::string_view lower, std::string_view phrase, std::string_view how) {
  for (std::size_t at = lower.rfind(phrase); at != std::string_view::npos; at = at == 0 ? lower.npos : lower.rfind(phrase, at - 1)) {
    std::size_t begin = at + phrase.size();
    while (begin < text.size() && (is_space(text[begin]) || text[begin] == ':' || text[begin] == '*' || text[begin] == '"' || text.substr(begin, 2) == "\\\"")) {
      ++begin;
    }
    if (lower.substr(begin, 3) == "is ") begin += 3;
    if (begin >= text.size()) continue;
    if (const auto formula = formula_at(text, begin)) {
      const std::size_t end = sentence_end(text, formula->end);
      const std::string_view tail = tidy(text.substr(formula->end, end - formula->end));
      const bool whole = tail.size() < 60 && tail.find('$') != std::string_view::npos;   // `$12$ and $13$`
      std::string answer(whole ? tidy(text.substr(begin, end - begin)) : tidy(formula->content));
      if (!answer.empty()) return Found{at, {std::move(answer), std::string(how)}};
      continue;
    }
    const std::string_view sentence = tidy(text.substr(begin, sentence_end(text, begin) - begin));
    if (!sentence.empty() && sentence.size() <= 200) return Found{at, {std::string(sentence), std::string(how)}};
  }
  return std::nullopt;
}

std::optional<Found> latest_phrase(std::string_view text) {
  const std::string lower = lower_ascii(text);
  std::optional<Found> best;
  for (std::string_view phrase : {"final answer is", "final answer:", "final answer**", "final answer\n"}) {
    auto found = from_phrase(text, lower, phrase, "final answer");
    if (found && (!best || found->at > best->at)) best = std::move(found);
  }
  if (best) return best;
  for (std::string_view phrase : {"answer is", "answer:", "answer would be", "answer equals", "answer =", "option is", "choice is"}) {
    auto found = from_phrase(text, lower, phrase, "the answer is");
    if (found && (!best || found->at > best->at)) best = std::move(found);
  }
  return best;
}

// The name in `x = 3`, empty for a formula without a sign of equality.
std::string_view label_of(std::string_view formula) { return formula.find('=') == formula.npos ? std::string_view() : trim(formula.substr(0, formula.find('='))); }

bool is_label(std::string_view label) { return label.find_first_of("+-*/^(0123456789") == label.npos || label.find('_') != label.npos; }

// `$-3$, $1$ and $5$`, `$x = 3$ and $y = 4$`: parts of one list. With a comma alone `$x = 3$, $y = 4$` may be steps.
bool goes_on(std::string_view before, std::string_view between, std::string_view after) {
  if (!joins_parts(between)) return false;
  const std::string_view a = label_of(before), b = label_of(after);
  if (!is_label(a) || !is_label(b)) return false;   // `$x + 1 = 8$, and $x = 7$` are steps
  return a == b || between.find("and") != between.npos || (!a.empty() && b.empty());
}

// The last formula that could be an answer: a lone symbol such as `$n$` is only named in passing. Formulas that commas and "and" join are one list.
std::optional<Found> last_formula(std::string_view text) {
  std::optional<Found> last, lone;
  std::size_t last_end = 0;
  std::string_view last_content;
  for (std::size_t i = 0; i < text.size();) {
    const auto formula = text[i] == '$' || text[i] == '\\' ? formula_at(text, i) : std::nullopt;
    if (!formula) {
      i += text[i] == '\\' ? 2 : 1;
      continue;
    }
    const std::string_view content = trim(formula->content);
    const bool informative = content.size() <= 400 && (content.size() > 2 || std::any_of(content.begin(), content.end(), is_digit));
    if (!informative && !content.empty() && content.size() <= 2) lone = Found{i, {std::string(content), "last formula"}};
    if (informative) {
      const bool joined = last && i >= last_end && goes_on(last_content, text.substr(last_end, i - last_end), content);
      if (joined) last->extracted.answer += ", " + std::string(tidy(content));
      else last = Found{i, {std::string(tidy(content)), "last formula"}};
      last_end = formula->end;
      last_content = content;
    }
    i = formula->end;
  }
  return last ? last : lone;
}

bool number_char(char c) { return is_digit(c) || c == '.' || c == ',' || c == '/' || c == ':'; }

// "at least 5", "not 5": no 5.
bool qualified(std::string_view before) {
  const std::string last = lower_ascii(trim(before.substr(before.size() - std::min<std::size_t>(before.size(), 12))));
  return last.ends_with(" least") || last.ends_with(" most") || last.ends_with(" than") || last.ends_with(" not");
}

// The last number of the text with sign, thousands separators, decimals, a fraction bar and percent.
std::optional<Found> last_number(std::string_view text) {
  std::size_t end = text.size();
  while (true) {
    while (end > 0 && !is_digit(text[end - 1])) --end;
    if (end == 0) return std::nullopt;
    std::size_t begin = end;
    while (begin > 0 && number_char(text[begin - 1])) --begin;
    while (!is_digit(text[begin]) && text[begin] != '.') ++begin;
    const bool in_word = begin > 0 && (std::isalpha(static_cast<unsigned char>(text[begin - 1])) || text[begin - 1] == '_');
    if (in_word) {
      end = begin;
      continue;
    }
    if (qualified(text.substr(0, begin))) return std::nullopt;
    std::string number(text.substr(begin, end - begin));
    if (end < text.size() && text[end] == '%') number += '%';
    if (begin > 0 && text[begin - 1] == '$') --begin;
    const bool sign = begin > 0 && text[begin - 1] == '-' &&
                      (begin == 1 || (!is_digit(text[begin - 2]) && text[begin - 2] != ')' && !std::isalpha(static_cast<unsigned char>(text[begin - 2])))) &&
                      !(begin >= 2 && is_space(text[begin - 2]) && begin >= 3 && is_digit(text[begin - 3]));
    if (sign) number.insert(0, "-");
    return Found{begin, {std::move(number), "last number"}};
  }
}

// Without a box an answer is looked for in so many last bytes only.
constexpr std::size_t kTail = 32'000;
std::string_view tail_of(std::string_view text) { return text.size() > kTail ? text.substr(text.size() - kTail) : text; }

}  // namespace

std::optional<Extracted> extract_phrase(std::string_view text) {
  auto found = latest_phrase(tail_of(text));
  return found ? std::optional(std::move(found->extracted)) : std::nullopt;
}

std::optional<Extracted> extract_answer(std::string_view text, Extraction extraction) {
  auto boxed = from_boxes(text);
  if (extraction == Extraction::kBoxedOnly) return boxed ? std::optional(boxed->extracted) : std::nullopt;
  const std::size_t skipped = text.size() - tail_of(text).size();
  text = tail_of(text);
  auto phrase = latest_phrase(text);
  if (phrase) phrase->at += skipped;
  // A "final answer is" after the last box takes it back.
  if (boxed && phrase && phrase->at > boxed->at && phrase->extracted.how == "final answer" && find_boxes(phrase->extracted.answer).empty()) {
    return phrase->extracted;
  }
  if (const auto tag = from_tag(text); tag && find_boxes(tag->extracted.answer).empty() && (!boxed || tag->at + skipped > boxed->at)) return tag->extracted;
  if (boxed) return boxed->extracted;
  if (const auto json = from_json(text)) return json->extracted;
  if (auto hashes = from_hashes(text)) return hashes->extracted;
  if (phrase) return phrase->extracted;
  auto formula = last_formula(text);
  auto number = last_number(text);
  if (formula && (!number || number->at < formula->at + formula->extracted.answer.size() + 4)) return formula->extracted;
  if (number) return number->extracted;
  return std::nullopt;
}

}  // namespace retort::grade
