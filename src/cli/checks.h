// Checks of option values: what CLI11 offers, with messages in the words of this program. Pure
// functions, thread-safe.
#ifndef WXNOTICE_CLI_CHECKS_H_
#define WXNOTICE_CLI_CHECKS_H_

#include <limits>
#include <string>
#include <vector>

namespace CLI {
class Error;
class Option;
class Validator;
}  // namespace CLI

namespace wxnotice::cli {

// `"xml" is not one of text, json`. The help of the option lists the choices.
CLI::Validator IsOneOf(const std::vector<std::string>& choices);

// `"abc" is not a size, for example 10MB`. Converts the value to a number of bytes.
CLI::Validator IsSize();

// `"abc" is not a number between 0 and 65535`; without limits if they are those of the type. For
// int, double, and uint64_t (`"1.5" is not a whole number`).
template <typename Number>
CLI::Validator IsNumber(Number lowest = std::numeric_limits<Number>::lowest(),
                        Number highest = std::numeric_limits<Number>::max());

// What is wrong with the value of `option`, without the name of the option. `error` was thrown by
// CLI11 for it.
std::string ValueProblem(const CLI::Option& option, const CLI::Error& error);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_CHECKS_H_
