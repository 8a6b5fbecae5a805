// Narratives to measure the gates on: rows of a dataset (messages), of GSM8K (question, answer with calculator marks) or of MATH (problem,
// solution with a box).
#pragma once

#include <cctype>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "check/gates.h"
#include "grade/grade.h"
#include "math/exact.h"
#include "math/parse.h"

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

// The exact value of plain arithmetic, `3*4.50`; nothing for all else.
inline std::optional<math::Rational> plain_value(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) { return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; };
    if (text[i] == ' ' && i > 0 && digit(i - 1) && (digit(i + 1) || text.substr(i + 1, 1) == "$")) return std::nullopt;   // 1 1/2, 6 $5 bills
    if (text[i] == ',' || text[i] == '$' || text[i] == ' ') continue;
    plain += text[i] == 'x' || text[i] == 'X' ? '*' : text[i];
  }
  if (plain.empty() || plain.find_first_not_of("0123456789.+-*/()%") != std::string::npos) return std::nullopt;
  const auto parsed = math::parse(plain, math::Notation::kPlain);
  const auto value = parsed.ok() ? math::exact_value(*parsed) : Result<math::Rational>(parsed.error());
  return value.ok() ? std::optional(*value) : std::nullopt;
}

// Are all calculator marks <<a=b>> exact, is there one, and does the last one give the answer?
inline bool has_right_marks(const std::string& answer, std::string_view last) {
  std::optional<math::Rational> shown;
  for (std::size_t at = answer.find("<<"); at != std::string::npos; at = answer.find("<<", at + 2)) {
    const std::size_t close = answer.find(">>", at);
    if (close == std::string::npos) return false;
    shown.reset();
    std::string_view rest = std::string_view(answer).substr(at + 2, close - at - 2);
    while (true) {
      const std::size_t sign = rest.find('=');
      const auto value = plain_value(rest.substr(0, sign));
      if (!value || (shown && *shown != *value)) return false;
      shown = value;
      if (sign == std::string_view::npos) break;
      rest.remove_prefix(sign + 1);
    }
  }
  return shown && plain_value(last) == shown;
}

// Is there a line `6*2.5 = 18` whose two sides are plain arithmetic and differ by more than rounding?
inline bool has_false_line(std::string_view text) {
  constexpr std::string_view kArithmetic = "0123456789.,+-*/()%$ ";
  for (std::size_t sign = text.find('='); sign != std::string_view::npos; sign = text.find('=', sign + 1)) {
    std::size_t begin = sign, end = sign + 1;
    const auto factor = [&](std::size_t i) { return (text[i] == 'x' || text[i] == 'X') && i > 0 && i + 1 < text.size() && !std::isalpha(static_cast<unsigned char>(text[i - 1])) && !std::isalpha(static_cast<unsigned char>(text[i + 1])); };
    const auto stops = [&](std::size_t i) { return (text[i] == ',' || text[i] == '.') && i + 1 < text.size() && text[i + 1] == ' '; };
    while (begin > 0 && !stops(begin - 1) && (kArithmetic.find(text[begin - 1]) != std::string_view::npos || factor(begin - 1))) --begin;
    while (end < text.size() && (kArithmetic.find(text[end]) != std::string_view::npos || factor(end))) ++end;
    std::string_view right = trim(text.substr(sign + 1, end - sign - 1));
    while (right.ends_with('.') || right.ends_with(',')) right.remove_suffix(1);
    const std::string_view left = trim(text.substr(begin, sign - begin));
    if (left.find('%') != std::string_view::npos || right.find('%') != std::string_view::npos) continue;   // 100 - 5 = 95%
    const std::size_t slash = left.find("/ ");
    const bool mixed = slash != std::string_view::npos && left.find('/', slash + 1) != std::string_view::npos;   // 2/ 1/5
    const bool calculates = !mixed && left.find_first_of("+-*/x", 1) != std::string_view::npos && left.find_first_of("+*/x") != 0 && !left.starts_with("- ");
    const auto a = calculates ? plain_value(left) : std::nullopt, b = plain_value(right);
    if (a && b && (*a - *b).abs() >= math::Rational(1) && (*a - *b).abs() * math::Rational(100) > a->abs()) return true;
  }
  return false;
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
    s.source = "gsm8k";
    s.group = !has_right_marks(answer, last) ? "other marks" : has_false_line(s.subject.narrative) ? "right marks, false line" : "right marks";
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
