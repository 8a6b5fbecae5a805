#include "explain/program_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace retort::explain {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr std::size_t kMaxBytes = 20'000, kMaxLines = 200;
constexpr int kMaxDepth = 60;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

bool is_module(std::string_view name) {
  static constexpr std::string_view kModules[] = {"math", "np", "numpy", "sp", "sympy", "fractions", "statistics"};
  return std::find(std::begin(kModules), std::end(kModules), name) != std::end(kModules);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  Result<Expr> read() {
    std::vector<Expr> all{choice()};
    bool tuple = false;
    while (error_.empty() && take(",")) {
      tuple = true;
      space();
      if (at_ < text_.size()) all.push_back(choice());
    }
    space();
    if (error_.empty() && at_ < text_.size()) fail(fmt::format("\"{}\"", text_.substr(at_, 20)));
    if (!error_.empty()) return Error{ErrorCode::kUnsupported, error_};
    return tuple ? Expr::make(Op::kTuple, std::move(all)) : all[0];
  }

 private:
  void fail(std::string what) {
    if (error_.empty()) error_ = std::move(what);
  }
  void space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(std::string_view sign) {
    space();
    if (text_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }
  bool next_is(std::string_view sign) {
    space();
    return text_.substr(at_, sign.size()) == sign;
  }
  std::string word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (letter(text_[at_]) || digit(text_[at_]))) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  // The word, when it stands there as a whole.
  bool take_word(std::string_view name) {
    space();
    const std::size_t end = at_ + name.size();
    if (text_.substr(at_, name.size()) != name || (end < text_.size() && (letter(text_[end]) || digit(text_[end])))) return false;
    at_ = end;
    return true;
  }
  // a if condition else b
  Expr choice() {
    if (++depth_ > kMaxDepth) fail("brackets that are nested too deeply");
    Expr first = error_.empty() ? either() : Expr();
    if (error_.empty() && take_word("if")) {
      const Expr condition = either();
      if (error_.empty() && !take_word("else")) fail("an if without else");
      if (error_.empty()) first = Expr::func("choose", {first, condition, choice()});
    }
    --depth_;
    return first;
  }
  Expr either() { return joined("or", [this] { return joined("and", [this] { return negation(); }); }); }
  template <typename Part>
  Expr joined(const char* word, Part part) {
    std::vector<Expr> all{part()};
    while (error_.empty() && take_word(word)) all.push_back(part());
    return all.size() == 1 ? all[0] : Expr::func(word, std::move(all));
  }
  Expr negation() {
    int turned = 0;
    while (take_word("not")) ++turned;
    const Expr inner = comparison();
    return turned % 2 ? Expr::func("not", {inner}) : inner;
  }
  // a < b <= c, x in xs
  Expr comparison() {
    Expr left = sum();
    std::vector<Expr> links;
    while (error_.empty()) {
      bool found = false;
      for (const std::string_view sign : {"==", "!=", "<=", ">=", "<", ">"})
        if (!found && take(sign)) {
          found = true;
          const Expr right = sum();
          links.push_back(Expr::rel(sign == "==" ? "=" : std::string(sign), left, right));
          left = right;
        }
      if (!found) break;
    }
    if (error_.empty() && links.empty()) {
      if (take_word("in")) return Expr::func("in", {left, sum()});
      const std::size_t start = at_;
      if (take_word("not") && take_word("in")) return Expr::func("not", {Expr::func("in", {left, sum()})});
      at_ = start;
    }
    if (links.empty()) return left;
    return links.size() == 1 ? links[0] : Expr::func("and", std::move(links));
  }
  Expr sum() {
    if (++depth_ > kMaxDepth) fail("brackets that are nested too deeply");
    std::vector<Expr> terms;
    if (error_.empty()) terms.push_back(product());
    while (error_.empty()) {
      if (take("+"))
        terms.push_back(product());
      else if (take("-"))
        terms.push_back(-product());
      else
        break;
    }
    --depth_;
    if (terms.empty()) return Expr();
    return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, std::move(terms));
  }
  Expr product() {
    Expr left = sign();
    while (error_.empty()) {
      if (next_is("**")) break;
      if (take("//"))
        left = Expr::func("floor", {left / sign()});
      else if (take("*"))
        left = left * sign();
      else if (take("/"))
        left = left / sign();
      else if (take("%"))
        left = Expr::func("mod", {left, sign()});
      else
        break;
    }
    return left;
  }
  Expr sign() {
    const bool minus = take("-");
    if (minus || take("+")) {
      if (++depth_ > kMaxDepth) fail("too many signs");
      const Expr inner = error_.empty() ? sign() : Expr();
      --depth_;
      return minus ? -inner : inner;
    }
    return power();
  }
  Expr power() {
    Expr base = postfix();
    if (error_.empty() && take("**")) {
      if (++depth_ > kMaxDepth) fail("too many powers");
      const Expr exponent = error_.empty() ? sign() : Expr();
      --depth_;
      return math::pow(base, exponent);
    }
    return base;
  }
  // x[0], x.subs(y, 2)
  Expr postfix() {
    Expr e = primary();
    while (error_.empty()) {
      if (take("[")) {
        const Expr index = choice();
        if (!take("]")) fail("a part of a list");
        e = Expr::func("item", {e, index});
      } else if (at_ + 1 < text_.size() && text_[at_] == '.' && letter(text_[at_ + 1])) {
        ++at_;
        const std::string name = word();
        if (!take("(")) {
          fail("the name " + name);
          break;
        }
        std::vector<Expr> args = items(")");
        args.insert(args.begin(), e);
        e = Expr::func("method " + name, std::move(args));
      } else {
        break;
      }
    }
    return e;
  }
  // What stands before the closing bracket, which is taken.
  std::vector<Expr> items(std::string_view close) {
    std::vector<Expr> out;
    while (error_.empty() && !take(close)) {
      const std::size_t start = (space(), at_);
      const std::string name = word();
      if (!name.empty() && next_is("=") && !next_is("==")) {
        take("=");
        out.push_back(Expr::func("keyword", {Expr::symbol(name), choice()}));
      } else {
        at_ = start;
        out.push_back(choice());
      }
      if (error_.empty() && take("for ")) out.back() = each(out.back());
      if (!take(",") && !next_is(close)) fail("a bracket that is not closed");
    }
    return out;
  }
  // ... for x in xs if x > 0, behind the "for"
  Expr each(const Expr& what) {
    space();
    const std::string name = word();
    if (name.empty() || !take("in ")) fail("a list that is made by a loop of this form");
    std::vector<Expr> parts{what, Expr::symbol(name), error_.empty() ? sum() : Expr()};
    if (error_.empty() && take_word("if")) parts.push_back(either());
    return Expr::func("each", std::move(parts));
  }
  Expr primary() {
    space();
    if (at_ >= text_.size()) {
      fail("an expression that ends too early");
      return Expr();
    }
    if (++depth_ > kMaxDepth) fail("brackets that are nested too deeply");
    const Expr e = error_.empty() ? atom() : Expr();
    --depth_;
    return e;
  }
  Expr atom() {
    if (take("(")) {
      const std::size_t start = at_;
      std::vector<Expr> inside = items(")");
      const bool tuple = inside.size() != 1 || trim(text_.substr(start, at_ - start - 1)).ends_with(",");
      return tuple ? Expr::make(Op::kTuple, std::move(inside)) : inside[0];
    }
    if (take("[")) {
      std::vector<Expr> inside = items("]");
      return inside.size() == 1 && inside[0].is_func("each") ? inside[0] : Expr::make(Op::kTuple, std::move(inside));
    }
    if (take("{")) return braces();
    const char c = text_[at_];
    if (digit(c) || c == '.') return numeral();
    if (c == '"' || c == '\'') return Expr::make(Op::kText, {}, quoted());
    if (!letter(c)) {
      fail(fmt::format("\"{}\"", text_.substr(at_, 12)));
      return Expr();
    }
    std::string name = word();
    if (name == "f" && at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) return Expr::func("fstring", {Expr::make(Op::kText, {}, quoted())});
    while (is_module(name) && at_ + 1 < text_.size() && text_[at_] == '.' && letter(text_[at_ + 1])) {
      ++at_;
      name = word();
    }
    if (next_is("(")) return take("("), function(name);
    if (name == "True" || name == "False" || name == "None") return Expr::make(Op::kText, {}, name);
    if (name == "pi" || name == "oo") return Expr::constant(name);
    if (name == "inf") return Expr::constant("oo");
    if (name == "lambda" || name == "not" || name == "if" || name == "and" || name == "or" || name == "else") fail(fmt::format("\"{}\"", name));
    return Expr::symbol(name);
  }
  // {x: 2, y: 3} or {1, 2}
  Expr braces() {
    std::vector<Expr> parts;
    bool pairs = false;
    while (error_.empty() && !take("}")) {
      parts.push_back(comparison());
      if (take(":")) {
        pairs = true;
        parts.push_back(comparison());
      }
      if (!take(",") && !next_is("}")) fail("a bracket that is not closed");
    }
    return pairs ? Expr::func("dict", std::move(parts)) : Expr::make(Op::kTuple, std::move(parts));
  }
  Expr numeral() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (digit(text_[at_]) || text_[at_] == '.' || text_[at_] == '_')) ++at_;
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      const std::size_t digits = at_ + 1 + (at_ + 1 < text_.size() && (text_[at_ + 1] == '-' || text_[at_ + 1] == '+'));
      if (digits < text_.size() && digit(text_[digits])) {
        at_ = digits;
        while (at_ < text_.size() && digit(text_[at_])) ++at_;
      }
    }
    std::string number(text_.substr(start, at_ - start));
    std::erase(number, '_');
    const auto value = Rational::parse(number);
    if (!value) {
      fail("the number " + number);
      return Expr();
    }
    if (value->is_integer() || number.find_first_of("eE") != std::string::npos) return Expr::number(*value);
    return Expr::number(*value, number[0] == '.' ? "0" + number : number);
  }
  std::string quoted() {
    const char mark = text_[at_];
    const auto end = text_.find(mark, at_ + 1);
    if (end == text_.npos) {
      fail("a text that does not end");
      return {};
    }
    std::string inside(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return inside;
  }
  Expr function(const std::string& name) {
    std::vector<Expr> args = items(")");
    if (!error_.empty()) return Expr();
    if (args.empty()) return Expr::func("call " + name, {});
    const Expr half = Expr::number(Rational(1, 2));
    const bool list = args[0].is(Op::kTuple) || args[0].is_func("each");
    if (args.size() == 1 && !list) {
      if (name == "float" || name == "Fraction" || name == "Rational" || name == "Integer" || name == "Decimal" || name == "str" || name == "N" || name == "S" || name == "sympify") return args[0];
      if (name == "int" || name == "floor") return Expr::func("floor", {args[0]});
      if (name == "ceil" || name == "ceiling") return Expr::func("ceil", {args[0]});
      if (name == "round") return Expr::func("floor", {args[0] + half});
      if (name == "log") return Expr::func("ln", args);
      if (name == "log2" || name == "log10") return Expr::func("log", {args[0], Expr::integer(name == "log2" ? 2 : 10)});
      if (name == "cbrt") return Expr::func("root", {args[0], Expr::integer(3)});
      static constexpr std::string_view kSame[] = {"abs", "Abs", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "exp", "ln", "factorial"};
      if (std::find(std::begin(kSame), std::end(kSame), name) != std::end(kSame)) return Expr::func(lower_ascii(name), args);
    }
    if (args.size() == 2 && (name == "Rational" || name == "Fraction")) {
      const bool number = args[0].is_integer() && args[1].is_integer() && !args[1].value().is_zero();
      return number ? Expr::number(args[0].value() / args[1].value()) : args[0] / args[1];
    }
    if (args.size() == 2 && name == "pow") return math::pow(args[0], args[1]);
    if (args.size() == 2 && name == "Eq") return Expr::rel("=", args[0], args[1]);
    if (args.size() == 2 && name == "log") return Expr::func("log", args);
    if (args.size() == 2 && name == "Mod") return Expr::func("mod", args);
    if (args.size() > 1 && (name == "min" || name == "max" || name == "Min" || name == "Max")) return Expr::func(lower_ascii(name), args);
    return Expr::func("call " + name, std::move(args));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string error_;
};

// Where "# ..." begins, or the end: a # within quotes is none.
std::size_t comment_start(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0) quote = text[i] == quote ? 0 : quote;
    else if (text[i] == '"' || text[i] == '\'') quote = text[i];
    else if (text[i] == '#') return i;
  }
  return text.size();
}

