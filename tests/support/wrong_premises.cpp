#include "tests/support/wrong_premises.h"

#include <algorithm>
#include <map>
#include <regex>
#include <vector>

#include "base/text.h"

namespace retort::testing {

namespace {

using Text = std::optional<std::string>;

// a OP b = c on whole numbers, by itself.
struct Calculation {
  std::size_t at = 0, length = 0;
  long long a = 0, b = 0, c = 0;
  std::string operation;
};

constexpr long long kMost = 1'000'000;

std::optional<long long> worked_out(long long a, const std::string& operation, long long b) {
  if (operation == "+") return a + b;
  if (operation == "-") return a - b;
  if (operation == "/") return b != 0 && a % b == 0 ? std::optional(a / b) : std::nullopt;
  return a * b;
}

std::vector<Calculation> calculations(const std::string& text) {
  static const std::regex kForm(R"((^|[^\d.+\-/=^_{(] ?|\$)(\d{1,7}) ?(\+|-|\\cdot|\\times|/) ?(\d{1,7}) ?= ?(\d{1,7})(?![\d.]\d| ?[+\-/^\\]))");
  std::vector<Calculation> found;
  for (std::sregex_iterator it(text.begin(), text.end(), kForm), end; it != end; ++it) {
    const auto& m = *it;
    const std::size_t at = static_cast<std::size_t>(m.position(2));
    Calculation one{at, static_cast<std::size_t>(m.position(0) + m.length(0)) - at, std::stoll(m.str(2)), std::stoll(m.str(4)), std::stoll(m.str(5)), m.str(3)};
    const std::string before(trim(std::string_view(text).substr(0, at)));
    const bool inner = before.ends_with("\\cdot") || before.ends_with("\\times") || before.ends_with("=") || before.ends_with("+") || before.ends_with("-") || before.ends_with("/");
    if (!inner && worked_out(one.a, one.operation, one.b) == one.c) found.push_back(std::move(one));
  }
  return found;
}

std::string shown(long long a, const std::string& operation, long long b, long long c) {
  return std::to_string(a) + " " + operation + " " + std::to_string(b) + " = " + std::to_string(c);
}

std::vector<long long> numbers(const std::string& text) {
  static const std::regex kNumber(R"(\d{1,6})");
  std::vector<long long> found;
  for (std::sregex_iterator it(text.begin(), text.end(), kNumber), end; it != end; ++it) found.push_back(std::stoll(it->str()));
  return found;
}

std::vector<long long> sizeable(std::vector<long long> all) {
  std::erase_if(all, [](long long n) { return n < 2 || n > 9999; });
  return all;
}

bool stands_in(const std::string& own, long long a, const std::string& operation, long long b) {
  if (operation == "\\cdot" && a == b) return true;   // a square is written in many ways
  return own.find(std::to_string(a) + " " + operation + " " + std::to_string(b)) != std::string::npos || own.find(std::to_string(b) + " " + operation + " " + std::to_string(a)) != std::string::npos;
}

Text change_calculation(WrongPremise kind, const std::string& text, const std::string& own, Random& random) {
  const auto all = calculations(text);
  const auto known = sizeable(numbers(text));
  for (int i = 0; i < 20 && !all.empty() && !known.empty(); ++i) {
    Calculation one = random.pick(all);
    const Calculation before = one;
    if (kind == WrongPremise::kOperands) {
      const long long k = random.between(2, 9);
      if (one.operation == "+") one.a += k, one.b -= k;
      else if (one.operation == "-") one.a += k, one.b += k;
      else if (one.operation == "/") one.a *= k, one.b *= k;
      else if (one.b % k == 0) one.a *= k, one.b /= k;
      else if (one.a % k == 0) one.a /= k, one.b *= k;
      if (one.b < 1 || one.a < 1 || (one.a == before.b && one.b == before.a)) continue;
    } else if (kind == WrongPremise::kBase) {
      (random.chance(0.5) ? one.a : one.b) = random.pick(known);
    } else {
      static const std::vector<std::string> kOperations = {"+", "-", "\\cdot", "/"};
      one.operation = random.pick(kOperations);
    }
    const auto result = worked_out(one.a, one.operation, one.b);
    if (!result || *result < 0 || *result > kMost || (one.a == before.a && one.b == before.b && *result == one.c)) continue;
    if (kind == WrongPremise::kOperation && (one.b == 1 || *result == one.c)) continue;   // n / 1 for n \\cdot 1
    if (stands_in(own, one.a, one.operation, one.b) && kind == WrongPremise::kOperands) continue;
    // 21 + 7 = 28 where the ages 21 and 7 come to the 28 that is given: true of the problem.
    if (kind == WrongPremise::kBase && std::find(known.begin(), known.end(), *result) != known.end()) continue;
    return std::string(text).replace(one.at, one.length, shown(one.a, one.operation, one.b, *result));
  }
  return std::nullopt;
}

// Numbers replaced one by one from the front; results of calculations on them follow.
Text carry(const std::string& text, std::map<long long, long long> other) {
  const auto all = calculations(text);
  if (all.empty()) return std::nullopt;
  const auto mapped = [&](long long n) { return other.contains(n) ? other[n] : n; };
  static const std::regex kNumber(R"(\d{1,7})");
  std::string out;
  std::size_t at = 0, next = 0;
  const std::size_t box = text.rfind("\\boxed");
  bool changed = false;
  for (std::sregex_iterator it(text.begin(), text.end(), kNumber), end; it != end; ++it) {
    const std::size_t place = static_cast<std::size_t>(it->position());
    if (place < at || place > box) continue;
    while (next < all.size() && all[next].at < place) ++next;
    if (next < all.size() && all[next].at == place) {
      const Calculation& one = all[next];
      const long long a = mapped(one.a), b = mapped(one.b);
      const auto result = worked_out(a, one.operation, b);
      if (!result || *result < 0 || *result > kMost) return std::nullopt;
      if (*result != one.c) other[one.c] = *result;
      changed = changed || (a != one.a && a != one.b) || (b != one.b && b != one.a) || *result != one.c;   // more than another order
      out += text.substr(at, place - at) + shown(a, one.operation, b, *result);
      at = place + one.length;
      continue;
    }
    out += text.substr(at, place - at) + std::to_string(mapped(std::stoll(it->str())));
    at = place + static_cast<std::size_t>(it->length());
  }
  return changed ? Text(out + text.substr(at)) : std::nullopt;
}

Text change_given(WrongPremise kind, const std::string& problem, const std::string& text, Random& random) {
  const auto given = sizeable(numbers(problem));
  for (int i = 0; i < 20 && !given.empty(); ++i) {
    const long long a = random.pick(given), b = kind == WrongPremise::kGivensSwapped ? random.pick(given) : a + random.between(1, 4);
    if (a == b) continue;
    std::map<long long, long long> other{{a, b}};
    if (kind == WrongPremise::kGivensSwapped) other[b] = a;
    if (auto carried = carry(text, std::move(other)); carried && *carried != text) return carried;
  }
  return std::nullopt;
}

std::vector<std::pair<std::size_t, std::size_t>> sentences(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n' && !(text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'))) continue;
    if (i > begin) found.emplace_back(begin, i + 1);
    begin = i + 1;
  }
  return found;
}

