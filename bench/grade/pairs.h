// Pairs of answers to grade, made from problems with solutions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace retort::bench {

// A problem's answer, its whole solution and its subject.
struct Answered {
  std::string id, answer, solution, subject;
};
// From a JSONL file, or all of them in a folder by name: rows with `solution` (a box in it), `id` and `type` or `subject`.
Result<std::vector<Answered>> read_answered(const std::string& path);

struct Pair {
  std::string id, gold, pred;
  std::string kind;             // "itself", "rewritten", "changed", "other"
  std::string how;              // the rewriting's name
  std::optional<bool> same;     // by construction; nothing for two answers of different problems
};

// `count` pairs: an eighth gives the answer beside the whole solution it comes from, a half beside another spelling of it, an eighth
// beside a changed one, the rest beside the answer of another problem of the same subject (no two plain integers). Gold answers stand
// between `$`, predictions in a box or, now and then, in a sentence; what a rewriting left without a closing brace stands in `$`.
std::vector<Pair> make_pairs(const std::vector<Answered>& problems, std::size_t count, std::uint64_t seed);

}  // namespace retort::bench
