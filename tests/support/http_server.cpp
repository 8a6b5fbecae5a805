#include "tests/support/http_server.h"

#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <queue>
#include <thread>
#include <unordered_map>

#include "base/text.h"

namespace retort::testing {

namespace {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

struct Connection {
  int fd = -1;
  std::string in, out;
  bool answering = false;      // a request is with the handler or waits for its time
  bool close_after = false;
  bool drip = false;
};

// Fills `request` from the front of `in` and returns the bytes it took; 0: not all there yet.
std::size_t take_request(const std::string& in, HttpRequest& request) {
  std::size_t end = in.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  request.head = in.substr(0, end);
  std::size_t length = 0;
  for (std::string_view line : split(request.head, '\n')) {
    constexpr std::string_view kLength = "content-length:";
    if (lower_ascii(line.substr(0, kLength.size())) == kLength) length = std::strtoul(line.data() + kLength.size(), nullptr, 10);
  }
  if (in.size() < end + 4 + length) return 0;
  request.body = in.substr(end + 4, length);
  std::size_t first = request.head.find(' '), second = request.head.find(' ', first + 1);
  if (second != std::string::npos) {
    request.method = request.head.substr(0, first);
    request.path = request.head.substr(first + 1, second - first - 1);
  }
  return end + 4 + length;
}

std::string render(const HttpResponse& response) {
  std::string text = fmt::format("HTTP/1.1 {} -\r\nContent-Type: application/json\r\nContent-Length: {}\r\n", response.status,
                                 response.body.size());
  for (const auto& [name, value] : response.headers) text += fmt::format("{}: {}\r\n", name, value);
  text += "\r\n";
  std::size_t head = text.size();
  text += response.body;
  if (response.ending == HttpResponse::Ending::kHalf) text.resize(head + response.body.size() / 2);
  return text;
}

class EpollServer : public HttpServer {
 public:
  EpollServer(Handler handler, int listener, int port) : handler_(std::move(handler)), listener_(listener), port_(port) {
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    watch(listener_, EPOLLIN, EPOLL_CTL_ADD);
    watch(wake_, EPOLLIN, EPOLL_CTL_ADD);
  }

  void run(unsigned threads) {
    for (unsigned t = 0; t < threads; ++t) workers_.emplace_back([this] { serve_handler(); });
    thread_ = std::thread([this] { loop(); });
  }

  ~EpollServer() override {
    closing_ = true;
    wake();
    thread_.join();
    {
      std::lock_guard lock(mutex_);
      work_arrived_.notify_all();
    }
    for (auto& worker : workers_) worker.join();
    for (auto& [id, connection] : connections_) ::close(connection.fd);
    ::close(listener_);
    ::close(wake_);
    ::close(epoll_);
  }

  int port() const override { return port_; }
  int most_connections() const override { return most_connections_; }
  int most_waiting() const override { return most_waiting_; }

 private:
  struct Due {
    Time at;
    long connection;
    std::shared_ptr<HttpResponse> response;   // null: the next byte of a drip
    bool operator<(const Due& other) const { return at > other.at; }
  };

  void watch(int fd, std::uint32_t events, int what, long id = 0) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = id ? static_cast<std::uint64_t>(id) : static_cast<std::uint64_t>(fd) | (std::uint64_t{1} << 62);
    ::epoll_ctl(epoll_, what, fd, &event);
  }

  void wake() {
    std::uint64_t one = 1;
    [[maybe_unused]] ssize_t n = ::write(wake_, &one, sizeof one);
  }

