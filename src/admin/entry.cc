#include "admin/entry.h"

#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/time.h"
#include "base/utf8.h"
#include "protocol/schema.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;

constexpr size_t kBriefCodePoints = 200;

Json NullIfEmpty(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json ExpectedSchema() {
  return OrNull(OneOf(mock::kExpectations,
                      "how the test arranged the refusal; null: it did not, or there is none"));
}

Members SubjectMembers() {
  Members members;
  for (const std::string_view name : mock::kSubjectNames)
    members.emplace_back(name, OrNull(String()));
  return members;
}

// Finds the members of an object under construction: an ordered object searches a name in linear
// time.
class NamedPlaces {
 public:
  // The value of `name`; null if it is new.
  Json& operator[](const std::string& name) {
    const auto [place, is_new] = places_.try_emplace(name, values_.size());
    if (is_new) values_.emplace_back(place->first);
    return values_[place->second].second;
  }
  Json Finish() {
    Json object = Json::object();
    auto& members = object.get_ref<Json::object_t&>();
    members.reserve(values_.size());
    for (auto& [name, value] : values_) members.push_back({std::string(name), std::move(value)});
    return object;
  }

 private:
  struct Named {
    explicit Named(std::string_view of) : first(of) {}
    std::string_view first;
    Json second;
  };
  std::unordered_map<std::string, size_t> places_;
  std::vector<Named> values_;
};

// A repeated name gets a list.
Json WriteQuery(const std::string& query) {
  NamedPlaces places;
  for (auto& [name, value] : protocol::ParseQuery(query)) {
    Json& place = places[name];
    if (place.is_null()) {
      place = std::move(value);
    } else {
      if (place.is_string()) place = Json::array({std::move(place)});
      place.push_back(std::move(value));
    }
  }
  return places.Finish();
}

// Headers of the same name are joined with commas.   Source: RFC 9110 §5.3.
Json WriteHeaders(const protocol::Headers& headers) {
  NamedPlaces places;
  for (const auto& [name, value] : headers) {
    Json& place = places[name];
    if (place.is_null()) {
      place = value;
    } else {
      place.get_ref<std::string&>().append(", ").append(value);
    }
  }
  return places.Finish();
}

}  // namespace

Json WriteDetail(const mock::JournalEntry& entry) {
  if (entry.detail.empty()) return Json::object();
  return protocol::ParseJson(entry.detail).value_or(Json(entry.detail));
}

Json WriteEntry(const std::string& appid, const mock::JournalEntry& entry) {
  Json row = {{"id", mock::RequestId(appid, entry.number)},
              {"appid", appid},
              {"at", base::FormatInstant(entry.at)},
              {"received", base::FormatInstant(entry.received)},
              {"api", NullIfEmpty(entry.api)},
              {"method", entry.method},
              {"path", entry.path},
              {"query", WriteQuery(entry.query)},
              {"headers", WriteHeaders(entry.headers)}};
  const bool is_text = base::IsUtf8(*entry.body);
  row["body"] = is_text ? Json(*entry.body) : Json();
  if (!is_text) row["body_base64"] = base::Base64(*entry.body);
  row["status"] = entry.status;
  row["errcode"] = entry.errcode;
  row["reason"] = NullIfEmpty(entry.reason);
  row["response"] = entry.response;
  row["passed"] = entry.passed;
  row["detail"] = WriteDetail(entry);
  row["trace_id"] = NullIfEmpty(entry.trace_id);
  row["fault"] = NullIfEmpty(entry.fault);
  row["expected"] = NullIfEmpty(entry.expected);
  row["late"] = entry.late;
  row["hung_up"] = entry.hung_up;
  entry.subjects.Each([&](std::string_view name, const std::string& value) {
    row[std::string(name)] = NullIfEmpty(value);
  });
  return row;
}

Json WriteBrief(const std::string& appid, const mock::JournalEntry& entry) {
  const auto brief = [](const std::string& text) {
    return text.empty() ? Json() : Json(base::Fold(text, kBriefCodePoints));
  };
  Json row = {{"id", mock::RequestId(appid, entry.number)},
              {"appid", appid},
              {"at", base::FormatInstant(entry.at)},
              {"api", NullIfEmpty(entry.api)},
              {"method", base::Fold(entry.method, kBriefCodePoints)},
              {"path", base::Fold(entry.path, kBriefCodePoints)},
              {"status", entry.status},
              {"errcode", entry.errcode},
              {"reason", NullIfEmpty(entry.reason)}};
  entry.subjects.Each([&](std::string_view name, const std::string& value) {
    row[std::string(name)] = brief(value);
  });
  row["fault"] = NullIfEmpty(entry.fault);
  row["expected"] = NullIfEmpty(entry.expected);
  row["late"] = entry.late;
  row["hung_up"] = entry.hung_up;
  return row;
}

Json EntrySchema() {
  Members members = {{"id", String("", "r12")},
                     {"appid", String()},
                     {"at", Time("by the account's clock")},
                     {"received", Time("in real time")},
                     {"api", OrNull(String("null: the path is not an API's"))},
                     {"method", String()},
                     {"path", String()},
                     {"query", MapOf(Either({String(), ListOf(String())}),
                                     "a name that is repeated "
                                     "has a list")},
                     {"headers", MapOf(String())},
                     {"body", OrNull(String("null: it is not UTF-8"))},
                     {"body_base64?", String("if it is not UTF-8")},
                     {"status", Integer("0: a fault cut the answer")},
                     {"errcode", Integer()},
                     {"reason", OrNull(String("", "form_id.expired"))},
                     {"response", String()},
                     {"passed", ListOf(String(), "the checks that it passed")},
                     {"detail", Anything("what was known when it was refused")},
                     {"trace_id", OrNull(String("of the errmsg"))},
                     {"fault", OrNull(String("that applied", "f1"))},
                     {"expected", ExpectedSchema()},
                     {"late", Boolean("the account was reset before the answer")},
                     {"hung_up", Boolean("the client closed its side before the answer")}};
  return Object(Join(std::move(members), SubjectMembers()));
}

Json BriefSchema() {
  Members members = {{"id", String("", "r12")},
                     {"appid", String()},
                     {"at", Time()},
                     {"api", OrNull(String())},
                     {"method", String()},
                     {"path", String()},
                     {"status", Integer()},
                     {"errcode", Integer()},
                     {"reason", OrNull(String())},
                     {"fault", OrNull(String())},
                     {"expected", ExpectedSchema()},
                     {"late", Boolean()},
                     {"hung_up", Boolean()}};
  return Object(Join(std::move(members), SubjectMembers()));
}

std::string WhyNoRequest(uint64_t evicted) {
  std::string why = "the journal keeps the last of each account, and a reset empties it";
  if (evicted > 0) why += "; " + std::to_string(evicted) + " older requests were evicted";
  return why;
}

}  // namespace wxnotice::admin
