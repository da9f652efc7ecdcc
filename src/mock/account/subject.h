// The subjects of a call of any API: the values that the journal, faults, verify, explain and the
// client report identify it by. A new subject is an enumerator and a name here; a field in the row
// of an API gets it. Plain values, not thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_SUBJECT_H_
#define WXNOTICE_MOCK_ACCOUNT_SUBJECT_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace wxnotice::mock {

enum class Subject : size_t { kOpenid, kTemplateId, kFormId };

// The name of each Subject in the admin API, in snapshots and in matches.
inline constexpr std::array<std::string_view, 3> kSubjectNames = {"openid", "template_id",
                                                                  "form_id"};
inline constexpr size_t kSubjects = kSubjectNames.size();

// A value for each subject; empty if the call has none.
class Subjects {
 public:
  std::string& operator[](Subject subject) { return values_[static_cast<size_t>(subject)]; }
  const std::string& operator[](Subject subject) const {
    return values_[static_cast<size_t>(subject)];
  }

  // Calls `visit(name, value)` for each subject, in the order of kSubjectNames.
  template <typename Visit>
  void Each(Visit visit) const {
    for (size_t i = 0; i < kSubjects; ++i) visit(kSubjectNames[i], values_[i]);
  }
  template <typename Visit>
  void Each(Visit visit) {
    for (size_t i = 0; i < kSubjects; ++i) visit(kSubjectNames[i], values_[i]);
  }

 private:
  std::array<std::string, kSubjects> values_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SUBJECT_H_
