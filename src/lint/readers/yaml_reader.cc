// Reads YAML from the events of yaml-cpp instead of its Node: events have positions, and do not
// expand aliases.
#include <map>
#include <sstream>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/printable.h"
#include "lint/node.h"
#include "lint/readers/yaml_scalar.h"
#include "text/code_point_index.h"

namespace wxnotice::lint {
namespace {

constexpr char kTooDeep[] = "nested too deeply; templates need 4 levels";
constexpr size_t kMaxExpandedBytes = size_t{64} << 20;

// yaml-cpp counts bytes in a line, wxnotice counts code points. Stores the start of each line.
class Source {
 public:
  explicit Source(std::string_view bytes) : bytes_(bytes), code_points_(bytes) {
    starts_.push_back(0);
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] == '\n') starts_.push_back(i + 1);
    }
  }

  size_t OffsetOf(const YAML::Mark& mark) const {
    if (mark.line < 0 || static_cast<size_t>(mark.line) >= starts_.size()) return bytes_.size();
    return std::min(
        starts_[static_cast<size_t>(mark.line)] + static_cast<size_t>(std::max(mark.column, 0)),
        bytes_.size());
  }

  Position PositionOf(const YAML::Mark& mark) const {
    if (mark.line < 0 || static_cast<size_t>(mark.line) >= starts_.size()) return {};
    const size_t start = starts_[static_cast<size_t>(mark.line)];
    const size_t columns =
        code_points_.CountBefore(OffsetOf(mark)) - code_points_.CountBefore(start);
    return {static_cast<uint32_t>(mark.line + 1), static_cast<uint32_t>(columns + 1)};
  }

  std::string_view From(size_t offset) const { return bytes_.substr(offset); }

 private:
  std::string_view bytes_;
  text::CodePointIndex code_points_;
  std::vector<size_t> starts_;
};

