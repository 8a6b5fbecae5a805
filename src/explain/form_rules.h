// Rules of the tools that write an expression or a number in another form.
#pragma once

namespace retort::explain {

class Call;
void rule_complete_the_square(const Call& call);
void rule_numeric_value(const Call& call);
void rule_polar_form(const Call& call);
void rule_rectangular_form(const Call& call);
void rule_resultant(const Call& call);

}  // namespace retort::explain
