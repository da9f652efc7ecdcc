#include "lint/readers/yaml_scalar.h"

#include <string>
#include <vector>

#include "base/utf8.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

// Walks through the source of a scalar together with its value, to find the position of each code
// point. Skips quotes, escapes, line ends and indentation that are not in the value.
class Aligner {
 public:
  Aligner(std::string_view source, Position begin) : source_(source), here_(begin) {}

  void Align(Text& out, bool double_quoted) {
    std::vector<Position> positions;
    bool plain = true;
    const std::u32string value = text::ToCodePoints(out.value);
    for (const char32_t c : value) {
      FindNext(c, double_quoted);
      plain = plain && here_.line == out.begin.line &&
              here_.column == out.begin.column + positions.size();
      positions.push_back(here_);
      Take(double_quoted);
    }
    positions.push_back(here_);
    plain =
        plain && here_.line == out.begin.line && here_.column == out.begin.column + value.size();
    if (!plain) out.positions = std::move(positions);
  }

 private:
  bool StartsWith(const std::string& bytes) const {
    return source_.substr(at_, bytes.size()) == bytes;
  }

  // A folded line end is a space in the value; an escape is one character.
  void FindNext(char32_t c, bool double_quoted) {
    std::string bytes;
    text::AppendUtf8(c, bytes);
    while (at_ < source_.size() && !StartsWith(bytes)) {
      if (double_quoted && source_[at_] == '\\' && at_ + 1 < source_.size() &&
          source_[at_ + 1] != '\n')
        return;
      if (c == ' ' && source_[at_] == '\n') return;
      StepOne();
    }
  }

  void Take(bool double_quoted) {
    if (at_ >= source_.size()) return;
    if (!double_quoted || source_[at_] != '\\') return StepOne();
    StepOne();
    if (at_ >= source_.size()) return;
    const char kind = source_[at_];
    StepOne();
    const int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    for (int i = 0; i < digits && at_ < source_.size(); ++i) StepOne();
  }

  void StepOne() {
    if (source_[at_++] == '\n') {
      here_ = {here_.line + 1, 1};
      return;
    }
    while (at_ < source_.size() && base::ContinuesCharacter(source_[at_])) ++at_;
    ++here_.column;
  }

  std::string_view source_;
  size_t at_ = 0;
  Position here_;
};

}  // namespace

void FindPositions(std::string_view source, bool double_quoted, Text& scalar) {
  Aligner(source, scalar.begin).Align(scalar, double_quoted);
}

}  // namespace wxnotice::lint
