// The student's file: found by name, identified by its bytes, its tokenizer opened when first needed.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "llm/local_model.h"
#include "pipeline/recipe.h"

namespace retort::pipeline {

struct Student {
  std::string path;     // empty: the file is not there
  std::string hash;     // of the file's bytes; empty when it was never there
  std::string name;     // as the recipe says it
};

// The GGUF that `model` means (not a Hugging Face folder: see convert_student): a path, or a name under $RETORT_MODELS or the .deps/models folder of the project this program was built
// in. kNotFound names the places and says what to run.
Result<std::string> find_model(const std::string& model);

// Writes a student that is a Hugging Face folder as GGUF beside `memory`, once for each state of the folder; anything else is left to
// find_student. Some minutes for large models. Errors of the conversion, in retort-train's words.
Status convert_student(const Recipe& recipe, const std::string& memory);

// Do the stages of this recipe need the student's weights?
bool needs_student(const Recipe& recipe);

// The file of a model and its hash. `memory` is a file that keeps the hash between calls (it is computed again when the model's size or time
// changed), so that a run directory can be read where the model is not.
Result<Student> find_model_file(const std::string& model, const std::string& memory);
Result<Student> find_student(const Recipe& recipe, const std::string& memory);

}  // namespace retort::pipeline
