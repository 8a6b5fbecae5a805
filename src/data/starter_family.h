// What one family of starter problems is made of. Families live in starter_SUBJECT.cpp; starter.cpp draws from them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "data/source.h"

namespace retort::data {

// One drawn problem. `key` holds the parameters that make it a different problem; it alone decides between train and test, so
// names, colours, goods and what is asked about the same numbers are no part of it. `slots` are what the wordings of the variant put in place of `<name>`.
struct Instance {
  std::vector<long long> key;
  std::map<std::string, std::string> slots;
  std::string answer;
};

struct Wording {
  int variant = 0;             // which kind of instance it needs, see the family's draw function
  std::string_view text;       // with slots as <name>
};

struct Family {
  std::string_view name, subject;
  Instance (*draw)(Random& random, int variant, StarterLevel level);
  std::vector<Wording> train;  // seen in both splits
  std::vector<Wording> test;   // seen in the test split alone
};

std::vector<Family> algebra_families();
std::vector<Family> number_theory_families();
std::vector<Family> counting_families();
std::vector<Family> calculus_families();
std::vector<Family> word_families();
// Further ones, behind the others in the rotation.
std::vector<Family> integer_families();
std::vector<Family> selection_families();
std::vector<Family> polynomial_families();
std::vector<Family> equation_families();
std::vector<Family> sequence_families();
std::vector<Family> plane_families();
std::vector<Family> analysis_families();
std::vector<Family> matrix_families();

// Coefficients from the highest power down to the constant, written as in a book: {3, -1, 0} in x is "3x^2 - x".
std::string polynomial_text(const std::vector<long long>& coefficients, std::string_view variable);
std::string text(long long n);
std::string fraction_text(long long p, long long q);                      // reduced: -\frac{3}{4}, or a whole number; q != 0
std::string point_text(long long x, long long y);                         // (3, -4)
std::string list_text(const std::vector<long long>& numbers);             // 1, 2, 3
std::string matrix_text(const std::vector<std::vector<long long>>& rows); // \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}
// 1 to `most` in size, either sign.
long long nonzero(Random& random, long long most);
// `text` with each <name> replaced; a name without a slot is a defect of the family (checked).
std::string fill_slots(std::string_view text, const std::map<std::string, std::string>& slots);

const std::vector<std::string>& first_names();
// Words in capitals that hold some letter twice.
const std::vector<std::string>& words_with_repeats();
// Arrangements of things of which so many are alike.
long long multinomial(const std::vector<long long>& counts);

}  // namespace retort::data
