// Handles a call: finds its account, applies faults, calls the API, and records the result.
#include <algorithm>
#include <atomic>
#include <memory>

#include "mock/account/history.h"
#include "mock/call.h"
#include "mock/control/magic.h"
#include "mock/control/run_record.h"
#include "mock/gateway.h"
#include "mock/identity.h"
#include "mock/mock.h"
#include "mock/reply.h"
#include "protocol/json.h"

namespace wxnotice::mock {
namespace {

// Parsing a longer body takes more than a millisecond.
constexpr size_t kFastBodyBytes = size_t{64} * 1024;

// None if it is missing or not JSON.
std::optional<protocol::Json> ReadBody(const protocol::Request& request) {
  if (request.body.empty() || request.truncated) return std::nullopt;
  return protocol::ParseJson(request.body);
}

CallResult Decide(Call& call, const Identity& who) {
  if (call.request.foreign) return call.Refuse(kForeignHost);
  if (call.request.truncated && !call.request.foreign) return call.Refuse("body.too_large");
  if (protocol::IsChunked(call.request.headers) && call.account.settings.Text("chunked") == "412") {
    return call.Refuse("body.chunked");
  }
  const protocol::OtherPath* other = nullptr;
  if (call.api == nullptr) {
    other = protocol::Behaviour::Builtin().FindOtherPath(OneSlashEach(call.request.path));
    if (other == nullptr)
      return call.Refuse("url.unknown", {{"nearest", NearestPath(call.request.path)}});
  } else if (call.api->credential == Credential::kBody) {
    if (auto refusal = RefuseMethod(call)) return std::move(*refusal);
  }
  if (!who.refusal.empty()) return call.Refuse(who.refusal).Expected(who.expected);
  if (other != nullptr) return RefuseOtherPath(call, *other, who.token);
  if (auto refusal = RefuseAtGateway(call, who.token)) return std::move(*refusal);
  if (call.shared.magic) {
    if (auto refusal = MagicRefusal(call)) return std::move(*refusal);
  }
  return call.api->handle(call);
}

// No source says whether a refused call counts; inferred that it does not. Source:
// docs/fidelity.md#quotas.
void TakeQuota(Call& call, const CallResult& result) {
  if (call.api == nullptr) return;
  const bool all = call.account.settings.Text("quota_counts") == "all";
  if (result.errcode == 0 || (all && !call.passed.empty()))
    call.state.quota.Take(call.api->name, call.now);
}

bool Lists(const std::vector<int>& errcodes, int errcode) {
  return std::find(errcodes.begin(), errcodes.end(), errcode) != errcodes.end();
}

// The call was carried out, and its client does not learn of it.
void NoteLostAnswer(Call& call) {
  call.account.lost_answers.Add(call.request.path, call.request.body);
  if (call.api->task != Task::kFetchToken) return;
  for (Tokens* tokens : {&call.state.tokens, &call.state.stable_tokens}) {
    if (!tokens->all().empty() && tokens->all().back().issued == call.now)
      tokens->all().back().lost = true;
  }
}

// How a test arranged the refusal: one of kExpectations; empty if it did not.
std::string_view ExpectationOf(const Call& call, const CallResult& result,
                               const std::vector<int>& of_run) {
  if (result.reason == nullptr) return {};
  if (!result.expected.empty()) return result.expected;
  if (call.account.lost_answers.Contains(call.request.path, call.request.body)) return "fault";
  if (Lists(call.account.expect, result.errcode)) return "account";
  return Lists(of_run, result.errcode) ? "run" : "";
}

// The answer of a fault instead of the API.
CallResult FaultResult(const Call& call, const FaultHit& fault_hit) {
  CallResult result = call.Refuse("fault", {{"fault", fault_hit.fault}});
  result.errcode = -1;
  fault_hit.effect.ApplyTo(result);
  return result;
}

void Record(Call& call, const CallResult& result, const protocol::Reply& reply,
            const ReplyFacts& facts) {
  JournalEntry entry;
  entry.number = call.number;
  entry.order = call.order;
  entry.appid = call.state.owner;
  entry.received = facts.received;
  entry.took = facts.took;
  entry.at = call.now;
  if (call.api != nullptr) entry.api = call.api->name;
  entry.method = call.request.method;
  entry.path = call.request.path;
  entry.query = call.request.query;
  entry.headers = call.request.headers;
  entry.body = call.raw_body;
  entry.peer = call.request.peer;
  entry.status = reply.ending == protocol::Ending::kWhole ? reply.status : 0;
  entry.content_type = reply.content_type;
  entry.response = reply.body;
  entry.errcode = result.errcode;
  if (result.reason != nullptr) entry.reason = result.reason->name;
  entry.trace_id = facts.trace_id;
  if (!result.detail.empty()) {
    entry.detail = protocol::Dump(result.detail);
  }
  entry.passed.assign(call.passed.begin(), call.passed.end());
  entry.fault = facts.fault;
  entry.expected = facts.expected;
  entry.findings = std::move(call.findings);
  entry.late = facts.late;
  entry.hung_up = facts.hung_up;
  entry.subjects = call.AllSubjects();
  if (call.account.record != nullptr) call.account.record->Answer(entry);
  call.account.journal.Add(std::move(entry));
  KeepWithin(call.account.Limits(), call.account.journal, *call.account.messages);
}

}  // namespace

// The state that a call keeps from its arrival to its answer, which a fault may delay. A reset in
// between replaces the state and messages of the account, but the call continues with its own.
struct Mock::Arrival {
  uint64_t number = 0;
  base::Instant received;
  Identity who;
  std::shared_ptr<State> state;
  std::shared_ptr<Messages> messages;
  uint64_t generation = 0;
  std::optional<FaultHit> fault_hit;  // before the commit
};

protocol::Reply Mock::Handle(protocol::Request request) {
  if (request.body.size() <= kFastBodyBytes) return Receive(request);
  protocol::Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = [this, held = std::make_shared<const protocol::Request>(std::move(request))] {
    return Receive(*held);
  };
  return reply;
}

protocol::Reply Mock::Receive(const protocol::Request& request) {
  const Door door;
  const base::Instant now = clock_.Now();
  // Parsed before the account is locked, so that other calls do not wait for it.
  const std::optional<protocol::Json> body = ReadBody(request);
  Arrival arrival{0, now, Identify(request, body), nullptr, nullptr, 0, std::nullopt};
  LockedAccount account = arrival.who.sandbox->Open(now);
  arrival.number = ++account->requests;
  if (account->record != nullptr) account->record->Receive();
  arrival.state = account->state.share();
  arrival.messages = account->messages.share();
  arrival.generation = account->generation;
  if (!account->faults.empty()) {
    Call call = MakeCall(request, body, arrival, account);
    arrival.fault_hit = account->faults.Hit(call, /*after_commit=*/false);
  }
  const base::Duration delay = arrival.fault_hit ? arrival.fault_hit->delay : base::Duration(0);
  if (delay.count() == 0) return Complete(request, body, arrival, std::move(account));

