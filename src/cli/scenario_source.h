// Scenarios named on a command line: built-in ones by name, others by file. Thread-safe: no state.
#ifndef WXNOTICE_CLI_SCENARIO_SOURCE_H_
#define WXNOTICE_CLI_SCENARIO_SOURCE_H_

#include <string>
#include <vector>

#include "base/result.h"

namespace wxnotice::admin {
class Api;
}

namespace wxnotice::cli {

// The bytes of a file; the error names it.
base::Result<std::string> ReadWhole(const std::string& path);

// The body of POST /__admin/scenarios for `source`: a name, or a file when it ends in .json or has
// a slash. Names are not checked: the server knows them.
base::Result<std::string> ScenarioBody(const std::string& source);

// Brings the default account into each of `sources`, in their order. Returns how many there were;
// the first that fails ends it.
base::Result<size_t> ApplyScenarios(const admin::Api& api, const std::string& admin_token,
                                    const std::vector<std::string>& sources);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_SCENARIO_SOURCE_H_
