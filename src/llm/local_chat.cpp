#include "llm/local_chat.h"

#include <fmt/core.h>
#include <llama.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/hash.h"
#include "base/process.h"
#include "llm/backend.h"
#include "llm/local_model.h"
#include "llm/schema_grammar.h"

namespace retort::llm {

namespace {

constexpr int kStepTokens = 512;

struct FreeContext { void operator()(llama_context* c) const { llama_free(c); } };
struct FreeSampler { void operator()(llama_sampler* s) const { llama_sampler_free(s); } };
using ContextPtr = std::unique_ptr<llama_context, FreeContext>;
using SamplerPtr = std::unique_ptr<llama_sampler, FreeSampler>;

struct Job {
  std::shared_ptr<const ChatRequest> request;
  const StopToken* stop = nullptr;
  ReplyHandler done;
  std::vector<Token> prompt;
  Clock::time_point asked;
};

// One place for a conversation. `cached`: the tokens that the model's memory holds for it, also after its reply.
struct Slot {
  std::vector<Token> cached;
  std::optional<Job> job;
  SamplerPtr sampler;
  std::vector<Token> answer;
  std::string text;
  int logits_at = -1;
};

std::size_t common_prefix(const std::vector<Token>& a, const std::vector<Token>& b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + static_cast<long>(std::min(a.size(), b.size())), b.begin()).first - a.begin());
}

// How a reply's tokens are chosen. kUnsupported when the grammar or the schema cannot be used.
Result<SamplerPtr> make_sampler(const ChatRequest& request, const llama_vocab* vocab) {
  SamplerPtr chain(llama_sampler_chain_init(llama_sampler_chain_default_params()));
  std::string grammar = request.grammar;
  if (request.schema) {
    RETORT_TRY(grammar, schema_grammar(*request.schema));
  }
  if (!grammar.empty()) {
    clear_backend_error();
    llama_sampler* held = llama_sampler_init_grammar(vocab, grammar.c_str(), "root");
    if (!held) return Error{ErrorCode::kUnsupported, fmt::format("the grammar cannot be read: {}", last_backend_error())};
    llama_sampler_chain_add(chain.get(), held);
  }
  double temperature = request.temperature.value_or(0);
  if (temperature <= 0) {
    llama_sampler_chain_add(chain.get(), llama_sampler_init_greedy());
    return chain;
  }
  if (request.top_p) llama_sampler_chain_add(chain.get(), llama_sampler_init_top_p(static_cast<float>(*request.top_p), 1));
  llama_sampler_chain_add(chain.get(), llama_sampler_init_temp(static_cast<float>(temperature)));
  std::uint64_t seed = request.seed.value_or(hash64(exchange_id("", request)));
  llama_sampler_chain_add(chain.get(), llama_sampler_init_dist(static_cast<std::uint32_t>(seed ^ (seed >> 32))));
  return chain;
}

std::vector<Message> plain_messages(const ChatRequest& request) {
  std::vector<Message> messages;
  for (const ChatMessage& m : request.messages)
    messages.push_back({m.role == Role::kTool ? "user" : std::string(role_name(m.role)), m.content});
  return messages;
}

}  // namespace

struct LocalChat::Impl {
  LocalChatOptions options;
  std::string hash;
  ModelHandle model;
  std::unique_ptr<ChatTokenizer> tokenizer;
  const llama_vocab* vocab = nullptr;
  ContextPtr context;
  llama_batch batch{};
  std::vector<Slot> slots;

  mutable std::mutex mutex;   // guards all below
  std::condition_variable arrived;
  std::deque<Job> inbox;
  Counts counts;
  bool closing = false;
  std::thread thread;

  ~Impl() { if (batch.token) llama_batch_free(batch); }
  Status open();
  void loop();
  bool take_jobs();
  void place(Job job);
  bool compose();
  void advance(Slot& slot);
  void end_stopped(bool all);
  void reply(Slot& slot, bool cut_off);
  void fail(Slot& slot, ChatFailureKind kind, const std::string& message);
  void reset(Slot& slot);
};

Status LocalChat::Impl::open() {
  RETORT_TRY(hash, hash_file(options.gguf));
  RETORT_TRY(model, open_model(options.gguf, false));
  RETORT_TRY(ChatTokenizer opened, ChatTokenizer::open(options.gguf));
  tokenizer = std::make_unique<ChatTokenizer>(std::move(opened));
  vocab = llama_model_get_vocab(model.get());
  llama_context_params params = llama_context_default_params();
  params.n_ctx = static_cast<std::uint32_t>((options.context * options.sequences + 255) / 256 * 256);
  params.n_batch = params.n_ubatch = kStepTokens;
  params.n_seq_max = static_cast<std::uint32_t>(options.sequences);
  params.n_threads = params.n_threads_batch = options.threads;
  params.kv_unified = true;
  params.no_perf = true;
  clear_backend_error();
  try {
    context.reset(llama_init_from_model(model.get(), params));
  } catch (const std::exception& e) {
    return Error{ErrorCode::kBudget, fmt::format("no memory for {} conversations of {} tokens with {}: {}", options.sequences, options.context,
                                                 options.gguf, e.what())};
  }
  if (!context) return Error{ErrorCode::kBudget, fmt::format("cannot decode with {}: {}", options.gguf, last_backend_error())};
  batch = llama_batch_init(kStepTokens, 0, 1);
  slots.resize(static_cast<std::size_t>(options.sequences));
  return {};
}

