// "The value can be written in the form $a + b\sqrt{c}$, where ... . Find $a + b + c$": the form is taken off the statement, what is left is solved
// by any form, and its answer is compared with the form part by part.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/statement.h"
#include "math/expr.h"
#include "trace/records.h"

namespace retort::agent {

struct AnswerTemplate {
  math::Expr form;                       // with the letters that stand for numbers
  math::Expr asked;                      // a term in these letters
  std::vector<math::Expr> conditions;    // relations between them
  bool integers = false, positive = false;
};

struct Templated {
  Statement base;                        // the statement without the form and what is asked of it
  AnswerTemplate wanted;
};

// Nothing where no sentence names a form followed by a question about its letters, or where it says more than is understood.
std::optional<Templated> take_template(const Statement& statement);

// The values of the letters for which the form has this value, in the order of the form's symbols: denominators in lowest terms, radicals in
// simplest form. Nothing when there are none, or several that differ in what is asked.
std::optional<std::vector<math::Rational>> fit(const AnswerTemplate& wanted, const math::Expr& value);

// The trace of the base statement continued to what is asked; a trace without an answer where the value is not of the form.
trace::Trace continued(trace::Trace trace, const AnswerTemplate& wanted, cas::Toolbox& tools);

}  // namespace retort::agent
