// The files that an `open` gets in place of /etc/hosts and of files of root certificates.
// Thread-safe: no state.
#ifndef WXNOTICE_EXEC_REDIRECT_FILE_H_
#define WXNOTICE_EXEC_REDIRECT_FILE_H_

#include <string>

#include <sys/types.h>

#include "base/descriptor.h"

namespace wxnotice::exec {

// The content of the user's /etc/hosts, in which WeChat's hosts have the addresses of HostsLines
// only.
std::string HostsWith(const std::string& own);

// An unnamed file, opened for reading, with the content that the process would find at the absolute
// `path`, and our lines. `authority`: PEM of the CA. -1: the process gets the file itself.
base::Descriptor FileInPlaceOf(const std::string& path, pid_t process,
                               const std::string& authority);

}  // namespace wxnotice::exec

#endif  // WXNOTICE_EXEC_REDIRECT_FILE_H_
