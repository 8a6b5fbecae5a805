#include "explain/program_run.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "explain/evaluate.h"
#include "explain/program_calls.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr std::size_t kMaxItems = 60;    // of a list that is added up
constexpr std::size_t kMaxRange = 1'000;

std::size_t operations(const Expr& e) {
  std::size_t n = e.is(Op::kAdd) || e.is(Op::kMul) ? e.args().size() - 1 : e.is(Op::kDiv) || e.is(Op::kPow) || e.is(Op::kFunc) ? 1 : 0;
  for (const Expr& a : e.args()) n += operations(a);
  return n;
}

// As a person writes it among decimals.
Expr as_decimal(const Rational& value) {
  const auto digits = value.is_integer() ? std::nullopt : value.to_decimal(4);
  return digits ? Expr::number(value, *digits) : Expr::number(value);
}

// The same for every number in it.
Expr with_decimals(const Expr& e) {
  if (e.is_number()) return e.text().find('.') == std::string::npos ? as_decimal(e.value()) : e;
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(with_decimals(arg));
  return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
}

// int(6.0) of what is whole already is no step.
Expr without_idle_rounding(const Expr& e) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(without_idle_rounding(arg));
  if (e.is_func("floor") || e.is_func("ceil")) {
    const bool rounds = args[0].is(Op::kAdd) && args[0].args().size() == 2 && args[0].arg(1).is_number() && args[0].arg(1).value() == Rational(1, 2);
    const Expr& of = rounds ? args[0].arg(0) : args[0];   // round(x) is read as floor(x + 1/2)
    if (const auto value = math::exact_value(of); value.ok() && value->is_integer()) return of;
  }
  // -(-a // b) rounds up
  if (e.is(Op::kNeg) && args[0].is_func("floor") && args[0].arg(0).is(Op::kDiv) && args[0].arg(0).arg(0).is(Op::kNeg)) {
    const Expr& quotient = args[0].arg(0);
    return Expr::func("ceil", {quotient.arg(0).arg(0) / quotient.arg(1)});
  }
  return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
}

// In what is worked out a name with a value stands as "@name", so that it is none of the program's own symbols.
bool is_named(const Expr& e) { return e.is(Op::kSymbol) && e.name().starts_with("@"); }
std::string bare(const std::string& name) { return name.starts_with("@") ? name.substr(1) : name; }

bool is_list(const Expr& e) { return e.is(Op::kTuple); }

}  // namespace

bool is_program_value(const Expr& e) { return !is_list(e) && !e.is(Op::kRel) && !e.is(Op::kText) && !e.is(Op::kMatrix) && !e.is_func("dict"); }

std::string tex_quantity(const std::string& name) {
  if (name.size() == 1) return name;
  const std::string spoken = words_of_name(name);
  return "\\text{" + (spoken.starts_with("the ") ? spoken.substr(4) : spoken) + "}";
}

