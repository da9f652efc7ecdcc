// The messages on the phones.
#include <algorithm>
#include <memory>

#include "admin/card_text.h"
#include "admin/entry.h"
#include "admin/later.h"
#include "admin/message_scan.h"
#include "admin/message_wait.h"
#include "admin/resource.h"
#include "base/time.h"
#include "base/utf8.h"
#include "mock/account/card.h"

namespace wxnotice::admin {
namespace {

using mock::SharedMessage;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr size_t kPieceMessages = 512;

Json WriteMessage(const std::string& appid, const mock::Message& message) {
  const mock::Card card = mock::ReadCard(message);
  Json written = {{"id", message.id()},
                  {"appid", appid},
                  {"openid", message.openid},
                  {"template_id", message.content->template_id},
                  {"title", message.content->title},
                  {"page", card.page.empty() ? Json() : Json(card.page)}};
  Json& keywords = written["keywords"] = Json::array();
  for (const mock::CardRow& row : card.rows) {
    Json& keyword = keywords.emplace_back(Json{{"name", row.name}, {"value", row.value}});
    if (!row.color.empty()) keyword["color"] = row.color;
    keyword["emphasised"] = row.emphasised;
  }
  for (const auto& [name, value] : card.more.items()) written[name] = value;
  written["at"] = base::FormatInstant(message.at);
  written["delivered"] = message.delivered;
  written["request"] = mock::RequestId(appid, message.request);
  return written;
}

// The schema of a message, for each family.
Json MessageSchema() {
  const Json keyword = Object({{"name", String()},
                               {"value", String()},
                               {"color?", String("absent if the family has no colors")},
                               {"emphasised", Boolean()}});
  const Members begin = {{"id", String("", "m12")},    {"appid", String()},
                         {"openid", String()},         {"template_id", String()},
                         {"title", String()},          {"page", OrNull(String())},
                         {"keywords", ListOf(keyword)}};
  const Members end = {{"at", Time()},
                       {"delivered", Boolean("false: the user's WeChat is older than 6.5.2")},
                       {"request", String("the request that sent it", "r4")}};
  std::vector<Json> kinds;
  for (const mock::Family* family : mock::Families())
    kinds.push_back(Object(Join(Join(begin, family->messages.members()), end)));
  return kinds.size() == 1 ? kinds.front() : Either(std::move(kinds));
}

Reply CardReply(const std::string& accept, const std::string& appid, const mock::Message& message) {
  if (accept.find("text/plain") == std::string::npos ||
      accept.find("application/json") != std::string::npos)
    return JsonReply(WriteMessage(appid, message));
  Reply reply;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = CardText(message);
  return reply;
}

std::string EvictedToo(uint64_t evicted) {
  return evicted == 0 ? "" : "; " + std::to_string(evicted) + " older messages were evicted";
}

struct MessagePage {
  std::vector<SharedMessage> messages;  // oldest first
  size_t total = 0;
  uint64_t evicted = 0;
};

// The number in the field `after`; 0 without the field. If the message does not exist, none, and a
// failure in the fields.
std::optional<uint64_t> NumberAfter(Fields& fields, const mock::Messages& inbox) {
  const auto after = fields.Text("after");
  if (!after) return 0;
  const auto number = mock::NumberOf(*after, 'm');
  if (number && inbox.Find(*number) != nullptr) return number;
  const bool was_there = number && *number > 0 && *number <= inbox.evicted();
  fields.Fail("\"after\": the account has no message \"" + base::Fold(*after, 80) + "\"" +
              (was_there ? ", it was evicted" : "") + EvictedToo(inbox.evicted()) +
              "; omit \"after\" to start with the first");
  return std::nullopt;
}

// Without a filter, reads only the messages of the page.
std::optional<MessagePage> ReadPage(Context& context, std::shared_ptr<mock::Sandbox> sandbox,
                                    const MessageFilter& filter) {
  const auto limit = static_cast<size_t>(context.fields.Integer("limit").value_or(100));
  uint64_t after = 0;
  {
    const mock::AccountView account = sandbox->View(context.now);
    const mock::Messages& inbox = *account->messages;
    after = NumberAfter(context.fields, inbox).value_or(0);
    if (!context.fields.Error().empty()) return std::nullopt;
    if (filter.AcceptsAll())
      return MessagePage{inbox.After(after, limit), inbox.all().size(), inbox.evicted()};
  }
  MessagePage page;
  MessageScan scan(context.mock, std::move(sandbox), filter);
  std::vector<SharedMessage> found;
  while (!scan.over()) {
    auto piece = scan.Next(kPieceMessages);
    page.total += piece.size();
    for (SharedMessage& message : piece) {
      if (message->number > after) found.push_back(std::move(message));
    }
  }
  std::reverse(found.begin(), found.end());
  if (found.size() > limit) found.resize(limit);
  page.messages = std::move(found);
  page.evicted = scan.evicted();
  return page;
}

// The latest message that the filter accepts. If it is not among the latest few, the slow lane
// continues the search.
Reply Latest(const std::shared_ptr<MessageScan>& scan, const std::string& accept,
             const std::string& appid, size_t most) {
  while (!scan->over()) {
    const auto found = scan->Next(most);
    if (!found.empty()) return MessageReply(accept, appid, found.front());
    if (most == kQuickMessages && !scan->over())
      return Later([=] { return Latest(scan, accept, appid, kPieceMessages); });
  }
  return Problem(404, "no message was sent yet, or none matches" + EvictedToo(scan->evicted()));
}

Reply ListMessages(Context& context) {
  const auto sandbox = context.Account();
  const auto filter = MessageFilter::Read(context.fields);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const auto page = ReadPage(context, sandbox, filter);
  if (!page) return Problem(400, context.fields.Error());
  Json rows = Json::array();
  for (const SharedMessage& message : page->messages)
    rows.push_back(WriteMessage(sandbox->appid(), *message));
  return JsonReply(
      {{"total", page->total}, {"messages", std::move(rows)}, {"evicted", page->evicted}});
}

Reply GetMessage(Context& context) {
  const auto sandbox = context.Account();
  const auto filter = MessageFilter::Read(context.fields);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const std::string accept(context.request.Header("Accept"));
  if (context.param == "latest") {
    const auto scan = std::make_shared<MessageScan>(context.mock, sandbox, filter);
    const auto look = [=, appid = sandbox->appid()](size_t most) {
      return Latest(scan, accept, appid, most);
    };
    // A search parses the cards.
    return filter.part.empty() ? look(kQuickMessages)
                               : Later([look] { return look(kPieceMessages); });
  }
  SharedMessage found;
  uint64_t evicted = 0;
  const auto number = mock::NumberOf(context.param, 'm').value_or(0);
  {
    const mock::AccountView account = sandbox->View(context.now);
    found = account->messages->Find(number);
    evicted = account->messages->evicted();
  }
  if (found != nullptr) return MessageReply(accept, sandbox->appid(), found);
  const bool was_there = number > 0 && number <= evicted;
  return Problem(404, "the account has no message " + base::Fold(context.param, 80) +
                          (was_there ? ", it was evicted" : "") + EvictedToo(evicted));
}

}  // namespace

Reply MessageReply(const std::string& accept, const std::string& appid,
                   const SharedMessage& message) {
  if (message->body->size() <= kQuickBytes) return CardReply(accept, appid, *message);
  return Later([=] { return CardReply(accept, appid, *message); });
}

Resource MessagesResource() {
  const std::vector<Answer> card = {
      {200, "the message", Ref("Message")},
      {200, "the card as it looks on the phone, for `Accept: text/plain`", String(),
       "text/plain; charset=utf-8"}};
  const auto with = [&](std::vector<Answer> more) {
    more.insert(more.begin(), card.begin(), card.end());
    return more;
  };
  return {
      .name = "messages",
      .what = "The messages that the phones show",
      .schemas = {{"Message", MessageSchema()}},
      .routes = {
          {.method = "GET",
           .path = "/__admin/messages",
           .what = "List the messages",
           .handle = ListMessages,
           .fields = ListFields(MessageFilter::QueryFields()),
           .answers = {{200, "the messages",
                        Object({{"total", Count()},
                                {"messages", ListOf(Ref("Message"))},
                                {"evicted", Count("older ones that were evicted")}})}},
           .slow = true},
          {.method = "GET",
           .path = "/__admin/messages/wait",
           .what = "Wait for a message",
           .handle = WaitForMessage,
           .fields = Join(MessageFilter::QueryFields(),
                          {{"timeout?", Duration("wait up to this long; 5s by default", "10s")},
                           {"after?", String("only a message after the one with this id", "m12")},
                           AppidField()}),
           .answers = with({Refusal(408, "no message arrived"),
                            RefusalWith(409,
                                        "messages after `after` were evicted before they "
                                        "were read",
                                        {{"evicted?", Count()}})})},
          {.method = "GET",
           .path = "/__admin/messages/{id}",
           .what = "Show a message; `latest` is the newest",
           .handle = GetMessage,
           .fields = Join(MessageFilter::QueryFields(), {AppidField()}),
           .answers = with({Refusal(404, "the account has no such message")})}}};
}

}  // namespace wxnotice::admin
