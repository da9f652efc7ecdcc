// The handlers of the APIs that serve all families, one for each row. Each runs all its checks
// before it changes anything.
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

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_HANDLERS_HANDLERS_H_
