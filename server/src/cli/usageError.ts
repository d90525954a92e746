/** The command could not run because of what it was given: exit code 2, the message as it is, no stack. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
