#include "admin/message_scan.h"

#include <algorithm>

#include "mock/account/card.h"

namespace wxnotice::admin {

using mock::MessageKey;
using mock::Messages;
using mock::SharedMessage;

MessageFilter MessageFilter::Read(protocol::Fields& fields) {
  MessageFilter filter{fields.Text("openid"), fields.Text("template_id"),
                       fields.Boolean("delivered"), base::FreeTextSearch("")};
  filter.part = base::FreeTextSearch(fields.Text("q").value_or(""));
  return filter;
}

protocol::schema::Members MessageFilter::QueryFields() {
  using namespace protocol::schema;
  return {{"openid?", String("only to this user")},
          {"template_id?", String("only with this template")},
          {"delivered?", Boolean("only those that arrived, or that did not")},
          {"q?", String("only with this in title, keyword names, values or openid")}};
}

bool MessageFilter::Accepts(const mock::Message& message) {
  if ((openid && message.openid != *openid) ||
      (template_id && message.content->template_id != *template_id) ||
      (delivered && message.delivered != *delivered))
    return false;
  if (part.empty() || part.IsIn(message.openid) || part.IsIn(message.content->title)) return true;
  const auto rows = mock::ReadCard(message).rows;
  return std::any_of(rows.begin(), rows.end(), [&](const mock::CardRow& row) {
    return part.IsIn(row.name) || part.IsIn(row.value);
  });
}

// Uses the index with fewer messages.
Messages::Queue::Walk MessageScan::Begin() const {
  const std::string openid = filter_.openid.value_or("");
  const std::string template_id = filter_.template_id.value_or("");
  if (openid.empty() && template_id.empty()) return inbox_->WalkAll();
  const bool by_openid =
      template_id.empty() ||
      (!openid.empty() && inbox_->Count(MessageKey::kOpenid, openid) <=
                              inbox_->Count(MessageKey::kTemplateId, template_id));
  return by_openid ? inbox_->Walk(MessageKey::kOpenid, openid)
                   : inbox_->Walk(MessageKey::kTemplateId, template_id);
}

std::vector<SharedMessage> MessageScan::Next(size_t most) {
  std::vector<Messages::Queue::Placed> piece;
  {
    const mock::AccountView account = sandbox_->View(mock_.Now());
    if (inbox_ == nullptr) {
      inbox_ = account->messages.share();
      end_ = inbox_->NextNumber();
      walk_ = Begin();
    }
    piece = inbox_->Next(walk_, most);
    evicted_ = inbox_->evicted();
    over_ = walk_.over();
  }
  std::vector<SharedMessage> found;
  for (auto& placed : piece) {
    if (filter_.Accepts(*placed.record)) found.push_back(std::move(placed.record));
  }
  return found;
}

}  // namespace wxnotice::admin
