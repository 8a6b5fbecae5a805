// Statements about vectors and matrices: facts and one question, in any order and number of sentences.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"
#include "agent/vector_terms.h"

namespace retort::agent {

// What such a statement says.
struct VectorSituation {
  enum class Ask { kTerm, kTuple, kAngle, kCosine, kArea, kVolume } ask = Ask::kTerm;
  std::vector<std::vector<VectorTerm>> facts;   // the sides of each chain of equations
  std::vector<VectorTerm> asked;
  std::vector<std::string> units;               // names of vectors of length 1
  std::vector<std::pair<VectorTerm, VectorTerm>> orthogonal;
  std::vector<std::tuple<VectorTerm, VectorTerm, VectorTerm>> angles;   // between the first two
  std::string every;                            // a name for which a fact holds whatever it is
  std::size_t dimension = 0;                    // as stated
};

// Nothing when some word is not understood.
std::optional<VectorSituation> read_vector_situation(const std::vector<Token>& tokens);

std::optional<Goal> read_vectors(const std::vector<Token>& tokens);

// What is asked follows from components (forms_vectors_solve.cpp), or from products alone where no component is known
// (forms_vectors_products.cpp).
std::optional<Goal> from_components(const VectorSituation& situation);
std::optional<Goal> from_images(const VectorSituation& situation);
std::optional<Goal> from_products(const VectorSituation& situation);

}  // namespace retort::agent
