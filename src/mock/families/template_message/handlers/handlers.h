// The handlers of the APIs of template messages, one per row of apis.cc. Each makes all its checks
// before it changes anything. Not thread-safe: the account is locked.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_HANDLERS_HANDLERS_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_HANDLERS_HANDLERS_H_

namespace wxnotice::mock {

struct Call;
struct Outcome;

Outcome ListLibrary(Call& call);
Outcome GetLibraryTitle(Call& call);
Outcome AddTemplate(Call& call);
Outcome ListTemplates(Call& call);
Outcome DeleteTemplate(Call& call);
Outcome SendTemplateMessage(Call& call);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_HANDLERS_HANDLERS_H_
