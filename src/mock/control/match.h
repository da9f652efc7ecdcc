// Which calls are meant: what faults, verify, its kin and the list of requests share. Immutable
// once read, thread-safe. Only .cc files include this.
#ifndef WXNOTICE_MOCK_CONTROL_MATCH_H_
#define WXNOTICE_MOCK_CONTROL_MATCH_H_

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "mock/account/journal.h"
#include "mock/apis.h"
#include "mock/control/call_view.h"
#include "mock/control/pattern.h"
#include "protocol/fields.h"
#include "protocol/json.h"
#include "protocol/schema.h"

namespace wxnotice::mock {

struct MatchField;

// What a match is for.
enum class MatchUse {
  kJournal,  // calls that were answered
  kFault,    // calls without an answer. The match is kept, so that its size is limited
};

struct Condition {
  std::string field;      // as a failure names it: "openid", "body.data.keyword1.value"
  const MatchField* row;  // null: a value in query or body
  Place place;            // of that value, and its path there
  std::vector<std::string> path;
  Pattern pattern;
};

// A condition that a call does not meet.
struct Miss {
  std::string field;
  protocol::Json wanted;
  protocol::Json got;  // null when it is absent
};

// A value by which a journal finds entries.
struct IndexedValue {
  JournalKey key;
  std::string value;
};

class Match {
 public:
  // Reads an object with the fields of MatchFields, `query` and `body`. A value is a text, a
  // number,
  // {"contains": text} or {"matches": glob}. `query` holds such values by name; `body` by name or
  // path ("data.keyword1.value", "data.list[0]"), or is an object that the call's must contain. The
  // error names an unknown key with the nearest known one.
  static base::Result<Match> Read(const protocol::Json& object, MatchUse use = MatchUse::kJournal);
  // The same keys, without appid, query and body, from the fields of a list; failures go to
  // `fields`.
  static Match OfFields(protocol::Fields& fields);
  // What Read reads, as a JSON Schema; and OfFields, as fields of a row.
  static protocol::Json Schema(MatchUse use);
  static protocol::schema::Members QueryFields();

  bool Accepts(CallView& call) const;
  bool Accepts(const JournalEntry& entry) const;
  std::vector<Miss> Misses(const JournalEntry& entry) const;
  // How near `entry` comes: what is met counts whole, what is missed by how alike the texts are.
  double Nearness(const JournalEntry& entry) const;
  // As it was given, but an API by its name.
  const protocol::Json& written() const { return written_; }
  // What an entry must have to be accepted, of what the journal has an index of.
  const std::vector<IndexedValue>& indexed() const { return indexed_; }
  bool AcceptsAll() const { return conditions_.empty(); }
  // Whether a look at an entry may parse its body.
  bool ReadsBodies() const;

 private:
  void ReadPlain(protocol::Fields& fields, const MatchField& row);
  void ReadQuery(protocol::Fields& fields);
  void ReadBody(protocol::Fields& fields, const protocol::Json& value,
                const std::vector<std::string>& path);
  void Add(protocol::Fields& fields, Condition condition, std::string_view name);

  MatchUse use_ = MatchUse::kJournal;
  size_t bytes_ = 0;  // of names and values
  protocol::Json written_ = protocol::Json::object();
  std::vector<Condition> conditions_;  // what is cheap to look at comes first
  std::vector<IndexedValue> indexed_;
};

// Whether one of `matches` accepts the entry, whose body is parsed once.
bool AnyAccepts(const std::vector<Match>& matches, const JournalEntry& entry);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_MATCH_H_
