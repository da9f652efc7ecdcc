// The handlers of the APIs of template messages, one per row of apis.cc. Each makes all its checks
// before it changes anything. Not thread-safe: the account is locked.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_HANDLERS_HANDLERS_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_HANDLERS_HANDLERS_H_

namespace wxnotice::mock {

struct Call;
struct CallResult;

CallResult ListLibrary(Call& call);
CallResult GetLibraryTitle(Call& call);
CallResult AddTemplate(Call& call);
CallResult ListTemplates(Call& call);
CallResult DeleteTemplate(Call& call);
CallResult SendTemplateMessage(Call& call);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_HANDLERS_HANDLERS_H_
