// Running the built program `retort` from a test: exit status, stdout and stderr.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/json.h"

namespace retort::cli {

inline std::string file_text(const std::string& path) {
  std::stringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

struct Outcome {
  int status = -1;
  std::string out, err;
  Json json() const {
    auto parsed = parse_json(out);
    EXPECT_TRUE(parsed.ok()) << out;
    return parsed.ok() ? *parsed : Json();
  }
  std::vector<Json> rows() const {
    std::vector<Json> all;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
      auto parsed = parse_json(line);
      EXPECT_TRUE(parsed.ok()) << line;
      all.push_back(parsed.ok() ? *parsed : Json());
    }
    return all;
  }
};

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "retort-cli-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~ProgramTest() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

  // Runs `retort ARGUMENTS` through the shell, in the test's folder.
  Outcome retort(const std::string& arguments) const {
    std::string command = "cd '" + folder_ + "' && '" RETORT_BIN_DIR "/retort' " + arguments + " >'" + path("stdout") + "' 2>'" + path("stderr") + "'";
    int state = std::system(command.c_str());
    return {WIFEXITED(state) ? WEXITSTATUS(state) : -1, file_text(path("stdout")), file_text(path("stderr"))};
  }

  std::string folder_;
};

}  // namespace retort::cli
