#include "explain/program.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "explain/evaluate.h"
#include "explain/program_reader.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxRun = 120;   // lines carried out

bool is_name(std::string_view text) {
  return !text.empty() && !(text[0] >= '0' && text[0] <= '9') && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

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
  return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
}

class Program {
 public:
  Program(Board& board, const std::vector<ProgramLine>& lines) : board_(board), lines_(lines) {}
  void run() { block(0, lines_.size()); }
  const std::optional<std::pair<std::string, Rational>>& printed() const { return printed_; }

 private:
  void block(std::size_t from, std::size_t to);
  std::size_t end_of_block(std::size_t head) const;
  void line(const ProgramLine& l);
  void loop(const ProgramLine& l, std::size_t from, std::size_t to);
  void assign(const ProgramLine& l, const std::string& name, std::string_view text);
  Rational work_out(const ProgramLine& l, const std::string& name, const Expr& e);
  std::string reason(const Expr& e, const std::string& name);
  std::optional<Rational> value_of(const ProgramLine& l, const Expr& e);
  void unsupported(const ProgramLine& l, const std::string& what) { board_.unsupported(fmt::format("line {}: {}", l.number, what)); }
  std::string told(const Expr& e) const;

  Board& board_;
  const std::vector<ProgramLine>& lines_;
  std::map<std::string, Rational> values_;
  std::map<std::string, std::pair<std::size_t, std::size_t>> functions_;
  std::optional<std::pair<std::string, Rational>> returned_, printed_;
  int run_ = 0, depth_ = 0;
};

std::size_t Program::end_of_block(std::size_t head) const {
  std::size_t end = head + 1;
  while (end < lines_.size() && lines_[end].indent > lines_[head].indent) ++end;
  return end;
}

void Program::block(std::size_t from, std::size_t to) {
  if (++depth_ > 6) board_.unsupported("blocks that are nested too deeply");
  for (std::size_t i = from; i < to && !board_.failed() && !(depth_ > 1 && returned_);) {
    const ProgramLine& l = lines_[i];
    if (++run_ > kMaxRun) {
      board_.fail({ErrorCode::kBudget, "the program runs too long to be told"});
      break;
    }
    const bool opens = l.text.back() == ':';
    const std::size_t end = opens ? std::min(end_of_block(i), to) : i + 1;
    if (!opens) {
      line(l);
    } else if (l.text.starts_with("def ")) {
      const auto bracket = l.text.find('(');
      const std::string name(trim(std::string_view(l.text).substr(4, bracket == std::string::npos ? 0 : bracket - 4)));
      if (name.empty() || l.text.find("()") == std::string::npos) unsupported(l, "a function with arguments");
      functions_[name] = {i + 1, end};
    } else if (l.text.starts_with("for ")) {
      loop(l, i + 1, end);
    } else {
      unsupported(l, fmt::format("\"{}\"", l.text));
    }
    i = end;
  }
  --depth_;
}

// for i in range(a, b, step):
void Program::loop(const ProgramLine& l, std::size_t from, std::size_t to) {
  const auto in = l.text.find(" in range(");
  const auto close = l.text.rfind("):");
  const std::string name = in == std::string::npos ? "" : std::string(trim(std::string_view(l.text).substr(4, in - 4)));
  if (!is_name(name) || close == std::string::npos) return unsupported(l, "a loop over something else than range(...)");
  std::vector<long long> bounds;
  for (std::string_view part : split(std::string_view(l.text).substr(in + 10, close - in - 10), ',')) {
    const auto e = program_expression(trim(part));
    const auto v = e ? value_of(l, *e) : std::nullopt;
    const auto n = v ? v->to_int64() : std::nullopt;
    if (!n) return unsupported(l, "a range that is not of whole numbers");
    bounds.push_back(*n);
  }
  const long long start = bounds.size() > 1 ? bounds[0] : 0, stop = bounds.size() > 1 ? bounds[1] : bounds[0], step = bounds.size() > 2 ? bounds[2] : 1;
  if (step == 0) return unsupported(l, "a range with the step 0");
  for (long long i = start; (step > 0 ? i < stop : i > stop) && !board_.failed(); i += step) {
    values_[name] = Rational(i);
    block(from, to);
    if (++run_ > kMaxRun) return board_.fail({ErrorCode::kBudget, "the program runs too long to be told"});
  }
}

