#include "llm/http_engine.h"

#include <curl/curl.h>
#include <fmt/core.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace retort::llm {

namespace {

constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10;

struct CurlList {
  curl_slist* list = nullptr;
  ~CurlList() { curl_slist_free_all(list); }
};

bool is_loopback(const std::string& url) {
  for (const char* host : {"//127.", "//localhost", "//[::1]"})
    if (url.find(host) != std::string::npos) return true;
  return false;
}

void use_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

// Each connection needs a descriptor; many systems allow 1,024 until asked for more.
Status allow_descriptors(int connections) {
  rlim_t needed = static_cast<rlim_t>(connections) + 256;
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= needed) return {};
  if (files.rlim_max < needed)
    return Error{ErrorCode::kUnavailable, fmt::format("{} connections need {} file descriptors, the system allows {}: lower the number of "
                                                      "requests in flight, or raise `ulimit -n`", connections, needed, files.rlim_max)};
  files.rlim_cur = needed;
  ::setrlimit(RLIMIT_NOFILE, &files);
  return {};
}

}  // namespace

std::string HttpOutcome::header(const std::string& lower_name) const {
  std::string start = lower_name + ":";
  for (std::string_view line : split(headers, '\n'))
    if (line.starts_with(start)) return std::string(trim(line.substr(start.size())));
  return {};
}

struct HttpEngine::Impl {
  // One call on its way. Kept and used again with its curl handle: making one costs more than a request.
  struct Transfer {
    CURL* easy = nullptr;
    long number = 0;
    HttpCall call;
    CurlList headers;
    std::shared_ptr<const std::vector<std::string>> headers_of;   // what `headers` was made from
    Done done;
    HttpOutcome outcome;
    int sent = 0;            // how often the request was begun to be sent
    bool too_large = false;
    std::size_t limit = 0;
    char words[CURL_ERROR_SIZE] = {};   // libcurl's, about an error
    ~Transfer() { curl_easy_cleanup(easy); }
  };

  HttpLimits limits;
  Tick tick;
  CURLM* multi = nullptr;
  int epoll = -1, wake_fd = -1;
  Clock::time_point curl_due = Clock::time_point::max();
  std::unordered_map<long, std::unique_ptr<Transfer>> active;
  std::vector<std::unique_ptr<Transfer>> idle;
  long last_number = 0;
  std::atomic<bool> closing{false};
  std::thread thread;

  ~Impl() {
    active.clear();
    idle.clear();
    if (multi) curl_multi_cleanup(multi);
    if (epoll >= 0) ::close(epoll);
    if (wake_fd >= 0) ::close(wake_fd);
  }

  Status open();
  void loop();
  void on_events(int timeout_ms);
  void collect();
  void finish(std::unique_ptr<Transfer> transfer);
  std::unique_ptr<Transfer> make_transfer();
  void prepare(Transfer& transfer);

  static int on_socket(CURL*, curl_socket_t fd, int what, void* self, void* known);
  static int on_timer(CURLM*, long ms, void* self);
  static std::size_t on_body(char* bytes, std::size_t one, std::size_t n, void* transfer);
  static std::size_t on_header(char* bytes, std::size_t one, std::size_t n, void* transfer);
  static int on_send(void* transfer, char*, char*, int, int);
};

Status HttpEngine::Impl::open() {
  RETORT_TRY_STATUS(allow_descriptors(limits.connections));
  use_curl();
  epoll = ::epoll_create1(EPOLL_CLOEXEC);
  wake_fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  multi = curl_multi_init();
  if (epoll < 0 || wake_fd < 0 || !multi) return Error{ErrorCode::kUnavailable, fmt::format("no event loop: {}", std::strerror(errno))};
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = wake_fd;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, wake_fd, &event);
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(limits.connections));
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(limits.connections));
  curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
  return {};
}

