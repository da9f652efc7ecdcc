// GET /__admin/events: what happens, as server-sent events. A reader that comes back with the id of
// the last event it saw gets what it missed, as far as the journals still have it.
// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html.
#include <map>
#include <memory>

#include "admin/entry.h"
#include "admin/resource.h"
#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::admin {
namespace {

using mock::SharedEntry;
using protocol::Json;
using protocol::Reply;

constexpr size_t kChunkBytes = size_t{192} * 1024;  // a chunk is over it by less than an event
constexpr size_t kTextCodePoints = 200;             // of a client's text in an event

std::string Event(const char* name, std::optional<uint64_t> id, const Json& data) {
  const std::string id_line = id ? "id: " + std::to_string(*id) + "\n" : "";
  return id_line + "event: " + name + "\ndata: " + Dump(data) + "\n\n";
}

// What a list shows of a card: its values, the emphasised one first.
std::string Values(const mock::Message& message) {
  std::string first;
  std::string others;
  for (const mock::Keyword& keyword : mock::ReadCard(message).keywords) {
    std::string& place = keyword.emphasised ? first : others;
    if (!keyword.value.empty())
      place += (place.empty() ? "" : " · ") + base::Fold(keyword.value, kTextCodePoints);
  }
  return first + (first.empty() || others.empty() ? "" : " · ") + others;
}

// Without an id: it goes before the event of the request that sent it, so that a reader that was
// cut off between the two gets both again.
std::string MessageEvent(const std::string& appid, const mock::Message& message) {
  return Event("message", std::nullopt,
               {{"id", message.id()},
                {"appid", appid},
                {"openid", base::Fold(message.openid, kTextCodePoints)},
                {"title", message.content->title},
                {"text", base::Fold(Values(message), kTextCodePoints)},
                {"request", "r" + std::to_string(message.request)},
                {"delivered", message.delivered},
                {"at", base::FormatInstant(message.at)}});
}

std::string RequestEvent(const std::string& appid, const mock::JournalEntry& entry) {
  return Event("request", entry.number, WriteBrief(appid, entry));
}

// One reader's stream. Called by one thread at a time.
class EventStream {
 public:
  // `floor`: the id of the last event seen, or none to begin with what happens from now on.
  EventStream(mock::Mock& mock, std::string appid, std::optional<uint64_t> floor)
      : mock_(mock), appid_(std::move(appid)) {
    Gather(floor);
  }

  std::string Next() {
    if (waiting_.empty()) Gather(0);
    std::string chunk = std::exchange(resets_, "");
    auto at = waiting_.begin();
    for (; at != waiting_.end() && chunk.size() < kChunkBytes; ++at) chunk += at->second;
    waiting_.erase(waiting_.begin(), at);
    // The transport asks again only when something changes: what is left is such a thing.
    if (!waiting_.empty()) mock_.Changed();
    const bool idle = chunk.empty() && mock_.Now() - spoke_ >= kSilence;
    if (idle) chunk = ": still here\n\n";
    if (!chunk.empty()) spoke_ = mock_.Now();
    return chunk;
  }

 private:
  // Less than the transport's 15 s, so that each tick of a silent stream finds it over.
  static constexpr base::Duration kSilence{10'000};

  // How far an account was read.
  struct Cursor {
    mock::JournalMark mark;
    std::weak_ptr<mock::Messages> messages;  // a reset replaces them
    uint64_t message = 0;
  };
  using AccountKey = std::weak_ptr<mock::Sandbox>;

  // What is new, in the order in which requests came. `floor` as for the constructor.
  void Gather(std::optional<uint64_t> floor) {
    std::map<AccountKey, Cursor, std::owner_less<>> cursors;
    for (const auto& sandbox : mock_.All()) {
      if (!appid_.empty() && sandbox->appid() != appid_) continue;
      const auto known = cursors_.find(sandbox);
      Cursor cursor = known == cursors_.end() ? Cursor() : std::move(known->second);
      if (Read(*sandbox, floor, cursor) && known != cursors_.end())
        resets_ += Event("reset", std::nullopt, {{"appid", sandbox->appid()}});
      cursors.emplace(sandbox, std::move(cursor));
    }
    cursors_ = std::move(cursors);  // forgets accounts that are gone
  }

  // Returns whether the account's journal or messages were reset since the last time.
  bool Read(mock::Sandbox& sandbox, std::optional<uint64_t> floor, Cursor& cursor) {
    bool reset = false;
    std::vector<SharedEntry> entries;
    std::vector<mock::Message> messages;
    {
      const mock::OpenAccount account = sandbox.Open(mock_.Now());
      auto news = account->journal.News(cursor.mark);
      entries = std::move(news.entries);
      reset = news.cleared;
      if (cursor.messages.lock() != account->messages) {
        cursor = {cursor.mark, account->messages, 0};
        reset = true;
      }
      const auto& all = account->messages->all();
      for (auto at = all.rbegin(); at != all.rend() && at->number > cursor.message; ++at)
        messages.push_back(*at);
    }
    if (!messages.empty()) cursor.message = messages.front().number;
    if (!floor) return reset;
    for (const mock::Message& message : messages) {
      if (message.request > *floor)
        waiting_.emplace(Place{message.request, false}, MessageEvent(sandbox.appid(), message));
    }
    for (const SharedEntry& entry : entries) {
      if (entry->number > *floor)
        waiting_.emplace(Place{entry->number, true}, RequestEvent(sandbox.appid(), *entry));
    }
    return reset;
  }

  using Place = std::pair<uint64_t, bool>;  // number of the request; its own event

  mock::Mock& mock_;
  const std::string appid_;  // empty: every account's
  std::map<AccountKey, Cursor, std::owner_less<>> cursors_;
  std::map<Place, std::string> waiting_;
  std::string resets_;  // go before all that waits: a reader then begins anew
  base::Instant spoke_{};
};

}  // namespace

Reply StreamEvents(Context& context) {
  std::string appid;
  if (context.fields.Has("appid")) {
    const auto sandbox = context.Account();
    if (sandbox != nullptr) appid = sandbox->appid();
  }
  // A browser's EventSource can set no header on its first connection.
  std::string last(context.request.Header("Last-Event-ID"));
  if (last.empty()) last = context.fields.Text("after").value_or("");
  (void)context.fields.Raw("after");
  const auto floor = NumberOf(last.empty() || last.front() == 'r' ? last : "r" + last, 'r');
  if (!last.empty() && !floor)
    context.fields.Fail("the last event's id must be a number, like that of request r12");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  auto stream = std::make_shared<EventStream>(context.mock, appid, floor);
  Reply reply;
  reply.content_type = "text/event-stream";
  reply.headers.emplace_back("Cache-Control", "no-cache");
  reply.stream = std::make_shared<protocol::Stream>();
  reply.stream->next = [stream]() -> std::optional<std::string> { return stream->Next(); };
  return reply;
}

}  // namespace wxnotice::admin
