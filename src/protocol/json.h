// JSON as WeChat reads and writes it. Pure functions, thread-safe.
#ifndef WXNOTICE_PROTOCOL_JSON_H_
#define WXNOTICE_PROTOCOL_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace wxnotice::protocol {

using Json = nlohmann::ordered_json;  // keys keep their order: it is part of the answer

// Deeper documents are refused, since writing and freeing them recurses.
inline constexpr int kMaxJsonDepth = 64;

// None for what is not JSON, not UTF-8, or too deep. Never throws.
std::optional<Json> ParseJson(std::string_view text);

// Compact, on one line, UTF-8 raw, `/` as `\/`. Bytes that are not UTF-8 become U+FFFD.
// Source: fidelity §0.2, §1.1.
std::string WriteJson(const Json& value);

// A string, or a number or boolean as WeChat takes it for one ("form_id": 1539573906038). None for
// null, lists, objects and absence. Source: fidelity §3.2 (form_id as a number); the rest inferred.
std::optional<std::string> TextOf(const Json& object, std::string_view key);

// A whole number, or a string that holds one ("offset":"0"). Source: facts on clients, as real SDKs
// send.
std::optional<int64_t> IntegerOf(const Json& value);

}  // namespace wxnotice::protocol

#endif  // WXNOTICE_PROTOCOL_JSON_H_
