// What the routes of templates share. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_TEMPLATE_ROWS_H_
#define WXNOTICE_ADMIN_TEMPLATE_ROWS_H_

#include <memory>
#include <string>
#include <string_view>

#include "admin/resource.h"
#include "mock/family.h"

namespace wxnotice::admin {

protocol::Json WriteTemplate(const mock::AccountTemplate& item);
protocol::schema::Members TemplateMembers();

// The family that keeps templates of that source (mock::SavedTemplates) for accounts of this kind;
// null if there is none. The second says so.
const mock::Family* FamilyFor(const mock::AccountView& account, std::string_view source);
std::string NoFamilyFor(const mock::AccountView& account, std::string_view source);

// Null if the account has none with that id.
std::shared_ptr<const mock::AccountTemplate> FindTemplate(const mock::AccountView& account,
                                                          std::string_view template_id);

// What a template of that source becomes in `family`. Changes nothing.
base::Result<mock::AdoptedTemplate> Adopt(const Context& context, const mock::Family& family,
                                          std::string_view source,
                                          const mock::SavedTemplate& saved);

Route TemplateImportRoute();

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_TEMPLATE_ROWS_H_
