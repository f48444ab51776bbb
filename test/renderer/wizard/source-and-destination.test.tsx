// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { sharingLink } from '../../../main/domain/web-app';
import { archiveId, closedId, personalId, readOnlyId } from '../../fakes/page-world';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, openPage, wordsBelow } from '../support/page';

givePageABrowser();
const nowMs = Date.now();
const collection = (): HTMLElement => screen.getByLabelText('Collection');
const folder = (): HTMLElement => screen.getByLabelText('Folder at the destination');
const proceed = (): HTMLElement => screen.getByRole('button', { name: 'Check and continue' });

const setupReads = (bridge: { readonly asked: readonly { readonly name: string }[] }): number =>
  bridge.asked.filter(({ name }) => name === 'setup.read').length;

describe('from this computer', () => {
  it('proposes what Globus Connect Personal says of itself, and goes on', async () => {
    const { user, bridge } = await openPage(worlds.signedIn(nowMs));
    await screen.findByText('Found: Lightsheet 3 workstation');
    expect(collection()).toHaveProperty('value', personalId);
    expect(screen.getByLabelText('Folder on this computer')).toHaveProperty('value', '/data');
    expect(screen.getByLabelText('Path in the collection')).toHaveProperty('value', '/data/');
    await user.click(proceed());
    await screen.findByRole('heading', { level: 1, name: 'Where to?' });
    expect(bridge.world.source).toEqual({ collectionId: personalId, localPath: '/data', collectionPath: '/data/' });
  });

  it('takes collection and path of a pasted link of the file manager', async () => {
    const { user } = await openPage(worlds.noPersonal(nowMs));
    await screen.findByRole('button', { name: 'Get Globus Connect Personal' });
    await user.click(collection());
    await user.paste(`https://app.globus.org/file-manager?origin_id=${personalId}&origin_path=%2Fdata%2F`);
    expect(collection()).toHaveProperty('value', personalId);
    expect(screen.getByLabelText('Path in the collection')).toHaveProperty('value', '/data/');
  });

  it('knows the client id of the application from the id of a collection, pasted or typed', async () => {
    const world = worlds.noPersonal(nowMs);
    const { user } = await openPage(world);
    await screen.findByRole('button', { name: 'Get Globus Connect Personal' });
    await user.click(collection());
    await user.paste(world.clientId ?? '');
    expect(wordsBelow(collection())).toMatch(/^This is the client id of the application, not the id of a collection/);
    expect(collection()).toHaveProperty('value', '');
    await user.type(collection(), world.clientId ?? '');
    expect(wordsBelow(collection())).toMatch(/^This is the client id of the application, not the id of a collection/);
  });

  it('takes a picked folder, and names it as the collection does', async () => {
    const { user } = await openPage(worlds.signedIn(nowMs));
    await screen.findByText('Found: Lightsheet 3 workstation');
    await user.click(screen.getByRole('button', { name: 'Choose the folder' }));
    expect(screen.getByLabelText('Folder on this computer')).toHaveProperty('value', '/data/acquisitions');
    expect(screen.getByLabelText('Path in the collection')).toHaveProperty('value', '/data/acquisitions/');
  });

  it('says beside the path that it is another place, with each check on a line', async () => {
    const { user, bridge } = await openPage(worlds.signedIn(nowMs));
    await screen.findByText('Found: Lightsheet 3 workstation');
    const local = screen.getByLabelText('Folder on this computer');
    await user.clear(local);
    await user.type(local, '/home/operator/other');
    const path = screen.getByLabelText('Path in the collection');
    await user.clear(path);
    await user.type(path, '/data/');
    await user.click(proceed());
    await screen.findByText('1 check did not pass.');
    expect(wordsBelow(path)).toContain('notes.txt is only in one of them');
    expect(document.activeElement).toBe(path);
    expect(local).toHaveProperty('value', '/home/operator/other');
    const checks = within(screen.getByRole('region', { name: 'Checks' })).getAllByRole('listitem');
    expect(checks.map((line) => line.textContent)).toEqual([
      'The collection exists and is of the right kind passed',
      'The collection is connected passed',
      'The folder can be listed passed',
      'The folder and the path are the same place failed',
    ]);
    expect(bridge.world.source).toBeNull();
  });

  it('says that two empty folders are not told apart, and goes on with a press', async () => {
    const { user, bridge } = await openPage(worlds.signedIn(nowMs));
    await screen.findByText('Found: Lightsheet 3 workstation');
    const local = screen.getByLabelText('Folder on this computer');
    await user.clear(local);
    await user.type(local, '/data/empty');
    const path = screen.getByLabelText('Path in the collection');
    await user.clear(path);
    await user.type(path, '/data/acquisitions/');
    await user.click(proceed());
    await screen.findByText(/Put any file there and check again to be sure/);
    expect(bridge.world.source?.localPath).toBe('/data/empty');
    await waitFor(() => {
      expect(setupReads(bridge)).toBe(2);
    });
    await act(() => new Promise((done) => setTimeout(done, 50))); // the setup, read again by itself, moves no page
    const tries = (): number => bridge.asked.filter(({ name }) => name === 'setup.saveSource').length;
    expect(tries()).toBe(1);
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    await screen.findByText(/Put any file there and check again to be sure/);
    expect(tries()).toBe(2);
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await screen.findByRole('heading', { level: 1, name: 'Where to?' });
  });

  it('says that the folder is not there, beside it', async () => {
    const { user } = await openPage(worlds.signedIn(nowMs));
    await screen.findByText('Found: Lightsheet 3 workstation');
    const local = screen.getByLabelText('Folder on this computer');
    await user.clear(local);
    await user.type(local, '/data/typo');
    await user.click(proceed());
    await screen.findByText('There is no folder /data/typo on this computer.');
    expect(wordsBelow(local)).toContain('no folder /data/typo');
  });

  it('explains what to do when the collection belongs to a person', async () => {
    await openPage(worlds.personOwns(nowMs));
    await screen.findByText(/It belongs to maria.brown@example.edu/);
    expect(screen.getByText('Not connected: start Globus Connect Personal')).toBeDefined();
    expect(collection()).toHaveProperty('value', '');
  });

  it('explains what to do where there is no Globus Connect Personal', async () => {
    const { user, bridge } = await openPage(worlds.noPersonal(nowMs));
    await user.click(await screen.findByRole('button', { name: 'Get Globus Connect Personal' }));
    expect(bridge.world.openedLinks).toEqual(['personal']);
    bridge.world.personal = worlds.signedIn(nowMs).personal;
    await user.click(screen.getByRole('button', { name: 'Look again' }));
    await screen.findByText('Found: Lightsheet 3 workstation');
  });

  it('registers this computer with one press, shows the line to run, and notices by itself when it was run', async () => {
    const { user, bridge } = await openPage(worlds.noPersonal(nowMs));
    await user.click(await screen.findByRole('button', { name: 'Register this computer' }));
    await screen.findByText(/globusconnectpersonal -setup 3f1c8a52/);
    expect(screen.getByRole('button', { name: 'Copy the line' })).toBeDefined();
    bridge.world.personal = worlds.signedIn(nowMs).personal;
    await screen.findByText('Found: Lightsheet 3 workstation');
    expect(collection()).toHaveProperty('value', personalId);
  });

  it('asks for each answer that is missing, beside its field, and calls nobody', async () => {
    const { user, bridge } = await openPage(worlds.noPersonal(nowMs));
    await screen.findByText(/is not set up on this computer/);
    await user.click(proceed());
    expect(wordsBelow(collection())).toBe('Choose a collection, or enter its id.');
    expect(wordsBelow(screen.getByLabelText('Folder on this computer'))).toBe('Choose the folder on this computer.');
    expect(wordsBelow(screen.getByLabelText('Path in the collection'))).toContain('Enter the path in the collection');
    expect(document.activeElement).toBe(collection());
    expect(bridge.asked.map((call) => call.name)).not.toContain('setup.saveSource');
  });

  it.each(['Folder on this computer', 'Path in the collection'])(
    'takes quotes and line breaks off a path pasted into "%s", and refuses 10 MB beside it',
    async (label) => {
      const { user } = await openPage(worlds.noPersonal(nowMs));
      const field = screen.getByLabelText(label);
      await user.click(field);
      await user.paste(' "/data/acquisitions"\r\n');
      expect(field).toHaveProperty('value', '/data/acquisitions');
      await user.paste('/x'.repeat(5_000_000));
      expect(wordsBelow(field)).toContain('10 MB');
      expect(field.getAttribute('aria-invalid')).toBe('true');
      expect(field).toHaveProperty('value', '/data/acquisitions');
    },
  );

  it('goes back to an earlier answer without losing it', async () => {
    const { user } = await openPage(worlds.signedIn(nowMs));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await screen.findByRole('heading', { level: 1, name: 'Who sends?' });
    await user.click(screen.getByRole('button', { name: 'Keep this and continue' }));
    await screen.findByRole('heading', { level: 1, name: 'From this computer' });
  });
});

