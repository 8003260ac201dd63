//===- AttributeNames.h - Names of attributes of arguments --------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of the llvm dialect for attributes of arguments and of workgroup
// attributions. Several rooms read or write these attributes. Messages spell
// the names themselves.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_ATTRIBUTENAMES_H
#define FUSELAGE_IR_ATTRIBUTENAMES_H

/// A unit attribute: no other argument leads to the memory of this one.
#define FUSELAGE_NOALIAS_ATTRIBUTE "llvm.noalias"
/// An i64 attribute: the alignment in bytes.
#define FUSELAGE_ALIGN_ATTRIBUTE "llvm.align"

#endif // FUSELAGE_IR_ATTRIBUTENAMES_H
