// The ledger of form_ids and prepay_ids of one account: for which user, how often and until when
// each can be used. Not thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_FORM_IDS_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_FORM_IDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "mock/account/aging_table.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// Both kinds are valid for 7 days. Source: docs/fidelity.md#form-id-life.
inline constexpr base::Duration kFormIdLife = std::chrono::days(7);

// What the developer tools return instead of a form_id. Source: docs/fidelity.md#form-id-checks.
inline constexpr std::string_view kDevtoolsFormId = "the formId is a mock one";

enum class FormIdKind { kForm, kPrepay };

struct FormIdUse {
  uint64_t request = 0;
  base::Instant at;
};

struct FormId {
  std::string id;
  std::string openid;
  FormIdKind kind = FormIdKind::kForm;
  base::Instant minted;
  bool devtools = false;                // from the developer tools: never valid
  std::optional<base::Instant> paid{};  // prepay ids only
  std::vector<FormIdUse> uses{};
  base::Instant created{};  // real time: neither `age` nor a test's clock moves it
  uint64_t after = 0;       // the account's last request when it was minted

  // 1 message per form, 3 per payment. Source: docs/fidelity.md#form-id-life.
  size_t limit() const { return kind == FormIdKind::kForm ? 1 : 3; }
  bool IsExpired(base::Instant now) const { return now >= minted + kFormIdLife; }
  // "fresh", "used" (up), "expired", "unpaid" or "devtools".
  std::string_view State(base::Instant now) const;
};

using FormIdTable = AgingTable<FormId, &FormId::id, &FormId::minted>;

class FormIds : public FormIdTable {
 public:
  // In the order minted.
  const Rows<FormId>& all() const { return rows(); }

  // The reason why `id` cannot be used to send to `openid`, in the order of the checks; empty if it
  // can. Changes nothing. `settle_delay`: how long a prepay_id stays unknown after payment. Source:
  // docs/fidelity.md#form-id-checks (expired before used: inferred).
  static std::string_view Refusal(const FormId& id, std::string_view openid, base::Instant now,
                                  base::Duration settle_delay);

  // How the test brought about that Refusal: one of kExpectations (mock/account/journal.h); empty
  // if it would have come without the test. `real`: real time.
  static std::string_view Expectation(const FormId& id, std::string_view refusal, base::Instant now,
                                      base::Instant real, base::Duration settle_delay);

  // The ids that end in (before, after]: the first `most` of them, and their total number.
  struct Expired {
    std::vector<std::string> ids;
    size_t total = 0;
  };
  Expired ExpiredBetween(base::Instant before, base::Instant after, size_t most) const;
};

// As the admin API shows it at `now`: its state, its age, its uses.
protocol::Json WriteFormId(const FormId& id, std::string_view appid, base::Instant now);
// What that writes, as a JSON Schema.
protocol::Json FormIdSchema();

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveRow(const FormId& id);
FormId FormIdOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_FORM_IDS_H_
