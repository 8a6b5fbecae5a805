// Narratives to measure the gates on: rows of a dataset (messages), of GSM8K (question, answer with calculator marks) or of MATH (problem,
// solution with a box).
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/json.h"
#include "check/gates.h"
#include "grade/grade.h"

namespace retort::bench {

struct Sample {
  check::Subject subject;
  std::string source, group, id;
};

// A human solution without its calculator marks, with a boxed answer at its end.
inline std::string without_marks(const std::string& answer) {
  std::string text;
  const std::size_t end = answer.rfind("####");
  for (std::size_t i = 0; i < end;) {
    const std::size_t close = answer.compare(i, 2, "<<") == 0 ? answer.find(">>", i) : std::string::npos;
    if (close < end) i = close + 2;
    else text += answer[i++];
  }
  return text;
}

inline std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(" \n"));
  text.erase(text.find_last_not_of(" \n") + 1);
  return text;
}

inline Sample sample_of(const Json& row) {
  Sample s;
  if (row.contains("messages")) {
    const std::string prompt = row["messages"][0]["content"];
    s.subject = {prompt.substr(0, prompt.rfind("\nPut the final answer")), row["answer"], row["messages"].back()["content"]};
    s.source = row.value("agent", "rules");
    s.group = row.value("family", row.value("subject", ""));
    s.id = row.value("id", "");
  } else if (row.contains("question")) {
    const std::string answer = row["answer"];
    const std::string last = trimmed(answer.substr(answer.rfind("####") + 4));
    s.subject = {row["question"], last, without_marks(answer) + "The answer is $\\boxed{" + last + "}$."};
    s.source = s.group = "gsm8k";
  } else {
    const std::string solution = row["solution"];
    const auto gold = grade::extract_answer(solution, grade::Extraction::kBoxedOnly);
    s.subject = {row["problem"], gold ? gold->answer : "", solution};
    s.source = "math";
    s.group = row.value("type", "");
    s.id = row.value("id", "");
  }
  return s;
}

// Every `step`-th row from row `offset` on.
inline std::vector<Sample> read_samples(const std::filesystem::path& path, std::size_t step, std::size_t offset) {
  std::vector<Sample> samples;
  std::ifstream in(path);
  std::size_t row = 0;
  for (std::string line; std::getline(in, line); ++row) {
    if (row % step != offset % step) continue;
    samples.push_back(sample_of(Json::parse(line)));
    samples.back().id = path.filename().string() + ":" + std::to_string(row + 1);
  }
  return samples;
}

}  // namespace retort::bench
