//===- MathTemplates.c - Math functions written as text -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A template is a snippet for values of any shape. `$F` is the type of f32 in
// that shape, `$D` the type of f64, `$I` of i32, `$L` of i64 and `$B` of i1. A
// line `name = F 0.5` is a constant. The argument is %a0, a second argument
// %a1, the result %0.
//
// If f32 is not enough for a result, a template computes it in f64, in which
// every f32 number is normal, and rounds once.
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/MathTemplates.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RewriteOperations.h"
#include "Target/PTX/Snippet.h"

#include "mlir-c/BuiltinTypes.h"

#include <stdio.h>
#include <string.h>

//===----------------------------------------------------------------------===//
// Templates
//===----------------------------------------------------------------------===//

/// exp(x) = exp(x / 2) ^ 2 if exp(x) is below the normal range.
static const char expTemplate[] = "low = F -87.0\n"
                                  "half = F 0.5\n"
                                  "%s = arith.cmpf olt, %a0, %low : $F\n"
                                  "%h = arith.mulf %a0, %half : $F\n"
                                  "%x = arith.select %s, %h, %a0 : $B, $F\n"
                                  "%e = math.exp %x : $F\n"
                                  "%q = arith.mulf %e, %e : $F\n"
                                  "%0 = arith.select %s, %q, %e : $B, $F\n";

/// 2^x = 2^r * 2^n for the nearest integer n. The factor 2^n is multiplied in
/// two halves; the second may leave the normal range.
static const char exp2Template[] =
    "lowest = F -200.0\nhighest = F 200.0\nzero = F 0.0\n"
    "%above = arith.cmpf ogt, %a0, %highest : $F\n"
    "%x0 = arith.select %above, %highest, %a0 : $B, $F\n"
    "%below = arith.cmpf olt, %a0, %lowest : $F\n"
    "%x = arith.select %below, %lowest, %x0 : $B, $F\n"
    "%n = math.roundeven %x : $F\n"
    "%r = arith.subf %x, %n : $F\n"
    "%e = math.exp2 %r : $F\n"
    "%isNumber = arith.cmpf ord, %x, %x : $F\n"
    "%some = arith.select %isNumber, %n, %zero : $B, $F\n"
    "%i = arith.fptosi %some : $F to $I\n"
    "one = I 1\nbias = I 127\nplace = I 23\n"
    "%h = arith.shrsi %i, %one : $I\n"
    "%k = arith.subi %i, %h : $I\n"
    "%hb = arith.addi %h, %bias : $I\n%hs = arith.shli %hb, %place : $I\n"
    "%kb = arith.addi %k, %bias : $I\n%ks = arith.shli %kb, %place : $I\n"
    "%f = arith.bitcast %hs : $I to $F\n"
    "%g = arith.bitcast %ks : $I to $F\n"
    "%ef = arith.mulf %e, %f : $F\n"
    "%0 = arith.mulf %ef, %g : $F\n";

/// log(x) = log(x * 2^24) - log(2^24) if x is below the normal range.
static const char logTemplate[] = "low = F 1.17549435e-38\n"
                                  "up = F 16777216.0\n"
                                  "part = F 16.6355324\n"
                                  "%s = arith.cmpf olt, %a0, %low : $F\n"
                                  "%h = arith.mulf %a0, %up : $F\n"
                                  "%x = arith.select %s, %h, %a0 : $B, $F\n"
                                  "%e = math.log %x : $F\n"
                                  "%q = arith.subf %e, %part : $F\n"
                                  "%0 = arith.select %s, %q, %e : $B, $F\n";

static const char log2Template[] = "low = F 1.17549435e-38\n"
                                   "up = F 16777216.0\n"
                                   "part = F 24.0\n"
                                   "%s = arith.cmpf olt, %a0, %low : $F\n"
                                   "%h = arith.mulf %a0, %up : $F\n"
                                   "%x = arith.select %s, %h, %a0 : $B, $F\n"
                                   "%e = math.log2 %x : $F\n"
                                   "%q = arith.subf %e, %part : $F\n"
                                   "%0 = arith.select %s, %q, %e : $B, $F\n";

