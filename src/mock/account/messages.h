// The messages on the phones of the users. mock/account/history.h limits it. A look-up takes time
// in proportion to its result. Not thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_MESSAGES_H_
#define WXNOTICE_MOCK_ACCOUNT_MESSAGES_H_

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "mock/account/account_template.h"
#include "mock/account/indexed_queue.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct Family;

struct Message {
  uint64_t number = 0;             // within the account, from 1
  uint64_t request = 0;            // number of the one that sent it
  uint64_t order = 0;              // of that request, see JournalEntry
  const Family* family = nullptr;  // never null in Messages
  std::string openid;
  std::shared_ptr<const AccountTemplate> content;  // may be of a type that its family derives
  std::shared_ptr<const std::string>
      body;  // of the request, unparsed: parsed JSON needs five times the memory
  base::Instant at;
  bool delivered = true;

  std::string id() const { return "m" + std::to_string(number); }
};

// Messages are immutable, so they can be read without the lock.
using SharedMessage = std::shared_ptr<const Message>;

// The keys of the look-ups.
enum class MessageKey : size_t { kOpenid, kTemplateId };
inline constexpr size_t kMessageKeys = 2;

class Messages {
 public:
  using Queue = IndexedQueue<Message, kMessageKeys>;

  // The number of the next message. Continues after all were evicted.
  uint64_t NextNumber() const { return next_; }
  // REQUIRES: family, content and body are not null. A number that was used before is replaced by
  // the next one.
  void Add(Message message);
  // REQUIRES: not empty.
  void EvictOldest() { queue_.PopFront(); }

  // Null if it does not exist or was evicted.
  SharedMessage Find(uint64_t number) const;
  // At most `most` messages with a number above `after`, oldest first.
  std::vector<SharedMessage> After(uint64_t after, size_t most) const;

  // A walk over the messages with a value, newest first, and their number. Both may include
  // messages with other values.
  size_t Count(MessageKey key, std::string_view value) const;
  Queue::Walk Walk(MessageKey key, std::string_view value) const;
  Queue::Walk WalkAll() const { return queue_.FindAll(); }
  std::vector<Queue::Placed> Next(Queue::Walk& walk, size_t most) const {
    return queue_.Next(walk, most);
  }

  const std::deque<SharedMessage>& all() const { return queue_.all(); }  // oldest first
  size_t bytes() const { return queue_.bytes(); }
  // The number of messages evicted to stay within the limits.
  uint64_t evicted() const { return next_ - 1 - queue_.all().size(); }

 private:
  Queue queue_;
  uint64_t next_ = 1;
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveRow(const Message& message);
Message MessageOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_MESSAGES_H_
