import { datasets } from './0001-datasets';

/** In order; the ledger's version is how many of them it has had. */
export const migrations: readonly string[] = [datasets];
