#include "mock/mock.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "mock/account/snapshot.h"
#include "mock/call.h"
#include "mock/control/run_record.h"
#include "mock/identity.h"

namespace wxnotice::mock {

namespace {

// The access_token or appid of a caller; empty if there is none. None: it should be in the body,
// which cannot be read.
std::optional<std::string> ClaimOf(const protocol::Request& request,
                                   const std::optional<protocol::Json>& body,
                                   Credential credential) {
  if (credential != Credential::kBody) {
    const char* key = credential == Credential::kToken ? "access_token" : "appid";
    return protocol::QueryValue(request.query, key).value_or("");
  }
  if (!body || !body->is_object()) return std::nullopt;
  return protocol::TextOf(*body, "appid").value_or("");
}

// The values that an account owns, for SharedState::owners.
struct Owned {
  std::vector<std::string> tokens;
  Rows<JsCode> js_codes;
  Rows<User> users;
  std::vector<std::shared_ptr<const FamilyImage>> families;

  explicit Owned(const State& state)
      : js_codes(state.js_codes.Share()), users(state.users.Share()) {
    for (const Tokens* kind : {&state.tokens, &state.stable_tokens}) {
      for (const Token& token : kind->all()) tokens.push_back(token.value);
    }
    for (const auto& family : state.families) families.push_back(family->Share());
  }

  template <typename Visit>
  void Each(Visit visit) const {
    for (const std::string& token : tokens) visit("token", token);
    js_codes.Each([&](const JsCode& row) { visit("js_code", row.code); });
    users.Each([&](const User& user) { visit("openid", user.openid); });
    for (const auto& family : families) family->EachOwned(visit);
  }
};

}  // namespace

Mock::Mock(const base::Clock& clock, MockOptions options)
    : clock_(clock),
      options_(std::move(options)),
      seed_(options_.seed.value_or(base::RandomSeed())),
      shared_(std::make_unique<SharedState>()) {
  shared_->libraries = std::move(options_.libraries);
  shared_->magic = options_.magic;
  (void)Create(
      {std::string(kDefaultAppid), std::string(kDefaultSecret), {"index", "pages/index/index"}});
}

Mock::~Mock() = default;

Identity Mock::Identify(const protocol::Request& request, const Body& body) const {
  Identity who{FindPath(request.path), nullptr, "", "", ""};
  const Credential credential = who.api == nullptr ? Credential::kToken : who.api->credential;
  const bool by_token = credential == Credential::kToken;
  const auto claim = ClaimOf(request, body, credential);
  const std::string value = claim.value_or("");
  if (!claim) {
    who.refusal = "body.not_json";
  } else if (value.empty()) {
    who.refusal = by_token ? "token.missing" : "appid.missing";
  } else {
    who.sandbox = Find(by_token ? shared_->owners.Find(OwnerKey("token", value)) : value);
    if (who.sandbox == nullptr) {
      who.refusal = by_token ? "token.unknown" : "appid.unknown";
      if (by_token ? WasReset(*shared_, value) : WasDeleted(value)) who.expected = "reset";
    }
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
  const std::unique_lock lock(mutex_);
  if (sandboxes_.contains(appid)) {
    return base::Error{"an account with appid " + appid +
                       " exists; omit appid to get a random one"};
  }
  if (sandboxes_.size() >= kMostAccounts) {
    return base::Error{"the server has " + std::to_string(kMostAccounts) +
                       " accounts, the maximum; delete some: DELETE /__admin/sandboxes/{appid}"};
  }
  return sandboxes_[appid] = MakeSandbox(std::move(spec));
}

std::shared_ptr<Sandbox> Mock::MakeSandbox(SandboxSpec spec) {
  const auto before = deleted_.find(spec.appid);
  if (before != deleted_.end()) {
    spec.requests = before->second.requests;
    spec.reset_order = before->second.order;
  }
  const auto sandbox = Sandbox::Make(std::move(spec), seed_);
  if (options_.run_record != nullptr) {
    const Door door;
    LockedAccount account = sandbox->Open(clock_.Now());
    account->record = options_.run_record->Open(account->appid);
    account->record->Describe(account->name, account->secret);
  }
  return sandbox;
}

bool Mock::WasDeleted(std::string_view appid) const {
  const std::shared_lock lock(mutex_);
  return deleted_.contains(appid);
}

void Mock::Expect(LockedAccount& account, uint64_t number) {
  const SharedEntry entry =
      account->journal.Find(number) == nullptr ? nullptr : account->journal.FindShared(number);
  if (entry == nullptr || entry->reason.empty()) return;
  const SharedEntry before = account->journal.Expect(number, "verify");
  if (before != nullptr && options_.run_record != nullptr) options_.run_record->Expect(*before);
}

void Mock::RecordLedgers(AccountRecord& record, const State& state) const {
  for (const auto& family : state.families) {
    const auto image = family->Share();
    record.AddLedger([&](ClientReport& report) { image->Report(report, clock_.Now()); });
  }
}

void Mock::RecordLedgers() {
  for (const auto& sandbox : All()) {
    const AccountView account = sandbox->View(clock_.Now());
    if (account->record != nullptr) RecordLedgers(*account->record, *account->state);
  }
}

bool Mock::Delete(std::string_view appid) {
  const std::shared_ptr<Sandbox> sandbox = Find(appid);
  if (sandbox == nullptr) return false;
  if (appid != kDefaultAppid) {
    const std::unique_lock lock(mutex_);
    const auto found = sandboxes_.find(appid);
    if (found == sandboxes_.end() || found->second != sandbox) return false;
    sandboxes_.erase(found);
    if (const uint64_t last = sandbox->View(clock_.Now())->requests; last > 0)
      deleted_[std::string(appid)] = {last, ++shared_->orders};
  }
  Reset(*sandbox, "all");
  return true;
}

bool IsAppid(std::string_view text) {
  constexpr size_t kMostBytes = 64;
  return !text.empty() && text.size() <= kMostBytes && text != "." && text != ".." &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return base::kBase64Url.find(c) != std::string_view::npos || c == '.';
         });
}

