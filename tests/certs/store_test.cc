#include "certs/store.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "certs/trust.h"

namespace wxnotice::certs {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;

const Names kNames = {
    {"api.weixin.qq.com", "localhost"}, {"127.0.0.1", "::1"}, {"weixin.qq.com", "localhost"}};
const base::Instant kNow(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23));

class CertStoreTest : public testing::Test {
 protected:
  ~CertStoreTest() override { fs::remove_all(folder_); }

  LocalCertificates Open(base::Instant now = kNow, const Names& names = kNames) {
    auto local = OpenStore(folder_.string(), names, now);
    EXPECT_TRUE(local) << (local ? "" : local.error());
    return local ? *local : LocalCertificates();
  }

  static std::string MakeFolder() {
    std::string name = fs::temp_directory_path() / "wxnotice-certs-XXXXXX";
    return ::mkdtemp(name.data());
  }
  const fs::path folder_ = MakeFolder();
};

TEST_F(CertStoreTest, MakesAnAuthorityAndALeafOfEachKind) {
  const LocalCertificates local = Open();
  ASSERT_EQ(local.leaves.size(), 2U);
  for (const Identity& leaf : local.leaves) {
    EXPECT_TRUE(IsGood(leaf, kNow, 390));
    EXPECT_FALSE(IsGood(leaf, kNow, 398));
    EXPECT_TRUE(IsIssuedFor(leaf, kNames, {local.authority, ""}));
    EXPECT_FALSE(IsIssuedFor(leaf, {{"example.com"}, {}, {}}, {local.authority, ""}));
    EXPECT_EQ(leaf.certificate.find("PRIVATE"), std::string::npos);
  }
  EXPECT_EQ(local.authority.find("PRIVATE"), std::string::npos);
}

TEST_F(CertStoreTest, ADamagedAuthorityIsAnErrorAndStays) {
  const std::string good = Open().authority;
  const fs::path path = folder_ / "ca" / "ca.pem";
  std::ostringstream whole;
  whole << std::ifstream(path).rdbuf();
  std::string other = whole.str();
  other[other.size() / 3] = other[other.size() / 3] == 'A' ? 'B' : 'A';
  for (const std::string& bytes : {std::string(), std::string("x"), whole.str().substr(0, 400),
                                   good, whole.str().substr(good.size()), other, good + good}) {
    std::ofstream(path, std::ios::trunc) << bytes;
    const auto local = OpenStore(folder_.string(), kNames, kNow);
    ASSERT_FALSE(local) << bytes;
    EXPECT_NE(local.error().find(path.string()), std::string::npos);
    EXPECT_NE(local.error().find("wxnotice ca forget"), std::string::npos);
    EXPECT_EQ(DamageOf(folder_.string(), kNow), local.error());
    std::ostringstream after;
    after << std::ifstream(path).rdbuf();
    EXPECT_EQ(after.str(), bytes);
  }
  std::ofstream(path, std::ios::trunc) << whole.str();
  EXPECT_EQ(Open().authority, good);
  EXPECT_EQ(DamageOf(folder_.string(), kNow), "");
}

TEST_F(CertStoreTest, AnAuthorityOfTheFutureIsAnErrorAndStays) {
  const std::string good = Open(kNow + days(100)).authority;
  const auto local = OpenStore(folder_.string(), kNames, kNow);
  ASSERT_FALSE(local);
  EXPECT_NE(local.error().find("clock"), std::string::npos);
  EXPECT_EQ(Open(kNow + days(100)).authority, good);
}

TEST_F(CertStoreTest, WhatIsNoFileInItsPlaceIsAnError) {
  Open();
  const fs::path path = folder_ / "ca" / "ca.pem";
  fs::remove(path);
  fs::create_symlink("nowhere", path);
  EXPECT_FALSE(OpenStore(folder_.string(), kNames, kNow));
  fs::remove(path);
  fs::create_directory(path);
  EXPECT_FALSE(OpenStore(folder_.string(), kNames, kNow));
}

TEST_F(CertStoreTest, KeepsThemFromEveryoneElse) {
  Open();
  EXPECT_EQ(fs::status(folder_ / "ca").permissions(), fs::perms::owner_all);
  for (const auto& file : fs::directory_iterator(folder_ / "ca")) {
    EXPECT_EQ(file.status().permissions(), fs::perms::owner_read | fs::perms::owner_write)
        << file.path();
  }
}

