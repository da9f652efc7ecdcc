#include "mock/account/messages.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "mock/account/card.h"
#include "mock/account/snapshot_values.h"
#include "mock/family.h"
#include "protocol/json.h"

namespace wxnotice::mock {
namespace {

size_t BytesOf(const AccountTemplate& content) {
  size_t bytes = sizeof(AccountTemplate) + HeapBytes(content.template_id) +
                 HeapBytes(content.title_id) + HeapBytes(content.title) +
                 content.keywords.capacity() * sizeof(LibraryKeyword);
  for (const LibraryKeyword& keyword : content.keywords)
    bytes += HeapBytes(keyword.name) + HeapBytes(keyword.example);
  return bytes;
}

// The memory of a message. A template shared with `previous` is counted there.
size_t BytesOf(const Message& message, const Message* previous) {
  constexpr size_t kControlBytes = 32;  // of a shared object, with the allocator's part
  const bool shares = previous != nullptr && previous->content == message.content;
  return sizeof(Message) + kControlBytes + Messages::Queue::kRowBytes + HeapBytes(message.openid) +
         sizeof(std::string) + kControlBytes + HeapBytes(*message.body) +
         (shares ? 0 : BytesOf(*message.content));
}

}  // namespace

Card ReadCard(const Message& message) {
  return message.family->messages.read_card(
      *message.content, protocol::ParseJsonTexts(*message.body).value_or(nullptr));
}

void Messages::Add(Message message) {
  message.number = std::max(message.number, next_);
  next_ = message.number + 1;
  const size_t bytes = BytesOf(message, all().empty() ? nullptr : all().back().get());
  const Queue::Hashes hashes = {Queue::HashOf(message.openid),
                                Queue::HashOf(message.content->template_id)};
  queue_.Push(std::make_shared<const Message>(std::move(message)), hashes, bytes);
}

SharedMessage Messages::Find(uint64_t number) const {
  const auto found = number == 0 ? std::vector<SharedMessage>() : After(number - 1, 1);
  return found.empty() || found.front()->number != number ? nullptr : found.front();
}

std::vector<SharedMessage> Messages::After(uint64_t after, size_t most) const {
  const auto begin =
      std::upper_bound(all().begin(), all().end(), after,
                       [](uint64_t number, const SharedMessage& m) { return number < m->number; });
  const auto count = std::min(most, static_cast<size_t>(all().end() - begin));
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

size_t Messages::Count(MessageKey key, std::string_view value) const {
  return queue_.Count(static_cast<size_t>(key), value);
}

Messages::Queue::Walk Messages::Walk(MessageKey key, std::string_view value) const {
  return queue_.Find(static_cast<size_t>(key), value);
}

protocol::Json SaveRow(const Message& message) {
  return {{"number", message.number},
          {"request", message.request},
          {"family", message.family->name},
          {"openid", message.openid},
          {"template", message.family->messages.save_template(*message.content)},
          {"body", *message.body},
          {"at", SaveTime(message.at)},
          {"delivered", message.delivered}};
}

Message MessageOf(const protocol::Json& row) {
  Message message;
  message.number = CountOf(row.at("number"));
  message.request = CountOf(row.at("request"));
  // The first snapshots do not name the family: there was one.
  message.family =
      row.contains("family") ? FindFamily(row.at("family").get<std::string>()) : Families().front();
  if (message.family == nullptr) RefuseSnapshot("family: this program does not know it");
  message.openid = row.at("openid");
  message.content = message.family->messages.restore_template(row.at("template"));
  message.body = std::make_shared<const std::string>(row.at("body").get<std::string>());
  message.at = InstantOf(row.at("at"));
  message.delivered = row.at("delivered");
  return message;
}

}  // namespace wxnotice::mock
