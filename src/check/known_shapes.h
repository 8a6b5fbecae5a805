// Points, vectors and matrices that a narrative gave a name.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "math/expr.h"

namespace retort::check {

class KnownShapes {
  using Expr = math::Expr;
  using Op = math::Op;

 public:
  // P = (3, 4), \vec{v} = a column: a name for a point that had none.
  bool names(const Expr& a, const Expr& b) {
    constexpr std::size_t kMaxShapes = 30;
    const bool shape = b.is(Op::kTuple) || b.is(Op::kMatrix);
    if (!a.is(Op::kSymbol) || !shape || b.contains_symbol(a.name()) || shapes_.size() >= kMaxShapes) return false;
    return shapes_.emplace(a.name(), put_in(b)).second;
  }

  Expr put_in(const Expr& e) const {
    if (e.is(Op::kSymbol)) {
      const auto known = shapes_.find(e.name());
      return known == shapes_.end() ? e : known->second;
    }
    if (e.args().empty() || shapes_.empty() || e.size() > 100) return e;
    std::vector<Expr> args;
    for (const Expr& arg : e.args()) args.push_back(put_in(arg));
    return Expr::make(e.op(), std::move(args), e.name());
  }

 private:
  std::map<std::string, Expr> shapes_;
};

}  // namespace retort::check