void Program::line(const ProgramLine& l) {
  std::string_view text = l.text;
  if (text.starts_with("return")) {
    const std::string_view rest = trim(text.substr(6));
    const auto e = program_expression(rest);
    if (!e) return unsupported(l, e.error().message);
    const std::string name = e->is(Op::kSymbol) ? e->name() : "result";
    const auto value = e->is(Op::kSymbol) ? value_of(l, *e) : std::optional(work_out(l, name, *e));
    if (value) returned_ = std::pair(name, *value);
    return;
  }
  if (text.starts_with("print(") && text.back() == ')') {
    std::string_view inside = trim(text.substr(6, text.size() - 7));
    // Of several things that are printed the last one counts; texts are passed over.
    if (const auto comma = inside.rfind(','); comma != inside.npos && (inside[0] == '"' || inside[0] == '\'')) inside = trim(inside.substr(comma + 1));
    const auto e = program_expression(inside);
    if (!e) return unsupported(l, e.error().message);
    if (e->is(Op::kSymbol)) {
      const auto value = value_of(l, *e);
      if (value) printed_ = std::pair(e->name(), *value);
    } else if (e->is(Op::kFunc) && e->args().empty()) {
      assign(l, "result", inside);
      if (!board_.failed()) printed_ = std::pair(std::string("result"), values_["result"]);
    } else {
      const Rational value = work_out(l, "result", *e);
      if (!board_.failed()) printed_ = std::pair(std::string("result"), value);
    }
    return;
  }
  for (const std::string_view op : {"+=", "-=", "*=", "/="})
    if (const auto at = text.find(op); at != text.npos) {
      const std::string name(trim(text.substr(0, at)));
      if (is_name(name)) return assign(l, name, fmt::format("{} {} ({})", name, op.substr(0, 1), trim(text.substr(at + 2))));
    }
  const auto at = text.find('=');
  const std::string name(at == text.npos ? std::string_view() : trim(text.substr(0, at)));
  if (!is_name(name) || text.substr(at, 2) == "==") return unsupported(l, fmt::format("\"{}\"", text.substr(0, 60)));
  assign(l, name, trim(text.substr(at + 1)));
}

void Program::assign(const ProgramLine& l, const std::string& name, std::string_view text) {
  const auto e = program_expression(text);
  if (!e) return unsupported(l, e.error().message);
  if (e->is(Op::kFunc) && e->args().empty() && e->name().starts_with("f_")) {
    const auto f = functions_.find(e->name().substr(2));
    if (f == functions_.end()) return unsupported(l, "the function " + e->name().substr(2));
    returned_.reset();
    block(f->second.first, f->second.second);
    if (board_.failed()) return;
    if (!returned_) return unsupported(l, "a function that returns nothing");
    values_[name] = returned_->second;
    const auto again = returned_->first;
    returned_.reset();
    if (again != name && again != "result") values_[again] = values_[name];
    return;
  }
  values_[name] = work_out(l, name, *e);
}

std::optional<Rational> Program::value_of(const ProgramLine& l, const Expr& e) {
  Expr put = e;
  for (const std::string& s : e.symbols()) {
    const auto at = values_.find(s);
    if (at == values_.end()) {
      unsupported(l, fmt::format("the name {}, which has no value", s));
      return std::nullopt;
    }
    put = put.substitute(s, Expr::number(at->second));
  }
  const auto value = math::exact_value(put);
  if (!value) {
    unsupported(l, value.error().message);
    return std::nullopt;
  }
  return *value;
}

// "the eggs that are left" of a name, 4 of a number, "the rest" of what has no short name.
std::string Program::told(const Expr& e) const {
  if (e.is(Op::kSymbol)) return words_of_name(e.name());
  if (e.is_number()) return words(e.value(), Form::kDecimals);
  return {};
}

