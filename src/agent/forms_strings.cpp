#include "agent/forms_strings.h"

#include <algorithm>
#include <map>
#include <set>

#include "agent/clauses.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Signs = std::set<char>;

Expr integer(long long n) { return Expr::integer(n); }
Expr product_of(const std::vector<long long>& counts) {
  std::vector<Expr> factors;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::size_t same = 1;
    while (i + 1 < counts.size() && counts[i + 1] == counts[i]) ++i, ++same;
    factors.push_back(same == 1 ? integer(counts[i]) : pow(integer(counts[i]), integer(static_cast<long long>(same))));
  }
  return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
}

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", kDigits = "0123456789";
Signs signs(std::string_view of) { return {of.begin(), of.end()}; }
Signs without(Signs all, const Signs& gone) {
  for (char c : gone) all.erase(c);
  return all;
}
Signs both(const Signs& a, const Signs& b) {
  Signs common;
  for (char c : a)
    if (b.count(c)) common.insert(c);
  return common;
}

// What may stand in each place, and what is asked of the whole.
struct Plan {
  std::vector<Signs> places;
  bool repeated = true;        // a sign may stand in several places
  Signs some;                  // one of these must be there; empty: nothing is asked
};

long long counted(const Plan& plan, std::size_t at, std::string& word) {
  if (at == plan.places.size()) {
    if (plan.some.empty()) return 1;
    return std::any_of(word.begin(), word.end(), [&](char c) { return plan.some.count(c) > 0; });
  }
  long long sum = 0;
  for (char c : plan.places[at]) {
    if (!plan.repeated && word.find(c) != word.npos) continue;
    word.push_back(c);
    sum += counted(plan, at + 1, word);
    word.pop_back();
  }
  return sum;
}

// The choices place by place, the narrowest place first; nothing where a choice would depend on the ones before.
std::optional<std::vector<long long>> choices(const Plan& plan) {
  std::vector<Signs> order = plan.places;
  if (!plan.repeated) std::stable_sort(order.begin(), order.end(), [](const Signs& a, const Signs& b) { return a.size() < b.size(); });
  std::vector<long long> counts;
  std::vector<Signs> used;
  for (const Signs& place : order) {
    long long taken = 0;
    for (const Signs& before : used) {
      if (plan.repeated) break;
      const Signs common = both(place, before);
      if (!common.empty() && common.size() != before.size()) return {};
      taken += !common.empty();
    }
    const long long left = static_cast<long long>(place.size()) - taken;
    if (left < 1) return {};
    counts.push_back(left);
    used.push_back(place);
  }
  return counts;
}

// As a term; by the last place's signs one after the other where its choice touches the first place.
std::optional<Expr> number_of(const Plan& plan) {
  if (auto counts = choices(plan)) return product_of(*counts);
  std::vector<Expr> terms;
  for (char c : plan.places.back()) {
    Plan fixed = plan;
    fixed.places.back() = {c};
    auto counts = choices(fixed);
    if (!counts) return {};
    terms.push_back(product_of(*counts));
  }
  return terms.size() > 10 || terms.empty() ? std::nullopt : std::optional(terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms));
}

// How large the kinds of signs are: "the alphabet has $26$ letters".
std::string kinds_told(const Plan& plan) {
  const auto holds = [&](const Signs& kind) { return std::find(plan.places.begin(), plan.places.end(), kind) != plan.places.end(); };
  std::string told;
  const bool y = holds(signs("AEIOUY")) || holds(without(signs(kAlphabet), signs("AEIOUY")));
  const Signs vowels = signs(y ? "AEIOUY" : "AEIOU"), consonants = without(signs(kAlphabet), vowels);
  if (holds(signs(kAlphabet)) || holds(consonants)) told += "The alphabet has $26$ letters. ";
  if (holds(vowels) || holds(consonants)) told += "Of these the " + std::to_string(vowels.size()) + " letters A, E, I, O" + (y ? ", U and Y" : " and U") + " are vowels, and " + inline_math("26 - " + std::to_string(vowels.size()) + " = " + std::to_string(consonants.size())) + " are consonants. ";
  if (holds(signs(kDigits))) told += "The digits are $0, 1, 2, 3, 4, 5, 6, 7, 8, 9$. Counting them gives $10$. ";
  return told;
}

