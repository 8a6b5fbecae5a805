// Decoding of many sequences at once. Each thread has a llama.cpp context of its own with a fixed share of the conversations,
// so no two threads wait for each other inside a matrix product, and equal inputs give equal batches and equal outputs.
#include "llm/local_model.h"

#include <fmt/core.h>
#include <llama.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

#include "base/parallel.h"
#include "base/random.h"
#include "llm/backend.h"
#include "llm/tokenizer_impl.h"

namespace retort::llm {

namespace {

constexpr int kBatchTokens = 512;   // tokens given to the model in one step, prompts and answers together

struct ContextDeleter { void operator()(llama_context* c) const { llama_free(c); } };
struct AdapterDeleter { void operator()(llama_adapter_lora* a) const { llama_adapter_lora_free(a); } };
using ContextHandle = std::unique_ptr<llama_context, ContextDeleter>;
using AdapterHandle = std::unique_ptr<llama_adapter_lora, AdapterDeleter>;

// A llama_batch with room for `capacity` tokens of one sequence each.
class Batch {
 public:
  explicit Batch(int capacity) : batch_(llama_batch_init(capacity, 0, 1)) {}
  ~Batch() { llama_batch_free(batch_); }
  Batch(const Batch&) = delete;
  void clear() { batch_.n_tokens = 0; }
  // Returns the index under which the logits of this token are read after decoding.
  int add(llama_token token, int position, int sequence, bool wants_logits) {
    int i = batch_.n_tokens++;
    batch_.token[i] = token;
    batch_.pos[i] = position;
    batch_.n_seq_id[i] = 1;
    batch_.seq_id[i][0] = sequence;
    batch_.logits[i] = wants_logits;
    return i;
  }
  int size() const { return batch_.n_tokens; }
  llama_batch& get() { return batch_; }

 private:
  llama_batch batch_;
};

// One conversation on its way through a slot.
struct Active {
  std::size_t index = 0;               // of the conversation
  const std::vector<Token>* prompt = nullptr;
  std::size_t fed = 0;                 // prompt tokens in the cache
  std::vector<Token> answer;
  int logits_at = -1;                  // where this step's logits are, -1: none
  bool busy = false;
  std::size_t leader = 0;              // slot of an equal prompt that is being computed, for both
  bool follows = false;
  Random random{0};                    // of the draws
};

std::size_t shared_prefix(const std::vector<std::vector<Token>>& prompts) {
  std::size_t shared = prompts[0].size() - 1;   // the last prompt token is always fed, for its logits
  for (const auto& p : prompts) {
    std::size_t n = 0;
    while (n < shared && n + 1 < p.size() && p[n] == prompts[0][n]) ++n;
    shared = n;
  }
  return shared;
}

Token argmax(const float* logits, int n) { return static_cast<Token>(std::max_element(logits, logits + n) - logits); }

// A token drawn with probability proportional to exp(logit / temperature). `weights` is room to work in.
Token draw(const float* logits, int n, double temperature, Random& random, std::vector<double>& weights) {
  constexpr double kNothing = -40;   // exp of less adds nothing to a sum that is at least 1
  double top = *std::max_element(logits, logits + n), sum = 0;
  weights.resize(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    double exponent = (logits[i] - top) / temperature;
    weights[static_cast<std::size_t>(i)] = exponent > kNothing ? std::exp(exponent) : 0;
    sum += weights[static_cast<std::size_t>(i)];
  }
  double left = random.unit() * sum;
  Token last = 0;
  for (int i = 0; i < n; ++i) {
    double weight = weights[static_cast<std::size_t>(i)];
    if (weight == 0) continue;
    last = i;
    if ((left -= weight) < 0) break;
  }
  return last;
}

}  // namespace

struct LocalModel::Impl {
  std::string gguf;
  ModelHandle model;
  AdapterHandle adapter;   // freed before the model
  std::unique_ptr<ChatTokenizer> tokenizer;
  int context = 0;

