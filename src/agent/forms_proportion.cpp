#include "agent/forms_proportion.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "agent/forms_slots.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

// Words that make more of a story than one rate.
constexpr std::array<std::string_view, 66> kTelling = {
    "not", "no", "except", "twice", "half", "double", "triple", "doubled", "tripled", "square", "sum", "product", "difference", "percent", "discount", "tax", "tip", "more", "less", "fewer", "than", "left", "remaining", "remain", "remains", "total", "altogether", "additional", "extra", "faster", "slower", "average", "increase", "decrease", "increased", "decreased", "first", "second", "probability", "ratio", "least", "most", "maximum", "minimum", "greatest", "largest", "smallest", "fewest", "plus", "minus", "already", "after", "change", "other", "another", "area", "perimeter", "different", "inversely", "complete", "job", "speeds", "distance", "order", "instead", "share"};

// Who works is no amount that grows with the time.
constexpr std::array<std::string_view, 18> kWorkers = {"people", "person", "men", "man", "woman", "women", "worker", "painter", "machine", "pump", "pipe", "student", "boy", "girl", "printer", "friend", "child", "children"};

// What says that two amounts go with each other.
constexpr std::array<std::string_view, 62> kLinks = {
    "cost", "costs", "weigh", "weighs", "equal", "equals", "equivalent", "worth", "represents", "represent", "make", "makes", "made", "require", "requires", "required", "uses", "use", "used", "need", "needs", "needed", "take", "takes", "took", "pump", "pumps", "travel", "travels", "traveled", "drive", "drives", "drove", "run", "runs", "ran", "walk", "walks", "walked", "read", "reads", "type", "types", "typed", "print", "prints", "printed", "produce", "produces", "contain", "contains", "earn", "earns", "earned", "per", "every", "each", "for", "in", "bakes", "pays", "beats"};

struct Unit { std::string_view family; Rational size; };
std::optional<Unit> unit_of(const std::string& stem) {
  static const std::map<std::string, Unit, std::less<>> units = {
      {"second", {"time", 1}}, {"minute", {"time", 60}}, {"hour", {"time", 3'600}}, {"day", {"time", 86'400}}, {"week", {"time", 604'800}},
      {"inch", {"length", 1}}, {"inche", {"length", 1}}, {"foot", {"length", 12}}, {"feet", {"length", 12}}, {"yard", {"length", 36}}, {"cent", {"money", 1}}, {"dollar", {"money", 100}}};
  auto found = units.find(stem);
  return found == units.end() ? std::nullopt : std::optional(found->second);
}

bool is(const Token& token, std::string_view word) { return token.kind == TokenKind::kWord && token.text == word; }
template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, const Token& token) { return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end(); }

std::optional<Expr> amount_of(const Token& token) {
  if (token.kind == TokenKind::kMath) {
    if (token.exprs.size() != 1 || !token.exprs[0].symbols().empty() || token.exprs[0].is(Op::kPercent) || token.exprs[0].is(Op::kRel)) return {};
    auto value = math::exact_value(token.exprs[0]);
    return value.ok() && value->sign() > 0 ? std::optional(token.exprs[0]) : std::nullopt;
  }
  if (token.number && token.number->sign() > 0) return Expr::number(*token.number);
  return {};
}

struct Amount {
  Expr value;
  std::string unit;         // the stem of the word behind it
  std::size_t at = 0, end = 0;
};

std::size_t sentence_of(const std::vector<Token>& tokens, std::size_t at) {
  return static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at), [](const Token& t) { return t.ends_sentence(); }));
}

// "dozen" multiplies; "US dollars" is named by both words.
std::optional<Amount> amount_at(const std::vector<Token>& tokens, std::size_t at) {
  auto value = amount_of(tokens[at]);
  if (!value) return {};
  Amount made{*value, "", at, at + 1};
  if (made.end < tokens.size() && is(tokens[made.end], "dozen")) {
    made.value = Expr::integer(12) * made.value;
    ++made.end;
  }
  if (made.end < tokens.size() && tokens[made.end].kind == TokenKind::kWord && !tokens[made.end].number && tokens[made.end - 1].mark == 0) {
    made.unit = word_stem(tokens[made.end].text);
    ++made.end;
  }
  return made;
}

struct Pair { Amount a, b; };

