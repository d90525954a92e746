/** URIs of the protocol to the paths the engine uses, and back. Touches no file. */

/** Extensions for documents without one (`untitled:Untitled-1`), by language id. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  typescript: '.ts', typescriptreact: '.tsx', javascript: '.js', javascriptreact: '.jsx', python: '.py',
};

/** Absolute path with forward slashes; for other schemes a path that begins with the scheme and tells the language. */
export function pathOf(uri: string, languageId?: string): string {
  if (uri.startsWith('file:')) return fileUriToPath(uri);
  const path = `/${decode(uri.replace(':', '/'))}`;
  const extension = languageId === undefined ? undefined : EXTENSIONS[languageId];
  return extension === undefined || /\.[a-z]+$/i.test(path) ? path : path + extension;
}

export function uriOf(path: string): string {
  const drive = /^[a-z]:\//i.test(path);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (drive) return `file:///${encoded.charAt(0).toLowerCase()}${encoded.slice(1)}`;
  return path.startsWith('//') ? `file:${encoded}` : `file://${encoded}`;
}

function fileUriToPath(uri: string): string {
  const rest = uri.slice('file:'.length).replace(/[?#].*$/, '');
  const withHost = /^\/\/([^/]*)(\/.*)?$/.exec(rest);
  const host = withHost?.[1] ?? '';
  const path = decode(withHost === null ? rest : (withHost[2] ?? '/'));
  if (host !== '' && host !== 'localhost') return `//${host}${path}`;
  // `/C:/x` and `/c:/x` name one file; editors write either.
  return /^\/[a-z]:/i.test(path) ? path.charAt(1).toLowerCase() + path.slice(2) : path;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
