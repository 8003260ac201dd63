// If ptxas refuses PTX, the test fails and names the module. The tests of this
// folder ask ptxas by themselves.

// REQUIRES: ptxas
// RUN: not %test-opt %s -split-input-file --pass-pipeline='builtin.module(fuselage-test-assemble-ptx)' -o /dev/null 2>&1 | FileCheck %s
// RUN: not %test-opt %s -split-input-file --pass-pipeline='builtin.module(fuselage-test-run-ptx)' -o /dev/null 2>&1 | FileCheck %s
// RUN: %python %S/Inputs/opt-and-assemble.py plugin.so echo --pass-pipeline='m(fuselage-to-ptx{chip=sm_80},fuselage-print-ptx)' | FileCheck %s --check-prefix=ASKS
// ASKS: --pass-pipeline=m(fuselage-to-ptx{chip=sm_80},fuselage-test-assemble-ptx,fuselage-print-ptx) --load-pass-plugin=plugin.so

// CHECK: [[# @LINE + 2]]:{{.*}}: error: the PTX of 'wrong' cannot be assembled: {{.*}} refused the PTX for chip 'sm_80'
// CHECK-SAME: for instruction 'mov'
gpu.binary @wrong [#gpu.object<#nvvm.target<chip = "sm_80">, assembly = ".version 7.0\0A.target sm_80\0A.address_size 64\0A.visible .entry k() {\0A.reg .b32 %r;\0Amov.u64 %r, %tid.x;\0Aret;\0A}\0A">]

// -----

// A chip that ptxas no longer knows, and a version that it does not know yet.
// CHECK-NOT: the PTX of
// CHECK: remark: not asked: ptxas knows no PTX of this version for chip 'sm_80'
gpu.binary @old [#gpu.object<#nvvm.target<chip = "sm_52">, assembly = ".version 6.0\0A.target sm_52\0A.address_size 64\0A.visible .entry k() {\0Aret;\0A}\0A">]
gpu.binary @new [#gpu.object<#nvvm.target<chip = "sm_80">, assembly = ".version 99.0\0A.target sm_80\0A.address_size 64\0A.visible .entry k() {\0Aret;\0A}\0A">]

// -----

// CHECK: error: the PTX of 'wrong_for_old' cannot be assembled
gpu.binary @wrong_for_old [#gpu.object<#nvvm.target<chip = "sm_52">, assembly = ".version 6.0\0A.target sm_52\0A.address_size 64\0A.visible .entry k() {\0Aadd.s32 %r1, %r2, 0;\0Aret;\0A}\0A">]
