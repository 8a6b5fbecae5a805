// Kernels for AVX-512 with VNNI (Ice Lake, Zen 4 and later). Compiled with those instructions: include nothing here
// whose functions another source could share.
#include <immintrin.h>

#include "llm/kernels.h"

namespace retort::llm {
namespace {

struct Lanes {
  __m512 v;
};

inline Lanes broadcast(float x) { return {_mm512_set1_ps(x)}; }
inline Lanes load(const float* p) { return {_mm512_loadu_ps(p)}; }
inline Lanes load_halves(const char* p) {
  return {_mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)))};
}
inline void store(float* p, Lanes a) { _mm512_storeu_ps(p, a.v); }
inline Lanes add(Lanes a, Lanes b) { return {_mm512_add_ps(a.v, b.v)}; }
inline Lanes mul(Lanes a, Lanes b) { return {_mm512_mul_ps(a.v, b.v)}; }
inline Lanes fma(Lanes a, Lanes b, Lanes c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
inline Lanes max(Lanes a, Lanes b) { return {_mm512_max_ps(a.v, b.v)}; }
inline Lanes round(Lanes a) { return {_mm512_roundscale_ps(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)}; }
inline Lanes power_of_two(Lanes n) {
  return {
      _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(_mm512_cvtps_epi32(n.v), _mm512_set1_epi32(127)), 23))};
}
inline Lanes zero_where_below(Lanes a, Lanes x, float limit) {
  return {_mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x.v, _mm512_set1_ps(limit), _CMP_NLT_UQ), a.v)};
}
inline std::uint32_t other_halves(const std::uint16_t* p, std::uint16_t x) {
  return _mm512_cmpneq_epi16_mask(_mm512_loadu_si512(p), _mm512_set1_epi16(static_cast<short>(x)));
}
inline float sum(Lanes a) {
  __m256 eight = _mm256_add_ps(_mm512_castps512_ps256(a.v), _mm512_extractf32x8_ps(a.v, 1));
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

constexpr int kRows = ProductQ8::kTileRows;

// A tile of 16 rows, one unit of each: lane i of word q holds values 4q..4q+3 of row i plus 128, as the instruction
// wants one factor without a sign.
struct PackedUnit {
  __m512i words[8];
  float scales[kRows];
};

// Values 16 * half to 16 * half + 15 of rows `first`, first + 4, first + 8, first + 12.
inline __m512i four_rows(const std::int8_t* const rows[], int first, int half) {
  auto row = [&](int lane) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows[first + 4 * lane] + 16 * half));
  };
  __m512i packed = _mm512_castsi128_si512(row(0));
  packed = _mm512_mask_broadcast_i32x4(packed, 0x00f0, row(1));
  packed = _mm512_mask_broadcast_i32x4(packed, 0x0f00, row(2));
  return _mm512_mask_broadcast_i32x4(packed, 0xf000, row(3));
}

inline void pack_unit(const std::int8_t* const rows[], const std::uint16_t* scales, PackedUnit& out) {
  const __m512i sign = _mm512_set1_epi8(static_cast<char>(0x80));
  for (int half = 0; half < 2; ++half) {
    __m512i r0 = four_rows(rows, 0, half), r1 = four_rows(rows, 1, half);
    __m512i r2 = four_rows(rows, 2, half), r3 = four_rows(rows, 3, half);
    __m512i low01 = _mm512_unpacklo_epi32(r0, r1), high01 = _mm512_unpackhi_epi32(r0, r1);
    __m512i low23 = _mm512_unpacklo_epi32(r2, r3), high23 = _mm512_unpackhi_epi32(r2, r3);
    out.words[4 * half + 0] = _mm512_xor_si512(_mm512_unpacklo_epi64(low01, low23), sign);
    out.words[4 * half + 1] = _mm512_xor_si512(_mm512_unpackhi_epi64(low01, low23), sign);
    out.words[4 * half + 2] = _mm512_xor_si512(_mm512_unpacklo_epi64(high01, high23), sign);
    out.words[4 * half + 3] = _mm512_xor_si512(_mm512_unpackhi_epi64(high01, high23), sign);
  }
  _mm512_storeu_ps(out.scales, _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(scales))));
}

}   // namespace
}   // namespace retort::llm

#include "llm/kernels_tile.h"

namespace retort::llm {
namespace {

// What the kernel needs of each unit of b beside its values.
struct UnitFacts {
  float scale;
  std::int32_t correction;   // -128 times the sum of its values: undoes the 128 added to a
};

inline UnitFacts facts_of(const BlockQ8& b) {
  __m256i values = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b.values));
  __m256i sums = _mm256_dpbusd_epi32(_mm256_setzero_si256(), _mm256_set1_epi8(1), values);
  __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
  four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4e));
  four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0xb1));
  return {_cvtsh_ss(b.scale), -128 * _mm_cvtsi128_si32(four)};
}

template <int kColumns>
inline void tile_columns(const ProductQ8& p, const PackedUnit* packed, const UnitFacts* facts, std::int64_t row,
                         std::int64_t column, __mmask16 kept) {
  __m512 total[kColumns];
  for (int j = 0; j < kColumns; ++j) total[j] = _mm512_setzero_ps();
  for (std::int64_t l = 0; l < p.blocks; ++l) {
    __m512 scales = _mm512_loadu_ps(packed[l].scales);
    for (int j = 0; j < kColumns; ++j) {
      const UnitFacts& f = facts[(column + j) * p.blocks + l];
      const std::int8_t* b = p.b[(column + j) * p.b_stride + l].values;
      __m512i dot = _mm512_set1_epi32(f.correction);
      for (int q = 0; q < 8; ++q) {
        std::int32_t four;
        __builtin_memcpy(&four, b + 4 * q, 4);
        dot = _mm512_dpbusd_epi32(dot, packed[l].words[q], _mm512_set1_epi32(four));
      }
      total[j] = _mm512_fmadd_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(dot), scales), _mm512_set1_ps(f.scale), total[j]);
    }
  }
  for (int j = 0; j < kColumns; ++j) _mm512_mask_storeu_ps(p.out + (column + j) * p.out_stride + row, kept, total[j]);
}

void product_q8(const ProductQ8& p) {
  auto* packed = static_cast<PackedUnit*>(p.scratch);
  auto* facts = reinterpret_cast<UnitFacts*>(packed + p.blocks);
  for (std::int64_t j = 0; j < p.columns; ++j)
    for (std::int64_t l = 0; l < p.blocks; ++l) facts[j * p.blocks + l] = facts_of(p.b[j * p.b_stride + l]);
  for (std::int64_t row = 0; row < p.rows; row += kRows) {
    std::int64_t rows = p.rows - row < kRows ? p.rows - row : kRows;
    pack_tile(p.a + row * p.a_stride, p, rows, packed);
    auto kept = static_cast<__mmask16>((1u << rows) - 1);
    std::int64_t j = 0;
    for (; j + 8 <= p.columns; j += 8) tile_columns<8>(p, packed, facts, row, j, kept);
    for (; j + 4 <= p.columns; j += 4) tile_columns<4>(p, packed, facts, row, j, kept);
    for (; j + 2 <= p.columns; j += 2) tile_columns<2>(p, packed, facts, row, j, kept);
    for (; j < p.columns; ++j) tile_columns<1>(p, packed, facts, row, j, kept);
  }
}

}   // namespace

const Kernels kKernelsAvx512{"avx512-vnni", product_q8, attend};

}   // namespace retort::llm
