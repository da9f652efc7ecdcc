// Counters of the server since its start, over all accounts and resets, for GET /metrics.
// Thread-safe; costs an atomic addition and a look-up under its own lock.
#ifndef WXNOTICE_MOCK_CONTROL_METRICS_H_
#define WXNOTICE_MOCK_CONTROL_METRICS_H_

#include <memory>
#include <string>

namespace wxnotice::mock {

struct Call;

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // Counts a call answered with `errcode`.
  void Count(const Call& call, int errcode);
  // All counters in the Prometheus text format 0.0.4. `sandboxes` is the number of accounts.
  std::string Text(size_t sandboxes);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_METRICS_H_
