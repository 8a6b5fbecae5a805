// A small HTTP/1.1 server on real sockets, for tests and benchmarks of what talks to servers: one thread with epoll, thousands of
// connections, replies late or broken on purpose.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace retort::testing {

struct HttpRequest {
  std::string method, path, head, body;   // head: the request line and the headers, as sent
};

struct HttpResponse {
  enum class Ending {
    kWhole,     // as it should be
    kHalf,      // the connection closes in the middle of the body
    kDropped,   // the connection closes without a byte
    kDrip,      // one byte every 50 ms
  };
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;   // beside Content-Type and Content-Length
  std::string body;
  int delay_ms = 0;
  Ending ending = Ending::kWhole;
};

class HttpServer {
 public:
  using Handler = std::function<HttpResponse(const HttpRequest&)>;
  // Listens on 127.0.0.1, on a free port with `port` 0. The handler is called on the server's thread, or with `threads` on that many of
  // its own, several at once.
  static Result<std::unique_ptr<HttpServer>> start(Handler handler, unsigned threads = 0, int port = 0);
  virtual ~HttpServer() = default;   // closes all connections

  virtual int port() const = 0;
  virtual int most_connections() const = 0;   // open at once, so far
  virtual int most_waiting() const = 0;       // requests received and not yet answered, at once, so far
};

}  // namespace retort::testing
