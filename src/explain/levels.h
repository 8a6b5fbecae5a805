// The levels of detail: key steps for brief, the links of long chains one by one for full.
#pragma once

#include "explain/derivation.h"

namespace retort::explain {

// Chains "A = B = C" become "A = B" and "B = C", each judged by itself and with a reason of its own; "5x = 13 + 10 = 23" becomes three claims.
// Other steps stay.
Derivation broken_apart(const Derivation& derivation, const ExplainOptions& options);
// The key steps: arithmetic on the side, trials and checks are left out, chains of numbers shortened to their ends. The last step stays.
Derivation condensed(const Derivation& derivation);

}  // namespace retort::explain
