// The templates that one account added from the library. Not thread-safe: the lock of the sandbox
// guards it.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_TEMPLATES_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_TEMPLATES_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mock/account/account_template.h"
#include "mock/account/table.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// "购买地点{{keyword1.DATA}}\n..." and "购买地点：TIT造舰厂\n...". The first keyword of a template
// is keyword1. Source: docs/fidelity.md#template-list.
std::string ContentOf(const AccountTemplate& item);
std::string ExampleOf(const AccountTemplate& item);

// The number N of a key keywordN; 0 if it is not such a key.
size_t KeywordNumber(std::string_view key);

class Templates {
 public:
  // One that was deleted with this id is no longer remembered.
  void Add(std::shared_ptr<const AccountTemplate> added);
  // False if there is none. Remembers its id, and whether a test deleted it.
  bool Delete(std::string_view template_id, bool by_test);
  // Removes the oldest deleted ids until at most `most` are left; calls on_gone(id) before each.
  void MakeRoom(size_t most, const std::function<void(const std::string&)>& on_gone);
  // Null if there is none. A message that uses it keeps it alive.
  std::shared_ptr<const AccountTemplate> Find(std::string_view template_id) const;

  const std::vector<std::shared_ptr<const AccountTemplate>>& all() const {
    return templates_;
  }  // in the order added
  struct Deleted {
    std::string template_id;
    bool by_test = false;
  };
  // Null if it was not deleted, or is no longer remembered; see MakeRoom.
  const Deleted* FindDeleted(std::string_view template_id) const {
    return deleted_.Find(template_id);
  }
  Rows<Deleted> ShareDeleted() const { return deleted_.Share(); }
  // False if it is remembered already.
  bool RestoreDeleted(Deleted deleted) { return deleted_.Add(std::move(deleted)).has_value(); }

 private:
  std::vector<std::shared_ptr<const AccountTemplate>> templates_;
  Table<Deleted, &Deleted::template_id> deleted_;
  RowPosition oldest_deleted_ = 0;
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveRow(const Templates::Deleted& deleted);
Templates::Deleted DeletedOf(const protocol::Json& saved);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_TEMPLATES_H_
