#include "mock/account/messages.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_values.h"
#include "protocol/json.h"

namespace wxnotice::mock {
namespace {

constexpr std::string_view kBlack = "#000000";

size_t BytesOf(const Template& content) {
  size_t bytes = sizeof(Template) + HeapBytes(content.template_id) + HeapBytes(content.title_id) +
                 HeapBytes(content.title) + content.keywords.capacity() * sizeof(LibraryKeyword);
  for (const LibraryKeyword& keyword : content.keywords)
    bytes += HeapBytes(keyword.name) + HeapBytes(keyword.example);
  return bytes;
}

// The memory of a message. A template shared with `previous` is counted there.
size_t BytesOf(const Message& message, const Message* previous) {
  constexpr size_t kControlBytes = 32;  // of a shared object, with the allocator's part
  const bool shares = previous != nullptr && previous->content == message.content;
  return sizeof(Message) + kControlBytes + Messages::Queue::kRowBytes + HeapBytes(message.openid) +
         HeapBytes(message.form_id) + sizeof(std::string) + kControlBytes +
         HeapBytes(*message.body) + (shares ? 0 : BytesOf(*message.content));
}

std::string NonEmpty(std::optional<std::string> text, std::string_view otherwise) {
  return text && !text->empty() ? *text : std::string(otherwise);
}

}  // namespace

Card ReadCard(const Message& message) {
  Card card;
  const protocol::Json body = protocol::ParseJson(*message.body).value_or(nullptr);
  card.page = protocol::TextOf(body, "page").value_or("");
  const std::string emphasis = protocol::TextOf(body, "emphasis_keyword").value_or("");
  const std::string color = NonEmpty(protocol::TextOf(body, "color"), kBlack);
  const auto data = body.is_object() ? body.find("data") : body.end();
  const bool blank = !body.is_object() || data == body.end() || !data->is_object();
  const auto& names = message.content->keywords;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string key = "keyword" + std::to_string(i + 1);
    Keyword keyword{names[i].name, "", color, emphasis == key + ".DATA"};
    if (keyword.emphasised) card.emphasis_keyword = emphasis;
    if (!blank && data->contains(key)) {
      keyword.value = protocol::TextOf((*data)[key], "value").value_or("");
      keyword.color = NonEmpty(protocol::TextOf((*data)[key], "color"), color);
    }
    card.keywords.push_back(std::move(keyword));
  }
  return card;
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
          {"openid", message.openid},
          {"form_id", message.form_id},
          {"template", SaveRow(*message.content)},
          {"body", *message.body},
          {"at", SaveTime(message.at)},
          {"delivered", message.delivered}};
}

Message MessageOf(const protocol::Json& row) {
  return {CountOf(row.at("number")),
          CountOf(row.at("request")),
          0,
          row.at("openid"),
          row.at("form_id"),
          std::make_shared<const Template>(TemplateOf(row.at("template"))),
          std::make_shared<const std::string>(row.at("body").get<std::string>()),
          InstantOf(row.at("at")),
          row.at("delivered")};
}

}  // namespace wxnotice::mock
