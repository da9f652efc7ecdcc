// Which requests of a journal are meant: what verify, its kin and the list of requests share.
// Immutable once read, thread-safe. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_MATCH_H_
#define WXNOTICE_ADMIN_MATCH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "admin/fields.h"
#include "admin/pattern.h"
#include "base/result.h"
#include "mock/account/journal.h"
#include "protocol/json.h"
#include "protocol/schema.h"

namespace wxnotice::admin {

struct Condition {
  std::string field;              // as a failure names it: "openid", "body.data.keyword1.value"
  std::string_view place;         // "openid", "query", "body"; static text
  std::vector<std::string> path;  // below query or body
  Pattern pattern;
};

class MatchedEntry;

// A condition that a request does not meet.
struct Miss {
  std::string field;
  protocol::Json wanted;
  protocol::Json got;  // null when it is absent
};

// A value by which a journal finds entries.
struct IndexedValue {
  mock::JournalKey key;
  std::string value;
};

class Match {
 public:
  // Reads {api, method, path, errcode, reason, openid, template_id, form_id, page, query, body}. A
  // value is a text, a number, {"contains": text} or {"matches": glob}. `query` holds such values
  // by name; `body` by name or path ("data.keyword1.value", "data.list[0]"), or is an object that
  // the request's must contain. The error names an unknown key with the nearest known one.
  static base::Result<Match> Read(const protocol::Json& object);
  // The same keys, without query and body, from the fields of a list; failures go to `fields`.
  static Match OfFields(Fields& fields);
  // What Read reads, as a JSON Schema; and OfFields, as fields of a row.
  static protocol::Json Schema();
  static protocol::schema::Members QueryFields();

  bool Accepts(const mock::JournalEntry& entry) const;
  bool Accepts(MatchedEntry& subject) const;
  std::vector<Miss> Misses(const mock::JournalEntry& entry) const;
  // How near `entry` comes: what is met counts whole, what is missed by how alike the texts are.
  double Nearness(const mock::JournalEntry& entry) const;
  const protocol::Json& written() const { return written_; }
  // What an entry must have to be accepted, of what the journal has an index of.
  const std::vector<IndexedValue>& indexed() const { return indexed_; }
  bool AcceptsAll() const { return conditions_.empty(); }
  // Whether a look at an entry may parse its body.
  bool ReadsBodies() const;

 private:
  void ReadAllPlain(Fields& fields);
  void ReadPlain(Fields& fields, std::string_view name);
  void ReadQuery(Fields& fields);
  void ReadBody(Fields& fields, const protocol::Json& value, const std::vector<std::string>& path);
  void Add(Fields& fields, std::string_view place, std::vector<std::string> path,
           const protocol::Json& value);

  protocol::Json written_ = protocol::Json::object();
  std::vector<Condition> conditions_;  // what is cheap to look at comes first
  std::vector<IndexedValue> indexed_;
};

// Whether one of `matches` accepts the entry, whose body is parsed once.
bool AnyAccepts(const std::vector<Match>& matches, const mock::JournalEntry& entry);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_MATCH_H_
