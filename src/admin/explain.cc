// Explains the answer to a request: the reason and its source, the checks that passed, the
// histories of the ids, the nearest accepted values, and a curl command that repeats the request.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>

#include "admin/entry.h"
#include "admin/nearest.h"
#include "admin/resource.h"
#include "base/printable.h"
#include "base/time.h"
#include "mock/family.h"
#include "protocol/behaviour.h"
#include "protocol/trace.h"

namespace wxnotice::admin {
namespace {

using mock::JournalEntry;
using namespace protocol::schema;
using protocol::Behaviour;
using protocol::Json;
using protocol::Reply;

// Quotes `text` for a shell. Writes characters that are unsafe for a terminal as escapes in $'..',
// which bash, zsh and ksh understand.
std::string Quoted(const std::string& text) {
  const bool plain = base::Printable(text) == text;
  std::string out = plain ? "'" : "$'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    } else if (byte < 0x20 || byte >= 0x7F || c == '\'' || c == '\\') {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", byte);
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "'";
}

bool IsWord(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string CurlOf(const JournalEntry& entry, const std::string& base_url) {
  std::string curl = "curl -sS -X " + (IsWord(entry.method) ? entry.method : Quoted(entry.method)) +
                     " " +
                     Quoted(base_url + entry.path + (entry.query.empty() ? "" : "?" + entry.query));
  if (!entry.body->empty())
    // --data-binary would read a text that starts with @ as the name of a file.
    curl += std::string(" -H 'Content-Type: application/json' ") +
            (entry.body->front() == '@' ? "--data-raw " : "--data-binary ") + Quoted(*entry.body);
  return curl;
}

// The rule that refused the request, and its confidence.
Json RuleOf(const JournalEntry& entry) {
  const protocol::Reason* reason = Behaviour::Builtin().FindReason(entry.reason);
  if (reason == nullptr) return nullptr;
  const protocol::Errcode* errcode = Behaviour::Builtin().FindErrcode(entry.errcode);
  Json rule = {{"basis", reason->basis}, {"source", reason->source}};
  if (errcode != nullptr) {
    rule["errcode_source"] = errcode->source;
    rule["errcode_confidence"] = errcode->confidence;
  }
  return rule;
}

Json ExplanationSchema() {
  return Object(
      Join({{"id", String("", "r4")},
            {"appid", String()},
            {"api", String("empty: the path is not an API's")},
            {"method", String()},
            {"path", String()},
            {"at", Time()},
            {"errcode", Integer()},
            {"response", String()},
            {"reason", OrNull(String("", "form_id.expired"))},
            {"why", OrNull(BothLanguages("the reason in words"))},
            {"client", OrNull(BothLanguages("what a client should do"))},
            {"rule", OrNull(Object({{"basis", String()},
                                    {"source", String("where the rule is documented")},
                                    {"errcode_source?", String()},
                                    {"errcode_confidence?", String()}}))},
            {"passed", ListOf(String(), "the checks that the request passed")},
            {"detail", Anything("what was known when the request was refused")},
            {"fault", OrNull(String("the fault that applied", "f1"))},
            {"late", Boolean("true: the account was reset before the answer")},
            {"hung_up", Boolean("true: the client closed its side before the answer")},
            {"nearest", OrNull(Object({{"field", String()},
                                       {"value", String()},
                                       {"nearest", String()},
                                       {"differs_by", String()},
                                       {"openid?", String("the user of the nearest value")}},
                                      "the value that would have been accepted"))},
            {"curl", String("a command that repeats the request")}},
           mock::MembersOf(&mock::StateMembers::explanation)));
}

// The journal entry with an id or a trace, of any account.
struct Found {
  std::shared_ptr<mock::Sandbox> sandbox;
  mock::SharedEntry entry;
  uint64_t evicted = 0;  // from all journals that were searched
};

// The accounts to search.
std::vector<std::shared_ptr<mock::Sandbox>> AccountsOf(
    const mock::Mock& mock, const std::optional<mock::RequestName>& name) {
  if (!name) return mock.All();
  auto sandbox = mock.Find(name->appid.empty() ? mock::kDefaultAppid : name->appid);
  if (sandbox == nullptr) return {};
  return {std::move(sandbox)};
}

// `appid`: the account, if the id does not name one; may be empty.
Found FindEntry(const Context& context, std::string_view wanted, const std::string& appid) {
  auto name = mock::ParseRequestId(wanted);
  if (name && name->appid.empty()) name->appid = appid;
  Found found;
  for (auto& sandbox : AccountsOf(context.mock, name)) {
    const mock::AccountView account = sandbox->View(context.now);
    const mock::Journal& journal = account->journal;
    found.entry = name ? journal.FindShared(name->number) : journal.FindTrace(wanted);
    found.sandbox = sandbox;
    if (found.entry != nullptr) return found;
    found.evicted += journal.evicted();
  }
  return found;
}

Reply Explain(Context& context) {
  const std::string appid = context.fields.Text("appid").value_or("");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const std::string_view wanted = protocol::FindTraceId(context.param);
  const Found found = FindEntry(context, wanted, appid);
  if (found.entry == nullptr)
    return Problem(404, "no request has this id, hint or rid; " + WhyNoRequest(found.evicted));
  const JournalEntry& entry = *found.entry;
  const protocol::Reason* reason = Behaviour::Builtin().FindReason(entry.reason);
  const base::LocalizedText* remedy = Behaviour::Builtin().FindRemedy(reason, entry.errcode);
  Json answer = {{"id", entry.id()},
                 {"appid", found.sandbox->appid()},
                 {"api", entry.api},
                 {"method", entry.method},
                 {"path", entry.path},
                 {"at", base::FormatInstant(entry.at)},
                 {"errcode", entry.errcode},
                 {"response", entry.response},
                 {"reason", entry.reason.empty() ? Json() : Json(entry.reason)},
                 {"why", reason != nullptr ? Both(reason->why) : Json()},
                 {"client", reason != nullptr && remedy != nullptr ? Both(*remedy) : Json()},
                 {"rule", RuleOf(entry)},
                 {"passed", entry.passed},
                 {"detail", WriteDetail(entry)},
                 {"fault", entry.fault.empty() ? Json() : Json(entry.fault)},
                 {"late", entry.late},
                 {"hung_up", entry.hung_up}};
  KnownValues known;
  {
    const mock::AccountView account = found.sandbox->View(context.now);
    for (const auto& family : account->state->families)
      family->Explain(entry.subjects, *entry.appid, account.now(), answer);
    known = KnownValues::Of(account);
  }
  const auto refused = FindRefused(entry);
  answer["nearest"] = refused ? known.Nearest(*refused) : Json();
  answer["curl"] = CurlOf(entry, context.BaseUrl());
  return JsonReply(answer);
}

}  // namespace

Resource ExplainResource() {
  return {.name = "explain",
          .what = "Why a request was answered the way it was",
          .schemas = {{"Explanation", ExplanationSchema()}},
          .routes = {{.method = "GET",
                      .path = "/__admin/explain/{id}",
                      .what = "Explain the answer to a request, found by its id "
                              "(X-Wxnotice-Request-Id: r12 at the default account, r12@wx-a at "
                              "another), or by the hint or rid of an errmsg",
                      .handle = Explain,
                      .fields = {{"appid?", String("the account, if the id does not name one")}},
                      .answers = {{200, "the explanation", Ref("Explanation")},
                                  Refusal(404, "no request has this id, hint or rid")},
                      .slow = true}}};
}

}  // namespace wxnotice::admin
