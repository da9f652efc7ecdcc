// The handlers of the APIs that belong to no family, one per row. Each makes all its checks before
// it changes anything. Not thread-safe: the account is locked.
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
