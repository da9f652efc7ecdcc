#include "mock/account/snapshot_steps.h"

#include <nlohmann/json.hpp>

#include "protocol/json.h"

namespace wxnotice::mock {

using protocol::Json;

bool SnapshotSteps::Append(std::string& out) {
  while (next_ < steps_.size() && out.size() < kPieceBytes) {
    if (!steps_[next_](out)) ++next_;
  }
  return next_ < steps_.size();
}

void SnapshotSteps::Text(std::function<std::string()> make) {
  steps_.emplace_back([make = std::move(make)](std::string& out) {
    out += make();
    return false;
  });
}

void SnapshotSteps::Name(std::string name) {
  Text([name = (std::exchange(first_, false) ? "\"" : ",\"") + name + "\":"] { return name; });
}

void SnapshotSteps::Member(std::string name, std::function<Json()> make) {
  Name(std::move(name));
  Text([make = std::move(make)] { return protocol::Dump(make()); });
}

void SnapshotSteps::Open(std::string name) {
  Name(std::move(name));
  Text([] { return "{"; });
  first_ = true;
}

void SnapshotSteps::Close() {
  Text([] { return "}"; });
  first_ = false;
}

void SnapshotSteps::OpenList(std::string name) {
  Name(std::move(name));
  Text([] { return "["; });
}

void SnapshotSteps::CloseList() {
  Text([] { return "]"; });
}

}  // namespace wxnotice::mock
