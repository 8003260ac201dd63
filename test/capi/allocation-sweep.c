//===- allocation-sweep.c - Every allocation fails once -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: fuselage-allocation-sweep STEP FILE [MOST | =NUMBER]
//
// Runs a step of the libraries on a module again and again, each time in a
// process of its own. In each process one allocation fails: the first, the
// second, and so on, up to the last. Each must end in an error for lack of
// memory, with a module that verifies. With MOST, tries that many allocations,
// spread over all. With =NUMBER, tries this one, in this process, where a
// debugger stops.
//
// The objects of the libraries are linked with other names in place of malloc,
// calloc and realloc. Allocations of MLIR, LLVM, isl and the C++ library do not
// fail. MLIR and LLVM end the process without memory by design
// (llvm::report_bad_alloc_error). So does the C++ code of lib/Bridge, which
// uses their containers.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Fusion.h"
#include "fuselage-c/Loops.h"
#include "fuselage-c/PTX.h"

#include "mlir-c/Diagnostics.h"
#include "mlir-c/RegisterEverything.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

//===----------------------------------------------------------------------===//
// Allocations
//===----------------------------------------------------------------------===//

/// Shared with the processes that a step forks.
typedef struct Sweep {
  size_t count, failing;
  bool hasFailed, saysSo;
  /// True if a debugger is to stop at the failing allocation.
  bool stops;
} Sweep;

static Sweep *sweep;

static bool fails(void) {
  if (!sweep || ++sweep->count != sweep->failing)
    return false;
  sweep->hasFailed = true;
  if (sweep->stops)
    raise(SIGTRAP);
  errno = ENOMEM;
  return true;
}

void *fuselageSweepMalloc(size_t size);
void *fuselageSweepCalloc(size_t count, size_t size);
void *fuselageSweepRealloc(void *memory, size_t size);

void *fuselageSweepMalloc(size_t size) { return fails() ? NULL : malloc(size); }
void *fuselageSweepCalloc(size_t count, size_t size) {
  return fails() ? NULL : calloc(count, size);
}
void *fuselageSweepRealloc(void *memory, size_t size) {
  return fails() ? NULL : realloc(memory, size);
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

static void hear(MlirStringRef text, void *userData) {
  (void)userData;
  for (size_t i = 0; sweep && i + 6 <= text.length; ++i)
    if (memcmp(text.data + i, "memory", 6) == 0)
      sweep->saysSo = true;
}

static MlirLogicalResult hearDiagnostic(MlirDiagnostic diagnostic,
                                        void *userData) {
  mlirDiagnosticPrint(diagnostic, hear, userData);
  return mlirLogicalResultSuccess();
}

static bool isDone(FuselagePTXError error) {
  if (fuselagePTXErrorIsNull(error))
    return true;
  hear(mlirStringRefCreateFromCString(fuselagePTXErrorGetMessage(error)), NULL);
  fuselagePTXErrorDestroy(error);
  return false;
}

static void ignoreText(MlirStringRef text, void *userData) {
  (void)text;
  (void)userData;
}

static void ignoreUse(const FuselageBufferUse *use, void *userData) {
  (void)use;
  (void)userData;
}

static void ignoreRefusal(const FuselageRefusal *refusal, void *userData) {
  (void)refusal;
  (void)userData;
}

static void ignoreResources(const FuselagePTXResources *resources,
                            void *userData) {
  (void)resources;
  (void)userData;
}

static bool analyze(MlirOperation module) {
  FuselageAnalysis analysis = fuselageAnalysisCreate(module, NULL);
  if (fuselageAnalysisIsNull(analysis)) {
    // A null result always means that memory is out.
    sweep->saysSo = true;
    return false;
  }
  for (size_t i = 0; i < fuselageAnalysisGetNumRuns(analysis); ++i) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, i);
    fuselageRunPrintRequest(&run, UINT64_MAX, FUSELAGE_OBJECTIVE_GREEDY, NULL,
                            ignoreText, NULL);
    fuselageAnalysisForEachBufferUse(analysis, i, ignoreUse, NULL);
  }
  fuselageAnalysisDestroy(analysis);
  return true;
}

static MlirWalkResult countWork(MlirOperation op, void *userData) {
  bool *isCounted = userData;
  FuselageLaunchWork work;
  if (!mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                          mlirStringRefCreateFromCString("gpu.launch")))
    return MlirWalkResultAdvance;
  *isCounted = *isCounted && fuselageLaunchCountWork(op, &work);
  return MlirWalkResultSkip;
}

