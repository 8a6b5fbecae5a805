#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "base/text.h"
#include "check/pieces.h"
#include "check/text_gates.h"

namespace retort::check {
namespace {

struct Language {
  std::string_view name;
  std::array<std::string_view, 24> common;   // words that no longer text does without, and that the others do not have
};

constexpr std::array<Language, 5> kLanguages = {{
    {"en", {"the", "of", "is", "we", "and", "are", "to", "this", "that", "for", "with", "so", "each", "by", "have", "has", "there", "then", "be", "it", "she", "he", "gives", "from"}},
    {"de", {"der", "die", "das", "und", "ist", "wir", "ein", "eine", "nicht", "mit", "von", "zu", "auf", "also", "dann", "sind", "wird", "den", "dem", "durch", "ergibt", "gilt", "daher", "sie"}},
    {"fr", {"le", "la", "les", "et", "est", "nous", "une", "des", "que", "dans", "pour", "avec", "donc", "sont", "par", "ce", "cette", "du", "au", "on", "il", "elle", "ainsi", "obtient"}},
    {"es", {"el", "los", "las", "y", "es", "una", "por", "que", "con", "del", "entonces", "son", "como", "para", "se", "cada", "tiene", "lo", "al", "hay", "esto", "luego", "tenemos", "queda"}},
    {"it", {"il", "lo", "gli", "e", "di", "che", "per", "con", "sono", "quindi", "della", "abbiamo", "una", "nel", "si", "allora", "ogni", "ha", "dei", "come", "questo", "da", "due", "otteniamo"}},
}};

constexpr std::size_t kEnoughWords = 20;     // fewer say too little
constexpr std::size_t kEnoughLetters = 12;

// A letter of another script than Latin: not punctuation, currency, Greek (which formulas use) or signs of mathematics.
bool is_other_script(unsigned code) {
  return (code >= 0x0400 && code < 0x2000) || (code >= 0x2e80 && code < 0xa000) || (code >= 0xa000 && code < 0xd800) || (code >= 0xf900 && code < 0xfe00);
}

unsigned code_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(at);
  if (first >= 0xe0 && first < 0xf0) return (first & 0x0f) << 12 | (byte(at + 1) & 0x3f) << 6 | (byte(at + 2) & 0x3f);
  if (first >= 0xc0 && first < 0xe0) return (first & 0x1f) << 6 | (byte(at + 1) & 0x3f);
  return first < 0x80 ? first : 0;
}

std::string prose_of(std::string_view narrative) {
  std::string prose;
  for (const Piece& piece : split_pieces(narrative)) {
    if (!piece.formula) prose.append(narrative.substr(piece.begin, piece.end - piece.begin)).append(" ");
  }
  return prose;
}

std::size_t hits(const Language& language, const std::vector<std::string>& all) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const std::string& word) {
    return std::find(language.common.begin(), language.common.end(), word) != language.common.end();
  }));
}

}  // namespace

const std::vector<std::string>& known_languages() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Language& language : kLanguages) all.emplace_back(language.name);
    return all;
  }();
  return names;
}

std::vector<trace::Finding> find_language(std::string_view narrative, std::string_view asked) {
  const auto wanted = std::find_if(kLanguages.begin(), kLanguages.end(), [&](const Language& language) { return language.name == asked; });
  if (wanted == kLanguages.end()) return {};
  const std::string prose = prose_of(narrative);
  std::size_t latin = 0, other = 0;
  std::string letters;
  for (std::size_t i = 0; i < prose.size(); ++i) {
    const bool letter = std::isalpha(static_cast<unsigned char>(prose[i])) != 0;
    latin += letter;
    other += is_other_script(code_at(prose, i));
    letters += letter || static_cast<unsigned char>(prose[i]) >= 0x80 ? prose[i] : ' ';
  }
  const trace::Finding finding{"language", 0, narrative.size(), "the text is not in the language asked for (" + std::string(asked) + ")"};
  if (other >= kEnoughLetters && other * 4 > latin) return {finding};
  std::vector<std::string> all;
  for (std::string_view word : words(letters)) {
    if (word.size() > 1) all.push_back(lower_ascii(word));
  }
  if (all.size() < kEnoughWords) return {};
  const std::size_t own = hits(*wanted, all);
  const bool foreign = std::any_of(kLanguages.begin(), kLanguages.end(), [&](const Language& language) { return hits(language, all) > 2 * own + 3; });
  return foreign ? std::vector{finding} : std::vector<trace::Finding>{};
}

}  // namespace retort::check
