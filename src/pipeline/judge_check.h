// How much a judge's word is worth: it is shown solutions that are known to be wrong, and the share that it rejects is reported.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "pipeline/counts.h"
#include "pipeline/problem_set.h"
#include "pipeline/run.h"

namespace retort::pipeline {

// Takes the first agents.judge_planted narratives that passed the gates, makes one calculation in each wrong and asks the judge about them.
// Opinions are records of kind "judge_check"; what was asked before under the same judge is not asked again. Nothing without a judge.
Status check_judge(Run& run, const ProblemSet& problems);

// {"opinions": {"pass","reject","none"} on what passed the gates, "planted": {"n","rejected","passed","none","share","ci95","by_change"}};
// empty without a judge.
Json judge_figures(const Run& run, const Counts& counts);

}  // namespace retort::pipeline
