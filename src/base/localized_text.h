// A text in the two languages of the product.
#ifndef WXNOTICE_BASE_LOCALIZED_TEXT_H_
#define WXNOTICE_BASE_LOCALIZED_TEXT_H_

#include <string>
#include <string_view>

namespace wxnotice::base {

struct LocalizedText {
  std::string zh;
  std::string en;
  // `lang`: "zh", else English.
  const std::string& In(std::string_view lang) const { return lang == "zh" ? zh : en; }
};

}  // namespace wxnotice::base

#endif  // WXNOTICE_BASE_LOCALIZED_TEXT_H_
