// Work on many items by several threads, results handed over in the order of the input.
#pragma once

#include <cstddef>
#include <functional>

#include "base/error.h"
#include "base/stop.h"

namespace retort {

// Calls work(i) for i in [0, count) on `threads` threads and done(i) on the calling thread, in ascending order of i, as soon
// as work(i) and everything before it have finished. At most `window` items are ahead of the oldest one that is not done, so
// memory stays bounded. The first error of work (in order of i) or done ends it, as does `stop` (kCancelled); everything handed
// to done before stays done. work may run on any thread, several at once.
Status parallel_ordered(std::size_t count, unsigned threads, std::size_t window, const StopToken& stop,
                        const std::function<Status(std::size_t)>& work, const std::function<Status(std::size_t)>& done);

// Threads worth starting here: the processors this process may use, at least 1.
unsigned usable_threads();

}  // namespace retort
