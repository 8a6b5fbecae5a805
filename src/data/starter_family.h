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

// Coefficients from the highest power down to the constant, written as in a book: {3, -1, 0} in x is "3x^2 - x".
std::string polynomial_text(const std::vector<long long>& coefficients, std::string_view variable);
// `text` with each <name> replaced; a name without a slot is a defect of the family (checked).
std::string fill_slots(std::string_view text, const std::map<std::string, std::string>& slots);

const std::vector<std::string>& first_names();

}  // namespace retort::data
