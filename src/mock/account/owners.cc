#include "mock/account/owners.h"

#include <utility>

namespace wxnotice::mock {

void Owners::Set(std::string value, const Owner& owner) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  shard.owners[std::move(value)] = owner;
}

bool Owners::Add(std::string value, const Owner& owner) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  return shard.owners.try_emplace(std::move(value), owner).second;
}

void Owners::Erase(const std::string& value, const Owner& owner) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  const auto found = shard.owners.find(value);
  if (found != shard.owners.end() && found->second == owner) shard.owners.erase(found);
}

std::string Owners::Find(const std::string& value) const {
  const Shard& shard = ShardOf(value);
  const std::shared_lock lock(shard.mutex);
  const auto found = shard.owners.find(value);
  return found == shard.owners.end() ? std::string() : *found->second;
}

size_t Owners::size() const {
  size_t sum = 0;
  for (const Shard& shard : shards_) {
    const std::shared_lock lock(shard.mutex);
    sum += shard.owners.size();
  }
  return sum;
}

}  // namespace wxnotice::mock