// "$26 - 1 = 25$" for what is left of a kind that fills several places.
std::string left_told(const Plan& plan) {
  if (plan.repeated) return {};
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < plan.places.size(); ++i) {
    std::size_t before = 0;
    for (std::size_t j = 0; j < i; ++j) before += !both(plan.places[i], plan.places[j]).empty();
    for (std::size_t used = 1; used <= before && used < plan.places[i].size(); ++used) {
      const std::size_t left = plan.places[i].size() - used;
      const std::string text = inline_math(std::to_string(left + 1) + " - 1 = " + std::to_string(left));
      if (std::find(shown.begin(), shown.end(), text) == shown.end()) shown.push_back(text);
    }
  }
  return shown.empty() ? "" : " Each sign that is used leaves one fewer: " + and_list(shown) + ".";
}

std::optional<Goal> goal_of(const Plan& plan, const std::string& thing) {
  if (plan.places.empty() || plan.places.size() > 12) return {};
  Plan free = plan;
  free.some.clear();
  auto all = number_of(free);
  if (!all) return {};
  Expr value = *all;
  std::string setting = kinds_told(plan) + (plan.repeated ? "Each place can be filled without regard to the others, so the numbers of choices are multiplied." : "We fill the places one after the other, those with a condition first; what is used already is no choice any more." + left_told(free));
  if (!choices(free)) setting += " The choice for the last place matters for the first one, so we go through its possibilities and add.";
  if (!plan.some.empty()) {
    Plan none = free;
    for (Signs& place : none.places) place = without(place, plan.some);
    auto others = number_of(none);
    if (!others) return {};
    value = *all - *others;
    setting += " From all of them, " + inline_math(tex(*all)) + ", we take those that miss what is asked for, " + inline_math(tex(*others)) + ".";
  }
  auto number = math::exact_value(value);
  if (!number.ok() || number->sign() <= 0) return {};
  double size = 1;
  for (const Signs& place : plan.places) size *= static_cast<double>(place.size());
  if (size <= 300'000) {
    std::string word;
    if (Rational(counted(plan, 0, word)) != *number) return {};
  } else if (!choices(free) || !plan.some.empty()) {
    return {};
  }
  return Evaluate{value, setting, "there are @ such " + thing, {}};
}

