// The templates that one account composed from the library. Not thread-safe: the sandbox's lock
// guards it.
#ifndef WXNOTICE_MOCK_TEMPLATES_H_
#define WXNOTICE_MOCK_TEMPLATES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mock/library.h"

namespace wxnotice::mock {

struct Template {
  std::string template_id;  // 43 characters of base64url
  std::string title_id;     // "AT0002"
  std::string title;
  std::vector<LibraryKeyword> keywords;  // in the order given to add: keyword1 is the first

  // "购买地点{{keyword1.DATA}}\n..." and "购买地点：TIT造舰厂\n...". Source: seed
  // 获取帐号下已存在的模板列表.
  std::string Content() const;
  std::string Example() const;
};

class Templates {
 public:
  void Add(Template added);
  // False when there is none.
  bool Delete(std::string_view template_id);
  // Null when there is none. The message that names it keeps it alive.
  std::shared_ptr<const Template> Find(std::string_view template_id) const;
  bool WasDeleted(std::string_view template_id) const;

  const std::vector<std::shared_ptr<const Template>>& all() const {
    return templates_;
  }  // in the order added
  const std::vector<std::string>& deleted() const { return deleted_; }
  void RestoreDeleted(std::vector<std::string> ids) { deleted_ = std::move(ids); }

 private:
  std::vector<std::shared_ptr<const Template>> templates_;
  std::vector<std::string> deleted_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_TEMPLATES_H_
