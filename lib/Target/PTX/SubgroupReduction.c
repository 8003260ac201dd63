//===- SubgroupReduction.c - Reductions over the lanes of a warp ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// If all lanes take part, they exchange values with a partner at 1, 2, 4, 8 and
// 16 lanes of distance. Otherwise each lane takes the values of all lanes of
// its cluster, one after the other, and leaves out the lanes that do not take
// part. Sometimes only the running kernel knows which of the two is the case.
//
//===----------------------------------------------------------------------===//

#include "IR/DeviceLimits.h"
#include "Target/PTX/SubgroupOperations.h"

#include <stdio.h>

enum { maxName = 24 };

static void addType(Snippet *snippet, const char *before, MlirType type,
                    const char *after) {
  snippetAdd(snippet, "%s", before);
  snippetAddType(snippet, type);
  snippetAdd(snippet, "%s", after);
}

static unsigned addConstant(Snippet *snippet, int64_t value) {
  unsigned number = snippetValue(snippet);
  snippetAdd(snippet, "%%%u = arith.constant %lld : i32\n", number,
             (long long)value);
  return number;
}

static unsigned addButterfly(Snippet *snippet,
                             const SubgroupReduction *reduction) {
  char value[maxName] = "%a0", clamp[maxName], offset[maxName], other[maxName];
  unsigned result = 0;
  snprintf(clamp, sizeof clamp, "%%%u",
           addConstant(snippet, FUSELAGE_WARP_SIZE - 1));
  int64_t end = reduction->size * reduction->stride;
  for (int64_t distance = reduction->stride; distance < end; distance *= 2) {
    snprintf(offset, sizeof offset, "%%%u", addConstant(snippet, distance));
    Exchange exchange = {"bfly", "%a1", offset, clamp};
    snprintf(other, sizeof other, "%%%u",
             exchangeAdd(snippet, &exchange, reduction->type, value));
    result = exchangeAddCombination(snippet, reduction->kind, reduction->type,
                                    value, other);
    snprintf(value, sizeof value, "%%%u", result);
  }
  return result;
}

/// Appends one turn of the loop, for lane number %j of the cluster.
static void addTurn(Snippet *snippet, const SubgroupReduction *reduction) {
  char taken[maxName];
  snippetAdd(snippet, "%%o = arith.muli %%j, %%stride : i32\n"
                      "%%source = arith.addi %%base, %%o : i32\n"
                      "%%b = arith.shrui %%a1, %%source : i32\n"
                      "%%in = arith.trunci %%b : i32 to i1\n"
                      "%%from = arith.select %%in, %%source, %%a2 : i32\n");
  Exchange exchange = {"idx", "%a1", "%from", "%last"};
  snprintf(taken, sizeof taken, "%%%u",
           exchangeAdd(snippet, &exchange, reduction->type, "%a0"));
  unsigned both = exchangeAddCombination(snippet, reduction->kind,
                                         reduction->type, "%acc", taken);
  snippetAdd(snippet, "%%n1 = arith.select %%have, %%%u, %s", both, taken);
  addType(snippet, " : ", reduction->type, "\n");
  addType(snippet, "%n2 = arith.select %in, %n1, %acc : ", reduction->type,
          "\n");
  addType(snippet, "%h = arith.ori %have, %in : i1\nscf.yield %n2, %h : ",
          reduction->type, ", i1\n}\n");
}

static unsigned addLoop(Snippet *snippet, const SubgroupReduction *reduction) {
  int64_t span = reduction->size * reduction->stride;
  snippetAdd(snippet,
             "%%zero = arith.constant 0 : i32\n%%one = arith.constant 1 : i32\n"
             "%%last = arith.constant 31 : i32\n%%no = arith.constant false\n"
             "%%size = arith.constant %lld : i32\n"
             "%%stride = arith.constant %lld : i32\n"
             "%%high = arith.constant %lld : i32\n"
             "%%low = arith.constant %lld : i32\n"
             "%%g = arith.andi %%a2, %%high : i32\n"
             "%%r = arith.andi %%a2, %%low : i32\n"
             "%%base = arith.addi %%g, %%r : i32\n",
             (long long)reduction->size, (long long)reduction->stride,
             (long long)-span, (long long)reduction->stride - 1);
  unsigned result = snippetValue(snippet);
  unsigned flag = snippetValue(snippet);
  snippetAdd(snippet,
             "%%%u, %%%u = scf.for %%j = %%zero to %%size step %%one "
             "iter_args(%%acc = %%a0, %%have = %%no)",
             result, flag);
  addType(snippet, " -> (", reduction->type, ", i1) : i32 {\n");
  addTurn(snippet, reduction);
  return result;
}

unsigned subgroupAddReduction(Snippet *snippet,
                              const SubgroupReduction *reduction) {
  if (reduction->isFull && reduction->size > 1)
    return addButterfly(snippet, reduction);
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%every = arith.constant -1 : i32\n"
                      "%%full = arith.cmpi eq, %%a1, %%every : i32\n");
  snippetAdd(snippet, "%%%u = scf.if %%full", result);
  addType(snippet, " -> (", reduction->type, ") {\n");
  unsigned fast = reduction->size > 1 ? addButterfly(snippet, reduction)
                                      : snippetValue(snippet);
  if (reduction->size == 1) {
    snippetAdd(snippet,
               "%%t = arith.constant true\n"
               "%%%u = arith.select %%t, %%a0, %%a0",
               fast);
    addType(snippet, " : ", reduction->type, "\n");
  }
  snippetAdd(snippet, "scf.yield %%%u", fast);
  addType(snippet, " : ", reduction->type, "\n} else {\n");
  unsigned slow = addLoop(snippet, reduction);
  snippetAdd(snippet, "scf.yield %%%u", slow);
  addType(snippet, " : ", reduction->type, "\n}\n");
  return result;
}
