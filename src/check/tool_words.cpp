#include <algorithm>
#include <cctype>
#include <string>

#include "base/text.h"
#include "check/text_gates.h"

namespace retort::check {
namespace {

// One word, or several with single spaces; `*` at the end of a word stands for any ending.
constexpr std::string_view kPhrases[] = {
    // the tools themselves
    "tool", "tools", "toolkit", "tooling", "tool's", "tool_call", "<tool", "sympy", "python", "numpy", "scipy", "giac", "wolfram*", "matlab", "mathematica", "maple", "jupyter", "api", "apis", "json",
    "calculator", "software", "computer algebra", "algebra system", "algebra engine", "symbolic engine", "symbolic computation", "by computer", "the computer", "a computer", "spreadsheet", "chatgpt",
    "library function", "software package", "plugin", "plug-in", "solver", "solver's", "sandbox", "interpreter", "notebook cell",
    // code
    "print(", "eval(", "evaluate(", "compute(", "calculate(", "solve(", "nsolve(", "simplify(", "expand(", "factor(", "integrate(", "diff(", "subs(", "range(", "def f", "def ", "import ", "lambda x", "return x",
    "code", "coding", "codes up", "snippet", "script", "scripts", "subroutine", "source code", "pseudocode", "algorithm returns", "algorithm returned", "for loop", "while loop", "loop through",
    "output", "outputs", "outputted", "stdout", "stderr", "console", "terminal", "debug*", "compile*", "traceback", "error message", "syntax error", "timed out", "timeout", "exception was",
    // calls and what they return
    "function call*", "call the function", "calls the function", "called the function", "calling the function", "call a function", "called a function", "calling a function", "invoke*", "invocation",
    "function returns", "function returned", "function gives us", "function gave", "the call", "this call", "that call", "each call", "call returns", "call returned", "call result", "api call", "query", "queries", "queried", "the request returned",
    "returned value", "return value", "returns the value", "returned the value", "returned result", "result returned",
    "program returns", "program returned", "run the program", "running the program", "ran the program", "the program gives", "the system returned", "the system returns", "execution", "execute*", "evaluated numerically by",
    "solve_*", "compute_*",
    // the process
    "translator", "rephraser", "the trace", "this trace", "of the trace", "trace step", "step of the trace", "the assistant", "language model", "as an ai", "ai model", "the prompt", "the transcript", "the log shows", "the agent", "tool use", "the pipeline",
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

// Does the problem name the same thing, "a computer" for "the computer", "tools" for "tool"?
bool is_named(std::string_view problem, std::string_view phrase) {
  if (find_phrase(problem, phrase, 0) != std::string_view::npos) return true;
  for (std::string_view article : {"the ", "a ", "by "}) {
    if (phrase.starts_with(article)) phrase.remove_prefix(article.size());
  }
  const bool noun = phrase.find_first_of(" _(*<") == std::string_view::npos && phrase.size() > 3;
  return noun && (find_phrase(problem, phrase, 0) != std::string_view::npos || find_phrase(problem, std::string(phrase) + "s", 0) != std::string_view::npos ||
                  (phrase.ends_with('s') && find_phrase(problem, phrase.substr(0, phrase.size() - 1), 0) != std::string_view::npos));
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
    if (at == std::string_view::npos || is_named(known, phrase)) continue;
    const std::size_t length = phrase.size() - (phrase.ends_with('*') ? 1 : 0);
    found.push_back({"tool_words", at, length,
                     "'" + std::string(trim(narrative.substr(at, length))) + "' speaks of a tool or program; explain how the result is found by hand"});
  }
  find_identifiers(narrative, found);
  for (std::string_view mark : {"```", "[asy]"}) {
    const std::size_t at = narrative.find(mark);
    if (at != std::string_view::npos) found.push_back({"tool_words", at, mark.size(), "a block of code; write the steps as sentences"});
  }
  return found;
}

}  // namespace retort::check