Text true_sentence(const std::string& problem, const std::string& text, const std::string& own, Random& random) {
  const auto known = sizeable(numbers(problem + " " + text));
  if (known.empty()) return std::nullopt;
  const long long a = random.pick(known), b = random.chance(0.5) ? random.pick(known) : random.between(2, 9);
  const std::string operation = random.chance(0.6) ? "+" : "\\cdot";
  const std::string calculation = shown(a, operation, b, *worked_out(a, operation, b)) + "$.";
  const long long way = random.between(0, 2);
  if (way == 0) return "There are also $" + std::to_string(b) + "$ more, so $" + calculation;
  if (stands_in(own, a, operation, b)) return std::nullopt;   // what is said anyway is not wrong
  return (way == 1 ? "Now $" : "We note that $") + calculation;
}

Text fill(const std::string& problem, const std::string& text, const std::string& own, Random& random) {
  auto all = sentences(text);
  std::erase_if(all, [&](const auto& s) {
    const std::string_view part = std::string_view(text).substr(s.first, s.second - s.first);
    return part.find('=') == std::string_view::npos || part.find("\\boxed") != std::string_view::npos;
  });
  const Text filler = true_sentence(problem, text, own, random);
  if (all.empty() || !filler) return std::nullopt;
  const auto [begin, end] = random.pick(all);
  return text.substr(0, begin) + (begin > 0 ? " " : "") + *filler + text.substr(end);
}

// "5 red", "3 minutes": a number and the word behind it.
struct Counted {
  std::size_t at = 0;
  std::string number, word;
};
std::vector<Counted> counted(const std::string& text) {
  static const std::regex kForm(R"((\d{1,6})\$? ([a-z]{3,}))");
  std::vector<Counted> found;
  for (std::sregex_iterator it(text.begin(), text.end(), kForm), end; it != end; ++it) found.push_back({static_cast<std::size_t>(it->position(2)), it->str(1), it->str(2)});
  return found;
}

Text swap_nouns(const std::string& problem, const std::string& text, Random& random) {
  std::vector<Counted> in_text = counted(text);
  const std::vector<Counted> given = counted(problem);
  std::erase_if(in_text, [&](const Counted& c) { return std::none_of(given.begin(), given.end(), [&](const Counted& g) { return g.number == c.number && g.word == c.word; }); });
  for (int i = 0; i < 20 && !in_text.empty(); ++i) {
    const Counted& one = random.pick(in_text);
    const Counted& other = random.pick(given);
    static const std::vector<std::string> kNoNouns = {"the", "each", "more", "per", "times", "time", "right", "and", "for", "from", "with", "are", "was", "years", "old"};
    const auto is_noun = [](const std::string& word) { return std::find(kNoNouns.begin(), kNoNouns.end(), word) == kNoNouns.end(); };
    if (!is_noun(one.word) || !is_noun(other.word)) continue;
    const bool also = std::any_of(given.begin(), given.end(), [&](const Counted& g) { return g.number == one.number && g.word == other.word; });
    const bool same_noun = other.word.starts_with(one.word) || one.word.starts_with(other.word);   // minute, minutes
    if (!also && !same_noun && other.number != one.number) return std::string(text).replace(one.at, one.word.size(), other.word);
  }
  return std::nullopt;
}

