#include "pipeline/export_rows.h"

namespace retort::pipeline {

namespace {

Json turn(const char* who_key, const char* who, const char* what_key, const std::string& what) { return {{who_key, who}, {what_key, what}}; }

}  // namespace

Json export_row(const DatasetRow& row, std::string_view format) {
  Json out = {{"id", row.id}};
  if (format == "alpaca") {
    out["instruction"] = row.question;
    out["input"] = "";
    out["output"] = row.narrative;
  } else if (format == "sharegpt") {
    out["conversations"] = Json::array({turn("from", "human", "value", row.question), turn("from", "gpt", "value", row.narrative)});
  } else if (format == "text") {
    out["text"] = row.question + "\n\n" + row.narrative;
  } else {
    out["messages"] = Json::array({turn("role", "user", "content", row.question), turn("role", "assistant", "content", row.narrative)});
  }
  out["answer"] = row.answer;
  for (const auto& [key, value] : {std::pair{"source", &row.source}, {"licence", &row.licence}, {"subject", &row.subject}, {"level", &row.level}})
    if (!value->empty()) out[key] = *value;
  return out;
}

}  // namespace retort::pipeline
