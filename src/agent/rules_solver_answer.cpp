#include "agent/rules_solver_answer.h"

#include <cmath>
#include <map>
#include <optional>

#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {

using math::Expr;
using math::Rational;

namespace {

struct Rounded {
  std::string text;
  bool exact = false;
};

std::string fixed(const Rational& value, int places) {
  auto text = value.to_decimal(std::max(places, 1));
  if (!text) return value.to_string();
  if (places > 0 && text->find('.') == std::string::npos) *text += ".";
  const std::size_t point = text->find('.');
  while (places > 0 && text->size() - point - 1 < static_cast<std::size_t>(places)) *text += "0";
  return *text;
}

// A value halfway goes up.
std::optional<Rounded> rounded(const Expr& e, int places) {
  Rational scale(1);
  for (int i = 0; i < std::abs(places); ++i) scale = scale * Rational(10);
  if (places < 0) scale = Rational(1) / scale;
  const Rational half = Rational(1) / Rational(2);
  if (auto value = math::exact_value(e); value.ok()) {
    if (value->sign() < 0) return {};
    const Rational result = (*value * scale + half).floor() / scale;
    return Rounded{fixed(result, places), result == *value};
  }
  auto ball = math::real_value(e, 25);
  if (!ball.ok() || ball->mid < 0 || ball->mid > 1e9) return {};
  const double steps = ball->mid * scale.to_double(), floor = std::floor(steps + 0.5);
  if (std::abs(steps + 0.5 - floor) < 1e-6 || std::abs(floor + 1 - steps - 0.5) < 1e-6) return {};
  return Rounded{fixed(Rational(static_cast<long long>(floor)) / scale, places), false};
}

std::string place_name(int places) {
  static const std::map<int, std::string> names = {{0, "whole number"}, {1, "tenth"}, {2, "hundredth"}, {3, "thousandth"}, {-1, "ten"}, {-2, "hundred"}, {-3, "thousand"}};
  return names.at(places);
}

}  // namespace

void bring_into_form(trace::Trace& trace, const AnswerForm& form) {
  if (!form.places || !trace.failure.empty() || trace.turns.empty()) return;
  auto answer = math::parse(trace.answer, math::Notation::kLatex);
  auto found = answer.ok() && answer->symbols().empty() ? rounded(*answer, *form.places) : std::nullopt;
  std::string& text = trace.turns.back().text;
  const std::string boxed = "$\\boxed{" + trace.answer + "}$";
  if (!found || text.find(boxed) == std::string::npos) {
    trace.failure = "the answer could not be rounded";
    trace.answer.clear();
    return;
  }
  if (found->text == trace.answer) return;
  const std::string relation = inline_math(trace.answer + (found->exact ? " = " : " \\approx ") + found->text);
  text = replace_all(text, boxed, inline_math(trace.answer));
  text += (found->exact ? " As a decimal, " + relation : " To the nearest " + place_name(*form.places) + ", " + relation) + ", so the answer is $\\boxed{" + found->text + "}$.";
  trace.answer = found->text;
}

}  // namespace retort::agent
