//===- Atomics.c - Atomic updates that LLVM lacks -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Atomics.h"

#include "Bridge/Enums.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/Placeholders.h"
#include "Target/PTX/RewriteOperations.h"
#include "Target/PTX/Snippet.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stdio.h>

enum {
  maxRank = FUSELAGE_BOUND(32, 1),
  wordBits = 32,
  doubleWordBits = 64,
  byteBits = 8
};

static FuselagePTXError atomicError(MlirOperation op, const char *problem) {
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(op));
  return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                       "'%.*s' %s", (int)name.length, name.data, problem);
}

static unsigned bitsOf(MlirType element) {
  if (mlirTypeIsAIndex(element))
    return doubleWordBits;
  if (mlirTypeIsAInteger(element))
    return mlirIntegerTypeGetWidth(element);
  return mlirTypeIsAFloat(element) ? mlirFloatTypeGetWidth(element) : 0;
}

//===----------------------------------------------------------------------===//
// Compare-and-swap
//===----------------------------------------------------------------------===//

/// Appends the index operands, from number `first` on.
static void addIndices(Snippet *snippet, intptr_t first, intptr_t count) {
  snippetAdd(snippet, "[");
  for (intptr_t i = 0; i < count; ++i)
    snippetAdd(snippet, "%s%%a%zd", i ? ", " : "", first + i);
  snippetAdd(snippet, "]");
}

/// The type of the same memory with elements of integers.
static MlirType withElement(MlirType memref, MlirType element) {
  int64_t shape[maxRank];
  intptr_t rank = mlirShapedTypeGetRank(memref);
  for (intptr_t i = 0; i < rank; ++i)
    shape[i] = mlirShapedTypeGetDimSize(memref, i);
  return mlirMemRefTypeGet(element, rank, shape,
                           mlirMemRefTypeGetLayout(memref),
                           mlirMemRefTypeGetMemorySpace(memref));
}

/// Appends the conversion between a value of the memory's element type and its
/// bits. An i1 fills a byte.
static void addConversion(Snippet *snippet, const char *result,
                          const char *value, MlirType from, MlirType to) {
  bool shrinks = bitsOf(from) > bitsOf(to), grows = bitsOf(from) < bitsOf(to);
  snippetAdd(snippet, "%s = arith.%s %s : ", result,
             shrinks ? "trunci" : (grows ? "extui" : "bitcast"), value);
  snippetAddType(snippet, from);
  snippetAdd(snippet, " to ");
  snippetAddType(snippet, to);
  snippetAdd(snippet, "\n");
}

/// Operands: the memory and its indices. Both casts of the memory are between
/// types with the same form in LLVM, so they cancel out.
static void addUpdateOfBits(Snippet *snippet, MlirType memory, MlirType bits,
                            intptr_t rank) {
  MlirType element = mlirShapedTypeGetElementType(memory);
  MlirType memoryOfBits = withElement(memory, bits);
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%m = builtin.unrealized_conversion_cast %%a0 : ");
  snippetAddType(snippet, memory);
  snippetAdd(snippet, " to ");
  snippetAddType(snippet, memoryOfBits);
  snippetAdd(snippet, "\n%%w = memref.generic_atomic_rmw %%m");
  addIndices(snippet, 1, rank);
  snippetAdd(snippet, " : ");
  snippetAddType(snippet, memoryOfBits);
  snippetAdd(snippet, " {\n^bb0(%%c: ");
  snippetAddType(snippet, bits);
  snippetAdd(snippet, "):\n");
  addConversion(snippet, "%f", "%c", bits, element);
  snippetAdd(snippet, "%%n = builtin.unrealized_conversion_cast %%f, %%f : ");
  snippetAddType(snippet, element);
  snippetAdd(snippet, ", ");
  snippetAddType(snippet, element);
  snippetAdd(snippet, " to ");
  snippetAddType(snippet, element);
  snippetAdd(snippet, "\n");
  addConversion(snippet, "%b", "%n", element, bits);
  snippetAdd(snippet, "memref.atomic_yield %%b : ");
  snippetAddType(snippet, bits);
  snippetAdd(snippet, "\n}\n");
  char name[wordBits];
  snprintf(name, sizeof name, "%%%u", result);
  addConversion(snippet, name, "%w", bits, element);
}

