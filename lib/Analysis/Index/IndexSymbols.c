//===- IndexSymbols.c - The symbols of index expressions ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/IndexSymbols.h"

#include "Support/Hash.h"

void fuselageSymbolTableFree(FuselageSymbolTable *table) {
  fuselagePointerMapFree(&table->numbers);
  fuselagePointerMapFree(&table->divisions);
  FUSELAGE_ARRAY_FREE(&table->symbols);
  fuselageSizeTableFree(&table->sizes);
}

static uint32_t add(FuselageSymbolTable *table, FuselagePointerMap *numbers,
                    const void *key, FuselageSymbol symbol) {
  uint32_t number = (uint32_t)table->symbols.size;
  FuselageSymbol *slot = FUSELAGE_ARRAY_APPEND(&table->symbols);
  if (!slot || !fuselagePointerMapInsert(numbers, key, number))
    return FUSELAGE_POINTER_NOT_FOUND;
  *slot = symbol;
  return number;
}

uint32_t fuselageSymbolTableGetNumber(FuselageSymbolTable *table,
                                      MlirValue value) {
  uint32_t number = fuselagePointerMapLookup(&table->numbers, value.ptr);
  return number != FUSELAGE_POINTER_NOT_FOUND
             ? number
             : add(table, &table->numbers, value.ptr,
                   (FuselageSymbol){.value = value});
}

static bool isDivision(const FuselageSymbol *symbol, FuselageDivisionKind kind,
                       MlirAffineExpr dividend, MlirAffineExpr divisor) {
  return symbol->kind == kind &&
         mlirAffineExprEqual(symbol->dividend, dividend) &&
         mlirAffineExprEqual(symbol->divisor, divisor);
}

/// Addresses decide only the place of a division in the map. If two divisions
/// have one hash, the later replaces the earlier, which is then no longer
/// found.
uint32_t fuselageSymbolTableGetDivision(FuselageSymbolTable *table,
                                        FuselageDivisionKind kind,
                                        MlirAffineExpr dividend,
                                        MlirAffineExpr divisor) {
  const void *parts[] = {dividend.ptr, divisor.ptr};
  const void *key = fuselagePointerMapKeyOfHash(
      fuselageHash((const void *)parts, sizeof parts, (uint64_t)kind));
  uint32_t number = fuselagePointerMapLookup(&table->divisions, key);
  if (number != FUSELAGE_POINTER_NOT_FOUND &&
      isDivision(&table->symbols.data[number], kind, dividend, divisor))
    return number;
  return add(
      table, &table->divisions, key,
      (FuselageSymbol){.kind = kind, .dividend = dividend, .divisor = divisor});
}

const FuselageSymbol *fuselageSymbolTableGet(const FuselageSymbolTable *table,
                                             MlirAffineExpr symbol) {
  return &table->symbols.data[mlirAffineSymbolExprGetPosition(symbol)];
}

/// Each step into a division goes to older symbols, so this ends.
bool fuselageExprAllLeaves(const FuselageSymbolTable *table,
                           MlirAffineExpr expression,
                           FuselageLeafPredicate predicate, void *userData) {
  const MlirAffineExpr none = {NULL};
  if (mlirAffineExprIsNull(expression))
    return false;
  if (mlirAffineExprIsADim(expression))
    return predicate(expression, (MlirValue){NULL}, userData);
  if (mlirAffineExprIsABinary(expression))
    return fuselageExprAllLeaves(table,
                                 mlirAffineBinaryOpExprGetLHS(expression),
                                 predicate, userData) &&
           fuselageExprAllLeaves(table,
                                 mlirAffineBinaryOpExprGetRHS(expression),
                                 predicate, userData);
  if (!mlirAffineExprIsASymbol(expression))
    return true;
  const FuselageSymbol *symbol = fuselageSymbolTableGet(table, expression);
  if (!mlirValueIsNull(symbol->value))
    return predicate(none, symbol->value, userData);
  return fuselageExprAllLeaves(table, symbol->dividend, predicate, userData) &&
         fuselageExprAllLeaves(table, symbol->divisor, predicate, userData);
}