static const char log10Template[] = "low = F 1.17549435e-38\n"
                                    "up = F 16777216.0\n"
                                    "part = F 7.22471989\n"
                                    "%s = arith.cmpf olt, %a0, %low : $F\n"
                                    "%h = arith.mulf %a0, %up : $F\n"
                                    "%x = arith.select %s, %h, %a0 : $B, $F\n"
                                    "%e = math.log10 %x : $F\n"
                                    "%q = arith.subf %e, %part : $F\n"
                                    "%0 = arith.select %s, %q, %e : $B, $F\n";

/// An odd function keeps the sign of zero.
static const char erfTemplate[] = "%e = math.erf %a0 : $F\n"
                                  "%0 = math.copysign %e, %a0 : $F\n";

/// A guess with a third of the exponent, and four steps of Newton's method.
static const char cbrtTemplate[] =
    "three = L 3\n"
    "bias = L 3071106158373666816\n"
    "threeD = D 3.0\n"
    "zero = F 0.0\n"
    "infinity = F 0x7F800000\n"
    "%d = arith.extf %a0 : $F to $D\n"
    "%m = math.absf %d : $D\n"
    "%b = arith.bitcast %m : $D to $L\n"
    "%t = arith.divui %b, %three : $L\n"
    "%g = arith.addi %t, %bias : $L\n"
    "%y0 = arith.bitcast %g : $L to $D\n"
    "%s0 = arith.mulf %y0, %y0 : $D\n%q0 = arith.divf %m, %s0 : $D\n"
    "%e0 = arith.subf %q0, %y0 : $D\n%f0 = arith.divf %e0, %threeD : $D\n"
    "%y1 = arith.addf %y0, %f0 : $D\n"
    "%s1 = arith.mulf %y1, %y1 : $D\n%q1 = arith.divf %m, %s1 : $D\n"
    "%e1 = arith.subf %q1, %y1 : $D\n%f1 = arith.divf %e1, %threeD : $D\n"
    "%y2 = arith.addf %y1, %f1 : $D\n"
    "%s2 = arith.mulf %y2, %y2 : $D\n%q2 = arith.divf %m, %s2 : $D\n"
    "%e2 = arith.subf %q2, %y2 : $D\n%f2 = arith.divf %e2, %threeD : $D\n"
    "%y3 = arith.addf %y2, %f2 : $D\n"
    "%s3 = arith.mulf %y3, %y3 : $D\n%q3 = arith.divf %m, %s3 : $D\n"
    "%e3 = arith.subf %q3, %y3 : $D\n%f3 = arith.divf %e3, %threeD : $D\n"
    "%y4 = arith.addf %y3, %f3 : $D\n"
    "%r = arith.truncf %y4 : $D to $F\n"
    "%c = math.copysign %r, %a0 : $F\n"
    "%a = math.absf %a0 : $F\n"
    "%small = arith.cmpf olt, %a, %infinity : $F\n"
    "%some = arith.cmpf une, %a0, %zero : $F\n"
    "%plain = arith.andi %small, %some : $B\n"
    "%0 = arith.select %plain, %c, %a0 : $B, $F\n";

