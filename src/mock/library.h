// The libraries of titles that developers compose templates from: one per family, shared by all
// accounts. They do not change while the mock runs; then they are thread-safe.
#ifndef WXNOTICE_MOCK_LIBRARY_H_
#define WXNOTICE_MOCK_LIBRARY_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mock/account/account_template.h"
#include "protocol/json.h"

namespace wxnotice::mock {

struct Family;

// The titles of one family.
class Library {
 public:
  virtual ~Library() = default;

  // Whether `file` looks like one that Add reads.
  virtual bool Reads(const protocol::Json& file) const = 0;
  // Adds the titles of a file. `name` is used in error messages. Changes nothing on failure.
  // REQUIRES: Reads(file).
  virtual base::Result<int> Add(const protocol::Json& file, const std::string& name) = 0;

  virtual size_t size() const = 0;
  // Visits the titles in list order. A title is valid until the library changes.
  virtual void Each(const std::function<void(const LibraryTitle&)>& visit) const = 0;
  // Null if there is none.
  virtual const LibraryTitle* Find(std::string_view id) const = 0;
};

// The library of each family.
class Libraries {
 public:
  // With the rows that a family has without a file.
  Libraries();
  // Adds the files compiled into the program: fixtures/library/<name of the family>.json.
  static base::Result<Libraries> Builtin();

  // Adds a file to the first library that accepts it. Returns the family.
  base::Result<const Family*> Add(std::string_view json, const std::string& name);

  const Library& Of(const Family& family) const;

 private:
  std::vector<std::unique_ptr<Library>> all_;  // in the order of Families()
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_LIBRARY_H_
