#include "check/prose.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>

#include "check/number_words.h"
#include "check/pieces.h"
#include "check/tokens.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Rational;

constexpr long long kMaxPrime = 1'000'000'000;

// A pattern matches a row of tokens: lower-case words as they stand, `N` a number (digits or a formula that is one), `?word` a word that may
// be missing, `a|b` either word.
struct Pattern {
  std::vector<std::string> parts;
  // Nothing: says nothing about these numbers.
  std::function<std::optional<bool>(const std::vector<Rational>&)> holds;
};

using Numbers = std::vector<Rational>;

bool whole(const Numbers& n) {
  return std::all_of(n.begin(), n.end(), [](const Rational& x) { return x.is_integer(); });
}

std::optional<bool> prime(const Rational& n) {
  if (!n.is_integer() || n > Rational(kMaxPrime)) return std::nullopt;
  return n > Rational(1) && math::is_prime(n);
}

std::optional<bool> divides(const Rational& a, const Rational& b) {
  if (!a.is_integer() || !b.is_integer() || a.is_zero()) return std::nullopt;
  return (b / a).is_integer();
}

std::optional<bool> power(const Rational& n, int exponent) {
  if (!n.is_integer()) return std::nullopt;
  const auto root = math::exact_value(math::Expr::func("root", {math::Expr::number(n.abs()), math::Expr::integer(exponent)}));
  return n.sign() >= 0 && root.ok() && root->is_integer();
}

std::optional<bool> both_hold(std::optional<bool> a, std::optional<bool> b) { return a && b ? std::optional(*a && *b) : std::nullopt; }

std::optional<bool> coprime(const Numbers& n) {
  if (!whole(n)) return std::nullopt;
  return math::gcd(n[0], n[1]) == Rational(1);
}

std::optional<bool> is_power_of(const Rational& n, const Rational& base) {
  if (!n.is_integer() || !base.is_integer() || base < Rational(2) || n < Rational(1)) return std::nullopt;
  Rational power(1);
  while (power < n) power *= base;
  return power == n;
}

std::optional<bool> has_divisors(const Rational& n, const Rational& count) {
  if (!n.is_integer() || n.sign() <= 0 || n > Rational(kMaxPrime)) return std::nullopt;
  const auto found = math::divisors(n);
  return found.ok() ? std::optional(Rational(static_cast<long long>(found->size())) == count) : std::nullopt;
}

std::optional<bool> opposite(std::optional<bool> b) { return b ? std::optional(!*b) : std::nullopt; }

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  for (char c : text) {
    if (c != ' ') {
      part += c;
    } else if (!part.empty()) {
      parts.push_back(std::move(part));
      part.clear();
    }
  }
  parts.push_back(part);
  return parts;
}

std::string denial(const Numbers& n) {
  std::string out = "this is not so";
  for (std::size_t i = 0; i < n.size(); ++i) out += (i == 0 ? ": " : ", ") + n[i].to_string();
  return out;
}

using Test = std::function<std::optional<bool>(const Numbers&)>;

using Choices = std::vector<std::vector<Rational>>;

