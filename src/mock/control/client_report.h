// What the observed calls of an account's client would do to it in production. Reads the journal;
// families add what their ledgers tell. The texts are rows of
// fixtures/behaviour/client_report.json. Not thread-safe.
#ifndef WXNOTICE_MOCK_CONTROL_CLIENT_REPORT_H_
#define WXNOTICE_MOCK_CONTROL_CLIENT_REPORT_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mock/account/journal.h"
#include "protocol/behaviour.h"

namespace wxnotice::mock {

struct ClientFinding {
  const protocol::ClientAdvice* advice = nullptr;
  std::vector<std::string> requests;  // ids, at most 20, the first ones
  size_t count = 0;                   // of requests, or of form ids for those about ids
};

// Takes time in what it is given: read entries without the account's lock.
class ClientReport {
 public:
  explicit ClientReport(std::string appid) : appid_(std::move(appid)) {}

  // How tokens are fetched and used, how sends are repeated, where the secret shows. `entries` in
  // the order answered; late ones do not count.
  void ReadCalls(const std::vector<SharedEntry>& entries, const std::string& secret);
  // A finding of a family's, by its row; `request`: the number of the one that caused it; 0: none.
  void Add(std::string_view finding, uint64_t request);
  // In the order of the rows.
  std::vector<ClientFinding> Finish() const;

 private:
  struct Row {
    std::vector<std::string> requests;
    size_t count = 0;
  };

  void ReadTokens(const std::vector<const JournalEntry*>& calls);
  void ReadSends(const std::vector<const JournalEntry*>& calls);
  void ReadSecrets(const std::vector<const JournalEntry*>& calls, const std::string& secret);
  // Forgets a finding that came too seldom to be a habit.
  void Drop(std::string_view finding, size_t least);

  const std::string appid_;
  std::map<std::string, Row, std::less<>> rows_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_CLIENT_REPORT_H_
