//===- fuselage.c - The driver --------------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "OutputPath.h"
#include "Process.h"
#include "io/OutputFile.h"

#include "mlir-c/RegisterEverything.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int reportFile(const char *verb, const char *name) {
  fprintf(stderr,
          "fuselage: error: cannot %s '%s': %s. Fix: name a file in a "
          "directory that exists and may be written\n",
          verb, name, strerror(errno));
  return EXIT_UNUSABLE;
}

/// Writes a complete output.
static int writeOutput(const char *path, const char *text, size_t size) {
  OutputFile output;
  if (!outputFileOpen(&output, path))
    return reportFile("open", path);
  if (fwrite(text, 1, size, output.stream) != size) {
    outputFileDiscard(&output);
    return reportFile("write", path);
  }
  return outputFileKeep(&output) ? EXIT_DONE : reportFile("write", path);
}

/// Processes one input into memory, and then writes its file.
static int processOne(const Options *options, const Input *input,
                      const Input *plan, const char *path, FILE *json) {
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  if (!memory)
    return reportFile("write", path);
  Result result = {.input = input};
  bool isDone = processInput(&result, options, plan, memory, json);
  resultFree(&result);
  int exitCode = isDone ? EXIT_DONE : EXIT_REFUSED;
  if (fclose(memory) != 0)
    exitCode = reportFile("write", path);
  else if (isDone)
    exitCode = writeOutput(path, text, size);
  free(text);
  return exitCode;
}

static int worse(int a, int b) { return a > b ? a : b; }

static int processAll(const Options *options, const Input *plan, FILE *json) {
  int exitCode = EXIT_DONE;
  for (size_t i = 0; i < options->numInputs; ++i) {
    Input input;
    if (!inputRead(&input, options->inputs[i])) {
      exitCode = EXIT_UNUSABLE;
      continue;
    }
    char *path = outputPathCreate(options, options->inputs[i]);
    exitCode =
        worse(exitCode, path ? processOne(options, &input, plan, path, json)
                             : reportFile("create", options->output));
    free(path);
    inputFree(&input);
  }
  return exitCode;
}

/// The JSON summary is collected and written last, once, whatever became of the
/// inputs.
static int runWithJson(const Options *options, const Input *plan) {
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  if (!memory)
    return reportFile("write", options->json);
  int exitCode = processAll(options, plan, memory);
  exitCode = worse(exitCode, fclose(memory) != 0
                                 ? reportFile("write", options->json)
                                 : writeOutput(options->json, text, size));
  free(text);
  return exitCode;
}

/// Makes the place for the outputs, of which no two may be one file.
static bool prepareOutputs(const Options *options) {
  char *clash = outputFindClash(options);
  if (clash) {
    fprintf(stderr,
            "fuselage: error: two inputs have the output '%s'. Fix: give them "
            "different names, or process them one at a time\n",
            clash);
    free(clash);
    return false;
  }
  if (outputCreateDirectory(options))
    return true;
  reportFile("create", options->output);
  return false;
}

static int run(const Options *options) {
  Input plan = {0};
  if (!prepareOutputs(options))
    return EXIT_UNUSABLE;
  if (options->plan && !inputRead(&plan, options->plan))
    return EXIT_UNUSABLE;
  const Input *planOrNull = options->plan ? &plan : NULL;
  mlirRegisterAllPasses();
  int exitCode = options->json ? runWithJson(options, planOrNull)
                               : processAll(options, planOrNull, NULL);
  inputFree(&plan);
  return exitCode;
}

int main(int argc, char **argv) {
  Options options;
  int exitCode;
  if (!optionsParse(argc, argv, &options, &exitCode))
    return exitCode;
  return run(&options);
}
