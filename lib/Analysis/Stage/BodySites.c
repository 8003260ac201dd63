//===- BodySites.c - What a body asks of memory, and how often ------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Stage/BodySites.h"

#include "Analysis/Host/HostTrips.h"
#include "Analysis/Launch/Launch.h"
#include "Bridge/MemoryEffects.h"
#include "IR/ByteCount.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinTypes.h"

enum {
  maxRank = FUSELAGE_BOUND(16, 3),
  /// Loops and conditions, one in the other.
  maxNesting = FUSELAGE_BOUND(32, 4),
  /// Operations that make one condition.
  maxConditionOps = FUSELAGE_BOUND(64, 4)
};

typedef struct BodyReader {
  FuselageBodySites *sites;
  FuselageIndexReader *reader;
  /// Addresses may use variables of loops, and values of the host: the one is
  /// that of the first trip, the other zero. Numbers of trips may not.
  bool isAddress;
  int nesting;
} BodyReader;

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static bool addConstant(FuselageIndexProgram *program, int64_t value) {
  return fuselageIndexProgramAddStep(program, FUSELAGE_INDEX_CONSTANT, value);
}

/// Adds the value that the variable of a loop begins with. Where that is not an
/// operand it is taken for a place that a sector begins at.
static bool addFirstValue(BodyReader *body, MlirValue variable) {
  FuselageIndexProgram *program = &body->sites->program;
  MlirOperation loop =
      mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(variable));
  intptr_t number = mlirBlockArgumentGetArgNumber(variable);
  switch (fuselageOperationGetKind(loop)) {
  case FUSELAGE_OP_SCF_FOR:
    if (number != 0)
      return false;
    break;
  case FUSELAGE_OP_SCF_PARALLEL:
    break;
  case FUSELAGE_OP_AFFINE_FOR:
    return number == 0 && addConstant(program, 0);
  default:
    return false;
  }
  return fuselageIndexProgramAdd(
      program,
      fuselageIndexRead(body->reader, mlirOperationGetOperand(loop, number)));
}

/// The step of an operation that is no part of an expression: the number of an
/// item is taken apart by divisions, and an index is kept in bounds by minima
/// and maxima. A sign is not asked for: what is divided counts items.
static bool findStep(MlirOperation op, FuselageIndexStepKind *kind) {
  switch (fuselageOperationGetClass(op)) {
  case FUSELAGE_CLASS_DIV:
  case FUSELAGE_CLASS_FLOOR_DIV:
    *kind = FUSELAGE_INDEX_FLOOR;
    return true;
  case FUSELAGE_CLASS_REM:
    *kind = FUSELAGE_INDEX_MOD;
    return true;
  case FUSELAGE_CLASS_MIN:
    *kind = FUSELAGE_INDEX_MIN;
    return true;
  case FUSELAGE_CLASS_MAX:
    *kind = FUSELAGE_INDEX_MAX;
    return true;
  case FUSELAGE_CLASS_MIN_UNSIGNED:
    *kind = FUSELAGE_INDEX_MIN_UNSIGNED;
    return true;
  case FUSELAGE_CLASS_MAX_UNSIGNED:
    *kind = FUSELAGE_INDEX_MAX_UNSIGNED;
    return true;
  default:
    return false;
  }
}

static bool addResult(BodyReader *body, MlirOperation op) {
  FuselageIndexProgram *program = &body->sites->program;
  FuselageIndexStepKind kind;
  if (!findStep(op, &kind))
    return false;
  for (intptr_t i = 0; i < 2; ++i)
    if (!fuselageIndexProgramAdd(
            program,
            fuselageIndexRead(body->reader, mlirOperationGetOperand(op, i))))
      return false;
  return fuselageIndexProgramAddStep(program, kind, 0);
}

static bool addValue(FuselageIndexProgram *program, MlirValue value,
                     void *userData) {
  BodyReader *body = userData;
  if (!fuselageValueIsDefinedInside(value, body->reader->launch))
    return body->isAddress && addConstant(program, 0);
  if (mlirValueIsABlockArgument(value))
    return body->isAddress && addFirstValue(body, value);
  return addResult(body, mlirOpResultGetOwner(value));
}