  Result<ContextHandle> make_context(int slots, int tokens_each, int shared, int outputs) const;
};

// For `slots` conversations of `tokens_each` tokens, of which the first `shared` are the same and kept once, and for at most `outputs` rows
// of logits in a step.
Result<ContextHandle> LocalModel::Impl::make_context(int slots, int tokens_each, int shared, int outputs) const {
  llama_context_params params = llama_context_default_params();
  params.n_ctx = static_cast<std::uint32_t>((shared + slots * (tokens_each - shared) + 255) / 256 * 256);
  params.n_batch = params.n_ubatch = kBatchTokens;
  params.n_seq_max = static_cast<std::uint32_t>(slots);
  params.n_outputs_max = static_cast<std::uint32_t>(outputs);
  params.n_threads = params.n_threads_batch = 1;
  params.kv_unified = true;   // one pool of cells: sequences share those of the prefix, and any tokens make one batch
  params.no_perf = true;
  clear_backend_error();
  ContextHandle made;
  try {
    made.reset(llama_init_from_model(model.get(), params));
  } catch (const std::exception& e) {
    return Error{ErrorCode::kBudget, fmt::format("no memory for {} sequences of {} tokens with {}: {}", slots, tokens_each, gguf, e.what())};
  }
  if (!made) {
    return Error{ErrorCode::kBudget, fmt::format("cannot decode {} sequences of {} tokens with {}: {}", slots, tokens_each, gguf,
                                                 last_backend_error())};
  }
  if (adapter) {
    llama_adapter_lora* one = adapter.get();
    float scale = 1.0f;
    if (llama_set_adapters_lora(made.get(), &one, 1, &scale) != 0)
      return Error{ErrorCode::kCorruption, fmt::format("the adapter cannot be used with {}", gguf)};
  }
  return made;
}

namespace {

// Decodes one thread's share of the conversations.
class Decoder {
 public:
  Decoder(const llama_vocab* vocab, ContextHandle context, const std::vector<std::vector<Token>>& prompts, std::vector<std::size_t> share,
          std::size_t prefix, int slots, const GenerateOptions& options, int tokens_each)
      : vocab_(vocab), context_(std::move(context)), prompts_(prompts), share_(std::move(share)), prefix_(prefix),
        slots_(static_cast<std::size_t>(slots)), options_(options), tokens_each_(tokens_each), batch_(kBatchTokens) {}

  // Until all are done, or `stop` says so, or `done` fails.
  template <typename Stop, typename Done>
  Status run(const Stop& stop, const Done& done) {
    while (!stop()) {
      RETORT_TRY_STATUS(fill_slots());
      if (!compose_batch()) return {};
      RETORT_TRY_STATUS(decode());
      for (std::size_t s = 0; s < slots_.size(); ++s) RETORT_TRY_STATUS(advance(s, done));
    }
    return Error{ErrorCode::kCancelled, "stopped on request"};
  }

 private:
  // The common prefix of all prompts is computed once, for the first slot; the other slots share its cells.
  Status fill_slots() {
    llama_memory_t memory = llama_get_memory(context_.get());
    for (std::size_t s = 0; s < slots_.size() && next_ < share_.size(); ++s) {
      if (slots_[s].busy) continue;
      auto sequence = static_cast<llama_seq_id>(s);
      bool keeps_prefix = s == 0 && prefix_ready_;
      if (!llama_memory_seq_rm(memory, sequence, keeps_prefix ? static_cast<int>(prefix_) : -1, -1))
        return Error{ErrorCode::kInternal, "the model's memory cannot be cut back to a prefix"};
      Active active;
      active.busy = true;
      active.index = share_[next_++];
      active.prompt = &prompts_[active.index];
      active.fed = prefix_;
      if (options_.temperature > 0) active.random = Random(options_.seeds[active.index]);
      if (prefix_ > 0 && !prefix_ready_) {
        RETORT_TRY_STATUS(feed_prefix(sequence));
      } else if (prefix_ > 0 && s != 0) {
        llama_memory_seq_cp(memory, 0, sequence, 0, static_cast<int>(prefix_));
      }
      slots_[s] = std::move(active);
      follow_equal(s);
    }
    return {};
  }

  // An equal prompt in another slot, computed or under way, is computed once.
  void follow_equal(std::size_t s) {
    for (std::size_t other = 0; other < slots_.size() && !slots_[s].follows; ++other) {
      if (other == s || !slots_[other].busy || slots_[other].follows || *slots_[other].prompt != *slots_[s].prompt) continue;
      slots_[s].leader = other;
      slots_[s].follows = true;
    }
  }

  // Takes over the leader's cells once they are there; until then this slot waits. Before a batch is begun: what is fed is decoded then.
  void catch_up(std::size_t s) {
    Active& a = slots_[s];
    const Active& leader = slots_[a.leader];
    const bool same = leader.busy && *leader.prompt == *a.prompt;
    if (same && leader.fed < leader.prompt->size()) return;
    a.follows = false;
    const std::size_t kept = a.prompt->size() - 1;   // the last prompt token is always fed, for its logits
    if (!same || kept <= a.fed) return;
    llama_memory_seq_cp(llama_get_memory(context_.get()), static_cast<llama_seq_id>(a.leader), static_cast<llama_seq_id>(s),
                        static_cast<int>(a.fed), static_cast<int>(kept));
    a.fed = kept;
  }

