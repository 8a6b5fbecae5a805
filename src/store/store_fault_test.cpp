// What is left of a run after a writer is killed at any moment, and when the disk is full.
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/random.h"
#include "store/store.h"

namespace retort::store {
namespace {

constexpr int kGroup = 7;

std::string new_folder() {
  std::string pattern = std::filesystem::temp_directory_path() / "retort-fault-XXXXXX";
  return ::mkdtemp(pattern.data());
}

Record member(long group, int index) {
  return {"sample", fmt::format("{}/{}", group, index), fmt::format("g{}", group), Json{{"text", std::string(500, 'a' + index)}}};
}

// Writes groups from the first one that is missing, for ever; says each committed group on `out`.
[[noreturn]] void write_groups(const std::string& path, int out) {
  auto store = Store::open_for_writing(path);
  if (!store.ok()) ::_exit(3);
  for (long group = store->count("sample") / kGroup;; ++group) {
    std::vector<Record> records;
    for (int i = 0; i < kGroup; ++i) records.push_back(member(group, i));
    if (!store->put(records).ok()) ::_exit(4);
    if (::write(out, &group, sizeof group) != sizeof group) ::_exit(5);
  }
}

TEST(StoreFaults, KilledWritersLeaveWholeGroupsAndAllThatWasCommitted) {
  std::string folder = new_folder();
  std::string path = folder + "/retort.db";
  Random random(20);
  long promised = -1;
  for (int round = 0; round < 20; ++round) {
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    pid_t child = ::fork();
    if (child == 0) {
      ::close(pipe_ends[0]);
      write_groups(path, pipe_ends[1]);
    }
    ::close(pipe_ends[1]);
    ::usleep(static_cast<useconds_t>(random.between(0, 60'000)));
    ::kill(child, SIGKILL);
    int state = 0;
    ::waitpid(child, &state, 0);
    ASSERT_TRUE(WIFSIGNALED(state)) << "the writer ended by itself with " << WEXITSTATUS(state);
    long group = 0;
    while (::read(pipe_ends[0], &group, sizeof group) == sizeof group) promised = group;
    ::close(pipe_ends[0]);

    auto store = Store::open_for_writing(path);
    ASSERT_TRUE(store.ok()) << store.error().message;
    long count = store->count("sample");
    ASSERT_EQ(count % kGroup, 0) << "a group was written in part";
    ASSERT_GE(count / kGroup, promised + 1) << "a committed group was lost";
    for (long g = 0; g < count / kGroup; ++g) ASSERT_EQ(store->children("sample", fmt::format("g{}", g))->size(), std::size_t{kGroup});
  }
  EXPECT_GT(promised, 0);
  std::filesystem::remove_all(folder);
}

long room = 0;   // bytes that the pretended disk still takes

// Stands for the system's pwrite on a disk of `room` bytes, which takes a part of the last write, as real ones do.
ssize_t write_to_small_disk(int file, const void* bytes, std::size_t count, off_t at) {
  if (room <= 0) {
    errno = ENOSPC;
    return -1;
  }
  count = std::min(count, static_cast<std::size_t>(room));
  room -= static_cast<long>(count);
  return ::pwrite(file, bytes, count, at);
}

TEST(StoreFaults, FullDiskIsSaidAndLosesNothing) {
  std::string folder = new_folder();
  std::string path = folder + "/retort.db";
  pid_t child = ::fork();
  if (child == 0) {
    room = 300'000;
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    for (const char* call : {"pwrite", "pwrite64"})
      system->xSetSystemCall(system, call, reinterpret_cast<sqlite3_syscall_ptr>(write_to_small_disk));
    auto store = Store::open_for_writing(path);
    if (!store.ok()) ::_exit(3);
    for (long group = 0; group < 1000; ++group) {
      std::vector<Record> records;
      for (int i = 0; i < kGroup; ++i) records.push_back(member(group, i));
      Status written = store->put(records);
      if (written.ok()) continue;
      bool said = written.error().code == ErrorCode::kIo && written.error().message.find("no space left") != std::string::npos;
      // Still in order: what was committed can be read by the same process.
      bool readable = group > 0 && store->count("sample") == group * kGroup && store->get("sample", "0/0").ok();
      if (!said || !readable) fmt::print(stderr, "said: {}, readable: {}, group {}: {}\n", said, readable, group, written.error().message);
      ::_exit(said && readable ? 0 : 6);
    }
    ::_exit(7);
  }
  int state = 0;
  ::waitpid(child, &state, 0);
  ASSERT_TRUE(WIFEXITED(state));
  EXPECT_EQ(WEXITSTATUS(state), 0);
  auto store = Store::open_for_writing(path);
  ASSERT_TRUE(store.ok()) << store.error().message;
  EXPECT_GT(store->count("sample"), 0);
  EXPECT_EQ(store->count("sample") % kGroup, 0);
  EXPECT_TRUE(store->put({member(1'000'000, 0)}).ok());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace retort::store
