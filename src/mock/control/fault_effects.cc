#include "mock/control/fault_effects.h"

#include <algorithm>
#include <vector>

#include "mock/call.h"
#include "mock/control/fault_delay.h"
#include "protocol/fields.h"
#include "protocol/schema.h"

namespace wxnotice::mock {
namespace {

using namespace protocol::schema;
using protocol::Ending;
using protocol::Fields;
using protocol::Json;
using protocol::Reply;

// What an effect means for the call.
enum class Reach {
  kReplaces,  // before the commit, the call is not carried out
  kAlters,    // the call is carried out
  kDetails,   // details of another effect; does nothing without one
};

// An effect. Its functions get the whole object, which contains its value under its name.
struct Effect {
  Member field;  // its name, values and description
  // The value to store and to write; null if it has no effect.
  Json (*read)(Fields& fields, std::string_view name) = nullptr;
  Reach reach = Reach::kReplaces;
  base::Duration (*delay)(const Json& effect, base::Draw& draw) = nullptr;
  void (*on_state)(const Json& effect, State& state) = nullptr;
  void (*on_result)(const Json& effect, CallResult& result) = nullptr;
  void (*on_reply)(const Json& effect, Reply& reply) = nullptr;
};

Json ReadInteger(Fields& fields, std::string_view name) {
  const auto number = fields.Integer(name);
  return number ? Json(*number) : Json();
}

Json ReadErrcode(Fields& fields, std::string_view name) {
  Json errcode = ReadInteger(fields, name);
  if (errcode == 0) fields.Fail("\"" + std::string(name) + "\" must not be 0");
  return errcode;
}

Json ReadText(Fields& fields, std::string_view name) {
  const std::string text = fields.Text(name).value_or("");
  return text.empty() ? Json() : Json(text);
}

Json ReadFlag(Fields& fields, std::string_view name) {
  return fields.Boolean(name).value_or(false) ? Json(true) : Json();
}

Json ReadDelay(Fields& fields, std::string_view name) {
  return fields.Has(name) ? Delay::Read(fields, name).Write() : Json();
}

base::Duration TakeDelay(const Json& effect, base::Draw& draw) {
  Fields fields(effect);
  return Delay::Read(fields, "delay").Take(draw);
}

constexpr std::string_view kTokenChoices[] = {"superseded"};

Json ReadToken(Fields& fields, std::string_view name) {
  const auto choice = fields.Choice(name, kTokenChoices);
  return choice ? Json(*choice) : Json();
}

template <Ending kEnding>
void End(const Json&, Reply& reply) {
  reply.ending = kEnding;
}

// A status without an errcode is the answer of a gateway, without WeChat's body.
void SetStatus(const Json& effect, Reply& reply) {
  reply.status = effect.at("status").get<int>();
  if (effect.contains("errcode")) return;
  reply.body.clear();
  reply.content_type = "text/html";
}

// In the order in which they apply.
const std::vector<Effect>& Effects() {
  static const std::vector<Effect> effects = {
      {.field = {"errcode?", Integer("answer this errcode", -1'000'000, 10'000'000)},
       .read = ReadErrcode,
       .on_result = [](const Json& effect,
                       CallResult& to) { to.errcode = effect.at("errcode").get<int>(); }},
      {.field = {"errmsg?", String("with this errmsg")},
       .read = ReadText,
       .reach = Reach::kDetails,
       .on_result = [](const Json& effect,
                       CallResult& to) { to.errmsg = effect.at("errmsg").get<std::string>(); }},
      {.field = {"status?", Integer("answer this HTTP status", 200, 599)},
       .read = ReadInteger,
       .on_reply = SetStatus},
      {.field = {"delay?", Delay::Schema("answer later")},
       .read = ReadDelay,
       .reach = Reach::kAlters,
       .delay = TakeDelay},
      {.field = {"token?", OneOf(kTokenChoices,
                                 "the tokens of the account answer 40001 until a new one is "
                                 "fetched")},
       .read = ReadToken,
       .reach = Reach::kAlters,
       .on_state = [](const Json&, State& state) { state.tokens.DropAll(); }},
      {.field = {"malformed?", Boolean("send broken JSON")},
       .read = ReadFlag,
       .on_reply =
           [](const Json&, Reply& reply) {
             if (!reply.body.empty()) reply.body.pop_back();
           }},
      {.field = {"content_type?", String("answer with this content type")},
       .read = ReadText,
       .reach = Reach::kAlters,
       .on_reply =
           [](const Json& effect, Reply& reply) {
             reply.content_type = effect.at("content_type").get<std::string>();
           }},
      {.field = {"reset?", Boolean("reset the connection")},
       .read = ReadFlag,
       .on_reply = End<Ending::kReset>},
      {.field = {"empty?", Boolean("close the connection without sending a byte")},
       .read = ReadFlag,
       .on_reply = End<Ending::kEmpty>},
      {.field = {"truncate?", Boolean("send half of the answer")},
       .read = ReadFlag,
       .on_reply = End<Ending::kTruncated>},
      {.field = {"hang?", Boolean("never answer")},
       .read = ReadFlag,
       .on_reply = End<Ending::kHang>}};
  return effects;
}

const Members& EffectFields() {
  static const Members fields = [] {
    Members list;
    for (const Effect& one : Effects()) list.push_back(one.field);
    return list;
  }();
  return fields;
}

// Whether `effect` has one that `is` accepts.
template <typename Is>
bool HasEffect(const Json& effect, Is is) {
  return std::any_of(Effects().begin(), Effects().end(),
                     [&](const Effect& one) { return effect.contains(one.field.name) && is(one); });
}

// Applies those of `effect` that have a function `apply`.
template <typename Apply, typename To>
void ApplyEach(const Json& effect, Apply apply, To& to) {
  for (const Effect& one : Effects()) {
    if (one.*apply != nullptr && effect.contains(one.field.name)) (one.*apply)(effect, to);
  }
}

std::string Names() {
  std::string names;
  for (const Effect& one : Effects()) {
    if (one.reach != Reach::kDetails) names += (names.empty() ? "" : ", ") + one.field.name;
  }
  return names;
}

}  // namespace

FaultEffect::FaultEffect() : given_(std::make_shared<const Json>(Json::object())) {}

FaultEffect FaultEffect::Read(Fields& fields) {
  FaultEffect effect;
  Json given = Json::object();
  const Json& value = fields.Raw("effect");
  if (!value.is_object() || value.empty()) {
    fields.Fail("\"effect\" must be an object with one of " + Names());
  } else {
    Fields inner(value, EffectFields());
    for (const Effect& one : Effects()) {
      Json kept = one.read(inner, one.field.name);
      if (!kept.is_null()) given[one.field.name] = std::move(kept);
    }
    if (!inner.Error().empty()) fields.Fail("effect: " + inner.Error());
    if (!HasEffect(given, [](const Effect& one) { return one.reach != Reach::kDetails; }))
      fields.Fail(R"("effect" does nothing: null, false and "" ask for nothing)");
  }
  effect.given_ = std::make_shared<const Json>(std::move(given));
  return effect;
}

Json FaultEffect::Schema() {
  return Object(EffectFields());
}

bool FaultEffect::Replaces() const {
  return HasEffect(*given_, [](const Effect& one) { return one.reach == Reach::kReplaces; });
}

bool FaultEffect::Refuses() const {
  return HasEffect(*given_, [](const Effect& one) {
    return one.reach != Reach::kDetails && one.on_result != nullptr;
  });
}

base::Duration FaultEffect::DrawDelay(base::Draw& draw) const {
  base::Duration delay{0};
  for (const Effect& one : Effects()) {
    if (one.delay != nullptr && given_->contains(one.field.name)) delay += one.delay(*given_, draw);
  }
  return delay;
}

void FaultEffect::ApplyTo(State& state) const {
  ApplyEach(*given_, &Effect::on_state, state);
}

void FaultEffect::ApplyTo(CallResult& result) const {
  ApplyEach(*given_, &Effect::on_result, result);
}

void FaultEffect::ApplyTo(Reply& reply) const {
  ApplyEach(*given_, &Effect::on_reply, reply);
}

}  // namespace wxnotice::mock
