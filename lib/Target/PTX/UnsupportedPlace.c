//===- UnsupportedPlace.c - The place of an unsupported operation ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/UnsupportedPlace.h"

#include "Target/PTX/KernelModule.h"

#include <string.h>

/// The search for the operation that became an intrinsic. The names of both
/// consist of words, separated by '.' or '_', not always in the same order: the
/// operation nvvm.cluster.arrive becomes llvm.nvvm.barrier.cluster.arrive.
typedef struct IntrinsicSearch {
  MlirStringRef intrinsic;
  /// The most words of an operation so far whose words are all in the
  /// intrinsic.
  size_t bestScore;
  MlirLocation location;
} IntrinsicSearch;

static size_t wordLength(const char *at, const char *end) {
  size_t length = 0;
  while (at + length < end && at[length] != '.' && at[length] != '_')
    ++length;
  return length;
}

static bool hasWord(MlirStringRef name, const char *word, size_t length) {
  const char *end = name.data + name.length;
  for (const char *at = name.data; at < end;) {
    size_t size = wordLength(at, end);
    if (size == length && memcmp(at, word, length) == 0)
      return true;
    at += size + 1;
  }
  return false;
}

/// The number of words of `name`; 0 if the intrinsic lacks one of them.
static size_t countWords(MlirStringRef intrinsic, MlirStringRef name) {
  size_t count = 0;
  const char *end = name.data + name.length;
  for (const char *at = name.data; at < end;) {
    size_t size = wordLength(at, end);
    if (!hasWord(intrinsic, at, size))
      return 0;
    ++count;
    at += size + 1;
  }
  return count;
}

static bool takePrefix(MlirStringRef *string, const char *prefix) {
  size_t length = strlen(prefix);
  if (string->length <= length || memcmp(string->data, prefix, length) != 0)
    return false;
  *string = mlirStringRefCreate(string->data + length, string->length - length);
  return true;
}

static MlirWalkResult compareName(MlirOperation op, void *userData) {
  IntrinsicSearch *search = userData;
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(op));
  if (!takePrefix(&name, "nvvm.") && !takePrefix(&name, "llvm.intr."))
    return MlirWalkResultAdvance;
  size_t score = countWords(search->intrinsic, name);
  if (score > search->bestScore) {
    search->bestScore = score;
    search->location = mlirOperationGetLocation(op);
  }
  return MlirWalkResultAdvance;
}

/// The name that follows `mark` in `reason`; empty if the reason lacks the
/// mark.
static MlirStringRef nameAfter(const char *reason, const char *mark) {
  const char *at = strstr(reason, mark);
  if (!at)
    return mlirStringRefCreate("", 0);
  at += strlen(mark);
  return mlirStringRefCreate(at, strcspn(at, " \n\t'"));
}

static MlirLocation findFunction(MlirOperation gpuModule, MlirStringRef name) {
  for (MlirOperation op = mlirBlockGetFirstOperation(
           mlirRegionGetFirstBlock(mlirOperationGetRegion(gpuModule, 0)));
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op))
    if (name.length && mlirStringRefEqual(kernelModuleGetSymbol(op), name))
      return mlirOperationGetLocation(op);
  return mlirOperationGetLocation(gpuModule);
}

MlirLocation unsupportedPlaceFind(MlirOperation gpuModule, const char *reason) {
  IntrinsicSearch search = {nameAfter(reason, "intrinsic %"), 0, {NULL}};
  if (search.intrinsic.length)
    mlirOperationWalk(gpuModule, compareName, &search, MlirWalkPreOrder);
  return search.bestScore
             ? search.location
             : findFunction(gpuModule, nameAfter(reason, "In function: "));
}
