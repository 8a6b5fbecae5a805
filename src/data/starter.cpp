#include <algorithm>
#include <numeric>
#include <set>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "data/source.h"
#include "data/starter_family.h"

namespace retort::data {

namespace {

// One key in kBuckets belongs to the test split.
constexpr std::uint64_t kBuckets = 4;
constexpr int kAttempts = 400;
constexpr std::size_t kMostTurns = 8;   // for each problem asked for, when families have run out

// In a fixed rotation, subjects mixed, so that any number of problems is balanced.
const std::vector<Family>& families() {
  static const std::vector<Family> all = [] {
    std::vector<std::vector<Family>> subjects = {algebra_families(), number_theory_families(), counting_families(),
                                                 calculus_families(), word_families()};
    std::vector<Family> mixed;
    for (std::size_t i = 0; std::any_of(subjects.begin(), subjects.end(), [&](auto& s) { return i < s.size(); }); ++i)
      for (auto& subject : subjects)
        if (i < subject.size()) mixed.push_back(subject[i]);
    for (auto further : {integer_families, polynomial_families, plane_families, analysis_families, matrix_families, selection_families,
                         equation_families, sequence_families})
      for (Family& family : further()) mixed.push_back(std::move(family));
    return mixed;
  }();
  return all;
}

bool belongs_to_test(const Family& family, const std::vector<long long>& key) {
  std::string bytes(family.name);
  for (long long part : key) bytes += ' ' + std::to_string(part);
  return hash64(bytes) % kBuckets == 0;
}

struct Chosen {
  const Wording* wording;
  std::string label;
};

// Wordings follow each other in turn from a place that depends on the seed; in the test split every second one is a wording
// that the train split never shows.
Chosen choose_wording(const Family& family, bool test, std::size_t round, std::uint64_t seed) {
  bool unseen = test && round % 2 == 0;
  const auto& list = unseen ? family.test : family.train;
  std::uint64_t turn = (test ? round / 2 : round) + Random(seed, family.name).next() % list.size();
  std::size_t at = turn % list.size();
  return {&list[at], std::string(unseen ? "test-" : "train-") + std::to_string(at + 1)};
}

Result<std::vector<const Family*>> choose_families(const std::vector<std::string>& names) {
  const auto known = starter_families();
  auto holds = [](const std::vector<std::string>& list, std::string_view name) { return std::find(list.begin(), list.end(), name) != list.end(); };
  for (const auto& name : names)
    if (!holds(known, name))
      return Error{ErrorCode::kInvalidArgument, "there is no starter family \"" + name + "\": the families are " + join(known, ", ")};
  std::vector<const Family*> chosen;
  for (const Family& family : families())
    if (names.empty() || holds(names, family.name)) chosen.push_back(&family);
  return chosen;
}

}  // namespace

std::string_view starter_revision() { return "starter-4"; }

std::vector<std::string> starter_families() {
  std::vector<std::string> names;
  for (const Family& family : families()) names.emplace_back(family.name);
  return names;
}

Result<ProblemSet> starter_problems(const std::string& split, std::size_t count, std::uint64_t seed, const StarterOptions& options) {
  RETORT_TRY(auto chosen, choose_families(options.families));
  bool test = split == "test";
  ProblemSet set;
  set.format = "starter";
  std::set<std::pair<std::string_view, std::vector<long long>>> used;
  std::set<std::string> statements;
  for (std::size_t i = 0; set.problems.size() < count && i < kMostTurns * count; ++i) {
    const Family& family = *chosen[i % chosen.size()];
    auto [wording, label] = choose_wording(family, test, i / chosen.size(), seed);
    Random random(seed, split + "/" + std::to_string(i));
    Instance instance;
    int attempt = 0;
    do {
      do instance = family.draw(random, wording->variant, options.level); while (belongs_to_test(family, instance.key) != test);
    } while (used.count({family.name, instance.key}) && ++attempt < kAttempts);
    // Small families run out of new parameters: then one is asked again in other words, or, in the test split, where samples must
    // not depend on each other, the family misses its turn.
    bool fresh = used.insert({family.name, instance.key}).second;
    std::string statement = fill_slots(wording->text, instance.slots);
    if ((test && !fresh) || !statements.insert(statement).second) continue;

    trace::Problem problem;
    problem.id = "starter-" + split + "-" + std::to_string(seed) + "-" + std::to_string(i);
    problem.statement = std::move(statement);
    problem.answer = instance.answer;
    problem.source = "starter";
    problem.subject = family.subject;
    problem.family = family.name;
    problem.wording = std::string(family.name) + "/" + label;
    set.problems.push_back(std::move(problem));
  }
  return set;
}

std::string text(long long n) { return std::to_string(n); }

std::string fraction_text(long long p, long long q) {
  RETORT_CHECK(q != 0, "a fraction over zero");
  const long long common = std::gcd(p, q) * (q < 0 ? -1 : 1);
  p /= common, q /= common;
  if (q == 1) return text(p);
  return (p < 0 ? "-\\frac{" : "\\frac{") + text(p < 0 ? -p : p) + "}{" + text(q) + "}";
}

std::string point_text(long long x, long long y) { return "(" + text(x) + ", " + text(y) + ")"; }

std::string list_text(const std::vector<long long>& numbers) {
  std::string out;
  for (long long n : numbers) out += (out.empty() ? "" : ", ") + text(n);
  return out;
}

std::string matrix_text(const std::vector<std::vector<long long>>& rows) {
  std::string out = "\\begin{pmatrix}";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out += i > 0 ? " \\\\" : "";
    for (std::size_t j = 0; j < rows[i].size(); ++j) out += (j > 0 ? " & " : " ") + text(rows[i][j]);
  }
  return out + " \\end{pmatrix}";
}

long long nonzero(Random& random, long long most) {
  long long n = random.between(1, most);
  return random.chance(0.4) ? -n : n;
}

std::string polynomial_text(const std::vector<long long>& coefficients, std::string_view variable) {
  std::string out;
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    long long c = coefficients[i];
    std::size_t power = coefficients.size() - 1 - i;
    if (c == 0) continue;
    if (out.empty()) out += c < 0 ? "-" : "";
    else out += c < 0 ? " - " : " + ";
    long long size = c < 0 ? -c : c;
    if (size != 1 || power == 0) out += std::to_string(size);
    if (power > 0) out += variable;
    if (power > 1) out += "^" + (power < 10 ? std::to_string(power) : "{" + std::to_string(power) + "}");
  }
  return out.empty() ? "0" : out;
}

std::string fill_slots(std::string_view text, const std::map<std::string, std::string>& slots) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = text[i] == '<' ? text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789", i + 1)
                                     : std::string_view::npos;
    if (end == std::string_view::npos || text[end] != '>' || end == i + 1) {
      out += text[i++];
      continue;
    }
    auto found = slots.find(std::string(text.substr(i + 1, end - i - 1)));
    RETORT_CHECK(found != slots.end(), "a starter wording names a slot that its family does not fill");
    out += found->second;
    i = end + 1;
  }
  return out;
}

const std::vector<std::string>& first_names() {
  static const std::vector<std::string> names = {"Ann",  "Ben",   "Clara", "David", "Emma", "Felix", "Grace", "Henry",
                                                 "Ivy",  "Jack",  "Karen", "Leo",   "Mia",  "Noah",  "Olga",  "Paul",
                                                 "Rosa", "Simon", "Tara",  "Victor"};
  return names;
}

}  // namespace retort::data
