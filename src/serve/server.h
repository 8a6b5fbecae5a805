// A server of the Model Context Protocol without its transport: lines of JSON-RPC in, lines out. Calls run side by side; what
// needs no work (handshake, ping, the list of tools) is answered at once.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/stop.h"
#include "serve/dialect.h"
#include "serve/message.h"
#include "serve/offers.h"

namespace retort::serve {

struct ServerOptions {
  std::string version;             // of this program
  unsigned threads = 1;            // calls at work at once
  std::size_t waiting = 4096;      // calls that may wait for a thread; one more is refused
  std::size_t page = 100;          // tools in one answer to tools/list
};

class Server {
 public:
  // Takes one line without its newline; called from several threads, one call at a time.
  using Send = std::function<void(const std::string& line)>;

  Server(std::vector<Offer> offers, Send send, ServerOptions options);
  ~Server();                       // stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // One line of input. Not for several threads at once.
  void receive(std::string_view line);
  // Answers a line that was too long to be kept.
  void receive_oversized(std::size_t limit);
  // Waits until every call has been answered, or a stop is asked for.
  void finish(const StopToken& stop);
  // Drops the calls that wait, asks those at work to end without an answer, and waits for them.
  void stop();

 private:
  class Sink;
  struct Call;

  void receive_batch(const Json& batch);
  void handle(const Json& json, const std::shared_ptr<Sink>& sink);
  void answer(const Message& message, const std::shared_ptr<Sink>& sink);
  std::variant<Json, Refusal> answer_at_once(const Message& message, const Dialect* dialect);
  Json initialize(const Json& params);
  Json discover() const;
  std::variant<Json, Refusal> list_tools(const Json& params, const Dialect& dialect) const;
  void start_call(const Message& message, const Dialect& dialect, const std::shared_ptr<Sink>& sink);
  void cancel(const Json& params);
  void work();
  void run(Call& call);
  Json complete(Json result, const Dialect& dialect) const;
  Json server_info() const;

  const std::vector<Offer> offers_;
  const Send send_;
  const ServerOptions options_;
  const Dialect* agreed_ = nullptr;              // by `initialize`; only the receiving thread reads it

  std::mutex send_mutex_, mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Call>> waiting_;
  std::map<std::string, std::shared_ptr<Call>> open_;   // by id: calls that wait or are at work
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace retort::serve
