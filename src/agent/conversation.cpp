#include "agent/conversation.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/random.h"
#include "base/text.h"

namespace retort::agent {

namespace {

std::string_view form_name(CallForm form) {
  return form == CallForm::kNative ? "native" : form == CallForm::kText ? "json" : "schema";
}

}  // namespace

std::string Teacher::revision() const {
  return fmt::format("{} prompts {} t {} p {} max {} rounds {} tries {} {}{}", chat->identity(), prompts.revision(), temperature, top_p, max_tokens,
                     rounds, tries, form_name(calls), keep_reasoning ? " reasoning" : "");
}

Conversation::Conversation(const Teacher& teacher, std::string purpose, std::uint64_t seed) : teacher_(teacher), seed_(seed) {
  request_.purpose = std::move(purpose);
  request_.temperature = teacher.temperature;
  request_.top_p = teacher.top_p;
  request_.max_tokens = teacher.max_tokens;
}

void Conversation::add(std::vector<llm::ChatMessage> messages) {
  for (llm::ChatMessage& message : messages) request_.messages.push_back(std::move(message));
}

void Conversation::add(llm::ChatMessage message) { request_.messages.push_back(std::move(message)); }

llm::ChatReply Conversation::ask(const Json& tools, const std::optional<Json>& schema) {
  static const StopToken kNever;
  request_.tools = tools;
  const bool constrained = schema && teacher_.chat->capabilities().schema;
  request_.schema = constrained ? schema : std::nullopt;
  // Equal questions of several samples differ in their seed; where seeds are not honoured they differ in the sample's number. Servers
  // read a seed as a signed number of 32 or 64 bits, and JSON numbers above 2^53 are rounded by some.
  const std::uint64_t seed = Random(seed_, fmt::format("ask {}", asked_++)).next() >> 33;
  if (teacher_.chat->capabilities().seed) request_.seed = seed;
  else request_.sample = static_cast<long>(seed);
  return teacher_.chat->ask(request_, teacher_.stop ? *teacher_.stop : kNever);
}

Result<ChatTrouble> trouble_of(const llm::ChatReply& reply) {
  const llm::ChatFailure& failure = *reply.failure;
  if (failure.ends_run() || failure.kind == llm::ChatFailureKind::kCancelled) return failure.error();
  const bool transient = failure.kind == llm::ChatFailureKind::kUnavailable || failure.kind == llm::ChatFailureKind::kMalformed ||
                         failure.kind == llm::ChatFailureKind::kNotRecorded;
  return ChatTrouble{fmt::format("{}: {}", llm::failure_kind_name(failure.kind), shorten(failure.message, 300)), transient};
}

std::string complaints(const std::vector<trace::Finding>& findings, std::string_view text) {
  std::string out;
  for (const trace::Finding& finding : findings) {
    const std::size_t at = std::min(finding.at, text.size());
    const std::string words(trim(text.substr(at, std::min<std::size_t>(finding.length, 160))));
    out += words.empty() || finding.length >= text.size() ? fmt::format("- {}\n", finding.message)
                                                          : fmt::format("- \"{}\": {}\n", words, finding.message);
  }
  return out;
}

}  // namespace retort::agent
