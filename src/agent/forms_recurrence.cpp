#include "agent/forms_recurrence.h"

#include <algorithm>
#include <array>
#include <map>

#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr long long kMostTerms = 4'000, kMostShown = 14;
constexpr long kMostBits = 600;

// a_{n + 1} as a(n + 1), so that the index can be read.
std::optional<Expr> with_indices(const std::string& latex, const std::string& letter) {
  std::string out;
  for (std::size_t i = 0; i < latex.size();) {
    const bool alone = i == 0 || !std::isalpha(static_cast<unsigned char>(latex[i - 1]));
    if (!alone || latex[i] != letter[0] || i + 2 >= latex.size() || latex[i + 1] != '_') {
      out += latex[i++];
      continue;
    }
    std::string index(1, latex[i + 2]);
    std::size_t end = i + 3;
    if (latex[i + 2] == '{') {
      end = latex.find('}', i);
      if (end == latex.npos) return {};
      index = latex.substr(i + 3, end - i - 3);
      ++end;
    }
    out += letter + "(" + index + ")";
    i = end;
  }
  math::ParseLimits limits;
  limits.functions = {letter};
  auto e = math::parse(out, math::Notation::kLatex, limits);
  return e.ok() ? std::optional(*e) : std::nullopt;
}

// The terms of the sequence in an expression, each once.
void terms_in(const Expr& e, const std::string& letter, std::vector<Expr>& found) {
  if (e.is_func(letter)) {
    if (std::none_of(found.begin(), found.end(), [&](const Expr& f) { return f.same(e); })) found.push_back(e);
    return;
  }
  for (const Expr& part : e.args()) terms_in(part, letter, found);
}

Expr replaced(const Expr& e, const Expr& what, const Expr& by) {
  if (e.same(what)) return by;
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& part : e.args()) args.push_back(replaced(part, what, by));
  return e.is(Op::kFunc) ? Expr::func(e.name(), args) : Expr::make(e.op(), args, e.name());
}

