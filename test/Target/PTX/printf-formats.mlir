// Formats of gpu.printf that CUDA would print something else for are errors, at
// the operation.

// RUN: not %fuselage-opt %s -split-input-file -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s
// RUN: not %fuselage-opt %s -split-input-file -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | grep -c 'error:' | FileCheck %s --check-prefix=COUNT
// COUNT: 11

gpu.module @few {
  gpu.func @k(%a: i32) kernel {
    // CHECK: [[@LINE+1]]:5: error: the format of 'gpu.printf' takes more than the 1 arguments that there are. Fix: add arguments, or write '%%' for a percent sign
    gpu.printf "%d %d", %a : i32
    gpu.return
  }
}

// -----

gpu.module @width {
  gpu.func @k(%a: i32) kernel {
    // CHECK: [[@LINE+1]]:5: error: the format of 'gpu.printf' takes more than the 1 arguments
    gpu.printf "%*d", %a : i32
    gpu.return
  }
}

// -----

gpu.module @percent {
  gpu.func @k() kernel {
    // CHECK: [[@LINE+1]]:5: error: the format of 'gpu.printf' takes more than the 0 arguments
    gpu.printf "100%"
    gpu.return
  }
}

// -----

gpu.module @incomplete {
  gpu.func @k(%a: i32) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion '%' of argument 0 of 'gpu.printf' is not complete. Fix: write '%%' for a percent sign
    gpu.printf "%5l", %a : i32
    gpu.return
  }
}

// -----

gpu.module @short {
  gpu.func @k(%a: i64) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion 'd' of argument 0 of 'gpu.printf' has the length 'h', and the argument more than 32 bits. Fix: truncate the argument, or remove the length
    gpu.printf "%hd", %a : i64
    gpu.return
  }
}

// -----

gpu.module @float_as_integer {
  gpu.func @k(%a: i32, %b: f32) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion 'x' of argument 1 of 'gpu.printf' is for integers. Fix: use 'f', 'e' or 'g', or convert the argument
    gpu.printf "%d %x", %a, %b : i32, f32
    gpu.return
  }
}

// -----

gpu.module @integer_as_float {
  gpu.func @k(%a: i32) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion 'f' of argument 0 of 'gpu.printf' is for floats. Fix: use 'd' or 'u', or convert the argument
    gpu.printf "%.3f", %a : i32
    gpu.return
  }
}

// -----

gpu.module @float_width {
  gpu.func @k(%a: i32, %b: f32) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion '*' of argument 0 of 'gpu.printf' is for integers
    gpu.printf "%*d", %b, %a : f32, i32
    gpu.return
  }
}

// -----

gpu.module @long_float {
  gpu.func @k(%b: f64) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion 'f' of argument 0 of 'gpu.printf' has a length that floats do not have. Fix: remove it
    gpu.printf "%Lf", %b : f64
    gpu.return
  }
}

// -----

gpu.module @address {
  gpu.func @k(%a: i32) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion 'p' of argument 0 of 'gpu.printf' is for addresses. Fix: extend the argument to i64
    gpu.printf "%p", %a : i32
    gpu.return
  }
}

// -----

gpu.module @unknown {
  gpu.func @k(%a: i32) kernel {
    // CHECK: [[@LINE+1]]:5: error: conversion 'n' of argument 0 of 'gpu.printf' is not known to CUDA. Fix: use one of c, d, i
    gpu.printf "%n", %a : i32
    gpu.return
  }
}

// -----

// What CUDA prints as it should.
gpu.module @right {
  gpu.func @k(%a: i8, %b: i64, %c: f16, %d: index) kernel {
    gpu.printf "%hhd %lld %+-8.3lf %p %*d %c %% %G", %a, %b, %c, %d, %a, %b, %a, %c : i8, i64, f16, index, i8, i64, i8, f16
    gpu.return
  }
}