  Status feed_prefix(llama_seq_id sequence) {
    const auto& tokens = prompts_[share_[0]];
    for (std::size_t at = 0; at < prefix_;) {
      batch_.clear();
      for (; at < prefix_ && batch_.size() < kBatchTokens; ++at) batch_.add(tokens[at], static_cast<int>(at), sequence, at + 1 == prefix_);
      RETORT_TRY_STATUS(decode());
    }
    prefix_ready_ = true;
    return {};
  }

  // One token of each answer under way, then as much of the waiting prompts as fits. False when nothing is left to do.
  bool compose_batch() {
    batch_.clear();
    for (std::size_t s = 0; s < slots_.size(); ++s)
      if (slots_[s].busy && slots_[s].follows) catch_up(s);
    for (std::size_t s = 0; s < slots_.size(); ++s) {
      Active& a = slots_[s];
      a.logits_at = -1;
      if (a.busy && a.fed == a.prompt->size())
        a.logits_at = batch_.add(a.answer.back(), static_cast<int>(a.fed + a.answer.size()) - 1, static_cast<int>(s), true);
    }
    for (std::size_t s = 0; s < slots_.size(); ++s) {
      Active& a = slots_[s];
      while (a.busy && !a.follows && a.fed < a.prompt->size() && batch_.size() < kBatchTokens) {
        bool last = a.fed + 1 == a.prompt->size();
        int at = batch_.add((*a.prompt)[a.fed], static_cast<int>(a.fed), static_cast<int>(s), last);
        ++a.fed;
        if (last) {
          a.logits_at = at;
          break;
        }
      }
    }
    return batch_.size() > 0;
  }

  Status decode() {
    int code = llama_decode(context_.get(), batch_.get());
    if (code == 0) return {};
    return Error{ErrorCode::kInternal, fmt::format("decoding failed with code {}: {}", code, last_backend_error())};
  }

  template <typename Done>
  Status advance(std::size_t s, const Done& done) {
    Active& a = slots_[s];
    if (!a.busy || a.logits_at < 0) return {};
    const float* logits = llama_get_logits_ith(context_.get(), a.logits_at);
    if (!logits) return Error{ErrorCode::kInternal, "the model gave no logits"};
    int n = llama_vocab_n_tokens(vocab_);
    Token token = options_.temperature > 0 ? draw(logits, n, options_.temperature, a.random, weights_) : argmax(logits, n);
    bool ended = !options_.ignore_end && llama_vocab_is_eog(vocab_, token);
    if (!ended) a.answer.push_back(token);
    bool full = static_cast<int>(a.answer.size()) >= options_.max_new_tokens || static_cast<int>(a.prompt->size() + a.answer.size()) >= tokens_each_;
    if (!ended && !full) return {};
    a.busy = false;
    return done(a.index, a.prompt->size(), a.answer, !ended);
  }

  const llama_vocab* vocab_;
  ContextHandle context_;
  const std::vector<std::vector<Token>>& prompts_;
  std::vector<std::size_t> share_;
  std::size_t next_ = 0, prefix_;
  bool prefix_ready_ = false;
  std::vector<Active> slots_;
  const GenerateOptions& options_;
  int tokens_each_;
  Batch batch_;
  std::vector<double> weights_;
};

}  // namespace

LocalModel::LocalModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LocalModel::LocalModel(LocalModel&&) noexcept = default;
LocalModel::~LocalModel() = default;

const ChatTokenizer& LocalModel::tokenizer() const { return *impl_->tokenizer; }

Result<LocalModel> LocalModel::load(const LoadOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->gguf = options.gguf;
  impl->context = options.context;
  RETORT_TRY(impl->model, open_model(options.gguf, false));
  RETORT_TRY(auto tokenizer, ChatTokenizer::Impl::from_model(impl->model, options.gguf));
  impl->tokenizer.reset(new ChatTokenizer(std::move(tokenizer)));
  if (!options.adapter.empty()) {
    clear_backend_error();
    try {
      impl->adapter.reset(llama_adapter_lora_init(impl->model.get(), options.adapter.c_str()));
    } catch (const std::exception& e) {
      return Error{ErrorCode::kCorruption, fmt::format("cannot load adapter {}: {}", options.adapter, e.what())};
    }
    if (!impl->adapter)
      return Error{ErrorCode::kCorruption, fmt::format("cannot load adapter {} for {}: {}", options.adapter, options.gguf, last_backend_error())};
  }
  return LocalModel(std::move(impl));
}

Status LocalModel::generate(const std::vector<std::vector<Message>>& conversations, const GenerateOptions& options, const StopToken& stop,
                            const std::function<Status(std::size_t, const Generation&)>& done) {
  if (conversations.empty()) return {};
  if (options.temperature > 0 && options.seeds.size() != conversations.size())
    return Error{ErrorCode::kInvalidArgument, fmt::format("sampling {} conversations at temperature {} needs a seed for each, not {}", conversations.size(),
                                                          options.temperature, options.seeds.size())};
  std::vector<std::vector<Token>> prompts;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < conversations.size(); ++i) {
    RETORT_TRY(auto tokens, impl_->tokenizer->prompt(conversations[i]));
    if (tokens.empty() || static_cast<int>(tokens.size()) >= impl_->context)
      return Error{ErrorCode::kBudget, fmt::format("prompt {} has {} tokens, the context holds {}: raise the context or shorten it", i,
                                                   tokens.size(), impl_->context)};
    longest = std::max(longest, tokens.size());
    prompts.push_back(std::move(tokens));
  }
  int tokens_each = std::min(impl_->context, static_cast<int>(longest) + options.max_new_tokens);
  tokens_each = (tokens_each + 255) / 256 * 256;
  unsigned threads = std::min<std::size_t>(options.threads ? options.threads : usable_threads(), prompts.size());
  int slots = std::max(1, options.sequences / static_cast<int>(threads));
  std::size_t prefix = shared_prefix(prompts);

