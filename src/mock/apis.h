// The table of APIs, one row each. Everything specific to an API is in its row or in its handler
// under handlers/: other code does not know an API by name. Immutable, thread-safe.
#ifndef WXNOTICE_MOCK_APIS_H_
#define WXNOTICE_MOCK_APIS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock/account/subject.h"
#include "protocol/json.h"
#include "protocol/trace.h"

namespace wxnotice::protocol::schema {
struct Member;
}
namespace wxnotice::protocol {
class Fields;
}

namespace wxnotice::mock {

struct Call;
struct Family;
struct CallResult;

// How to find the account of a call.
enum class Credential {
  kToken,  // access_token in the query
  kQuery,  // appid and secret in the query
  kBody,   // appid and secret in the JSON body
};

enum class Place { kQuery, kBody };
enum class FieldType { kText, kInteger, kBoolean, kObject, kList };

// A parameter of a request.
struct Field {
  std::string_view name;  // "touser"
  Place place = Place::kBody;
  FieldType type = FieldType::kText;
  bool required = false;             // WeChat refuses a call without it
  std::optional<Subject> subject{};  // its subject for the journal, faults and verify
  bool magic = false;                // `wxnotice-<errcode>` asks for that errcode
  std::string_view what{};           // in English, for the reference and OpenAPI
};

// The effect of an API, for the client report.
enum class Task { kOther, kFetchToken, kLogIn, kSend };

// The format of the answers of an API.
struct Envelope {
  std::string_view content_type;
  protocol::TraceForm trace;
};

// "encoding" instead of "charset", like WeChat. Source: docs/fidelity.md#replies.
inline constexpr Envelope kJsonEnvelope{"application/json; encoding=utf-8",
                                        protocol::TraceForm::kApi};

struct Api {
  std::string_view path;
  std::string_view name;           // for quotas, faults and the journal: "send"
  const Family* family = nullptr;  // set by Apis(); null: belongs to no family
  Credential credential = Credential::kToken;
  bool post_only = false;
  Task task = Task::kOther;
  std::optional<int64_t> daily_limit{};  // of calls; none: the limit is not known
  Envelope envelope = kJsonEnvelope;
  std::span<const Field> fields{};  // all except those of the credential
  CallResult (*handle)(Call& call) = nullptr;
  protocol::Json (*success)() = nullptr;  // the body of a success, as a JSON Schema
  std::string_view source;

  // Null if the row has no such field.
  const Field* FindField(std::string_view field) const;
};

// Bodies of answers, as JSON Schemas: a success that has errcode and errmsg, without and with more
// members; a refusal.
protocol::Json OkSchema();
protocol::Json OkSchemaWith(const std::vector<protocol::schema::Member>& more);
protocol::Json RefusalSchema();

std::span<const Api> Apis();

// "//cgi-bin//token" -> "/cgi-bin/token". WeChat accepts doubled slashes. Source:
// docs/fidelity.md#gateway-checks.
std::string OneSlashEach(std::string_view path);
// By path, which may have doubled slashes; or null.
const Api* FindPath(std::string_view path);
// By name or path, or null.
const Api* FindApi(std::string_view name);
// The name of the API with that name or path; "" and a failure in `fields` if there is none.
std::string ApiName(protocol::Fields& fields, const std::string& text);
// The path nearest to `path`.
std::string_view NearestPath(std::string_view path);

// The fields of all rows that have a subject, and those that accept magic values: each name once,
// in row order. They are used for calls without a row, such as a path that is not an API.
const std::vector<const Field*>& SubjectFields();
const std::vector<const Field*>& MagicFields();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_APIS_H_
