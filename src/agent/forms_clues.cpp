#include "agent/forms_clues.h"

#include <algorithm>
#include <array>

#include "agent/forms.h"
#include "agent/integer_set.h"
#include "agent/rules_solver_text.h"
#include "agent/set_questions.h"

namespace retort::agent {

namespace {

using math::Expr;

// Words between clues that change nothing. Single letters number them.
constexpr std::array<std::string_view, 51> kConnectives = {
    "if", "and", "let", "suppose", "that", "given", "where", "with", "but", "also", "assume", "consider", "for", "such", "when", "so", "we", "know", "both", "which", "similarly",
    "while", "however", "b", "c", "d", "e", "i", "ii", "iii", "iv", "some", "certain", "there", "exists", "exist", "satisfies", "satisfy", "properties", "conditions", "have", "has", "he", "she",
    "gives", "clues", "number", "in", "addition", "of", "integer"};

// In a story words are passed over, except these: they would change what a clue says.
constexpr std::array<std::string_view, 40> kTelling = {
    "not", "no", "except", "only", "twice", "half", "double", "triple", "square", "squares", "sum", "product", "difference", "even", "odd", "prime", "multiple", "divisible", "digit", "digits", "same",
    "each", "every", "equal", "without", "unless", "another", "other", "remaining", "percent", "ratio", "added", "removed", "joins", "leaves", "absent", "additional", "extra", "never", "first"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, const Token& token) {
  return token.kind == TokenKind::kWord && std::find(words.begin(), words.end(), token.text) != words.end();
}

constexpr std::size_t kMostInRow = 30;

enum class Ask { kOnly, kSmallest, kLargest, kSum, kCount };

struct Wording {
  Pattern pattern;
  Ask ask = Ask::kOnly;
  bool story = false;
};

const std::vector<Wording>& wordings() {
  static const std::vector<Wording> all = [] {
    const std::string small = "(smallest|least|lowest|minimum|fewest)", large = "(largest|greatest|highest|maximum|most|biggest)", value = "[possible] [positive|whole|integer] [integer|number] [value] [of|for] [positive integer|integer]";
    const std::vector<std::tuple<std::string, Ask, bool>> rows = {
        {"(find|determine|compute|what is|what was) [value of] <it>", Ask::kOnly, false},
        {"(what|which|find|determine|compute) [unique|positive] (integer|number|value) [of] {var:v} (satisfies|such that|with|so that|for which|makes)", Ask::kOnly, false},
        {"(find|determine|compute|what is) " + small + " " + value + " (<it>|such (number|integer)|<it> can be)", Ask::kSmallest, false},
        {"(find|determine|compute|what is) " + small + " {set:s} [satisfying|that satisfies|which satisfies|with|that has|meeting|that meets] [all] [of] [these|both] [conditions|properties|requirements|congruences]", Ask::kSmallest, false},
        {"(find|determine|compute|what is) " + large + " " + value + " (<it>|such (number|integer))", Ask::kLargest, false},
        {"(find|determine|compute|what is) " + large + " {set:s} [satisfying|that satisfies|which satisfies|with|that has|meeting|that meets] [all] [of] [these|both] [conditions|properties|requirements|congruences]", Ask::kLargest, false},
        {"(find|determine|compute|what is) sum of all [possible] [positive|integer|integral|distinct] [integer] (values|possibilities) (of|for) <it>", Ask::kSum, false},
        {"how many [possible|different|distinct] [integer|positive|integral] [integer] (values|solutions|possibilities) [of|for] [does|can|are there for|are possible for] <it> [have|be|take|satisfy this condition]", Ask::kCount, false},
        {"what is number of [possible|different|distinct] [integer|positive|integral] values (of|for) <it>", Ask::kCount, false},
        {"[at least] how many {thing:x}", Ask::kOnly, true},
        {"(find|determine|what is|what was) number of {thing:x}", Ask::kOnly, true},
        {"(find|determine|what is) " + small + " [possible] number of {thing:x}", Ask::kSmallest, true},
        {"(find|determine|what is) " + large + " [possible] number of {thing:x}", Ask::kLargest, true},
        {"(find|determine|what is) sum of [all] possible numbers of {thing:x}", Ask::kSum, true},
    };
    std::vector<Wording> made;
    for (const auto& [pattern, ask, story] : rows) made.push_back({Pattern::compile(pattern, shared_phrases()), ask, story});
    return made;
  }();
  return all;
}

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Phrases& phrases) : tokens_(tokens), phrases_(phrases) {
    for (const Token& token : tokens)
      if (token.kind == TokenKind::kMath)
        for (const Expr& e : token.exprs)
          for (const std::string& name : e.symbols())
            if (std::find(letters_.begin(), letters_.end(), name) == letters_.end()) letters_.push_back(name);
    story_ = letters_.empty();
  }