describe('where to?', () => {
  it('takes a shared collection and a folder found by browsing, and a new one made there', async () => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.click(await screen.findByRole('radio', { name: /Imaging core archive/ }));
    expect(collection()).toHaveProperty('value', archiveId);
    await user.click(screen.getByRole('button', { name: 'Browse…' }));
    await user.click(await screen.findByRole('button', { name: 'lightsheet-3' }));
    await screen.findByRole('button', { name: '2026' });
    await user.type(screen.getByLabelText('Name of a new folder'), 'demo{Enter}');
    await screen.findByText('There is no folder in here.');
    await user.click(screen.getByRole('button', { name: 'Use this folder' }));
    expect(folder()).toHaveProperty('value', '/lightsheet-3/demo/');
    await user.click(proceed());
    await screen.findByRole('heading', { level: 1, name: 'Which folder?' });
    expect(bridge.world.destination).toEqual({ collectionId: archiveId, path: '/lightsheet-3/demo/' });
  });

  it('does not offer the collection that the data comes from', async () => {
    await openPage(worlds.withSource(nowMs));
    await screen.findByRole('radio', { name: /Imaging core archive/ });
    expect(screen.queryByRole('radio', { name: /Lightsheet 3 workstation/ })).toBeNull();
  });

  it('takes a link of the web app, with its folder', async () => {
    const { user } = await openPage(worlds.withSource(nowMs));
    await user.click(collection());
    await user.paste(`https://app.globus.org/file-manager?origin_id=${archiveId}&origin_path=%2Flightsheet-3%2F`);
    expect(collection()).toHaveProperty('value', archiveId);
    expect(folder()).toHaveProperty('value', '/lightsheet-3/');
  });

  it.each([
    ['Enter', '{Enter}'],
    ['leaving the field', '{Tab}'],
  ])('takes a link, or an id with a path, that is typed, with %s', async (_how, keys) => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.type(collection(), ` app.globus.org/file-manager?origin_id=${archiveId}&origin_path=%2Fconfocal-1%2F `);
    await user.type(collection(), keys);
    expect(collection()).toHaveProperty('value', archiveId);
    expect(folder()).toHaveProperty('value', '/confocal-1/');
    const saved = bridge.asked.filter((call) => call.name === 'setup.saveDestination');
    const request = { collection: archiveId, path: '/confocal-1/' };
    expect(saved).toEqual(keys === '{Enter}' ? [{ name: 'setup.saveDestination', request }] : []);
    await user.clear(collection());
    await user.type(collection(), `${archiveId.toUpperCase()}:/my runs/ ${keys}`);
    expect(collection()).toHaveProperty('value', archiveId);
    expect(folder()).toHaveProperty('value', '/my runs/');
    await user.clear(collection());
    await user.type(collection(), `app.globus.org/activity/${archiveId}{Tab}`);
    expect(wordsBelow(collection())).toContain('This link is not of a collection.');
    await user.clear(collection());
    await user.click(collection());
    await user.paste(archiveId);
    await user.paste(`https://app.globus.org/activity/${archiveId}`);
    expect(wordsBelow(collection())).toContain('This link is not of a collection.');
    await user.paste(archiveId);
    expect(wordsBelow(collection())).not.toContain('This link');
  });

  it('takes the destination of a link with two sides', async () => {
    const { user } = await openPage(worlds.withSource(nowMs));
    await user.click(collection());
    await user.paste(
      `https://app.globus.org/file-manager?origin_id=${personalId}&destination_id=${archiveId}&destination_path=%2Flightsheet-3%2F`,
    );
    expect(collection()).toHaveProperty('value', archiveId);
    expect(folder()).toHaveProperty('value', '/lightsheet-3/');
  });

  it('refuses what names no collection, beside the field, and keeps the rest', async () => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.clear(folder());
    await user.type(folder(), '/lightsheet-3/');
    await user.click(collection());
    await user.paste('https://app.globus.org/');
    expect(wordsBelow(collection())).toBe('There is no collection id in that text.');
    await user.paste(`https://app.globus.org/activity/${archiveId}/overview`);
    expect(wordsBelow(collection())).toContain('This link is not of a collection.');
    await user.paste('x'.repeat(10_000_000));
    expect(wordsBelow(collection())).toContain('10 MB');
    await user.click(proceed());
    expect(wordsBelow(collection())).toBe('Choose a collection, or enter its id.');
    expect(folder()).toHaveProperty('value', '/lightsheet-3/');
    expect(bridge.asked.map((call) => call.name)).not.toContain('setup.saveDestination');
  });

  it('says beside it that what was typed is no collection id, and keeps it', async () => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.type(collection(), 'core-archive');
    expect(wordsBelow(collection())).toContain('A collection id looks like');
    await user.click(proceed());
    await waitFor(() => {
      expect(collection().getAttribute('aria-invalid')).toBe('true');
    });
    expect(wordsBelow(collection())).toContain('This is not a collection id.');
    expect(collection()).toHaveProperty('value', 'core-archive');
    expect(bridge.world.destination).toBeNull();
  });

  it.each([
    ['', 'Enter a name without slashes'],
    ['a/b', 'Enter a name without slashes'],
    ['..', 'Enter a name without slashes, and not only dots.'],
  ])('makes no folder of the name "%s", and says why beside it', async (name, words) => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.click(await screen.findByRole('radio', { name: /Imaging core archive/ }));
    await user.click(screen.getByRole('button', { name: 'Browse…' }));
    const field = await screen.findByLabelText('Name of a new folder');
    if (name !== '') await user.type(field, name);
    await user.click(screen.getByRole('button', { name: 'Make folder' }));
    expect(wordsBelow(field)).toContain(words);
    expect(document.activeElement).toBe(field);
    expect(field).toHaveProperty('value', name);
    expect(bridge.asked.map((call) => call.name)).not.toContain('setup.makeFolder');
  });

  it('refuses a name of a new folder that no disk takes, instead of cutting it', async () => {
    const { user } = await openPage(worlds.withSource(nowMs));
    await user.click(await screen.findByRole('radio', { name: /Imaging core archive/ }));
    await user.click(screen.getByRole('button', { name: 'Browse…' }));
    const field = await screen.findByLabelText('Name of a new folder');
    await user.click(field);
    await user.paste(' "week 48"\n');
    await user.paste('n'.repeat(256));
    expect(wordsBelow(field)).toContain('This is too long: 256 characters, and at most 255 fit here.');
    expect(field).toHaveProperty('value', 'week 48');
  });

  it.each([
    ['an unknown collection', '00000000-0000-4000-8000-000000000000', '/', 'Collection', 'There is no collection'],
    ['a folder that is not there', archiveId, '/lightsheet-3/2031/', 'Folder at the destination', 'There is no folder'],
  ])('says beside the field that there is %s', async (_what, id, path, field, text) => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.type(collection(), id);
    await user.clear(folder());
    await user.type(folder(), path);
    await user.click(proceed());
    await screen.findByText('1 check did not pass.');
    expect(wordsBelow(screen.getByLabelText(field))).toContain(text);
    expect(document.activeElement).toBe(screen.getByLabelText(field));
    expect(bridge.world.destination).toBeNull();
  });

  it('says what is missing before there is something to browse, and has no button that does nothing', async () => {
    const { user } = await openPage(worlds.withSource(nowMs));
    const browse = screen.getByRole('button', { name: 'Browse…' });
    await user.click(browse);
    expect(wordsBelow(collection())).toContain('Choose a collection, or enter its id.');
    expect(document.activeElement).toBe(collection());
    await user.type(collection(), archiveId);
    expect(browse.getAttribute('aria-expanded')).toBe('false');
    await user.click(browse);
    await screen.findByRole('button', { name: 'lightsheet-3' });
  });

  it('takes no link for a folder, and keeps what stood there', async () => {
    const { user } = await openPage(worlds.withSource(nowMs));
    await user.click(folder());
    await user.clear(folder());
    await user.type(folder(), '/scope/');
    folder().focus();
    if (folder() instanceof HTMLInputElement) (folder() as HTMLInputElement).select();
    await user.paste('https://www.example.org/scope/');
    expect(wordsBelow(folder())).toContain('This is a link, not a folder.');
    expect(folder()).toHaveProperty('value', '/scope/');
  });

  it('says beside the field that a backslash parts no folders, and makes none of such a name', async () => {
    const { user } = await openPage(worlds.withSource(nowMs));
    await user.type(collection(), archiveId);
    await user.clear(folder());
    await user.type(folder(), '/lightsheet-3\\2031/');
    await user.click(proceed());
    await screen.findByText('The path /lightsheet-3\\2031/ holds a backslash.');
    expect(wordsBelow(folder())).toContain('Write / between the folders');
    expect(screen.queryByRole('button', { name: 'Make this folder' })).toBeNull();
    expect(folder()).toHaveProperty('value', '/lightsheet-3\\2031/');
  });

  it('makes a missing folder with one press', async () => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.type(collection(), archiveId);
    await user.clear(folder());
    await user.type(folder(), '/lightsheet-3/2031/');
    await user.click(proceed());
    await user.click(await screen.findByRole('button', { name: 'Make this folder' }));
    await screen.findByRole('heading', { level: 1, name: 'Which folder?' });
    expect(bridge.world.destination?.path).toBe('/lightsheet-3/2031/');
  });

  it.each(['globus.broken', 'globus.unreachable', 'globus.busy', 'collection.offline'])(
    'tries again by itself after %s, with growing pauses in sight, stops for another answer, and goes on when it is over',
    async (code) => {
      const world = worlds.withSource(nowMs);
      const archive = world.collections.find(({ id }) => id === archiveId);
      if (archive !== undefined) archive.fault = code;
      const { user, bridge } = await openPage(world);
      await user.type(collection(), archiveId);
      await user.clear(folder());
      await user.type(folder(), '/lightsheet-3/');
      vi.useFakeTimers();
      const tries = (): number => bridge.asked.filter(({ name }) => /^setup\..+Destination$/.test(name)).length;
      const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));
      act(() => {
        proceed().click();
      });
      await pass(100);
      expect(screen.getByText('Tries again by itself in 5 secs.')).toBeDefined();
      await pass(3000);
      expect(tries()).toBe(1);
      expect(screen.getByText(/^Tries again by itself in [23] secs\.$/)).toBeDefined();
      await pass(2500);
      expect(tries()).toBe(2);
      expect(screen.getByText(/^Tries again by itself in (9|10) secs\.$/)).toBeDefined();
      act(() => {
        screen.getByRole('button', { name: 'Try now' }).click();
      });
      await pass(300);
      expect(tries()).toBe(3);
      fireEvent.change(folder(), { target: { value: '/lightsheet-3/2026/' } });
      await pass(120_000);
      expect([tries(), screen.queryByText(/^Tries again/)]).toEqual([3, null]);
      act(() => {
        proceed().click();
      });
      await pass(100);
      expect(screen.getByText('Tries again by itself in 5 secs.')).toBeDefined(); // another answer begins anew
      if (archive !== undefined) archive.fault = null;
      await pass(5500);
      await pass(100); // the setup, read again
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Which folder?');
      expect(bridge.world.destination?.path).toBe('/lightsheet-3/2026/');
    },
  );

  it('does not try again by itself what only a person can mend', async () => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.type(collection(), '00000000-0000-4000-8000-000000000000');
    vi.useFakeTimers();
    act(() => {
      proceed().click();
    });
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(bridge.asked.filter(({ name }) => name === 'setup.saveDestination')).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
  });

  it('shows what to send to the owner, and notices by itself when it was granted', async () => {
    const { user, bridge } = await openPage(worlds.withSource(nowMs));
    await user.type(collection(), closedId);
    await user.clear(folder());
    await user.type(folder(), '/inbox/');
    vi.useFakeTimers();
    act(() => {
      proceed().click();
    });
    await act(() => vi.advanceTimersByTimeAsync(100));
    const panel = screen.getByRole('region', { name: 'A permission is missing' });
    expect(panel.textContent).toContain(`globus endpoint permission create ${closedId}:/inbox/ --permissions rw`);
    expect(panel.textContent).toContain(sharingLink(closedId));
    const looks = (): number => bridge.asked.filter((call) => call.name === 'setup.checkDestination').length;
    await act(() => vi.advanceTimersByTimeAsync(11_000));
    expect(looks()).toBe(2);
    for (const one of bridge.world.collections) if (one.id === closedId) one.grants = { '/inbox/': 'rw' };
    await act(() => vi.advanceTimersByTimeAsync(6000));
    expect(screen.getByRole('alert').textContent).toContain('The permission is there now.');
    expect(screen.queryByRole('region', { name: 'A permission is missing' })).toBeNull();
    const before = looks();
    await act(() => vi.advanceTimersByTimeAsync(20_000));
    expect(looks()).toBe(before);
    act(() => {
      proceed().click();
    });
    await act(() => vi.advanceTimersByTimeAsync(100)); // the checks
    await act(() => vi.advanceTimersByTimeAsync(100)); // the setup, read again
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Which folder?');
  });

  it('shows the line also where the collection is not seen at all, and goes on when it was granted', async () => {
    const world = worlds.withSource(nowMs);
    const hidden = world.collections.filter((one) => one.id === closedId);
    world.collections = world.collections.filter((one) => one.id !== closedId);
    const { user, bridge } = await openPage(world);
    await user.type(collection(), closedId);
    vi.useFakeTimers();
    act(() => {
      proceed().click();
    });
    await act(() => vi.advanceTimersByTimeAsync(100));
    const panel = screen.getByRole('region', { name: 'If the id is right, a permission is missing' });
    expect(panel.textContent).toContain(`globus endpoint permission create ${closedId}:/ --permissions rw`);
    for (const one of hidden) bridge.world.collections.push({ ...one, grants: { '/': 'rw' } });
    await act(() => vi.advanceTimersByTimeAsync(6000));
    expect(screen.getByRole('alert').textContent).toContain('The permission is there now.');
    expect(collection().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('lets a test folder that stayed there be read of, and goes on with a press', async () => {
    const world = worlds.withSource(nowMs);
    for (const one of world.collections) if (one.id === archiveId) one.fault = 'collection.probeLeft';
    const { user, bridge } = await openPage(world);
    await user.type(collection(), archiveId);
    await user.clear(folder());
    await user.type(folder(), '/lightsheet-3/');
    await user.click(proceed());
    await screen.findByText(/Nothing was found that stands in the way/);
    const checks = screen.getByRole('region', { name: 'Checks' });
    expect(checks.textContent).toContain('/lightsheet-3/.slipway-check-7d1a4f6e/ could not be taken away again.');
    expect(document.activeElement).toBe(checks);
    expect(bridge.world.destination?.path).toBe('/lightsheet-3/');
    await waitFor(() => {
      expect(setupReads(bridge)).toBe(2);
    });
    await act(() => new Promise((done) => setTimeout(done, 50))); // the setup, read again by itself, moves no page
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await screen.findByRole('heading', { level: 1, name: 'Which folder?' });
  });

  it('tells read only from no permission', async () => {
    const { user } = await openPage(worlds.withSource(nowMs));
    await user.click(await screen.findByRole('radio', { name: /Reference data/ }));
    expect(collection()).toHaveProperty('value', readOnlyId);
    await user.click(proceed());
    await screen.findByText(/may read \/ of "Reference data", but not write there/);
    expect(screen.getByRole('region', { name: 'A permission is missing' })).toBeDefined();
  });

  it.each([
    ['paused', 'is paused by its administrator'],
    ['full', 'There is no space left'],
    ['failing', 'cannot be used just now'],
  ])('says that the collection is %s', async (fault, text) => {
    const world = worlds.withSource(nowMs);
    for (const one of world.collections) if (one.id === archiveId) one.fault = `collection.${fault}`;
    const { user } = await openPage(world);
    await user.click(await screen.findByRole('radio', { name: /Imaging core archive/ }));
    await user.click(proceed());
    await screen.findByText(new RegExp(text));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Where to?');
  });

  it('teaches what to do when nothing is shared', async () => {
    await openPage(worlds.nothingShared(nowMs));
    await screen.findByText('Nothing is shared with this application yet');
    expect(screen.getByText(/@clients.auth.globus.org$/)).toBeDefined();
  });
});