/// The series of atan on [0, tan(pi / 8)] in f64. Beyond it, atan(t) = pi / 4 +
/// atan((t - 1) / (t + 1)). Takes %t in [0, 1], gives %at.
#define ATAN_OF_T                                                              \
  "one = D 1.0\n"                                                              \
  "bound = D 0.41421356237309503\n"                                            \
  "quarter = D 0.78539816339744828\n"                                          \
  "zeroD = D 0.0\n"                                                            \
  "k3 = D -0.33333333333333331\nk5 = D 0.20000000000000001\n"                  \
  "k7 = D -0.14285714285714285\nk9 = D 0.1111111111111111\n"                   \
  "k11 = D -0.090909090909090912\nk13 = D 0.076923076923076927\n"              \
  "k15 = D -0.066666666666666666\nk17 = D 0.058823529411764705\n"              \
  "k19 = D -0.052631578947368418\nk21 = D 0.047619047619047616\n"              \
  "k23 = D -0.043478260869565216\n"                                            \
  "%far = arith.cmpf ogt, %t, %bound : $D\n"                                   \
  "%tm = arith.subf %t, %one : $D\n%tp = arith.addf %t, %one : $D\n"           \
  "%td = arith.divf %tm, %tp : $D\n"                                           \
  "%z = arith.select %far, %td, %t : $B, $D\n"                                 \
  "%zz = arith.mulf %z, %z : $D\n"                                             \
  "%p0 = math.fma %k23, %zz, %k21 : $D\n%p1 = math.fma %p0, %zz, %k19 : $D\n"  \
  "%p2 = math.fma %p1, %zz, %k17 : $D\n%p3 = math.fma %p2, %zz, %k15 : $D\n"   \
  "%p4 = math.fma %p3, %zz, %k13 : $D\n%p5 = math.fma %p4, %zz, %k11 : $D\n"   \
  "%p6 = math.fma %p5, %zz, %k9 : $D\n%p7 = math.fma %p6, %zz, %k7 : $D\n"     \
  "%p8 = math.fma %p7, %zz, %k5 : $D\n%p9 = math.fma %p8, %zz, %k3 : $D\n"     \
  "%z3 = arith.mulf %zz, %z : $D\n"                                            \
  "%pa = math.fma %p9, %z3, %z : $D\n"                                         \
  "%offset = arith.select %far, %quarter, %zeroD : $B, $D\n"                   \
  "%at = arith.addf %pa, %offset : $D\n"

/// atan(x) = pi / 2 - atan(1 / x) for x above 1.
static const char atanTemplate[] =
    "half = D 1.5707963267948966\n"
    "oneD = D 1.0\n"
    "%d = arith.extf %a0 : $F to $D\n"
    "%m = math.absf %d : $D\n"
    "%large = arith.cmpf ogt, %m, %oneD : $D\n"
    "%inverse = arith.divf %oneD, %m : $D\n"
    "%t = arith.select %large, %inverse, %m : $B, $D\n" ATAN_OF_T
    "%rest = arith.subf %half, %at : $D\n"
    "%r = arith.select %large, %rest, %at : $B, $D\n"
    "%f = arith.truncf %r : $D to $F\n"
    "%0 = math.copysign %f, %a0 : $F\n";

/// The atan of the smaller argument over the larger. Signs and order of the two
/// give the octant. The quotient of two zeros counts as 0, of two infinities as
/// 1.
static const char atan2Template[] =
    "half = D 1.5707963267948966\n"
    "pi = D 3.1415926535897931\n"
    "oneD = D 1.0\n"
    "noD = D 0.0\n"
    "infinity = D 0x7FF0000000000000\n"
    "noI = I 0\n"
    "%y = arith.extf %a0 : $F to $D\n%x = arith.extf %a1 : $F to $D\n"
    "%ay = math.absf %y : $D\n%ax = math.absf %x : $D\n"
    "%steep = arith.cmpf ogt, %ay, %ax : $D\n"
    "%low = arith.select %steep, %ax, %ay : $B, $D\n"
    "%high = arith.select %steep, %ay, %ax : $B, $D\n"
    "%ratio = arith.divf %low, %high : $D\n"
    "%none = arith.cmpf oeq, %high, %noD : $D\n"
    "%t0 = arith.select %none, %noD, %ratio : $B, $D\n"
    "%all = arith.cmpf oeq, %low, %infinity : $D\n"
    "%t = arith.select %all, %oneD, %t0 : $B, $D\n" ATAN_OF_T
    "%flipped = arith.subf %half, %at : $D\n"
    "%r0 = arith.select %steep, %flipped, %at : $B, $D\n"
    "%bits = arith.bitcast %a1 : $F to $I\n"
    "%left = arith.cmpi slt, %bits, %noI : $I\n"
    "%mirrored = arith.subf %pi, %r0 : $D\n"
    "%r1 = arith.select %left, %mirrored, %r0 : $B, $D\n"
    "%sum = arith.addf %x, %y : $D\n"
    "%is = arith.cmpf uno, %x, %y : $D\n"
    "%r2 = arith.select %is, %sum, %r1 : $B, $D\n"
    "%f = arith.truncf %r2 : $D to $F\n"
    "%0 = math.copysign %f, %a0 : $F\n";

