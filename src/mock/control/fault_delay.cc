#include "mock/control/fault_delay.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/time.h"
#include "protocol/fields.h"
#include "protocol/schema.h"

namespace wxnotice::mock {
namespace {

using protocol::Fields;
using protocol::Json;
using protocol::schema::Members;

constexpr base::Duration kLongest = std::chrono::minutes(10);  // that can be asked for
constexpr base::Duration kLongestDrawn = std::chrono::hours(1);
constexpr double kUsualSigma = 0.5;

const Members& LognormalFields() {
  using namespace protocol::schema;
  static const Members fields = {{"median", Duration("", "200ms")}, {"sigma?", Number("", 0, 10)}};
  return fields;
}

base::Duration ReadDuration(Fields& fields, std::string_view key) {
  const auto duration = fields.Duration(key);
  if (!duration)
    fields.Fail("\"delay\" needs \"" + std::string(key) + "\", a duration like \"200ms\"");
  if (duration && *duration > kLongest) fields.Fail("a delay may be 10m at most; use \"hang\"");
  return duration.value_or(base::Duration(0));
}

// The Box-Muller transform of two uniform draws.
double Normal(base::Draw& draw) {
  const double u = 1 - draw.Fraction();  // never 0
  const double v = draw.Fraction();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

}  // namespace

Delay Delay::Read(Fields& fields, std::string_view key) {
  const Json& value = fields.Raw(key);
  Delay delay;
  Fields inner(Json::object());
  if (value.is_object() && value.contains("uniform") && value["uniform"].is_array() &&
      value["uniform"].size() == 2) {
    inner = Fields(Json{{"least", value["uniform"][0]}, {"most", value["uniform"][1]}});
    delay = {Kind::kUniform, ReadDuration(inner, "least"), ReadDuration(inner, "most"), 0};
    if (delay.most < delay.least)
      inner.Fail("\"uniform\" must be two durations, the shorter first");
  } else if (value.is_object() && value.contains("lognormal") && value["lognormal"].is_object()) {
    inner = Fields(value["lognormal"], LognormalFields());
    delay = {Kind::kLognormal,
             ReadDuration(inner, "median"),
             {},
             inner.Number("sigma").value_or(kUsualSigma)};
  } else {
    inner = Fields(Json{{"delay", value}});
    delay = {Kind::kFixed, ReadDuration(inner, "delay"), {}, 0};
  }
  if (!inner.Error().empty()) fields.Fail(inner.Error());
  return delay;
}

Json Delay::Schema(std::string_view what) {
  using namespace protocol::schema;
  const Json uniform = ListOf(Duration(), "two durations, the shorter first");
  return Either({Duration("", "2s"), Object({{"uniform", uniform}}),
                 Object({{"lognormal", Object(LognormalFields())}})},
                what);
}

Json Delay::Write() const {
  std::string first = base::FormatDuration(least);
  if (kind == Kind::kUniform) return {{"uniform", {first, base::FormatDuration(most)}}};
  if (kind == Kind::kLognormal) return {{"lognormal", {{"median", first}, {"sigma", sigma}}}};
  return first;
}

base::Duration Delay::Take(base::Draw& draw) const {
  if (kind == Kind::kFixed) return least;
  double ms = static_cast<double>(least.count());
  if (kind == Kind::kUniform) ms += draw.Fraction() * static_cast<double>((most - least).count());
  if (kind == Kind::kLognormal) ms *= std::exp(sigma * Normal(draw));
  const double cut = std::min(ms, static_cast<double>(kLongestDrawn.count()));
  return base::Duration(static_cast<base::Duration::rep>(cut));
}

}  // namespace wxnotice::mock
