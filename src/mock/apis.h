// The table of APIs, one row each. Whatever is particular to an API stands in its row or in its
// handler under calls/: no other code knows one by name. Immutable, thread-safe.
#ifndef WXNOTICE_MOCK_APIS_H_
#define WXNOTICE_MOCK_APIS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mock/account/subject.h"
#include "protocol/json.h"
#include "protocol/trace.h"

namespace wxnotice::protocol::schema {
struct Member;
}

namespace wxnotice::mock {

struct Call;
struct Family;
struct Outcome;

// How the account of a call is found.
enum class Credential {
  kToken,  // access_token in the query
  kQuery,  // appid and secret in the query
  kBody,   // appid and secret in the JSON body
};

enum class Place { kQuery, kBody };
enum class FieldType { kText, kInteger, kBoolean, kObject, kList };

// A value that a request carries.
struct Field {
  std::string_view name;  // "touser"
  Place place = Place::kBody;
  FieldType type = FieldType::kText;
  bool required = false;             // WeChat refuses a call without it
  std::optional<Subject> subject{};  // what the journal, faults and verify know it as
  bool magic = false;                // `wxnotice-<errcode>` asks for that errcode
  std::string_view what{};           // in English, for the reference and OpenAPI
};

// What an API does, as far as the client report judges its use.
enum class Task { kOther, kFetchToken, kLogIn, kSend };

// How an API words its answers.
struct Envelope {
  std::string_view content_type;
  protocol::TraceForm trace;
};

// "encoding", not "charset": as WeChat writes it. Source: docs/fidelity.md#replies.
inline constexpr Envelope kJsonEnvelope{"application/json; encoding=utf-8",
                                        protocol::TraceForm::kApi};

struct Api {
  std::string_view path;
  std::string_view name;           // in quotas, faults and the journal: "send"
  const Family* family = nullptr;  // set by Apis(); null: serves all families
  Credential credential = Credential::kToken;
  bool post_only = false;
  Task task = Task::kOther;
  std::optional<int64_t> daily_limit{};  // of calls; none: no limit is known
  Envelope envelope = kJsonEnvelope;
  std::span<const Field> fields{};  // all but the credential's
  Outcome (*handle)(Call& call) = nullptr;
  protocol::Json (*success)() = nullptr;  // the body of a success, as a JSON Schema
  std::string_view source;

  // Null when the row has no such field.
  const Field* FindField(std::string_view field) const;
};

// Bodies of answers, as JSON Schemas: a success that has errcode and errmsg, without and with more
// members; a refusal.
protocol::Json OkSchema();
protocol::Json OkSchemaWith(const std::vector<protocol::schema::Member>& more);
protocol::Json RefusalSchema();

std::span<const Api> Apis();

// By path, or null.
const Api* FindPath(std::string_view path);
// By name or path, or null.
const Api* FindApi(std::string_view name);
// The path that differs least from `path`.
std::string_view NearestPath(std::string_view path);

// The fields of all rows that have a subject, and those that take magic values: a name once, in the
// order of the rows. What has no row, as a path that is no API, is known by them.
const std::vector<const Field*>& SubjectFields();
const std::vector<const Field*>& MagicFields();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_APIS_H_
