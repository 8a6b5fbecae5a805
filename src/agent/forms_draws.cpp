#include "agent/forms_draws.h"

#include <algorithm>
#include <map>
#include <set>

#include "agent/forms_experiments.h"
#include "agent/integer_set.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

Trait has(const std::string& label) {
  return [label](const Thing& t) { return std::find(t.labels.begin(), t.labels.end(), label) != t.labels.end(); };
}

class Reader : Experiments {
 public:
  using Experiments::Experiments;

  std::optional<Goal> run() {
    if (!replacement_is_clear()) return {};
    while (!in_.at_end()) {
      const std::size_t before = in_.place();
      if (boilerplate() || experiment()) continue;
      if (!asked_ && draws_.what == What::kThings && !draws_.things.empty() && choices()) continue;
      if (!asked_ && question()) {
        asked_ = true;
        if (subject()) continue;
        if (experiment()) in_.skip("[and|that] [they|you|we]");
        continue;
      }
      if (asked_ && !event_ && event()) continue;
      if (in_.place() == before && !aside()) return {};
    }
    if (unrestricted_ && asked_ && draws_.count > 0 && draws_.count < static_cast<long long>(draws_.things.size())) return all_choices(static_cast<long long>(draws_.things.size()), draws_.count);
    if (counts_ && event_ && event_->kind == Event::Kind::kMixed && draws_.count == 0)
      for (long long k : event_->counts) draws_.count += k;
    if (!asked_ || !event_ || draws_.things.empty() || draws_.count < 1) return {};
    return counts_ ? number_of_ways(draws_, *event_) : probability(draws_, *event_);
  }

