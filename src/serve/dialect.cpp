#include "serve/dialect.h"

#include "base/text.h"

namespace retort::serve {

namespace {

constexpr Dialect kDialects[] = {
    {.version = "2024-11-05"},
    {.version = "2025-03-26", .annotated = true, .batches = true},
    {.version = "2025-06-18", .structured = true, .annotated = true},
    {.version = "2025-11-25", .structured = true, .annotated = true},
    {.version = "2026-07-28", .stateless = true, .structured = true, .annotated = true},
};
constexpr const Dialect& kNewestWithHandshake = kDialects[3];

constexpr const char* kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr const char* kCapabilitiesKey = "io.modelcontextprotocol/clientCapabilities";

}  // namespace

const Dialect& agreed_dialect(std::string_view wanted) {
  for (const Dialect& dialect : kDialects)
    if (!dialect.stateless && dialect.version == wanted) return dialect;
  return kNewestWithHandshake;
}

bool names_own_dialect(const Json& params) {
  const auto meta = params.find("_meta");
  return meta != params.end() && meta->is_object() && meta->contains(kVersionKey);
}

std::variant<const Dialect*, Refusal> dialect_of(const Json& params) {
  const Json& meta = params["_meta"];
  if (!meta[kVersionKey].is_string()) return Refusal{kInvalidParams, std::string(kVersionKey) + " is a text", Json()};
  const auto version = meta[kVersionKey].get<std::string>();
  for (const Dialect& dialect : kDialects) {
    if (!dialect.stateless || dialect.version != version) continue;
    if (meta.contains(kCapabilitiesKey) && meta[kCapabilitiesKey].is_object()) return &dialect;
    return Refusal{kInvalidParams, std::string("_meta needs ") + kCapabilitiesKey + ", an object", Json()};
  }
  return Refusal{kUnsupportedVersion, "protocol version not supported", {{"supported", stateless_versions()}, {"requested", shorten(version, 60)}}};
}

Json stateless_versions() {
  Json versions = Json::array();
  for (const Dialect& dialect : kDialects)
    if (dialect.stateless) versions.push_back(dialect.version);
  return versions;
}

}  // namespace retort::serve
