#include "server/yaml_json.h"

#include <stdexcept>

#include <nlohmann/json.hpp>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include "base/printable.h"
#include "base/utf8.h"

namespace wxnotice::server {
namespace {

using protocol::Json;

constexpr size_t kMostValues = 100'000;

// What is wrong at a place of the document.
struct Refusal : std::runtime_error {
  Refusal(const YAML::Mark& at, const std::string& why) : std::runtime_error(why), mark(at) {}
  YAML::Mark mark;
};

class Converter {
 public:
  Json Convert(const YAML::Node& node) {
    if (++values_ > kMostValues) {
      throw Refusal(node.Mark(), "more than " + std::to_string(kMostValues) +
                                     " values, counting those that aliases repeat");
    }
    if (node.IsMap()) return Object(node);
    if (node.IsSequence()) {
      Json list = Json::array();
      for (const YAML::Node& item : node) list.push_back(Convert(item));
      return list;
    }
    return node.IsScalar() ? Scalar(node) : Json();
  }

 private:
  Json Object(const YAML::Node& map) {
    Json object = Json::object();
    for (const auto& pair : map) {
      const YAML::Node& key = pair.first;
      if (!key.IsScalar()) throw Refusal(key.Mark(), "a key must be a text");
      const std::string name = key.Scalar();
      if (object.contains(name))
        throw Refusal(key.Mark(), "the key \"" + base::Fold(name, 80) + "\" occurs twice");
      object[name] = Convert(pair.second);
    }
    return object;
  }

  static Json Scalar(const YAML::Node& node) {
    const std::string& text = node.Scalar();
    const bool plain = node.Tag() == "?";
    if (!plain) return text;
    if (text == "~") return nullptr;
    const auto value = protocol::ParseJson(text);
    return value && !value->is_string() && !value->is_structured() ? *value : Json(text);
  }

  size_t values_ = 0;
};

base::Error At(const std::string& name, const YAML::Mark& mark, const std::string& why) {
  return base::Error{name + ":" + std::to_string(std::max(mark.line, 0) + 1) + ": " + why};
}

}  // namespace

base::Result<Json> ReadYaml(std::string_view yaml, const std::string& name) {
  if (!base::IsUtf8(yaml)) return base::Error{name + ": not UTF-8; save it as UTF-8"};
  try {
    return Converter().Convert(YAML::Load(std::string(yaml)));
  } catch (const Refusal& refusal) {
    return At(name, refusal.mark, refusal.what());
  } catch (const YAML::DeepRecursion& deep) {
    return At(name, deep.mark, "nested too deeply");
  } catch (const YAML::Exception& error) {
    return At(name, error.mark, "not YAML: " + base::Printable(error.msg));
  }
}

}  // namespace wxnotice::server
