// The fields of a match that are one value of a call: a table, one row each. Immutable,
// thread-safe. Only .cc files include this.
#ifndef WXNOTICE_MOCK_CONTROL_MATCH_FIELDS_H_
#define WXNOTICE_MOCK_CONTROL_MATCH_FIELDS_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/account/journal.h"
#include "protocol/fields.h"
#include "protocol/json.h"

namespace wxnotice::mock {

class CallView;

struct MatchField {
  std::string_view name;
  std::string what;                              // "to this API"
  std::optional<JournalKey> key{};               // of the journal's index, if it has one
  bool of_answer = false;                        // known only after the answer
  bool is_number = false;                        // in a query
  bool reads_body = false;                       // reading it may parse the body
  bool is_account = false;                       // a list has its own field for that
  int weight = 1;                                // how much it counts when a call nearly matches
  std::function<protocol::Json(CallView&)> get;  // null if the call has none
  // The value to compare with, in its usual form. A value that cannot occur is a failure in
  // `fields`, so that a typing error does not give a match that accepts nothing.
  protocol::Json (*read)(protocol::Fields& fields, const protocol::Json& value) = nullptr;
};

// In the order in which the reference lists them.
const std::vector<MatchField>& MatchFields();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_MATCH_FIELDS_H_
