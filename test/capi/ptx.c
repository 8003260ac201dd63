//===- ptx.c - PTX through the C library ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a module, lowers its launches, and prints the PTX of each `gpu.module`,
// like a program that embeds the library.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/PTX.h"

#include "mlir-c/RegisterEverything.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(const char *program) {
  fprintf(stderr,
          "usage: %s [--chip=C] [--features=F] [--opt-level=N] "
          "[--libdevice=PATH] [--fast-math] [--line-info] [--resources] "
          "[--declared] [--cubin=PATH] "
          "[--threads=N] [--chips] [--no-lower] FILE\n",
          program);
  return 2;
}

/// Prints an error as a compiler would and destroys it; returns the exit code.
static int fail(FuselagePTXError error) {
  fprintf(stderr, "error: %s [%s]\n", fuselagePTXErrorGetMessage(error),
          fuselagePTXStatusGetName(fuselagePTXErrorGetStatus(error)));
  fuselagePTXErrorDestroy(error);
  return 1;
}

static void printName(MlirStringRef name, void *userData) {
  (void)userData;
  printf("%.*s\n", (int)name.length, name.data);
}

static void printOccupancy(const FuselagePTXResources *resources,
                           const char *chip) {
  FuselagePTXOccupancy occupancy;
  if (fuselagePTXGetOccupancy(chip, resources->threadsPerBlock,
                              resources->registers, resources->sharedBytes,
                              &occupancy))
    printf("occupancy on %s with %" PRIu32 " threads: %" PRIu32 " of %" PRIu32
           " warps\n",
           chip, resources->threadsPerBlock, occupancy.activeWarps,
           occupancy.maxWarps);
}

/// `userData` points to the name of the chip.
static void printResources(const FuselagePTXResources *resources,
                           void *userData) {
  if (resources->source == FUSELAGE_PTX_RESOURCES_DECLARED)
    printf("declared: ");
  else
    printOccupancy(resources, *(const char **)userData);
  printf("%.*s: %" PRIu32 " registers, ", (int)resources->kernel.length,
         resources->kernel.data, resources->registers);
  if (resources->spillStoreBytes == FUSELAGE_PTX_UNKNOWN_BYTES &&
      resources->spillLoadBytes == FUSELAGE_PTX_UNKNOWN_BYTES)
    printf("unknown spills, ");
  else
    printf("%" PRIu64 " bytes spilled, ",
           resources->spillStoreBytes + resources->spillLoadBytes);
  printf("%" PRIu64 " bytes shared, %" PRIu64 " bytes constant\n",
         resources->sharedBytes, resources->constantBytes);
}

typedef struct Command {
  FuselagePTXOptions options;
  bool lower;
  bool resources;
  bool declared;
  const char *cubin;
  long threads;
  const char *file;
} Command;

/// If `argument` begins with `option`, stores the rest of it.
static bool takeValue(const char *argument, const char *option,
                      const char **value) {
  size_t length = strlen(option);
  if (strncmp(argument, option, length) != 0)
    return false;
  *value = argument + length;
  return true;
}

static bool parseArgument(const char *argument, Command *command) {
  FuselagePTXOptions *options = &command->options;
  const char *level = NULL;
  if (takeValue(argument, "--chip=", &options->chip) ||
      takeValue(argument, "--features=", &options->features) ||
      takeValue(argument, "--libdevice=", &options->libdevice) ||
      takeValue(argument, "--cubin=", &command->cubin))
    return true;
  if (takeValue(argument, "--opt-level=", &level))
    options->optLevel = (int)strtol(level, NULL, 10);
  else if (takeValue(argument, "--threads=", &level))
    command->threads = strtol(level, NULL, 10);
  else if (!strcmp(argument, "--resources"))
    command->resources = true;
  else if (!strcmp(argument, "--fast-math"))
    options->fastMath = true;
  else if (!strcmp(argument, "--line-info"))
    options->lineInfo = true;
  else if (!strcmp(argument, "--declared"))
    command->declared = true;
  else if (!strcmp(argument, "--no-lower"))
    command->lower = false;
  else if (!strcmp(argument, "--chips"))
    fuselagePTXForEachChip(printName, NULL);
  else if (argument[0] != '-')
    command->file = argument;
  else
    return false;
  return true;
}

static void ignore(const FuselagePTXResources *resources, void *userData) {
  (void)resources;
  (void)userData;
}

/// If ptxas is found, it must accept the PTX that this program emits for a chip
/// that ptxas knows.
static FuselagePTXError askPtxas(MlirStringRef ptx, const char *chip) {
  FuselagePTXError none = {NULL};
  FuselagePTXText ptxas = fuselagePTXFindPtxas();
  if (fuselagePTXTextIsNull(ptxas))
    return none;
  FuselagePTXError error = fuselagePTXMeasureResources(
      ptx, chip, fuselagePTXTextGetString(ptxas).data, ignore, NULL);
  fuselagePTXTextDestroy(ptxas);
  if (!fuselagePTXErrorIsNull(error) &&
      strstr(fuselagePTXErrorGetMessage(error), "is not defined for option")) {
    fuselagePTXErrorDestroy(error);
    return none;
  }
  return error;
}

