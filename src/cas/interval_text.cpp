#include "cas/interval_text.h"

#include "base/error.h"
#include "base/text.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;

namespace {

std::string plain_piece(const Piece& p, const std::string& x) {
  if (p.is_point()) return "Eq(" + x + ", " + math::to_plain(*p.low) + ")";
  const std::string low = p.low ? math::to_plain(*p.low) : "-oo", high = p.high ? math::to_plain(*p.high) : "oo";
  return "(" + low + (p.low_closed ? " <= " : " < ") + x + ") & (" + x + (p.high_closed ? " <= " : " < ") + high + ")";
}

std::string latex_piece(const Piece& p, const std::string& x) {
  if (p.is_point()) return x + " = " + math::to_latex(*p.low);
  const std::string below = p.high ? (p.high_closed ? " \\le " : " < ") + math::to_latex(*p.high) : "";
  if (!p.low && !p.high) return x + " \\in \\mathbb{R}";
  if (!p.low) return x + below;
  if (!p.high) return x + (p.low_closed ? " \\ge " : " > ") + math::to_latex(*p.low);
  return math::to_latex(*p.low) + (p.low_closed ? " \\le " : " < ") + x + below;
}

}  // namespace

std::string plain_set(const std::vector<Piece>& pieces, const std::string& variable) {
  if (pieces.empty()) return "False";
  if (pieces.size() == 1) return plain_piece(pieces[0], variable);
  std::vector<std::string> parts;
  for (const Piece& p : pieces) {
    const std::string text = plain_piece(p, variable);
    parts.push_back(p.is_point() ? text : "(" + text + ")");
  }
  return join(parts, " | ");
}

std::string latex_set(const std::vector<Piece>& pieces, const std::string& variable) {
  if (pieces.empty()) return "\\emptyset";
  const std::string x = math::to_latex(Expr::symbol(variable));
  std::vector<std::string> parts;
  for (const Piece& p : pieces) parts.push_back(latex_piece(p, x));
  return join(parts, " \\text{ or } ");
}

std::vector<Piece> joined_pieces(const std::vector<Expr>& boundaries, const std::vector<bool>& at_boundary,
                                 const std::vector<bool>& in_cell) {
  RETORT_CHECK(in_cell.size() == boundaries.size() + 1 && at_boundary.size() == boundaries.size(), "cells and boundaries alternate");
  std::vector<Piece> pieces;
  bool open = in_cell[0];
  if (open) pieces.push_back({});
  for (std::size_t i = 0; i < boundaries.size(); ++i) {
    if (open && !at_boundary[i]) {
      pieces.back().high = boundaries[i];
      open = false;
    } else if (!open && at_boundary[i]) {
      pieces.push_back({.low = boundaries[i], .low_closed = true});
      open = true;
    }
    if (open && !in_cell[i + 1]) {
      pieces.back().high = boundaries[i];
      pieces.back().high_closed = true;
      open = false;
    } else if (!open && in_cell[i + 1]) {
      pieces.push_back({.low = boundaries[i]});
      open = true;
    }
  }
  return pieces;
}

}  // namespace retort::cas
