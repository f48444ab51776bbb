// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aProblem, newWorld, someClientId, someSecret, archiveId } from '../../fakes/page-world';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, openPage, wordsBelow } from '../support/page';

givePageABrowser();
const nowMs = Date.now();
const folder = (): HTMLElement => screen.getByLabelText('Folder on this computer');
const start = (): HTMLElement => screen.getByRole('button', { name: 'Start watching' });

describe('which folder?', () => {
  it('proposes an instrument with its reason, and shows what would be sent and where to', async () => {
    const { user } = await openPage(worlds.withDestination(nowMs));
    await user.type(folder(), '/data/acquisitions');
    expect(await screen.findByLabelText('Quiet time')).toHaveProperty('value', '15');
    expect(screen.getByLabelText('Unit')).toHaveProperty('value', 'min');
    expect(wordsBelow(screen.getByLabelText('Instrument'))).toContain('*settings* lies in 3 of 3 folders');
    const preview = await screen.findByRole('region', { name: 'What would be sent now' });
    await within(preview).findByText('/lightsheet-3/2026/lightsheet-3/calibration');
    expect(preview.textContent).toContain('3 datasets, 1,236 files, 115 GB');
    expect(preview.textContent).toContain('file stack_0417.tif grew 12 secs ago');
  });

  it('watches the folder with the quiet time that was set', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs));
    await user.click(screen.getByRole('button', { name: 'Choose the folder' }));
    const quiet = await screen.findByLabelText('Quiet time');
    await user.clear(quiet);
    await user.type(quiet, '2');
    await user.selectOptions(screen.getByLabelText('Unit'), 'seconds');
    await user.click(start());
    await screen.findByRole('heading', { level: 1, name: 'Try it' });
    expect(bridge.world.folders.map((one) => [one.rule.path, one.rule.quietForS])).toEqual([['/data/acquisitions', 2]]);
  });

  it.each([
    ['a folder that is not there', '/data/typo', 'There is no folder /data/typo on this computer.'],
    ['a folder outside of the source', '/home/operator/other', '/home/operator/other lies outside /data.'],
  ])('says beside the field that it is %s, and does not start', async (_what, path, text) => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs));
    await user.type(folder(), path);
    await screen.findByText(text);
    expect(wordsBelow(folder())).toContain(text);
    await user.click(start());
    await waitFor(() => {
      expect(document.activeElement).toBe(folder());
    });
    expect(bridge.world.folders).toEqual([]);
    expect(folder()).toHaveProperty('value', path);
  });

  it('starts at once when the button is pressed before the proposal came', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs));
    await user.type(folder(), '/data/acquisitions{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Try it' });
    expect(bridge.world.folders[0]?.rule).toMatchObject({ preset: 'light-sheet', quietForS: 900 });
  });

  it('asks for a folder, and for a time that can be', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs));
    await user.click(start());
    expect(wordsBelow(folder())).toBe('Choose the folder on this computer.');
    await user.type(folder(), '/data/acquisitions');
    const quiet = await screen.findByLabelText('Quiet time');
    await user.clear(quiet);
    await user.type(quiet, 'soon');
    await user.click(start());
    expect(wordsBelow(quiet)).toBe('Enter a number: at least 1 second, at most 7 days.');
    expect(document.activeElement).toBe(quiet);
    expect(bridge.world.folders).toEqual([]);
  });

  it('says which pattern or path is wrong, beside it', async () => {
    const { user } = await openPage(worlds.withDestination(nowMs));
    await user.type(folder(), '/data/acquisitions');
    await user.click(await screen.findByText('More choices'));
    const template = screen.getByLabelText('Path below the destination');
    await user.clear(template);
    await user.type(template, 'all');
    await waitFor(() => {
      expect(wordsBelow(template)).toContain('does not hold {dataset}');
    });
    expect(screen.getByText('Correct what is marked, and you see here what would be sent.')).toBeDefined();
    await user.type(template, '/{{dataset}');
    const preview = screen.getByRole('region', { name: 'What would be sent now' });
    await within(preview).findByText('/lightsheet-3/2026/all/calibration');
    expect(template.closest('details')?.open).toBe(true); // the field that is typed into stays in sight
  });

  it('asks nobody to correct what is marked where nothing is', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs));
    bridge.refuseNext('folder.preview', aProblem('app.bug', { facts: { detail: 'x' } }));
    await user.type(folder(), '/data/acquisitions');
    await screen.findByText(/^Slipway met an error that it does not know/);
    expect(screen.queryByText(/Correct what is marked/)).toBeNull();
    expect(screen.queryByText(/Choose a folder/)).toBeNull();
  });

  it('says that nothing is in the folder yet', async () => {
    const { user } = await openPage(worlds.withDestination(nowMs));
    await user.type(folder(), '/data/empty');
    await screen.findByText(/Nothing is in the folder yet/);
  });

  it('can be stopped while it takes long, says so, and looks again on a press', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs), {
      delayMs: (name) => (name === 'folder.preview' ? 3_000 : 0),
    });
    await user.type(folder(), '/data/acquisitions');
    const preview = within(screen.getByRole('region', { name: 'What would be sent now' }));
    expect(preview.queryByRole('button')).toBeNull(); // most looks end sooner
    await user.click(await preview.findByRole('button', { name: 'Stop looking' }, { timeout: 3_000 }));
    expect(bridge.asked.at(-1)?.name).toBe('folder.stopPreview');
    const facts = { path: '/data/acquisitions' };
    bridge.refuseNext('folder.preview', aProblem('folder.lookStopped', { facts }));
    await preview.findByText('The look into /data/acquisitions was stopped.', {}, { timeout: 3_000 });
    expect(folder().getAttribute('aria-invalid')).not.toBe('true');
    const again = preview.getByRole('button', { name: 'Look again' });
    expect(document.activeElement).toBe(again); // who pressed Stop keeps the place
    await user.keyboard('{Enter}');
    await preview.findByText('2026-11-24_embryo-07', {}, { timeout: 5_000 });
    await waitFor(() => {
      expect(document.activeElement?.getAttribute('aria-label')).toBe('What would be sent now');
    });
    expect(preview.queryByText(/was stopped/)).toBeNull();
  });

  it('tells how far it is, of this look and of no other', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs), {
      delayMs: (name) => (name === 'folder.preview' ? 2_000 : 0),
    });
    await user.type(folder(), '/data/acquisitions');
    const preview = within(screen.getByRole('region', { name: 'What would be sent now' }));
    await preview.findByText('Looking into the folder…');
    await waitFor(() => {
      expect(bridge.asked.at(-1)?.name).toBe('folder.preview');
    });
    act(() => {
      bridge.tell('folder.looked', { files: 120_000, by: 'preview' });
    });
    await preview.findByText('120,000 files so far');
    const asked = bridge.asked.length;
    await user.type(screen.getByLabelText('Quiet time'), '0');
    await waitFor(() => {
      expect(bridge.asked.slice(asked).map(({ name }) => name)).toContain('folder.preview');
    });
    expect(preview.getByText('Looking into the folder…')).toBeTruthy();
    expect(preview.queryByText(/so far/)).toBeNull();
  });

  it('can be stopped while it is saved: nothing is, and all that was typed stays', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs), {
      delayMs: (name) => (name === 'folder.save' ? 3_000 : 0),
    });
    await user.type(folder(), '/data/acquisitions');
    await user.clear(await screen.findByLabelText('Quiet time'));
    await user.type(screen.getByLabelText('Quiet time'), '7');
    await user.click(start());
    expect(screen.queryByRole('button', { name: 'Stop looking' })).toBeNull(); // most looks end sooner
    const stop = await screen.findByRole('button', { name: 'Stop looking' }, { timeout: 3_000 });
    act(() => {
      bridge.tell('folder.looked', { files: 9_000, by: 'preview' });
    });
    expect(screen.queryByText(/so far/)).toBeNull();
    act(() => {
      bridge.tell('folder.looked', { files: 120_000, by: 'save' });
    });
    await screen.findByText('120,000 files so far');
    const facts = { path: '/data/acquisitions' };
    bridge.refuseNext('folder.save', aProblem('folder.saveStopped', { facts }));
    await user.click(stop);
    expect(bridge.asked.at(-1)?.name).toBe('folder.stopSave');
    const said = await screen.findByText(/The look into .data.acquisitions was stopped/, {}, { timeout: 3_000 });
    await waitFor(() => {
      expect(said.closest('[role=status]')).toBe(document.activeElement); // the button that was pressed is gone
    });
    expect(folder().getAttribute('aria-invalid')).not.toBe('true');
    expect(folder()).toHaveProperty('value', '/data/acquisitions');
    expect(screen.getByLabelText('Quiet time')).toHaveProperty('value', '7');
    expect(bridge.world.folders).toEqual([]);
    await user.click(start());
    await screen.findByRole('heading', { level: 1, name: 'Try it' }, { timeout: 5_000 });
  });

  it('is not saved once its question was left while it was looked into', async () => {
    const { user, bridge } = await openPage(worlds.withDestination(nowMs), {
      delayMs: (name) => (name === 'folder.save' ? 3_000 : 0),
    });
    await user.type(folder(), '/data/acquisitions');
    await screen.findByLabelText('Quiet time');
    await user.click(start());
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await waitFor(() => {
      expect(bridge.asked.map(({ name }) => name)).toContain('folder.stopSave');
    });
  });

  it('does not call a folder empty of which the rule leaves out everything', async () => {
    const { user } = await openPage(worlds.withDestination(nowMs));
    await user.type(folder(), '/data/acquisitions');
    await user.click(await screen.findByText('More choices'));
    await user.type(screen.getByLabelText('Leave out'), '{Enter}*');
    await screen.findByText('The rule leaves out all 1,236 files that are in the folder, so nothing would be sent.');
    expect(screen.queryByText(/Nothing is in the folder yet/)).toBeNull();
  });
});

