// Angles, arcs, areas and norms as single symbols.
#pragma once

#include <string>
#include <string_view>

namespace retort::check {

// `m\angle CBA` and `\angle{ABC}` become one symbol, `[ABC]` and `[\triangle ABC]` another, `\widehat{AB}` a third; `\|v\|` becomes a root of a
// product, `60:84` a fraction. All else stays. Linear.
std::string name_figures(std::string_view latex);

}  // namespace retort::check
