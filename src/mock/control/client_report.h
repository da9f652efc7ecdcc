// Analyses the calls of an account's client for habits that would cause trouble in production.
// Reads them one by one as they are answered; families add findings from their ledgers. A refusal
// that the test arranged causes no finding, but what else the call shows does. The texts are rows
// of fixtures/behaviour/client_report.json. Not thread-safe.
#ifndef WXNOTICE_MOCK_CONTROL_CLIENT_REPORT_H_
#define WXNOTICE_MOCK_CONTROL_CLIENT_REPORT_H_

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "mock/account/journal.h"
#include "protocol/behaviour.h"

namespace wxnotice::mock {

struct ClientFinding {
  const protocol::ClientAdvice* advice = nullptr;
  std::vector<std::string> requests;  // the first ones, at most 20 ids
  std::vector<std::string> details;   // each once, at most 20: "keywrod1 -> keyword1"
  size_t count = 0;                   // of requests, or of form ids for findings about form ids
};

class ClientReport {
 public:
  explicit ClientReport(std::string appid) : appid_(std::move(appid)) {}
  // A secret shorter than 8 bytes is not searched for: it would be found anywhere. WeChat's
  // have 32.
  void SetSecret(std::string secret) { secret_ = std::move(secret); }

  // How tokens are fetched and used, how sends are repeated, where the secret shows. In the order
  // answered; late entries do not count. Memory is limited, whatever the number of entries.
  void Read(const JournalEntry& entry);
  // The account was reset: what comes now does not continue what came before.
  void OnAccountReset();
  // A finding of a family's, by its row; `request`: the number of the one that caused it; 0: none.
  void Add(std::string_view finding, uint64_t request, const std::string& detail = {});
  // Takes back the findings that the refusal of this request caused: it was expected.
  void RemoveFindings(uint64_t request);
  // In the order of the rows.
  std::vector<ClientFinding> Finish() const;

 private:
  struct Row {
    std::vector<uint64_t> requests;  // the first kMostRequests
    std::vector<std::string> details;
    size_t count = 0;
    bool of_refusals = false;
  };
  using Hash = size_t;  // of a token or a body

  void AddRefusal(std::string_view finding, uint64_t request);
  void ReadFetch(const JournalEntry& fetch);
  void ReadToken(const JournalEntry& call, Hash token);
  void ReadTokenCycle(const JournalEntry& call, Hash token);
  void ReadSend(const JournalEntry& send);
  void ReadRequest(const JournalEntry& call);

  const std::string appid_;
  std::string secret_;
  std::map<std::string, Row, std::less<>> rows_;

  // Tokens. The kinds of tokens, by the API that issues them, do not supersede each other.
  struct Issued {
    std::string_view kind;
    size_t order = 0;
  };
  std::unordered_map<Hash, Issued> issued_;
  std::map<std::string_view, size_t> newest_used_;  // by kind: the order of the newest token used
  size_t orders_ = 0;
  bool fetched_ = false;  // since the last call with a token
  Hash good_ = 0;         // the token of the last call, if it was accepted
  Hash refused_ = 0;      // the token of the last call, if it was refused and not expected
  Hash cycle_ = 0;        // the call that is refused, retried with a new token, and refused again
  size_t cycles_ = 0;

  // Sends.
  std::unordered_set<Hash> hopeless_;  // bodies that can never succeed
  int last_errcode_ = 0;
  size_t same_errcodes_ = 0;  // in a row
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_CLIENT_REPORT_H_
