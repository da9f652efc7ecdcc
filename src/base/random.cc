#include "base/random.h"

#include <random>

#include "base/hash.h"

namespace wxnotice::base {
namespace {

// The finaliser of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
// generators").
uint64_t Mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

uint64_t RandomSeed() {
  std::random_device device;
  return (static_cast<uint64_t>(device()) << 32) | device();
}

Draw::Draw(uint64_t seed, std::string_view stream, uint64_t index)
    : state_(Mix(Mix(seed + 0x9e3779b97f4a7c15ULL) ^ Hash(stream)) ^ Mix(index + 1)) {}

uint64_t Draw::Next() {
  return Mix(state_ += 0x9e3779b97f4a7c15ULL);
}

uint64_t Draw::Below(uint64_t bound) {
  // The bias of the remainder is below 2^-32 for the bounds in use (below 2^32).
  return Next() % bound;
}

double Draw::Fraction() {
  return static_cast<double>(Next() >> 11) * 0x1.0p-53;
}

std::string Draw::Text(std::string_view alphabet, size_t count) {
  std::string text(count, '\0');
  for (char& c : text) c = alphabet[Below(alphabet.size())];
  return text;
}

}  // namespace wxnotice::base
