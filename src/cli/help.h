// The text of --help, and the messages for wrong usage. Pure functions, thread-safe.
#ifndef WXNOTICE_CLI_HELP_H_
#define WXNOTICE_CLI_HELP_H_

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace wxnotice::cli {

// The group of the options that all commands, or all actions of a command, share. Listed last; the
// help of an action lists the group of its command too.
inline constexpr char kSharedOptions[] = "Shared options";

// The help of `app`, in 80 columns: description, usage, commands by group, arguments, options by
// group, and the footer, in which run.cc puts an example. An option without a type name takes its
// own name in capitals; the values of a IsOneOf check and the default follow its description.
//   name        the full name: "wxnotice fault add"
//   usage_tail  appended to the usage line: " -- CMD [ARG]..."
std::string MakeHelp(const CLI::App& app, const std::string& name,
                     const std::string& usage_tail = "");

// A message about the first argument that `app` does not know. Names the nearest option, command or
// action. Empty if there is no such argument.
std::string UnknownArgument(const CLI::App& app);

// The message for `error`, which parsing with `app` threw.
std::string UsageError(const CLI::App& app, const CLI::ParseError& error);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_HELP_H_
