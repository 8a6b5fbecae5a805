// Proportions, averages, roundings, digits to be filled in.
#include <map>

#include "agent/forms.h"
#include "agent/integer_set.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }

bool positive(const Captures& c, std::string_view name) {
  auto value = math::exact_value(c.expr(name));
  return value.ok() && value->sign() > 0;
}

// a of one thing go with b of another: how many go with c of the first, or of the second.
std::optional<Goal> proportion(const Captures& c, bool of_first, const std::string& unit) {
  if (!positive(c, "a") || !positive(c, "b") || !positive(c, "c")) return {};
  const Expr &a = c.expr("a"), &b = c.expr("b"), &n = c.expr("c");
  const Expr &from = of_first ? a : b, &to = of_first ? b : a;
  return Evaluate{n * to / from, "Both grow at the same rate, so the number is multiplied by " + inline_math(tex(to / from)) + ".", "the answer is @" + unit, {}};
}
std::optional<Goal> forward(const Captures& c) { return proportion(c, true, ""); }
std::optional<Goal> backward(const Captures& c) { return proportion(c, false, ""); }

// Speed or rate times time, in the same units.
std::optional<Goal> average_of(const Captures& c) {
  std::vector<Expr> items = c.at("l").exprs;
  if (items.size() < 2 || (c.has("n") && c.integer("n") != static_cast<long long>(items.size()))) return {};
  for (const Expr& e : items)
    if (!math::exact_value(e).ok()) return {};
  return Evaluate{Expr::make(Op::kAdd, items) / integer(static_cast<long long>(items.size())),
                  "The mean is the sum of the $" + std::to_string(items.size()) + "$ numbers over their number.", "the mean is @", c.before()};
}

// To a place before or behind the point; a value halfway goes up.
std::optional<Goal> rounded(const Captures& c) {
  static const std::map<std::string, int> places = {{"integer", 0}, {"whole number", 0}, {"one", 0}, {"ten", -1}, {"hundred", -2}, {"thousand", -3}, {"ten thousand", -4}, {"million", -6},
                                                    {"tenth", 1}, {"hundredth", 2}, {"thousandth", 3}, {"ten thousandth", 4}, {"cent", 2}, {"dollar", 0}};
  std::string stem = c.at("place").stem;
  for (char& x : stem) x = x == '-' ? ' ' : x;
  auto place = places.find(stem);
  auto value = math::exact_value(c.expr("e"));
  if (place == places.end() || !value.ok() || value->sign() < 0 || (c.expr("e").is_integer() && place->second >= 0)) return {};
  Rational scale = 1;
  for (int i = 0; i < std::abs(place->second); ++i) scale *= 10;
  if (place->second < 0) scale = Rational(1) / scale;
  const Rational steps = (*value * scale + Rational(1) / 2).floor(), result = steps / scale;
  auto written = result.is_integer() ? std::optional(result.to_string()) : result.to_decimal(place->second);
  if (!written) return {};
  Expr e = c.expr("e");
  std::vector<Lookup> before = c.before();
  if (!e.is_number()) before.push_back({"First we work out " + inline_math(tex(e)) + ".", "evaluate", {{"expression", math::to_plain(e)}}, {Expr::number(*value)}, ""});
  Expr term = Expr::func("floor", {Expr::number(*value) * Expr::number(scale) + Expr::number(Rational(1) / 2)});
  before.push_back({"We count steps of " + inline_math(tex(Rational(1) / scale)) + ": half a step is added and the rest behind the whole steps left out.", "evaluate", {{"expression", math::to_plain(term)}},
                    {Expr::number(steps)}, ""});
  return Evaluate{Expr::number(result, *written), "These are " + inline_math(tex(Expr::number(steps)) + " \\cdot " + tex(Rational(1) / scale) + " = " + *written) + ".", "the rounded number is @", before};
}

