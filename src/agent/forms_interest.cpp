#include "agent/forms_interest.h"

#include <algorithm>
#include <array>

#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Rational;

template <std::size_t n>
bool is_one_of(const Token& token, const std::array<std::string_view, n>& words) {
  return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end();
}

class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Goal> run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (!note(i)) return {};
    if (!about_interest_ || rates_.size() != 1 || amounts_.size() != 1 || !years_ || !question_) return {};
    if (!simple_ && !periods_) return {};
    return goal();
  }

 private:
  static std::optional<Rational> value_of(const Token& token) {
    if (token.number) return token.number;
    if (token.kind != TokenKind::kMath || token.exprs.size() != 1) return {};
    const Expr& e = token.exprs[0];
    auto value = math::exact_value(e.is(math::Op::kPercent) ? e.arg(0) : e);
    return value.ok() ? std::optional(*value) : std::nullopt;
  }
  bool word(std::size_t i, std::string_view text) const { return i < tokens_.size() && tokens_[i].kind == TokenKind::kWord && tokens_[i].text == text; }

  // Every number must be the amount, the rate or the time.
  bool note(std::size_t i) {
    const Token& token = tokens_[i];
    if (auto value = value_of(token)) {
      const bool percent = (token.kind == TokenKind::kMath && token.exprs.size() == 1 && token.exprs[0].is(math::Op::kPercent)) || word(i + 1, "percent");
      if (percent) return add(rates_, *value);
      if (word(i + 1, "dollars") || word(i + 1, "dollar") || word(i + 1, "clams")) return add(amounts_, *value);
      if (word(i + 1, "years") || word(i + 1, "year")) {
        if (word(i + 2, "ago") || !years_ || *years_ == *value) return years_ = *value, true;
        return false;
      }
      // "at the age of 18": from birth on.
      if (i >= 2 && word(i - 1, "of") && word(i - 2, "age")) return !std::exchange(years_, *value).has_value();
      return token.kind == TokenKind::kWord && *value == Rational(1) ? true : false;
    }
    if (token.kind == TokenKind::kMath) return false;
    static const std::vector<std::pair<std::array<std::string_view, 4>, int>> kPeriods = {
        {{"annually", "yearly", "annual", "year"}, 1}, {{"semiannually", "semi-annually", "biannually", "half-yearly"}, 2}, {{"quarterly", "quarter", "quarterly", "quarters"}, 4}, {{"monthly", "month", "monthly", "months"}, 12}};
    about_interest_ = about_interest_ || token.text == "interest" || token.text == "compounds" || token.text == "compounded";
    simple_ = simple_ || token.text == "simple";
    static constexpr std::array<std::string_view, 4> kCompound = {"compounded", "compounds", "compounding", "compound"};
    if (is_one_of(token, kCompound)) {
      for (std::size_t k = i + 1; k < std::min(i + 4, tokens_.size()); ++k)
        for (const auto& [words, times] : kPeriods)
          if (is_one_of(tokens_[k], words)) periods_ = times;
    }
    // "annually compounded"
    if (token.text == "compounded" && i > 0)
      for (const auto& [words, times] : kPeriods)
        if (is_one_of(tokens_[i - 1], words)) periods_ = times;
    static constexpr std::array<std::string_view, 10> kOther = {"difference", "more", "than", "withdraws", "withdraw", "rest", "each", "both", "meanwhile", "respectively"};
    if (is_one_of(token, kOther)) other_ = true;
    if (token.text == "how" || token.text == "what") question_ = i;
    return true;
  }

  static bool add(std::vector<Rational>& to, const Rational& value) {
    if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
    return to.size() == 1;
  }

  std::optional<Goal> goal() const {
    if (other_) return {};
    bool interest = false, start = false;
    static constexpr std::array<std::string_view, 6> kPast = {"invest", "invested", "originally", "initially", "deposit", "put"};
    std::size_t end = *question_;
    while (end < tokens_.size() && !tokens_[end].ends_sentence()) ++end;
    for (std::size_t i = *question_; i < std::min(end + 1, tokens_.size()); ++i) {
      static constexpr std::array<std::string_view, 5> kOfRate = {"rate", "compounded", "compounding", "that", "is"};
      const bool of_rate = i + 1 < tokens_.size() && is_one_of(tokens_[i + 1], kOfRate);
      const bool behind_percent = i > 0 && (word(i - 1, "percent") || tokens_[i - 1].kind == TokenKind::kMath);
      interest = interest || (word(i, "interest") && !of_rate && !behind_percent);
      start = start || is_one_of(tokens_[i], kPast);
    }
    // What was put in is asked for where a total is given.
    static constexpr std::array<std::string_view, 6> kTotal = {"have", "wants", "want", "total", "has", "worth"};
    bool target = false;
    for (const Token& token : tokens_) target = target || is_one_of(token, kTotal);
    if (start && !(target && !interest)) return {};
    const Rational rate = rates_[0] / 100, times = simple_ ? Rational(1) : Rational(*periods_);
    const Expr one = Expr::integer(1), amount = Expr::number(amounts_[0]);
    Expr factor = one;
    std::string setting;
    if (simple_) {
      factor = one + Expr::number(*years_) * Expr::number(rate);
      setting = "Simple interest adds " + inline_math(tex(Expr::number(*years_) * Expr::number(rate))) + " of the amount in all.";
    } else {
      const Rational step = rate / times, count = *years_ * times;
      if (!count.is_integer() || count > Rational(600)) return {};
      factor = pow(Expr::number(Rational(1) + step), Expr::number(count));
      setting = "Each period the amount is multiplied by " + inline_math(tex(one + Expr::number(step)) + " = " + tex(Rational(1) + step)) + ", and there are " + inline_math(tex(count)) + " periods.";
    }
    if (start) return Evaluate{amount / factor, setting + " So " + inline_math(tex(amount / factor)) + " must be put in.", "the amount put in is @", {}};
    if (interest) return Evaluate{amount * factor - amount, setting + " The interest is what is gained.", "the interest is @", {}};
    return Evaluate{amount * factor, setting, "the amount is @", {}};
  }

  const std::vector<Token>& tokens_;
  std::vector<Rational> rates_, amounts_;
  std::optional<Rational> years_;
  std::optional<int> periods_;
  std::optional<std::size_t> question_;
  bool about_interest_ = false, simple_ = false, other_ = false;
};

}  // namespace

std::optional<Goal> read_interest(const std::vector<Token>& tokens) { return Reader(tokens).run(); }

}  // namespace retort::agent
