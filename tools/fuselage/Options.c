//===- Options.c - The command line ---------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "HelpText.h"
#include "Memory.h"
#include "Messages.h"
#include "OptionValues.h"
#include "OutputPath.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// The values of getopt_long for options without a letter.
enum {
  OPTION_ASSUME_NOALIAS_ARGS = 256,
  OPTION_APPLY_PLAN,
  OPTION_BLOCK_SIZE,
  OPTION_CHIP,
  OPTION_COLOR,
  OPTION_DEVICE,
  OPTION_EMIT,
  OPTION_FAST_MATH,
  OPTION_FEATURES,
  OPTION_JSON,
  OPTION_LIBDEVICE,
  OPTION_LINE_INFO,
  OPTION_LOWER,
  OPTION_MAX_GROUP_BYTES,
  OPTION_MAX_PARAMETER_BYTES,
  OPTION_NO_ABSORB_COPIES,
  OPTION_NO_LAUNCH_FACTS,
  OPTION_NO_RESHAPE,
  OPTION_NO_SINK_LOOPS,
  OPTION_OBJECTIVE,
  OPTION_OVER_BUDGET,
  OPTION_RESOURCE_CHECK,
  OPTION_TILE,
  OPTION_VERSION
};

static const struct option longOptions[] = {
    {"apply-plan", required_argument, NULL, OPTION_APPLY_PLAN},
    {"assume-noalias-args", no_argument, NULL, OPTION_ASSUME_NOALIAS_ARGS},
    {"block-size", required_argument, NULL, OPTION_BLOCK_SIZE},
    {"chip", required_argument, NULL, OPTION_CHIP},
    {"color", required_argument, NULL, OPTION_COLOR},
    {"device", required_argument, NULL, OPTION_DEVICE},
    {"emit", required_argument, NULL, OPTION_EMIT},
    {"fast-math", no_argument, NULL, OPTION_FAST_MATH},
    {"features", required_argument, NULL, OPTION_FEATURES},
    {"help", no_argument, NULL, 'h'},
    {"json", optional_argument, NULL, OPTION_JSON},
    {"libdevice", required_argument, NULL, OPTION_LIBDEVICE},
    {"line-info", no_argument, NULL, OPTION_LINE_INFO},
    {"lower", no_argument, NULL, OPTION_LOWER},
    {"max-group-bytes", required_argument, NULL, OPTION_MAX_GROUP_BYTES},
    {"max-parameter-bytes", required_argument, NULL,
     OPTION_MAX_PARAMETER_BYTES},
    {"no-absorb-copies", no_argument, NULL, OPTION_NO_ABSORB_COPIES},
    {"no-launch-facts", no_argument, NULL, OPTION_NO_LAUNCH_FACTS},
    {"no-reshape", no_argument, NULL, OPTION_NO_RESHAPE},
    {"no-sink-loops", no_argument, NULL, OPTION_NO_SINK_LOOPS},
    {"objective", required_argument, NULL, OPTION_OBJECTIVE},
    {"over-budget", required_argument, NULL, OPTION_OVER_BUDGET},
    {"quiet", no_argument, NULL, 'q'},
    {"resource-check", no_argument, NULL, OPTION_RESOURCE_CHECK},
    {"tile", required_argument, NULL, OPTION_TILE},
    {"verbose", no_argument, NULL, 'v'},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0}};

static void printChip(MlirStringRef name, void *userData) {
  (void)userData;
  printf("%.*s\n", (int)name.length, name.data);
}

/// Ends a run that only prints something.
static int printed(void) {
  if (fflush(stdout) == 0)
    return EXIT_DONE;
  reportError(NULL, "cannot write to standard output: %s", strerror(errno));
  return EXIT_UNUSABLE;
}

