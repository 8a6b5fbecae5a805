// Texts that pass are changed in one place (mutants.h); the gates must reject what has become false. Rates are printed; floors keep them from
// falling. bench/check measures the same on whole sets.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "check/gates.h"
#include "check/mutants.h"
#include "grade/grade.h"

namespace retort::check {
namespace {

GateOptions options() {
  GateOptions o;
  o.max_tokens = 4096;
  return o;
}

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

struct Rate {
  int made = 0, rejected = 0;
  double share() const { return made == 0 ? 1 : static_cast<double>(rejected) / made; }
};
using Rates = std::map<Change, Rate>;

Rates rates_of(const std::vector<Subject>& subjects, int times, std::vector<std::string>* missed = nullptr) {
  Rates rates;
  for (Change change : kChanges) {
    Random random(7, change_name(change));
    for (const Subject& subject : subjects) {
      for (int i = 0; i < times; ++i) {
        const auto mutant = mutate(change, subject, random);
        if (!mutant) continue;
        const bool rejected = !run_gates({subject.problem, subject.answer, *mutant}, options()).passed;
        ++rates[change].made;
        rates[change].rejected += rejected;
        if (!rejected && missed) missed->push_back(std::string(change_name(change)) + ": " + *mutant);
      }
    }
  }
  for (const auto& [change, rate] : rates) {
    std::cout << "  " << change_name(change) << ": " << rate.rejected << " of " << rate.made << " rejected (" << 100 * rate.share() << "%)\n";
  }
  return rates;
}

double inside_equalities(const Rates& rates) {
  Rate all;
  for (Change change : {Change::kDigit, Change::kSign, Change::kOperator, Change::kSwap}) {
    const auto at = rates.find(change);
    if (at == rates.end()) continue;
    all.made += at->second.made;
    all.rejected += at->second.rejected;
  }
  std::cout << "  inside equalities: " << 100 * all.share() << "% of " << all.made << '\n';
  return all.share();
}

// The subjects that pass; how many do not is printed by gate and returned as a share.
double keep_passing(std::vector<Subject>& subjects) {
  const auto count = static_cast<double>(subjects.size());
  std::map<std::string, int> gates;
  std::erase_if(subjects, [&](const Subject& subject) {
    const trace::Verdict verdict = run_gates(subject, options());
    if (!verdict.passed) ++gates[verdict.reasons.front().gate];
    return !verdict.passed;
  });
  const double share = 1 - static_cast<double>(subjects.size()) / count;
  std::cout << "  " << count << " unchanged, " << 100 * share << "% rejected\n";
  for (const auto& [gate, number] : gates) std::cout << "    " << gate << ": " << number << '\n';
  return share;
}

std::vector<Json> rows_of(const std::filesystem::path& path, int step, int offset, std::size_t limit) {
  std::ifstream file(path);
  std::vector<Json> rows;
  int number = 0;
  for (std::string line; std::getline(file, line) && rows.size() < limit; ++number) {
    if (number % step == offset) rows.push_back(Json::parse(line));
  }
  return rows;
}

TEST(Mutation, OfWrittenNarratives) {
  for (const Subject& subject : written()) {
    const trace::Verdict verdict = run_gates(subject);
    EXPECT_TRUE(verdict.passed) << subject.narrative << (verdict.reasons.empty() ? "" : "\n" + verdict.reasons.front().message);
  }
  std::vector<std::string> missed;
  const Rates rates = rates_of(written(), 20, &missed);
  EXPECT_GE(inside_equalities(rates), 0.97);
  EXPECT_EQ(rates.at(Change::kAnswer).share(), 1.0);
  EXPECT_GE(rates.at(Change::kToolWord).share(), 0.99);
  EXPECT_GE(rates.at(Change::kConsistent).share(), 0.85);
}

// Narratives by rules, three of each family of starter problems.
TEST(Mutation, OfRulesNarratives) {
  std::vector<Subject> subjects;
  for (const Json& row : rows_of(RETORT_SOURCE_DIR "/src/check/mutation_cases.jsonl", 1, 0, 1000)) subjects.push_back({row["problem"], row["answer"], row["narrative"]});
  ASSERT_GE(subjects.size(), 60u);
  EXPECT_LE(keep_passing(subjects), 0.01);
  const Rates rates = rates_of(subjects, 4);
  EXPECT_GE(inside_equalities(rates), 0.97);
  EXPECT_EQ(rates.at(Change::kAnswer).share(), 1.0);
  EXPECT_GE(rates.at(Change::kToolWord).share(), 0.99);
  EXPECT_GE(rates.at(Change::kConsistent).share(), 0.85);
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

const std::filesystem::path kData = std::filesystem::path(RETORT_SOURCE_DIR) / "../shared/data";

TEST(Mutation, OfHumanWordProblems) {
  const std::filesystem::path path = kData / "gsm8k/train.jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "absent: " << path;
  std::vector<Subject> subjects;
  for (const Json& row : rows_of(path, 13, 5, 500)) subjects.push_back(from_gsm8k(row));
  EXPECT_LE(keep_passing(subjects), 0.06);
  subjects.resize(std::min<std::size_t>(subjects.size(), 250));
  const Rates rates = rates_of(subjects, 1);
  EXPECT_GE(inside_equalities(rates), 0.97);
  EXPECT_EQ(rates.at(Change::kAnswer).share(), 1.0);
  EXPECT_GE(rates.at(Change::kToolWord).share(), 0.99);
  EXPECT_GE(rates.at(Change::kConsistent).share(), 0.85);
}

TEST(Mutation, OfHumanProofs) {
  if (!std::filesystem::exists(kData / "math")) GTEST_SKIP() << "absent: " << kData / "math";
  std::vector<Subject> subjects;
  for (const char* subject : {"algebra", "counting_and_probability", "geometry", "intermediate_algebra", "number_theory", "prealgebra", "precalculus"}) {
    for (const Json& row : rows_of(kData / "math" / ("train_" + std::string(subject) + ".jsonl"), 12, 7, 100)) {
      const std::string solution = row["solution"];
      const auto gold = grade::extract_answer(solution, grade::Extraction::kBoxedOnly);
      subjects.push_back({row["problem"], gold ? gold->answer : "", solution});
    }
  }
  keep_passing(subjects);
  EXPECT_GE(subjects.size(), 100u);
  const Rates rates = rates_of(subjects, 1);
  EXPECT_GE(inside_equalities(rates), 0.93);
  EXPECT_EQ(rates.at(Change::kAnswer).share(), 1.0);
  EXPECT_GE(rates.at(Change::kToolWord).share(), 0.99);
}

}  // namespace
}  // namespace retort::check
