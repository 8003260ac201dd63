//===- Workers.cpp - Judges modules in processes of their own -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Workers.h"

#include "Runtime/Runtime.h"
#include "llvm/ADT/STLExtras.h"
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

/// The report of a child to its parent, in shared memory.
struct Report {
  bool isComplete;
  bool hasFewerLaunches;
  bool isAboutInput;
  Verdict verdict;
  char step[256];
  char text[2048];
};

class Pool {
public:
  Pool(mlir::MLIRContext &ctx, const std::vector<Source> &srcs,
       const JudgeOptions &opts, const WorkerOptions &workerOptions)
      : context(ctx), sources(srcs), options(opts), workers(workerOptions),
        reports(allocateReports(srcs.size())), judgements(srcs.size()) {}
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;
  ~Pool() { munmap(reports, (sources.size() + 1) * sizeof(Report)); }

  void
  run(const std::function<void(const Source &, const Judgement &)> &callback);

private:
  /// Modules that one process judges, the next one first.
  struct Share {
    size_t next, end;
    pid_t child;
  };

  static Report *allocateReports(size_t count);
  Share takeShare();
  void start(Share share);
  [[noreturn]] void work(Share share);
  void finishOne();
  Judgement interpret(const Report &report, int status) const;

  mlir::MLIRContext &context;
  const std::vector<Source> &sources;
  const JudgeOptions &options;
  const WorkerOptions &workers;
  Report *reports;
  std::vector<Share> running;
  std::vector<Share> cutShort; ///< what is left of them when a process ended
  size_t numTaken = 0;
  std::vector<std::optional<Judgement>> judgements;
};

} // namespace

// Maps one report more than needed, because a mapping must not be empty.
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

// One process for several modules costs less than a process for each: the later
// modules reuse what the first one has set up.
void Pool::work(Share share) {
  for (size_t index = share.next; index < share.end; ++index) {
    Report &report = reports[index];
    alarm(workers.timeoutSeconds);
    Judgement judgement =
        judge(context, sources[index], options, [&](const std::string &step) {
          copyText(report.step, sizeof report.step, step);
        });
    report.verdict = judgement.verdict;
    report.hasFewerLaunches = judgement.hasFewerLaunches;
    report.isAboutInput = judgement.isAboutInput;
    copyText(report.text, sizeof report.text, judgement.text);
    report.isComplete = true;
  }
  llvm::outs().flush();
  std::fflush(stdout);
  // Only the parent destroys its objects.
  _exit(0);
}

void Pool::start(Share share) {
  llvm::outs().flush();
  std::fflush(stdout);
  share.child = fork();
  if (share.child < 0)
    llvm::report_fatal_error("cannot start a child process");
  if (share.child == 0)
    work(share);
  running.push_back(share);
}

Judgement Pool::interpret(const Report &report, int status) const {
  if (report.isComplete)
    return {report.verdict, report.text, report.hasFewerLaunches,
            report.isAboutInput};
  bool isAboutInput = isStepOfInput(report.step);
  std::string step = std::string(" while ") + report.step;
  std::string what;
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
    what = "no end after " + std::to_string(workers.timeoutSeconds) + " s";
  else if (WIFSIGNALED(status))
    what = std::string("crash (") + strsignal(WTERMSIG(status)) + ")";
  else if (WEXITSTATUS(status) == FUSELAGE_TEST_PROGRAM_ERROR)
    what = "a broken rule, reported above,";
  else
    what = "exit with status " + std::to_string(WEXITSTATUS(status));
  return {Verdict::Failure, what + step, false, isAboutInput};
}

/// If a module ends a process that has judged other modules before, tries it
/// again in a process of its own: the other modules may be at fault.
void Pool::finishOne() {
  int status = 0;
  pid_t child = waitpid(-1, &status, 0);
  auto found = llvm::find_if(
      running, [&](const Share &share) { return share.child == child; });
  if (found == running.end())
    return;
  Share share = *found;
  running.erase(found);
  bool isFirst = true;
  for (; share.next < share.end; ++share.next, isFirst = false) {
    const Report &report = reports[share.next];
    if (!report.isComplete && !isFirst)
      break;
    judgements[share.next] = interpret(report, status);
    if (report.isComplete)
      continue;
    ++share.next;
    break;
  }
  if (share.next < share.end)
    cutShort.push_back(share);
}

/// The next modules for one process: so few that all processes get some.
Pool::Share Pool::takeShare() {
  if (!cutShort.empty()) {
    Share share = cutShort.back();
    cutShort.pop_back();
    return share;
  }
  size_t rest = sources.size() - numTaken;
  size_t size = std::min<size_t>(
      32, std::max<size_t>(1, rest / (2 * size_t(workers.numJobs))));
  Share share = {numTaken, numTaken + size, -1};
  numTaken = share.end;
  return share;
}

void Pool::run(
    const std::function<void(const Source &, const Judgement &)> &callback) {
  size_t numReported = 0;
  while (numReported < sources.size()) {
    while ((numTaken < sources.size() || !cutShort.empty()) &&
           running.size() < workers.numJobs)
      start(takeShare());
    finishOne();
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