static bool isExchangedAsIs(MlirType element) {
  unsigned bits = bitsOf(element);
  return (mlirTypeIsAInteger(element) || mlirTypeIsAIndex(element)) &&
         (bits == byteBits || bits == 2 * byteBits || bits == wordBits ||
          bits == doubleWordBits);
}

/// The integer type whose bits are exchanged in place of `element`; null if
/// `element` has none.
static MlirType bitsTypeOf(MlirType element) {
  unsigned bits = bitsOf(element);
  MlirType none = {NULL};
  if (bits == 1)
    bits = byteBits;
  return bits == byteBits || bits == 2 * byteBits || bits == wordBits ||
                 bits == doubleWordBits
             ? mlirIntegerTypeGet(mlirTypeGetContext(element), bits)
             : none;
}

/// Replaces the cast in the snippet by the body of `op`, and `op` by the
/// result.
static FuselagePTXError replaceGeneric(Snippet *snippet, MlirOperation op,
                                       unsigned number) {
  MlirValue operands[maxRank + 1], result;
  intptr_t count = mlirOperationGetNumOperands(op);
  for (intptr_t i = 0; i < count; ++i)
    operands[i] = mlirOperationGetOperand(op, i);
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  FuselagePTXError error = snippetInline(snippet, op, operands, (size_t)count,
                                         &number, &type, 1, &result);
  if (fuselagePTXErrorIsNull(error))
    error = placeholdersFill(mlirOperationGetParentOperation(op), op);
  if (fuselagePTXErrorIsNull(error))
    snippetReplaceByValues(op, &result);
  return error;
}

static FuselagePTXError rewriteGeneric(MlirOperation op, void *userData) {
  (void)userData;
  MlirType memory = mlirValueGetType(mlirOperationGetOperand(op, 0));
  MlirType element = mlirShapedTypeGetElementType(memory);
  intptr_t rank = mlirOperationGetNumOperands(op) - 1;
  MlirType bits = bitsTypeOf(element);
  if (isExchangedAsIs(element))
    return errorNone();
  if (mlirTypeIsNull(bits) || rank > maxRank)
    return atomicError(op, "is for elements of 8, 16, 32 or 64 bits. Fix: use "
                           "another element type");
  Snippet snippet = {0};
  addUpdateOfBits(&snippet, memory, bits, rank);
  FuselagePTXError error = replaceGeneric(&snippet, op, 0);
  snippetFree(&snippet);
  return error;
}

//===----------------------------------------------------------------------===//
// Updates with control flow
//===----------------------------------------------------------------------===//

/// Finds an operation that becomes several blocks, as expansions of math
/// functions do.
static MlirWalkResult findBranching(MlirOperation op, void *userData) {
  bool *found = userData;
  *found = fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_MATH) ||
           (mlirOperationGetNumRegions(op) != 0 &&
            !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GENERIC_ATOMIC_RMW));
  return *found ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// The types of the values of an update. The comparison is of `bits`.
typedef struct Update {
  MlirType memory;
  MlirType element;
  MlirType bits;
  intptr_t rank;
} Update;

/// Appends `result`, the bits of `value`.
static void addBits(Snippet *snippet, const Update *update, const char *result,
                    const char *value) {
  snippetAdd(snippet, "%s = arith.bitcast %s : ", result, value);
  snippetAddType(snippet, update->element);
  snippetAdd(snippet, " to ");
  snippetAddType(snippet, update->bits);
  snippetAdd(snippet, "\n");
}

static void addMemory(Snippet *snippet, const Update *update) {
  snippetAdd(snippet, " %%a0");
  addIndices(snippet, 1, update->rank);
  snippetAdd(snippet, " : ");
  snippetAddType(snippet, update->memory);
}

static void addElement(Snippet *snippet, const Update *update,
                       const char *text) {
  snippetAdd(snippet, "%s", text);
  snippetAddType(snippet, update->element);
}

/// Stores %%new if the memory holds the bits %%was.
static void addConditionalUpdate(Snippet *snippet, const Update *update) {
  snippetAdd(snippet, "%%got = memref.generic_atomic_rmw");
  addMemory(snippet, update);
  addElement(snippet, update, " {\n^bb0(%c: ");
  snippetAdd(snippet, "):\n");
  addBits(snippet, update, "%cb", "%c");
  snippetAdd(snippet, "%%same = arith.cmpi eq, %%cb, %%was : ");
  snippetAddType(snippet, update->bits);
  addElement(snippet, update, "\n%n = arith.select %same, %new, %c : ");
  addElement(snippet, update, "\nmemref.atomic_yield %n : ");
  snippetAdd(snippet, "\n}\n");
}

