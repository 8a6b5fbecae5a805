// Statements of facts and one question, in any order and number of sentences: what is not read by a form of its own.
#include "agent/forms_facts.h"

#include <algorithm>
#include <array>
#include <set>

#include "agent/forms.h"
#include "agent/forms_phrases.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

constexpr std::array<std::string_view, 43> kConnectives = {
    "if", "and", "let", "suppose", "that", "given", "where", "with", "but", "also", "then", "assume", "consider", "for", "such", "satisfying", "when",
    "so", "define", "two", "the", "operation", "new", "functions", "function", "equations", "equation", "system", "of", "have", "we", "satisfy", "which", "know", "both", "simultaneously", "solve", "following",
    "there", "exist", "exists", "here", "over"};

bool is_connective(const Token& token) {
  return token.kind == TokenKind::kWord && std::find(kConnectives.begin(), kConnectives.end(), token.text) != kConnectives.end();
}

// The words that begin the question: how many tokens they are.
std::size_t question_start(const std::vector<Token>& tokens, std::size_t at) {
  static const std::vector<std::vector<std::string_view>> kStarts = {
      {"what", "is"}, {"what", "does"}, {"what", "are"}, {"what", "must"}, {"find"}, {"compute"}, {"determine"}, {"calculate"}, {"evaluate"}, {"what", "was"}};
  for (const auto& start : kStarts) {
    bool fits = at + start.size() <= tokens.size();
    for (std::size_t i = 0; fits && i < start.size(); ++i) fits = tokens[at + i].kind == TokenKind::kWord && tokens[at + i].text == start[i];
    if (fits) return start.size();
  }
  return 0;
}

// A way to ask, and the sign of what is asked.
struct Wording {
  Pattern pattern;
  int sign = 0;
};

const std::vector<Wording>& wordings() {
  static const std::vector<Wording> all = [] {
    const std::pair<const char*, int> rows[] = {
        {"(find|determine|compute|what is|enter|give|state) [all|the|an] [ordered] (pair|triple|quadruple|pairs|triples) [of] [real|positive] [integers|numbers] {tuple:t}", 0},
        {"(find|determine|compute|what is|enter|give|state) [all|the|an] [ordered] (pair|triple|quadruple) of (real|positive|) (integers|numbers|constants) {tuple:t}", 0},
        {"(express|give|write|enter) your answer as an ordered (pair|triple|quadruple) {tuple:t} [of] [decimals|fractions|integers|common fractions]", 0},
        {"(express|give|write|enter) your answer (in the form|as|in form) {tuple:t}", 0},
        {"(find|determine|compute|solve for|what is|enter) {tuple:t}", 0},
        {"(solve for|find|determine|compute) [the] (constant|number|real number|value of the constant|value of the real number|integer|value of the variable) {expr:t}", 0},
        {"solve for {var:t}", 0},
        {"(find|determine|compute|what is) [the] [only] positive (value of|number|real number|real value of|integer|integer value of|solution for) {expr:t}", 1},
        {"(find|determine|compute|what is) [the] negative (value of|number|real number|real value of|integer|integer value of) {expr:t}", -1},
        {"(what|for what|for which|find the) (real|) (value of|number) {var:t} (is|does|do we have|satisfies|makes|such that|for which|so that)", 0},
        {"(what|for what|for which|find the) positive (real|) (value of|number) {var:t} (is|does|do we have|satisfies|makes|such that|for which|so that)", 1},
    };
    std::vector<Wording> made;
    for (const auto& [pattern, sign] : rows) made.push_back({Pattern::compile(pattern, shared_phrases()), sign});
    return made;
  }();
  return all;
}

// What is asked of several values: "the largest possible value of".
struct TakeWording {
  Pattern pattern;
  Given::Take take;
};

const std::vector<TakeWording>& take_wordings() {
  using Take = Given::Take;
  static const std::vector<TakeWording> all = [] {
    const std::pair<const char*, Take> rows[] = {
        {"(largest|greatest|maximum|maximal|highest|biggest) [possible] [real|integer|positive|exact] [value|values] [for|of|that] [expression|sum|product|quantity|variable]", Take::kLargest},
        {"(smallest|least|minimum|minimal|lowest) [possible] [real|integer|positive|exact] [value|values] [for|of|that] [expression|sum|product|quantity|variable]", Take::kSmallest},
        {"all [of] [possible] [real|integer] (values|numbers|solutions) [of|for]", Take::kEvery},
        {"sum of all [of] [possible] [distinct|different|real|integer] (values|numbers|solutions) [of|for]", Take::kSum},
        {"product of all [of] [possible] [distinct|different|real|integer] (values|numbers|solutions) [of|for]", Take::kProduct},
        {"(number of|how many) [possible] [distinct|different|real|integer] values [of|for]", Take::kCount},
        {"[positive] difference between [two] [possible|different] values (of|for)", Take::kDifference},
    };
    std::vector<TakeWording> made;
    for (const auto& [pattern, take] : rows) made.push_back({Pattern::compile(pattern, shared_phrases()), take});
    return made;
  }();
  return all;
}

