#include "mock/account/snapshot.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "mock/account/history.h"
#include "mock/account/snapshot_journal.h"
#include "mock/account/snapshot_values.h"
#include "mock/control/fault_json.h"
#include "mock/mock.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

Settings SettingsOf(const Json& saved) {
  Settings settings;
  for (const auto& [name, value] : saved.items()) {
    const auto set = settings.Set(name, value.get<std::string>());
    if (!set) RefuseSnapshot(set.error());
  }
  return settings;
}

void ReadClock(const Json& saved, RestoredAccount& account) {
  account.now = InstantOf(saved.at("now"));
  account.rate = saved.at("rate").get<double>();
  if (!AccountClock::IsRate(account.rate)) RefuseSnapshot("rate: " + AccountClock::RateRange());
  const std::string mode = saved.at("mode");
  if (mode != AccountClock::ModeOf(account.rate))
    RefuseSnapshot("mode: the rate is that of \"" +
                   std::string(AccountClock::ModeOf(account.rate)) + "\"");
}

// The entries of a journal, and the order of each by its number.
std::vector<JournalEntry> ReadEntries(const Json& saved, RestoredAccount& account,
                                      std::atomic<uint64_t>& orders,
                                      std::map<uint64_t, uint64_t>& order_of) {
  std::vector<JournalEntry> entries;
  for (const Json& row : saved) {
    JournalEntry& entry = entries.emplace_back(EntryOf(row));
    entry.order = ++orders;
    entry.appid = account.state->owner;
    order_of[entry.number] = entry.order;
    account.requests = std::max(account.requests, entry.number);
  }
  return entries;
}

// A message whose request was evicted comes with the next request.
void ReadMessages(const Json& saved, RestoredAccount& account,
                  const std::map<uint64_t, uint64_t>& order_of, uint64_t last_order) {
  account.messages = std::make_shared<Messages>();
  uint64_t last = 0;
  for (const Json& row : saved) {
    Message message = MessageOf(row);
    if (message.number <= last) RefuseSnapshot("messages: numbers must ascend");
    last = message.number;
    const auto request = order_of.lower_bound(message.request);
    message.order = request == order_of.end() ? last_order : request->second;
    account.requests = std::max(account.requests, message.request);
    account.messages->Add(std::move(message));
  }
}

void ReadHistory(const Json& saved, RestoredAccount& account, std::atomic<uint64_t>& orders) {
  const Json& journal = saved.at("journal");
  std::map<uint64_t, uint64_t> order_of;
  std::vector<JournalEntry> entries;
  Within("journal",
         [&] { entries = ReadEntries(journal.at("entries"), account, orders, order_of); });
  Within("messages", [&] { ReadMessages(saved.at("messages"), account, order_of, ++orders); });
  const JournalLimits limits{static_cast<size_t>(account.settings.Number("journal_count")),
                             static_cast<size_t>(account.settings.Number("journal_bytes"))};
  account.journal.Restore(std::move(entries), CountOf(journal.at("evicted")), limits);
  KeepWithin(limits, account.journal, *account.messages);
}

void ReadRates(const Json& saved, State& state) {
  RestorePart(saved.at("logins"), state.logins);
  RestorePart(saved.at("stable_calls"), state.stable_calls);
  RestorePart(saved.at("quota_clears"), state.quota_clears);
  RestorePart(saved.at("forced_refreshes"), state.forced_refreshes);
}

std::shared_ptr<State> StateOf(const Json& saved, const std::string& appid) {
  auto state = std::make_shared<State>(appid);
  Within("tokens", [&] { RestorePart(saved.at("tokens"), state->tokens); });
  Within("stable_tokens", [&] { RestorePart(saved.at("stable_tokens"), state->stable_tokens); });
  Within("rates", [&] { ReadRates(saved.at("rates"), *state); });
  Within("quota", [&] { RestorePart(saved.at("quota"), state->quota); });
  EachRow(saved, "js_codes", [&](const Json& row) { return state->js_codes.Add(JsCodeOf(row)); });
  EachRow(saved, "users",
          [&](const Json& row) { return state->users.Add(UserOf(row)).has_value(); });
  for (const auto& family : state->families) family->Restore(saved);
  return state;
}

