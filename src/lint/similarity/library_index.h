// The titles that exist in WeChat's library, and the search for similar ones. Rows are data:
// fixtures/library (only real rows) and the --library of the user. Immutable after loading:
// thread-safe. Source: docs/fidelity.md#library-titles.
#ifndef WXNOTICE_LINT_SIMILARITY_LIBRARY_INDEX_H_
#define WXNOTICE_LINT_SIMILARITY_LIBRARY_INDEX_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "lint/similarity/lexicon.h"
#include "text/fold.h"
#include "wxnotice.h"

namespace wxnotice::lint {

struct LibraryRow {
  struct IndexedKeyword {
    std::optional<int> id;  // unknown for some rows: these are never recommended
    std::string name;
    Canonical canonical;
  };
  std::string id;
  std::string title;
  Family family = Family::kTemplateMessage;
  std::vector<IndexedKeyword> keywords;
  text::Folded folded;
  Canonical canonical;
};

inline constexpr size_t kMaxLibraryFileBytes = size_t{64} << 20;

class LibraryIndex {
 public:
  // Adds the rows of a file: {"titles": [...]}, or a saved answer of library/list, library/get or
  // template/list. Rows belong to `family` unless they name another.
  base::Result<bool> Add(std::string_view bytes, const std::string& path, Family family,
                         const Lexicon& lexicon, const text::CharTable& characters);

  const std::vector<LibraryRow>& rows() const { return rows_; }
  // The row with exactly this title, else the first that is equal except for form, else the first
  // that is similar; or null.
  const LibraryRow* FindTitle(std::string_view title, Family family) const;
  const LibraryRow* FindSame(const Canonical& canonical, Family family) const;
  const LibraryRow* FindSimilar(const Canonical& canonical, Family family) const;

  // The title to use instead, with the keyword ids that match `keywords`, if all are known.
  static Related Recommend(const LibraryRow& row, const std::vector<Canonical>& keywords,
                           double score);

 private:
  // Supports lookup by a view, without copying.
  template <typename Char>
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::basic_string_view<Char> key) const {
      return std::hash<std::basic_string_view<Char>>()(key);
    }
  };
  template <typename Char>
  using Index =
      std::unordered_multimap<std::basic_string<Char>, size_t, Hash<Char>, std::equal_to<>>;

  std::vector<LibraryRow> rows_;
  Index<char> by_title_;
  Index<char32_t> by_same_key_;
  std::unordered_multimap<uint64_t, size_t> by_content_;  // also with one omission
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_SIMILARITY_LIBRARY_INDEX_H_
