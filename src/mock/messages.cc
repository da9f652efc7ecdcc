#include "mock/messages.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "protocol/json.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostBytes = size_t{256} * 1024 * 1024;
constexpr std::string_view kBlack = "#000000";

size_t BytesOf(const Message& message) {
  return sizeof(Message) + message.body->size() + message.form_id.size();
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
  bytes_ += BytesOf(message);
  messages_.push_back(std::move(message));
  while (bytes_ > kMostBytes && messages_.size() > 1) {
    bytes_ -= BytesOf(messages_.front());
    messages_.pop_front();
    ++evicted_;
  }
}

const Message* Messages::Find(uint64_t number) const {
  const auto found = std::lower_bound(messages_.begin(), messages_.end(), number,
                                      [](const Message& m, uint64_t n) { return m.number < n; });
  return found == messages_.end() || found->number != number ? nullptr : &*found;
}

}  // namespace wxnotice::mock
