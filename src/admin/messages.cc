// The cards that the phones show.
#include <algorithm>
#include <memory>

#include "admin/card_text.h"
#include "admin/entry.h"
#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

Json NullIfEmpty(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json WriteMessage(const std::string& appid, const mock::Message& message) {
  const mock::Card card = mock::ReadCard(message);
  Json keywords = Json::array();
  for (const mock::Keyword& keyword : card.keywords) {
    keywords.push_back({{"name", keyword.name},
                        {"value", keyword.value},
                        {"color", keyword.color},
                        {"emphasised", keyword.emphasised}});
  }
  return {{"id", message.id()},
          {"appid", appid},
          {"openid", message.openid},
          {"template_id", message.content->template_id},
          {"title", message.content->title},
          {"page", NullIfEmpty(card.page)},
          {"emphasis_keyword", NullIfEmpty(card.emphasis_keyword)},
          {"keywords", std::move(keywords)},
          {"form_id", message.form_id},
          {"at", base::FormatInstant(message.at)},
          {"delivered", message.delivered},
          {"request", "r" + std::to_string(message.request)}};
}

// A card for those who ask for text and not for JSON.
Reply MessageReply(std::string_view accept, const std::string& appid,
                   const mock::Message& message) {
  if (accept.find("text/plain") == std::string_view::npos ||
      accept.find("application/json") != std::string_view::npos)
    return JsonReply(WriteMessage(appid, message));
  Reply reply;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = CardText(message);
  return reply;
}

struct MessageFilter {
  std::optional<std::string> openid;
  std::optional<std::string> template_id;
  std::optional<bool> delivered;
  std::string part;  // in lower case: of title, keyword names and values, openid

  static MessageFilter Read(Fields& fields) {
    return {fields.Text("openid"), fields.Text("template_id"), fields.Boolean("delivered"),
            LowerAscii(fields.Text("q").value_or(""))};
  }
  // What can be told without reading the card.
  bool AcceptsOutside(const mock::Message& message) const {
    return (!openid || message.openid == *openid) &&
           (!template_id || message.content->template_id == *template_id) &&
           (!delivered || message.delivered == *delivered);
  }
  bool AcceptsInside(const mock::Message& message) const {
    if (HoldsText(message.openid, part) || HoldsText(message.content->title, part)) return true;
    const auto keywords = mock::ReadCard(message).keywords;
    return std::any_of(keywords.begin(), keywords.end(), [&](const mock::Keyword& keyword) {
      return HoldsText(keyword.name, part) || HoldsText(keyword.value, part);
    });
  }
};

struct Inbox {
  std::vector<mock::Message> messages;  // oldest first
  uint64_t evicted = 0;
};

// Messages with a number over `after`. Copied, so that cards are read without the lock.
Inbox Select(mock::Sandbox& sandbox, base::Instant real, const MessageFilter& filter,
             uint64_t after = 0) {
  Inbox inbox;
  {
    const mock::OpenAccount account = sandbox.Open(real);
    inbox.evicted = account->messages->evicted();
    const auto& all = account->messages->all();
    for (auto at = all.rbegin(); at != all.rend() && at->number > after; ++at) {
      if (filter.AcceptsOutside(*at)) inbox.messages.push_back(*at);
    }
  }
  std::reverse(inbox.messages.begin(), inbox.messages.end());
  if (!filter.part.empty()) {
    std::erase_if(inbox.messages,
                  [&](const mock::Message& message) { return !filter.AcceptsInside(message); });
  }
  return inbox;
}

}  // namespace

Reply ListMessages(Context& context) {
  const auto sandbox = context.Account();
  const auto filter = MessageFilter::Read(context.fields);
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const Inbox inbox = Select(*sandbox, context.mock.Now(), filter);
  Json page = Page(
      context, "messages", inbox.messages, [](const mock::Message& m) { return m.id(); },
      [&](const mock::Message& m) { return WriteMessage(sandbox->appid(), m); });
  page["evicted"] = inbox.evicted;
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply GetMessage(Context& context) {
  const auto sandbox = context.Account();
  const auto filter = MessageFilter::Read(context.fields);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const std::string_view accept = context.request.Header("Accept");
  if (context.param == "latest") {
    const Inbox inbox = Select(*sandbox, context.mock.Now(), filter);
    return inbox.messages.empty() ? Problem(404, "no message was sent yet, or none that fits")
                                  : MessageReply(accept, sandbox->appid(), inbox.messages.back());
  }
  std::optional<mock::Message> message;
  {
    const mock::OpenAccount account = sandbox->Open(context.mock.Now());
    const auto* found = account->messages->Find(NumberOf(context.param, 'm').value_or(0));
    if (found != nullptr) message = *found;
  }
  if (!message) return Problem(404, "the account has no message " + std::string(context.param));
  return MessageReply(accept, sandbox->appid(), *message);
}

// The first after `after`, else the latest there is, else the first to come. A reset numbers
// messages anew, and so ends a wait for one after an old one.
Reply WaitForMessage(Context& context) {
  constexpr base::Duration kUsual{5000};
  const auto sandbox = context.Account();
  const auto filter = MessageFilter::Read(context.fields);
  const auto timeout = context.fields.Duration("timeout").value_or(kUsual);
  const auto after = context.fields.Text("after");
  const auto number = after ? NumberOf(*after, 'm') : std::optional<uint64_t>(0);
  if (!number) context.fields.Fail("\"after\" must be the id of a message, like m12");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  Reply reply;
  reply.wait = std::make_shared<protocol::Wait>();
  reply.wait->timeout = timeout;
  reply.wait->resume = [&mock = context.mock, sandbox, filter, from = *number, timeout,
                        latest = !after, accept = std::string(context.request.Header("Accept"))](
                           bool timed_out) -> std::optional<Reply> {
    const auto messages = Select(*sandbox, mock.Now(), filter, from).messages;
    if (!messages.empty()) {
      return MessageReply(accept, sandbox->appid(), latest ? messages.back() : messages.front());
    }
    if (!timed_out) return std::nullopt;
    return Problem(408, "no such message came within " + base::FormatDuration(timeout) +
                            "; GET /__admin/requests shows what was refused, and why");
  };
  if (auto at_once = reply.wait->resume(false)) return std::move(*at_once);
  return reply;
}

}  // namespace wxnotice::admin
