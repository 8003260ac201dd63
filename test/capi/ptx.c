//===- ptx.c - PTX through the C library ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a module, lowers what is not lowered yet, and prints the PTX of each
// gpu.module, as a program would that embeds the library.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/PTX.h"

#include "mlir-c/RegisterEverything.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(const char *program) {
  fprintf(stderr,
          "usage: %s [--chip=C] [--features=F] [--opt-level=N] "
          "[--libdevice=PATH] [--resources] [--chips] [--no-lower] FILE\n",
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

static void printResources(const FuselagePTXResources *resources,
                           void *userData) {
  (void)userData;
  printf("%.*s: %u registers, %llu bytes spilled, %llu bytes shared, %llu "
         "bytes constant\n",
         (int)resources->kernel.length, resources->kernel.data,
         resources->registers,
         (unsigned long long)(resources->spillStoreBytes +
                              resources->spillLoadBytes),
         (unsigned long long)resources->sharedBytes,
         (unsigned long long)resources->constantBytes);
}

typedef struct Command {
  FuselagePTXOptions options;
  bool lower;
  bool resources;
  const char *file;
} Command;

static const char *valueOf(const char *argument, const char *option) {
  size_t length = strlen(option);
  return strncmp(argument, option, length) == 0 ? argument + length : NULL;
}

static bool parseArgument(const char *argument, Command *command) {
  const char *value = NULL;
  if ((value = valueOf(argument, "--chip=")))
    command->options.chip = value;
  else if ((value = valueOf(argument, "--features=")))
    command->options.features = value;
  else if ((value = valueOf(argument, "--libdevice=")))
    command->options.libdevice = value;
  else if ((value = valueOf(argument, "--opt-level=")))
    command->options.optLevel = (int)strtol(value, NULL, 10);
  else if (!strcmp(argument, "--resources"))
    command->resources = true;
  else if (!strcmp(argument, "--no-lower"))
    command->lower = false;
  else if (!strcmp(argument, "--chips"))
    fuselagePTXForEachChip(printName, NULL);
  else
    command->file = argument;
  return argument[0] != '-' || command->file != argument;
}

static int emit(MlirOperation gpuModule, const Command *command) {
  FuselagePTXText ptx;
  FuselagePTXError error = fuselagePTXEmit(gpuModule, &command->options, &ptx);
  if (!fuselagePTXErrorIsNull(error))
    return fail(error);
  MlirStringRef text = fuselagePTXTextGetString(ptx);
  if (command->resources)
    error = fuselagePTXMeasureResources(text, command->options.chip, NULL,
                                        printResources, NULL);
  else
    fwrite(text.data, 1, text.length, stdout);
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
  FILE *file = fopen(path, "rb");
  if (!file)
    return NULL;
  char *text = NULL;
  size_t length = 0;
  for (size_t count = 1; count;) {
    char *grown = realloc(text, length + 65537);
    if (!grown)
      break;
    text = grown;
    count = fread(text + length, 1, 65536, file);
    length += count;
    text[length] = '\0';
  }
  fclose(file);
  return text;
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

  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  mlirRegisterAllDialects(registry);
  mlirRegisterAllPasses();
  MlirContext context = mlirContextCreateWithRegistry(registry, true);
  fuselagePTXRegisterTranslations(context);

  MlirModule module =
      mlirModuleCreateParse(context, mlirStringRefCreateFromCString(source));
  int exitCode = mlirModuleIsNull(module)
                     ? 1
                     : run(mlirModuleGetOperation(module), &command);
  if (!mlirModuleIsNull(module))
    mlirModuleDestroy(module);
  mlirContextDestroy(context);
  mlirDialectRegistryDestroy(registry);
  free(source);
  return exitCode;
}
