// Keeps the tree true: includes follow the layers, third-party headers stay in the module that adapts them, every test file
// is built, and the Markdown files name only paths that exist.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = RETORT_SOURCE_DIR;

std::string content(const fs::path& path) {
  std::stringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

// The list in CMakeLists.txt, lowest layer first.
std::vector<std::string> layers() {
  std::smatch match;
  std::string text = content(kRoot / "CMakeLists.txt");
  EXPECT_TRUE(std::regex_search(text, match, std::regex(R"(set\(RETORT_MODULES ([a-z ]+)\))")));
  std::istringstream words(match[1]);
  return {std::istream_iterator<std::string>(words), {}};
}

struct Include {
  fs::path file;
  std::string target;
  bool quoted = false;
};

std::vector<Include> includes() {
  static const std::regex pattern(R"re(^\s*#include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> found;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "src")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
    std::ifstream in(entry.path());
    std::smatch match;
    for (std::string line; std::getline(in, line);)
      if (std::regex_search(line, match, pattern)) found.push_back({fs::relative(entry.path(), kRoot / "src"), match[2], match[1] == "\""});
  }
  return found;
}

TEST(Layers, EachModuleIncludesOnlyThoseBelowIt) {
  auto order = layers();
  ASSERT_GE(order.size(), 15u);
  auto rank = [&](const std::string& module) { return std::find(order.begin(), order.end(), module) - order.begin(); };
  int seen = 0;
  for (const auto& i : includes()) {
    if (!i.quoted) continue;
    std::string from = *i.file.begin(), to = *fs::path(i.target).begin();
    if (i.target.starts_with("tests/support/")) continue;   // used by tests of several modules
    ASSERT_LT(rank(to), static_cast<long>(order.size())) << i.file << " includes " << i.target << ", which is in no module";
    EXPECT_LE(rank(to), rank(from)) << i.file << " includes " << i.target << ": " << to << " lies above " << from;
    ++seen;
  }
  EXPECT_GT(seen, 300);
}

TEST(Layers, EvaluationKnowsNothingOfAgents) {
  for (const auto& i : includes())
    if (*i.file.begin() == "eval") EXPECT_FALSE(i.target.starts_with("agent/")) << i.file;
}

TEST(Layers, ThirdPartyHeadersStayInTheModuleThatAdaptsThem) {
  const std::map<std::string, std::string> homes = {
      {"flint/", "math"},  {"arb", "math"},        {"acb", "math"},  {"fmpz", "math"},     {"fmpq", "math"},   {"giac/", "cas"},
      {"seccomp", "cas"},  {"sqlite3", "store"},   {"curl/", "llm"},   {"llama", "llm"}, {"ggml", "llm train"}, {"gguf", "llm train"}, {"torch/", "train"},
      {"ATen/", "train"},  {"c10/", "train"},      {"CLI/", "cli"},  {"toml++/", "pipeline"}, {"nlohmann/", "base"}, {"xxhash", "base"}, {"zlib.h", "base"}};
  std::set<std::string> met;
  for (const auto& i : includes()) {
    if (i.quoted) continue;
    for (const auto& [prefix, home] : homes) {
      if (!i.target.starts_with(prefix)) continue;
      met.insert(prefix);
      bool test = i.file.string().find("_test.cpp") != std::string::npos || i.file.string().find("_fixture.h") != std::string::npos;   // a test may check one library against another
      EXPECT_TRUE(test || (" " + home + " ").find(" " + i.file.begin()->string() + " ") != std::string::npos)
          << i.file << " includes <" << i.target << ">, which belongs to " << home;
    }
  }
  for (const char* used : {"giac/", "sqlite3", "curl/", "llama", "torch/", "CLI/", "toml++/", "nlohmann/"})
    EXPECT_TRUE(met.contains(used)) << used << " is listed but no source includes it";
}

TEST(Tree, EveryTestFileIsInATarget) {
  std::string lists;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot))
    if (entry.path().filename() == "CMakeLists.txt" && fs::relative(entry.path(), kRoot).begin()->string()[0] != '.')
      lists += content(entry.path());
  int tests = 0;
  for (const char* folder : {"src", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      std::string name = entry.path().filename().string();
      if (!name.ends_with("_test.cpp")) continue;
      ++tests;
      EXPECT_NE(lists.find(entry.path().stem().string()), std::string::npos) << entry.path() << " is built by no target";
    }
  }
  EXPECT_GT(tests, 20);
}

TEST(Tree, MarkdownNamesPathsThatExist) {
  static const std::regex link(R"(\]\(([^)#:]+)(#[^)]*)?\))");
  int links = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    if (entry.path().extension() != ".md") continue;
    auto first = fs::relative(entry.path(), kRoot).begin()->string();
    if (first[0] == '.' || first == "runs" || first.starts_with("build")) continue;
    std::string text = content(entry.path());
    for (std::sregex_iterator m(text.begin(), text.end(), link), end; m != end; ++m, ++links)
      EXPECT_TRUE(fs::exists(entry.path().parent_path() / (*m)[1].str())) << entry.path() << " links to " << (*m)[1];
  }
  EXPECT_GT(links, 5);
}

TEST(Tree, ReadmeShowsAMakeCommandByLineTwenty) {
  std::ifstream in(kRoot / "README.md");
  std::string line;
  bool found = false;
  for (int n = 1; n <= 20 && std::getline(in, line); ++n) found |= line.find("make demo") != std::string::npos;
  EXPECT_TRUE(found);
}

TEST(Tree, SourcesStayReadable) {
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "src")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
    std::string text = content(entry.path());
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 600) << entry.path() << ": split it where a reader would want it";
  }
}

}  // namespace