// `e` with the values of lists and of what is called in place of them; names of numbers stay as "@name".
std::optional<Expr> ProgramRun::resolved(const ProgramLine& l, const Expr& e) {
  if (board_.failed()) return std::nullopt;
  if (e.is(Op::kSymbol)) {
    const auto at = values_.find(e.name());
    if (is_named(e)) return e;
    if (at == values_.end()) return unsupported(l, fmt::format("the name {}, which has no value", e.name()));
    return at->second.is_number() ? Expr::symbol(fmt::format("@{}", e.name())) : at->second;
  }
  if (e.args().empty() && !e.is(Op::kFunc)) return e;
  if (e.is_func("each")) return each(l, e);
  if (e.is_func("choose")) {
    const auto condition = resolved(l, e.arg(1));
    const auto holds = condition ? decided(l, *condition) : std::nullopt;
    if (!holds) return std::nullopt;
    if (!quiet_) tell_condition(*condition, *holds);
    return resolved(l, e.arg(*holds ? 0 : 2));
  }
  std::vector<Expr> args;
  for (std::size_t i = 0; i < e.args().size(); ++i) {
    if (e.is_func("keyword") && i == 0) {
      args.push_back(e.arg(0));
      continue;
    }
    const auto arg = resolved(l, e.arg(i));
    if (!arg) return std::nullopt;
    args.push_back(*arg);
  }
  if (e.is_func("item")) return item(l, args[0], put(args[1], false));
  if (e.is(Op::kFunc) && e.name().starts_with("call ")) return called(l, e.name().substr(5), std::move(args));
  if (e.is(Op::kFunc) && e.name().starts_with("method ")) {
    const std::string name = e.name().substr(7);
    if (name == "evalf" || name == "doit" || name == "n") return args[0];
    if (name == "subs" && args.size() == 3 && args[1].is(Op::kSymbol)) return args[0].substitute(args[1].name(), args[2]);
    if (name == "subs" && args.size() == 2 && args[1].is_func("dict")) {
      Expr out = args[0];
      for (std::size_t i = 0; i < args[1].args().size(); i += 2)
        if (args[1].arg(i).is(Op::kSymbol)) out = out.substitute(args[1].arg(i).name(), args[1].arg(i + 1));
      return out;
    }
    return called(l, name, std::move(args));
  }
  if (e.is_func("fstring")) return unsupported(l, "a text");
  const bool arithmetic = !is_list(e) && !e.is_func("dict") && !e.is_func("keyword") && !e.is_func("and") && !e.is_func("or") && !e.is_func("not") && !e.is_func("in");
  // [0] * 6, [1, 2] + [3]
  if (e.is(Op::kMul) && args.size() == 2 && is_list(args[0]) != is_list(args[1])) {
    const Expr &list = args[is_list(args[0]) ? 0 : 1];
    const auto times = number(args[is_list(args[0]) ? 1 : 0]);
    const auto n = times ? times->to_int64() : std::nullopt;
    if (!n || *n < 0 || static_cast<std::size_t>(*n) * list.args().size() > kMaxRange) return unsupported(l, "a list that is repeated so often");
    std::vector<Expr> items;
    for (long long i = 0; i < *n; ++i) items.insert(items.end(), list.args().begin(), list.args().end());
    return Expr::make(Op::kTuple, std::move(items));
  }
  if (e.is(Op::kAdd) && !args.empty() && std::all_of(args.begin(), args.end(), is_list)) {
    std::vector<Expr> items;
    for (const Expr& list : args) items.insert(items.end(), list.args().begin(), list.args().end());
    return Expr::make(Op::kTuple, std::move(items));
  }
  if (arithmetic && std::any_of(args.begin(), args.end(), [](const Expr& arg) { return !is_program_value(arg); })) return unsupported(l, "arithmetic with lists or texts");
  return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
}

// [x**2 for x in xs if x > 0]
std::optional<Expr> ProgramRun::each(const ProgramLine& l, const Expr& e) {
  const auto over = resolved(l, e.arg(2));
  if (!over) return std::nullopt;
  if (!is_list(*over)) return unsupported(l, "a list that is made from something else than a list");
  const std::string name = e.arg(1).name();
  const auto before = values_.find(name);
  const std::optional<Expr> kept = before == values_.end() ? std::nullopt : std::optional(before->second);
  std::vector<Expr> out;
  bool stopped = false;
  for (const Expr& at : over->args()) {
    values_.insert_or_assign(name, put(at, false));
    if (e.args().size() == 4) {
      const auto condition = resolved(l, e.arg(3));
      const auto holds = condition ? decided(l, *condition) : std::nullopt;
      if (!holds) stopped = true;
      if (stopped) break;
      if (!*holds) continue;
    }
    const auto one = resolved(l, e.arg(0));
    if (!one) stopped = true;
    if (stopped) break;
    out.push_back(put(*one, false));
  }
  values_.erase(name);
  if (kept) values_.insert_or_assign(name, *kept);
  return stopped ? std::nullopt : std::optional(Expr::make(Op::kTuple, std::move(out)));
}

