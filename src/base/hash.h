// Identities: records, files and requests are named by a hash of what they were made from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace retort {

// XXH3, 128 bits, 32 hexadecimal digits. Names content; guards against accidents, not against forgery.
std::string hash128(std::string_view bytes);
std::uint64_t hash64(std::string_view bytes);
// The same hash of a file's bytes, streamed. kNotFound or kIo.
Result<std::string> hash_file(const std::string& path);

}  // namespace retort
