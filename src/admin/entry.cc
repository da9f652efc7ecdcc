#include "admin/entry.h"

#include <algorithm>
#include <charconv>

#include "admin/match.h"
#include "admin/resource.h"
#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::admin {
namespace {

using mock::SharedEntry;
using protocol::Json;

constexpr size_t kBriefCodePoints = 200;

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

Json NullIfEmpty(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

// A name that comes twice gets a list.
Json WriteQuery(const std::string& query) {
  Json object = Json::object();
  for (const auto& [name, value] : protocol::ParseQuery(query)) {
    Json& place = object[name];
    if (place.is_null()) {
      place = value;
    } else {
      if (place.is_string()) place = Json::array({place});
      place.push_back(value);
    }
  }
  return object;
}

// Headers of one name are one list with commas.   Source: RFC 9110 §5.3.
Json WriteHeaders(const protocol::Headers& headers) {
  Json object = Json::object();
  for (const auto& [name, value] : headers) {
    Json& place = object[name];
    place = place.is_null() ? value : place.get<std::string>() + ", " + value;
  }
  return object;
}

bool HoldsText(const mock::JournalEntry& entry, const std::string& part) {
  const std::string_view texts[] = {entry.path, entry.query, *entry.body, entry.response,
                                    entry.reason};
  return std::any_of(std::begin(texts), std::end(texts),
                     [&](std::string_view text) { return admin::HoldsText(text, part); });
}

}  // namespace

std::string Dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string LowerAscii(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), Lower);
  return text;
}

bool HoldsText(std::string_view text, std::string_view part) {
  return part.empty() || std::search(text.begin(), text.end(), part.begin(), part.end(),
                                     [](char a, char b) { return Lower(a) == b; }) != text.end();
}

std::optional<uint64_t> NumberOf(std::string_view id, char letter) {
  uint64_t number = 0;
  if (id.empty() || id.front() != letter) return std::nullopt;
  const auto [end, error] = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return number;
}

Json WriteEntry(const std::string& appid, const mock::JournalEntry& entry) {
  Json row = {{"id", entry.id()},
              {"appid", appid},
              {"at", base::FormatInstant(entry.at)},
              {"received", base::FormatInstant(entry.received)},
              {"api", NullIfEmpty(entry.api)},
              {"method", entry.method},
              {"path", entry.path},
              {"query", WriteQuery(entry.query)},
              {"headers", WriteHeaders(entry.headers)}};
  const bool is_text = base::IsUtf8(*entry.body);
  row["body"] = is_text ? Json(*entry.body) : Json();
  if (!is_text) row["body_base64"] = base::Base64(*entry.body);
  row["status"] = entry.status;
  row["errcode"] = entry.errcode;
  row["reason"] = NullIfEmpty(entry.reason);
  row["response"] = entry.response;
  row["passed"] = entry.passed;
  row["detail"] = entry.detail.empty() ? Json::object() : Json::parse(entry.detail, nullptr, false);
  row["trace_id"] = NullIfEmpty(entry.trace_id);
  row["fault"] = NullIfEmpty(entry.fault);
  row["late"] = entry.late;
  row["openid"] = NullIfEmpty(entry.openid);
  row["template_id"] = NullIfEmpty(entry.template_id);
  row["form_id"] = NullIfEmpty(entry.form_id);
  return row;
}

Json WriteBrief(const std::string& appid, const mock::JournalEntry& entry) {
  const auto brief = [](const std::string& text) {
    return text.empty() ? Json() : Json(base::Fold(text, kBriefCodePoints));
  };
  return {{"id", entry.id()},
          {"appid", appid},
          {"at", base::FormatInstant(entry.at)},
          {"api", NullIfEmpty(entry.api)},
          {"method", base::Fold(entry.method, kBriefCodePoints)},
          {"path", base::Fold(entry.path, kBriefCodePoints)},
          {"status", entry.status},
          {"errcode", entry.errcode},
          {"reason", NullIfEmpty(entry.reason)},
          {"openid", brief(entry.openid)},
          {"form_id", brief(entry.form_id)},
          {"fault", NullIfEmpty(entry.fault)},
          {"late", entry.late}};
}

std::vector<SharedEntry> AllEntries(mock::Sandbox& sandbox, base::Instant real, uint64_t* evicted) {
  const mock::OpenAccount account = sandbox.Open(real);
  mock::JournalMark mark = account->journal.Begin();
  *evicted = account->journal.evicted();
  return account->journal.News(mark).entries;
}

std::optional<Selection> SelectEntries(Context& context) {
  const auto sandbox = context.Account();
  const Match match = Match::OfFields(context.fields);
  const auto since = context.fields.Instant("since");
  const std::string part = LowerAscii(context.fields.Text("q").value_or(""));
  (void)context.fields.Raw("limit");
  (void)context.fields.Raw("after");
  if (!context.fields.Error().empty()) return std::nullopt;
  Selection selection{sandbox->appid(), {}, 0};
  for (SharedEntry& entry : AllEntries(*sandbox, context.mock.Now(), &selection.evicted)) {
    if (since && entry->received < *since) continue;
    if (match.Accepts(*entry) && HoldsText(*entry, part))
      selection.entries.push_back(std::move(entry));
  }
  return selection;
}

}  // namespace wxnotice::admin
