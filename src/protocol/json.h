// JSON as WeChat reads and writes it. Pure functions, thread-safe.
#ifndef WXNOTICE_PROTOCOL_JSON_H_
#define WXNOTICE_PROTOCOL_JSON_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace wxnotice::protocol {

using Json = nlohmann::ordered_json;  // keys keep their order: it is part of the answer

// What a document may be, so that no text costs more than its length is worth. Deep ones are
// refused since writing and freeing them recurses.
struct JsonLimits {
  size_t depth = 64;
  size_t values = 100'000;  // members of objects and elements of lists, over all levels
};
// For what this program itself wrote, whose length alone is limited.
inline constexpr JsonLimits kOwnJson{64, SIZE_MAX};

// None for what is not JSON, not UTF-8, or over a limit; then `why`, if not null, says which, as in
// "nested deeper than 64 levels". A key that comes twice has its first place and its last value.
// Takes time in proportion to the text, whatever it holds. Throws std::bad_alloc alone.
std::optional<Json> ParseJson(std::string_view text, const JsonLimits& limits = {},
                              std::string* why = nullptr);

// Compact, on one line, UTF-8 raw, `/` as `\/`. Bytes that are not UTF-8 become U+FFFD.
// Source: docs/fidelity.md#replies.
std::string WriteJson(const Json& value);

// A string, or a number or boolean as WeChat takes it for one ("form_id": 1539573906038). None for
// null, lists, objects and absence. Source: docs/fidelity.md#request-bodies.
std::optional<std::string> TextOf(const Json& object, std::string_view key);

// A whole number, or a string that holds one ("offset":"0"). Source:
// docs/fidelity.md#request-bodies.
std::optional<int64_t> IntegerOf(const Json& value);

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_JSON_H_
