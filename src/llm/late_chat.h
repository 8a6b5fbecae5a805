// A chat model that is made ready when it is first needed.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "llm/chat.h"

namespace retort::llm {

// Work that needs no request needs no server either. What `prepare` gives must outlive this; its error ends the request as forbidden, or as
// cancelled where it was stopped. Any thread; `prepare` runs once.
class LateChat : public Chat {
 public:
  using Prepare = std::function<Result<Chat*>(const StopToken&)>;
  LateChat(std::string identity, Capabilities can, Prepare prepare) : identity_(std::move(identity)), can_(can), prepare_(std::move(prepare)) {}
  Capabilities capabilities() const override { return can_; }
  std::string identity() const override { return identity_; }

 protected:
  void begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) override {
    std::call_once(once_, [&] { ready_.emplace(prepare_(stop)); });
    if (ready_->ok()) return (**ready_)->ask(std::move(request), stop, std::move(done));
    const bool stopped = ready_->error().code == ErrorCode::kCancelled;
    done(failed_reply(stopped ? ChatFailureKind::kCancelled : ChatFailureKind::kForbidden, ready_->error().message));
  }

 private:
  std::string identity_;
  Capabilities can_;
  Prepare prepare_;
  std::once_flag once_;
  std::optional<Result<Chat*>> ready_;
};

}  // namespace retort::llm
