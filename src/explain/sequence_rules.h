// Rules of the tools on recurrences and finite sets.
#pragma once

namespace retort::explain {

class Call;
void rule_combine_sets(const Call& call);
void rule_solve_recurrence(const Call& call);

}  // namespace retort::explain
