#include "agent/forms_experiments.h"

#include <map>
#include <set>

#include "agent/integer_set.h"
#include "base/text.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

const std::string kDie = "[fair] [standard] [regular] [normal] [different|distinct|distinguishable] [six-sided|{int:sides} sided|{word:solid}] [fair] [standard] [cubical] ";
const std::string kRolled = "[to be] [simultaneously|each|both] (rolled|tossed|thrown) [once|together|at same time|simultaneously|at random]";
const std::string kWho = "[if|when|suppose|suppose that|assume|assume that] [i|you|we|he|she|they|someone|{name}] ";
const std::string kDeck = "[standard] (deck of 52 cards|52 card deck|deck of cards|deck of 52 playing cards|deck of playing cards|deck|52 card deck of cards|pack of cards|52-card deck|standard 52 card deck)";
const std::string kDrawn = "(drawn|chosen|selected|picked|removed|taken|pulled|dealt|withdrawn|formed|drawn out|taken out|pulled out) ";
const std::string kDraw = "(draw|draws|choose|chooses|select|selects|pick|picks|remove|removes|take|takes|pull|pulls|take out|takes out|pull out|pulls out|draw out|grab|grabs|reach in and draw|reach in and pull out|reach in and remove|"
                          "reach in and pick|reaches in and pulls out) ";
const std::string kRandom = "[at random|randomly|simultaneously|simultaneously and at random|at once] [out] [(of|from|from among|out of) [this|my|his|her|their|these] (bag|box|jar|urn|drawer|hat|bowl|container|group|class|club|bucket|basket|pile|collection|them|<drawn_noun>|silverware|clothing|fruit)] [at random|randomly|simultaneously|at same time] ";
const std::string kWithout = "[and] [without replacement|not replaced|one at a time without replacement|without looking|and without replacement|one after other|one after other without replacement|one at a time]";

}  // namespace

// Things put back are drawn with replacement; other words about it are not understood.
bool Experiments::replacement_is_clear() {
  for (std::size_t i = 1; i < tokens_.size(); ++i) {
    const std::string &word = tokens_[i].text, &before = tokens_[i - 1].text;
    if (word == "replacement" && before == "with") draws_.with_replacement = true;
    if (word == "back" || word == "returned" || word == "replaces" || word == "replacing" || word == "replace" || word == "re-rolled") return false;
    if (word == "replaced" && before != "not" && before != "is") return false;
  }
  return true;
}

// What a deck of cards is.
bool Experiments::boilerplate() {
  if (!in_.at_start()) return false;
  if (in_.skip("(assume|assuming) [that] [the] (dealing|drawing|choosing|selection) is done without replacement")) return true;
  if (in_.skip("standard deck of [52] [cards] has") || in_.skip("(deck|cards in deck) (is|are) (randomly arranged|placed in random order|shuffled|randomly shuffled)") || in_.skip("two of suits")) {
    if (!in_.at_start()) in_.skip_sentence();
    if (draws_.things.empty()) cards(0);
    return true;
  }
  return false;
}

bool Experiments::experiment() { return dice() || coins() || card_draw() || kinds() || draw() || numbers(); }

bool Experiments::set_dice(const Captures& c, long long count) {
  if (!draws_.things.empty()) return false;
  long long sides = c.has("sides") ? c.integer("sides") : 6;
  if (c.has("solid")) {
    static const std::map<std::string, long long> solids = {{"four-sided", 4}, {"eight-sided", 8}, {"ten-sided", 10}, {"twelve-sided", 12}, {"twenty-sided", 20}, {"octahedral", 8}, {"tetrahedral", 4}, {"5-sided", 5}};
    auto known = solids.find(c.text("solid"));
    if (known == solids.end()) return false;
    sides = known->second;
  }
  if (sides < 2 || sides > 30) return false;
  for (long long i = 1; i <= sides; ++i) draws_.things.push_back({i, {}});
  draws_.count = count;
  draws_.with_replacement = true;
  draws_.what = What::kDice;
  return true;
}

