// What templates of a saved answer become as template messages. Pure functions, thread-safe.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_SAVED_TEMPLATES_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_SAVED_TEMPLATES_H_

#include <string_view>

#include "base/result.h"
#include "mock/family.h"

namespace wxnotice::mock {

// {{keywordN.DATA}} is the N-th keyword, wherever its line is. Other placeholders take the places
// that are free, in their order, except {{first.DATA}} and {{remark.DATA}}, which are not keywords.
// Source: docs/fidelity.md#saved-templates.
base::Result<AdoptedTemplate> AdoptTemplateMessage(const SavedTemplate& saved);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_SAVED_TEMPLATES_H_