struct Situation {
  std::vector<Expr> facts;
  std::optional<Expr> asked;
  std::vector<Lookup> before;
  Given::Take take = Given::Take::kOne;
  bool positive = false, integers = false;
};

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Phrases& phrases) : tokens_(tokens), phrases_(phrases) {}

  std::optional<Situation> run() {
    while (at_ < tokens_.size()) {
      if (names_several() && fact()) continue;
      if (!situation_.asked && question()) continue;
      if (fact()) continue;
      if (!is_connective(tokens_[at_])) return {};
      ++at_;
    }
    if (!situation_.asked || (situation_.facts.empty() && situation_.take == Given::Take::kOne)) return {};
    return std::move(situation_);
  }

 private:
  // "Find A and B such that ..." says what the letters are; the pair is asked for later.
  bool names_several() const {
    return at_ + 3 < tokens_.size() && question_start(tokens_, at_) == 1 && tokens_[at_ + 1].kind == TokenKind::kMath && tokens_[at_ + 2].text == "and" && tokens_[at_ + 3].kind == TokenKind::kMath;
  }

  // Questions for an ordered pair, or that say of what kind the answer is.
  bool worded_question() {
    for (const Wording& wording : wordings()) {
      for (const auto& [length, captures] : wording.pattern.prefixes(tokens_, at_, phrases_)) {
        std::size_t end = at_ + length;
        bool closed = end == tokens_.size() || tokens_[end - 1].ends_sentence() || is_connective(tokens_[end]) || tokens_[end].kind == TokenKind::kMath;
        if (!closed) continue;
        situation_.asked = captures.expr("t");
        if (wording.sign != 0) situation_.facts.push_back(Expr::rel(wording.sign > 0 ? ">" : "<", captures.expr("t"), Expr::integer(0)));
        at_ = end;
        return true;
      }
    }
    return false;
  }

  bool question() {
    if (worded_question()) return true;
    const std::size_t start = question_start(tokens_, at_);
    if (start == 0) return false;
    // The longest way of asking for one value of several.
    std::size_t longest = 0;
    Given::Take take = Given::Take::kOne;
    for (const TakeWording& wording : take_wordings())
      for (const auto& [length, captures] : wording.pattern.prefixes(tokens_, at_ + start, phrases_))
        if (length > longest) longest = length, take = wording.take;
    if (longest > 0 && asked_from(at_ + start + longest, take)) return true;
    return asked_from(at_ + start, Given::Take::kOne);
  }

  // A term that ends its sentence or before facts.
  bool asked_from(std::size_t from, Given::Take take) {
    std::vector<SlotReading> readings = phrases_.read("num", from);
    // A term that no phrase takes up, with negative exponents for example.
    if (readings.empty() && from < tokens_.size() && tokens_[from].kind == TokenKind::kMath && tokens_[from].exprs.size() == 1 && !tokens_[from].exprs[0].is(Op::kRel) && !tokens_[from].exprs[0].is(Op::kChain))
      readings.push_back({1, {tokens_[from].exprs, {}, {}}});
    for (const SlotReading& reading : readings) {
      std::size_t end = from + reading.length;
      if (reading.capture.exprs.size() != 1) continue;
      if (reading.capture.exprs[0].symbols().empty() && !applies(reading.capture.exprs[0])) continue;
      // "What does x equal?"
      while (end < tokens_.size() && (tokens_[end].text == "equal" || tokens_[end].text == "be")) ++end;
      const bool closed = end == tokens_.size() || tokens_[end - 1].ends_sentence() || is_connective(tokens_[end]) || tokens_[end - 1].mark == ',';
      if (!closed) continue;
      situation_.asked = reading.capture.exprs[0];
      situation_.take = take;
      keep(reading.capture.before);
      at_ = end;
      return true;
    }
    return false;
  }

  static bool applies(const Expr& e) {
    if (e.is(Op::kFunc) && e.name().size() == 1) return true;
    return std::any_of(e.args().begin(), e.args().end(), applies);
  }

  // "n is the smallest integer" says something else where "for which" follows.
  bool goes_on(std::size_t end) const {
    static constexpr std::array<std::string_view, 6> kExtremes = {"smallest", "largest", "least", "greatest", "first", "only"};
    static constexpr std::array<std::string_view, 7> kClauses = {"for", "such", "with", "that", "so", "whose", "satisfying"};
    if (end >= tokens_.size() || tokens_[end - 1].ends_sentence() || std::find(kClauses.begin(), kClauses.end(), tokens_[end].text) == kClauses.end()) return false;
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(at_), tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const Token& token) { return std::find(kExtremes.begin(), kExtremes.end(), token.text) != kExtremes.end(); });
  }

  bool fact() {
    for (const SlotReading& reading : phrases_.read("fact", at_)) {
      if (goes_on(at_ + reading.length)) continue;
      situation_.facts.insert(situation_.facts.end(), reading.capture.exprs.begin(), reading.capture.exprs.end());
      keep(reading.capture.before);
      situation_.positive = situation_.positive || reading.capture.stem.find("positive") != std::string::npos;
      situation_.integers = situation_.integers || reading.capture.stem.find("integer") != std::string::npos;
      at_ += reading.length;
      return true;
    }
    return false;
  }

  void keep(const std::vector<Lookup>& before) { situation_.before.insert(situation_.before.end(), before.begin(), before.end()); }

  const std::vector<Token>& tokens_;
  Phrases& phrases_;
  std::size_t at_ = 0;
  Situation situation_;
};

