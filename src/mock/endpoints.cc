#include "mock/endpoints.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/edit_distance.h"
#include "mock/call.h"
#include "mock/calls/calls.h"

namespace wxnotice::mock {
namespace {

constexpr auto kToken = Credential::kToken;

const std::array kEndpoints = {
    Endpoint{"/cgi-bin/token", "token", Credential::kQuery, false, false, GetToken,
             "seed 获取 access_token"},
    Endpoint{"/cgi-bin/stable_token", "stable_token", Credential::kBody, true, false,
             GetStableToken, "fidelity §2"},
    Endpoint{"/sns/jscode2session", "jscode2session", Credential::kQuery, false, false, LogIn,
             "fidelity §5"},
    Endpoint{"/cgi-bin/clear_quota", "clear_quota", kToken, true, false, ClearQuota, "fidelity §2"},
    Endpoint{"/cgi-bin/getcallbackip", "getcallbackip", kToken, false, false, GetServerAddresses,
             "official page getCallbackIp"},
    Endpoint{"/cgi-bin/get_api_domain_ip", "get_api_domain_ip", kToken, false, false,
             GetServerAddresses, "official page getApiDomainIp"},
    Endpoint{"/cgi-bin/wxopen/template/library/list", "library/list", kToken, true, true,
             ListLibrary, "seed 1"},
    Endpoint{"/cgi-bin/wxopen/template/library/get", "library/get", kToken, true, true,
             GetLibraryTitle, "seed 2"},
    Endpoint{"/cgi-bin/wxopen/template/add", "add", kToken, true, true, AddTemplate, "seed 3"},
    Endpoint{"/cgi-bin/wxopen/template/list", "list", kToken, true, true, ListTemplates, "seed 4"},
    Endpoint{"/cgi-bin/wxopen/template/del", "del", kToken, true, true, DeleteTemplate, "seed 5"},
    Endpoint{"/cgi-bin/message/wxopen/template/send", "send", kToken, true, true,
             SendTemplateMessage, "seed send"},
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