static bool addCode(BodyReader *body, MlirValue value,
                    FuselageIndexCode *code) {
  FuselageIndexProgram *program = &body->sites->program;
  *code = fuselageIndexProgramBegin(program);
  if (!mlirTypeIsAIndex(mlirValueGetType(value)) ||
      !fuselageIndexProgramAdd(program, fuselageIndexRead(body->reader, value)))
    return false;
  fuselageIndexProgramEnd(program, code);
  return true;
}

static bool addConstantCode(BodyReader *body, int64_t value,
                            FuselageIndexCode *code) {
  FuselageIndexProgram *program = &body->sites->program;
  *code = fuselageIndexProgramBegin(program);
  if (!addConstant(program, value))
    return false;
  fuselageIndexProgramEnd(program, code);
  return true;
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

static bool addSite(BodyReader *body, const FuselageBodySite *site) {
  FuselageBodySite *slot = FUSELAGE_ARRAY_APPEND(&body->sites->sites);
  body->sites->outOfMemory = body->sites->outOfMemory || !slot;
  if (slot)
    *slot = *site;
  return slot;
}

/// Adds the steps of the sum of all indices, each times its stride in bytes.
static bool addAddressSteps(BodyReader *body, MlirOperation op,
                            intptr_t memrefOperand, const int64_t *strides,
                            int64_t elementBytes) {
  FuselageIndexProgram *program = &body->sites->program;
  MlirAffineExpr indices[maxRank];
  intptr_t rank = mlirShapedTypeGetRank(
      mlirValueGetType(mlirOperationGetOperand(op, memrefOperand)));
  fuselageReadElementIndices(body->reader, op, memrefOperand, indices);
  if (!addConstant(program, 0))
    return false;
  for (intptr_t i = 0; i < rank; ++i) {
    int64_t bytes;
    if (mlirShapedTypeIsDynamicStrideOrOffset(strides[i]) ||
        __builtin_mul_overflow(strides[i], elementBytes, &bytes) ||
        !fuselageIndexProgramAdd(program, indices[i]) ||
        !addConstant(program, bytes) ||
        !fuselageIndexProgramAddStep(program, FUSELAGE_INDEX_MUL, 0) ||
        !fuselageIndexProgramAddStep(program, FUSELAGE_INDEX_ADD, 0))
      return false;
  }
  return true;
}

static bool addAddress(BodyReader *body, MlirOperation op,
                       intptr_t memrefOperand, FuselageIndexCode *address) {
  MlirType type = mlirValueGetType(mlirOperationGetOperand(op, memrefOperand));
  int64_t strides[maxRank], offset;
  uint64_t elementBytes =
      fuselageElementBytes(mlirShapedTypeGetElementType(type));
  if (mlirShapedTypeGetRank(type) > maxRank || elementBytes > 16 ||
      mlirLogicalResultIsFailure(
          mlirMemRefTypeGetStridesAndOffset(type, strides, &offset)))
    return false;
  *address = fuselageIndexProgramBegin(&body->sites->program);
  body->isAddress = true;
  bool isAdded =
      addAddressSteps(body, op, memrefOperand, strides, (int64_t)elementBytes);
  body->isAddress = false;
  if (isAdded)
    fuselageIndexProgramEnd(&body->sites->program, address);
  return isAdded;
}

/// Memory of a block or a thread is no work for the L2 cache. Views that a
/// thread makes may be of anything.
static bool readAccess(BodyReader *body, size_t frame, MlirOperation op,
                       FuselageAccessKind kind, intptr_t memrefOperand) {
  MlirValue memref = mlirOperationGetOperand(op, memrefOperand);
  MlirOperation launch = body->reader->launch;
  FuselageBodySite site = {.kind = kind == FUSELAGE_ACCESS_READ
                                       ? FUSELAGE_SITE_LOAD
                                       : FUSELAGE_SITE_STORE,
                           .frame = frame};
  if (fuselageTypeIsWorkgroupMemory(mlirValueGetType(memref)) ||
      fuselageValueIsLaunchMemory(memref, launch))
    return true;
  if (fuselageValueIsDefinedInside(memref, launch))
    return fuselageOperationIs(fuselageValueGetDefiningOp(memref),
                               FUSELAGE_OP_MEMREF_ALLOCA);
  return addAddress(body, op, memrefOperand, &site.address) &&
         addSite(body, &site);
}

//===----------------------------------------------------------------------===//
// Loops and conditions
//===----------------------------------------------------------------------===//

static bool readBlocks(BodyReader *body, size_t frame, MlirOperation op,
                       intptr_t region);

static bool addFrame(BodyReader *body, const FuselageBodyFrame *frame,
                     size_t *number) {
  *number = body->sites->frames.size;
  FuselageBodyFrame *slot = FUSELAGE_ARRAY_APPEND(&body->sites->frames);
  body->sites->outOfMemory = body->sites->outOfMemory || !slot;
  if (slot)
    *slot = *frame;
  return slot;
}

static bool readFor(BodyReader *body, size_t parent, MlirOperation loop) {
  FuselageBodyFrame frame = {.parent = parent, .isLoop = true};
  size_t number;
  return !fuselageLoopIsUnsigned(loop) &&
         addCode(body, mlirOperationGetOperand(loop, 0), &frame.lower) &&
         addCode(body, mlirOperationGetOperand(loop, 1), &frame.upper) &&
         addCode(body, mlirOperationGetOperand(loop, 2), &frame.step) &&
         addFrame(body, &frame, &number) && readBlocks(body, number, loop, 0);
}

/// Any other loop has constant bounds.
static bool readLoop(BodyReader *body, size_t parent, MlirOperation loop) {
  FuselageBodyFrame frame = {.parent = parent, .isLoop = true};
  uint64_t trips = fuselageHostLoopGetTrips(loop);
  size_t number;
  return trips < FUSELAGE_UNKNOWN_TRIPS &&
         addConstantCode(body, 0, &frame.lower) &&
         addConstantCode(body, (int64_t)trips, &frame.upper) &&
         addConstantCode(body, 1, &frame.step) &&
         addFrame(body, &frame, &number) && readBlocks(body, number, loop, 0);
}

/// Adds a frame for each comparison that has to hold. Takes the operations off
/// `*budget`.
static bool addComparisons(BodyReader *body, MlirValue condition, int *budget,
                           size_t *frame) {
  MlirOperation op = fuselageValueGetDefiningOp(condition);
  if (mlirOperationIsNull(op) || --*budget < 0)
    return false;
  if (fuselageOperationIs(op, FUSELAGE_OP_ARITH_ANDI))
    return addComparisons(body, mlirOperationGetOperand(op, 0), budget,
                          frame) &&
           addComparisons(body, mlirOperationGetOperand(op, 1), budget, frame);
  if (!fuselageOperationIs(op, FUSELAGE_OP_ARITH_CMPI))
    return false;
  FuselageBodyFrame compared = {
      .parent = *frame,
      .predicate = (FuselageCmpIPredicate)fuselageOperationGetIntAttribute(
          op, "predicate", FUSELAGE_CMPI_EQ)};
  return addCode(body, mlirOperationGetOperand(op, 0), &compared.lower) &&
         addCode(body, mlirOperationGetOperand(op, 1), &compared.upper) &&
         addFrame(body, &compared, frame);
}

static bool addCondition(BodyReader *body, MlirValue condition, size_t *frame) {
  int budget = maxConditionOps;
  return addComparisons(body, condition, &budget, frame);
}

static bool readIf(BodyReader *body, size_t parent, MlirOperation op) {
  size_t then = parent, otherwise = parent;
  MlirValue condition = mlirOperationGetOperand(op, 0);
  if (!addCondition(body, condition, &then) || !readBlocks(body, then, op, 0))
    return false;
  if (!fuselageConditionHasElse(op))
    return true;
  // The opposite of several comparisons is none of them.
  if (!addCondition(body, condition, &otherwise) ||
      body->sites->frames.data[otherwise].parent != parent)
    return false;
  body->sites->frames.data[otherwise].isNegated = true;
  return readBlocks(body, otherwise, op, 1);
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

static bool readOperation(BodyReader *body, size_t frame, MlirOperation op) {
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand))
    return readAccess(body, frame, op, kind, memrefOperand);
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_GPU_BARRIER:
    return addSite(body, &(FuselageBodySite){.kind = FUSELAGE_SITE_BARRIER,
                                             .frame = frame});
  case FUSELAGE_OP_SCF_FOR:
    return readFor(body, frame, op);
  case FUSELAGE_OP_SCF_PARALLEL:
  case FUSELAGE_OP_AFFINE_FOR:
    return readLoop(body, frame, op);
  case FUSELAGE_OP_SCF_IF:
    return readIf(body, frame, op);
  case FUSELAGE_OP_GPU_TERMINATOR:
  case FUSELAGE_OP_MEMREF_ALLOCA:
    return true;
  default:
    return fuselageOperationIsMemoryEffectFree(op) &&
           !fuselageOperationIsCollective(op);
  }
}

