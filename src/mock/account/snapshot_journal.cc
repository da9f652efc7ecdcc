#include "mock/account/snapshot_journal.h"

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_values.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

// One list of the members for reading and writing, so that neither can miss one.
template <typename Entry, typename Visit>
void EachText(Entry& entry, Visit visit) {
  visit("api", entry.api);
  visit("method", entry.method);
  visit("path", entry.path);
  visit("query", entry.query);
  visit("peer", entry.peer);
  visit("content_type", entry.content_type);
  visit("response", entry.response);
  visit("reason", entry.reason);
  visit("trace_id", entry.trace_id);
  visit("detail", entry.detail);
  visit("fault", entry.fault);
  entry.subjects.Each(visit);
}

Json SaveFindings(const std::vector<EntryFinding>& findings) {
  Json list = Json::array();
  for (const auto& [finding, detail] : findings)
    list.push_back({{"finding", finding}, {"detail", SaveBytes(detail)}});
  return list;
}

}  // namespace

Json SaveRow(const JournalEntry& entry) {
  Json headers = Json::array();
  for (const auto& [name, value] : entry.headers)
    headers.push_back({SaveBytes(name), SaveBytes(value)});
  Json row = {{"number", entry.number},
              {"received", SaveTime(entry.received)},
              {"at", SaveTime(entry.at)},
              {"took_ms", entry.took.count()},
              {"status", entry.status},
              {"errcode", entry.errcode},
              {"late", entry.late},
              {"hung_up", entry.hung_up},
              {"passed", entry.passed},
              {"expected", entry.expected},
              {"findings", SaveFindings(entry.findings)},
              {"headers", std::move(headers)},
              {"body", SaveBytes(*entry.body)}};
  EachText(entry, [&](std::string_view name, const std::string& text) {
    row[std::string(name)] = SaveBytes(text);
  });
  return row;
}

JournalEntry EntryOf(const Json& row) {
  JournalEntry entry;
  entry.number = CountOf(row.at("number"));
  entry.received = InstantOf(row.at("received"));
  entry.at = InstantOf(row.at("at"));
  entry.took = base::Duration(IntegerOf(row.at("took_ms"), -kHighestCount, kHighestCount));
  entry.status = static_cast<int>(IntegerOf(row.at("status"), 0, 999));
  entry.errcode = static_cast<int>(IntegerOf(row.at("errcode"), INT32_MIN, INT32_MAX));
  entry.late = row.at("late").get<bool>();
  entry.hung_up = row.value("hung_up", false);  // missing in older snapshots
  entry.passed = row.at("passed").get<std::vector<std::string>>();
  entry.expected = row.value("expected", "");  // these two are missing in older snapshots
  for (const Json& finding : row.value("findings", Json::array()))
    entry.findings.push_back({BytesOf(finding.at("finding")), BytesOf(finding.at("detail"))});
  for (const Json& header : row.at("headers"))
    entry.headers.emplace_back(BytesOf(header.at(0)), BytesOf(header.at(1)));
  entry.body = std::make_shared<const std::string>(BytesOf(row.at("body")));
  EachText(entry, [&](std::string_view name, std::string& text) {
    text = BytesOf(row.at(std::string(name)));
  });
  const auto detail = protocol::ParseJson(entry.detail.empty() ? "{}" : entry.detail);
  if (!detail || !detail->is_object()) RefuseSnapshot("\"detail\" is not a JSON object");
  return entry;
}

}  // namespace wxnotice::mock
