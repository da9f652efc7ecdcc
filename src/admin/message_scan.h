// Reads an account's messages in pieces, so that its lock is held only for microseconds, for any
// number. Not thread-safe. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_MESSAGE_SCAN_H_
#define WXNOTICE_ADMIN_MESSAGE_SCAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/substring.h"
#include "mock/mock.h"
#include "protocol/fields.h"
#include "protocol/schema.h"

namespace wxnotice::admin {

struct MessageFilter {
  std::optional<std::string> openid;
  std::optional<std::string> template_id;
  std::optional<bool> delivered;
  base::FreeTextSearch part{""};  // of title, keyword names and values, openid

  // Adds failures to `fields`.
  static MessageFilter Read(protocol::Fields& fields);
  // The fields that Read reads.
  static protocol::schema::Members QueryFields();
  bool AcceptsAll() const { return !openid && !template_id && !delivered && part.empty(); }
  // Parses the body of the message only if a text is searched for.
  bool Accepts(const mock::Message& message);
};

// Walks from the newest message to the oldest. Not thread-safe.
class MessageScan {
 public:
  MessageScan(mock::Mock& mock, std::shared_ptr<mock::Sandbox> sandbox, MessageFilter filter)
      : mock_(mock), sandbox_(std::move(sandbox)), filter_(std::move(filter)) {}

  // The accepted ones of the next few messages, newest first. REQUIRES: not over.
  std::vector<mock::SharedMessage> Next(size_t most);
  bool over() const { return over_; }
  // The number of messages that were evicted.
  uint64_t evicted() const { return evicted_; }
  // The inbox that is read. A reset replaces it, but the walk continues in the old one.
  const std::shared_ptr<const mock::Messages>& inbox() const { return inbox_; }
  uint64_t end() const { return end_; }  // the first number after the walk

 private:
  mock::Messages::Queue::Walk Begin() const;

  mock::Mock& mock_;
  const std::shared_ptr<mock::Sandbox> sandbox_;
  MessageFilter filter_;
  std::shared_ptr<const mock::Messages> inbox_;
  mock::Messages::Queue::Walk walk_;
  uint64_t end_ = 0;
  uint64_t evicted_ = 0;
  bool over_ = false;
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_MESSAGE_SCAN_H_
