// What a command of `wxnotice` is, and the table of them (run.cc). A new command is one file and
// one row there.
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

// The streams a command works on, so that tests can give their own. Not owned.
struct Streams {
  std::istream& in;
  std::ostream& out;  // results
  std::ostream& err;  // logs and errors
};

// What every command is given.
struct Session {
  Streams streams;
  std::string lang = "zh";  // "zh" or "en": --lang, else the locale. Final when the action runs
  std::vector<std::string> rest = {};  // what stands after `--`, for a command that runs another
};

// Runs the chosen command; returns an ExitCode.
using Action = std::function<int()>;

// Adds the command's options to `app` and returns what to do when it is chosen. Every option
// `--x-y` can also be given as the variable WXNOTICE_X_Y and, after `--config`, as the key x_y of a
// YAML file: run.cc sees to it.
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
