// One body of 发送模板消息 (send), checked against the template it names. The rules' words and
// severities are data (rules/payload.json), one outcome "hit" each; here is what looks.
// Source: docs/fidelity.md#message-data. Thread-safe: no state but what it is given.
#ifndef WXNOTICE_LINT_PAYLOAD_PAYLOAD_H_
#define WXNOTICE_LINT_PAYLOAD_PAYLOAD_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/node.h"
#include "lint/rules/rule.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// Takes what is found in a body.
class PayloadSink {
 public:
  virtual ~PayloadSink() = default;
  // [begin, end) in code points of `text`.
  virtual void Add(std::string_view rule, const Text& text, std::pair<size_t, size_t> span,
                   Args args, std::string fix) = 0;
};

struct PayloadContext {
  const std::vector<Template>& known;  // of the account; empty: nothing is known of it
  const Linter& marketing;             // has the marketing rule alone
  Language language;
};

// The template that `root` names, or null.
const Template* TemplateOf(const Node& root, const std::vector<Template>& known);
// Whether `bytes` look like `touser=...&template_id=...`.
bool IsFormEncoded(std::string_view bytes);
void CheckPayload(const Node& root, const PayloadContext& context, PayloadSink& sink);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_PAYLOAD_PAYLOAD_H_
