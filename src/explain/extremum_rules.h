// Rules of the tools for the largest and the smallest value of a function.
#pragma once

namespace retort::explain {

class Call;
void rule_maximum(const Call& call);
void rule_minimum(const Call& call);

}  // namespace retort::explain
