// Parts that the rows of several routes have in common. Pure functions, thread-safe. Only the .cc
// files of admin/ include this.
#ifndef WXNOTICE_ADMIN_ROWS_H_
#define WXNOTICE_ADMIN_ROWS_H_

#include <string>
#include <string_view>

#include "admin/routes.h"
#include "protocol/schema.h"

namespace wxnotice::admin {

// The account of a call; the default account if it is missing.
protocol::schema::Member AppidField();
protocol::schema::Member LimitField();
protocol::schema::Member AfterField();
// `own`, and the fields of every list of an account.
protocol::schema::Members ListFields(const protocol::schema::Members& own);
// The schema of the output of Page.
protocol::Json PageOf(std::string_view name, protocol::Json row);
// The name or path of an API.
protocol::Json ApiSchema(std::string_view what);
// A problem+json answer of a route, and with additional members.
Answer Refusal(int status, std::string what);
Answer RefusalWith(int status, std::string what, const protocol::schema::Members& more);
protocol::Json ProblemSchema(const protocol::schema::Members& more);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_ROWS_H_
