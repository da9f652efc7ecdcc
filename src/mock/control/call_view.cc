#include "mock/control/call_view.h"

#include "mock/account/journal.h"
#include "mock/call.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

// Not owned: the call outlives its view.
std::shared_ptr<const Json> Parsed(const std::optional<Json>& body) {
  static const Json null;
  return {std::shared_ptr<const Json>(), body ? &*body : &null};
}

}  // namespace

CallView::CallView(const JournalEntry& entry)
    : appid(entry.appid == nullptr ? std::string_view() : *entry.appid),
      api(entry.api),
      method(entry.method),
      path(entry.path),
      query(entry.query),
      subjects(entry.subjects),
      errcode(entry.errcode),
      reason(entry.reason),
      text_(*entry.body) {}

CallView::CallView(const Call& call, const Subjects& subjects_of_call)
    : appid(*call.state.owner),
      api(call.api == nullptr ? std::string_view() : call.api->name),
      method(call.request.method),
      path(call.request.path),
      query(call.request.query),
      subjects(subjects_of_call),
      text_(*call.raw_body),
      body_(Parsed(call.body)) {}

const Json& CallView::Body() {
  if (body_ == nullptr)
    body_ = std::make_shared<const Json>(protocol::ParseJson(text_).value_or(nullptr));
  return *body_;
}

Json CallView::BodyTexts() const {
  return protocol::ParseJsonTexts(text_).value_or(nullptr);
}

}  // namespace wxnotice::mock
