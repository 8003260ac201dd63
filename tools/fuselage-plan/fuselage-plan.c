//===- fuselage-plan.c - The planner at the command line ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads requests as JSON Lines and writes one answer a line. docs/Planner.md
// describes both formats.
//
//===----------------------------------------------------------------------===//

#include "Answer.h"
#include "Request.h"
#include "io/FileIdentity.h"
#include "io/OutputFile.h"
#include "io/PrintableText.h"

#include "fuselage-c/Planner.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// Exit codes, from best to worst.
enum {
  /// Every request was planned.
  EXIT_PLANNED = 0,
  /// Some request was answered with an error.
  EXIT_ERROR_ANSWERS = 1,
  /// The command line is wrong, or a file cannot be read or written.
  EXIT_NO_ANSWERS = 2
};

static const char helpText[] =
    "OVERVIEW: Fuselage launch-fusion planner\n"
    "\n"
    "Reads requests as JSON Lines and writes one answer a line.\n"
    "\n"
    "USAGE: fuselage-plan [options] [<input file>...]\n"
    "\n"
    "Without an input file, or where it is '-', standard input is read.\n"
    "\n"
    "OPTIONS:\n"
    "  --help               - Display this help\n"
    "  --objective=<value>  - What a plan is best at, unless the request says\n"
    "    =greedy            -   Each group takes all it can (default)\n"
    "    =optimal           -   Fewest launches, then most time saved, then\n"
    "                           most avoided bytes\n"
    "    =time              -   Most time saved, then as optimal\n"
    "  --version            - Display the version\n"
    "  -o <file>            - Write answers to <file>, whole or not at all;\n"
    "                         '-' is standard output (default)\n"
    "\n"
    "EXIT STATUS: 0 if every request was planned, 1 if some answer is an\n"
    "error, 2 if the command line is wrong or a file cannot be read or\n"
    "written.\n";

//===----------------------------------------------------------------------===//
// Command line
//===----------------------------------------------------------------------===//

typedef struct Options {
  FuselageObjective objective;
  const char *outputName;
  char *const *inputNames;
  int numInputs;
} Options;

/// Prints "fuselage-plan: error: ..."; names of files may hold anything.
__attribute__((format(printf, 1, 2))) static int reportError(const char *format,
                                                             ...) {
  char text[PATH_MAX + 256];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  fputs("fuselage-plan: error: ", stderr);
  printableWrite(stderr, text, strlen(text));
  fputc('\n', stderr);
  return EXIT_NO_ANSWERS;
}

static int reportUsage(const char *what, const char *argument) {
  return reportError("%s '%s'. Try 'fuselage-plan --help'", what, argument);
}

/// Reports, by errno, why an action on a file failed.
static int reportFile(const char *verb, const char *name) {
  return reportError("cannot %s '%s': %s", verb, name, strerror(errno));
}

/// Prints the text of --help or --version and returns the exit code.
static int printAndExit(const char *text) {
  fputs(text, stdout);
  if (fflush(stdout) != 0)
    return reportFile("write", "-");
  return EXIT_PLANNED;
}

/// Returns true to go on; otherwise `*exitCode` is set.
static bool parseOptions(int argc, char **argv, Options *options,
                         int *exitCode) {
  static const struct option longOptions[] = {
      {"help", no_argument, NULL, 'h'},
      {"objective", required_argument, NULL, 'O'},
      {"version", no_argument, NULL, 'v'},
      {NULL, 0, NULL, 0}};
  static char standardInput[] = "-";
  static char *const defaultInputs[] = {standardInput, NULL};
  opterr = 0;
  for (;;) {
    // In the middle of "-hx" the argument is not the one before the next.
    const char *current = optind < argc ? argv[optind] : "";
    int option = getopt_long(argc, argv, "-:ho:", longOptions, NULL);
    if (option == -1)
      break;
    switch (option) {
    case 1:
      argv[++options->numInputs] = optarg;
      break;
    case 'h':
      *exitCode = printAndExit(helpText);
      return false;
    case 'v':
      *exitCode = printAndExit("fuselage-plan " FUSELAGE_VERSION "\n");
      return false;
    case 'o':
      options->outputName = optarg;
      break;
    case 'O':
      if (fuselageObjectiveFind(optarg, &options->objective))
        break;
      *exitCode = reportUsage("unknown objective", optarg);
      return false;
    case ':':
      *exitCode = reportUsage("missing value for", current);
      return false;
    default:
      *exitCode = reportUsage("unknown argument", current);
      return false;
    }
  }
  for (; optind < argc; ++optind)
    argv[++options->numInputs] = argv[optind];
  options->inputNames = options->numInputs != 0 ? argv + 1 : defaultInputs;
  options->numInputs += options->numInputs == 0 ? 1 : 0;
  return true;
}

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

/// The state that lasts from one request to the next.
typedef struct Service {
  FuselageObjective objective;
  FILE *answers;
  FuselageScratch scratch;
  Request request;
  bool anyErrors;
  /// The errno of the first answer that could not be written; zero if none.
  int writeErrno;
} Service;

static void answerError(Service *service, const char *code, const char *message,
                        const InputPlace *place) {
  service->anyErrors = true;
  answerWriteError(service->answers, code, message, place);
}

