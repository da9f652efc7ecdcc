#include "exec/redirect_file.h"

#include <gtest/gtest.h>

#include "exec/redirect_address.h"

namespace wxnotice::exec {
namespace {

TEST(RedirectFileTest, HostsKeepTheLinesOfTheUserButNotForWechat) {
  EXPECT_EQ(HostsWith(""), HostsLines());
  EXPECT_EQ(HostsWith("127.0.0.1 localhost API.weixin.qq.com\n# a note\n10.0.0.1\tdb"),
            HostsLines() + "127.0.0.1 localhost \n# a note \n10.0.0.1 db \n");
}

}  // namespace
}  // namespace wxnotice::exec
