#include "mock/control/run_record.h"

#include <algorithm>

namespace wxnotice::mock {
namespace {

constexpr size_t kMostGroups = 10'000;    // of an account
constexpr size_t kMostRequests = 10'000;  // of a group, that can still become expected
constexpr size_t kMostListed = 20;

}  // namespace

AccountRecord::AccountRecord(std::string appid) : appid_(appid), client_(std::move(appid)) {}

// A client that makes up paths gets one group for the rest of them.
AccountRecord::Key AccountRecord::KeyOf(const JournalEntry& entry) const {
  std::string call = entry.api;
  if (entry.reason == kForeignHost) call = entry.path;
  if (call.empty()) call = entry.method + " " + entry.path;
  Key key(std::move(call), entry.reason, entry.errcode);
  if (refused_.size() >= kMostGroups && !refused_.contains(key)) std::get<0>(key) = "(other)";
  return key;
}

void AccountRecord::Receive() {
  const std::lock_guard lock(mutex_);
  ++received_;
}

void AccountRecord::Answer(const JournalEntry& entry) {
  const std::lock_guard lock(mutex_);
  ++answered_;
  client_.Read(entry);
  if (entry.reason.empty()) return;
  if (!entry.expected.empty()) {
    ++expected_;
    return;
  }
  Group& group = refused_[KeyOf(entry)];
  ++group.count;
  if (group.requests.size() < kMostRequests) group.requests.push_back(entry.number);
}

bool AccountRecord::Expect(const JournalEntry& entry) {
  const std::lock_guard lock(mutex_);
  const auto found = refused_.find(KeyOf(entry));
  // Not of this run, as what a snapshot brought; or beyond what can be taken back.
  if (found == refused_.end() || std::erase(found->second.requests, entry.number) == 0)
    return false;
  if (--found->second.count == 0) refused_.erase(found);
  ++expected_;
  client_.RemoveFindings(entry.number);
  return true;
}

void AccountRecord::OnAccountReset() {
  const std::lock_guard lock(mutex_);
  client_.OnAccountReset();
}

void AccountRecord::Describe(std::string name, std::string secret) {
  const std::lock_guard lock(mutex_);
  name_ = std::move(name);
  client_.SetSecret(std::move(secret));
}

AccountRun AccountRecord::Read() const {
  const std::lock_guard lock(mutex_);
  AccountRun run{appid_, name_, received_, received_ - answered_, expected_, {}, client_.Finish()};
  for (const auto& [key, group] : refused_) {
    RefusedCalls refused{std::get<0>(key), std::get<1>(key), std::get<2>(key), group.count, {}};
    for (size_t i = 0; i < std::min(group.requests.size(), kMostListed); ++i)
      refused.requests.push_back(RequestId(appid_, group.requests[i]));
    run.refused.push_back(std::move(refused));
  }
  return run;
}

std::shared_ptr<AccountRecord> RunRecord::Open(const std::string& appid) {
  auto record = std::make_shared<AccountRecord>(appid);
  const std::lock_guard lock(mutex_);
  return accounts_.emplace_back(std::move(record));
}

std::vector<std::shared_ptr<AccountRecord>> RunRecord::Accounts() const {
  const std::lock_guard lock(mutex_);
  return accounts_;
}

void RunRecord::Expect(const JournalEntry& entry) {
  for (const auto& account : Accounts()) {
    if (account->appid() == *entry.appid && account->Expect(entry)) return;
  }
}

std::vector<AccountRun> RunRecord::Read() const {
  std::vector<AccountRun> runs;
  for (const auto& account : Accounts()) runs.push_back(account->Read());
  return runs;
}

}  // namespace wxnotice::mock