std::optional<bool> ProgramRun::decided(const ProgramLine& l, const Expr& condition) {
  if (condition.is_func("and") || condition.is_func("or")) {
    // From left to right, as far as it is needed.
    for (const Expr& part : condition.args()) {
      const auto holds = decided(l, part);
      if (!holds || *holds == condition.is_func("or")) return holds;
    }
    return condition.is_func("and");
  }
  if (condition.is_func("not")) {
    const auto holds = decided(l, condition.arg(0));
    return holds ? std::optional(!*holds) : std::nullopt;
  }
  if (condition.is_func("in") && is_list(condition.arg(1))) {
    const Expr value = put(condition.arg(0), false);
    for (const Expr& one : condition.arg(1).args())
      if (const Expr other = put(one, false); other.same(value) || (is_program_value(other) && is_program_value(value) && math::equal(value, other).outcome == math::Verdict::Outcome::kEqual)) return true;
    return false;
  }
  if (condition.is(Op::kText) && (condition.name() == "True" || condition.name() == "False")) return condition.name() == "True";
  if (is_program_value(condition) && !condition.is(Op::kFunc))
    if (const auto v = number(condition)) return !v->is_zero();
  const auto verdict = condition.is(Op::kRel) ? math::holds(put(condition, false)).outcome : math::Verdict::Outcome::kUnknown;
  if (verdict != math::Verdict::Outcome::kUnknown) return verdict == math::Verdict::Outcome::kEqual;
  return unsupported(l, "a condition of this form");
}

std::optional<Expr> ProgramRun::item(const ProgramLine& l, const Expr& of, const Expr& index) {
  if (of.is_func("dict")) {
    for (std::size_t i = 0; i + 1 < of.args().size(); i += 2)
      if (of.arg(i).same(index)) return of.arg(i + 1);
    const auto place = index.is_integer() ? index.value().to_int64() : std::nullopt;
    if (place && *place >= 0 && 2 * *place < static_cast<long long>(of.args().size())) return of.arg(static_cast<std::size_t>(2 * *place + 1));
    return unsupported(l, "a value that is not there");
  }
  if (is_list(of) && of.args().size() == 1 && of.arg(0).is_func("dict") && index.is(Op::kSymbol)) return item(l, of.arg(0), index);
  const auto where = math::exact_value(index);
  const auto at = where ? where->to_int64() : std::nullopt;
  const auto n = static_cast<long long>(is_list(of) ? of.args().size() : 0);
  const long long i = at.value_or(n);
  if (i >= n || i < -n) return unsupported(l, "a part of something that is no list, or is not that long");
  return of.arg(static_cast<std::size_t>(i < 0 ? i + n : i));
}

// A function that the program defines itself.
std::optional<Expr> ProgramRun::own(const ProgramLine& l, const Function& function, const std::vector<Expr>& args) {
  if (args.size() != function.parameters.size()) return unsupported(l, "a function called with other arguments than it has");
  const auto before = values_;
  for (std::size_t i = 0; i < args.size(); ++i) values_.insert_or_assign(function.parameters[i], put(args[i], false));
  returned_.reset();
  block(function.from, function.to);
  if (board_.failed()) return std::nullopt;
  if (!returned_) return unsupported(l, "a function that returns nothing");
  const auto value = std::exchange(returned_, std::nullopt)->second;
  for (const auto& [name, kept] : before) values_.insert_or_assign(name, kept);
  return value;
}

std::optional<Expr> ProgramRun::range(const ProgramLine& l, const std::vector<Expr>& args) {
  std::vector<long long> bounds;
  for (const Expr& arg : args) {
    const auto v = number(arg);
    const auto n = v ? v->to_int64() : std::nullopt;
    if (!n) return unsupported(l, "a range that is not of whole numbers");
    bounds.push_back(*n);
  }
  const long long start = bounds.size() > 1 ? bounds[0] : 0, stop = bounds.size() > 1 ? bounds[1] : bounds[0], step = bounds.size() > 2 ? bounds[2] : 1;
  if (step == 0 || bounds.size() > 3) return unsupported(l, "a range of this form");
  std::vector<Expr> out;
  for (long long i = start; step > 0 ? i < stop : i > stop; i += step) {
    if (out.size() >= kMaxRange) {
      board_.fail({ErrorCode::kBudget, "the program runs too long to be told"});
      return std::nullopt;
    }
    out.push_back(Expr::integer(i));
  }
  return Expr::make(Op::kTuple, std::move(out));
}

