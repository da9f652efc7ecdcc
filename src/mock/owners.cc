#include "mock/owners.h"

namespace wxnotice::mock {

void Owners::Set(const std::string& value, const std::string& appid) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  shard.appids[value] = appid;
}

void Owners::Erase(const std::string& value) {
  Shard& shard = ShardOf(value);
  const std::unique_lock lock(shard.mutex);
  shard.appids.erase(value);
}

void Owners::EraseAll(std::string_view appid) {
  for (Shard& shard : shards_) {
    const std::unique_lock lock(shard.mutex);
    std::erase_if(shard.appids, [&](const auto& entry) { return entry.second == appid; });
  }
}

std::string Owners::Find(const std::string& value) const {
  const Shard& shard = ShardOf(value);
  const std::shared_lock lock(shard.mutex);
  const auto found = shard.appids.find(value);
  return found == shard.appids.end() ? std::string() : found->second;
}

}  // namespace wxnotice::mock
