#include "check/words_of_equations.h"

#include <cctype>
#include <optional>
#include <string>

#include "base/text.h"
#include "check/number_words.h"
#include "check/pieces.h"

namespace retort::check {

using math::Expr;
using math::Op;
using math::Rational;

Equations multiples_in_words(std::string_view problem) {
  Equations found;
  const std::vector<Piece> pieces = split_pieces(problem);
  const auto letter = [&](const Piece& piece) {
    const std::string inner(trim(problem.substr(piece.inner_begin, piece.inner_end - piece.inner_begin)));
    const bool one = piece.formula && inner.size() == 1 && std::isalpha(static_cast<unsigned char>(inner[0])) != 0;
    return one ? std::optional(Expr::symbol(inner)) : std::nullopt;
  };
  for (std::size_t i = 0; i + 2 < pieces.size(); ++i) {
    const auto a = letter(pieces[i]), b = letter(pieces[i + 2]);
    if (!a || !b || a->same(*b) || pieces[i + 1].formula) continue;
    const std::string between = lower_ascii(problem.substr(pieces[i + 1].begin, pieces[i + 1].end - pieces[i + 1].begin));
    const std::vector<std::string_view> said = words(between);
    const bool twice = said.size() == 2 && said[0] == "is" && said[1] == "twice", times = said.size() == 3 && said[0] == "is" && said[2] == "times";
    const auto factor = twice ? std::optional(Rational(2)) : times ? number_word(said[1]) : std::nullopt;
    if (factor) found.emplace_back(*a, Expr::number(*factor) * *b);
  }
  return found;
}

Equations letters_for_terms(std::string_view narrative, const math::ParseLimits& limits) {
  Equations found;
  const std::vector<Piece> pieces = split_pieces(narrative);
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    if (pieces[i].formula || !pieces[i - 1].formula || !pieces[i + 1].formula) continue;
    const std::string_view between = trim(narrative.substr(pieces[i].begin, pieces[i].end - pieces[i].begin)), front = narrative.substr(0, pieces[i - 1].begin);
    const bool calling = (between == "for short" && (front.ends_with("Calling ") || front.ends_with("calling "))) || (between == "by" && front.ends_with("bbreviating ")), writing = between == "for" && (front.ends_with("Writing ") || front.ends_with("writing "));
    if (!calling && !writing) continue;
    const auto inner = [&](const Piece& piece) { return math::parse(narrative.substr(piece.inner_begin, piece.inner_end - piece.inner_begin), math::Notation::kLatex, limits); };
    const auto name = inner(pieces[calling ? i + 1 : i - 1]), meant = inner(pieces[calling ? i - 1 : i + 1]);
    if (name.ok() && meant.ok() && name->is(Op::kSymbol) && !meant->symbols().empty() && !meant->contains_symbol(name->name())) found.emplace_back(*name, *meant);
  }
  return found;
}

}  // namespace retort::check
