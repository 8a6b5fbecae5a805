#include "explain/program_run.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "explain/program_calls.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxRun = 120;   // lines carried out

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
  for (std::size_t i = from; i < to && !board_.failed() && !(depth_ > 1 && returned_);) {
    const ProgramLine& l = lines_[i];
    if (!goes_on()) break;
    const bool opens = l.text.back() == ':';
    const std::size_t end = opens ? std::min(end_of_block(i), to) : i + 1;
    if (!opens) line(l, i + 1 == lines_.size());
    else if (l.text.starts_with("def ")) define(l, i + 1, end);
    else if (l.text.starts_with("for ")) loop(l, i + 1, end);
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
    if (!done && (otherwise || chosen(l, std::string_view(l.text).substr(word, l.text.size() - word - 1)))) {
      done = true;
      block(i + 1, end);
    }
    i = end;
    if (otherwise) return i;
  }
  return to;
}

// Whether a condition holds; the comparison is written as it came out.
bool ProgramRun::chosen(const ProgramLine& l, std::string_view condition) {
  const auto e = program_expression(trim(condition));
  if (!e) return unsupported(l, e.error().message), false;
  const auto found = resolved(l, *e);
  const auto holds = found ? decided(l, *found) : std::nullopt;
  if (!holds) return false;
  static constexpr std::pair<std::string_view, std::string_view> kOpposite[] = {{"=", "!="}, {"!=", "="}, {"<", ">="}, {">=", "<"}, {">", "<="}, {"<=", ">"}};
  std::string sign = found->name();
  if (!*holds) sign = std::find_if(std::begin(kOpposite), std::end(kOpposite), [&](const auto& pair) { return pair.first == sign; })->second;
  const Expr put_in = put(Expr::rel(sign, found->arg(0), found->arg(1)), true);
  board_.fact(math::to_latex(put_in), "compare", board_.say({"comparing the two", "looking at which case this is", "checking which case holds"}));
  return *holds && !board_.failed();
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
  for (const Expr& at : items->args()) {
    values_.insert_or_assign(name, put(at, false));
    block(from, to);
    if (!goes_on()) return;
    if (returned_) return;
  }
}

void ProgramRun::line(const ProgramLine& l, bool last) {
  std::string_view text = l.text;
  if (text.starts_with("return") && (text.size() == 6 || text[6] == ' ' || text[6] == '(')) {
    const auto e = program_expression(trim(text.substr(6)));
    if (!e) return void(unsupported(l, e.error().message));
    const bool named = e->is(Op::kSymbol) && values_.contains(e->name());
    const auto value = named ? std::optional(values_.at(e->name())) : work_out(l, "result", *e);
    if (value) returned_ = std::pair(named ? e->name() : "result", *value);
    return;
  }
  if (text.starts_with("print(") && text.back() == ')') return print(l, text.substr(6, text.size() - 7));
  for (const std::string_view op : {"+=", "-=", "*=", "/="})
    if (const auto at = text.find(op); at != text.npos && is_program_name(trim(text.substr(0, at)))) {
      const std::string name(trim(text.substr(0, at)));
      return assign(l, {name}, fmt::format("{} {} ({})", name, op.substr(0, 1), trim(text.substr(at + 2))));
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
