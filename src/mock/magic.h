// Values that ask for an answer with nothing set up: `wxnotice-41028` as a form_id, touser,
// template_id or page answers that errcode; `wxnotice-ok` as a form_id is always good. Pure
// functions, thread-safe.
#ifndef WXNOTICE_MOCK_MAGIC_H_
#define WXNOTICE_MOCK_MAGIC_H_

#include <optional>
#include <string_view>

namespace wxnotice::mock {

struct Call;
struct Outcome;

inline constexpr std::string_view kMagicOk = "wxnotice-ok";

// What the developer tools give instead of a form_id. Source: fidelity §3.2.
inline constexpr std::string_view kDevtoolsFormId = "the formId is a mock one";

// The refusal that a magic value of the body asks for. None when there is no such value, or its
// errcode has no row.
std::optional<Outcome> MagicRefusal(const Call& call);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_MAGIC_H_
