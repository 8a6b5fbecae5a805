// The name by which the pipeline and the commands know AtomicFile.
#pragma once

#include "base/atomic_file.h"

namespace retort::pipeline {
using retort::AtomicFile;
}  // namespace retort::pipeline
