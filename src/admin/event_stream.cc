#include "admin/event_stream.h"

#include <memory>
#include <vector>

#include <nlohmann/json.hpp>

#include "admin/entry.h"
#include "admin/later.h"
#include "base/time.h"
#include "base/utf8.h"
#include "mock/account/card.h"
#include "protocol/json.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;

// Limits of one call, which takes about a millisecond; the rest follows in the next call.
constexpr size_t kChunkBytes = size_t{192} * 1024;
constexpr size_t kMostEvents = 128;
constexpr size_t kMostAccounts = 256;
constexpr size_t kTextCodePoints = 200;  // the maximum size of a client's text in an event

// Less than the interval of the transport, 15 s, so that each call for a silent stream writes a
// comment.
constexpr base::Duration kSilence{10'000};

std::string Event(const char* name, std::optional<uint64_t> id, const Json& data) {
  const std::string id_line = id ? "id: " + std::to_string(*id) + "\n" : "";
  return id_line + "event: " + name + "\ndata: " + protocol::Dump(data) + "\n\n";
}

// The values of a card, the emphasised one first, for a list. Null if the body is too long to be
// parsed on an event loop.
Json Values(const mock::Message& message) {
  if (message.body->size() > kQuickBytes) return nullptr;
  std::string first;
  std::string others;
  for (const mock::CardRow& row : mock::ReadCard(message).rows) {
    std::string& place = row.emphasised ? first : others;
    if (!row.value.empty())
      place += (place.empty() ? "" : " · ") + base::Fold(row.value, kTextCodePoints);
  }
  return base::Fold(first + (first.empty() || others.empty() ? "" : " · ") + others,
                    kTextCodePoints);
}

// Has no id: the event of the request that sent the message follows, so a reader that is
// disconnected between the two gets both again.
std::string MessageEvent(const std::string& appid, const mock::Message& message) {
  return Event("message", std::nullopt,
               {{"id", message.id()},
                {"appid", appid},
                {"openid", base::Fold(message.openid, kTextCodePoints)},
                {"template_id", message.content->template_id},
                {"title", message.content->title},
                {"text", Values(message)},
                {"request", mock::RequestId(appid, message.request)},
                {"delivered", message.delivered},
                {"at", base::FormatInstant(message.at)}});
}

std::string RequestEvent(const std::string& appid, const mock::JournalEntry& entry) {
  return Event("request", entry.order, WriteBrief(appid, entry));
}

}  // namespace

EventStream::EventStream(mock::Mock& mock, std::string appid, std::optional<uint64_t> floor)
    : mock_(mock), appid_(std::move(appid)), changes_(mock.feed()) {
  for (const auto& sandbox : mock_.All()) {
    if (!appid_.empty() && sandbox->appid() != appid_) continue;
    EventCursor& cursor =
        sources_.try_emplace(sandbox->appid(), Source{EventCursor(sandbox)}).first->second.cursor;
    if (!floor) {
      cursor.SkipAll(mock_.Now());
    } else if (cursor.SkipTo(*floor, mock_.Now())) {
      changed_.push_back(sandbox->appid());
    }
  }
}

void EventStream::Drop(const std::string& appid) {
  const auto known = sources_.find(appid);
  if (known == sources_.end()) return;
  if (known->second.front) in_order_.erase({*known->second.front, appid});
  sources_.erase(known);
}

EventStream::Source* EventStream::SourceOf(const std::string& appid, std::string& chunk) {
  const auto sandbox = mock_.Find(appid);
  const auto known = sources_.find(appid);
  if (known != sources_.end() && sandbox != nullptr && known->second.cursor.sandbox() == sandbox)
    return &known->second;
  if (known != sources_.end()) chunk += Event("reset", std::nullopt, {{"appid", appid}});
  Drop(appid);
  if (sandbox == nullptr) return nullptr;
  return &sources_.try_emplace(appid, Source{EventCursor(sandbox)}).first->second;
}

void EventStream::ForgetGone() {
  if (sources_.size() < forget_at_) return;
  std::vector<std::string> gone;
  for (const auto& [appid, source] : sources_) {
    if (source.cursor.sandbox() == nullptr) gone.push_back(appid);
  }
  for (const std::string& appid : gone) Drop(appid);
  forget_at_ = 2 * sources_.size() + 64;
}

EventBatch EventStream::Read(const std::string& appid, Source& source, size_t most,
                             std::string& chunk) {
  EventBatch batch;
  do {
    batch = source.cursor.Peek(most, mock_.Now());
    if (batch.reset) chunk += Event("reset", std::nullopt, {{"appid", appid}});
    if (batch.missed > 0) {
      chunk += Event("gap", std::nullopt, {{"appid", appid}, {"missed_at_most", batch.missed}});
    }
  } while (batch.items.empty() && batch.more);
  return batch;
}

void EventStream::Place(const std::string& appid, Source& source, const EventBatch& batch) {
  if (source.front) in_order_.erase({*source.front, appid});
  source.front.reset();
  if (batch.items.empty()) return;
  source.front = batch.items.front().order;
  in_order_.emplace(*source.front, appid);
}

// Changes during the loop wait for the next call, so that the loop ends.
void EventStream::ReadChanged(std::string& chunk) {
  if (changed_.empty()) changed_ = changes_.Next();
  for (size_t looked = 0; !changed_.empty() && looked < kMostAccounts; ++looked) {
    const std::string appid = std::move(changed_.back());
    changed_.pop_back();
    if (!appid_.empty() && appid != appid_) continue;
    Source* const source = SourceOf(appid, chunk);
    if (source != nullptr) Place(appid, *source, Read(appid, *source, 1, chunk));
  }
}

void EventStream::WriteEvents(std::string& chunk) {
  const size_t most = std::max<size_t>(1, kMostEvents / std::max<size_t>(1, in_order_.size()));
  std::map<std::string, EventBatch> read;
  size_t parsed_bytes = 0;
  for (size_t told = 0; !in_order_.empty() && told < kMostEvents && chunk.size() < kChunkBytes &&
                        parsed_bytes < kQuickBytes;
       ++told) {
    const std::string appid = in_order_.begin()->second;
    Source* const source = SourceOf(appid, chunk);
    if (source == nullptr) continue;
    EventBatch& batch = read[appid];
    // Without a front, a new account has replaced the old one.
    if (batch.items.empty() || !source->front) batch = Read(appid, *source, most, chunk);
    if (!batch.items.empty()) {
      const EventItem item = std::move(batch.items.front());
      batch.items.pop_front();
      if (item.message != nullptr) {
        parsed_bytes += std::min(item.message->body->size(), kQuickBytes / 4);
        chunk += MessageEvent(appid, *item.message);
      } else {
        chunk += RequestEvent(appid, *item.entry);
      }
      source->cursor.Pass(item);
      if (batch.items.empty() && batch.more) batch = Read(appid, *source, most, chunk);
    }
    Place(appid, *source, batch);
  }
}

std::string EventStream::Next() {
  std::string chunk;
  ReadChanged(chunk);
  // The next event is known only when all changed accounts were read.
  if (changed_.empty()) WriteEvents(chunk);
  ForgetGone();
  // The transport calls again only after a change; remaining events count as one.
  if (!changed_.empty() || !in_order_.empty()) mock_.Changed();
  const bool idle = chunk.empty() && mock_.Now() - spoke_ >= kSilence;
  if (idle) chunk = ": still here\n\n";
  if (!chunk.empty()) spoke_ = mock_.Now();
  return chunk;
}

}  // namespace wxnotice::admin
