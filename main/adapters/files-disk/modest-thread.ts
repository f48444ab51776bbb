import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** Enough for the app and the instrument's program to come first, little enough for a scan to get on beside them. */
const steps = 3;

/** Linux lets one thread step back behind the others of its process; elsewhere only whole processes can. */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').pop());
    setPriority(thread, Math.min(19, getPriority(thread) + steps));
  } catch {
    // Not allowed, or no /proc: it works the same, only less modestly.
  }
}