/// The quadrant %q of an angle and the remainder %r in [-pi/4, pi/4]. Below
/// 2^30, the template subtracts multiples of pi / 2 in two parts. Above, it
/// takes the bits of 2 / pi that matter to the angle, which is 24 bits and an
/// exponent (Payne and Hanek): it multiplies by 96 bits of 2 / pi from the
/// right place on. The first two bits of the product are the quadrant.
static const char reduceAngle[] =
    "turnsZero = D 0.0\nturnsOne = D 1.0\n"
    "inverse = D 0.63661977236758138\n"
    "high = D 1.5707963267948966\n"
    "low = D 6.123233995736766e-17\n"
    "large = F 1073741824.0\n"
    "%d = arith.extf %a0 : $F to $D\n"
    "%turns = arith.mulf %d, %inverse : $D\n"
    "%n = math.roundeven %turns : $D\n"
    "%nn = arith.negf %n : $D\n"
    "%r0 = math.fma %nn, %high, %d : $D\n"
    "%r1 = math.fma %nn, %low, %r0 : $D\n"
    "%a = math.absf %a0 : $F\n"
    "%isLarge = arith.cmpf oge, %a, %large : $F\n"
    "%safe = arith.select %isLarge, %turnsZero, %n : $B, $D\n"
    "%q0 = arith.fptosi %safe : $D to $L\n"
    "m23 = I 8388607\none23 = I 8388608\nc23 = I 23\nc255 = I 255\n"
    "c152 = I 152\nc5 = I 5\nc31 = I 31\nzeroI = I 0\n"
    "%bits = arith.bitcast %a : $F to $I\n"
    "%fraction = arith.andi %bits, %m23 : $I\n"
    "%mantissa = arith.ori %fraction, %one23 : $I\n"
    "%exponent = arith.shrui %bits, %c23 : $I\n"
    "%start0 = arith.subi %exponent, %c152 : $I\n"
    "%start = arith.maxsi %start0, %zeroI : $I\n"
    "%word = arith.shrui %start, %c5 : $I\n"
    "%shift = arith.andi %start, %c31 : $I\n"
    "w0 = L 2734261102\nw1 = L 1313084713\nw2 = L 4230436817\n"
    "w3 = L 4113882560\nw4 = L 3680671129\nw5 = L 1011060801\n"
    "w6 = L 4266746795\n"
    "i1 = I 1\ni2 = I 2\ni3 = I 3\n"
    "%is1 = arith.cmpi eq, %word, %i1 : $I\n"
    "%is2 = arith.cmpi eq, %word, %i2 : $I\n"
    "%is3 = arith.cmpi eq, %word, %i3 : $I\n"
    "%x0 = arith.select %is1, %w1, %w0 : $B, $L\n"
    "%x1 = arith.select %is2, %w2, %x0 : $B, $L\n"
    "%t0 = arith.select %is3, %w3, %x1 : $B, $L\n"
    "%x2 = arith.select %is1, %w2, %w1 : $B, $L\n"
    "%x3 = arith.select %is2, %w3, %x2 : $B, $L\n"
    "%t1 = arith.select %is3, %w4, %x3 : $B, $L\n"
    "%x4 = arith.select %is1, %w3, %w2 : $B, $L\n"
    "%x5 = arith.select %is2, %w4, %x4 : $B, $L\n"
    "%t2 = arith.select %is3, %w5, %x5 : $B, $L\n"
    "%x6 = arith.select %is1, %w4, %w3 : $B, $L\n"
    "%x7 = arith.select %is2, %w5, %x6 : $B, $L\n"
    "%t3 = arith.select %is3, %w6, %x7 : $B, $L\n"
    "l32 = L 32\nmask = L 4294967295\n"
    "%sl = arith.extui %shift : $I to $L\n"
    "%u0 = arith.shli %t0, %l32 : $L\n%v0 = arith.ori %u0, %t1 : $L\n"
    "%o0 = arith.shli %v0, %sl : $L\n%b0 = arith.shrui %o0, %l32 : $L\n"
    "%u1 = arith.shli %t1, %l32 : $L\n%v1 = arith.ori %u1, %t2 : $L\n"
    "%o1 = arith.shli %v1, %sl : $L\n%b1 = arith.shrui %o1, %l32 : $L\n"
    "%u2 = arith.shli %t2, %l32 : $L\n%v2 = arith.ori %u2, %t3 : $L\n"
    "%o2 = arith.shli %v2, %sl : $L\n%b2 = arith.shrui %o2, %l32 : $L\n"
    "%ml = arith.extui %mantissa : $I to $L\n"
    "%e0 = arith.muli %ml, %b0 : $L\n%f0 = arith.shli %e0, %l32 : $L\n"
    "%f1 = arith.muli %ml, %b1 : $L\n%e2 = arith.muli %ml, %b2 : $L\n"
    "%f2 = arith.shrui %e2, %l32 : $L\n"
    "%g0 = arith.addi %f0, %f1 : $L\n%g = arith.addi %g0, %f2 : $L\n"
    "eighth = L 2305843009213693952\nl62 = L 62\n"
    "%g1 = arith.addi %g, %eighth : $L\n"
    "%qa = arith.shrui %g1, %l62 : $L\n"
    "%qs = arith.shli %qa, %l62 : $L\n"
    "%left = arith.subi %g, %qs : $L\n"
    "unit = D 3.4061215800865545e-19\n"
    "%fl = arith.sitofp %left : $L to $D\n"
    "%ra = arith.mulf %fl, %unit : $D\n"
    "%sign = math.copysign %turnsOne, %d : $D\n"
    "%rs = arith.mulf %ra, %sign : $D\n"
    "zeroL = L 0\n"
    "%qn = arith.subi %zeroL, %qa : $L\n"
    "%ib = arith.bitcast %a0 : $F to $I\n"
    "%negative = arith.cmpi slt, %ib, %zeroI : $I\n"
    "%qb = arith.select %negative, %qn, %qa : $B, $L\n"
    "%q = arith.select %isLarge, %qb, %q0 : $B, $L\n"
    "%r = arith.select %isLarge, %rs, %r1 : $B, $D\n";

