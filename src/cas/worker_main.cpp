// SPDX-License-Identifier: GPL-3.0-or-later
// retort-cas: the algebra worker. Reads one request a line on stdin and writes one answer a line on stdout (see
// worker_protocol.h), locked in by sandbox.h. Started by cas::Toolbox, of no use by hand.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "cas/giac_engine.h"
#include "cas/sandbox.h"
#include "cas/worker_protocol.h"

namespace retort::cas {
namespace {

constexpr int kDefaultProcessorSeconds = 10;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "retort-cas: %s\n", why.c_str());
  std::_Exit(3);
}

// The two private ends of the pipe. Descriptors 0, 1 and 2 become /dev/null, so that nothing the engine reads or prints
// meets the protocol.
struct Channel {
  int in = -1, out = -1;
  std::string buffer;

  static Channel take_over() {
    Channel channel;
    ::close_range(3, ~0U, 0);   // whatever else the parent left open
    channel.in = ::fcntl(0, F_DUPFD_CLOEXEC, 3);
    channel.out = ::fcntl(1, F_DUPFD_CLOEXEC, 3);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (channel.in < 0 || channel.out < 0 || nothing < 0) give_up("cannot set up the descriptors");
    for (int fd : {0, 1, 2}) ::dup2(nothing, fd);
    ::close(nothing);
    return channel;
  }

  std::optional<std::string> read_line() {
    for (;;) {
      if (const auto at = buffer.find('\n'); at != std::string::npos) {
        std::string line = buffer.substr(0, at);
        buffer.erase(0, at + 1);
        return line;
      }
      if (buffer.size() > kMaxWorkerLine) return std::nullopt;
      char block[1 << 14];
      const ssize_t n = ::read(in, block, sizeof block);
      if (n == 0 || (n < 0 && errno != EINTR)) return std::nullopt;
      if (n > 0) buffer.append(block, static_cast<std::size_t>(n));
    }
  }

  bool write_line(std::string line) const {
    line += '\n';
    for (std::string_view rest = line; !rest.empty();) {
      const ssize_t n = ::write(out, rest.data(), rest.size());
      if (n < 0 && errno != EINTR) return false;
      if (n > 0) rest.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
};

Json answer(const std::string& line) {
  const auto request = parse_json(line, 8);
  if (!request.ok() || !request->is_object()) return {{"id", -1}, {"error", "request"}, {"message", "not a JSON object"}};
  const long long id = integer_or(*request, "id", -1);
  allow_processor_time(integer_or(*request, "cpu_s", kDefaultProcessorSeconds));
  const auto args = request->find("args");
  const auto result = run_giac(string_or(*request, "op", ""), args == request->end() ? Json::array() : *args);
  if (!result.error.empty()) return {{"id", id}, {"error", result.error}, {"message", result.message.substr(0, 500)}};
  return {{"id", id}, {"value", result.value}};
}

std::string answer_line(const std::string& request) {
  std::string line = to_line(answer(request));
  if (line.size() <= kMaxWorkerLine) return line;
  return to_line({{"id", integer_or(parse_json(line).value_or(Json::object()), "id", -1)},
                  {"error", "engine"},
                  {"message", "an answer beyond the size limit"}});
}

std::size_t memory_argument(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--memory-bytes") {
    char* end = nullptr;
    const unsigned long long bytes = std::strtoull(argv[2], &end, 10);
    if (*end == '\0' && bytes >= (1ULL << 26)) return bytes;
  }
  give_up("usage: retort-cas --memory-bytes N (at least 67108864); started by retort itself");
}

int run(int argc, char** argv) {
  const std::size_t memory = memory_argument(argc, argv);
  if (auto status = enter_empty_folder(); !status.ok()) give_up(status.error().message);
  Channel channel = Channel::take_over();
  warm_up_giac();
  Status locked = limit_resources(memory);
  if (locked.ok()) locked = restrict_system_calls();
  Json hello = {{"worker", kWorkerName}, {"protocol", kWorkerProtocol}, {"giac", giac_version()}};
  if (!locked.ok()) hello["error"] = locked.error().message;
  if (!channel.write_line(to_line(hello)) || !locked.ok()) return 3;
  while (auto line = channel.read_line())
    if (!channel.write_line(answer_line(*line))) return 3;
  return 0;
}

}  // namespace
}  // namespace retort::cas

int main(int argc, char** argv) { return retort::cas::run(argc, argv); }
