//===- embed.c - Fuselage inside another program --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a module, fuses its launches, says what became of them, and prints the
// PTX of the kernels.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Fusion.h"
#include "fuselage-c/PTX.h"

#include "mlir-c/IR.h"
#include "mlir-c/RegisterEverything.h"

#include <stdio.h>

static void printText(MlirStringRef text, void *stream) {
  fwrite(text.data, 1, text.length, stream);
}

static void onGroup(const FuselagePlannedGroup *planned, const FuselageRun *run,
                    void *userData) {
  (void)userData;
  const FuselageGroup *group = &planned->group;
  fprintf(stderr, "fused: %zu launches, the first at ", group->numStages);
  mlirLocationPrint(mlirOperationGetLocation(run->launches[group->firstStage]),
                    printText, stderr);
  fputc('\n', stderr);
}

static void onRefusal(const FuselageRefusal *refusal, void *userData) {
  (void)userData;
  fprintf(stderr, "refused: %s: %s%s%s\n",
          fuselageReasonGetName(refusal->obstacle.reason),
          refusal->message.data, refusal->witness.length ? ": " : "",
          refusal->witness.data);
}

static int fail(FuselagePTXError error) {
  fprintf(stderr, "error: %s\n", fuselagePTXErrorGetMessage(error));
  fuselagePTXErrorDestroy(error);
  return 1;
}

/// Prints the PTX of each gpu.module; there is one for each launch.
static int printPTX(MlirModule module, const FuselagePTXOptions *options) {
  FuselagePTXError error =
      fuselagePTXLower(mlirModuleGetOperation(module), options);
  if (!fuselagePTXErrorIsNull(error))
    return fail(error);
  MlirStringRef gpuModule = mlirStringRefCreateFromCString("gpu.module");
  for (MlirOperation op = mlirBlockGetFirstOperation(mlirModuleGetBody(module));
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op)) {
    if (!mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                            gpuModule))
      continue;
    FuselagePTXText ptx;
    error = fuselagePTXEmit(op, options, &ptx);
    if (!fuselagePTXErrorIsNull(error))
      return fail(error);
    printText(fuselagePTXTextGetString(ptx), stdout);
    fuselagePTXTextDestroy(ptx);
  }
  return 0;
}

static int compile(MlirModule module) {
  FuselageFusionOptions fusion = fuselageFusionOptionsGetDefault();
  FuselageFusionCallbacks callbacks = {.group = onGroup, .refusal = onRefusal};
  FuselageFusionSummary summary;
  // An error went to the context's diagnostic handler, which prints it.
  if (mlirLogicalResultIsFailure(fuselageFuse(mlirModuleGetOperation(module),
                                              &fusion, &callbacks, &summary)))
    return 1;
  fprintf(stderr, "launches: %zu -> %zu\n", summary.launchesBefore,
          summary.launchesAfter);
  FuselagePTXOptions ptx = fuselagePTXOptionsGetDefault();
  ptx.chip = "sm_80";
  return printPTX(module, &ptx);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 2;
  }
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  mlirRegisterAllDialects(registry);
  mlirRegisterAllPasses();
  MlirContext context = mlirContextCreateWithRegistry(registry, true);
  mlirDialectRegistryDestroy(registry);
  fuselagePTXRegisterTranslations(context);

  MlirModule module = mlirModuleCreateParseFromFile(
      context, mlirStringRefCreateFromCString(argv[1]));
  int exitCode = mlirModuleIsNull(module) ? 1 : compile(module);
  if (!mlirModuleIsNull(module))
    mlirModuleDestroy(module);
  mlirContextDestroy(context);
  return exitCode;
}