  std::optional<Goal> run() {
    if (letters_.size() > 1 || tokens_.size() > 160) return {};
    while (at_ < tokens_.size()) {
      if (asked_ ? false : question()) continue;
      if (clue()) continue;
      if (!passed_over()) return {};
      ++at_;
    }
    // One clue beside the question is a form of its own.
    if (!asked_ || clues_ == 0) return {};
    if (story_ && counting_ != story_question_) return {};
    return answer();
  }

 private:
  bool passed_over() const {
    const Token& token = tokens_[at_];
    if (among(kConnectives, token)) return true;
    return story_ && (counting_ || clues_ == 0) && token.kind == TokenKind::kWord && !token.number && !among(kTelling, token);
  }

  bool question() {
    for (const Wording& wording : wordings()) {
      std::optional<Pattern::Prefix> longest;
      for (auto& prefix : wording.pattern.prefixes(tokens_, at_, phrases_))
        if (closes(at_ + prefix.length, wording.story) && (!longest || (wording.story ? prefix.length < longest->length : prefix.length > longest->length))) longest = std::move(prefix);
      if (!longest) continue;
      const Captures& c = longest->captures;
      if (c.has("v") && !same_letter(c.expr("v"))) continue;
      if (wording.story && !thing_is_named(c.at("x").stem)) continue;
      asked_ = wording.ask;
      story_question_ = wording.story;
      if (c.has("s")) take(*c.at("s").set);
      for (std::size_t i = at_; i < at_ + longest->length; ++i)
        if (tokens_[i].text == "positive" || tokens_[i].text == "whole") take(IntegerSet::range(1, {}));
      at_ += longest->length;
      return true;
    }
    return false;
  }

  // The question ends its sentence or is followed by a clue; in a story words without a number may follow.
  bool closes(std::size_t end, bool story) const {
    if (!story && end < tokens_.size() && tokens_[end].text == "of") return false;
    if (!story && end < tokens_.size() && tokens_[end].kind == TokenKind::kMath && tokens_[end - 1].kind == TokenKind::kWord) return true;
    if (end == tokens_.size() || tokens_[end - 1].ends_sentence() || tokens_[end - 1].mark == ',' || tokens_[end - 1].mark == ':' || among(kConnectives, tokens_[end])) return true;
    return story && tokens_[end].kind == TokenKind::kWord && !tokens_[end].number;
  }

  bool same_letter(const Expr& letter) const { return letters_.size() == 1 && letter.name() == letters_[0]; }

  // What is asked for is spoken of elsewhere, and is no row or group.
  bool thing_is_named(const std::string& stem) {
    static constexpr std::array<std::string_view, 14> kGroups = {"row", "column", "group", "pile", "stack", "bag", "box", "team", "line", "section", "seat", "more", "left", "package"};
    asked_thing_ = stem.substr(0, stem.find(' '));
    if (std::find(kGroups.begin(), kGroups.end(), asked_thing_) != kGroups.end()) return false;
    if (asked_thing_ == "student" || asked_thing_ == "people" || asked_thing_ == "member") return true;
    return std::count_if(tokens_.begin(), tokens_.end(), [&](const Token& t) { return t.kind == TokenKind::kWord && word_stem(t.text) == asked_thing_; }) > 1;
  }

