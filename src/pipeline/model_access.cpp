#include "pipeline/model_access.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <tuple>
#include <utility>

#include "base/parallel.h"
#include "base/text.h"
#include "llm/backend.h"
#include "llm/endpoint.h"
#include "llm/late_chat.h"
#include "llm/local_chat.h"
#include "llm/recorded_chat.h"
#include "pipeline/student.h"

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

// As the command `curl` does it; the variables matter to servers with TLS alone.
Result<std::string> trusted_certificates(const std::string& named, const std::vector<llm::EndpointServer>& servers) {
  const bool tls = std::any_of(servers.begin(), servers.end(), [](const llm::EndpointServer& server) { return server.url.starts_with("https:"); });
  std::string key = "llm.ca_file", file = named;
  for (const char* variable : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const char* value = std::getenv(variable);
    if (tls && file.empty() && value) std::tie(key, file) = std::pair(variable, value);
  }
  std::error_code ignored;
  if (!file.empty() && !std::filesystem::is_regular_file(file, ignored))
    return Error{ErrorCode::kNotFound, fmt::format("{}: {} is no file; name one with the certificates to trust (PEM)", key, file)};
  return file;
}

Result<llm::EndpointOptions> options_of(const Recipe& recipe, ModelAccess::Purpose purpose) {
  const auto& r = recipe.llm;
  llm::EndpointOptions options;
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
  RETORT_TRY(options.ca_file, trusted_certificates(r.ca_file, options.servers));
  return options;
}

// A GGUF file is meant: is it named, and nothing set that is for servers?
Status check_local_settings(const Recipe& recipe) {
  const auto& r = recipe.llm;
  if (r.model.empty())
    return Error{ErrorCode::kInvalidArgument, "an agent is \"llm\", but neither llm.endpoint nor llm.model says which; give the address of an OpenAI-compatible "
                                              "server, for example llm.endpoint = [\"http://127.0.0.1:8080/v1\"] with its model's name, or a GGUF file as llm.model"};
  for (const auto& [key, set] : {std::pair{"requests_per_minute", r.requests_per_minute > 0}, {"tokens_per_minute", r.tokens_per_minute > 0}, {"budget_tokens", r.budget_tokens > 0},
                                 {"budget_cost", r.budget_cost > 0}, {"prompt_price", r.prompt_price > 0}, {"completion_price", r.completion_price > 0},
                                 {"api_key_env", !r.api_key_env.empty()}, {"api_key_file", !r.api_key_file.empty()}})
    if (set) return Error{ErrorCode::kInvalidArgument, fmt::format("llm.{} is for servers, and llm.endpoint names none; leave it out for a GGUF file", key)};
  return {};
}

// A name that is no file here may be one that servers know.
Error no_local_model(const std::string& model) {
  auto found = find_model(model);
  return {ErrorCode::kNotFound, fmt::format("llm.model: {}; or give the address of a server as llm.endpoint", found.ok() ? *found : found.error().message)};
}

}  // namespace

// What refers to another part stands below it, so that it goes first.
struct ModelAccess::Impl {
  bool replay = false;
  std::unique_ptr<llm::Endpoint> endpoint;
  std::unique_ptr<llm::LocalChat> gguf;
  std::unique_ptr<llm::LateChat> model;
  llm::Ledger before;
  std::optional<store::Store> store;
  std::unique_ptr<llm::RecordedChat> recorded;   // null: nobody is asked

  Status open_endpoint(const Recipe& recipe, Purpose purpose);
  Status open_local(const Recipe& recipe, const std::string& memory);
};

Status ModelAccess::Impl::open_endpoint(const Recipe& recipe, Purpose purpose) {
  RETORT_TRY(llm::EndpointOptions options, options_of(recipe, purpose));
  options.spent_before = before.total().usage;
  RETORT_TRY(endpoint, llm::Endpoint::open(std::move(options)));
  model = std::make_unique<llm::LateChat>(endpoint->identity(), endpoint->capabilities(), [this](const StopToken& stop) -> Result<llm::Chat*> {
    RETORT_TRY_STATUS(endpoint->check(stop));
    return endpoint.get();
  });
  return {};
}

Status ModelAccess::Impl::open_local(const Recipe& recipe, const std::string& memory) {
  const auto& r = recipe.llm;
  RETORT_TRY_STATUS(check_local_settings(recipe));
  RETORT_TRY(Student file, find_model_file(r.model, memory));
  if (file.hash.empty()) return no_local_model(r.model);
  llm::LocalChatOptions options;
  options.gguf = file.path;
  options.context = static_cast<int>(r.context);
  options.sequences = static_cast<int>(r.sequences);
  options.threads = static_cast<int>(recipe.agents.threads > 0 ? recipe.agents.threads : usable_threads());
  model = std::make_unique<llm::LateChat>(llm::LocalChat::identity_of(file.hash), llm::LocalChat::capabilities_of(options.context),
                                     [this, options, name = r.model](const StopToken&) -> Result<llm::Chat*> {
                                       if (options.gguf.empty()) return find_model(name).error();
                                       RETORT_TRY(gguf, llm::LocalChat::open(options));
                                       return gguf.get();
                                     });
  return {};
}

