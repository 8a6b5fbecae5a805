#include "explain/program_run.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "explain/numerals.h"
#include "explain/program_calls.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxRun = 3'000;        // lines carried out
constexpr std::size_t kLongLoop = 8;  // rounds, beyond which a loop is told shortly

bool is_list(const Expr& e) { return e.is(Op::kTuple); }

}  // namespace

bool is_program_name(std::string_view text) {
  return !text.empty() && !(text[0] >= '0' && text[0] <= '9') && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool ProgramRun::goes_on() {
  if (++run_ > kMaxRun) board_.fail({ErrorCode::kBudget, "the program runs too long to be told"});
  return !board_.failed();
}

std::size_t ProgramRun::end_of_block(std::size_t head) const {
  std::size_t end = head + 1;
  while (end < lines_.size() && lines_[end].indent > lines_[head].indent) ++end;
  return end;
}

void ProgramRun::block(std::size_t from, std::size_t to) {
  if (++depth_ > 6) board_.unsupported("blocks that are nested too deeply");
  for (std::size_t i = from; i < to && !board_.failed() && !leaves_block();) {
    const ProgramLine& l = lines_[i];
    if (!goes_on()) break;
    const bool opens = l.text.back() == ':';
    const std::size_t end = opens ? std::min(end_of_block(i), to) : i + 1;
    if (!opens) line(l, i + 1 == lines_.size());
    else if (l.text.starts_with("def ")) define(l, i + 1, end);
    else if (l.text.starts_with("for ")) loop(l, i + 1, end);
    else if (l.text.starts_with("while ")) repeat(l, i + 1, end);
    else if (l.text.starts_with("if ") && to > i) {
      i = branches(i, to);
      continue;
    } else unsupported(l, fmt::format("\"{}\"", l.text));
    i = end;
  }
  --depth_;
}

// if ...: elif ...: else: the first branch whose condition holds is carried out. Returns the line behind them all.
std::size_t ProgramRun::branches(std::size_t at, std::size_t to) {
  bool done = false;
  for (std::size_t i = at; i < to && !board_.failed();) {
    const ProgramLine& l = lines_[i];
    const bool otherwise = l.text == "else:";
    const bool next = l.text.starts_with("elif ") || otherwise;
    if (l.indent != lines_[at].indent || l.text.back() != ':' || (i > at && !next)) return i;
    const std::size_t end = std::min(end_of_block(i), to);
    const std::size_t word = l.text.find(' ');
    if (!done) {
      const bool more = end < to && lines_[end].indent == l.indent && (lines_[end].text == "else:" || lines_[end].text.starts_with("elif "));
      const auto holds = otherwise ? std::optional(true) : chosen(l, std::string_view(l.text).substr(word, l.text.size() - word - 1), more || !quiet_);
      if (holds && *holds) {
        done = true;
        block(i + 1, end);
      }
    }
    i = end;
    if (otherwise) return i;
  }
  return to;
}

// Whether a condition holds; the comparisons that decide it are written as they came out.
std::optional<bool> ProgramRun::chosen(const ProgramLine& l, std::string_view condition, bool tell_when_false) {
  const auto e = program_expression(trim(condition));
  if (!e) return unsupported(l, e.error().message);
  const auto found = resolved(l, *e);
  const auto holds = found ? decided(l, *found) : std::nullopt;
  if (!holds) return std::nullopt;
  if (*holds || tell_when_false) tell_condition(*found, *holds);
  return board_.failed() ? std::nullopt : holds;
}

void ProgramRun::tell_condition(const Expr& condition, bool holds) {
  if (condition.is_func("not")) return tell_condition(condition.arg(0), !holds);
  if (condition.is_func("and") || condition.is_func("or")) {
    // One part is enough against "and" or for "or".
    const bool all = condition.is_func("and") == holds;
    for (const Expr& part : condition.args()) {
      const ProgramLine none;
      const auto here = decided(none, part);
      if (!here || (!all && *here != holds)) continue;
      tell_condition(part, *here);
      if (!all) return;
    }
    return;
  }
  if (condition.is_func("in") && condition.arg(1).is(Op::kTuple) && holds && !condition.arg(1).args().empty()) {
    const Expr set = Expr::make(Op::kSet, put(condition.arg(1), true).args());
    return board_.fact(math::to_latex(put(condition.arg(0), true)) + " \\in " + math::to_latex(set), "compare", board_.say({"finding it in the list", "seeing that it is in the list"}));
  }
  if (!condition.is(Op::kRel)) return;
  static constexpr std::pair<std::string_view, std::string_view> kOpposite[] = {{"=", "!="}, {"!=", "="}, {"<", ">="}, {">=", "<"}, {">", "<="}, {"<=", ">"}};
  std::string sign = condition.name();
  if (!holds) sign = std::find_if(std::begin(kOpposite), std::end(kOpposite), [&](const auto& pair) { return pair.first == sign; })->second;
  const Expr put_in = put(Expr::rel(sign, condition.arg(0), condition.arg(1)), true);
  const std::string name = told(condition.arg(0));
  board_.fact(math::to_latex(put_in), "compare", name.empty() || condition.arg(0).is_number() ? board_.say({"comparing the two", "looking at which case this is", "checking which case holds"})
                                                                                              : board_.say({"looking at {0}", "comparing {0}", "checking {0}"}, name));
}

// def area(width, height):
void ProgramRun::define(const ProgramLine& l, std::size_t from, std::size_t to) {
  const auto open = l.text.find('('), close = l.text.rfind(')');
  const std::string name(trim(std::string_view(l.text).substr(4, open == std::string::npos ? 0 : open - 4)));
  if (!is_program_name(name) || close == std::string::npos || close < open) return void(unsupported(l, "this form of a function"));
  Function f{from, to, {}};
  for (std::string_view part : split(std::string_view(l.text).substr(open + 1, close - open - 1), ',')) {
    part = trim(part.substr(0, part.find(':')));
    if (part.empty()) continue;
    if (!is_program_name(part)) return void(unsupported(l, "a function with this argument"));
    f.parameters.emplace_back(part);
  }
  functions_[name] = std::move(f);
}

// for i in range(a, b, step): or over a list
void ProgramRun::loop(const ProgramLine& l, std::size_t from, std::size_t to) {
  const auto in = l.text.find(" in ");
  const std::string name = in == std::string::npos ? "" : std::string(trim(std::string_view(l.text).substr(4, in - 4)));
  if (!is_program_name(name)) return void(unsupported(l, "a loop of this form"));
  const auto over = program_expression(trim(std::string_view(l.text).substr(in + 4, l.text.size() - in - 5)));
  if (!over) return void(unsupported(l, over.error().message));
  const auto items = resolved(l, *over);
  if (!items) return;
  if (!is_list(*items)) return void(unsupported(l, "a loop over something else than range(...) or a list"));
  if (told_as_sum(l, name, items->args(), from, to)) return;
  const bool before = std::exchange(quiet_, quiet_ || items->args().size() > kLongLoop);
  for (const Expr& at : items->args()) {
    values_.insert_or_assign(name, put(at, false));
    block(from, to);
    continued_ = false;
    if (!goes_on() || returned_ || std::exchange(broken_, false)) break;
  }
  quiet_ = before;
}

// while condition: the comparison is told before each round.
void ProgramRun::repeat(const ProgramLine& l, std::size_t from, std::size_t to) {
  const std::string_view condition = std::string_view(l.text).substr(6, l.text.size() - 7);
  while (goes_on()) {
    const auto holds = chosen(l, condition, true);
    if (!holds || !*holds) return;
    block(from, to);
    continued_ = false;
    if (returned_ || std::exchange(broken_, false)) return;
  }
}

// for k in range(1, 101): total += k**2 is the sum of the squares, as one sums them.
bool ProgramRun::told_as_sum(const ProgramLine& l, const std::string& name, const std::vector<Expr>& items, std::size_t from, std::size_t to) {
  if (!tools_ || items.size() <= kLongLoop || to != from + 1 || from >= lines_.size()) return false;
  const std::string& body = lines_[from].text;
  const auto at = body.find("+=");
  const std::string total(trim(std::string_view(body).substr(0, at == std::string::npos ? 0 : at)));
  if (!is_program_name(total) || !values_.contains(total) || !values_.at(total).is_number()) return false;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (!items[i].is_integer() || items[i].value() != items[0].value() + Rational(static_cast<long long>(i))) return false;
  const auto e = program_expression(trim(std::string_view(body).substr(at + 2)));
  if (!e || e->is(Op::kTuple)) return false;
  const auto values = values_;
  Board kept = board_;
  values_.insert_or_assign(name, Expr::symbol(name));
  const auto summand = resolved(l, *e);
  const auto give_up = [&] {
    board_ = std::move(kept);
    values_ = values;
    return false;
  };
  if (!summand || !is_program_value(*summand) || board_.steps().size() != kept.steps().size()) return give_up();
  const Expr f = put(*summand, false);
  const bool plain = f.contains_symbol(name) && f.symbols().size() == 1;
  const auto sum = plain ? asked(l, {"summation", {{"expression", math::to_plain(f)}, {"variable", name}, {"lower", items.front().value().to_string()}, {"upper", items.back().value().to_string()}}}) : std::nullopt;
  const auto value = sum ? math::exact_value(*sum) : Result<Rational>(Error{});
  if (!value) return give_up();
  const Rational start = values_.at(total).value();
  values_.insert_or_assign(name, items.back());
  if (start.is_zero())
    board_.write(tex_quantity(total) + " = " + math::to_latex(*sum), "quantity", board_.say({"so that this is {0}", "taking the sum for {0}"}, words_of_name(total)), proved(true, "", "certificate"));
  else
    board_.write(tex_quantity(total) + " = " + tex(start) + tex_signed(*value) + " = " + tex(start + *value), "quantity", board_.say({"adding the sum to {0}", "taking the sum and what {0} was before"}, words_of_name(total)), judge_fact(tex(start) + tex_signed(*value) + " = " + tex(start + *value)));
  values_.insert_or_assign(total, Expr::number(start + *value));
  return !board_.failed();
}

// prices.append(3 * 5)
bool ProgramRun::append(const ProgramLine& l) {
  const auto at = l.text.find(".append(");
  const std::string name = at == std::string::npos ? "" : l.text.substr(0, at);
  const auto list = values_.find(name);
  if (!is_program_name(name) || list == values_.end() || !is_list(list->second) || l.text.back() != ')') return false;
  const auto e = program_expression(std::string_view(l.text).substr(at + 8, l.text.size() - at - 9));
  if (!e) return unsupported(l, e.error().message), true;
  const bool plural = name.size() > 2 && name.ends_with('s') && !name.ends_with("ss");
  std::optional<Expr> value;
  if (e->is(Op::kSymbol) || e->is_number() || e->is(Op::kTuple) || e->is(Op::kText)) {
    value = resolved(l, *e);
    if (value) value = put(*value, false);
  } else {
    value = work_out(l, plural ? name.substr(0, name.size() - 1) : name + "_entry", *e);
  }
  if (!value) return true;
  std::vector<Expr> items = values_.at(name).args();
  items.push_back(*value);
  values_.insert_or_assign(name, Expr::make(Op::kTuple, std::move(items)));
  return true;
}

// ways[3] = ways[2] + ways[1]
bool ProgramRun::set_item(const ProgramLine& l) {
  const auto open = l.text.find('['), close = l.text.find(']'), equal = l.text.find('=');
  if (open == std::string::npos || close == std::string::npos || equal == std::string::npos || open > close || close > equal || l.text.substr(equal, 2) == "==") return false;
  const std::string name(trim(std::string_view(l.text).substr(0, open)));
  std::string sign(trim(std::string_view(l.text).substr(close + 1, equal - close - 1)));
  const auto list = values_.find(name);
  if (!is_program_name(name) || list == values_.end() || !is_list(list->second) || (sign != "" && sign != "+" && sign != "-" && sign != "*")) return false;
  const auto index = program_expression(std::string_view(l.text).substr(open + 1, close - open - 1));
  const auto where = index ? resolved(l, *index) : std::nullopt;
  const auto at = where ? number(*where) : std::nullopt;
  const auto i = at ? at->to_int64() : std::nullopt;
  const auto size = static_cast<long long>(list->second.args().size());
  if (!i || *i >= size || *i < -size) return unsupported(l, "a place that the list does not have"), true;
  const auto place = static_cast<std::size_t>(*i < 0 ? *i + size : *i);
  std::string text(trim(std::string_view(l.text).substr(equal + 1)));
  if (!sign.empty()) text = fmt::format("{}[{}] {} ({})", name, *i, sign, text);
  const auto e = program_expression(text);
  if (!e) return unsupported(l, e.error().message), true;
  const auto value = work_out(l, name + "_" + std::to_string(place), *e);
  if (!value) return true;
  std::vector<Expr> items = values_.at(name).args();
  items[place] = *value;
  values_.insert_or_assign(name, Expr::make(Op::kTuple, std::move(items)));
  return true;
}

void ProgramRun::line(const ProgramLine& l, bool last) {
  std::string_view text = l.text;
  if (text == "break" || text == "continue") {
    (text == "break" ? broken_ : continued_) = true;
    return;
  }
  if (text.starts_with("return") && (text.size() == 6 || text[6] == ' ' || text[6] == '(')) {
    const auto e = program_expression(trim(text.substr(6)));
    if (!e) return void(unsupported(l, e.error().message));
    const bool named = e->is(Op::kSymbol) && values_.contains(e->name());
    const auto value = named ? std::optional(values_.at(e->name())) : work_out(l, "result", *e);
    if (value) returned_ = std::pair(named ? e->name() : "result", *value);
    return;
  }
  if (text.starts_with("print(") && text.back() == ')') return print(l, text.substr(6, text.size() - 7));
  if (append(l) || set_item(l)) return;
  for (const std::string_view op : {"//=", "**=", "+=", "-=", "*=", "/=", "%="})
    if (const auto at = text.find(op); at != text.npos && is_program_name(trim(text.substr(0, at)))) {
      const std::string name(trim(text.substr(0, at)));
      return assign(l, {name}, fmt::format("{} {} ({})", name, op.substr(0, op.size() - 1), trim(text.substr(at + op.size()))));
    }
  const auto at = text.find('=');
  std::vector<std::string> names;
  bool plain = at != text.npos && text.substr(at, 2) != "==";
  if (plain)
    for (std::string_view part : split(text.substr(0, at), ',')) {
      part = trim(part.substr(0, part.find(':')));
      plain = plain && is_program_name(part);
      names.emplace_back(part);
    }
  if (plain) return assign(l, names, trim(text.substr(at + 1)));
  const auto e = last ? program_expression(text) : Result<Expr>(Error{});
  if (!e) return void(unsupported(l, fmt::format("\"{}\"", text.substr(0, 60))));
  show(l, *e);
}

// Of several things that are printed the last value counts; texts are passed over.
void ProgramRun::print(const ProgramLine& l, std::string_view inside) {
  if (trim(inside).empty()) return;
  auto e = program_expression(inside);
  if (!e) return void(unsupported(l, e.error().message));
  std::vector<Expr> parts = is_list(*e) && !inside.starts_with("(") && !inside.starts_with("[") ? e->args() : std::vector<Expr>{*e};
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part->is(Op::kText) || part->is_func("keyword")) continue;
    if (!part->is_func("fstring")) return show(l, *part);
    const auto inner = fstring_parts(part->arg(0).name());
    if (inner.empty()) continue;
    const auto value = program_expression(inner.back());
    if (!value) return void(unsupported(l, value.error().message));
    return show(l, *value);
  }
}

