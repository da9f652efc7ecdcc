#include "admin/event_stream.h"

#include <memory>
#include <vector>

#include <nlohmann/json.hpp>

#include "admin/entry.h"
#include "admin/later.h"
#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;

// Of one look, which takes about a millisecond: the rest comes in the next.
constexpr size_t kChunkBytes = size_t{192} * 1024;
constexpr size_t kMostEvents = 128;
constexpr size_t kTextCodePoints = 200;  // of a client's text in an event

// Less than the transport's 15 s, so that each tick of a silent stream finds it over.
constexpr base::Duration kSilence{10'000};

std::string Event(const char* name, std::optional<uint64_t> id, const Json& data) {
  const std::string id_line = id ? "id: " + std::to_string(*id) + "\n" : "";
  return id_line + "event: " + name + "\ndata: " + Dump(data) + "\n\n";
}

// What a list shows of a card: its values, the emphasised one first. Null when the body is too long
// to be read while others wait.
Json Values(const mock::Message& message) {
  if (message.body->size() > kQuickBytes) return nullptr;
  std::string first;
  std::string others;
  for (const mock::Keyword& keyword : mock::ReadCard(message).keywords) {
    std::string& place = keyword.emphasised ? first : others;
    if (!keyword.value.empty())
      place += (place.empty() ? "" : " · ") + base::Fold(keyword.value, kTextCodePoints);
  }
  return base::Fold(first + (first.empty() || others.empty() ? "" : " · ") + others,
                    kTextCodePoints);
}

// Without an id: it goes before the event of the request that sent it, so that a reader that was
// cut off between the two gets both again.
std::string MessageEvent(const std::string& appid, const mock::Message& message) {
  return Event("message", std::nullopt,
               {{"id", message.id()},
                {"appid", appid},
                {"openid", base::Fold(message.openid, kTextCodePoints)},
                {"title", message.content->title},
                {"text", Values(message)},
                {"request", "r" + std::to_string(message.request)},
                {"delivered", message.delivered},
                {"at", base::FormatInstant(message.at)}});
}

std::string RequestEvent(const std::string& appid, const mock::JournalEntry& entry) {
  return Event("request", entry.number, WriteBrief(appid, entry));
}

}  // namespace

EventStream::EventStream(mock::Mock& mock, std::string appid, std::optional<uint64_t> floor)
    : mock_(mock), appid_(std::move(appid)), changes_(mock.feed()) {
  for (const auto& sandbox : mock_.All()) {
    if (!appid_.empty() && sandbox->appid() != appid_) continue;
    EventCursor& cursor = cursors_.try_emplace(sandbox->appid(), sandbox).first->second;
    if (floor) {
      cursor.SkipTo(*floor, mock_.Now());
      behind_.insert(sandbox->appid());
    } else {
      cursor.SkipAll(mock_.Now());
    }
  }
}

void EventStream::FindChanged() {
  for (std::string& appid : changes_.Next()) {
    if (appid_.empty() || appid == appid_) behind_.insert(std::move(appid));
  }
}

// Null when the account is gone. One of the same appid that came in its place is another account.
EventCursor* EventStream::CursorOf(const std::string& appid) {
  const auto sandbox = mock_.Find(appid);
  auto known = cursors_.find(appid);
  if (known != cursors_.end() && (sandbox == nullptr || known->second.sandbox() != sandbox)) {
    cursors_.erase(known);
    known = cursors_.end();
  }
  if (sandbox == nullptr) return nullptr;
  if (known == cursors_.end()) known = cursors_.try_emplace(appid, sandbox).first;
  return &known->second;
}

void EventStream::ForgetGone() {
  if (cursors_.size() < forget_at_) return;
  std::erase_if(cursors_, [](const auto& row) { return row.second.sandbox() == nullptr; });
  forget_at_ = 2 * cursors_.size() + 64;
}

void EventStream::Refill(Source& source, size_t most, std::string& chunk) {
  do {
    source.news = source.cursor->Peek(most, mock_.Now());
    if (source.news.reset) chunk += Event("reset", std::nullopt, {{"appid", source.appid}});
    if (source.news.missed > 0) {
      chunk += Event("gap", std::nullopt,
                     {{"appid", source.appid}, {"missed_at_most", source.news.missed}});
    }
  } while (source.news.items.empty() && source.news.more);
}

std::string EventStream::Tell() {
  std::string chunk;
  std::vector<Source> sources;
  std::set<std::pair<uint64_t, size_t>> next;  // number of the request, index of its source
  const size_t most = std::max<size_t>(1, kMostEvents / std::max<size_t>(1, behind_.size()));
  for (auto appid = behind_.begin(); appid != behind_.end();) {
    Source source{*appid, CursorOf(*appid), {}};
    if (source.cursor != nullptr) Refill(source, most, chunk);
    if (source.news.items.empty()) {
      appid = behind_.erase(appid);
      continue;
    }
    next.emplace(source.news.items.front().number, sources.size());
    sources.push_back(std::move(source));
    ++appid;
  }
  size_t parsed_bytes = 0;
  for (size_t told = 0; !next.empty() && told < kMostEvents && chunk.size() < kChunkBytes &&
                        parsed_bytes < kQuickBytes;
       ++told) {
    const size_t index = next.begin()->second;
    next.erase(next.begin());
    Source& source = sources[index];
    const EventItem item = std::move(source.news.items.front());
    source.news.items.pop_front();
    if (item.message != nullptr) {
      parsed_bytes += std::min(item.message->body->size(), kQuickBytes / 4);
      chunk += MessageEvent(source.appid, *item.message);
    } else {
      chunk += RequestEvent(source.appid, *item.entry);
    }
    source.cursor->Pass(item);
    if (source.news.items.empty() && source.news.more) Refill(source, most, chunk);
    if (source.news.items.empty()) {
      behind_.erase(source.appid);
    } else {
      next.emplace(source.news.items.front().number, index);
    }
  }
  return chunk;
}

std::string EventStream::Next() {
  FindChanged();
  std::string chunk = behind_.empty() ? "" : Tell();
  ForgetGone();
  // The transport asks again only when something changes: what is left is such a thing.
  if (!behind_.empty()) mock_.Changed();
  const bool idle = chunk.empty() && mock_.Now() - spoke_ >= kSilence;
  if (idle) chunk = ": still here\n\n";
  if (!chunk.empty()) spoke_ = mock_.Now();
  return chunk;
}

}  // namespace wxnotice::admin