Text change_unit(const std::string& text, Random& random) {
  static const std::vector<std::pair<std::string, std::string>> kUnits = {{"minutes", "hours"}, {"hours", "minutes"}, {"days", "weeks"},   {"weeks", "days"}, {"dollars", "cents"}, {"cents", "dollars"},
                                                                          {"km", "miles"},      {"miles", "feet"},    {"meters", "miles"}, {"cm", "m"},       {"pounds", "ounces"}, {"feet", "inches"}};
  std::vector<std::string> changed;
  for (const auto& [from, to] : kUnits) {
    const std::regex form("(\\d\\$? )" + from + "\\b");
    if (std::smatch m; std::regex_search(text, m, form)) changed.push_back(std::string(text).replace(static_cast<std::size_t>(m.position(1) + m.length(1)), from.size(), to));
  }
  return changed.empty() ? std::nullopt : Text(random.pick(changed));
}

}  // namespace

std::string_view premise_name(WrongPremise kind) {
  constexpr std::string_view kNames[] = {"operands", "base", "operation", "given changed", "givens swapped", "filler", "extra given", "extra words", "nouns swapped", "unit"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool calculates(WrongPremise kind) { return kind < WrongPremise::kExtraWords; }

Text plant(WrongPremise kind, const std::string& problem, const std::string& text, const std::string& own, Random& random) {
  switch (kind) {
    case WrongPremise::kOperands:
    case WrongPremise::kBase:
    case WrongPremise::kOperation: return change_calculation(kind, text, own, random);
    case WrongPremise::kGivenChanged:
    case WrongPremise::kGivensSwapped: return change_given(kind, problem, text, random);
    case WrongPremise::kFiller: return fill(problem, text, own, random);
    case WrongPremise::kExtraGiven: {
      const Text sentence = true_sentence(problem, text, own, random);
      return sentence ? Text(*sentence + " " + text) : std::nullopt;
    }
    case WrongPremise::kExtraWords: {
      if (problem.find(" more") != std::string::npos) return std::nullopt;   // it may be so
      static const std::vector<std::string> kSentences = {"We are also told that there are $2$ more of them.", "The problem also gives $3$ as a bound.", "Besides, there are 10 that do not count.",
                                                          "Recall that one of the numbers given is $4$.", "Two more were added before."};
      return random.pick(kSentences) + " " + text;
    }
    case WrongPremise::kNounsSwapped: return swap_nouns(problem, text, random);
    case WrongPremise::kUnit: return change_unit(text, random);
  }
  return std::nullopt;
}

Text misread(Misreading kind, const std::string& statement, Random& random) {
  static const std::regex kNumber(R"(\d{1,6})"), kSign(R"( [+-] )");
  std::vector<std::pair<std::size_t, std::size_t>> places;
  const std::regex& form = kind == Misreading::kSign ? kSign : kNumber;
  for (std::sregex_iterator it(statement.begin(), statement.end(), form), end; it != end; ++it) places.emplace_back(it->position(), it->length());
  if (places.empty()) return std::nullopt;
  std::string out = statement;
  const auto [at, length] = random.pick(places);
  if (kind == Misreading::kSign) {
    out[at + 1] = out[at + 1] == '+' ? '-' : '+';
  } else if (kind == Misreading::kNumber) {
    out.replace(at, length, std::to_string(std::stoll(statement.substr(at, length)) + random.between(1, 3)));
  } else {
    const auto [other, other_length] = random.pick(places);
    const bool equation = other > at && statement.substr(at + length, other - at - length) == " = " && at > 1 && statement.substr(at - 2, 2) == "- ";
    if (other <= at || equation) return std::nullopt;   // x - 5 = 15 and x - 15 = 5 are one
    out = statement.substr(0, at) + statement.substr(other, other_length) + statement.substr(at + length, other - at - length) + statement.substr(at, length) + statement.substr(other + other_length);
  }
  return out == statement ? std::nullopt : Text(out);
}

std::string with_box(const std::string& text, const std::string& answer) {
  const std::size_t box = text.rfind("\\boxed{");
  if (box == std::string::npos) return text;
  int depth = 0;
  for (std::size_t i = box + 6; i < text.size(); ++i) {
    depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
    if (depth == 0) return text.substr(0, box + 7) + answer + text.substr(i);
  }
  return text;
}

}  // namespace retort::testing
