#include "pipeline/export_rows.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "base/text.h"
#include "data/problem_row.h"
#include "eval/prompt.h"

namespace retort::pipeline {
namespace {

// Words, LaTeX, Unicode and what breaks careless writers: quotes, backslashes, new lines, dollars, fences, carriage returns.
std::string random_text(Random& random) {
  static const std::vector<std::string> kPieces = {"Find", " $x^2 \\neq \\frac{1}{2}$", "\\\\", "\n", " \"quoted\"", " 'single'", " \\(a\\)", " √2 ≤ π",
      " 日本語", " 🎲", "\t", " \\$5", ", ", " {}", "\r\n", " </s>", " \\begin{align*}\n&= 1 \\\\\n\\end{align*}", " ####", " \u2028", " a|b", " é", ";", " \\boxed"};
  std::string text = "Begin";
  for (long long i = random.between(1, 12); i > 0; --i) text += random.pick(kPieces);
  return text + " end.";
}

TEST(ExportRow, ImportOfExportIsTheIdentity) {
  Random random(11);
  const std::string request = eval::conversation("").back().content;
  for (int i = 0; i < 2000; ++i) {
    std::string statement = random_text(random), narrative = random_text(random) + " $\\boxed{7}$";
    DatasetRow row;
    row.id = "id " + std::to_string(i);
    row.question = eval::conversation(statement).back().content;
    row.narrative = narrative;
    row.answer = "\\frac{" + std::to_string(i) + "}{3}";
    row.source = "a \"source\"";
    row.licence = "CC-BY-4.0";
    row.subject = "Álgebra";
    row.level = "Level 3";
    for (std::string_view format : kExportFormats) {
      auto line = parse_json(to_line(export_row(row, format)));
      ASSERT_TRUE(line.ok());
      auto back = data::problems_from_row(*line, request);
      ASSERT_TRUE(back.ok()) << format << ": " << back.error().message << "\n" << line->dump();
      ASSERT_EQ(back->size(), 1u);
      const trace::Problem& problem = back->front().problem;
      EXPECT_EQ(back->front().format, format);
      EXPECT_EQ(problem.statement, statement) << format;
      EXPECT_EQ(string_or(problem.given, "text", ""), narrative) << format;
      EXPECT_EQ(problem.id, row.id);
      EXPECT_EQ(problem.answer, row.answer);
      EXPECT_EQ(problem.source, row.source);
      EXPECT_EQ(problem.licence, row.licence);
      EXPECT_EQ(problem.subject, row.subject);
      EXPECT_EQ(problem.level, row.level);
    }
  }
}

}  // namespace
}  // namespace retort::pipeline
