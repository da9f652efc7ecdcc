#include "mock/families/template_message/card.h"

#include <string_view>

#include "mock/account/card.h"
#include "protocol/schema.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

constexpr std::string_view kBlack = "#000000";

std::string NonEmpty(std::optional<std::string> text, std::string_view otherwise) {
  return text && !text->empty() ? *text : std::string(otherwise);
}

}  // namespace

Card ReadTemplateCard(const AccountTemplate& content, const Json& body) {
  Card card;
  card.page = protocol::TextOf(body, "page").value_or("");
  card.more = {{"emphasis_keyword", nullptr},
               {"form_id", protocol::TextOf(body, "form_id").value_or("")}};
  const std::string emphasis = protocol::TextOf(body, "emphasis_keyword").value_or("");
  const std::string color = NonEmpty(protocol::TextOf(body, "color"), kBlack);
  const auto data = body.is_object() ? body.find("data") : body.end();
  const bool blank = !body.is_object() || data == body.end() || !data->is_object();
  for (size_t i = 0; i < content.keywords.size(); ++i) {
    const std::string key = "keyword" + std::to_string(i + 1);
    CardRow row{content.keywords[i].name, "", color, emphasis == key + ".DATA"};
    if (row.emphasised) card.more["emphasis_keyword"] = emphasis;
    if (!blank && data->contains(key)) {
      row.value = protocol::TextOf((*data)[key], "value").value_or("");
      row.color = NonEmpty(protocol::TextOf((*data)[key], "color"), color);
    }
    card.rows.push_back(std::move(row));
  }
  return card;
}

std::vector<protocol::schema::Member> TemplateCardMembers() {
  using namespace protocol::schema;
  return {{"emphasis_keyword", OrNull(String())}, {"form_id", String()}};
}

}  // namespace wxnotice::mock
