import { type FSWatcher, lstatSync, readdirSync, realpathSync, statSync, watch } from 'node:fs';
import { type FolderRule, markMatcherOf, marksOf, placeOf, senderOf } from '../../domain/folder-rule';
import { type WatchState } from '../../ports/files';
import { mountedBelow } from './disk-of';
import { codeOf } from './folder-error';
import { type WatchNews } from './messages';
import { isNetworkDisk } from './network-disk';
import { type Outlet } from './outlet';
import { folderKeyOf } from './survey';

/** Each folder costs a watch of the system, of which there are often 65 536 for all programs together. */
export const foldersAtMost = 20_000;
/** Hints come no more often than this. */
const hintEveryMs = 200;
/** More datasets at once than this: then all are worth a look. */
const keysAtMost = 500;
/** A folder that went away, or one whose drive was changed, is noticed so soon. */
const rootEveryMs = 5_000;

/**
 * Hints at the datasets of a folder in which something moved. On Linux one watch for each folder, as deep as it goes
 * (2 000 of them for a million files); elsewhere the system watches a tree by itself. Events get lost in a burst, and
 * none is relied on: that is what sweeps are for.
 */
export class FolderWatch {
  readonly #rule: FolderRule;
  readonly #platform: string;
  readonly #outlet: Outlet<'watch'>;
  readonly #limit: number;
  readonly #sender: ReturnType<typeof senderOf>;
  readonly #isMark: (path: string) => boolean;
  readonly #watchers = new Map<string, FSWatcher>();
  /** Folders to be looked into; what lies in a new one is worth a hint. */
  readonly #waiting: { readonly path: string; readonly isNew: boolean }[] = [];
  readonly #keys = new Set<string>();
  #isAllHinted = false;
  #hintTimer: NodeJS.Timeout | null = null;
  #hintedAtMs = -Infinity;
  #state: WatchState | null = null;
  #rootId: string | null = null;
  #mounted = '';
  #isWorking = false;

  constructor(rule: FolderRule, platform: string, outlet: Outlet<'watch'>, limit = foldersAtMost) {
    this.#rule = rule;
    this.#platform = platform;
    this.#outlet = outlet;
    this.#limit = limit;
    this.#sender = senderOf(rule);
    this.#isMark = markMatcherOf(marksOf(rule));
  }

