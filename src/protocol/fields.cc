#include "protocol/fields.h"

#include <algorithm>
#include <cassert>

#include "base/edit_distance.h"
#include "base/time.h"
#include "base/utf8.h"

namespace wxnotice::protocol {

namespace {

constexpr size_t kShownCodePoints = 80;  // of a client's text in an error
constexpr size_t kMostTexts = 1000;      // of a list

}  // namespace

Fields::Fields(Json object, const schema::Members& row) : object_(std::move(object)), row_(&row) {
  for (const auto& field : row) known_.push_back(field.name);
}

bool Fields::Has(std::string_view key) {
  return !Raw(key).is_null();
}

const Json& Fields::Raw(std::string_view key) {
  static const Json null;
  const bool is_known = std::find(known_.begin(), known_.end(), key) != known_.end();
  assert(is_known || row_ == nullptr);  // else its row lacks a field
  if (!is_known) known_.emplace_back(key);
  const auto found = object_.find(std::string(key));
  return found == object_.end() ? null : *found;
}

template <typename T>
std::optional<T> Fields::Refuse(std::string_view key, const std::string& wanted) {
  Fail("\"" + std::string(key) + "\" must be " + wanted);
  return std::nullopt;
}

std::optional<std::string> Fields::Text(std::string_view key, size_t most_bytes) {
  const Json& value = Raw(key);
  if (value.is_null()) return std::nullopt;
  if (value.is_string() && value.get_ref<const std::string&>().size() > most_bytes)
    return Refuse<std::string>(key, "a text of at most " + std::to_string(most_bytes) + " bytes");
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  return Refuse<std::string>(key,
                             value.is_number() ? "a text; put this number in quotes" : "a text");
}

std::string Fields::RequiredText(std::string_view key, size_t most_bytes) {
  const auto text = Text(key, most_bytes);
  if (!text || text->empty()) Fail("\"" + std::string(key) + "\" is missing");
  return text.value_or("");
}

std::optional<int64_t> Fields::Integer(std::string_view key, int64_t least, int64_t most) {
  const Json& value = Raw(key);
  if (value.is_null()) return std::nullopt;
  const auto number = protocol::IntegerOf(value);
  if (number && *number >= least && *number <= most) return number;
  return Refuse<int64_t>(
      key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

std::optional<double> Fields::Number(std::string_view key, double least, double most) {
  const Json& value = Raw(key);
  if (value.is_null()) return std::nullopt;
  const Json number =
      value.is_string() ? protocol::ParseJson(value.get_ref<const std::string&>()).value_or(nullptr)
                        : value;
  if (number.is_number() && number.get<double>() >= least && number.get<double>() <= most)
    return number.get<double>();
  return Refuse<double>(key, "a number from " + Json(least).dump() + " to " + Json(most).dump());
}

const Json& Fields::SchemaOf(std::string_view key) const {
  assert(row_ != nullptr);
  const auto field = std::find_if(row_->begin(), row_->end(),
                                  [&](const schema::Member& one) { return one.name == key; });
  assert(field != row_->end());
  return field->schema;
}

std::optional<int64_t> Fields::Integer(std::string_view key) {
  const Json& schema = SchemaOf(key);
  return Integer(key, schema.at("minimum").get<int64_t>(), schema.value("maximum", INT64_MAX));
}

std::optional<double> Fields::Number(std::string_view key) {
  const Json& schema = SchemaOf(key);
  return Number(key, schema.at("minimum").get<double>(), schema.at("maximum").get<double>());
}

std::optional<bool> Fields::Boolean(std::string_view key) {
  const Json& value = Raw(key);
  if (value.is_null()) return std::nullopt;
  if (value.is_boolean()) return value.get<bool>();
  if (value == "true" || value == "1") return true;
  if (value == "false" || value == "0") return false;
  return Refuse<bool>(key, "true or false");
}

std::optional<base::Duration> Fields::Duration(std::string_view key) {
  const auto text = Text(key);
  if (!text) return std::nullopt;
  const auto duration = base::ParseDuration(*text);
  return duration ? duration : Refuse<base::Duration>(key, R"(a duration like "90s" or "6d23h")");
}

std::optional<base::Instant> Fields::Instant(std::string_view key) {
  const auto text = Text(key);
  if (!text) return std::nullopt;
  const auto instant = base::ParseInstant(*text);
  return instant ? instant
                 : Refuse<base::Instant>(key, R"(a time like "2018-02-02T12:00:00+08:00")");
}

std::vector<std::string> Fields::TextList(std::string_view key) {
  const Json& value = Raw(key);
  if (value.is_null()) return {};
  const Json list = value.is_string() ? Json::array({value}) : value;
  const bool texts =
      list.is_array() && list.size() <= kMostTexts &&
      std::all_of(list.begin(), list.end(), [](const Json& text) {
        return text.is_string() && text.get_ref<const std::string&>().size() <= kMostTextBytes;
      });
  if (texts) return list.get<std::vector<std::string>>();
  Fail("\"" + std::string(key) + "\" must be a list of at most " + std::to_string(kMostTexts) +
       " texts of at most " + std::to_string(kMostTextBytes) + " bytes each");
  return {};
}

std::optional<std::string> Fields::Choice(std::string_view key,
                                          std::span<const std::string_view> allowed) {
  auto text = Text(key);
  if (!text) return std::nullopt;
  if (std::find(allowed.begin(), allowed.end(), *text) != allowed.end()) return text;
  std::string list;
  for (const std::string_view one : allowed) list.append(list.empty() ? "" : ", ").append(one);
  return Refuse<std::string>(key, "one of " + list);
}

void Fields::Fail(const std::string& error) {
  if (error_.empty()) error_ = error;
}

std::string Fields::Error() const {
  if (!error_.empty()) return error_;
  for (const auto& [key, value] : object_.items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const std::string nearest = base::Nearest(key, known_);
    std::string list;
    for (const std::string& one : known_) list += (list.empty() ? "" : ", ") + one;
    return "unknown key \"" + base::Fold(key, kShownCodePoints) + "\"; " +
           (nearest.empty() ? "known are " + list : "did you mean \"" + nearest + "\"?");
  }
  return {};
}

}  // namespace wxnotice::protocol
