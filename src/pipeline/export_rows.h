// Dataset rows in the forms that other trainers load as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "pipeline/dataset.h"

namespace retort::pipeline {

inline constexpr std::string_view kExportFormats[] = {"messages", "alpaca", "sharegpt", "text"};

// messages: {"messages": [user, assistant]} (TRL, axolotl, Hugging Face chat templates); alpaca: {"instruction", "input", "output"};
// sharegpt: {"conversations": [human, gpt]}; text: {"text"}: question, blank line, solution. Each with "id", "answer", and "source", "licence",
// "subject", "level" where known. data::problems_from_row reads every form back: statement, answer, narrative and these keys stay as they are.
Json export_row(const DatasetRow& row, std::string_view format);

}  // namespace retort::pipeline
