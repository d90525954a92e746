/** Names, times and counts the steps of a scenario. Ends with a line `NAME: N passed, N failed`. */
export function createSteps(name) {
  let passed = 0;
  let failed = 0;
  return {
    async step(title, run) {
      const begun = Date.now();
      try {
        await run();
      } catch (error) {
        failed++;
        console.log(`  not ok ${title} (${Date.now() - begun} ms)`);
        throw error;
      }
      passed++;
      console.log(`  ok ${title} (${Date.now() - begun} ms)`);
    },
    finish() {
      console.log(`${name}: ${passed} passed, ${failed} failed`);
    },
  };
}