  bool clue() {
    for (const SlotReading& reading : phrases_.read("clue", at_)) {
      const Capture& c = reading.capture;
      const bool counting = !c.stem.empty();
      if (counting && !story_) continue;
      if (!c.exprs.empty() && !same_letter(c.exprs[0])) continue;
      if (counting && c.stem != "story") things_.push_back(c.stem);
      counting_ = counting_ || counting;
      take(*c.set);
      before_.insert(before_.end(), c.before.begin(), c.before.end());
      ++clues_;
      at_ += reading.length;
      return true;
    }
    // Congruences, bounds: the same conditions as in phrases for sets.
    if (tokens_[at_].kind == TokenKind::kMath && !story_)
      for (const SlotReading& reading : phrases_.read("condition", at_)) {
        take(*reading.capture.set);
        ++clues_;
        at_ += reading.length;
        return true;
      }
    return false;
  }

  void take(const IntegerSet& set) { set_ = set_.and_also(set); }

  std::optional<Goal> answer() {
    // What has bounds is what is asked for.
    for (const std::string& thing : things_)
      if (story_question_ && thing != asked_thing_) return {};
    Captures c;
    c.set("s", *built(set_));
    std::optional<Capture> made;
    switch (*asked_) {
      case Ask::kOnly: made = only(c); break;
      case Ask::kSmallest: made = smallest(c); break;
      case Ask::kLargest: made = largest(c); break;
      case Ask::kCount: made = count(c); break;
      case Ask::kSum:
        made = list(c);
        if (made && made->exprs.size() > 1) made->exprs = {Expr::make(math::Op::kAdd, made->exprs)};
        break;
    }
    if (!made || made->exprs.size() != 1) return {};
    if (const std::string sieve = sieved(made->exprs[0]); !sieve.empty()) made->own = {{sieve, {}, {}, {}, {}}};
    std::vector<Lookup> before = before_;
    before.insert(before.end(), made->own.begin(), made->own.end());
    return Evaluate{made->exprs[0], {}, *asked_ == Ask::kSum ? "the sum is @" : "the number is @", before};
  }

  // The row of numbers that one clue allows, up to the one that fits the others, too. Empty where no row is short enough.
  std::string sieved(const Expr& found) const {
    if ((*asked_ != Ask::kOnly && *asked_ != Ask::kSmallest) || !found.is_integer() || !set_.low()) return "";
    const auto residues = set_.residues();
    const long long n = *found.value().to_int64(), low = *set_.low(), end = *asked_ == Ask::kOnly && set_.high() ? *set_.high() : n;
    std::vector<long long> row;
    std::pair<long long, long long> rule{0, 0};
    for (const auto& [r, m] : residues) {
      std::vector<long long> candidates;
      for (long long k = low + (((r - low) % m) + m) % m; k <= end && candidates.size() <= kMostInRow; k += m) candidates.push_back(k);
      if (candidates.size() < 3 || candidates.size() > kMostInRow || (!row.empty() && candidates.size() >= row.size())) continue;
      row = candidates;
      rule = {r, m};
    }
    if (row.empty() || residues.size() < 2) return "";
    std::vector<std::string> shown, why;
    for (long long k : row) shown.push_back("$" + std::to_string(k) + "$");
    for (const auto& [r, m] : residues) {
      if (m == rule.second) continue;
      const std::string rest = std::to_string(n - r), quotient = "$" + rest + " / " + std::to_string(m) + " = " + std::to_string((n - r) / m) + "$";
      why.push_back(r == 0 ? quotient : "$" + std::to_string(n) + " - " + std::to_string(r) + " = " + rest + "$ with " + quotient);
    }
    return "The numbers in question that leave the remainder $" + std::to_string(rule.first) + "$ for $" + std::to_string(rule.second) + "$ are " + and_list(shown) + ". " +
           (*asked_ == Ask::kOnly ? "Only $" : "The first of them that fits the rest is $") + std::to_string(n) + (*asked_ == Ask::kOnly ? "$ fits the rest" : "$") + (why.empty() ? "." : ": " + and_list(why) + ".");
  }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  std::vector<std::string> letters_;
  std::size_t at_ = 0;
  IntegerSet set_;
  std::optional<Ask> asked_;
  std::string asked_thing_;
  std::vector<std::string> things_;
  std::vector<Lookup> before_;
  long clues_ = 0;
  bool story_ = false, counting_ = false, story_question_ = false;
};

}  // namespace

std::optional<Goal> read_clues(const std::vector<Token>& tokens, Phrases& phrases) { return Reader(tokens, phrases).run(); }

}  // namespace retort::agent
