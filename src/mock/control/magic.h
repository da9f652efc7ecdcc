// Values that request an answer without setup. `wxnotice-41028` as a form_id, touser, template_id,
// page or js_code answers that errcode. `wxnotice-ok` as a form_id is always valid.
// `wxnotice-ok-<openid>` as a js_code logs that user in, any number of times. Pure functions,
// thread-safe.
#ifndef WXNOTICE_MOCK_CONTROL_MAGIC_H_
#define WXNOTICE_MOCK_CONTROL_MAGIC_H_

#include <optional>
#include <string_view>

namespace wxnotice::mock {

struct Call;
struct CallResult;

inline constexpr std::string_view kMagicPrefix = "wxnotice-";  // of every such value
inline constexpr std::string_view kMagicOk = "wxnotice-ok";
inline constexpr std::string_view kMagicLogin = "wxnotice-ok-";  // the openid follows

// The refusal that a magic value in the body requests. None if there is no such value, or its
// errcode has no row.
std::optional<CallResult> MagicRefusal(const Call& call);
// As above for one `value`, which the call has in `field`.
std::optional<CallResult> MagicRefusal(const Call& call, std::string_view field,
                                       std::string_view value);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CONTROL_MAGIC_H_
