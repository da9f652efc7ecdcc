// What phones give: the ids of submitted forms and of payments.
#include <algorithm>
#include <memory>

#include "admin/entry.h"
#include "admin/resource.h"
#include "mock/families/template_message/phone.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr std::string_view kKinds[] = {"form", "prepay"};
constexpr std::string_view kStates[] = {"fresh", "used", "expired", "unpaid", "devtools"};
constexpr int64_t kMostMinted = 1'000'000;
constexpr int kMintedAtOnce = 1'000;  // under one lock

// Takes the lock for a thousand ids at a time: a million take seconds, and other calls of the
// account go on in between.
Reply Mint(mock::Mock& mock, mock::Sandbox& sandbox, mock::MintSpec spec) {
  const auto wanted = static_cast<size_t>(spec.count);
  {
    mock::LockedAccount account = sandbox.Open(mock.Now());
    if (mock::MakeRoomForFormIds(mock.shared(), account, wanted) < wanted) {
      return AccountIsFull("form ids that are valid", "max_form_ids");
    }
    if (mock.AddUser(account, {spec.openid, ""}) == nullptr)
      return AccountIsFull("users", "max_users");
    if (!spec.form_id.empty() &&
        !mock::TryClaim(mock.shared(), *account->state, "form_id", spec.form_id)) {
      return Problem(409, "an account has the form_id \"" + spec.form_id +
                              "\" already; give another, or delete or reset that account");
    }
  }
  constexpr size_t kIdBytes = sizeof("\"wx20180101000000\",") + 20;
  Reply reply = JsonReply(Json::object(), 201);
  reply.body.reserve(wanted * kIdBytes);  // fails before anything is minted
  reply.body = "{\"form_ids\":[";
  for (size_t done = 0; done < wanted; done += static_cast<size_t>(spec.count)) {
    spec.count = static_cast<int>(std::min<size_t>(kMintedAtOnce, wanted - done));
    mock::LockedAccount account = sandbox.Open(mock.Now());
    for (const std::string& id : mock::MintFormIds(mock.shared(), account, spec))
      reply.body.append(reply.body.back() == '[' ? "" : ",").append(protocol::Dump(id));
  }
  reply.body += "]}\n";
  return reply;
}

// The test's own id; empty if it gives none.
std::string ReadFormId(Context& context, const mock::MintSpec& spec) {
  Fields& fields = context.fields;
  if (!fields.Has("form_id")) return {};
  std::string id = ReadOwnId(context, "form_id");
  if (spec.count != 1) fields.Fail("\"form_id\" is one id; leave out \"count\"");
  if (spec.devtools && spec.kind == mock::FormIdKind::kForm)
    fields.Fail("the developer tools always give the same form_id; leave out \"form_id\"");
  if (id == mock::kDevtoolsFormId)
    fields.Fail("that is what the developer tools give; mint it with \"devtools\": true");
  if (id.starts_with("prepay_id="))
    fields.Fail("WeChat takes a prepay_id without \"prepay_id=\" before it; leave that out");
  return id;
}

Reply MintFormIds(Context& context) {
  Fields& fields = context.fields;
  mock::MintSpec spec;
  spec.openid = fields.RequiredText("openid", kMostNameBytes);
  const bool prepay = fields.Choice("kind", kKinds).value_or("form") == "prepay";
  spec.kind = prepay ? mock::FormIdKind::kPrepay : mock::FormIdKind::kForm;
  spec.count = static_cast<int>(fields.Integer("count", 1, kMostMinted).value_or(1));
  spec.age = fields.Duration("age");
  spec.paid = fields.Boolean("paid");
  spec.devtools = fields.Boolean("devtools").value_or(false);
  spec.form_id = ReadFormId(context, spec);
  const auto sandbox = context.Account();
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  if (spec.count <= kMintedAtOnce) return Mint(context.mock, *sandbox, spec);
  // The context ends with this call.
  Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = [&mock = context.mock, sandbox, spec] { return Mint(mock, *sandbox, spec); };
  return reply;
}

Reply ListFormIds(Context& context) {
  const auto state = context.fields.Choice("state", kStates);
  const auto openid = context.fields.Text("openid");
  const bool newest = context.fields.Boolean("newest").value_or(false);
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::Rows<mock::FormId> ids;
  base::Instant now;
  {
    const mock::AccountView account = sandbox->View(context.mock.Now());
    ids = mock::TemplateMessagesOf(*account->state).form_ids.Share();
    now = account.now();
  }
  std::vector<const mock::FormId*> rows;
  ids.Each([&](const mock::FormId& id) {
    if (state && id.State(now) != *state) return;
    if (openid && id.openid != *openid) return;
    rows.push_back(&id);
  });
  if (newest) std::reverse(rows.begin(), rows.end());
  const Json page = Page(
      context, "form_ids", rows, [](const auto* id) -> const std::string& { return id->id; },
      [&](const auto* id) { return WriteFormId(*id, sandbox->appid(), now); });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

}  // namespace

Resource FormIdsResource() {
  return {
      .name = "form_ids",
      .what = "The ids that phones give: of submitted forms and of payments",
      .schemas = {{"FormId", mock::FormIdSchema()}},
      .routes = {
          {.method = "POST",
           .path = "/__admin/form-ids",
           .what = "Mint form ids, as a submitted form or a payment would; the openid becomes "
                   "known to the account",
           .handle = MintFormIds,
           .fields = {{"openid", String("the user who submits or pays", "oUser1")},
                      {"kind?", OneOf(kKinds,
                                      "form (the default) is good for one message, prepay "
                                      "for three")},
                      {"count?", Integer("the number of form ids; 1 by default", 1, kMostMinted)},
                      {"age?", Duration("how old they are; they expire after 7 days", "6d23h")},
                      {"paid?", Boolean("false: the order is not paid")},
                      {"devtools?", Boolean("true: what the developer tools give, never valid")},
                      {"form_id?", String("your own id; a new one by default", "form-1")},
                      AppidField()},
           .answers = {{201, "the ids", Object({{"form_ids", ListOf(String())}})},
                       Refusal(409, "the account is full, or an account has that id already")}},
          {.method = "GET",
           .path = "/__admin/form-ids",
           .what = "List the form ids",
           .handle = ListFormIds,
           .fields = ListFields({{"state?", OneOf(kStates, "only those in this state")},
                                 {"openid?", String("only those of this user")},
                                 {"newest?", Boolean("true: the newest first")}}),
           .answers = {{200, "the form ids", PageOf("form_ids", Ref("FormId"))}},
           .slow = true}}};
}

}  // namespace wxnotice::admin
