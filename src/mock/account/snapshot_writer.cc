// Writes the image of an account piece by piece.
#include <utility>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot.h"
#include "mock/account/snapshot_journal.h"
#include "mock/account/snapshot_steps.h"
#include "mock/account/snapshot_values.h"
#include "mock/control/fault_json.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

void AddFrame(SnapshotSteps& steps, const AccountImage& image) {
  steps.Member("version", [] { return kSnapshotVersion; });
  steps.Member("appid", [&] { return image.appid; });
  steps.Member("secret", [&] { return image.secret; });
  steps.Member("seed", [&] { return image.seed; });
  steps.Member("kind", [&] { return NameOf(image.kind); });
  steps.Member("name", [&] { return image.name; });
  steps.Member("expect", [&] { return image.expect; });
  steps.Member("pages", [&] { return image.pages; });
  steps.Member("settings", [&] { return image.settings.changed(); });
  steps.Member("clock", [&] {
    return Json{
        {"mode", image.clock.mode()}, {"rate", image.clock.rate()}, {"now", SaveTime(image.now)}};
  });
  steps.Member("draws", [&] { return image.draws; });
  steps.Member("requests", [&] { return image.requests; });
}

Json SaveRates(const AccountImage& image) {
  return {{"logins", SavePart(image.logins)},
          {"stable_calls", SavePart(image.stable_calls)},
          {"quota_clears", SavePart(image.quota_clears)},
          {"forced_refreshes", SavePart(image.forced_refreshes)}};
}

void AddState(SnapshotSteps& steps, const AccountImage& image) {
  steps.Open("state");
  steps.Member("tokens", [&] { return SavePart(image.tokens); });
  steps.Member("stable_tokens", [&] { return SavePart(image.stable_tokens); });
  steps.Member("rates", [&] { return SaveRates(image); });
  steps.Member("quota", [&] { return SavePart(image.quota); });
  steps.AddRows("js_codes", image.js_codes);
  steps.AddRows("users", image.users);
  for (const auto& family : image.families) family->Save(steps);
  steps.Close();
}

}  // namespace

class AccountWriter::Steps {
 public:
  explicit Steps(std::shared_ptr<const AccountImage> image) : image_(std::move(image)) {
    steps_.Text([] { return "{"; });
    AddFrame(steps_, *image_);
    AddState(steps_, *image_);
    steps_.AddList("messages", image_->messages);
    steps_.Open("journal");
    steps_.Member("evicted", [this] { return image_->evicted; });
    steps_.AddList("entries", image_->entries);
    steps_.Close();
    steps_.Member("faults", [this] { return SaveFaults(image_->faults, image_->now); });
    steps_.Text([] { return "}"; });
  }

  bool Append(std::string& out) { return steps_.Append(out); }

 private:
  std::shared_ptr<const AccountImage> image_;
  SnapshotSteps steps_;
};

AccountWriter::AccountWriter(std::shared_ptr<const AccountImage> image)
    : steps_(std::make_unique<Steps>(std::move(image))) {}
AccountWriter::~AccountWriter() = default;

bool AccountWriter::Append(std::string& out) {
  return steps_->Append(out);
}

}  // namespace wxnotice::mock
