#include "base/stop.h"

#include <signal.h>
#include <unistd.h>

namespace retort {

StopToken& signal_stop() {
  static StopToken token;
  return token;
}

namespace {

extern "C" void on_stop_signal(int) {
  if (signal_stop().requested()) ::_exit(130);
  signal_stop().request();
}

}  // namespace

void install_stop_signals() {
  signal_stop();  // built before a handler can run
  struct sigaction action {};
  action.sa_handler = on_stop_signal;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace retort
