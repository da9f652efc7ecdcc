// Which account a token, an openid, a form id or a template belongs to: finds the account of a
// call, and tells "of another account" from "unknown". Thread-safe; holds no other lock while it
// holds its own.
#ifndef WXNOTICE_MOCK_ACCOUNT_OWNERS_H_
#define WXNOTICE_MOCK_ACCOUNT_OWNERS_H_

#include <array>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wxnotice::mock {

// An account's appid, and by its address which life of the account it is: an account that is reset,
// restored, or made anew under the appid of a deleted one, is another owner.
using Owner = std::shared_ptr<const std::string>;

class Owners {
 public:
  // `owner` owns `value` from now on.
  void Set(std::string value, const Owner& owner);
  // Forgets `value` if it is still that owner's.
  void Erase(const std::string& value, const Owner& owner);
  // The owner's appid; empty when nobody owns it.
  std::string Find(const std::string& value) const;
  size_t size() const;

 private:
  // Calls of different accounts seldom meet in one shard, and each grows by a small part.
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, Owner> owners;
  };
  Shard& ShardOf(const std::string& value) {
    return shards_[std::hash<std::string>()(value) / kSpread % shards_.size()];
  }
  const Shard& ShardOf(const std::string& value) const {
    return const_cast<Owners*>(this)->ShardOf(value);
  }

  // So that the shard says nothing of the bucket within it.
  static constexpr size_t kSpread = size_t{1} << 48;
  std::array<Shard, 64> shards_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_OWNERS_H_
