// Exports the journal as a file that is produced while the client reads it. Not thread-safe. Only
// the .cc files of admin/ include this.
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

// The format of an export.
struct EntryFormat {
  std::string head;
  std::function<std::string(const mock::JournalEntry& entry)> write;
  std::string separator;  // between entries
  // The end of the file; `missed` entries were evicted before they could be written.
  std::function<std::string(uint64_t missed)> tail;
};

struct EntryRange {
  mock::JournalMark from;
  mock::JournalMark end;
  uint64_t limit = 0;  // the maximum number of entries to write
};

// The entries of the range that `filter` accepts. Holds only a few at a time, so that a client that
// stops reading keeps no entries alive. Entries that are evicted before they are written are
// missing.
std::shared_ptr<protocol::Source> ExportEntries(mock::Mock& mock,
                                                std::shared_ptr<mock::Sandbox> sandbox,
                                                EntryFilter filter, EntryRange range,
                                                EntryFormat format);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ENTRY_EXPORT_H_
