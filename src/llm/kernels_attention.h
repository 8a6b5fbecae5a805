// Attention over the heads of the cache, written once; each instruction set's source includes this after it has defined
// Lanes, 16 floats, with: load, store, load_halves, broadcast, add, mul, fma (a * b + c), max, round, power_of_two (of
// integral lanes in [-126, 127]), zero_where_below, and sum, which folds halves onto each other (16, 8, 4, 2, 1) so
// that all of them round alike; and other_halves(p, x): bit i says that p[i] is not x, for 32 halves.
#pragma once

#include "llm/kernels.h"

namespace retort::llm {
namespace {

constexpr int kTileCells = 64, kCellsAhead = 8;

// e^x for x <= 0, 0 below -87. e^x = 2^n e^r with n = round(x / ln 2).
inline Lanes exp_lanes(Lanes x) {
  Lanes bounded = max(x, broadcast(-87.0f));
  Lanes n = round(mul(bounded, broadcast(1.44269504088896341f)));
  Lanes r = fma(n, broadcast(-0x1.62e4p-1f), bounded);   // ln 2 in two parts
  r = fma(n, broadcast(-1.42860682030941723e-6f), r);
  Lanes p = broadcast(1.0f / 720);
  constexpr float kSeries[] = {1.0f / 120, 1.0f / 24, 1.0f / 6, 0.5f, 1.0f, 1.0f};
  for (float c : kSeries) p = fma(p, r, broadcast(c));
  return zero_where_below(mul(p, power_of_two(n)), x, -87.0f);
}

constexpr std::uint16_t kMinusInfinityHalf = 0xfc00;

struct AttentionState {
  alignas(64) float scores[Attention::kMaxHeads][kTileCells];
  alignas(64) float sums[Attention::kMaxHeads][16];
  alignas(64) float totals[Attention::kMaxHeads][Attention::kMaxSize];   // sum of weight * value
  float highest[Attention::kMaxHeads];
};

// `row` moved on by so many bytes.
inline const float* moved(const float* row, std::size_t bytes) {
  return reinterpret_cast<const float*>(reinterpret_cast<const char*>(row) + bytes);
}
inline float* moved(float* row, std::size_t bytes) {
  return reinterpret_cast<float*>(reinterpret_cast<char*>(row) + bytes);
}

// The cells that the mask leaves open, in their order; their number.
inline std::int64_t open_cells(const Attention& a) {
  std::int64_t count = 0, from = 0;
  if (a.mask)
    for (; from + 32 <= a.cells; from += 32)
      for (std::uint32_t open = other_halves(a.mask + from, kMinusInfinityHalf); open != 0; open &= open - 1)
        a.scratch[count++] = static_cast<std::int32_t>(from + __builtin_ctz(open));
  for (; from < a.cells; ++from)
    if (!a.mask || a.mask[from] != kMinusInfinityHalf) a.scratch[count++] = static_cast<std::int32_t>(from);
  return count;
}

// The cells of one sequence lie far apart, where prefetchers do not look.
inline void prefetch(const char* row, int halves) {
  for (int byte = 0; byte < 2 * halves; byte += 64) __builtin_prefetch(row + byte);
}

// scores[h][k] = scale * query[h] . key[cell[k]]
template <int kHeads>
inline void score_heads(const Attention& a, int first_head, const std::int32_t* cell, int count,
                        AttentionState& state) {
  const float* query[kHeads];
  for (int h = 0; h < kHeads; ++h)
    query[h] = moved(a.query, static_cast<std::size_t>(first_head + h) * a.query_stride);
  for (int k = 0; k < count; ++k) {
    const char* key = a.keys + static_cast<std::size_t>(cell[k]) * a.key_stride;
    const int ahead = k + kCellsAhead < count ? k + kCellsAhead : count - 1;
    prefetch(a.keys + static_cast<std::size_t>(cell[ahead]) * a.key_stride, a.size);
    prefetch(a.values + static_cast<std::size_t>(cell[k]) * a.value_stride, a.size);
    Lanes dot[kHeads];
    for (int h = 0; h < kHeads; ++h) dot[h] = broadcast(0.0f);
    for (int d = 0; d < a.size; d += 16) {
      Lanes x = load_halves(key + 2 * d);
      for (int h = 0; h < kHeads; ++h) dot[h] = fma(load(query[h] + d), x, dot[h]);
    }
    for (int h = 0; h < kHeads; ++h) state.scores[first_head + h][k] = sum(dot[h]) * a.scale;
  }
}

// totals[h] += sum_k scores[h][k] value[cell[k]]
template <int kHeads>
inline void add_values(const Attention& a, int first_head, const std::int32_t* cell, int count, AttentionState& state) {
  for (int d = 0; d < a.size; d += 16) {
    Lanes total[kHeads];
    for (int h = 0; h < kHeads; ++h) total[h] = load(state.totals[first_head + h] + d);
    for (int k = 0; k < count; ++k) {
      Lanes x = load_halves(a.values + static_cast<std::size_t>(cell[k]) * a.value_stride + 2 * d);
      for (int h = 0; h < kHeads; ++h) total[h] = fma(broadcast(state.scores[first_head + h][k]), x, total[h]);
    }
    for (int h = 0; h < kHeads; ++h) store(state.totals[first_head + h] + d, total[h]);
  }
}

// Turns one head's scores into weights relative to the highest score so far, and brings what was summed before to the
// same scale.
inline void weigh(const Attention& a, int h, int count, AttentionState& state) {
  float* scores = state.scores[h];
  float highest = state.highest[h];
  for (int k = 0; k < count; ++k) highest = scores[k] > highest ? scores[k] : highest;
  if (highest > state.highest[h]) {
    alignas(64) float factor[16];
    store(factor, exp_lanes(broadcast(state.highest[h] - highest)));
    Lanes f = broadcast(factor[0]);
    for (int d = 0; d < a.size; d += 16) store(state.totals[h] + d, mul(load(state.totals[h] + d), f));
    store(state.sums[h], mul(load(state.sums[h]), f));
    state.highest[h] = highest;
  }
  int padded = (count + 15) / 16 * 16;
  for (int k = count; k < padded; ++k) scores[k] = -__builtin_inff();
  Lanes total = load(state.sums[h]), top = broadcast(-highest);
  for (int k = 0; k < padded; k += 16) {
    Lanes weight = exp_lanes(add(load(scores + k), top));
    store(scores + k, weight);
    total = add(total, weight);
  }
  store(state.sums[h], total);
}

enum class Step { kScore, kAddValues };

template <Step kStep, int kHeads>
inline void run_step(const Attention& a, int first_head, const std::int32_t* cell, int count, AttentionState& state) {
  if constexpr (kStep == Step::kScore)
    score_heads<kHeads>(a, first_head, cell, count, state);
  else
    add_values<kHeads>(a, first_head, cell, count, state);
}

// Three heads at a time: as many as the registers hold.
template <Step kStep>
inline void each_few(const Attention& a, const std::int32_t* cell, int count, AttentionState& state) {
  int h = 0;
  for (; h + 3 <= a.heads; h += 3) run_step<kStep, 3>(a, h, cell, count, state);
  if (a.heads - h == 2) run_step<kStep, 2>(a, h, cell, count, state);
  if (a.heads - h == 1) run_step<kStep, 1>(a, h, cell, count, state);
}

// One group, over `open` cells of the scratch.
inline void attend_group(const Attention& a, std::int64_t open) {
  AttentionState state;
  for (int h = 0; h < a.heads; ++h) {
    state.highest[h] = -__builtin_inff();
    store(state.sums[h], broadcast(0.0f));
    for (int d = 0; d < a.size; d += 16) store(state.totals[h] + d, broadcast(0.0f));
  }
  for (std::int64_t from = 0; from < open; from += kTileCells) {
    const std::int32_t* cell = a.scratch + from;
    int count = static_cast<int>(open - from < kTileCells ? open - from : kTileCells);
    each_few<Step::kScore>(a, cell, count, state);
    for (int h = 0; h < a.heads; ++h) weigh(a, h, count, state);
    each_few<Step::kAddValues>(a, cell, count, state);
  }
  for (int h = 0; h < a.heads; ++h) {
    float total = sum(load(state.sums[h]));
    Lanes factor = broadcast(total == 0 ? 0.0f : 1 / total);
    float* out = moved(a.out, static_cast<std::size_t>(h) * a.out_stride);
    for (int d = 0; d < a.size; d += 16) store(out + d, mul(load(state.totals[h] + d), factor));
  }
}

inline void attend(const Attention& a) {
  std::int64_t open = open_cells(a);
  Attention group = a;
  for (int g = 0; g < a.groups; ++g) {
    attend_group(group, open);
    group.query = moved(group.query, static_cast<std::size_t>(a.heads) * a.query_stride);
    group.keys += a.key_group_stride;
    group.values += a.value_group_stride;
    group.out = moved(group.out, static_cast<std::size_t>(a.heads) * a.out_stride);
  }
}

}   // namespace
}   // namespace retort::llm