class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : in_(tokens), tokens_(tokens) {}

  std::optional<Goal> run() {
    if (tokens_.size() > 90 || !concerns_signs()) return {};
    letter_y_ = in_text("consider y vowel") || in_text("consider y to be vowel");
    while (!in_.at_end())
      if (!slots() && !words() && !numbers() && !condition() && !remark() && !passed()) return {};
    if (plan_.places.empty() || !asked_) return {};
    if (!repetition_said_ && needs_repetition_) return {};
    return goal_of(plan_, thing_);
  }

 private:
  bool concerns_signs() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.text == "letter" || t.text == "letters" || t.text == "digit" || t.text == "digits" || t.text == "consonant" || t.text == "vowel"; });
  }
  bool in_text(std::string_view words) const {
    std::string all;
    for (const Token& t : tokens_) all += t.text + " ";
    return all.find(words) != all.npos;
  }

  static constexpr const char* kThing = "[automobile|boat|car|vehicle|secret] (license plates|license plate|plates|plate|licenses|codes|code|passwords|password|sequences|strings|words|arrangements|combinations|license plate combinations|license numbers|serial numbers|ids|labels|numbers|call letters)";

  Signs vowels() const { return signs(letter_y_ ? "AEIOUY" : "AEIOU"); }

  // One or more places of a kind: "three letters", "an even digit".
  bool kind(std::vector<Signs>& places) {
    const std::size_t start = in_.place();
    long long n = 1;
    if (auto c = in_.take("[any] {int:n}")) n = c->integer("n");
    in_.skip("any");
    if (n < 1 || n > 8) return in_.back_to(start), false;
    struct Row { const char* pattern; Signs set; };
    const Row rows[] = {{"(letters|letter|capital letters|capital letter|upper-case letters|letters of alphabet|letters from alphabet)", signs(kAlphabet)}, {"(vowel|vowels)", vowels()}, {"(consonant|consonants)", without(signs(kAlphabet), vowels())},
                        {"(digits|digit|single digits|numerical digits)", signs(kDigits)}, {"even (digit|digits)", signs("02468")}, {"odd (digit|digits)", signs("13579")}, {"(nonzero|non-zero) (digit|digits)", signs("123456789")},
                        {"prime (digit|digits)", signs("2357")}};
    for (const Row& row : rows) {
      if (!in_.skip(row.pattern)) continue;
      places.insert(places.end(), static_cast<std::size_t>(n), row.set);
      return true;
    }
    // "the letter A or M"
    if (n == 1 && in_.skip("[either] letter"))
      if (Signs named = letters(); !named.empty()) return places.push_back(named), true;
    in_.back_to(start);
    return false;
  }

  // "three letters followed by a sequence of three digits"
  bool slots() {
    if (!plan_.places.empty()) return false;
    const std::size_t start = in_.place();
    static const std::string kRows[] = {
        "how many [different|distinct|possible] [{int} character|{int} symbol|four-character|five-character|six-character|three-character] " + std::string(kThing) + " (consist of|consist exactly of|consisting of|can be formed with|can be formed using|can be made with|can be made using|can be made from|contain|have|can be created with|are there that consist of|are there consisting of|can be formed consisting of|can be formed that consist of|are possible with)",
        "[in {words}] [each|every|all|requires that all|requires all|requires each|{word} requires that all] " + std::string(kThing) + " [in {thing}|for {thing}|in my town] (consist of|consists of|have|has|contain|contains|must consist of|must contain|is made up of|are made up of|consist of sequence of)",
    };
    for (std::size_t i = 0; i < 2; ++i) {
      in_.back_to(start);
      if (!in_.skip(kRows[i])) continue;
      std::vector<Signs> places;
      if (!kind(places)) continue;
      while (in_.skip("[and] [then] [always] (followed by|then|and|and then|dash and|followed by dash and then) [sequence of] [then]"))
        if (!kind(places)) return in_.back_to(start), false;
      plan_.places = places;
      if (i == 0) asked_ = true;
      return true;
    }
    in_.back_to(start);
    return false;
  }

  // Letters one by one: "A, B, C, and D".
  Signs letters() {
    Signs found;
    while (!in_.at_end()) {
      const Token& token = in_.next();
      std::string name = token.kind == TokenKind::kMath ? token.text : token.written;
      if (token.kind == TokenKind::kWord && (token.text == "and" || token.text == "or") && !found.empty()) {
        in_.back_to(in_.place() + 1);
        continue;
      }
      for (std::string_view gone : {"\\text", "{", "}", " ", ",", "\\"}) name = replace_all(name, gone, "");
      const bool fits = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) && (name.size() == 1 || (token.kind == TokenKind::kMath && token.text.find(',') != token.text.npos));
      if (!fits) break;
      for (char c : name)
        if (!found.insert(c).second) return {};
      const bool ends = token.ends_sentence();
      in_.back_to(in_.place() + 1);
      if (ends) break;
    }
    return found;
  }

  bool words() {
    if (!plan_.places.empty()) return false;
    const std::size_t start = in_.place();
    static const std::string kMade = " (can we make|can i make|can be made|can be formed|can you make|can be constructed|are there|can be created|can one make|can be written) [that use|by using] [only] (from|using|with|of|by using|out of|that use) [only] [{int}] letters [in] [set|word] ";
    auto c = in_.take("[using|suppose] how many [different|distinct] {int:k} letter " + std::string(kThing) + kMade);
    if (!c) c = in_.take("how many [different|distinct] " + std::string(kThing) + " of {int:k} letters" + kMade);
    if (!c) c = in_.take("how many [different|distinct] {int:k} letter " + std::string(kThing) + " with at least one (vowel|consonant)" + kMade);
    if (!c) return in_.back_to(start), false;
    Signs alphabet = letters();
    if (alphabet.empty() && !in_.at_end() && in_.next().kind == TokenKind::kWord) {
      const std::string word = in_.next().written;
      for (char x : word)
        if (x < 'A' || x > 'Z' || !alphabet.insert(x).second) return in_.back_to(start), false;
      if (word.size() < 3) return in_.back_to(start), false;
      in_.back_to(in_.place() + 1);
    }
    const long long k = c->integer("k");
    if (alphabet.size() < 2 || k < 1 || k > 10) return in_.back_to(start), false;
    plan_.places.assign(static_cast<std::size_t>(k), alphabet);
    alphabet_ = alphabet;
    for (std::size_t i = start; i < in_.place(); ++i)
      if (tokens_[i].text == "vowel" || tokens_[i].text == "consonant") plan_.some = tokens_[i].text == "vowel" ? both(alphabet, vowels()) : without(alphabet, vowels());
    needs_repetition_ = asked_ = true;
    thing_ = "words";
    return true;
  }

  // "How many even three-digit integers can be formed using the digits 1, 2, 3 and 4?"
  bool numbers() {
    if (!plan_.places.empty()) return false;
    const std::size_t start = in_.place();
    static const std::string kRow = "how many [different|distinct] [positive] [even|odd|positive] [{int:k} digit|{word:size}] [even|odd|positive] [positive] (numbers|integers|whole numbers|codes) can (be formed|be made|be written|be created|you form|you make) (using|with|from|using only|by using) [only] [digits] [digits] [from set] {math:m}";
    static const std::string kPlain = "how many [different|distinct] [positive] [even|odd|positive] [{int:k} digit|{word:size}] [even|odd|positive] [positive] (numbers|integers|whole numbers|codes) can (be formed|be made|be written|be created|you form|you make) (using|with|from|using only|by using) [only] [digits] [digits] [from set] {ints:l}";
    auto c = in_.take(kRow);
    std::vector<Expr> digits;
    if (c) {
      for (const Expr& e : c->at("m").exprs)
        if (e.is(Op::kSet) || e.is(Op::kList)) digits.insert(digits.end(), e.args().begin(), e.args().end());
        else digits.push_back(e);
      // "$1$, $2$, $3$ and $4$"
      while (auto more = in_.take("[and] {int:n}")) digits.push_back(more->expr("n"));
    } else if ((c = in_.take(kPlain))) {
      digits = c->at("l").exprs;
    }
    if (!c) return in_.back_to(start), false;
    static const std::map<std::string, long long> sizes = {{"two-digit", 2}, {"three-digit", 3}, {"four-digit", 4}, {"five-digit", 5}, {"six-digit", 6}};
    long long k = c->has("k") ? c->integer("k") : 0;
    if (c->has("size")) {
      auto known = sizes.find(c->text("size"));
      if (known == sizes.end()) return in_.back_to(start), false;
      k = known->second;
    }
    Signs set;
    for (const Expr& e : digits) {
      auto d = e.is_integer() ? e.value().to_int64() : std::nullopt;
      if (!d || *d < 0 || *d > 9 || !set.insert(static_cast<char>('0' + *d)).second) return in_.back_to(start), false;
    }
    if (set.size() < 2 || k < 2 || k > 8) return in_.back_to(start), false;
    plan_.places.assign(static_cast<std::size_t>(k), set);
    plan_.places[0] = without(set, signs("0"));
    for (std::size_t i = start; i < in_.place(); ++i)
      if (tokens_[i].text == "even" || tokens_[i].text == "odd") plan_.places.back() = both(plan_.places.back(), signs(tokens_[i].text == "even" ? "02468" : "13579"));
    alphabet_ = set;
    needs_repetition_ = asked_ = true;
    thing_ = "numbers";
    return true;
  }

  bool condition() {
    if (plan_.places.empty()) return false;
    const std::size_t start = in_.place();
    static const char* const kOnce[] = {
        "(if|and|with|where|such that|provided|assuming|given that|when|so that|) (no|none of) (letter|digit|letters|digits|number|character|letters or digits|letter or digit|letters and digits) (may be|can be|is|are|is allowed to be|may|can appear|can be used|may be used|is used|can) [used|repeated|appear] [repeated] [in (sequence|plate|arrangement|code)] [more than once] [in (sequence|plate|arrangement|{int} digit number|word|code)]",
        "(if|and|with|where|such that|assuming|given that|) [each|all] (letter|digit|letters|digits|characters|of digits|of letters) (can be used only once|can only be used once|may be used only once|is used only once|may be used at most once|can be used at most once|is used at most once|are different|must be different|are distinct|must be distinct|can not be repeated|cannot be repeated|may not be repeated|are not repeated|can't be repeated|must all be different|is used no more than once|may not repeat|cannot repeat)",
        "(if|and|with|where|) (repetition|repetitions|repeated {word}|repeats) [of (digits|letters)] (is|are) not (allowed|permitted)", "(without repetition|with no repeated (letters|digits)|with distinct (digits|letters)|with no (letter|digit) repeated|without repeating (digits|letters))",
        "(if|and) each (letter|digit) can be used (only|at most) once [and]"};
    static const char* const kMany[] = {
        "(if|and|with|where|such that|assuming|) [each|all] (letters|digits|letter|digit|letters and digits|repeated letters|repeated digits|numbers) (may|can) be (used more than once|repeated|used any number of times|used repeatedly)", "(if|and|where|assuming|) (repetition|repetitions|repeats) [of (digits|letters)] (is|are) (allowed|permitted)",
        "(if|and) [we] (are|is) allowed to repeat (letters|digits)", "(with repetition|with repetition allowed|repetition allowed|if repetition is allowed|letters may be used more than once)", "(and|) (letters|digits) may be used more than once",
        "any word is valid not just english language words"};
    for (const char* row : kOnce)
      if (in_.skip(row)) return plan_.repeated = false, repetition_said_ = true;
    for (const char* row : kMany)
      if (in_.skip(row)) return repetition_said_ = true;
    if (in_.skip("[if|and|where|such that|with|but|that] [each] [sequence|word|arrangement|code|number|plate] [must] (begin|begins|start|starts|beginning|starting) with [letter|digit]") || in_.skip("[if|and|where|with] first (letter|digit|character) (must be|is|being) [letter|digit]")) {
      Signs set = named();
      return set.empty() ? (in_.back_to(start), false) : (plan_.places[0] = both(plan_.places[0], set), true);
    }
    if (in_.skip("[if|and|where|such that|with|but|that] [must] not (end|ending) (with|in)") || in_.skip("[and] not end with")) {
      Signs set = named();
      return set.empty() ? (in_.back_to(start), false) : (plan_.places.back() = without(plan_.places.back(), set), true);
    }
    if (in_.skip("[if|and|where|such that|with|but|that] [must] (end|ends|ending) (with|in)") || in_.skip("[if|and|where|with] last (letter|digit|character) (must be|is|being)")) {
      Signs set = named();
      return set.empty() ? (in_.back_to(start), false) : (plan_.places.back() = both(plan_.places.back(), set), true);
    }
    if (in_.skip("[if|and|that|which|we] [must|we must|must contain] [with|contain|containing|include|have|use] at least one") || in_.skip("[if|and] one of other letters must be")) {
      Signs set = named();
      if (set.empty() || !plan_.some.empty()) return in_.back_to(start), false;
      plan_.some = set;
      return true;
    }
    if (in_.skip("[if|and] [we] (must|have to) (use|contain|include) letter")) {
      Signs set = named();
      if (set.size() != 1 || !in_.skip("at least once") || !plan_.some.empty()) return in_.back_to(start), false;
      plan_.some = set;
      return true;
    }
    in_.back_to(start);
    return false;
  }

  // A letter, or a vowel or consonant of the alphabet at hand.
  Signs named() {
    if (in_.skip("(vowel|vowels)")) return both(alphabet_.empty() ? signs(kAlphabet) : alphabet_, vowels());
    if (in_.skip("(consonant|consonants)")) return without(alphabet_.empty() ? signs(kAlphabet) : alphabet_, vowels());
    if (in_.skip("even digit")) return signs("02468");
    if (in_.skip("odd digit")) return signs("13579");
    if (auto c = in_.take("{int:d}"); c && c->integer("d") >= 0 && c->integer("d") < 10) return {static_cast<char>('0' + c->integer("d"))};
    const std::size_t start = in_.place();
    Signs set = letters();
    if (set.size() != 1) in_.back_to(start);
    return set.size() == 1 ? set : Signs();
  }

  // What only explains: "here, a word is any arrangement of letters".
  bool remark() {
    static const char* const kRemarks[] = {"[here] word is [arbitrary|any] (sequence|string|arrangement|ordering) of letters", "for this problem consider y vowel", "consider y vowel", "note that a and e are vowels", "vowels are", "any word is valid not just english language words",
                                           "words do not have to be actual words in english", "word (need not be|does not have to be) {words}"};
    for (const char* row : kRemarks)
      if (in_.skip(row)) return true;
    if (auto c = in_.take("how many [different|distinct] " + std::string(kThing) + " [of this type|of this kind] (are possible|can be made|can be formed|are there|are available|can be issued|are possible in all|could be made|can there be)"); c && !plan_.places.empty()) return asked_ = true;
    return in_.skip("how many [different|distinct] possible " + std::string(kThing) + " (are there|exist)") && !plan_.places.empty() && (asked_ = true);
  }

  bool passed() { return in_.skip("(if|and|but|here|note)"); }

  Clauses in_;
  const std::vector<Token>& tokens_;
  Plan plan_;
  Signs alphabet_;
  std::string thing_ = "combinations";
  bool asked_ = false, letter_y_ = false, repetition_said_ = false, needs_repetition_ = false;
};

}  // namespace

std::optional<Goal> read_strings(const std::vector<Token>& tokens) { return Reader(tokens).run(); }

}  // namespace retort::agent
