//===- HostTrips.c - How often the host runs a block ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Host/HostTrips.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/OutOfMemory.h"
#include "Support/PointerMap.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stdlib.h>

FuselageHostRegions fuselageHostOpGetRegions(MlirOperation op) {
  switch (fuselageOperationGetClass(op)) {
  case FUSELAGE_CLASS_BRANCH:
    return FUSELAGE_HOST_REGIONS_ONCE;
  case FUSELAGE_CLASS_LOOP:
    return FUSELAGE_HOST_REGIONS_LOOP;
  default:
    return FUSELAGE_HOST_REGIONS_UNKNOWN;
  }
}

bool fuselageHostOpIsFunction(MlirOperation op) {
  MlirOperation parent = mlirOperationGetParentOperation(op);
  return mlirOperationIsNull(parent) ||
         fuselageOperationIs(parent, FUSELAGE_OP_BUILTIN_MODULE);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

static uint64_t multiply(uint64_t a, uint64_t b) {
  if (a == 0 || b == 0)
    return 0;
  return a >= FUSELAGE_UNKNOWN_TRIPS / b ? FUSELAGE_UNKNOWN_TRIPS : a * b;
}

/// The bounds are signed. Unsigned differences cannot overflow. A last step
/// beyond `largest`, the largest value of the variable's type, wraps around,
/// and the loop goes on.
static uint64_t countTrips(int64_t first, int64_t end, int64_t step,
                           int64_t largest) {
  if (step <= 0)
    return FUSELAGE_UNKNOWN_TRIPS;
  if (end <= first)
    return 0;
  uint64_t length = (uint64_t)end - (uint64_t)first;
  uint64_t steps = (length - 1) / (uint64_t)step;
  int64_t last = (int64_t)((uint64_t)first + steps * (uint64_t)step);
  return steps < FUSELAGE_UNKNOWN_TRIPS - 1 && last <= largest - step
             ? steps + 1
             : FUSELAGE_UNKNOWN_TRIPS;
}

uint64_t fuselageCountTrips(int64_t first, int64_t end, int64_t step) {
  return countTrips(first, end, step, INT64_MAX);
}

/// The largest signed value of an index or an integer of up to 64 bits.
static int64_t largestOf(MlirType type) {
  return mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) < 64
             ? INT64_MAX >> (64 - mlirIntegerTypeGetWidth(type))
             : INT64_MAX;
}

static bool isConstantMap(MlirOperation op, const char *name,
                          int64_t *constant) {
  MlirAttribute attribute = fuselageOperationGetInherentAttribute(op, name);
  if (mlirAttributeIsNull(attribute) || !mlirAttributeIsAAffineMap(attribute))
    return false;
  MlirAffineMap map = mlirAffineMapAttrGetValue(attribute);
  if (!mlirAffineMapIsSingleConstant(map))
    return false;
  *constant = mlirAffineMapGetSingleConstantResult(map);
  return true;
}

static uint64_t countAffineTrips(MlirOperation loop) {
  int64_t first, end;
  return isConstantMap(loop, "lowerBoundMap", &first) &&
                 isConstantMap(loop, "upperBoundMap", &end)
             ? fuselageCountTrips(
                   first, end,
                   fuselageOperationGetIntAttribute(loop, "step", 1))
             : FUSELAGE_UNKNOWN_TRIPS;
}

/// Bounds and steps are operands: all lower bounds, then all upper bounds, then
/// all steps.
static uint64_t countOperandTrips(MlirOperation loop, intptr_t numLoops) {
  uint64_t trips = 1;
  for (intptr_t i = 0; i < numLoops; ++i) {
    int64_t first, end, step;
    if (!fuselageValueIsConstantInt(mlirOperationGetOperand(loop, i), &first) ||
        !fuselageValueIsConstantInt(mlirOperationGetOperand(loop, numLoops + i),
                                    &end) ||
        !fuselageValueIsConstantInt(
            mlirOperationGetOperand(loop, 2 * numLoops + i), &step))
      return FUSELAGE_UNKNOWN_TRIPS;
    MlirType type = mlirValueGetType(mlirOperationGetOperand(loop, i));
    trips = multiply(trips, countTrips(first, end, step, largestOf(type)));
  }
  return trips;
}

