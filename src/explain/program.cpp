#include "explain/program.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "explain/levels.h"
#include "explain/numerals.h"
#include "explain/program_calls.h"
#include "explain/program_run.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;

namespace {

// The claim that states what was printed, rounded as it was printed.
Status close_with_output(Board& board, const ProgramRun& program, std::string_view output) {
  const std::string& name = program.printed()->first;
  const Expr& value = program.printed()->second;
  const std::string left = tex_quantity(name), spoken = words_of_name(name);
  const auto differs = [&] {
    return Error{ErrorCode::kCorruption, fmt::format("the program leads to {} and not to its output {}", math::to_plain(value), trim(output).substr(0, 60))};
  };
  const auto answer = [&] { return board.say({"answering with {0}", "giving {0} as the answer", "taking {0} as what was asked for"}, spoken); };
  const auto certain = proved(true, "", "certificate");
  const auto exact = is_program_value(value) ? math::exact_value(value) : Result<Rational>(Error{});
  const auto real = is_program_value(value) && value.symbols().empty() ? math::real_value(value) : Result<math::RealBall>(Error{});
  if (exact.ok() || real.ok()) {
    const auto wanted = last_number(output);
    if (!wanted && !is_printed(value, output)) return exact.ok() ? Error{ErrorCode::kUnsupported, "the output holds no number"} : differs();
    const double a = wanted ? wanted->value.to_double() : 0, b = exact.ok() ? exact->to_double() : real->mid;
    const bool same = (wanted && exact.ok() && wanted->value == *exact) || std::fabs(a - b) <= 1e-9 * std::max(1.0, std::fabs(b)) || (!exact.ok() && is_printed(value, output));
    const bool shortened = !same && wanted && wanted->places > 0 && std::fabs(a - b) <= 0.5000001 * std::pow(10.0, -wanted->places);
    if (!same && !shortened) return differs();
    const std::string number = exact.ok() ? tex(*exact, ends(*exact, 4) ? Form::kDecimals : Form::kFractions) : math::to_latex(value);
    if (shortened) {
      const std::string shown = wanted->value.to_decimal(wanted->places).value_or(tex(wanted->value));
      board.fact(number + " \\approx " + shown, "rounded", board.say({"rounding to {0} decimal places", "keeping {0} decimal places"}, wanted->places));
      board.write(left + " \\approx " + shown, "result", answer(), certain);
      return {};
    }
    const auto& steps = board.steps();
    if (steps.empty() || !steps.back().claim.ends_with(" = " + number)) board.write(left + " = " + number, "result", answer(), certain);
    return {};
  }
  if (!is_printed(value, output)) return differs();
  if (program.states(value)) return {};
  if (is_program_value(value)) {
    board.write(left + " = " + math::to_latex(value), "result", answer(), certain);
  } else if (value.is(math::Op::kTuple) && !value.args().empty() && std::all_of(value.args().begin(), value.args().end(), is_program_value)) {
    std::string all;
    for (const Expr& one : value.args()) all += (all.empty() ? "" : ", ") + math::to_latex(one);
    board.write(left + " = " + all, "result", answer(), certain);
  } else if (board.steps().empty()) {
    return Error{ErrorCode::kUnsupported, "the program has nothing to tell"};
  }
  return {};
}

}  // namespace

Result<Derivation> explain_program(std::string_view source, std::string_view output, const ExplainOptions& options, const CallTool& tools) {
  RETORT_TRY(const auto lines, program_lines(source));
  if (lines.empty()) return Error{ErrorCode::kUnsupported, "the program holds nothing to tell"};
  Board board(options);
  ProgramRun program(board, lines, options, tools);
  program.run();
  if (!board.failed() && !program.printed()) return Error{ErrorCode::kUnsupported, "the program prints no value"};
  if (!board.failed()) {
    RETORT_TRY_STATUS(close_with_output(board, program, output));
  }
  RETORT_TRY(Derivation derivation, std::move(board).finish());
  return options.detail == Detail::kFull ? broken_apart(derivation, options) : derivation;
}

}  // namespace retort::explain
