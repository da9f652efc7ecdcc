// Families of message APIs: template messages; later subscribe messages and those of official
// accounts. The state of an account for a family, and everything specific to it, is behind this
// interface. The shared parts (tokens, clock, quota, faults, journal, inbox, snapshot, explain, the
// client report) do not know any family. A new family is a folder under families/ and a line in
// families/families.cc.
#ifndef WXNOTICE_MOCK_FAMILY_H_
#define WXNOTICE_MOCK_FAMILY_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "mock/account/kind.h"
#include "mock/account/subject.h"
#include "mock/apis.h"
#include "protocol/json.h"

namespace wxnotice::mock {

class ClientReport;
class SnapshotSteps;
// A value that a call could have used.
struct KnownValue {
  std::string_view value;
  std::string_view belongs_to;  // an openid; may be empty
};

// The state of a family for an account at one moment. Immutable, so that it can be read without the
// account's lock.
class FamilyImage {
 public:
  virtual ~FamilyImage() = default;

  // Visits each value that SharedState::owners assigns to this account: its kind ("form_id"), then
  // the value.
  virtual void EachOwned(
      const std::function<void(std::string_view, const std::string&)>& visit) const = 0;
  // Visits the account's values of a subject. A value is valid as long as the image.
  virtual void EachKnown(Subject subject,
                         const std::function<void(const KnownValue&)>& visit) const = 0;
  // Adds findings about the client. `real`: real time, in which a test's clock moves do not count.
  virtual void Report(ClientReport& report, base::Instant real) const = 0;
  // Adds its members to the account's "state". The image must outlive `steps`.
  virtual void Save(SnapshotSteps& steps) const = 0;
};

// The state of a family for an account. Not thread-safe: the lock of the sandbox guards it.
class FamilyState {
 public:
  virtual ~FamilyState() = default;

  // Takes well under a millisecond, for any size.
  virtual std::shared_ptr<const FamilyImage> Share() const = 0;
  // Reads the output of Save into an empty state. Throws as described in
  // mock/account/snapshot_values.h.
  virtual void Restore(const protocol::Json& state) = 0;

  // Adds members to the summary of an account: the numbers of its objects.
  virtual void Summarise(protocol::Json& summary) const = 0;
  // Adds members with the objects that ended in (before, after], at most `most` of each kind, and
  // their number.
  virtual void AddExpired(base::Instant before, base::Instant after, size_t most,
                          protocol::Json& expired) const = 0;
  // Adds members that tell what became of the subjects of a call by `now`.
  virtual void Explain(const Subjects& subjects, std::string_view appid, base::Instant now,
                       protocol::Json& answer) const = 0;
};

struct Family {
  std::string_view name;
  AccountKind kind;  // of the accounts that may call its APIs
  // The rows of its APIs; Apis() sets the family of each.
  std::span<const Api> (*apis)();
  // The refusal of a call to any API of the family, because of a restriction or a violation; none
  // if the call is allowed.
  std::optional<Outcome> (*refuse)(const Call& call);
  std::unique_ptr<FamilyState> (*make)();
};

// All families. State::families uses this order; otherwise it does not matter.
std::span<const Family* const> Families();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILY_H_
