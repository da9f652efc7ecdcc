// Selects calls, for faults, verifications and the list of requests. Immutable after Read,
// thread-safe. Only .cc files include this.
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

// The purpose of a match.
enum class MatchUse {
  kJournal,  // calls that were answered
  kFault,    // calls without an answer; the size is limited, because the match is stored
};

struct Condition {
  std::string field;      // its name in failures: "openid", "body.data.keyword1.value"
  const MatchField* row;  // null: a value in query or body
  Place place;            // of that value, and the path in it
  std::vector<std::string> path;
  Pattern pattern;
};

// A condition that a call does not meet.
struct Miss {
  std::string field;
  protocol::Json wanted;
  protocol::Json got;  // null if it is missing
};

// A value by which a journal finds entries.
struct IndexedValue {
  JournalKey key;
  std::string value;
};

class Match {
 public:
  // Reads an object with the fields of MatchFields, `query` and `body`. A value is a text, a
  // number, {"contains": text} or {"matches": glob}. `query` holds such values by name; `body` by
  // name or path ("data.keyword1.value", "data.list[0]"), or is an object whose members the body
  // must contain. The error names an unknown key with the nearest known one.
  static base::Result<Match> Read(const protocol::Json& object, MatchUse use = MatchUse::kJournal);
  // Reads the same keys, except appid, query and body, from the fields of a list. Adds failures to
  // `fields`.
  static Match OfFields(protocol::Fields& fields);
  // The JSON Schema of what Read reads; the fields that OfFields reads.
  static protocol::Json Schema(MatchUse use);
  static protocol::schema::Members QueryFields();

  bool Accepts(CallView& call) const;
  bool Accepts(const JournalEntry& entry) const;
  std::vector<Miss> Misses(const JournalEntry& entry) const;
  // How nearly `entry` matches: a condition that is met counts fully, one that is not counts by the
  // similarity of the texts.
  double Nearness(const JournalEntry& entry) const;
  // As given, except that an API is written by name.
  const protocol::Json& written() const { return written_; }
  // The values that an accepted entry must have and that the journal has an index of.
  const std::vector<IndexedValue>& indexed() const { return indexed_; }
  bool AcceptsAll() const { return conditions_.empty(); }
  // Whether Accepts may parse the body.
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
  std::vector<Condition> conditions_;  // the cheap ones first
  std::vector<IndexedValue> indexed_;
};

// Whether one of `matches` accepts the entry. Parses its body at most once.
bool AnyAccepts(const std::vector<Match>& matches, const JournalEntry& entry);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_MATCH_H_
