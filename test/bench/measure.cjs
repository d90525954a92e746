/** Preloaded into measured Node processes: writes what the process used, all threads together, when it ends. */
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const target = process.env.PERF_HINTS_BENCH_USE;
if (isMainThread && target !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    // Microseconds and KiB, whatever the platform.
    appendFileSync(target, `${JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 })}\n`);
  });
}
