// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { aSetupFile, newWorld, readOnlyId, someClientId, someSecret, type PageWorld } from '../fakes/page-world';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, type OpenPage, openPage, wordsBelow } from './support/page';

givePageABrowser();

const nowMs = Date.UTC(2026, 10, 24, 10);
const withFile = (more: Parameters<typeof aSetupFile>[0] = {}): PageWorld => ({
  ...newWorld(nowMs),
  setupFile: aSetupFile(more),
});
const start = (): HTMLElement => screen.getByRole('button', { name: 'Check and start watching' });
const secretField = (): HTMLElement => screen.getByLabelText('Client secret');

const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));
/** Presses the button on a clock that goes when it is told to. */
function startWatched(): void {
  vi.useFakeTimers();
  act(() => {
    start().click();
  });
}
const triesOf = ({ asked }: OpenPage['bridge']): readonly string[] =>
  asked.flatMap(({ name }) => /^setup\.file(Use|Look)$/.exec(name)?.[1] ?? []);

/** Carries a file over the window until it says that a drop is welcome, and lets go. */
async function drop(file: File): Promise<void> {
  const dataTransfer = { types: ['Files'], files: [file] };
  await waitFor(() => {
    fireEvent.dragOver(window, { dataTransfer });
    expect(screen.getByText('Drop the setup file here')).toBeTruthy();
  });
  fireEvent.drop(window, { dataTransfer });
}

