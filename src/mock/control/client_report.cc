#include "mock/control/client_report.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/substring.h"
#include "mock/apis.h"
#include "protocol/message.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostRequests = 20;
// Once may be chance, or a test of exactly that; this often is a habit.
constexpr size_t kHabit = 3;
constexpr size_t kEndless = 4;

Task TaskOf(const JournalEntry& entry) {
  const Api* api = FindApi(entry.api);
  return api == nullptr ? Task::kOther : api->task;
}

std::string TokenOf(const JournalEntry& entry) {
  return protocol::QueryValue(entry.query, "access_token").value_or("");
}

bool IsTokenRefusal(int errcode) {
  return errcode == 40001 || errcode == 42001;
}

bool IsFinal(int errcode) {
  return errcode == 41028 || errcode == 41029 || errcode == 40037;
}

// Errors that only a change of code or account fixes, not a retry.
bool IsLasting(int errcode) {
  return errcode == 40037 || errcode == 41030 || errcode == 47001 || errcode == 48001 ||
         errcode == 48004 || errcode == 40003;
}

}  // namespace

void ClientReport::Add(std::string_view finding, uint64_t request) {
  Row& row = rows_[std::string(finding)];
  ++row.count;
  if (request != 0 && row.requests.size() < kMostRequests)
    row.requests.push_back(RequestId(appid_, request));
}

void ClientReport::Drop(std::string_view finding, size_t least) {
  const auto found = rows_.find(finding);
  if (found != rows_.end() && found->second.count < least) rows_.erase(found);
}

std::vector<ClientFinding> ClientReport::Finish() const {
  std::vector<ClientFinding> findings;
  for (const auto& advice : protocol::Behaviour::Builtin().client_report()) {
    const auto found = rows_.find(advice.finding);
    if (found != rows_.end())
      findings.push_back({&advice, found->second.requests, found->second.count});
  }
  return findings;
}

// Analyses how tokens are fetched and used.
void ClientReport::ReadTokens(const std::vector<const JournalEntry*>& calls) {
  std::map<std::string, size_t> first_use;  // token -> order of its first use
  std::string last_used;
  std::string refused;   // the last refused token
  bool fetched = false;  // since the last call with a token
  bool last_was_good = false;
  size_t cycles = 0;  // of refusal, fetch, refusal
  for (const JournalEntry* call : calls) {
    if (TaskOf(*call) == Task::kFetchToken) {
      fetched = true;
      continue;
    }
    const std::string token = TokenOf(*call);
    if (token.empty()) continue;
    const bool is_refused = IsTokenRefusal(call->errcode);
    if (fetched && TaskOf(*call) == Task::kSend && last_was_good && token != last_used)
      Add("token-per-send", call->number);
    const auto [place, is_new] = first_use.try_emplace(token, first_use.size());
    if (!is_new && place->second + 1 < first_use.size()) Add("two-fetchers", call->number);
    if (!fetched && token == refused) Add("no-refetch", call->number);
    cycles = is_refused ? cycles + (fetched || cycles == 0 ? 1 : 0) : 0;
    if (cycles >= kEndless) Add("endless-refetch", call->number);
    refused = is_refused ? token : "";
    last_used = token;
    last_was_good = !is_refused;
    fetched = false;
  }
  Drop("token-per-send", kHabit);
}

// Analyses how sends are repeated.
void ClientReport::ReadSends(const std::vector<const JournalEntry*>& calls) {
  std::unordered_set<std::string_view> refused;  // bodies that can never succeed
  int last_errcode = 0;
  size_t row = 0;
  for (const JournalEntry* call : calls) {
    if (TaskOf(*call) != Task::kSend) continue;
    if (refused.count(*call->body) > 0) Add("useless-retry", call->number);
    if (IsFinal(call->errcode)) refused.insert(*call->body);
    const protocol::Reason* reason = protocol::Behaviour::Builtin().FindReason(call->reason);
    if (reason != nullptr && !reason->finding.empty()) Add(reason->finding, call->number);
    row = call->errcode == last_errcode ? row + 1 : 1;
    last_errcode = call->errcode;
    if (IsLasting(call->errcode) && row >= kHabit) Add("errcode-ignored", call->number);
  }
}

void ClientReport::ReadSecrets(const std::vector<const JournalEntry*>& calls,
                               const std::string& secret) {
  for (const JournalEntry* call : calls) {
    const Api* api = FindApi(call->api);
    const Credential read_from = api == nullptr ? Credential::kToken : api->credential;
    const bool in_query = base::HoldsPart(call->query, secret) && read_from != Credential::kQuery;
    const bool in_body = base::HoldsPart(*call->body, secret) && read_from != Credential::kBody;
    if (in_query || in_body) Add("secret-misplaced", call->number);
  }
}

void ClientReport::ReadCalls(const std::vector<SharedEntry>& entries, const std::string& secret) {
  std::vector<const JournalEntry*> calls;
  for (const auto& entry : entries) {
    if (!entry->late) calls.push_back(entry.get());
  }
  ReadTokens(calls);
  ReadSends(calls);
  ReadSecrets(calls, secret);
}

}  // namespace wxnotice::mock
