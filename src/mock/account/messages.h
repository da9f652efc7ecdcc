// What the users' phones would show. mock/account/history.h bounds it. Every look-up takes time in
// what it finds, not in what there is. Not thread-safe: the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_MESSAGES_H_
#define WXNOTICE_MOCK_ACCOUNT_MESSAGES_H_

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "mock/account/indexed_queue.h"
#include "mock/families/template_message/templates.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct Message {
  uint64_t number = 0;   // within the account, from 1
  uint64_t request = 0;  // number of the one that sent it
  uint64_t order = 0;    // of that request, see JournalEntry
  std::string openid;
  std::string form_id;
  std::shared_ptr<const Template> content;
  std::shared_ptr<const std::string>
      body;  // of the request: a parsed one costs five times the memory
  base::Instant at;
  bool delivered = true;

  std::string id() const { return "m" + std::to_string(number); }
};

struct Keyword {
  std::string name;
  std::string value;
  std::string color;
  bool emphasised = false;
};

// The request's fields as the card shows them.
struct Card {
  std::string page;  // empty: the card leads nowhere
  std::string emphasis_keyword;
  std::vector<Keyword> keywords;  // one for each of the template
};

// Reads the card out of the request. A value that is no object, or missing, is blank; a color that
// is missing is the message's, else black; an emphasis_keyword that names none is ignored. Source:
// docs/fidelity.md#message-data.
Card ReadCard(const Message& message);

// Messages never change, so that they can be looked at without the lock.
using SharedMessage = std::shared_ptr<const Message>;

// What messages are found by.
enum class MessageKey : size_t { kOpenid, kTemplateId };
inline constexpr size_t kMessageKeys = 2;

class Messages {
 public:
  using Queue = IndexedQueue<Message, kMessageKeys>;

  // The number of the message to come. Goes on counting when all were evicted.
  uint64_t NextNumber() const { return next_; }
  // REQUIRES: content and body are not null. A number that was given before is replaced by the next
  // one.
  void Add(Message message);
  // REQUIRES: there is one.
  void EvictOldest() { queue_.PopFront(); }

  // Null when there is none, or it was evicted.
  SharedMessage Find(uint64_t number) const;
  // At most `most` messages with a number over `after`, oldest first.
  std::vector<SharedMessage> After(uint64_t after, size_t most) const;

  // A walk over the messages of a value, newest first, and how many there are. Both may include
  // messages of another value.
  size_t Count(MessageKey key, std::string_view value) const;
  Queue::Walk Walk(MessageKey key, std::string_view value) const;
  Queue::Walk WalkAll() const { return queue_.FindAll(); }
  std::vector<Queue::Placed> Next(Queue::Walk& walk, size_t most) const {
    return queue_.Next(walk, most);
  }

  const std::deque<SharedMessage>& all() const { return queue_.all(); }  // oldest first
  size_t bytes() const { return queue_.bytes(); }
  // How many were evicted to keep within the limits.
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