/// Dynamic bounds are unknown.
static uint64_t countForallTrips(MlirOperation loop) {
  MlirAttribute first =
      fuselageOperationGetInherentAttribute(loop, "staticLowerBound");
  MlirAttribute end =
      fuselageOperationGetInherentAttribute(loop, "staticUpperBound");
  MlirAttribute step =
      fuselageOperationGetInherentAttribute(loop, "staticStep");
  if (mlirAttributeIsNull(first) || mlirAttributeIsNull(end) ||
      mlirAttributeIsNull(step))
    return FUSELAGE_UNKNOWN_TRIPS;
  uint64_t trips = 1;
  for (intptr_t i = 0; i < mlirDenseArrayGetNumElements(first); ++i) {
    int64_t bounds[] = {mlirDenseI64ArrayGetElement(first, i),
                        mlirDenseI64ArrayGetElement(end, i),
                        mlirDenseI64ArrayGetElement(step, i)};
    for (size_t j = 0; j < 3; ++j)
      if (bounds[j] == mlirShapedTypeGetDynamicSize())
        return FUSELAGE_UNKNOWN_TRIPS;
    trips =
        multiply(trips, fuselageCountTrips(bounds[0], bounds[1], bounds[2]));
  }
  return trips;
}

uint64_t fuselageHostLoopGetTrips(MlirOperation loop) {
  MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(loop, 0));
  if (fuselageOperationIs(loop, FUSELAGE_OP_SCF_FOR))
    return fuselageLoopIsUnsigned(loop) ? FUSELAGE_UNKNOWN_TRIPS
                                        : countOperandTrips(loop, 1);
  if (fuselageOperationIs(loop, FUSELAGE_OP_SCF_PARALLEL))
    return countOperandTrips(loop, mlirBlockGetNumArguments(body));
  if (fuselageOperationIs(loop, FUSELAGE_OP_AFFINE_FOR))
    return countAffineTrips(loop);
  return fuselageOperationIs(loop, FUSELAGE_OP_SCF_FORALL)
             ? countForallTrips(loop)
             : FUSELAGE_UNKNOWN_TRIPS;
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

size_t fuselageRegionCountBlocks(MlirRegion region) {
  size_t count = 0;
  FUSELAGE_FOR_EACH_BLOCK (block, region)
    ++count;
  return count;
}

/// A branch back closes a cycle of all blocks from its target to the block of
/// the branch. Lowering gives the blocks of loops this order.
bool fuselageRegionFindCycles(MlirRegion region, bool *isInCycle,
                              size_t numBlocks) {
  FuselagePointerMap numbers = {0};
  uint32_t number = 0;
  bool hasMemory = true;
  FUSELAGE_FOR_EACH_BLOCK (block, region) {
    hasMemory =
        hasMemory && fuselagePointerMapInsert(&numbers, block.ptr, number);
    ++number;
  }
  number = 0;
  FUSELAGE_FOR_EACH_BLOCK (from, region) {
    for (intptr_t i = 0; hasMemory && i < mlirBlockGetNumSuccessors(from);
         ++i) {
      uint32_t target = fuselagePointerMapLookup(
          &numbers, mlirBlockGetSuccessor(from, i).ptr);
      for (uint32_t j = target; j <= number && j < numBlocks; ++j)
        isInCycle[j] = true;
    }
    ++number;
  }
  fuselagePointerMapFree(&numbers);
  return hasMemory;
}

/// True if a block of a region with several blocks may run more than once. If
/// memory is out, the answer is true.
static bool mayRepeat(MlirBlock block) {
  MlirRegion region = mlirBlockGetParentRegion(block);
  size_t count = fuselageRegionCountBlocks(region), number = 0;
  if (count < 2)
    return false;
  FUSELAGE_FOR_EACH_BLOCK (other, region) {
    if (mlirBlockEqual(other, block))
      break;
    ++number;
  }
  bool *isInCycle = calloc(count, sizeof *isInCycle);
  if (!isInCycle)
    fuselageOutOfMemoryNote();
  bool repeats = !isInCycle ||
                 !fuselageRegionFindCycles(region, isInCycle, count) ||
                 number >= count || isInCycle[number];
  free(isInCycle);
  return repeats;
}

uint64_t fuselageLaunchGetTrips(MlirOperation launch) {
  uint64_t trips = 1;
  for (MlirOperation op = launch; trips < FUSELAGE_UNKNOWN_TRIPS;) {
    MlirOperation parent = mlirOperationGetParentOperation(op);
    if (mlirOperationIsNull(parent))
      return trips;
    if (mayRepeat(mlirOperationGetBlock(op)))
      return FUSELAGE_UNKNOWN_TRIPS;
    if (fuselageHostOpIsFunction(parent))
      return trips;
    FuselageHostRegions regions = fuselageHostOpGetRegions(parent);
    if (regions == FUSELAGE_HOST_REGIONS_UNKNOWN)
      return FUSELAGE_UNKNOWN_TRIPS;
    if (regions == FUSELAGE_HOST_REGIONS_LOOP)
      trips = multiply(trips, fuselageHostLoopGetTrips(parent));
    op = parent;
  }
  return trips;
}
