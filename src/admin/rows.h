// What the rows of several routes have in common. Pure functions, thread-safe. Only the .cc files
// of admin/ include this.
#ifndef WXNOTICE_ADMIN_ROWS_H_
#define WXNOTICE_ADMIN_ROWS_H_

#include <string>
#include <string_view>

#include "admin/routes.h"
#include "protocol/schema.h"

namespace wxnotice::admin {

// The account of a call: the default one, if it is absent.
protocol::schema::Member AppidField();
protocol::schema::Member LimitField();
protocol::schema::Member AfterField();
// `own`, and what each list of an account takes.
protocol::schema::Members ListFields(const protocol::schema::Members& own);
// What Page gives.
protocol::Json PageOf(std::string_view name, protocol::Json row);
// The name or the path of an API.
protocol::Json ApiSchema(std::string_view what);
// A problem+json of a route; with members beyond the usual.
Answer Refusal(int status, std::string what);
Answer RefusalWith(int status, std::string what, const protocol::schema::Members& more);
protocol::Json ProblemSchema(const protocol::schema::Members& more);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ROWS_H_
