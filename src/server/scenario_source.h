// The files of a command line that describe the state of a server, scenarios and snapshots, and
// calls of the admin API within the process. Thread-safe: no state.
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

// The body of POST /__admin/scenarios for `source`: a name, or a file if it ends in .json, .yaml
// or .yml, or contains a slash. Does not check names: the server does.
base::Result<std::string> ScenarioBody(const std::string& source);

// The answer of the admin API, called within the process: whole, or as it is, which may be work or
// a source of pieces. `path` may contain a query.
protocol::Reply CallAdmin(const admin::Api& api, const std::string& admin_token,
                          std::string_view method, std::string_view path, std::string_view body);
protocol::Reply AskAdmin(const admin::Api& api, const std::string& admin_token,
                         std::string_view method, std::string_view path, std::string_view body);

// Brings the default account into each of `sources`, in order. Returns their number. Stops at the
// first error.
base::Result<size_t> ApplyScenarios(const admin::Api& api, const std::string& admin_token,
                                    const std::vector<std::string>& sources);

// The JSON in a file of templates, which may be YAML. An error ends with `remedy`.
base::Result<std::string> TemplatesBody(const std::string& path, const std::string& remedy);
// Adds the templates in each of `paths` to the default account. Returns the number of files. Stops
// at the first error.
base::Result<size_t> AddTemplates(const admin::Api& api, const std::string& admin_token,
                                  const std::vector<std::string>& paths);

// Restores the accounts of a snapshot, and writes all accounts as one, piece by piece.
base::Result<bool> ImportSnapshot(const admin::Api& api, const std::string& admin_token,
                                  const std::string& path);
base::Result<bool> ExportSnapshot(const admin::Api& api, const std::string& admin_token,
                                  const std::string& path);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_SCENARIO_SOURCE_H_