/// Computes the new value outside of the update, from a guess of the old value,
/// again and again until the guess was right.
static unsigned addLoop(Snippet *snippet, const Update *update) {
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%first = memref.load");
  addMemory(snippet, update);
  snippetAdd(snippet, "\n%%%u = scf.while (%%old = %%first) : (", result);
  addElement(snippet, update, "");
  addElement(snippet, update, ") -> ");
  snippetAdd(snippet, " {\n");
  addElement(snippet, update,
             "%new = builtin.unrealized_conversion_cast %old, %old : ");
  addElement(snippet, update, ", ");
  addElement(snippet, update, " to ");
  snippetAdd(snippet, "\n");
  addBits(snippet, update, "%was", "%old");
  addConditionalUpdate(snippet, update);
  addBits(snippet, update, "%gb", "%got");
  snippetAdd(snippet, "%%again = arith.cmpi ne, %%gb, %%was : ");
  snippetAddType(snippet, update->bits);
  addElement(snippet, update, "\nscf.condition(%again) %got : ");
  addElement(snippet, update, "\n} do {\n^bb0(%v: ");
  addElement(snippet, update, "):\nscf.yield %v : ");
  snippetAdd(snippet, "\n}\n");
  return result;
}

static FuselagePTXError rewriteBranching(MlirOperation op, void *userData) {
  (void)userData;
  bool found = false;
  mlirOperationWalk(op, findBranching, &found, MlirWalkPreOrder);
  MlirType memory = mlirValueGetType(mlirOperationGetOperand(op, 0));
  MlirType element = mlirShapedTypeGetElementType(memory);
  Update update = {memory, element,
                   mlirTypeIsAInteger(element) ? element : bitsTypeOf(element),
                   mlirShapedTypeGetRank(memory)};
  if (!found || mlirTypeIsNull(update.bits) || update.rank > maxRank)
    return errorNone();
  Snippet snippet = {0};
  unsigned number = addLoop(&snippet, &update);
  FuselagePTXError error = replaceGeneric(&snippet, op, number);
  snippetFree(&snippet);
  return error;
}

//===----------------------------------------------------------------------===//
// Kinds of updates
//===----------------------------------------------------------------------===//

/// By FuselageAtomicKind: the operation that combines the old value with the
/// new one, and whether LLVM has the atomic for words. An assignment combines
/// nothing; LLVM has it for all types of whole bytes.
typedef struct Kind {
  const char *operation;
  bool isAtomic;
} Kind;

static const Kind kinds[] = {
    [FUSELAGE_ATOMIC_ADDF] = {"addf", true},
    [FUSELAGE_ATOMIC_ADDI] = {"addi", true},
    [FUSELAGE_ATOMIC_ANDI] = {"andi", true},
    [FUSELAGE_ATOMIC_ASSIGN] = {NULL, true},
    [FUSELAGE_ATOMIC_MAXIMUMF] = {"maximumf", false},
    [FUSELAGE_ATOMIC_MAXNUMF] = {"maxnumf", false},
    [FUSELAGE_ATOMIC_MAXS] = {"maxsi", true},
    [FUSELAGE_ATOMIC_MAXU] = {"maxui", true},
    [FUSELAGE_ATOMIC_MINIMUMF] = {"minimumf", false},
    [FUSELAGE_ATOMIC_MINNUMF] = {"minnumf", false},
    [FUSELAGE_ATOMIC_MINS] = {"minsi", true},
    [FUSELAGE_ATOMIC_MINU] = {"minui", true},
    [FUSELAGE_ATOMIC_MULF] = {"mulf", false},
    [FUSELAGE_ATOMIC_MULI] = {"muli", false},
    [FUSELAGE_ATOMIC_ORI] = {"ori", true},
    [FUSELAGE_ATOMIC_XORI] = {"xori", true},
};

