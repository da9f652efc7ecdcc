#include "server/loopback.h"

#include <gtest/gtest.h>

namespace wxnotice::server {
namespace {

TEST(LoopbackTest, OnlyThisMachineReachesIt) {
  for (const char* host : {"127.0.0.1", "127.1.2.3", "localhost", "LocalHost", "::1",
                           "0:0:0:0:0:0:0:1", "[::1]", "::ffff:127.0.0.1"})
    EXPECT_TRUE(IsLoopback(host)) << host;
}

TEST(LoopbackTest, EverythingElseIsOpen) {
  for (const char* host :
       {"", "0.0.0.0", "::", "[::]", "192.168.1.1", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1",
        "127.1", "0", "127.0.0.1.example.com", "localhost.example.com", "example.com", "128.0.0.1",
        "::ffff:0.0.0.0", "::127.0.0.1", "[", "[]"})
    EXPECT_FALSE(IsLoopback(host)) << host;
}

}  // namespace
}  // namespace wxnotice::server
