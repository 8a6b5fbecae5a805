// Texts that pass are changed in one place; the gates must reject what has become false. Labels hold by construction: exactly one
// number or sign of one equality is changed. Rates are printed; floors keep them from falling.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "check/gates.h"
#include "check/statement.h"

namespace retort::check {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

const std::vector<Subject>& written() {
  static const std::vector<Subject> subjects = {
      {"A baker has 120 rolls. He sells 45 in the morning and 38 at noon. How many are left?", "37",
       "In the morning he sells 45 rolls, so 120 - 45 = 75 are left. At noon he sells 38 more and 75 - 38 = 37 remain. The answer is $\\boxed{37}$."},
      {"Tom reads 24 pages a day for 5 days. The book has 200 pages. How many pages are left?", "80",
       "He reads 24 * 5 = 120 pages. There are 200 - 120 = 80 pages left. The answer is $\\boxed{80}$."},
      {"A bike costs $240 and is reduced by 15%. What does it cost now?", "204",
       "The reduction is 15% of $240, and 0.15 * 240 = 36. The bike now costs $240 - $36 = $204. The answer is $\\boxed{204}$."},
      {"Solve $5x - 7 = 2x + 14$.", "7",
       "We subtract $2x$ from both sides: $3x - 7 = 14$. Adding $7$ gives $3x = 14 + 7 = 21$. Dividing by $3$ gives $x = \\frac{21}{3} = 7$. So the answer is $\\boxed{7}$."},
      {"Find the sum of the squares of the roots of $x^2 - 7x + 10 = 0$.", "29",
       "We factor: $x^2 - 7x + 10 = (x - 2)(x - 5)$. So the roots are $x = 2$ or $x = 5$. The squares are $2^2 = 4$ and $5^2 = 25$, and $4 + 25 = 29$. So the answer is $\\boxed{29}$."},
      {"What is the greatest common divisor of 84 and 36?", "12",
       "We divide with remainder: $84 = 2 \\cdot 36 + 12$ and $36 = 3 \\cdot 12$. The last remainder that is not zero is $12$. So the answer is $\\boxed{12}$."},
      {"Compute $23 \\cdot 14$.", "322",
       "We break it up: $23 \\cdot 14 = 23 \\cdot 10 + 23 \\cdot 4 = 230 + 92 = 322$. So the answer is $\\boxed{322}$."},
      {"Let $f(x) = 3x^2 - 4x + 5$. Find $f'(2)$.", "8",
       "The derivative is $f'(x) = 6x - 4$. At $x = 2$ we get $f'(2) = 6 \\cdot 2 - 4 = 12 - 4 = 8$. So the answer is $\\boxed{8}$."},
  };
  return subjects;
}

// Byte ranges of the equalities of a narrative.
std::vector<std::pair<std::size_t, std::size_t>> equalities(const std::string& narrative) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  for (const Statement& statement : read_statements(narrative)) {
    const bool equality = std::all_of(statement.signs.begin(), statement.signs.end(), [](const std::string& sign) { return sign == "="; });
    if (equality && !statement.sides.front().latex.empty()) ranges.emplace_back(statement.at, statement.at + statement.length);
  }
  return ranges;
}

using Mutant = std::optional<std::string>;

Mutant change_digit(const Subject& subject, Random& random) {
  const auto ranges = equalities(subject.narrative);
  if (ranges.empty()) return std::nullopt;
  const auto [begin, end] = random.pick(ranges);
  std::vector<std::size_t> places;
  for (std::size_t i = begin; i < end; ++i) {
    if (is_digit(subject.narrative[i])) places.push_back(i);
  }
  if (places.empty()) return std::nullopt;
  const std::size_t at = random.pick(places);
  std::string text = subject.narrative;
  const char old = text[at];
  while (text[at] == old) text[at] = static_cast<char>('0' + random.between(at > begin && !is_digit(text[at - 1]) ? 1 : 0, 9));
  return text;
}

Mutant change_operator(const Subject& subject, Random& random) {
  const auto ranges = equalities(subject.narrative);
  if (ranges.empty()) return std::nullopt;
  const auto [begin, end] = random.pick(ranges);
  std::vector<std::size_t> places;
  for (std::size_t i = begin + 1; i < end; ++i) {
    const char c = subject.narrative[i];
    if (c == '+' || (c == '-' && subject.narrative[i - 1] == ' ') || c == '*') places.push_back(i);
  }
  if (places.empty()) return std::nullopt;
  const std::size_t at = random.pick(places);
  std::string text = subject.narrative;
  text[at] = text[at] == '+' ? '-' : '+';
  return text;
}

Mutant change_answer(const Subject& subject, Random& random) {
  const std::size_t box = subject.narrative.rfind("\\boxed{");
  std::string text = subject.narrative;
  for (std::size_t i = text.size(); i-- > box;) {
    if (!is_digit(text[i])) continue;
    const char old = text[i];
    while (text[i] == old) text[i] = static_cast<char>('1' + random.between(0, 8));
    return text;
  }
  return std::nullopt;
}

Mutant leak_tool(const Subject& subject, Random& random) {
  static const std::vector<std::string> leaks = {"The tool gives the same value. ", "We run a Python script. ", "The function returned this. ", "This is the output of the code. ",
                                                 "SymPy confirms it. ", "We call the function solve. ", "As in step 2 of the trace. ", "A calculator shows it. "};
  return random.pick(leaks) + subject.narrative;
}

