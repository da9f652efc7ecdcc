#include "cli/checks.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <sstream>

#include <CLI/CLI.hpp>

#include "base/edit_distance.h"

namespace wxnotice::cli {
namespace {

std::string Quoted(const std::string& text) {
  return "\"" + text + "\"";
}

}  // namespace

CLI::Validator IsOneOf(const std::vector<std::string>& choices) {
  return CLI::Validator(
      [choices](const std::string& text) {
        if (std::find(choices.begin(), choices.end(), text) != choices.end()) return std::string();
        const std::string nearest = base::Nearest(text, choices);
        return Quoted(text) + " is not one of " + CLI::detail::join(choices, ", ") +
               (nearest.empty() ? "" : "; did you mean " + Quoted(nearest) + "?");
      },
      "{" + CLI::detail::join(choices) + "}");
}

CLI::Validator IsSize() {
  return CLI::Validator(
      [](std::string& text) {
        std::string problem = Quoted(text) + " is not a size, for example 10MB";
        // CLI11 reads a negative number as a huge one.
        if (text.find('-') != std::string::npos) return problem;
        try {
          return CLI::AsSizeValue(true)(text).empty() ? std::string() : problem;
        } catch (const CLI::Error&) {
          return problem;
        }
      },
      "SIZE");
}

template <typename Number>
CLI::Validator IsNumber(Number lowest, Number highest) {
  return CLI::Validator(
      [=](const std::string& text) {
        Number number{};
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, number);
        if (read.ec == std::errc() && read.ptr == end && number >= lowest && number <= highest)
          return std::string();
        std::ostringstream message;
        message << Quoted(text) << " is not a" << (std::is_unsigned_v<Number> ? " whole" : "")
                << " number";
        if (highest != std::numeric_limits<Number>::max()) {
          message << " between " << lowest << " and " << highest;
        }
        return message.str();
      },
      "");
}

template CLI::Validator IsNumber(int, int);
template CLI::Validator IsNumber(uint64_t, uint64_t);
template CLI::Validator IsNumber(double, double);

std::string ValueProblem(const CLI::Option& option, const CLI::Error& error) {
  const std::string value = option.results().empty() ? "" : option.results().back();
  const std::string text = error.what();
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::ConversionError:
      return Quoted(value) + (option.get_items_expected_max() == 0
                                  ? " is not true or false"
                                  : " is not a value of this option");
    case CLI::ExitCodes::ArgumentMismatch:
      return option.results().empty() ? "needs a value" : "takes only one value";
    default: {  // the message of a check: "--port: MESSAGE"
      const std::string prefix = option.get_name() + ": ";
      return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
    }
  }
}

}  // namespace wxnotice::cli