/// Counts the quadrant from the sine, and from the cosine.
static const char fromSine[] = "noL = L 0\n%k = arith.addi %q, %noL : $L\n";
static const char fromCosine[] =
    "stepL = L 1\n%k = arith.addi %q, %stepL : $L\n";

/// The series of sine and cosine for the angle %r. The quadrant %k, counted
/// from the sine, selects the series and its sign.
static const char sineOfAngle[] =
    "s3 = D -0.16666666666666666\ns5 = D 0.0083333333333333332\n"
    "s7 = D -1.9841269841269841e-4\ns9 = D 2.7557319223985893e-6\n"
    "s11 = D -2.505210838544172e-8\n"
    "k2 = D -0.5\nk4 = D 0.041666666666666664\nk6 = D -0.0013888888888888889\n"
    "k8 = D 2.4801587301587302e-5\nk10 = D -2.7557319223985888e-7\n"
    "k12 = D 2.08767569878681e-9\n"
    "%rr = arith.mulf %r, %r : $D\n"
    "%sa = math.fma %s11, %rr, %s9 : $D\n%sb = math.fma %sa, %rr, %s7 : $D\n"
    "%sc = math.fma %sb, %rr, %s5 : $D\n%sd = math.fma %sc, %rr, %s3 : $D\n"
    "%r3 = arith.mulf %rr, %r : $D\n%sine = math.fma %sd, %r3, %r : $D\n"
    "%ca = math.fma %k12, %rr, %k10 : $D\n%cb = math.fma %ca, %rr, %k8 : $D\n"
    "%cc = math.fma %cb, %rr, %k6 : $D\n%cd = math.fma %cc, %rr, %k4 : $D\n"
    "%ce = math.fma %cd, %rr, %k2 : $D\n"
    "%cosine = math.fma %ce, %rr, %turnsOne : $D\n"
    "lOne = L 1\nlTwo = L 2\nlZero = L 0\n"
    "%odd = arith.andi %k, %lOne : $L\n"
    "%isCosine = arith.cmpi ne, %odd, %lZero : $L\n"
    "%value = arith.select %isCosine, %cosine, %sine : $B, $D\n"
    "%second = arith.andi %k, %lTwo : $L\n"
    "%isMinus = arith.cmpi ne, %second, %lZero : $L\n"
    "%minus = arith.negf %value : $D\n"
    "%signed = arith.select %isMinus, %minus, %value : $B, $D\n"
    "%rounded = arith.truncf %signed : $D to $F\n"
    "infinity = F 0x7F800000\nnan = F 0x7FC00000\n"
    "%isFinite = arith.cmpf olt, %a, %infinity : $F\n"
    "%finite = arith.select %isFinite, %rounded, %nan : $B, $F\n";

