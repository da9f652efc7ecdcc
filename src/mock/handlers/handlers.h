// The handlers of the APIs that belong to no family, one per row. Each makes all its checks before
// it changes anything. Not thread-safe: the account is locked.
#ifndef WXNOTICE_MOCK_HANDLERS_HANDLERS_H_
#define WXNOTICE_MOCK_HANDLERS_HANDLERS_H_

namespace wxnotice::mock {

struct Call;
struct CallResult;

CallResult GetToken(Call& call);
CallResult GetStableToken(Call& call);
CallResult LogIn(Call& call);
CallResult ClearQuota(Call& call);
CallResult GetServerAddresses(Call& call);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_HANDLERS_HANDLERS_H_
