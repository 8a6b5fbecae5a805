# retort_embed_prompts(OUTPUT): writes OUTPUT, a source with the text of each file in prompts/, and again when one changes.
function(retort_embed_prompts output)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/prompts/*.txt)
  set(rows "")
  foreach(file ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND rows "    {\"${name}\", R\"prompt~(${text})prompt~\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT [[
#include "agent/builtin_prompts.h"

#include <utility>

namespace retort::agent {

std::string_view builtin_prompt(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kPrompts[] = {
@rows@  };
  for (const auto& [key, text] : kPrompts)
    if (key == name) return text;
  return {};
}

}  // namespace retort::agent
]])
endfunction()
