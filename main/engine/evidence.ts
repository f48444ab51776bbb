import { type Dataset, type Hold, landsAt } from '../domain/dataset';
import { type Facts } from '../domain/problem';
import { type DoubtCode, type FileProof, placedIn } from '../domain/proof';
import { type Clock } from '../ports/clock';
import { type FileEvidence, type Ledger } from '../ports/ledger';
import { type Route } from '../ports/route';
import { manifestPages } from './manifest-pages';

export interface EvidenceDeps {
  readonly ledger: Ledger;
  readonly route: Route;
  readonly clock: Clock;
}

/** Why a dataset is not proven: a file, and what is wrong with it. */
export interface Doubt {
  readonly file: string;
  readonly detail: DoubtCode;
  /** Of the detail. */
  readonly facts?: Facts;
  /** It may be the fault of another dataset of the same task. */
  readonly mayBeOfOther?: boolean;
  /** What it is held for where that has a name of its own. */
  readonly hold?: Hold;
}
/** How many files the service lists as copied, and of each dataset whether one of them is no proof. */
export interface Evidence {
  readonly listed: number;
  readonly wrongSize: ReadonlyMap<string, Doubt>;
  readonly unsummed: ReadonlyMap<string, Doubt>;
}
/** Where a dataset lies at the destination; `path` names the file where the dataset is not a folder. */
interface Root {
  readonly dataset: Dataset;
  readonly path: string | null;
}

/** Notes what the service lists as copied of the datasets of a task, also what came into a folder late. */
export async function gatherEvidence(
  deps: EvidenceDeps,
  datasets: readonly Dataset[],
  taskId: string,
): Promise<Evidence> {
  const { ledger, route } = deps;
  const roots = await rootsOf(deps, datasets);
  const wrongSize = new Map<string, Doubt>();
  const unsummed = new Map<string, Doubt>();
  let listed = 0;
  for await (const page of route.prove(taskId)) {
    listed += page.length;
    const byDataset = new Map<Dataset, FileEvidence[]>();
    for (const proof of page) {
      const found = placedIn(roots, proof.destinationPath);
      if (found === null) continue;
      const { dataset, path } = found.owner;
      byDataset.set(dataset, [...(byDataset.get(dataset) ?? []), evidenceOf(proof, path ?? found.below)]);
    }
    ledger.atomically(() => {
      for (const [dataset, files] of byDataset) {
        const kept = ledger.keepEvidence(dataset.id, dataset.version, taskId, files);
        const [bare] = kept.unsummed;
        if (bare !== undefined && !unsummed.has(dataset.id))
          unsummed.set(dataset.id, {
            file: bare,
            detail: 'noChecksum',
            hold: { code: 'task.noChecksum', facts: { file: bare }, requestId: null },
          });
        const told = files.find((file) => file.path === kept.wrongSize[0]);
        if (told !== undefined && !wrongSize.has(dataset.id))
          wrongSize.set(dataset.id, {
            file: told.path,
            detail: 'grewSince',
            facts: { is: told.bytes ?? 0 },
          });
      }
    });
  }
  return { listed, wrongSize, unsummed };
}

async function rootsOf(deps: EvidenceDeps, datasets: readonly Dataset[]): Promise<ReadonlyMap<string, Root>> {
  const roots = new Map<string, Root>();
  for (const dataset of datasets) {
    if (dataset.isFolder) roots.set((dataset.destinationPath ?? '').replace(/\/+$/, ''), { dataset, path: null });
    else
      for await (const page of manifestPages(deps, dataset))
        for (const { path } of page) roots.set(landsAt(dataset, path), { dataset, path });
  }
  return roots;
}

function evidenceOf({ bytes, checksum, algorithm }: FileProof, path: string): FileEvidence {
  return { path, bytes, checksum, algorithm };
}
