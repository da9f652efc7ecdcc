#include "mock/control/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "mock/call.h"
#include "protocol/behaviour.h"

namespace wxnotice::mock {

using Counters = prometheus::Family<prometheus::Counter>;

struct Metrics::Families {
  prometheus::Registry registry;
  Counters& requests = prometheus::BuildCounter()
                           .Name("wxnotice_requests_total")
                           .Help("Calls of an API, by its name and the errcode answered.")
                           .Register(registry);
  prometheus::Counter& messages = prometheus::BuildCounter()
                                      .Name("wxnotice_messages_total")
                                      .Help("Messages accepted for sending.")
                                      .Register(registry)
                                      .Add({});
  prometheus::Gauge& sandboxes = prometheus::BuildGauge()
                                     .Name("wxnotice_sandboxes")
                                     .Help("Accounts that there are.")
                                     .Register(registry)
                                     .Add({});
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}

Metrics::~Metrics() = default;

// Labels come only from tables: paths of a client, or errcodes invented by a fault, must not
// increase the number of series.
void Metrics::Count(const Call& call, int errcode) {
  const bool known = protocol::Behaviour::Builtin().FindErrcode(errcode) != nullptr;
  families_->requests
      .Add({{"api", call.api == nullptr ? "unknown" : std::string(call.api->name)},
            {"errcode", known ? std::to_string(errcode) : "other"}})
      .Increment();
  const auto& messages = call.messages.all();
  if (!messages.empty() && messages.back()->request == call.number) families_->messages.Increment();
}

std::string Metrics::Text(size_t sandboxes) {
  families_->sandboxes.Set(static_cast<double>(sandboxes));
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace wxnotice::mock
