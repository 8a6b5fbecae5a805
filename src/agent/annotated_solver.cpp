#include "agent/annotated_solver.h"

#include <cctype>
#include <optional>

#include "agent/formula_steps.h"
#include "agent/solution_line.h"
#include "agent/wording.h"
#include "base/text.h"
#include "grade/grade.h"

namespace retort::agent {

namespace {

using math::Rational;
using trace::Turn;
using trace::TurnKind;

constexpr std::size_t kMaxSolutionBytes = 20'000;
constexpr std::size_t kMaxCalls = 200;

// A thought with at most one computation; its text says what is computed, not the result.
struct Thought {
  std::string text;
  std::optional<Piece> computation;
  std::size_t after = 0;   // of text: behind the computation
};

std::optional<Rational> read_number(std::string_view text) {
  std::string digits = replace_all(replace_all(trim(text), ",", ""), "$", "");
  if (digits.ends_with("%")) digits.pop_back();
  if (digits.ends_with(".")) digits.pop_back();
  const auto value = Rational::parse(trim(digits));
  if (!value.ok()) return {};
  return *value;
}

// The formula of a computation as a thought shows it: sides without the result.
std::string open_formula(const Piece& piece) {
  if (!piece.text.empty()) return "$" + piece.text + "$";
  if (piece.given && piece.sides.empty()) return number_to_latex(piece.result);
  std::string out;
  for (const std::string& side : piece.sides) out += (out.empty() ? "" : " = ") + side;
  if (piece.given) out += " = " + number_to_latex(piece.result);
  return "$" + out + "$";
}

// Where the words between two computations of one sentence are cut: behind a comma, before a connective, or behind the unit.
std::size_t cut_of(std::string_view between) {
  std::size_t best = std::string_view::npos;
  for (std::string_view mark : {". ", ", ", "; ", ": "})
    if (const auto at = between.find(mark); at != std::string_view::npos) best = std::min(best, at + 1);
  for (std::string_view word : {" and ", " so ", " then ", " but ", " or ", " because ", " which ", " plus "})
    if (const auto at = between.find(word); at != std::string_view::npos) best = std::min(best, at);
  if (best != std::string_view::npos) return best;
  const std::size_t start = between.find_first_not_of(' ');
  if (start == std::string_view::npos) return between.size();
  const std::size_t unit = between.find(' ', start);
  return unit == std::string_view::npos ? between.size() : unit;
}

// Lays the pieces of a solution out as thoughts.
class Thoughts {
 public:
  Status add_line(std::string_view line, const std::set<char>& unknowns) {
    RETORT_TRY(const std::vector<Piece> pieces, read_line(line, unknowns));
    std::string text;   // since the start of the line or the last computation
    bool start = true;
    for (const Piece& piece : pieces) {
      if (piece.kind == Piece::Kind::kWords) {
        append(start ? capitalised(trim_left(piece.text)) : piece.text);
      } else if (piece.kind == Piece::Kind::kEquation) {
        append_formula("$" + piece.text + "$");
      } else {
        computation(piece);
      }
      start = false;
    }
    end_line();
    last_line_ = std::string(line);
    return {};
  }

  std::vector<Thought> take() && {
    if (current_.computation) close();
    return std::move(list_);
  }
  // Words after the last computation.
  const std::string& rest() const { return current_.text; }
  const std::string& last_line() const { return last_line_; }

 private:
  static std::string_view trim_left(std::string_view text) {
    const auto at = text.find_first_not_of(' ');
    return at == std::string_view::npos ? std::string_view() : text.substr(at);
  }