/// Stores the value of one option. Returns false to stop with `*exitCode`.
static bool setOption(int option, Options *options, int *exitCode) {
  *exitCode = EXIT_UNUSABLE;
  switch (option) {
  case 'h':
    for (const char *const *part = helpText; *part; ++part)
      fputs(*part, stdout);
    *exitCode = printed();
    return false;
  case OPTION_VERSION:
    puts("fuselage " FUSELAGE_VERSION);
    *exitCode = printed();
    return false;
  case OPTION_CHIP:
    options->ptx.chip = optarg;
    if (strcmp(optarg, "list") != 0)
      return true;
    fuselagePTXForEachChip(printChip, NULL);
    *exitCode = printed();
    return false;
  case 'o':
    options->output = optarg;
    return true;
  case 'O':
    return parseOptLevel(optarg, &options->ptx.optLevel);
  case 'q':
    options->loudness = QUIET;
    return true;
  case 'v':
    options->loudness = VERBOSE;
    return true;
  case OPTION_APPLY_PLAN:
    options->plan = optarg;
    return true;
  case OPTION_ASSUME_NOALIAS_ARGS:
    options->fusion.assumeNoaliasArgs = true;
    options->loops.assumeNoaliasArgs = true;
    return true;
  case OPTION_BLOCK_SIZE:
    return parseBlockSize(optarg, options);
  case OPTION_COLOR:
    return parseColor(optarg, &options->color);
  case OPTION_DEVICE:
    return parseDevice(optarg, &options->fusion.device);
  case OPTION_EMIT:
    return parseEmitKind(optarg, &options->emit);
  case OPTION_FAST_MATH:
    options->ptx.fastMath = true;
    return true;
  case OPTION_FEATURES:
    options->ptx.features = optarg;
    return true;
  case OPTION_JSON:
    options->json = optarg ? optarg : "-";
    return true;
  case OPTION_LIBDEVICE:
    options->ptx.libdevice = optarg;
    return true;
  case OPTION_LINE_INFO:
    options->ptx.lineInfo = true;
    return true;
  case OPTION_LOWER:
    options->lower = true;
    return true;
  case OPTION_MAX_GROUP_BYTES:
    return parseBytes("max-group-bytes", optarg,
                      &options->fusion.maxGroupBytes);
  case OPTION_MAX_PARAMETER_BYTES:
    return parseBytes("max-parameter-bytes", optarg,
                      &options->fusion.maxParameterBytes);
  case OPTION_NO_ABSORB_COPIES:
    options->fusion.absorbCopies = false;
    return true;
  case OPTION_NO_LAUNCH_FACTS:
    options->ptx.launchFacts = false;
    return true;
  case OPTION_NO_RESHAPE:
    options->fusion.reshape = false;
    return true;
  case OPTION_NO_SINK_LOOPS:
    options->fusion.sinkLoops = false;
    return true;
  case OPTION_OBJECTIVE:
    return parseObjective(optarg, &options->fusion.objective);
  case OPTION_OVER_BUDGET:
    return parseOverBudget(optarg, &options->fusion.overBudget);
  case OPTION_RESOURCE_CHECK:
    options->checkResources = true;
    return true;
  default:
    return parseTile(optarg, &options->loops);
  }
}

/// Checks options that depend on each other.
static bool checkTogether(const Options *options) {
  const char *problem = NULL;
  bool toStandardOutput = !options->output || strcmp(options->output, "-") == 0;
  if (options->loops.numTileSizes != 0 && !options->lower)
    problem = "'--tile' is about '--lower'. Fix: give both, or none";
  else if (options->json && strcmp(options->json, "-") == 0 && toStandardOutput)
    problem = "'--json' and the output both go to standard output. Fix: name "
              "an output file with '-o', or write '--json=FILE'";
  else if (options->plan && strcmp(options->plan, "-") == 0 &&
           strcmp(options->inputs[0], "-") == 0)
    problem = "the plan and the module are both read from standard input. Fix: "
              "name a file for one of them";
  else if (options->numInputs > 1 &&
           (!options->output || !outputIsDirectory(options->output)))
    problem = "several inputs have several outputs. Fix: name a directory for "
              "them, with a '/' at its end: -o out/";
  else if (options->numInputs > 1 && options->plan)
    problem = "a plan is for one module. Fix: apply it to one input";
  else if (options->emit == EMIT_CUBIN && toStandardOutput &&
           isatty(STDOUT_FILENO))
    problem = "machine code is not for a terminal. Fix: name a file with '-o'";
  else if (options->plan && options->checkResources)
    problem = "'--apply-plan' leaves nothing for '--resource-check' to choose. "
              "Fix: leave one out";
  else if (options->plan && options->emit == EMIT_STAGES)
    problem = "'--emit=stages' makes no use of '--apply-plan'. Fix: leave one "
              "out";
  return !problem || reportError(NULL, "%s", problem);
}

