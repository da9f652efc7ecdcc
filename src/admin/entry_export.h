// The journal as a file, made while it is read. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_ENTRY_EXPORT_H_
#define WXNOTICE_ADMIN_ENTRY_EXPORT_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "admin/entry_scan.h"
#include "protocol/message.h"

namespace wxnotice::admin {

// How a file of entries is written.
struct EntryFormat {
  std::string head;
  std::function<std::string(const mock::JournalEntry& entry)> write;
  std::string separator;  // between entries
  // What ends it; `missed` entries were evicted before they could be written.
  std::function<std::string(uint64_t missed)> tail;
};

struct EntryRange {
  mock::JournalMark from;
  mock::JournalMark end;
  uint64_t limit = 0;  // of entries written
};

// The entries of the range that `filter` accepts. Holds a few at a time, so that a reader that
// stops reading keeps nothing alive; what is evicted before its turn is missing.
std::shared_ptr<protocol::Source> ExportEntries(mock::Mock& mock,
                                                std::shared_ptr<mock::Sandbox> sandbox,
                                                EntryFilter filter, EntryRange range,
                                                EntryFormat format);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ENTRY_EXPORT_H_