// Brackets of a line that are open at its end.
int open_brackets(std::string_view text) {
  char quote = 0;
  int open = 0;
  for (const char c : text) {
    if (quote != 0) quote = c == quote ? 0 : quote;
    else if (c == '"' || c == '\'') quote = c;
    else open += (c == '(' || c == '[' || c == '{') - (c == ')' || c == ']' || c == '}');
  }
  return open;
}

}  // namespace

Result<std::vector<ProgramLine>> program_lines(std::string_view source) {
  if (source.size() > kMaxBytes) return Error{ErrorCode::kBudget, fmt::format("the program is longer than {} bytes", kMaxBytes)};
  std::vector<ProgramLine> out;
  std::string_view quote;
  int number = 0;
  for (std::string_view raw : split(source, '\n')) {
    ++number;
    int indent = 0;
    while (static_cast<std::size_t>(indent) < raw.size() && (raw[static_cast<std::size_t>(indent)] == ' ' || raw[static_cast<std::size_t>(indent)] == '\t')) ++indent;
    std::string_view text = trim(raw);
    if (!quote.empty()) {
      if (text.find(quote) != text.npos) quote = {};
      continue;
    }
    bool docstring = false;
    for (const std::string_view mark : {"\"\"\"", "'''"})
      if (text.starts_with(mark)) {
        docstring = true;
        if (text.size() < 6 || text.find(mark, 3) == text.npos) quote = mark;
      }
    if (docstring || text.starts_with("```")) continue;
    text = trim(text.substr(0, comment_start(text)));
    if (text.empty() || text == "pass" || text.starts_with("import ") || text.starts_with("from ")) continue;
    if (!out.empty() && open_brackets(out.back().text) > 0) {   // a line that goes on
      out.back().text += " " + std::string(text);
      continue;
    }
    if (out.size() >= kMaxLines) return Error{ErrorCode::kBudget, fmt::format("the program has more than {} lines", kMaxLines)};
    out.push_back({number, indent, std::string(text)});
  }
  return out;
}

Result<Expr> program_expression(std::string_view text) { return Reader(text).read(); }

std::vector<std::string> fstring_parts(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at)) {
    int depth = 0;
    std::size_t end = at + 1, stop = text.npos;
    for (; end < text.size() && !(depth == 0 && text[end] == '}'); ++end) {
      depth += (text[end] == '(' || text[end] == '[') - (text[end] == ')' || text[end] == ']');
      if (depth == 0 && stop == text.npos && (text[end] == ':' || text[end] == '!')) stop = end;
    }
    stop = std::min(stop, end);
    if (stop > at + 1) out.emplace_back(trim(text.substr(at + 1, stop - at - 1)));
    at = end;
  }
  return out;
}

}  // namespace retort::explain