void LocalChat::Impl::reset(Slot& slot) {
  slot.job.reset();
  slot.sampler.reset();
  slot.answer.clear();
  slot.text.clear();
  slot.logits_at = -1;
}

void LocalChat::Impl::fail(Slot& slot, ChatFailureKind kind, const std::string& message) {
  Job job = *std::move(slot.job);
  reset(slot);
  job.done(failed_reply(kind, message));
}

void LocalChat::Impl::end_stopped(bool all) {
  for (Slot& slot : slots)
    if (slot.job && (all || slot.job->stop->requested())) fail(slot, ChatFailureKind::kCancelled, "stopped on request");
}

// Fills idle slots; waits when there is nothing to do at all. False: closing.
bool LocalChat::Impl::take_jobs() {
  std::vector<Job> taken;
  {
    std::unique_lock lock(mutex);
    auto busy = [&] { return std::count_if(slots.begin(), slots.end(), [](const Slot& s) { return s.job.has_value(); }); };
    arrived.wait(lock, [&] { return closing || !inbox.empty() || busy() > 0; });
    if (closing) return false;
    auto room = slots.size() - static_cast<std::size_t>(busy());
    for (; room > 0 && !inbox.empty(); --room) {
      taken.push_back(std::move(inbox.front()));
      inbox.pop_front();
    }
    counts.most_at_once = std::max(counts.most_at_once, static_cast<int>(busy() + static_cast<long>(taken.size())));
  }
  for (Job& job : taken) place(std::move(job));
  return true;
}

// Into the idle slot that holds the longest beginning of the prompt; a longer one in another slot is shared.
void LocalChat::Impl::place(Job job) {
  auto shared = [&](const Slot& slot) { return std::min(common_prefix(slot.cached, job.prompt), job.prompt.size() - 1); };
  Slot* best = nullptr;
  for (Slot& slot : slots)
    if (!slot.job && (!best || shared(slot) > shared(*best))) best = &slot;
  Slot* lender = &*std::max_element(slots.begin(), slots.end(), [&](const Slot& a, const Slot& b) { return shared(a) < shared(b); });
  llama_memory_t memory = llama_get_memory(context.get());
  auto sequence = [&](const Slot* slot) { return static_cast<llama_seq_id>(slot - slots.data()); };
  std::size_t kept = shared(*best);
  if (shared(*lender) > kept) {
    kept = shared(*lender);
    llama_memory_seq_rm(memory, sequence(best), -1, -1);
    llama_memory_seq_cp(memory, sequence(lender), sequence(best), 0, static_cast<llama_pos>(kept));
  } else if (!llama_memory_seq_rm(memory, sequence(best), static_cast<llama_pos>(kept), -1)) {
    llama_memory_seq_rm(memory, sequence(best), -1, -1);
    kept = 0;
  }
  best->cached.assign(job.prompt.begin(), job.prompt.begin() + static_cast<long>(kept));
  {
    std::lock_guard lock(mutex);
    counts.prompt_tokens += static_cast<long>(job.prompt.size());
    counts.reused_tokens += static_cast<long>(kept);
  }
  auto sampler = make_sampler(*job.request, vocab);
  best->job = std::move(job);
  if (!sampler.ok()) return fail(*best, ChatFailureKind::kUnsupported, sampler.error().message);
  best->sampler = *std::move(sampler);
}

// One token of each reply under way, then as much of the prompts as fits.
bool LocalChat::Impl::compose() {
  batch.n_tokens = 0;
  auto add = [&](std::size_t s, Token token, bool wants_logits) {
    int i = batch.n_tokens++;
    batch.token[i] = token;
    batch.pos[i] = static_cast<llama_pos>(slots[s].cached.size());
    batch.n_seq_id[i] = 1;
    batch.seq_id[i][0] = static_cast<llama_seq_id>(s);
    batch.logits[i] = wants_logits;
    slots[s].cached.push_back(token);
    if (wants_logits) slots[s].logits_at = i;
  };
  for (Slot& slot : slots) slot.logits_at = -1;
  for (std::size_t s = 0; s < slots.size(); ++s)
    if (slots[s].job && !slots[s].answer.empty()) add(s, slots[s].answer.back(), true);
  for (std::size_t s = 0; s < slots.size(); ++s) {
    if (!slots[s].job || !slots[s].answer.empty()) continue;
    const auto& prompt = slots[s].job->prompt;
    while (slots[s].cached.size() < prompt.size() && batch.n_tokens < kStepTokens)
      add(s, prompt[slots[s].cached.size()], slots[s].cached.size() + 1 == prompt.size());
  }
  return batch.n_tokens > 0;
}

