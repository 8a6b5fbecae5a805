#include "llm/kernels.h"

#include <ggml-backend.h>
#include <ggml-cpu.h>
#include <ggml.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

#include "base/random.h"
#include "llm/backend.h"

namespace retort::llm {
namespace {

std::vector<const Kernels*> usable() {
  std::vector<const Kernels*> all;
  for (const Kernels* k : {&kKernelsAvx2, &kKernelsAvx512})
    if (processor_has(*k)) all.push_back(k);
  return all;
}

std::vector<BlockQ8> units(Random& random, std::int64_t count) {
  std::vector<BlockQ8> made(static_cast<std::size_t>(count));
  for (BlockQ8& unit : made) {
    unit.scale = ggml_fp32_to_fp16(static_cast<float>(random.between(-1000, 1000)) / 7000.0f);
    for (auto& v : unit.values) v = static_cast<std::int8_t>(random.between(-127, 127));
  }
  return made;
}

// The definition: exact sums of each unit, then one rounding for each scale.
float product(const BlockQ8* a, const BlockQ8* b, std::int64_t blocks) {
  float total = 0;
  for (std::int64_t l = 0; l < blocks; ++l) {
    int sum = 0;
    for (int i = 0; i < 32; ++i) sum += a[l].values[i] * b[l].values[i];
    total = std::fma(static_cast<float>(sum) * ggml_fp16_to_fp32(a[l].scale), ggml_fp16_to_fp32(b[l].scale), total);
  }
  return total;
}

std::vector<float> multiply(const Kernels& kernels, const std::vector<BlockQ8>& a, std::int64_t a_stride,
                            std::int64_t rows, const std::vector<BlockQ8>& b, std::int64_t b_stride,
                            std::int64_t columns, std::int64_t blocks) {
  std::vector<float> out(static_cast<std::size_t>((rows + 3) * columns), -1.0f);
  ProductQ8 p{a.data(), a_stride, rows, b.data(), b_stride, columns, out.data(), rows + 3, blocks, nullptr};
  std::unique_ptr<void, void (*)(void*)> scratch(std::aligned_alloc(64, (p.scratch_bytes() + 63) / 64 * 64), std::free);
  p.scratch = scratch.get();
  kernels.product_q8(p);
  return out;
}

TEST(ProductQ8, GivesTheBitsOfItsDefinitionForAnyShape) {
  ASSERT_FALSE(usable().empty()) << "llama.cpp itself is built for AVX2";
  Random random(7, "kernels");
  for (int round = 0; round < 40; ++round) {
    std::int64_t rows = random.between(1, 50), columns = random.between(1, 21), blocks = random.between(1, 9);
    std::int64_t a_stride = blocks + random.between(0, 2), b_stride = blocks + random.between(0, 2);
    auto a = units(random, rows * a_stride), b = units(random, columns * b_stride);
    for (const Kernels* k : usable()) {
      auto out = multiply(*k, a, a_stride, rows, b, b_stride, columns, blocks);
      for (std::int64_t j = 0; j < columns; ++j) {
        for (std::int64_t i = 0; i < rows; ++i)
          ASSERT_EQ(
              out[static_cast<std::size_t>(j * (rows + 3) + i)],
              product(&a[static_cast<std::size_t>(i * a_stride)], &b[static_cast<std::size_t>(j * b_stride)], blocks))
              << k->name << " " << rows << "x" << columns << "x" << blocks << " at " << i << ", " << j;
        for (std::int64_t i = rows; i < rows + 3; ++i)
          ASSERT_EQ(out[static_cast<std::size_t>(j * (rows + 3) + i)], -1.0f) << k->name << " wrote past its rows";
      }
    }
  }
}

TEST(ProductQ8, ExtremeValuesDoNotOverflow) {
  std::vector<BlockQ8> a(16), b(2);
  for (BlockQ8& unit : a) unit.scale = ggml_fp32_to_fp16(1), std::fill_n(unit.values, 32, std::int8_t{-127});
  for (BlockQ8& unit : b) unit.scale = ggml_fp32_to_fp16(1), std::fill_n(unit.values, 32, std::int8_t{-127});
  for (const Kernels* k : usable())
    for (std::int64_t i = 0; i < 16; ++i)
      EXPECT_EQ(multiply(*k, a, 1, 16, b, 1, 2, 1)[static_cast<std::size_t>(i)], 32.0f * 127 * 127) << k->name;
}

struct AttentionCase {
  int groups, heads, size;
  std::int64_t cells;
  std::vector<float> query;
  std::vector<std::uint16_t> keys, values, mask;
};

AttentionCase attention_case(Random& random, int groups, int heads, int size, std::int64_t cells) {
  AttentionCase c{groups, heads, size, cells, {}, {}, {}, {}};
  auto number = [&] { return static_cast<float>(random.between(-2000, 2000)) / 1000.0f; };
  for (int i = 0; i < groups * heads * size; ++i) c.query.push_back(number());
  for (std::int64_t i = 0; i < cells * groups * size; ++i)
    c.keys.push_back(ggml_fp32_to_fp16(number())), c.values.push_back(ggml_fp32_to_fp16(number()));
  for (std::int64_t i = 0; i < cells; ++i) c.mask.push_back(ggml_fp32_to_fp16(random.between(0, 2) ? 0.0f : -INFINITY));
  return c;
}

// The heads of the cache lie side by side in a cell.
std::vector<float> attend_with(const Kernels& kernels, const AttentionCase& c, float scale) {
  std::vector<float> out(c.query.size());
  std::vector<std::int32_t> scratch(static_cast<std::size_t>(c.cells));
  auto row = static_cast<std::size_t>(c.size), cell = row * static_cast<std::size_t>(c.groups);
  kernels.attention({c.query.data(), row * 4, reinterpret_cast<const char*>(c.keys.data()), cell * 2, row * 2,
                     reinterpret_cast<const char*>(c.values.data()), cell * 2, row * 2, c.mask.data(), c.cells,
                     scratch.data(), out.data(), row * 4, c.groups, c.heads, c.size, scale});
  return out;
}

std::vector<double> attend_slowly(const AttentionCase& c, double scale) {
  std::vector<double> out(c.query.size());
  auto half = [](const std::vector<std::uint16_t>& v, std::int64_t i) {
    return static_cast<double>(ggml_fp16_to_fp32(v[static_cast<std::size_t>(i)]));
  };
  for (int h = 0; h < c.groups * c.heads; ++h) {
    double total = 0;
    auto at = [&](int d) { return static_cast<std::size_t>(h * c.size + d); };
    for (std::int64_t cell = 0; cell < c.cells; ++cell) {
      if (std::isinf(half(c.mask, cell))) continue;
      std::int64_t row = (cell * c.groups + h / c.heads) * c.size;
      double dot = 0;
      for (int d = 0; d < c.size; ++d) dot += c.query[at(d)] * half(c.keys, row + d);
      total += std::exp(dot * scale);
      for (int d = 0; d < c.size; ++d) out[at(d)] += std::exp(dot * scale) * half(c.values, row + d);
    }
    for (int d = 0; d < c.size; ++d)
      if (total > 0) out[at(d)] /= total;
  }
  return out;
}

TEST(Attention, AgreesWithItsDefinitionAndBetweenInstructionSets) {
  Random random(11, "kernels");
  for (int round = 0; round < 30; ++round) {
    int groups = static_cast<int>(random.between(1, 3)), heads = static_cast<int>(random.between(1, 8));
    auto c = attention_case(random, groups, heads, static_cast<int>(16 * random.between(1, 8)), random.between(0, 300));
    auto expected = attend_slowly(c, 0.3);
    std::vector<float> first;
    for (const Kernels* k : usable()) {
      auto out = attend_with(*k, c, 0.3f);
      for (std::size_t i = 0; i < out.size(); ++i)
        ASSERT_NEAR(out[i], expected[i], 2e-5) << k->name << " round " << round;
      if (first.empty()) first = out;
      EXPECT_EQ(out, first) << k->name;
    }
  }
}

TEST(Attention, MaskedCellsChangeNothing) {
  Random random(13, "kernels");
  auto c = attention_case(random, 1, 3, 64, 200);
  auto poisoned = c;
  for (std::size_t cell = 0; cell < 200; ++cell)
    if (std::isinf(ggml_fp16_to_fp32(c.mask[cell])))
      std::fill_n(poisoned.keys.begin() + static_cast<long>(cell * 64), 64, std::uint16_t{0x7e00});
  for (const Kernels* k : usable()) EXPECT_EQ(attend_with(*k, c, 0.1f), attend_with(*k, poisoned, 0.1f)) << k->name;
}

// llama.cpp's own code rounds otherwise: equal bits show that its products come to ours.
TEST(Kernels, LlamaCppCallsThem) {
  use_backend();
  ASSERT_NE(kernels(), nullptr);
  constexpr std::int64_t kInner = 320, kRows = 48, kColumns = 9;
  Random random(17, "kernels");
  auto a = units(random, kRows * kInner / 32);
  std::unique_ptr<ggml_context, void (*)(ggml_context*)> context(ggml_init({1 << 22, nullptr, false}), ggml_free);
  ggml_tensor* weights = ggml_new_tensor_2d(context.get(), GGML_TYPE_Q8_0, kInner, kRows);
  ggml_tensor* x = ggml_new_tensor_2d(context.get(), GGML_TYPE_F32, kInner, kColumns);
  std::copy_n(reinterpret_cast<const char*>(a.data()), ggml_nbytes(weights), static_cast<char*>(weights->data));
  for (std::int64_t i = 0; i < kInner * kColumns; ++i)
    static_cast<float*>(x->data)[i] = static_cast<float>(random.between(-9000, 9000)) / 1000.0f;
  ggml_tensor* y = ggml_mul_mat(context.get(), weights, x);
  ggml_cgraph* graph = ggml_new_graph(context.get());
  ggml_build_forward_expand(graph, y);
  for (int threads : {1, 3}) {
    std::fill_n(static_cast<float*>(y->data), kRows * kColumns, 0.0f);
    ASSERT_EQ(ggml_graph_compute_with_ctx(context.get(), graph, threads), GGML_STATUS_SUCCESS);
    std::vector<BlockQ8> b(kInner * kColumns / 32);
    ggml_get_type_traits_cpu(GGML_TYPE_Q8_0)->from_float(static_cast<float*>(x->data), b.data(), kInner * kColumns);
    for (std::int64_t j = 0; j < kColumns; ++j)
      for (std::int64_t i = 0; i < kRows; ++i)
        ASSERT_EQ(static_cast<float*>(y->data)[j * kRows + i],
                  product(&a[static_cast<std::size_t>(i * kInner / 32)], &b[static_cast<std::size_t>(j * kInner / 32)],
                          kInner / 32));
  }
}

}   // namespace
}   // namespace retort::llm