class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 80 || !collect() || !question()) return {};
    if (amounts_.size() < 3 || amounts_.size() % 2 == 0 || amounts_.size() > 7) return {};
    // The amount of the question is the last one that does not go with another: the others are pairs in their order.
    for (std::size_t i = 0; i + 2 < amounts_.size(); i += 2)
      if (!linked(amounts_[i], amounts_[i + 1])) return {};
      else pairs_.push_back({amounts_[i], amounts_[i + 1]});
    return goal();
  }

 private:
  bool collect() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (among(kTelling, tokens_[i]) && !says_rate(i)) return false;
      if (auto amount = amount_at(tokens_, i)) {
        if (amount->unit.empty() || amount->unit == "of") return false;
        amounts_.push_back(*amount);
        i = amount->end - 1;
      } else if (tokens_[i].kind != TokenKind::kWord) {
        return false;
      } else if ((is(tokens_[i], "per") || is(tokens_[i], "each") || is(tokens_[i], "every")) && i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::kWord && !tokens_[i + 1].number &&
                 !amounts_.empty() && sentence_of(tokens_, amounts_.back().at) == sentence_of(tokens_, i) && is(tokens_[i], "per")) {
        // "17 pages per minute"
        amounts_.push_back({Expr::integer(1), word_stem(tokens_[i + 1].text), i, i + 2});
        ++i;
      }
    }
    return true;
  }

  // "after 1.5 hours", "at the same average speed": no step of a story.
  bool says_rate(std::size_t at) const {
    const Token& token = tokens_[at];
    if (is(token, "after")) return at + 1 < tokens_.size() && amount_of(tokens_[at + 1]).has_value();
    if (is(token, "average")) return at + 1 < tokens_.size() && (is(tokens_[at + 1], "rate") || is(tokens_[at + 1], "speed") || is(tokens_[at + 1], "pace"));
    return false;
  }

  // "how far", "how long", "how much": in the unit of that kind that the rate names.
  bool other_question() {
    static const std::set<std::string, std::less<>> distances = {"mile", "kilometer", "km", "meter", "foot", "feet", "inch", "inche", "yard", "block", "lap", "cm", "centimeter"};
    static const std::set<std::string, std::less<>> times = {"second", "minute", "hour", "day", "week", "month", "year"}, money = {"dollar", "cent", "dollars"};
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (!is(tokens_[i], "how")) continue;
      const auto* kind = is(tokens_[i + 1], "far") ? &distances : is(tokens_[i + 1], "long") ? &times : is(tokens_[i + 1], "much") ? &money : nullptr;
      if (!kind || !asked_.empty()) return false;
      // "in inches" names the unit; otherwise there is only one of the kind.
      for (std::size_t k = i + 2; k + 1 < tokens_.size() && !tokens_[k].ends_sentence(); ++k)
        if (is(tokens_[k], "in") && kind->count(word_stem(tokens_[k + 1].text))) asked_ = word_stem(tokens_[k + 1].text), asked_word_ = tokens_[k + 1].written;
      asked_at_ = i;
      if (!asked_.empty()) return true;
      for (const Amount& amount : amounts_)
        if (kind->count(amount.unit)) {
          if (!asked_.empty() && asked_ != amount.unit) return false;
          asked_ = amount.unit;
          asked_word_ = tokens_[amount.end - 1].written;
        }
      return !asked_.empty();
    }
    return false;
  }

  // "how many UNIT"; what it costs is asked in dollars or cents.
  bool question() {
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
      if (!is(tokens_[i], "how") || !is(tokens_[i + 1], "many")) continue;
      if (!asked_.empty()) return false;
      asked_ = word_stem(tokens_[i + 2].text);
      asked_word_ = tokens_[i + 2].written;
      asked_at_ = i;
    }
    if (asked_.empty() && !other_question()) return false;
    return !amounts_.empty() && sentence_of(tokens_, amounts_.back().at) >= (sentence_of(tokens_, asked_at_) == 0 ? 0 : sentence_of(tokens_, asked_at_) - 1);
  }

  bool linked(const Amount& a, const Amount& b) const {
    if (sentence_of(tokens_, a.at) != sentence_of(tokens_, b.at) || converted(a.unit, b.unit)) return false;
    for (std::size_t i = a.at; i < b.end; ++i)
      if (among(kLinks, tokens_[i]) || is(tokens_[i], "same")) return worker_free(a, b);
    // "It takes 3 hours to type 20 pages."
    for (std::size_t i = 0; i < a.at; ++i)
      if (sentence_of(tokens_, i) == sentence_of(tokens_, a.at) && (is(tokens_[i], "takes") || is(tokens_[i], "took") || is(tokens_[i], "every") || is(tokens_[i], "in"))) return worker_free(a, b);
    return false;
  }

  bool worker_free(const Amount& a, const Amount& b) const {
    const auto works = [](const Amount& x) { return std::find(kWorkers.begin(), kWorkers.end(), x.unit) != kWorkers.end(); };
    return !works(a) && !works(b);
  }

  // The factor that takes an amount in one unit to the other: of the same name, or both of one family.
  static std::optional<Rational> converted(const std::string& from, const std::string& to) {
    if (from == to) return Rational(1);
    auto a = unit_of(from), b = unit_of(to);
    if (!a || !b || a->family != b->family) return {};
    return a->size / b->size;
  }

  std::optional<Goal> goal() {
    const Amount& given = amounts_.back();
    // "Each" and "every" would count something else, unless they stand before a unit of time.
    Expr value = given.value;
    std::string unit = given.unit;
    std::vector<std::string> told;
    std::vector<bool> used(pairs_.size());
    for (std::size_t step = 0; step < pairs_.size(); ++step) {
      std::size_t found = pairs_.size();
      bool turned = false;
      for (std::size_t i = 0; i < pairs_.size(); ++i) {
        if (used[i]) continue;
        const bool a = converted(unit, pairs_[i].a.unit).has_value(), b = converted(unit, pairs_[i].b.unit).has_value();
        if (a && b) return {};
        if (!a && !b) continue;
        if (found != pairs_.size()) return {};
        found = i;
        turned = b;
      }
      if (found == pairs_.size()) return {};
      used[found] = true;
      const Amount &from = turned ? pairs_[found].b : pairs_[found].a, &to = turned ? pairs_[found].a : pairs_[found].b;
      convert(value, unit, from.unit, told);
      value = value * to.value / from.value;
      told.push_back(inline_math(tex(from.value)) + " " + word_at(from) + " go with " + inline_math(tex(to.value)) + " " + word_at(to));
      unit = to.unit;
    }
    if (!converted(unit, asked_)) return {};
    convert(value, unit, asked_, told);
    if (unit == given.unit) return {};
    return Evaluate{value, "Here " + and_list(told) + ". So the number is " + inline_math(tex(value)) + ".", "the answer is @ " + asked_word_, {}};
  }

  static void convert(Expr& value, std::string& unit, const std::string& to, std::vector<std::string>& told) {
    const Rational factor = *converted(unit, to);
    if (factor == Rational(1)) return;
    if (factor.is_integer()) {
      value = value * Expr::number(factor);
      told.push_back("$1$ " + unit + " is $" + tex(factor) + "$ times $1$ " + to);
    } else {
      value = value / Expr::number(Rational(1) / factor);
      told.push_back("$1$ " + to + " is $" + tex(Rational(1) / factor) + "$ times $1$ " + unit);
    }
    unit = to;
  }

  std::string word_at(const Amount& amount) const { return tokens_[amount.end - 1].written; }

  const std::vector<Token>& tokens_;
  std::vector<Amount> amounts_;
  std::vector<Pair> pairs_;
  std::string asked_, asked_word_;
  std::size_t asked_at_ = 0;
};

