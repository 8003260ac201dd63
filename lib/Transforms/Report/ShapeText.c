//===- ShapeText.c - Sizes of two launches in words -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/ShapeText.h"

#include "IR/LaunchOperands.h"
#include "IR/Operation.h"

#include <string.h>

enum { NUM_DIMENSIONS = 3, MAX_THREADS = 1024 };

/// Along x, y, z.
typedef struct Shape {
  MlirValue values[NUM_DIMENSIONS];
  int64_t sizes[NUM_DIMENSIONS];
  bool isConstant[NUM_DIMENSIONS];
} Shape;

static Shape shapeOf(MlirOperation launch, bool ofBlock) {
  Shape shape = {.sizes = {0}};
  int first = ofBlock ? NUM_DIMENSIONS : 0;
  for (int i = 0; i < NUM_DIMENSIONS; ++i) {
    shape.values[i] = fuselageLaunchGetSizeOperand(launch, first + i);
    shape.isConstant[i] =
        fuselageValueIsConstantInt(shape.values[i], &shape.sizes[i]) &&
        shape.sizes[i] >= 0;
  }
  return shape;
}

static bool areConstant(const Shape *shape) {
  return shape->isConstant[0] && shape->isConstant[1] && shape->isConstant[2];
}

/// The number of dimensions, without the sizes of 1 at the end.
static int rankOf(const Shape *shape) {
  int rank = NUM_DIMENSIONS;
  while (rank > 1 && shape->isConstant[rank - 1] && shape->sizes[rank - 1] == 1)
    --rank;
  return rank;
}

static void appendShape(FuselageText *text, const Shape *shape, int rank,
                        MlirAsmState names) {
  for (int i = 0; i < rank; ++i) {
    if (i != 0)
      fuselageTextAppendString(text, "x");
    if (shape->isConstant[i])
      fuselageTextAppendNumber(text, (uint64_t)shape->sizes[i]);
    else
      mlirValuePrintAsOperand(shape->values[i], names, fuselageTextCallback,
                              text);
  }
}

static int commonRank(const Shape *a, const Shape *b) {
  int rankOfA = rankOf(a), rankOfB = rankOf(b);
  return rankOfA > rankOfB ? rankOfA : rankOfB;
}

void fuselageDescribeShapes(FuselageText *text, const FuselageShapes *shapes) {
  Shape earlier = shapeOf(shapes->earlier, shapes->areBlocks);
  Shape later = shapeOf(shapes->later, shapes->areBlocks);
  int rank = commonRank(&earlier, &later);
  appendShape(text, &earlier, rank, shapes->names);
  fuselageTextAppendString(text, " and ");
  appendShape(text, &later, rank, shapes->names);
}

/// The number of items as a double, which a product of three sizes cannot
/// overflow.
static double numberOf(const Shape *shape) {
  return (double)shape->sizes[0] * (double)shape->sizes[1] *
         (double)shape->sizes[2];
}

static bool areEqual(const Shape *a, const Shape *b) {
  return memcmp(a->sizes, b->sizes, sizeof a->sizes) == 0;
}

/// Suggests one shape that holds both launches, unless most of the shape would
/// do no work or the shape is too large for a block.
static void suggestGuard(FuselageText *text, const FuselageShapes *shapes,
                         const Shape *earlier, const Shape *later) {
  const char *noun = shapes->areBlocks ? "threads" : "blocks";
  Shape both = *earlier;
  for (int i = 0; i < NUM_DIMENSIONS; ++i)
    if (later->sizes[i] > both.sizes[i])
      both.sizes[i] = later->sizes[i];
  double larger =
      numberOf(earlier) > numberOf(later) ? numberOf(earlier) : numberOf(later);
  if (numberOf(&both) > 2 * larger ||
      (shapes->areBlocks && numberOf(&both) > (double)MAX_THREADS)) {
    fuselageTextAppendString(
        text, shapes->areBlocks ? "tile the loops of both launches alike"
                                : "map the loops of both launches to blocks "
                                  "alike");
    return;
  }
  int rank = commonRank(earlier, later);
  fuselageTextAppendString(text, "launch ");
  appendShape(text, &both, rank, shapes->names);
  fuselageTextAppendString(text, " ");
  fuselageTextAppendString(text, noun);
  fuselageTextAppendString(text, " in both, and let the body of ");
  bool guardsEarlier = !areEqual(earlier, &both);
  bool guardsLater = !areEqual(later, &both);
  fuselageTextAppendString(text,
                           guardsEarlier && guardsLater ? "each do nothing in "
                           : guardsEarlier ? "the earlier one do nothing in "
                                           : "the later one do nothing in ");
  fuselageTextAppendString(text, noun);
  fuselageTextAppendString(text, " beyond ");
  if (guardsEarlier && guardsLater)
    fuselageTextAppendString(text, "its own");
  else
    appendShape(text, guardsEarlier ? earlier : later, rank, shapes->names);
}

void fuselageSuggestShapes(FuselageText *text, const FuselageShapes *shapes) {
  Shape earlier = shapeOf(shapes->earlier, shapes->areBlocks);
  Shape later = shapeOf(shapes->later, shapes->areBlocks);
  if (areConstant(&earlier) && areConstant(&later))
    suggestGuard(text, shapes, &earlier, &later);
  else
    fuselageTextAppendString(
        text, "compute the sizes of both launches from the same values");
}
