// Numbers in other bases, and answers that are wanted in one.
#include "agent/forms.h"
#include "agent/phrase_terms.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

// Every number in another base with a call that converts it.
Expr in_base_ten(const Expr& e, std::vector<Lookup>& before) {
  if (e.is(Op::kBase)) {
    auto value = math::exact_value(e);
    auto base = e.arg(1).is_integer() ? e.arg(1).value().to_int64() : std::nullopt;
    if (!value.ok() || !base) return e;
    if (*base != 10)
      before.push_back({"We convert $" + tex(e) + "$.", "from_base", {{"digits", e.arg(0).text().empty() ? e.arg(0).value().to_string() : e.arg(0).text()}, {"base", *base}},
                        {Expr::number(*value)}, ""});
    return Expr::number(*value);
  }
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(in_base_ten(arg, before));
  return Expr::make(e.op(), std::move(args), e.name());
}

bool has_base(const Expr& e) {
  if (e.is(Op::kBase)) return true;
  for (const Expr& arg : e.args())
    if (has_base(arg)) return true;
  return false;
}

std::optional<Goal> value_in(const Captures& c) {
  int base = static_cast<int>(std::min<long long>(c.integer("base"), 99));
  std::vector<Lookup> before = c.at("q").before;
  Expr ten = in_base_ten(c.expr("q"), before);
  auto value = math::exact_value(ten);
  if (!value.ok() || base < 2 || base > 16) return {};
  if (base == 10) {
    if (!has_base(c.expr("q"))) return {};
    return Evaluate{ten, {}, {}, before};
  }
  if (!value->is_integer() || value->sign() <= 0) return {};
  if (!ten.is_number())
    before.push_back({"We work out $" + tex(ten) + "$.", "evaluate", {{"expression", math::to_plain(ten)}}, {Expr::number(*value)}, ""});
  return ToBase{*value, base, before};
}

}  // namespace

std::vector<Form> base_forms() {
  return {
      {"in_base", "(<find>|add|express) <value> [the] [sum|product|quotient|difference] [of] {num:q} [(express|give|write) your answer] (in|to) base {int:base}", value_in},
      {"in_base", "(convert|express|write|change) [the (base|) {int}] [number] {num:q} (to|in|into|as a) [a] base {int:base} [integer|number]", value_in},
      {"in_base", "<find> the base {int:base} (representation|equivalent|expression|form|product|sum) of [the (base|) {int} number] {num:q}", value_in},
      {"in_base", "in base {int:base} what is [sum|product|difference] {num:q}", value_in},
      {"in_base", "{num:q} (express|give|write) your answer in base {int:base}", value_in},
      {"in_base", "what is {num:q} [expressed|written] in base {int:base}", value_in},
  };
}

}  // namespace retort::agent