// 83A5: the digits for the letter that make the number a multiple of each of some integers, tried one by one.
std::optional<Goal> missing_digit(const Captures& c) {
  std::string text;
  for (char x : c.text("number"))
    if (std::string_view(" {}").find(x) == std::string_view::npos) text += x;
  for (std::string_view gone : {"\\underline", "\\overline", "\\,\\!", "\\!", "\\,"})
    for (std::size_t at = text.find(gone); at != text.npos; at = text.find(gone)) text.erase(at, gone.size());
  const std::string letter = tex(c.expr("v"));
  if (letter.size() != 1 || text.size() < 2 || text.size() > 9 || text.find(letter) == text.npos) return {};
  for (char x : text)
    if (x != letter[0] && (x < '0' || x > '9')) return {};
  const std::string which = c.has("which") ? c.at("which").stem : "";
  std::vector<long long> fits;
  std::vector<std::string> fitting, shown;
  for (char digit = text[0] == letter[0] ? '1' : '0'; digit <= '9'; ++digit) {
    std::string number = text;
    for (char& x : number) x = x == letter[0] ? digit : x;
    bool all = true;
    std::vector<std::string> quotients;
    for (const Expr& m : c.at("l").exprs) {
      auto modulus = math::exact_value(m);
      if (!modulus.ok() || !modulus->is_integer() || *modulus < Rational(2)) return {};
      Rational n = Rational(std::stoll(number));
      const Rational rest = n - (n / *modulus).floor() * *modulus;
      all = all && rest.is_zero();
      if (rest.is_zero()) quotients.push_back("$" + number + " = " + tex(n / *modulus) + " \\cdot " + tex(*modulus) + "$");
    }
    if (!all) continue;
    fits.push_back(digit - '0');
    fitting.push_back(std::string("$") + digit + "$");
    shown.insert(shown.end(), quotients.begin(), quotients.end());
  }
  if (fits.empty()) return {};
  std::string setting = "We try the digits from $0$ to $9$. ";
  setting += fits.size() == 1 ? "Only the digit " + fitting[0] + " fits: " : "The digits " + and_list(fitting) + " fit: ";
  setting += and_list(shown) + ".";
  if (c.has("count") && fits.size() > 1) setting += " Counting these digits gives $" + std::to_string(fits.size()) + "$.";
  if (c.has("count")) return Evaluate{integer(static_cast<long long>(fits.size())), setting, "there are @ such digits", {}};
  if (which.empty() && fits.size() != 1) return {};
  if (which == "largest" || which == "greatest") return Evaluate{integer(fits.back()), setting, "the digit is @", {}};
  if (which.empty() || which == "smallest" || which == "least") return Evaluate{integer(fits.front()), setting, "the digit is @", {}};
  return {};
}

std::optional<Goal> change(const Captures& c) {
  if (!positive(c, "p")) return {};
  const std::string& way = c.at("way").stem;
  const bool up = way == "increased" || way == "raised", down = way == "decreased" || way == "reduced" || way == "discounted";
  if (!up && !down) return {};
  const Expr& p = c.expr("p");
  Expr rate = p.is(Op::kPercent) ? p.arg(0) : p;
  Expr share = rate / integer(100);
  return Evaluate{up ? c.expr("a") * (integer(1) + share) : c.expr("a") * (integer(1) - share), "One hundred percent is the whole, so the change is the share " + inline_math(tex(share)) + " of it.", "the result is @", {}};
}

// 3, 7, 11, ..., 83: equal steps; what stands before the dots and behind them.
struct Row {
  std::vector<Rational> first, last;
};
std::optional<Row> row_of(std::string text) {
  Row row;
  bool dots = false;
  for (std::string_view gone : {"?", " ", "{", "}", "\\,", "\\ "})
    for (std::size_t at = text.find(gone); at != text.npos; at = text.find(gone)) text.erase(at, gone.size());
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string item = text.substr(begin, end - begin);
    begin = end + 1;
    if (item == "\\ldots" || item == "\\dots" || item == "\\cdots" || item == "...") {
      if (dots) return {};
      dots = true;
      continue;
    }
    auto value = Rational::parse(item);
    if (!value.ok()) return {};
    (dots ? row.last : row.first).push_back(*value);
  }
  if (!dots || row.first.size() < 2) return {};
  const Rational step = row.first[1] - row.first[0];
  for (const auto* part : {&row.first, &row.last})
    for (std::size_t i = 1; i < part->size(); ++i)
      if ((*part)[i] - (*part)[i - 1] != step) return {};
  return step.is_zero() ? std::nullopt : std::optional(row);
}

