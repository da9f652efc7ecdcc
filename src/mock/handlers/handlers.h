// The handlers of the endpoint table, one for each API. Each runs all its checks before it changes
// anything.
#ifndef WXNOTICE_MOCK_HANDLERS_HANDLERS_H_
#define WXNOTICE_MOCK_HANDLERS_HANDLERS_H_

namespace wxnotice::mock {

struct Call;
struct Outcome;

Outcome GetToken(Call& call);
Outcome GetStableToken(Call& call);
Outcome LogIn(Call& call);
Outcome ClearQuota(Call& call);
Outcome GetServerAddresses(Call& call);
Outcome ListLibrary(Call& call);
Outcome GetLibraryTitle(Call& call);
Outcome AddTemplate(Call& call);
Outcome ListTemplates(Call& call);
Outcome DeleteTemplate(Call& call);
Outcome SendTemplateMessage(Call& call);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_HANDLERS_HANDLERS_H_
