// The view that a match has of a call, from the journal or without an answer yet. Refers to the
// call. Not thread-safe.
#ifndef WXNOTICE_MOCK_CONTROL_CALL_VIEW_H_
#define WXNOTICE_MOCK_CONTROL_CALL_VIEW_H_

#include <memory>
#include <string_view>

#include "mock/account/subject.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct Call;
struct JournalEntry;

class CallView {
 public:
  explicit CallView(const JournalEntry& entry);
  // Without an answer, `errcode` and `reason` have no meaning.
  CallView(const Call& call, const Subjects& subjects);

  const std::string_view appid;
  const std::string_view api;  // empty for a path that is not an API
  const std::string_view method;
  const std::string_view path;
  const std::string_view query;
  const Subjects& subjects;
  const int errcode = 0;
  const std::string_view reason;

  // Null if it is not JSON. Parsed on first use.
  const protocol::Json& Body();
  // The same with numbers as texts, see protocol::ParseJsonTexts. Parsed each time.
  protocol::Json BodyTexts() const;

 private:
  const std::string_view text_;  // of the body
  std::shared_ptr<const protocol::Json> body_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_CALL_VIEW_H_
