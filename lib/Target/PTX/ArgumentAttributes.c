//===- ArgumentAttributes.c - Attributes of kernel arguments --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/ArgumentAttributes.h"

#include "IR/AttributeNames.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

static MlirStringRef ref(const char *string) {
  return mlirStringRefCreateFromCString(string);
}

static MlirBlock bodyOf(MlirOperation op) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
}

/// Room for the attributes that a pointer has and the attributes that it gets.
typedef struct Attributes {
  MlirContext context;
  FUSELAGE_ARRAY(MlirNamedAttribute) list;
} Attributes;

static bool add(Attributes *attributes, const char *name,
                MlirAttribute attribute) {
  MlirIdentifier identifier = mlirIdentifierGet(attributes->context, ref(name));
  for (size_t i = 0; i < attributes->list.size; ++i)
    if (mlirIdentifierEqual(attributes->list.data[i].name, identifier))
      return true;
  MlirNamedAttribute *slot = FUSELAGE_ARRAY_APPEND(&attributes->list);
  if (slot)
    *slot = mlirNamedAttributeGet(identifier, attribute);
  return slot != NULL;
}

static bool addAll(Attributes *attributes, MlirAttribute dictionary) {
  intptr_t count = mlirAttributeIsNull(dictionary)
                       ? 0
                       : mlirDictionaryAttrGetNumElements(dictionary);
  for (intptr_t i = 0; i < count; ++i) {
    MlirNamedAttribute *slot = FUSELAGE_ARRAY_APPEND(&attributes->list);
    if (!slot)
      return false;
    *slot = mlirDictionaryAttrGetElement(dictionary, i);
  }
  return true;
}

static bool addFacts(Attributes *attributes, const PointerArgument *pointer,
                     const KernelMemory *memory) {
  MlirAttribute unit = mlirUnitAttrGet(attributes->context);
  MlirType i64 = mlirIntegerTypeGet(attributes->context, 64);
  const BufferFacts *facts = &pointer->facts;
  return (!pointer->isNoalias ||
          add(attributes, FUSELAGE_NOALIAS_ATTRIBUTE, unit)) &&
         (pointer->uses != POINTER_READ || memory->isOpaque ||
          add(attributes, "llvm.readonly", unit)) &&
         (facts->alignment <= 1 ||
          add(attributes, FUSELAGE_ALIGN_ATTRIBUTE,
              mlirIntegerAttrGet(i64, (int64_t)facts->alignment))) &&
         (facts->bytes == 0 ||
          add(attributes, "llvm.dereferenceable",
              mlirIntegerAttrGet(i64, (int64_t)facts->bytes)));
}

/// Writes the attributes of a pointer into the dictionaries of the arguments,
/// one for each argument. Existing attributes stay.
static bool writePointer(MlirAttribute *dictionaries, const Kernel *kernel,
                         const PointerArgument *pointer) {
  Attributes attributes = {.context = mlirOperationGetContext(kernel->op)};
  MlirAttribute *slot = &dictionaries[pointer->number];
  bool done = addAll(&attributes, *slot) &&
              (pointer->uses == 0 || !pointer->isPointer ||
               addFacts(&attributes, pointer, &kernel->memory));
  if (done)
    *slot = mlirDictionaryAttrGet(attributes.context,
                                  (intptr_t)attributes.list.size,
                                  attributes.list.data);
  FUSELAGE_ARRAY_FREE(&attributes.list);
  return done;
}

bool argumentAttributesWrite(const Kernel *kernel) {
  MlirContext context = mlirOperationGetContext(kernel->op);
  intptr_t count = mlirBlockGetNumArguments(bodyOf(kernel->op));
  MlirAttribute *dictionaries = calloc((size_t)count + 1, sizeof *dictionaries);
  if (!dictionaries)
    return false;
  MlirAttribute present =
      mlirOperationGetInherentAttributeByName(kernel->op, ref("arg_attrs"));
  for (intptr_t i = 0; i < count; ++i)
    dictionaries[i] = mlirAttributeIsNull(present)
                          ? mlirDictionaryAttrGet(context, 0, NULL)
                          : mlirArrayAttrGetElement(present, i);
  bool done = true;
  for (size_t i = 0; i < kernel->pointers.size && done; ++i)
    done = writePointer(dictionaries, kernel, &kernel->pointers.data[i]);
  if (done)
    mlirOperationSetInherentAttributeByName(
        kernel->op, ref("arg_attrs"),
        mlirArrayAttrGet(context, count, dictionaries));
  free(dictionaries);
  return done;
}
