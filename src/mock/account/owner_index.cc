#include "mock/account/owner_index.h"

#include <utility>

namespace wxnotice::mock {

void OwnerIndex::Set(std::string value, const Owner& owner) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  shard.owners[std::move(value)] = owner;
}

bool OwnerIndex::Add(std::string value, const Owner& owner) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  return shard.owners.try_emplace(std::move(value), owner).second;
}

void OwnerIndex::Erase(const std::string& value, const Owner& owner) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  const auto found = shard.owners.find(value);
  if (found != shard.owners.end() && found->second == owner) shard.owners.erase(found);
}

std::string OwnerIndex::Find(const std::string& value) const {
  const Shard& shard = ShardOf(value);
  const std::shared_lock lock(shard.mutex);
  const auto found = shard.owners.find(value);
  return found == shard.owners.end() ? std::string() : *found->second;
}

size_t OwnerIndex::size() const {
  size_t sum = 0;
  for (const Shard& shard : shards_) {
    const std::shared_lock lock(shard.mutex);
    sum += shard.owners.size();
  }
  return sum;
}

}  // namespace wxnotice::mock
