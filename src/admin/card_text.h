// A message as the phone would show it, in plain text for a terminal. Pure functions, thread-safe.
// Title, date, the emphasised keyword large, the others in rows, 进入小程序查看. Source:
// docs/fidelity.md#message-data.
#ifndef WXNOTICE_ADMIN_CARD_TEXT_H_
#define WXNOTICE_ADMIN_CARD_TEXT_H_

#include <string>

#include "mock/account/messages.h"

namespace wxnotice::admin {

// Ends in a line break. The time is that of Asia/Shanghai.
std::string CardText(const mock::Message& message);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_CARD_TEXT_H_
