import { joinPath } from '../domain/destination-path';
import { type FileFact } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { labelOf, type Order } from '../domain/order';
import { AppError, asAppError, type Facts } from '../domain/problem';
import { type DoubtCode, type FileProof, type ProvenFile } from '../domain/proof';
import { type Settings } from '../domain/settings';
import { type Reason } from '../domain/settle';
import { collectionPathOf } from '../domain/source-path';
import { judgeTask } from '../domain/task-news';
import { tryPrefix } from '../domain/try-names';
import { type Clock } from '../ports/clock';
import { digestAlgorithms, type Files } from '../ports/files';
import { type Route } from '../ports/route';
import { type TrialFiles } from '../ports/trial-files';
import { type Left, type OwnTests } from './own-tests';

export type StepName = 'write' | 'order' | 'copy' | 'prove' | 'cleanUp';
export interface Step {
  readonly step: StepName;
  readonly state: 'running' | 'ok' | 'failed' | 'notRun';
  readonly error: AppError | null;
}
export interface TryResult {
  readonly steps: readonly Step[];
  readonly receipt: {
    readonly taskId: string;
    readonly destinationPath: string;
    readonly files: readonly ProvenFile[];
    readonly seconds: number;
  } | null;
  /** What could not be taken away again. */
  readonly left: Left;
}
export interface TryDeps {
  readonly route: Route;
  readonly files: Files;
  readonly trial: TrialFiles;
  readonly ownTests: OwnTests;
  readonly clock: Clock;
  readonly newId: () => string;
}
type Place = Pick<Settings, 'source' | 'destination' | 'station'>;

const pollMs = 1_000;
/** A busy collection may let a task of two files wait; after this long a person has stopped looking. */
const patienceMs = 5 * 60_000;
const stepNames: readonly StepName[] = ['write', 'order', 'copy', 'prove', 'cleanUp'];

/** The folder of a test at both ends. Throws setup.notFinished or folder.outsideSource. */
export function planOf(
  now: Place,
  rule: FolderRule,
  name: string,
): {
  readonly localPath: string;
  readonly sourcePath: string;
  readonly destinationPath: string;
} {
  if (now.source === null || now.destination === null) throw new AppError('setup.notFinished');
  return {
    localPath: joinPath(rule.path, name),
    sourcePath: `${joinPath(collectionPathOf(now.source, rule.path), name)}/`,
    destinationPath: `${joinPath(now.destination.path, name)}/`,
  };
}

/**
 * Sends two small files the way that data goes: written into a folder of their own, ordered from the service, copied,
 * proven by the service's list and its checksums against what lies on the disk, and taken away at both ends. The ledger
 * knows nothing of it; what is about to be made is written down first, so that the next start takes away what this one could not.
 *
 * @param tell hears of every step, and why a copy waits.
 * @param isStopped asked all the while; true ends the test early.
 */