std::vector<Pattern> made_patterns() {
  std::vector<Pattern> all;
  const auto add = [&](std::string_view text, Test test) {
    all.push_back({parts_of(text), std::move(test)});
  };
  const auto both = [&](const std::string& text, const std::string& end, const Test& test) {   // is ..., is not ...
    add(text + " is|are " + end, test);
    add(text + " is|are not " + end, [test](const Numbers& n) { return opposite(test(n)); });
  };
  const Test is_prime = [](const Numbers& n) { return prime(n[0]); };
  both("N", "?a ?also ?a prime", is_prime);
  both("N", "?a composite", [](const Numbers& n) { return n[0] > Rational(3) ? opposite(prime(n[0])) : std::nullopt; });
  both("N", "?an ?also even", [](const Numbers& n) { return divides(2, n[0]); });
  both("N", "?an ?also odd", [](const Numbers& n) { return opposite(divides(2, n[0])); });
  both("N", "?a ?also ?a perfect square", [](const Numbers& n) { return power(n[0], 2); });
  both("N", "?a ?also ?a perfect cube", [](const Numbers& n) { return power(n[0], 3); });
  both("N", "?also ?evenly divisible by N", [](const Numbers& n) { return divides(n[1], n[0]); });
  both("N", "?also a multiple of N", [](const Numbers& n) { return divides(n[1], n[0]); });
  both("N", "?also a factor|divisor of N", [](const Numbers& n) { return divides(n[0], n[1]); });
  add("N divides|divide N", [](const Numbers& n) { return divides(n[0], n[1]); });
  add("N does not divide N", [](const Numbers& n) { return opposite(divides(n[0], n[1])); });
  both("N", "?a positive", [](const Numbers& n) { return std::optional(n[0].sign() > 0); });
  both("N", "?a negative", [](const Numbers& n) { return std::optional(n[0].sign() < 0); });
  both("N", "an|a integer|whole", [](const Numbers& n) { return std::optional(n[0].is_integer()); });
  both("N", "?a power of N", [](const Numbers& n) { return is_power_of(n[0], n[1]); });
  both("N and N", "?both even", [](const Numbers& n) { return both_hold(divides(2, n[0]), divides(2, n[1])); });
  both("N and N", "?both odd", [](const Numbers& n) { return both_hold(opposite(divides(2, n[0])), opposite(divides(2, n[1]))); });
  both("N and N", "?both prime", [](const Numbers& n) { return both_hold(prime(n[0]), prime(n[1])); });
  both("N and N", "relatively prime", [](const Numbers& n) { return coprime(n); });
  both("N and N", "coprime", [](const Numbers& n) { return coprime(n); });
  both("N", "?strictly between N and N", [](const Numbers& n) -> std::optional<bool> {
    if (n[0] == n[1] || n[0] == n[2]) return std::nullopt;   // with its ends or without them
    return std::min(n[1], n[2]) < n[0] && n[0] < std::max(n[1], n[2]);
  });
  both("N", "at least N", [](const Numbers& n) { return std::optional(n[0] >= n[1]); });
  both("N", "at most N", [](const Numbers& n) { return std::optional(n[0] <= n[1]); });
  add("N has N ?positive divisors|factors", [](const Numbers& n) { return has_divisors(n[0], n[1]); });
  add("N has exactly N ?positive divisors|factors", [](const Numbers& n) { return has_divisors(n[0], n[1]); });
  add("N has N digits", [](const Numbers& n) -> std::optional<bool> {
    if (!whole(n)) return std::nullopt;
    return Rational(static_cast<long long>(n[0].abs().to_string().size())) == n[1];
  });
  both("N", "greater|larger|bigger|more than N", [](const Numbers& n) { return std::optional(n[0] > n[1]); });
  both("N", "less|smaller|fewer than N", [](const Numbers& n) { return std::optional(n[0] < n[1]); });
  const auto equals = [&](const std::string& text, std::function<Rational(const Numbers&)> value, bool integers = false) {
    add(text + " is|equals|gives|makes|are N", [value, integers](const Numbers& n) -> std::optional<bool> {
      if (integers && !whole(n)) return std::nullopt;
      return value(n) == n.back();
    });
  };
  equals("average|mean of N and N", [](const Numbers& n) { return (n[0] + n[1]) / Rational(2); });
  equals("sum of N , N ?, and N", [](const Numbers& n) { return n[0] + n[1] + n[2]; });
  equals("product of N , N ?, and N", [](const Numbers& n) { return n[0] * n[1] * n[2]; });
  equals("largest|greatest|maximum|biggest of N and N", [](const Numbers& n) { return std::max(n[0], n[1]); });
  equals("smallest|least|minimum of N and N", [](const Numbers& n) { return std::min(n[0], n[1]); });
  equals("sum of N and N", [](const Numbers& n) { return n[0] + n[1]; });
  equals("product of N and N", [](const Numbers& n) { return n[0] * n[1]; });
  equals("difference of|between N and N", [](const Numbers& n) { return (n[0] - n[1]).abs() == n[2] ? n[2] : n[0] - n[1]; });
  equals("quotient of N and N", [](const Numbers& n) { return n[1].is_zero() ? n[2] : n[0] / n[1]; });
  equals("N plus|and N together|plus", [](const Numbers& n) { return n[0] + n[1]; });
  equals("N more than N", [](const Numbers& n) { return n[0] + n[1]; });
  equals("N less than N", [](const Numbers& n) { return n[1] - n[0]; });
  equals("N times ?as ?many ?much ?as N", [](const Numbers& n) { return n[0] * n[1]; });
  equals("half ?of N", [](const Numbers& n) { return n[0] / Rational(2); });
  equals("third of N", [](const Numbers& n) { return n[0] / Rational(3); });
  equals("quarter of N", [](const Numbers& n) { return n[0] / Rational(4); });
  equals("twice|double N", [](const Numbers& n) { return n[0] * Rational(2); });
  equals("triple|thrice N", [](const Numbers& n) { return n[0] * Rational(3); });
  equals("square of N", [](const Numbers& n) { return n[0] * n[0]; });
  equals("cube of N", [](const Numbers& n) { return n[0] * n[0] * n[0]; });
  equals("square root of N", [](const Numbers& n) { return n[1] * n[1] == n[0] ? n[1] : n[1] + Rational(1); });
  equals("greatest common divisor|factor of N and N", [](const Numbers& n) { return math::gcd(n[0], n[1]); }, true);
  equals("gcd of N and N", [](const Numbers& n) { return math::gcd(n[0], n[1]); }, true);
  equals("least common multiple of N and N", [](const Numbers& n) { return math::lcm(n[0], n[1]); }, true);
  equals("lcm of N and N", [](const Numbers& n) { return math::lcm(n[0], n[1]); }, true);
  const auto remainder = [](const Numbers& n) -> std::optional<bool> {
    if (!whole(n) || n[1].sign() <= 0) return std::nullopt;
    return math::mod(n[0], n[1]) == n[2];
  };
  add("remainder when|of N is divided by N is N", remainder);
  add("N divided by N leaves|has|gives ?a remainder ?of N", remainder);
  add("dividing N by N leaves|gives ?a remainder ?of N", remainder);
  return all;
}

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = made_patterns();
  return all;
}