// len, sum and the like; nothing for other functions.
std::optional<Expr> ProgramRun::of_list(const std::string& name, const std::vector<Expr>& items) {
  const std::string small = lower_ascii(name);
  if (name == "list" || name == "tuple") return Expr::make(Op::kTuple, items);
  if (name == "len") {
    const bool values = !items.empty() && items.size() <= kMaxItems && std::all_of(items.begin(), items.end(), is_program_value);
    std::string all;
    for (const Expr& item : items) all += (all.empty() ? "" : ", ") + (values ? math::to_latex(put(item, true)) : std::string());
    if (values && !board_.brief()) board_.write("|\\{" + all + "\\}| = " + std::to_string(items.size()), "count_items", board_.say({"counting what is in the list", "counting the entries"}), proved(true, "", "certificate"));
    return Expr::integer(static_cast<long long>(items.size()));
  }
  if (items.empty() || items.size() > kMaxItems) return std::nullopt;
  if (std::all_of(items.begin(), items.end(), is_program_value)) {
    const bool extreme = small == "min" || small == "max";
    if (items.size() == 1 && (extreme || name == "sum")) return items[0];
    if (name == "sum") return Expr::make(Op::kAdd, items);
    if (extreme) return Expr::func(small, items);
  }
  const bool rows = std::all_of(items.begin(), items.end(), [&](const Expr& row) { return is_list(row) && row.args().size() == items[0].args().size(); });
  return name == "Matrix" && rows ? std::optional(put(Expr::make(Op::kMatrix, items), false)) : std::nullopt;
}

// The value of a function of the program, of Python or of a tool.
std::optional<Expr> ProgramRun::called(const ProgramLine& l, const std::string& name, std::vector<Expr> args) {
  if (const auto function = functions_.find(name); function != functions_.end()) return own(l, function->second, args);
  if (name == "symbols" || name == "Symbol" || name == "var") {
    std::vector<Expr> letters;
    std::string text = !args.empty() && args[0].is(Op::kText) ? args[0].name() : "";
    std::replace(text.begin(), text.end(), ',', ' ');
    for (std::string_view one : split(text, ' '))
      if (is_program_name(one)) letters.push_back(Expr::symbol(std::string(one)));
    if (letters.empty()) return unsupported(l, "symbols without names");
    return letters.size() == 1 ? letters[0] : Expr::make(Op::kTuple, std::move(letters));
  }
  std::erase_if(args, [](const Expr& arg) { return arg.is_func("keyword"); });
  if (args.empty()) return unsupported(l, "the function " + name);
  if (name == "round" && args.size() == 2) return rounded(l, args[0], args[1]);
  if (name == "range") return range(l, args);
  if (is_list(args[0]) && args.size() == 1)
    if (auto value = of_list(name, args[0].args())) return value;
  if (!tools_) return unsupported(l, "the function " + name);
  for (Expr& arg : args) arg = put(arg, false);
  if (name == "diff" && args.size() == 3 && args[2].is_integer() && args[2].value().sign() > 0 && args[2].value() <= Rational(4)) {
    Expr f = args[0];
    for (Rational i = 0; i < args[2].value(); i += Rational(1)) {
      const auto next = asked(l, *tool_call_of("diff", {f, args[1]}));
      if (!next) return std::nullopt;
      f = *next;
    }
    return f;
  }
  const auto call = tool_call_of(name, args);
  return call ? asked(l, *call) : unsupported(l, "the function " + name);
}

// The value that a tool gives, with the steps that lead to it.
std::optional<Expr> ProgramRun::asked(const ProgramLine& l, const cas::ToolCall& call) {
  if (!tools_) return unsupported(l, "a value that is no fraction");
  cas::ToolCall said = call;
  cas::ToolResult result = tools_(said);
  if (!result.ok && said.tool == "solve_linear_system") {
    said = {"solve_nonlinear_system", {{"sympy_equations", call.args["equations"]}, {"variables", call.args["variables"]}}};
    result = tools_(said);
  }
  if (!result.ok) return unsupported(l, result.message);
  const auto value = value_of_result(said, result);
  if (!value) return unsupported(l, value.error().message);
  // simplify(7*sqrt(2)): there is nothing to do.
  if (string_or(said.args, "expression", "") == result.result) return *value;
  const auto steps = explain(said, result, options_);
  if (!steps) return unsupported(l, steps.error().message);
  const auto stands = [&](const Step& step) { return std::any_of(board_.steps().begin(), board_.steps().end(), [&](const Step& s) { return s.claim == step.claim; }); };
  for (const Step& step : steps->steps)
    if (!stands(step)) board_.write(step.claim, step.rule, step.because, {true, step.grade, step.checked_by, {}});
  if (!steps->steps.empty() && !board_.steps().empty() && board_.steps().back().claim == steps->steps.back().claim) stated_ = *value;
  return board_.failed() ? std::nullopt : std::optional(*value);
}

