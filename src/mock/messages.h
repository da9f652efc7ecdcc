// What the users' phones would show. Not thread-safe: the sandbox's lock guards it.
#ifndef WXNOTICE_MOCK_MESSAGES_H_
#define WXNOTICE_MOCK_MESSAGES_H_

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "mock/templates.h"

namespace wxnotice::mock {

struct Message {
  uint64_t number = 0;   // within the account, from 1
  uint64_t request = 0;  // that sent it
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
// seed 发送模板消息; fidelity §3.2, §9.15.
Card ReadCard(const Message& message);

class Messages {
 public:
  void Add(Message message);
  // Null when there is none, or it was evicted.
  const Message* Find(uint64_t number) const;
  const std::deque<Message>& all() const { return messages_; }  // oldest first
  uint64_t evicted() const { return evicted_; }

 private:
  std::deque<Message> messages_;
  uint64_t evicted_ = 0;
  size_t bytes_ = 0;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_MESSAGES_H_
