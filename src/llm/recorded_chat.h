// Nothing is paid for twice: a chat model whose every exchange is stored under the hash of its request and answered from there ever after.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "llm/chat.h"
#include "store/store.h"

namespace retort::llm {

// What an exchange is stored as: kind "chat" under exchange_id (which covers model, request, seed and sample index), with the request and
// the reply; cut-off and withheld replies too, as the failures that they are. Other failures are records of kind "chat_failure", children
// of that id; they answer nothing but a replay. Keys are in none of it: they are no part of a request.
inline constexpr std::string_view kChatRecord = "chat", kChatFailureRecord = "chat_failure";

// What exchanges cost.
struct LedgerEntry {
  long replies = 0;                            // kept; of those:
  long cut_off = 0, filtered = 0, empty = 0;   // no answers; empty: neither words nor a call
  long failed = 0;                             // requests given up
  Usage usage;                                 // of both
  void add(const ChatReply& reply);
  Json to_json() const;
};

// The same by who asked (ChatRequest::purpose).
struct Ledger {
  std::map<std::string, LedgerEntry> by_purpose;
  LedgerEntry total() const;
};

class RecordedChat : public Chat {
 public:
  // Asks `model` what is not recorded. A reply is handed on when its record is durable: a process killed at any moment has lost only what
  // was still under way. Records are committed in groups. Equal requests under way at once are asked once. Both must outlive it. `before`: what the
  // store holds, where the caller knows it: the start of ledger().
  static std::unique_ptr<RecordedChat> record(Chat& model, store::Store& store, Ledger before = {});
  // Answers from the records alone: what is not there is kNotRecorded; an exchange that had failed fails again in the same way. `identity`
  // and `can` are those of the model that was recorded.
  static std::unique_ptr<RecordedChat> replay(std::string identity, Capabilities can, store::Store& store);
  ~RecordedChat() override;   // waits for what is under way

  Capabilities capabilities() const override;
  std::string identity() const override;

  struct Counts {
    long asked = 0, from_records = 0, shared = 0, stored = 0, failures_stored = 0, commits = 0;
  };
  Counts counts() const;   // any thread
  Ledger ledger() const;   // what was there before and what was stored since; any thread

 protected:
  void begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) override;

 private:
  struct Impl;
  explicit RecordedChat(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What all recorded exchanges cost: reads every one. kCorruption for a damaged record.
Result<Ledger> recorded_ledger(const store::Store& store);

}  // namespace retort::llm
