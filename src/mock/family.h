// Families of message APIs: template messages; later subscribe messages and those of official
// accounts. The state of an account for a family, its library of titles, its cards, and everything
// else specific to it, is behind this interface. The shared parts (tokens, clock, quota, faults,
// journal, inbox, snapshot, explain, the client report, the admin API) do not know any family. A
// new family is a folder under families/ and a line in families/families.cc.
#ifndef WXNOTICE_MOCK_FAMILY_H_
#define WXNOTICE_MOCK_FAMILY_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "mock/account/account_template.h"
#include "mock/account/kind.h"
#include "mock/account/saved_templates.h"
#include "mock/account/subject.h"
#include "mock/apis.h"
#include "mock/library.h"
#include "protocol/json.h"

namespace wxnotice::mock {

class ClientReport;
class SnapshotSteps;
struct Account;
struct Card;
struct SharedState;

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

  // The titles that the account proposed, and that were accepted.
  virtual const Library& OwnTitles() const = 0;
  // Adds an accepted title, with an id that neither library has. Valid until the next change.
  virtual const LibraryTitle& AddTitle(const Library& shared, LibraryTitle proposed) = 0;
  // The templates of the account, in the order added.
  virtual const std::vector<std::shared_ptr<const AccountTemplate>>& AllTemplates() const = 0;
  // Adds a template that the family made, with a new id if it has none. REQUIRES: this is part of
  // the account's state, which has no template with its id.
  virtual std::shared_ptr<const AccountTemplate> AddTemplate(
      SharedState& shared, Account& account, std::shared_ptr<AccountTemplate> made) = 0;
  // False if there is none. REQUIRES: this is part of the account's state.
  virtual bool DeleteTemplate(SharedState& shared, Account& account,
                              std::string_view template_id) = 0;
};

// What a template of a saved answer becomes.
struct AdoptedTemplate {
  std::shared_ptr<AccountTemplate> content;
  // Per line: the key of `data` that fills it, "keyword1"; empty if the family does not show it.
  std::vector<std::string> became;
};

// How a family makes templates.
struct TemplateFactory {
  // Of a title, and keywords of it.
  std::shared_ptr<AccountTemplate> (*compose)(const LibraryTitle& title,
                                              std::vector<LibraryKeyword> keywords);
  // Whether it can keep the templates of this SavedTemplates::source.
  bool (*reads)(std::string_view source);
  // REQUIRES: it reads their source.
  base::Result<AdoptedTemplate> (*adopt)(const SavedTemplate& saved);
};

// The messages of a family, for the inbox.
struct MessageFormat {
  // The card of a message with this template; `body` is that of the request, in which numbers are
  // texts (protocol::ParseJsonTexts), null if it is not JSON.
  Card (*read_card)(const AccountTemplate& content, const protocol::Json& body);
  // The members that read_card puts into Card::more.
  std::vector<protocol::schema::Member> (*members)();
  // For snapshots; see mock/account/snapshot_values.h.
  protocol::Json (*save_template)(const AccountTemplate& content);
  std::shared_ptr<const AccountTemplate> (*restore_template)(const protocol::Json& saved);
  // The reason why a message is not delivered, for people.
  std::string_view undelivered;
};

// What a FamilyState writes, as JSON Schemas of the members.
struct StateMembers {
  std::vector<protocol::schema::Member> (*summary)();
  std::vector<protocol::schema::Member> (*expired)();
  std::vector<protocol::schema::Member> (*explanation)();
};

struct Family {
  std::string_view name;  // "template_message"
  AccountKind kind;       // of the accounts that may call its APIs
  // The rows of its APIs; Apis() sets the family of each.
  std::span<const Api> (*apis)();
  // The refusal of a call to any API of the family, because of a restriction or a violation; none
  // if the call is allowed.
  std::optional<CallResult> (*refuse)(const Call& call);
  std::unique_ptr<FamilyState> (*make)();
  StateMembers members;
  std::unique_ptr<Library> (*make_library)();
  size_t most_keywords;  // of a template
  TemplateFactory templates;
  std::string_view template_cap;  // the setting that limits the templates of an account
  MessageFormat messages;
};

// All families. The first one is the default of the admin API.
std::span<const Family* const> Families();
// The members that all families write in that place: MembersOf(&StateMembers::summary).
std::vector<protocol::schema::Member> MembersOf(
    std::vector<protocol::schema::Member> (*StateMembers::*place)());
// The position of `family` in Families(), which lists of one thing per family have in common.
size_t PlaceOf(const Family& family);
// Null if there is none.
const Family* FindFamily(std::string_view name);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILY_H_
