// Rules of the tools on points of the plane.
#pragma once

namespace retort::explain {

class Call;
void rule_angle_at(const Call& call);
void rule_circle_center_radius(const Call& call);
void rule_circle_through(const Call& call);
void rule_distance(const Call& call);
void rule_line_through(const Call& call);
void rule_midpoint(const Call& call);
void rule_polygon_area(const Call& call);

}  // namespace retort::explain