std::optional<Goal> size_of_row(const Captures& c) {
  auto row = row_of(c.text("s"));
  if (!row || row->last.empty()) return {};
  const Rational step = row->first[1] - row->first[0], count = (row->last.back() - row->first[0]) / step + Rational(1);
  if (!count.is_integer() || count < Rational(3)) return {};
  const Expr one = Expr::number(row->first[0]), last = Expr::number(row->last.back());
  return Evaluate{(last - one) / Expr::number(step) + integer(1), "The numbers change by " + inline_math(worked(Expr::number(row->first[1]) - one)) + " each time, so the number of steps is the difference of the last and the first over this, and there is one number more than steps.", "there are @ numbers", {}};
}

// Up or down from a to b, in percent of a.
std::optional<Goal> percent_change(const Captures& c) {
  static const std::map<std::string, int> ways = {{"reduced", -1}, {"decreased", -1}, {"dropped", -1}, {"fell", -1}, {"lowered", -1}, {"increased", 1}, {"rose", 1}, {"raised", 1}, {"grew", 1}};
  auto way = ways.find(c.text("way")), again = ways.find(c.text("again"));
  if (way == ways.end() || again == ways.end() || way->second != again->second || !positive(c, "a") || !positive(c, "b")) return {};
  const Expr &a = c.expr("a"), &b = c.expr("b");
  const Expr difference = way->second > 0 ? b - a : a - b;
  auto value = math::exact_value(difference);
  if (!value.ok() || value->sign() <= 0) return {};
  return Evaluate{difference / a * integer(100), "The change is " + inline_math(worked(difference)) + ", and it is compared with the number at the start.", "the change is @ percent", {}};
}

}  // namespace

