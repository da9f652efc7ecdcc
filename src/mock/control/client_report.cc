#include "mock/control/client_report.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/substring.h"
#include "mock/control/magic.h"
#include "protocol/message.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostRequests = 20;
// Once may be chance or a test of just that; this often is a habit.
constexpr size_t kHabit = 3;
constexpr size_t kEndless = 4;

std::string TokenOf(const JournalEntry& entry) {
  return protocol::QueryValue(entry.query, "access_token").value_or("");
}

bool IsTokenRefusal(int errcode) {
  return errcode == 40001 || errcode == 42001;
}

bool IsFinal(int errcode) {
  return errcode == 41028 || errcode == 41029 || errcode == 40037;
}

// What no retry cures and only a change of code or account does.
bool IsLasting(int errcode) {
  return errcode == 40037 || errcode == 41030 || errcode == 47001 || errcode == 48001 ||
         errcode == 48004 || errcode == 40003;
}

// The latest of the instants in a range, found in the logarithm of their count.
class LatestOf {
 public:
  explicit LatestOf(const std::vector<base::Instant>& instants)
      : size_(instants.size()), tree_(2 * size_) {
    std::copy(instants.begin(), instants.end(), tree_.begin() + static_cast<std::ptrdiff_t>(size_));
    for (size_t node = size_; node-- > 1;)
      tree_[node] = std::max(tree_[2 * node], tree_[2 * node + 1]);
  }
  // In [begin, end).
  base::Instant In(size_t begin, size_t end) const {
    base::Instant latest = base::Instant::min();
    for (begin += size_, end += size_; begin < end; begin /= 2, end /= 2) {
      if (begin % 2 == 1) latest = std::max(latest, tree_[begin++]);
      if (end % 2 == 1) latest = std::max(latest, tree_[--end]);
    }
    return latest;
  }

 private:
  size_t size_;
  std::vector<base::Instant> tree_;
};

}  // namespace

void ClientReport::Add(std::string_view finding, const std::string& request) {
  Row& row = rows_[std::string(finding)];
  ++row.count;
  if (!request.empty() && row.requests.size() < kMostRequests) row.requests.push_back(request);
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

// How tokens are fetched and used.
void ClientReport::ReadTokens(const std::vector<const JournalEntry*>& calls) {
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
      Add("token-per-send", call->id());
    const auto [place, is_new] = first_use.try_emplace(token, first_use.size());
    if (!is_new && place->second + 1 < first_use.size()) Add("two-fetchers", call->id());
    if (!fetched && token == refused) Add("no-refetch", call->id());
    cycles = is_refused ? cycles + (fetched || cycles == 0 ? 1 : 0) : 0;
    if (cycles >= kEndless) Add("endless-refetch", call->id());
    refused = is_refused ? token : "";
    last_used = token;
    last_was_good = !is_refused;
    fetched = false;
  }
  Drop("token-per-send", kHabit);
}

// How sends are repeated.
void ClientReport::ReadSends(const std::vector<const JournalEntry*>& calls) {
  std::unordered_set<std::string_view> refused;  // bodies that can never succeed
  int last_errcode = 0;
  size_t row = 0;
  for (const JournalEntry* call : calls) {
    if (call->api != "send") continue;
    if (refused.count(*call->body) > 0) Add("useless-retry", call->id());
    if (IsFinal(call->errcode)) refused.insert(*call->body);
    if (call->reason == "form_id.used") Add("form-id-reused", call->id());
    if (call->reason == "form_id.devtools") Add("devtools-id", call->id());
    row = call->errcode == last_errcode ? row + 1 : 1;
    last_errcode = call->errcode;
    if (IsLasting(call->errcode) && row >= kHabit) Add("errcode-ignored", call->id());
  }
}

void ClientReport::ReadSecrets(const std::vector<const JournalEntry*>& calls,
                               const std::string& secret) {
  for (const JournalEntry* call : calls) {
    const bool query_reads_it = call->api == "token" || call->api == "jscode2session";
    const bool in_query = base::HoldsPart(call->query, secret) && !query_reads_it;
    const bool in_body = base::HoldsPart(*call->body, secret) && call->api != "stable_token";
    if (in_query || in_body) Add("secret-misplaced", call->id());
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

// An id was used while an older one of the user's could have been: that one was minted before, had
// not expired at that time, and was first used later or never.
void ClientReport::ReadUser(std::vector<const FormId*> owned) {
  std::stable_sort(owned.begin(), owned.end(),
                   [](const auto* a, const auto* b) { return a->minted < b->minted; });
  std::vector<base::Instant> first_uses;
  for (const FormId* id : owned)
    first_uses.push_back(id->uses.empty() ? base::Instant::max() : id->uses.front().at);
  const LatestOf latest(first_uses);
  const auto index_of = [&](auto place) { return static_cast<size_t>(place - owned.begin()); };
  for (const FormId* newer : owned) {
    if (newer->uses.empty()) continue;
    const FormIdUse& use = newer->uses.front();
    const size_t begin = index_of(std::partition_point(
        owned.begin(), owned.end(), [&](const FormId* id) { return id->IsExpired(use.at); }));
    const size_t end = index_of(std::partition_point(
        owned.begin(), owned.end(), [&](const FormId* id) { return id->minted < newer->minted; }));
    if (begin < end && latest.In(begin, end) > use.at)
      Add("newest-first", "r" + std::to_string(use.request));
  }
}

void ClientReport::ReadLedger(const Rows<FormId>& form_ids, base::Instant now) {
  std::map<std::string_view, std::vector<const FormId*>> by_user;
  form_ids.Each([&](const FormId& id) {
    if (id.devtools) return;
    by_user[id.openid].push_back(&id);
    if (id.uses.empty() && id.IsExpired(now)) Add("ids-expired-unused", "");
  });
  for (auto& [openid, owned] : by_user) ReadUser(std::move(owned));
}

}  // namespace wxnotice::mock