static bool readBlocks(BodyReader *body, size_t frame, MlirOperation op,
                       intptr_t region) {
  MlirBlock block = mlirRegionGetFirstBlock(mlirOperationGetRegion(op, region));
  if (body->nesting == maxNesting ||
      !mlirBlockIsNull(mlirBlockGetNextInRegion(block)))
    return false;
  ++body->nesting;
  bool succeeded = true;
  for (MlirOperation inner = mlirBlockGetFirstOperation(block);
       succeeded && !mlirOperationIsNull(inner);
       inner = mlirOperationGetNextInBlock(inner))
    succeeded = readOperation(body, frame, inner);
  --body->nesting;
  return succeeded;
}

bool fuselageBodySitesRead(FuselageBodySites *sites,
                           FuselageIndexReader *reader) {
  BodyReader body = {.sites = sites, .reader = reader};
  sites->program.symbols = reader->symbols;
  sites->program.valueSteps = addValue;
  sites->program.userData = &body;
  bool succeeded = readBlocks(&body, FUSELAGE_NO_FRAME, reader->launch, 0);
  sites->program.userData = NULL;
  sites->outOfMemory =
      sites->outOfMemory || sites->program.outOfMemory || reader->outOfMemory;
  return succeeded && !sites->outOfMemory;
}

