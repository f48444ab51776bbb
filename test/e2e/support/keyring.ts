import keytar from 'keytar';

/** What the system's keyring holds for a service, asked by the test's own process, past the app. */
export async function readKeyring(service: string): Promise<readonly { account: string; password: string }[]> {
  return keytar.findCredentials(service);
}

/** Puts an entry there as another program would. */
export async function writeKeyring(service: string, account: string, password: string): Promise<void> {
  await keytar.setPassword(service, account, password);
}

/** The tests of one run share one keyring: each begins with nothing in it. */
export async function emptyKeyring(service: string): Promise<void> {
  for (const { account } of await keytar.findCredentials(service)) await keytar.deletePassword(service, account);
}
