// Converts an AdminVerb and its values to an AdminRequest.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/percent.h"
#include "base/time.h"
#include "base/utf8.h"
#include "cli/admin_call.h"
#include "protocol/json.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string Escaped(std::string_view text) {
  return base::PercentEncode(text, base::kUnreservedMarks);
}

// "api=send,errcode=0" -> {"api":"send","errcode":"0"}; {} for ""; null if a part is not a pair.
Json ReadPairs(const std::string& text) {
  Json object = Json::object();
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    const size_t equals = text.find('=', at);
    if (equals >= end) return nullptr;
    object[text.substr(at, equals - at)] = text.substr(equals + 1, end - equals - 1);
    at = end + 1;
  }
  return object;
}

base::Result<Json> StepsOf(const std::vector<std::string>& given) {
  Json steps = Json::array();
  for (const std::string& step : given) {
    steps.push_back(ReadPairs(step));
    if (steps.back().is_null())
      return base::Error{"\"" + step + "\" is not a step; write for example api=send,errcode=0"};
  }
  return steps;
}

// "买家" -> "买家"; "买家=张三" -> {"name":"买家","example":"张三"}
Json NamedOf(const std::vector<std::string>& given) {
  Json list = Json::array();
  for (const std::string& one : given) {
    const size_t equals = one.find('=');
    if (equals == std::string::npos) {
      list.push_back(one);
    } else {
      list.push_back({{"name", one.substr(0, equals)}, {"example", one.substr(equals + 1)}});
    }
  }
  return list;
}

// The value that a param sends, or an error.
base::Result<Json> FieldOf(const Param& param, const std::vector<std::string>& given) {
  if (param.kind == ParamKind::kFlag) return Json::parse(param.json);
  if (param.kind == ParamKind::kList) return Json(given);
  if (param.kind == ParamKind::kNamed) return NamedOf(given);
  if (param.kind == ParamKind::kSteps) return StepsOf(given);
  if (param.kind != ParamKind::kPairs) return Json(given.front());
  Json pairs = Json::object();
  for (const std::string& pair : given) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos)
      return base::Error{std::string(param.flag) + ": \"" + pair +
                         "\" is not of the form NAME=VALUE"};
    pairs[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return pairs;
}

// "match.api" is the field `api` of the object `match`.
void Put(Json& fields, const std::string& name, Json value) {
  const size_t dot = name.find('.');
  if (dot == std::string::npos) {
    fields[name] = std::move(value);
  } else {
    fields[name.substr(0, dot)][name.substr(dot + 1)] = std::move(value);
  }
}

std::string QueryOf(const Json& fields) {
  std::string query;
  for (const auto& [name, value] : fields.items())
    query += (query.empty() ? "" : "&") + name + "=" +
             Escaped(value.is_string() ? value.get<std::string>() : value.dump());
  return query;
}

// A file name may be any bytes. `scenario run` checks the name itself.
bool IsFileName(const Param& param) {
  return param.field == "@file" || param.field == "@har" || param.field == "@scenario";
}

// Adds one param to the path, the wait or the fields. Returns an error message, or "".
std::string AddParam(const AdminVerb& verb, const Param& param,
                     const std::vector<std::string>& given, AdminRequest& request, Json& fields) {
  if (!IsFileName(param) && !std::all_of(given.begin(), given.end(), base::IsUtf8))
    return std::string(param.flag) + ": the value is not UTF-8";
  if (param.kind == ParamKind::kWait) {
    const auto wait = base::ParseDuration(given.front());
    if (!wait) return std::string(param.flag) + " takes a duration, for example 5s or 1m30s";
    request.server_wait += *wait;
  }
  if (param.field == "{}" && *verb.all_path != '\0' && given.front() == "all") {
    request.path = verb.all_path;
  } else if (param.field == "{}") {
    request.path.replace(request.path.find("{}"), 2, Escaped(given.front()));
  } else if (param.field.front() != '@') {
    auto value = FieldOf(param, given);
    if (!value) return value.error();
    Put(fields, param.field, std::move(*value));
  }
  return {};
}

}  // namespace

base::Result<AdminRequest> MakeRequest(const AdminVerb& verb, const AdminValues& values,
                                       const std::string& appid) {
  AdminRequest request{verb.method, verb.path};
  Json fields = *verb.fixed == '\0' ? Json::object() : Json::parse(verb.fixed);
  if (!base::IsUtf8(appid)) return base::Error{"--appid: the value is not UTF-8"};
  if (verb.account && !appid.empty()) fields["appid"] = appid;
  for (const Param& param : verb.params) {
    const auto given = values.find(std::string(param.flag));
    if (given != values.end() && !given->second.empty()) {
      if (const std::string wrong = AddParam(verb, param, given->second, request, fields);
          !wrong.empty())
        return base::Error{wrong};
    } else if (param.kind == ParamKind::kRequired) {
      return base::Error{std::string(param.flag) + " is required"};
    }
  }
  if (request.method == "GET" || request.method == "DELETE" || verb.sends_file) {
    request.query = QueryOf(fields);
  } else {
    request.body = protocol::Dump(fields);
  }
  return verb.prepare == nullptr ? request : verb.prepare(values, std::move(request));
}

}  // namespace wxnotice::cli