std::span<const std::string_view> ResetScopes() {
  static constexpr std::string_view kScopes[] = {"journal", "messages", "state",
                                                 "faults",  "clock",    "all"};
  return kScopes;
}

void Mock::Reset(Sandbox& sandbox, std::string_view scope) {
  const bool all = scope == "all";
  std::shared_ptr<State> state;  // the old content, freed after the lock is released
  std::shared_ptr<Messages> messages;
  std::shared_ptr<const void> journal;
  {
    LockedAccount account = sandbox.Open(clock_.Now());
    if (all || scope == "journal") journal = account->journal.Clear();
    if (all || scope == "messages")
      messages = std::exchange(account->messages, std::make_shared<Messages>()).share();
    if (all || scope == "faults") account->faults.Clear();
    if (all || scope == "clock") account->clock.Reset();
    if (all || scope == "state")
      state = std::exchange(account->state, std::make_shared<State>(account->appid)).share();
    // Moving the clock, or clearing faults or the journal, does not affect a call in progress.
    if (state != nullptr || messages != nullptr) ++account->generation;
    if (messages != nullptr || journal != nullptr) account->reset_order = ++shared_->orders;
    if (account->record != nullptr) account->record->OnAccountReset();
  }
  feed_.Note(sandbox.appid());
  if (state != nullptr) Retire(sandbox, *state);
}

void Mock::Retire(Sandbox& sandbox, State& state) {
  const std::shared_ptr<AccountRecord> record = sandbox.View(clock_.Now())->record;
  if (record != nullptr) RecordLedgers(*record, state);
  Disown(sandbox, state);
}

void Mock::Disown(Sandbox& sandbox, State& state) {
  std::optional<Owned> owned;
  {
    const LockedAccount account = sandbox.Open(clock_.Now());
    state.disowned = true;
    owned.emplace(state);
  }
  for (const std::string& token : owned->tokens) shared_->retired_tokens.Add(token);
  owned->Each([&](std::string_view kind, const std::string& value) {
    Disclaim(*shared_, state, kind, value);
  });
}

bool Mock::Restore(RestoredAccount restored) {
  std::shared_ptr<Sandbox> sandbox;
  {
    const std::unique_lock lock(mutex_);
    if (sandboxes_.size() >= kMostAccounts && !sandboxes_.contains(restored.appid)) return false;
    std::shared_ptr<Sandbox>& place = sandboxes_[restored.appid];
    if (place == nullptr) place = MakeSandbox({restored.appid, "", {}});
    sandbox = place;
  }
  Owned(*restored.state).Each([&](std::string_view kind, const std::string& value) {
    Claim(*shared_, *restored.state, kind, value);
  });
  {
    LockedAccount account = sandbox->Open(clock_.Now());
    restored.ExchangeWith(account);
    if (account->record != nullptr) account->record->Describe(account->name, account->secret);
    account->reset_order = ++shared_->orders;
  }
  feed_.Note(sandbox->appid());
  Retire(*sandbox, *restored.state);
  return true;
}

}  // namespace wxnotice::mock