static FuselagePTXError print(MlirStringRef ptx, const char *chip) {
  FuselagePTXError error = askPtxas(ptx, chip);
  if (fuselagePTXErrorIsNull(error))
    fwrite(ptx.data, 1, ptx.length, stdout);
  return error;
}

static int emit(MlirOperation gpuModule, const Command *command) {
  FuselagePTXText ptx;
  FuselagePTXError error = fuselagePTXEmit(gpuModule, &command->options, &ptx);
  if (!fuselagePTXErrorIsNull(error))
    return fail(error);
  MlirStringRef text = fuselagePTXTextGetString(ptx);
  const char *chip = command->options.chip;
  if (command->resources)
    error = fuselagePTXMeasureResources(text, command->options.chip, NULL,
                                        printResources, (void *)&chip);
  else if (command->declared)
    error =
        fuselagePTXReadDeclaredResources(text, printResources, (void *)&chip);
  else if (command->cubin)
    error =
        fuselagePTXAssemble(text, command->options.chip,
                            command->options.optLevel, NULL, command->cubin);
  else
    error = print(text, command->options.chip);
  fuselagePTXTextDestroy(ptx);
  return fuselagePTXErrorIsNull(error) ? 0 : fail(error);
}

static int run(MlirOperation module, const Command *command) {
  if (command->lower) {
    FuselagePTXError error = fuselagePTXLower(module, &command->options);
    if (!fuselagePTXErrorIsNull(error))
      return fail(error);
  }
  MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0));
  int exitCode = 0;
  for (MlirOperation op = mlirBlockGetFirstOperation(body);
       !mlirOperationIsNull(op) && exitCode == 0;
       op = mlirOperationGetNextInBlock(op)) {
    MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(op));
    if (mlirStringRefEqual(name, mlirStringRefCreateFromCString("gpu.module")))
      exitCode = emit(op, command);
  }
  return exitCode;
}

static char *readFile(const char *path) {
  enum { limit = 1 << 20 }; // more than any test has
  FILE *file = fopen(path, "rb");
  char *text = file ? calloc(1, limit + 1) : NULL;
  if (text && fread(text, 1, limit, file) == 0) {
    free(text);
    text = NULL;
  }
  if (file)
    fclose(file);
  return text;
}

/// One compilation, in a context of its own.
typedef struct Compilation {
  const Command *command;
  MlirDialectRegistry registry;
  const char *source;
  int exitCode;
} Compilation;

static void *compile(void *userData) {
  Compilation *compilation = userData;
  MlirContext context =
      mlirContextCreateWithRegistry(compilation->registry, true);
  fuselagePTXRegisterTranslations(context);
  MlirModule module = mlirModuleCreateParse(
      context, mlirStringRefCreateFromCString(compilation->source));
  compilation->exitCode =
      mlirModuleIsNull(module)
          ? 1
          : run(mlirModuleGetOperation(module), compilation->command);
  if (!mlirModuleIsNull(module))
    mlirModuleDestroy(module);
  mlirContextDestroy(context);
  return NULL;
}

/// Compiles in so many threads at a time; for 0, in this thread.
static int compileInThreads(const Compilation *compilation, long count) {
  enum { limit = 64 };
  pthread_t threads[limit];
  Compilation copies[limit];
  int exitCode = 0;
  for (long i = 0; i < count && i < limit; ++i) {
    copies[i] = *compilation;
    if (pthread_create(&threads[i], NULL, compile, &copies[i]) != 0)
      return 1;
  }
  for (long i = 0; i < count && i < limit; ++i) {
    pthread_join(threads[i], NULL);
    exitCode |= copies[i].exitCode;
  }
  return exitCode;
}

int main(int argc, char **argv) {
  Command command = {.options = fuselagePTXOptionsGetDefault(), .lower = true};
  for (int i = 1; i < argc; ++i)
    if (!parseArgument(argv[i], &command))
      return usage(argv[0]);
  if (!command.file)
    return argc > 1 ? 0 : usage(argv[0]);
  char *source = readFile(command.file);
  if (!source) {
    fprintf(stderr, "error: cannot read '%s'\n", command.file);
    return 1;
  }

  Compilation compilation = {.command = &command,
                             .registry = mlirDialectRegistryCreate(),
                             .source = source};
  mlirRegisterAllDialects(compilation.registry);
  mlirRegisterAllPasses();
  if (command.threads)
    compilation.exitCode = compileInThreads(&compilation, command.threads);
  else
    compile(&compilation);
  mlirDialectRegistryDestroy(compilation.registry);
  free(source);
  return compilation.exitCode;
}
