#include "mock/endpoints.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/edit_distance.h"
#include "mock/call.h"
#include "mock/handlers/handlers.h"

namespace wxnotice::mock {
namespace {

constexpr auto kToken = Credential::kToken;

const std::array kEndpoints = {
    Endpoint{"/cgi-bin/token", "token", Credential::kQuery, false, false, GetToken,
             "docs/fidelity.md#access-tokens"},
    Endpoint{"/cgi-bin/stable_token", "stable_token", Credential::kBody, true, false,
             GetStableToken, "docs/fidelity.md#stable-tokens"},
    Endpoint{"/sns/jscode2session", "jscode2session", Credential::kQuery, false, false, LogIn,
             "docs/fidelity.md#login"},
    Endpoint{"/cgi-bin/clear_quota", "clear_quota", kToken, true, false, ClearQuota,
             "docs/fidelity.md#clear-quota"},
    Endpoint{"/cgi-bin/getcallbackip", "getcallbackip", kToken, false, false, GetServerAddresses,
             "docs/fidelity.md#server-addresses"},
    Endpoint{"/cgi-bin/get_api_domain_ip", "get_api_domain_ip", kToken, false, false,
             GetServerAddresses, "docs/fidelity.md#server-addresses"},
    Endpoint{"/cgi-bin/wxopen/template/library/list", "library/list", kToken, true, true,
             ListLibrary, "docs/fidelity.md#template-library"},
    Endpoint{"/cgi-bin/wxopen/template/library/get", "library/get", kToken, true, true,
             GetLibraryTitle, "docs/fidelity.md#template-library"},
    Endpoint{"/cgi-bin/wxopen/template/add", "add", kToken, true, true, AddTemplate,
             "docs/fidelity.md#template-add"},
    Endpoint{"/cgi-bin/wxopen/template/list", "list", kToken, true, true, ListTemplates,
             "docs/fidelity.md#template-list"},
    Endpoint{"/cgi-bin/wxopen/template/del", "del", kToken, true, true, DeleteTemplate,
             "docs/fidelity.md#template-delete"},
    Endpoint{"/cgi-bin/message/wxopen/template/send", "send", kToken, true, true,
             SendTemplateMessage, "docs/fidelity.md#send-request"},
};

}  // namespace

std::span<const Endpoint> Endpoints() {
  return kEndpoints;
}

const Endpoint* FindEndpoint(std::string_view path) {
  const auto found = std::find_if(kEndpoints.begin(), kEndpoints.end(),
                                  [&](const Endpoint& e) { return e.path == path; });
  return found == kEndpoints.end() ? nullptr : &*found;
}

const Endpoint* FindApi(std::string_view name) {
  const auto found = std::find_if(kEndpoints.begin(), kEndpoints.end(), [&](const Endpoint& e) {
    return e.api == name || e.path == name;
  });
  return found == kEndpoints.end() ? nullptr : &*found;
}

std::string_view NearestPath(std::string_view path) {
  const std::string_view cut = path.substr(0, 200);  // the distance grows with both lengths
  return std::min_element(kEndpoints.begin(), kEndpoints.end(),
                          [&](const Endpoint& a, const Endpoint& b) {
                            return base::EditDistance(a.path, cut) <
                                   base::EditDistance(b.path, cut);
                          })
      ->path;
}

}  // namespace wxnotice::mock
