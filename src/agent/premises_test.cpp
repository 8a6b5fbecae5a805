#include "agent/premises.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "agent/agent.h"
#include "agent/premise_prose.h"
#include "agent/rules_translator.h"
#include "base/random.h"
#include "check/gates.h"
#include "data/source.h"
#include "tests/support/wrong_premises.h"

namespace retort::agent {
namespace {

using retort::testing::kWrongPremises, retort::testing::Misreading, retort::testing::WrongPremise;

trace::Problem gcd_problem() {
  trace::Problem p;
  p.statement = "Find the greatest common divisor of $48$ and $36$.";
  p.answer = "12";
  return p;
}

TEST(Premises, NumbersFromElsewhereAreFound) {
  trace::Trace trace;
  trace.answer = "12";
  trace.turns.resize(2);
  trace.turns[0].kind = trace::TurnKind::kCall;
  trace.turns[1].kind = trace::TurnKind::kResult;
  trace.turns[1].result.ok = true;
  trace::Explanation explanation;
  explanation.derivation.steps = {{"48 = 1 \\cdot 36 + 12", "divide", "", "flint"}};
  explanation.text = "With $77$ in the model's own words.";
  explanation.agent = "llm";
  const Material material = material_of(gcd_problem(), trace, {explanation});
  const auto found = [&](const std::string& text) { return wrong_premises(material, text).size(); };
  EXPECT_EQ(found("From $48 = 36 + 12$ it follows that $12$ divides both, so $\\boxed{12}$."), 0u);
  EXPECT_GE(found("From $48 = 35 + 13$ and $35 + 13 = 48$."), 2u);
  EXPECT_GE(found("As $77 - 65 = 12$."), 2u);
  EXPECT_GE(found("With $1,000$ and $1{,}000$ and $3.5$ and $12.$"), 2u);
}

struct Row {
  const char* problem;
  const char* material;
  const char* text;
  bool good;
};

TEST(Premises, CalculationsAreHeldAgainstTheMaterial) {
  const std::vector<Row> rows = {
      {"A box holds $3$ rows of $4$ and $5$ more.", "$3 \\cdot 4 + 5 = 12 + 5 = 17$", "There are $3 \\cdot 4 = 12$, so $12 + 5 = 17$.", true},
      {"A box holds $3$ rows of $4$ and $5$ more.", "$3 \\cdot 4 = 12$ and $12 + 5 = 17$", "$3 \\cdot 4 + 5 = 17$.", true},
      {"A box holds $3$ rows of $4$ and $5$ more.", "$3 \\cdot 4 = 12$ and $12 + 5 = 17$", "$17 - 5 = 12$.", false},
      {"A box holds $3$ rows of $4$ and $5$ more.", "$3 \\cdot 4 = 12$ and $12 + 5 = 17$", "$3 + 4 = 7$, and $12 + 5 = 17$.", false},
      {"A box holds $3$ rows of $4$, $2$ of $6$.", "$3 \\cdot 4 = 12$", "$2 \\cdot 6 = 12$", false},
      {"Take $20\\%$ of $50$.", "$\\frac{20}{100} \\cdot 50 = 10$", "$0.2 \\cdot 50 = 10$", false},   // 0.2 is not written there
      {"Take $20\\%$ of $50$.", "$0.20 \\cdot 50 = 10$. $100$", "$\\frac{20}{100} \\cdot 50 = 10$", true},
      {"Ann has $3$ gallons and $5$ boxes.", "$3 + 5 = 8$", "The $3$ boxes and $5$ gallons are $3 + 5 = 8$.", false},
      {"Ann has $3$ gallons and $5$ boxes.", "$3 + 5 = 8$", "The $3$ gallons and $5$ boxes are $3 + 5 = 8$.", true},
      {"He walks for $20$ minutes.", "$20 + 3 = 23$", "He walks for $20$ hours, so $20 + 3 = 23$.", false},
      {"A box holds $3$ rows of $4$, then $3$ rows of $5$.", "$3 \\cdot 4 = 12$. $3 \\cdot 5 = 15$", "$3 \\cdot 5 = 15$ and $3 \\cdot 4 = 12$", false},
      {"Take $20\\%$ of $50$, then of $80$.", "$0.20 \\cdot 50 = 10$", "$0.20 \\cdot 80 = 16$", false},
      {"Solve $7x + 5 = 3x + 33$.", "$4x = 28$, $x = 7$", "$7x - 3x = 33 - 5$, so $4x = 28$ and $x = 7$; $7 \\cdot 7 + 5 = 54$.", false},   // 54 is new
      {"Solve $7x + 5 = 3x + 33$.", "$4x = 28$, $x = 7$. $54$", "$4x = 28$ and $x = 7$; $7 \\cdot 7 + 5 = 54$.", true},
      {"Solve $7x + 5 = 3x + 33$.", "$4x = 28$, $x = 7$", "$7x + 28 = 4x + 5$ has $x = 7$.", false},
      {"Solve $x^2 - 5x + 6 = 0$.", "$(x - 2)(x - 3) = 0$", "$x^2 - 5x + 6 = (x - 2)(x - 3)$", true},
      {"Solve $x^2 - 5x + 6 = 0$.", "$(x - 2)(x - 3) = 0$", "$(x - 2)(x + 3) = x^2 + x - 6$", false},
  };
  for (const Row& row : rows) {
    const auto found = wrong_premises({row.problem, {{row.material, 0, false, false}}}, row.text);
    EXPECT_EQ(found.empty(), row.good) << row.text << (found.empty() ? "" : ": " + found[0].message);
  }
}

// A solution told by rules, as a model tells one, and what it is held against.
struct Told {
  trace::Problem problem;
  Material material;
  std::string text;
  trace::Trace trace;
  std::vector<trace::Explanation> explanations;
  bool passage = false;   // the explanation of one call
};

class Plants : public ::testing::Test {
 protected:
  std::optional<Told> tell(const Solver& solver, const trace::Problem& problem, std::uint64_t seed) {
    auto trace = solver.solve(problem, tools_, seed);
    if (!trace.ok() || !trace->failure.empty()) return std::nullopt;
    trace->id = std::to_string(seed);
    std::vector<trace::Explanation> explanations;
    const auto translator = make_rules_translator();
    for (long i = 0; i < trace->calls(); ++i) {
      auto made = translator->translate(problem, *trace, static_cast<int>(i), seed);
      if (!made.ok() || !made->failure.empty()) return std::nullopt;
      explanations.push_back(std::move(*made));
    }
    const auto told = make_rules_rephraser()->rephrase(problem, *trace, explanations, {}, 0, seed);
    if (!told.ok() || !told->failure.empty()) return std::nullopt;
    return Told{problem, material_of(problem, *trace, explanations), told->text, *std::move(trace), std::move(explanations)};
  }

