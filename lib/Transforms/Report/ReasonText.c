//===- ReasonText.c - Reasons in words ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/ReasonText.h"

static const FuselageReasonText texts[] = {
    {FUSELAGE_REASON_DIFFERENT_GRID,
     "the launches run different numbers of blocks, or numbers that are not "
     "known to be equal",
     "give both launches the same grid"},
    {FUSELAGE_REASON_DIFFERENT_BLOCK,
     "the launches run different numbers of threads in a block, or numbers "
     "that are not known to be equal",
     "give both launches the same block size"},
    {FUSELAGE_REASON_CROSS_BLOCK_RAW,
     "a thread reads what a thread of another block wrote in the earlier "
     "launch, and nothing orders blocks",
     "let one block write and read an element"},
    {FUSELAGE_REASON_CROSS_BLOCK_WAR,
     "a thread overwrites what a thread of another block still has to read in "
     "the earlier launch, and nothing orders blocks",
     "write to another buffer, or let one block read and overwrite an element"},
    {FUSELAGE_REASON_WAW_ORDER,
     "threads of two blocks write the same element, and which value stays "
     "depends on the order of the launches",
     "let one block make both writes to an element, or drop the first"},
    {FUSELAGE_REASON_MAY_ALIAS,
     "the two accesses are to buffers that may share memory",
     "mark the memref arguments llvm.noalias, or use assume-noalias-args, if "
     "they never overlap"},
    {FUSELAGE_REASON_HOST_READ, "the host reads memory between the launches",
     "move the read before the first launch or behind the second"},
    {FUSELAGE_REASON_HOST_WRITE,
     "the host writes or frees memory between the launches",
     "move the write before the first launch or behind the second"},
    {FUSELAGE_REASON_UNKNOWN_EFFECTS,
     "an operation has effects that are not known",
     "inline calls, and use operations that declare their memory effects"},
    {FUSELAGE_REASON_UNSUPPORTED_LAUNCH,
     "a launch uses an operation of the gpu dialect that is not fused",
     "keep such a launch apart; the others fuse around it"},
    {FUSELAGE_REASON_OVER_BUDGET,
     "together the launches need more device memory than the budget allows",
     "raise max-group-bytes"},
    {FUSELAGE_REASON_OBJECTIVE,
     "the plan has no fewer launches, and avoids no more bytes, with this pair "
     "in one",
     "nothing to do"},
    {FUSELAGE_REASON_TOO_COMPLEX,
     "whether two threads touch a common element takes too long to decide",
     "use simpler indices: sums of ids times constants"},
    {FUSELAGE_REASON_DIVERGENT_BARRIER,
     "not all threads of a block may come to a barrier, or to another "
     "operation "
     "that they carry out together",
     "move it to where conditions and loop bounds around it are the same for "
     "all threads of a block"},
    {FUSELAGE_REASON_RESOURCE_LIMIT,
     "together the launches need more workgroup memory, more bytes of kernel "
     "parameters or, in blocks of unknown size, more registers than a kernel "
     "can have",
     "use smaller or fewer workgroup buffers, pass fewer memrefs (from PTX 8.1 "
     "on, raise max-parameter-bytes to 32764), or make block sizes constants"},
    {FUSELAGE_REASON_DYNAMIC_SHARED_MEMORY,
     "both launches use dynamic shared memory, of which a kernel has one",
     "use workgroup attributions in one of them"},
    {FUSELAGE_REASON_ASYNC_MIX,
     "one launch gives an async token and the other does not",
     "make both launches async, or none"},
    {FUSELAGE_REASON_DIFFERENT_CLUSTER,
     "the launches form different clusters of blocks, or clusters that are not "
     "known to be equal",
     "give both launches the same clusters"},
    {FUSELAGE_REASON_HOST_WAIT,
     "the host waits for a launch, or handles an async token, between the "
     "launches",
     "move the wait before the first launch or behind the second"},
    {FUSELAGE_REASON_DIFFERENT_TARGET,
     "the modules of the kernels have different targets, or one of them has "
     "none",
     "put both kernels into modules with the same targets"},
    {FUSELAGE_REASON_HOST_LOOP, "a loop of the host is between the launches",
     "if threads need nothing of other blocks from the trip before, put the "
     "loop into the body of one launch; else nothing to do"},
    {FUSELAGE_REASON_HOST_BRANCH,
     "the host decides between the launches whether it runs a launch",
     "put the condition into the body of the launch"},
    {FUSELAGE_REASON_GIVEN_PLAN,
     "the plan that was given keeps the launches apart",
     "put both stages into one group of the plan"},
};

const FuselageReasonText *fuselageReasonGetText(FuselageReason reason) {
  const FuselageReasonText *text = texts;
  while (text->reason != reason)
    ++text;
  return text;
}
