// AdminVerb::prepare functions. Thread-safe: no state.
#ifndef WXNOTICE_CLI_ADMIN_PREPARE_H_
#define WXNOTICE_CLI_ADMIN_PREPARE_H_

#include "cli/admin_verb.h"

namespace wxnotice::cli {

// The first value of `field`, or "".
std::string ValueOf(const AdminValues& values, std::string_view field);

base::Result<AdminRequest> PrepareExplain(const AdminValues& values, AdminRequest request);
base::Result<AdminRequest> PrepareReadyz(const AdminValues& values, AdminRequest request);
base::Result<AdminRequest> PrepareRequests(const AdminValues& values, AdminRequest request);
base::Result<AdminRequest> PrepareScenario(const AdminValues& values, AdminRequest request);
base::Result<AdminRequest> PrepareSnapshotSave(const AdminValues& values, AdminRequest request);
base::Result<AdminRequest> PrepareTemplateImport(const AdminValues& values, AdminRequest request);
base::Result<AdminRequest> PrepareSnapshotRestore(const AdminValues& values, AdminRequest request);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_PREPARE_H_
