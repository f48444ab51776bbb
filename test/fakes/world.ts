import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { emptySettings } from '../../main/adapters/settings-store/settings-shape';
import { type Dataset } from '../../main/domain/dataset';
import { type FolderRule } from '../../main/domain/folder-rule';
import { type Settings } from '../../main/domain/settings';
import { Engine } from '../../main/engine/engine';
import { type Ledger } from '../../main/ports/ledger';
import { type SettingsStore } from '../../main/ports/settings';
import { FakeClock } from './fake-clock';
import { FakeFiles } from './fake-files';
import { FakeRoute } from './fake-route';

export const watched = '/data/scope';

export function aRule(patch: Partial<FolderRule> = {}): FolderRule {
  return {
    id: 'f1',
    path: watched,
    preset: 'general',
    datasetIs: { kind: 'topLevel' },
    include: [],
    exclude: [],
    quietForMs: 10_000,
    sentinels: [],
    notWhile: [],
    sendLast: [],
    destinationTemplate: '{dataset}',
    namePattern: null,
    mustBeClosed: false,
    lists: null,
    readAtMostMBps: null,
    pauseAboveMBps: null,
    cleanUp: null,
    paused: false,
    ...patch,
  };
}

export class MemorySettings implements SettingsStore {
  readonly trouble = null;
  #now: Settings;
  constructor(now: Settings) {
    this.#now = now;
  }
  read(): Settings {
    return this.#now;
  }
  change(patch: Partial<Omit<Settings, 'version'>>): Settings {
    this.#now = { ...this.#now, ...patch };
    return this.#now;
  }
}

function emptyLedger(): Ledger {
  return new SqliteLedger(openLedger(':memory:', 'test').sql, ':memory:');
}

/** A whole app in memory: the real engine and ledger on a clock, a disk and a service that the test owns. */
export class World {
  readonly clock = new FakeClock();
  readonly files = new FakeFiles(() => this.clock.nowMs());
  readonly route = new FakeRoute(this.files);
  readonly settings: MemorySettings;
  ledger: Ledger;
  engine: Engine;
  /** What a clean-up took away, in order. */
  readonly removed: string[] = [];
  /** Folders of the disk that are there without a file as well, by their absolute paths. */
  readonly folders = new Set<string>();
  /** What was noted in the log, but for its facts. */
  readonly notes: string[] = [];
  /** What is done whenever the engine tells that something has changed. */
  onChanged: () => void = () => undefined;
  #ids = 0;

  constructor(rule: FolderRule = aRule(), ledger: Ledger = emptyLedger()) {
    this.ledger = ledger;
    this.route.tellsTime = () => Promise.resolve(this.clock.nowMs());
    this.settings = new MemorySettings({
      ...emptySettings('scope-1'),
      clientId: 'c',
      source: { collectionId: 'src', name: 'src', kind: 'GCP_mapped_collection', localPath: '/', collectionPath: '/' },
      destination: { collectionId: 'dst', name: 'dst', kind: 'GCSv5_guest_collection', path: '/in/' },
      folders: [rule],
    });
    this.engine = this.#newEngine();
  }
  #newEngine(): Engine {
    const { clock, files, ledger, route, settings } = this;
    return new Engine({
      clock,
      files,
      ledger,
      route,
      settings,
      log: { note: (what) => void this.notes.push(what) },
      remover: {
        remove: (path) => {
          this.files.remove(path);
          this.removed.push(path);
          return Promise.resolve(true);
        },
        emptyFolders: (path, files) => Promise.resolve(this.#emptyFolders(path, files)),
        removeFolder: (path) => {
          this.folders.delete(path);
          this.removed.push(path);
          return Promise.resolve(true);
        },
      },
      newId: () => `id${String(++this.#ids)}`,
      changed: () => {
        this.onChanged();
      },
    });
  }
  #emptyFolders(root: string, files: ReadonlyMap<string, number>): readonly string[] {
    const isIn = (below: string, folder: string): boolean =>
      folder === '' || below === folder || below.startsWith(`${folder}/`);
    const folders = [...this.folders].filter((path) => isIn(path, root)).map((path) => path.slice(root.length + 1));
    const isEmpty = (folder: string): boolean => {
      const counted = [...files].filter(([below]) => isIn(below, folder)).reduce((sum, [, count]) => sum + count, 0);
      return this.files.below(folder === '' ? `${root}/` : `${root}/${folder}/`).length === counted;
    };
    return folders.filter(isEmpty).sort((a, b) => b.length - a.length);
  }
  start(): void {
    this.engine.start();
  }
  /** A crash: the engine is gone in the middle of whatever it did; only the ledger and the world stay. */
  async crash(): Promise<void> {
    void this.engine.stop();
    await this.clock.advance(0);
    this.engine = this.#newEngine();
    this.engine.start();
  }
  /** The ledger was damaged and put aside: the app starts with an empty one. */
  async loseLedger(): Promise<void> {
    await this.engine.stop();
    this.ledger = emptyLedger();
    this.engine = this.#newEngine();
    this.engine.start();
  }
  dataset(key: string): Dataset | null {
    return this.ledger.datasetAt('f1', key);
  }
  phaseOf(key: string): string | null {
    return this.dataset(key)?.phase ?? null;
  }
  /** Lets the service copy all the while. */
  async live(durationMs: number): Promise<void> {
    for (let passedMs = 0; passedMs < durationMs; passedMs += 1_000) {
      await this.clock.advance(1_000);
      this.route.run();
    }
  }
}
