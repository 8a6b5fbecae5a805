// The rule of the tool for finite products.
#pragma once

namespace retort::explain {

class Call;
void rule_product(const Call& call);

}  // namespace retort::explain