  void append(std::string_view text) {
    const bool word = !text.empty() && (std::isalpha(static_cast<unsigned char>(text[0])) != 0 || text[0] == '\\');
    const bool ordinal = text.starts_with("th") || text.starts_with("st") || text.starts_with("nd") || text.starts_with("rd");
    if (word && !ordinal && current_.text.ends_with("$")) current_.text += ' ';   // 300kg
    current_.text += text;
  }
  void append_formula(const std::string& formula) {
    const char last = current_.text.empty() ? ' ' : current_.text.back();
    const bool word = std::isalpha(static_cast<unsigned char>(last)) != 0 || last == ':' || last == ',';
    current_.text += (word ? " " : "") + formula;
  }

  void computation(const Piece& piece) {
    if (current_.computation) {
      const std::string between = current_.text.substr(current_.after);
      if (trim(between).empty()) current_.text += " and ";
      const std::size_t cut = current_.after + cut_of(std::string_view(current_.text).substr(current_.after));
      const std::string next = current_.text.substr(cut);
      current_.text.resize(cut);
      close();
      current_.text = next;
    }
    append_formula(open_formula(piece));
    current_.computation = piece;
    current_.after = current_.text.size();
  }

  void end_line() {
    const std::string text = finished_sentence(current_.text);
    current_.text = text;
    if (current_.computation) close();
    else if (!current_.text.empty()) current_.text += ' ';
  }

  void close() {
    current_.text = std::string(trim(current_.text));
    list_.push_back(std::move(current_));
    current_ = {};
  }

  std::vector<Thought> list_;
  Thought current_;
  std::string last_line_;
};

// A solution's lines without the one that states the answer.
struct Solution {
  std::vector<std::string_view> lines;
};

Solution lines_of(std::string_view text) {
  Solution out;
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    if (line.starts_with("####")) break;
    if (!line.empty()) out.lines.push_back(line);
  }
  return out;
}

bool names(std::string_view line, const Rational& value) {
  static const std::set<char> kNoUnknowns;
  const auto tokens = tokenize_line(line, kNoUnknowns);
  if (!tokens.ok()) return false;
  for (const SolutionToken& t : *tokens)
    if (t.is(SolutionToken::Kind::kNumber) && read_number(t.text) == value) return true;
  return false;
}

class AnnotatedSolver : public Solver {
 public:
  std::string revision() const override { return "annotated/2"; }

  Result<trace::Trace> solve(const trace::Problem& problem, cas::Toolbox& tools, std::uint64_t seed) const override {
    trace::Trace out;
    out.problem_id = problem.record_id();
    out.agent = "annotated";
    out.origin = "human";
    out.id = trace::make_id("trace", {out.problem_id, revision(), std::string(cas::tools_revision()), std::to_string(seed)});
    if (const Status done = annotate(problem, tools, out); !done.ok()) {
      out.failure = done.error().message;
      out.answer.clear();
    }
    return out;
  }

 private:
  static Error failed(std::string why) { return {ErrorCode::kUnsupported, std::move(why)}; }

  Status annotate(const trace::Problem& problem, cas::Toolbox& tools, trace::Trace& out) const {
    if (trim(problem.solution).empty()) return failed("the problem has no solution to annotate");
    if (problem.solution.size() > kMaxSolutionBytes) return failed("the solution is longer than 20,000 bytes");
    if (!has_marks(problem.solution) && grade::extract_answer(problem.solution, grade::Extraction::kBoxedOnly)) return annotate_formulas(problem, tools, out);
    const auto answer = read_number(problem.answer);
    if (!answer) return failed("the answer " + shorten(problem.answer, 60) + " is not a number");
    const std::string text = ascii_signs(problem.solution);
    const std::set<char> unknowns = unknowns_of(text);
    Thoughts thoughts;
    for (std::string_view line : lines_of(text).lines) RETORT_TRY_STATUS(thoughts.add_line(line, unknowns));
    const std::string rest(trim(thoughts.rest()));
    const std::string last_line = thoughts.last_line();
    const std::vector<Thought> list = std::move(thoughts).take();
    if (list.empty()) return failed("the solution has no calculator mark and no printed equality that can be computed");
    if (list.size() > kMaxCalls) return failed("the solution has more than 200 computations");
    for (const Thought& thought : list) RETORT_TRY_STATUS(add_step(thought, tools, out));
    RETORT_TRY_STATUS(check_answer(list, last_line, *answer));
    out.answer = number_to_latex(*answer);
    Turn final;
    final.kind = TurnKind::kFinal;
    final.text = joined(rest, answer_sentence(out.answer, 0));
    out.turns.push_back(std::move(final));
    return {};
  }