/// The library checks the options of the target. The driver has checked all
/// others.
static bool checkTarget(const Options *options) {
  FuselagePTXError error = fuselagePTXOptionsVerify(&options->ptx);
  if (fuselagePTXErrorIsNull(error))
    return true;
  reportError(NULL, "%s", fuselagePTXErrorGetMessage(error));
  fuselagePTXErrorDestroy(error);
  return false;
}

static int reportArgument(const char *what, const char *argument) {
  reportError(NULL, "%s '%s'. Try 'fuselage --help'", what, argument);
  return EXIT_UNUSABLE;
}

/// "--chip=sm_90" for "-chip=sm_90", as LLVM's tools take it; null for anything
/// else. Only whole names count: "-ofile" is '-o' with its value.
static char *spellOut(const char *argument) {
  if (argument[0] != '-' || argument[1] == '-')
    return NULL;
  size_t length = strcspn(argument + 1, "=");
  for (const struct option *known = longOptions; known->name; ++known)
    if (strlen(known->name) == length &&
        strncmp(known->name, argument + 1, length) == 0) {
      size_t size = strlen(argument) + 2;
      char *spelled = allocate(size);
      snprintf(spelled, size, "-%s", argument);
      return spelled;
    }
  return NULL;
}

typedef enum ParseState { PARSE_MORE, PARSE_END, PARSE_STOP } ParseState;

/// Parses the next argument of getopt_long: an option, or an input, which moves
/// to the front.
static ParseState parseNext(int argc, char **argv, Options *options,
                            int *exitCode) {
  // Options live as long as the program, and so does this text.
  char *spelled = optind < argc ? spellOut(argv[optind]) : NULL;
  if (spelled)
    argv[optind] = spelled;
  const char *current = optind < argc ? argv[optind] : "";
  int option = getopt_long(argc, argv, "-:hO:o:qv", longOptions, NULL);
  switch (option) {
  case -1:
    return PARSE_END;
  case 1:
    argv[++options->numInputs] = optarg;
    return PARSE_MORE;
  case ':':
  case '?':
    *exitCode = reportArgument(option == ':' ? "missing value for"
                                             : "unknown or unclear argument",
                               current);
    return PARSE_STOP;
  default:
    return setOption(option, options, exitCode) ? PARSE_MORE : PARSE_STOP;
  }
}

bool optionsParse(int argc, char **argv, Options *options, int *exitCode) {
  static char standardInput[] = "-";
  static char *const defaultInputs[] = {standardInput, NULL};
  *options = (Options){.emit = EMIT_PTX,
                       .fusion = fuselageFusionOptionsGetDefault(),
                       .ptx = fuselagePTXOptionsGetDefault(),
                       .loops = fuselageLoopOptionsGetDefault(),
                       .loudness = NORMAL,
                       .color = -1};
  opterr = 0;
  ParseState state = PARSE_MORE;
  while (state == PARSE_MORE)
    state = parseNext(argc, argv, options, exitCode);
  if (state == PARSE_STOP)
    return false;
  // After "--" all arguments are inputs.
  for (; optind < argc; ++optind)
    argv[++options->numInputs] = argv[optind];
  options->inputs = options->numInputs != 0 ? argv + 1 : defaultInputs;
  options->numInputs += options->numInputs == 0 ? 1 : 0;
  *exitCode = EXIT_UNUSABLE;
  return checkTogether(options) && checkTarget(options);
}
