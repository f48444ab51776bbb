import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { callBridge } from '../e2e/support/bridge';
import { type PracticeGlobus } from '../globus/start';
import { standardNames } from '../globus/standard-collections';
import { sentinelName } from './acquisitions';

/** Where the acquisitions are written, and where they must arrive: two local folders that hold nothing else. */
export interface Places {
  readonly watched: string;
  readonly delivered: string;
}

/** Shorter than the microscope's long pause: the quiet time alone would send half an acquisition, the sentinel does not. */
const quietForS = 3;
/** Below the roots of the two collections. */
const watchedName = 'acquisitions';
const deliveredName = 'incoming';

/**
 * Sets the app up against the practice Globus by the very calls that the wizard makes, in its order. Throws when the app
 * refuses one of them or a check does not hold.
 */
export async function setUpApp(window: Page, globus: PracticeGlobus): Promise<Places> {
  const source = globus.collection(standardNames.source);
  const destination = globus.collection(standardNames.destination);
  const places = { watched: join(source.root, watchedName), delivered: join(destination.root, deliveredName) };
  mkdirSync(places.watched);

  await callBridge(window, 'setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
  const here = { collection: source.id, localPath: source.root, collectionPath: '/' };
  assertHolds('this computer', await callBridge(window, 'setup.saveSource', here));
  await callBridge(window, 'setup.makeFolder', { collection: destination.id, path: `/${deliveredName}/` });
  const there = { collection: destination.id, path: `/${deliveredName}/` };
  assertHolds('the destination', await callBridge(window, 'setup.saveDestination', there));
  const { draft } = await callBridge(window, 'folder.propose', { path: places.watched });
  await callBridge(window, 'folder.save', {
    id: null,
    draft: {
      ...draft,
      quietForS,
      sentinels: [sentinelName],
      notWhile: [],
      sendLast: [sentinelName],
      // The delivered tree is then the watched one, name for name.
      destinationTemplate: '{dataset}',
    },
  });
  await callBridge(window, 'setup.finish', {});
  const { step } = await callBridge(window, 'setup.read', {});
  if (step !== 'done') throw new Error(`The app says that its setup is not finished: ${step}`);
  return places;
}

interface Report {
  readonly ok: boolean;
  readonly checks: readonly { readonly check: string; readonly problem: { readonly code: string } | null }[];
}

function assertHolds(what: string, report: Report): void {
  if (report.ok) return;
  const failed = report.checks.flatMap(({ check, problem }) => (problem === null ? [] : [`${check}: ${problem.code}`]));
  throw new Error(`The app's checks of ${what} do not hold: ${failed.join(', ')}`);
}
