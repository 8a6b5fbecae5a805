// All that a run holds for one problem, for people and for programs.
#pragma once

#include <string>

#include "base/json.h"
#include "pipeline/curation.h"
#include "pipeline/lineage.h"

namespace retort::cli {

Json lineage_json(const pipeline::Lineage& line);
std::string lineage_text(const pipeline::Lineage& line);
// "left out: REASON", or "edited: REASON" with the text.
std::string decision_text(const pipeline::Decision& decision);

}  // namespace retort::cli
