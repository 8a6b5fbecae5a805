// Text with mathematics in `$...$` as HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/records.h"

namespace retort::pipeline {

// Everything escaped; `$...$` becomes MathML where the expression reads, else the LaTeX as it stands in <code>. New lines are kept.
std::string to_html(std::string_view text);

// The same with the places of findings in <mark>, each with its gate and message as title; a formula is marked whole.
std::string marked_html(std::string_view text, const std::vector<trace::Finding>& findings);

// One formula without its dollars, in LaTeX or plain notation.
std::string formula_html(std::string_view formula);

}  // namespace retort::pipeline