describe('a setup file', () => {
  it('takes one paste and one press', async () => {
    const { user, bridge } = await openPage(withFile());
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Set up from a file');
    expect(document.activeElement).toBe(secretField());
    await user.paste(`  ${someSecret.slice(0, 20)}\n${someSecret.slice(20)}  `);
    await user.click(start());
    await screen.findByRole('heading', { level: 1, name: 'Slipway is watching' });
    expect(bridge.world.destination?.path).toBe('/lightsheet-3/2026/');
    expect(bridge.asked.filter(({ name }) => name === 'setup.fileUse')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Finish' }));
    await screen.findByRole('navigation', { name: 'Pages' });
  });

  it('says everything that it holds, in words', async () => {
    await openPage(withFile());
    await screen.findByText(/Light sheet, finished/);
    const rows = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining(`${someClientId}@clients.auth.globus.org`),
      expect.stringContaining('lightsheet-3'),
      expect.stringContaining('/data through Lightsheet 3 workstation'),
      expect.stringContaining('Imaging core archive /lightsheet-3/2026/'),
      expect.stringContaining('Light sheet, finished after 15 mins without a change'),
    ]);
  });

  it('keeps a secret of another application out, beside its field', async () => {
    const { user } = await openPage(withFile());
    await user.paste(`id 11111111-2222-4333-8444-555555555555 secret ${someSecret}`);
    expect(wordsBelow(secretField())).toContain('names another application (11111111-2222-4333-8444-555555555555)');
    expect(secretField()).toHaveProperty('value', '');
  });

  it.each([
    ['https://app.globus.org/settings/developers/projects', 'This is a link, not a secret.'],
    ['my id is 9d1f3c50-4a1e-4c43-9a4e-0f6b2f6d7a11 you know', 'There is more than the secret in that text.'],
  ])('takes no secret out of %s', async (text, said) => {
    const { user } = await openPage(withFile());
    await user.paste(text);
    expect(wordsBelow(secretField())).toContain(said);
    expect(secretField()).toHaveProperty('value', '');
  });

  it('says what is wrong with the secret at its row, and asks for it again', async () => {
    const { user, bridge } = await openPage(withFile());
    await user.paste(someSecret.replace('q7', 'X7'));
    await user.click(start());
    await screen.findByText('Globus does not accept this client id and secret.');
    await waitFor(() => {
      expect(document.activeElement).toBe(secretField());
    });
    expect(bridge.world.clientId).toBeNull();
  });

  it('opens the secret of a locked file with its passphrase, or takes the secret itself', async () => {
    const { user } = await openPage(withFile({ secret: { inFile: true, kept: false } }));
    await user.click(start());
    expect(wordsBelow(screen.getByLabelText('Passphrase'))).toContain('Enter the passphrase.');
    await user.click(screen.getByRole('button', { name: 'Enter the secret itself' }));
    expect(secretField()).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Enter the passphrase instead' }));
    await user.type(screen.getByLabelText('Passphrase'), 'eight small grey boats');
    await user.click(start());
    const refused = /^The passphrase does not open the secret in this file\. Enter the passphrase again/;
    await waitFor(() => {
      expect(wordsBelow(screen.getByLabelText('Passphrase'))).toMatch(refused);
    });
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase'));
    await user.clear(screen.getByLabelText('Passphrase'));
    await user.type(screen.getByLabelText('Passphrase'), 'seven small grey boats');
    await user.click(start());
    await screen.findByRole('heading', { name: 'Slipway is watching' });
  });

  it('takes no part of a passphrase that is too long', async () => {
    const { user } = await openPage(withFile({ secret: { inFile: true, kept: false } }));
    const passphrase = screen.getByLabelText('Passphrase');
    await user.type(passphrase, 'seven');
    await user.paste('z'.repeat(1001));
    expect(wordsBelow(passphrase)).toContain('This is too long: 1,001 characters, and at most 1,000 fit here.');
    expect(passphrase).toHaveProperty('value', 'seven');
  });

  it('says beside the field that the secret is missing, or none', async () => {
    const { user, bridge } = await openPage(withFile());
    await user.click(start());
    expect(wordsBelow(secretField())).toBe('Enter the client secret.');
    await user.type(secretField(), 'short');
    await user.click(start());
    expect(wordsBelow(secretField())).toContain('A secret is one word of about 44 characters');
    expect(secretField().getAttribute('aria-invalid')).toBe('true');
    expect(secretField()).toHaveProperty('value', 'short');
    expect(bridge.asked.map(({ name }) => name)).not.toContain('setup.fileUse');
  });

  it('does not start before every folder that is not here has its place', async () => {
    const lost = { pathInFile: '/mnt/gone', path: '/mnt/gone', isThere: false };
    const [folder] = aSetupFile().folders;
    if (folder === undefined) throw new Error('no folder');
    const { user, bridge } = await openPage(withFile({ folders: [folder, { ...folder, ...lost }] }));
    await user.paste(someSecret);
    await user.click(start());
    expect((await screen.findByRole('alert')).textContent).toContain('First say what to do with /mnt/gone.');
    await user.click(screen.getByRole('button', { name: 'Leave it out: /mnt/gone' }));
    await screen.findByText('/mnt/gone is left out');
    await user.click(screen.getByRole('button', { name: 'Take it in again: /mnt/gone' }));
    bridge.world.picks = '/data/empty';
    await user.click(
      await screen.findByRole('button', { name: 'Choose… the folder that takes the place of /mnt/gone' }),
    );
    await screen.findByText('/data/empty');
    await user.click(start());
    await screen.findByRole('heading', { name: 'Slipway is watching' });
    expect(bridge.world.folders.map((one) => one.rule.path)).toEqual(['/data/acquisitions', '/data/empty']);
  });

  it('shows the line for the owner where a permission is missing', async () => {
    const { user, bridge } = await openPage(
      withFile({ destination: { name: 'Reference data', collectionId: readOnlyId, path: '/' } }),
    );
    await user.paste(someSecret);
    await user.click(start());
    await screen.findByText(new RegExp(`globus endpoint permission create ${readOnlyId}`));
    expect(screen.getByText(/What works is kept/)).toBeTruthy();
    expect(screen.getByText(/secret of this application is in the keychain/)).toBeTruthy();
    expect(bridge.world.folders).toEqual([]);
  });

  it('goes on by itself when the permission was granted, and only looks until then', async () => {
    const { user, bridge } = await openPage(
      withFile({ destination: { name: 'Reference data', collectionId: readOnlyId, path: '/' } }),
    );
    await user.paste(someSecret);
    startWatched();
    await pass(200);
    expect(screen.getByText(new RegExp(`globus endpoint permission create ${readOnlyId}`))).toBeTruthy();
    await pass(11_000);
    expect(triesOf(bridge)).toEqual(['Use', 'Look', 'Look']);
    expect(screen.getByText(/What works is kept/)).toBeTruthy();
    for (const one of bridge.world.collections) if (one.id === readOnlyId) one.grants = { '/': 'rw' };
    await pass(6000);
    await pass(200);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Slipway is watching');
    expect(triesOf(bridge)).toEqual(['Use', 'Look', 'Look', 'Look', 'Use']);
  });

  it('tries again by itself while a service is away, and keeps nothing that was changed meanwhile', async () => {
    const world = withFile();
    const fault = (code: string | null): void => {
      for (const one of world.collections) if (one.id === aSetupFile().destination.collectionId) one.fault = code;
    };
    fault('globus.unreachable');
    const { user, bridge } = await openPage(world, { delayMs: (name) => (name === 'setup.fileLook' ? 2000 : 0) });
    await user.paste(someSecret);
    startWatched();
    await pass(200);
    expect(screen.getByText('Tries again by itself in 5 secs.')).toBeTruthy();
    fault(null);
    await pass(6000);
    expect(triesOf(bridge)).toEqual(['Use', 'Look']);
    act(() => {
      screen.getByRole('button', { name: 'Enter another secret' }).click();
    });
    fireEvent.change(secretField(), { target: { value: 'x' } });
    await pass(3000);
    expect(triesOf(bridge)).toEqual(['Use', 'Look']);
    expect([bridge.world.folders, secretField()]).toEqual([[], expect.objectContaining({ value: 'x' })]);
    fireEvent.change(secretField(), { target: { value: someSecret } });
    await pass(20_000);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Slipway is watching');
    expect(triesOf(bridge)).toEqual(['Use', 'Look', 'Look', 'Use']);
  });

  it('replaces a setup that works only after a yes', async () => {
    const { user, bridge } = await openPage(worlds.setupFileReplaces(nowMs));
    expect(screen.getByText('Name of this computer: lightsheet-3 becomes lightsheet-4')).toBeTruthy();
    await user.click(start());
    expect((await screen.findByRole('alert')).textContent).toContain('Say yes to the changes first');
    expect(bridge.asked.some(({ name }) => name === 'setup.fileUse')).toBe(false);
    await user.click(screen.getByLabelText('Yes, change this'));
    await user.click(start());
    await screen.findByRole('heading', { name: 'Slipway is watching' });
  });

  it('is put away without a trace by "Not now"', async () => {
    const { user, bridge } = await openPage(withFile());
    await user.click(screen.getByRole('button', { name: 'Not now' }));
    await screen.findByRole('heading', { name: 'Who sends?' });
    expect([bridge.world.setupFile, bridge.world.clientId]).toEqual([null, null]);
  });

  it.each([
    ['something else', new File(['{"version":1}'], 'settings.json'), 'settings.json is not a Slipway setup file.'],
    [
      '10 MB of text',
      new File(['x'.repeat(10_000_000)], 'big.txt'),
      'big.txt is too large to be a setup file (10 MB).',
    ],
  ])('dropped on the window that is %s is refused in words', async (_what, file, said) => {
    const { bridge } = await openPage(newWorld(nowMs));
    await drop(file);
    await screen.findByText(said);
    expect(bridge.world.setupFile).toBeNull();
  });

  it('can be dropped on the window, or chosen from the first question', async () => {
    const dropped = await openPage(newWorld(nowMs));
    const file = new File(['{"slipwaySetup":1}'], 'lab.slipway-setup');
    await drop(file);
    await screen.findByText(/This is what lab\.slipway-setup says/);
    await dropped.user.click(screen.getByRole('button', { name: 'Not now' }));
    await dropped.user.click(await screen.findByRole('button', { name: 'I have a setup file' }));
    await screen.findByText(/This is what lightsheet-3\.slipway-setup says/);
  });

  it('says nothing of another file that was opened since: neither what was found nor the yes to its changes', async () => {
    const changes = [{ what: 'station', before: 'lightsheet-3', after: 'scope-9' }] as const;
    const file = aSetupFile({ changes: [...changes], replaces: true, secret: { inFile: false, kept: true } });
    const { user, bridge } = await openPage({ ...worlds.working(nowMs), setupFile: file });
    for (const one of bridge.world.collections) one.grants = {};
    await user.click(screen.getByRole('checkbox', { name: /Yes, change this/ }));
    await user.click(start());
    await screen.findByText(/not work yet/);
    await drop(new File(['{"slipwaySetup":1}'], 'lab.slipway-setup'));
    await screen.findByText(/This is what lab\.slipway-setup says/);
    expect(screen.queryByText(/not work/)).toBeNull();
    const uses = bridge.asked.filter(({ name }) => /^setup\.file(Use|Look)$/.test(name)).length;
    bridge.world.setupFile = { ...file, opening: 99, name: 'third.slipway-setup' };
    bridge.tell('setup.fileOpened', {});
    await screen.findByText(/This is what third\.slipway-setup says/);
    expect(screen.getByRole('checkbox', { name: /Yes, change this/ })).toHaveProperty('checked', false);
    expect(bridge.asked.filter(({ name }) => /^setup\.file(Use|Look)$/.test(name)).length).toBe(uses);
  });

  it('opened by a double click while the window shows something else, is shown at once', async () => {
    const { bridge } = await openPage(worlds.working(nowMs));
    bridge.world.setupFile = aSetupFile();
    bridge.tell('setup.fileOpened', {});
    await screen.findByRole('heading', { name: 'Set up from a file' });
  });
});