std::vector<Form> rate_forms() {
  return {
      {"row", "how many (numbers|integers|terms|members) are (in|there in) [the] [arithmetic] (list|sequence|set|progression) {math:s}", size_of_row},
      {"row", "how many (numbers|integers|terms) does [the] [arithmetic] (list|sequence) {math:s} (have|contain)", size_of_row},
      {"percent_change", "{words} [was|were|is] {word:way} from {number:a} [dollars|{word}] to {number:b} [dollars|{word}] by what percent (was|were|did) {words} {word:again}", percent_change},
      {"digit", "for (what|which) digit {var:v} is [the] [{words}] (number|integer|numeral) {math:number} [a] (multiple of|divisible by) [both|each of] ({number:l}|{nums:l})", missing_digit},

      {"proportion", "a (box|pack|package|case|bag|carton) of {number:a} {words} costs {number:b} dollars how many dollars does it cost to buy {number:c} {words}", forward},
      {"proportion", "{words} travels {number:a} miles on {number:b} gallons of (gas|gasoline) how far can it travel on {number:c} gallons [of gas]", backward},
      {"proportion", "{name} can (make|bake|sew|build) {number:a} {thing:x} (out of|from|with|using) {number:b} {thing:y} how many {=x} can (he|she|they|it) (make|bake|sew|build) (out of|from|with|using) {number:c} {=y}", backward},
      {"proportion", "(if|) {number:a} {thing:x} (are equal to|are equivalent to|equal|equals|is equal to|weigh as much as|balance|are worth|can be traded for|cost as much as) {number:b} {thing:y} how many {=x} are (equal|equivalent) (to|in value to) {number:c} {=y}", backward},
      {"proportion", "(if|) {number:a} {thing:x} (are equal to|are equivalent to|equal|equals|is equal to|weigh as much as|balance|are worth|can be traded for|cost as much as) {number:b} {thing:y} how many {=y} are (equal|equivalent) (to|in value to) {number:c} {=x}", forward},
      {"proportion", "{words} can {word} {number:a} {thing:x} in {number:b} {thing:y} how many {=x} can {words} {word} in {number:c} {=y}", backward},
      {"proportion", "(on|in) a [scale] (map|drawing|model) [a] [length of] {number:a} [{word:u}] [length] (represents|represent) {number:b} {word:w} how many {=w} (does|would) [a] [length of] {number:c} [{=u}] [length] represent", forward},
      {"proportion", "{words} (drove|walked|ran|biked|travels|traveled|types|typed|read|reads) {number:a} {thing:x} in {number:b} {thing:y} [at this rate] how many {=x} (will|can|would|does) {words} in {number:c} {=y}", backward},
      {"unit_price", "(if|) {number:a} {thing:x} (cost|costs) {number:b} dollars (how many dollars|what is the cost in dollars of|how much) (do|does|would|will|) {number:c} {=x} [cost]", forward},

      {"average", "{words} (are|were) {nums:l} what (is|was) (her|his|their|my|the|your) [arithmetic] (mean|average) [{word}] [of (these|the|his|her|their) {int:n} [{words}]]", average_of},
      {"average", "{words} (are|were) {nums:l} (what is|find) the [arithmetic] (mean|average) of (these|the|his|her|their) [{int:n}] [{words}]", average_of},
      {"average", "(what is|find|compute) the [arithmetic] (mean|average) [value] of {nums:l}", average_of},

      {"round", "round {num:e} to the nearest {words:place}", rounded},
      {"round", "<find> {num:e} rounded to the nearest {words:place}", rounded},
      {"round", "(compute|find|calculate|evaluate|what is) {num:e} (and|) (round|express|give) (your|the) (answer|result) [as a decimal] [rounded] to the nearest {words:place}", rounded},
      {"round", "add {num:a} (to|and) {num:b} and round [your answer] to the nearest {words:place}", [](const Captures& c) {
         Captures sum = c;
         Capture e;
         e.exprs = {c.expr("a") + c.expr("b")};
         sum.set("e", e);
         return rounded(sum);
       }},

      {"digit", "(what|for what|which|for which) [{word:which}] [digit|value of] {var:v} (will make|makes|is|will) the [{words}] (number|integer|numeral) {math:number} [be|is] [a] (multiple of|divisible by) [each of|both] [the] [numbers] ({number:l}|{nums:l})", missing_digit},
      {"digit", "(what is|find) the [{word:which}] [digit|value of] [the] [digit] {var:v} (for which|such that|if|so that|that makes) the [{words}] (number|integer|numeral) {math:number} is [a] (multiple of|divisible by) [both|each of] ({number:l}|{nums:l})", missing_digit},
      {"digit", "(what is|find) the [{word:which}] [digit|value of] [the] [digit] {var:v} (for which|such that|if|so that) {math:number} is [a] (multiple of|divisible by) [both|each of] ({number:l}|{nums:l})", missing_digit},
      {"digit", "the [{words}] (number|numeral|integer) {math:number} is divisible by ({number:l}|{nums:l}) what (digit does {var:v} represent|is [the] [value of] [the] [digit] {var:v})", missing_digit},
      {"digit", "if the [{words}] (number|numeral|integer) {math:number} is divisible by ({number:l}|{nums:l}) [then] what (digit does {var:v} represent|is [the] [value of] [the] [digit] {var:v})", missing_digit},
      {"digit_count", "for (how many|how many different) [values of [the]] (digits|digit) {var:v} is the [{words}] (number|integer) {math:number} [a] (multiple of|divisible by) ({number:l}|{nums:l})", [](const Captures& c) {
         Captures with = c;
         with.set("count", {});
         return missing_digit(with);
       }},

      {"change", "(what is|what number results when|find the result when) {num:a} is {word:way} by ({expr:p}|{number:p} percent)", change},
  };
}

}  // namespace retort::agent
