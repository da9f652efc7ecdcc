#include "admin/rows.h"

#include <utility>

#include "mock/apis.h"
#include "mock/mock.h"

namespace wxnotice::admin {

using namespace protocol::schema;
using protocol::Json;

Member AppidField() {
  return {"appid?", String("the account; the default account if absent", mock::kDefaultAppid)};
}

Member LimitField() {
  return {"limit?", Integer("the most rows; 100 by default", 1, 1000)};
}

Member AfterField() {
  return {"after?", String("only rows after the one with this id")};
}

Members ListFields(const Members& own) {
  return Join(own, {LimitField(), AfterField(), AppidField()});
}

Json PageOf(std::string_view name, Json row) {
  return Object({{"total", Count("of all pages")}, {name, ListOf(std::move(row))}});
}

Json ApiSchema(std::string_view what) {
  Json schema = String(what);
  for (const mock::Api& api : mock::Apis()) schema["examples"].push_back(api.name);
  return schema;
}

Json ProblemSchema(const Members& more) {
  return Object(Join({{"type", Constant("about:blank")},
                      {"title", String()},
                      {"status", Integer("the HTTP status", 400, 599)},
                      {"detail", String("what is wrong and what to do")}},
                     more));
}

Answer Refusal(int status, std::string what) {
  return {status, std::move(what), Ref("Problem"), kProblemJson};
}

Answer RefusalWith(int status, std::string what, const Members& more) {
  return {status, std::move(what), ProblemSchema(more), kProblemJson};
}

}  // namespace wxnotice::admin
