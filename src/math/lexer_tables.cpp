#include "math/lexer_tables.h"

#include <algorithm>
#include <array>

namespace retort::math {
namespace {

using enum CommandRole;

// In order of name.
constexpr CommandToken kCommands[] = {
    {"Big", kSkip}, {"Bigg", kSkip}, {"Biggl", kSkip}, {"Biggr", kSkip}, {"Bigl", kSkip}, {"Bigr", kSkip},
    {"Leftrightarrow", kToken, Tok::kCommand, "Leftrightarrow"},
    {"approx", kToken, Tok::kRelation, "~"},
    {"begin", kWords, Tok::kBegin},
    {"big", kSkip}, {"bigg", kSkip}, {"biggl", kSkip}, {"biggr", kSkip}, {"bigl", kSkip}, {"bigr", kSkip},
    {"cdot", kToken, Tok::kTimes, "*"},
    {"cdots", kDots},
    {"circ", kToken, Tok::kDegree, "deg"},
    {"colon", kToken, Tok::kCommand, "colon"},
    {"cup", kToken, Tok::kCup, "cup"},
    {"degree", kToken, Tok::kDegree, "deg"},
    {"displaystyle", kSkip},
    {"div", kToken, Tok::kDivide, "/"},
    {"dots", kDots}, {"dotsb", kDots}, {"dotsc", kDots}, {"dotsm", kDots},
    {"end", kWords, Tok::kEnvEnd},
    {"equiv", kToken, Tok::kRelation, "equiv"},
    {"ge", kToken, Tok::kRelation, ">="}, {"geq", kToken, Tok::kRelation, ">="}, {"geqslant", kToken, Tok::kRelation, ">="},
    {"gt", kToken, Tok::kRelation, ">"},
    {"in", kToken, Tok::kRelation, "in"},
    {"infty", kToken, Tok::kName, "oo"},
    {"lbrace", kToken, Tok::kOpenSet, "{"},
    {"lceil", kToken, Tok::kOpenCeil, "lceil"},
    {"ldots", kDots},
    {"le", kToken, Tok::kRelation, "<="},
    {"left", kLeft},
    {"leq", kToken, Tok::kRelation, "<="}, {"leqslant", kToken, Tok::kRelation, "<="},
    {"lfloor", kToken, Tok::kOpenFloor, "lfloor"},
    {"limits", kSkip},
    {"lt", kToken, Tok::kRelation, "<"},
    {"lvert", kToken, Tok::kOpenBar, "|"},
    {"mathit", kWords, Tok::kItalic},
    {"mathrm", kWords, Tok::kRoman},
    {"mathstrut", kSkip},
    {"mbox", kWords, Tok::kWords},
    {"ne", kToken, Tok::kRelation, "!="}, {"neq", kToken, Tok::kRelation, "!="},
    {"nolimits", kSkip},
    {"operatorname", kWords, Tok::kRoman},
    {"pm", kToken, Tok::kPlusMinus, "pm"},
    {"qquad", kSkip}, {"quad", kSkip},
    {"rbrace", kToken, Tok::kCloseSet, "}"},
    {"rceil", kToken, Tok::kCloseCeil, "rceil"},
    {"rfloor", kToken, Tok::kCloseFloor, "rfloor"},
    {"right", kRight},
    {"rvert", kToken, Tok::kCloseBar, "|"},
    {"scriptstyle", kSkip},
    {"text", kWords, Tok::kWords}, {"textbf", kWords, Tok::kWords}, {"textit", kWords, Tok::kWords},
    {"textnormal", kWords, Tok::kWords}, {"textrm", kWords, Tok::kWords},
    {"textstyle", kSkip},
    {"thinspace", kSkip},
    {"times", kToken, Tok::kTimes, "*"},
    {"vert", kToken, Tok::kBar, "|"},
};

constexpr std::string_view kGreek[] = {
    "Delta", "Gamma", "Lambda", "Omega", "Phi", "Pi", "Psi", "Sigma", "Theta", "Xi",
    "alpha", "beta", "chi", "delta", "epsilon", "eta", "gamma", "iota", "kappa", "lambda", "mu", "nu", "omega",
    "phi", "pi", "psi", "rho", "sigma", "tau", "theta", "upsilon", "xi", "zeta",
};

constexpr UnicodeToken kUnicode[] = {
    {"\xe2\x88\x9a", Tok::kRoot, "root"},         // √
    {"\xcf\x80", Tok::kName, "pi"},               // π
    {"\xc2\xb0", Tok::kDegree, "deg"},            // °
    {"\xe2\x88\x92", Tok::kMinus, "-"},           // −
    {"\xc3\x97", Tok::kTimes, "*"},               // ×
    {"\xc3\xb7", Tok::kDivide, "/"},              // ÷
    {"\xc2\xb7", Tok::kTimes, "*"},               // ·
    {"\xe2\x8b\x85", Tok::kTimes, "*"},           // ⋅
    {"\xe2\x89\xa4", Tok::kRelation, "<="},       // ≤
    {"\xe2\x89\xa5", Tok::kRelation, ">="},       // ≥
    {"\xe2\x89\xa0", Tok::kRelation, "!="},       // ≠
    {"\xe2\x89\x88", Tok::kRelation, "~"},        // ≈
    {"\xe2\x89\xa1", Tok::kRelation, "equiv"},    // ≡
    {"\xe2\x88\x88", Tok::kRelation, "in"},       // ∈
    {"\xe2\x88\x9e", Tok::kName, "oo"},           // ∞
    {"\xc2\xb1", Tok::kPlusMinus, "pm"},          // ±
    {"\xe2\x88\xaa", Tok::kCup, "cup"},           // ∪
    {"\xc2\xb9", Tok::kSuperscript, "1"}, {"\xc2\xb2", Tok::kSuperscript, "2"}, {"\xc2\xb3", Tok::kSuperscript, "3"},
    {"\xe2\x81\xb0", Tok::kSuperscript, "0"}, {"\xe2\x81\xb4", Tok::kSuperscript, "4"},
    {"\xe2\x81\xb5", Tok::kSuperscript, "5"}, {"\xe2\x81\xb6", Tok::kSuperscript, "6"},
    {"\xe2\x81\xb7", Tok::kSuperscript, "7"}, {"\xe2\x81\xb8", Tok::kSuperscript, "8"},
    {"\xe2\x81\xb9", Tok::kSuperscript, "9"},
    {"\xe2\x8c\x8a", Tok::kOpenFloor, "lfloor"}, {"\xe2\x8c\x8b", Tok::kCloseFloor, "rfloor"},
    {"\xe2\x8c\x88", Tok::kOpenCeil, "lceil"}, {"\xe2\x8c\x89", Tok::kCloseCeil, "rceil"},
    {"\xe2\x80\xb2", Tok::kPrime, "'"},           // ′
    {"\xce\xb1", Tok::kName, "alpha"}, {"\xce\xb2", Tok::kName, "beta"}, {"\xce\xb3", Tok::kName, "gamma"},
    {"\xce\xb4", Tok::kName, "delta"}, {"\xce\xb5", Tok::kName, "epsilon"}, {"\xce\xb8", Tok::kName, "theta"},
    {"\xce\xbb", Tok::kName, "lambda"}, {"\xce\xbc", Tok::kName, "mu"}, {"\xcf\x81", Tok::kName, "rho"},
    {"\xcf\x83", Tok::kName, "sigma"}, {"\xcf\x84", Tok::kName, "tau"}, {"\xcf\x86", Tok::kName, "phi"},
    {"\xcf\x89", Tok::kName, "omega"}, {"\xce\x94", Tok::kName, "Delta"}, {"\xce\xa9", Tok::kName, "Omega"},
};

}  // namespace

const CommandToken* find_command(std::string_view name) {
  const auto* at = std::lower_bound(std::begin(kCommands), std::end(kCommands), name,
                                    [](const CommandToken& c, std::string_view n) { return c.name < n; });
  return at != std::end(kCommands) && at->name == name ? at : nullptr;
}

bool is_greek(std::string_view name) { return std::binary_search(std::begin(kGreek), std::end(kGreek), name); }

std::string_view greek_name(std::string_view command) {
  if (command.starts_with("var")) command.remove_prefix(3);
  const auto* at = std::lower_bound(std::begin(kGreek), std::end(kGreek), command);
  return at != std::end(kGreek) && *at == command ? *at : std::string_view{};
}

std::span<const UnicodeToken> unicode_tokens() { return kUnicode; }

}  // namespace retort::math
