// The public library of titles and their keywords. Immutable once loaded, thread-safe.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LIBRARY_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LIBRARY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct LibraryKeyword {
  int keyword_id = 0;
  std::string name;
  std::string example;
  bool assigned = false;  // the number is assigned by the mock: no source gives it
};

struct LibraryTitle {
  std::string id;  // "AT0002"
  std::string title;
  std::vector<LibraryKeyword> keywords;  // in list order

  const LibraryKeyword* FindKeyword(int keyword_id) const;
};

class Library {
 public:
  // The rows compiled into the program (fixtures/library).
  static base::Result<Library> Builtin();

  // Adds the titles of a JSON text:
  // `{"titles":[{id,title,keywords:[{keyword_id?,name,example?}]}]}`, or a saved response of
  // library/list (`{"list":[..]}`) or library/get. A row with a known id replaces the old one; its
  // keywords only if it has any. `name` is used in error messages. Changes nothing on failure.
  base::Result<int> Add(std::string_view json, const std::string& name);

  void Put(LibraryTitle title);

  // Null if there is none.
  const LibraryTitle* Find(std::string_view id) const;
  // Sorted by the number in the id. Source: docs/fidelity.md#template-library.
  const std::vector<LibraryTitle>& titles() const { return titles_; }
  // The highest number in an id: 2233 for "AT2233"; 0 if there are no titles.
  int64_t HighestNumber() const;
  // The id with that number: "AT0002".
  static std::string IdOf(int64_t number);

 private:
  std::vector<LibraryTitle> titles_;
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveKeywords(const std::vector<LibraryKeyword>& keywords);
std::vector<LibraryKeyword> KeywordsOf(const protocol::Json& list);
protocol::Json SavePart(const Library& titles);
LibraryTitle LibraryTitleOf(const protocol::Json& row);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_LIBRARY_H_
