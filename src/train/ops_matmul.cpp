#include <dlfcn.h>

#include <algorithm>

#include "base/error.h"
#include "train/blas.h"
#include "train/ops.h"

namespace retort::train {
namespace {

// A factor: stored by rows, or the transposed view of such a matrix.
struct Factor {
  const float* data;
  bool transposed;
  std::int64_t leading;
  explicit Factor(const at::Tensor& x) : data(x.data_ptr<float>()), transposed(x.stride(1) != 1 && x.size(1) != 1) {
    RETORT_CHECK(!transposed || x.stride(0) == 1 || x.size(0) == 1,
                 "a factor of a product has unit stride in one direction");
    leading = transposed ? std::max(x.stride(1), x.size(0)) : std::max(x.size(0) == 1 ? 0 : x.stride(0), x.size(1));
  }
  const float* at_row(std::int64_t r) const { return data + (transposed ? r : r * leading); }
  const float* at_column(std::int64_t c) const { return data + (transposed ? c * leading : c); }
};

// Tiles small enough that no thread waits long for the last one, large enough that packing the factors costs little.
struct Tiles {
  std::int64_t rows, columns, across, count;
  Tiles(std::int64_t m, std::int64_t n)
      : rows(std::min<std::int64_t>(m, 512)), columns(std::min<std::int64_t>(n, 768)) {
    while (parts(m, rows) * parts(n, columns) < 4 && (rows > 64 || columns > 96)) {
      const bool split_rows = rows > 64 && (rows > columns || columns <= 96);
      auto& side = split_rows ? rows : columns;
      side = (side + 1) / 2;
    }
    across = parts(n, columns);
    count = parts(m, rows) * across;
  }
  static std::int64_t parts(std::int64_t size, std::int64_t tile) { return (size + tile - 1) / tile; }
};

}  // namespace

void use_one_blas_thread() {
  using SetThreads = void (*)(int);
  if (auto* set = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(1);
}

void matmul(Team& team, at::Tensor out, const at::Tensor& a, const at::Tensor& b, float alpha, float beta) {
  const std::int64_t m = out.size(0), n = out.size(1), k = a.size(1);
  RETORT_CHECK(a.size(0) == m && b.size(1) == n && b.size(0) == k, "the sizes of a product agree");
  RETORT_CHECK(out.stride(1) == 1 || n == 1, "the result of a product is row-major");
  if (m == 0 || n == 0) return;
  const Factor left(a), right(b);
  const std::int64_t ldc = std::max(m == 1 ? n : out.stride(0), n);
  float* c = out.data_ptr<float>();
  const Tiles tiles(m, n);
  team.run(static_cast<std::size_t>(tiles.count), [&](std::size_t tile) {
    const std::int64_t row = static_cast<std::int64_t>(tile) / tiles.across * tiles.rows;
    const std::int64_t column = static_cast<std::int64_t>(tile) % tiles.across * tiles.columns;
    product(left.transposed, right.transposed, std::min(tiles.rows, m - row), std::min(tiles.columns, n - column), k,
            alpha, left.at_row(row), left.leading, right.at_column(column), right.leading, beta, c + row * ldc + column,
            ldc);
  });
}

}  // namespace retort::train
