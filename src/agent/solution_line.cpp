#include "agent/solution_line.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>

#include "agent/expression_spans.h"
#include "base/text.h"

namespace retort::agent {

namespace {

using Kind = SolutionToken::Kind;
using math::Rational;

constexpr std::size_t kNone = ExpressionSpans::kNone;
constexpr int kMaxUnitWords = ExpressionSpans::kMaxUnitWords;

std::optional<Rational> small_number_word(const std::string& word) {
  static const std::map<std::string, int> kNumbers = {
      {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8},
      {"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12}, {"twice", 2}};
  const auto found = kNumbers.find(lower_ascii(word));
  if (found == kNumbers.end()) return {};
  return Rational(found->second);
}

std::optional<Rational> number_of(const SolutionToken& t) {
  if (t.is(Kind::kWord)) return small_number_word(t.text);
  if (!t.is(Kind::kNumber) || !t.fraction.empty()) return {};
  auto value = Rational::parse(t.text);
  if (!value.ok()) return {};
  return *value;
}

// One side of a printed equality; `end` is past its last token, unit words not included.
struct Side {
  std::size_t begin = 0, end = 0;
  Expression expression;
  std::optional<Rational> value;
};

class LineReading {
 public:
  LineReading(std::string_view line, std::vector<SolutionToken> tokens)
      : line_(line), tokens_(std::move(tokens)), spans_(tokens_), label_(tokens_.size()) {}

  Result<std::vector<Piece>> run() {
    std::size_t low = 0;   // no expression begins before it
    for (std::size_t i = 0; i < tokens_.size();) {
      if (tokens_[i].is(Kind::kEquals)) {
        RETORT_TRY(i, equality(i, low));
        low = i;
      } else if (tokens_[i].marked) {
        RETORT_TRY_STATUS(bare_mark(i, low));
        low = ++i;
      } else {
        ++i;
      }
    }
    words(tokens_.size());
    return std::move(pieces_);
  }

 private:
  const SolutionToken& at(std::size_t i) const { return tokens_[i]; }
  Side side(std::size_t begin, std::size_t end) const {
    Side s{begin, end, expression_of(std::span(tokens_).subspan(begin, end - begin)), {}};
    s.value = value_of(s.expression);
    return s;
  }

  // Reads the equality whose first sign is token `equals`; returns where reading goes on.
  Result<std::size_t> equality(std::size_t equals, std::size_t low) {
    const std::size_t begin = spans_.expression_begin(equals, low);
    if (begin == kNone) {
      label_[equals] = true;
      if (equals + 1 < tokens_.size() && at(equals + 1).marked) {
        RETORT_TRY_STATUS(bare_mark(equals + 1, low));
        return equals + 2;
      }
      return equals + 1;
    }
    std::vector<Side> sides = {side(begin, equals)};
    for (std::size_t sign = equals; sign != kNone;) {
      std::size_t next = kNone;
      const std::size_t end = spans_.expression_end(sign + 1, next);
      if (end == kNone) break;
      sides.push_back(side(sign + 1, end));
      sign = next;
    }
    if (sides.size() == 1) {
      label_[equals] = true;
      return equals + 1;
    }
    return conclude(sides, low);
  }

  void label_between(const Side& left, const Side& right) {
    for (std::size_t i = left.end; i < right.begin; ++i)
      if (at(i).is(Kind::kEquals)) label_[i] = true;
  }

  // Cuts the sides into runs of equal ones ("3*4 = 12 + 5 = 17" holds two) and writes a piece for each.
  Result<std::size_t> conclude(std::vector<Side> sides, std::size_t low) {
    if (sides.size() > 2 && sides[0].expression.is_number() && sides[1].value && sides[1].value != sides[0].value) {
      label_between(sides[0], sides[1]);   // 42 minutes = 42/60 hours = 7/10 hours
      sides.erase(sides.begin());
    }
    std::vector<Side> run = {sides[0]};
    for (std::size_t k = 1; k < sides.size(); ++k) {
      const Side& s = sides[k];
      const SolutionToken& first = at(s.begin);
      const std::optional<Rational> head = number_of(first);
      const bool goes_on = !s.expression.is_number() && head &&
                           (first.marked || (run.back().value == head && s.value != run.back().value));
      if (first.marked && is_coefficient(s)) {
        run.push_back(s);
        RETORT_TRY_STATUS(write_coefficient(run));
        run = {s};
        continue;
      }
      Side result = s;
      if (goes_on) result = side(s.begin, s.begin + 1);
      run.push_back(result);
      const bool marked = at(result.begin).marked && result.expression.is_number();
      if (!goes_on && !marked && k + 1 < sides.size()) continue;
      RETORT_TRY_STATUS(write(run, low));
      if (k + 1 == sides.size() && !goes_on) break;
      run = {s};
      if (goes_on) {
        run[0].expression.parts[0].marked = false;
        if (k + 1 == sides.size()) return s.begin + 1;
      }
    }
    return std::max(written_, sides.back().end);
  }

  Status write(const std::vector<Side>& run, std::size_t low) {
    const Side& last = run.back();
    const SolutionToken& result = at(last.begin);
    if (result.marked && last.expression.is_number()) return write_marked(run, low);
    bool unknown = false, computed = false, equal = true;
    for (const Side& s : run) {
      unknown = unknown || s.expression.has_unknown();
      computed = computed || (&s != &last && s.expression.has_operator() && !s.expression.has_unknown());
    }
    if (computed && last.value && (last.expression.is_number() || is_fraction(last)) && write_computation(run, *last.value)) return {};
    if (computed && !unknown && run.size() > 2 && run[run.size() - 2].expression.is_number()) {
      const std::vector<Side> front(run.begin(), run.end() - 1);   // 25 * 4 = 100 = $1
      if (write_computation(front, *front.back().value)) {
        label_[front.back().end] = true;
        return {};
      }
    }
    for (const Side& s : run) equal = equal && s.value && s.value == run[0].value;
    if (!unknown && !equal && run.size() == 2 && run[0].expression.is_number() && last.expression.is_number()) {
      label_between(run[0], last);   // 1 hour = 60 minutes
      return {};
    }
    write_equation(run, !unknown && !equal);
    return {};
  }

  static bool is_fraction(const Side& s) {
    const auto& parts = s.expression.parts;
    return parts.size() == 3 && parts[1].op == '/' && parts[0].end == parts[1].begin && parts[1].end == parts[2].begin;
  }

  // 2 * 2S = <<2*2=4>>4S: the mark's result and an unknown.
  static bool is_coefficient(const Side& s) {
    return s.expression.parts.size() == 3 && s.expression.parts[1].op == '*' && s.expression.parts[2].is(Kind::kSymbol);
  }
  Status write_coefficient(const std::vector<Side>& run) {
    const SolutionToken& t = at(run.back().begin);
    RETORT_TRY(const Rational result, mark_result(t));
    words(run[0].begin);
    Piece piece;
    piece.kind = Piece::Kind::kComputation;
    for (const Side& s : run) piece.text += (piece.text.empty() ? "" : " = ") + to_latex(s.expression);
    piece.expression = to_plain(expression_of_mark(t.mark.left));
    piece.result = result;
    piece.marked = true;
    pieces_.push_back(std::move(piece));
    written_ = run.back().end;
    unit_.clear();
    return {};
  }

  // The sides of `run` but the last that are worth showing before `result`; unknowns first, each computed one equal to it.
  std::vector<Expression> shown_sides(const std::vector<Side>& run, const Rational& result) const {
    const SolutionToken& printed = at(run.back().begin);
    std::vector<Expression> shown;
    for (std::size_t k = 0; k + 1 < run.size(); ++k) {
      const Expression& e = run[k].expression;
      if (e.has_unknown()) {
        shown.push_back(e);
        continue;
      }
      if (!e.has_operator()) continue;
      if (printed.percent) {
        const Expression plain = without_percent(e), scaled = times_hundred(e);
        if (value_of(plain) == result) shown.push_back(plain);
        else if (value_of(scaled) == result) shown.push_back(scaled);
      } else {
        for (const Expression& reading : {e, with_tight_fractions(e), without_percent(e)})
          if (value_of(reading) == result) {
            shown.push_back(reading);
            break;
          }
      }
    }
    return shown;
  }

  static bool ends_computed(const std::vector<Expression>& shown) { return !shown.empty() && !shown.back().has_unknown(); }

  // Without a mark: every computed side must equal the printed result, or nothing is written.
  bool write_computation(const std::vector<Side>& run, const Rational& last) {
    const SolutionToken& printed = at(run.back().begin);
    const Rational result = printed.percent ? last * Rational(100) : last;
    const std::vector<Expression> shown = shown_sides(run, result);
    std::size_t wanted = 0;
    for (std::size_t k = 0; k + 1 < run.size(); ++k)
      wanted += run[k].expression.has_unknown() || run[k].expression.has_operator() || run[k].value != last;
    if (shown.size() != wanted || !ends_computed(shown)) return false;
    words(run[0].begin);
    computation(shown, result, run.back());
    return true;
  }

  Result<Rational> mark_result(const SolutionToken& t) const {
    const std::string quoted = "<<" + shorten(t.mark.left + "=" + t.mark.right, 80) + ">>";
    const auto right = value_of(expression_of_mark(t.mark.right));
    const auto left = value_of(expression_of_mark(t.mark.left));
    if (!left || !right) return Error{ErrorCode::kParse, "the mark " + quoted + " cannot be read"};
    if (*left != *right)
      return Error{ErrorCode::kInvalidArgument, "the mark " + quoted + " is not exact: its left side is " + left->to_string()};
    const auto printed = Rational::parse(t.text);
    if (!printed.ok() || *printed != *right)
      return Error{ErrorCode::kInvalidArgument, "the mark " + quoted + " is followed by " + shorten(t.text, 40)};
    return *right;
  }

  Status write_marked(std::vector<Side> run, std::size_t low) {
    const SolutionToken& t = at(run.back().begin);
    RETORT_TRY(const Rational result, mark_result(t));
    const Expression own = expression_of_mark(t.mark.left);
    std::vector<Expression> shown = shown_sides(run, result);
    const bool unknown_first = run[0].expression.has_unknown();
    std::size_t begin = run[0].begin;
    if (!ends_computed(shown) && !unknown_first) {
      const std::size_t matched = operands_begin(own, run.back().begin, std::max(low, written_));
      if (matched != kNone) {
        begin = matched;
      } else if (!run[0].expression.has_operator() && run[0].expression.is_number() && run[0].value != result) {
        begin = run.back().begin;   // words with a number, = result
        label_between(run[0], run.back());
      }
    }
    if (!ends_computed(shown) && own.has_operator()) shown.push_back(own);
    if (begin < written_) begin = written_;
    words(begin);
    computation(shown, result, run.back());
    return {};
  }

  // Where the numbers of a mark begin when the text before it holds them all, in order, in one phrase.
  std::size_t operands_begin(const Expression& own, std::size_t end, std::size_t low) const {
    std::size_t i = end, begin = kNone;
    for (std::size_t k = own.parts.size(); k-- > 0;) {
      if (!own.parts[k].is(Kind::kNumber)) continue;
      const auto wanted = number_of(own.parts[k]);
      bool found = false;
      for (int skipped = 0; i > low && !found && skipped <= kMaxUnitWords; ++skipped) {
        const SolutionToken& t = at(--i);
        if (t.is(Kind::kPunctuation) && t.text != ",") return kNone;
        found = wanted && number_of(t) == wanted;
      }
      if (!found) return kNone;
      begin = i;
    }
    return begin;
  }

  // A marked number with no expression before it: "Half of 318 is <<318/2=159>>159".
  Status bare_mark(std::size_t i, std::size_t low) {
    RETORT_TRY(const Rational result, mark_result(at(i)));
    const Expression own = expression_of_mark(at(i).mark.left);
    const Side last = side(i, i + 1);
    const bool joined = i > low && (at(i - 1).is(Kind::kWord) || at(i - 1).is(Kind::kEquals));
    const std::size_t begin = joined ? spans_.expression_begin(i - 1, std::max(low, written_)) : kNone;
    if (begin != kNone) {
      const Side printed = side(begin, i - 1);
      if (printed.expression.has_operator() && printed.value == result) {
        label_[i - 1] = false;
        words(begin);
        computation({printed.expression}, result, last);
        return {};
      }
    }
    words(i);
    computation(own.has_operator() ? std::vector<Expression>{own} : std::vector<Expression>{}, result, last);
    return {};
  }

  // Nothing shown: the number stands as it is.
  void computation(const std::vector<Expression>& shown, const Rational& result, const Side& last) {
    const SolutionToken& t = at(last.begin);
    Piece piece;
    piece.kind = Piece::Kind::kComputation;
    piece.marked = t.marked;
    piece.result = result;
    for (const Expression& e : shown) piece.sides.push_back(to_latex(e));
    piece.given = !ends_computed(shown);
    piece.expression = piece.given ? result.to_string() : to_plain(shown.back());
    pieces_.push_back(std::move(piece));
    written_ = last.end;
    unit_ = t.percent ? "percent" : t.currency == "$" ? "dollars" : t.currency == "€" ? "euros" : t.currency == "£" ? "pounds" : "";
    if (unit_.empty() && money_without_sign(last.end - 1, shown)) unit_ = "dollars";
  }

  // $600 - $400 = 200 left
  bool money_without_sign(std::size_t result, const std::vector<Expression>& shown) const {
    if (shown.empty()) return false;
    std::size_t money = 0, numbers = 0;
    bool product = false;
    for (const SolutionToken& t : shown.back().parts) {
      money += t.currency == "$";
      numbers += t.is(Kind::kNumber);
      product = product || t.op == '*' || t.op == '/';
    }
    if (product || money < 2 || money != numbers) return false;
    if (result + 1 >= tokens_.size() || !at(result + 1).is(Kind::kWord)) return true;
    static const std::set<std::string> kNoUnits = {"left", "more", "in", "for", "on", "per", "each", "after", "to", "from"};
    return kNoUnits.contains(at(result + 1).text);
  }

  void write_equation(const std::vector<Side>& run, bool wrong) {
    words(run[0].begin);
    Piece piece;
    piece.kind = Piece::Kind::kEquation;
    piece.false_equation = wrong;
    for (const Side& s : run) piece.text += (&s == &run[0] ? "" : " = ") + to_latex(s.expression);
    pieces_.push_back(std::move(piece));
    written_ = run.back().end;
    unit_ = at(run.back().begin).currency == "$" && run.back().expression.is_number() ? "dollars" : "";
  }

  // Writes the prose up to token `end`.
  void words(std::size_t end);
  std::string prose(std::size_t begin, std::size_t end) const;
  bool formula_at(std::size_t i, std::size_t end, std::size_t& past) const;
  std::string formula(std::size_t begin, std::size_t end) const;
  std::string label_sign(std::size_t i) const;
  std::string take_unit(std::string text);

  std::string_view line_;
  std::vector<SolutionToken> tokens_;
  ExpressionSpans spans_;
  std::vector<bool> label_;                       // an equality sign between words: read as "is"
  std::vector<Piece> pieces_;
  std::size_t written_ = 0;                       // tokens before it are in pieces_
  std::string unit_;                              // of the result just written, not yet in the text
};

void LineReading::words(std::size_t end) {
  if (written_ > end) return;
  const bool last = end == tokens_.size();
  std::string text = prose(written_, end);
  if (!pieces_.empty() && last && written_ == end) {
    const std::size_t from = written_ == 0 ? 0 : at(written_ - 1).end;
    text = std::string(line_.substr(from));
  }
  text = take_unit(std::move(text));
  written_ = end;
  if (text.empty()) return;
  Piece piece;
  piece.text = std::move(text);
  pieces_.push_back(std::move(piece));
}

// The prose after a result with its unit put in front, unless the text names it itself.
std::string LineReading::take_unit(std::string text) {
  if (unit_.empty()) return text;
  std::string unit = std::move(unit_);
  unit_.clear();
  const std::string_view rest = trim(text);
  for (std::string_view named : {"dollar", "euro", "percent", "pound", "cents"})
    if (rest.starts_with(named)) return text;
  for (std::string_view scale : {"million", "billion", "thousand"})
    if (rest.starts_with(scale)) return " " + std::string(scale) + " " + unit + std::string(rest.substr(scale.size()));
  for (std::string_view noun : {"discount", "bill", "tip", "salary", "allowance", "deposit", "increase", "coupon", "fee"})
    if (unit == "dollars" && rest.starts_with(noun)) unit = "dollar";
  const bool glued = !text.empty() && text[0] != ' ' && text[0] != '.' && text[0] != ',' && text[0] != ')' && text[0] != ';';
  return " " + unit + (glued ? " " : "") + text;
}

// An expression with unknowns, or a product of plain numbers, in the prose.
bool LineReading::formula_at(std::size_t i, std::size_t end, std::size_t& past) const {
  if (!at(i).is(Kind::kNumber) && !at(i).is(Kind::kSymbol) && !at(i).is(Kind::kOpen)) return false;
  std::size_t stop = spans_.operand_end(i);
  while (stop != kNone && stop + 1 < end && at(stop).is(Kind::kOperator)) {
    const std::size_t next = spans_.operand_end(stop + 1);
    if (next == kNone || next > end) break;
    stop = next;
  }
  if (stop == kNone || stop > end) return false;
  const bool compares = stop + 1 < end && at(i).is(Kind::kNumber) && stop == i + 1 && (at(stop).text == "<" || at(stop).text == ">") &&
                        at(stop + 1).is(Kind::kNumber);
  if (compares) {
    past = stop + 2;
    return true;
  }
  bool unknown = false, product = false;
  for (std::size_t k = i; k < stop; ++k) {
    unknown = unknown || at(k).is(Kind::kSymbol);
    product = product || (at(k).op == '*' && at(k).text.size() == 1) || at(k).op == '^';
  }
  if (unknown || product) past = stop;
  return unknown || product;
}

std::string LineReading::formula(std::size_t begin, std::size_t end) const {
  const auto tokens = std::span(tokens_).subspan(begin, end - begin);
  for (std::size_t i = 0; i < tokens.size(); ++i)   // 24 < 26.3
    if (tokens[i].text == "<" || tokens[i].text == ">")
      return to_latex(expression_of(tokens.first(i))) + " " + tokens[i].text + " " + to_latex(expression_of(tokens.subspan(i + 1)));
  return to_latex(expression_of(tokens));
}

std::string LineReading::label_sign(std::size_t i) const {
  constexpr int kShortLabel = 5;   // words
  int before = 0;
  bool sentence = true;
  for (std::size_t k = i; k > 0 && sentence && before <= kShortLabel; --k) {
    sentence = !at(k - 1).is(Kind::kPunctuation) || at(k - 1).text == "'";
    before += sentence;
    if (!at(k - 1).is(Kind::kWord)) before += 10;
  }
  if (i > 0 && at(i - 1).is(Kind::kNumber) && i == written_) return " or";   // a result = the same in other units
  const std::string first = lower_ascii(tokens_[0].text);
  const bool connective = first == "so" || first == "thus" || first == "then" || first == "therefore" || first == "if";
  return before <= kShortLabel && !connective ? ":" : " is";
}

std::string LineReading::prose(std::size_t begin, std::size_t end) const {
  std::string out;
  std::size_t from = begin == 0 ? 0 : at(begin - 1).end;
  for (std::size_t i = begin; i < end; ++i) {
    const SolutionToken& t = at(i);
    std::string gap(line_.substr(from, t.begin - from));
    std::size_t past = i + 1;
    const bool after_number = i > 0 && (at(i - 1).is(Kind::kNumber) || at(i - 1).is(Kind::kSymbol));
    if (t.is(Kind::kEquals) && label_[i]) {
      out += label_sign(i);
      if (i + 1 < tokens_.size() && at(i + 1).begin == t.end) out += ' ';
    } else if (t.marked) {
      out += gap + (t.currency == "$" ? "\\$" : t.currency) + t.text + (t.percent ? "%" : "");
    } else if (formula_at(i, end, past)) {
      out += gap + "$" + formula(i, past) + "$";
      if (!at(past - 1).currency.empty() && past == i + 1) out += " dollars";
    } else if (t.op == '*' && t.text.size() == 1) {
      out += " times";
      if (i + 1 < tokens_.size() && at(i + 1).begin == t.end) out += ' ';
    } else if (t.text.size() > 1 && t.text[0] == '/' && after_number) {
      out += " per " + t.text.substr(1);
    } else {
      const std::string raw(line_.substr(t.begin, t.end - t.begin));
      out += gap + replace_all(raw, "$", "\\$");
    }
    from = at(past - 1).end;
    i = past - 1;
  }
  const std::size_t to = end < tokens_.size() ? at(end).begin : line_.size();
  return out + std::string(line_.substr(from, to - from));
}

}  // namespace

Result<std::vector<Piece>> read_line(std::string_view line, const std::set<char>& unknowns) {
  RETORT_TRY(std::vector<SolutionToken> tokens, tokenize_line(line, unknowns));
  return LineReading(line, std::move(tokens)).run();
}

}  // namespace retort::agent
