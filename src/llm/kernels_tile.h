// The packing of a tile of rows, written once; each instruction set's source includes this after it has defined kRows,
// PackedUnit and pack_unit.
#pragma once

#include "llm/kernels.h"

namespace retort::llm {
namespace {

// Packs `rows` rows of the tile at `a`; the last one stands in for those that are missing.
inline void pack_tile(const BlockQ8* a, const ProductQ8& p, std::int64_t rows, PackedUnit* packed) {
  const std::int8_t* values[kRows];
  std::uint16_t scales[kRows];
  const char* ahead =
      reinterpret_cast<const char*>(a + kRows * p.a_stride);   // the next tile, which prefetchers do not foresee
  for (std::int64_t l = 0; l < p.blocks; ++l) {
    for (int i = 0; i < kRows; ++i) {
      const BlockQ8& unit = a[(i < rows ? i : rows - 1) * p.a_stride + l];
      values[i] = unit.values;
      scales[i] = unit.scale;
    }
    for (std::size_t line = 0; line < kRows * sizeof(BlockQ8); line += 64)
      _mm_prefetch(ahead + static_cast<std::size_t>(l * kRows) * sizeof(BlockQ8) + line, _MM_HINT_T1);
    pack_unit(values, scales, packed[l]);
  }
}

}   // namespace
}   // namespace retort::llm
