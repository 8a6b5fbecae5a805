#include "agent/forms_terms.h"

#include <algorithm>

#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

bool is_inequality(const Expr& relation) {
  if (relation.is(Op::kRel)) return relation.name() == "<" || relation.name() == "<=" || relation.name() == ">" || relation.name() == ">=";
  if (!relation.is(Op::kChain)) return false;
  char way = relation.arg(0).name()[0];
  return std::all_of(relation.args().begin(), relation.args().end(),
                     [&](const Expr& link) { return is_inequality(link) && link.name()[0] == way; });
}

std::string number_text(const Expr& number) { return math::to_latex(number); }

std::optional<WrittenSequence> read_sequence(std::string_view latex, char separator) {
  WrittenSequence sequence;
  bool dots = false;
  std::string text(latex);
  for (std::string_view way : {"\\cdots", "\\ldots", "\\dots", "\\dotsb", "\\dotsc", "..."}) text = replace_all(text, way, "~");
  for (std::string_view part : split(text, separator)) {
    part = trim(part);
    if (part == "~") {
      if (dots) return {};
      dots = true;
      continue;
    }
    if (part.empty() && dots) continue;
    auto term = math::parse(part, math::Notation::kLatex);
    if (!term.ok()) return {};
    auto value = math::exact_value(*term);
    if (!value.ok() || (dots && sequence.last)) return {};
    if (dots) sequence.last = *value;
    else sequence.terms.push_back(*value);
  }
  if (!dots || sequence.terms.size() < 2) return {};
  return sequence;
}

}  // namespace retort::agent
