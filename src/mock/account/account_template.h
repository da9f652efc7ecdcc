// Titles, their keywords, and the templates composed from them: the part that all families of
// messages have in common. A family that needs more derives its types from these. Plain values, not
// thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_ACCOUNT_TEMPLATE_H_
#define WXNOTICE_MOCK_ACCOUNT_ACCOUNT_TEMPLATE_H_

#include <string>
#include <vector>

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

// A template of an account.
struct AccountTemplate {
  std::string template_id;  // 43 characters of base64url
  std::string title_id;     // "AT0002"
  std::string title;
  std::vector<LibraryKeyword> keywords;  // in the order chosen
};

// For snapshots; see mock/account/snapshot_values.h.
protocol::Json SaveRow(const LibraryTitle& title);
LibraryTitle LibraryTitleOf(const protocol::Json& row);
protocol::Json SaveRow(const AccountTemplate& item);
AccountTemplate TemplateOf(const protocol::Json& saved);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_ACCOUNT_TEMPLATE_H_
