// The card of a template message. Pure functions, thread-safe.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_CARD_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_CARD_H_

#include <vector>

#include "mock/account/account_template.h"
#include "protocol/json.h"

namespace wxnotice::protocol::schema {
struct Member;
}

namespace wxnotice::mock {

struct Card;

// Reads the body of a send. Has one row per keyword of the template. A value that is missing or not
// an object is blank; a missing color is that of the message, else black; an emphasis_keyword
// without a keyword is ignored. Source: docs/fidelity.md#message-data.
Card ReadTemplateCard(const AccountTemplate& content, const protocol::Json& body);
// The members of Card::more: emphasis_keyword and form_id.
std::vector<protocol::schema::Member> TemplateCardMembers();

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_CARD_H_
