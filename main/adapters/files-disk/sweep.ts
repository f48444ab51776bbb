import { hiddenBy, type Look } from '../../domain/file-fact';
import { type FolderRule } from '../../domain/folder-rule';
import { type Sweep } from '../../ports/files';
import { DrivesBelow } from './drives-below';
import { type Listed, listFolder } from './list-folder';
import { type Outlet } from './outlet';
import { RootFolder } from './root-folder';
import { type SecondThread } from './second-thread';
import { Survey, type Visit } from './survey';
import { type SweepMemory } from './sweep-memory';

/** Of 500 new datasets at a time the main loop was held for 45 ms, since each becomes a row of the ledger. */
const looksPerPart = 100;
/** When a walk that takes long gets a second thread, and how often it is told from then on how far it has come. */
const usualPace = { aloneForMs: 50, tellEveryMs: 500 };

/** Every dataset of the folder, or what differs from `since`; folders are listed by two threads once there are many. */
export async function sweep(
  rule: FolderRule,
  since: string | null,
  expectedDrives: readonly string[],
  memory: SweepMemory,
  second: SecondThread,
  outlet: Outlet<'sweep'>,
  pace: Partial<typeof usualPace> = {},
): Promise<void> {
  const { aloneForMs, tellEveryMs } = { ...usualPace, ...pace };
  const root = new RootFolder(rule.path);
  const drives = new DrivesBelow(root, expectedDrives);
  const isKnown = memory.begin(since);
  let looks: Look[] = [];
  const survey = new Survey(rule, (look) => {
    if (memory.differs(look) || !isKnown) looks.push(look);
  });
  const nothing: Sweep = {
    looks: [],
    gone: [],
    leftOut: [],
    drives: [],
    isWhole: !isKnown,
    root: root.kind,
    token: null,
  };
  const tell = async (atLeast: number): Promise<void> => {
    while (looks.length >= atLeast) {
      const some = looks.slice(0, looksPerPart);
      looks = looks.slice(looksPerPart);
      await outlet.part({ ...nothing, looks: some });
    }
  };
  let filesSoFar = 0;
  let toldMs = performance.now();
  const tellHowFar = async (): Promise<void> => {
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    await outlet.part({ ...nothing, filesSoFar });
  };

  const first = survey.start('', root.bornAtMs);
  const stack: Visit[] = [first];
  const take = (visit: Visit, listed: Listed): void => {
    filesSoFar += listed.files.length;
    root.check(visit.path, listed);
    const went = drives.whatWent(visit.path, listed);
    if (drives.begins(visit.path)) survey.driveBegins(visit);
    if (went !== null) survey.driveAway(visit, went, root.absolute(went));
    else
      for (const below of survey.take(visit, listed)) {
        if (drives.isAway(below.path)) {
          survey.driveAway(below, below.path, root.absolute(below.path));
          survey.leave(below);
        } else stack.push(below);
      }
    if (listed.isLast) survey.leave(visit);
  };
  const share = second.share<Visit>((visit) => root.absolute(visit.path), take);
  const beganMs = performance.now();
  try {
    while (stack.length > 0 || share.isBusy()) {
      if (performance.now() - beganMs > aloneForMs) share.feed(stack);
      const visit = stack.pop();
      if (visit === undefined) await second.wait();
      else
        for (const listed of listFolder(root.absolute(visit.path))) {
          take(visit, listed);
          await outlet.breathe();
          await tell(looksPerPart);
        }
      await tellHowFar();
    }
  } finally {
    share.forget();
  }
  root.assertSame();
  await tell(1);
  const leftOut = survey.beside.first();
  const expected = drives.expected;
  const { gone, token } = memory.end(hiddenBy(leftOut));
  for (let start = 0; start === 0 || start < gone.length; start += looksPerPart) {
    const isLast = start + looksPerPart >= gone.length;
    await outlet.part({
      ...nothing,
      gone: gone.slice(start, start + looksPerPart),
      ...(isLast ? { leftOut, drives: expected, token } : {}),
    });
  }
}