bool Experiments::dice() {
  static const std::string kPassive = kWho + "[each of] {int:n} " + kDie + "dice (are|is) " + kRolled;
  static const std::string kActive = kWho + "(roll|rolls|rolled|throw|throws|toss|tosses|will roll|rolling|tossing) {int:n} " + kDie + "(dice|die) [once|simultaneously|at same time|together]";
  static const std::string kOne = kWho + "(roll|rolls|rolled|throw|toss|tosses|rolling) " + kDie + "die ({int:n} times|{word:times})";
  static const std::string kOneRolled = kWho + kDie + "die is (rolled|tossed|thrown) ({int:n} times|{word:times})";
  static const std::string kSingle = kWho + kDie + "die is (rolled|tossed|thrown|cast) [once|at random]", kSingleActive = kWho + "(roll|rolls|rolled|throw|toss|rolling) " + kDie + "die [once|one time]";
  if (auto c = in_.take(kPassive)) return set_dice(*c, c->integer("n"));
  if (auto c = in_.take(kActive)) return set_dice(*c, c->integer("n"));
  if (auto c = in_.take("[and] numbers {vars:v} are obtained")) return obtained(*c);
  const std::size_t start = in_.place();
  for (const std::string* pattern : {&kOne, &kOneRolled})
    if (auto c = in_.take(*pattern)) {
      if (c->has("n")) return set_dice(*c, c->integer("n"));
      if (c->text("times") == "twice") return set_dice(*c, 2);
      in_.back_to(start);
    }
  for (const std::string* pattern : {&kSingle, &kSingleActive})
    if (auto c = in_.take(*pattern)) return set_dice(*c, 1);
  return false;
}

// "the numbers a, b, c are obtained"
bool Experiments::obtained(const Captures& c) {
  for (const Expr& e : c.at("v").exprs) letters_.push_back(e.name());
  return draws_.what == What::kDice && static_cast<long long>(letters_.size()) == draws_.count;
}

bool Experiments::coins() {
  static const std::string kMany = kWho + "{int:n} [fair] coins are [simultaneously] (flipped|tossed) [once|at same time|simultaneously]";
  static const std::string kActive = kWho + "(flip|flips|toss|tosses|flipping|tossing) {int:n} [fair] coins";
  static const std::string kTimes = kWho + "(flip|flips|toss|tosses|flipping|tossing) [fair] coin ({int:n} times|{word:times})";
  static const std::string kPassive = kWho + "[fair] coin is (flipped|tossed) ({int:n} times|{word:times})";
  static const std::string kOpen = kWho + "(flipping|tossing) [fair] coin";
  const std::size_t start = in_.place();
  for (const std::string* pattern : {&kMany, &kActive, &kTimes, &kPassive, &kOpen})
    if (auto c = in_.take(*pattern)) {
      if (c->has("times") && c->text("times") != "twice") {
        in_.back_to(start);
        continue;
      }
      if (!draws_.things.empty()) return false;
      draws_.count = c->has("n") ? c->integer("n") : c->has("times") && c->text("times") == "twice" ? 2 : 0;
      draws_.things = {{{}, {"head"}}, {{}, {"tail"}}};
      draws_.with_replacement = true;
      draws_.what = What::kCoins;
      return true;
    }
  return false;
}

bool Experiments::cards(long long count) {
  if (!draws_.things.empty()) return draws_.what == What::kCards && (draws_.count = count, true);
  static const char* const kSuits[] = {"heart", "diamond", "club", "spade"};
  for (int suit = 0; suit < 4; ++suit)
    for (long long rank = 1; rank <= 13; ++rank) {
      Thing card;
      if (rank >= 2 && rank <= 10) card.number = rank;
      card.labels = {kSuits[suit], suit < 2 ? "red" : "black"};
      if (rank == 1) card.labels.emplace_back("ace");
      if (rank == 11) card.labels.emplace_back("jack");
      if (rank == 12) card.labels.emplace_back("queen");
      if (rank == 13) card.labels.emplace_back("king");
      draws_.things.push_back(card);
    }
  draws_.count = count;
  draws_.what = What::kCards;
  return true;
}

