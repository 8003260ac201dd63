// fuselage-print-ptx writes PTX that can be assembled: one binary to a file,
// several into a directory. Files are whole or not there.

// RUN: rm -rf %t && mkdir %t
// RUN: split-file %s %t

// RUN: %fuselage-opt %t/one.mlir --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=%t/one.ptx})' | FileCheck %s --check-prefix=KEPT
// RUN: FileCheck %s --check-prefix=ONE --input-file=%t/one.ptx
// KEPT: gpu.binary @one
// ONE-NOT: gpu.binary
// ONE: .version
// ONE: .entry k(

// RUN: %fuselage-opt %t/two.mlir -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' | FileCheck %s --check-prefix=STDOUT
// STDOUT: // gpu.binary @first
// STDOUT: .entry k(
// STDOUT: // gpu.binary @second
// STDOUT: .entry k(

// RUN: %fuselage-opt %t/two.mlir -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=%t/new/})'
// RUN: ls %t/new | FileCheck %s --check-prefix=NEW
// NEW: first.ptx
// NEW-NEXT: second.ptx
// NEW-NOT: {{.}}

// A file with two PTX modules could not be assembled.
// RUN: not %fuselage-opt %t/two.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=%t/two.ptx})' 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: two.mlir:1:1: error: the module holds 2 gpu.binary operations with PTX, and the file '{{.*}}two.ptx' takes one. Fix: name a directory
// RUN: not ls %t/two.ptx

// RUN: not %fuselage-opt %t/none.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=%t/none.ptx})' 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: the module holds 0 gpu.binary operations with PTX, so that there is nothing to write to '{{.*}}none.ptx'. Fix: run fuselage-to-ptx first
// RUN: not ls %t/none.ptx

// RUN: not %fuselage-opt %t/one.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=%t/no/such/place.ptx})' 2>&1 | FileCheck %s --check-prefix=UNWRITABLE
// UNWRITABLE: error: cannot write '{{.*}}/no/such/place.ptx': No such file or directory. Fix:
// RUN: not %fuselage-opt %t/two.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=%t/no/such/place/})' 2>&1 | FileCheck %s --check-prefix=NODIRECTORY
// NODIRECTORY: error: cannot create the directory '{{.*}}/no/such/place/': No such file or directory. Fix:
// RUN: not %fuselage-opt %t/one.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=})' 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: option 'output' is empty. Fix:
// A full disk leaves no file. /dev/full acts as one, and must not be replaced.
// RUN: not %fuselage-opt %t/one.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx{output=/dev/full})' 2>&1 | FileCheck %s --check-prefix=FULL
// FULL: error: cannot write '/dev/full': No space left on device
// RUN: not ls %t/out

// No temporary file is left.
// RUN: ls %t | FileCheck %s --check-prefix=CLEAN --implicit-check-not=tmp
// CLEAN: one.ptx

//--- one.mlir
module {
  gpu.module @one {
    gpu.func @k() kernel {
      gpu.return
    }
  }
}
//--- two.mlir
module {
  gpu.module @first {
    gpu.func @k() kernel {
      gpu.return
    }
  }
  gpu.module @second {
    gpu.func @k() kernel {
      gpu.return
    }
  }
}
//--- none.mlir
module {
}