RestoredAccount Read(const Json& saved, std::atomic<uint64_t>& orders) {
  if (saved.at("version") != kSnapshotVersion) {
    RefuseSnapshot("version " + saved.at("version").dump() + "; this program reads " +
                   std::to_string(kSnapshotVersion));
  }
  RestoredAccount account;
  account.appid = saved.at("appid");
  if (!IsAppid(account.appid)) RefuseSnapshot("\"appid\" cannot be an appid");
  Within("secret", [&] { account.secret = saved.at("secret"); });
  Within("seed", [&] { account.seed = saved.at("seed").get<uint64_t>(); });
  // These three are missing in older snapshots.
  account.kind = AccountKindOf(saved.value("kind", std::string(kAccountKinds[0])));
  account.name = saved.value("name", "");
  Within("expect", [&] { account.expect = saved.value("expect", std::vector<int>()); });
  Within("pages", [&] { account.pages = saved.at("pages").get<std::vector<std::string>>(); });
  Within("settings", [&] { account.settings = SettingsOf(saved.at("settings")); });
  Within("clock", [&] { ReadClock(saved.at("clock"), account); });
  Within("draws", [&] {
    for (const auto& [purpose, count] : saved.at("draws").items())
      account.draws[purpose] = CountOf(count);
  });
  Within("state", [&] { account.state = StateOf(saved.at("state"), account.appid); });
  if (saved.contains("requests"))
    Within("requests", [&] { account.requests = CountOf(saved.at("requests")); });
  ReadHistory(saved, account, orders);
  if (saved.contains("faults"))
    Within("faults", [&] { RestoreFaults(saved.at("faults"), account.faults); });
  return account;
}

}  // namespace

AccountImage::AccountImage(const AccountView& account)
    : appid(account->appid),
      secret(account->secret),
      seed(account->seed),
      kind(account->kind),
      name(account->name),
      expect(account->expect),
      pages(account->pages),
      settings(account->settings),
      clock(account->clock),
      now(account.now()),
      draws(account->draws),
      tokens(account->state->tokens),
      stable_tokens(account->state->stable_tokens),
      forced_refreshes(account->state->forced_refreshes),
      stable_calls(account->state->stable_calls),
      logins(account->state->logins),
      quota_clears(account->state->quota_clears),
      js_codes(account->state->js_codes.Share()),
      users(account->state->users.Share()),
      quota(account->state->quota),
      messages(account->messages->all()),
      requests(account->requests),
      evicted(account->journal.evicted()),
      entries(account->journal.all()),
      faults(account->faults.all()) {
  for (const auto& family : account->state->families) families.push_back(family->Share());
}

void RestoredAccount::ExchangeWith(LockedAccount& account) {
  account->secret.swap(secret);
  std::swap(account->seed, seed);
  std::swap(account->kind, kind);
  account->name.swap(name);
  account->expect.swap(expect);
  account->pages.swap(pages);
  std::swap(account->settings, settings);
  account->draws.swap(draws);
  state = std::exchange(account->state, std::move(state)).share();
  messages = std::exchange(account->messages, std::move(messages)).share();
  account->journal.ExchangeWith(journal);
  std::swap(account->faults, faults);
  account->requests = std::max(account->requests, requests);
  account->clock.Scale(account.real(), rate);
  account->clock.Set(account.real(), now);
  ++account->generation;
}

base::Result<RestoredAccount> ReadAccount(const Json& saved, std::atomic<uint64_t>& orders) {
  try {
    return Read(saved, orders);
  } catch (const Json::exception& error) {
    return base::Error{"not a snapshot of an account: " + WhyRefused(error)};
  }
}

}  // namespace wxnotice::mock