  // Delayed before it is carried out: the transport parks the connection and calls back.
  protocol::Reply reply;
  reply.delay = delay;
  // WeChat carries it out, whether or not the client waits for the answer.
  const auto hung_up = std::make_shared<std::atomic<bool>>(false);
  reply.wait = std::make_shared<protocol::Wait>();
  reply.wait->outlives_client = true;
  reply.wait->on_hang_up = [hung_up] { *hung_up = true; };
  reply.wait->resume = [this, request, arrival, hung_up](bool) -> std::optional<protocol::Reply> {
    const Door resumed;
    return Complete(request, ReadBody(request), arrival, arrival.who.sandbox->Open(clock_.Now()),
                    *hung_up);
  };
  return reply;
}

Call Mock::MakeCall(const protocol::Request& request, const std::optional<protocol::Json>& body,
                    const Arrival& arrival, LockedAccount& account) const {
  return {request,
          arrival.who.api,
          *shared_,
          *account,
          *arrival.state,
          *arrival.messages,
          account.now(),
          account.real(),
          arrival.number,
          0,
          std::make_shared<const std::string>(request.body),
          body,
          {}};
}

protocol::Reply Mock::Complete(const protocol::Request& request, const Body& body,
                               const Arrival& arrival, LockedAccount account, bool hung_up) {
  Call call = MakeCall(request, body, arrival, account);
  call.order = ++shared_->orders;
  std::optional<FaultHit> fault_hit = arrival.fault_hit;
  const bool replaced = fault_hit && fault_hit->effect.Replaces();
  if (fault_hit) fault_hit->effect.ApplyTo(call.state);
  CallResult result = replaced ? FaultResult(call, *fault_hit) : Decide(call, arrival.who);
  TakeQuota(call, result);
  base::Duration delay{0};
  if (result.errcode == 0 && !fault_hit) {
    fault_hit = account->faults.Hit(call, /*after_commit=*/true);
    if (fault_hit && fault_hit->effect.Replaces()) NoteLostAnswer(call);
    if (fault_hit) delay = fault_hit->delay;
    if (fault_hit && fault_hit->effect.Refuses()) result = FaultResult(call, *fault_hit);
  }
  ReplyFacts facts{options_.trace_style, options_.seed.has_value(), arrival.received};
  protocol::Reply reply = MakeReply(call, result, facts);
  if (fault_hit) {
    fault_hit->effect.ApplyTo(reply);
    facts.fault = fault_hit->fault;
  }
  reply.delay = delay;
  facts.expected = ExpectationOf(call, result, options_.expect);
  facts.took = account.real() - arrival.received + delay;
  facts.late = arrival.generation != account->generation;
  facts.hung_up = hung_up;
  Record(call, result, reply, facts);
  metrics_.Count(call, result.errcode);
  const std::string appid = account->appid;
  const Answered answered{RequestId(appid, arrival.number), request.method, request.path,
                          result.errcode, result.reason};
  account.Close();
  feed_.Note(appid);
  options_.on_answer(answered);
  Changed();
  return reply;
}

}  // namespace wxnotice::mock
