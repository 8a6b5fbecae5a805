// What a training leaves for the check that follows it: a few texts and the trainer's own logits on them, so that another program can say
// whether the files it reads compute the same.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace retort::train {

struct Probe {
  // Logits are for tokens[from..], each after those before it.
  struct Text {
    std::string id;
    std::vector<std::int32_t> tokens;
    std::size_t from = 1;
    std::size_t rows() const { return tokens.size() - from; }
  };
  std::vector<Text> texts;
  std::size_t vocabulary = 0;
  std::vector<float> trained;   // rows of `vocabulary` logits, text after text: with what was learnt
  std::vector<float> base;      // the same without it; empty when all weights were trained

  std::size_t rows() const;
};

std::string probe_path(const std::string& folder);   // of a job's output

// A line of JSON ({"texts", "vocabulary", "base"}), then the floats as this machine holds them.
Status write_probe(const std::string& path, const Probe& probe);
// kNotFound; kCorruption for a file that is not whole.
Result<Probe> read_probe(const std::string& path);

}  // namespace retort::train