describe('the whole setup', () => {
  it('can be done from the first to the last question, and ends in the window', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    await user.click(screen.getByLabelText('Client id'));
    await user.paste(`${someClientId} ${someSecret}`);
    await user.click(screen.getByRole('button', { name: 'Check and continue' }));
    await screen.findByText('Found: Lightsheet 3 workstation');
    await user.click(screen.getByRole('button', { name: 'Check and continue' }));
    await user.click(await screen.findByRole('radio', { name: /Imaging core archive/ }));
    await user.clear(screen.getByLabelText('Folder at the destination'));
    await user.type(screen.getByLabelText('Folder at the destination'), '/lightsheet-3/');
    await user.click(screen.getByRole('button', { name: 'Check and continue' }));
    await screen.findByRole('heading', { level: 1, name: 'Which folder?' });
    await user.type(folder(), '/data/acquisitions');
    await screen.findByLabelText('Quiet time');
    await user.click(start());
    await user.click(await screen.findByRole('button', { name: 'Write and send the test files' }));
    await user.click(await screen.findByRole('button', { name: 'Continue' }));
    await screen.findByRole('heading', { level: 1, name: 'Slipway is watching' });
    await user.click(screen.getByLabelText('Start Slipway when I log in to this computer'));
    expect(bridge.world.settings.openAtLogin).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Finish' }));
    await screen.findByRole('heading', { level: 1, name: 'Now' });
    expect(bridge.world.destination?.collectionId).toBe(archiveId);
    expect(bridge.world.loginAsked).toBe(true);
  });

  it('resumes at its last pages until somebody has answered whether Slipway starts at login', async () => {
    const { user } = await openPage({ ...worlds.working(nowMs), loginAsked: false });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Try it');
    await waitFor(() => {
      expect(document.body.textContent).toContain('/data/acquisitions');
    });
    await user.click(screen.getByRole('button', { name: 'Skip the test' }));
    await screen.findByRole('heading', { level: 1, name: 'Slipway is watching' });
    await user.click(screen.getByRole('button', { name: 'Finish' }));
    await screen.findByRole('heading', { level: 1, name: 'Now' });
  });

  it('resumes at the first thing that is not yet true', async () => {
    await openPage(worlds.withSource(nowMs));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Where to?');
    const steps = within(screen.getByRole('navigation', { name: 'Setup steps' }));
    expect(steps.getByRole('button', { name: /This computer/ })).toBeDefined();
    expect(steps.queryByRole('button', { name: /Folders/ })).toBeNull();
  });

  it('says at every question that the keychain is locked, for nothing can be asked of Globus then', async () => {
    const { bridge, user } = await openPage(worlds.keychainLocked(nowMs));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('From this computer');
    expect(screen.getByText('The keychain of this computer is locked.')).toBeDefined();
    bridge.world.secret = 'ok';
    const problem = screen.getByText('The keychain of this computer is locked.').closest<HTMLElement>('.box');
    if (problem === null) throw new Error('No box around the problem');
    await user.click(within(problem).getByRole('button', { name: 'Look again' }));
    await waitFor(() => {
      expect(screen.queryByText('The keychain of this computer is locked.')).toBeNull();
    });
  });

  it('says why a computer that was set up is asked anew, and what became of its records', async () => {
    await openPage(worlds.settingsDamaged(nowMs));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Who sends?');
    expect(screen.getByText(/^The settings file could not be read. A copy was put aside: /)).toBeDefined();
    expect(screen.getByText(/or put a good settings file back and restart/)).toBeDefined();
  });

  it('opens the window at once where all is answered, even when the keychain is locked', async () => {
    await openPage({ ...worlds.working(nowMs), secret: 'locked' });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Now');
  });

  it('says so, and tries again, when not even its own state can be read', async () => {
    const world = worlds.working(nowMs);
    let isBroken = true;
    const { user } = await openPage(
      new Proxy(world, {
        get: (target, key, receiver) => {
          if (key === 'problems' && isBroken) throw new Error('the ledger is away');
          return Reflect.get(target, key, receiver) as unknown;
        },
      }),
    );
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Slipway could not read its own state.');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('heading', { level: 1, name: 'Now' });
  });
});
