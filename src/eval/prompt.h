// The one prompt of training and evaluation: the problem, and a sentence that asks for a boxed answer. No tool is offered.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "llm/local_model.h"

namespace retort::eval {

// A worked example shown before the question: a statement and a solution that ends in a box.
struct Shot {
  std::string statement, solution;
};

// The conversation that asks `statement`: the shots as earlier turns, then the question.
std::vector<llm::Message> conversation(std::string_view statement, const std::vector<Shot>& shots = {});

// Part of what an evaluation's and a training set's identity is made from.
std::string_view prompt_revision();

}  // namespace retort::eval
