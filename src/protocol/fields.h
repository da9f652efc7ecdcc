// The fields of an object that a client gives, like the body or the query of an admin request: read
// by name and type. The first failure is kept as the error, so that the caller reads everything and
// asks once. Not thread-safe. Only .cc files include this.
#ifndef WXNOTICE_PROTOCOL_FIELDS_H_
#define WXNOTICE_PROTOCOL_FIELDS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "protocol/json.h"
#include "protocol/schema.h"

namespace wxnotice::protocol {

// What a client makes the server keep of one text, in bytes; of a name, like an openid.
inline constexpr size_t kMostTextBytes = 4096;
inline constexpr size_t kMostNameBytes = 256;

class Fields {
 public:
  // The keys that are known are those that were asked for.
  explicit Fields(Json object) : object_(std::move(object)) {}
  // The keys that are known are those of `row`, and no other may be asked for. REQUIRES: `row`
  // lives as long as this.
  Fields(Json object, const schema::Members& row);

  bool Has(std::string_view key);
  // Also when its value is null.
  bool Mentions(std::string_view key) const { return object_.contains(std::string(key)); }
  // The raw value, or null.
  const Json& Raw(std::string_view key);

  std::optional<std::string> Text(std::string_view key, size_t most_bytes = kMostTextBytes);
  // Also refuses an empty text and absence.
  std::string RequiredText(std::string_view key, size_t most_bytes = kMostTextBytes);
  std::optional<int64_t> Integer(std::string_view key, int64_t least, int64_t most);
  std::optional<double> Number(std::string_view key, double least, double most);
  // Within the limits of its schema. REQUIRES: a row, whose schema of `key` has a minimum.
  std::optional<int64_t> Integer(std::string_view key);
  std::optional<double> Number(std::string_view key);
  std::optional<bool> Boolean(std::string_view key);
  std::optional<base::Duration> Duration(std::string_view key);
  std::optional<base::Instant> Instant(std::string_view key);
  // A thousand texts at most.
  std::vector<std::string> TextList(std::string_view key);
  // One of `allowed`.
  std::optional<std::string> Choice(std::string_view key,
                                    std::span<const std::string_view> allowed);

  void Fail(const std::string& error);
  // What is wrong, if anything: the first failure, else an unknown key, with the nearest known one.
  // Empty when all is well. Without a row, call it after reading every field.
  std::string Error() const;

 private:
  const Json& SchemaOf(std::string_view key) const;
  template <typename T>
  std::optional<T> Refuse(std::string_view key, const std::string& wanted);

  Json object_;
  const schema::Members* row_ = nullptr;
  std::vector<std::string> known_;
  std::string error_;
};

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_FIELDS_H_