class Finder {
 public:
  Finder(std::string_view text, const Choices& choices) : tokens_(tokenize(text, split_pieces(text))) {
    if (choices.empty()) return;
    const auto add = [&](std::string_view which, bool first) {
      constexpr std::string_view kThings = " root|solution|zero|value|number|one is|equals N";
      own_.push_back({parts_of(std::string(which) + std::string(kThings)), [choices, first](const Numbers& n) -> std::optional<bool> {
        const auto matches = [&](const std::vector<Rational>& values) { return (first ? values.front() : values.back()) == n[0]; };
        const auto among = [&](const std::vector<Rational>& values) { return std::find(values.begin(), values.end(), n[0]) != values.end(); };
        if (std::any_of(choices.begin(), choices.end(), matches)) return true;
        return std::any_of(choices.begin(), choices.end(), among) || choices.size() == 1 ? std::optional(false) : std::nullopt;
      }});
    };
    own_.push_back({parts_of("roots|solutions|zeros|zeroes are N and N"), [choices](const Numbers& n) -> std::optional<bool> {
      const Numbers claimed = {std::min(n[0], n[1]), std::max(n[0], n[1])};
      if (std::any_of(choices.begin(), choices.end(), [&](const Numbers& values) { return values == claimed; })) return true;
      return choices.size() == 1 && choices[0].size() == 2 ? std::optional(false) : std::nullopt;
    }});
    add("smaller|smallest|lesser|least|lower", true);
    add("larger|largest|greater|greatest|bigger|biggest", false);
  }

  std::vector<Claim> run() {
    std::vector<Claim> found;
    for (std::size_t i = 0; i < tokens_.size() && found.size() < 200; ++i) {
      if (tokens_[i].kind != Kind::kWord && tokens_[i].kind != Kind::kNumber && tokens_[i].kind != Kind::kFormula) continue;
      const auto matches = [&](const Pattern& pattern) { return match(pattern, i, found); };
      if (!std::any_of(own_.begin(), own_.end(), matches)) std::any_of(patterns().begin(), patterns().end(), matches);
    }
    return found;
  }

 private:
  // The number at token `i` and how many tokens it takes.
  std::optional<SpokenNumber> number(std::size_t i) const {
    const auto spoken = spoken_number(tokens_, i, tokens_.size());
    if (spoken && tokens_[i].text != "one") return spoken;   // "one is even" speaks of one of them
    const auto value = written(tokens_[i]);
    return value ? std::optional(SpokenNumber{*value, 1}) : std::nullopt;
  }

