// The journal of requests: lists, single requests, exports.
#include <algorithm>

#include "admin/entry.h"
#include "admin/entry_export.h"
#include "admin/entry_scan.h"
#include "admin/har.h"
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using mock::SharedEntry;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr int64_t kMostExported = 1'000'000;

struct EntryPage {
  std::vector<SharedEntry> entries;
  size_t total = 0;
  uint64_t evicted = 0;
};

// Without a filter, reads only the entries of the page.
EntryPage PageOfAll(const mock::Journal& journal, uint64_t from, size_t limit) {
  mock::JournalMark mark = journal.Begin();
  mark.next = std::max(from, journal.evicted());
  return {journal.ReadNew(mark, limit).entries, journal.all().size(), journal.evicted()};
}

EntryPage PageOfSome(Candidates found, EntryFilter& filter, uint64_t from, size_t limit) {
  EntryPage page{{}, 0, found.unseen};
  for (PlacedEntry& placed : found.entries) {
    if (!filter.Accepts(*placed.record)) continue;
    ++page.total;
    if (placed.position >= from && page.entries.size() < limit)
      page.entries.push_back(std::move(placed.record));
  }
  return page;
}

std::optional<EntryPage> ReadPage(Context& context, mock::Sandbox& sandbox, EntryFilter& filter) {
  const auto limit = static_cast<size_t>(context.fields.Integer("limit").value_or(100));
  uint64_t from = 0;
  {
    const mock::AccountView account = sandbox.View(context.now);
    from = PositionAfter(context.fields, account->journal).value_or(0);
    if (!context.fields.Error().empty()) return std::nullopt;
    if (filter.AcceptsAll()) return PageOfAll(account->journal, from, limit);
  }
  return PageOfSome(FindCandidates(sandbox, context.now, filter.match), filter, from, limit);
}

// Exports are complete unless `limit` is given: a file that ends after 100 rows would mislead.
Reply ExportReply(Context& context, EntryFormat format) {
  const auto sandbox = context.Account();
  EntryFilter filter = EntryFilter::Read(context.fields);
  EntryRange range{{}, {}, 0};
  range.limit = static_cast<uint64_t>(context.fields.Integer("limit").value_or(INT64_MAX));
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  Reply reply;
  {
    const mock::AccountView account = sandbox->View(context.now);
    const mock::Journal& journal = account->journal;
    range.from = range.end = journal.End();
    range.from.next =
        std::max(PositionAfter(context.fields, journal).value_or(0), journal.evicted());
    reply.headers.emplace_back("X-Wxnotice-Evicted", std::to_string(journal.evicted()));
  }
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  reply.source = ExportEntries(context.mock, sandbox, std::move(filter), range, std::move(format));
  return reply;
}

Reply ListRequests(Context& context) {
  const bool brief = context.fields.Boolean("brief").value_or(false);
  const auto sandbox = context.Account();
  EntryFilter filter = EntryFilter::Read(context.fields);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const auto page = ReadPage(context, *sandbox, filter);
  if (!page) return Problem(400, context.fields.Error());
  Json rows = Json::array();
  for (const SharedEntry& entry : page->entries) {
    rows.push_back(brief ? WriteBrief(sandbox->appid(), *entry)
                         : WriteEntry(sandbox->appid(), *entry));
  }
  return JsonReply(
      {{"total", page->total}, {"requests", std::move(rows)}, {"evicted", page->evicted}});
}

Reply GetRequest(Context& context) {
  const std::string wanted = context.fields.Text("appid").value_or("");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const auto name = mock::ParseRequestId(context.param).value_or(mock::RequestName());
  std::string appid(name.appid);
  if (appid.empty()) appid = wanted.empty() ? std::string(mock::kDefaultAppid) : wanted;
  uint64_t evicted = 0;
  if (const auto sandbox = context.mock.Find(appid)) {
    const mock::AccountView account = sandbox->View(context.now);
    const SharedEntry found = account->journal.FindShared(name.number);
    if (found != nullptr) return JsonReply(WriteEntry(appid, *found));
    if (name.number <= account->journal.last_evicted()) evicted = account->journal.evicted();
  }
  return Problem(404, "no request " + std::string(context.param) + "; " + WhyNoRequest(evicted));
}

Reply ExportNdjson(Context& context) {
  const std::string appid = context.fields.Text("appid").value_or(std::string(mock::kDefaultAppid));
  EntryFormat format;
  format.write = [appid](const mock::JournalEntry& entry) {
    return protocol::Dump(WriteEntry(appid, entry)) + "\n";
  };
  format.tail = [](uint64_t missed) {
    return missed == 0 ? std::string()
                       : protocol::Dump({{"evicted_before_written", missed}}) + "\n";
  };
  Reply reply = ExportReply(context, std::move(format));
  if (reply.source != nullptr) reply.content_type = "application/x-ndjson";
  return reply;
}

Reply ExportHar(Context& context) {
  EntryFormat format;
  format.head = HarHead(context.options.version);
  format.write = [base_url = context.BaseUrl()](const mock::JournalEntry& entry) {
    return HarEntry(entry, base_url);
  };
  format.separator = ",\n";
  format.tail = HarTail;
  Reply reply = ExportReply(context, std::move(format));
  if (reply.source == nullptr) return reply;
  reply.content_type = "application/json";
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"wxnotice.har\"");
  return reply;
}

}  // namespace

Resource RequestsResource() {
  const Members filters = EntryFilter::QueryFields();
  const Members export_fields =
      Join(filters, {{"limit?", Integer("the most entries; all by default", 1, kMostExported)},
                     AfterField(),
                     AppidField()});
  return {
      .name = "requests",
      .what = "The journal: every call to an emulated or unknown path",
      .schemas = {{"Request", EntrySchema()}, {"BriefRequest", BriefSchema()}},
      .routes = {
          {.method = "GET",
           .path = "/__admin/requests",
           .what = "List the requests that match",
           .handle = ListRequests,
           .fields = Join({{"brief?", Boolean("true: without headers, body and response")}},
                          ListFields(filters)),
           .answers = {{200, "the requests, oldest first",
                        Object({{"total", Count()},
                                {"requests", ListOf(Either({Ref("Request"), Ref("BriefRequest")}))},
                                {"evicted", Count("older ones that were evicted")}})}},
           .slow = true},
          {.method = "GET",
           .path = "/__admin/requests.ndjson",
           .what = "Export the requests that match, one JSON object per line",
           .handle = ExportNdjson,
           .fields = export_fields,
           .answers = {{200,
                        "a Request per line; X-Wxnotice-Evicted is the number of requests "
                        "that were evicted before",
                        String(), "application/x-ndjson"}}},
          {.method = "GET",
           .path = "/__admin/requests.har",
           .what = "Export the requests that match as HAR 1.2",
           .handle = ExportHar,
           .fields = export_fields,
           .answers = {{200,
                        "the file; X-Wxnotice-Evicted is the number of requests that were "
                        "evicted before",
                        Object({{"log",
                                 AnyObject("http://www.softwareishard.com/blog/har-12-spec/")}})}}},
          {.method = "GET",
           .path = "/__admin/requests/{id}",
           .what = "Show a request and its answer",
           .handle = GetRequest,
           .fields = {{"appid?", String("the account, if the id does not name one")}},
           .answers = {{200, "the request", Ref("Request")},
                       Refusal(404, "no journal has such a request")},
           .slow = true}}};
}

}  // namespace wxnotice::admin
