// Finds the value that a refused value was probably meant to be: it differs in case, blanks or a
// missing end, or belongs to another user or another account. Pure functions, thread-safe.
#ifndef WXNOTICE_ADMIN_NEAREST_H_
#define WXNOTICE_ADMIN_NEAREST_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "mock/account/sandbox.h"
#include "protocol/json.h"

namespace wxnotice::admin {

// How `value` differs from `candidate`: "blank" (at its ends), "slash" (a leading one), "case",
// "prefix", "cut_short", "too_long", "typo" (at most two single edits); empty if they are equal or
// differ too much.
std::string_view Difference(std::string_view value, std::string_view candidate);

// A value for which a request was refused.
struct RefusedValue {
  std::string_view field;                // "form_id", "touser", "template_id" or "page"
  std::optional<mock::Subject> subject;  // none: a page
  std::string value;
};

// None if the refusal is not about a value. Parses the body for a page.
std::optional<RefusedValue> FindRefused(const mock::JournalEntry& entry);

// The values that would have been accepted: taken quickly under the account's lock, compared
// without it.
struct KnownValues {
  static KnownValues Of(const mock::AccountView& account);

  // The nearest value of the account, as {field, value, nearest, differs_by, ...}; null if none is
  // near.
  protocol::Json Nearest(const RefusedValue& refused) const;

  mock::Rows<mock::User> users;
  std::vector<std::shared_ptr<const mock::FamilyImage>> families;
  std::vector<std::string> pages;
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_NEAREST_H_
