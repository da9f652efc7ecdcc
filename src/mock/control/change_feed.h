// Reports which accounts changed, for readers that follow all accounts: a look takes time in
// proportion to the accounts changed since the last one. Thread-safe, with its own short lock,
// which may be taken while an account is locked.
#ifndef WXNOTICE_MOCK_CONTROL_CHANGE_FEED_H_
#define WXNOTICE_MOCK_CONTROL_CHANGE_FEED_H_

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wxnotice::mock {

class ChangeFeed {
 public:
  // Follows the feed while it exists. One thread at a time. Must not outlive the feed.
  class Reader {
   public:
    explicit Reader(ChangeFeed& feed);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    // The appids of the accounts that changed since the last call, latest change first.
    std::vector<std::string> Next();

   private:
    ChangeFeed& feed_;
    uint64_t seen_ = 0;
  };

  // The account changed: its journal, messages or all of it, or it was deleted. Call it after the
  // change, or while the account is locked. Costs next to nothing without a reader.
  void Note(std::string_view appid);

 private:
  struct Row {
    uint64_t sequence = 0;  // of its last change
    std::string appid;
  };

  std::atomic<int> readers_{0};
  std::mutex mutex_;
  uint64_t sequence_ = 0;
  std::list<Row> rows_;  // by sequence, latest first
  std::unordered_map<std::string, std::list<Row>::iterator> places_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_CHANGE_FEED_H_