static void answerRequest(Service *service, JsonSlice line,
                          const InputPlace *place) {
  Request *request = &service->request;
  RequestError requestError;
  if (!requestRead(request, line, service->objective, &requestError)) {
    answerError(service, requestError.code, requestError.message, place);
    return;
  }
  FuselagePlanOptions options = {
      request->hasEarliestPeer ? request->earliestPeer : NULL,
      request->hasExternalInputBytes ? request->externalInputBytes : NULL,
      request->objective,
      request->hasJoinPicoseconds ? request->joinPicoseconds : NULL};
  FuselagePlan plan;
  FuselageError error;
  FuselageStatus status =
      fuselagePlanLaunches(request->stages, request->numStages, request->budget,
                           &options, service->scratch, &plan, &error);
  if (status == FUSELAGE_OK) {
    answerWritePlan(service->answers, &plan, request->stages);
    return;
  }
  char message[512];
  fuselageErrorPrint(&error, message, sizeof(message));
  answerError(service, fuselageStatusGetName(status), message, place);
}

/// Drops the white space at the end of a line. A blank line becomes empty.
static JsonSlice trimEnd(JsonSlice line) {
  while (line.begin < line.end && line.end[-1] != '\0' &&
         strchr(" \t\r\n", line.end[-1]))
    --line.end;
  return line;
}

/// Answers every line of a file, as long as answers can be written. `name` is
/// the name of the file for messages, `nameInAnswers` its name for answers, or
/// null. Returns false, with a message, if the file cannot be read to its end.
static bool answerFile(Service *service, FILE *file, const char *name,
                       const char *nameInAnswers) {
  InputPlace place = {0, nameInAnswers};
  char *buffer = NULL;
  size_t size = 0;
  ssize_t length;
  errno = 0;
  while ((length = getline(&buffer, &size, file)) >= 0) {
    JsonSlice line = trimEnd((JsonSlice){buffer, buffer + length});
    place.line += 1;
    errno = 0;
    if (line.begin < line.end)
      answerRequest(service, line, &place);
    if (ferror(service->answers)) {
      service->writeErrno = errno ? errno : EIO;
      break;
    }
    errno = 0;
  }
  bool isRead = feof(file) || service->writeErrno != 0;
  if (!isRead)
    reportFile("read", name);
  free(buffer);
  return isRead;
}

static bool answerInput(Service *service, const Options *options,
                        const char *name) {
  const char *nameInAnswers = options->numInputs > 1 ? name : NULL;
  if (strcmp(name, "-") == 0)
    return answerFile(service, stdin, name, nameInAnswers);
  FILE *file = fopen(name, "r");
  if (!file) {
    reportFile("open", name);
    return false;
  }
  bool isRead = answerFile(service, file, name, nameInAnswers);
  fclose(file);
  return isRead;
}

static int answerAllInputs(Service *service, const Options *options) {
  for (int i = 0; i < options->numInputs; ++i) {
    if (!answerInput(service, options, options->inputNames[i]))
      return EXIT_NO_ANSWERS;
    if (service->writeErrno != 0) {
      errno = service->writeErrno;
      return reportFile("write", options->outputName);
    }
  }
  return service->anyErrors ? EXIT_ERROR_ANSWERS : EXIT_PLANNED;
}

/// True if the output is one of the inputs, under any name.
static bool outputIsInput(const Options *options) {
  FileIdentity output, input;
  if (!fileIdentityInit(&output, options->outputName, STDOUT_FILENO))
    return false;
  bool isInput = false;
  for (int i = 0; i < options->numInputs && !isInput; ++i) {
    const char *name = options->inputNames[i];
    if (!fileIdentityInit(&input, name, STDIN_FILENO))
      continue;
    isInput = fileIdentityEquals(&output, &input);
    fileIdentityFree(&input);
    if (isInput)
      reportError("the output '%s' is the input '%s'. Fix: name another file "
                  "for the output",
                  options->outputName, name);
  }
  fileIdentityFree(&output);
  return isInput;
}

/// A null scratch needs no check here: planning reports it.
static int run(const Options *options) {
  OutputFile output;
  if (outputIsInput(options))
    return EXIT_NO_ANSWERS;
  if (!outputFileOpen(&output, options->outputName))
    return reportFile("open", options->outputName);
  // A program that asks and waits for the answer must get it.
  if (output.stream == stdout)
    setvbuf(stdout, NULL, _IOLBF, 0);

  Service service = {.objective = options->objective,
                     .answers = output.stream,
                     .scratch = fuselageScratchCreate(0, NULL)};
  int exitCode = answerAllInputs(&service, options);
  requestDestroy(&service.request);
  fuselageScratchDestroy(service.scratch);

  if (exitCode == EXIT_NO_ANSWERS)
    outputFileDiscard(&output);
  else if (!outputFileKeep(&output))
    return reportFile("write", options->outputName);
  return exitCode;
}

int main(int argc, char **argv) {
  Options options = {.outputName = "-"};
  int exitCode;
  if (!parseOptions(argc, argv, &options, &exitCode))
    return exitCode;
  return run(&options);
}
