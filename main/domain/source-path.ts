import { AppError } from './problem';
import { joinPath } from './destination-path';

/** A folder on this computer and the path under which the source collection shows it. */
export interface Source {
  readonly localPath: string;
  readonly collectionPath: string;
}

/** Slashes forward, no doubled or trailing ones; a Windows path keeps its drive and is compared without case. */
export function normalLocal(path: string): string {
  const forward = /^[A-Za-z]:[\\/]|^\\\\/.test(path) ? path.replaceAll('\\', '/') : path;
  const isUnc = forward.startsWith('//');
  const single = forward.replace(/\/{2,}/g, '/');
  const trimmed = single.length > 1 ? single.replace(/\/+$/, '') : single;
  return isUnc ? `/${trimmed}` : trimmed;
}

/** From a root or a drive on: anything else leads elsewhere, depending on how Slipway was started. Throws folder.notWhole. */
export function assertWhole(localPath: string): void {
  if (!/^([A-Za-z]:)?[\\/]/.test(localPath)) throw new AppError('folder.notWhole', { path: localPath });
}

function isWindows(path: string): boolean {
  return /^[A-Za-z]:(\/|$)/.test(path) || path.startsWith('//');
}

/** The path below `root`, '' for root itself, or null when it lies outside. */
export function below(root: string, path: string): string | null {
  const [a, b] = [normalLocal(root), normalLocal(path)];
  const fold = (text: string): string => (isWindows(a) ? text.toLowerCase() : text);
  if (fold(a) === fold(b)) return '';
  const prefix = a.endsWith('/') ? a : `${a}/`;
  return fold(b).startsWith(fold(prefix)) ? b.slice(prefix.length) : null;
}

/** A local path as the source collection names it. Throws folder.outsideSource. */
export function collectionPathOf(source: Source, localPath: string): string {
  const rest = below(source.localPath, localPath);
  if (rest === null) throw new AppError('folder.outsideSource', { path: localPath, root: source.localPath });
  return rest === '' ? source.collectionPath.replace(/\/*$/, '/') : joinPath(source.collectionPath, rest);
}

/**
 * What Globus Connect Personal calls a local path when it shows the whole disk: the path itself, and on Windows the
 * drive letter as the first part without its colon.
 */
export function personalPathOf(localPath: string): string {
  const path = normalLocal(localPath);
  const drive = /^([A-Za-z]):(.*)$/.exec(path);
  return drive ? `/${(drive[1] ?? '').toUpperCase()}${drive[2] ?? ''}` : path;
}
