// Which account a token, an openid, a form id or a template belongs to: finds the account of a
// call, and tells "of another account" from "unknown". Thread-safe; holds no other lock while it
// holds its own.
#ifndef WXNOTICE_MOCK_OWNERS_H_
#define WXNOTICE_MOCK_OWNERS_H_

#include <array>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wxnotice::mock {

class Owners {
 public:
  // `appid` owns `value` from now on.
  void Set(const std::string& value, const std::string& appid);
  void Erase(const std::string& value);
  // Forgets all that `appid` owns.
  void EraseAll(std::string_view appid);
  // Empty when nobody owns it.
  std::string Find(const std::string& value) const;

 private:
  // Calls of different accounts seldom meet in one shard.
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, std::string> appids;
  };
  Shard& ShardOf(const std::string& value) {
    return shards_[std::hash<std::string>()(value) % shards_.size()];
  }
  const Shard& ShardOf(const std::string& value) const {
    return shards_[std::hash<std::string>()(value) % shards_.size()];
  }

  std::array<Shard, 16> shards_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_OWNERS_H_