  // The explanations of single calls, in words of another seed, and what is planted into them.
  void steps(const Told& told, std::uint64_t seed, Random& random) {
    for (const trace::Explanation& explanation : told.explanations) {
      if (explanation.derivation.steps.size() <= 1) continue;   // told by rules
      Told step{told.problem, material_of_call(told.problem, told.trace, explanation.call, explanation), derivation_text(explanation.derivation, Style::kFull, seed), {}, {}};
      step.passage = true;
      honest(step);
      if (gates_pass(step, step.text)) plant_all(step, random);
    }
  }

  // As the Translator and the Rephraser's texts are judged.
  static bool gates_pass(const Told& told, const std::string& text) {
    check::GateOptions options;
    options.passage = told.passage;
    std::string problem = told.problem.statement;
    if (told.passage)
      for (const Material::Passage& passage : told.material.passages) problem += "\n" + (passage.aside ? passage.text : "");
    return check::run_gates({problem, told.problem.answer, text}, options).passed;
  }

  // Plants into `text`, an honest solution held against `told`; counts what passes.
  void plant_all(const Told& told, Random& random) {
    std::string own = told.text;
    for (const Material::Passage& passage : told.material.passages) own += "\n" + passage.text;
    for (WrongPremise kind : kWrongPremises) {
      const auto wrong = retort::testing::plant(kind, told.problem.statement, told.text, own, random);
      if (wrong && *wrong != told.text) count(std::string(told.passage ? "step: " : "") + std::string(retort::testing::premise_name(kind)), told, *wrong);
    }
  }

  void count(const std::string& kind, const Told& told, const std::string& wrong) {
    Tally& tally = tallies_[kind];
    ++tally.planted;
    if (!gates_pass(told, wrong)) return;
    ++tally.past_gates;
    if (!wrong_premises(told.material, wrong).empty()) return;
    ++tally.passed;
    if (std::getenv("RETORT_SHOW_PLANTS")) {
      fmt::print("---- {}\n{}\n>>>> {}\n", kind, told.problem.statement, wrong);
      for (const auto& passage : told.material.passages) fmt::print("  {}{} {}\n", passage.step, passage.aside ? "~" : ":", passage.text);
    }
  }

  void honest(const Told& told) {
    ++honest_;
    if (!gates_pass(told, told.text)) return;
    ++honest_past_gates_;
    const auto found = wrong_premises(told.material, told.text);
    if (found.empty()) {
      ++honest_passed_;
    } else if (std::getenv("RETORT_SHOW_PLANTS")) {
      fmt::print("==== honest, refused: {} \"{}\"\n{}\n>>>> {}\n", found[0].message, told.text.substr(found[0].at, found[0].length), told.problem.statement, told.text);
    }
  }

  void report() {
    fmt::print("honest: {} told, {} pass the gates, {} of them pass\n", honest_, honest_past_gates_, honest_passed_);
    for (const auto& [kind, tally] : tallies_) fmt::print("{:<16} planted {:>5}, past the gates {:>4}, past both {:>4}\n", kind, tally.planted, tally.past_gates, tally.passed);
    RecordProperty("honest", honest_past_gates_);
    RecordProperty("honest_passed", honest_passed_);
  }

