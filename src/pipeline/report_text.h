// Text with mathematics in `$...$` as HTML.
#pragma once

#include <string>
#include <string_view>

namespace retort::pipeline {

// Everything escaped; `$...$` becomes MathML where the expression reads, else the LaTeX as it stands in <code>. New lines are kept.
std::string to_html(std::string_view text);

// One formula without its dollars, in LaTeX or plain notation.
std::string formula_html(std::string_view formula);

}  // namespace retort::pipeline
