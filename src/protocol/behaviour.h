// The tables of WeChat's answers and their reasons, read once from fixtures/behaviour. To add an
// errcode or a reason, add a row there. Immutable, thread-safe.
#ifndef WXNOTICE_PROTOCOL_BEHAVIOUR_H_
#define WXNOTICE_PROTOCOL_BEHAVIOUR_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_text.h"
#include "base/result.h"

namespace wxnotice::protocol {

struct Errcode {
  int code = 0;
  std::string errmsg;    // the fixed part, without the trace
  bool gateway = false;  // raised before the API itself: the trace ends in '!'
  base::LocalizedText when;
  base::LocalizedText client;  // what a client should do
  std::string source;
  std::string confidence;  // "high", "medium", "low"
};

struct Reason {
  std::string name;  // "form_id.expired"
  int errcode = 0;
  std::string basis;  // "doc", "observed", "inferred", "wxnotice"
  base::LocalizedText why;
  std::string source;
  std::string field;    // of the request, that is refused: the part of the name before the dot
  std::string finding;  // of the client report, that such a refused call causes; or empty
  base::LocalizedText remedy;  // instead of Errcode::client; may be empty
  std::string arranged;        // how a test brings it about, if nothing else can; see JournalEntry
  int http_status = 0;  // the front end answers a page of its own with this status; 0: it does not
};

struct Setting {
  std::string name;
  std::string default_value;
  std::vector<std::string> values;  // the allowed values; empty: any value that its reader accepts
  base::LocalizedText what;
  std::string basis;
  std::string source;
};

// A step of the penalty ladder for violations.
struct Penalty {
  std::string name;             // "banned_7_days"
  std::optional<int> ban_days;  // 0: permanently; none: no ban
  base::LocalizedText letter;   // 站内信
  std::string source;
};

// The text of the client report about a habit.
struct ClientAdvice {
  std::string finding;  // "token-per-send"
  base::LocalizedText why;
  base::LocalizedText todo;
  std::string source;
};

// A path of WeChat that the mock does not emulate.
struct OtherPath {
  std::string path;    // a final '*' stands for the rest of the path
  std::string kind;    // of the account that may call it; "both"
  std::string reason;  // what a call with a good token gets
  std::string source;
};

class Behaviour {
 public:
  // The tables compiled into the program. A broken table is a bug of the build: it ends the program
  // with a message.
  static const Behaviour& Builtin();

  // Null if there is no such row.
  const Errcode* FindErrcode(int code) const;
  const Reason* FindReason(std::string_view name) const;
  // What a client should do about a refusal: by its reason, or else by its errcode; null if neither
  // is known. `reason` may be null.
  const base::LocalizedText* FindRemedy(const Reason* reason, int errcode) const;
  const Setting* FindSetting(std::string_view name) const;
  // The first row that matches.
  const OtherPath* FindOtherPath(std::string_view path) const;

  const std::vector<Errcode>& errcodes() const { return errcodes_; }
  const std::vector<Reason>& reasons() const { return reasons_; }
  const std::vector<Setting>& settings() const { return settings_; }
  const std::vector<Penalty>& penalties() const { return penalties_; }
  const std::vector<ClientAdvice>& client_report() const { return client_report_; }

 private:
  static base::Result<Behaviour> Load();

  std::vector<Errcode> errcodes_;
  std::vector<Reason> reasons_;
  std::vector<Setting> settings_;
  std::vector<Penalty> penalties_;
  std::vector<ClientAdvice> client_report_;
  std::vector<OtherPath> other_paths_;
  std::map<int, size_t> errcode_index_;
  std::map<std::string, size_t, std::less<>> reason_index_;
  std::map<std::string, size_t, std::less<>> setting_index_;
};

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_BEHAVIOUR_H_