export async function tryOut(
  deps: TryDeps,
  now: Place,
  rule: FolderRule,
  tell: (steps: readonly Step[], reason: Reason | null) => void,
  isStopped: () => boolean,
): Promise<TryResult> {
  const { route, trial, clock, ownTests } = deps;
  const name = `${tryPrefix}${deps.newId().slice(0, 8)}`;
  const plan = planOf(now, rule, name);
  const steps = new Map<StepName, Step>(stepNames.map((step) => [step, { step, state: 'notRun', error: null }]));
  let current: StepName = 'write';
  const put = (
    step: StepName,
    state: Step['state'],
    error: AppError | null = null,
    reason: Reason | null = null,
  ): void => {
    current = step;
    steps.set(step, { step, state, error });
    tell([...steps.values()], reason);
  };
  const beganMs = clock.monotonicMs();
  let receipt: TryResult['receipt'] = null;
  try {
    put('write', 'running');
    await trial.remove(rule.path, null); // also what is written down nowhere any more
    ownTests.begin({ name, files: trial.files, folder: rule.path, there: null, order: null, taskId: null });
    const written = await trial.make(rule.path, name);
    put('write', 'ok');
    put('order', 'running');
    const order: Order = {
      submissionId: await route.issueSubmissionId(),
      label: labelOf(now.station, ['test'], 1),
      sourceCollectionId: now.source?.collectionId ?? '',
      destinationCollectionId: now.destination?.collectionId ?? '',
      items: [{ datasetId: name, sourcePath: plan.sourcePath, destinationPath: plan.destinationPath, isFolder: true }],
      filters: [],
    };
    ownTests.note(name, { there: now.destination, order }); // from here on something of ours may lie at the destination
    const { taskId } = await route.send(order).catch((thrown: unknown) => {
      ownTests.refused(name, asAppError(thrown));
      throw thrown;
    });
    ownTests.note(name, { taskId });
    put('order', 'ok');
    put('copy', 'running');
    await copied(deps, taskId, plan.destinationPath, isStopped, (reason) => {
      put('copy', 'running', null, reason);
    });
    ownTests.note(name, { order: null }); // its task is over
    put('copy', 'ok');
    put('prove', 'running');
    const files = await proven(deps, taskId, written, plan);
    receipt = {
      taskId,
      destinationPath: plan.destinationPath,
      files,
      seconds: Math.max(1, Math.round((clock.monotonicMs() - beganMs) / 1000)),
    };
    put('prove', 'ok');
  } catch (thrown) {
    put(current, 'failed', asAppError(thrown));
  }
  put('cleanUp', 'running');
  const left = await ownTests.finish(name);
  put('cleanUp', left.local === null && left.destination === null ? 'ok' : 'failed');
  return { steps: [...steps.values()], receipt, left };
}

/** Ends when the task has succeeded. Throws what stopped it; then it no longer runs. */
async function copied(
  { route, clock }: TryDeps,
  taskId: string,
  destinationPath: string,
  isStopped: () => boolean,
  tell: (reason: Reason) => void,
): Promise<void> {
  const endsAtMs = clock.monotonicMs() + patienceMs;
  let faults = { fault: '', polls: 0 };
  for (;;) {
    const news = (await route.follow([taskId])).get(taskId);
    if (news === undefined) throw new AppError('task.vanished');
    faults = { fault: news.fault ?? '', polls: news.fault === faults.fault ? faults.polls + 1 : 1 };
    const verdict = judgeTask(news, destinationPath, faults.polls);
    if (verdict.kind === 'done') return;
    if (verdict.kind === 'stopped') {
      if (verdict.cancelFirst) await route.stop(taskId);
      throw new AppError(verdict.hold.code, verdict.hold.facts);
    }
    tell(verdict.reason);
    if (isStopped() || clock.monotonicMs() > endsAtMs) {
      await route.stop(taskId);
      throw isStopped()
        ? new AppError('try.stopped')
        : new AppError('try.tooLong', { minutes: patienceMs / 60_000, reason: news.fault ?? verdict.reason.code });
    }
    await new Promise<void>((resolve) => void clock.wakeAfter(pollMs, resolve));
  }
}

/** The service lists each file as copied in its size, and with the checksum that the file here has. */
async function proven(
  { route, files }: TryDeps,
  taskId: string,
  written: readonly FileFact[],
  plan: { readonly localPath: string; readonly destinationPath: string },
): Promise<readonly ProvenFile[]> {
  const proofs = new Map<string, FileProof>();
  for await (const page of route.prove(taskId)) for (const proof of page) proofs.set(proof.destinationPath, proof);
  const all: ProvenFile[] = [];
  for (const file of written) {
    const notProven = (detail: DoubtCode, facts: Facts = {}): AppError =>
      new AppError('task.notProven', { ...facts, file: file.path, detail });
    const proof = proofs.get(joinPath(plan.destinationPath, file.path));
    if (proof === undefined) throw notProven('notListed');
    const { bytes, checksum, algorithm } = proof;
    if (bytes !== file.bytes) throw notProven('otherSize', { is: bytes ?? 0, wanted: file.bytes });
    const known = digestAlgorithms.find((one) => one === algorithm?.toLowerCase().replace('-', ''));
    if (known !== undefined && checksum !== null) {
      const here = await files.digest(joinPath(plan.localPath, file.path), known, null);
      if (here?.hex.toLowerCase() !== checksum.toLowerCase()) throw notProven('otherChecksum');
    }
    all.push({ ...file, checksum, algorithm, taskId });
  }
  return all;
}
