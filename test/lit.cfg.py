"""lit configuration of the Fuselage tests."""

import glob
import os
import platform
import re
import shutil
import subprocess
import sys

import lit.formats

config.name = "Fuselage"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["CMakeLists.txt", "Inputs", "lib", "unit"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.fuselage_build_dir, "test")

build_lib = os.path.join(config.fuselage_build_dir, "lib")
plugin = os.path.join(build_lib, "libFuselagePlugin.so")
merge_plugin = os.path.join(build_lib, "libFuselageMergeTestPlugin.so")
small_bounds_plugin = os.path.join(build_lib, "libFuselageSmallBoundsPlugin.so")
ptx_inputs = os.path.join(os.path.dirname(__file__), "Target", "PTX", "Inputs")
test_plugin = os.path.join(build_lib, "libFuselageTestPlugin.so")

config.environment["PATH"] = os.pathsep.join(
    [
        os.path.join(config.fuselage_build_dir, "bin"),
        config.llvm_tools_dir,
        config.environment["PATH"],
    ]
)


def preload_sanitizer_runtime():
    """Tools that are not instrumented load an instrumented plugin, which needs
    the sanitizer's runtime to come first. Leaks and container overflows are
    not checked there: the tool's own code was built without annotations."""
    # clang also finds the runtime of gcc, so its own comes first.
    names = [f"libclang_rt.asan-{platform.machine()}.so", "libasan.so"]
    paths = [
        subprocess.run(
            [config.c_compiler, f"-print-file-name={name}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for name in names
    ]
    # A name that the compiler does not know comes back as it is.
    runtime = next(filter(os.path.isabs, paths))
    options = config.environment["ASAN_OPTIONS"]
    return (
        f"env LD_PRELOAD={runtime} "
        f"ASAN_OPTIONS={options}:detect_leaks=0:detect_container_overflow=0 "
    )


mlir_opt = "mlir-opt"
fork_from_threads = "env"
if config.sanitized:
    config.available_features.add("sanitized")
    # Emulated threads have stacks of their own. Their variables must be on
    # these stacks.
    config.environment["ASAN_OPTIONS"] = "detect_stack_use_after_return=0"
    mlir_opt = preload_sanitizer_runtime() + "mlir-opt"
    # The lock of the quarantine that another thread holds stays locked in a
    # forked child.
    fork_from_threads += (
        f" ASAN_OPTIONS={config.environment['ASAN_OPTIONS']}:quarantine_size_mb=0"
    )

config.substitutions += [
    # A lock that stays locked in a child fails a test in two minutes.
    ("%fork-from-threads", f"{fork_from_threads} timeout 120"),
    ("%fuselage-opt", f"{mlir_opt} --load-pass-plugin={plugin}"),
    (
        "%test-opt",
        f"{mlir_opt} --load-pass-plugin={plugin} --load-pass-plugin={test_plugin}",
    ),
    (
        "%judge-ptx",
        f"{sys.executable} {os.path.join(ptx_inputs, 'judge.py')} --plugin={plugin}",
    ),
    (
        "%run-main",
        f"{sys.executable} {os.path.join(ptx_inputs, 'run-main.py')}"
        f" --plugin={plugin} --test-plugin={test_plugin}"
        f" --library={os.path.join(build_lib, 'libFuselageTestRuntime.so')}"
        f" --library={os.path.join(config.llvm_lib_dir, 'libmlir_c_runner_utils.so')}"
        f" --library={os.path.join(config.llvm_lib_dir, 'libmlir_runner_utils.so')}",
    ),
    # As one word: the command that runs an mlir-opt which can load the plugin.
    ("%loading-opt", f"'{mlir_opt}'"),
    ("%test-exec", f"fuselage-test-exec --load-pass-plugin={plugin}"),
    ("%test-runtime", os.path.join(build_lib, "libFuselageTestRuntime.so")),
    ("%plugin", plugin),
    ("%merge-opt", f"{mlir_opt} --load-pass-plugin={merge_plugin}"),
    ("%merge-plugin", merge_plugin),
    ("%small-bounds-plugin", small_bounds_plugin),
    ("%host_cc", config.c_compiler),
    ("%host_cxx", config.cxx_compiler),
    ("%python", sys.executable),
    ("%utils", os.path.join(config.fuselage_source_dir, "utils")),
    ("%build", config.fuselage_build_dir),
    (
        "%workload",
        f"{sys.executable} {os.path.join(os.path.dirname(__file__), 'Workloads', 'run')}"
        f" --plugin={plugin} --mlir-opt='{mlir_opt}'",
    ),
    # Reasons come from a tool that cannot load an instrumented plugin.
    ("%count-reasons", "--no-reasons" if config.sanitized else "--min-fused=20"),
    ("%llvm_lib_dir", config.llvm_lib_dir),
    ("%examples", os.path.join(config.fuselage_source_dir, "docs", "examples")),
]


def find_cuda(relative):
    """The first path of a file of the CUDA toolkit, or None."""
    roots = [os.environ.get(v) for v in ("CUDA_HOME", "CUDA_PATH", "CUDA_ROOT")]
    roots += ["/usr/local/cuda", "/usr/lib/cuda", "/usr/lib/nvidia-cuda-toolkit"]
    roots += ["/opt/cuda"]
    for root in filter(None, roots):
        matches = sorted(glob.glob(os.path.join(root, relative)))
        if matches:
            return matches[0]
    return None


ptxas = shutil.which("ptxas") or find_cuda("bin/ptxas")
if ptxas:
    config.available_features.add("ptxas")
    config.substitutions.append(("%ptxas", ptxas))
    # Each version assembles for some chips; its help text lists them.
    ptxas_help = subprocess.run([ptxas, "--help"], capture_output=True, text=True)
    for chip in set(re.findall(r"'(sm_\d+a?)'", ptxas_help.stdout)):
        config.available_features.add(f"ptxas-{chip}")
else:
    lit_config.note("ptxas was not found: emitted PTX is not assembled")

libdevice = find_cuda("nvvm/libdevice/libdevice.10.bc")
if libdevice:
    config.available_features.add("libdevice")
    config.substitutions.append(("%libdevice", libdevice))

# Its process would need the sanitizer's runtime to come first, as mlir-opt does;
# fuselage-test-exec covers the same code.
if not config.sanitized and shutil.which(
    "mlir-runner", path=config.environment["PATH"]
):
    config.available_features.add("mlir-runner")
