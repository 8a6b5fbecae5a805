// The one BLAS call of the trainer, in row-major terms.
#pragma once

#include <cstdint>

// The Fortran interface, which every BLAS library has. Column-major.
extern "C" void sgemm_(const char* transpose_a, const char* transpose_b, const int* m, const int* n, const int* k,
                       const float* alpha, const float* a, const int* lda, const float* b, const int* ldb,
                       const float* beta, float* c, const int* ldc);

namespace retort::train {

// c (m,n) = alpha * op(a) (m,k) op(b) (k,n) + beta * c on the calling thread; beta 0 ignores what c held. lda, ldb,
// ldc: floats from one stored row to the next. Row-major data are the transpose of a column-major matrix: b comes first
// below.
inline void product(bool transpose_a, bool transpose_b, std::int64_t m, std::int64_t n, std::int64_t k, float alpha,
                    const float* a, std::int64_t lda, const float* b, std::int64_t ldb, float beta, float* c,
                    std::int64_t ldc) {
  const char ta = transpose_a ? 'T' : 'N', tb = transpose_b ? 'T' : 'N';
  const int mi = static_cast<int>(m), ni = static_cast<int>(n), ki = static_cast<int>(k);
  const int la = static_cast<int>(lda), lb = static_cast<int>(ldb), lc = static_cast<int>(ldc);
  sgemm_(&tb, &ta, &ni, &mi, &ki, &alpha, b, &lb, a, &la, &beta, c, &lc);
}

}  // namespace retort::train
