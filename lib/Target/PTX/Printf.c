//===- Printf.c - Arguments of gpu.printf ---------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Printf.h"

#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RewriteOperations.h"
#include "Target/PTX/Snippet.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <string.h>

enum { intBits = 32, longBits = 64 };

/// The most arguments of CUDA's vprintf, which ignores later ones.
enum { maxArguments = 32 };

/// A part of a format that takes an argument: a length and a letter, or a `*`
/// for a width or a precision.
typedef struct Conversion {
  size_t lengthAt; // where the length is, or would be
  size_t end;
  bool isLong; // an integer of 64 bits
  char letter;
} Conversion;

/// A place in a format, and whether it is after the `%` of a conversion.
typedef struct FormatReader {
  MlirStringRef format;
  size_t at;
  bool isInside;
} FormatReader;

static bool isOneOf(char letter, const char *letters) {
  return letter != '\0' && strchr(letters, letter);
}

/// Skips text, `%%`, flags and numbers, up to the next character that takes an
/// argument.
static void skip(FormatReader *reader) {
  for (; reader->at < reader->format.length; ++reader->at) {
    char letter = reader->format.data[reader->at];
    if (letter == '%')
      reader->isInside = !reader->isInside;
    else if (reader->isInside && !isOneOf(letter, "-+ #0123456789.'"))
      return;
  }
}

static bool nextConversion(FormatReader *reader, Conversion *found) {
  skip(reader);
  MlirStringRef format = reader->format;
  if (reader->at >= format.length && !reader->isInside)
    return false;
  size_t i = reader->at;
  *found = (Conversion){.lengthAt = i};
  for (; i < format.length && isOneOf(format.data[i], "hljztL"); ++i)
    found->isLong = found->isLong || format.data[i] != 'h';
  found->letter = i < format.length ? format.data[i] : '\0';
  found->end = i + (i < format.length);
  reader->isInside = found->letter == '*';
  reader->at = found->end;
  return true;
}

static bool isNumber(MlirType type) {
  return mlirTypeIsAF16(type) || mlirTypeIsABF16(type) ||
         mlirTypeIsAF32(type) || mlirTypeIsAF64(type) ||
         mlirTypeIsAIndex(type) ||
         (mlirTypeIsAInteger(type) &&
          mlirIntegerTypeGetWidth(type) <= longBits);
}

static bool isWide(MlirType type) {
  return mlirTypeIsAIndex(type) ||
         (mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) > intBits);
}

static FuselagePTXError verifyArguments(MlirOperation op) {
  if (mlirOperationGetNumOperands(op) > maxArguments)
    return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                         "'gpu.printf' has %zd arguments, and CUDA takes %d. "
                         "Fix: print them in several parts",
                         mlirOperationGetNumOperands(op), maxArguments);
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (!isNumber(mlirValueGetType(mlirOperationGetOperand(op, i))))
      return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                           mlirOperationGetLocation(op),
                           "argument %zd of 'gpu.printf' is neither an integer "
                           "of at most 64 bits nor f16, bf16, f32 or f64. Fix: "
                           "print its parts, one by one",
                           i);
  return errorNone();
}

static bool hasLength(MlirStringRef format, const Conversion *conversion,
                      const char *letters) {
  for (size_t i = conversion->lengthAt; i < conversion->end; ++i)
    if (isOneOf(format.data[i], letters) &&
        format.data[i] != conversion->letter)
      return true;
  return false;
}

/// Says what is wrong with a conversion of a value of `type`, and how to fix
/// it; null if it is right.
static const char *findMismatch(MlirStringRef format,
                                const Conversion *conversion, MlirType type) {
  char letter = conversion->letter;
  bool isInteger = mlirTypeIsAInteger(type) || mlirTypeIsAIndex(type);
  if (letter == '\0')
    return "is not complete. Fix: write '%%' for a percent sign";
  if (!isOneOf(letter, "cdiouxXpeEfgGaAs*"))
    return "is not known to CUDA. Fix: use one of c, d, i, o, u, x, X, p, e, "
           "E, "
           "f, g, G, a and A";
  if (isOneOf(letter, "eEfgGaA")) {
    if (isInteger)
      return "is for floats. Fix: use 'd' or 'u', or convert the argument";
    return hasLength(format, conversion, "hjztL")
               ? "has a length that floats do not have. Fix: remove it"
               : NULL;
  }
  if (!isInteger)
    return "is for integers. Fix: use 'f', 'e' or 'g', or convert the argument";
  if (isOneOf(letter, "ps"))
    return isWide(type) && (mlirTypeIsAIndex(type) ||
                            mlirIntegerTypeGetWidth(type) == longBits)
               ? NULL
               : "is for addresses. Fix: extend the argument to i64";
  return isWide(type) && hasLength(format, conversion, "h")
             ? "has the length 'h', and the argument more than 32 bits. Fix: "
               "truncate the argument, or remove the length"
             : NULL;
}

static FuselagePTXError conversionError(MlirOperation op, intptr_t number,
                                        const Conversion *conversion,
                                        const char *problem) {
  char letter[] = {conversion->letter ? conversion->letter : '%', '\0'};
  return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
                       "conversion '%s' of argument %zd of 'gpu.printf' %s",
                       letter, number, problem);
}

