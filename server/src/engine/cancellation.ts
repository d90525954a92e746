/** The engine's own cancellation token, so that nothing inside knows the protocol's. */
export interface CancellationToken {
  readonly cancelled: boolean;
}

export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

export const NEVER_CANCELLED: CancellationToken = { cancelled: false };

export function throwIfCancelled(token: CancellationToken): void {
  if (token.cancelled) throw new CancelledError();
}
