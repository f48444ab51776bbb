import { datasets } from './0001-datasets';
import { versionsAndProofs } from './0002-versions-and-proofs';
import { whichFolder } from './0003-which-folder';
import { mountedDrives } from './0004-mounted-drives';
import { identity } from './0005-identity';
import { heldCauses } from './0006-held-causes';
import { preparedBy } from './0007-prepared-by';
import { agreedByRule } from './0008-agreed-by-rule';

/** In order; the ledger's version is how many of them it has had. */
export const migrations: readonly string[] = [
  datasets,
  versionsAndProofs,
  whichFolder,
  mountedDrives,
  identity,
  heldCauses,
  preparedBy,
  agreedByRule,
];
