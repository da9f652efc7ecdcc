#include "protocol/json.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace wxnotice::protocol {
namespace {

// Objects with more members than this use an index to find a key.
constexpr size_t kFewMembers = 16;

// Builds the document. nlohmann's own builder compares each new key with all keys of its object.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  Builder(const JsonLimits& limits, bool numbers_are_texts)
      : limits_(limits), numbers_are_texts_(numbers_are_texts) {}

  Json& root() { return root_; }
  const std::string& why() const { return why_; }

  bool null() override { return Put(nullptr) != nullptr; }
  bool boolean(bool value) override { return Put(value) != nullptr; }
  // Here 0 is what the text "-0" gives; "0" is unsigned.
  bool number_integer(number_integer_t value) override {
    return Number(value, value == 0 ? "-0" : std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return Number(value, std::to_string(value));
  }
  // Also integers that do not fit 64 bits.
  bool number_float(number_float_t value, const string_t& text) override {
    return Number(value, text);
  }
  bool string(string_t& value) override { return Put(std::move(value)) != nullptr; }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(size_t /*size*/) override { return Open(Json::object()); }
  bool start_array(size_t /*size*/) override { return Open(Json::array()); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(string_t& name) override {
    Level& level = levels_.back();
    auto& members = level.MembersOf();
    const size_t found = level.Find(name);
    level.member = found;
    if (found < members.size()) return true;
    if (!Count()) return false;
    members.emplace_back(std::move(name), Json());
    level.Add(found);
    return true;
  }
  bool parse_error(size_t /*at*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return false;
  }

 private:
  using Members = Json::object_t::Container;

  // An object or list under construction.
  struct Level {
    explicit Level(Json* opened) : value(opened) {}

    Members& MembersOf() const { return value->get_ref<Json::object_t&>(); }

    // The index of the member with that name; the number of members if there is none.
    size_t Find(const std::string& name) const {
      const Members& members = MembersOf();
      if (!by_name) {
        const auto found = std::find_if(members.begin(), members.end(),
                                        [&](const auto& one) { return one.first == name; });
        return static_cast<size_t>(found - members.begin());
      }
      const auto found = by_name->find(name);
      return found == by_name->end() ? members.size() : *found;
    }
    // A tree instead of a hash table, which an attacker could slow down with chosen keys.
    void Add(size_t added) {
      if (by_name) {
        by_name->insert(added);
      } else if (added == kFewMembers) {
        by_name.emplace(ByName{value});
        for (size_t i = 0; i <= added; ++i) by_name->insert(i);
      }
    }

    struct ByName {
      using is_transparent = void;
      const Json* value;
      const std::string& NameOf(size_t place) const {
        return static_cast<const Members&>(value->get_ref<const Json::object_t&>())[place].first;
      }
      bool operator()(size_t a, size_t b) const { return NameOf(a) < NameOf(b); }
      bool operator()(size_t a, const std::string& b) const { return NameOf(a) < b; }
      bool operator()(const std::string& a, size_t b) const { return a < NameOf(b); }
    };

    Json* value;
    size_t member = 0;  // the member whose value comes next
    std::optional<std::set<size_t, ByName>> by_name;
  };

  bool Fail(const char* what, size_t limit, const char* of) {
    why_ = what + std::to_string(limit) + of;
    return false;
  }
  bool Count() {
    return ++count_ <= limits_.values || Fail("more than ", limits_.values, " values");
  }

  Json* Put(Json value) {
    if (levels_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Level& level = levels_.back();
    if (level.value->is_object()) {
      Json& place = level.MembersOf()[level.member].second;
      place = std::move(value);
      return &place;
    }
    if (!Count()) return nullptr;
    level.value->push_back(std::move(value));
    return &level.value->back();
  }
  template <typename Value>
  bool Number(Value value, const std::string& text) {
    return Put(numbers_are_texts_ ? Json(text) : Json(value)) != nullptr;
  }
  bool Open(Json empty) {
    if (levels_.size() >= limits_.depth)
      return Fail("nested deeper than ", limits_.depth, " levels");
    Json* opened = Put(std::move(empty));
    if (opened != nullptr) levels_.emplace_back(opened);
    return opened != nullptr;
  }
  bool Close() {
    levels_.pop_back();
    return true;
  }

  const JsonLimits limits_;
  const bool numbers_are_texts_;
  Json root_;
  std::vector<Level> levels_;
  size_t count_ = 0;
  std::string why_;
};

}  // namespace

std::optional<Json> ParseJson(std::string_view text, const JsonLimits& limits, std::string* why) {
  Builder builder(limits, /*numbers_are_texts=*/false);
  if (Json::sax_parse(text, &builder)) return std::move(builder.root());
  if (why != nullptr) *why = builder.why().empty() ? "not JSON" : builder.why();
  return std::nullopt;
}

std::string Dump(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::optional<Json> ParseJsonTexts(std::string_view text) {
  Builder builder({}, /*numbers_are_texts=*/true);
  if (Json::sax_parse(text, &builder)) return std::move(builder.root());
  return std::nullopt;
}

std::string WriteJson(const Json& value) {
  std::string plain = Dump(value);
  const auto slashes = static_cast<size_t>(std::count(plain.begin(), plain.end(), '/'));
  if (slashes == 0) return plain;
  std::string escaped;
  escaped.reserve(plain.size() + slashes);
  for (const char c : plain) {
    if (c == '/') escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

std::optional<std::string> TextOf(const Json& object, std::string_view key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found == object.end() || found->is_null() || found->is_structured()) return std::nullopt;
  if (found->is_string()) return found->get_ref<const std::string&>();
  return found->dump();
}

std::optional<int64_t> IntegerOf(const Json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<uint64_t>();
    if (number > static_cast<uint64_t>(INT64_MAX)) return std::nullopt;
    return static_cast<int64_t>(number);
  }
  if (value.is_number_integer()) return value.get<int64_t>();
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace wxnotice::protocol
