#include "mock/control/faults.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wxnotice::mock {
namespace {

constexpr base::Duration kLongestDelay = std::chrono::hours(1);
constexpr size_t kMostSeen = 10'000;

bool Fits(const std::string& wanted, std::string_view value) {
  return wanted.empty() || wanted == value;
}

bool Matches(const FaultMatch& match, const FaultTarget& target) {
  bool fits = Fits(match.api, target.api);
  for (size_t i = 0; i < kSubjects; ++i) {
    const auto subject = static_cast<Subject>(i);
    fits = fits && Fits(match.subjects[subject], target.subjects[subject]);
  }
  return fits;
}

// The Box-Muller transform of two uniform draws.
double Normal(base::Draw& draw) {
  const double u = 1 - draw.Fraction();  // never 0
  const double v = draw.Fraction();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

// Small enough for the numbers of every JSON library.
uint64_t KeyOf(const std::string& content) {
  return base::Draw(0, content, 0).Next() >> 11;
}

}  // namespace

base::Duration Delay::Take(base::Draw& draw) const {
  if (kind == Kind::kFixed) return least;
  double ms = static_cast<double>(least.count());
  if (kind == Kind::kUniform) ms += draw.Fraction() * static_cast<double>((most - least).count());
  if (kind == Kind::kLognormal) ms *= std::exp(sigma * Normal(draw));
  const double cut = std::min(ms, static_cast<double>(kLongestDelay.count()));
  return base::Duration(static_cast<base::Duration::rep>(cut));
}

const Fault* Faults::Add(Fault fault, base::Instant now) {
  if (faults_.size() >= kMost) {
    std::erase_if(faults_, [&](const Fault& one) { return one.IsSpent(now); });
    if (faults_.size() >= kMost) return nullptr;
  }
  const auto is_taken = [&](const Fault& one) { return one.id == fault.id; };
  do {
    fault.id = "f" + std::to_string(next_++);
  } while (std::any_of(faults_.begin(), faults_.end(), is_taken));  // only after odd snapshots
  faults_.push_back(std::move(fault));
  return &faults_.back();
}

bool Faults::Remove(std::string_view id) {
  return std::erase_if(faults_, [&](const Fault& fault) { return fault.id == id; }) > 0;
}

void Faults::Restore(std::deque<Fault> faults, uint64_t next) {
  faults_ = std::move(faults);
  next_ = next;
}

std::optional<Strike> Faults::Hit(const FaultTarget& target, bool after_commit, base::Instant now,
                                  uint64_t seed) {
  for (Fault& fault : faults_) {
    if (fault.after_commit != after_commit || fault.IsSpent(now) || !Matches(fault.match, target))
      continue;
    const uint64_t order = fault.matched++;
    if (order < fault.after || (order - fault.after + 1) % fault.every != 0) continue;
    if (fault.seen.size() > kMostSeen) fault.seen.clear();
    const std::string purpose = "fault/" + fault.id + "/" + std::string(target.content);
    base::Draw draw(seed, purpose, fault.seen[KeyOf(purpose)]++);
    if (fault.probability < 1 && draw.Fraction() >= fault.probability) continue;
    ++fault.hits;
    return Strike{fault.id, fault.effect,
                  fault.effect.delay ? fault.effect.delay->Take(draw) : base::Duration(0)};
  }
  return std::nullopt;
}

}  // namespace wxnotice::mock
