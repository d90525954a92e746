/** Tells files of the project from packages, by specifier and manifest alone. */
import type { ProjectInfo } from '../engine/project';
import type { LanguageId } from '../engine/summary';

export type ModuleOrigin = 'project' | 'package';

interface RuntimeModules {
  /** What needs no manifest entry. */
  readonly all: RegExp;
  /** Of these, what only computes. */
  readonly pure: RegExp;
}

const RUNTIME: Readonly<Record<LanguageId, RuntimeModules>> = {
  ecmascript: {
    all: /^(node:|bun:|npm:|jsr:|cloudflare:)|^(assert|async_hooks|buffer|child_process|cluster|console|constants|crypto|dgram|diagnostics_channel|dns|domain|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|string_decoder|sys|timers|tls|trace_events|tty|url|util|v8|vm|wasi|worker_threads|zlib)(\/|$)/,
    pure: /^(node:)?(assert|buffer|events|os|path|punycode|querystring|string_decoder|url|util)(\/|$)/,
  },
  python: {
    all: /^(__future__|_thread|abc|argparse|array|ast|asyncio|atexit|base64|binascii|bisect|builtins|bz2|calendar|cmath|cmd|code|codecs|collections|colorsys|concurrent|configparser|contextlib|contextvars|copy|copyreg|csv|ctypes|curses|dataclasses|datetime|dbm|decimal|difflib|dis|email|encodings|enum|errno|faulthandler|fcntl|filecmp|fileinput|fnmatch|fractions|ftplib|functools|gc|getopt|getpass|gettext|glob|graphlib|gzip|hashlib|heapq|hmac|html|http|imaplib|importlib|inspect|io|ipaddress|itertools|json|keyword|linecache|locale|logging|lzma|mailbox|marshal|math|mimetypes|mmap|multiprocessing|numbers|operator|optparse|os|pathlib|pdb|pickle|pkgutil|platform|plistlib|poplib|posixpath|pprint|profile|pwd|queue|quopri|random|re|readline|resource|sched|secrets|select|selectors|shelve|shlex|shutil|signal|site|smtplib|socket|socketserver|sqlite3|ssl|stat|statistics|string|stringprep|struct|subprocess|symtable|sys|sysconfig|syslog|tarfile|tempfile|textwrap|threading|time|timeit|tkinter|token|tokenize|tomllib|traceback|tracemalloc|types|typing|unicodedata|unittest|urllib|uuid|venv|warnings|wave|weakref|webbrowser|xml|xmlrpc|zipfile|zipimport|zlib|zoneinfo)(\/|$)/,
    pure: /^(abc|array|base64|binascii|bisect|calendar|cmath|collections|colorsys|copy|dataclasses|datetime|decimal|difflib|enum|fnmatch|fractions|functools|heapq|html|ipaddress|itertools|keyword|math|numbers|operator|pprint|random|re|statistics|string|struct|textwrap|types|typing|unicodedata|uuid)(\/|$)/,
  },
};

export function isPureModule(module: string, language: LanguageId): boolean {
  return RUNTIME[language].pure.test(module);
}

export function moduleOrigin(module: string, project: ProjectInfo, language: LanguageId): ModuleOrigin {
  if (/^[./~#]|^@\//.test(module)) return 'project';
  if (isRuntimeModule(module, language)) return 'package';
  if (project.packages?.has(packageName(module)) === true) return 'project';
  // Without a manifest nothing tells an alias (`src/db`) from a package.
  if (project.dependencies.size === 0) return 'package';
  return project.dependencies.has(packageName(module)) ? 'package' : 'project';
}

/** `@scope/name/sub` → `@scope/name`, `name/sub` → `name`. */
export function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

export function isRuntimeModule(module: string, language: LanguageId): boolean {
  return RUNTIME[language].all.test(module);
}
