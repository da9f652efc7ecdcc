#include "mock/account/sandbox.h"

#include <algorithm>
#include <functional>

namespace wxnotice::mock {

namespace {

size_t HashOf(std::string_view path, std::string_view body) {
  return std::hash<std::string_view>()(path) * 31 + std::hash<std::string_view>()(body);
}

}  // namespace

void LostAnswers::Add(std::string_view path, std::string_view body) {
  constexpr size_t kRemembered = 1000;
  calls_.push_back(HashOf(path, body));
  if (calls_.size() > kRemembered) calls_.pop_front();
}

bool LostAnswers::Contains(std::string_view path, std::string_view body) const {
  return std::find(calls_.begin(), calls_.end(), HashOf(path, body)) != calls_.end();
}

base::Draw Account::NextDraw(std::string_view purpose) {
  const auto found = draws.find(purpose);
  uint64_t& count = found == draws.end() ? draws[std::string(purpose)] : found->second;
  return {seed, appid + "/" + std::string(purpose), count++};
}

JournalLimits Account::Limits() const {
  return {static_cast<size_t>(settings.Number("journal_count")),
          static_cast<size_t>(settings.Number("journal_bytes"))};
}

std::shared_ptr<Sandbox> Sandbox::Make(SandboxSpec spec, uint64_t seed) {
  return std::shared_ptr<Sandbox>(new Sandbox(std::move(spec), seed));
}

Sandbox::Sandbox(SandboxSpec spec, uint64_t seed) {
  account_.appid = std::move(spec.appid);
  account_.state = std::make_shared<State>(account_.appid);
  account_.secret = std::move(spec.secret);
  account_.pages = std::move(spec.pages);
  account_.kind = spec.kind;
  account_.name = std::move(spec.name);
  account_.expect = std::move(spec.expect);
  account_.seed = seed;
  account_.requests = spec.requests;
  account_.reset_order = spec.reset_order;
}

}  // namespace wxnotice::mock
