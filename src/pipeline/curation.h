// What people decide about single narratives: leave one out, or put an edited text in its place. Kept in a run's curation.jsonl, one decision a
// line, {"narrative_id","problem_id","action","reason","text","checked","unread"}; the last one about a narrative counts. A decision is about that
// narrative: one that is written anew under other rules is not touched by it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

enum class CurationAction { kDrop, kEdit, kRestore };   // kRestore takes back what was decided before
std::string_view curation_action_name(CurationAction action);

struct Decision {
  std::string narrative_id, problem_id;   // problem_id: the problem's own id, for readers
  CurationAction action = CurationAction::kDrop;
  std::string reason, text;               // text: of an edit
  long checked = 0, unread = 0;           // claims in it, as the gates counted them
  Json to_json() const;
  static Result<Decision> from_json(const Json& json);
};

class Curation {
 public:
  // No file: no decisions. kParse names file and line.
  static Result<Curation> read(const std::string& path);
  // Null when nothing was decided, or it was taken back.
  const Decision* about(std::string_view narrative_id) const;
  std::vector<Decision> standing() const;   // by narrative
 private:
  std::map<std::string, Decision, std::less<>> last_;
};

// Adds one decision to the file, durably.
Status add_decision(const std::string& path, const Decision& decision);

// The decision to put `text` in the place of the accepted narrative of `line`. It passes the same gates: kInvalidArgument lists what they found.
Result<Decision> edited(const Run& run, const Lineage& line, std::string text, std::string reason);

}  // namespace retort::pipeline
