// Scenarios named on a command line: built-in ones by name, others by file; and the admin API as
// the program itself asks it. Thread-safe: no state.
#ifndef WXNOTICE_SERVER_SCENARIO_SOURCE_H_
#define WXNOTICE_SERVER_SCENARIO_SOURCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "protocol/message.h"

namespace wxnotice::admin {
class Api;
}

namespace wxnotice::server {

// The body of POST /__admin/scenarios for `source`: a name, or a file when it ends in .json or has
// a slash. Names are not checked: the server knows them.
base::Result<std::string> ScenarioBody(const std::string& source);

// What the admin API answers to a request made in the program itself. `path` may carry a query.
protocol::Reply AskAdmin(const admin::Api& api, const std::string& admin_token,
                         std::string_view method, std::string_view path, std::string_view body);

// Brings the default account into each of `sources`, in their order. Returns how many there were;
// the first that fails ends it.
base::Result<size_t> ApplyScenarios(const admin::Api& api, const std::string& admin_token,
                                    const std::vector<std::string>& sources);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_SCENARIO_SOURCE_H_