 private:
  // A sentence without numbers that says nothing of things, draws or chances: "Rita is playing a game."
  bool aside() {
    static const std::set<std::string> kMatters = {"back", "replace", "replaces", "replaced", "replacement", "not", "no", "never", "loaded", "weighted", "biased", "unfair", "remove", "removes", "removed", "same", "different", "without", "with", "except", "all", "each", "every", "equal", "equally", "likely",
                                                   "probability", "identical", "distinguishable", "only", "must", "first", "second", "then", "another", "other", "heads", "tails", "head", "tail", "red", "blue", "green", "white", "black", "what", "how", "find", "if", "labeled", "numbered", "add", "adds", "added", "lost", "loses", "wins", "win", "express", "answer", "round", "rounded", "nearest", "decimal", "percent", "fraction", "simplify", "enter", "write", "give"};
    if (!in_.at_start()) return false;
    for (std::size_t i = in_.place(); i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::kWord || tokens_[i].number || kMatters.count(tokens_[i].text)) return false;
      if (tokens_[i].ends_sentence()) return in_.back_to(i + 1), true;
    }
    return false;
  }

  bool question() { return in_.skip("(what is|what 's|find|compute|determine|calculate) [the] (probability|chance|probability expressed as common fraction) [that|of]"); }

  // "two fair dice show different numbers", "a card drawn at random from a deck is red", "a randomly chosen marble is red"
  bool subject() {
    static const std::string kDice = "{int:n} [fair] [standard] [regular] [six-sided|{int:sides} sided] [fair] [standard] dice";
    const std::size_t start = in_.place();
    if (draws_.things.empty()) {
      if (auto c = in_.take(kDice); c && !in_.at_end() && (in_.next().text == "show" || in_.next().text == "both")) return set_dice(*c, c->integer("n"));
      in_.back_to(start);
      if (in_.skip("(card (drawn|chosen|selected|picked|dealt) [at random|randomly]|randomly (drawn|chosen|selected|picked) card) from [standard] (deck of 52 cards|52 card deck|deck|deck of cards)")) return cards(1);
      in_.back_to(start);
      return false;
    }
    if (draws_.count == 0 && draws_.what == What::kThings && in_.skip("(randomly (drawn|chosen|selected|picked) <drawn_noun>|<drawn_noun> (drawn|chosen|selected|picked) [at random|randomly])")) return draws_.count = 1, true;
    return in_.back_to(start), false;
  }

  // "In how many ways can they choose a committee of 4 people with at least one girl?"
  bool choices() {
    if (draws_.count == 0) {
      if (in_.skip("[i|we|they|he|she|coach] (need|needs|want|wants|has|have) to (select|choose|pick|form|send) [a] (team|committee|group|delegation) [to send] [to|for] {words}") && in_.at_start()) return true;
      if (auto c = in_.take("[i|we|they] (want|need|must have) {int:m} (people|students|members|players) on [the|our] (team|committee)"); c && in_.at_start()) return draws_.count = c->integer("m"), true;
    }
    static const std::string kOpen = "(how many|in how many) [different|distinct] ways (can|could) [i|we|he|she|they|you|club|coach] (choose|select|form|pick|make) [a|my|our] (team|committee|subcommittee|group|delegation|squad) ";
    if (in_.skip(kOpen + "(without|with no) [any] restrictions")) return asked_ = counts_ = unrestricted_ = true;
    if (in_.skip(kOpen + "(to have|with|that has|having|consisting of|if it must have|so that it has|containing|if there must be|if it must contain)")) return asked_ = counts_ = true;
    static const std::string kTeam = "[a] (committee|team|group|delegation|subcommittee|squad|panel|jury) ";
    static const std::string kSize = "({int:m} (person|member|people|student|player) " + kTeam + "|" + kTeam + "of {int:m} [people|members|students|persons|players]|{int:m} [of] [them|people|members|students|players|<drawn_noun>])";
    static const std::string kAsk = "(how many|in how many) [different|distinct] (ways|{int:p} person (committees|teams)) (can|could|are there to|are there for) [i|we|he|she|they|you|club|coach|teacher|team|group] (choose|select|form|pick|draw|make) " + kSize +
                                    " [from [this|these|the] [group|club|class|{word}]] [be (chosen|selected|formed)]";
    static const std::string kWith = "(if|with|so that|such that|that has|that have|containing|consisting of|if it must have|if it must contain|if it must include|if there must be|where there are|that includes|that include|including|if team must have|"
                                     "if committee must have|if committee must include|if committee must contain|if there are)";
    static const std::string kThis = "(in how many [different] ways can this be done|how many [different|such] (committees|teams|groups) (can be formed|are possible|are there))";
    static const std::string kOf = "how many [different] (committees|teams|groups) of {int:m} [people|members|students|persons]";
    auto c = in_.take(kAsk);
    if (!c) c = in_.take(kOf);
    if (!c && draws_.count > 0) {
      if (c = in_.take(kThis); !c) return false;
    } else if (!c || !c->has("m")) {
      return false;
    } else {
      draws_.count = c->integer("m");
    }
    asked_ = counts_ = true;
    if (!in_.skip(kWith)) return asked_ = in_.at_end() ? false : true;
    return true;
  }

  static std::optional<Goal> all_choices(long long n, long long k) {
    return Evaluate{Expr::func("binomial", {Expr::integer(n), Expr::integer(k)}), "There are $" + std::to_string(n) + "$ in all, and the order does not matter, so we choose $" + std::to_string(k) + "$ of them.", "there are @ ways", {}};
  }

  // Events

  bool event() {
    const std::size_t start = in_.place();
    for (auto read : {&Reader::of_letters, &Reader::of_sum, &Reader::alike, &Reader::in_order, &Reader::all, &Reader::count, &Reader::mixed, &Reader::single}) {
      in_.back_to(start);
      event_.reset();
      if (!(this->*read)()) continue;
      in_.skip("[on] [{int}] [first|next] (roll|draw|rolls|try)");
      if (counts_) in_.skip("[on (committee|team|it)] [can] [be] [formed|chosen|selected|possible]");
      if (in_.at_start()) return true;
    }
    event_.reset();
    in_.back_to(start);
    return false;
  }

  // "abc = 180"
  bool of_letters() {
    if (letters_.empty()) return false;
    auto c = in_.take("{eq:e}");
    if (!c) return false;
    const Expr &left = c->expr("e").arg(0), &right = c->expr("e").arg(1);
    auto names = left.symbols();
    std::sort(names.begin(), names.end());
    std::vector<std::string> wanted = letters_;
    std::sort(wanted.begin(), wanted.end());
    if (names != wanted || !right.is_integer() || left.args().size() != letters_.size() || !(left.is(Op::kMul) || left.is(Op::kAdd))) return false;
    auto value = right.value().to_int64();
    if (!value) return false;
    event_ = Event{};
    event_->kind = left.is(Op::kMul) ? Event::Kind::kProduct : Event::Kind::kSum;
    event_->fits = [v = *value](long long n) { return n == v; };
    return true;
  }

  // "a total of 7 with two standard dice"
  bool with_dice() {
    auto c = in_.take("(with|on|using|when rolling|by rolling|when you roll) {int:n} [fair] [standard] [six-sided|{int:sides} sided] [fair] [standard] dice");
    return c && in_.at_end() && set_dice(*c, c->integer("n"));
  }

  bool of_sum() {
    auto c = in_.take("[rolling|getting|that|their|you get|we get] {word:op}");
    if (!c) return false;
    static const std::map<std::string, Event::Kind> ops = {{"sum", Event::Kind::kSum}, {"total", Event::Kind::kSum}, {"product", Event::Kind::kProduct}, {"difference", Event::Kind::kDifference}};
    auto op = ops.find(c->text("op"));
    if (op == ops.end()) return false;
    static const std::set<std::string> words = {"of", "numbers", "number", "values", "value", "rolled", "shown", "showing", "showed", "on", "top", "faces", "face", "dice", "die", "two", "three", "four", "selected",
                                                "chosen", "drawn", "picked", "integers", "they", "them", "their", "obtained", "rolls", "results", "up", "these", "those", "both", "thrown", "appearing", "that", "come",
                                                "we", "you", "she", "he", "i", "roll", "roll", "pips", "dots", "showing", "between", "five", "six"};
    while (!in_.at_end() && words.count(in_.next().text)) {
      // "the sum of the numbers rolled on two dice"
      if (draws_.things.empty()) {
        if (auto dice = in_.take("[on] {int:n} [fair] [standard] [six-sided|{int:sides} sided] [fair] [standard] dice"); dice && set_dice(*dice, dice->integer("n"))) continue;
      }
      // "rolling a sum of 7"
      if (auto value = in_.take("of {int:v}"); value && (in_.at_end() || with_dice())) {
        event_ = Event{};
        event_->kind = op->second;
        event_->fits = [v = value->integer("v")](long long n) { return n == v; };
        return true;
      } else if (value) {
        in_.back_to(in_.place() - 2);
      }
      in_.skip("{word}");
    }
    if (!in_.skip("(is|equals|be|will be|are|was|is equal to|totals|total)")) return false;
    event_ = Event{};
    event_->kind = op->second;
    event_->negated = in_.skip("not");
    if (auto fits = condition()) {
      event_->fits = *fits;
      return true;
    }
    return false;
  }

  std::optional<std::function<bool(long long)>> condition() {
    if (auto c = in_.take("{condition:c} [number|integer]")) {
      auto set = c->at("c").set;
      if (c->text("c") == "prime" || c->text("c") == "even" || c->text("c") == "odd") words_ = c->text("c");
      return [set](long long n) { return set->contains(n); };
    }
    if (auto c = in_.take("{int:v}")) return [v = c->integer("v")](long long n) { return n == v; };
    return {};
  }

  // "they are the same colour", "all the dice show different numbers", "no two show the same number"
  bool alike() {
    const bool none = in_.skip("no two [of] [them|dice|cards|numbers]");
    if (!none) in_.skip(kSubject);
    bool negated = in_.skip("(won't|will not|don't|do not|are not|aren't)");
    if (!in_.skip("[all|both] (are|be|have|show|shows|will be|match|will show|come up|will all be|share|getting|land on|is)")) {
      if (!negated && !in_.skip("[rolling|getting]")) return false;
    }
    negated = in_.skip("not") || negated;
    const std::size_t verb_end = in_.place();
    if (verb_end > 0 && tokens_[verb_end - 1].text == "match" && in_.at_start()) {
      event_ = Event{};
      event_->kind = Event::Kind::kAlike;
      event_->alike = draws_.what == Draws::What::kDice ? "number" : "label";
      event_->negated = negated;
      return draws_.what != Draws::What::kCards;
    }
    in_.skip("[all|both|each]");
    in_.skip("[of]");
    static const char* const kFeatures = "(color|colors|colour|suit|suits|rank|ranks|number|numbers|value|values|kind|kinds|result|results|side|sides)";
    static const std::string kSame = std::string("[exact] same ") + kFeatures, kOther = std::string("[{int}] (different|distinct) ") + kFeatures;
    const std::size_t before = in_.place();
    const bool same = in_.skip(kSame);
    if (!same && !in_.skip(kOther)) return false;
    std::string word;
    for (std::size_t i = before; i < in_.place(); ++i) word = stem_at(i);
    event_ = Event{};
    event_->kind = same && !none ? Event::Kind::kAlike : Event::Kind::kDifferent;
    event_->negated = negated;
    event_->alike = word == "value" || (word == "result" && draws_.what == Draws::What::kDice) ? "number" : word == "colour" || word == "color" || word == "side" || word == "result" || word == "kind" ? "label" : word;
    if (draws_.what == Draws::What::kCards && event_->alike == "label") return false;
    if (draws_.what == Draws::What::kCards && event_->alike == "number") return false;
    in_.skip("(on|of) (each|all|both) [dice|die|{int}]");
    return true;
  }

  std::string stem_at(std::size_t i) {
    const std::size_t here = in_.place();
    in_.back_to(i);
    std::string word = word_stem(in_.next().text);
    in_.back_to(here);
    return word;
  }

  // "the first card is a king and the second card is a heart"
  bool in_order() {
    static const char* const kPlaces[] = {"first", "second", "third", "fourth"};
    event_ = Event{};
    event_->kind = Event::Kind::kInOrder;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::string ordinal = i == 0 ? "(first|top|first one)" : "(" + std::string(kPlaces[i]) + "|next)";
      const std::string before = "[and] [that] [that] " + ordinal + " [<drawn_noun>] [dealt|drawn|chosen|selected|picked|die] (is|be|will be|shows|was)";
      const std::size_t start = in_.place();
      std::optional<Trait> trait;
      if (in_.skip(before)) trait = read_trait();
      if (!trait) {
        in_.back_to(start);
        // "a number less than three on the first die"
        in_.skip("[and] [he|she|we|you|they|i] [will] [roll|get|rolls|gets|rolling|getting] [number]");
        trait = read_trait();
        if (!trait || !in_.skip("on " + ordinal + " (die|roll|flip|toss|draw|dice|coin)")) {
          in_.back_to(start);
          break;
        }
      }
      event_->traits.push_back(*trait);
    }
    if (event_->traits.size() < 2) return first_few();
    if (draws_.what == What::kCards && draws_.count == 0) draws_.count = static_cast<long long>(event_->traits.size());
    return true;
  }

  // "the first two flips are both heads", "the top two cards are both red"
  bool first_few() {
    auto c = in_.take("(first|top) {int:n} [<drawn_noun>] [drawn|dealt] [from deck] (are|come up|land|will be|come up) [both|all] ");
    if (!c) return false;
    auto trait = read_trait();
    if (!trait || c->integer("n") > 6) return false;
    event_->traits.assign(static_cast<std::size_t>(c->integer("n")), *trait);
    if (draws_.what == What::kCoins && draws_.count == 0) draws_.count = c->integer("n");
    if (draws_.what == What::kCards && draws_.count == 0) draws_.count = c->integer("n");
    return static_cast<long long>(event_->traits.size()) <= draws_.count;
  }

  static constexpr const char* kSubject = "[both|all|all of|all {int} of|all {int}|they|it|that] [of|that] [them|they|these|two|{int}] [<drawn_noun>] [drawn|chosen|selected|that are drawn|i draw|you draw|removed]";

  bool counted(const Trait& trait, long long least, long long most) {
    event_ = Event{};
    event_->kind = Event::Kind::kCount;
    event_->traits = {trait};
    if (!words_.empty()) event_->names = {words_};
    event_->least = least;
    event_->most = most;
    return true;
  }

  // "both cards are red", "all three dice show a 6", "neither is a heart"
  bool all() {
    const bool none = in_.skip("(none of [them|these|<drawn_noun>]|neither [of <drawn_noun>|<drawn_noun>|one]|neither|no)");
    if (none) {
      in_.skip("(is|are|shows|show|will be)");
    } else {
      const std::size_t start = in_.place();
      bool found = false;
      static const char* const kWays[] = {"(both|all) [of] [the|them|these] [{int}] [<drawn_noun>] [drawn|chosen|selected|removed|that are drawn] [will] (are|be|show|come up|land|shows)",
                                          "[these] (they|{int:n} [of] [these] <drawn_noun>|<drawn_noun>) [drawn|chosen|selected|removed|i draw|you draw] [will] [both|all] (are|be|come up|land|show|turn up) [all|both]",
                                          "[i|he|she|we|you] [get|getting|rolling|drawing|draw] (both|all)"};
      for (const char* way : kWays) {
        in_.back_to(start);
        if (in_.skip(way)) {
          found = true;
          break;
        }
      }
      if (!found) return false;
    }
    in_.skip("[on]");
    auto trait = read_trait();
    if (!trait) return false;
    in_.skip("(are|is|be) [drawn|chosen|selected|rolled]");
    return draws_.count > 1 && counted(*trait, none ? 0 : draws_.count, none ? 0 : draws_.count);
  }

  // "exactly three of the dice show a 1", "at least one woman is selected"
  bool count() {
    const std::size_t start = in_.place();
    auto c = in_.take("[that] [i|he|she|we|you|it|there|they] [will|are|is] [get|gets|getting|roll|rolls|rolling|draw|draws|drawing|flip|flips|have|has|contains|select|selecting] "
                      "(exactly|at {word:how}|no more than|no fewer than|only|precisely) ({int:k}|one)");
    if (!c) return false;
    std::string how = c->has("how") ? c->text("how") : "exactly";
    const std::size_t here = in_.place();
    for (std::size_t i = start; i < here; ++i) {
      const std::string word = stem_at(i);
      if (word == "fewer") how = "least";
      if (word == "more") how = "most";
    }
    if (how != "exactly" && how != "least" && how != "most") return false;
    in_.skip("[of] [them|these|dice|die|coins|coin|flips|tosses|rolls|cards|{int} <drawn_noun>|{int}] [<drawn_noun>] [drawn] (show|shows|is|are|come up|comes up|land|lands|land on|will be|be|showing|comes up as|is showing)") || in_.skip("of") || true;
    auto trait = read_trait();
    if (!trait) {
      in_.back_to(here);
      in_.skip("[of] [the]");
      trait = read_trait();
    }
    if (!trait) return false;
    in_.skip("[are|is|be|will be|show|shows] (drawn|chosen|selected|rolled|flipped|picked|up|facing up|showing|on committee)") || in_.skip("(in|of|among) [{int}] (flips|tosses|rolls|throws)") || in_.skip("of color");
    const long long k = c->has("k") ? c->integer("k") : 1;
    return counted(*trait, how == "most" ? 0 : k, how == "least" ? draws_.count : k);
  }

  // "one marble is red and two are blue", "I get one fork, one spoon and one knife", "at least 1 boy and at least 1 girl"
  bool mixed() {
    if (in_.skip("[committee|team|group|there] [has|contains|includes|is] at least (one|{int})")) return each_kind();
    in_.skip("[i|he|she|we|you] [will] [get|gets|getting|draw|draws|drawing|have|select|choose]");
    event_ = Event{};
    event_->kind = Event::Kind::kMixed;
    for (;;) {
      auto c = in_.take("[and] [exactly|other] ({int:k}|one)");
      if (!c) break;
      const std::size_t here = in_.place();
      auto trait = read_trait();
      if (!trait) {
        in_.back_to(here);
        in_.skip("[of] [<drawn_noun>] (is|are|be|will be)");
        trait = read_trait();
      }
      if (!trait) return false;
      event_->traits.push_back(*trait);
      event_->counts.push_back(c->has("k") ? c->integer("k") : 1);
    }
    in_.skip("[are|is] (drawn|chosen|selected)");
    return event_->traits.size() > 1;
  }

  // "at least 1 boy and at least 1 girl", where there are no others
  bool each_kind() {
    auto first = read_trait();
    if (!first || !in_.skip("and at least (one|{int})")) return false;
    auto second = read_trait();
    for (const Token& token : tokens_)
      if (token.text == "least" && (&token)[1].number != math::Rational(1)) return false;
    if (!second || !std::all_of(draws_.things.begin(), draws_.things.end(), [&](const Thing& t) { return (*first)(t) != (*second)(t); })) return false;
    return draws_.count > 1 && counted(*first, 1, draws_.count - 1);
  }

  // "it is red", of one draw
  bool single() {
    in_.skip("[i|he|she|we|you] [will] (get|getting|draw|drawing|roll|rolling|choosing|choose|selecting|picking) [number]") && in_.skip("[that]");
    in_.skip("(it|result|roll|outcome|number (rolled|shown|showing|on top|that comes up|facing up|obtained)|die|top face|face|<drawn_noun>|card|number|selected <drawn_noun>|chosen <drawn_noun>|<drawn_noun> drawn|<drawn_noun> selected|<drawn_noun> chosen) (is|be|will be|shows|comes up)") || in_.skip("(is|be|will be)");
    auto trait = read_trait();
    return trait && draws_.count == 1 && counted(*trait, 1, 1);
  }

  // Traits: of a number, of a label, of one or the other.

  std::optional<Trait> read_trait() {
    auto first = one_trait();
    if (!first) return {};
    if (!in_.skip("or")) return first;
    auto second = one_trait();
    if (!second) return {};
    return [a = *first, b = *second](const Thing& t) { return a(t) || b(t); };
  }

  bool known(const std::string& label) const {
    return std::any_of(draws_.things.begin(), draws_.things.end(), [&](const Thing& t) { return has(label)(t); });
  }

  void skip_noun() {
    if (in_.at_end() || in_.at_start() || tokens_[in_.place() - 1].mark != 0) return;
    if (!noun_.empty() && !in_.at_end() && label_of(in_.next().text) == noun_) in_.skip("{word}");
    else in_.skip("(marble|marbles|ball|balls|card|cards|sock|socks|chip|chips|one|ones|face|faces|candy|candies|pen|pens)");
  }

  std::optional<Trait> one_trait() {
    if (in_.at_end()) return {};
    if (draws_.what == What::kCards) return card_trait();
    if (in_.next().kind == TokenKind::kWord) {
      const std::string label = label_of(in_.next().text);
      const bool fits = known(label);
      if (fits && in_.skip("{word}")) {
        skip_noun();
        return has(label);
      }
    }
    if (draws_.what != What::kDice && draws_.what != What::kNumbers) return {};
    if (auto fits = condition()) {
      in_.skip("('s|number|numbers|integer|integers)");
      return [f = *fits](const Thing& t) { return t.number && f(*t.number); };
    }
    if (auto c = in_.take("number {int:v}")) return [v = c->integer("v")](const Thing& t) { return t.number == v; };
    return {};
  }

  std::optional<Trait> card_trait() {
    static const std::map<std::string, std::string> symbols = {{"\\heartsuit", "heart"}, {"\\diamondsuit", "diamond"}, {"\\clubsuit", "club"}, {"\\spadesuit", "spade"}};
    if (in_.next().kind == TokenKind::kMath) {
      auto symbol = symbols.find(in_.next().text);
      if (symbol == symbols.end()) return {};
      in_.skip("{math}");
      return has(symbol->second);
    }
    if (in_.skip("face (card|cards)")) return [](const Thing& t) { return has("jack")(t) || has("queen")(t) || has("king")(t); };
    std::optional<Trait> trait;
    if (auto c = in_.take("{int:v} ['s]")) {
      if (c->integer("v") < 2 || c->integer("v") > 10) return {};
      trait = [v = c->integer("v")](const Thing& t) { return t.number == v; };
    } else if (in_.next().kind == TokenKind::kWord && known(word_stem(in_.next().text))) {
      trait = has(word_stem(in_.next().text));
      in_.skip("{word} ['s]");
      in_.skip("(card|cards)");
    }
    if (!trait) return {};
    const std::size_t here = in_.place();
    if (in_.skip("of")) {
      auto suit = in_.at_end() ? std::nullopt : card_trait();
      if (!suit) return in_.back_to(here), trait;
      return [a = *trait, b = *suit](const Thing& t) { return a(t) && b(t); };
    }
    return trait;
  }

  std::string words_;                  // of the last condition on a number: "prime"
  std::optional<Event> event_;
  bool asked_ = false, counts_ = false, unrestricted_ = false;   // counts_: ways are asked for, not a probability
};

}  // namespace

std::optional<Goal> read_draws(const std::vector<Token>& tokens) {
  if (std::none_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.text == "probability" || t.text == "chance" || t.text == "ways" || t.text == "committees" || t.text == "teams"; })) return {};
  if (auto goal = Reader(tokens).run()) return goal;
  const std::vector<Token> turned = conditions_first(tokens);
  return turned.size() == tokens.size() && !turned.empty() && turned[0].text == tokens[0].text && turned.back().text == tokens.back().text ? std::nullopt : Reader(turned).run();
}

}  // namespace retort::agent
