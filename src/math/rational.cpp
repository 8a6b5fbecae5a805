#include "math/rational.h"

#include <cmath>
#include <cstring>

#include "math/flint_access.h"

namespace retort::math {
namespace {

constexpr std::size_t kMaxDigits = 100'000;
constexpr long kMaxExponent = 100'000;

bool all_digits(std::string_view s) {
  for (char c : s)
    if (c < '0' || c > '9') return false;
  return true;
}

// Digits only, not empty.
void set_digits(fmpz* z, std::string_view digits) {
  if (digits.size() <= 18) {
    long value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    fmpz_set_si(z, value);
    return;
  }
  const std::string copy(digits);
  fmpz_set_str(z, copy.c_str(), 10);
}

std::string digits_of(const fmpz* z) {
  if (!COEFF_IS_MPZ(*z)) return std::to_string(*z);
  std::string out(fmpz_sizeinbase(z, 10) + 2, '\0');
  fmpz_get_str(out.data(), 10, z);
  out.resize(std::strlen(out.c_str()));
  return out;
}

std::size_t hash_of(const fmpz* z) {
  if (!COEFF_IS_MPZ(*z)) return static_cast<std::size_t>(*z) * 0x9e3779b97f4a7c15ULL;
  std::size_t h = static_cast<std::size_t>(fmpz_sgn(z)) + 0x51ed270b0f1a5cULL;
  for (unsigned long p : {0xfffffffffffffc5UL, 0x7fffffffffffffe7UL}) {
    h = (h ^ fmpz_fdiv_ui(z, p)) * 0xbf58476d1ce4e5b9ULL;
    h ^= h >> 29;
  }
  return h;
}

}  // namespace

Rational::Rational() noexcept : num_(0), den_(1) {}
Rational::Rational(long long value) : num_(0), den_(1) { fmpz_set_si(&num_, value); }
Rational::Rational(long long num, long long den) : num_(0), den_(1) {
  RETORT_CHECK(den != 0, "a Rational needs a denominator other than 0");
  fmpz_set_si(&num_, num);
  fmpz_set_si(&den_, den);
  if (den < 0) {
    fmpz_neg(&num_, &num_);
    fmpz_neg(&den_, &den_);
  }
  Integer g;
  fmpz_gcd(g.get(), &num_, &den_);
  if (!fmpz_is_one(g.get())) {
    fmpz_divexact(&num_, &num_, g.get());
    fmpz_divexact(&den_, &den_, g.get());
  }
}
Rational::Rational(const Rational& o) : num_(0), den_(1) {
  fmpz_set(&num_, &o.num_);
  fmpz_set(&den_, &o.den_);
}
Rational::Rational(Rational&& o) noexcept : num_(o.num_), den_(o.den_) {
  o.num_ = 0;
  o.den_ = 1;
}
Rational& Rational::operator=(const Rational& o) {
  if (this != &o) {
    fmpz_set(&num_, &o.num_);
    fmpz_set(&den_, &o.den_);
  }
  return *this;
}
Rational& Rational::operator=(Rational&& o) noexcept {
  std::swap(num_, o.num_);
  std::swap(den_, o.den_);
  return *this;
}
Rational::~Rational() {
  fmpz_clear(&num_);
  fmpz_clear(&den_);
}

Result<Rational> Rational::parse(std::string_view text) {
  const auto bad = [&] {
    return Error{ErrorCode::kParse, "not a number: \"" + std::string(text.substr(0, 60)) + "\""};
  };
  std::string_view rest = text;
  bool negative = false;
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
    negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  if (rest.size() > kMaxDigits) return Error{ErrorCode::kBudget, "a number of more than 100,000 digits"};
  Rational r;
  if (const auto slash = rest.find('/'); slash != rest.npos) {
    const auto num = rest.substr(0, slash), den = rest.substr(slash + 1);
    if (num.empty() || den.empty() || !all_digits(num) || !all_digits(den)) return bad();
    set_digits(&r.num_, num);
    Rational d;
    set_digits(&d.num_, den);
    if (d.is_zero()) return bad();
    r /= d;
    return negative ? -r : r;
  }
  long exponent = 0;
  if (const auto e = rest.find_first_of("eE"); e != rest.npos) {
    auto digits = rest.substr(e + 1);
    const bool minus = !digits.empty() && digits[0] == '-';
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) digits.remove_prefix(1);
    if (digits.empty() || !all_digits(digits)) return bad();
    while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
    if (digits.size() > 6) return Error{ErrorCode::kBudget, "an exponent beyond 100,000"};
    for (char c : digits) exponent = exponent * 10 + (c - '0');
    if (exponent > kMaxExponent) return Error{ErrorCode::kBudget, "an exponent beyond 100,000"};
    if (minus) exponent = -exponent;
    rest = rest.substr(0, e);
  }
  const auto dot = rest.find('.');
  const auto whole = rest.substr(0, dot);
  const auto places = dot == rest.npos ? std::string_view{} : rest.substr(dot + 1);
  if ((whole.empty() && places.empty()) || (dot != rest.npos && places.empty()) || !all_digits(whole) || !all_digits(places))
    return bad();
  if (places.empty()) {
    set_digits(&r.num_, whole);
  } else {
    std::string joined(whole);
    joined += places;
    set_digits(&r.num_, joined);
  }
  exponent -= static_cast<long>(places.size());
  if (exponent != 0) {
    Rational ten;
    fmpz_set_ui(&ten.num_, 10);
    fmpz_pow_ui(&ten.num_, &ten.num_, static_cast<unsigned long>(std::labs(exponent)));
    r = exponent > 0 ? r * ten : r / ten;
  }
  return negative ? -r : r;
}