int HttpEngine::Impl::on_socket(CURL*, curl_socket_t fd, int what, void* self, void* known) {
  auto* impl = static_cast<Impl*>(self);
  if (what == CURL_POLL_REMOVE) {
    ::epoll_ctl(impl->epoll, EPOLL_CTL_DEL, fd, nullptr);
    return 0;
  }
  epoll_event event{};
  event.data.fd = fd;
  if (what & CURL_POLL_IN) event.events |= EPOLLIN;
  if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
  if (!known) curl_multi_assign(impl->multi, fd, impl);
  if (::epoll_ctl(impl->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) != 0)
    ::epoll_ctl(impl->epoll, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
  return 0;
}

int HttpEngine::Impl::on_timer(CURLM*, long ms, void* self) {
  static_cast<Impl*>(self)->curl_due = ms < 0 ? Clock::time_point::max() : Clock::now() + Milliseconds(ms);
  return 0;
}

std::size_t HttpEngine::Impl::on_body(char* bytes, std::size_t one, std::size_t n, void* at) {
  auto& transfer = *static_cast<Transfer*>(at);
  if (transfer.outcome.body.size() + one * n > transfer.limit) {
    transfer.too_large = true;
    return 0;
  }
  transfer.outcome.body.append(bytes, one * n);
  return one * n;
}

std::size_t HttpEngine::Impl::on_header(char* bytes, std::size_t one, std::size_t n, void* at) {
  auto& transfer = *static_cast<Transfer*>(at);
  std::string_view line(bytes, one * n);
  if (line.starts_with("HTTP/")) transfer.outcome.headers.clear();   // the reply after an interim one
  if (transfer.outcome.headers.size() + line.size() > kMaxHeaderBytes) {
    transfer.too_large = true;
    return 0;
  }
  std::size_t colon = std::min(line.find(':'), line.size());
  transfer.outcome.headers += lower_ascii(line.substr(0, colon));
  transfer.outcome.headers += line.substr(colon);
  return one * n;
}

// Called before each sending. libcurl sends a request again by itself when a kept connection dies under it; what was sent twice may be
// paid for twice, so that decision is the caller's.
int HttpEngine::Impl::on_send(void* at, char*, char*, int, int) {
  return static_cast<Transfer*>(at)->sent++ == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

std::unique_ptr<HttpEngine::Impl::Transfer> HttpEngine::Impl::make_transfer() {
  if (!idle.empty()) {
    auto transfer = std::move(idle.back());
    idle.pop_back();
    return transfer;
  }
  auto transfer = std::make_unique<Transfer>();
  CURL* easy = transfer->easy = curl_easy_init();
  transfer->limit = limits.reply_bytes;
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);   // a model may think for minutes
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer.get());
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer.get());
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_send);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer.get());
  curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer.get());
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->words);
  if (!limits.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, limits.ca_file.c_str());
  return transfer;
}

void HttpEngine::Impl::prepare(Transfer& transfer) {
  CURL* easy = transfer.easy;
  transfer.outcome = {};
  transfer.sent = 0;
  transfer.too_large = false;
  transfer.words[0] = 0;
  if (transfer.headers_of != transfer.call.headers) {
    curl_slist_free_all(std::exchange(transfer.headers.list, nullptr));
    for (const std::string& line : *transfer.call.headers) transfer.headers.list = curl_slist_append(transfer.headers.list, line.c_str());
    transfer.headers_of = transfer.call.headers;
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers.list);
  curl_easy_setopt(easy, CURLOPT_URL, transfer.call.url.c_str());
  // Over TLS the handshake says whether requests share a connection; without it libcurl would wait for the first whole reply to know.
  curl_easy_setopt(easy, CURLOPT_PIPEWAIT, transfer.call.url.starts_with("https:") ? 1L : 0L);
  // The environment's proxy is honoured, but not for this machine itself.
  curl_easy_setopt(easy, CURLOPT_PROXY, is_loopback(transfer.call.url) ? "" : nullptr);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(transfer.call.timeout.count()));
  if (transfer.call.get) {
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  } else {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer.call.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.call.body.size()));
  }
}

namespace {

HttpOutcome::End end_of(CURLcode code, bool too_large) {
  using End = HttpOutcome::End;
  if (too_large) return End::kTooLarge;
  switch (code) {
    case CURLE_OK: return End::kReply;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT: return End::kNoConnection;
    case CURLE_OPERATION_TIMEDOUT: return End::kTimeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR: return End::kUntrusted;
    default: return End::kBroken;
  }
}

}  // namespace