  static bool has_marks(std::string_view solution) { return solution.find("<<") != std::string_view::npos || solution.find("####") != std::string_view::npos; }

  // A solution in LaTeX with a boxed answer: each sentence a thought, followed by the calls that confirm what it states.
  Status annotate_formulas(const trace::Problem& problem, cas::Toolbox& tools, trace::Trace& out) const {
    const std::string text = told_solution(problem.solution);
    RETORT_TRY(const FormulaReading reading, read_formulas(problem.statement, problem.answer, text, tools));
    if (reading.steps.empty()) return failed("the solution states no equality that a tool confirms");
    if (!reading.reaches_answer) return failed("no confirmed equality of the solution ends in the answer " + shorten(problem.answer, 60));
    std::size_t end = 0, next = 0;
    for (const std::string& sentence : sentences_of(text)) {
      end = text.find(sentence, end) + sentence.size();
      Turn thought;
      thought.kind = TurnKind::kThought;
      thought.text = sentence;
      out.turns.push_back(std::move(thought));
      for (; next < reading.steps.size() && reading.steps[next].at < end; ++next) {
        Turn call, result;
        call.kind = TurnKind::kCall;
        call.call = reading.steps[next].call;
        result.kind = TurnKind::kResult;
        result.result = reading.steps[next].result;
        out.turns.push_back(std::move(call));
        out.turns.push_back(std::move(result));
      }
    }
    out.answer = problem.answer;
    Turn final;
    final.kind = TurnKind::kFinal;
    final.text = answer_sentence(out.answer, 0);
    out.turns.push_back(std::move(final));
    return {};
  }

  Status add_step(const Thought& thought, cas::Toolbox& tools, trace::Trace& out) const {
    const Piece& piece = *thought.computation;
    Turn words, call, result;
    words.kind = TurnKind::kThought;
    words.text = thought.text;
    call.kind = TurnKind::kCall;
    call.call.tool = "evaluate";
    call.call.args["expression"] = piece.expression;
    result.kind = TurnKind::kResult;
    result.result = tools.call(call.call);
    const std::string printed = piece.expression + " = " + number_to_latex(piece.result);
    if (!result.result.ok) return failed(printed + " could not be computed: " + result.result.message);
    const auto value = Rational::parse(result.result.result);
    const bool agrees = !result.result.approximate && value.ok() && *value == piece.result;
    const std::string got = result.result.result;
    out.turns.push_back(std::move(words));
    out.turns.push_back(std::move(call));
    out.turns.push_back(std::move(result));
    if (!agrees) return failed("unverified step: the solution says " + printed + ", the engine says " + got);
    return {};
  }

  static Status check_answer(const std::vector<Thought>& list, const std::string& last_line, const Rational& answer) {
    const Piece* last_mark = nullptr;
    bool computed = false;
    for (const Thought& thought : list) {
      if (thought.computation->marked) last_mark = &*thought.computation;
      computed = computed || thought.computation->result == answer;
    }
    const Rational& last = list.back().computation->result;
    if (last == answer || (last_mark != nullptr && last_mark->result == answer)) return {};
    if (computed && names(last_line, answer)) return {};
    return failed("the last step gives " + number_to_latex(last) + ", the answer is " + number_to_latex(answer));
  }
};

}  // namespace

std::unique_ptr<Solver> make_annotated_solver() { return std::make_unique<AnnotatedSolver>(); }

}  // namespace retort::agent
