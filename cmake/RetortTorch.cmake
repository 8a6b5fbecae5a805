# libtorch, as the target retort_torch: what CMake finds (Debian's, or one under CMAKE_PREFIX_PATH), or the one in RETORT_TORCH, which may be
# the torch folder of a Python wheel. Those with CUDA need no CUDA toolkit that way. RETORT_C10D_DEFINITIONS,
# RETORT_NCCL_INCLUDE_DIRS and RETORT_NCCL_LIBRARIES are for sources that use c10d, with NCCL where they can be compiled.
set(RETORT_TORCH "" CACHE PATH "folder with include/ and lib/ of a libtorch; empty: the one that CMake finds")
add_library(retort_torch INTERFACE)

if(NOT RETORT_TORCH)
  find_package(Torch REQUIRED)
  target_link_libraries(retort_torch INTERFACE ${TORCH_LIBRARIES})
  target_include_directories(retort_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
  return()
endif()

if(NOT EXISTS "${RETORT_TORCH}/lib/libtorch_cpu.so")
  message(FATAL_ERROR "RETORT_TORCH is ${RETORT_TORCH}, but there is no lib/libtorch_cpu.so in it: name the folder that holds include/ and lib/")
endif()
target_include_directories(retort_torch SYSTEM INTERFACE "${RETORT_TORCH}/include" "${RETORT_TORCH}/include/torch/csrc/api/include")
# The wheel brings headers of an fmt of its own, newer than the system's library.
if(EXISTS "${RETORT_TORCH}/include/fmt")
  target_compile_definitions(retort_torch INTERFACE FMT_HEADER_ONLY)
endif()
set(libraries "")
foreach(name torch torch_cpu c10 torch_cuda c10_cuda)
  if(EXISTS "${RETORT_TORCH}/lib/lib${name}.so")
    list(APPEND libraries "${RETORT_TORCH}/lib/lib${name}.so")
  endif()
endforeach()
# libtorch_cuda registers itself when it is loaded; no symbol of it is asked for.
target_link_libraries(retort_torch INTERFACE -Wl,--no-as-needed ${libraries} -Wl,--as-needed)

# What find_package(Torch) would define for c10d. Gloo's headers are the system's: a wheel has none.
set(RETORT_C10D_DEFINITIONS USE_C10D_GLOO)

# NCCL: its headers and CUDA's lie beside the wheel, or in a CUDA toolkit.
if(EXISTS "${RETORT_TORCH}/lib/libtorch_cuda.so")
  file(GLOB includes "${RETORT_TORCH}/../nvidia/*/include" "/usr/local/cuda/include")
  file(GLOB runtime "${RETORT_TORCH}/../nvidia/*/lib/libcudart.so.*" "/usr/local/cuda/lib64/libcudart.so")
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_INCLUDES "${RETORT_TORCH}/include" "${RETORT_TORCH}/include/torch/csrc/api/include" ${includes})
  set(CMAKE_REQUIRED_DEFINITIONS -DUSE_C10D_NCCL -DFMT_HEADER_ONLY)
  set(CMAKE_REQUIRED_LIBRARIES -Wl,--no-as-needed ${libraries} ${runtime})
  check_cxx_source_compiles("#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
    int main() { return c10d::ProcessGroupNCCL::Options::create() ? 0 : 1; }" RETORT_HAS_NCCL)
  unset(CMAKE_REQUIRED_INCLUDES)
  unset(CMAKE_REQUIRED_DEFINITIONS)
  unset(CMAKE_REQUIRED_LIBRARIES)
  if(RETORT_HAS_NCCL)
    list(APPEND RETORT_C10D_DEFINITIONS USE_C10D_NCCL)
    set(RETORT_NCCL_INCLUDE_DIRS ${includes})
    set(RETORT_NCCL_LIBRARIES ${runtime})
  else()
    message(STATUS "no NCCL: processes with GPUs exchange gradients through the host (the headers are in PyPI's torch and cuda-toolkit[crt], "
                   "or in a CUDA toolkit)")
  endif()
endif()
