// One account, identified by its appid: its state, clock, journal and messages under one lock.
// Accounts share only the library, so tests with separate accounts do not affect each other.
// Thread-safe through Open.
#ifndef WXNOTICE_MOCK_ACCOUNT_SANDBOX_H_
#define WXNOTICE_MOCK_ACCOUNT_SANDBOX_H_

#include <cassert>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/held.h"
#include "base/random.h"
#include "mock/account/account_clock.h"
#include "mock/account/journal.h"
#include "mock/account/kind.h"
#include "mock/account/messages.h"
#include "mock/account/settings.h"
#include "mock/account/state.h"
#include "mock/control/faults.h"

namespace wxnotice::mock {

class AccountRecord;

// Calls that were carried out, but whose answer a fault kept from the client, which will repeat
// them. Remembers the last 1,000.
class LostAnswers {
 public:
  void Add(std::string_view path, std::string_view body);
  bool Contains(std::string_view path, std::string_view body) const;

 private:
  std::deque<size_t> calls_;  // hashes
};

// The properties of a new account.
struct SandboxSpec {
  std::string appid;   // empty: random
  std::string secret;  // empty: random
  std::vector<std::string> pages;
  AccountKind kind = AccountKind::kMiniProgram;
  std::string name{};         // for reports; may be empty
  std::vector<int> expect{};  // errcodes; see Account
  uint64_t requests = 0;      // that an account of this appid had before
  uint64_t reset_order = 0;   // see Account
};

// The parts of an account. Access them only through Sandbox::View and Open.
struct Account {
  std::string appid;   // never changes
  std::string secret;  // never changes
  uint64_t seed = 0;   // never changes
  AccountKind kind = AccountKind::kMiniProgram;
  std::string name;         // for reports; may be empty
  std::vector<int> expect;  // the errcodes of refusals that are expected
  std::vector<std::string>
      pages;  // of the published version; empty: see the setting unpublished_page
  Settings settings;
  AccountClock clock;
  base::Held<State> state;  // never null
  base::Held<Messages> messages = std::make_shared<Messages>();
  Journal journal;
  Faults faults;
  uint64_t requests = 0;     // that came so far: the number of the last one
  uint64_t reset_order = 0;  // given when journal or messages were last emptied or replaced
  uint64_t generation = 0;   // of resets: a request that began in an older one is late
  std::map<std::string, uint64_t, std::less<>> draws;
  LostAnswers lost_answers;
  std::shared_ptr<AccountRecord> record;  // null if the run is not recorded

  // The next draw of the account's stream `purpose`. The count continues over resets, so that ids
  // do not repeat.
  base::Draw NextDraw(std::string_view purpose);
  JournalLimits Limits() const;
};

// An account whose lock is held, to be read.
class AccountView {
 public:
  // `keep_alive` owns mutex and account, and lives at least as long as the lock, because an account
  // may be deleted while it is open.
  AccountView(std::shared_ptr<const void> keep_alive, std::mutex& mutex, const Account& account,
              base::Instant real)
      : keep_alive_(std::move(keep_alive)), lock_(mutex), account_(account), real_(real) {}

  const Account* operator->() const { return &account_; }
  const Account& operator*() const { return account_; }
  // The time of the account when the lock was taken, even if the clock is moved afterwards.
  base::Instant now() const { return account_.clock.At(real_); }
  base::Instant real() const { return real_; }  // read once, when the account was opened

 protected:
  std::shared_ptr<const void> keep_alive_;
  std::unique_lock<std::mutex> lock_;

 private:
  const Account& account_;
  base::Instant real_;
};

// The same, to be changed.
class LockedAccount : public AccountView {
 public:
  LockedAccount(std::shared_ptr<const void> keep_alive, std::mutex& mutex, Account& account,
                base::Instant real)
      : AccountView(std::move(keep_alive), mutex, account, real), account_(account) {}

  Account* operator->() { return &account_; }
  Account& operator*() { return account_; }
  // Releases the lock early; nothing else may be called afterwards.
  void Close() { lock_.unlock(); }

 private:
  Account& account_;
};

// The door: an account changes only within a command, which is a call of an API, or an admin call
// that is not a GET. The code that carries out a command holds a Door.
class Door {
 public:
  Door() { ++open_doors; }
  ~Door() { --open_doors; }
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;
  // By this thread.
  static bool IsOpen() { return open_doors > 0; }

 private:
  static inline thread_local int open_doors = 0;
};

class Sandbox : public std::enable_shared_from_this<Sandbox> {
 public:
  static std::shared_ptr<Sandbox> Make(SandboxSpec spec, uint64_t seed);

  const std::string& appid() const { return account_.appid; }
  // Both hold the lock until the result is destroyed. Lock one account at a time.
  AccountView View(base::Instant real) { return {shared_from_this(), mutex_, account_, real}; }
  // REQUIRES: Door::IsOpen().
  LockedAccount Open(base::Instant real) {
    assert(Door::IsOpen());
    return {shared_from_this(), mutex_, account_, real};
  }

 private:
  Sandbox(SandboxSpec spec, uint64_t seed);

  std::mutex mutex_;
  Account account_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SANDBOX_H_
