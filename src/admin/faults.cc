// Faults: what goes wrong, for whom, how often.
#include <algorithm>
#include <set>

#include "admin/entry.h"
#include "admin/resource.h"
#include "base/time.h"
#include "base/utf8.h"
#include "mock/account/snapshot_values.h"
#include "mock/apis.h"

namespace wxnotice::admin {
namespace {

using mock::Delay;
using mock::Fault;
using namespace protocol::schema;
using protocol::Ending;
using protocol::Json;
using protocol::Reply;

struct EndingName {
  const char* name;
  Ending ending;
  const char* what;
};
constexpr EndingName kEndings[] = {
    {"reset", Ending::kReset, "reset the connection"},
    {"empty", Ending::kEmpty, "close the connection without sending a byte"},
    {"truncate", Ending::kTruncated, "send half of the answer"},
    {"hang", Ending::kHang, "never answer"}};
constexpr std::string_view kPhases[] = {"before", "after_commit"};
constexpr std::string_view kTokenEffects[] = {"superseded"};

constexpr base::Duration kLongestDelay = std::chrono::minutes(10);

base::Duration ReadDuration(Fields& fields, std::string_view key) {
  const auto duration = fields.Duration(key);
  if (!duration)
    fields.Fail("\"delay\" needs \"" + std::string(key) + "\", a duration like \"200ms\"");
  if (duration && *duration > kLongestDelay)
    fields.Fail("a delay may be 10m at most; use \"hang\"");
  return duration.value_or(base::Duration(0));
}

// "2s", {"uniform":["1s","3s"]} or {"lognormal":{"median":"200ms","sigma":0.5}}.
Delay ReadDelay(Fields& effect) {
  const Json value = effect.Raw("delay");
  Delay delay;
  Fields inner(Json::object());
  if (value.is_object() && value.contains("uniform") && value["uniform"].is_array() &&
      value["uniform"].size() == 2) {
    inner = Fields(Json{{"least", value["uniform"][0]}, {"most", value["uniform"][1]}});
    delay = {Delay::Kind::kUniform, ReadDuration(inner, "least"), ReadDuration(inner, "most"), 0};
    if (delay.most < delay.least)
      inner.Fail("\"uniform\" must be two durations, the shorter first");
  } else if (value.is_object() && value.contains("lognormal") && value["lognormal"].is_object()) {
    inner = Fields(value["lognormal"]);
    delay = {Delay::Kind::kLognormal,
             ReadDuration(inner, "median"),
             {},
             inner.Number("sigma", 0, 10).value_or(0.5)};
  } else {
    inner = Fields(Json{{"delay", value}});
    delay = {Delay::Kind::kFixed, ReadDuration(inner, "delay"), {}, 0};
  }
  if (!inner.Error().empty()) effect.Fail(inner.Error());
  return delay;
}

mock::FaultEffect ReadEffect(Fields& fields) {
  mock::FaultEffect effect;
  const Json value = fields.Raw("effect");
  if (!value.is_object() || value.empty()) {
    fields.Fail(
        R"("effect" must be an object with one of errcode, status, delay, reset, empty, truncate, malformed, hang, content_type, token)");
    return effect;
  }
  Fields inner(value);
  if (const auto code = inner.Integer("errcode", -1000000, 10000000))
    effect.errcode = static_cast<int>(*code);
  if (effect.errcode == 0) inner.Fail("\"errcode\" must not be 0");
  effect.errmsg = inner.Text("errmsg").value_or("");
  if (const auto status = inner.Integer("status", 200, 599))
    effect.status = static_cast<int>(*status);
  if (inner.Has("delay")) effect.delay = ReadDelay(inner);
  effect.supersede = inner.Choice("token", kTokenEffects).has_value();
  effect.malformed = inner.Boolean("malformed").value_or(false);
  effect.content_type = inner.Text("content_type").value_or("");
  for (const auto& [name, ending, what] : kEndings) {
    if (inner.Boolean(name).value_or(false)) effect.ending = ending;
  }
  if (!inner.Error().empty()) fields.Fail("effect: " + inner.Error());
  if (!effect.Replaces() && !effect.delay && !effect.supersede && effect.content_type.empty())
    fields.Fail(R"("effect" does nothing: null, false and "" ask for nothing)");
  return effect;
}

mock::FaultMatch ReadMatch(Fields& fields, std::string& appid) {
  mock::FaultMatch match;
  const Json value = fields.Raw("match");
  if (value.is_null()) return match;
  if (!value.is_object()) {
    fields.Fail(R"("match" must be an object like {"api":"send"})");
    return match;
  }
  Fields inner(value);
  appid = inner.Text("appid").value_or(appid);
  const std::string api = inner.Text("api").value_or("");
  match.api = api.empty() ? "" : ApiName(inner, api);
  match.subjects.Each(
      [&](std::string_view name, std::string& wanted) { wanted = inner.Text(name).value_or(""); });
  if (!inner.Error().empty()) fields.Fail("match: " + inner.Error());
  return match;
}

// All but the time it ends.
Fault ReadFault(Fields& fields, std::string& appid) {
  Fault fault;
  fault.match = ReadMatch(fields, appid);
  fault.effect = ReadEffect(fields);
  fault.after_commit = fields.Choice("phase", kPhases).value_or("before") == "after_commit";
  if (const auto times = fields.Integer("times", 1, INT64_MAX))
    fault.times = static_cast<uint64_t>(*times);
  fault.after = static_cast<uint64_t>(fields.Integer("after", 0, INT64_MAX).value_or(0));
  fault.every = static_cast<uint64_t>(fields.Integer("every", 1, INT64_MAX).value_or(1));
  fault.probability = fields.Number("probability", 0, 1).value_or(1);
  return fault;
}

// Leaves room to count on, as mock::CountOf.
uint64_t ReadCount(Fields& fields, const char* name) {
  const int64_t count = fields.Integer(name, 0, mock::kHighestCount).value_or(0);
  return static_cast<uint64_t>(std::min(count, mock::kHighestCount / 2));
}

void RestoreSeen(Fields& fields, Fault& fault) {
  const Json seen = fields.Raw("seen");
  if (seen.is_null()) return;
  try {
    for (const auto& [content, count] : seen.get<std::vector<std::pair<uint64_t, uint64_t>>>())
      fault.seen[content] = count;
  } catch (const Json::exception&) {
    fields.Fail(R"("seen" must be a list of pairs of numbers)");
  }
}

Json WriteDelay(const Delay& delay) {
  std::string least = base::FormatDuration(delay.least);
  if (delay.kind == Delay::Kind::kUniform)
    return {{"uniform", {least, base::FormatDuration(delay.most)}}};
  if (delay.kind == Delay::Kind::kLognormal)
    return {{"lognormal", {{"median", least}, {"sigma", delay.sigma}}}};
  return least;
}

Json WriteEffect(const mock::FaultEffect& effect) {
  Json out = Json::object();
  if (effect.errcode) out["errcode"] = *effect.errcode;
  if (!effect.errmsg.empty()) out["errmsg"] = effect.errmsg;
  if (effect.status) out["status"] = *effect.status;
  if (effect.delay) out["delay"] = WriteDelay(*effect.delay);
  if (effect.supersede) out["token"] = "superseded";
  if (effect.malformed) out["malformed"] = true;
  if (!effect.content_type.empty()) out["content_type"] = effect.content_type;
  for (const auto& [name, ending, what] : kEndings) {
    if (effect.ending == ending) out[name] = true;
  }
  return out;
}

Json WriteFault(const Fault& fault, base::Instant now) {
  Json match = Json::object();
  if (!fault.match.api.empty()) match["api"] = fault.match.api;
  fault.match.subjects.Each([&](std::string_view name, const std::string& wanted) {
    if (!wanted.empty()) match[std::string(name)] = wanted;
  });
  return {{"id", fault.id},
          {"match", match},
          {"effect", WriteEffect(fault.effect)},
          {"phase", fault.after_commit ? "after_commit" : "before"},
          {"times", fault.times ? Json(*fault.times) : Json()},
          {"after", fault.after},
          {"every", fault.every},
          {"probability", fault.probability},
          {"until", fault.until ? Json(base::FormatInstant(*fault.until)) : Json()},
          {"matched", fault.matched},
          {"hits", fault.hits},
          {"left", fault.times ? Json(*fault.times - fault.hits) : Json()},
          {"active", !fault.IsSpent(now)}};
}

Json MatchSchema() {
  Members members = {{"appid?", String("the account")}, {"api?", ApiSchema("the API")}};
  for (const std::string_view name : mock::kSubjectNames)
    members.emplace_back(std::string(name) + "?", String());
  return Object(members);
}

Json EffectSchema() {
  const Json uniform = ListOf(Duration(), "two durations, the shorter first");
  Members members = {
      {"errcode?", Integer("answer this errcode")},
      {"errmsg?", String("with this errmsg")},
      {"status?", Integer("answer this HTTP status", 200, 599)},
      {"delay?", Either({Duration("", "2s"), Object({{"uniform", uniform}}),
                         Object({{"lognormal", Object({{"median", Duration("", "200ms")},
                                                       {"sigma?", Number()}})}})},
                        "answer later")},
      {"token?", OneOf({"superseded"},
                       "the tokens of the account answer 40001 until a new one is "
                       "fetched")},
      {"malformed?", Boolean("send broken JSON")},
      {"content_type?", String("answer with this content type")}};
  for (const EndingName& row : kEndings)
    members.emplace_back(row.name + std::string("?"), Boolean(row.what));
  return Object(members);
}

Json FaultSchema() {
  return Object({{"id", String("", "f1")},
                 {"match", Ref("FaultMatch")},
                 {"effect", Ref("FaultEffect")},
                 {"phase", OneOf(kPhases)},
                 {"times", OrNull(Count())},
                 {"after", Count()},
                 {"every", Count()},
                 {"probability", Number()},
                 {"until", OrNull(Time("when it ends, by the account's clock"))},
                 {"matched", Count("calls that it matched")},
                 {"hits", Count("calls to which it applied")},
                 {"left", OrNull(Count("of `times`"))},
                 {"active", Boolean()}});
}

Reply AddFault(Context& context) {
  Fields& fields = context.fields;
  std::string appid = fields.Text("appid").value_or(std::string(mock::kDefaultAppid));
  Fault fault = ReadFault(fields, appid);
  const auto ttl = fields.Duration("ttl");
  const auto sandbox = context.mock.Find(appid);
  if (sandbox == nullptr) fields.Fail("no account has the appid \"" + appid + "\"");
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  if (ttl) fault.until = account.now() + *ttl;
  const Fault* added = account->faults.Add(std::move(fault), account.now());
  if (added == nullptr) {
    return Problem(409, "the account has " + std::to_string(mock::Faults::kMost) +
                            " faults and takes no more; remove some: DELETE /__admin/faults");
  }
  return JsonReply(WriteFault(*added, account.now()), 201);
}

Reply ListFaults(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::AccountView account = sandbox->Look(context.mock.Now());
  const Json page = Page(
      context, "faults", account->faults.all(), [](const Fault& fault) { return fault.id; },
      [&](const Fault& fault) { return WriteFault(fault, account.now()); });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply GetFault(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::AccountView account = sandbox->Look(context.mock.Now());
  for (const Fault& fault : account->faults.all()) {
    if (fault.id == context.param) return JsonReply(WriteFault(fault, account.now()));
  }
  return Problem(404, "the account has no fault " + std::string(context.param));
}

Reply DeleteFault(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  if (!context.param.empty() && !account->faults.Remove(context.param)) {
    return Problem(404, "the account has no fault " + std::string(context.param));
  }
  if (context.param.empty()) account->faults.Clear();
  Reply reply;
  reply.status = 204;
  return reply;
}

}  // namespace

Json SaveFaults(const std::deque<Fault>& faults, base::Instant now) {
  Json list = Json::array();
  for (const Fault& fault : faults) {
    list.push_back(WriteFault(fault, now));
    Json& seen = list.back()["seen"] = Json::array();
    for (const auto& [content, count] : fault.seen) seen.push_back({content, count});
  }
  return list;
}

std::string RestoreFaults(const Json& saved, mock::Faults& to) {
  std::deque<Fault> faults;
  std::set<std::string> ids;
  uint64_t next = 1;
  const Json rows = saved.contains("faults") ? saved["faults"] : Json::array();
  if (!rows.is_array()) return "faults: must be a list";
  for (const Json& row : rows) {
    Fields fields(row.is_object() ? row : Json::object());
    std::string appid;
    Fault fault = ReadFault(fields, appid);
    fault.id = fields.RequiredText("id");
    fault.until = fields.Instant("until");
    fault.matched = ReadCount(fields, "matched");
    fault.hits = ReadCount(fields, "hits");
    for (const char* told : {"left", "active"}) fields.Raw(told);
    RestoreSeen(fields, fault);
    if (!fields.Error().empty()) return "faults: " + fields.Error();
    const auto number = NumberOf(fault.id, 'f');
    if (!number || *number > static_cast<uint64_t>(mock::kHighestCount))
      return "faults: \"" + base::Fold(fault.id, 80) + "\" is not the id of a fault, like f1";
    next = std::max(next, std::min<uint64_t>(*number, mock::kHighestCount / 2) + 1);
    if (faults.size() == mock::Faults::kMost)
      return "faults: an account has " + std::to_string(mock::Faults::kMost) + " at most";
    if (!ids.insert(fault.id).second) return "faults: \"" + fault.id + "\" stands there twice";
    faults.push_back(std::move(fault));
  }
  to.Restore(std::move(faults), next);
  return {};
}

Resource FaultsResource() {
  const Answer unknown = Refusal(404, "the account has no such fault");
  return {
      .name = "faults",
      .what = "Faults: what goes wrong, for which calls, how often",
      .schemas = {{"FaultMatch", MatchSchema()},
                  {"FaultEffect", EffectSchema()},
                  {"Fault", FaultSchema()}},
      .routes = {{.method = "GET",
                  .path = "/__admin/faults",
                  .what = "List the faults and how often they applied",
                  .handle = ListFaults,
                  .fields = ListFields({}),
                  .answers = {{200, "the faults", PageOf("faults", Ref("Fault"))}},
                  .slow = true},
                 {.method = "POST",
                  .path = "/__admin/faults",
                  .what = "Add a fault",
                  .handle = AddFault,
                  .fields = {AppidField(),
                             {"match?",
                              Ref("FaultMatch", "the calls to which it applies; all by default")},
                             {"effect", Ref("FaultEffect", "one or more effects")},
                             {"phase?", OneOf(kPhases,
                                              "before (the default), or after_commit: the call is "
                                              "carried out, but the answer is lost or altered")},
                             {"times?", Integer("apply at most this many times", 1, INT64_MAX)},
                             {"after?", Count("let this many calls pass first")},
                             {"every?", Integer("apply to every N-th call", 1, INT64_MAX)},
                             {"probability?", Number("0 to 1, drawn from the seed")},
                             {"ttl?", Duration("how long the fault lasts", "10m")}},
                  .answers = {{201, "the fault", Ref("Fault")},
                              Refusal(409, "the account has as many faults as it may")}},
                 {.method = "DELETE",
                  .path = "/__admin/faults",
                  .what = "Switch all faults off",
                  .handle = DeleteFault,
                  .fields = {AppidField()},
                  .answers = {{204, "no fault is left"}}},
                 {.method = "GET",
                  .path = "/__admin/faults/{id}",
                  .what = "Show a fault",
                  .handle = GetFault,
                  .fields = {AppidField()},
                  .answers = {{200, "the fault", Ref("Fault")}, unknown}},
                 {.method = "DELETE",
                  .path = "/__admin/faults/{id}",
                  .what = "Switch a fault off",
                  .handle = DeleteFault,
                  .fields = {AppidField()},
                  .answers = {{204, "the fault is gone"}, unknown}}}};
}

}  // namespace wxnotice::admin