void ProgramRun::show(const ProgramLine& l, const Expr& e) {
  if (e.is(Op::kSymbol) && values_.contains(e.name())) {
    printed_ = std::pair(e.name(), values_.at(e.name()));
  } else if (const auto value = work_out(l, "result", e)) {
    values_.insert_or_assign("result", *value);
    printed_ = std::pair(std::string("result"), *value);
  }
}

void ProgramRun::assign(const ProgramLine& l, const std::vector<std::string>& names, std::string_view text) {
  const auto e = program_expression(text);
  if (!e) return void(unsupported(l, e.error().message));
  if (names.size() == 1) {
    if (const auto value = work_out(l, names[0], *e)) values_.insert_or_assign(names[0], *value);
    return;
  }
  // x, y = symbols('x y'); a, b = 2, 3
  const auto all = is_list(*e) ? std::optional(*e) : resolved(l, *e);
  if (!all) return;
  if (!is_list(*all) || all->args().size() != names.size()) return void(unsupported(l, "names that are not as many as the values"));
  std::vector<Expr> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Expr& part = all->arg(i);
    const bool number = part.symbols().empty() && is_program_value(part);
    const auto value = is_list(*e) ? work_out(l, names[i], part) : std::optional(number ? write_quantity(l, names[i], *e, part) : put(part, false));
    if (!value || board_.failed()) return;
    found.push_back(*value);
  }
  for (std::size_t i = 0; i < names.size(); ++i) values_.insert_or_assign(names[i], found[i]);
}

}  // namespace retort::explain
