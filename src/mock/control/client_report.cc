#include "mock/control/client_report.h"

#include <algorithm>
#include <functional>

#include <nlohmann/json.hpp>

#include "base/substring.h"
#include "mock/apis.h"
#include "protocol/message.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostRequests = 10'000;  // that can be taken back
constexpr size_t kMostListed = 20;
constexpr size_t kMostRemembered = 10'000;  // tokens, and bodies
// Once may be chance, or a test of exactly that; this often is a habit.
constexpr size_t kHabit = 3;
constexpr size_t kEndless = 4;

Task TaskOf(const JournalEntry& entry) {
  const Api* api = FindApi(entry.api);
  return api == nullptr ? Task::kOther : api->task;
}

// Never 0.
size_t HashOf(std::string_view text) {
  return std::hash<std::string_view>()(text) | 1;
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

template <typename Set>
void ForgetIfMany(Set& remembered) {
  if (remembered.size() >= kMostRemembered) remembered.clear();
}

}  // namespace

void ClientReport::Add(std::string_view finding, uint64_t request, const std::string& detail) {
  Row& row = rows_[std::string(finding)];
  ++row.count;
  if (request != 0 && row.requests.size() < kMostRequests) row.requests.push_back(request);
  const bool is_new =
      std::find(row.details.begin(), row.details.end(), detail) == row.details.end();
  if (!detail.empty() && is_new && row.details.size() < kMostListed) row.details.push_back(detail);
}

void ClientReport::AddRefusal(std::string_view finding, uint64_t request) {
  Add(finding, request);
  rows_.find(finding)->second.of_refusals = true;
}

void ClientReport::RemoveFindings(uint64_t request) {
  for (auto& [finding, row] : rows_) {
    if (row.of_refusals) row.count -= std::erase(row.requests, request);
  }
  std::erase_if(rows_, [](const auto& row) { return row.second.count == 0; });
}

std::vector<ClientFinding> ClientReport::Finish() const {
  std::vector<ClientFinding> findings;
  for (const auto& advice : protocol::Behaviour::Builtin().client_report()) {
    const auto found = rows_.find(advice.finding);
    if (found == rows_.end()) continue;
    const Row& row = found->second;
    if (advice.finding == "token-per-send" && row.count < kHabit) continue;
    ClientFinding finding{&advice, {}, row.details, row.count};
    for (size_t i = 0; i < std::min(row.requests.size(), kMostListed); ++i)
      finding.requests.push_back(RequestId(appid_, row.requests[i]));
    findings.push_back(std::move(finding));
  }
  return findings;
}

void ClientReport::OnAccountReset() {
  fetched_ = false;
  good_ = refused_ = cycle_ = 0;
  cycles_ = same_errcodes_ = 0;
  last_errcode_ = 0;
  hopeless_.clear();
}

void ClientReport::ReadFetch(const JournalEntry& fetch) {
  fetched_ = true;
  if (fetch.errcode != 0) return;
  const auto answer = protocol::ParseJson(fetch.response);
  const std::string token =
      answer ? protocol::TextOf(*answer, "access_token").value_or("") : std::string();
  if (token.empty()) return;  // a fault spoilt the answer
  ForgetIfMany(issued_);
  issued_.try_emplace(HashOf(token), Issued{FindApi(fetch.api)->name, ++orders_});
}

// Runs of refusal, fetch and the same call again never end if the token stays refused. Whether the
// test arranged the refusals does not matter: the client has to end it.
void ClientReport::ReadTokenCycle(const JournalEntry& call, Hash token) {
  if (!IsTokenRefusal(call.errcode)) {
    cycles_ = 0;
    return;
  }
  const Hash same_call = HashOf(call.path + "\n" + *call.body);
  cycles_ = same_call == cycle_ && token != 0 ? cycles_ + (fetched_ || cycles_ == 0 ? 1 : 0) : 1;
  cycle_ = same_call;
  if (cycles_ >= kEndless) Add("endless-refetch", call.number);
}

void ClientReport::ReadToken(const JournalEntry& call, Hash token) {
  if (fetched_ && TaskOf(call) == Task::kSend && good_ != 0 && token != good_)
    Add("token-per-send", call.number);
  // One that was never issued, or before this began, says nothing.
  if (const auto issued = issued_.find(token); issued != issued_.end()) {
    size_t& newest = newest_used_[issued->second.kind];
    if (issued->second.order < newest) Add("two-fetchers", call.number);
    newest = std::max(newest, issued->second.order);
  }
}

void ClientReport::ReadSend(const JournalEntry& send) {
  const Hash body = HashOf(*send.body);
  if (hopeless_.contains(body)) AddRefusal("useless-retry", send.number);
  ForgetIfMany(hopeless_);
  if (IsFinal(send.errcode)) hopeless_.insert(body);
  const protocol::Reason* reason = protocol::Behaviour::Builtin().FindReason(send.reason);
  if (reason != nullptr && !reason->finding.empty()) AddRefusal(reason->finding, send.number);
  same_errcodes_ = send.errcode == last_errcode_ ? same_errcodes_ + 1 : 1;
  last_errcode_ = send.errcode;
  if (IsLasting(send.errcode) && same_errcodes_ >= kHabit)
    AddRefusal("errcode-ignored", send.number);
}

// What shows in any request, whatever its answer.
void ClientReport::ReadRequest(const JournalEntry& call) {
  const Api* api = FindApi(call.api);
  const Credential read_from = api == nullptr ? Credential::kToken : api->credential;
  constexpr size_t kShortestSecret = 8;
  const bool searched = secret_.size() >= kShortestSecret;
  const bool in_query = base::HoldsPart(call.query, secret_) && read_from != Credential::kQuery;
  const bool in_body = base::HoldsPart(*call.body, secret_) && read_from != Credential::kBody;
  if (searched && (in_query || in_body)) Add("secret-misplaced", call.number);
  if (protocol::IsChunked(call.headers)) Add("chunked-body", call.number);
  for (const auto& [finding, detail] : call.findings) Add(finding, call.number, detail);
}

void ClientReport::Read(const JournalEntry& entry) {
  if (entry.late) return;
  const bool expected = !entry.expected.empty();
  const Task task = TaskOf(entry);
  ReadRequest(entry);
  if (task == Task::kSend && !expected) ReadSend(entry);
  if (task == Task::kFetchToken) return ReadFetch(entry);
  const std::string text = protocol::QueryValue(entry.query, "access_token").value_or("");
  if (text.empty()) return;
  const Hash token = HashOf(text);
  const bool refused = IsTokenRefusal(entry.errcode);
  if (!refused || !expected) ReadToken(entry, token);
  if (!expected && !fetched_ && token == refused_) AddRefusal("no-refetch", entry.number);
  ReadTokenCycle(entry, token);
  good_ = refused ? 0 : token;
  refused_ = refused && !expected ? token : 0;
  fetched_ = false;
}

}  // namespace wxnotice::mock