  /** Watches until the outlet is stopped. */
  async run(): Promise<void> {
    this.#outlet.onStop(() => {
      this.#closeAll();
      if (this.#hintTimer !== null) clearTimeout(this.#hintTimer);
    });
    for (;;) {
      this.#checkRoot();
      await this.#outlet.rest(rootEveryMs);
    }
  }

  /**
   * The folder itself may go away and come back, as another one: its watches would say nothing any more. So may a drive below
   * it, of which no event tells.
   */
  #checkRoot(): void {
    const id = idOf(this.#rule.path);
    const mounted = id === null ? '' : mountedAt(this.#rule.path);
    if (id === this.#rootId && id !== null && mounted === this.#mounted) return;
    this.#mounted = mounted;
    const wasThere = this.#rootId !== null;
    const isFirst = this.#state === null;
    this.#closeAll();
    this.#rootId = id;
    if (id === null || isNetworkDisk(this.#rule.path, this.#platform)) this.#tellState('none');
    else {
      this.#tellState('events');
      if (this.#platform === 'linux') this.#waiting.push({ path: '', isNew: false });
      else this.#watchTree();
      this.#workOn();
    }
    if (!isFirst && (wasThere || id !== null)) this.#hintAll();
  }

  #watchTree(): void {
    try {
      const watcher = watch(this.#rule.path, { persistent: false, recursive: true }, (_, name) => {
        if (name === null) this.#hintAll();
        else {
          // Which of the two it is cannot be told here, and need not be.
          this.#hintAtFile(name.replaceAll('\\', '/'));
          this.#hintAtFolder(name.replaceAll('\\', '/'));
        }
      });
      watcher.on('error', () => {
        watcher.close();
        this.#tellState('none');
      });
      this.#watchers.set('', watcher);
    } catch {
      this.#tellState('none');
    }
  }

  #workOn(): void {
    this.#work().catch(() => undefined); // it only ends early when it is stopped
  }

  /** A folder is watched first and read then, so that nothing comes between. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
        if (this.#watchFolder(next.path)) this.#lookInto(next.path, next.isNew);
        await this.#outlet.breathe();
      }
    } finally {
      this.#isWorking = false;
    }
  }

  #watchFolder(path: string): boolean {
    if (this.#watchers.size >= this.#limit) {
      this.#tellState('partly');
      return false;
    }
    try {
      const watcher = watch(this.#absolute(path), { persistent: false }, (event, name) => {
        this.#heard(path, event, name);
      });
      watcher.on('error', () => {
        this.#close(path);
      });
      this.#watchers.get(path)?.close();
      this.#watchers.set(path, watcher);
      return true;
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') this.#tellState('partly'); // no watches left, or it may not be read
      return false;
    }
  }

  #lookInto(path: string, isNew: boolean): void {
    let entries;
    try {
      entries = readdirSync(this.#absolute(path), { withFileTypes: true });
    } catch {
      return; // gone again, or not to be read: the sweep tells
    }
    for (const entry of entries) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) this.#addFolder(below, isNew);
      else if (isNew) this.#hintAtFile(below);
    }
  }

  #addFolder(path: string, isNew: boolean): void {
    if (isNew) this.#hintAtFolder(path);
    const key = folderKeyOf(this.#rule, path);
    if (key !== null && this.#isDropped(path, key)) return;
    this.#waiting.push({ path, isNew });
  }

  #heard(folder: string, event: string, name: string | null): void {
    if (name === null) {
      this.#hintAll();
      return;
    }
    const path = folder === '' ? name : `${folder}/${name}`;
    if (event === 'rename') {
      // It came, went, or was replaced.
      const wasFolder = this.#watchers.has(path);
      if (wasFolder) this.#close(path);
      const now = kindOf(this.#absolute(path));
      if (now === 'folder') {
        this.#addFolder(path, true);
        this.#workOn();
        return;
      }
      if (wasFolder || now === 'none') this.#hintAtFolder(path);
    }
    this.#hintAtFile(path);
  }

  /** A file that is not sent may change as it likes, as long as it is no mark. */
  #hintAtFile(path: string): void {
    const place = placeOf(this.#rule, path);
    if (place !== null && (this.#sender.isSent(place.inner) || this.#isMark(place.inner))) this.#hintAt(place.key);
  }
  #hintAtFolder(path: string): void {
    const key = folderKeyOf(this.#rule, path);
    if (key !== null && !this.#isDropped(path, key)) this.#hintAt(key);
  }
  #isDropped(path: string, key: string): boolean {
    if (path === key) return false;
    return this.#sender.dropsFolder(key === '' ? path : path.slice(key.length + 1));
  }

  #hintAt(key: string): void {
    this.#keys.add(key);
    if (this.#keys.size > keysAtMost) this.#isAllHinted = true;
    this.#hintSoon();
  }
  #hintAll(): void {
    this.#isAllHinted = true;
    this.#hintSoon();
  }
  #hintSoon(): void {
    this.#hintTimer ??= setTimeout(
      () => {
        this.#hintTimer = null;
        this.#hintedAtMs = performance.now();
        this.#tell({ kind: 'hint', keys: this.#isAllHinted ? null : [...this.#keys] });
        this.#isAllHinted = false;
        this.#keys.clear();
      },
      Math.max(0, this.#hintedAtMs + hintEveryMs - performance.now()),
    );
  }

  #tellState(state: WatchState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#tell({ kind: 'state', state });
  }
  #tell(news: WatchNews): void {
    this.#outlet.tell(news);
  }

  /** With all below it: they lie elsewhere now, or nowhere. */
  #close(path: string): void {
    for (const [each, watcher] of this.#watchers) {
      if (each !== path && !each.startsWith(`${path}/`)) continue;
      watcher.close();
      this.#watchers.delete(each);
    }
  }
  #closeAll(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#waiting.length = 0;
  }
  #absolute(below: string): string {
    return below === '' ? this.#rule.path : `${this.#rule.path}/${below}`;
  }
}

function kindOf(path: string): 'folder' | 'other' | 'none' {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats === undefined ? 'none' : stats.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}

function mountedAt(path: string): string {
  try {
    return mountedBelow(realpathSync(path));
  } catch {
    return ''; // gone meanwhile
  }
}

/** Which folder stands at the path just now; null when there is none. */
function idOf(path: string): string | null {
  try {
    const stats = statSync(path);
    return stats.isDirectory() ? `${String(stats.dev)}:${String(stats.ino)}` : null;
  } catch {
    return null;
  }
}