// round(x, 2)
std::optional<Expr> ProgramRun::rounded(const ProgramLine& l, const Expr& e, const Expr& places) {
  const auto n = places.is_integer() ? places.value().to_int64() : std::nullopt;
  if (!n || *n < 0 || *n > 12) return unsupported(l, "this rounding");
  const Expr exact = put(e, true);
  const auto ball = math::real_value(put(e, false), 30);
  const auto value = number(e);
  const auto near = value ? Result<Rational>(*value) : ball.ok() ? Rational::parse(ball->digits) : Result<Rational>(Error{});
  if (!near.ok()) return unsupported(l, "a rounded value that cannot be computed");
  const Rational scale = power_of_ten(static_cast<int>(*n));
  auto whole = math::exact_value(Expr::func("floor", {Expr::number(*near * scale + Rational(1, 2))}));
  if (!whole) return unsupported(l, "this rounding");
  // What lies in the middle goes to the even digit.
  if (*whole - *near * scale == Rational(1, 2) && !(*whole / Rational(2)).is_integer()) *whole -= Rational(1);
  const Rational result = *whole / scale;
  if (value && *value == result) return e;
  const auto digits = result.to_decimal(static_cast<int>(*n));
  const std::string right = digits ? *digits : tex(result);
  if (!is_named(e)) board_.fact(math::to_latex(exact) + " \\approx " + right, "rounded", board_.say({"rounding to {0} decimal places", "keeping {0} decimal places"}, *n));
  else board_.fact(math::to_latex(exact) + " \\approx " + right, "rounded", board_.say({"rounding {1} to {0} decimal places", "rounding {1} to {0} places behind the point"}, *n, told(e)));
  return digits ? Expr::number(result, *digits) : Expr::number(result);
}

// The numbers in place of their names.
Expr ProgramRun::put(const Expr& e, bool decimals) const {
  Expr out = e;
  for (const std::string& s : e.symbols())
    if (s.starts_with("@")) {
      const Rational& value = values_.at(bare(s)).value();
      out = out.substitute(s, decimals ? as_decimal(value) : Expr::number(value));
    }
  return out;
}

std::optional<Rational> ProgramRun::number(const Expr& e) const {
  const auto value = math::exact_value(put(e, false));
  return value ? std::optional(*value) : std::nullopt;
}

// "the eggs that are left" of a name, 4 of a number, "the rest" of what has no short name.
std::string ProgramRun::told(const Expr& e) const {
  if (e.is(Op::kSymbol)) return words_of_name(bare(e.name()));
  if (e.is_number()) return words(e.value(), Form::kDecimals);
  return {};
}

std::string ProgramRun::reason(const Expr& e, const std::string& name) {
  std::vector<std::string> plus, minus;
  const auto named = [](const std::vector<std::string>& all) { return std::none_of(all.begin(), all.end(), [](const auto& s) { return s.empty(); }); };
  if (e.is(Op::kAdd)) {
    for (const Expr& t : e.args()) (t.is(Op::kNeg) ? minus : plus).push_back(told(t.is(Op::kNeg) ? t.arg(0) : t));
    if (named(plus) && minus.empty()) return board_.say({"adding {0}", "putting together {0}", "adding up {0}"}, words_list(plus));
    if (named(plus) && named(minus) && plus.size() == 1) return board_.say({"taking {1} away from {0}", "subtracting {1} from {0}"}, plus[0], words_list(minus));
  }
  if (e.is(Op::kMul) && e.args().size() == 2) {
    const std::string a = told(e.arg(0)), b = told(e.arg(1));
    if (!a.empty() && !b.empty()) return board_.say({"multiplying {0} by {1}", "taking {0} times {1}"}, a, b);
  }
  if (e.is(Op::kDiv)) {
    const std::string a = told(e.arg(0)), b = told(e.arg(1));
    if (!a.empty() && !b.empty()) return board_.say({"dividing {0} by {1}"}, a, b);
  }
  return board_.say({"working out {0}", "finding {0}", "getting {0}"}, words_of_name(name));
}

