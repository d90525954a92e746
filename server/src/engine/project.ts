/** What the engine knows of the project around a file, as plain data. Collected by `workspace/`. */
export interface ProjectInfo {
  /** Absolute path of the folder findings are relative to, forward slashes, no trailing slash. */
  readonly root: string;
  /** Names of all dependencies in the manifests from the file's folder up to the root. */
  readonly dependencies: ReadonlySet<string>;
}

export const NO_PROJECT: ProjectInfo = { root: '', dependencies: new Set() };