/// Extends an integer to `bits`, with its sign if `isSigned`; an i1 is 0 or 1.
static FuselagePTXError extend(MlirOperation op, intptr_t number, unsigned bits,
                               bool isSigned) {
  MlirValue value = mlirOperationGetOperand(op, number);
  MlirType type = mlirValueGetType(value);
  if (!mlirTypeIsAInteger(type) || mlirIntegerTypeGetWidth(type) >= bits)
    return errorNone();
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%0 = arith.ext%s %%a0 : ",
             isSigned && mlirIntegerTypeGetWidth(type) > 1 ? "si" : "ui");
  snippetAddType(&snippet, type);
  snippetAdd(&snippet, " to i%u\n", bits);
  const unsigned result = 0;
  MlirType wide = mlirIntegerTypeGet(mlirOperationGetContext(op), bits);
  MlirValue extended;
  FuselagePTXError error =
      snippetInline(&snippet, op, &value, 1, &result, &wide, 1, &extended);
  snippetFree(&snippet);
  if (fuselagePTXErrorIsNull(error))
    mlirOperationSetOperand(op, number, extended);
  return error;
}

/// Cuts an integer down to the 32 bits that the conversion reads.
static FuselagePTXError cutOff(MlirOperation op, intptr_t number) {
  MlirValue value = mlirOperationGetOperand(op, number);
  MlirType type = mlirValueGetType(value);
  Snippet snippet = {0};
  snippetAdd(&snippet, "%%0 = arith.%s %%a0 : ",
             mlirTypeIsAIndex(type) ? "index_cast" : "trunci");
  snippetAddType(&snippet, type);
  snippetAdd(&snippet, " to i32\n");
  const unsigned result = 0;
  MlirType i32 = mlirIntegerTypeGet(mlirOperationGetContext(op), intBits);
  MlirValue cut;
  FuselagePTXError error =
      snippetInline(&snippet, op, &value, 1, &result, &i32, 1, &cut);
  snippetFree(&snippet);
  if (fuselagePTXErrorIsNull(error))
    mlirOperationSetOperand(op, number, cut);
  return error;
}

/// Makes an argument as wide as its conversion reads. Appends the conversion,
/// from the length on, for the width of the argument. CUDA knows the lengths
/// `h`, `l` and `ll`.
static FuselagePTXError fit(MlirOperation op, intptr_t number,
                            MlirStringRef format, const Conversion *conversion,
                            FuselageText *text) {
  bool wide = isWide(mlirValueGetType(mlirOperationGetOperand(op, number)));
  bool takesInteger = isOneOf(conversion->letter, "dioxXu");
  if (takesInteger && (wide || conversion->isLong))
    fuselageTextAppendFormat(text, "ll%c", conversion->letter);
  else
    fuselageTextAppend(text, format.data + conversion->lengthAt,
                       conversion->end - conversion->lengthAt);
  if (wide && isOneOf(conversion->letter, "c*"))
    return cutOff(op, number);
  bool isLong = wide || (takesInteger && conversion->isLong);
  return extend(op, number, isLong ? longBits : intBits,
                isOneOf(conversion->letter, "di*"));
}

static FuselagePTXError setFormat(MlirOperation op, const FuselageText *text) {
  if (text->failed)
    return errorOutOfMemory();
  mlirOperationSetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("format"),
      mlirStringAttrGet(mlirOperationGetContext(op),
                        mlirStringRefCreate(text->data, text->length)));
  return errorNone();
}

/// Rewrites the conversion of one argument, and copies the text before it.
static FuselagePTXError rewriteConversion(MlirOperation op, intptr_t number,
                                          const Conversion *conversion,
                                          size_t *copied, MlirStringRef format,
                                          FuselageText *text) {
  if (number >= mlirOperationGetNumOperands(op))
    return errorCreateAt(
        FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
        "the format of 'gpu.printf' takes more than the %zd arguments that "
        "there are. Fix: add arguments, or write '%%%%' for a percent sign",
        mlirOperationGetNumOperands(op));
  const char *problem =
      findMismatch(format, conversion,
                   mlirValueGetType(mlirOperationGetOperand(op, number)));
  if (problem)
    return conversionError(op, number, conversion, problem);
  fuselageTextAppend(text, format.data + *copied,
                     conversion->lengthAt - *copied);
  *copied = conversion->end;
  return fit(op, number, format, conversion, text);
}

static FuselagePTXError rewritePrintf(MlirOperation op, void *userData) {
  (void)userData;
  MlirStringRef format =
      mlirStringAttrGetValue(mlirOperationGetInherentAttributeByName(
          op, mlirStringRefCreateFromCString("format")));
  FormatReader reader = {.format = format};
  FuselageText text = {0};
  Conversion conversion;
  size_t copied = 0;
  FuselagePTXError error = verifyArguments(op);
  for (intptr_t i = 0;
       fuselagePTXErrorIsNull(error) && nextConversion(&reader, &conversion);
       ++i)
    error = rewriteConversion(op, i, &conversion, &copied, format, &text);
  fuselageTextAppend(&text, format.data + copied, format.length - copied);
  if (fuselagePTXErrorIsNull(error))
    error = setFormat(op, &text);
  fuselageTextFree(&text);
  return error;
}

FuselagePTXError printfRewrite(MlirOperation gpuModule) {
  static const OperationRewrite rewrite = {FUSELAGE_OP_GPU_PRINTF,
                                           rewritePrintf};
  return rewriteOperations(gpuModule, &rewrite, 1, NULL);
}
