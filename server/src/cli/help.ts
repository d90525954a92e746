/** Help texts, by command. */

const GENERAL = `perf-hints finds performance defects in TypeScript and JavaScript.

  perf-hints scan [paths]        look for defects (exit 0: none, 1: some, 2: could not run)
  perf-hints fix [paths]         apply fixes that keep results, order and exceptions
  perf-hints explain FILE:LINE   which rules looked at a line, and why each spoke or stayed silent
  perf-hints rules [ID]          list the rules, or show one rule's page
  perf-hints server --stdio      language server for editors
  perf-hints --version

perf-hints COMMAND --help tells the options of a command.
`;

const BY_COMMAND: Readonly<Record<string, string>> = {
  scan: `perf-hints scan [paths]

Looks for defects in the files and folders given, or in the current folder.

  --format text|json|sarif|github   how findings are written (default: text)
  --rule ID                         run only this rule; may be repeated
  --severity LEVEL                  leave out findings below warning, information or hint (default: information)
  --config FILE                     use this file instead of the nearest perf-hints.config.json
  --baseline FILE                   hide the findings recorded in this file
  --write-baseline                  record the present findings there (default: perf-hints.baseline.json)
  --include-tests                   analyse tests, scripts, migrations, seeds and examples too
  --no-cache                        neither read nor write the cache of parsed files
  --jobs N                          number of threads (default: by the number of files)
  --stats                           tell where the time went, on standard error

Exit codes: 0 nothing found, 1 findings, 2 could not run.
`,
  fix: `perf-hints fix [paths]

Applies the fixes that keep results, order and exceptions, until nothing changes.

  --dry-run         write nothing, print a unified diff
  --unsafe          apply also fixes that assume something about the program (perf-hints explain tells what)
  --rule ID         only fixes of this rule; may be repeated
  --config FILE     use this file instead of the nearest perf-hints.config.json
  --include-tests   fix tests, scripts, migrations, seeds and examples too

Exit codes: 0 nothing left, 1 findings are left (with --dry-run: there are findings), 2 could not run.
`,
  explain: `perf-hints explain FILE:LINE

Tells which rules looked at the line, and why each spoke or stayed silent.

  --config FILE   use this file instead of the nearest perf-hints.config.json
`,
  rules: `perf-hints rules [ID]

Lists the rules, or prints the page of one.
`,
  server: `perf-hints server --stdio

Runs the language server for an editor over standard input and output.
`,
};

/** The general text for unknown topics. */
export function helpText(topic: string): string {
  return BY_COMMAND[topic] ?? GENERAL;
}
