// Families of APIs that send messages: template messages; later subscribe messages and those of
// official accounts. What an account holds for a family, and all that is particular to it, stands
// behind this interface; what is shared by all (tokens, clock, quota, faults, journal, inbox,
// snapshot, explain, the client report) knows no family. A new one is a folder under families/ and
// a line in families/families.cc.
#ifndef WXNOTICE_MOCK_FAMILY_H_
#define WXNOTICE_MOCK_FAMILY_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "mock/account/subject.h"
#include "mock/apis.h"
#include "protocol/json.h"

namespace wxnotice::mock {

class ClientReport;
class SnapshotSteps;
// A value that a call could have named.
struct KnownValue {
  std::string_view value;
  std::string_view belongs_to;  // an openid; may be empty
};

// What a family held of an account at one moment. Never changes, so that it can be read without the
// account's lock.
class FamilyImage {
 public:
  virtual ~FamilyImage() = default;

  // Visits each value that is known to all accounts as this one's: its kind ("form_id"), then it.
  virtual void EachOwned(
      const std::function<void(std::string_view, const std::string&)>& visit) const = 0;
  // Visits what the account has of a subject. A value is valid as long as the image.
  virtual void EachKnown(Subject subject,
                         const std::function<void(const KnownValue&)>& visit) const = 0;
  // Adds what is to be said of the client by what it holds at `now`.
  virtual void Report(ClientReport& report, base::Instant now) const = 0;
  // Adds its members to the account's "state". The image outlives `steps`.
  virtual void Save(SnapshotSteps& steps) const = 0;
};

// What a family holds of an account. Not thread-safe: the sandbox's lock guards it.
class FamilyState {
 public:
  virtual ~FamilyState() = default;

  // Takes well under a millisecond, however much it holds.
  virtual std::shared_ptr<const FamilyImage> Share() = 0;
  // Reads what Save wrote into an empty state. Throws as mock/account/snapshot_values.h says.
  virtual void Restore(const protocol::Json& state) = 0;

  // Adds members to an account's summary: what it has, counted.
  virtual void Summarise(protocol::Json& summary) const = 0;
  // Adds members that name what ended in (before, after], at most `most` of a kind, and count it.
  virtual void AddExpired(base::Instant before, base::Instant after, size_t most,
                          protocol::Json& expired) const = 0;
  // Adds members that tell what became of the subjects of a call by `now`.
  virtual void Explain(const Subjects& subjects, std::string_view appid, base::Instant now,
                       protocol::Json& answer) const = 0;
};

struct Family {
  std::string_view name;
  // The rows of its APIs; Apis() sets the family of each.
  std::span<const Api> (*apis)();
  // The refusal of a call, whatever API of the family it is, for what the account may not do or did
  // wrong; none when it may.
  std::optional<Outcome> (*refuse)(const Call& call);
  std::unique_ptr<FamilyState> (*make)();
};

// All there are. The order is that of State::families and never matters otherwise.
std::span<const Family* const> Families();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILY_H_
