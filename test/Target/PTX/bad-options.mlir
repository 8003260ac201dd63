// A bad option is refused before anything runs: with its name, what is wrong,
// and the fix; without output, and without a word from LLVM.

// DEFINE: %{options} =
// DEFINE: %{run} = not %fuselage-opt %s -o %t.out \
// DEFINE:   --pass-pipeline='builtin.module(fuselage-to-ptx{%{options}})' 2>&1
// RUN: rm -f %t.out

// REDEFINE: %{options} = chip=sm_9999
// RUN: %{run} | FileCheck %s --check-prefix=CHIP --implicit-check-not='not a recognized'
// CHIP: error: option 'chip': LLVM knows no NVIDIA chip 'sm_9999'. Fix: use one of {{.*}}sm_75, sm_80, {{.*}}sm_90, sm_100
// CHIP: failed to add `fuselage-to-ptx` with options `chip=sm_9999`

// REDEFINE: %{options} = chip=foo
// RUN: %{run} | FileCheck %s --check-prefix=FOO
// FOO: error: option 'chip': LLVM knows no NVIDIA chip 'foo'. Fix:

// REDEFINE: %{options} = chip=
// RUN: %{run} | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: option 'chip': it is empty. Fix:

// REDEFINE: %{options} = features=+foo
// RUN: %{run} | FileCheck %s --check-prefix=FEATURE
// FEATURE: error: option 'features': '+foo' is not a PTX version with a '+' before it. Fix: use one of {{.*}}ptx80

// REDEFINE: %{options} = chip=sm_80 features=+sm_90
// RUN: %{run} | FileCheck %s --check-prefix=NOTPTX
// NOTPTX: error: option 'features': '+sm_90' is not a PTX version

// REDEFINE: %{options} = features=ptx80
// RUN: %{run} | FileCheck %s --check-prefix=NOPLUS
// NOPLUS: error: option 'features': 'ptx80' is not a PTX version with a '+' before it

// LLVM ends the process for a version that is too low for the chip.
// REDEFINE: %{options} = chip=sm_90 features=+ptx70
// RUN: %{run} | FileCheck %s --check-prefix=TOOLOW
// TOOLOW: error: option 'features': PTX 7.0 does not have chip 'sm_90'. Fix: use +ptx78 or higher

// REDEFINE: %{options} = opt-level=4
// RUN: %{run} | FileCheck %s --check-prefix=LEVEL
// LEVEL: error: option 'opt-level': 4 is out of range. Fix: use 0, 1, 2 or 3

// REDEFINE: %{options} = opt-level=-1
// RUN: %{run} | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: option 'opt-level': -1 is out of range

// REDEFINE: %{options} = opt-level=fast
// RUN: %{run} | FileCheck %s --check-prefix=NOTANUMBER
// NOTANUMBER: for the --opt-level option: 'fast' value invalid for integer argument

// REDEFINE: %{options} = libdevice=%t.missing.bc
// RUN: %{run} | FileCheck %s --check-prefix=MISSING
// MISSING: error: cannot read libdevice '{{.*}}.missing.bc': No such file or directory. Fix: name the file libdevice.10.bc of a CUDA toolkit

// REDEFINE: %{options} = libdevice=%S
// RUN: %{run} | FileCheck %s --check-prefix=DIRECTORY
// DIRECTORY: error: libdevice '{{.*}}' is a directory. Fix: name the file in it

// REDEFINE: %{options} = libdevice=%s
// RUN: %{run} | FileCheck %s --check-prefix=NOTBITCODE
// NOTBITCODE: error: libdevice '{{.*}}bad-options.mlir' is not LLVM bitcode: {{.*}}. Fix:

// The first bytes of bitcode, and nothing after them.
// RUN: printf 'BC\300\336\065\024' > %t.cut.bc
// REDEFINE: %{options} = libdevice=%t.cut.bc
// RUN: %{run} | FileCheck %s --check-prefix=CUT
// CUT: error: libdevice '{{.*}}.cut.bc' is not LLVM bitcode: {{.*}}. Fix:

// REDEFINE: %{options} = colour=blue
// RUN: %{run} | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: no such option colour

// The pass that emits says the same when it is used by itself.
// RUN: not %fuselage-opt %s -o %t.out --pass-pipeline='builtin.module(fuselage-emit-ptx{chip=sm_9999})' 2>&1 | FileCheck %s --check-prefix=PASS
// PASS: bad-options.mlir:{{.*}}error: option 'chip': LLVM knows no NVIDIA chip 'sm_9999'

// RUN: not ls %t.out
module {
}