std::optional<Expr> ProgramRun::work_out(const ProgramLine& l, const std::string& name, const Expr& e) {
  if (!goes_on()) return std::nullopt;
  const bool given = e.is(Op::kSymbol) || e.is_number() || (e.is(Op::kNeg) && e.arg(0).is_number());
  const std::size_t steps = board_.steps().size();
  const auto found = resolved(l, e);
  if (!found || board_.failed()) return std::nullopt;
  if (!is_program_value(*found)) return write_definition(name, put(*found, false), board_.steps().size() > steps);
  const auto letters = found->symbols();
  const bool symbolic = std::any_of(letters.begin(), letters.end(), [](const std::string& s) { return !s.starts_with("@"); });
  if (symbolic) return write_definition(name, put(*found, false), !given && board_.steps().size() > steps);
  if (e.is(Op::kFunc) && e.name().starts_with("call ") && e.args().empty() && functions_.contains(e.name().substr(5))) return put(*found, false);   // said within the function
  const Expr value = write_quantity(l, name, e, *found);
  return board_.failed() ? std::nullopt : std::optional(value);
}

// What is no number: an expression with its letters, an equation, a list.
Expr ProgramRun::write_definition(const std::string& name, const Expr& e, bool found) {
  if (found || e.is(Op::kSymbol) || e.is(Op::kText) || is_list(e) || e.is_func("dict") || e.is(Op::kMatrix)) return e;
  if (e.is(Op::kRel)) {
    board_.write(math::to_latex(e), "equation", board_.say({"writing down what is known as an equation", "putting what is known into an equation"}), proved(true, "", "certificate"));
  } else {
    board_.write(tex_quantity(name) + " = " + math::to_latex(e), "named", board_.say({"writing down {0}", "starting from {0}"}, words_of_name(name)), proved(true, "", "certificate"));
  }
  stated_ = e;
  return e;
}

Expr ProgramRun::write_quantity(const ProgramLine& l, const std::string& name, const Expr& e, const Expr& found) {
  const Expr exact = put(found, false);
  const auto value = math::exact_value(exact);
  const std::string spoken = words_of_name(name), left = tex_quantity(name);
  const bool taken = e.is(Op::kFunc) && (e.name().starts_with("call ") || e.name().starts_with("method ") || e.name() == "item") && found.symbols().empty() && e.name() != "call sum" && e.name() != "method subs";
  const auto taking = [&] { return board_.say({"taking this value for {0}", "so that we have {0}"}, spoken); };
  const auto in_words = [](const Rational& v) { return tex(v, ends(v, 4) ? Form::kDecimals : Form::kFractions); };
  const auto certain = proved(true, "", "certificate");
  if (!value) {
    // Roots, angles and the like: worked out as an exact value.
    if (value.error().code != ErrorCode::kUnsupported) return unsupported(l, value.error().message), exact;
    const auto worked = asked(l, {"evaluate", {{"expression", math::to_plain(exact)}}});
    if (!worked) return exact;
    board_.write(left + " = " + math::to_latex(*worked), "quantity", taken ? taking() : reason(found, name), certain);
    return *worked;
  }
  stated_ = Expr::number(*value);
  if (e.is_number() || (e.is(Op::kNeg) && e.arg(0).is_number())) {
    board_.write(left + " = " + in_words(*value), "given", board_.say({"noting {0}", "starting from {0}", "taking {0} from the problem"}, spoken), certain);
    return Expr::number(*value);
  }
  if (is_named(found)) {
    board_.write(left + " = " + in_words(*value), "same_value", board_.say({"taking {0} over from {1}", "using that {0} is the same as {1}"}, spoken, told(found)), certain);
    return Expr::number(*value);
  }
  if (found.is_number() || taken) {
    board_.write(left + " = " + in_words(*value), "quantity", taking(), certain);
    return Expr::number(*value);
  }
  const Expr shown = without_idle_rounding(with_decimals(put(found, true)));
  const Form form = form_of(shown);
  if ((operations(shown) > 1 || shown.is_func("factorial")) && !board_.brief()) {
    // Each operation in a line of its own.
    Board trial = board_;
    const Rational reached = Evaluation(trial, form).value(shown);
    if (!trial.failed() && reached == *value) board_ = std::move(trial);
  }
  const std::string body = math::to_latex(shown), right = tex(*value, form);
  const std::string relation = body == right ? body : body + " = " + right;
  board_.write(left + " = " + relation, "quantity", reason(found, name), body == right ? certain : judge_fact(relation));
  return Expr::number(*value);
}

}  // namespace retort::explain
