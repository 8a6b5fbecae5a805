#include "agent/forms_means.h"

#include <algorithm>
#include <array>

#include "agent/clauses.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }

// So many numbers with a mean, as far as it is said.
struct Group {
  std::optional<long long> size;
  std::optional<Expr> mean, total;
  bool rest = false;     // "the other", "the remaining"
  bool asked = false, asks_total = false;
};

class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : in_(tokens), tokens_(tokens) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 90 || !speaks_of_means()) return {};
    while (!in_.at_end()) {
      const std::size_t before = in_.place();
      if (question() || fact() || passed()) continue;
      if (in_.place() == before) return {};
    }
    return goal();
  }

 private:
  bool speaks_of_means() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.text == "mean" || t.text == "average" || t.text == "averaged" || t.text == "averages" || t.text == "averaging"; });
  }

  static constexpr const char* kMean = "[new|overall|class|combined|current] ([arithmetic|common|current] (mean|average) [mean|average] [value] [{word}] [score|age|height|weight|grade|price|salary|number of {thing}|points])";
  static constexpr const char* kThings = "[real|positive|whole|different|distinct|negative] [test|quiz|exam|game] (numbers|integers|scores|tests|test scores|games|quizzes|students|people|children|players|members|values|items|girls|boys|men|women|"
                                         "families|adults|employees|rounds|exams|grades|days|weeks|months|years|kids|teachers|cars|books|houses|sons|daughters|friends|siblings|dogs|cats|puppies|temperatures|data points|packages|boxes|runners|workers)";

  bool passed() {
    static const std::string kWords = "(if|and|but|when|suppose|that|given|also|however|so|what|while|next|day|in|class|with|each|exactly|another|from|together|now|for|all|were|there|are|i|he|she|his|her|they|we|you|it|has|have|is|on|of|which|my|our|"
                                      "later|only|then|after|before|far|had|joined|new|this|same|as|at|{name})";
    return in_.skip(kWords);
  }

  // The size and the place of a group in the whole: "the first two of these numbers", "the other six students", "a list of five integers".
  bool group(Group& g) {
    static const std::string kThingsOf = std::string(kThings) + " [in {thing}|of {thing}]";
    static const std::string kRows[] = {
        "[other|remaining|last|rest of] [remaining|other] {int:n} [of] [these|those|them|my|his|her|their] [other] [remaining] " + std::string(kThings),
        "[all|of|set of|list of|group of|separate set of|one set of|second set of|first set of|another set of|one group of|another group of|first|last|two|set|another|new] [set of|group of|of] [these|those|all] {int:n} [of these|of those|of] [{name}] [younger|older|youngest|oldest|shortest|tallest|smallest|largest] [" + std::string(kThings) + "] [in set|in list|of list|in group|in family|in this set|on list|in all|combined]",
        "(rest|remaining|others|other numbers|remaining numbers|rest of {thing}|remaining " + std::string(kThings) + "|other " + std::string(kThings) + ")",
    };
    const std::size_t start = in_.place();
    for (const std::string& row : kRows) {
      in_.back_to(start);
      auto c = in_.take(row);
      if (!c) continue;
      if (c->has("n")) g.size = c->integer("n");
      g.rest = starts_rest(start);
      return true;
    }
    in_.back_to(start);
    return false;
  }

  bool starts_rest(std::size_t at) const {
    const std::string& word = tokens_[at].text;
    return word == "other" || word == "remaining" || word == "rest" || word == "others";
  }

  // "when the highest and the lowest are removed, the mean becomes 84", "two of them are childless"
  bool removed() {
    const std::size_t start = in_.place();
    if (in_.skip("(highest and lowest|lowest and highest|largest and smallest|smallest and largest) [" + std::string(kThings) + "] are (removed|dropped|thrown out|discarded|taken away|not counted)")) {
      auto c = in_.take(std::string(kMean) + " [of] [remaining|other] [" + std::string(kThings) + "] (becomes|is|was|of) {number:m}");
      if (c && groups_.size() == 1 && groups_[0].size) {
        note_ = "The highest and the lowest are $1 + 1 = 2$ numbers, and without them " + inline_math(std::to_string(*groups_[0].size) + " - 2 = " + std::to_string(*groups_[0].size - 2)) + " are left. ";
        return known(Group{*groups_[0].size - 2, {}, {}, false, false, false}, c->expr("m"));
      }
    }
    in_.back_to(start);
    if (auto c = in_.take("[exactly] {int:n} [of] [these|those] [" + std::string(kThings) + "] are childless")) return known(Group{c->integer("n"), {}, {}, false, false, false}, integer(0));
    in_.back_to(start);
    if (auto c = in_.take("(highest|lowest|largest|smallest|youngest|oldest|first|last) [of] [these|those] [{int}] [" + std::string(kThings) + "] (is|was) {number:m}"); c && math::exact_value(c->expr("m")).ok()) {
      singles_.push_back(c->expr("m"));
      return true;
    }
    in_.back_to(start);
    return false;
  }

  bool fact() {
    if (removed()) return true;
    const std::size_t start = in_.place();
    Group g;
    // "the mean of five numbers is 12"
    if (in_.skip(std::string(kMean) + " [score] [(of|for|on|in|over)]") && group(g)) {
      if (auto c = in_.take("(is|was|are|equals|were|to be|be|equal|is equal to|equal to|to) [exactly] {number:m} [<unit>|years|points|pounds|percent|dollars|years old] [each]")) return known(g, c->expr("m"));
    }
    in_.back_to(start);
    g = {};
    // "ten numbers have a mean of 6", "her six quizzes averaged 4"
    if (group(g)) {
      if (auto c = in_.take("(has|have|had|with) [a|an] " + std::string(kMean) + " (of|equal to) {number:m} [points|years|pounds|dollars|percent|{word}] [each|per {word}]")) return known(g, c->expr("m"));
      if (auto c = in_.take("[on team|on her team|on his team] (averaged|average|averages|averaging) {number:m} [points|years|pounds|dollars|percent|{word}] [each|per {word}]")) return known(g, c->expr("m"));
    }
    in_.back_to(start);
    g = {};
    // "30 of the 36 students took the test, and their mean score was 72"
    if (auto c = in_.take("[other|remaining] {int:n} [of {int:all}] [other|remaining] " + std::string(kThings) + " (took|wrote|had taken) [same] (test|exam|quiz|{thing}) [and] [their] ")) {
      if (auto m = in_.take(std::string(kMean) + " (was|is) {number:m} [percent|points]")) {
        if (c->has("all")) whole_size_ = c->integer("all");
        g.size = c->integer("n");
        return known(g, m->expr("m"));
      }
    }
    in_.back_to(start);
    return values();
  }

  // "her scores are 92, 95 and 87"
  bool values() {
    const std::size_t start = in_.place();
    static const char* const kIntros[] = {"[his|her|my|their|your|first|{name}] ['s] [first] [{int:n}] [test|quiz|exam|game] (scores|grades|ages|numbers|values) [so far] [on {thing}] (are|were|of)", "[two|three|four] [of] [these|those] [numbers|integers] (are|were)",
                                           "{int:n} [younger|older|youngest|oldest|other] (children|people|numbers|integers|students|members|siblings) are", "(has scores of|scored|received scores of|got scores of|earned scores of|received grades of|has grades of|has|have) [already]"};
    for (const char* intro : kIntros) {
      in_.back_to(start);
      auto before = in_.take(intro);
      if (!before) continue;
      auto c = in_.take("{ints:l}");
      if (!c || (before->has("n") && before->integer("n") != static_cast<long long>(c->at("l").exprs.size()))) continue;
      in_.skip("[years old]");
      in_.skip("(on|in) [her|his|my] [first] [{int}] [test|quiz|math] [tests|quizzes|exams|games]");
      for (const Expr& e : c->at("l").exprs) singles_.push_back(e);
      return true;
    }
    in_.back_to(start);
    return false;
  }

  bool known(Group g, const Expr& mean) {
    auto value = math::exact_value(mean);
    if (!value.ok()) return false;
    g.mean = mean;
    groups_.push_back(g);
    return true;
  }

  bool question() {
    const std::size_t start = in_.place();
    if (asked_) return false;
    Group g;
    g.asked = true;
    if (in_.skip("(what is|find|what was|compute|determine|what will be|calculate) " + std::string(kMean) + " (of|for|in)") && (group(g) || whole())) return ask(g);
    in_.back_to(start);
    // "what is the new class mean?"
    if (whole_size_ && in_.skip("(what is|find|what was) [new] [class|overall] " + std::string(kMean)) && in_.at_start()) return whole_asked_ = true, ask(g);
    in_.back_to(start);
    g = {};
    g.asked = true;
    if (in_.skip("(what is|find|what was) " + std::string(kMean) + " in (rest of |) [families] with children")) {
      g.rest = true;
      return ask(g);
    }
    in_.back_to(start);
    g = {};
    g.asked = true;
    if (in_.skip("(what is|find|what was|compute|determine) (sum|total) of") && group(g)) {
      g.asks_total = true;
      return ask(g);
    }
    in_.back_to(start);
    g = {};
    g.asked = g.asks_total = true;
    g.size = 1;
    // "what must she score on the sixth quiz for the mean of the six scores to be 93?"
    static const std::string kNext = "(what is|what was|what|find) [number of|lowest|minimum] [score|grade] [points] (does|must|should|did|will) [she|he|i|you|{name}] (need to get|need|score|get|receive|earn|have to get|make|to score) [to get] (on|in|for) [her|his|my|your] "
                                     "({ordinal}|next|last|final) [test|quiz|exam|game|round] [to make|so that|in order to|if|to have|for|to bring|to raise|to get|to achieve|in order for]";
    if (in_.skip(kNext)) return ask(g);
    in_.back_to(start);
    static const std::string kOther = "(what is|what was|find|how old is|how many years old is|what number is) [age of|value of] (highest|lowest|largest|smallest|other|remaining|last|missing|{ordinal}|oldest|youngest) [of] [number|integer|score|child|one|test score|value|member|person|sibling|number in set|number in list]";
    if (in_.skip(kOther) && in_.at_start()) return ask(g);
    in_.back_to(start);
    return false;
  }

  // "all of the numbers", "the entire class"
  bool whole() {
    if (!in_.skip("(all [of] [these|those] " + std::string(kThings) + "|entire (class|group|set|team)|whole (class|group|team)|[combined] (class|group|set) [of] [all] [{int}] [" + std::string(kThings) + "])")) return false;
    whole_asked_ = true;
    return true;
  }

  bool ask(const Group& g) {
    asked_ = g;
    return true;
  }

  static Expr total_of(const Group& g) { return integer(*g.size) * *g.mean; }

  std::optional<Goal> goal() {
    if (!asked_ || groups_.empty() || groups_.size() > 4) return {};
    for (const Group& g : groups_)
      if (g.size && (*g.size < 1 || *g.size > 5000)) return {};
    if (auto together = asked_whole()) return together;
    return missing_part();
  }

  // The groups together are what is asked for.
  std::optional<Goal> asked_whole() const {
    if (asked_->rest || asked_->asks_total) return {};
    long long sum = static_cast<long long>(singles_.size());
    std::vector<Expr> totals = singles_, sizes;
    for (const Group& g : groups_) {
      if (!g.size) return {};
      sum += *g.size;
      sizes.push_back(integer(*g.size));
      totals.push_back(total_of(g));
    }
    if (whole_size_ && *whole_size_ != sum) return {};
    if (groups_.size() < 2 || (asked_->size ? *asked_->size != sum : !whole_asked_)) return {};
    if (!singles_.empty()) sizes.push_back(integer(static_cast<long long>(singles_.size())));
    const Expr all = Expr::make(Op::kAdd, totals);
    return Evaluate{all / Expr::make(Op::kAdd, sizes), "The sum of a group is its mean times its size, so all the numbers add up to " + inline_math(tex(all)) + ".", "the mean is @", {}};
  }

  // One group is the whole, and the others are in it: the rest is asked for.
  std::optional<Goal> missing_part() const {
    auto at = std::max_element(groups_.begin(), groups_.end(), [](const Group& a, const Group& b) { return a.size.value_or(0) < b.size.value_or(0); });
    if (!at->size) return {};
    long long rest = *at->size - static_cast<long long>(singles_.size());
    std::vector<Expr> sizes = {integer(*at->size)}, totals = {total_of(*at)};
    Expr left = total_of(*at), left_size = integer(*at->size);
    for (const Group& g : groups_) {
      if (&g == &*at) continue;
      if (!g.size || *g.size >= *at->size) return {};
      rest -= *g.size;
      left = left - total_of(g);
      left_size = left_size - integer(*g.size);
    }
    for (const Expr& single : singles_) left = left - single, left_size = left_size - integer(1);
    if (rest < 1 || groups_.size() + singles_.size() < 2) return {};
    if (asked_->size ? *asked_->size != rest : !asked_->rest) return {};
    std::string setting = note_ + "The sum of numbers is their mean times their number: all " + inline_math(std::to_string(*at->size)) + " have the sum " + inline_math(worked(total_of(*at))) + ". From it we take what is known.";
    if (asked_->asks_total || rest == 1) return Evaluate{left, setting, "the answer is @", {}};
    return Evaluate{left / integer(rest), setting + " What is left belongs to " + inline_math(worked(left_size)) + " numbers.", "the mean is @", {}};
  }

  Clauses in_;
  const std::vector<Token>& tokens_;
  std::vector<Group> groups_;
  std::vector<Expr> singles_;
  std::optional<Group> asked_;
  bool whole_asked_ = false;
  std::string note_;                      // where a size comes from
  std::optional<long long> whole_size_;   // said beside the size of a part
};

}  // namespace

std::optional<Goal> read_means(const std::vector<Token>& tokens) { return Reader(tokens).run(); }

}  // namespace retort::agent
