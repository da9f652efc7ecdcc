// Whose call it is, as far as that can be told before an account is locked.
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
  std::shared_ptr<Sandbox> sandbox;  // the default account's when nobody's
  std::string token;                 // the access_token of the query
  std::string_view refusal;          // the reason why it is nobody's; static text
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_IDENTITY_H_
