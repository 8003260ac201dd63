//===- Remarks.cpp - MLIR's remark engine from C --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Remarks.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/IR/Remarks.h"

#include <mutex>

using namespace mlir;

bool fuselageContextHasRemarkEngine(MlirContext context) {
  return unwrap(context)->getRemarkEngine() != nullptr;
}

void fuselageRemarkEmit(FuselageRemarkKind kind, MlirLocation location,
                        const char *name, const char *category,
                        MlirStringRef function, const FuselageRemarkArg *args,
                        intptr_t numArgs) {
  static std::mutex engineMutex;
  std::lock_guard<std::mutex> lock(engineMutex);

  remark::RemarkOpts opts =
      remark::RemarkOpts::name(name).category(category).function(
          unwrap(function));
  remark::detail::InFlightRemark inFlight =
      kind == FUSELAGE_REMARK_PASSED ? remark::passed(unwrap(location), opts)
                                     : remark::missed(unwrap(location), opts);
  if (!inFlight)
    return;
  for (intptr_t i = 0; i < numArgs; ++i)
    inFlight << remark::detail::Remark::Arg(StringRef(args[i].key),
                                            StringRef(args[i].value));
}