void fuselageBodySitesFree(FuselageBodySites *sites) {
  fuselageIndexProgramFree(&sites->program);
  FUSELAGE_ARRAY_FREE(&sites->frames);
  FUSELAGE_ARRAY_FREE(&sites->sites);
}

//===----------------------------------------------------------------------===//
// Times
//===----------------------------------------------------------------------===//

static bool holds(FuselageCmpIPredicate predicate, int64_t a, int64_t b) {
  switch (predicate) {
  case FUSELAGE_CMPI_EQ:
    return a == b;
  case FUSELAGE_CMPI_NE:
    return a != b;
  case FUSELAGE_CMPI_SLT:
    return a < b;
  case FUSELAGE_CMPI_SLE:
    return a <= b;
  case FUSELAGE_CMPI_SGT:
    return a > b;
  case FUSELAGE_CMPI_SGE:
    return a >= b;
  case FUSELAGE_CMPI_ULT:
    return (uint64_t)a < (uint64_t)b;
  case FUSELAGE_CMPI_ULE:
    return (uint64_t)a <= (uint64_t)b;
  case FUSELAGE_CMPI_UGT:
    return (uint64_t)a > (uint64_t)b;
  case FUSELAGE_CMPI_UGE:
    return (uint64_t)a >= (uint64_t)b;
  }
  return false;
}

uint64_t fuselageBodySiteGetTimes(const FuselageBodySites *sites,
                                  const FuselageBodySite *site,
                                  const int64_t ids[FUSELAGE_NUM_IDS]) {
  const FuselageIndexProgram *program = &sites->program;
  uint64_t times = 1;
  for (size_t i = site->frame; i != FUSELAGE_NO_FRAME && times != 0;
       i = sites->frames.data[i].parent) {
    const FuselageBodyFrame *frame = &sites->frames.data[i];
    int64_t lower = fuselageIndexProgramRun(program, &frame->lower, ids);
    int64_t upper = fuselageIndexProgramRun(program, &frame->upper, ids);
    if (!frame->isLoop)
      times =
          holds(frame->predicate, lower, upper) != frame->isNegated ? times : 0;
    else
      times = fuselageByteCountMul(
          times, fuselageCountTrips(
                     lower, upper,
                     fuselageIndexProgramRun(program, &frame->step, ids)));
  }
  return times;
}