static const char keepZero[] =
    "zeroF = F 0.0\n"
    "%isZero = arith.cmpf oeq, %a0, %zeroF : $F\n"
    "%0 = arith.select %isZero, %a0, %finite : $B, $F\n";
static const char keepFinite[] =
    "%0 = arith.select %isFinite, %finite, %nan : $B, $F\n";

//===----------------------------------------------------------------------===//
// From a template to a snippet
//===----------------------------------------------------------------------===//

/// The type with elements `element` and the shape of `type`.
static void addType(FuselageText *text, MlirType type, char letter) {
  static const char letters[] = "FDILB";
  static const char *const elements[] = {"f32", "f64", "i32", "i64", "i1"};
  const char *element = elements[strchr(letters, letter) - letters];
  if (!mlirTypeIsAVector(type)) {
    fuselageTextAppendString(text, element);
    return;
  }
  fuselageTextAppendString(text, "vector<");
  for (intptr_t i = 0; i < mlirShapedTypeGetRank(type); ++i)
    fuselageTextAppendFormat(text, "%lldx",
                             (long long)mlirShapedTypeGetDimSize(type, i));
  fuselageTextAppendFormat(text, "%s>", element);
}

/// `name = F value`.
static void addConstant(FuselageText *text, MlirType type, const char *line,
                        size_t length) {
  char name[16], value[32];
  char letter;
  char copy[96];
  snprintf(copy, sizeof copy, "%.*s", (int)length, line);
  if (sscanf(copy, "%15s = %c %31s", name, &letter, value) != 3)
    return;
  fuselageTextAppendFormat(text, "%%%s = arith.constant ", name);
  fuselageTextAppendFormat(text, mlirTypeIsAVector(type) ? "dense<%s>" : "%s",
                           value);
  fuselageTextAppendString(text, " : ");
  addType(text, type, letter);
  fuselageTextAppendString(text, "\n");
}

static void addLine(FuselageText *text, MlirType type, const char *line,
                    size_t length) {
  if (length != 0 && line[0] != '%') {
    addConstant(text, type, line, length);
    return;
  }
  for (size_t i = 0; i < length; ++i) {
    if (line[i] == '$' && i + 1 < length)
      addType(text, type, line[++i]);
    else
      fuselageTextAppend(text, line + i, 1);
  }
  fuselageTextAppendString(text, "\n");
}

static void addTemplate(FuselageText *text, MlirType type, const char *lines) {
  while (*lines) {
    size_t length = strcspn(lines, "\n");
    addLine(text, type, lines, length);
    lines += length + (lines[length] == '\n');
  }
}

static bool isF32(MlirType type) {
  if (mlirTypeIsAVector(type))
    return !mlirVectorTypeIsScalable(type) &&
           mlirTypeIsAF32(mlirShapedTypeGetElementType(type));
  return mlirTypeIsAF32(type);
}

