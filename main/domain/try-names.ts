import { ownPrefix } from './folder-rule';

/** A test's folder is called so at both ends: nothing of the lab's begins with it, and whoever finds one knows whose it is. */
export const tryPrefix = `${ownPrefix}try-`;
/** The same of a check, which makes a folder at the destination alone. */
export const checkPrefix = `${ownPrefix}check-`;
/** Both, with the part that makes each the only one of its name; nothing else is ever taken for what a test left. */
export const ownTestName = /^\.slipway-(try|check)-[0-9a-zA-Z-]+$/;
