#include "mock/control/change_feed.h"

namespace wxnotice::mock {
namespace {

// More than there can be accounts: what goes beyond it was deleted long ago.
constexpr size_t kMostRows = 100'000;

}  // namespace

// A change that sees no reader happened before the reader locked any account, so the reader's first
// look at the account sees it.
ChangeFeed::Reader::Reader(ChangeFeed& feed) : feed_(feed) {
  ++feed_.readers_;
  const std::lock_guard lock(feed_.mutex_);
  seen_ = feed_.sequence_;
}

ChangeFeed::Reader::~Reader() {
  --feed_.readers_;
}

std::vector<std::string> ChangeFeed::Reader::Next() {
  std::vector<std::string> changed;
  const std::lock_guard lock(feed_.mutex_);
  for (const Row& row : feed_.rows_) {
    if (row.sequence <= seen_) break;
    changed.push_back(row.appid);
  }
  seen_ = feed_.sequence_;
  return changed;
}

void ChangeFeed::Note(std::string_view appid) {
  if (readers_ == 0) return;
  const std::lock_guard lock(mutex_);
  const auto [place, is_new] = places_.try_emplace(std::string(appid));
  if (is_new) {
    rows_.push_front({0, std::string(appid)});
  } else {
    rows_.splice(rows_.begin(), rows_, place->second);
  }
  place->second = rows_.begin();
  rows_.front().sequence = ++sequence_;
  if (rows_.size() <= kMostRows) return;
  places_.erase(rows_.back().appid);
  rows_.pop_back();
}

}  // namespace wxnotice::mock
