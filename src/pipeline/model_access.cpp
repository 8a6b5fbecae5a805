#include "pipeline/model_access.h"

#include <fmt/core.h>

#include <charconv>
#include <filesystem>
#include <mutex>
#include <optional>

#include "base/text.h"
#include "llm/endpoint.h"
#include "llm/recorded_chat.h"

namespace retort::pipeline {

namespace {

constexpr int kMostServers = 256;

// "https://host/v1", or "https://host/v1 3" with a weight.
Result<llm::EndpointServer> server_of(std::string_view entry) {
  const auto parts = words(entry);
  llm::EndpointServer server;
  if (!parts.empty()) server.url = parts[0];
  if (parts.size() == 2) {
    const auto [end, error] = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), server.weight);
    if (error == std::errc() && end == parts[1].data() + parts[1].size() && server.weight > 0) return server;
  }
  if (parts.size() == 1) return server;
  return Error{ErrorCode::kInvalidArgument,
               fmt::format("llm.endpoint: \"{}\" is no server; write \"https://host/v1\", or \"https://host/v1 3\" with a weight", shorten(entry, 80))};
}

// One name for all servers, or one for each.
Status spread(const std::vector<std::string>& names, std::string_view key, std::vector<llm::EndpointServer>& servers,
              std::string llm::EndpointServer::* field) {
  if (names.empty()) return {};
  if (names.size() != 1 && names.size() != servers.size())
    return Error{ErrorCode::kInvalidArgument, fmt::format("{}: {} entries for {} servers; give one for all or one for each", key, names.size(), servers.size())};
  for (std::size_t i = 0; i < servers.size(); ++i) servers[i].*field = names[names.size() == 1 ? 0 : i];
  return {};
}

Result<llm::EndpointOptions> options_of(const Recipe& recipe, ModelAccess::Purpose purpose) {
  const auto& r = recipe.llm;
  llm::EndpointOptions options;
  if (r.endpoint.empty())
    return Error{ErrorCode::kInvalidArgument, "an agent is \"llm\", but llm.endpoint names no server; give the address of an OpenAI-compatible one, "
                                              "for example llm.endpoint = [\"http://127.0.0.1:8080/v1\"]"};
  if (r.model.empty()) return Error{ErrorCode::kInvalidArgument, "an agent is \"llm\", but llm.model is empty; give the name under which the server knows the model"};
  if (r.endpoint.size() > kMostServers) return Error{ErrorCode::kInvalidArgument, fmt::format("llm.endpoint: more than {} servers", kMostServers)};
  for (const std::string& entry : r.endpoint) {
    RETORT_TRY(llm::EndpointServer server, server_of(entry));
    options.servers.push_back(std::move(server));
  }
  if (purpose == ModelAccess::Purpose::kWork && !r.replay) {
    RETORT_TRY_STATUS(spread(r.api_key_env, "llm.api_key_env", options.servers, &llm::EndpointServer::key_env));
    RETORT_TRY_STATUS(spread(r.api_key_file, "llm.api_key_file", options.servers, &llm::EndpointServer::key_file));
  }
  options.model = r.model;
  options.revision = r.revision;
  options.can.tools = r.native_tools;
  options.can.schema = r.schema;
  options.can.seed = r.seeds;
  options.in_flight = static_cast<int>(r.in_flight);
  options.requests_per_minute = r.requests_per_minute;
  options.tokens_per_minute = r.tokens_per_minute;
  options.budget_tokens = static_cast<long>(r.budget_tokens);
  options.budget_cost = r.budget_cost;
  options.prompt_price = r.prompt_price;
  options.completion_price = r.completion_price;
  options.timeout = Milliseconds(static_cast<long long>(r.timeout_seconds * 1000));
  return options;
}

// The endpoint, checked before the first request: a run whose exchanges are all recorded needs no server.
class CheckedEndpoint : public llm::Chat {
 public:
  explicit CheckedEndpoint(llm::Endpoint& endpoint) : endpoint_(endpoint) {}
  llm::Capabilities capabilities() const override { return endpoint_.capabilities(); }
  std::string identity() const override { return endpoint_.identity(); }