// Unknowns of a story get letters that are not taken.
void name_unknowns(Situation& s) {
  std::set<std::string> taken;
  auto note = [&](const Expr& e) {
    for (const std::string& name : e.symbols()) taken.insert(name);
  };
  for (const Expr& fact : s.facts) note(fact);
  note(*s.asked);
  bool two = taken.count("unknown_2") > 0;
  std::vector<std::string> letters;
  for (const char* name : {"x", "y", "n", "m", "p", "q"})
    if (!taken.count(name)) letters.emplace_back(name);
  if (letters.size() < 2) return;
  auto rename = [&](Expr& e) { e = e.substitute("unknown_1", Expr::symbol(letters[0])).substitute("unknown_2", Expr::symbol(letters[1])); };
  for (Expr& fact : s.facts) rename(fact);
  rename(*s.asked);
  // Of two unnamed numbers the first is the larger one.
  if (two) s.facts.push_back(Expr::rel(">=", Expr::symbol(letters[0]), Expr::symbol(letters[1])));
}

}  // namespace

std::optional<Goal> read_facts(const std::vector<Token>& tokens, Phrases& phrases) {
  auto situation = Reader(tokens, phrases).run();
  if (!situation) return {};
  bool named = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.text == "number" || t.text == "numbers" || t.text == "integer" || t.text == "integers"; });
  // What is asked must be about what is given.
  // Of complex numbers no value is the largest, and others than the real ones count.
  const bool complex = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.text == "complex"; });
  if (complex && situation->take != Given::Take::kOne) return {};
  const bool extreme = situation->take == Given::Take::kLargest || situation->take == Given::Take::kSmallest;
  for (const std::string& symbol : situation->asked->symbols())
    if (!extreme && std::none_of(situation->facts.begin(), situation->facts.end(), [&](const Expr& fact) { return fact.contains_symbol(symbol); })) return {};
  bool story = false;
  for (const Expr& fact : situation->facts) story = story || fact.contains_symbol("unknown_1") || fact.contains_symbol("unknown_2");
  name_unknowns(*situation);
  if (story && !named) return {};
  for (std::size_t i = 0; story && i < tokens.size(); ++i) {
    if (tokens[i].text == "negative" || tokens[i].text == "consecutive" || tokens[i].text == "even" || tokens[i].text == "odd") return {};
    bool of_difference = i + 1 < tokens.size() && tokens[i + 1].text == "difference";
    situation->positive = situation->positive || (tokens[i].text == "positive" && !of_difference) || tokens[i].text == "whole";
    situation->integers = situation->integers || tokens[i].text == "integer" || tokens[i].text == "integers" || tokens[i].text == "whole";
  }
  Given goal{situation->facts, *situation->asked, situation->take, situation->positive};
  goal.integers = situation->integers;
  goal.before = situation->before;
  goal.real = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.text == "real" || t.text == "positive" || t.text == "negative" || t.text == "nonnegative"; });
  if (story) goal.setting = situation->facts.back().is(Op::kRel) && situation->facts.back().name() == ">=" ? "two" : "one";
  return goal;
}

}  // namespace retort::agent