/// Counts the work of launches that is known.
static bool work(MlirOperation module) {
  bool isCounted = true;
  mlirOperationWalk(module, countWork, &isCounted, MlirWalkPreOrder);
  sweep->saysSo = !isCounted;
  return isCounted;
}

static bool inlineKernels(MlirOperation module) {
  return mlirLogicalResultIsSuccess(fuselageInlineKernels(module, NULL));
}

static bool fuse(MlirOperation module) {
  FuselageFusionOptions options = fuselageFusionOptionsGetDefault();
  options.objective = FUSELAGE_OBJECTIVE_OPTIMAL;
  FuselageFusionCallbacks callbacks = {.refusal = ignoreRefusal};
  return mlirLogicalResultIsSuccess(
      fuselageFuse(module, &options, &callbacks, NULL));
}

/// Fuses launches that may get other blocks.
static bool shape(MlirOperation module) {
  FuselageFusionOptions options = fuselageFusionOptionsGetDefault();
  return mlirLogicalResultIsSuccess(fuselageFuse(module, &options, NULL, NULL));
}

/// Plans, asks about refusals, gives another plan, and drops the fusion.
static bool drop(MlirOperation module) {
  FuselageFusionOptions options = fuselageFusionOptionsGetDefault();
  FuselageFusion fusion = fuselageFusionCreate(module, &options);
  if (fuselageFusionIsNull(fusion))
    return false;
  FuselageAnalysis analysis = fuselageFusionGetAnalysis(fusion);
  enum { MAX_STAGES = 64 };
  FuselageGivenGroup groups[MAX_STAGES];
  size_t numGroups = 0;
  for (size_t i = 0; i < fuselageAnalysisGetNumRuns(analysis); ++i)
    for (size_t j = 0; j < fuselageAnalysisGetRun(analysis, i).numStages; ++j)
      if (numGroups < MAX_STAGES)
        groups[numGroups++] = (FuselageGivenGroup){i, j, 1};
  bool isSet = mlirLogicalResultIsSuccess(
      fuselageFusionSetGroups(fusion, groups, numGroups));
  isSet = isSet && mlirLogicalResultIsSuccess(fuselageFusionForEachRefusal(
                       fusion, ignoreRefusal, NULL));
  fuselageFusionDestroy(fusion);
  return isSet;
}

static bool launchLoops(MlirOperation module) {
  FuselageLoopOptions options = fuselageLoopOptionsGetDefault();
  options.assumeNoaliasArgs = true;
  return mlirLogicalResultIsSuccess(fuselageLoopsToLaunches(module, &options));
}

static FuselagePTXOptions ptxOptions(void) {
  FuselagePTXOptions options = fuselagePTXOptionsGetDefault();
  options.libdevice = "none";
  return options;
}

static bool lower(MlirOperation module) {
  FuselagePTXOptions options = ptxOptions();
  options.fastMath = true;
  return isDone(fuselagePTXLower(module, &options));
}

static bool emit(MlirOperation module) {
  FuselagePTXOptions options = ptxOptions();
  return isDone(fuselagePTXReplaceModules(module, &options));
}

/// Measures the PTX of the first kernel module.
static bool measure(MlirOperation module) {
  FuselagePTXOptions options = ptxOptions();
  MlirOperation op = mlirBlockGetFirstOperation(
      mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0)));
  FuselagePTXText ptx = {NULL};
  while (!mlirOperationIsNull(op) &&
         !mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                             mlirStringRefCreateFromCString("gpu.module")))
    op = mlirOperationGetNextInBlock(op);
  bool isMeasured =
      mlirOperationIsNull(op) ||
      (isDone(fuselagePTXEmit(op, &options, &ptx)) &&
       isDone(fuselagePTXReadDeclaredResources(fuselagePTXTextGetString(ptx),
                                               ignoreResources, NULL)));
  fuselagePTXTextDestroy(ptx);
  return isMeasured;
}

/// A step, and the step that has to come before it.
typedef struct Step {
  const char *name;
  bool (*run)(MlirOperation module);
  bool (*before)(MlirOperation module);
} Step;

static const Step steps[] = {
    {"analyze", analyze, NULL},      {"inline", inlineKernels, NULL},
    {"fuse", fuse, inlineKernels},   {"drop", drop, inlineKernels},
    {"shape", shape, inlineKernels}, {"lower", lower, NULL},
    {"emit", emit, lower},           {"measure", measure, lower},
    {"loops", launchLoops, NULL},    {"work", work, NULL},
};