  static std::optional<Rational> written(const Token& token) {
    if (token.kind == Kind::kNumber) {
      const auto value = Rational::parse(token.text);
      return value.ok() ? std::optional(*value) : std::nullopt;
    }
    if (token.kind != Kind::kFormula || token.text.size() > 40) return std::nullopt;
    const auto read = math::parse(token.text);
    if (!read.ok() || !read->symbols().empty()) return std::nullopt;
    const auto value = math::exact_value(*read, {4096, 100});
    return value.ok() ? std::optional(*value) : std::nullopt;
  }

  static bool is_word(const Token& token, std::string_view choices) {
    if (token.kind != Kind::kWord) return false;
    for (std::size_t begin = 0; begin <= choices.size();) {
      const std::size_t end = std::min(choices.find('|', begin), choices.size());
      if (choices.substr(begin, end - begin) == token.text) return true;
      begin = end + 1;
    }
    return false;
  }

  // Stands the number at `first` behind something that it only ends: `2 + 3 is`, `x is`, or does it begin its phrase?
  bool begins_phrase(std::size_t first) const {
    if (first == 0) return true;
    const Token& before = tokens_[first - 1];
    if (before.kind == Kind::kOperator || before.kind == Kind::kRelation || before.kind == Kind::kMoney || before.kind == Kind::kOpen) return false;
    constexpr std::string_view kJoined = "of|by|than|and|times|minus|plus|over|from|modulo|mod|to|or|root|step|number|between|at|if|suppose|assume|whether|unless|until|when";
    const bool joins_numbers = first > 1 && is_word(before, "and|or") && (tokens_[first - 2].kind == Kind::kNumber || tokens_[first - 2].kind == Kind::kFormula);
    const bool called = first > 1 && is_word(before, "number") && is_word(tokens_[first - 2], "the|this|that");   // "the number 27"
    return is_word(before, "and|or") ? !joins_numbers : called || !is_word(before, kJoined);
  }

  // Ends the last number its phrase? Units and operators behind it change what is said.
  bool ends_phrase(std::size_t end) const {
    if (end >= tokens_.size()) return true;
    const Token& after = tokens_[end];
    if (after.kind == Kind::kStop || after.kind == Kind::kComma || after.kind == Kind::kClose) return true;
    constexpr std::string_view kEnds = "so|and|because|since|as|which|we|but|then|the|it|there|for|with|number|numbers|in|that|thus|hence|to|or|if|when|while";
    return is_word(after, kEnds);
  }

  bool match(const Pattern& pattern, std::size_t first, std::vector<Claim>& found) const {
    Numbers numbers;
    std::size_t at = first;
    for (const std::string& part : pattern.parts) {
      if (part[0] == '?') {
        const bool comma = part == "?," && at < tokens_.size() && tokens_[at].kind == Kind::kComma;
        if (comma || (at < tokens_.size() && is_word(tokens_[at], std::string_view(part).substr(1)))) ++at;
        continue;
      }
      if (at >= tokens_.size()) return false;
      if (part == ",") {
        if (tokens_[at].kind != Kind::kComma) return false;
      } else if (part == "N") {
        const auto value = number(at);
        if (!value) return false;
        numbers.push_back(value->value);
        at += value->tokens - 1;
      } else if (!is_word(tokens_[at], part)) {
        return false;
      }
      ++at;
    }
    const bool by_number = pattern.parts.front() == "N";
    if ((by_number && !begins_phrase(first)) || (pattern.parts.back() == "N" && !ends_phrase(at))) return false;
    const auto holds = pattern.holds(numbers);
    if (!holds) return false;
    Claim claim;
    claim.standing = *holds ? Standing::kHolds : Standing::kFails;
    claim.numeric = true;
    claim.at = tokens_[first].at;
    if (!*holds) claim.reason = denial(numbers);
    claim.length = tokens_[at - 1].at + tokens_[at - 1].length - claim.at;
    claim.left_at = claim.at;
    claim.left_length = pattern.parts.back() == "N" ? tokens_[at - 1].at - claim.at : claim.length;
    claim.right_at = claim.left_at + claim.left_length;
    claim.right_length = claim.length - claim.left_length;
    found.push_back(std::move(claim));
    return true;
  }

  std::vector<Token> tokens_;
  std::vector<Pattern> own_;   // about the values found in this text
};

}  // namespace

std::vector<Claim> judge_prose(std::string_view narrative, const Choices& choices) { return Finder(narrative, choices).run(); }

}  // namespace retort::check
