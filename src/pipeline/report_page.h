// The pieces of report.html: a page that stands alone, without scripts and without anything from the network.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "pipeline/counts.h"
#include "pipeline/lineage.h"
#include "pipeline/run.h"

namespace retort::pipeline {

std::string page_head(const std::string& title);
std::string page_tail();
std::string funnel_section(const Counts& counts);
std::string model_section(const Json& use, const Counts& counts);   // model_use(); nothing where no model was asked
std::string judge_section(const Json& figures);   // judge_figures()
std::string training_section(const std::vector<std::pair<std::string, Json>>& trainings);   // adapter and its training.json
std::string evaluation_section(const Json& evaluations);
std::string examples_section(const std::vector<Lineage>& examples);
std::string rejected_section(const std::vector<Lineage>& rejected);   // each narrative with what its verdict names marked
std::string settings_section(const Run& run);

// Accepted lineages worth showing: those in which the Solver corrected itself first, then those with more calls, of different families.
class ExampleChooser {
 public:
  void offer(const Lineage& line);
  std::vector<Lineage> best(std::size_t count) const;

 private:
  struct Candidate {
    long score = 0;
    std::size_t order = 0;
    Lineage line;
  };
  std::map<std::string, std::vector<Candidate>> by_family_;   // the three best of each, best first
  std::size_t offered_ = 0;
};

// Lineages that ended with a narrative which the gates rejected: the first few of each gate.
class RejectedChooser {
 public:
  void offer(const Lineage& line);
  const std::vector<Lineage>& chosen() const { return chosen_; }

 private:
  std::map<std::string, int> by_gate_;
  std::vector<Lineage> chosen_;
};

}  // namespace retort::pipeline
