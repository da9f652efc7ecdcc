#include "mock/mock.h"

#include "mock/call.h"
#include "mock/magic.h"
#include "mock/reply.h"

namespace wxnotice::mock {

// Whose call it is, as far as that can be told before the account is locked.
struct Mock::Identity {
  const Endpoint* endpoint = nullptr;
  std::shared_ptr<Sandbox> sandbox;  // the default account's when nobody's
  std::string token;
  std::string_view refusal;  // why it is nobody's
};

namespace {

// The access_token or appid that a caller gives; empty when it gives none. None: it should stand in
// the body, which cannot be read.
std::optional<std::string> Claim(const protocol::Request& request, Credential credential) {
  if (credential != Credential::kBody) {
    const char* key = credential == Credential::kToken ? "access_token" : "appid";
    return protocol::QueryValue(request.query, key).value_or("");
  }
  const auto body = request.truncated ? std::nullopt : protocol::ParseJson(request.body);
  if (!body || !body->is_object()) return std::nullopt;
  return protocol::TextOf(*body, "appid").value_or("");
}

// Source: fidelity §3.1.
std::optional<Outcome> RefuseMethod(const Call& call) {
  const std::string& method = call.request.method;
  const bool reads = method == "GET" || method == "HEAD";
  if (method != "POST" && (call.endpoint->post_only || !reads))
    return call.Refuse("method.not_post", {{"method", method}});
  if (call.endpoint->post_only && call.request.body.empty()) return call.Refuse("body.empty");
  return std::nullopt;
}

// Refusals that come before the API itself. Source: fidelity §3.1.
std::optional<Outcome> RefuseAtGateway(Call& call, const std::string& token) {
  const std::string_view api = call.endpoint->api;
  if (call.endpoint->credential == Credential::kToken) {
    const auto reason =
        call.state.TokenRefusal(token, call.now, call.account.settings.Duration("token_overlap"));
    if (!reason.empty()) return call.Refuse(reason);
    call.Pass("access_token");
  }
  if (call.state.quota.IsExhausted(api, call.now)) {
    return call.Refuse("quota.daily",
                       {{"api", api}, {"limit", *call.state.quota.Get(api, call.now).limit}});
  }
  call.Pass("quota");
  if (auto refusal = RefuseMethod(call)) return refusal;
  call.Pass("method");
  return std::nullopt;
}

Outcome Decide(Call& call, std::string_view identity_refusal, const std::string& token) {
  if (call.endpoint == nullptr)
    return call.Refuse("url.unknown", {{"nearest", NearestPath(call.request.path)}});
  // Whoever says in the body who they are is not known before there is one.
  if (call.endpoint->credential == Credential::kBody) {
    if (auto refusal = RefuseMethod(call)) return std::move(*refusal);
  }
  if (!identity_refusal.empty()) return call.Refuse(identity_refusal);
  if (auto refusal = RefuseAtGateway(call, token)) return std::move(*refusal);
  if (call.endpoint->post_only && !call.request.truncated)
    call.body = protocol::ParseJson(call.request.body);
  if (call.world.magic) {
    if (auto refusal = MagicRefusal(call)) return std::move(*refusal);
  }
  return call.endpoint->handle(call);
}

// Source: fidelity §3 says nothing of whether a refused call counts; inferred that it does not.
void TakeQuota(Call& call, const Outcome& outcome) {
  if (call.endpoint == nullptr) return;
  const bool all = call.account.settings.Text("quota_counts") == "all";
  if (outcome.errcode == 0 || (all && !call.passed.empty()))
    call.state.quota.Take(call.endpoint->api, call.now);
}

void Record(Call& call, const Outcome& outcome, const protocol::Reply& reply,
            const ReplyFacts& facts) {
  JournalEntry entry;
  entry.number = call.number;
  entry.received = facts.received;
  entry.at = call.now;
  if (call.endpoint != nullptr) entry.api = call.endpoint->api;
  entry.method = call.request.method;
  entry.path = call.request.path;
  entry.query = call.request.query;
  entry.headers = call.request.headers;
  entry.body = call.raw_body;
  entry.peer = call.request.peer;
  entry.status = reply.status;
  entry.content_type = reply.content_type;
  entry.response = reply.body;
  entry.errcode = outcome.errcode;
  if (outcome.reason != nullptr) entry.reason = outcome.reason->name;
  entry.trace_id = facts.trace_id;
  if (!outcome.detail.empty())
    entry.detail = outcome.detail.dump(-1, ' ', false, protocol::Json::error_handler_t::replace);
  entry.passed = std::move(call.passed);
  entry.openid = call.BodyText("touser");
  entry.template_id = call.BodyText("template_id");
  entry.form_id = call.BodyText("form_id");
  call.account.journal.Add(std::move(entry), call.account.Limits());
}

}  // namespace

Mock::Mock(const base::Clock& clock, MockOptions options)
    : clock_(clock),
      options_(std::move(options)),
      seed_(options_.seed.value_or(base::RandomSeed())),
      world_(std::make_unique<World>()) {
  world_->library = std::move(options_.library);
  world_->magic = options_.magic;
  (void)Create(
      {std::string(kDefaultAppid), std::string(kDefaultSecret), {"index", "pages/index/index"}});
}

Mock::~Mock() = default;

Mock::Identity Mock::Identify(const protocol::Request& request) const {
  Identity who{FindEndpoint(request.path), nullptr, "", ""};
  const Credential credential =
      who.endpoint == nullptr ? Credential::kToken : who.endpoint->credential;
  const bool by_token = credential == Credential::kToken;
  const auto claim = Claim(request, credential);
  const std::string value = claim.value_or("");
  if (!claim) {
    who.refusal = "body.not_json";
  } else if (value.empty()) {
    who.refusal = by_token ? "token.missing" : "appid.missing";
  } else {
    who.sandbox = Find(by_token ? world_->owners.Find(OwnerKey("token", value)) : value);
    if (who.sandbox == nullptr) who.refusal = by_token ? "token.unknown" : "appid.unknown";
  }
  if (by_token) who.token = value;
  if (who.sandbox == nullptr) who.sandbox = Find(kDefaultAppid);
  return who;
}

protocol::Reply Mock::Handle(const protocol::Request& request) {
  const uint64_t number = ++requests_;
  const Identity who = Identify(request);
  protocol::Reply reply;
  Answered answered{"r" + std::to_string(number), request.method, request.path};
  {
    OpenAccount account = who.sandbox->Open(clock_.Now());
    // Kept for the call's length: a reset replaces them.
    const auto state = account->state;
    const auto messages = account->messages;
    Call call{request,
              who.endpoint,
              *world_,
              *account,
              *state,
              *messages,
              account.now(),
              number,
              std::make_shared<const std::string>(request.body),
              std::nullopt,
              {}};
    const Outcome outcome = Decide(call, who.refusal, who.token);
    TakeQuota(call, outcome);
    ReplyFacts facts{options_.trace_style, options_.seed.has_value(), account.real(), ""};
    reply = MakeReply(call, outcome, facts);
    Record(call, outcome, reply, facts);
    answered.errcode = outcome.errcode;
    answered.reason = outcome.reason;
  }
  options_.on_answer(answered);
  Changed();
  return reply;
}

std::shared_ptr<Sandbox> Mock::Find(std::string_view appid) const {
  const std::shared_lock lock(mutex_);
  const auto found = sandboxes_.find(appid);
  return found == sandboxes_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Sandbox>> Mock::All() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<Sandbox>> all;
  for (const auto& [appid, sandbox] : sandboxes_) all.push_back(sandbox);
  return all;
}

base::Draw Mock::NextServerDraw(std::string_view purpose) {
  return {seed_, purpose, draws_++};
}

base::Result<std::shared_ptr<Sandbox>> Mock::Create(SandboxSpec spec) {
  if (spec.appid.empty()) spec.appid = "wx" + NextServerDraw("appid").Text(base::kHexDigits, 16);
  if (spec.secret.empty()) spec.secret = NextServerDraw("secret").Text(base::kHexDigits, 32);
  const std::string appid = spec.appid;
  auto sandbox = std::make_shared<Sandbox>(std::move(spec), seed_);
  const std::unique_lock lock(mutex_);
  if (!sandboxes_.emplace(appid, sandbox).second) {
    return base::Error{"an account with appid " + appid +
                       " exists; leave appid out to have one drawn"};
  }
  return sandbox;
}

bool Mock::Delete(std::string_view appid) {
  if (appid == kDefaultAppid) {
    OpenAccount account = Find(appid)->Open(clock_.Now());
    Reset(account, "all");
    return true;
  }
  {
    const std::unique_lock lock(mutex_);
    const auto found = sandboxes_.find(appid);
    if (found == sandboxes_.end()) return false;
    sandboxes_.erase(found);
  }
  world_->owners.EraseAll(appid);
  return true;
}

const std::vector<std::string>& ResetScopes() {
  static const std::vector<std::string> scopes = {"journal", "messages", "state",
                                                  "faults",  "clock",    "all"};
  return scopes;
}

void Mock::Reset(OpenAccount& account, std::string_view scope) {
  const bool all = scope == "all";
  if (all || scope == "journal") account->journal.Clear();
  if (all || scope == "messages") account->messages = std::make_shared<Messages>();
  if (all || scope == "clock") account->clock.Reset();
  if (all || scope == "state") {
    account->state = std::make_shared<State>();
    world_->owners.EraseAll(account->appid);
  }
  ++account->generation;
}

const Library& Mock::library() const {
  return world_->library;
}

}  // namespace wxnotice::mock