void LocalChat::Impl::advance(Slot& slot) {
  Token token = llama_sampler_sample(slot.sampler.get(), context.get(), slot.logits_at);
  if (llama_vocab_is_eog(vocab, token)) return reply(slot, false);
  slot.answer.push_back(token);
  slot.text += tokenizer->detokenize({token});
  for (const std::string& text : slot.job->request->stop) {
    std::size_t at = slot.text.find(text);
    if (at == std::string::npos) continue;
    slot.text.resize(at);
    return reply(slot, false);
  }
  bool full = static_cast<int>(slot.answer.size()) >= slot.job->request->max_tokens ||
              static_cast<int>(slot.job->prompt.size() + slot.answer.size()) >= options.context;
  if (full) reply(slot, true);
}

void LocalChat::Impl::reply(Slot& slot, bool cut_off) {
  ChatReply made;
  made.content = slot.text;
  split_reasoning(made.content, made.reasoning);
  if (cut_off) {
    made.finish = FinishReason::kLength;
    made.failure = ChatFailure{ChatFailureKind::kLength, "the reply was cut off at its token limit", 0};
  }
  made.usage = {.prompt_tokens = static_cast<long>(slot.job->prompt.size()), .completion_tokens = static_cast<long>(slot.answer.size()), .tries = 1,
                .seconds = std::chrono::duration<double>(Clock::now() - slot.job->asked).count()};
  made.model = options.gguf.substr(options.gguf.rfind('/') + 1);
  {
    std::lock_guard lock(mutex);
    ++counts.replies;
    counts.new_tokens += made.usage.completion_tokens;
  }
  Job job = *std::move(slot.job);
  reset(slot);
  job.done(std::move(made));
}

void LocalChat::Impl::loop() {
  while (take_jobs()) {
    end_stopped(false);
    if (!compose()) continue;
    int code = llama_decode(context.get(), batch);
    {
      std::lock_guard lock(mutex);
      ++counts.steps;
    }
    for (Slot& slot : slots) {
      if (code != 0 && slot.job) {
        fail(slot, ChatFailureKind::kUnavailable, fmt::format("decoding failed with code {}: {}", code, last_backend_error()));
        slot.cached.clear();
      } else if (slot.job && slot.logits_at >= 0) {
        advance(slot);
      }
    }
    if (code != 0) llama_memory_clear(llama_get_memory(context.get()), true);
    if (code != 0)
      for (Slot& slot : slots) slot.cached.clear();
  }
  end_stopped(true);
}

LocalChat::LocalChat(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<LocalChat>> LocalChat::open(const LocalChatOptions& options) {
  if (options.context < 16 || options.sequences < 1 || options.sequences > 256 || options.threads < 1)
    return Error{ErrorCode::kInvalidArgument, "a local model needs a context of 16 tokens, 1 to 256 sequences and a thread"};
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  RETORT_TRY_STATUS(impl->open());
  impl->thread = std::thread([at = impl.get()] { at->loop(); });
  return std::unique_ptr<LocalChat>(new LocalChat(std::move(impl)));
}

LocalChat::~LocalChat() {
  std::deque<Job> left;
  {
    std::lock_guard lock(impl_->mutex);
    impl_->closing = true;
    left.swap(impl_->inbox);
    impl_->arrived.notify_all();
  }
  impl_->thread.join();
  for (Job& job : left) job.done(failed_reply(ChatFailureKind::kCancelled, "the model was closed"));
}

Capabilities LocalChat::capabilities_of(int context) {
  return {.tools = false, .schema = true, .grammar = true, .seed = true, .stop = true, .context_tokens = context};
}
Capabilities LocalChat::capabilities() const { return capabilities_of(impl_->options.context); }

std::string LocalChat::identity_of(std::string_view file_hash) { return "local " + std::string(file_hash); }
std::string LocalChat::identity() const { return identity_of(impl_->hash); }

LocalChat::Counts LocalChat::counts() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->counts;
}

void LocalChat::begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) {
  auto prompt = impl_->tokenizer->prompt(plain_messages(*request));
  if (!prompt.ok()) return done(failed_reply(ChatFailureKind::kRefused, prompt.error().message));
  if (prompt->empty() || static_cast<int>(prompt->size()) >= impl_->options.context)
    return done(failed_reply(ChatFailureKind::kRefused, fmt::format("the prompt has {} tokens, the context holds {}: shorten it or raise the context",
                                                                    prompt->size(), impl_->options.context)));
  std::lock_guard lock(impl_->mutex);
  impl_->inbox.push_back({std::move(request), &stop, std::move(done), *std::move(prompt), Clock::now()});
  impl_->arrived.notify_all();
}

}  // namespace retort::llm
