import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { emptySettings } from '../../main/adapters/settings-store/settings-shape';
import { type FolderRule } from '../../main/domain/folder-rule';
import { type Settings } from '../../main/domain/settings';
import { type DatasetView } from '../../preload/contract';
import { type ControlClient, controlClient } from '../globus/control-client';
import { type PracticeCollection } from '../globus/start';
import { standardNames } from '../globus/standard-collections';
import { type Evidence, sentinelName, violationsOf } from './check';
import { folders, type FolderName, Instruments } from './instruments';
import { complaintsOf, phasesOf, readLedger } from './ledger-facts';
import { type Lives, roundOf } from './plan';
import { type OpenLife, type Program } from './program';
import { storiesOf } from './story';
import { readTree } from './tree';
import { Weather } from './weather';

/** What the practice Globus prints when it is up. */
export interface PracticeLine {
  readonly auth: string;
  readonly transfer: string;
  readonly control: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly collections: readonly PracticeCollection[];
}

export interface EpisodeOrder {
  readonly seed: number;
  readonly rounds: number;
  readonly lives: Lives;
  /** Empty, for everything that the episode writes. */
  readonly folder: string;
  /** The built practice Globus. */
  readonly practiceGlobus: string;
  /** How long the app may take at the end until all is delivered. */
  readonly deliverWithinMs: number;
  /** Makes the app ready to be started on this data folder; the settings are there already. */
  readonly prepare: (dataFolder: string, globus: PracticeLine) => Promise<Program>;
}

export interface Outcome {
  readonly rounds: number;
  readonly kills: number;
  readonly delivered: number;
  readonly tasks: number;
  readonly files: number;
  /** Datasets that the harness, as the operator, let go on. */
  readonly released: number;
  readonly faults: ReadonlyMap<string, number>;
  /** Datasets by phase, added up over all kills. */
  readonly killedIn: ReadonlyMap<string, number>;
  readonly violations: readonly string[];
  /** What led to the violations, for a person to read. */
  readonly stories: readonly string[];
}

export const quietForMs = 250;
const station = 'torture';
/** So many acquisitions are written at once at most. */
const instrumentsAtOnce = 6;
/** A start takes 150 ms; whoever shares a busy machine waits longer, but not for ever. */
const upWithinMs = 5_000;
/** At the end the app gets this long to look at everything once more before it is believed. */
const believeAfterMs = 3_000;

/** Holds that a fault of the weather explains: a person would press "Try again". Everything else is the app's own fault. */
const explained: readonly string[] = [
  'task.refused',
  'task.noSpace',
  'task.canceled',
  'task.missingSource',
  'collection.notPermitted',
];

/** One world of its own: its practice Globus, its instruments, its data folder, and an app that is killed in each round. */
export async function playEpisode(order: EpisodeOrder): Promise<Outcome> {
  const { practice, stop } = await startPractice(order);
  try {
    return await new Episode(order, practice).play();
  } finally {
    stop();
  }
}

async function startPractice(order: EpisodeOrder): Promise<{ practice: PracticeLine; stop: () => void }> {
  const args = [order.practiceGlobus, '--json', '--root', join(order.folder, 'globus'), '--throttle', '1500000'];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 2] });
  const stop = (): void => {
    process.off('exit', stop);
    child.kill('SIGKILL');
  };
  process.on('exit', stop);
  if (child.stdout === null) throw new Error('The practice Globus has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const practice = JSON.parse(line) as PracticeLine;
    child.stdout.resume();
    return { practice, stop };
  }
  throw new Error('The practice Globus ended before it was up');
}

class Episode {
  readonly #order: EpisodeOrder;
  readonly #practice: PracticeLine;
  readonly #control: ControlClient;
  readonly #source: PracticeCollection;
  readonly #destination: PracticeCollection;
  readonly #watched: string;
  readonly #dataFolder: string;
  readonly #instruments: Instruments;
  readonly #weather: Weather;
  readonly #violations: string[] = [];
  readonly #killedIn = new Map<string, number>();
  readonly #rules: readonly FolderRule[];
  readonly #roundsBeganMs: number[] = [];
  #kills = 0;
  #released = 0;

