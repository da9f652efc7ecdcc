// The account of a call, as far as it can be determined before an account is locked. A plain value,
// not thread-safe.
#ifndef WXNOTICE_MOCK_IDENTITY_H_
#define WXNOTICE_MOCK_IDENTITY_H_

#include <memory>
#include <string>
#include <string_view>

namespace wxnotice::mock {

struct Api;
class Sandbox;

struct Identity {
  const Api* api = nullptr;          // null: no API has the path
  std::shared_ptr<Sandbox> sandbox;  // the default account's if the account is not known
  std::string token;                 // the access_token of the query
  std::string_view refusal;          // the reason why the account is not known; static text
  std::string_view expected;         // how a test arranged that: one of kExpectations
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_IDENTITY_H_
