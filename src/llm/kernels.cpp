#include "llm/kernels.h"

#include <ggml.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "llm/backend.h"

// The program is linked with --wrap for both names: llama.cpp's calls come here, and __real_ is its own code.
extern "C" {
struct ggml_compute_params {   // the first fields of llama.cpp's
  int thread, threads;
};
bool __real_llamafile_sgemm(const ggml_compute_params*, std::int64_t m, std::int64_t n, std::int64_t k, const void* a,
                            std::int64_t lda, const void* b, std::int64_t ldb, void* c, std::int64_t ldc, int a_type,
                            int b_type, int c_type);
bool __wrap_llamafile_sgemm(const ggml_compute_params*, std::int64_t m, std::int64_t n, std::int64_t k, const void* a,
                            std::int64_t lda, const void* b, std::int64_t ldb, void* c, std::int64_t ldc, int a_type,
                            int b_type, int c_type);
void __real_ggml_compute_forward_flash_attn_ext(const ggml_compute_params*, ggml_tensor*);
void __wrap_ggml_compute_forward_flash_attn_ext(const ggml_compute_params*, ggml_tensor*);
}

namespace retort::llm {

bool processor_has(const Kernels& kernels) {
  bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
  if (&kernels == &kKernelsAvx2) return avx2;
  return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vnni");
}

const Kernels* kernels() {
  static const Kernels* const chosen = [] {
    for (const Kernels* k : {&kKernelsAvx512, &kKernelsAvx2})
      if (processor_has(*k)) return k;
    return static_cast<const Kernels*>(nullptr);
  }();
  return chosen;
}

namespace {

// This thread's part of a product: whole tiles of rows.
void multiply_share(const Kernels& kernels, ProductQ8 p, int thread, int threads) {
  std::int64_t tiles = (p.rows + ProductQ8::kTileRows - 1) / ProductQ8::kTileRows;
  std::int64_t from = tiles * thread / threads * ProductQ8::kTileRows;
  std::int64_t to = std::min(p.rows, tiles * (thread + 1) / threads * ProductQ8::kTileRows);
  if (from >= to) return;
  p.a += from * p.a_stride;
  p.out += from;
  p.rows = to - from;
  thread_local std::vector<char> scratch;
  if (scratch.size() < p.scratch_bytes() + 64) scratch.resize(p.scratch_bytes() + 64);
  auto address = reinterpret_cast<std::uintptr_t>(scratch.data());
  p.scratch = reinterpret_cast<void*>((address + 63) / 64 * 64);
  kernels.product_q8(p);
}

float parameter(const ggml_tensor& operation, int index) {
  float value;
  std::copy_n(reinterpret_cast<const char*>(operation.op_params) + static_cast<std::size_t>(index) * sizeof value,
              sizeof value, reinterpret_cast<char*>(&value));
  return value;
}

bool handles_attention(const ggml_tensor& out) {
  const ggml_tensor &q = *out.src[0], &k = *out.src[1], &v = *out.src[2], *mask = out.src[3];
  float bias = parameter(out, 1), soft_cap = parameter(out, 2);
  std::int64_t size = q.ne[0], shared = k.ne[2] > 0 ? q.ne[2] / k.ne[2] : 0;
  return q.type == GGML_TYPE_F32 && k.type == GGML_TYPE_F16 && v.type == GGML_TYPE_F16 && out.type == GGML_TYPE_F32 &&
         !out.src[4] && bias == 0 && soft_cap == 0 && size % 16 == 0 && size <= Attention::kMaxSize &&
         v.ne[0] == size && k.nb[0] == 2 && v.nb[0] == 2 && shared >= 1 && shared <= Attention::kMaxHeads &&
         shared * k.ne[2] == q.ne[2] && v.ne[2] == k.ne[2] && k.ne[3] == q.ne[3] && v.ne[3] == q.ne[3] &&
         (!mask || (mask->type == GGML_TYPE_F16 && mask->ne[2] == 1 && mask->ne[3] == q.ne[3]));
}

// q (size, token, head, stream)  k, v (size, cell, shared head, stream)  mask (cell, token, 1, stream)  ->  (size,
// head, token, stream)
void attend_share(const Kernels& kernels, const ggml_tensor& out, int thread, int threads) {
  const ggml_tensor &q = *out.src[0], &k = *out.src[1], &v = *out.src[2], *mask = out.src[3];
  auto at = [](const ggml_tensor& t, std::int64_t i1, std::int64_t i2, std::int64_t i3) {
    return static_cast<char*>(t.data) + i1 * static_cast<std::int64_t>(t.nb[1]) +
           i2 * static_cast<std::int64_t>(t.nb[2]) + i3 * static_cast<std::int64_t>(t.nb[3]);
  };
  std::int64_t tokens = q.ne[1], shared = q.ne[2] / k.ne[2];
  thread_local std::vector<std::int32_t> scratch;
  if (scratch.size() < static_cast<std::size_t>(k.ne[1])) scratch.resize(static_cast<std::size_t>(k.ne[1]));
  for (std::int64_t job = thread; job < tokens * q.ne[3]; job += threads) {
    std::int64_t token = job % tokens, stream = job / tokens;
    Attention a;
    a.query = reinterpret_cast<const float*>(at(q, token, 0, stream));
    a.query_stride = q.nb[2];
    a.keys = at(k, 0, 0, stream);
    a.key_stride = k.nb[1];
    a.key_group_stride = k.nb[2];
    a.values = at(v, 0, 0, stream);
    a.value_stride = v.nb[1];
    a.value_group_stride = v.nb[2];
    a.mask = mask ? reinterpret_cast<const std::uint16_t*>(at(*mask, token, 0, stream)) : nullptr;
    a.cells = k.ne[1];
    a.scratch = scratch.data();
    a.out = reinterpret_cast<float*>(at(out, 0, token, stream));
    a.out_stride = out.nb[1];
    a.groups = static_cast<int>(k.ne[2]);
    a.heads = static_cast<int>(shared);
    a.size = static_cast<int>(q.ne[0]);
    a.scale = parameter(out, 0);
    kernels.attention(a);
  }
}

}   // namespace

}   // namespace retort::llm

bool __wrap_llamafile_sgemm(const ggml_compute_params* params, std::int64_t m, std::int64_t n, std::int64_t k,
                            const void* a, std::int64_t lda, const void* b, std::int64_t ldb, void* c, std::int64_t ldc,
                            int a_type, int b_type, int c_type) {
  using namespace retort::llm;
  if (a_type != GGML_TYPE_Q8_0 || b_type != GGML_TYPE_Q8_0 || c_type != GGML_TYPE_F32 || !kernels())
    return __real_llamafile_sgemm(params, m, n, k, a, lda, b, ldb, c, ldc, a_type, b_type, c_type);
  ProductQ8 p{static_cast<const BlockQ8*>(a),
              lda,
              m,
              static_cast<const BlockQ8*>(b),
              ldb,
              n,
              static_cast<float*>(c),
              ldc,
              k,
              nullptr};
  multiply_share(*kernels(), p, params->thread, params->threads);
  return true;
}

void __wrap_ggml_compute_forward_flash_attn_ext(const ggml_compute_params* params, ggml_tensor* out) {
  using namespace retort::llm;
  if (!kernels() || !handles_attention(*out)) return __real_ggml_compute_forward_flash_attn_ext(params, out);
  attend_share(*kernels(), *out, params->thread, params->threads);
}
