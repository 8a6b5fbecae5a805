#include "check/text_gates.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"

namespace retort::check {
namespace {

struct Sentence {
  std::size_t at = 0, length = 0;
  std::string text;   // letters, digits and signs in lower case
};

std::vector<Sentence> sentences_of(std::string_view text) {
  std::vector<Sentence> found;
  std::size_t begin = 0;
  std::string normal;
  bool formula = false;   // between two dollar signs; 5! = 120 ends no sentence
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool last = i == text.size();
    const char c = last ? '\n' : text[i];
    formula = (c == '$') != formula && c != '\n';
    const bool stop = c == '\n' || ((c == '.' || (c == '!' && !formula) || c == '?') && (i + 1 >= text.size() || std::isspace(static_cast<unsigned char>(text[i + 1]))));
    if (!stop) {
      if (!std::isspace(static_cast<unsigned char>(c))) normal += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (!normal.empty()) found.push_back({begin, i - begin, normal});
    normal.clear();
    begin = i + 1;
  }
  return found;
}

constexpr std::size_t kShortSentence = 12;   // bytes: "So:" may come again
constexpr std::size_t kRun = 12, kRunLimit = 4, kFormulaLimit = 12;
constexpr std::size_t kWordsInRun = 3;   // of letters alone: `+ 400 + 48 = 20000000 + ...` comes again while a sum is worked out

// "gives" and "of", not "\cdot", "x" and "2x".
std::size_t words_of_letters(std::string_view run) {
  const std::vector<std::string_view> all = words(run);
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](std::string_view word) {
    return word.size() > 1 && std::all_of(word.begin(), word.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
  }));
}

}  // namespace

std::vector<trace::Finding> find_loops(std::string_view narrative) {
  std::vector<trace::Finding> found;
  std::unordered_map<std::string, int> seen;
  const Sentence* last = nullptr;
  const std::vector<Sentence> sentences = sentences_of(narrative);
  for (const Sentence& sentence : sentences) {
    if (sentence.text.size() < kShortSentence || sentence.text.starts_with("\\begin{") || sentence.text.starts_with("\\end{")) continue;
    const int count = ++seen[sentence.text];
    const bool twice = last && last->text == sentence.text;
    last = &sentence;
    if (count < 3 && !twice) continue;
    found.push_back({"loop", sentence.at, sentence.length, "this sentence was there before; say it once"});
    return found;
  }
  const std::vector<std::string_view> all = words(narrative);
  std::unordered_map<std::uint64_t, std::size_t> runs;
  for (std::size_t i = 0; i + kRun <= all.size(); ++i) {
    const char* begin = all[i].data();
    const char* end = all[i + kRun - 1].data() + all[i + kRun - 1].size();
    const std::string_view run(begin, static_cast<std::size_t>(end - begin));
    if (++runs[hash64(run)] < (words_of_letters(run) < kWordsInRun ? kFormulaLimit : kRunLimit)) continue;
    found.push_back({"loop", static_cast<std::size_t>(begin - narrative.data()), run.size(), "the same words come again and again"});
    return found;
  }
  return found;
}

std::vector<trace::Finding> find_length(std::string_view narrative, const GateOptions& options) {
  std::vector<trace::Finding> found;
  const std::size_t tokens = count_tokens(narrative, options);
  if (tokens > options.max_tokens) {
    found.push_back({"length", 0, narrative.size(), std::to_string(tokens) + " tokens, at most " + std::to_string(options.max_tokens) + " are allowed; write it shorter"});
  }
  const std::string_view text = trim(narrative);
  if (text.empty()) {
    found.push_back({"length", 0, 0, "the narrative is empty"});
  } else if (std::string_view(".!?)]}$\"'*").find(text.back()) == std::string_view::npos) {
    const std::size_t end = static_cast<std::size_t>(text.data() - narrative.data()) + text.size();
    found.push_back({"length", end - 1, 1, "the text stops in the middle of a sentence; finish it with the boxed answer"});
  }
  return found;
}

std::vector<trace::Finding> find_bad_bytes(std::string_view narrative) {
  std::vector<trace::Finding> found;
  if (!valid_utf8(narrative)) found.push_back({"text", 0, narrative.size(), "the text is not valid UTF-8"});
  for (std::size_t i = 0; i < narrative.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(narrative[i]);
    const bool control = (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
    const std::string_view three = narrative.substr(i, 3);
    const bool direction = three.size() == 3 && ((three >= "\u202a" && three <= "\u202e") || (three >= "\u2066" && three <= "\u2069") || three == "\u200e" || three == "\u200f");
    const bool lost = three == "\ufffd";
    if (!control && !direction && !lost) continue;
    found.push_back({"text", i, control ? 1u : 3u, control ? "a control character" : lost ? "a character that was lost" : "a mark that turns the writing direction"});
    break;
  }
  return found;
}

}  // namespace retort::check
