#include "lint/rules/rule_limits.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

constexpr size_t kShownCodePoints = 20;

// Under these keys every text is a list of words to search for.
bool HoldsTerms(std::string_view key) {
  return key == "lexicon" || key == "params" || key == "variants";
}

class Limits {
 public:
  explicit Limits(const std::string& path) : path_(path) {}

  std::optional<base::Error> Check(const Node& node, bool terms) const {
    if (node.IsScalar()) return terms ? CheckTerms(node.scalar) : CheckText(node.scalar);
    for (const Node& item : node.items) {
      if (auto error = Check(item, terms)) return error;
    }
    for (const auto& [key, value] : node.fields) {
      if (auto error = terms ? CheckTerms(key) : CheckText(key)) return error;
      const bool pattern = key.value == "pattern" && value.IsScalar();
      auto error =
          pattern ? CheckPattern(value.scalar) : Check(value, terms || HoldsTerms(key.value));
      if (error) return error;
    }
    return std::nullopt;
  }

 private:
  base::Error TooLong(const Text& at, const char* what, std::string_view text,
                      const std::string& limit) const {
    return {path_ + ":" + std::to_string(at.begin.line) + ": the " + what + " \"" +
            base::Fold(text, kShownCodePoints) + "\" is too long: " + limit + " at most"};
  }

  // Words are separated by white space.
  std::optional<base::Error> CheckTerms(const Text& text) const {
    std::string_view rest = text.value;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find_first_of(" \n\t"));
      if (word.size() > kMaxTermCodePoints && text::CountCodePoints(word) > kMaxTermCodePoints)
        return TooLong(text, "term", word, std::to_string(kMaxTermCodePoints) + " characters");
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
    return std::nullopt;
  }

  std::optional<base::Error> CheckPattern(const Text& text) const {
    if (text.value.size() <= kMaxPatternBytes) return std::nullopt;
    return TooLong(text, "pattern", text.value, std::to_string(kMaxPatternBytes) + " bytes");
  }

  std::optional<base::Error> CheckText(const Text& text) const {
    if (text.value.size() <= kMaxRuleTextCodePoints ||
        text::CountCodePoints(text.value) <= kMaxRuleTextCodePoints)
      return std::nullopt;
    return TooLong(text, "text", text.value,
                   std::to_string(kMaxRuleTextCodePoints) + " characters");
  }

  const std::string& path_;
};

}  // namespace

std::optional<base::Error> FindTooLong(const Node& root, const std::string& path) {
  return Limits(path).Check(root, false);
}

}  // namespace wxnotice::lint
