/** The line that the owner of the collection runs to let this application write. */
export function grantCommand(collectionId: string, path: string, identity: string): string {
  const quoted = /^[\w./~:-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  return `globus endpoint permission create ${collectionId}:${quoted} --permissions rw --identity ${identity}`;
}
