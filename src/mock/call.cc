#include "mock/call.h"

#include <algorithm>
#include <cassert>

#include "base/ascii.h"
#include "base/edit_distance.h"

namespace wxnotice::mock {
namespace {

constexpr size_t kMostKeyBytes = 40;  // a longer key in a body is not a typo
constexpr size_t kMostEdits = 2;
constexpr size_t kShortestTypo = 6;  // many shorter names are within two edits of each other

// A number that is not a plain integer, such as a form_id of 24 digits, is its text in the body.
std::string BodyText(const Call& call, std::string_view key) {
  if (!call.HasObject()) return {};
  const auto value = call.body->find(key);
  const bool inexact = value != call.body->end() && value->is_number_float();
  if (!inexact) return protocol::TextOf(*call.body, key).value_or("");
  return protocol::TextOf(*protocol::ParseJsonTexts(*call.raw_body), key).value_or("");
}

// The fields of the credential are not in a row.
Place PlaceOf(const Api& api, std::string_view field) {
  const Field* row = api.FindField(field);
  assert(row != nullptr || field == "secret");
  if (row != nullptr) return row->place;
  return api.credential == Credential::kBody ? Place::kBody : Place::kQuery;
}

// "formId" and "FORM-ID" -> "formid".
std::string Letters(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if (base::IsAlphanumeric(c)) letters.push_back(base::LowerAscii(c));
  }
  return letters;
}

bool IsMisspelling(std::string_view key, std::string_view field) {
  if (key.size() > kMostKeyBytes) return false;
  const std::string had = Letters(key);
  const std::string wanted = Letters(field);
  return had == wanted ||
         (wanted.size() >= kShortestTypo && base::EditDistance(had, wanted) <= kMostEdits);
}

}  // namespace

CallResult Call::Refuse(std::string_view reason, protocol::Json detail) const {
  const protocol::Reason* row = protocol::Behaviour::Builtin().FindReason(reason);
  assert(row != nullptr);
  CallResult result;
  result.errcode = row->errcode;
  result.reason = row;
  result.detail = std::move(detail);
  result.expected = row->arranged;
  return result;
}

std::string Call::Text(std::string_view field) const {
  return PlaceOf(*api, field) == Place::kQuery
             ? protocol::QueryValue(request.query, field).value_or("")
             : BodyText(*this, field);
}

const protocol::Json* Call::Value(std::string_view field) const {
  assert(PlaceOf(*api, field) == Place::kBody);
  if (!HasObject()) return nullptr;
  const auto found = body->find(field);
  return found == body->end() ? nullptr : &*found;
}

std::optional<int64_t> Call::Integer(std::string_view field) const {
  const protocol::Json* value = Value(field);
  return value == nullptr ? std::nullopt : protocol::IntegerOf(*value);
}

CallResult Call::RefuseMissing(std::string_view reason, std::string_view field) const {
  protocol::Json detail = protocol::Json::object();
  if (HasObject()) {
    for (const auto& [key, value] : body->items()) {
      if (api->FindField(key) != nullptr || !IsMisspelling(key, field)) continue;
      detail["remedy"] = "the body has " + key + "; the API wants " + std::string(field);
    }
  }
  return Refuse(reason, std::move(detail));
}

Subjects Call::AllSubjects() const {
  Subjects subjects;
  for (const Field* field : SubjectFields()) {
    std::string value = BodyText(*this, field->name);
    if (!value.empty()) subjects[*field->subject] = std::move(value);
  }
  return subjects;
}

}  // namespace wxnotice::mock
