//===- Workers.cpp - Judges modules in processes of their own -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Workers.h"

#include "Runtime/Runtime.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>
#include <cstring>
#include <optional>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fuselage::test {
namespace {

/// What a child tells its parent, in memory that both see.
struct Report {
  bool isComplete;
  bool hasFewerLaunches;
  Verdict verdict;
  char step[256];
  char text[2048];
};

class Pool {
public:
  Pool(mlir::MLIRContext &ctx, const std::vector<Source> &srcs,
       const JudgeOptions &opts, const WorkerOptions &workerOptions)
      : context(ctx), sources(srcs), options(opts), workers(workerOptions),
        reports(allocateReports(srcs.size())), children(srcs.size(), -1),
        judgements(srcs.size()) {}
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;
  ~Pool() { munmap(reports, (sources.size() + 1) * sizeof(Report)); }

  void
  run(const std::function<void(const Source &, const Judgement &)> &callback);

private:
  static Report *allocateReports(size_t count);
  void start(size_t index);
  [[noreturn]] void work(size_t index);
  void finishOne();
  Judgement interpret(const Report &report, int status) const;

  mlir::MLIRContext &context;
  const std::vector<Source> &sources;
  const JudgeOptions &options;
  const WorkerOptions &workers;
  Report *reports;
  std::vector<pid_t> children;
  std::vector<std::optional<Judgement>> judgements;
};

} // namespace

// One more than needed, since nothing cannot be mapped.
Report *Pool::allocateReports(size_t count) {
  void *memory =
      mmap(nullptr, (count + 1) * sizeof(Report), PROT_READ | PROT_WRITE,
           MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    llvm::report_fatal_error("no memory for the reports of child processes");
  return static_cast<Report *>(memory);
}

static void copyText(char *to, size_t size, const std::string &text) {
  std::snprintf(to, size, "%s", text.c_str());
}

void Pool::work(size_t index) {
  Report &report = reports[index];
  alarm(workers.timeoutSeconds);
  Judgement judgement =
      judge(context, sources[index], options, [&](const std::string &step) {
        copyText(report.step, sizeof report.step, step);
      });
  report.verdict = judgement.verdict;
  report.hasFewerLaunches = judgement.hasFewerLaunches;
  copyText(report.text, sizeof report.text, judgement.text);
  report.isComplete = true;
  llvm::outs().flush();
  std::fflush(stdout);
  // The parent's objects are the parent's to destroy.
  _exit(0);
}

void Pool::start(size_t index) {
  llvm::outs().flush();
  std::fflush(stdout);
  pid_t child = fork();
  if (child < 0)
    llvm::report_fatal_error("cannot start a child process");
  if (child == 0)
    work(index);
  children[index] = child;
}

Judgement Pool::interpret(const Report &report, int status) const {
  if (report.isComplete)
    return {report.verdict, report.text, report.hasFewerLaunches};
  std::string step = std::string(" while ") + report.step;
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
    return {Verdict::Failure, "no end after " +
                                  std::to_string(workers.timeoutSeconds) +
                                  " s" + step};
  if (WIFSIGNALED(status))
    return {Verdict::Failure,
            std::string("crash (") + strsignal(WTERMSIG(status)) + ")" + step};
  if (WEXITSTATUS(status) == FUSELAGE_TEST_PROGRAM_ERROR)
    return {Verdict::Failure, "a broken rule, reported above," + step};
  return {Verdict::Failure,
          "exit with status " + std::to_string(WEXITSTATUS(status)) + step};
}

void Pool::finishOne() {
  int status = 0;
  pid_t child = waitpid(-1, &status, 0);
  for (size_t i = 0; i < children.size(); ++i)
    if (children[i] == child) {
      children[i] = -1;
      judgements[i] = interpret(reports[i], status);
    }
}

void Pool::run(
    const std::function<void(const Source &, const Judgement &)> &callback) {
  size_t numStarted = 0;
  size_t numFinished = 0;
  size_t numReported = 0;
  while (numReported < sources.size()) {
    while (numStarted < sources.size() &&
           numStarted - numFinished < workers.numJobs)
      start(numStarted++);
    finishOne();
    ++numFinished;
    while (numReported < sources.size()) {
      const std::optional<Judgement> &judgement = judgements[numReported];
      if (!judgement)
        break;
      callback(sources[numReported++], *judgement);
    }
  }
}

void judgeAll(
    mlir::MLIRContext &context, const std::vector<Source> &sources,
    const JudgeOptions &options, const WorkerOptions &workers,
    const std::function<void(const Source &, const Judgement &)> &onJudgement) {
  Pool(context, sources, options, workers).run(onJudgement);
}

} // namespace fuselage::test
