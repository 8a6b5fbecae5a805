// Kernels for AVX2 with FMA and F16C. Compiled with those instructions: include nothing here whose functions another
// source could share.
#include <immintrin.h>

#include "llm/kernels.h"

namespace retort::llm {
namespace {

struct Lanes {
  __m256 low, high;
};

inline Lanes broadcast(float x) { return {_mm256_set1_ps(x), _mm256_set1_ps(x)}; }
inline Lanes load(const float* p) { return {_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)}; }
inline Lanes load_halves(const char* p) {
  const auto* halves = reinterpret_cast<const __m128i*>(p);
  return {_mm256_cvtph_ps(_mm_loadu_si128(halves)), _mm256_cvtph_ps(_mm_loadu_si128(halves + 1))};
}
inline void store(float* p, Lanes a) { _mm256_storeu_ps(p, a.low), _mm256_storeu_ps(p + 8, a.high); }
inline Lanes add(Lanes a, Lanes b) { return {_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)}; }
inline Lanes mul(Lanes a, Lanes b) { return {_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)}; }
inline Lanes fma(Lanes a, Lanes b, Lanes c) {
  return {_mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high)};
}
inline Lanes max(Lanes a, Lanes b) { return {_mm256_max_ps(a.low, b.low), _mm256_max_ps(a.high, b.high)}; }
inline __m256 round_eight(__m256 a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline Lanes round(Lanes a) { return {round_eight(a.low), round_eight(a.high)}; }
inline __m256 power_of_two_eight(__m256 n) {
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23));
}
inline Lanes power_of_two(Lanes n) { return {power_of_two_eight(n.low), power_of_two_eight(n.high)}; }
inline Lanes zero_where_below(Lanes a, Lanes x, float limit) {
  __m256 bound = _mm256_set1_ps(limit);
  return {_mm256_and_ps(a.low, _mm256_cmp_ps(x.low, bound, _CMP_NLT_UQ)),
          _mm256_and_ps(a.high, _mm256_cmp_ps(x.high, bound, _CMP_NLT_UQ))};
}
inline std::uint32_t other_halves(const std::uint16_t* p, std::uint16_t x) {
  const auto* halves = reinterpret_cast<const __m256i*>(p);
  __m256i sought = _mm256_set1_epi16(static_cast<short>(x));
  __m256i low = _mm256_cmpeq_epi16(_mm256_loadu_si256(halves), sought);
  __m256i high = _mm256_cmpeq_epi16(_mm256_loadu_si256(halves + 1), sought);
  __m256i same = _mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xd8);   // packing works on each half alone
  return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(same));
}
inline float sum(Lanes a) {
  __m256 eight = _mm256_add_ps(a.low, a.high);
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

}   // namespace
}   // namespace retort::llm

#include "llm/kernels_attention.h"

namespace retort::llm {
namespace {

// --- products
// --------------------------------------------------------------------------------------------------------------

constexpr int kRows = 8;

// A tile of 8 rows, one unit of each: lane i of word q holds values 4q..4q+3 of row i.
struct PackedUnit {
  __m256i words[8];
  float scales[kRows];
};

// Values 16 * half to 16 * half + 15 of rows `first` and first + 4.
inline __m256i two_rows(const std::int8_t* const rows[], int first, int half) {
  auto row = [&](int i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows[i] + 16 * half)); };
  return _mm256_inserti128_si256(_mm256_castsi128_si256(row(first)), row(first + 4), 1);
}

inline void pack_unit(const std::int8_t* const rows[], const std::uint16_t* scales, PackedUnit& out) {
  for (int half = 0; half < 2; ++half) {
    __m256i r0 = two_rows(rows, 0, half), r1 = two_rows(rows, 1, half);
    __m256i r2 = two_rows(rows, 2, half), r3 = two_rows(rows, 3, half);
    __m256i low01 = _mm256_unpacklo_epi32(r0, r1), high01 = _mm256_unpackhi_epi32(r0, r1);
    __m256i low23 = _mm256_unpacklo_epi32(r2, r3), high23 = _mm256_unpackhi_epi32(r2, r3);
    out.words[4 * half + 0] = _mm256_unpacklo_epi64(low01, low23);
    out.words[4 * half + 1] = _mm256_unpackhi_epi64(low01, low23);
    out.words[4 * half + 2] = _mm256_unpacklo_epi64(high01, high23);
    out.words[4 * half + 3] = _mm256_unpackhi_epi64(high01, high23);
  }
  _mm256_storeu_ps(out.scales, _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(scales))));
}

}   // namespace
}   // namespace retort::llm

#include "llm/kernels_tile.h"

namespace retort::llm {
namespace {

template <int kColumns>
inline void tile_columns(const ProductQ8& p, const PackedUnit* packed, const float* b_scales, std::int64_t row,
                         std::int64_t column, __m256i kept) {
  __m256 total[kColumns];
  for (int j = 0; j < kColumns; ++j) total[j] = _mm256_setzero_ps();
  const __m256i ones = _mm256_set1_epi16(1);
  for (std::int64_t l = 0; l < p.blocks; ++l) {
    __m256i dot[kColumns];
    for (int j = 0; j < kColumns; ++j) dot[j] = _mm256_setzero_si256();
    for (int q = 0; q < 8; ++q) {
      // |a| times b with a's sign: two such products fit into 16 bits, as llama.cpp rounds b to -127 and above.
      __m256i a = packed[l].words[q], size = _mm256_abs_epi8(a);
      for (int j = 0; j < kColumns; ++j) {
        std::int32_t four;
        __builtin_memcpy(&four, p.b[(column + j) * p.b_stride + l].values + 4 * q, 4);
        __m256i pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(_mm256_set1_epi32(four), a));
        dot[j] = _mm256_add_epi32(dot[j], _mm256_madd_epi16(pairs, ones));
      }
    }
    __m256 scales = _mm256_loadu_ps(packed[l].scales);
    for (int j = 0; j < kColumns; ++j) {
      __m256 b_scale = _mm256_set1_ps(b_scales[(column + j) * p.blocks + l]);
      total[j] = _mm256_fmadd_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(dot[j]), scales), b_scale, total[j]);
    }
  }
  for (int j = 0; j < kColumns; ++j) _mm256_maskstore_ps(p.out + (column + j) * p.out_stride + row, kept, total[j]);
}

void product_q8(const ProductQ8& p) {
  auto* packed = static_cast<PackedUnit*>(p.scratch);
  auto* b_scales = reinterpret_cast<float*>(packed + p.blocks);
  for (std::int64_t j = 0; j < p.columns; ++j)
    for (std::int64_t l = 0; l < p.blocks; ++l) b_scales[j * p.blocks + l] = _cvtsh_ss(p.b[j * p.b_stride + l].scale);
  const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  for (std::int64_t row = 0; row < p.rows; row += kRows) {
    std::int64_t rows = p.rows - row < kRows ? p.rows - row : kRows;
    pack_tile(p.a + row * p.a_stride, p, rows, packed);
    __m256i kept = _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(rows)), lane);
    std::int64_t j = 0;
    for (; j + 4 <= p.columns; j += 4) tile_columns<4>(p, packed, b_scales, row, j, kept);
    for (; j + 2 <= p.columns; j += 2) tile_columns<2>(p, packed, b_scales, row, j, kept);
    for (; j < p.columns; ++j) tile_columns<1>(p, packed, b_scales, row, j, kept);
  }
}

}   // namespace

const Kernels kKernelsAvx2{"avx2", product_q8, attend};

}   // namespace retort::llm
