// The transport of the server: one JSON message a line on stdin, answers on stdout.
#pragma once

#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "serve/offers.h"
#include "serve/server.h"

namespace retort::serve {

// Serves stdin until it ends (what was asked is answered first), the reader of stdout goes away, or `stop`. While it runs, whatever else this
// process prints to stdout appears on stderr. Lines longer than 4 MiB are refused without being kept. kIo when stdin cannot be read.
Status serve_stdio(std::vector<Offer> offers, ServerOptions options, const StopToken& stop);

}  // namespace retort::serve