/// Replaces `op` by templates, one after the other. A null ends the list.
static FuselagePTXError expand(MlirOperation op, const char *const *parts) {
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  if (!isF32(type))
    return errorNone();
  size_t count = (size_t)mlirOperationGetNumOperands(op);
  MlirValue operands[2] = {mlirOperationGetOperand(op, 0),
                           mlirOperationGetOperand(op, (intptr_t)count - 1)};
  Snippet snippet = {0};
  for (; *parts; ++parts)
    addTemplate(&snippet.text, type, *parts);
  const unsigned number = 0;
  FuselagePTXError error =
      snippetReplace(&snippet, op, operands, count, &number);
  snippetFree(&snippet);
  return error;
}

#define EXPANDER(name, ...)                                                    \
  static FuselagePTXError name(MlirOperation op, void *userData) {             \
    static const char *const parts[] = {__VA_ARGS__, NULL};                    \
    (void)userData;                                                            \
    return expand(op, parts);                                                  \
  }

EXPANDER(expandExp, expTemplate)
EXPANDER(expandExp2, exp2Template)
EXPANDER(expandLog, logTemplate)
EXPANDER(expandLog2, log2Template)
EXPANDER(expandLog10, log10Template)
EXPANDER(expandErf, erfTemplate)
EXPANDER(expandCbrt, cbrtTemplate)
EXPANDER(expandAtan, atanTemplate)
EXPANDER(expandAtan2, atan2Template)
EXPANDER(expandSin, reduceAngle, fromSine, sineOfAngle, keepZero)
EXPANDER(expandCos, reduceAngle, fromCosine, sineOfAngle, keepFinite)

//===----------------------------------------------------------------------===//
// Powers
//===----------------------------------------------------------------------===//

/// Appends products in f64, by squaring, and one division for a negative
/// exponent.
static void addPower(FuselageText *text, MlirType type, int64_t exponent) {
  uint64_t left = exponent < 0 ? 0 - (uint64_t)exponent : (uint64_t)exponent;
  unsigned square = 0, product = 0;
  addTemplate(text, type,
              "one = D 1.0\n"
              "%s0 = arith.extf %a0 : $F to $D\n"
              "%p0 = arith.mulf %one, %one : $D\n");
  for (; left != 0; left >>= 1, ++square) {
    char lines[192];
    if (left & 1) {
      snprintf(lines, sizeof lines, "%%p%u = arith.mulf %%p%u, %%s%u : $D\n",
               product + 1, product, square);
      addTemplate(text, type, lines);
      ++product;
    }
    snprintf(lines, sizeof lines, "%%s%u = arith.mulf %%s%u, %%s%u : $D\n",
             square + 1, square, square);
    addTemplate(text, type, lines);
  }
  char lines[192];
  snprintf(lines, sizeof lines,
           exponent < 0 ? "%%q = arith.divf %%one, %%p%u : $D\n"
                          "%%0 = arith.truncf %%q : $D to $F\n"
                        : "%%0 = arith.truncf %%p%u : $D to $F\n",
           product);
  addTemplate(text, type, lines);
}

static FuselagePTXError expandPower(MlirOperation op, void *userData) {
  (void)userData;
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  int64_t exponent;
  if (!isF32(type) ||
      !fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), &exponent))
    return errorNone();
  MlirValue operand = mlirOperationGetOperand(op, 0);
  Snippet snippet = {0};
  addPower(&snippet.text, type, exponent);
  const unsigned number = 0;
  FuselagePTXError error = snippetReplace(&snippet, op, &operand, 1, &number);
  snippetFree(&snippet);
  return error;
}

//===----------------------------------------------------------------------===//
// Small floats
//===----------------------------------------------------------------------===//

static bool isSmallFloat(MlirType type) {
  if (mlirTypeIsAVector(type))
    return !mlirVectorTypeIsScalable(type) &&
           isSmallFloat(mlirShapedTypeGetElementType(type));
  return mlirTypeIsAF16(type) || mlirTypeIsABF16(type);
}

