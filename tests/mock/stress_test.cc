// Many threads that make, fill, empty, save and end accounts at once: what only ASan, TSan and a
// count of the sends can tell.
#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

constexpr int kThreads = 32;
constexpr int kRounds = 40;

// What one thread does to accounts that all of them share. The thread's number and the round choose
// the step, so that each meets each.
class Stress {
 public:
  explicit Stress(Bench& bench) : bench_(bench), snapshot_(bench.Admin("GET", "snapshot").body) {}

  void Step(int choice, const std::string& appid) {
    switch (choice % 10) {
      case 0:
        Expect(bench_.Admin("POST", "sandboxes", {{"appid", appid}, {"secret", "s"}}), {201, 409});
        break;
      case 1:
        Expect(bench_.Admin("DELETE", "sandboxes/" + appid), {204, 404});
        break;
      case 2:
        Expect(bench_.Call("PUT", "/__admin/snapshot", snapshot_), {200});
        break;
      case 3:
        Expect(bench_.Admin("POST", "reset", {{"appid", appid}, {"scope", "all"}}), {200, 400});
        break;
      case 4:
        Expect(bench_.Admin("GET", "sandboxes"), {200});
        break;
      case 5:
        Expect(bench_.Admin("POST", "form-ids", {{"appid", appid}, {"openid", "o1"}, {"count", 3}}),
               {201, 400});
        break;
      case 6:
        Expect(bench_.Admin("GET", "form-ids?appid=" + appid), {200, 400});
        break;
      case 7:
        Expect(bench_.Admin("GET", "snapshot?appid=" + appid), {200, 400});
        break;
      case 8:
        Expect(bench_.Admin("GET", "requests?appid=" + appid), {200, 400});
        break;
      default:
        Send(appid);
    }
  }

 private:
  void Expect(const Answer& answer, const std::vector<int>& statuses) {
    EXPECT_NE(std::find(statuses.begin(), statuses.end(), answer.status), statuses.end())
        << answer.status << " " << answer.body;
  }
  void Send(const std::string& appid) {
    const std::string token = bench_.Token(appid, "s");
    Expect(bench_.Send(token, {{"touser", "o1"}, {"template_id", "t"}, {"form_id", "wxnotice-ok"}}),
           {200});
  }

  Bench& bench_;
  const std::string snapshot_;
};

TEST(StressTest, AccountsAreCreatedAndDeletedWhileOthersUseThem) {
  Bench bench;
  for (const char* appid : {"wx-a", "wx-b", "wx-c"})
    bench.Admin("POST", "sandboxes", {{"appid", appid}, {"secret", "s"}});
  Stress stress(bench);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int round = 0; round < kRounds; ++round) {
        const int choice = thread + round * 7;
        stress.Step(choice,
                    std::string("wx-") + static_cast<char>('a' + (choice / 10 + round) % 3));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(bench.Call("GET", "/readyz").status, 200);
}

TEST(StressTest, AnAccountMayBeDeletedWhileItIsRestored) {
  Bench bench;
  bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}});
  const std::string snapshot = bench.Admin("GET", "snapshot?appid=wx-a").body;
  std::atomic<bool> done = false;
  std::thread deletes([&] {
    while (!done) bench.Admin("DELETE", "sandboxes/wx-a");
  });
  for (int i = 0; i < 300; ++i)
    ASSERT_EQ(bench.Call("PUT", "/__admin/snapshot", snapshot).status, 200);
  done = true;
  deletes.join();
}

TEST(StressTest, ANewAccountKeepsWhatADeletedOneOfItsAppidOwned) {
  Bench bench;
  for (int i = 0; i < 200; ++i) {
    bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}, {"secret", "s"}});
    std::thread deletes([&] { bench.Admin("DELETE", "sandboxes/wx-a"); });
    bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}, {"secret", "s"}});
    deletes.join();
    bench.Admin("POST", "sandboxes", {{"appid", "wx-a"}, {"secret", "s"}});
    const std::string token = bench.Token("wx-a", "s");
    ASSERT_EQ(bench.Api("list", token, Json::object()).errcode(), 0) << "its token is known";
    bench.Admin("DELETE", "sandboxes/wx-a");
  }
}

}  // namespace
}  // namespace wxnotice
