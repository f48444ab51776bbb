import { ownPrefix } from './folder-rule';

/** A test's folder is called so at both ends: nothing of the lab's begins with it, and whoever finds one knows whose it is. */
export const tryPrefix = `${ownPrefix}try-`;
