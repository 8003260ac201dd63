// The emulation reports an unknown operation at its place.
// RUN: %test-opt %s --split-input-file --verify-diagnostics --pass-pipeline='builtin.module(fuselage-test-lower-to-cpu)'

func.func @test(%x: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    // expected-error@+1 {{emulation does not support 'gpu.cluster_id'}}
    %id = gpu.cluster_id x
    gpu.terminator
  }
  return
}

// -----

func.func @test(%x: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  // expected-error@+1 {{emulation does not support clusters}}
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %c1, %ky = %c1, %kz = %c1)
             blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    gpu.terminator
  }
  return
}

// -----

func.func @test(%t: tensor<4xf32>, %m: memref<4xf32>) {
  %c1 = arith.constant 1 : index
  // expected-error@+1 {{emulation does not support a body that uses a value of type 'tensor<4xf32>'}}
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = tensor.extract %t[%i] : tensor<4xf32>
    memref.store %x, %m[%i] : memref<4xf32>
    gpu.terminator
  }
  return
}

// -----

func.func private @f(!gpu.async.token)
func.func @test() {
  // expected-error@+1 {{emulation does not support a token that is used by func.call}}
  %t = gpu.wait async
  func.call @f(%t) : (!gpu.async.token) -> ()
  return
}

// -----

// expected-error@+1 {{argument 1: no value can be made up for this type}}
func.func @test(%m: memref<4xf32>, %t: tensor<4xf32>) {
  return
}

// -----

// expected-error@+1 {{argument 0: fuselage.test.alias must name a buffer before it}}
func.func @test(%m: memref<4xf32> {fuselage.test.alias = 1 : index}, %n: memref<4xf32>) {
  return
}

// -----

// expected-error@+1 {{no function @test to call}}
module {
  func.func @a() {
    return
  }
  func.func @b() {
    return
  }
}
