// Reads YAML as JSON, for files that may be either. Thread-safe: no state.
#ifndef WXNOTICE_SERVER_YAML_JSON_H_
#define WXNOTICE_SERVER_YAML_JSON_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "protocol/json.h"

namespace wxnotice::server {

// Plain scalars are numbers, booleans and null as in JSON; everything else is a text. An error
// begins with `name` and the line. Refuses a key that occurs twice, and documents that aliases
// expand to more than 100,000 values.
base::Result<protocol::Json> ReadYaml(std::string_view yaml, const std::string& name);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_YAML_JSON_H_
