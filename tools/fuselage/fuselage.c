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
#include "Summary.h"
#include "WriteOutput.h"

#include "mlir-c/RegisterEverything.h"

#include <stdlib.h>

/// An input that cannot be read has a line of its own in the summary.
static int processUnread(const char *name, Messages *messages, FILE *json) {
  if (json)
    summaryPrintJsonFailure(name, messages, json);
  return EXIT_UNUSABLE;
}

static int processAll(const Options *options, const Input *plan, FILE *json) {
  int exitCode = EXIT_DONE;
  for (size_t i = 0; i < options->numInputs; ++i) {
    Messages messages = {0};
    Result result = {.messages = &messages};
    Input input;
    int code = inputRead(&input, options->inputs[i], &messages)
                   ? EXIT_DONE
                   : processUnread(options->inputs[i], &messages, json);
    if (code == EXIT_DONE) {
      result.input = &input;
      code = processInput(&result, options, plan, json);
      inputFree(&input);
    }
    resultFree(&result);
    messagesFree(&messages);
    exitCode = code > exitCode ? code : exitCode;
  }
  return exitCode;
}

static int processWithPlan(const Options *options, FILE *json) {
  Input plan = {0};
  Messages messages = {0};
  if (!options->plan)
    return processAll(options, NULL, json);
  int exitCode = inputRead(&plan, options->plan, &messages)
                     ? processAll(options, &plan, json)
                     : processUnread(options->plan, &messages, json);
  messagesFree(&messages);
  inputFree(&plan);
  return exitCode;
}

/// Collects the JSON summary and writes it last, once, whatever the results of
/// the inputs are.
static int processWithJson(const Options *options) {
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  int exitCode = memory ? processWithPlan(options, memory) : EXIT_UNUSABLE;
  if (!memory || fclose(memory) != 0)
    outputReportFailure("write", options->json, NULL);
  else if (outputWrite(options->json, text, size, NULL)) {
    free(text);
    return exitCode;
  }
  free(text);
  return EXIT_UNUSABLE;
}

static int run(const Options *options) {
  if (!outputsAreFree(options))
    return EXIT_UNUSABLE;
  if (!outputCreateDirectory(options)) {
    outputReportFailure("create", options->output, NULL);
    return EXIT_UNUSABLE;
  }
  mlirRegisterAllPasses();
  return options->json ? processWithJson(options)
                       : processWithPlan(options, NULL);
}

int main(int argc, char **argv) {
  Options options;
  int exitCode;
  if (!optionsParse(argc, argv, &options, &exitCode))
    return exitCode;
  return run(&options);
}
