// What the verbs about messages share. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_MESSAGE_WAIT_H_
#define WXNOTICE_ADMIN_MESSAGE_WAIT_H_

#include <string>

#include "mock/account/messages.h"
#include "protocol/message.h"

namespace wxnotice::admin {

struct Context;

// Messages that may be looked at on an event loop.
inline constexpr size_t kQuickMessages = 64;

// The card, as JSON or, for those who ask for text and not for JSON, as text.
protocol::Reply MessageReply(const std::string& accept, const std::string& appid,
                             const mock::SharedMessage& message);

// GET /__admin/messages/wait.
protocol::Reply WaitForMessage(Context& context);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_MESSAGE_WAIT_H_
