import { readFileSync } from 'node:fs';

const lookEveryMs = 500;

/** The parent of a process on Linux; null elsewhere or when the process is gone. */
function parentOf(pid: number): number | null {
  try {
    const found = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/**
 * Calls `gone` once when one of the programs between npm and this process has ended. npm starts scripts through a shell
 * that dies of SIGTERM without passing it on, so without this a stopped `npm run` would leave its server behind.
 */
export function watchForOrphanhood(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  const timer = setInterval(() => {
    const isSame = process.ppid === parent && parentOf(parent) === grandparent;
    if (isSame) return;
    clearInterval(timer);
    gone();
  }, lookEveryMs);
  timer.unref();
}
