// What is asked about a set of integers: how many, the smallest, the list.
#pragma once

#include <optional>

#include "agent/forms_pattern.h"
#include "agent/integer_set.h"
#include "math/rational.h"

namespace retort::agent {

// What a row has captured under `name`.
const IntegerSet& set_of(const Captures& c, const char* name);
std::optional<math::Rational> value(const Captures& c, const char* name);
std::optional<long long> whole(const Captures& c, const char* name);

// A phrase that says a set of integers.
std::optional<Capture> built(IntegerSet set);

// Each answers about the set captured as "s", with the sentence that shows it; nothing where it has no answer, or one too long to show.
std::optional<Capture> count(const Captures& c);
std::optional<Capture> list(const Captures& c);
std::optional<Capture> sum_of_set(const Captures& c);      // as an expression
// first + (first + step) + ... + last as number times half of both ends, with the sentence that says so.
Capture row_sum(long long first, long long last, long long step);
std::optional<Capture> smallest(const Captures& c);
std::optional<Capture> largest(const Captures& c);
std::optional<Capture> only(const Captures& c);        // the only member
std::optional<Capture> first_few(const Captures& c);   // the first "k" of a set that goes on for ever

}  // namespace retort::agent