// Ratios

struct Ratio {
  std::vector<std::string> names;     // stems of the words that name the parts
  std::vector<Rational> parts;
  std::size_t begin = 0, end = 0;     // of the tokens that say it
};

// 3:2 in mathematics, or 3 to 2.
std::vector<Rational> parts_at(const std::vector<Token>& tokens, std::size_t at, std::size_t& end) {
  std::vector<Rational> parts;
  if (tokens[at].kind == TokenKind::kMath && tokens[at].text.find(':') != std::string::npos) {
    std::string digits;
    for (char c : tokens[at].text + ":") {
      if (c >= '0' && c <= '9') digits += c;
      else if (c == ':' && !digits.empty() && digits.size() < 10) parts.emplace_back(std::stoll(digits)), digits.clear();
      else if (c != ' ') return {};
    }
    end = at + 1;
    return parts;
  }
  for (end = at; end < tokens.size(); end += 2) {
    auto value = amount_of(tokens[end]);
    if (!value || !value->is_number()) return {};
    parts.push_back(value->value());
    if (end + 2 >= tokens.size() || !(is(tokens[end + 1], "to") || is(tokens[end + 1], "and")) || tokens[end].ends_sentence()) break;
  }
  ++end;
  return parts;
}

class RatioReader {
 public:
  explicit RatioReader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 70 || !ratio() || !known() || !question()) return {};
    Rational all;
    for (const Rational& part : ratio_.parts) all = all + part;
    const Rational given = *given_part_ == kWhole ? all : ratio_.parts[*given_part_], asked = *asked_part_ == kWhole ? all : ratio_.parts[*asked_part_];
    if (*given_part_ == *asked_part_) return {};
    std::vector<std::string> shown;
    std::vector<Expr> terms;
    for (const Rational& part : ratio_.parts) terms.push_back(Expr::number(part));
    const Expr sum = Expr::make(Op::kAdd, terms);
    const Expr of_given = *given_part_ == kWhole ? sum : Expr::number(given), of_asked = *asked_part_ == kWhole ? sum : Expr::number(asked);
    const Expr value = *amount_ / of_given * of_asked;
    return Evaluate{value, "What is given, " + inline_math(tex(*amount_)) + ", stands for " + inline_math(tex(of_given)) + (given == Rational(1) ? " part" : " parts") + " of the ratio, and " + inline_math(tex(of_asked)) +
                               (asked == Rational(1) ? " part is" : " parts are") + " asked for.", "the answer is @", {}};
  }

 private:
  static constexpr std::size_t kWhole = 99;

  bool ratio() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!is(tokens_[i], "ratio") || i + 1 >= tokens_.size()) continue;
      if (!ratio_.parts.empty()) return false;
      // ratio of A to B [to C] is P; ratio (of) P
      std::size_t at = i + 1;
      if (is(tokens_[at], "of") && !amount_of(tokens_[std::min(at + 1, tokens_.size() - 1)])) {
        ++at;
        std::size_t begin = at;
        while (at < tokens_.size() && !tokens_[at].ends_sentence() && !is(tokens_[at], "is") && !is(tokens_[at], "was")) ++at;
        if (at >= tokens_.size() || tokens_[at].ends_sentence() || !names(begin, at)) return false;
        ++at;
      } else {
        if (!names_before(i)) return false;
        if (is(tokens_[at], "of") || is(tokens_[at], "is")) ++at;
      }
      if (at >= tokens_.size()) return false;
      ratio_.parts = parts_at(tokens_, at, ratio_.end);
      ratio_.begin = i;
      if (ratio_.parts.size() < 2 || ratio_.parts.size() != ratio_.names.size()) return false;
    }
    return !ratio_.parts.empty();
  }

  // "red paint to white paint": the word by which they differ.
  bool names(std::size_t begin, std::size_t end) {
    std::vector<std::vector<std::string>> groups(1);
    for (std::size_t i = begin; i < end; ++i) {
      if (tokens_[i].kind != TokenKind::kWord || tokens_[i].number) return false;
      if (is(tokens_[i], "to") || (is(tokens_[i], "and") && groups.size() == 1)) groups.emplace_back();
      else groups.back().push_back(word_stem(tokens_[i].text));
      if (is(tokens_[i], "in") || is(tokens_[i], "at") || is(tokens_[i], "on")) {   // "cats to dogs at the pet store"
        groups.back().pop_back();
        break;
      }
    }
    return keep(groups);
  }

  // "A, B, and C ... in the ratio": the words joined by commas and "and" in front.
  bool names_before(std::size_t ratio) {
    std::size_t begin = ratio;
    while (begin > 0 && !tokens_[begin - 1].ends_sentence()) --begin;
    for (std::size_t i = begin; i + 1 < ratio; ++i) {
      if (!is(tokens_[i], "and") || i == begin) continue;
      std::vector<std::vector<std::string>> groups;
      std::size_t first = i - 1;
      // Items of as many words as the one behind "and" may have.
      groups.push_back({word_stem(tokens_[i + 1].text)});
      groups.insert(groups.begin(), {word_stem(tokens_[first].text)});
      while (first > begin && tokens_[first - 1].mark == ',') {
        --first;
        groups.insert(groups.begin(), {word_stem(tokens_[first].text)});
      }
      return keep(groups);
    }
    return false;
  }

  bool keep(const std::vector<std::vector<std::string>>& groups) {
    for (const auto& group : groups) {
      if (group.empty() || group.size() > 3) return false;
      ratio_.names.push_back(group.front());
    }
    return ratio_.names.size() >= 2 && std::set<std::string>(ratio_.names.begin(), ratio_.names.end()).size() == ratio_.names.size();
  }

  std::optional<std::size_t> part_named(const std::string& stem) const {
    auto at = std::find(ratio_.names.begin(), ratio_.names.end(), stem);
    return at == ratio_.names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - ratio_.names.begin()));
  }

  // The one other number: of a part that is named behind or before it, or of the whole.
  bool known() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (i >= ratio_.begin && i < ratio_.end) continue;
      static constexpr std::array<std::string_view, 24> kOther = {"more", "less", "fewer", "than", "percent", "each", "add", "adds", "added", "adding", "removed", "difference", "twice", "half", "new", "now", "not", "area", "perimeter", "areas", "probability", "additional", "planning", "leaves"};
      if (among(kOther, tokens_[i])) return false;
      if (tokens_[i].kind == TokenKind::kWord && !tokens_[i].number) continue;
      auto value = amount_of(tokens_[i]);
      if (!value) return false;
      // "two numbers", "three brothers" only count the parts.
      if (value->is_number() && tokens_[i].kind == TokenKind::kWord && value->value() == Rational(static_cast<long long>(ratio_.parts.size()))) continue;
      if (amount_) return false;
      amount_ = value;
      for (std::size_t k = i + 1; k < tokens_.size() && k <= i + 4 && !tokens_[k - 1].ends_sentence() && tokens_[k - 1].mark == 0; ++k)
        if (auto part = part_named(word_stem(tokens_[k].text)); part && !given_part_) given_part_ = part;
      for (std::size_t k = i; k-- > 0 && k + 5 > i && !tokens_[k].ends_sentence();)
        if (auto part = part_named(word_stem(tokens_[k].text)); part && !given_part_ && (is(tokens_[i - 1], "is") || is(tokens_[i - 1], "has") || is(tokens_[i - 1], "gets") || is(tokens_[i - 1], "receives"))) given_part_ = part;
      if (!given_part_ && says_whole(i)) given_part_ = kWhole;
    }
    return amount_ && given_part_;
  }

  bool says_whole(std::size_t at) const {
    static constexpr std::array<std::string_view, 12> kWords = {"total", "altogether", "together", "mixture", "share", "sum", "all", "combined", "divided", "split", "shared", "requires"};
    static constexpr std::array<std::string_view, 8> kEveryone = {"students", "people", "children", "animals", "members", "players", "pets", "kids"};
    if (at + 1 < tokens_.size() && among(kEveryone, tokens_[at + 1])) return true;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (sentence_of(tokens_, i) == sentence_of(tokens_, at) && among(kWords, tokens_[i])) return true;
    return false;
  }

  bool question() {
    static constexpr std::array<std::string_view, 5> kWhole2 = {"total", "altogether", "together", "all", "sum"};
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (!(is(tokens_[i], "how") && (is(tokens_[i + 1], "many") || is(tokens_[i + 1], "much"))) && !(is(tokens_[i], "what") && is(tokens_[i + 1], "is"))) continue;
      for (std::size_t k = i; k < tokens_.size() && !(k > i && tokens_[k - 1].ends_sentence()); ++k) {
        if (among(kWhole2, tokens_[k]) && !asked_part_) asked_part_ = kWhole;
        if (auto part = part_named(word_stem(tokens_[k].text))) {
          if (asked_part_ && *asked_part_ != *part) return false;
          asked_part_ = part;
        }
      }
      return asked_part_.has_value();
    }
    return false;
  }

  const std::vector<Token>& tokens_;
  Ratio ratio_;
  std::optional<Expr> amount_;
  std::optional<std::size_t> given_part_, asked_part_;
};

}  // namespace

std::optional<Goal> read_proportion(const std::vector<Token>& tokens) { return Reader(tokens).run(); }
std::optional<Goal> read_ratio(const std::vector<Token>& tokens) { return RatioReader(tokens).run(); }

}  // namespace retort::agent