/// Operands: the value, the memory, its indices.
static void addGeneric(Snippet *snippet, const Kind *kind, MlirType memory,
                       intptr_t rank) {
  MlirType element = mlirShapedTypeGetElementType(memory);
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%%u = memref.generic_atomic_rmw %%a1", result);
  addIndices(snippet, 2, rank);
  snippetAdd(snippet, " : ");
  snippetAddType(snippet, memory);
  snippetAdd(snippet, " {\n^bb0(%%c: ");
  snippetAddType(snippet, element);
  snippetAdd(snippet, "):\n");
  if (kind->operation) {
    snippetAdd(snippet, "%%n = arith.%s %%c, %%a0 : ", kind->operation);
    snippetAddType(snippet, element);
    snippetAdd(snippet, "\n");
  }
  snippetAdd(snippet,
             "memref.atomic_yield %s : ", kind->operation ? "%n" : "%a0");
  snippetAddType(snippet, element);
  snippetAdd(snippet, "\n}\n");
}

/// An exchange of i1, which fills a byte.
static void addExchangeOfByte(Snippet *snippet, MlirType memory,
                              intptr_t rank) {
  MlirType byte = mlirIntegerTypeGet(mlirTypeGetContext(memory), byteBits);
  MlirType memoryOfBytes = withElement(memory, byte);
  unsigned result = snippetValue(snippet);
  snippetAdd(snippet, "%%m = builtin.unrealized_conversion_cast %%a1 : ");
  snippetAddType(snippet, memory);
  snippetAdd(snippet, " to ");
  snippetAddType(snippet, memoryOfBytes);
  snippetAdd(snippet, "\n%%v = arith.extui %%a0 : i1 to i8\n"
                      "%%o = memref.atomic_rmw assign %%v, %%m");
  addIndices(snippet, 2, rank);
  snippetAdd(snippet, " : (i8, ");
  snippetAddType(snippet, memoryOfBytes);
  snippetAdd(snippet, ") -> i8\n%%%u = arith.trunci %%o : i8 to i1\n", result);
}

/// True if LLVM has an instruction, or an expansion of its own.
static bool isKnownToLLVM(int64_t kind, unsigned bits) {
  return kinds[kind].isAtomic && (bits == wordBits || bits == doubleWordBits ||
                                  (kind == FUSELAGE_ATOMIC_ASSIGN && bits > 1));
}

static FuselagePTXError rewriteKind(MlirOperation op, void *userData) {
  (void)userData;
  int64_t kind = fuselageOperationGetIntAttribute(op, "kind", -1);
  if (kind < 0 || kind >= (int64_t)(sizeof kinds / sizeof *kinds))
    return atomicError(op, "is of a kind that is not known. Fix: use "
                           "memref.generic_atomic_rmw");
  MlirType memory = mlirValueGetType(mlirOperationGetOperand(op, 1));
  intptr_t rank = mlirOperationGetNumOperands(op) - 2;
  if (isKnownToLLVM(kind, bitsOf(mlirShapedTypeGetElementType(memory))))
    return errorNone();
  if (rank > maxRank)
    return atomicError(op, "has too many indices. Fix: collapse dimensions");
  Snippet snippet = {0};
  if (kind == FUSELAGE_ATOMIC_ASSIGN)
    addExchangeOfByte(&snippet, memory, rank);
  else
    addGeneric(&snippet, &kinds[kind], memory, rank);
  MlirValue operands[maxRank + 2];
  for (intptr_t i = 0; i < rank + 2; ++i)
    operands[i] = mlirOperationGetOperand(op, i);
  const unsigned result = 0;
  FuselagePTXError error =
      snippetReplace(&snippet, op, operands, (size_t)rank + 2, &result);
  snippetFree(&snippet);
  return error;
}

FuselagePTXError atomicsRewrite(MlirOperation gpuModule) {
  static const OperationRewrite toGeneric = {FUSELAGE_OP_MEMREF_ATOMIC_RMW,
                                             rewriteKind};
  static const OperationRewrite toBits = {FUSELAGE_OP_MEMREF_GENERIC_ATOMIC_RMW,
                                          rewriteGeneric};
  static const OperationRewrite toLoop = {FUSELAGE_OP_MEMREF_GENERIC_ATOMIC_RMW,
                                          rewriteBranching};
  FuselagePTXError error = rewriteOperations(gpuModule, &toGeneric, 1, NULL);
  if (fuselagePTXErrorIsNull(error))
    error = rewriteOperations(gpuModule, &toLoop, 1, NULL);
  return fuselagePTXErrorIsNull(error)
             ? rewriteOperations(gpuModule, &toBits, 1, NULL)
             : error;
}