class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view bytes, Node& root) : source_(bytes), root_(root) {}

  const std::string& error() const { return error_; }

  // yaml-cpp can produce empty documents forever without reading on (for example after a comma at
  // the top), so stop at the second one.
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) Fail(mark, "a second YAML document; put all templates in one list");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.scalar.begin = source_.PositionOf(mark);
    Put(std::move(node), anchor, mark);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) return Fail(mark, "an alias of nothing, or of what it stands in");
    // A copy costs its size: this limits "billion laughs" documents.
    const Anchored& anchored = found->second;
    nodes_ += anchored.nodes;
    bytes_ += anchored.bytes;
    expanded_bytes_ += anchored.bytes;
    if (nodes_ > kMaxNodes / 10 || expanded_bytes_ > kMaxExpandedBytes)
      return Fail(mark, "aliases expand to too much; write the templates out");
    Put(anchored.node, YAML::NullAnchor, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.kind = Node::Kind::kScalar;
    node.quoted = tag == "!";
    node.scalar.value = value;
    bytes_ += value.size();
    Locate(mark, node);
    Put(std::move(node), anchor, mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, anchor, Node::Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(mark, anchor, Node::Kind::kMap);
  }
  void OnMapEnd() override { Close(); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = YAML::NullAnchor;
    YAML::Mark mark;
    bool has_key = false;
    size_t nodes_before = 0;
    size_t bytes_before = 0;
  };

  // The cost of copying it by an alias.
  struct Anchored {
    Node node;
    size_t nodes = 1;
    size_t bytes = 0;
  };

  void Fail(const YAML::Mark& mark, const std::string& why) {
    if (!error_.empty()) return;
    const Position at = source_.PositionOf(mark);
    error_ = std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + why;
  }

  // yaml-cpp's position of a scalar is that of its first character, quote or block indicator.
  void Locate(const YAML::Mark& mark, Node& node) const {
    const size_t offset = source_.OffsetOf(mark);
    std::string_view rest = source_.From(offset);
    Position begin = source_.PositionOf(mark);
    const char first = rest.empty() ? '\0' : rest.front();
    const bool block = node.quoted && (first == '|' || first == '>');
    const bool string = node.quoted && (first == '"' || first == '\'');
    if (string) {
      rest.remove_prefix(1);
      ++begin.column;
    } else if (block) {
      // The line ends at the end of a block scalar belong to its notation.
      std::string& value = node.scalar.value;
      value.erase(value.find_last_not_of('\n') + 1);
      const size_t end = std::min(rest.find('\n'), rest.size() - 1);
      rest.remove_prefix(end + 1);
      begin = {begin.line + 1, 1};
      while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\n')) {
        begin = rest.front() == '\n' ? Position{begin.line + 1, 1}
                                     : Position{begin.line, begin.column + 1};
        rest.remove_prefix(1);
      }
    }
    node.scalar.begin = begin;
    FindPositions(rest, first == '"' && string, node.scalar);
  }

  void Open(const YAML::Mark& mark, YAML::anchor_t anchor, Node::Kind kind) {
    Frame frame;
    frame.node.kind = kind;
    frame.node.scalar.begin = source_.PositionOf(mark);
    frame.anchor = anchor;
    frame.mark = mark;
    frame.nodes_before = nodes_;
    frame.bytes_before = bytes_;
    if (stack_.size() > kMaxDepth) Fail(mark, kTooDeep);
    stack_.push_back(std::move(frame));
  }

  void Close() {
    Frame frame = std::move(stack_.back());
    stack_.pop_back();
    // The anchor includes everything in it, so that a copy costs its full size.
    closed_nodes_ = nodes_ - frame.nodes_before + 1;
    closed_bytes_ = bytes_ - frame.bytes_before;
    Put(std::move(frame.node), frame.anchor, frame.mark);
  }

  void Put(Node node, YAML::anchor_t anchor, const YAML::Mark& mark) {
    if (++nodes_ > kMaxNodes) Fail(mark, "too many values; split the file or use .jsonl");
    if (!error_.empty()) return;
    if (anchor != YAML::NullAnchor) {
      const bool closed = node.IsList() || node.IsMap();
      const size_t bytes = closed ? closed_bytes_ : node.scalar.value.size();
      anchors_[anchor] = {node, closed ? closed_nodes_ : 1, bytes};
    }
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = stack_.back();
    if (frame.node.IsList()) {
      frame.node.items.push_back(std::move(node));
    } else if (frame.has_key) {
      frame.node.fields.back().second = std::move(node);
      frame.has_key = false;
    } else if (node.IsScalar()) {
      frame.node.fields.push_back({std::move(node.scalar), Node{}});
      frame.has_key = true;
    } else {
      Fail(mark, "a key must be a plain word");
    }
  }

  Source source_;
  Node& root_;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  size_t documents_ = 0;
  size_t nodes_ = 0;
  size_t bytes_ = 0;           // in scalars, including copies
  size_t expanded_bytes_ = 0;  // in copies
  size_t closed_nodes_ = 0;    // of the collection that was closed last
  size_t closed_bytes_ = 0;
  std::string error_;
};

}  // namespace

base::Result<Node> ParseYaml(std::string_view bytes) {
  Node root;
  TreeBuilder builder(bytes, root);
  // yaml-cpp reports errors as exceptions; they end here.
  try {
    std::istringstream in{std::string(bytes)};
    YAML::Parser parser(in);
    while (builder.error().empty() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::DeepRecursion& error) {  // its message is only "bad file"
    const Position at = Source(bytes).PositionOf(error.mark);
    return base::Error{std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + kTooDeep};
  } catch (const YAML::Exception& error) {
    const Position at = Source(bytes).PositionOf(error.mark);
    return base::Error{std::to_string(at.line) + ":" + std::to_string(at.column) + ": " +
                       base::ToUtf8(error.msg)};
  }
  if (!builder.error().empty()) return base::Error{builder.error()};
  return root;
}

}  // namespace wxnotice::lint
