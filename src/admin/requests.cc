// The journal of requests: listed, one by one, and exported.
#include <algorithm>

#include "admin/entry.h"
#include "admin/har.h"
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using mock::SharedEntry;
using protocol::Json;
using protocol::Reply;

// Exports are whole unless `limit` says otherwise: a file that ends after 100 rows would mislead.
std::optional<Selection> SelectExport(Context& context) {
  auto selection = SelectEntries(context);
  if (!selection) return std::nullopt;
  const auto limit = context.fields.Integer("limit", 1, 1'000'000);
  const auto after = context.fields.Text("after");
  auto& entries = selection->entries;
  if (after) {
    const auto at = std::find_if(entries.begin(), entries.end(),
                                 [&](const SharedEntry& entry) { return entry->id() == *after; });
    entries.erase(entries.begin(), at == entries.end() ? at : at + 1);
  }
  if (limit && entries.size() > static_cast<size_t>(*limit))
    entries.resize(static_cast<size_t>(*limit));
  if (!context.fields.Error().empty()) return std::nullopt;
  return selection;
}

}  // namespace

Reply ListRequests(Context& context) {
  const bool brief = context.fields.Boolean("brief").value_or(false);
  const auto selection = SelectEntries(context);
  if (!selection) return Problem(400, context.fields.Error());
  Json page = Page(
      context, "requests", selection->entries, [](const SharedEntry& e) { return e->id(); },
      [&](const SharedEntry& e) {
        return brief ? WriteBrief(selection->appid, *e) : WriteEntry(selection->appid, *e);
      });
  page["evicted"] = selection->evicted;
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply GetRequest(Context& context) {
  const std::string wanted = context.fields.Text("appid").value_or("");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const uint64_t number = NumberOf(context.param, 'r').value_or(0);
  for (const auto& sandbox : context.mock.All()) {
    if (!wanted.empty() && sandbox->appid() != wanted) continue;
    SharedEntry found;
    {
      const mock::OpenAccount account = sandbox->Open(context.mock.Now());
      found = account->journal.FindShared(number);
    }
    if (found != nullptr) return JsonReply(WriteEntry(sandbox->appid(), *found));
  }
  return Problem(404, "no request " + std::string(context.param) +
                          "; the journal keeps the last of each account, and a reset empties it");
}

Reply ExportNdjson(Context& context) {
  const auto selection = SelectExport(context);
  if (!selection) return Problem(400, context.fields.Error());
  Reply reply;
  reply.content_type = "application/x-ndjson";
  for (const SharedEntry& entry : selection->entries)
    reply.body += Dump(WriteEntry(selection->appid, *entry)) + "\n";
  return reply;
}

Reply ExportHar(Context& context) {
  const auto selection = SelectExport(context);
  if (!selection) return Problem(400, context.fields.Error());
  Reply reply;
  reply.content_type = "application/json";
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"wxnotice.har\"");
  reply.body = WriteHar(selection->entries, context.options.version, context.BaseUrl());
  return reply;
}

}  // namespace wxnotice::admin
