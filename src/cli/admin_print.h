// AdminVerb::print functions: write an answer of the admin API as text. A missing field is left
// out. Thread-safe: no state.
#ifndef WXNOTICE_CLI_ADMIN_PRINT_H_
#define WXNOTICE_CLI_ADMIN_PRINT_H_

#include <initializer_list>

#include <nlohmann/json_fwd.hpp>

#include "cli/admin_verb.h"

namespace wxnotice::cli {

using PrintAnswer = void(const nlohmann::ordered_json& answer, const Printing& to);

// The width of `utf8` on a terminal: two columns for a wide character such as Han.
size_t WidthColumns(std::string_view utf8);

// Writes rows as a table, aligned on a terminal. A column is a field of the row; an object is shown
// as name=value.
void PrintTable(const nlohmann::ordered_json& rows, std::initializer_list<const char*> columns,
                const Printing& to);

// Writes the parts of a problem that follow its detail: why a verification failed.
PrintAnswer PrintMisses;

PrintAnswer PrintCard;
PrintAnswer PrintClock;
PrintAnswer PrintExplanation;  // admin_explanation.cc
PrintAnswer PrintFault;
PrintAnswer PrintFaults;
PrintAnswer PrintFields;  // one field per line; for answers without their own function
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
