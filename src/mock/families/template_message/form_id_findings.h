// Finds mistakes of the client in the ledger of form ids. Pure, thread-safe.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_FORM_ID_FINDINGS_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_FORM_ID_FINDINGS_H_

#include "base/clock.h"
#include "mock/control/client_report.h"
#include "mock/families/template_message/form_ids.h"

namespace wxnotice::mock {

// Reports ids that expired unused by `real`, in real time, and sends that used an id while the user
// had an older one that was valid.
void AddFormIdFindings(const Rows<FormId>& form_ids, base::Instant real, ClientReport& report);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_FORM_ID_FINDINGS_H_