  // All of those with a calculation, and nearly all of those in words.
  void expect_all_refused() {
    int planted = 0, words = 0, words_passed = 0;
    for (const auto& [kind, tally] : tallies_) {
      const bool in_words = std::any_of(kWrongPremises.begin(), kWrongPremises.end(), [&](WrongPremise one) { return !retort::testing::calculates(one) && kind.ends_with(retort::testing::premise_name(one)); });
      planted += tally.planted;
      words += in_words ? tally.planted : 0;
      words_passed += in_words ? tally.passed : 0;
      if (!in_words) {
        EXPECT_EQ(tally.passed, 0) << kind;
      }
    }
    EXPECT_GE(planted, 1000);
    EXPECT_LE(words_passed * 100, words * 3);
  }

  struct Tally {
    int planted = 0, past_gates = 0, passed = 0;
  };
  cas::Toolbox tools_{{.worker_program = RETORT_BIN_DIR "/retort-cas"}};
  std::map<std::string, Tally> tallies_;
  int honest_ = 0, honest_past_gates_ = 0, honest_passed_ = 0;
};

// Does `text` hold no number that `other` does not hold?
bool says_nothing_else(const std::string& text, const std::string& other) {
  const auto sorted = [](const std::string& all) {
    std::multiset<std::string> numbers;
    for (const WrittenNumber& number : written_numbers(all)) numbers.insert(number.digits);
    return numbers;
  };
  const auto a = sorted(text), b = sorted(other);
  return std::includes(b.begin(), b.end(), a.begin(), a.end());
}

// Does it hold no other numbers, however often?
bool names_nothing_else(const std::string& text, const std::string& other) {
  std::set<std::string> known;
  for (const WrittenNumber& number : written_numbers(other)) known.insert(number.digits);
  const auto numbers = written_numbers(text);
  return std::all_of(numbers.begin(), numbers.end(), [&](const WrittenNumber& number) { return known.contains(number.digits); });
}

int scale() {
  const char* value = std::getenv("RETORT_PLANTS");
  return value ? std::atoi(value) : 1;
}

TEST_F(Plants, NoWrongPremiseInStarterProblemsPasses) {
  const auto solver = make_rules_solver();
  for (auto level : {data::StarterLevel::kEasy, data::StarterLevel::kHard}) {
    const auto set = data::starter_problems("train", 136 * static_cast<std::size_t>(scale()), 11, {.level = level});
    ASSERT_TRUE(set.ok());
    std::uint64_t seed = 0;
    for (const trace::Problem& problem : set->problems) {
      Random random(++seed, problem.statement);
      const auto told = tell(*solver, problem, seed);
      if (!told) continue;
      honest(*told);
      // The same solution in other words.
      if (const auto again = tell(*solver, problem, seed + 1'000'000); again) honest({told->problem, told->material, again->text, {}, {}});
      if (!gates_pass(*told, told->text)) continue;
      plant_all(*told, random);
      steps(*told, seed + 2'000'000, random);
      for (auto [kind, name] : {std::pair{Misreading::kNumber, "misread number"}, {Misreading::kSwap, "misread order"}, {Misreading::kSign, "misread sign"}}) {
        trace::Problem other = problem;
        const auto statement = retort::testing::misread(kind, problem.statement, random);
        if (!statement) continue;
        other.statement = *statement;
        const auto wrong = tell(*solver, other, seed);
        // The same in other words or in another order; the misreading did not matter.
        if (wrong && (says_nothing_else(wrong->text, told->text) || (wrong->trace.answer == told->trace.answer && names_nothing_else(wrong->text, told->text)))) continue;
        if (wrong) count(name, *told, retort::testing::with_box(wrong->text, problem.answer));
      }
    }
  }
  report();
  expect_all_refused();
  EXPECT_GE(honest_passed_ * 100, honest_past_gates_ * 95);
}

TEST_F(Plants, NoWrongPremiseInWordProblemsPasses) {
  const std::string rows = RETORT_SOURCE_DIR "/../shared/data/gsm8k/train.jsonl";
  if (!std::filesystem::exists(rows)) GTEST_SKIP() << "absent: " << rows;
  const auto set = data::read_problems(rows, {.limit = 200L * scale()});
  ASSERT_TRUE(set.ok());
  const auto solver = make_annotated_solver();
  std::uint64_t seed = 0;
  for (const trace::Problem& problem : set->problems) {
    Random random(++seed, problem.statement);
    const auto told = tell(*solver, problem, seed);
    if (!told) continue;
    honest(*told);
    if (gates_pass(*told, told->text)) plant_all(*told, random);
  }
  report();
  expect_all_refused();
  EXPECT_GE(honest_passed_ * 100, honest_past_gates_ * 95);
}

}  // namespace
}  // namespace retort::agent
