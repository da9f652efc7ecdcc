#include "admin/entry_export.h"

#include <algorithm>
#include <utility>

namespace wxnotice::admin {
namespace {

constexpr size_t kPieceBytes = size_t{128} * 1024;
constexpr size_t kHeldEntries = 64;

class Export {
 public:
  Export(mock::Mock& mock, std::shared_ptr<mock::Sandbox> sandbox, EntryFilter filter,
         EntryRange range, EntryFormat format)
      : mock_(mock),
        sandbox_(std::move(sandbox)),
        filter_(std::move(filter)),
        range_(range),
        format_(std::move(format)),
        ready_(format_.head) {}

  std::string Next() {
    while (!ended_ && ready_.size() < kPieceBytes) Step();
    return std::exchange(ready_, "");
  }

 private:
  // Appends the next entry, reads further entries from the journal, or ends the file.
  void Step() {
    if (range_.limit == 0 || (held_.empty() && !Refill())) {
      ready_ += format_.tail(missed_);
      ended_ = true;
    } else if (!held_.empty()) {
      const mock::SharedEntry entry = std::move(held_.front());
      held_.pop_front();
      if (filter_.Accepts(*entry)) Write(*entry);
    }
  }

  void Write(const mock::JournalEntry& entry) {
    if (wrote_) ready_ += format_.separator;
    ready_ += format_.write(entry);
    wrote_ = true;
    --range_.limit;
  }

  // False if there are no more entries, or the journal was cleared.
  bool Refill() {
    if (range_.from.next >= range_.end.next) return false;
    const mock::AccountView account = sandbox_->View(mock_.Now());
    const uint64_t left = range_.end.next - range_.from.next;
    auto update = account->journal.ReadNew(range_.from, std::min<uint64_t>(left, kHeldEntries));
    if (update.cleared) return false;
    missed_ += std::min(left, update.missed);
    for (uint64_t at = update.first; at < std::min(range_.from.next, range_.end.next); ++at)
      held_.push_back(std::move(update.entries[at - update.first]));
    return !held_.empty();
  }

  mock::Mock& mock_;
  const std::shared_ptr<mock::Sandbox> sandbox_;
  EntryFilter filter_;
  EntryRange range_;
  const EntryFormat format_;
  std::deque<mock::SharedEntry> held_;
  std::string ready_;
  uint64_t missed_ = 0;
  bool wrote_ = false;
  bool ended_ = false;
};

}  // namespace

std::shared_ptr<protocol::Source> ExportEntries(mock::Mock& mock,
                                                std::shared_ptr<mock::Sandbox> sandbox,
                                                EntryFilter filter, EntryRange range,
                                                EntryFormat format) {
  const auto file = std::make_shared<Export>(mock, std::move(sandbox), std::move(filter), range,
                                             std::move(format));
  auto source = std::make_shared<protocol::Source>();
  source->next = [file] { return file->Next(); };
  return source;
}

}  // namespace wxnotice::admin
