// Analyses the calls of an account's client for habits that would cause trouble in production.
// Reads the journal; families add findings from their ledgers. The texts are rows of
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
  std::vector<std::string> requests;  // the first ones, at most 20 ids
  size_t count = 0;                   // of requests, or of form ids for findings about form ids
};

// Takes time in proportion to its input: read entries without the account's lock.
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
  // Drops a finding that is too rare to be a habit.
  void Drop(std::string_view finding, size_t least);

  const std::string appid_;
  std::map<std::string, Row, std::less<>> rows_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_CLIENT_REPORT_H_
