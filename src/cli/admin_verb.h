// The commands that are a thin client of the admin API, as data. Immutable, thread-safe. A new verb
// is a row in admin_verbs.cc. Source: docs/admin-api.md.
#ifndef WXNOTICE_CLI_ADMIN_VERB_H_
#define WXNOTICE_CLI_ADMIN_VERB_H_

#include <chrono>
#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace wxnotice::cli {

// What one call of a verb asks of the server.
struct AdminRequest {
  std::string method;
  std::string path;                          // below the server's address
  std::string query = "";                    // escaped, without the '?'
  std::string body = "";                     // JSON
  std::string save_to = "";                  // file that takes the answer
  std::chrono::milliseconds server_wait{0};  // how long the server may take by itself
  std::chrono::milliseconds patience{0};     // how long to wait for a server to answer
};

// The values given on the command line, by Param::field.
using AdminValues = std::map<std::string, std::vector<std::string>, std::less<>>;

enum class ParamKind {
  kText,      // as it is: the server reads numbers and durations from texts
  kWait,      // a duration that the server, or this program, may spend waiting
  kRequired,  // a text that must be given
  kList,      // repeatable: a list
  kPairs,     // repeatable NAME=VALUE: an object
  kFlag,      // stands for Param::json
};

struct Param {
  const char* flag;  // "--age"; a name without dashes ("OPENID") is positional
  // "openid", "match.api"; "{}": what stands for {..} in the path; "@x": not sent, for `prepare`.
  std::string field;
  const char* help;
  ParamKind kind = ParamKind::kText;
  const char* json = "true";  // of kFlag
};

// What the text output is told.
struct Printing {
  std::ostream& out;
  std::string_view lang;  // "zh" or "en"
};

struct AdminVerb {
  const char* name;  // of the action; of a command's only row: ""
  const char* help;
  const char* method;
  const char* path;
  std::vector<Param> params = {};
  void (*print)(const nlohmann::ordered_json& answer, const Printing& to) = nullptr;
  const char* fixed = "";    // JSON object: fields that are always sent
  bool account = true;       // takes --appid
  bool text_answer = false;  // asks for text/plain
  // What the row alone cannot say: changes the request, or says what is wrong with the values.
  base::Result<AdminRequest> (*prepare)(const AdminValues& values, AdminRequest request) = nullptr;
};

struct AdminCommand {
  const char* name;
  const char* help;
  std::vector<AdminVerb> verbs;  // the first is done when none is named
};

std::span<const AdminCommand> AdminCommands();

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_VERB_H_
