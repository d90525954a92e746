/** What the engine knows of the project around a file, as plain data. Collected by `workspace/`. */
export interface ProjectInfo {
  /** Absolute path of the folder findings are relative to, forward slashes, no trailing slash. */
  readonly root: string;
  /**
   * Names of all dependencies in the manifests from the file's folder up to the root, and of those that packages of the
   * same repository among them bring along.
   */
  readonly dependencies: ReadonlySet<string>;
  /** Names of the packages that are part of this repository: what they export is project code. */
  readonly packages?: ReadonlySet<string>;
  /** Told by the nearest manifest; absent when there is none. */
  readonly program?: ProgramKind;
}

/** `command-line`: it runs for one user and ends; nobody else waits for it. */
export type ProgramKind = 'application' | 'command-line';

export const NO_PROJECT: ProjectInfo = { root: '', dependencies: new Set() };
