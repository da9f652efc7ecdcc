// The server's answers as text for people. `answer` is what the admin API gave; a field that is
// missing is left out. Thread-safe: no state.
#ifndef WXNOTICE_CLI_ADMIN_PRINT_H_
#define WXNOTICE_CLI_ADMIN_PRINT_H_

#include <initializer_list>

#include <nlohmann/json_fwd.hpp>

#include "cli/admin_verb.h"

namespace wxnotice::cli {

using PrintAnswer = void(const nlohmann::ordered_json& answer, const Printing& to);

// Rows under their titles, in columns of equal width on a terminal. A column is a field of the row;
// a field that is an object is shown as name=value.
void PrintTable(const nlohmann::ordered_json& rows, std::initializer_list<const char*> columns,
                const Printing& to);

// Why a verification failed, or what else a problem says beyond its detail.
PrintAnswer PrintMisses;

PrintAnswer PrintCard;
PrintAnswer PrintClock;
PrintAnswer PrintExplanation;  // admin_explanation.cc
PrintAnswer PrintFault;
PrintAnswer PrintFaults;
PrintAnswer PrintFields;  // one a line; what has no printer of its own
PrintAnswer PrintFormIds;
PrintAnswer PrintMessages;
PrintAnswer PrintPassed;
PrintAnswer PrintProposal;
PrintAnswer PrintQuota;
PrintAnswer PrintQuotas;
PrintAnswer PrintReport;
PrintAnswer PrintRequests;
PrintAnswer PrintSandbox;
PrintAnswer PrintSandboxes;
PrintAnswer PrintScenarios;
PrintAnswer PrintTemplates;
PrintAnswer PrintTitles;
PrintAnswer PrintTokens;
PrintAnswer PrintUsers;
PrintAnswer PrintViolations;

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_ADMIN_PRINT_H_
