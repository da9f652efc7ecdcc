// A call as a match sees it: one from the journal, or one that has no answer yet. Refers to what it
// is made of. Not thread-safe.
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
  // Without an answer: `errcode` and `reason` mean nothing.
  CallView(const Call& call, const Subjects& subjects);

  const std::string_view appid;
  const std::string_view api;  // empty for a path that is not an API
  const std::string_view method;
  const std::string_view path;
  const std::string_view query;
  const Subjects& subjects;
  const int errcode = 0;
  const std::string_view reason;

  // Null if it is not JSON. Parsed when it is first asked for, and once.
  const protocol::Json& Body();
  // The same with numbers as texts, see protocol::ParseJsonTexts. Parsed each time.
  protocol::Json BodyTexts() const;

 private:
  const std::string_view text_;  // of the body
  std::shared_ptr<const protocol::Json> body_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_CALL_VIEW_H_
