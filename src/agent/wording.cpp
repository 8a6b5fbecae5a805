#include "agent/wording.h"

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
  while (!out.empty() && (out.back() == ',' || out.back() == ';' || out.back() == '-')) {
    out.pop_back();
    while (!out.empty() && out.back() == ' ') out.pop_back();
  }
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
  bool math = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && (i == 0 || text[i - 1] != '\\')) math = !math;
    if (math || !ends_sentence(text[i])) continue;
    std::size_t end = i + 1;
    while (end < text.size() && closes(text[end])) ++end;
    const bool boundary = end == text.size() || (text[end] == ' ' && end + 1 < text.size() && !is_lower(text[end + 1]));
    if (!boundary || (text[i] == '.' && is_abbreviation(text.substr(from, i - from)))) continue;
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