  std::mutex done_mutex;
  std::atomic<bool> failed{false};
  std::vector<Status> outcomes(threads);
  auto finish = [&](std::size_t index, std::size_t prompt_tokens, const std::vector<Token>& answer, bool truncated) -> Status {
    Generation g{impl_->tokenizer->detokenize(answer), static_cast<int>(prompt_tokens), static_cast<int>(answer.size()), truncated};
    std::lock_guard lock(done_mutex);
    return done(index, g);
  };
  auto work = [&](unsigned t) -> Status {
    std::vector<std::size_t> share;
    for (std::size_t i = t; i < prompts.size(); i += threads) share.push_back(i);
    RETORT_TRY(auto context, impl_->make_context(slots, tokens_each, static_cast<int>(prefix), slots));
    Decoder decoder(llama_model_get_vocab(impl_->model.get()), std::move(context), prompts, std::move(share), prefix, slots,
                    options, tokens_each);
    return decoder.run([&] { return stop.requested() || failed.load(); }, finish);
  };
  std::vector<std::thread> pool;
  for (unsigned t = 0; t < threads; ++t) {
    pool.emplace_back([&, t] {
      outcomes[t] = work(t);
      if (!outcomes[t].ok()) failed = true;
    });
  }
  for (auto& t : pool) t.join();
  // A thread that stopped because another one failed says only "stopped": the cause goes first.
  for (const auto& outcome : outcomes)
    if (!outcome.ok() && outcome.error().code != ErrorCode::kCancelled) return outcome;
  for (const auto& outcome : outcomes)
    if (!outcome.ok()) return outcome;
  return {};
}

std::size_t LocalModel::vocabulary_size() const { return static_cast<std::size_t>(llama_vocab_n_tokens(llama_model_get_vocab(impl_->model.get()))); }

Result<std::vector<float>> LocalModel::logits(const std::vector<Token>& tokens, std::size_t from) const {
  const std::size_t n = tokens.size(), vocabulary = vocabulary_size();
  if (from < 1 || from >= n) return Error{ErrorCode::kInvalidArgument, fmt::format("no logits from token {} of {}", from, n)};
  if (static_cast<int>(n) > impl_->context)
    return Error{ErrorCode::kBudget, fmt::format("a text has {} tokens, the context holds {}", n, impl_->context)};
  RETORT_TRY(auto context, impl_->make_context(1, static_cast<int>(n), 0, static_cast<int>(std::min<std::size_t>(n - from, kBatchTokens))));
  std::vector<float> rows;
  rows.reserve((n - from) * vocabulary);
  Batch batch(kBatchTokens);
  for (std::size_t at = 0; at + 1 < n;) {
    batch.clear();
    std::vector<int> wanted;
    for (; at + 1 < n && batch.size() < kBatchTokens; ++at) {
      const int i = batch.add(tokens[at], static_cast<int>(at), 0, at + 1 >= from);
      if (at + 1 >= from) wanted.push_back(i);
    }
    if (int code = llama_decode(context.get(), batch.get()); code != 0)
      return Error{ErrorCode::kInternal, fmt::format("decoding failed with code {}: {}", code, last_backend_error())};
    for (int i : wanted) {
      const float* row = llama_get_logits_ith(context.get(), i);
      if (!row) return Error{ErrorCode::kInternal, "the model gave no logits"};
      rows.insert(rows.end(), row, row + vocabulary);
    }
  }
  return rows;
}

}  // namespace retort::llm
