// A JSON reader that keeps the position of every character, which findings need. The SAX interface
// of nlohmann has no positions, and yaml-cpp rejects \/ and halves of surrogate pairs, which the
// answers of WeChat contain.
#include <charconv>
#include <string>

#include "base/utf8.h"
#include "lint/node.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

class JsonReader {
 public:
  JsonReader(std::string_view bytes, uint32_t line) : bytes_(bytes), line_(line) {}

  base::Result<Node> Read() {
    Node root;
    SkipBlanks();
    if (!Value(root, 0)) return base::Error{error_};
    SkipBlanks();
    if (at_ < bytes_.size()) {
      Fail(
          "text after the end of the JSON value; a .json file has one value, a .jsonl file one per line");
      return base::Error{error_};
    }
    return root;
  }

 private:
  bool Fail(const std::string& why) {
    if (error_.empty())
      error_ = std::to_string(line_) + ":" + std::to_string(Column()) + ": " + why;
    return false;
  }

  // Columns count code points, so continuation bytes since the start of the line are subtracted.
  uint32_t Column() const { return static_cast<uint32_t>(at_ - line_start_ - continuations_ + 1); }
  Position Here() const { return {line_, Column()}; }
  bool AtEnd() const { return at_ >= bytes_.size(); }

  void Advance() {
    const char c = bytes_[at_++];
    if (c == '\n') {
      ++line_;
      line_start_ = at_;
      continuations_ = 0;
    } else if (base::ContinuesCharacter(c)) {
      ++continuations_;
    }
  }

  void SkipBlanks() {
    while (!AtEnd() && (bytes_[at_] == ' ' || bytes_[at_] == '\t' || bytes_[at_] == '\n' ||
                        bytes_[at_] == '\r')) {
      Advance();
    }
  }

  bool Value(Node& out, int depth) {
    if (depth > kMaxDepth) return Fail("nested too deeply; templates need 4 levels");
    if (++nodes_ > kMaxNodes) return Fail("too many values; split the file or use .jsonl");
    if (AtEnd()) return Fail("the JSON ends too early; is the file cut off?");
    out.scalar.begin = Here();
    switch (bytes_[at_]) {
      case '{':
        return Map(out, depth);
      case '[':
        return List(out, depth);
      case '"':
        out.kind = Node::Kind::kScalar;
        out.quoted = true;
        return String(out.scalar);
      default:
        return Word(out);
    }
  }

  // After an element: sets `more` for a comma, clears it for `close`. Returns false for anything
  // else.
  bool Separator(char close, bool& more) {
    SkipBlanks();
    if (AtEnd()) return Fail("the JSON ends too early; is the file cut off?");
    const char c = bytes_[at_];
    if (c != ',' && c != close) return Fail(std::string("expected , or ") + close);
    Advance();
    more = c == ',';
    SkipBlanks();
    return true;
  }

  bool List(Node& out, int depth) {
    out.kind = Node::Kind::kList;
    Advance();
    SkipBlanks();
    bool more = AtEnd() || bytes_[at_] != ']';
    if (!more) Advance();
    while (more) {
      if (!Value(out.items.emplace_back(), depth + 1) || !Separator(']', more)) return false;
    }
    return true;
  }

  bool Map(Node& out, int depth) {
    out.kind = Node::Kind::kMap;
    Advance();
    SkipBlanks();
    bool more = AtEnd() || bytes_[at_] != '}';
    if (!more) Advance();
    while (more) {
      if (AtEnd() || bytes_[at_] != '"') return Fail("expected a key in double quotes");
      auto& [key, value] = out.fields.emplace_back();
      key.begin = Here();
      if (!String(key)) return false;
      SkipBlanks();
      if (AtEnd() || bytes_[at_] != ':')
        return Fail("expected : after the key \"" + key.value + "\"");
      Advance();
      SkipBlanks();
      if (!Value(value, depth + 1) || !Separator('}', more)) return false;
    }
    return true;
  }

