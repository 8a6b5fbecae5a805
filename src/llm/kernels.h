// The two operations that take most of the time of decoding on a processor, for the vector units at hand: products with
// Q8_0 matrices, and attention of a few new tokens to a cache in half precision. llama.cpp calls them in place of its
// own (kernels.cpp). Every variant gives the same bits, whatever the number of columns, rows, threads or tokens beside
// each other.
#pragma once

#include <cstddef>
#include <cstdint>

namespace retort::llm {

// 32 weights in one unit of Q8_0: value i is scale * values[i].
struct BlockQ8 {
  std::uint16_t scale;   // IEEE half
  std::int8_t values[32];
};
static_assert(sizeof(BlockQ8) == 34);

// out[j * out_stride + i] = a row i . b row j, i < rows, j < columns; all rows hold `blocks` units, strides count units
// (of `out`: floats). Needs scratch_bytes() of scratch, aligned to 64.
struct ProductQ8 {
  const BlockQ8* a;
  std::int64_t a_stride, rows;
  const BlockQ8* b;
  std::int64_t b_stride, columns;
  float* out;
  std::int64_t out_stride, blocks;
  void* scratch;
  static constexpr std::int64_t kTileRows = 16;
  std::size_t scratch_bytes() const { return static_cast<std::size_t>(blocks * (kTileRows * 36 + columns * 8) + 64); }
};

// One token's query heads in `groups` groups of `heads`; the heads of group g share head g of the cache:
//   out[g, h] = sum_c softmax_c(scale * query[g, h] . key[g, c]) value[g, c]
// over the cells c whose mask is not minus infinity; others are not read. Strides are in bytes.
struct Attention {
  const float* query;   // head h of group g starts at query + (g * heads + h) * query_stride
  std::size_t query_stride;
  const char* keys;   // `size` halves each: cell c of group g starts at keys + c * key_stride + g * key_group_stride
  std::size_t key_stride, key_group_stride;
  const char* values;
  std::size_t value_stride, value_group_stride;
  const std::uint16_t* mask;   // `cells` halves, or null
  std::int64_t cells;
  std::int32_t* scratch;   // for `cells` numbers
  float* out;
  std::size_t out_stride;
  int groups, heads, size;   // heads: 1 to kMaxHeads; size: a multiple of 16, up to kMaxSize
  float scale;
  static constexpr int kMaxHeads = 16, kMaxSize = 256;
};

struct Kernels {
  const char* name;
  void (*product_q8)(const ProductQ8&);
  void (*attention)(const Attention&);
};

// Each must run only where processor_has(...) its instructions.
extern const Kernels kKernelsAvx2, kKernelsAvx512;
bool processor_has(const Kernels& kernels);

// The fastest of the two that this processor has, null if it has neither. llama.cpp is given these for as long as the
// program runs.
const Kernels* kernels();

}   // namespace retort::llm
