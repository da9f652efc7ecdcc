// The account's clock.
#include "admin/resource.h"
#include "base/time.h"
#include "mock/family.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

constexpr std::string_view kActions[] = {"freeze", "set", "advance", "scale", "reset"};
// How many objects of each kind that expired are listed; the counts cover all.
constexpr size_t kMostExpired = 1'000;

Json WriteClock(const mock::Account& account, base::Instant now) {
  Json clock = {{"now", base::FormatInstant(now)}, {"mode", account.clock.mode()}};
  if (account.clock.mode() == "scaled") clock["rate"] = account.clock.rate();
  return clock;
}

Members ClockMembers() {
  return {{"now", Time()},
          {"mode", OneOf({"real", "frozen", "scaled"})},
          {"rate?", Number("seconds per real second, if scaled")}};
}

void Act(Fields& fields, mock::LockedAccount& account) {
  const std::string action = fields.Choice("action", kActions).value_or("");
  const auto now = fields.Instant("now");
  const auto by = fields.Duration("by");
  const auto rate = fields.Number("rate", 0, 1e6);
  if (action.empty()) fields.Fail("\"action\" is missing: freeze, set, advance, scale or reset");
  if (action == "set" && !now) fields.Fail("\"set\" needs \"now\"");
  if (action == "advance" && !by) fields.Fail(R"("advance" needs "by", like "6d23h")");
  if (action == "scale" && !rate) fields.Fail("\"scale\" needs \"rate\"");
  if (!fields.Error().empty()) return;
  if (action == "advance" && *by > base::kLatest - account.now())
    return fields.Fail("\"by\" leads beyond the year 9999, where the account's clock ends");
  mock::AccountClock& clock = account->clock;
  if (action == "freeze") clock.Freeze(account.real(), now);
  if (action == "set") clock.Set(account.real(), *now);
  if (action == "advance") clock.Advance(account.real(), *by);
  if (action == "scale") clock.Scale(account.real(), *rate);
  if (action == "reset") clock.Reset();
}

Json ClockStepSchema() {
  return Object(Join(ClockMembers(),
                     {{"expired", Object(Join({{"tokens", ListOf(String())}},
                                              mock::MembersOf(&mock::StateMembers::expired)))},
                      {"quota_reset", Boolean("whether another day began in Asia/Shanghai")}}));
}

Reply GetClock(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::AccountView account = sandbox->View(context.now);
  return JsonReply(WriteClock(*account, account.now()));
}

Reply PutClock(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::LockedAccount account = sandbox->Open(context.now);
  const Json answer = ApplyClock(context.fields, account);
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(answer) : Problem(400, error);
}

}  // namespace

Json ApplyClock(Fields& fields, mock::LockedAccount& account) {
  const base::Instant before = account.now();
  Act(fields, account);
  const base::Instant after = account.now();
  const base::Duration overlap = account->settings.Duration("token_overlap");
  Json answer = WriteClock(*account, after);
  auto tokens = account->state->tokens.EndedBetween(before, after, overlap);
  for (auto& token : account->state->stable_tokens.EndedBetween(before, after, overlap))
    tokens.push_back(std::move(token));
  answer["expired"] = {{"tokens", std::move(tokens)}};
  for (const auto& family : account->state->families)
    family->AddExpired(before, after, kMostExpired, answer["expired"]);
  answer["quota_reset"] = base::DayInShanghai(after) != base::DayInShanghai(before);
  return answer;
}

Resource ClockResource() {
  return {
      .name = "clock",
      .what = "The clock of an account: it applies to tokens, form ids, quota, bans and faults",
      .schemas = {{"Clock", Object(ClockMembers())}, {"ClockStep", ClockStepSchema()}},
      .routes = {{.method = "GET",
                  .path = "/__admin/clock",
                  .what = "Show the account's time",
                  .handle = GetClock,
                  .fields = {AppidField()},
                  .answers = {{200, "the clock", Ref("Clock")}}},
                 {.method = "PUT",
                  .path = "/__admin/clock",
                  .what = "Stop, set, move or scale the clock",
                  .handle = PutClock,
                  .fields = {{"action", OneOf(kActions,
                                              "freeze: stop at `now`, or at the current time; "
                                              "set: go on from `now`; advance: move forward by "
                                              "`by`; scale: run at `rate`; reset: back to real "
                                              "time")},
                             {"now?", Time("for freeze and set")},
                             {"by?", Duration("for advance", "6d23h")},
                             {"rate?", Number("for scale: seconds per real second, 0 to 1000000")},
                             AppidField()},
                  .answers = {{200, "the clock, and what expired as a result", Ref("ClockStep")}},
                  .slow = true}}};
}

}  // namespace wxnotice::admin
