// The forms a row can have: where its statement is, and what work it brings along.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace retort::data {

// One narrative or trace of a row (data/given.h), and the name of the form it came in.
struct Work {
  Json given;
  std::string form;
};

struct Task {
  std::string statement;
  bool has_statement = false;   // there is a place for one, though it may be empty
  std::vector<Work> work;       // empty: the row has at most a solution by a person
  std::string lacking;          // not empty: the form has a place for work, and there is none
};

// kParse when the row has the keys of a form but not its content.
Result<Task> task_of_row(const Json& row, std::string_view request);

// A string member, or a number written as JSON writes it; trimmed; empty when absent or of another type.
std::string text_of(const Json& row, std::string_view key);
std::string first_of(const Json& row, std::initializer_list<std::string_view> keys);
// The reference answer as the row has it, or empty.
std::string reference_of(const Json& row);
// The text after the last "####", and the last box's content; empty when there is none.
std::string marked_answer(std::string_view text);
std::string boxed_answer(std::string_view text);

}  // namespace retort::data
