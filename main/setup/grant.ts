/** What an application needs on a collection: reading is enough where it sends from. */
export type Permissions = 'r' | 'rw';

/** The line that the owner of the collection runs to let this application in. */
export function grantCommand(collectionId: string, path: string, identity: string, permissions: Permissions): string {
  const quoted = /^[\w./~:-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  return `globus endpoint permission create ${collectionId}:${quoted} --permissions ${permissions} --identity ${identity}`;
}