// One number replaced everywhere in the text but not in the problem: equalities of the text may still hold.
Mutant replace_number(const Subject& subject, Random& random) {
  const auto ranges = equalities(subject.narrative);
  if (ranges.empty()) return std::nullopt;
  const auto [begin, end] = ranges.front();
  std::size_t at = begin;
  while (at < end && !is_digit(subject.narrative[at])) ++at;
  std::size_t stop = at;
  while (stop < end && is_digit(subject.narrative[stop])) ++stop;
  const std::string old = subject.narrative.substr(at, stop - at), fresh = std::to_string(1000 + random.between(0, 8999));
  if (old.empty() || old == "1" || subject.problem.find(old) == std::string::npos) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < subject.narrative.size();) {
    const bool whole = subject.narrative.compare(i, old.size(), old) == 0 && (i == 0 || !is_digit(subject.narrative[i - 1])) &&
                       (i + old.size() >= subject.narrative.size() || !is_digit(subject.narrative[i + old.size()]));
    text += whole ? fresh : std::string(1, subject.narrative[i]);
    i += whole ? old.size() : 1;
  }
  return text;
}

struct Rate {
  int made = 0, rejected = 0;
  double share() const { return made == 0 ? 1 : static_cast<double>(rejected) / made; }
};

using Mutator = Mutant (*)(const Subject&, Random&);
const std::map<std::string, Mutator>& mutators() {
  static const std::map<std::string, Mutator> all = {{"digit", change_digit}, {"operator", change_operator}, {"answer", change_answer},
                                                     {"tool word", leak_tool}, {"number", replace_number}};
  return all;
}

std::map<std::string, Rate> mutate(const std::vector<Subject>& subjects, int times, std::vector<std::string>* missed = nullptr) {
  std::map<std::string, Rate> rates;
  for (const auto& [name, mutator] : mutators()) {
    Random random(7, name);
    for (const Subject& subject : subjects) {
      for (int i = 0; i < times; ++i) {
        const Mutant mutant = mutator(subject, random);
        if (!mutant) continue;
        const bool rejected = !run_gates({subject.problem, subject.answer, *mutant}).passed;
        ++rates[name].made;
        rates[name].rejected += rejected;
        if (!rejected && missed) missed->push_back(name + ": " + *mutant);
      }
    }
  }
  return rates;
}

void print(const std::map<std::string, Rate>& rates) {
  for (const auto& [name, rate] : rates) {
    std::cout << "  " << name << ": " << rate.rejected << " of " << rate.made << " rejected (" << 100 * rate.share() << "%)\n";
  }
}

TEST(Mutation, OfWrittenNarratives) {
  for (const Subject& subject : written()) {
    const trace::Verdict verdict = run_gates(subject);
    EXPECT_TRUE(verdict.passed) << subject.narrative << (verdict.reasons.empty() ? "" : "\n" + verdict.reasons.front().message);
  }
  std::vector<std::string> missed;
  const auto rates = mutate(written(), 20, &missed);
  print(rates);
  for (const std::string& text : missed) std::cout << "  missed " << text << '\n';
  EXPECT_GE(rates.at("digit").share(), 0.95);
  EXPECT_GE(rates.at("operator").share(), 0.95);
  EXPECT_EQ(rates.at("answer").share(), 1.0);
  EXPECT_EQ(rates.at("tool word").share(), 1.0);
  EXPECT_GE(rates.at("number").share(), 0.85);
}

// A human solution without its calculator marks, with a boxed answer at its end.
Subject from_gsm8k(const Json& row) {
  std::string text, answer = row["answer"];
  const std::size_t mark = answer.rfind("####");
  std::string final_answer = answer.substr(mark + 4);
  final_answer.erase(0, final_answer.find_first_not_of(' '));
  for (std::size_t i = 0; i < mark;) {
    const std::size_t open = answer.compare(i, 2, "<<") == 0 ? answer.find(">>", i) : std::string::npos;
    if (open != std::string::npos && open < mark) {
      i = open + 2;
    } else {
      text += answer[i++];
    }
  }
  return {row["question"], final_answer, text + "The answer is $\\boxed{" + final_answer + "}$."};
}

TEST(Mutation, OfHumanSolutions) {
  const std::filesystem::path path = std::filesystem::path(RETORT_SOURCE_DIR) / "../shared/data/gsm8k/train.jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "absent: " << path;
  std::ifstream file(path);
  std::vector<Subject> all, passing;
  int number = 0;
  for (std::string line; std::getline(file, line) && all.size() < 500; ++number) {
    if (number % 13 == 5) all.push_back(from_gsm8k(Json::parse(line)));
  }
  std::map<std::string, int> reasons;
  const auto start = std::chrono::steady_clock::now();
  for (const Subject& subject : all) {
    const trace::Verdict verdict = run_gates(subject);
    if (verdict.passed) passing.push_back(subject);
    else ++reasons[verdict.reasons.front().gate];
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cout << "  " << all.size() << " human solutions, " << all.size() - passing.size() << " rejected unchanged; " << static_cast<int>(all.size() / seconds) << " a second\n";
  for (const auto& [gate, count] : reasons) std::cout << "    " << gate << ": " << count << '\n';
  passing.resize(std::min<std::size_t>(passing.size(), 200));
  const auto rates = mutate(passing, 1);
  print(rates);
  EXPECT_GE(rates.at("digit").share(), 0.9);
  EXPECT_EQ(rates.at("answer").share(), 1.0);
  EXPECT_EQ(rates.at("tool word").share(), 1.0);
}

}  // namespace
}  // namespace retort::check
