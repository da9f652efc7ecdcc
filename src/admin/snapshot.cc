// Saves all accounts as one JSON document, and restores them from it.
#include "mock/account/snapshot.h"

#include <deque>
#include <set>

#include "admin/resource.h"
#include "base/time.h"
#include "mock/shared_state.h"

namespace wxnotice::admin {
namespace {

using mock::AccountImage;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

// The limit of a snapshot's body: the server must accept any snapshot that it wrote.
constexpr size_t kSnapshotBytes = size_t{1024} * 1024 * 1024;

// Writes the document while it is sent. The images of all accounts are taken before the first byte
// is sent.
class SnapshotText {
 public:
  SnapshotText(const std::string& version, std::deque<std::shared_ptr<const AccountImage>> accounts)
      : accounts_(std::move(accounts)) {
    out_ = "{\"wxnotice\":" + Json(version).dump() + ",\"accounts\":[";
  }

  // "" at the end.
  std::string Next() {
    if (writer_ == nullptr && !done_) Begin();
    if (writer_ != nullptr && !writer_->Append(out_)) writer_.reset();
    return std::exchange(out_, std::string());
  }

 private:
  void Begin() {
    if (accounts_.empty()) {
      out_ += "]}\n";
      done_ = true;
      return;
    }
    const auto account = std::move(accounts_.front());
    accounts_.pop_front();
    if (!std::exchange(first_, false)) out_ += ",";
    writer_ = std::make_unique<mock::AccountWriter>(account);
  }

  std::deque<std::shared_ptr<const AccountImage>> accounts_;
  std::unique_ptr<mock::AccountWriter> writer_;
  std::string out_;
  bool first_ = true;
  bool done_ = false;
};

// The accounts of a snapshot, all validated; or what is wrong with it.
base::Result<std::vector<mock::RestoredAccount>> ReadAccounts(const Json& accounts,
                                                              std::atomic<uint64_t>& orders) {
  std::vector<mock::RestoredAccount> read;
  std::set<std::string> appids;
  for (const Json& saved : accounts) {
    const std::string where = "accounts[" + std::to_string(read.size()) + "]: ";
    auto account = mock::ReadAccount(saved, orders);
    if (!account) return base::Error{where + account.error()};
    if (!appids.insert(account->appid).second)
      return base::Error{where + "the appid \"" + account->appid + "\" occurs twice"};
    read.push_back(std::move(*account));
  }
  return read;
}

Reply GetSnapshot(Context& context) {
  const auto appid = context.fields.Text("appid");
  if (appid) (void)context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  std::deque<std::shared_ptr<const AccountImage>> accounts;
  for (const auto& sandbox : context.mock.All()) {
    if (appid && sandbox->appid() != *appid) continue;
    const mock::AccountView account = sandbox->View(context.now);
    accounts.push_back(std::make_shared<const AccountImage>(account));
  }
  Reply reply;
  reply.content_type = "application/json";
  reply.source = std::make_shared<protocol::Source>();
  reply.source->next = [text = std::make_shared<SnapshotText>(
                            context.options.version, std::move(accounts))] { return text->Next(); };
  return reply;
}

Reply PutSnapshot(Context& context) {
  const Json& accounts = context.fields.Raw("accounts");
  if (!accounts.is_array())
    context.fields.Fail("\"accounts\" is missing: send an answer of GET /__admin/snapshot");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  auto read = ReadAccounts(accounts, context.mock.shared().orders);
  if (!read) return Problem(400, read.error());
  Json appids = Json::array();
  for (mock::RestoredAccount& account : *read) {
    std::string appid = account.appid;
    if (!context.mock.Restore(std::move(account)))
      return Problem(409, "there are too many accounts for all of the snapshot's; delete some",
                     {{"restored", std::move(appids)}});
    appids.push_back(std::move(appid));
  }
  return JsonReply({{"restored", std::move(appids)}});
}

}  // namespace

Resource SnapshotResource() {
  // The content of an account is internal and changes between versions.
  const Members members = {{"wxnotice", String("the version that wrote it")},
                           {"accounts", ListOf(AnyObject())}};
  return {.name = "snapshot",
          .what = "All accounts as one JSON document",
          .schemas = {{"Snapshot", Object(members)}},
          .routes = {{.method = "GET",
                      .path = "/__admin/snapshot",
                      .what = "Save all accounts, or one",
                      .handle = GetSnapshot,
                      .fields = {{"appid?", String("only this account; all by default")}},
                      .answers = {{200, "the accounts", Ref("Snapshot")}},
                      .slow = true},
                     {.method = "PUT",
                      .path = "/__admin/snapshot",
                      .what = "Restore the accounts in the document; other accounts do not change",
                      .handle = PutSnapshot,
                      .fields = {{"wxnotice?", String("the version that wrote it")},
                                 {"accounts", ListOf(AnyObject())}},
                      .answers = {{200, "the accounts that were restored",
                                   Object({{"restored", ListOf(String())}})}},
                      .slow = true,
                      .body_limit_bytes = kSnapshotBytes}}};
}

}  // namespace wxnotice::admin
