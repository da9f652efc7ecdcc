// The commands that are thin clients of the admin API, as data: one row per command and action, in
// admin_verbs.cc. Immutable, thread-safe. Source: docs/admin-api.md.
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

// An HTTP request to the server, and how to handle its answer.
struct AdminRequest {
  std::string method;
  std::string path;                          // below the address of the server
  std::string query = "";                    // escaped, without the '?'
  std::string body = "";                     // JSON
  std::string save_to = "";                  // file that the answer is written to; empty: print it
  std::chrono::milliseconds server_wait{0};  // how long the server may wait before it answers
  std::chrono::milliseconds patience{0};     // how long to retry until a server answers
};

// The values of the command line, by Param::flag and by Param::field.
using AdminValues = std::map<std::string, std::vector<std::string>, std::less<>>;

enum class ParamKind {
  kText,      // sent as a string; the server parses numbers and durations
  kWait,      // a duration that the server or this program may wait
  kRequired,  // as kText, but mandatory
  kList,      // repeatable: a list
  kPairs,     // repeatable NAME=VALUE: an object
  kNamed,     // repeatable NAME or NAME=EXAMPLE: a list of names and of {name, example}
  kSteps,     // repeatable NAME=VALUE,..: a list of objects
  kFlag,      // sends Param::json
};

struct Param {
  const char* flag;  // "--age"; a name without dashes ("OPENID") is positional
  // "openid", "match.api"; "{}": the placeholder in the path; "@x": not sent, read by `prepare`.
  std::string field;
  const char* help;
  ParamKind kind = ParamKind::kText;
  const char* json = "true";  // of kFlag
};

// Where and in which language text output is written.
struct Printing {
  std::ostream& out;
  std::string_view lang;  // "zh" or "en"
};

struct AdminVerb {
  const char* name;  // of the action; "" if the command has only one
  const char* help;
  const char* method;
  const char* path;
  std::vector<Param> params = {};
  void (*print)(const nlohmann::ordered_json& answer, const Printing& to) = nullptr;
  const char* fixed = "";     // JSON object of fields that are always sent
  bool account = true;        // takes --appid
  bool text_answer = false;   // asks for text/plain
  const char* all_path = "";  // the path if the value of "{}" is "all"; "": that is like any value
  // Optional: completes the request, or returns what is wrong with the values.
  base::Result<AdminRequest> (*prepare)(const AdminValues& values, AdminRequest request) = nullptr;
  bool sends_file = false;  // the body is a file; the fields are in the query
};

struct AdminCommand {
  const char* name;
  const char* group;  // its heading in `wxnotice --help`
  const char* help;
  const char* example;
  std::vector<AdminVerb> verbs;  // the first is the default
};

std::span<const AdminCommand> AdminCommands();

// All verbs with what they send, as a JSON list. From it the server's OpenAPI document says which
// command sends a request (x-wxnotice-cli).
std::string DescribeVerbs();

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_VERB_H_
