// The console: a web page that uses this API (src/ui), compiled into the program. Source of the
// headers: https://www.w3.org/TR/CSP3/, RFC 9110 §13.1.2.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "admin/resource.h"
#include "base/embedded.h"
#include "base/hash.h"
#include "mock/apis.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Reply;

constexpr char kHome[] = "/__admin/ui/";
constexpr std::string_view kIndex = "index.html";
// The page may run only its own files. It may also call collectors of form ids on loopback.
constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self' http://127.0.0.1:* http://localhost:*; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'none'";

struct TypeOfFile {
  std::string_view ending;
  const char* type;
};
constexpr std::array kTypes = {
    TypeOfFile{".html", "text/html; charset=utf-8"}, TypeOfFile{".css", "text/css; charset=utf-8"},
    TypeOfFile{".js", "text/javascript; charset=utf-8"}, TypeOfFile{".svg", "image/svg+xml"}};

const char* TypeOf(std::string_view name) {
  const std::string_view ending = name.substr(std::min(name.rfind('.'), name.size()));
  for (const TypeOfFile& row : kTypes) {
    if (row.ending == ending) return row.type;
  }
  return "application/octet-stream";
}

// Distinguishes the files of different builds.
std::string TagOf(std::string_view bytes) {
  return "\"" + std::to_string(base::Hash(bytes)) + "\"";
}

const embedded::File* FindFile(std::string_view name) {
  const auto& files = embedded::Ui();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const embedded::File& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

// One answer for each type of file, and 304.
std::vector<Answer> ConsoleAnswers() {
  std::vector<Answer> answers;
  for (const TypeOfFile& row : kTypes) answers.push_back({200, "the file", String(), row.type});
  answers.push_back({304, "the file that the client has (If-None-Match) is still the same"});
  answers.push_back(Refusal(404, "the console has no such file"));
  return answers;
}

// Addresses that the page itself evaluates: "r/<hint>", "m/latest", a panel's name.
bool IsDeepLink(std::string_view path) {
  return path.find('.') == std::string_view::npos || path.substr(0, 2) == "r/" ||
         path.substr(0, 2) == "m/";
}

Reply GoToConsole(Context&) {
  Reply reply;
  reply.status = 302;
  reply.headers = {{"Location", kHome}, {"Vary", "Accept"}};
  return reply;
}

Reply GetConsole(Context& context) {
  const embedded::File* file = FindFile(context.param);
  if (file == nullptr && IsDeepLink(context.param)) file = FindFile(kIndex);
  if (file == nullptr) return Problem(404, "the console has no file " + std::string(context.param));
  Reply reply;
  const std::string tag = TagOf(file->bytes);
  reply.headers = {{"ETag", tag},
                   {"Cache-Control", "no-cache"},
                   {"Content-Security-Policy", kPolicy},
                   {"X-Content-Type-Options", "nosniff"},
                   {"Referrer-Policy", "no-referrer"}};
  if (context.request.Header("If-None-Match") == tag) {
    reply.status = 304;
    return reply;
  }
  reply.content_type = TypeOf(file->name);
  reply.body = file->bytes;
  return reply;
}

}  // namespace

Resource ConsoleResource() {
  const Answer redirect = {302, "redirects to the console"};
  return {.name = "console",
          .what = "The same functions as a web page",
          .routes = {{.method = "GET",
                      .path = "/",
                      .what = "Redirect a browser to the console; clients get WeChat's answer",
                      .handle = GoToConsole,
                      .answers = {redirect,
                                  {200, "what WeChat answers to a client", Ref("Refusal"),
                                   mock::kJsonEnvelope.content_type}},
                      .open = true},
                     {.method = "GET",
                      .path = "/__admin/ui",
                      .what = "Redirect to the console",
                      .handle = GoToConsole,
                      .answers = {redirect},
                      .open = true},
                     {.method = "GET",
                      .path = "/__admin/ui/{path}",
                      .what = "Get a file of the console",
                      .handle = GetConsole,
                      .answers = ConsoleAnswers(),
                      .open = true}}};
}

}  // namespace wxnotice::admin