TEST_F(CertStoreTest, GivesTheSameOnesAgain) {
  const LocalCertificates first = Open();
  const LocalCertificates again = Open(kNow + days(300));
  EXPECT_EQ(again.authority, first.authority);
  EXPECT_EQ(again.leaves[0].certificate, first.leaves[0].certificate);
}

TEST_F(CertStoreTest, RenewsLeavesBeforeTheyRunOutAndKeepsTheAuthority) {
  const LocalCertificates first = Open();
  const base::Instant late = kNow + days(380);
  const LocalCertificates again = Open(late);
  EXPECT_EQ(again.authority, first.authority);
  EXPECT_NE(again.leaves[0].certificate, first.leaves[0].certificate);
  EXPECT_TRUE(IsGood(again.leaves[0], late, 390));
}

TEST_F(CertStoreTest, RenewsAnAuthorityThatRanOutAndAllWithIt) {
  const LocalCertificates first = Open();
  const base::Instant late = kNow + days(3651);
  const LocalCertificates again = Open(late);
  EXPECT_NE(again.authority, first.authority);
  EXPECT_TRUE(IsIssuedFor(again.leaves[1], kNames, {again.authority, ""}));
}

TEST_F(CertStoreTest, IssuesLeavesForOtherNames) {
  Open();
  const Names more = {{"api.weixin.qq.com", "api3.weixin.qq.com"}, {"127.0.0.1"}, kNames.domains};
  const LocalCertificates local = Open(kNow, more);
  EXPECT_TRUE(IsIssuedFor(local.leaves[0], more, {local.authority, ""}));
}

TEST_F(CertStoreTest, IssuesADamagedLeafAgain) {
  for (const char* file : {"server-ec.pem", "server-rsa.pem"}) {
    const std::string authority = Open().authority;
    std::ofstream(folder_ / "ca" / file, std::ios::trunc) << "-----BEGIN CERTIFICATE-----\nAAAA";
    const LocalCertificates local = Open();
    EXPECT_EQ(local.authority, authority);
    for (const Identity& leaf : local.leaves)
      EXPECT_TRUE(IsIssuedFor(leaf, kNames, {local.authority, ""})) << file;
  }
}

TEST_F(CertStoreTest, TwoAtOnceGetTheSame) {
  std::vector<LocalCertificates> got(4);
  std::vector<std::thread> threads;
  for (auto& one : got) threads.emplace_back([&] { one = Open(); });
  for (std::thread& thread : threads) thread.join();
  for (const LocalCertificates& one : got) {
    EXPECT_EQ(one.authority, got[0].authority);
    ASSERT_EQ(one.leaves.size(), 2U);
    EXPECT_EQ(one.leaves[0].key, got[0].leaves[0].key);
  }
}

TEST_F(CertStoreTest, SaysWhatItCannotWrite) {
  std::ofstream(folder_ / "file") << "x";
  const auto local = OpenStore((folder_ / "file").string(), kNames, kNow);
  ASSERT_FALSE(local);
  EXPECT_NE(local.error().find("--data-dir"), std::string::npos) << local.error();
  EXPECT_FALSE(OpenStore("", kNames, kNow));
}

TEST_F(CertStoreTest, ForgetsThemOnce) {
  Open();
  EXPECT_TRUE(*RemoveStore(folder_.string()));
  EXPECT_FALSE(*RemoveStore(folder_.string()));
  EXPECT_FALSE(fs::exists(folder_ / "ca"));
}

TEST(TrustTest, ABundleHoldsTheAuthorityAndTheRoots) {
  const auto local = MakeTransient(kNames, kNow);
  ASSERT_TRUE(local);
  const std::string bundle = Bundle(local->authority, "roots");
  EXPECT_EQ(bundle, local->authority + "roots");
}

TEST(TrustTest, ATrustStoreIsDer) {
  const auto local = MakeTransient(kNames, kNow);
  ASSERT_TRUE(local);
  const auto store = TrustStore(local->authority);
  ASSERT_TRUE(store) << store.error();
  EXPECT_EQ(store->substr(0, 2), "\x30\x82");
}

}  // namespace
}  // namespace wxnotice::certs
