// Titles of template messages and their keywords: the public library, or those that an account
// proposed. Not thread-safe while it is changed.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LIBRARY_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LIBRARY_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mock/library.h"
#include "protocol/json.h"

namespace wxnotice::mock {

class TemplateMessageLibrary final : public Library {
 public:
  // Either `{"titles":[{id,title,keywords:[{keyword_id?,name,example?}]}]}`, or a saved response of
  // library/list (`{"list":[..]}`) or library/get.
  bool Reads(const protocol::Json& file) const override;
  // A row with a known id replaces the old one; its keywords only if it has any.
  base::Result<int> Add(const protocol::Json& file, const std::string& name) override;

  void Put(LibraryTitle title);

  size_t size() const override { return titles_.size(); }
  void Each(const std::function<void(const LibraryTitle&)>& visit) const override;
  const LibraryTitle* Find(std::string_view id) const override;
  // Sorted by the number in the id. Source: docs/fidelity.md#template-library.
  const std::vector<LibraryTitle>& titles() const { return titles_; }

 private:
  std::vector<LibraryTitle> titles_;
};

// An id above those of both libraries, so that their list stays sorted: "AT2234".
std::string NewTitleId(const Library& shared, const Library& own);

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SavePart(const TemplateMessageLibrary& titles);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LIBRARY_H_
