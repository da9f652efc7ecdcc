// The cards that the phones show.
#include <charconv>

#include "admin/resource.h"
#include "base/time.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

Json NullIfEmpty(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json WriteMessage(const mock::Account& account, const mock::Message& message) {
  const mock::Card card = mock::ReadCard(message);
  Json keywords = Json::array();
  for (const mock::Keyword& keyword : card.keywords) {
    keywords.push_back({{"name", keyword.name},
                        {"value", keyword.value},
                        {"color", keyword.color},
                        {"emphasised", keyword.emphasised}});
  }
  return {{"id", message.id()},
          {"appid", account.appid},
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

std::vector<const mock::Message*> Matching(const mock::Account& account,
                                           const std::optional<std::string>& openid) {
  std::vector<const mock::Message*> rows;
  for (const mock::Message& message : account.messages->all()) {
    if (!openid || message.openid == *openid) rows.push_back(&message);
  }
  return rows;
}

}  // namespace

Reply ListMessages(Context& context) {
  const auto sandbox = context.Account();
  const auto openid = context.fields.Text("openid");
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  Json page = Page(
      context, "messages", Matching(*account, openid), [](const auto* m) { return m->id(); },
      [&](const auto* m) { return WriteMessage(*account, *m); });
  page["evicted"] = account->messages->evicted();
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply GetMessage(Context& context) {
  const auto sandbox = context.Account();
  const auto openid = context.fields.Text("openid");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  if (context.param == "latest") {
    const auto rows = Matching(*account, openid);
    return rows.empty() ? Problem(404, "no message was sent yet")
                        : JsonReply(WriteMessage(*account, *rows.back()));
  }
  uint64_t number = 0;
  if (context.param.front() == 'm') {
    std::from_chars(context.param.data() + 1, context.param.data() + context.param.size(), number);
  }
  const mock::Message* message = account->messages->Find(number);
  if (message == nullptr)
    return Problem(404, "the account has no message " + std::string(context.param));
  return JsonReply(WriteMessage(*account, *message));
}

}  // namespace wxnotice::admin
