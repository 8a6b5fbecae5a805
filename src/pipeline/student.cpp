#include "pipeline/student.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "train/launch.h"

namespace retort::pipeline {

namespace fs = std::filesystem;

namespace {

// Where models lie: $RETORT_MODELS, then .deps/models in the folders above this program and above the working folder.
std::vector<fs::path> model_folders() {
  if (const char* set = std::getenv("RETORT_MODELS"); set && *set) return {set};
  std::vector<fs::path> folders;
  std::error_code ignored;
  for (fs::path start : {fs::path(program_directory()), fs::current_path(ignored)}) {
    for (int up = 0; up < 4 && !start.empty(); ++up) {
      if (fs::is_directory(start / ".deps/models", ignored)) folders.push_back(start / ".deps/models");
      if (start == start.parent_path()) break;
      start = start.parent_path();
    }
  }
  return folders;
}

bool is_hugging_face_folder(const std::string& model) {
  std::error_code ignored;
  return fs::is_regular_file(fs::path(model) / "config.json", ignored);
}

// Where the GGUF of a folder lies: another state of its files has another name.
std::string converted_path(const std::string& folder, const std::string& memory) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    struct stat info {};
    if (::stat(entry.path().c_str(), &info) == 0)
      files.push_back(fmt::format("{} {} {}", entry.path().filename().string(), info.st_size, info.st_mtim.tv_sec));
  }
  std::sort(files.begin(), files.end());
  return (fs::path(memory).parent_path() / fmt::format("student-{:016x}.gguf", hash64(join(files, "\n")))).string();
}

bool is_path(const std::string& model) { return model.ends_with(".gguf") || model.find('/') != std::string::npos; }

}  // namespace

Result<std::string> find_model(const std::string& model) {
  std::error_code ignored;
  if (is_hugging_face_folder(model))
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{} is a Hugging Face folder: make a GGUF of it with `retort-train --convert {} --out MODEL.gguf`", model, model)};
  if (is_path(model)) {
    if (fs::is_regular_file(model, ignored)) return model;
    return Error{ErrorCode::kNotFound, fmt::format("model {} is not there", model)};
  }
  std::string looked;
  for (const fs::path& folder : model_folders()) {
    fs::path file = folder / (model + ".gguf");
    if (fs::is_regular_file(file, ignored)) return file.string();
    looked += fmt::format("{}{}", looked.empty() ? "" : ", ", folder.string());
  }
  return Error{ErrorCode::kNotFound,
               fmt::format("no model {}.gguf{}: run scripts/setup.sh in the project's folder, set RETORT_MODELS to the folder that holds it, or "
                           "give a GGUF file", model, looked.empty() ? "" : " in " + looked)};
}

Status convert_student(const Recipe& recipe, const std::string& memory) {
  const std::string& folder = recipe.student.model;
  if (!is_hugging_face_folder(folder)) return {};
  const std::string path = converted_path(folder, memory);
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored)) return {};
  return train::convert_model(folder, path);
}

bool needs_student(const Recipe& recipe) { return recipe.train.enabled || recipe.eval.enabled; }

Result<Student> find_student(const Recipe& recipe, const std::string& memory) { return find_model_file(recipe.student.model, memory); }

Result<Student> find_model_file(const std::string& model, const std::string& memory) {
  Student student;
  student.name = model;
  Json known = Json::object();
  if (auto text = read_file(memory, 1 << 20); text.ok())
    if (auto json = parse_json(*text); json.ok() && string_or(*json, "model", "") == student.name) known = *std::move(json);
  student.hash = string_or(known, "hash", "");

  if (is_hugging_face_folder(student.name)) {
    student.path = converted_path(student.name, memory);
    std::error_code ignored;
    if (!fs::is_regular_file(student.path, ignored)) student.path.clear();
  } else if (auto path = find_model(student.name); path.ok()) {
    student.path = *path;
  }
  if (student.path.empty()) return student;
  struct stat info {};
  if (::stat(student.path.c_str(), &info) != 0) return Error{ErrorCode::kIo, fmt::format("cannot read {}", student.path)};
  Json now = {{"model", student.name}, {"path", student.path}, {"bytes", info.st_size},
              {"modified", info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec}};
  bool same = !student.hash.empty();
  for (const char* key : {"path", "bytes", "modified"}) same = same && known.contains(key) && known[key] == now[key];
  if (same) return student;
  RETORT_TRY(student.hash, hash_file(student.path));
  now["hash"] = student.hash;
  // Written for the next call alone: a folder that cannot be written to is no reason to fail.
  [[maybe_unused]] Status kept = write_file(memory, now.dump(2) + "\n");
  return student;
}

}  // namespace retort::pipeline
