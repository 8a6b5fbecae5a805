// Revisions of the Model Context Protocol. Up to 2025-11-25 one is agreed on for the whole connection (`initialize`); from
// 2026-07-28 on each request names its own in `_meta`, and there is no handshake.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/json.h"
#include "serve/message.h"

namespace retort::serve {

struct Dialect {
  std::string_view version;
  bool stateless = false;      // the revision comes with each request; results say that they are complete
  bool structured = false;     // titles, output schemas and structuredContent exist
  bool annotated = false;      // annotations of tools exist
  bool batches = false;        // several messages in one array
};

// The revision to answer an `initialize` that asks for `wanted` with: the same where it is known, else the newest with a handshake.
const Dialect& agreed_dialect(std::string_view wanted);

bool names_own_dialect(const Json& params);
// The revision that a request's `_meta` names; a Refusal where it is unknown or the client's capabilities are missing.
std::variant<const Dialect*, Refusal> dialect_of(const Json& params);

// The revisions without handshake, as `server/discover` lists them.
Json stateless_versions();

}  // namespace retort::serve
