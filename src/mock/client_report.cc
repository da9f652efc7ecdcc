#include "mock/client_report.h"

#include <algorithm>
#include <map>
#include <set>

#include "mock/magic.h"
#include "protocol/message.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostRequests = 20;
// Once may be chance or a test of just that; this often is a habit.
constexpr size_t kHabit = 3;
constexpr size_t kEndless = 4;

class Report {
 public:
  void Add(std::string_view finding, const std::string& request) {
    Entry& entry = entries_[std::string(finding)];
    ++entry.count;
    if (!request.empty() && entry.requests.size() < kMostRequests)
      entry.requests.push_back(request);
  }
  // Forgets a finding that came too seldom to be a habit.
  void Drop(std::string_view finding, size_t least) {
    const auto found = entries_.find(finding);
    if (found != entries_.end() && found->second.count < least) entries_.erase(found);
  }
  std::vector<ClientFinding> Finish() const {
    std::vector<ClientFinding> findings;
    for (const auto& advice : protocol::Behaviour::Builtin().client_report()) {
      const auto found = entries_.find(advice.finding);
      if (found != entries_.end())
        findings.push_back({&advice, found->second.requests, found->second.count});
    }
    return findings;
  }

 private:
  struct Entry {
    std::vector<std::string> requests;
    size_t count = 0;
  };
  std::map<std::string, Entry, std::less<>> entries_;
};

std::string TokenOf(const JournalEntry& entry) {
  return protocol::QueryValue(entry.query, "access_token").value_or("");
}

bool IsTokenRefusal(int errcode) {
  return errcode == 40001 || errcode == 42001;
}

// How tokens are fetched and used.
void ReportTokens(const std::vector<const JournalEntry*>& calls, Report& report) {
  std::map<std::string, size_t> first_use;  // token -> order of its first use
  std::string last_used;
  std::string refused;   // the token that was refused last
  bool fetched = false;  // since the last call with a token
  bool last_was_good = false;
  size_t cycles = 0;  // of refusal, fetch, refusal
  for (const JournalEntry* call : calls) {
    if (call->api == "token" || call->api == "stable_token") {
      fetched = true;
      continue;
    }
    const std::string token = TokenOf(*call);
    if (token.empty()) continue;
    const bool is_refused = IsTokenRefusal(call->errcode);
    if (fetched && call->api == "send" && last_was_good && token != last_used)
      report.Add("token-per-send", call->id());
    const auto [place, is_new] = first_use.try_emplace(token, first_use.size());
    if (!is_new && place->second + 1 < first_use.size()) report.Add("two-fetchers", call->id());
    if (!fetched && token == refused) report.Add("no-refetch", call->id());
    cycles = is_refused ? cycles + (fetched || cycles == 0 ? 1 : 0) : 0;
    if (cycles >= kEndless) report.Add("endless-refetch", call->id());
    refused = is_refused ? token : "";
    last_used = token;
    last_was_good = !is_refused;
    fetched = false;
  }
  report.Drop("token-per-send", kHabit);
}

bool IsFinal(int errcode) {
  return errcode == 41028 || errcode == 41029 || errcode == 40037;
}

// What no retry cures and only a change of code or account does.
bool IsLasting(int errcode) {
  return errcode == 40037 || errcode == 41030 || errcode == 47001 || errcode == 48001 ||
         errcode == 48004 || errcode == 40003;
}

// How sends are repeated.
void ReportSends(const std::vector<const JournalEntry*>& calls, Report& report) {
  std::set<std::string> refused;  // bodies that can never succeed
  int last_errcode = 0;
  size_t row = 0;
  for (const JournalEntry* call : calls) {
    if (call->api != "send") continue;
    if (refused.count(*call->body) > 0) report.Add("useless-retry", call->id());
    if (IsFinal(call->errcode)) refused.insert(*call->body);
    if (call->reason == "form_id.used") report.Add("form-id-reused", call->id());
    if (call->reason == "form_id.devtools") report.Add("devtools-id", call->id());
    row = call->errcode == last_errcode ? row + 1 : 1;
    last_errcode = call->errcode;
    if (IsLasting(call->errcode) && row >= kHabit) report.Add("errcode-ignored", call->id());
  }
}

void ReportSecrets(const std::vector<const JournalEntry*>& calls, const std::string& secret,
                   Report& report) {
  for (const JournalEntry* call : calls) {
    const bool query_reads_it = call->api == "token" || call->api == "jscode2session";
    const bool in_query = call->query.find(secret) != std::string::npos && !query_reads_it;
    const bool in_body =
        call->body->find(secret) != std::string::npos && call->api != "stable_token";
    if (in_query || in_body) report.Add("secret-misplaced", call->id());
  }
}

// What became of the form ids.
void ReportLedger(const OpenAccount& account, Report& report) {
  const auto& ids = account->state->form_ids.all();
  std::map<std::string, std::vector<const FormId*>> by_user;
  ids.Each([&](const FormId& id) {
    if (id.devtools) return;
    by_user[id.openid].push_back(&id);
    if (id.uses.empty() && id.IsExpired(account.now())) report.Add("ids-expired-unused", "");
  });
  for (auto& entry : by_user) {
    auto& owned = entry.second;
    std::stable_sort(owned.begin(), owned.end(),
                     [](auto* a, auto* b) { return a->minted < b->minted; });
    for (size_t newer = 1; newer < owned.size(); ++newer) {
      if (owned[newer]->uses.empty()) continue;
      const FormIdUse& use = owned[newer]->uses.front();
      const bool older_was_good = std::any_of(
          owned.begin(), owned.begin() + static_cast<std::ptrdiff_t>(newer), [&](auto* older) {
            return older->minted < owned[newer]->minted && !older->IsExpired(use.at) &&
                   (older->uses.empty() || older->uses.front().at > use.at);
          });
      if (older_was_good) report.Add("newest-first", "r" + std::to_string(use.request));
    }
  }
}

}  // namespace

std::vector<ClientFinding> ReportOnClient(const OpenAccount& account) {
  std::vector<const JournalEntry*> calls;
  for (const auto& entry : account->journal.all()) {
    if (!entry->late) calls.push_back(entry.get());
  }
  Report report;
  ReportTokens(calls, report);
  ReportSends(calls, report);
  ReportSecrets(calls, account->secret, report);
  ReportLedger(account, report);
  return report.Finish();
}

}  // namespace wxnotice::mock
