// The violations of an account and their consequences: the penalty ladder
// (fixtures/behaviour/penalties.json) and single restrictions. Not thread-safe: the lock of the
// sandbox guards it.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_VIOLATIONS_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_VIOLATIONS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "protocol/behaviour.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct Violation {
  base::Instant at;
  std::string template_id;             // that broke the rules; may be empty
  std::string penalty;                 // "banned_7_days"
  std::optional<base::Instant> until;  // of a ban with an end
  base::LocalizedText letter;          // 站内信
};

class Violations {
 public:
  // Applies the next step of the ladder, at `now`. The caller deletes the template if the penalty
  // is "template_deleted". Source: docs/fidelity.md#penalties. Inferred: a ban starts at once, and
  // the ladder has one count.
  const Violation& Commit(std::string template_id, base::Instant now);

  // The violation whose ban is active at `now`; null if there is none.
  const Violation* Ban(base::Instant now) const;
  const std::vector<Violation>& all() const { return violations_; }

  // The maximum of each per account; the caller that adds one checks it.
  static constexpr size_t kMost = 1000;
  static constexpr size_t kMostRestrictions = 1000;

  // Restrictions: a name ("form", "prepay", "add", "api", "template:ID", "form_id:ID") until a
  // time, or permanently. False if there are too many; those that ended by `now` make room.
  bool Restrict(std::string name, std::optional<base::Instant> until, base::Instant now);
  bool IsRestricted(std::string_view name, base::Instant now) const;
  using Restrictions = std::map<std::string, std::optional<base::Instant>, std::less<>>;
  const Restrictions& restrictions() const { return restrictions_; }
  void Restore(std::vector<Violation> violations, Restrictions restrictions) {
    violations_ = std::move(violations);
    restrictions_ = std::move(restrictions);
  }
  void ClearRestrictions() { restrictions_.clear(); }

 private:
  std::vector<Violation> violations_;  // in the order added
  Restrictions restrictions_;
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SavePart(const Violations& violations);
void RestorePart(const protocol::Json& saved, Violations& violations);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_VIOLATIONS_H_