 protected:
  void begin(std::shared_ptr<const llm::ChatRequest> request, const StopToken& stop, llm::ReplyHandler done) override {
    std::call_once(once_, [&] { checked_ = endpoint_.check(stop); });
    if (checked_.ok()) return endpoint_.Chat::ask(std::move(request), stop, std::move(done));
    const bool stopped = checked_.error().code == ErrorCode::kCancelled;
    done(llm::failed_reply(stopped ? llm::ChatFailureKind::kCancelled : llm::ChatFailureKind::kForbidden, checked_.error().message));
  }

 private:
  llm::Endpoint& endpoint_;
  std::once_flag once_;
  Status checked_;
};

}  // namespace

// The recorder refers to the endpoints and to the store, so it goes first.
struct ModelAccess::Impl {
  bool replay = false;
  std::unique_ptr<llm::Endpoint> endpoint;
  std::unique_ptr<CheckedEndpoint> checked;
  std::optional<store::Store> store;
  std::unique_ptr<llm::RecordedChat> recorded;
};

ModelAccess::ModelAccess() : impl_(std::make_unique<Impl>()) {}
ModelAccess::~ModelAccess() = default;

bool asks_a_model(const Recipe& recipe) {
  const auto& a = recipe.agents;
  return a.solver == "llm" || a.translator == "llm" || a.rephraser == "llm" || a.judge == "llm";
}

Result<std::unique_ptr<ModelAccess>> ModelAccess::open(const Recipe& recipe, const std::string& exchanges, Purpose purpose) {
  RETORT_TRY(llm::EndpointOptions options, options_of(recipe, purpose));
  std::unique_ptr<ModelAccess> access(new ModelAccess());
  Impl& impl = *access->impl_;
  impl.replay = recipe.llm.replay;
  if (purpose == Purpose::kWork) {
    RETORT_TRY(store::Store store, store::Store::open_for_writing(exchanges));
    impl.store.emplace(std::move(store));
    RETORT_TRY(options.spent_before, llm::recorded_usage(*impl.store));
  }
  RETORT_TRY(impl.endpoint, llm::Endpoint::open(std::move(options)));
  impl.checked = std::make_unique<CheckedEndpoint>(*impl.endpoint);
  if (purpose == Purpose::kWork)
    impl.recorded = impl.replay ? llm::RecordedChat::replay(impl.endpoint->identity(), impl.endpoint->capabilities(), *impl.store)
                                : llm::RecordedChat::record(*impl.checked, *impl.store);
  return access;
}

agent::Teacher ModelAccess::teacher(const Recipe& recipe, const StopToken& stop) const {
  agent::Teacher teacher;
  llm::Chat* chat = impl_->recorded ? static_cast<llm::Chat*>(impl_->recorded.get()) : impl_->endpoint.get();
  teacher.chat = std::shared_ptr<llm::Chat>(std::shared_ptr<void>(), chat);   // owned here, not by the agents
  teacher.temperature = recipe.llm.temperature;
  teacher.top_p = recipe.llm.top_p;
  teacher.max_tokens = static_cast<int>(recipe.llm.max_tokens);
  teacher.rounds = static_cast<int>(recipe.llm.rounds);
  teacher.tries = static_cast<int>(recipe.llm.tries);
  teacher.native_tools = recipe.llm.native_tools;
  teacher.keep_reasoning = recipe.llm.keep_reasoning;
  teacher.stop = &stop;
  return teacher;
}

std::string ModelAccess::line() const {
  return impl_->replay ? fmt::format("{} replies from records", impl_->recorded->counts().from_records) : impl_->endpoint->figures().line();
}

Result<Json> exchange_totals(const std::string& exchanges) {
  std::error_code ignored;
  if (!std::filesystem::exists(exchanges, ignored)) return Json::object();
  RETORT_TRY(store::Store store, store::Store::open_for_reading(exchanges));
  RETORT_TRY(llm::Usage usage, llm::recorded_usage(store));
  return Json{{"exchanges", store.count(llm::kChatRecord)}, {"failed", store.count(llm::kChatFailureRecord)},
              {"prompt_tokens", usage.prompt_tokens},        {"completion_tokens", usage.completion_tokens},
              {"reasoning_tokens", usage.reasoning_tokens},  {"cost", usage.cost},
              {"tries", usage.tries}};
}

}  // namespace retort::pipeline