  // A number, true, false or null.
  bool Word(Node& out) {
    const size_t begin = at_;
    while (!AtEnd() &&
           std::string_view("+-.0123456789abcdefghijklmnopqrstuvwxyzE").find(bytes_[at_]) !=
               std::string_view::npos) {
      Advance();
    }
    const std::string_view word = bytes_.substr(begin, at_ - begin);
    if (word == "null") return true;
    double number = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool numeric = failed != std::errc::invalid_argument &&
                         end == word.data() + word.size() &&
                         (word[0] == '-' || (word[0] >= '0' && word[0] <= '9'));
    if (word != "true" && word != "false" && !numeric) {
      return Fail(word.empty() ? "expected a JSON value; strings stand in double quotes"
                               : "\"" + std::string(word) +
                                     "\" is no JSON value; strings stand in double quotes");
    }
    out.kind = Node::Kind::kScalar;
    out.scalar.value = word;
    return true;
  }

  bool String(Text& out) {
    Advance();
    out.begin = Here();
    while (true) {
      // The common case, a run without escapes, is copied as a whole.
      const size_t begin = at_;
      while (!AtEnd() && bytes_[at_] != '"' && bytes_[at_] != '\\' &&
             static_cast<uint8_t>(bytes_[at_]) >= 0x20) {
        if (!out.positions.empty() && !base::ContinuesCharacter(bytes_[at_]))
          out.positions.push_back(Here());
        Advance();
      }
      out.value.append(bytes_, begin, at_ - begin);
      if (AtEnd()) return Fail("a string that never ends; is the file cut off?");
      if (bytes_[at_] == '"') break;
      if (bytes_[at_] != '\\') return Fail("a control character in a string; write it as \\u00XX");
      if (out.positions.empty()) StartPositions(out);
      out.positions.push_back(Here());
      if (!Escape(out.value)) return false;
    }
    if (!out.positions.empty()) out.positions.push_back(Here());
    Advance();
    return true;
  }

  // Adds the positions of the characters before the first escape.
  static void StartPositions(Text& out) {
    const size_t count = text::CountCodePoints(out.value);
    for (uint32_t i = 0; i < count; ++i)
      out.positions.push_back({out.begin.line, out.begin.column + i});
  }

  bool Hex4(char32_t& out) {
    if (at_ + 4 > bytes_.size()) return Fail("\\u needs four hexadecimal digits");
    unsigned value = 0;
    const char* begin = bytes_.data() + at_;
    const auto [end, failed] = std::from_chars(begin, begin + 4, value, 16);
    if (failed != std::errc() || end != begin + 4) return Fail("\\u needs four hexadecimal digits");
    for (int i = 0; i < 4; ++i) Advance();
    out = value;
    return true;
  }

  bool Escape(std::string& out) {
    Advance();
    if (AtEnd()) return Fail("a string that never ends; is the file cut off?");
    const char c = bytes_[at_];
    const std::string_view named = base::FirstCodePoints(bytes_.substr(at_), 1);
    Advance();
    static constexpr std::string_view kNames = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (const size_t index = kNames.find(c); index != std::string_view::npos) {
      out.push_back(kMeanings[index]);
      return true;
    }
    if (c != 'u') return Fail("unknown escape \\" + std::string(named));
    char32_t unit = 0;
    if (!Hex4(unit)) return false;
    if (unit >= 0xD800 && unit <= 0xDBFF && bytes_.substr(at_, 2) == "\\u") {
      Advance();
      Advance();
      char32_t low = 0;
      if (!Hex4(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF)
        return Fail("half of a surrogate pair; write the character itself");
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else if (unit >= 0xD800 && unit <= 0xDFFF) {
      return Fail("half of a surrogate pair; write the character itself");
    }
    text::AppendUtf8(unit, out);
    return true;
  }

  std::string_view bytes_;
  size_t at_ = 0;
  uint32_t line_;
  size_t line_start_ = 0;
  size_t continuations_ = 0;
  size_t nodes_ = 0;
  std::string error_;
};

}  // namespace

base::Result<Node> ParseJson(std::string_view bytes, uint32_t first_line) {
  return JsonReader(bytes, first_line).Read();
}

}  // namespace wxnotice::lint
