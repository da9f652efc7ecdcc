// Writing an account's image piece by piece.
#include <functional>
#include <utility>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot.h"
#include "mock/account/snapshot_journal.h"
#include "mock/account/snapshot_values.h"
#include "mock/snapshot_state.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

constexpr size_t kPieceBytes = size_t{64} * 1024;

std::string Dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// `{"a":1}` -> `{"a":1`, to be followed by more members.
std::string DumpOpen(const Json& object) {
  std::string text = Dump(object);
  text.pop_back();
  return text;
}

Json SaveFrame(const AccountImage& image) {
  return {
      {"version", kSnapshotVersion},
      {"appid", image.appid},
      {"secret", image.secret},
      {"seed", image.seed},
      {"pages", image.pages},
      {"settings", image.settings.changed()},
      {"clock",
       {{"mode", image.clock.mode()}, {"rate", image.clock.rate()}, {"now", SaveTime(image.now)}}},
      {"draws", image.draws}};
}

}  // namespace

// Each step appends what it can, and says whether it has more.
class AccountWriter::Steps {
 public:
  using Step = std::function<bool(std::string& out)>;

  Steps(std::shared_ptr<const AccountImage> image, std::string more) : image_(std::move(image)) {
    Text([this] { return DumpOpen(SaveFrame(*image_)) + ",\"state\":"; });
    Text([this] { return DumpOpen(SaveSmallParts(*image_)); });
    AddRows("js_codes", image_->js_codes);
    AddRows("form_ids", image_->form_ids);
    AddRows("deleted_templates", image_->deleted_templates);
    AddRows("users", image_->users);
    Text([] { return "}"; });
    AddList("messages", image_->messages, [](const SharedMessage& m) { return SaveRow(*m); });
    Text([this] { return ",\"journal\":{\"evicted\":" + std::to_string(image_->evicted); });
    AddList("entries", image_->entries, [](const SharedEntry& entry) { return SaveEntry(*entry); });
    Text([more = std::move(more)] { return "}" + (more.empty() ? more : "," + more) + "}"; });
  }

  bool Append(std::string& out) {
    while (next_ < steps_.size() && out.size() < kPieceBytes) {
      if (!steps_[next_](out)) ++next_;
    }
    return next_ < steps_.size();
  }

 private:
  void Text(std::function<std::string()> make) {
    steps_.emplace_back([make = std::move(make)](std::string& out) {
      out += make();
      return false;
    });
  }

  // Rows of a table, from one position to the next.
  template <typename Row>
  void AddRows(const char* name, const Rows<Row>& rows) {
    Begin(name);
    steps_.emplace_back([&rows, at = RowPosition{0}, first = true](std::string& out) mutable {
      for (; at < rows.end_position() && out.size() < kPieceBytes; ++at) {
        const Row* row = rows.At(at);
        if (row == nullptr) continue;
        out += (std::exchange(first, false) ? "" : ",") + Dump(SaveRow(*row));
      }
      return at < rows.end_position();
    });
    Text([] { return "]"; });
  }

  template <typename List, typename Save>
  void AddList(const char* name, const List& list, Save save) {
    Begin(name);
    steps_.emplace_back([&list, save, at = size_t{0}](std::string& out) mutable {
      for (; at < list.size() && out.size() < kPieceBytes; ++at)
        out += (at == 0 ? "" : ",") + Dump(save(list[at]));
      return at < list.size();
    });
    Text([] { return "]"; });
  }

  void Begin(const char* name) {
    Text([name] { return ",\"" + std::string(name) + "\":["; });
  }

  std::shared_ptr<const AccountImage> image_;
  std::vector<Step> steps_;
  size_t next_ = 0;
};

AccountWriter::AccountWriter(std::shared_ptr<const AccountImage> image, std::string more)
    : steps_(std::make_unique<Steps>(std::move(image), std::move(more))) {}
AccountWriter::~AccountWriter() = default;

bool AccountWriter::Append(std::string& out) {
  return steps_->Append(out);
}

}  // namespace wxnotice::mock
