// Keeps what a mock answered, for the test that holds every answer of the tests against the OpenAPI
// document. Thread-safe.
#ifndef WXNOTICE_TESTS_SUPPORT_RECORD_ANSWERS_H_
#define WXNOTICE_TESTS_SUPPORT_RECORD_ANSWERS_H_

#include "mock/mock.h"
#include "protocol/message.h"

namespace wxnotice {

// `reply`, which appends itself to the file that $WXNOTICE_RECORD_ANSWERS names as soon as it is
// made: one JSON line {method, path, query, request, status, content_type, body}, where `request`
// is the body of the request. A body that is not UTF-8 is null. Without the variable, and for
// answers that a fault of `mock` altered, `reply` as it is. `mock` must outlive it.
protocol::Reply Recorded(mock::Mock& mock, const protocol::Request& request, protocol::Reply reply);

}  // namespace wxnotice

#endif  // WXNOTICE_TESTS_SUPPORT_RECORD_ANSWERS_H_
