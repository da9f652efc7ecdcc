#include "mock/account/history.h"

namespace wxnotice::mock {
namespace {

// Evicts the older of the two; false if nothing may be evicted.
bool EvictOldest(Journal& journal, Messages& messages) {
  const bool has_entry = journal.all().size() > 1;
  const bool has_message =
      !messages.all().empty() &&
      (journal.all().empty() ? messages.all().size() > 1
                             : messages.all().front()->request != journal.all().back()->number);
  if (!has_entry && !has_message) return false;
  if (!has_message ||
      (has_entry && journal.all().front()->number <= messages.all().front()->request)) {
    journal.EvictOldest();
  } else {
    messages.EvictOldest();
  }
  return true;
}

}  // namespace

void KeepWithin(const JournalLimits& limits, Journal& journal, Messages& messages) {
  while (journal.all().size() > 1 && journal.all().size() > limits.count) journal.EvictOldest();
  while (journal.bytes() + messages.bytes() > limits.bytes) {
    if (!EvictOldest(journal, messages)) return;
  }
}

}  // namespace wxnotice::mock
