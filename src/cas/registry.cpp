#include "cas/registry.h"

#include <algorithm>

namespace retort::cas {

namespace {

std::vector<ToolEntry> gather() {
  std::vector<ToolEntry> all;
  for (auto family : {arithmetic_tools, integer_tools, modular_tools, congruence_tools, counting_tools, recurrence_tools, set_tools, geometry_tools, value_form_tools,
                      expression_tools, equation_tools, linear_system_tools, inequality_tools, extremum_tools, calculus_tools, limit_tools, matrix_tools, eigen_tools, nonlinear_system_tools, polynomial_tools,
                      form_tools, analysis_tools, segment_tools})
    for (auto& entry : family()) all.push_back(std::move(entry));
  std::sort(all.begin(), all.end(), [](const ToolEntry& a, const ToolEntry& b) { return a.name < b.name; });
  return all;
}

}  // namespace

const std::vector<ToolEntry>& tool_entries() {
  static const std::vector<ToolEntry> entries = gather();
  return entries;
}

const std::vector<ToolSpec>& tool_specs() {
  static const std::vector<ToolSpec> specs = [] {
    std::vector<ToolSpec> made;
    for (const auto& e : tool_entries()) made.push_back({e.name, e.help, schema_of(e.args), e.example, e.in_worker});
    return made;
  }();
  return specs;
}

const ToolSpec* find_tool(std::string_view name) {
  const auto& specs = tool_specs();
  const auto at = std::find_if(specs.begin(), specs.end(), [&](const ToolSpec& s) { return s.name == name; });
  return at == specs.end() ? nullptr : &*at;
}

std::string_view tools_revision() { return "tools-4"; }

}  // namespace retort::cas
