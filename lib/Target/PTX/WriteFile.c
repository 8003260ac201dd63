//===- WriteFile.c - Files that appear whole or not at all ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/WriteFile.h"

#include "Support/Text.h"
#include "Target/PTX/Error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static FuselagePTXError failure(const char *path, int reason) {
  return errorCreate(FUSELAGE_PTX_FILE_ERROR,
                     "cannot write '%s': %s. Fix: name a file in a directory "
                     "that exists and may be written",
                     path, strerror(reason));
}

/// Writes everything; returns 0 or the errno.
static int writeAll(int descriptor, MlirStringRef content) {
  for (size_t done = 0; done < content.length;) {
    ssize_t count =
        write(descriptor, content.data + done, content.length - done);
    if (count < 0 && errno != EINTR)
      return errno;
    if (count > 0)
      done += (size_t)count;
  }
  return 0;
}

static int writeDirectly(const char *path, MlirStringRef content) {
  int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0)
    return errno;
  int reason = writeAll(descriptor, content);
  if (close(descriptor) != 0 && !reason)
    reason = errno;
  return reason;
}

/// mkstemp makes files that only their owner may read, and the result must have
/// the mode of any other new file. A program can read the umask only by setting
/// it, so this creates a file with the wanted mode instead.
static int createBeside(const char *path, FuselageText *temporary) {
  for (unsigned attempt = 0; attempt < 100; ++attempt) {
    fuselageTextFree(temporary);
    fuselageTextAppendFormat(temporary, "%s.%ld-%u.tmp", path, (long)getpid(),
                             attempt);
    if (temporary->failed) {
      errno = ENOMEM;
      return -1;
    }
    int descriptor = open(fuselageTextGet(temporary),
                          O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0 || errno != EEXIST)
      return descriptor;
  }
  return -1;
}

static int writeAndRename(const char *path, MlirStringRef content) {
  FuselageText temporary = {0};
  int descriptor = createBeside(path, &temporary);
  if (descriptor < 0) {
    int reason = errno;
    fuselageTextFree(&temporary);
    return reason;
  }
  int reason = writeAll(descriptor, content);
  if (close(descriptor) != 0 && !reason)
    reason = errno;
  if (!reason && rename(fuselageTextGet(&temporary), path) != 0)
    reason = errno;
  if (reason)
    unlink(fuselageTextGet(&temporary));
  fuselageTextFree(&temporary);
  return reason;
}

/// Gives an open file without a name a name beside `path`, and then the name
/// `path`.
static int linkAndRename(int descriptor, const char *path) {
  FuselageText source = {0}, temporary = {0};
  fuselageTextAppendFormat(&source, "/proc/self/fd/%d", descriptor);
  fuselageTextAppendFormat(&temporary, "%s.%ld-%d.tmp", path, (long)getpid(),
                           descriptor);
  int reason = source.failed || temporary.failed ? ENOMEM : 0;
  if (!reason && linkat(AT_FDCWD, fuselageTextGet(&source), AT_FDCWD,
                        fuselageTextGet(&temporary), AT_SYMLINK_FOLLOW) != 0)
    reason = errno;
  else if (!reason && rename(fuselageTextGet(&temporary), path) != 0) {
    reason = errno;
    unlink(fuselageTextGet(&temporary));
  }
  fuselageTextFree(&source);
  fuselageTextFree(&temporary);
  return reason;
}

/// The folder of a path: the path up to its last slash, or ".".
static FuselageText folderOf(const char *path) {
  FuselageText folder = {0};
  const char *slash = strrchr(path, '/');
  if (slash)
    fuselageTextAppend(&folder, path, (size_t)(slash - path) + 1);
  else
    fuselageTextAppendString(&folder, ".");
  return folder;
}

/// Until it is complete the file has no name, so no file stays if the process
/// ends early. On a file system without such files, the file has another name
/// meanwhile.
static int writeWhole(const char *path, MlirStringRef content) {
  FuselageText folder = folderOf(path);
  int descriptor = folder.failed ? -1
                                 : open(fuselageTextGet(&folder),
                                        O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
  fuselageTextFree(&folder);
  if (descriptor < 0)
    return writeAndRename(path, content);
  int reason = writeAll(descriptor, content);
  if (!reason)
    reason = linkAndRename(descriptor, path);
  close(descriptor);
  return reason;
}

FuselagePTXError writeFile(const char *path, MlirStringRef content) {
  struct stat status;
  bool special = stat(path, &status) == 0 && !S_ISREG(status.st_mode);
  if (special && S_ISDIR(status.st_mode))
    return failure(path, EISDIR);
  int reason =
      special ? writeDirectly(path, content) : writeWhole(path, content);
  return reason ? failure(path, reason) : errorNone();
}
