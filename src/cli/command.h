// The interface of a `wxnotice` command. To add a command, write one file and add a row to the
// table in commands.cc. Not thread-safe.
#ifndef WXNOTICE_CLI_COMMAND_H_
#define WXNOTICE_CLI_COMMAND_H_

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wxnotice::cli {

// The standard streams of a command; tests pass their own. Not owned.
struct Streams {
  std::istream& in;
  std::ostream& out;  // results
  std::ostream& err;  // logs and errors
};

// What a command gets from run.cc.
struct Session {
  Streams streams;
  std::string lang = "zh";  // "zh" or "en": --lang, else the locale. Set when the action runs
  std::vector<std::string> rest = {};  // the arguments after `--`, for `exec`
};

// Runs the command; returns an ExitCode.
using Action = std::function<int()>;

// Adds the options of a command to `app`, and returns the action that runs it. run.cc also sets
// every option `--x-y` from the variable WXNOTICE_COMMAND_X_Y, and from the key x_y in the
// command's section of wxnotice.yaml.
using AddCommand = Action (*)(CLI::App& app, Session& session);

Action AddCa(CLI::App& app, Session& session);
Action AddCodes(CLI::App& app, Session& session);
Action AddExec(CLI::App& app, Session& session);
Action AddLint(CLI::App& app, Session& session);
Action AddRules(CLI::App& app, Session& session);
Action AddServe(CLI::App& app, Session& session);
Action AddSimilar(CLI::App& app, Session& session);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_COMMAND_H_
