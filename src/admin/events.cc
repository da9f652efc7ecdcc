// GET /__admin/events: requests, messages and resets as server-sent events. A reader that
// reconnects with the id of the last event gets the events that it missed, if the journals still
// have them. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html.
#include <memory>

#include "admin/entry.h"
#include "admin/event_stream.h"
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Reply;

// The order in the id of an event, or of the request with that id.
std::optional<uint64_t> OrderOf(const Context& context, const std::string& id) {
  const auto name = mock::ParseRequestId(id);
  if (!name) return mock::NumberOf("r" + id, 'r');
  const auto sandbox = context.mock.Find(name->appid.empty() ? mock::kDefaultAppid : name->appid);
  if (sandbox == nullptr) return std::nullopt;
  const auto entry = sandbox->View(context.now)->journal.FindShared(name->number);
  return entry == nullptr ? std::nullopt : std::optional(entry->order);
}

Reply StreamEvents(Context& context) {
  std::string appid;
  if (context.fields.Has("appid")) {
    const auto sandbox = context.Account();
    if (sandbox != nullptr) appid = sandbox->appid();
  }
  // The EventSource of a browser cannot set a header on its first connection.
  std::string last(context.request.Header("Last-Event-ID"));
  if (last.empty()) last = context.fields.Text("after").value_or("");
  const auto floor = last.empty() ? std::nullopt : OrderOf(context, last);
  if (!last.empty() && !floor) {
    context.fields.Fail(
        "the last event's id must be a number, or the id of a request that its journal still has");
  }
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  auto stream = std::make_shared<EventStream>(context.mock, appid, floor);
  Reply reply;
  reply.content_type = "text/event-stream";
  reply.headers.emplace_back("Cache-Control", "no-cache");
  reply.stream = std::make_shared<protocol::Stream>();
  reply.stream->next = [stream]() -> std::optional<std::string> { return stream->Next(); };
  return reply;
}

}  // namespace

Resource EventsResource() {
  return {
      .name = "events",
      .what = "What happens, as it happens",
      .routes = {{.method = "GET",
                  .path = "/__admin/events",
                  .what = "Stream requests, messages and resets as server-sent events",
                  .handle = StreamEvents,
                  .fields = {{"appid?", String("only of this account; all by default")},
                             {"after?",
                              String("as the header Last-Event-ID: the last event seen; 0 starts "
                                     "with everything in the journal",
                                     "12")}},
                  .answers = {{200, "events without end", String(), "text/event-stream"}},
                  .slow = true}}};
}

}  // namespace wxnotice::admin
