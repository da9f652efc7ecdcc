#include "base/read_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <istream>
#include <system_error>
#include <unistd.h>

#include <sys/stat.h>

#include "base/descriptor.h"

namespace wxnotice::base {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 16;

Error WithRemedy(std::string message, const std::string& remedy) {
  if (!remedy.empty()) message += "; " + remedy;
  return {std::move(message)};
}

Error CannotRead(const std::string& path, int error, const ReadOptions& options) {
  return WithRemedy(path + ": cannot be read: " + std::generic_category().message(error),
                    options.remedy);
}

Error TooLarge(const std::string& name, const ReadOptions& options) {
  return WithRemedy(name + ": larger than the limit of " + SizeText(options.limit_bytes),
                    options.remedy_if_larger.empty() ? options.remedy : options.remedy_if_larger);
}

// The type of a file that is not regular; nullptr for a regular file.
const char* OddKind(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return S_ISREG(mode) ? nullptr : "of an unknown kind";
}

bool MayRead(mode_t mode, const ReadOptions& options) {
  return S_ISREG(mode) || (options.pipes && (S_ISFIFO(mode) || S_ISCHR(mode)));
}

Error WrongKind(const std::string& path, mode_t mode, const ReadOptions& options) {
  return WithRemedy(path + ": is " + OddKind(mode) + ", not a regular file", options.remedy);
}

// Reads to the end, but at most one byte more than the limit.
Result<std::string> ReadAll(int fd, const std::string& path, const ReadOptions& options) {
  std::string bytes;
  struct stat known{};
  if (::fstat(fd, &known) == 0 && S_ISREG(known.st_mode)) {
    const auto size = static_cast<size_t>(std::max<off_t>(known.st_size, 0));
    if (size > options.limit_bytes) return TooLarge(path, options);
    bytes.reserve(size);
  }
  std::array<char, kPieceBytes> piece{};
  while (true) {
    const ssize_t got = ::read(fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return CannotRead(path, errno, options);
    if (got == 0) return bytes;
    if (bytes.size() + static_cast<size_t>(got) > options.limit_bytes)
      return TooLarge(path, options);
    bytes.append(piece.data(), static_cast<size_t>(got));
  }
}

}  // namespace

Result<std::string> ReadFile(const std::string& path, const ReadOptions& options) {
  struct stat named{};
  if (::stat(path.c_str(), &named) != 0) return CannotRead(path, errno, options);
  if (!MayRead(named.st_mode, options)) return WrongKind(path, named.st_mode, options);
  // So that it does not wait for a writer if a pipe has replaced the file meanwhile.
  const int wait = S_ISREG(named.st_mode) ? O_NONBLOCK : 0;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | wait));
  if (file.get() < 0) return CannotRead(path, errno, options);
  struct stat opened{};
  if (::fstat(file.get(), &opened) != 0) return CannotRead(path, errno, options);
  if (!MayRead(opened.st_mode, options) || S_ISREG(opened.st_mode) != S_ISREG(named.st_mode))
    return WithRemedy(path + ": changed while it was opened", options.remedy);
  return ReadAll(file.get(), path, options);
}

Result<std::string> ReadStream(std::istream& in, const std::string& name,
                               const ReadOptions& options) {
  std::string bytes;
  std::array<char, kPieceBytes> piece{};
  while (in) {
    in.read(piece.data(), piece.size());
    const auto got = static_cast<size_t>(in.gcount());
    if (bytes.size() + got > options.limit_bytes) return TooLarge(name, options);
    bytes.append(piece.data(), got);
  }
  if (in.bad()) return WithRemedy(name + ": cannot be read", options.remedy);
  return bytes;
}

std::string SizeText(size_t bytes) {
  struct Unit {
    size_t bytes;
    const char* name;
  };
  constexpr std::array<Unit, 6> kUnits = {{{size_t{1} << 30, "GiB"},
                                           {1'000'000'000, "GB"},
                                           {size_t{1} << 20, "MiB"},
                                           {1'000'000, "MB"},
                                           {size_t{1} << 10, "KiB"},
                                           {1'000, "kB"}}};
  for (const Unit& unit : kUnits) {
    if (bytes >= unit.bytes && bytes % unit.bytes == 0)
      return std::to_string(bytes / unit.bytes) + " " + unit.name;
  }
  return std::to_string(bytes) + " bytes";
}

}  // namespace wxnotice::base