class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Goal> run() {
    if (!find_letter() || !read_all() || !rule_ || !asked_ || first_.empty()) return {};
    return goal();
  }

 private:
  bool find_letter() {
    for (const Token& token : tokens_)
      if (token.kind == TokenKind::kMath)
        for (std::size_t i = 0; i + 2 < token.text.size(); ++i) {
          const bool alone = i == 0 || (!std::isalpha(static_cast<unsigned char>(token.text[i - 1])) && token.text[i - 1] != '\\');
          if (!alone || !std::isalpha(static_cast<unsigned char>(token.text[i])) || token.text[i + 1] != '_') continue;
          const std::string found(1, token.text[i]);
          if (!letter_.empty() && letter_ != found) return false;
          letter_ = found;
        }
    return !letter_.empty();
  }

  bool read_all() {
    static constexpr std::array<std::string_view, 58> kWords = {
        "sequence", "of", "integers", "numbers", "real", "positive", "is", "are", "defined", "recursively", "by", "as", "follows", "let", "be", "and", "for", "all", "every", "each",
        "integer", "where", "with", "that", "such", "satisfies", "satisfying", "satisfy", "if", "given", "suppose", "consider", "when", "initial", "terms", "term", "values", "value", "condition", "conditions",
        "relation", "recurrence", "infinite", "in", "find", "what", "compute", "determine", "calculate", "evaluate", "has", "first", "second", "natural", "number", "sequences", "satisfied", "number"};
    bool asking = false;
    for (const Token& token : tokens_) {
      if (token.kind == TokenKind::kWord) {
        if (std::find(kWords.begin(), kWords.end(), token.text) == kWords.end()) return false;
        static constexpr std::array<std::string_view, 6> kAsks = {"find", "what", "compute", "determine", "calculate", "evaluate"};
        asking = asking || std::find(kAsks.begin(), kAsks.end(), token.text) != kAsks.end();
        continue;
      }
      if (token.kind != TokenKind::kMath || !mathematics(token.text, asking)) return false;
    }
    return asking;
  }

  bool mathematics(const std::string& latex, bool asking) {
    // The whole sequence: a_1, a_2, \dots or (a_n).
    if (latex.find("dots") != latex.npos) return !asking;
    auto e = with_indices(latex, letter_);
    if (!e) return false;
    std::vector<Expr> items = e->is(Op::kList) ? e->args() : std::vector<Expr>{*e};
    for (const Expr& item : items)
      if (!piece(item, asking)) return false;
    return true;
  }

  bool piece(const Expr& item, bool asking) {
    std::vector<Expr> terms;
    terms_in(item, letter_, terms);
    if (terms.empty()) return item.symbols().size() <= 1;   // n >= 2
    if (item.is(Op::kChain)) {
      // a_1 = a_2 = 1
      const Expr value = item.args().back().arg(1);
      for (const Expr& link : item.args())
        if (link.name() != "=" || !note_first(link.arg(0), value)) return false;
      return true;
    }
    if (!item.is(Op::kRel)) {
      if (!asking) return item.symbols().size() == 1 || item.is_func(letter_);   // "the sequence (a_n)"
      for (const Expr& term : terms)
        if (!index_of(term)) return false;
      return !std::exchange(asked_, item).has_value();
    }
    if (item.name() != "=") return false;
    if (terms.size() == 1 && index_of(terms[0]) && item.arg(0).same(terms[0])) return note_first(terms[0], item.arg(1));
    return !std::exchange(rule_, item).has_value();
  }

  bool note_first(const Expr& term, const Expr& value) {
    auto index = term.is_func(letter_) ? index_of(term) : std::nullopt;
    auto exact = math::exact_value(value);
    return index && exact.ok() && first_.emplace(*index, *exact).second;
  }

  static std::optional<long long> index_of(const Expr& term) {
    auto index = math::exact_value(term.arg(0));
    return index.ok() && index->is_integer() ? index->to_int64() : std::nullopt;
  }

  // The rule solved for its last term: the term at `n_` in those before it.
  bool solve_rule() {
    std::vector<Expr> terms;
    terms_in(*rule_, letter_, terms);
    std::vector<std::string> names;
    for (const Expr& term : terms)
      for (const std::string& name : term.arg(0).symbols())
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    if (names.size() != 1) return false;
    n_ = names[0];
    std::vector<long long> offsets;
    Expr plain = rule_->arg(0) - rule_->arg(1);
    for (const Expr& term : terms) {
      auto offset = math::exact_value(term.arg(0) - Expr::symbol(n_));
      if (!offset.ok()) {
        auto normal = math::normal_form(term.arg(0) - Expr::symbol(n_));
        offset = normal.ok() ? math::exact_value(*normal) : offset;
      }
      auto whole = offset.ok() ? offset->to_int64() : std::nullopt;
      if (!whole || *whole < -6 || *whole > 6) return false;
      offsets.push_back(*whole);
      plain = replaced(plain, term, Expr::symbol(slot(*whole)));
    }
    last_ = *std::max_element(offsets.begin(), offsets.end());
    depth_ = last_ - *std::min_element(offsets.begin(), offsets.end());
    if (depth_ < 1 || depth_ > 4) return false;
    auto fraction = math::as_single_fraction(plain);
    auto c = fraction ? math::coefficients_in(fraction->first, slot(last_), 1) : std::nullopt;
    if (!c || c->size() != 2) return false;
    // As it is written where it is solved already.
    if (rule_->arg(0).is_func(letter_) && offset_is(rule_->arg(0), last_)) {
      next_ = rule_->arg(1);
      for (std::size_t i = 0; i < terms.size(); ++i) next_ = replaced(*next_, terms[i], Expr::symbol(slot(offsets[i])));
      if (!next_->contains_symbol(slot(last_))) return true;
    }
    next_ = -(*c)[0] / (*c)[1];
    return true;
  }

  bool offset_is(const Expr& term, long long offset) const {
    auto normal = math::normal_form(term.arg(0) - Expr::symbol(n_));
    auto value = normal.ok() ? math::exact_value(*normal) : Result<Rational>(Error{});
    return value.ok() && *value == Rational(offset);
  }

  static std::string slot(long long offset) { return offset < 0 ? "before_" + std::to_string(-offset) : "after_" + std::to_string(offset); }

  // The term at `index` with the numbers put in.
  std::optional<Expr> put_in(long long index) const {
    Expr e = *next_;
    for (long long back = 1; back <= depth_; ++back) {
      auto known = terms_.find(index - back);
      if (known == terms_.end()) {
        if (e.contains_symbol(slot(last_ - back))) return {};
        continue;
      }
      e = e.substitute(slot(last_ - back), Expr::number(known->second));
    }
    return e.substitute(n_, Expr::integer(index - last_));
  }

  std::optional<Goal> goal() {
    if (!solve_rule()) return {};
    std::vector<Expr> wanted;
    terms_in(*asked_, letter_, wanted);
    long long furthest = 0, lowest = 0;
    for (const Expr& term : wanted) furthest = std::max(furthest, *index_of(term)), lowest = std::min(lowest, *index_of(term));
    const long long start = first_.begin()->first;
    if (wanted.empty() || lowest < std::min(0LL, start) || furthest > 1'000'000'000) return {};
    for (const Expr& term : wanted)
      if (*index_of(term) < start) return {};
    terms_ = first_;
    long long next = start;
    while (terms_.count(next)) ++next;
    if (static_cast<long long>(terms_.size()) != next - start) return {};
    const long long given = next;
    const bool autonomous = !next_->contains_symbol(n_);
    std::vector<Lookup> before;
    long long period = 0, from = 0;
    for (; next <= furthest && next < start + kMostTerms && period == 0; ++next) {
      auto term = put_in(next);
      auto value = term ? math::exact_value(*term) : Result<Rational>(Error{});
      if (!value.ok() || value->bits() > kMostBits) return {};
      terms_.emplace(next, *value);
      const std::string shown = inline_math(letter_ + "_{" + std::to_string(next) + "}");
      if (next - given < kMostShown)
        before.push_back({"For " + shown + " we work out " + inline_math(tex(*term)) + ".", "evaluate", {{"expression", math::to_plain(*term)}}, {Expr::number(*value)}, ""});
      if (autonomous && next - start > depth_) period = found_period(start, next, from);
    }
    if (period == 0 && furthest - given >= kMostShown) return {};
    Expr term = *asked_;
    for (const Expr& one : wanted) {
      long long index = *index_of(one);
      if (!terms_.count(index)) {
        const long long same = from + (index - from) % period;
        before.push_back({"From " + inline_math(letter_ + "_{" + std::to_string(from) + "}") + " on the terms repeat after " + inline_math(std::to_string(period)) + " steps. Whole rounds of these steps lead from " +
                              inline_math(letter_ + "_{" + std::to_string(same) + "}") + " to the term that is asked for.", "", {}, {}, ""});
        index = same;
      }
      term = replaced(term, one, Expr::number(terms_.at(index)));
    }
    if (asked_->is_func(letter_)) return Evaluate{term, "", inline_math(letter_ + "_{" + std::to_string(*index_of(*asked_)) + "}") + " is @", before};
    return Evaluate{term, "Now " + inline_math(tex(term)) + " is worked out.", "the value is @", before};
  }

  // After how many steps the last terms came before; `from` is where.
  long long found_period(long long start, long long at, long long& from) const {
    if (at - start >= kMostShown + 4) return 0;
    for (long long earlier = at - 1; earlier - depth_ + 1 >= start; --earlier) {
      bool same = true;
      for (long long k = 0; same && k < depth_; ++k) same = terms_.at(earlier - k) == terms_.at(at - k);
      if (!same) continue;
      from = earlier - depth_ + 1;
      return at - earlier;
    }
    return 0;
  }

  const std::vector<Token>& tokens_;
  std::string letter_, n_;
  std::map<long long, Rational> first_, terms_;
  std::optional<Expr> rule_, asked_, next_;
  long long last_ = 0, depth_ = 0;
};

}  // namespace

std::optional<Goal> read_recurrence(const std::vector<Token>& tokens) { return Reader(tokens).run(); }

}  // namespace retort::agent