describe('exporting the setup', () => {
  it('writes it with the secret locked only under a passphrase that is long enough and typed twice alike', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByRole('button', { name: 'Export setup…' }));
    await user.click(screen.getByLabelText('Put the client secret in, locked with a passphrase'));
    const first = screen.getByLabelText('Passphrase');
    const again = screen.getByLabelText('Passphrase once more');
    const save = (): HTMLElement => screen.getByRole('button', { name: 'Save the file…' });
    for (const guessed of [' '.repeat(12), 'a'.repeat(12)]) {
      await user.clear(first);
      await user.type(first, guessed);
      await user.click(save());
      expect(wordsBelow(first)).toContain('This is guessed at once');
    }
    await user.clear(first);
    await user.type(first, 'short');
    await user.click(save());
    expect(wordsBelow(first)).toContain('A passphrase has at least 12 characters; this has 5.');
    await user.type(first, ' but longer now');
    await user.type(again, 'something else');
    await user.click(save());
    expect(wordsBelow(again)).toContain('The two are not the same.');
    await user.paste('z'.repeat(2000));
    expect(wordsBelow(again)).toContain('This is too long: 2,000 characters');
    expect(again).toHaveProperty('value', 'something else');
    await user.clear(again);
    await user.type(again, 'short but longer now');
    await user.click(save());
    await screen.findByText(/The setup was saved: .*lightsheet-3\.slipway-setup/);
    expect(bridge.asked.filter(({ name }) => name === 'setup.fileSave')).toEqual([
      { name: 'setup.fileSave', request: { passphrase: 'short but longer now' } },
    ]);
  });
});
