// Each n-gram of the benchmark is kept as one hash with the place of its first occurrence; a hit is compared word by word.
#include "data/decontaminate.h"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "data/normalise.h"
#include "data/problem_row.h"
#include "data/row_reader.h"

namespace retort::data {

namespace {

// Bytes of the white space at the front, 0 for none. Unicode's spaces count too: pages copied from the web are full of them.
std::size_t space_at(std::string_view text) {
  unsigned char c = static_cast<unsigned char>(text[0]);
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f) ? 1 : 0;
  for (std::string_view space : {"\u0085", "\u00a0"})
    if (text.starts_with(space)) return 2;
  if (c != 0xe1 && c != 0xe2 && c != 0xe3) return 0;
  for (std::string_view space : {"\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
                                 "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"})
    if (text.starts_with(space)) return 3;
  return 0;
}

bool is_word_byte(char c) {
  unsigned char u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9');
}

class GramIndex {
 public:
  GramIndex(Tokenizer tokenizer, std::size_t n) : tokenizer_(tokenizer), n_(n) {}

  void add(std::size_t item, std::string_view statement) {
    std::vector<std::uint64_t> words = hashes(tokenize(statement, tokenizer_));
    if (words.empty()) return;
    auto number = static_cast<std::uint32_t>(item);
    if (words.size() < n_) whole_.emplace(gram(words, 0, words.size()), number);
    for (std::size_t at = 0; at + n_ <= words.size(); ++at) grams_.try_emplace(gram(words, at, n_), Place{number, static_cast<std::uint32_t>(at)});
    words_.resize(item + 1);
    words_[item] = std::move(words);
  }

  struct Hit {
    std::size_t item = 0;
    std::string text;
  };
  std::optional<Hit> find(std::string_view statement) const {
    std::vector<std::string> texts = tokenize(statement, tokenizer_);
    std::vector<std::uint64_t> words = hashes(texts);
    auto text_of = [&](std::size_t at, std::size_t count) {
      return join({texts.begin() + static_cast<long>(at), texts.begin() + static_cast<long>(at + count)}, " ");
    };
    if (!words.empty() && words.size() < n_) {
      auto found = whole_.find(gram(words, 0, words.size()));
      if (found != whole_.end() && words_[found->second] == words) return Hit{found->second, text_of(0, words.size())};
    }
    for (std::size_t at = 0; at + n_ <= words.size(); ++at) {
      auto found = grams_.find(gram(words, at, n_));
      if (found == grams_.end()) continue;
      auto [item, place] = found->second;
      if (std::equal(words.begin() + static_cast<long>(at), words.begin() + static_cast<long>(at + n_), words_[item].begin() + place))
        return Hit{item, text_of(at, n_)};
    }
    return std::nullopt;
  }

 private:
  struct Place {
    std::uint32_t item, at;
  };

  static std::vector<std::uint64_t> hashes(const std::vector<std::string>& words) {
    std::vector<std::uint64_t> out;
    out.reserve(words.size());
    for (const std::string& word : words) out.push_back(hash64(word));
    return out;
  }
  static std::uint64_t gram(const std::vector<std::uint64_t>& words, std::size_t at, std::size_t count) {
    return hash64({reinterpret_cast<const char*>(words.data() + at), count * sizeof(std::uint64_t)});
  }

  Tokenizer tokenizer_;
  std::size_t n_;
  std::unordered_map<std::uint64_t, Place> grams_;           // first occurrences
  std::unordered_map<std::uint64_t, std::uint32_t> whole_;   // of statements shorter than n words
  std::vector<std::vector<std::uint64_t>> words_;            // of each item, as hashes
};

}  // namespace

std::optional<Tokenizer> tokenizer_named(std::string_view name) {
  for (std::size_t i = 0; i < kTokenizerNames.size(); ++i)
    if (kTokenizerNames[i] == name) return static_cast<Tokenizer>(i);
  return std::nullopt;
}

std::vector<std::string> tokenize(std::string_view statement, Tokenizer tokenizer) {
  std::string text = lower_ascii(statement);
  std::vector<std::string> words;
  std::string word;
  auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::string_view rest = text; !rest.empty();) {
    std::size_t space = space_at(rest);
    if (space > 0) {
      end_word();
    } else if (tokenizer == Tokenizer::kWhitespace || is_word_byte(rest[0])) {
      word += rest[0];
    } else {
      end_word();
      if (tokenizer == Tokenizer::kSymbols) words.emplace_back(1, rest[0]);
    }
    rest.remove_prefix(std::max<std::size_t>(space, 1));
  }
  end_word();
  return words;
}

struct Benchmark::Impl {
  DecontaminateOptions options;
  std::deque<BenchmarkItem> items;   // never moved: Contamination points at them
  std::vector<GramIndex> indices;    // one for each tokenizer
  std::unordered_map<std::uint64_t, std::uint32_t> statements;   // normalised
};

Benchmark::Benchmark(DecontaminateOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = options;
  for (std::size_t t = 0; t < kTokenizerNames.size(); ++t) impl_->indices.emplace_back(static_cast<Tokenizer>(t), options.ngram);
}
Benchmark::Benchmark(Benchmark&&) noexcept = default;
Benchmark::~Benchmark() = default;

Result<Benchmark> Benchmark::read(const std::vector<std::string>& files, const DecontaminateOptions& options) {
  Benchmark made(options);
  for (const std::string& path : files) {
    RETORT_TRY(RowReader rows, RowReader::open(path));
    for (;;) {
      RETORT_TRY(auto row, rows.next());
      if (!row) break;
      auto refuse = [&](const std::string& reason) {
        return Error{ErrorCode::kParse, fmt::format("{}:{}: {}: a benchmark must be read whole", row->file, row->line, reason)};
      };
      if (!row->error.empty()) return refuse(row->error);
      std::string statement = statement_of_row(row->json);
      if (statement.empty()) return refuse("the row has no statement (problem, question, messages, ...)");
      made.add({row->file, id_of_row(row->json), std::move(statement), row->line});
    }
  }
  if (made.size() == 0 && !files.empty()) return Error{ErrorCode::kParse, files.front() + " holds no benchmark item"};
  return made;
}

void Benchmark::add(BenchmarkItem item) {
  std::size_t number = impl_->items.size();
  for (GramIndex& index : impl_->indices) index.add(number, item.statement);
  impl_->statements.emplace(hash64(normalised_statement(item.statement)), static_cast<std::uint32_t>(number));
  impl_->items.push_back(std::move(item));
}

std::size_t Benchmark::size() const { return impl_->items.size(); }

std::optional<Contamination> Benchmark::find(std::string_view statement) const {
  if (auto hit = impl_->indices[static_cast<std::size_t>(impl_->options.tokenizer)].find(statement))
    return Contamination{&impl_->items[hit->item], fmt::format("{}-gram", impl_->options.ngram), std::move(hit->text)};
  std::string normalised = normalised_statement(statement);
  auto found = impl_->statements.find(hash64(normalised));
  if (normalised.empty() || found == impl_->statements.end()) return std::nullopt;
  const BenchmarkItem& item = impl_->items[found->second];
  if (normalised_statement(item.statement) != normalised) return std::nullopt;
  return Contamination{&item, "statement", std::string(statement)};
}

std::array<bool, kTokenizerNames.size()> Benchmark::found_by(std::string_view statement) const {
  std::array<bool, kTokenizerNames.size()> found{};
  for (std::size_t t = 0; t < found.size(); ++t) found[t] = impl_->indices[t].find(statement).has_value();
  return found;
}

}  // namespace retort::data
