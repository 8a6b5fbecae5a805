// SPDX-License-Identifier: GPL-3.0-or-later
#include "cas/giac_engine.h"

#include <giac/config.h>
#include <giac/giac.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include "cas/worker_protocol.h"

namespace retort::cas {

namespace {

using Function = giac::gen (*)(const giac::gen&, const giac::context*);

struct Operation {
  std::string_view name;
  std::size_t least, most;   // number of arguments
  Function function;
};

giac::gen unchanged(const giac::gen& g, const giac::context*) { return g; }
giac::gen normal_form(const giac::gen& g, const giac::context* c) { return giac::normal(g, c); }
giac::gen decimals(const giac::gen& g, const giac::context* c) { return giac::evalf(g, 1, c); }

constexpr std::array<Operation, 17> kOperations = {{
    {"decimals", 1, 1, decimals},
    {"diff", 2, 2, giac::_derive},
    {"eval", 1, 1, unchanged},
    {"expand", 1, 1, giac::expand},
    {"factor", 1, 1, giac::_factor},
    {"ifactors", 1, 1, giac::_ifactors},
    {"int", 2, 4, giac::_integrate},
    {"limit", 3, 4, giac::_limit},
    {"linsolve", 2, 2, giac::_linsolve},
    {"lncollect", 1, 1, giac::_lncollect},
    {"normal", 1, 1, normal_form},
    {"simplify", 1, 1, giac::_simplify},
    {"solve", 2, 2, giac::_solve},
    {"sum", 4, 4, giac::_sum},
    {"texpand", 1, 1, giac::_texpand},
    {"tlin", 1, 1, giac::_tlin},
    {"trigcos", 1, 1, giac::_trigcos},
}};

constexpr int kMaxListDepth = 4;

struct BadRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

giac::gen read_text(const Json& text, const giac::context* c) {
  const auto& s = text.get_ref<const std::string&>();
  if (auto checked = check_worker_text(s); !checked.ok()) throw BadRequest("argument: " + checked.error().message);
  return giac::eval(giac::gen(s, c), 1, c);
}

giac::gen read_argument(const Json& json, const giac::context* c) {
  if (json.is_string()) return read_text(json, c);
  if (!json.is_array() || json.size() > 100) throw BadRequest("argument: neither text nor a short list of texts");
  giac::vecteur list;
  for (const auto& item : json) {
    if (!item.is_string()) throw BadRequest("argument: a list may hold texts only");
    list.push_back(read_text(item, c));
  }
  return list;
}

Json write_value(const giac::gen& g, const giac::context* c, int depth = 0) {
  if (g.type == giac::_STRNG) throw std::runtime_error(*g._STRNGptr);
  if (g.type != giac::_VECT || depth == kMaxListDepth) return g.print(c);
  Json list = Json::array();
  for (const auto& item : *g._VECTptr) list.push_back(write_value(item, c, depth + 1));
  return list;
}

void set_up(giac::context& c) {
  giac::complex_mode(false, &c);
  giac::withsqrt(false, &c);
  giac::decimal_digits(15, &c);
}

Json compute(const Operation& operation, const Json& args) {
  giac::context c;
  set_up(c);
  giac::vecteur values;
  for (const auto& arg : args) values.push_back(read_argument(arg, &c));
  const giac::gen argument = values.size() == 1 ? values[0] : giac::gen(values, giac::_SEQ__VECT);
  return write_value(operation.function(argument, &c), &c);
}

}  // namespace

std::string giac_version() { return GIAC_VERSION; }

void warm_up_giac() {
  giac::secure_run = true;
  giac::threads_allowed = false;
  run_giac("solve", Json::array({"v0^2-2", "v0"}));
  run_giac("int", Json::array({"sin(v0)^2/(v0^2+1)", "v0"}));
  run_giac("ifactors", Json::array({"147573952589676412927"}));
  run_giac("decimals", Json::array({"sqrt(2)"}));
}

EngineAnswer run_giac(std::string_view name, const Json& args) {
  const auto operation = std::find_if(kOperations.begin(), kOperations.end(), [&](const auto& o) { return o.name == name; });
  if (operation == kOperations.end()) return {{}, "request", "no operation of this name"};
  if (!args.is_array() || args.size() < operation->least || args.size() > operation->most)
    return {{}, "request", "a wrong number of arguments"};
  try {
    return {compute(*operation, args), "", ""};
  } catch (const BadRequest& e) {
    return {{}, "request", e.what()};
  } catch (const std::bad_alloc&) {
    return {{}, "memory", "out of memory"};
  } catch (const std::exception& e) {
    return {{}, "engine", e.what()};
  } catch (...) {
    return {{}, "engine", "an unknown exception"};
  }
}

}  // namespace retort::cas
