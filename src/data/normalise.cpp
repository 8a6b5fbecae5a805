#include "data/normalise.h"

#include <algorithm>
#include <array>

namespace retort::data {

namespace {

struct Rewrite {
  std::string_view from, to;
};

constexpr std::array<Rewrite, 21> kCommands = {{{"left", ""},   {"right", ""},     {"displaystyle", ""}, {"quad", ""},      {"qquad", ""},
                                                {"text", ""},   {"textbf", ""},    {"textit", ""},       {"mathrm", ""},    {"mbox", ""},
                                                {"emph", ""},   {"dfrac", "\\frac"}, {"tfrac", "\\frac"}, {"times", "*"},    {"cdot", "*"},
                                                {"le", "\\leq"}, {"ge", "\\geq"},  {"ne", "\\neq"},      {"ldots", "..."},  {"dots", "..."},
                                                {"cdots", "..."}}};

constexpr std::array<Rewrite, 16> kCharacters = {{{"\u2018", "'"}, {"\u2019", "'"}, {"\u201c", "\""}, {"\u201d", "\""}, {"\u2010", "-"}, {"\u2011", "-"},
                                                  {"\u2012", "-"}, {"\u2013", "-"}, {"\u2014", "-"}, {"\u2212", "-"},  {"\u00d7", "*"}, {"\u00b7", "*"},
                                                  {"\u00a0", ""},  {"\u2009", ""},  {"\u202f", ""},  {"\u2026", "..."}}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Reads the command at text[0] == '\\'; returns its length.
std::size_t take_command(std::string_view text, std::string& out) {
  std::size_t end = 1;
  while (end < text.size() && is_letter(text[end])) ++end;
  if (end == 1) {   // \, \! \; \: \( \) \[ \] \{ \} and "\ " say nothing
    if (text.size() > 1 && std::string_view(",!;:()[]{} $").find(text[1]) == std::string_view::npos) out += text.substr(0, 2);
    return std::min<std::size_t>(2, text.size());
  }
  std::string_view name = text.substr(1, end - 1);
  for (const Rewrite& command : kCommands) {
    if (command.from != name) continue;
    out += command.to;
    return end;
  }
  out += text.substr(0, end);
  return end;
}

std::size_t take_character(std::string_view text, std::string& out) {
  for (const Rewrite& character : kCharacters) {
    if (!text.starts_with(character.from)) continue;
    out += character.to;
    return character.from.size();
  }
  out += text[0];
  return 1;
}

}  // namespace

std::string normalised_statement(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    char c = text[0];
    std::size_t used = 1;
    if (c == '\\') used = take_command(text, out);
    else if (static_cast<unsigned char>(c) >= 0x80) used = take_character(text, out);
    else if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    else if (std::string_view(" \t\r\n${}").find(c) == std::string_view::npos) out += c;
    text.remove_prefix(used);
  }
  while (!out.empty() && std::string_view(".?!:").find(out.back()) != std::string_view::npos) out.pop_back();
  return out;
}

}  // namespace retort::data
