// JSON as WeChat reads and writes it. Pure functions, thread-safe.
#ifndef WXNOTICE_PROTOCOL_JSON_H_
#define WXNOTICE_PROTOCOL_JSON_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace wxnotice::protocol {

using Json = nlohmann::ordered_json;  // keys keep their order, which is part of an answer

// Limits of a document, so that the cost of a text is in proportion to its length. Deep documents
// are rejected because writing and freeing them recurses.
struct JsonLimits {
  size_t depth = 64;
  size_t values = 100'000;  // members of objects and elements of lists, on all levels
};
// For documents that this program wrote: only their length is limited.
inline constexpr JsonLimits kOwnJson{64, SIZE_MAX};

// None if the text is not JSON, not UTF-8, or exceeds a limit; `why`, if not null, then says which,
// for example "nested deeper than 64 levels". A repeated key has its first position and its last
// value. Time is proportional to the text. Throws only std::bad_alloc.
std::optional<Json> ParseJson(std::string_view text, const JsonLimits& limits = {},
                              std::string* why = nullptr);

// Compact on one line, or indented by `indent` spaces; UTF-8 unescaped. Bytes that are not UTF-8
// become U+FFFD.
std::string Dump(const Json& value, int indent = -1);

// As Dump on one line, with `/` as `\/`. Source: docs/fidelity.md#replies.
std::string WriteJson(const Json& value);

// As ParseJson with the usual limits, but each number is a string with its source text: "12.50",
// "1e5", or 24 digits. For values that people read or that are compared as texts. Source:
// docs/fidelity.md#message-data.
std::optional<Json> ParseJsonTexts(std::string_view text);

// A string, or a number or boolean that WeChat accepts as one ("form_id": 1539573906038). None for
// null, lists, objects and missing fields. Source: docs/fidelity.md#request-bodies.
std::optional<std::string> TextOf(const Json& object, std::string_view key);

// An integer, or a string that contains one ("offset":"0"). Source:
// docs/fidelity.md#request-bodies.
std::optional<int64_t> IntegerOf(const Json& value);

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_JSON_H_