static void addCast(Snippet *snippet, const char *cast, MlirType from,
                    MlirType to) {
  snippetAdd(snippet, "%s : ", cast);
  snippetAddType(snippet, from);
  snippetAdd(snippet, " to ");
  snippetAddType(snippet, to);
  snippetAdd(snippet, "\n");
}

/// The type of f32 in the shape of `type`.
static MlirType wideTypeOf(MlirType type) {
  MlirType wide = mlirF32TypeGet(mlirTypeGetContext(type));
  if (!mlirTypeIsAVector(type))
    return wide;
  FuselageText text = {0};
  addType(&text, type, 'F');
  MlirType result =
      mlirTypeParseGet(mlirTypeGetContext(type),
                       mlirStringRefCreateFromCString(fuselageTextGet(&text)));
  fuselageTextFree(&text);
  return result;
}

/// Computes f16 and bf16 in f32, because the templates are for f32.
static FuselagePTXError widen(MlirOperation op, void *userData) {
  (void)userData;
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  if (!isSmallFloat(type))
    return errorNone();
  MlirType wide = wideTypeOf(type);
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(op));
  bool isBinary = mlirOperationGetNumOperands(op) == 2;
  MlirValue operands[2] = {mlirOperationGetOperand(op, 0),
                           mlirOperationGetOperand(op, isBinary ? 1 : 0)};
  bool isPower = !mlirTypeEqual(mlirValueGetType(operands[1]), type);
  Snippet snippet = {0};
  addCast(&snippet, "%b0 = arith.extf %a0", type, wide);
  if (isBinary && !isPower)
    addCast(&snippet, "%b1 = arith.extf %a1", type, wide);
  snippetAdd(&snippet, "%%r = %.*s %%b0%s : ", (int)name.length, name.data,
             !isBinary ? "" : (isPower ? ", %a1" : ", %b1"));
  snippetAddType(&snippet, wide);
  if (isPower) {
    snippetAdd(&snippet, ", ");
    snippetAddType(&snippet, mlirValueGetType(operands[1]));
  }
  snippetAdd(&snippet, "\n");
  addCast(&snippet, "%0 = arith.truncf %r", wide, type);
  const unsigned number = 0;
  FuselagePTXError error =
      snippetReplace(&snippet, op, operands, isBinary ? 2 : 1, &number);
  snippetFree(&snippet);
  return error;
}

//===----------------------------------------------------------------------===//
// All of them
//===----------------------------------------------------------------------===//

FuselagePTXError mathTemplatesExpand(MlirOperation gpuModule) {
  static const OperationRewrite rewrites[] = {
      {FUSELAGE_OP_MATH_EXP, expandExp},
      {FUSELAGE_OP_MATH_EXP2, expandExp2},
      {FUSELAGE_OP_MATH_LOG, expandLog},
      {FUSELAGE_OP_MATH_LOG2, expandLog2},
      {FUSELAGE_OP_MATH_LOG10, expandLog10},
      {FUSELAGE_OP_MATH_ERF, expandErf},
      {FUSELAGE_OP_MATH_CBRT, expandCbrt},
      {FUSELAGE_OP_MATH_ATAN, expandAtan},
      {FUSELAGE_OP_MATH_ATAN2, expandAtan2},
      {FUSELAGE_OP_MATH_SIN, expandSin},
      {FUSELAGE_OP_MATH_COS, expandCos},
      {FUSELAGE_OP_MATH_FPOWI, expandPower}};
  enum { numRewrites = sizeof rewrites / sizeof *rewrites };
  OperationRewrite widenings[numRewrites];
  for (size_t i = 0; i < numRewrites; ++i)
    widenings[i] = (OperationRewrite){rewrites[i].kind, widen};
  FuselagePTXError error =
      rewriteOperations(gpuModule, widenings, numRewrites, NULL);
  return fuselagePTXErrorIsNull(error)
             ? rewriteOperations(gpuModule, rewrites, numRewrites, NULL)
             : error;
}
