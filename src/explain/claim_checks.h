// For tests: reads the claims of a derivation and judges each by itself, without the board that wrote it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "explain/board.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"

namespace retort::explain {

using math::Expr;
using math::Op;
using math::Rational;
using Values = std::vector<std::pair<std::string, Expr>>;   // symbols and what stands for them

inline std::vector<std::string> split_at(std::string_view text, std::string_view mark) {
  std::vector<std::string> parts;
  for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark)) {
    parts.emplace_back(text.substr(0, at));
    text.remove_prefix(at + mark.size());
  }
  parts.emplace_back(text);
  return parts;
}

// Digits above 9 as the number they stand for: "\mathrm{1A}_{13}" -> "23".
inline std::string without_letter_digits(const std::string& claim) {
  static const std::regex kNumeral(R"(\\mathrm\{([0-9A-F]+)\}_\{([0-9]+)\})");
  std::string out = claim;
  for (std::smatch m; std::regex_search(out, m, kNumeral);)
    out = m.prefix().str() + std::to_string(std::stoll(m[1], nullptr, std::stoi(m[2]))) + m.suffix().str();
  return out;
}

// "x = 2 \text{ or } x = 3" -> its two relations.
inline std::vector<Expr> alternatives(const std::string& claim) {
  std::vector<Expr> read;
  for (const std::string& part : split_at(without_letter_digits(claim), "\\text{ or }")) {
    const auto e = math::parse(part, math::Notation::kLatex);
    EXPECT_TRUE(e.ok()) << claim << ": " << e.error().message;
    if (e) read.push_back(*e);
  }
  return read;
}

inline Expr plain(const std::string& text) {
  const auto e = math::parse(text, math::Notation::kPlain);
  EXPECT_TRUE(e.ok()) << text;
  return e ? *e : Expr();
}

inline std::vector<Expr> links_of(const Expr& claim) {
  return claim.is(Op::kChain) ? claim.args() : std::vector<Expr>{claim};
}

inline Expr last_of(const std::string& claim) {
  const auto member = last_member(without_letter_digits(claim));
  EXPECT_TRUE(member.has_value()) << claim;
  return member ? *member : Expr();
}

// The elements of "[2, 3]" and "(23, 7)".
inline std::vector<Expr> elements(const std::string& result) {
  std::vector<Expr> out;
  for (const std::string& part : split_at(std::string_view(result).substr(1, result.size() - 2), ", "))
    if (!part.empty()) out.push_back(plain(part));
  return out;
}

inline bool agree(const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; }
inline bool stands(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

inline Expr with(Expr e, const Values& values) {
  for (const auto& [symbol, value] : values) e = e.substitute(symbol, value);
  return e;
}

// Derivatives worked out; integrals between numbers by Simpson's rule, which is exact up to the third degree.
inline Expr worked_out(const Expr& e) {
  if (e.is_func("derivative")) {
    const auto d = math::derivative(e.arg(0), e.arg(1).name());
    EXPECT_TRUE(d.ok());
    return d ? *d : e;
  }
  if (e.is_func("integral") && e.args().size() == 4) {
    const Expr low = e.arg(2), high = e.arg(3), middle = (low + high) / Expr::integer(2);
    const auto at = [&](const Expr& x) { return e.arg(0).substitute(e.arg(1).name(), x); };
    return (high - low) * (at(low) + Expr::integer(4) * at(middle) + at(high)) / Expr::integer(6);
  }
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& a : e.args()) args.push_back(worked_out(a));
  return Expr::make(e.op(), std::move(args), e.name());
}

inline bool is_antiderivative(const Expr& link) {
  return link.is(Op::kRel) && link.arg(0).is_func("integral") && link.arg(0).args().size() == 2;
}

inline bool link_holds(const Expr& link, const Values& at) {
  if (!is_antiderivative(link)) return stands(with(worked_out(link), at));
  const auto d = math::derivative(link.arg(1), link.arg(0).arg(1).name());
  return d && agree(*d, link.arg(0).arg(0));
}

// Does the claim hold there, one of its alternatives at least?
inline bool claim_holds(const std::string& claim, const Values& at) {
  const auto parts = alternatives(claim);
  return std::any_of(parts.begin(), parts.end(), [&](const Expr& part) {
    const auto links = links_of(part);
    return std::all_of(links.begin(), links.end(), [&](const Expr& link) { return link_holds(link, at); });
  });
}

// Limits go: the expression itself is looked at very near the point.
inline Expr without_limits(const Expr& e) {
  if (e.is_func("limit")) return e.arg(0);
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& a : e.args()) args.push_back(without_limits(a));
  return Expr::make(e.op(), std::move(args), e.name());
}

inline bool nearly_holds(const std::string& claim, const Values& at) {
  for (const Expr& part : alternatives(claim))
    for (const Expr& link : links_of(part)) {
      const auto a = math::exact_value(with(without_limits(link.arg(0)), at)),
                 b = math::exact_value(with(without_limits(link.arg(1)), at));
      if (!a || !b || (*a - *b).abs() > Rational(1) / Rational(1'000'000)) return false;
    }
  return true;
}

}  // namespace retort::explain
