#include <algorithm>
#include <cctype>
#include <string>

#include "base/text.h"
#include "check/text_gates.h"

namespace retort::check {
namespace {

// One word, or several with single spaces; `*` at the end of a word stands for any ending.
constexpr std::string_view kPhrases[] = {
    "tool", "tools", "toolkit", "sympy", "python", "numpy", "scipy", "giac", "wolfram*", "matlab", "mathematica", "jupyter", "api", "json",
    "print(", "def ", "import ", "code", "coding", "snippet", "script", "scripts", "subroutine", "algorithm returns", "output", "outputs", "stdout", "stderr", "console",
    "debug*", "compile*", "runtime", "traceback", "function call*", "call the function", "calls the function", "called the function", "calling the function",
    "call a function", "called a function", "calling a function", "function returns", "function returned", "function gives us", "program returns", "program returned",
    "run the program", "running the program", "the program gives", "the system returned", "the system returns", "solver", "solver's", "translator", "rephraser",
    "the trace", "this trace", "of the trace", "execution", "execute*", "computer algebra", "calculator", "software", "library function", "software package",
    "solve_*", "compute_*", "tool's", "the assistant", "language model", "as an ai", "tool_call", "<tool", "def f", "interpreter", "returned value", "return value",
};

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

// Where the phrase stands as whole words in lower-case text, from `from` on.
std::size_t find_phrase(std::string_view lower, std::string_view phrase, std::size_t from) {
  const bool open_end = phrase.ends_with('*');
  if (open_end) phrase.remove_suffix(1);
  for (std::size_t at = lower.find(phrase, from); at != std::string_view::npos; at = lower.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool starts = at == 0 || !is_word_byte(lower[at - 1]) || !is_word_byte(phrase.front());
    const bool ends = open_end || end == lower.size() || !is_word_byte(lower[end]) || !is_word_byte(phrase.back());
    if (starts && ends) return at;
  }
  return std::string_view::npos;
}

std::string flat_spaces(std::string_view text) {
  std::string out = lower_ascii(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return out;
}

// `compute_gcd`, `solve_equation`: names that only programs have.
void find_identifiers(std::string_view narrative, std::vector<trace::Finding>& found) {
  for (std::size_t i = 1; i + 1 < narrative.size() && found.size() < 20; ++i) {
    if (narrative[i] != '_') continue;
    std::size_t begin = i, end = i + 1;
    while (begin > 0 && std::isalpha(static_cast<unsigned char>(narrative[begin - 1]))) --begin;
    while (end < narrative.size() && std::isalpha(static_cast<unsigned char>(narrative[end]))) ++end;
    const bool command = begin > 0 && narrative[begin - 1] == '\\';
    if (i - begin < 3 || end - i - 1 < 2 || command) continue;
    found.push_back({"tool_words", begin, end - begin, "'" + std::string(narrative.substr(begin, end - begin)) + "' looks like a name from a program; say it in words"});
    i = end;
  }
}

}  // namespace

std::vector<trace::Finding> find_tool_words(std::string_view problem, std::string_view narrative) {
  std::vector<trace::Finding> found;
  const std::string lower = flat_spaces(narrative), known = flat_spaces(problem);
  for (std::string_view phrase : kPhrases) {
    const std::size_t at = find_phrase(lower, phrase, 0);
    if (at == std::string_view::npos || find_phrase(known, phrase, 0) != std::string_view::npos) continue;
    const std::size_t length = phrase.size() - (phrase.ends_with('*') ? 1 : 0);
    found.push_back({"tool_words", at, length,
                     "'" + std::string(trim(narrative.substr(at, length))) + "' speaks of a tool or program; explain how the result is found by hand"});
  }
  find_identifiers(narrative, found);
  if (const std::size_t fence = narrative.find("```"); fence != std::string_view::npos) {
    found.push_back({"tool_words", fence, 3, "a block of code; write the steps as sentences"});
  }
  return found;
}

}  // namespace retort::check
