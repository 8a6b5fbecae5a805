#include "llm/recorded_chat.h"

#include <fmt/core.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace retort::llm {

namespace {

// Between two commits readers get at the store, and more replies come together.
constexpr auto kCommitGap = std::chrono::milliseconds(5);

// Of these the next run would get the same again, at the same price.
bool is_lasting(const ChatReply& reply) {
  return reply.ok() || reply.failure->kind == ChatFailureKind::kLength || reply.failure->kind == ChatFailureKind::kFiltered;
}

// Failures that say something about this exchange, and not about the run.
bool is_telling(const ChatReply& reply) {
  switch (reply.failure->kind) {
    case ChatFailureKind::kRefused:
    case ChatFailureKind::kUnavailable:
    case ChatFailureKind::kMalformed: return true;
    default: return false;
  }
}

Result<ChatReply> reply_in(const store::Record& record) {
  if (!record.body.contains("reply"))
    return Error{ErrorCode::kCorruption, fmt::format("the record {} {} holds no reply", record.kind, record.id)};
  RETORT_TRY(ChatReply reply, ChatReply::from_json(record.body["reply"]));
  reply.from_record = true;
  return reply;
}

ChatReply store_failure(const Error& error) {
  // Replies that cannot be kept would have to be paid for again: the run ends.
  return failed_reply(ChatFailureKind::kForbidden, fmt::format("the exchange cannot be stored: {}", error.message));
}

}  // namespace

struct RecordedChat::Impl {
  Chat* model = nullptr;   // null: replay
  std::string identity;
  Capabilities can;
  store::Store& store;

  struct Finished {
    std::string id, purpose;
    store::Record record;
    ChatReply reply;
  };
  mutable std::mutex mutex;   // guards all below
  std::condition_variable changed;
  std::unordered_map<std::string, std::vector<ReplyHandler>> under_way;
  std::vector<Finished> finished;   // wait for their commit
  // Hashes of the ids that are stored: whoever asks something new need not wait for the store, which may be busy with a commit.
  std::unordered_set<std::uint64_t> known;
  Counts counts;
  Ledger ledger;
  bool closing = false;
  std::thread writer;

  explicit Impl(store::Store& to) : store(to) {}
  Result<ChatReply> find(const std::string& id) const;
  void on_reply(const std::string& id, const ChatRequest& request, ChatReply reply);
  void hand_on(const std::string& id, ChatReply reply);
  void write();
  void commit(std::vector<Finished> group);
};

Result<ChatReply> RecordedChat::Impl::find(const std::string& id) const {
  if (model) {
    std::lock_guard lock(mutex);
    if (!known.contains(hash64(id))) return Error{ErrorCode::kNotFound, id};
  }
  auto record = store.get(kChatRecord, id);
  if (record.ok()) return reply_in(*record);
  if (record.error().code != ErrorCode::kNotFound || model) return record.error();
  RETORT_TRY(auto failures, store.children(kChatFailureRecord, id));
  if (failures.empty()) return record.error();
  return reply_in(failures.back());
}

void RecordedChat::Impl::hand_on(const std::string& id, ChatReply reply) {
  std::vector<ReplyHandler> handlers;
  {
    std::lock_guard lock(mutex);
    auto it = under_way.find(id);
    handlers = std::move(it->second);
    under_way.erase(it);
    changed.notify_all();
  }
  for (std::size_t i = 0; i + 1 < handlers.size(); ++i) handlers[i](reply);
  handlers.back()(std::move(reply));
}

void RecordedChat::Impl::on_reply(const std::string& id, const ChatRequest& request, ChatReply reply) {
  bool lasting = is_lasting(reply);
  if (!lasting && !is_telling(reply)) return hand_on(id, std::move(reply));
  Json body = {{"identity", identity}, {"purpose", request.purpose}, {"sample", request.sample}, {"request", request.to_json()},
               {"reply", reply.to_json()}};
  store::Record record{std::string(kChatRecord), id, {}, std::move(body)};
  if (!lasting) {
    auto before = store.children(kChatFailureRecord, id);
    record.kind = kChatFailureRecord;
    record.parent = id;
    record.id = fmt::format("{}/{}", id, before.ok() ? before->size() : 0);
  }
  std::lock_guard lock(mutex);
  finished.push_back({id, request.purpose, std::move(record), std::move(reply)});
  changed.notify_all();
}

void RecordedChat::Impl::write() {
  for (;;) {
    std::vector<Finished> group;
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return !finished.empty() || (closing && under_way.empty()); });
      if (finished.empty()) return;
      group.swap(finished);
    }
    commit(std::move(group));
    std::this_thread::sleep_for(kCommitGap);
  }
}