bool Experiments::card_draw() {
  static const std::string kPassive = kWho + "{int:n} [different] cards are " + kDrawn + "[at random|randomly] from " + kDeck + " [at random] " + kWithout;
  static const std::string kActive = kWho + kDraw + "{int:n} cards [at random|randomly] from " + kDeck + " [at random] " + kWithout;
  static const std::string kOne = kWho + "card is " + kDrawn + "[at random|randomly] from " + kDeck + " [at random]";
  static const std::string kAgain = "[and] [then] [it is] replaced [in deck] and another card is " + kDrawn + "[at random]";
  for (const std::string* pattern : {&kPassive, &kActive})
    if (auto c = in_.take(*pattern)) return cards(c->integer("n"));
  if (!in_.skip(kOne)) return false;
  if (!cards(1)) return false;
  if (in_.skip(kAgain)) draws_.count = 2, draws_.with_replacement = true;
  return true;
}

// "4 red marbles, 5 white marbles and 6 blue marbles"
bool Experiments::kinds() {
  static const char* const kIntros[] = {
      "(i|we|you|he|she|{name}) (have|has) [my] {thing} [of {thing}] (with|containing|that contains|holding|that has|of)", "[there are] [{thing}] {thing} (contains|has|holds|has exactly|contains exactly|contains only)",
      "there are", "(i|we|you|{name}) (have|has)", "{thing} with", "{thing} of {int} {word} (has|contains|consists of)"};
  const std::size_t start = in_.place();
  for (const char* intro : kIntros) {
    in_.back_to(start);
    if (in_.skip(intro) && listed()) return true;
  }
  in_.back_to(start);
  return false;
}

bool Experiments::is_join(const std::string& word) {
  static const std::set<std::string> words = {"and", "in", "on", "are", "what", "is", "if", "inside", "of", "what's", "which", "from", "no", "with", "or"};
  return words.count(word) > 0;
}

// "men" -> "man", "marbles" -> "marble"
std::string Experiments::label_of(const std::string& written) {
  static const std::map<std::string, std::string> irregular = {{"men", "man"}, {"women", "woman"}, {"knives", "knife"}, {"children", "child"}, {"mice", "mouse"}, {"loaves", "loaf"}};
  std::string word = lower_ascii(written);
  auto known = irregular.find(word);
  return known == irregular.end() ? word_stem(word) : known->second;
}

bool Experiments::listed() {
  if (!draws_.things.empty()) return false;
  struct Kind { std::string label; long long count; };
  std::vector<Kind> kinds;
  std::string noun;
  std::optional<long long> total;
  const std::size_t start = in_.place();
  for (;;) {
    // The longest that does not run into the next item.
    const std::size_t here = in_.place();
    if (kinds.empty() && !total) {
      // "25 members: 10 boys and 15 girls"
      if (auto t = in_.take("{int:n} {word}"); t && tokens_[in_.place() - 1].mark == ':') {
        total = t->integer("n");
        continue;
      }
      in_.back_to(here);
    }
    auto c = in_.take("[and] [other] {int:n} {word:k} {word:w}");
    if (c && (is_join(c->text("w")) || number_word(c->text("w")) || tokens_[in_.place() - 2].mark != 0)) {
      in_.back_to(here);
      c.reset();
    }
    if (!c) c = in_.take("[and] [other] {int:n} {word:k}");
    if (!c) break;
    Kind kind{label_of(c->text("k")), c->integer("n")};
    if (kind.count < 1 || kind.count > 100 || is_join(kind.label)) return in_.back_to(start), false;
    if (c->has("w")) noun = label_of(c->text("w"));
    kinds.push_back(kind);
    if (in_.at_start()) break;
  }
  in_.skip("[and] [no other {word}]");
  if (const std::size_t here = in_.place(); !in_.at_start() && in_.skip("(in|inside|on) {thing}") && !in_.at_start() && tokens_[in_.place() - 1].mark != ',') in_.back_to(here);
  long long sum = 0;
  for (const Kind& kind : kinds) sum += kind.count;
  // "25 members, 10 boys and 15 girls"
  if (kinds.size() > 2 && 2 * kinds[0].count == sum) {
    sum -= kinds[0].count;
    kinds.erase(kinds.begin());
  }
  if (kinds.size() < 2 || (total && *total != sum)) return in_.back_to(start), false;
  for (const Kind& kind : kinds)
    for (long long i = 0; i < kind.count; ++i) draws_.things.push_back({{}, {kind.label}});
  noun_ = noun;
  draws_.what = What::kThings;
  draws_.count = 0;
  return true;
}