ModelAccess::ModelAccess() : impl_(std::make_unique<Impl>()) {}
ModelAccess::~ModelAccess() = default;

bool asks_a_model(const Recipe& recipe) {
  const auto& a = recipe.agents;
  return a.solver == "llm" || a.translator == "llm" || a.rephraser == "llm" || a.judge == "llm";
}

bool is_local_model(const Recipe& recipe) { return recipe.llm.endpoint.empty(); }

Result<std::unique_ptr<ModelAccess>> ModelAccess::open(const Recipe& recipe, const std::string& exchanges, const std::string& memory, Purpose purpose) {
  std::unique_ptr<ModelAccess> access(new ModelAccess());
  Impl& impl = *access->impl_;
  impl.replay = recipe.llm.replay;
  if (purpose == Purpose::kWork) {
    RETORT_TRY(store::Store store, store::Store::open_for_writing(exchanges));
    impl.store.emplace(std::move(store));
    RETORT_TRY(impl.before, llm::recorded_ledger(*impl.store));
  }
  RETORT_TRY_STATUS(is_local_model(recipe) ? impl.open_local(recipe, memory) : impl.open_endpoint(recipe, purpose));
  if (purpose == Purpose::kWork)
    impl.recorded = impl.replay ? llm::RecordedChat::replay(impl.model->identity(), impl.model->capabilities(), *impl.store)
                                : llm::RecordedChat::record(*impl.model, *impl.store, impl.before);
  return access;
}

Status check_model(const Recipe& recipe, const StopToken& stop) {
  if (!asks_a_model(recipe) || recipe.llm.replay) return {};
  if (!is_local_model(recipe)) {
    RETORT_TRY(llm::EndpointOptions options, options_of(recipe, ModelAccess::Purpose::kWork));
    RETORT_TRY(auto endpoint, llm::Endpoint::open(std::move(options)));
    return endpoint->check(stop);
  }
  RETORT_TRY_STATUS(check_local_settings(recipe));
  auto file = find_model(recipe.llm.model);
  return file.ok() ? llm::check_gguf(*file) : no_local_model(recipe.llm.model);
}

agent::Teacher teacher_settings(const Recipe& recipe) {
  const auto& r = recipe.llm;
  agent::Teacher teacher;
  teacher.temperature = r.temperature;
  teacher.temperature_step = r.temperature_step;
  teacher.top_p = r.top_p;
  teacher.max_tokens = static_cast<int>(r.max_tokens);
  teacher.rounds = static_cast<int>(r.rounds);
  teacher.tries = static_cast<int>(r.tries);
  teacher.calls = is_local_model(recipe) ? agent::CallForm::kSchema : r.native_tools ? agent::CallForm::kNative : agent::CallForm::kText;
  teacher.keep_reasoning = r.keep_reasoning;
  return teacher;
}

agent::Teacher ModelAccess::teacher(const Recipe& recipe, const StopToken& stop) const {
  agent::Teacher teacher = teacher_settings(recipe);
  llm::Chat* chat = impl_->recorded ? static_cast<llm::Chat*>(impl_->recorded.get()) : impl_->model.get();
  teacher.chat = std::shared_ptr<llm::Chat>(std::shared_ptr<void>(), chat);   // owned here, not by the agents
  teacher.stop = &stop;
  return teacher;
}

std::string ModelAccess::line() const {
  if (impl_->replay) return fmt::format("{} replies from records", impl_->recorded->counts().from_records);
  if (impl_->endpoint) return impl_->endpoint->figures().line();
  const llm::LedgerEntry made = impl_->recorded->ledger().total();
  return fmt::format("{} replies, {} tokens", made.replies, made.usage.prompt_tokens + made.usage.completion_tokens);
}

namespace {

Json to_json(const llm::Ledger& ledger) {
  const llm::LedgerEntry total = ledger.total();
  if (total.replies + total.failed == 0) return Json::object();
  Json json = total.to_json();
  json["agents"] = Json::object();
  for (const auto& [purpose, entry] : ledger.by_purpose) json["agents"][purpose] = entry.to_json();
  return json;
}

}  // namespace

std::optional<Json> ModelAccess::totals() const {
  if (!impl_->recorded) return std::nullopt;
  return to_json(impl_->replay ? impl_->before : impl_->recorded->ledger());
}

Result<Json> exchange_totals(const std::string& exchanges) {
  std::error_code ignored;
  if (!std::filesystem::exists(exchanges, ignored)) return Json::object();
  RETORT_TRY(store::Store store, store::Store::open_for_reading(exchanges));
  RETORT_TRY(llm::Ledger ledger, llm::recorded_ledger(store));
  return to_json(ledger);
}

}  // namespace retort::pipeline
