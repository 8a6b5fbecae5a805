// `retort run` with a model behind TLS and HTTP/2: nghttpx (Debian's nghttp2-proxy) stands in front of the stand-in server, with certificates made for
// the test.
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "base/files.h"
#include "base/json.h"
#include "base/process.h"
#include "base/text.h"
#include "tests/support/rules_teacher.h"
#include "tests/support/stand_in_server.h"

namespace retort {
namespace {

namespace fs = std::filesystem;

std::string program(const std::string& name) {
  for (const char* folder : {"/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/usr/local/sbin/"})
    if (fs::exists(folder + name)) return folder + name;
  return {};
}

sockaddr_in local_address(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = local_address(0);
  socklen_t size = sizeof address;
  ::bind(fd, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

bool is_listening(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = local_address(port);
  const bool there = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return there;
}

class LlmTlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    proxy_program_ = program("nghttpx");
    openssl_ = program("openssl");
    if (proxy_program_.empty() || openssl_.empty()) GTEST_SKIP() << "needs nghttpx (package nghttp2-proxy) and openssl: run scripts/setup.sh --dev";
    folder_ = (fs::temp_directory_path() / ("retort_llm_tls_" + std::to_string(::getpid()))).string();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    testing::StandInOptions options;
    options.threads = 2;
    options.latency_ms = 20;
    options.key = "a-key-for-tls";
    options.answer = [this](const Json& body) { return teacher_.answer(body); };
    auto server = testing::StandInServer::start(options);
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = *std::move(server);
    ASSERT_TRUE(write_file(folder_ + "/key", "a-key-for-tls\n").ok());
    certify({"-x509", "-keyout", file("ca.key"), "-out", file("ca.pem"), "-subj", "/CN=a CA of a test"});
  }
  void TearDown() override {
    proxy_.reset();
    fs::remove_all(folder_);
  }

  std::string file(const std::string& name) const { return folder_ + "/" + name; }

  void certify(std::vector<std::string> options) {
    options.insert(options.begin(), {openssl_, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"});
    auto made = run_process({.argv = options, .merge_stderr = true}, Milliseconds(60'000));
    ASSERT_TRUE(made.ok()) << made.error().message;
  }

  // The proxy with a certificate for `names` ("IP:127.0.0.1"), signed by the test's CA.
  void serve(const std::string& names) {
    proxy_.reset();
    certify({"-x509", "-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-keyout", file("leaf.key"), "-out", file("leaf.pem"), "-subj", "/CN=server", "-addext",
             "subjectAltName=" + names, "-addext", "basicConstraints=critical,CA:FALSE"});
    const std::string backend = server_->url().substr(7, server_->url().size() - 10);   // 127.0.0.1:PORT
    port_ = free_port();
    auto started = Process::start({.argv = {proxy_program_, "--conf=/dev/null", "--workers=1", fmt::format("--frontend=127.0.0.1,{}", port_),
                                            "--backend=" + replace_all(backend, ":", ","), "--accesslog-file=" + file("access"),
                                            "--accesslog-format=$alpn $remote_port $status $request", "--errorlog-file=" + file("errors"), file("leaf.key"), file("leaf.pem")},
                                   .merge_stderr = true});
    ASSERT_TRUE(started.ok()) << started.error().message;
    proxy_.emplace(*std::move(started));
    for (const auto deadline = Clock::now() + std::chrono::minutes(1); !is_listening(port_);) {
      ASSERT_LT(Clock::now(), deadline) << read_file(file("errors")).value_or("");
      std::this_thread::sleep_for(Milliseconds(10));
    }
  }

  struct End {
    int status = -1;
    std::string said;
  };
  End run(const std::string& out, const std::string& ca_file, std::vector<std::pair<std::string, std::string>> environment = {}) {
    std::vector<std::string> argv = {RETORT_BIN_DIR "/retort", "run", "--out", file(out), "--set", "problems.count=12", "--set", "agents.solver=llm", "--set",
                                     "agents.translator=llm", "--set", "agents.rephraser=llm", "--set", fmt::format("llm.endpoint=https://127.0.0.1:{}/v1", port_), "--set",
                                     "llm.model=stand-in", "--set", "llm.api_key_file=" + file("key"), "--set", "tools.deadline_ms=20000", "--set", "train.enabled=false",
                                     "--set", "eval.enabled=false"};
    if (!ca_file.empty()) argv.insert(argv.end(), {"--set", "llm.ca_file=" + ca_file});
    auto child = Process::start({.argv = argv, .environment = std::move(environment), .merge_stderr = true});
    EXPECT_TRUE(child.ok());
    End end;
    const auto deadline = Clock::now() + std::chrono::minutes(2);
    for (auto line = child->read_line(deadline); line.ok() && *line; line = child->read_line(deadline)) end.said += **line + "\n";
    auto state = child->wait(deadline);
    end.status = state.ok() ? state->code : -1;
    return end;
  }

  std::string folder_, proxy_program_, openssl_;
  int port_ = 0;
  testing::RulesTeacher teacher_;
  std::unique_ptr<testing::StandInServer> server_;
  std::optional<Process> proxy_;
};

TEST_F(LlmTlsTest, AWholeRunOverHttp2WithACaOfItsOwn) {
  serve("IP:127.0.0.1");
  const End end = run("run", file("ca.pem"));
  ASSERT_EQ(end.status, 0) << end.said;
  proxy_.reset();   // its log is whole
  long chats = 0;
  std::set<std::string> connections;
  const std::string log = read_file(file("access")).value_or("");
  for (auto line : split(trim(log), '\n')) {
    const auto parts = words(line);
    ASSERT_GE(parts.size(), 6u) << line;
    EXPECT_EQ(parts[0], "h2") << line;
    EXPECT_EQ(parts[2], "200") << line;
    EXPECT_EQ(parts[5], "HTTP/2") << line;
    if (parts[4].ends_with("/chat/completions")) {
      ++chats;
      connections.insert(std::string(parts[1]));
    }
  }
  EXPECT_EQ(chats, server_->requests());
  EXPECT_GT(chats, 60);
  EXPECT_LE(connections.size(), 2u) << "requests do not share a connection";
  const auto summary = parse_json(read_file(file("run/summary.json")).value_or(""));
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(integer_or((*summary)["llm"], "exchanges", 0), chats);
  EXPECT_GE(integer_or(*summary, "passed", 0), 11);
  // The key is in nothing that the run leaves, and in nothing that it says.
  EXPECT_EQ(end.said.find("a-key-for-tls"), std::string::npos);
  for (const auto& entry : fs::recursive_directory_iterator(file("run")))
    if (entry.is_regular_file()) EXPECT_EQ(read_file(entry.path()).value_or("").find("a-key-for-tls"), std::string::npos) << entry.path();
  // The variable that other programs read, instead of the setting.
  serve("IP:127.0.0.1");
  const End by_variable = run("variable", "", {{"CURL_CA_BUNDLE", ""}, {"SSL_CERT_FILE", file("ca.pem")}});
  EXPECT_EQ(by_variable.status, 0) << by_variable.said;
}

TEST_F(LlmTlsTest, ACertificateThatDoesNotHoldEndsTheRunAtOnce) {
  serve("IP:127.0.0.1");
  const End unknown = run("unknown", "", {{"SSL_CERT_FILE", ""}, {"CURL_CA_BUNDLE", ""}});
  EXPECT_EQ(unknown.status, 1) << unknown.said;
  EXPECT_NE(unknown.said.find("certificate does not hold"), std::string::npos) << unknown.said;
  const End missing = run("missing", file("no.pem"));
  EXPECT_NE(missing.status, 0);
  EXPECT_NE(missing.said.find("no.pem"), std::string::npos) << missing.said;
  serve("DNS:another.example");
  const End other = run("other", file("ca.pem"));
  EXPECT_EQ(other.status, 1) << other.said;
  EXPECT_NE(other.said.find("certificate does not hold"), std::string::npos) << other.said;
  EXPECT_EQ(server_->requests(), 0);
}

}  // namespace
}  // namespace retort
