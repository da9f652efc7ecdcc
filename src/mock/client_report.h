// What the observed calls of an account's client would do to it in production. Reads the journal
// and the ledger; the texts are rows of fixtures/behaviour/client_report.json. Not thread-safe: the
// sandbox's lock guards them.
#ifndef WXNOTICE_MOCK_CLIENT_REPORT_H_
#define WXNOTICE_MOCK_CLIENT_REPORT_H_

#include <string>
#include <vector>

#include "mock/sandbox.h"
#include "protocol/behaviour.h"

namespace wxnotice::mock {

struct ClientFinding {
  const protocol::ClientAdvice* advice = nullptr;
  std::vector<std::string> requests;  // ids, at most 20, the first ones
  size_t count = 0;                   // of requests, or of form ids for those about ids
};

// In the order of the rows. Late requests do not count.
std::vector<ClientFinding> ReportOnClient(const OpenAccount& account);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CLIENT_REPORT_H_
