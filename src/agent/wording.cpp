#include "agent/wording.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"

namespace retort::agent {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool ends_sentence(char c) { return c == '.' || c == '!' || c == '?'; }
bool closes(char c) { return c == '"' || c == ')' || c == '\''; }

// "Mr." and "a.m." end no sentence.
bool is_abbreviation(std::string_view before) {
  for (std::string_view short_form : {"Mr", "Mrs", "Ms", "Dr", "St", "vs", "etc", "a.m", "p.m", "i.e", "e.g", "No"})
    if (before.ends_with(short_form)) {
      const std::size_t n = before.size() - short_form.size();
      if (n == 0 || before[n - 1] == ' ' || before[n - 1] == '(') return true;
    }
  return false;
}

// Follows a text in and out of $...$, \[...\] and \begin{...}...\end{...}.
class Formulas {
 public:
  // The next byte. The place behind a formula that ends with the command or sign at `i`, else 0.
  std::size_t step(std::string_view text, std::size_t i) {
    if (i < skip_) return 0;
    const std::string_view rest = text.substr(i);
    if (rest[0] == '$' && environments_ == 0 && !display_ && (i == 0 || text[i - 1] != '\\')) {
      const bool pair = rest.starts_with("$$");
      skip_ = i + (pair ? 2 : 1);
      dollar_ = !dollar_;
      return dollar_ ? (begin_ = skip_, 0) : close(text, i, skip_);
    }
    if (dollar_) return 0;
    if (rest.starts_with("\\[") && environments_ == 0 && !(i > 0 && text[i - 1] == '\\')) return display_ = true, begin_ = i + 2, 0;
    if (display_ && rest.starts_with("\\]")) return display_ = false, skip_ = i + 2, close(text, i, skip_);
    if (rest.starts_with("\\begin{")) return begin_ = i + 7, ++environments_, 0;
    if (environments_ > 0 && rest.starts_with("\\end{")) {
      const auto brace = rest.find('}');
      skip_ = brace == std::string_view::npos ? text.size() : i + brace + 1;
      return --environments_ == 0 && !display_ ? close(text, i, skip_) : 0;
    }
    return 0;
  }
  bool inside() const { return dollar_ || display_ || environments_ > 0; }
  // Did the formula that ended last end a sentence: "$x = 3.$"?
  bool last_ended_sentence() const { return ended_sentence_; }

 private:
  std::size_t close(std::string_view text, std::size_t at, std::size_t behind) {
    const std::string_view formula = trim(text.substr(begin_, at - begin_));
    ended_sentence_ = !formula.empty() && ends_sentence(formula.back());
    return behind;
  }
  bool dollar_ = false, display_ = false, ended_sentence_ = false;
  int environments_ = 0;
  std::size_t skip_ = 0, begin_ = 0;
};

// Does the text end in a formula whose last sign ends the sentence?
bool ends_in_finished_formula(std::string_view text) {
  Formulas formulas;
  std::size_t behind = 0;
  for (std::size_t i = 0; i < text.size(); ++i) behind = std::max(behind, formulas.step(text, i));
  return !text.empty() && behind == text.size() && !formulas.inside() && formulas.last_ended_sentence();
}

// Commas, dashes and conjunctions that waited for a line which does not follow: "worth of nickels, and".
void drop_open_end(std::string& out) {
  for (bool dropped = true; dropped && !out.empty();) {
    dropped = out.back() == ',' || out.back() == ';' || out.back() == '-' || out.back() == ' ';
    if (dropped) out.pop_back();
    for (const std::string_view word : {", and", ", or", ", but"}) {
      if (!out.ends_with(word)) continue;
      out.resize(out.size() - word.size());
      dropped = true;
    }
  }
}

}  // namespace

std::string finished_sentence(std::string_view text) {
  std::string out;
  for (std::string_view word : words(text)) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  for (std::size_t i = 1; i + 2 < out.size(); ++i)   // "the square.To get"
    if (out[i] == '.' && (is_lower(out[i - 1]) || out[i - 1] == '$') && is_upper(out[i + 1]) && is_lower(out[i + 2]))
      out.insert(i + 1, " ");
  drop_open_end(out);
  if (ends_in_finished_formula(out)) return out;
  std::size_t last = out.size();
  while (last > 0 && closes(out[last - 1])) --last;
  if (last == 0 || ends_sentence(out[last - 1]) || out[last - 1] == ':') return out;
  return out + ".";
}

std::string capitalised(std::string_view text) {
  std::string out(text);
  if (!out.empty() && is_lower(out[0])) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string joined(std::string_view before, std::string_view after) {
  before = trim(before);
  after = trim(after);
  if (before.empty() || after.empty()) return std::string(before.empty() ? after : before);
  const bool tight = after[0] == ',' || after[0] == '.' || after[0] == ';' || after[0] == ':' || after[0] == '?';
  return std::string(before) + (tight ? "" : " ") + std::string(after);
}

std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> out;
  std::size_t from = 0;
  Formulas formulas;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t closed = formulas.step(text, i);   // behind a formula that ends here
    if (formulas.inside() || !(ends_sentence(text[i]) || (closed > 0 && formulas.last_ended_sentence()))) continue;
    std::size_t end = std::max(i + 1, closed);
    while (end < text.size() && closes(text[end])) ++end;
    const bool boundary = end == text.size() || (text[end] == ' ' && end + 1 < text.size() && !is_lower(text[end + 1]));
    if (!boundary || (closed == 0 && text[i] == '.' && is_abbreviation(text.substr(from, i - from)))) continue;
    out.emplace_back(trim(text.substr(from, end - from)));
    from = end;
  }
  if (const auto rest = trim(text.substr(from)); !rest.empty()) out.emplace_back(rest);
  return out;
}

std::vector<MathSpan> math_spans(std::string_view text) {
  std::vector<MathSpan> out;
  std::size_t open = std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '$') {
      if (open == std::string_view::npos) {
        open = i + 1;
      } else {
        out.push_back({open, i});
        open = std::string_view::npos;
      }
    }
  }
  return out;
}

std::string answer_sentence(std::string_view answer, std::uint64_t seed) {
  static const std::vector<std::string> kWordings = {"The answer is ", "So the answer is ", "The final answer is ",
                                                     "Hence the answer is ", "Therefore, the answer is "};
  return Random(seed, "answer sentence").pick(kWordings) + "$\\boxed{" + std::string(answer) + "}$.";
}

}  // namespace retort::agent
