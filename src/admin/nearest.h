// What a refused value was probably meant to be: the same but for case, blanks or a missing end,
// another user's, another account's. Pure functions, thread-safe.
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
// "prefix", "cut_short", "too_long", "typo" (two single edits at most); empty when they are too far
// apart to be the same thing, or equal.
std::string_view Difference(std::string_view value, std::string_view candidate);

// A value for which a request was refused.
struct RefusedValue {
  std::string_view field;                // "form_id", "touser", "template_id" or "page"
  std::optional<mock::Subject> subject;  // none: a page
  std::string value;
};

// None when nothing was refused for a value. Parses the body for a page.
std::optional<RefusedValue> FindRefused(const mock::JournalEntry& entry);

// The values that would have been right: taken in a moment, to be compared without the account's
// lock.
struct KnownValues {
  static KnownValues Of(const mock::AccountView& account);

  // The nearest of the account's own, as {field, value, nearest, differs_by, ...}; null when
  // nothing is near.
  protocol::Json Nearest(const RefusedValue& refused) const;

  mock::Rows<mock::User> users;
  std::vector<std::shared_ptr<const mock::FamilyImage>> families;
  std::vector<std::string> pages;
};

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_NEAREST_H_