  void loop() {
    std::vector<epoll_event> events(512);
    while (!closing_) {
      int timeout = 1000;
      if (!due_.empty()) {
        auto wait = std::chrono::ceil<milliseconds>(due_.top().at - std::chrono::steady_clock::now()).count();
        timeout = static_cast<int>(std::clamp<long>(wait, 0, 1000));
      }
      int n = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), timeout);
      for (int i = 0; i < n; ++i) on_event(events[static_cast<std::size_t>(i)]);
      take_handled();
      serve_due();
    }
  }

  void on_event(const epoll_event& event) {
    std::uint64_t key = event.data.u64;
    if (key & (std::uint64_t{1} << 62)) {
      int fd = static_cast<int>(key & 0xffffffff);
      if (fd == listener_) accept_all();
      std::uint64_t count;
      if (fd == wake_) [[maybe_unused]] ssize_t n = ::read(wake_, &count, sizeof count);
      return;
    }
    long id = static_cast<long>(key);
    auto it = connections_.find(id);
    if (it == connections_.end()) return;
    if (event.events & EPOLLOUT) {
      if (!flush(id, it->second)) return;
    }
    if (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(id, it->second);
  }

  void accept_all() {
    for (;;) {
      int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0) return;
      int one = 1;
      ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      long id = ++last_id_;
      connections_[id].fd = fd;
      watch(fd, EPOLLIN, EPOLL_CTL_ADD, id);
      most_connections_ = std::max<int>(most_connections_, static_cast<int>(connections_.size()));
    }
  }

  void receive(long id, Connection& connection) {
    char block[65536];
    for (;;) {
      ssize_t n = ::recv(connection.fd, block, sizeof block, 0);
      if (n > 0) connection.in.append(block, static_cast<std::size_t>(n));
      else if (n < 0 && (errno == EAGAIN || errno == EINTR)) break;
      else return drop(id);
      if (static_cast<std::size_t>(n) < sizeof block) break;
    }
    next_request(id, connection);
  }

  void next_request(long id, Connection& connection) {
    if (connection.answering) return;
    HttpRequest request;
    std::size_t taken = take_request(connection.in, request);
    if (taken == 0) return;
    connection.in.erase(0, taken);
    connection.answering = true;
    most_waiting_ = std::max<int>(most_waiting_, ++waiting_);
    if (workers_.empty()) {
      answer(id, handler_(request));
    } else {
      std::lock_guard lock(mutex_);
      work_.push({id, std::move(request)});
      work_arrived_.notify_one();
    }
  }

  void serve_handler() {
    for (;;) {
      std::pair<long, HttpRequest> job;
      {
        std::unique_lock lock(mutex_);
        work_arrived_.wait(lock, [&] { return closing_ || !work_.empty(); });
        if (closing_) return;
        job = std::move(work_.front());
        work_.pop();
      }
      HttpResponse response = handler_(job.second);
      std::lock_guard lock(mutex_);
      handled_.emplace_back(job.first, std::move(response));
      wake();
    }
  }

  void take_handled() {
    std::vector<std::pair<long, HttpResponse>> handled;
    {
      std::lock_guard lock(mutex_);
      handled.swap(handled_);
    }
    for (auto& [id, response] : handled) answer(id, std::move(response));
  }

  void answer(long id, HttpResponse response) {
    auto at = std::chrono::steady_clock::now() + milliseconds(response.delay_ms);
    due_.push({at, id, std::make_shared<HttpResponse>(std::move(response))});
  }

  void serve_due() {
    auto now = std::chrono::steady_clock::now();
    while (!due_.empty() && due_.top().at <= now) {
      Due due = due_.top();
      due_.pop();
      if (due.response) --waiting_;
      auto it = connections_.find(due.connection);
      if (it == connections_.end()) continue;
      Connection& connection = it->second;
      if (!due.response) {
        drip(due.connection, connection);
        continue;
      }
      using Ending = HttpResponse::Ending;
      if (due.response->ending == Ending::kDropped) {
        drop(due.connection);
        continue;
      }
      connection.out = render(*due.response);
      connection.close_after = due.response->ending == Ending::kHalf;
      connection.drip = due.response->ending == Ending::kDrip;
      if (connection.drip) drip(due.connection, connection);
      else flush(due.connection, connection);
    }
  }

  void drip(long id, Connection& connection) {
    if (::send(connection.fd, connection.out.data(), 1, MSG_NOSIGNAL) != 1) return drop(id);
    connection.out.erase(0, 1);
    if (!connection.out.empty()) due_.push({std::chrono::steady_clock::now() + milliseconds(50), id, nullptr});
  }

  // False: the connection is gone.
  bool flush(long id, Connection& connection) {
    while (!connection.out.empty()) {
      ssize_t n = ::send(connection.fd, connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
      if (n < 0 && errno == EAGAIN) {
        watch(connection.fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD, id);
        return true;
      }
      if (n < 0) {
        drop(id);
        return false;
      }
      connection.out.erase(0, static_cast<std::size_t>(n));
    }
    if (connection.close_after) {
      drop(id);
      return false;
    }
    if (connection.answering) {
      connection.answering = false;
      next_request(id, connection);
    }
    return true;
  }

  void drop(long id) {
    auto it = connections_.find(id);
    if (it == connections_.end()) return;
    ::close(it->second.fd);
    connections_.erase(it);
  }

  Handler handler_;
  int listener_, port_, epoll_ = -1, wake_ = -1;
  std::atomic<bool> closing_{false};
  std::atomic<int> most_connections_{0}, most_waiting_{0};
  int waiting_ = 0;
  long last_id_ = 0;
  std::unordered_map<long, Connection> connections_;
  std::priority_queue<Due> due_;

  std::mutex mutex_;   // guards the two below
  std::condition_variable work_arrived_;
  std::queue<std::pair<long, HttpRequest>> work_;
  std::vector<std::pair<long, HttpResponse>> handled_;
  std::vector<std::thread> workers_;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(Handler handler, unsigned threads, int port) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
  int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int one = 1;
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 4096) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    Error error{ErrorCode::kIo, fmt::format("cannot listen on 127.0.0.1:{}: {}", port, std::strerror(errno))};
    ::close(listener);
    return error;
  }
  auto server = std::make_unique<EpollServer>(std::move(handler), listener, ntohs(address.sin_port));
  server->run(threads);
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace retort::testing