static const Step *findStep(const char *name) {
  for (size_t i = 0; i < sizeof steps / sizeof *steps; ++i)
    if (strcmp(steps[i].name, name) == 0)
      return &steps[i];
  return NULL;
}

//===----------------------------------------------------------------------===//
// The sweep
//===----------------------------------------------------------------------===//

/// The outcome of a run, as an exit code.
enum {
  RUN_FAILED = 0,
  RUN_ENDED = 10,
  RUN_SAID_NOTHING,
  RUN_GAVE_NO_REASON,
  RUN_BROKE_MODULE
};

static const char *outcomeName(int outcome) {
  return outcome == RUN_SAID_NOTHING     ? "no error"
         : outcome == RUN_GAVE_NO_REASON ? "an error that is not about memory"
         : outcome == RUN_BROKE_MODULE   ? "a module that does not verify"
                                         : "a crash";
}

static int runOnce(const Step *step, MlirOperation module) {
  enum { SECONDS = 60 };
  alarm(SECONDS);
  bool isDoneStep = step->run(module);
  bool hasFailed = sweep->hasFailed;
  sweep->failing = 0;
  if (!mlirOperationVerify(module))
    return RUN_BROKE_MODULE;
  if (!hasFailed)
    return isDoneStep ? RUN_ENDED : RUN_GAVE_NO_REASON;
  if (isDoneStep)
    return RUN_SAID_NOTHING;
  return sweep->saysSo ? RUN_FAILED : RUN_GAVE_NO_REASON;
}

/// Runs in a child, so that a crash ends only the child. Returns the exit code,
/// or the signal as a negative number.
static int runInChild(const Step *step, MlirOperation module, size_t failing) {
  *sweep = (Sweep){.failing = failing};
  fflush(stdout);
  pid_t child = fork();
  if (child == 0)
    _exit(runOnce(step, module));
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) < 0)
    return RUN_GAVE_NO_REASON;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Returns the number of runs that went wrong.
static size_t sweepStep(const Step *step, MlirOperation module, size_t most) {
  if (runInChild(step, module, 0) != RUN_ENDED) {
    printf("%s: wrong without a failing allocation\n", step->name);
    return 1;
  }
  size_t total = sweep->count, numWrong = 0, numRuns = 0;
  size_t stride = most != 0 && total > most ? (total + most - 1) / most : 1;
  for (size_t n = 1; n <= total; n += stride) {
    int outcome = runInChild(step, module, n);
    // The output of a process comes in pieces that differ from run to run, and
    // so may the number of allocations. In a run with fewer, no allocation
    // fails.
    if (outcome == RUN_ENDED)
      continue;
    ++numRuns;
    if (outcome == RUN_FAILED)
      continue;
    ++numWrong;
    printf("%s: allocation %zu of %zu: %s", step->name, n, total,
           outcomeName(outcome));
    printf(outcome < 0 ? ", signal %d\n" : "\n", -outcome);
  }
  printf("%s: %zu of %zu allocations failed, %zu wrong\n", step->name, numRuns,
         total, numWrong);
  return numWrong;
}

static MlirContext createContext(void) {
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  mlirRegisterAllDialects(registry);
  mlirRegisterAllPasses();
  // A forked process has no other threads.
  MlirContext context = mlirContextCreateWithRegistry(registry, false);
  mlirDialectRegistryDestroy(registry);
  mlirContextLoadAllAvailableDialects(context);
  fuselagePTXRegisterTranslations(context);
  return context;
}

int main(int argc, char **argv) {
  const Step *step = argc > 2 ? findStep(argv[1]) : NULL;
  if (!step) {
    fputs("usage: fuselage-allocation-sweep STEP FILE [MOST | =NUMBER]\n",
          stderr);
    return 2;
  }
  MlirContext context = createContext();
  MlirModule module = mlirModuleCreateParseFromFile(
      context, mlirStringRefCreateFromCString(argv[2]));
  MlirOperation op = mlirModuleGetOperation(module);
  if (mlirModuleIsNull(module) || (step->before && !step->before(op)))
    return 2;
  void *shared = mmap(NULL, sizeof *sweep, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED)
    return 2;
  sweep = shared;
  mlirContextAttachDiagnosticHandler(context, hearDiagnostic, NULL, NULL);
  if (argc > 3 && argv[3][0] == '=') {
    *sweep = (Sweep){.failing = strtoull(argv[3] + 1, NULL, 10), .stops = true};
    return runOnce(step, op);
  }
  size_t most = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
  return sweepStep(step, op, most) == 0 ? 0 : 1;
}