std::string Program::reason(const Expr& e, const std::string& name) {
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

Rational Program::work_out(const ProgramLine& l, const std::string& name, const Expr& e) {
  const auto value = value_of(l, e);
  if (!value) return Rational(0);
  if (++run_ > kMaxRun) {
    board_.fail({ErrorCode::kBudget, "the program runs too long to be told"});
    return *value;
  }
  const std::string spoken = words_of_name(name);
  const std::string left = "\\text{" + (spoken.starts_with("the ") ? spoken.substr(4) : spoken) + "}";
  const auto in_words = [](const Rational& v) { return tex(v, ends(v, 4) ? Form::kDecimals : Form::kFractions); };
  if (e.is_number() || (e.is(Op::kNeg) && e.arg(0).is_number())) {
    board_.write(left + " = " + in_words(*value), "given", board_.say({"noting {0}", "starting from {0}", "taking {0} from the problem"}, spoken), proved(true, "", "certificate"));
    return *value;
  }
  if (e.is(Op::kSymbol)) {
    board_.write(left + " = " + in_words(*value), "same_value", board_.say({"taking {0} over from {1}", "using that {0} is the same as {1}"}, spoken, words_of_name(e.name())), proved(true, "", "certificate"));
    return *value;
  }
  Expr put = e;
  for (const std::string& s : e.symbols()) put = put.substitute(s, as_decimal(values_.at(s)));
  put = without_idle_rounding(put);
  const Form form = form_of(put);
  if (operations(put) > 1 && !board_.brief()) {
    // Each operation in a line of its own.
    Board trial = board_;
    const Rational found = Evaluation(trial, form).value(put);
    if (!trial.failed() && found == *value) board_ = std::move(trial);
  }
  const std::string body = math::to_latex(put), right = tex(*value, form);
  const std::string relation = body == right ? body : body + " = " + right;
  board_.write(left + " = " + relation, "quantity", reason(e, name), body == right ? proved(true, "", "certificate") : judge_fact(relation));
  return *value;
}

// The last number of what was printed.
std::optional<Rational> last_number(std::string_view output) {
  std::size_t end = output.size();
  while (end > 0 && !(output[end - 1] >= '0' && output[end - 1] <= '9')) --end;
  std::size_t start = end;
  while (start > 0 && ((output[start - 1] >= '0' && output[start - 1] <= '9') || output[start - 1] == '.' || output[start - 1] == '/')) --start;
  if (start > 0 && output[start - 1] == '-') --start;
  const auto value = Rational::parse(output.substr(start, end - start));
  return value ? std::optional(*value) : std::nullopt;
}

bool participle(const std::string& w) {
  static constexpr std::string_view kWords[] = {"left", "sold", "eaten", "bought", "made", "spent", "taken", "given", "lost", "kept", "paid", "won", "grown", "drunk", "built", "caught", "done", "burst", "cut", "hit", "run", "told", "read", "held", "met"};
  return std::find(std::begin(kWords), std::end(kWords), w) != std::end(kWords) || (w.size() > 4 && w.ends_with("ed") && !w.ends_with("eed") && w != "hundred") || w == "remaining";
}

}  // namespace

std::string words_of_name(std::string_view name) {
  std::vector<std::string> parts;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) parts.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    if (c == '_' || (upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z')) close();
    if (c != '_') word += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  close();
  if (parts.empty()) return "it";
  if (parts.size() == 1 && parts[0].size() == 1) return "$" + parts[0] + "$";
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && i + 1 == parts.size() && participle(parts[i])) out += parts[i - 1].ends_with("s") ? " that are" : " that is";
    if (parts[i] == "num" || parts[i] == "n") parts[i] = "number of";
    out += (out.empty() ? "" : " ") + parts[i];
  }
  return "the " + out;
}

Result<Derivation> explain_program(std::string_view source, std::string_view output, const ExplainOptions& options) {
  RETORT_TRY(const auto lines, program_lines(source));
  if (lines.empty()) return Error{ErrorCode::kUnsupported, "the program holds nothing to tell"};
  Board board(options);
  Program program(board, lines);
  program.run();
  if (!board.failed() && !program.printed()) return Error{ErrorCode::kUnsupported, "the program prints no value"};
  if (!board.failed()) {
    const auto wanted = last_number(output);
    const Rational& value = program.printed()->second;
    if (!wanted) return Error{ErrorCode::kUnsupported, "the output holds no number"};
    const double a = wanted->to_double(), b = value.to_double();
    if (*wanted != value && std::fabs(a - b) > 1e-9 * std::max(1.0, std::fabs(b)))
      return Error{ErrorCode::kCorruption, fmt::format("the program leads to {} and not to its output {}", value.to_string(), wanted->to_string())};
    const std::string spoken = words_of_name(program.printed()->first);
    const std::string number = tex(value, ends(value, 4) ? Form::kDecimals : Form::kFractions);
    const auto& steps = board.steps();
    if (steps.empty() || !steps.back().claim.ends_with(" = " + number))
      board.write("\\text{" + spoken.substr(spoken.starts_with("the ") ? 4 : 0) + "} = " + number, "result", board.say({"answering with {0}", "giving {0} as the answer", "taking {0} as what was asked for"}, spoken), proved(true, "", "certificate"));
  }
  return std::move(board).finish();
}

}  // namespace retort::explain