bool Experiments::draw() {
  if (draws_.what != What::kThings && draws_.what != What::kNumbers) return false;
  static const std::string kPassive = kWho + "{int:n} [different|of] {word:noun} (are|will be) [randomly] " + kDrawn + kRandom + kWithout;
  static const std::string kActive = kWho + "[reach|reaches] [in] [and] [randomly|simultaneously] " + kDraw + "{int:n} [different|of] [pieces of] {word:noun} " + kRandom + kWithout;
  static const std::string kOne = kWho + "(one|) {word:noun} is [randomly] " + kDrawn + kRandom;
  static const std::string kGroup = kWho + "{int:n} (person|member|student|people) (committee|team|group|subcommittee) is [randomly] " + kDrawn + kRandom;
  static const std::string kCommittee = kWho + "[committee|team|group|panel|jury|delegation] of {int:n} [people|students|members|persons] is to be " + kDrawn + "[at random|randomly] from [group of]";
  static const std::string kFromKinds = kWho + "{int:n} {word} (are|will be) [randomly] " + kDrawn + "[at random|randomly] from [group of|team of|class of|club of|committee of|{thing} (with|containing|that contains|holding)]";
  const std::size_t start = in_.place();
  if (auto c = in_.take(kCommittee); c && draws_.things.empty() && listed()) return draws_.count = c->integer("n"), true;
  in_.back_to(start);
  if (auto c = in_.take(kFromKinds); c && draws_.things.empty() && listed()) return draws_.count = c->integer("n"), true;
  for (const std::string* pattern : {&kGroup, &kPassive, &kActive, &kOne}) {
    in_.back_to(start);
    auto c = in_.take(*pattern);
    if (!c) continue;
    if (draws_.count != 0 || draws_.things.empty()) return in_.back_to(start), false;
    draws_.count = c->has("n") ? c->integer("n") : 1;
    if (in_.skip("[and] with replacement")) draws_.with_replacement = true;
    return true;
  }
  in_.back_to(start);
  return false;
}

// "Two different numbers are chosen from {1, ..., 6}", "from 1 through 20".
bool Experiments::numbers() {
  static const std::string kPassive = kWho + "{int:n} [different|distinct] [natural|positive|whole] (numbers|integers|members|elements) (are|will be) [simultaneously|randomly] " + kDrawn +
                                      "[at random|randomly|simultaneously|simultaneously and at random|without replacement] (from|from among|from set|from between|from members of) [set] ";
  if (!draws_.things.empty()) return false;
  static const std::string kFromFirst = kWho + "{int:n} [different|distinct] [natural|positive|whole] (numbers|integers) (from|between) {int:a} (through|to|and) {int:b} [inclusive] (are|will be) [randomly] " + kDrawn + "[at random|randomly]";
  const std::size_t start = in_.place();
  std::vector<long long> all;
  if (auto c = in_.take(kFromFirst)) {
    for (long long i = c->integer("a"); i <= c->integer("b") && all.size() <= 60; ++i) all.push_back(i);
    return set_numbers(all, c->integer("n"));
  }
  auto c = in_.take(kPassive);
  if (!c) return false;
  if (auto range = in_.take("{int:a} (through|to|and|and up to) {int:b} [inclusive]")) {
    for (long long i = range->integer("a"); i <= range->integer("b") && all.size() <= 60; ++i) all.push_back(i);
  } else if (auto set = in_.take("{math:m}")) {
    for (const Expr& e : set->at("m").exprs) {
      if (!e.is(Op::kSet) && !e.is(Op::kList)) return in_.back_to(start), false;
      for (const Expr& part : e.args()) {
        auto v = part.is_integer() ? part.value().to_int64() : std::nullopt;
        if (!v) return in_.back_to(start), false;
        all.push_back(*v);
      }
    }
  } else if (auto phrase = in_.take("{set:s}")) {
    auto members = phrase->at("s").set->members();
    if (!members) return in_.back_to(start), false;
    all = *members;
  }
  if (!set_numbers(all, c->integer("n"))) return in_.back_to(start), false;
  in_.skip("[at random|randomly|without replacement]");
  return true;
}

bool Experiments::set_numbers(const std::vector<long long>& all, long long count) {
  if (all.size() < 2 || all.size() > 60) return false;
  for (long long v : all) draws_.things.push_back({v, {}});
  draws_.count = count;
  draws_.what = What::kNumbers;
  return true;
}

}  // namespace retort::agent
