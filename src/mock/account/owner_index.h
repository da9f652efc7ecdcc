// The account that owns a token, an openid, a form id or a template. Finds the account of a call,
// and distinguishes "of another account" from "unknown". Thread-safe; takes no other lock while it
// holds its own.
#ifndef WXNOTICE_MOCK_ACCOUNT_OWNER_INDEX_H_
#define WXNOTICE_MOCK_ACCOUNT_OWNER_INDEX_H_

#include <array>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wxnotice::mock {

// The appid of an account and, as an address, its incarnation: an account that was reset, restored,
// or created again after deletion is another owner.
using Owner = std::shared_ptr<const std::string>;

class OwnerIndex {
 public:
  // Makes `owner` the owner of `value`.
  void Set(std::string value, const Owner& owner);
  // As Set, unless it has an owner already: then returns false.
  bool Add(std::string value, const Owner& owner);
  // Removes `value` if that owner still owns it.
  void Erase(const std::string& value, const Owner& owner);
  // The appid of the owner; empty if there is none.
  std::string Find(const std::string& value) const;
  size_t size() const;

 private:
  // Calls of different accounts rarely use the same shard, and each shard rehashes only its part.
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, Owner> owners;
  };
  Shard& ShardOf(const std::string& value) {
    return shards_[std::hash<std::string>()(value) / kSpread % shards_.size()];
  }
  const Shard& ShardOf(const std::string& value) const {
    return const_cast<OwnerIndex*>(this)->ShardOf(value);
  }

  // Uses bits that do not determine the bucket within the shard.
  static constexpr size_t kSpread = size_t{1} << 48;
  std::array<Shard, 64> shards_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_OWNER_INDEX_H_
