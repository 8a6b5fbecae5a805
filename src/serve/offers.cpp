#include "serve/offers.h"

namespace retort::serve {

namespace {

Json text_schema(const std::string& description) { return {{"type", "string"}, {"description", description}}; }

Json object_schema(Json properties, Json required) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", false}};
}

// What a tool gives, and what every offer gives when it fails.
Json result_properties() {
  return {{"status", {{"type", "string"}, {"enum", {"ok", "error"}}}},
          {"result", text_schema("the value in plain notation")},
          {"latex", text_schema("the value in LaTeX")},
          {"approximate", {{"type", "boolean"}}},
          {"conditions", {{"type", "array"}, {"items", {{"type", "string"}}}}},
          {"verified_by", text_schema("how the value was verified")},
          {"grade", text_schema("proved, numeric or quoted")},
          {"kind", text_schema("of the error")},
          {"message", text_schema("what is wrong and what to try")}};
}

Json output_schema(const Json& properties) {
  Json all = {{"status", {{"type", "string"}, {"enum", {"ok", "error"}}}}, {"kind", text_schema("of the error")},
              {"message", text_schema("what is wrong and what to try")}};
  all.update(properties);
  return {{"type", "object"}, {"properties", all}, {"required", {"status"}}};
}

Answer failure(const Error& error) {
  return {{{"status", "error"}, {"kind", error.code == ErrorCode::kInvalidArgument ? "arguments" : "unsupported"}, {"message", error.message}}, true};
}

Answer answer_of(Result<Json> value) {
  if (!value.ok()) return failure(value.error());
  Json all = {{"status", "ok"}};
  all.update(*value);
  return {std::move(all), false};
}

// Arguments the schema does not name are mistakes that must not pass in silence.
Status only_known(const Json& arguments, const Json& schema) {
  for (const auto& [key, value] : arguments.items())
    if (!schema["properties"].contains(key)) return Error{ErrorCode::kInvalidArgument, "unknown argument '" + key + "'"};
  return {};
}

std::string title_of(std::string name) {
  for (char& c : name)
    if (c == '_') c = ' ';
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::string described(const cas::ToolSpec& spec) { return spec.help + " Example: " + to_line(spec.example); }

Offer tool_offer(cas::Toolbox& tools, const cas::ToolSpec& spec) {
  return {spec.name, title_of(spec.name), described(spec), spec.schema, output_schema(result_properties()),
          [&tools, name = spec.name](const Json& arguments, const StopToken&) -> Answer {
            const cas::ToolResult result = tools.call({name, arguments});
            return {result.to_json(), !result.ok};
          }};
}

// An offer of ours: arguments are held against the schema's names first.
Offer own_offer(std::string name, std::string description, Json input, const Json& output, std::function<Result<Json>(const Json&)> run) {
  auto checked = [input, run = std::move(run)](const Json& arguments, const StopToken&) -> Answer {
    if (Status known = only_known(arguments, input); !known.ok()) return failure(known.error());
    return answer_of(run(arguments));
  };
  return {name, title_of(name), std::move(description), std::move(input), output_schema(output), std::move(checked)};
}

Offer explain_offer(Workbench& bench) {
  Json names = Json::array();
  for (const cas::ToolSpec& spec : cas::tool_specs()) names.push_back(spec.name);
  names.push_back(cas::python_spec().name);
  const Json step = {{"type", "object"},
                     {"properties", {{"claim", text_schema("mathematics that holds, in LaTeX")}, {"rule", text_schema("name of the rule")},
                                     {"because", text_schema("why, in plain words")}, {"checked_by", text_schema("the engine that checked the claim")},
                                     {"grade", text_schema("proved, numeric or quoted")}}}};
  return own_offer("explain", "Calls a symbolic tool and derives its result as a person would by hand, every step checked.",
                   object_schema({{"tool", {{"type", "string"}, {"enum", names}, {"description", "name of the tool"}}},
                                  {"args", {{"type", "object"}, {"description", "its arguments"}}},
                                  {"detail", {{"type", "string"}, {"enum", {"brief", "normal", "full"}}, {"description", "how small the steps are"}}},
                                  {"seed", {{"type", "integer"}, {"minimum", 0}, {"description", "varies the wording"}}}}, {"tool", "args"}),
                   {{"output", {{"type", "object"}, {"description", "the tool's result"}}}, {"steps", {{"type", "array"}, {"items", step}}}},
                   [&bench](const Json& arguments) { return explain_row(bench, arguments); });
}

Offer grade_offer() {
  return own_offer("grade_answer",
                   "Decides by mathematics whether an answer equals the reference answer: numbers, sets, intervals, matrices, expressions, units, choices.",
                   object_schema({{"gold", text_schema("the reference answer: LaTeX, plain text, or a text that contains it")},
                                  {"pred", text_schema("the answer to judge, or a text that contains it")},
                                  {"options", {{"type", "object"}, {"description", "strict (boolean), tolerance (number), budget_ms (integer)"}}}}, {"gold", "pred"}),
                   {{"verdict", {{"type", "string"}, {"enum", {"equal", "different", "undecided"}}}}, {"reason", text_schema("why")},
                    {"rule", text_schema("which comparison decided")}},
                   [](const Json& arguments) { return grade_row(arguments, Json::object()); });
}

Result<Json> check_arguments(const Json& arguments) {
  check::GateOptions options;
  options.reject_unread = !bool_or(arguments, "allow_unread", false);
  const long long tokens = integer_or(arguments, "max_tokens", static_cast<long long>(options.max_tokens));
  if (tokens < 1) return Error{ErrorCode::kInvalidArgument, "'max_tokens' must be at least 1"};
  options.max_tokens = static_cast<std::size_t>(tokens);
  return check_row(arguments, options);
}

Offer check_offer() {
  const Json finding = {{"type", "object"}, {"properties", {{"gate", text_schema("which gate")}, {"at", {{"type", "integer"}}}, {"length", {{"type", "integer"}}},
                                                            {"message", text_schema("what it found")}}}};
  return own_offer("check_narrative", "Checks a worked solution: every equality in it must hold, every number must come from somewhere, the answer must be kept.",
                   object_schema({{"problem", text_schema("the statement of the problem")}, {"answer", text_schema("its reference answer")},
                                  {"narrative", text_schema("the solution to check, with its answer in \\boxed{}")},
                                  {"allow_unread", {{"type", "boolean"}, {"description", "do not reject for what could not be read"}}},
                                  {"max_tokens", {{"type", "integer"}, {"minimum", 1}, {"description", "longest narrative; a token is three bytes"}}}},
                                 {"problem", "answer", "narrative"}),
                   {{"passed", {{"type", "boolean"}}}, {"reasons", {{"type", "array"}, {"items", finding}}}, {"checked", {{"type", "integer"}}},
                    {"unread", {{"type", "integer"}}}},
                   check_arguments);
}

Offer python_offer(cas::PythonTool& python) {
  const cas::ToolSpec& spec = cas::python_spec();
  const Json output = {{"result", text_schema("what was printed, then the value of the last expression")}, {"output", text_schema("what was printed")},
                       {"value", text_schema("repr of the last expression")}, {"cut", {{"type", "boolean"}}}, {"cells", {{"type", "array"}}}};
  return {spec.name, title_of(spec.name), described(spec), spec.schema, output_schema(output),
          [&python](const Json& arguments, const StopToken& stop) -> Answer {
            Json value = python.call(arguments, &stop);
            const bool failed = string_or(value, "status", "") != "ok";
            return {std::move(value), failed};
          },
          false};
}

}  // namespace

std::vector<Offer> all_offers(Workbench& bench) {
  std::vector<Offer> all;
  for (const cas::ToolSpec& spec : cas::tool_specs()) all.push_back(tool_offer(bench.tools, spec));
  all.push_back(explain_offer(bench));
  all.push_back(grade_offer());
  all.push_back(check_offer());
  all.push_back(python_offer(bench.python));
  return all;
}

}  // namespace retort::serve
