#include "mock/apis.h"

#include <algorithm>
#include <array>

#include "base/edit_distance.h"
#include "mock/family.h"
#include "mock/handlers/handlers.h"
#include "protocol/fields.h"
#include "protocol/schema.h"

namespace wxnotice::mock {
namespace {

using namespace protocol::schema;

constexpr Envelope kTokenEnvelope{kJsonEnvelope.content_type, protocol::TraceForm::kToken};
// Source: docs/fidelity.md#login.
constexpr Envelope kLoginEnvelope{"text/plain", protocol::TraceForm::kLogin};

constexpr Field kTokenFields[] = {
    {.name = "grant_type", .place = Place::kQuery, .required = true, .what = "client_credential"}};

constexpr Field kStableTokenFields[] = {
    {.name = "grant_type", .required = true, .what = "client_credential"},
    {.name = "force_refresh",
     .type = FieldType::kBoolean,
     .what = "true ends the current token and issues a new one"}};

constexpr Field kLoginFields[] = {
    {.name = "grant_type", .place = Place::kQuery, .required = true, .what = "authorization_code"},
    {.name = "js_code", .place = Place::kQuery, .required = true, .what = "what wx.login gave"}};

constexpr Field kClearQuotaFields[] = {
    {.name = "appid", .required = true, .what = "the appid of the token's account"}};

protocol::Json TokenSuccess() {
  return Object({{"access_token", String()}, {"expires_in", Count("seconds")}});
}

protocol::Json LoginSuccess() {
  return Object({{"session_key", String()}, {"openid", String()}, {"unionid?", String()}});
}

protocol::Json AddressesSuccess() {
  return Object({{"ip_list", ListOf(String())}});
}

// Those that serve all families.
const std::array kShared = {
    Api{.path = "/cgi-bin/token",
        .name = "token",
        .credential = Credential::kQuery,
        .task = Task::kFetchToken,
        .daily_limit = 2'000,
        .envelope = kTokenEnvelope,
        .fields = kTokenFields,
        .handle = GetToken,
        .success = TokenSuccess,
        .source = "docs/fidelity.md#access-tokens"},
    Api{.path = "/cgi-bin/stable_token",
        .name = "stable_token",
        .credential = Credential::kBody,
        .post_only = true,
        .task = Task::kFetchToken,
        .daily_limit = 500'000,
        .fields = kStableTokenFields,
        .handle = GetStableToken,
        .success = TokenSuccess,
        .source = "docs/fidelity.md#stable-tokens"},
    Api{.path = "/sns/jscode2session",
        .name = "jscode2session",
        .credential = Credential::kQuery,
        .task = Task::kLogIn,
        .envelope = kLoginEnvelope,
        .fields = kLoginFields,
        .handle = LogIn,
        .success = LoginSuccess,
        .source = "docs/fidelity.md#login"},
    Api{.path = "/cgi-bin/clear_quota",
        .name = "clear_quota",
        .post_only = true,
        .fields = kClearQuotaFields,
        .handle = ClearQuota,
        .success = OkSchema,
        .source = "docs/fidelity.md#clear-quota"},
    Api{.path = "/cgi-bin/getcallbackip",
        .name = "getcallbackip",
        .handle = GetServerAddresses,
        .success = AddressesSuccess,
        .source = "docs/fidelity.md#server-addresses"},
    Api{.path = "/cgi-bin/get_api_domain_ip",
        .name = "get_api_domain_ip",
        .handle = GetServerAddresses,
        .success = AddressesSuccess,
        .source = "docs/fidelity.md#server-addresses"},
};

std::vector<Api> AllApis() {
  std::vector<Api> all(kShared.begin(), kShared.end());
  for (const Family* family : Families()) {
    for (Api api : family->apis()) {
      api.family = family;
      all.push_back(api);
    }
  }
  return all;
}

template <typename Wanted>
std::vector<const Field*> FieldsOnce(Wanted wanted) {
  std::vector<const Field*> found;
  for (const Api& api : Apis()) {
    for (const Field& field : api.fields) {
      const bool is_new = std::none_of(found.begin(), found.end(),
                                       [&](const Field* f) { return f->name == field.name; });
      if (wanted(field) && is_new) found.push_back(&field);
    }
  }
  return found;
}

}  // namespace

const Field* Api::FindField(std::string_view field) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == field; });
  return found == fields.end() ? nullptr : &*found;
}

protocol::Json OkSchema() {
  return OkSchemaWith({});
}

protocol::Json OkSchemaWith(const Members& more) {
  return Object(Join({{"errcode", Constant(0)}, {"errmsg", String("", "ok")}}, more));
}

protocol::Json RefusalSchema() {
  const protocol::Json not_zero = {{"type", "integer"}, {"not", {{"const", 0}}}};
  return Object({{"errcode", not_zero}, {"errmsg", String()}});
}

std::span<const Api> Apis() {
  static const std::vector<Api> all = AllApis();
  return all;
}

std::string OneSlashEach(std::string_view path) {
  std::string single(path);
  const auto doubled = [](char a, char b) { return a == '/' && b == '/'; };
  single.erase(std::unique(single.begin(), single.end(), doubled), single.end());
  return single;
}

const Api* FindPath(std::string_view path) {
  if (path.find("//") != std::string_view::npos) return FindPath(OneSlashEach(path));
  const auto found =
      std::find_if(Apis().begin(), Apis().end(), [&](const Api& api) { return api.path == path; });
  return found == Apis().end() ? nullptr : &*found;
}

const Api* FindApi(std::string_view name) {
  const auto found = std::find_if(Apis().begin(), Apis().end(), [&](const Api& api) {
    return api.name == name || api.path == name;
  });
  return found == Apis().end() ? nullptr : &*found;
}

std::string ApiName(protocol::Fields& fields, const std::string& text) {
  if (const Api* api = FindApi(text)) return std::string(api->name);
  std::string known;
  for (const Api& api : Apis()) known += (known.empty() ? "" : ", ") + std::string(api.name);
  fields.Fail("no API \"" + text + "\"; there are " + known);
  return {};
}

std::string_view NearestPath(std::string_view path) {
  const std::string_view cut = path.substr(0, 200);  // the cost grows with both lengths
  return std::min_element(Apis().begin(), Apis().end(),
                          [&](const Api& a, const Api& b) {
                            return base::EditDistance(a.path, cut) <
                                   base::EditDistance(b.path, cut);
                          })
      ->path;
}

const std::vector<const Field*>& SubjectFields() {
  static const auto fields = FieldsOnce([](const Field& f) { return f.subject.has_value(); });
  return fields;
}

const std::vector<const Field*>& MagicFields() {
  static const auto fields = FieldsOnce([](const Field& f) { return f.magic; });
  return fields;
}

}  // namespace wxnotice::mock