// The calls that libcurl is done with.
void HttpEngine::Impl::collect() {
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    CURLcode code = message->data.result;
    Transfer* found = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &found);
    auto it = active.find(found->number);
    std::unique_ptr<Transfer> transfer = std::move(it->second);
    active.erase(it);
    curl_multi_remove_handle(multi, easy);
    HttpOutcome& outcome = transfer->outcome;
    outcome.end = end_of(code, transfer->too_large);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    outcome.status = static_cast<int>(status);
    // A connection that timed out before anything was sent is none.
    if (outcome.end == HttpOutcome::End::kTimeout && transfer->sent == 0) outcome.end = HttpOutcome::End::kNoConnection;
    if (outcome.end == HttpOutcome::End::kTooLarge) outcome.message = fmt::format("the reply is longer than {} bytes", transfer->limit);
    else if (code == CURLE_ABORTED_BY_CALLBACK) outcome.message = "the connection was closed without a reply";
    else if (code != CURLE_OK) outcome.message = transfer->words[0] ? transfer->words : curl_easy_strerror(code);
    finish(std::move(transfer));
  }
}

void HttpEngine::Impl::finish(std::unique_ptr<Transfer> transfer) {
  Done done = std::move(transfer->done);
  HttpOutcome outcome = std::move(transfer->outcome);
  transfer->done = nullptr;
  transfer->call.body = {};
  idle.push_back(std::move(transfer));
  done(std::move(outcome));
}

void HttpEngine::Impl::on_events(int timeout_ms) {
  epoll_event events[256];
  int n = ::epoll_wait(epoll, events, 256, timeout_ms);
  int running = 0;
  for (int i = 0; i < n; ++i) {
    if (events[i].data.fd == wake_fd) {
      std::uint64_t count;
      [[maybe_unused]] ssize_t bytes = ::read(wake_fd, &count, sizeof count);
      continue;
    }
    int what = 0;
    if (events[i].events & EPOLLIN) what |= CURL_CSELECT_IN;
    if (events[i].events & EPOLLOUT) what |= CURL_CSELECT_OUT;
    if (events[i].events & (EPOLLERR | EPOLLHUP)) what |= CURL_CSELECT_ERR;
    curl_multi_socket_action(multi, events[i].data.fd, what, &running);
  }
  if (curl_due <= Clock::now()) {
    curl_due = Clock::time_point::max();
    curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
  }
}

void HttpEngine::Impl::loop() {
  // A peer that goes away while we write must not end the program.
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  while (!closing) {
    auto due = std::min(tick(), curl_due);
    auto wait = std::chrono::ceil<Milliseconds>(due - Clock::now()).count();
    on_events(due == Clock::time_point::max() ? 1000 : static_cast<int>(std::clamp<long>(wait, 0, 1000)));
    collect();
  }
}

HttpEngine::HttpEngine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<HttpEngine>> HttpEngine::start(const HttpLimits& limits, Tick tick) {
  auto impl = std::make_unique<Impl>();
  impl->limits = limits;
  impl->tick = std::move(tick);
  RETORT_TRY_STATUS(impl->open());
  std::unique_ptr<HttpEngine> engine(new HttpEngine(std::move(impl)));
  engine->impl_->thread = std::thread([at = engine->impl_.get()] { at->loop(); });
  return engine;
}

HttpEngine::~HttpEngine() { close(); }

void HttpEngine::close() {
  if (impl_->closing.exchange(true)) return;
  wake();
  impl_->thread.join();
  while (!impl_->active.empty()) cancel(impl_->active.begin()->first);
}

void HttpEngine::wake() {
  std::uint64_t one = 1;
  [[maybe_unused]] ssize_t n = ::write(impl_->wake_fd, &one, sizeof one);
}

long HttpEngine::begin(HttpCall call, Done done) {
  auto transfer = impl_->make_transfer();
  transfer->number = ++impl_->last_number;
  transfer->call = std::move(call);
  transfer->done = std::move(done);
  impl_->prepare(*transfer);
  curl_multi_add_handle(impl_->multi, transfer->easy);
  long number = transfer->number;
  impl_->active.emplace(number, std::move(transfer));
  return number;
}

void HttpEngine::cancel(long call) {
  auto it = impl_->active.find(call);
  if (it == impl_->active.end()) return;
  std::unique_ptr<Impl::Transfer> transfer = std::move(it->second);
  impl_->active.erase(it);
  curl_multi_remove_handle(impl_->multi, transfer->easy);
  transfer->outcome = {};
  transfer->outcome.end = HttpOutcome::End::kCancelled;
  transfer->outcome.message = "stopped on request";
  impl_->finish(std::move(transfer));
}

}  // namespace retort::llm
