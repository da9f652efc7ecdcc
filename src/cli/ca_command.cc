// wxnotice ca: the local CA for those who trust it by hand.
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "certs/store.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/trust_files.h"

namespace wxnotice::cli {
namespace {

struct Options {
  std::string data_dir;
  std::string file = "ca.pem";
  std::string out;
};

int Fail(Session& session, const std::string& message) {
  session.streams.err << "wxnotice: " << message << '\n';
  return kExitUsage;
}

base::Result<certs::LocalCertificates> Open(const Options& options) {
  return certs::OpenStore(options.data_dir, CertifiedNames(), base::SystemClock().Now());
}

int Export(const Options& options, Session& session) {
  const auto local = Open(options);
  if (!local) return Fail(session, local.error());
  const auto file = TrustFile(local->authority, options.file);
  if (!file) return Fail(session, options.file + ": cannot be made");
  if (options.out.empty()) {
    session.streams.out << file->bytes;
    return kExitOk;
  }
  const auto written = certs::WriteFile(options.out, file->bytes, 0644);
  return written ? static_cast<int>(kExitOk) : Fail(session, written.error());
}

// For `eval "$(wxnotice ca print-env)"`.
int PrintEnvironment(const Options& options, Session& session) {
  const auto local = Open(options);
  if (!local) return Fail(session, local.error());
  const std::string folder = std::filesystem::absolute(options.data_dir).string() + "/ca/public";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  const auto variables = WriteTrustFiles(local->authority, folder);
  if (!variables) return Fail(session, variables.error());
  for (const auto& [name, value] : *variables) {
    std::string quoted;
    for (const char c : value) quoted += c == '\'' ? "'\\''" : std::string(1, c);
    session.streams.out << "export " << name << "='" << quoted << "'\n";
  }
  return kExitOk;
}

int Remove(const Options& options, Session& session) {
  const auto removed = certs::RemoveStore(options.data_dir);
  if (!removed) return Fail(session, removed.error());
  session.streams.out << (*removed ? "removed " : "there was no ") << options.data_dir << "/ca\n";
  return kExitOk;
}

}  // namespace

Action AddCa(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  options->data_dir = certs::DefaultDataFolder();
  app.require_subcommand(1);
  app.add_option("--data-dir", options->data_dir, "Folder that holds the CA, in ca/")
      ->capture_default_str();
  CLI::App* print = app.add_subcommand("export", "Print a file for those who shall trust the CA");
  print
      ->add_option("--file", options->file,
                   "ca.pem; bundle.pem, with the system's roots; truststore.p12, for Java")
      ->check(CLI::IsMember({"ca.pem", "bundle.pem", "truststore.p12"}))
      ->capture_default_str();
  print->add_option("--out", options->out, "File to write instead");
  CLI::App* environment = app.add_subcommand(
      "print-env",
      "Print the variables that make curl, Python, PHP, Node, Go, Ruby and Java trust it");
  app.add_subcommand("remove", "Forget the CA; the next server makes another");
  for (CLI::App* action : app.get_subcommands({})) action->fallthrough();
  return [=, &session] {
    if (print->parsed()) return Export(*options, session);
    if (environment->parsed()) return PrintEnvironment(*options, session);
    return Remove(*options, session);
  };
}

}  // namespace wxnotice::cli
