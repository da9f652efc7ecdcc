#include "text/pattern_set.h"

#include <algorithm>
#include <mutex>
#include <optional>

#include <re2/re2.h>
#include <re2/set.h>

#include "base/printable.h"

namespace wxnotice::text {
namespace {

re2::StringPiece Piece(std::string_view text) {
  return {text.data(), text.size()};
}

RE2::Options QuietOptions() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  return options;
}

}  // namespace

// One pattern, compiled when its span is first needed.
struct Single {
  std::once_flag once;
  std::optional<RE2> pattern;
};

struct PatternSet::Impl {
  bool whole = false;
  std::vector<std::string> sources;
  std::vector<Single> singles;
  std::unique_ptr<RE2::Set> set;
  std::once_flag once;
  std::string error;

  // Sets `set` or `error`.
  void Compile() {
    set = std::make_unique<RE2::Set>(QuietOptions(), whole ? RE2::ANCHOR_BOTH : RE2::UNANCHORED);
    for (const std::string& source : sources) {
      std::string why;
      if (set->Add(source, &why) >= 0) continue;
      error.append("bad pattern \"").append(source).append("\": ").append(base::ToUtf8(why));
      return;
    }
    if (!set->Compile()) error = "the patterns need too much memory; split them";
  }
};

PatternSet::PatternSet(const std::vector<std::string>& patterns, bool whole)
    : impl_(std::make_unique<Impl>()) {
  impl_->whole = whole;
  impl_->sources = patterns;
  impl_->singles = std::vector<Single>(patterns.size());
}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

base::Result<bool> PatternSet::Compile() const {
  std::call_once(impl_->once, [this] { impl_->Compile(); });
  if (!impl_->error.empty()) return base::Error{impl_->error};
  return true;
}

void PatternSet::Match(std::string_view utf8, std::vector<int>& out) const {
  out.clear();
  if (impl_->sources.empty() || !Compile()) return;
  impl_->set->Match(Piece(utf8), &out);
  std::sort(out.begin(), out.end());
}

std::pair<size_t, size_t> PatternSet::SpanOf(int index, std::string_view utf8) const {
  const auto number = static_cast<size_t>(index);
  Single& single = impl_->singles[number];
  std::call_once(single.once,
                 [&] { single.pattern.emplace(impl_->sources[number], QuietOptions()); });
  re2::StringPiece found;
  if (!single.pattern->Match(Piece(utf8), 0, utf8.size(), RE2::UNANCHORED, &found, 1))
    return {0, utf8.size()};
  const auto begin = static_cast<size_t>(found.data() - utf8.data());
  return {begin, begin + found.size()};
}

bool PatternSet::empty() const {
  return impl_->sources.empty();
}

}  // namespace wxnotice::text