  constructor(order: EpisodeOrder, practice: PracticeLine) {
    this.#order = order;
    this.#practice = practice;
    this.#control = controlClient(practice.control);
    this.#source = collectionOf(practice, standardNames.source);
    this.#destination = collectionOf(practice, standardNames.destination);
    this.#watched = join(this.#source.root, 'scope');
    // A practising app keeps its files apart from the real ones, in this folder of its user data.
    this.#dataFolder = join(order.folder, 'app', 'practice');
    this.#instruments = new Instruments(this.#watched, order.seed);
    this.#weather = new Weather({
      control: this.#control,
      source: this.#source,
      destination: this.#destination,
      clientId: practice.clientId,
    });
    this.#rules = (Object.keys(folders) as FolderName[]).map((name) => ruleOf(name, this.#watched));
  }

  async play(): Promise<Outcome> {
    const order = this.#order;
    const program = await this.#setUp();
    let acquisitions = 0;
    for (let number = 1; number <= order.rounds && this.#violations.length === 0; number += 1) {
      const round = roundOf(order.seed, number, order.lives);
      this.#roundsBeganMs.push(Date.now());
      await this.#weather.begin(round);
      for (let more = round.acquisitions; more > 0 && this.#instruments.running < instrumentsAtOnce; more -= 1)
        this.#instruments.begin((acquisitions += 1));
      const life = program.start();
      if (!round.isCutShort) await Promise.race([life.isUp.catch(() => undefined), sleep(upWithinMs)]);
      await sleep(round.lifeMs);
      this.#killed(`round ${String(number)}`, await life.kill());
      await this.#weather.end();
    }
    await this.#deliverTheRest(program);
    return this.#takeStock();
  }

  async #setUp(): Promise<Program> {
    await this.#control.call('limit.set', { retryFirstMs: 30, retryLongestMs: 300, niceStatusKeptMs: 2_000 });
    mkdirSync(this.#dataFolder, { recursive: true });
    const settings: Settings = {
      ...emptySettings(station),
      clientId: this.#practice.clientId,
      source: { ...choiceOf(this.#source), localPath: this.#source.root, collectionPath: '/' },
      destination: { ...choiceOf(this.#destination), path: '/' },
      folders: this.#rules,
    };
    writeFileSync(join(this.#dataFolder, 'settings.json'), JSON.stringify(settings));
    return this.#order.prepare(this.#dataFolder, this.#practice);
  }

  /** After every kill: the app had not ended by itself, and what it left is sound. */
  #killed(when: string, ownEnd: string | null): void {
    this.#kills += 1;
    if (ownEnd !== null) this.#violations.push(`${when}: the app ended by itself with ${ownEnd}`);
    const complaints = complaintsOf(this.#dataFolder);
    this.#violations.push(...complaints.map((complaint) => `${when}: ${complaint}`));
    if (complaints.length > 0) return;
    for (const [phase, count] of phasesOf(this.#dataFolder))
      this.#killedIn.set(phase, (this.#killedIn.get(phase) ?? 0) + count);
  }

  /** Faults off, instruments at rest: all has to be delivered within the time, and to stay so after one more kill. */
  async #deliverTheRest(program: Program): Promise<void> {
    await this.#weather.clear();
    await this.#instruments.rest();
    for (const time of ['at the end', 'started once more']) {
      if (this.#violations.length > 0) return;
      const life = await program.open();
      const undelivered = await this.#untilDelivered(life);
      this.#violations.push(...undelivered.map((what) => `${time}: ${what}`));
      this.#killed(time, await life.kill());
    }
  }

  async #untilDelivered(life: OpenLife): Promise<readonly string[]> {
    const beganMs = Date.now();
    await life.call('sending.now', {});
    for (;;) {
      await sleep(250);
      const rows = await listAll(life);
      await this.#letGo(life, rows);
      const waiting = this.#undelivered(rows);
      const tookMs = Date.now() - beganMs;
      if (waiting.length === 0 && tookMs >= believeAfterMs) return [];
      if (tookMs > this.#order.deliverWithinMs) return waiting;
    }
  }

  /** As the operator: what a fault stopped is let go on. */
  async #letGo(life: OpenLife, rows: readonly DatasetView[]): Promise<void> {
    for (const row of rows) {
      if (row.state !== 'needsYou' || !explained.includes(row.reason?.code ?? '')) continue;
      await life.call('dataset.release', { datasetId: row.id });
      this.#released += 1;
    }
  }

  #undelivered(rows: readonly DatasetView[]): readonly string[] {
    const byPath = new Map(rows.map((row) => [`${row.folderName}/${row.name}`, row]));
    const missing = [...this.#instruments.changes.keys()].filter((path) => !byPath.has(path) && !this.#isAway(path));
    return [
      ...missing.map((path) => `${path} was never seen by the app`),
      ...[...byPath].flatMap(([path, row]) =>
        row.state === 'delivered' || this.#isAway(path)
          ? []
          : [`${path} is ${row.state}: ${row.reason?.code ?? 'no reason'} ${JSON.stringify(row.reason?.facts ?? {})}`],
      ),
    ];
  }
  #isAway(path: string): boolean {
    return this.#instruments.renamedAway.has(path);
  }

  async #takeStock(): Promise<Outcome> {
    const { tasks } = await this.#control.call('task.list', {});
    const { tasksPerSubmission } = await this.#control.call('counters', {});
    const datasets = readLedger(
      this.#dataFolder,
      new Map(this.#rules.map((rule) => [rule.id, folders[rule.id as FolderName]])),
    );
    const evidence: Evidence = {
      written: this.#instruments,
      local: readTree(this.#watched),
      destination: readTree(this.#destination.root),
      tasks,
      tasksPerSubmission,
      datasets,
      quietForMs,
    };
    const violations = [...this.#violations, ...violationsOf(evidence)];
    return {
      rounds: this.#order.rounds,
      kills: this.#kills,
      delivered: datasets.filter((dataset) => dataset.phase === 'delivered').length,
      tasks: tasks.length,
      files: evidence.destination.size,
      released: this.#released,
      faults: this.#weather.counts,
      killedIn: this.#killedIn,
      violations,
      stories: storiesOf(violations, evidence, this.#roundsBeganMs),
    };
  }
}

function ruleOf(name: FolderName, watched: string): FolderRule {
  return {
    id: name,
    path: join(watched, folders[name]),
    preset: 'general',
    datasetIs: name === 'singles' ? { kind: 'eachFile', together: [] } : { kind: 'topLevel' },
    include: [],
    // The second is no pattern that Globus knows, so these files are ordered one by one.
    exclude: name === 'runs' ? ['*.part'] : ['*.{part,tmp}'],
    quietForMs,
    sentinels: name === 'runs' ? [sentinelName] : [],
    notWhile: [],
    sendLast: name === 'runs' ? [sentinelName] : [],
    mustBeClosed: false,
    lists: null,
    destinationTemplate: '{folder}/{dataset}',
    namePattern: null,
    paused: false,
    readAtMostMBps: null,
    pauseAboveMBps: null,
    cleanUp: null,
  };
}

function collectionOf(practice: PracticeLine, name: string): PracticeCollection {
  const found = practice.collections.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The practice Globus has no collection "${name}"`);
  return found;
}
const choiceOf = ({ id, name, kind }: PracticeCollection): { collectionId: string; name: string; kind: string } => ({
  collectionId: id,
  name,
  kind,
});

async function listAll(life: OpenLife): Promise<readonly DatasetView[]> {
  const { rows } = await life.call('dataset.list', {
    search: '',
    folderId: null,
    states: [],
    changedAfterMs: null,
    changedBeforeMs: null,
    order: 'oldest',
    offset: 0,
    limit: 500,
  });
  return rows;
}
