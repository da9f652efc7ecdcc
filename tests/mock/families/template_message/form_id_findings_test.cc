#include "mock/families/template_message/form_id_findings.h"

#include <gtest/gtest.h>

#include "base/time.h"

namespace wxnotice {
namespace {

// A comparison of each id with each older one would take minutes here.
TEST(HabitsTest, ManyIdsOfOneUserAreReadInTheirOrder) {
  mock::FormIds ids;
  const base::Instant start = *base::ParseInstant("2018-02-02T04:00:00Z");
  constexpr int kCount = 200'000;
  for (int i = 0; i < kCount; ++i) {
    mock::FormId id{"f" + std::to_string(i), "o1", mock::FormIdKind::kForm,
                    start + std::chrono::milliseconds(i)};
    const auto request = static_cast<uint64_t>(kCount - i);  // the last one goes first
    id.uses = {{request, start + std::chrono::hours(1)}};
    ids.Add(std::move(id));
  }
  mock::ClientReport report("wx1234567890abcdef");
  mock::AddFormIdFindings(ids.all(), start + std::chrono::hours(1), report);
  const auto findings = report.Finish();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].advice->finding, "newest-first");
  EXPECT_EQ(findings[0].requests.front(), "r1");
  EXPECT_EQ(findings[0].count, static_cast<size_t>(kCount - 1));
}

}  // namespace
}  // namespace wxnotice
