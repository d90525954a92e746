/** Part of the contract with scripts. */
export const ExitCode = {
  nothingFound: 0,
  findings: 1,
  couldNotRun: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
