// The files of prompts/, put into the program when it is built.
#pragma once

#include <string_view>

namespace retort::agent {

// The text of prompts/NAME.txt; empty when there is no such file.
std::string_view builtin_prompt(std::string_view name);

}  // namespace retort::agent
