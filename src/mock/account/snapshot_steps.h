// Writes a JSON object piece by piece, so that it is never completely in memory: the parts of an
// account add their members, and the transport takes the text as the client reads it. Data that
// steps refer to must outlive them. Not thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_STEPS_H_
#define WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_STEPS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "mock/account/table.h"
#include "protocol/json.h"

namespace wxnotice::mock {

class SnapshotSteps {
 public:
  // Appends to `out` until it has about 64 KiB, or everything is written. Returns whether there is
  // more.
  bool Append(std::string& out);

  void Text(std::function<std::string()> make);
  // `"name":value`. `make` is called when the member is written.
  void Member(std::string name, std::function<protocol::Json()> make);
  // `"name":{`, followed by members, and its end.
  void Open(std::string name);
  void Close();

  // The rows of a table, each written by SaveRow, which is declared next to the row.
  template <typename Row>
  void AddRows(std::string name, const Rows<Row>& rows) {
    OpenList(std::move(name));
    steps_.emplace_back([&rows, at = RowPosition{0}, first = true](std::string& out) mutable {
      for (; at < rows.end_position() && out.size() < kPieceBytes; ++at) {
        const Row* row = rows.At(at);
        if (row == nullptr) continue;
        out += (std::exchange(first, false) ? "" : ",") + protocol::Dump(SaveRow(*row));
      }
      return at < rows.end_position();
    });
    CloseList();
  }
  // As above, for pointers to rows.
  template <typename List>
  void AddList(std::string name, const List& list) {
    OpenList(std::move(name));
    steps_.emplace_back([&list, at = size_t{0}](std::string& out) mutable {
      for (; at < list.size() && out.size() < kPieceBytes; ++at)
        out += (at == 0 ? "" : ",") + protocol::Dump(SaveRow(*list[at]));
      return at < list.size();
    });
    CloseList();
  }

 private:
  // Appends as much as it can; returns whether it has more.
  using Step = std::function<bool(std::string& out)>;

  static constexpr size_t kPieceBytes = size_t{64} * 1024;

  void OpenList(std::string name);
  void CloseList();
  // Writes the comma before a member, if needed, and its name.
  void Name(std::string name);

  std::vector<Step> steps_;
  size_t next_ = 0;
  bool first_ = true;  // whether the next member is the first of its object
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_STEPS_H_
