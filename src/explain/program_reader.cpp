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

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  Result<Expr> read() {
    Expr e = sum();
    space();
    if (error_.empty() && at_ < text_.size()) fail(fmt::format("\"{}\"", text_.substr(at_, 20)));
    if (!error_.empty()) return Error{ErrorCode::kUnsupported, error_};
    return e;
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
    if (take("-")) {
      if (++depth_ > kMaxDepth) fail("too many signs");
      const Expr inner = error_.empty() ? sign() : Expr();
      --depth_;
      return -inner;
    }
    return power();
  }
  Expr power() {
    Expr base = primary();
    if (error_.empty() && take("**")) {
      if (++depth_ > kMaxDepth) fail("too many powers");
      const Expr exponent = error_.empty() ? sign() : Expr();
      --depth_;
      return math::pow(base, exponent);
    }
    return base;
  }
  Expr primary() {
    space();
    if (at_ >= text_.size()) {
      fail("an expression that ends too early");
      return Expr();
    }
    if (take("(")) {
      const Expr e = sum();
      if (!take(")")) fail("a bracket that is not closed");
      return e;
    }
    const std::size_t start = at_;
    if (digit(text_[at_]) || text_[at_] == '.') {
      while (at_ < text_.size() && (digit(text_[at_]) || text_[at_] == '.' || text_[at_] == '_')) ++at_;
      std::string number(text_.substr(start, at_ - start));
      std::erase(number, '_');
      const auto value = Rational::parse(number);
      if (!value) {
        fail("the number " + number);
        return Expr();
      }
      return value->is_integer() ? Expr::number(*value) : Expr::number(*value, number[0] == '.' ? "0" + number : number);
    }
    if (!letter(text_[at_])) {
      fail(fmt::format("\"{}\"", text_.substr(at_, 12)));
      return Expr();
    }
    while (at_ < text_.size() && (letter(text_[at_]) || digit(text_[at_]) || text_[at_] == '.')) ++at_;
    std::string name(text_.substr(start, at_ - start));
    if (!take("(")) {
      if (name.find('.') != std::string::npos) fail("the name " + name);
      return Expr::symbol(name);
    }
    return function(name);
  }
  Expr function(const std::string& given) {
    const auto dot = given.rfind('.');
    const std::string name = dot == std::string::npos ? given : given.substr(dot + 1);
    std::vector<Expr> args;
    if (!take(")")) {
      do args.push_back(sum());
      while (error_.empty() && take(","));
      if (!take(")")) fail("a bracket that is not closed");
    }
    if (!error_.empty()) return Expr();
    if (args.empty()) return Expr::func("f_" + name, {});
    const Expr half = Expr::number(Rational(1, 2));
    if (args.size() == 1) {
      if (name == "float" || name == "Fraction" || name == "Rational" || name == "Integer") return args[0];
      if (name == "int" || name == "floor") return Expr::func("floor", {args[0]});
      if (name == "ceil" || name == "ceiling") return Expr::func("ceil", {args[0]});
      if (name == "abs" || name == "Abs" || name == "sqrt") return Expr::func(lower_ascii(name), args);
      if (name == "round") return Expr::func("floor", {args[0] + half});
    }
    if (args.size() == 2 && (name == "Rational" || name == "Fraction")) return args[0] / args[1];
    if (args.size() == 2 && name == "pow") return math::pow(args[0], args[1]);
    if (name == "min" || name == "max") return Expr::func(name, args);
    fail("the function " + given);
    return Expr();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string error_;
};

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
    if (const auto hash = text.find('#'); hash != text.npos) text = trim(text.substr(0, hash));
    if (text.empty() || text == "pass" || text.starts_with("import ") || text.starts_with("from ")) continue;
    if (out.size() >= kMaxLines) return Error{ErrorCode::kBudget, fmt::format("the program has more than {} lines", kMaxLines)};
    out.push_back({number, indent, std::string(text)});
  }
  return out;
}

Result<Expr> program_expression(std::string_view text) { return Reader(text).read(); }

}  // namespace retort::explain