Result<Rational> Rational::pow(const Rational& base, const Rational& exponent, long max_bits) {
  if (!exponent.is_integer()) return Error{ErrorCode::kUnsupported, "a power with a fraction as exponent"};
  if (exponent.is_zero()) return Rational(1);
  if (base.is_zero()) {
    if (exponent.sign() < 0) return Error{ErrorCode::kInvalidArgument, "0 has no negative power"};
    return Rational(0);
  }
  if (fmpz_is_one(&base.den_) && fmpz_is_pm1(&base.num_)) {
    return fmpz_is_one(&base.num_) || fmpz_is_even(&exponent.num_) ? Rational(1) : Rational(-1);
  }
  const auto e = exponent.to_int64();
  // A base other than 0, 1, -1 has at least (bits - 1) * |e| bits, and at least |e| of them.
  const long base_bits = std::max(1L, base.bits() - 1);
  if (!e || *e > max_bits || *e < -max_bits || std::labs(*e) > max_bits / base_bits)
    return Error{ErrorCode::kBudget, "a power with more than " + std::to_string(max_bits) + " bits"};
  const auto n = static_cast<unsigned long>(std::labs(*e));
  Rational r;
  fmpz_pow_ui(&r.num_, &base.num_, n);
  fmpz_pow_ui(&r.den_, &base.den_, n);
  if (*e < 0) {
    fmpz_swap(&r.num_, &r.den_);
    if (fmpz_sgn(&r.den_) < 0) {
      fmpz_neg(&r.num_, &r.num_);
      fmpz_neg(&r.den_, &r.den_);
    }
  }
  return r;
}

Rational operator+(const Rational& a, const Rational& b) {
  Rational r;
  if (fmpz_is_one(&a.den_) && fmpz_is_one(&b.den_)) {
    fmpz_add(&r.num_, &a.num_, &b.num_);
  } else {
    _fmpq_add(&r.num_, &r.den_, &a.num_, &a.den_, &b.num_, &b.den_);
  }
  return r;
}
Rational operator-(const Rational& a, const Rational& b) {
  Rational r;
  _fmpq_sub(&r.num_, &r.den_, &a.num_, &a.den_, &b.num_, &b.den_);
  return r;
}
Rational operator*(const Rational& a, const Rational& b) {
  Rational r;
  _fmpq_mul(&r.num_, &r.den_, &a.num_, &a.den_, &b.num_, &b.den_);
  return r;
}
Rational operator/(const Rational& a, const Rational& b) {
  RETORT_CHECK(!b.is_zero(), "a Rational divided by 0");
  Rational inverse;
  fmpz_set(&inverse.num_, &b.den_);
  fmpz_set(&inverse.den_, &b.num_);
  if (fmpz_sgn(&inverse.den_) < 0) {
    fmpz_neg(&inverse.num_, &inverse.num_);
    fmpz_neg(&inverse.den_, &inverse.den_);
  }
  return a * inverse;
}
Rational Rational::operator-() const {
  Rational r(*this);
  fmpz_neg(&r.num_, &r.num_);
  return r;
}
bool operator==(const Rational& a, const Rational& b) {
  return fmpz_equal(&a.num_, &b.num_) && fmpz_equal(&a.den_, &b.den_);
}
std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  const int c = _fmpq_cmp(&a.num_, &a.den_, &b.num_, &b.den_);
  return c < 0 ? std::strong_ordering::less : c > 0 ? std::strong_ordering::greater : std::strong_ordering::equal;
}

bool Rational::is_integer() const { return fmpz_is_one(&den_); }
bool Rational::is_zero() const { return fmpz_is_zero(&num_); }
int Rational::sign() const { return fmpz_sgn(&num_); }
Rational Rational::abs() const { return sign() < 0 ? -*this : *this; }
Rational Rational::num() const { return RationalAccess::from(&num_); }
Rational Rational::den() const { return RationalAccess::from(&den_); }
Rational Rational::floor() const {
  Rational r;
  fmpz_fdiv_q(&r.num_, &num_, &den_);
  return r;
}
Rational Rational::ceil() const {
  Rational r;
  fmpz_cdiv_q(&r.num_, &num_, &den_);
  return r;
}
std::optional<long long> Rational::to_int64() const {
  if (!is_integer() || !fmpz_fits_si(&num_)) return std::nullopt;
  return fmpz_get_si(&num_);
}
double Rational::to_double() const {
  fmpq_t q;
  fmpq_init(q);
  RationalAccess::get(q, *this);
  const double d = fmpq_get_d(q);
  fmpq_clear(q);
  return d;
}
long Rational::bits() const {
  return static_cast<long>(std::max(fmpz_bits(&num_), fmpz_bits(&den_)));
}
std::size_t Rational::hash() const { return hash_of(&num_) ^ (hash_of(&den_) * 31); }

std::string Rational::to_string() const {
  std::string out = digits_of(&num_);
  if (!is_integer()) out += "/" + digits_of(&den_);
  return out;
}

std::optional<std::string> Rational::to_decimal(int max_places) const {
  // p/q ends after k places exactly when q divides 10^k.
  Rational scaled = abs();
  int places = 0;
  while (!scaled.is_integer()) {
    if (++places > max_places) return std::nullopt;
    scaled *= 10;
  }
  std::string digits = digits_of(&scaled.num_);
  if (places > 0) {
    if (digits.size() <= static_cast<std::size_t>(places)) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, ".");
  }
  return (sign() < 0 ? "-" : "") + digits;
}

}  // namespace retort::math
