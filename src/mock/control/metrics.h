// What the server counts over its life, over all accounts and resets, for GET /metrics.
// Thread-safe; an atomic addition and a look-up under a lock of its own.
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

  // A call was answered with `errcode`.
  void Count(const Call& call, int errcode);
  // All of it in Prometheus's text format 0.0.4. `sandboxes` is how many accounts there are.
  std::string Text(size_t sandboxes);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_METRICS_H_