void RecordedChat::Impl::commit(std::vector<Finished> group) {
  std::vector<store::Record> records;
  long failures = 0;
  for (Finished& one : group) {
    failures += one.record.kind == kChatFailureRecord;
    records.push_back(std::move(one.record));
  }
  Status written = store.put(records);
  if (written.ok()) {
    std::lock_guard lock(mutex);
    ++counts.commits;
    for (const Finished& one : group) {
      known.insert(hash64(one.id));
      ledger.by_purpose[one.purpose].add(one.reply);
    }
    counts.stored += static_cast<long>(group.size()) - failures;
    counts.failures_stored += failures;
  }
  for (Finished& one : group) hand_on(one.id, written.ok() ? std::move(one.reply) : store_failure(written.error()));
}

RecordedChat::RecordedChat(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

std::unique_ptr<RecordedChat> RecordedChat::record(Chat& model, store::Store& store, Ledger before) {
  auto impl = std::make_unique<Impl>(store);
  impl->model = &model;
  impl->identity = model.identity();
  impl->ledger = std::move(before);
  for (const std::string& id : store.ids(kChatRecord)) impl->known.insert(hash64(id));
  impl->writer = std::thread([at = impl.get()] { at->write(); });
  return std::unique_ptr<RecordedChat>(new RecordedChat(std::move(impl)));
}

std::unique_ptr<RecordedChat> RecordedChat::replay(std::string identity, Capabilities can, store::Store& store) {
  auto impl = std::make_unique<Impl>(store);
  impl->identity = std::move(identity);
  impl->can = can;
  return std::unique_ptr<RecordedChat>(new RecordedChat(std::move(impl)));
}

RecordedChat::~RecordedChat() {
  {
    std::unique_lock lock(impl_->mutex);
    impl_->closing = true;
    impl_->changed.notify_all();
    impl_->changed.wait(lock, [&] { return impl_->under_way.empty(); });
  }
  if (impl_->writer.joinable()) impl_->writer.join();
}

Capabilities RecordedChat::capabilities() const { return impl_->model ? impl_->model->capabilities() : impl_->can; }
std::string RecordedChat::identity() const { return impl_->identity; }

RecordedChat::Counts RecordedChat::counts() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->counts;
}

Ledger RecordedChat::ledger() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->ledger;
}

void RecordedChat::begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) {
  std::string id = exchange_id(impl_->identity, *request);
  {
    std::lock_guard lock(impl_->mutex);
    ++impl_->counts.asked;
    if (auto it = impl_->under_way.find(id); it != impl_->under_way.end()) {
      ++impl_->counts.shared;
      it->second.push_back(std::move(done));
      return;
    }
    // Entered before the store is asked, so that an equal request cannot slip in between a reply and its record.
    impl_->under_way[id].push_back(std::move(done));
  }
  auto known = impl_->find(id);
  if (known.ok()) {
    {
      std::lock_guard lock(impl_->mutex);
      ++impl_->counts.from_records;
    }
    return impl_->hand_on(id, *std::move(known));
  }
  if (known.error().code != ErrorCode::kNotFound) return impl_->hand_on(id, failed_reply(ChatFailureKind::kForbidden, known.error().message));
  if (!impl_->model)
    return impl_->hand_on(id, failed_reply(ChatFailureKind::kNotRecorded, fmt::format("the exchange {} is not among the records", id)));
  auto on_reply = [impl = impl_.get(), id, request](ChatReply reply) { impl->on_reply(id, *request, std::move(reply)); };
  impl_->model->ask(request, stop, std::move(on_reply));
}

void LedgerEntry::add(const ChatReply& reply) {
  if (is_lasting(reply)) ++replies;
  else ++failed;
  cut_off += reply.failure && reply.failure->kind == ChatFailureKind::kLength;
  filtered += reply.failure && reply.failure->kind == ChatFailureKind::kFiltered;
  empty += reply.ok() && reply.content.empty() && reply.tool_uses.empty();
  usage += reply.usage;
}

Json LedgerEntry::to_json() const {
  return {{"exchanges", replies}, {"cut_off", cut_off}, {"filtered", filtered}, {"empty", empty}, {"failed", failed},
          {"prompt_tokens", usage.prompt_tokens}, {"completion_tokens", usage.completion_tokens}, {"reasoning_tokens", usage.reasoning_tokens},
          {"estimated", usage.estimated}, {"cost", usage.cost}, {"tries", usage.tries}, {"seconds", usage.seconds}, {"faults", Json(usage.faults)}};
}

LedgerEntry Ledger::total() const {
  LedgerEntry total;
  for (const auto& [purpose, entry] : by_purpose) {
    total.replies += entry.replies;
    total.cut_off += entry.cut_off;
    total.filtered += entry.filtered;
    total.empty += entry.empty;
    total.failed += entry.failed;
    total.usage += entry.usage;
  }
  return total;
}

Result<Ledger> recorded_ledger(const store::Store& store) {
  Ledger ledger;
  for (std::string_view kind : {kChatRecord, kChatFailureRecord}) {
    Status visited = store.each(kind, [&](const store::Record& record) -> Status {
      RETORT_TRY(ChatReply reply, reply_in(record));
      ledger.by_purpose[string_or(record.body, "purpose", "")].add(reply);
      return {};
    });
    if (!visited.ok()) return visited.error();
  }
  return ledger;
}

}  // namespace retort::llm
