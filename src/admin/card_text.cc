#include "admin/card_text.h"

#include <algorithm>
#include <vector>

#include "base/time.h"
#include "base/utf8.h"
#include "mock/account/card.h"
#include "mock/family.h"

namespace wxnotice::admin {
namespace {

constexpr size_t kValueCodePoints = 20;  // inferred: the width of a row of the card on the phone
constexpr std::string_view kRule = "──────────────────────────────";
constexpr std::string_view kIndent = "  ";

// "2018-02-02 12:00:00": China has used UTC+8 without summer time since 1991.
std::string InShanghai(base::Instant instant) {
  const auto there = std::chrono::floor<std::chrono::seconds>(instant) + std::chrono::hours(8);
  std::string text = base::FormatInstant(there);
  text.replace(text.find('T'), 1, " ");
  return text.substr(0, 19);
}

// A line break, a tab or an escape in a value would break the card, or the reader's terminal.
std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

std::string RowText(const mock::CardRow& row) {
  return std::string(kIndent) + OneLine(row.name) + std::string(kIndent) +
         OneLine(base::Fold(row.value, kValueCodePoints)) + "\n";
}

}  // namespace

std::string CardText(const mock::Message& message) {
  const mock::Card card = mock::ReadCard(message);
  std::string rule(kRule);
  rule.push_back('\n');
  const bool blank = std::all_of(card.rows.begin(), card.rows.end(),
                                 [](const mock::CardRow& row) { return row.value.empty(); });
  std::string text;
  if (!message.delivered) text.append(message.family->messages.undelivered).append("\n");
  if (blank) text += "空白卡片：没有一个关键词有值 (empty card: no keyword has a value)\n";
  text += rule + std::string(kIndent) + OneLine(message.content->title) + "\n" +
          std::string(kIndent) + InShanghai(message.at) + "\n\n";
  for (const mock::CardRow& row : card.rows) {
    if (row.emphasised)
      text += std::string(kIndent) + OneLine(row.name) + "\n" + std::string(kIndent) +
              std::string(kIndent) + OneLine(row.value) + "\n\n";
  }
  for (const mock::CardRow& row : card.rows) {
    if (!row.emphasised) text += RowText(row);
  }
  text += rule;
  if (!card.page.empty())
    text.append(kIndent)
        .append("进入小程序查看  >  ")
        .append(OneLine(card.page))
        .append("\n" + rule);
  return text;
}

}  // namespace wxnotice::admin
