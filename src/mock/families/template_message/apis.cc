// The rows of the APIs of template messages.
#include <array>

#include "mock/families/template_message/handlers/handlers.h"
#include "mock/families/template_message/state.h"
#include "protocol/schema.h"

namespace wxnotice::mock {
namespace {

using namespace protocol::schema;

constexpr Field kListLibraryFields[] = {
    {.name = "offset", .type = FieldType::kInteger, .what = "titles to skip, from 0"},
    {.name = "count", .type = FieldType::kInteger, .required = true, .what = "titles, 1 to 20"}};

constexpr Field kGetLibraryFields[] = {
    {.name = "id", .required = true, .what = "the id of a title of the library, like AT0002"}};

constexpr Field kAddFields[] = {
    {.name = "id", .required = true, .what = "the id of a title of the library, like AT0002"},
    {.name = "keyword_id_list",
     .type = FieldType::kList,
     .required = true,
     .what = "the ids of 1 to 10 keywords of that title, in the order wanted"}};

constexpr Field kListFields[] = {
    {.name = "offset", .type = FieldType::kInteger, .what = "templates to skip, from 0"},
    {.name = "count", .type = FieldType::kInteger, .what = "templates, 1 to 20"}};

constexpr Field kTemplateId{.name = "template_id",
                            .required = true,
                            .subject = Subject::kTemplateId,
                            .what = "a template of the account"};

constexpr Field kDeleteFields[] = {kTemplateId};

constexpr Field kSendFields[] = {
    {.name = "touser",
     .required = true,
     .subject = Subject::kOpenid,
     .magic = true,
     .what = "the openid of the receiver"},
    {.name = "template_id",
     .required = true,
     .subject = Subject::kTemplateId,
     .magic = true,
     .what = kTemplateId.what},
    {.name = "form_id",
     .required = true,
     .subject = Subject::kFormId,
     .magic = true,
     .what = "the form_id of a submitted form, or the prepay_id of a payment"},
    {.name = "page", .magic = true, .what = "where a tap on the message leads: index?foo=bar"},
    {.name = "data",
     .type = FieldType::kObject,
     .what = R"(the values: {"keyword1":{"value":"339208499","color":"#173177"}})"},
    {.name = "emphasis_keyword", .what = "the keyword shown large: keyword1.DATA"}};

protocol::Json LibraryPage() {
  return OkSchemaWith({{"list", ListOf(Object({{"id", String()}, {"title", String()}}))},
                       {"total_count", Count()}});
}

protocol::Json LibraryTitleFound() {
  return OkSchemaWith(
      {{"id", String()},
       {"title", String()},
       {"keyword_list",
        ListOf(Object({{"keyword_id", Integer()}, {"name", String()}, {"example", String()}}))}});
}

protocol::Json TemplateAdded() {
  return OkSchemaWith({{"template_id", String()}});
}

protocol::Json TemplatePage() {
  return OkSchemaWith({{"list", ListOf(Object({{"template_id", String()},
                                               {"title", String()},
                                               {"content", String()},
                                               {"example", String()}}))}});
}

constexpr std::array kApis = {
    Api{.path = "/cgi-bin/wxopen/template/library/list",
        .name = "library/list",
        .post_only = true,
        .fields = kListLibraryFields,
        .handle = ListLibrary,
        .success = LibraryPage,
        .source = "docs/fidelity.md#template-library"},
    Api{.path = "/cgi-bin/wxopen/template/library/get",
        .name = "library/get",
        .post_only = true,
        .fields = kGetLibraryFields,
        .handle = GetLibraryTitle,
        .success = LibraryTitleFound,
        .source = "docs/fidelity.md#template-library"},
    Api{.path = "/cgi-bin/wxopen/template/add",
        .name = "add",
        .post_only = true,
        .fields = kAddFields,
        .handle = AddTemplate,
        .success = TemplateAdded,
        .source = "docs/fidelity.md#template-add"},
    Api{.path = "/cgi-bin/wxopen/template/list",
        .name = "list",
        .post_only = true,
        .fields = kListFields,
        .handle = ListTemplates,
        .success = TemplatePage,
        .source = "docs/fidelity.md#template-list"},
    Api{.path = "/cgi-bin/wxopen/template/del",
        .name = "del",
        .post_only = true,
        .fields = kDeleteFields,
        .handle = DeleteTemplate,
        .success = OkSchema,
        .source = "docs/fidelity.md#template-delete"},
    Api{.path = "/cgi-bin/message/wxopen/template/send",
        .name = "send",
        .post_only = true,
        .task = Task::kSend,
        .daily_limit = 1'000'000,
        .fields = kSendFields,
        .handle = SendTemplateMessage,
        .success = OkSchema,
        .source = "docs/fidelity.md#send-request"},
};

}  // namespace

std::span<const Api> TemplateMessageApis() {
  return kApis;
}

}  // namespace wxnotice::mock
