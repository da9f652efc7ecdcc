#include "mock/mock.h"

#include <algorithm>

#include "mock/call.h"
#include "mock/identity.h"

namespace wxnotice::mock {

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

Identity Mock::Identify(const protocol::Request& request) const {
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
    feed_.Forget(std::string(appid));
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
  if (all || scope == "faults") account->faults.Clear();
  if (all || scope == "clock") account->clock.Reset();
  if (all || scope == "state") {
    account->state = std::make_shared<State>();
    world_->owners.EraseAll(account->appid);
  }
  // Moving the clock, or clearing faults or the journal, leaves what a call under way is about.
  if (all || scope == "state" || scope == "messages") ++account->generation;
  feed_.Note(account->appid);
}

void Mock::ClaimAll(OpenAccount& account) {
  feed_.Note(account->appid);
  const State& state = *account->state;
  const auto claim = [&](std::string_view kind, const std::string& value) {
    world_->owners.Set(OwnerKey(kind, value), account->appid);
  };
  for (const Token& token : state.tokens.all()) claim("token", token.value);
  for (const Token& token : state.stable_tokens.all()) claim("token", token.value);
  for (const auto& [code, row] : state.js_codes.all()) claim("js_code", code);
  for (const FormId& id : state.form_ids.all()) claim("form_id", id.id);
  for (const auto& item : state.templates.all()) claim("template", item->template_id);
  for (const auto& [openid, user] : state.users) claim("openid", openid);
  uint64_t last = 0;  // a number is given once, also over servers
  for (const SharedEntry& entry : account->journal.all()) last = std::max(last, entry->number);
  for (const SharedMessage& message : account->messages->all())
    last = std::max(last, message->request);
  uint64_t given = requests_;
  while (given < last && !requests_.compare_exchange_weak(given, last)) {
  }
}

const Library& Mock::library() const {
  return world_->library;
}

}  // namespace wxnotice::mock
