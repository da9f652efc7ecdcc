// What the calls of a run came to, for the gate of `exec`: counted as they are answered, so that
// nothing is lost when an account is reset or deleted, or its journal evicts entries. Thread-safe,
// with short locks of its own, which may be taken while an account is locked.
#ifndef WXNOTICE_MOCK_CONTROL_RUN_RECORD_H_
#define WXNOTICE_MOCK_CONTROL_RUN_RECORD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "mock/account/journal.h"
#include "mock/control/client_report.h"

namespace wxnotice::mock {

// The reason of a call to a host that is not WeChat's.
inline constexpr std::string_view kForeignHost = "host.foreign";

// Calls of an account that were refused in the same way, which nothing arranged.
struct RefusedCalls {
  std::string call;    // the name of the API; "GET /path" if there is none
  std::string reason;  // kForeignHost: `call` is the URL
  int errcode = 0;
  uint64_t count = 0;
  std::vector<std::string> requests;  // ids of some of them
};

struct AccountRun {
  std::string appid;
  std::string name;       // of the account; may be empty
  uint64_t calls = 0;     // received
  uint64_t pending = 0;   // of them not answered yet: a fault delays them
  uint64_t expected = 0;  // refused as arranged
  std::vector<RefusedCalls> refused;
  std::vector<ClientFinding> client;
};

// The calls of one account, until it is deleted.
class AccountRecord {
 public:
  explicit AccountRecord(std::string appid);

  const std::string& appid() const { return appid_; }
  void Receive();
  void Answer(const JournalEntry& entry);
  // False if the entry is not one of these refusals.
  bool Expect(const JournalEntry& entry);
  void OnAccountReset();
  void Describe(std::string name, std::string secret);
  // Calls add(report) for the findings of a ledger, which is complete or about to be dropped.
  template <typename Add>
  void AddLedger(Add add) {
    const std::lock_guard lock(mutex_);
    add(client_);
  }
  AccountRun Read() const;

 private:
  using Key = std::tuple<std::string, std::string, int>;  // call, reason, errcode
  struct Group {
    uint64_t count = 0;
    std::vector<uint64_t> requests;  // the first kMostRequests
  };
  Key KeyOf(const JournalEntry& entry) const;

  const std::string appid_;
  mutable std::mutex mutex_;
  std::string name_;
  uint64_t received_ = 0;
  uint64_t answered_ = 0;
  uint64_t expected_ = 0;
  std::map<Key, Group> refused_;
  ClientReport client_;
};

class RunRecord {
 public:
  // Called once for each account that is created, also if its appid was used before.
  std::shared_ptr<AccountRecord> Open(const std::string& appid);
  // A verification matched the entry, which was not expected before.
  void Expect(const JournalEntry& entry);
  // In the order opened: an appid that was used again has several rows.
  std::vector<AccountRun> Read() const;

 private:
  std::vector<std::shared_ptr<AccountRecord>> Accounts() const;

  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<AccountRecord>> accounts_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_RUN_RECORD_H_
