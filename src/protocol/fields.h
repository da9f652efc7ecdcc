// Reads the fields of an object from a client, for example the body or the query of an admin
// request, by name and type. Keeps the first failure, so that the caller reads all fields and
// checks for an error once. Not thread-safe. Only .cc files include this.
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

// The maximum size in bytes of a text that the server stores for a client; that of a name, for
// example an openid.
inline constexpr size_t kMostTextBytes = 4096;
inline constexpr size_t kMostNameBytes = 256;

class Fields {
 public:
  // The known keys are those that were read.
  explicit Fields(Json object) : object_(std::move(object)) {}
  // The known keys are those of `row`; no other key may be read. REQUIRES: `row` outlives this
  // object.
  Fields(Json object, const schema::Members& row);

  bool Has(std::string_view key);
  // True even if the value is null.
  bool Mentions(std::string_view key) const { return object_.contains(std::string(key)); }
  // The raw value, or null.
  const Json& Raw(std::string_view key);

  std::optional<std::string> Text(std::string_view key, size_t most_bytes = kMostTextBytes);
  // Refuses an empty or missing text, too.
  std::string RequiredText(std::string_view key, size_t most_bytes = kMostTextBytes);
  std::optional<int64_t> Integer(std::string_view key, int64_t least, int64_t most);
  std::optional<double> Number(std::string_view key, double least, double most);
  // Within the limits of its schema. REQUIRES: a row, whose schema of `key` has a minimum.
  std::optional<int64_t> Integer(std::string_view key);
  std::optional<double> Number(std::string_view key);
  std::optional<bool> Boolean(std::string_view key);
  std::optional<base::Duration> Duration(std::string_view key);
  std::optional<base::Instant> Instant(std::string_view key);
  // At most 1,000 texts.
  std::vector<std::string> TextList(std::string_view key);
  // One of `allowed`.
  std::optional<std::string> Choice(std::string_view key,
                                    std::span<const std::string_view> allowed);

  void Fail(const std::string& error);
  // The first failure, else an unknown key with the nearest known one; empty if there is no error.
  // Without a row, call it after reading every field.
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
