// Decontamination: which training statements are also, whole or in part, in a benchmark. The paper's rule is common word n-grams.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace retort::data {

// How a statement becomes words. kWhitespace, the rule of the paper: lower case, split at white space. kWords: lower-case runs of
// letters and digits, everything else ignored. kSymbols: the same runs, and each other character a word of its own.
enum class Tokenizer { kWhitespace, kWords, kSymbols };
inline constexpr std::array<std::string_view, 3> kTokenizerNames = {"whitespace", "words", "symbols"};
std::optional<Tokenizer> tokenizer_named(std::string_view name);

std::vector<std::string> tokenize(std::string_view statement, Tokenizer tokenizer);

struct DecontaminateOptions {
  std::size_t ngram = 10;                           // at least 1
  Tokenizer tokenizer = Tokenizer::kWhitespace;     // the one that decides; the others are counted
};

struct BenchmarkItem {
  std::string file, id, statement;   // id: the row's, or empty
  long line = 0;
};

struct Contamination {
  const BenchmarkItem* item = nullptr;   // the first one found; lives as long as the Benchmark
  std::string rule;                      // "10-gram", or "statement": the normalised statements are equal
  std::string text;                      // the words in common, or the whole statement
};

// The items that must not be trained on. Reading is for one thread; find() for any number. Memory grows with the benchmark alone.
class Benchmark {
 public:
  explicit Benchmark(DecontaminateOptions options);
  Benchmark(Benchmark&&) noexcept;
  ~Benchmark();
  // The statements of the rows of all files, in any form that import knows; answers are not needed. A row that cannot be read is an
  // error, kParse with file and line: an item that is passed over in silence would be a leak.
  static Result<Benchmark> read(const std::vector<std::string>& files, const DecontaminateOptions& options);
  void add(BenchmarkItem item);
  std::size_t size() const;

  // Why this statement has to go, or nothing: n words in a row in common with an item; or, for a statement shorter than n words, the same
  // words as an item's; or an item's normalised statement.
  std::optional<Contamination> find(std::string_view statement) const;
  // Which tokenizers' word rule, taken alone, would drop it.
  std::array<bool, kTokenizerNames.size()> found_by(std::string_view statement) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort::data
