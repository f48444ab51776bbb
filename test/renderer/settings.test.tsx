// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { type UserEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { aProblem, closedId } from '../fakes/page-world';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage, wordsBelow } from './support/page';

givePageABrowser();
const nowMs = Date.now();

describe('the hours for sending', () => {
  it('are switched on with a usual night, changed, and taken back', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    const group = within(screen.getByRole('group', { name: 'Send at certain hours only' }));
    expect(group.queryByLabelText('From')).toBeNull();
    await user.click(group.getByLabelText('Send at certain hours only'));
    await waitFor(() => {
      expect(bridge.world.settings.sendingHours).toEqual({ fromHour: 18, toHour: 7 });
    });
    await user.selectOptions(await group.findByLabelText('Until'), '06:00');
    await waitFor(() => {
      expect(bridge.world.settings.sendingHours).toEqual({ fromHour: 18, toHour: 6 });
    });
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => {
      expect(bridge.world.settings.sendingHours).toEqual({ fromHour: 18, toHour: 7 });
    });
  });

  it('say what the same hour twice means', async () => {
    const { user } = await openPage(worlds.nights(nowMs));
    await goTo(user, 'Settings');
    const until = within(screen.getByRole('group', { name: 'No notices at certain hours' })).getByLabelText('Until');
    expect(wordsBelow(until)).toBe('');
    await user.selectOptions(until, '22:00');
    await waitFor(() => {
      expect(wordsBelow(until)).toBe('The same hour twice is the whole day.');
    });
  });

  it('are the reason that is told while data waits for them', async () => {
    await openPage(worlds.nights(nowMs));
    expect(screen.getByRole('heading', { level: 2, name: 'Waiting until 18:00' })).toBeDefined();
    await screen.findByText('waits until 18:00');
  });
});

describe('what was said to be done', () => {
  const notices = (name: string): HTMLElement => screen.getByRole('region', { name });

  it('follows at once when another language is chosen while it stands there, and keeps its way back', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.selectOptions(screen.getByLabelText('Language'), 'de');
    await screen.findByRole('heading', { level: 1, name: 'Einstellungen' });
    expect(notices('Meldungen').textContent).toContain('Gespeichert');
    await user.click(within(notices('Meldungen')).getByRole('button', { name: 'Rückgängig' }));
    await screen.findByRole('heading', { level: 1, name: 'Settings' });
    expect(bridge.world.settings.language).toBe('en');
    expect(notices('Messages').textContent).toContain('Saved');
  });

  it('follows with the facts that it tells of', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Folders');
    const [pause] = await screen.findAllByRole('button', { name: /^Pause / });
    if (pause !== undefined) await user.click(pause);
    const told = await screen.findByText(/^acquisitions is paused/);
    act(() => {
      bridge.tell('settings.changed', { ...bridge.world.settings, language: 'de' });
    });
    expect(told.textContent).toMatch(/^acquisitions ist angehalten/);
    expect(screen.getByRole('button', { name: 'Rückgängig' })).toBeDefined();
  });
});

describe('the name of this computer', () => {
  const station = (): HTMLElement => screen.getByLabelText('Name of this computer');

  it('is kept by Enter, without the blanks and the line break it was pasted with', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.clear(station());
    await user.paste('  confocal-2\r\n');
    await user.keyboard('{Enter}');
    await screen.findByText('Saved');
    expect(bridge.world.settings.station).toBe('confocal-2');
  });

  it.each([
    ['by Ctrl and a number', (user: UserEvent) => user.keyboard('{Control>}2{/Control}')],
    ['by a click', (user: UserEvent) => goTo(user, 'Datasets')],
  ])('is kept when the page is left %s', async (_how, leave) => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.clear(station());
    await user.type(station(), 'confocal-2');
    await leave(user);
    await screen.findByRole('heading', { level: 1, name: 'Datasets' });
    expect(bridge.world.settings.station).toBe('confocal-2');
  });

  it('is kept when the window is closed', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.clear(station());
    await user.type(station(), 'confocal-2');
    act(() => {
      window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    });
    await waitFor(() => {
      expect(bridge.world.settings.station).toBe('confocal-2');
    });
  });

  it('is kept when a click in the tray asks for another page', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.clear(station());
    await user.type(station(), 'confocal-2');
    act(() => {
      bridge.tell('place.opened', { place: 'problems' });
    });
    await screen.findByRole('heading', { level: 1, name: 'Problems' });
    expect(bridge.world.settings.station).toBe('confocal-2');
  });

  it('cannot be empty, nor be cut because it is too long', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.clear(station());
    await user.tab();
    expect(wordsBelow(station())).toBe('Enter a name.');
    for (const name of ['..', '.', '~', 'room 3/4', 'a\\b']) {
      await user.clear(station());
      await user.type(station(), `${name}{Enter}`);
      expect(wordsBelow(station())).toMatch(/^A name without \//);
    }
    await user.clear(station());
    await user.type(station(), 'scope');
    await user.paste('x'.repeat(101));
    expect(wordsBelow(station())).toContain('This is too long: 101 characters, and at most 100 fit here.');
    expect(station()).toHaveProperty('value', 'scope');
    expect(bridge.world.settings.station).toBe('lightsheet-3');
  });

  it('that could not be saved stays in its field, with the reason below', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    bridge.refuseNext(
      'settings.change',
      aProblem('settings.unwritable', { facts: { detail: 'ENOSPC', path: '/home/operator/.config/Slipway' } }),
    );
    await user.clear(station());
    await user.type(station(), 'confocal-2');
    await user.tab();
    await waitFor(() => {
      expect(wordsBelow(station())).toContain('The settings could not be saved (the disk is full).');
    });
    expect(station()).toHaveProperty('value', 'confocal-2');
  });
});

describe('notices', () => {
  it('can be chosen one by one, and made quiet', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByLabelText('Tell me what needs a person'));
    await user.click(screen.getByLabelText('Without a sound'));
    await user.click(screen.getByRole('checkbox', { name: 'No notices at certain hours' }));
    await waitFor(() => {
      expect(bridge.world.settings).toMatchObject({
        notifyProblems: false,
        notifyDeliveries: false,
        notifySilently: true,
        quietHours: { fromHour: 22, toHour: 7 },
      });
    });
  });
});

describe('the lock with a PIN', () => {
  it('is set with the same PIN twice, and says what is wrong until then', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(await screen.findByRole('button', { name: 'Lock with a PIN' }));
    const form = within(screen.getByRole('dialog', { name: 'Lock with a PIN' }));
    expect(document.activeElement).toBe(form.getByLabelText('New PIN'));
    expect(form.getByText('--forget-pin').className).toBe('nowrap'); // typed as it stands, so it is not broken at a hyphen
    await user.keyboard('48{Enter}');
    expect(form.getByText('This is too short: 4 to 12 digits.')).toBeDefined();
    await user.keyboard('29 and letters');
    expect(form.getByLabelText('New PIN')).toHaveProperty('value', '4829');
    expect(wordsBelow(form.getByLabelText('New PIN'))).toBe('A PIN has digits only. What is none was not taken.');
    await user.type(form.getByLabelText('The same PIN again'), '4828{Enter}');
    expect(form.getByText('This is another PIN than the one above.')).toBeDefined();
    await user.type(form.getByLabelText('The same PIN again'), '{Backspace}9');
    await user.click(form.getByLabelText(/before pausing and quitting/));
    await user.click(form.getByRole('button', { name: 'Lock from now on' }));
    await screen.findByText(/The PIN is set/);
    expect(bridge.world).toMatchObject({ pin: '4829', lock: { isOn: true, guardsPause: true } });
    await user.click(await screen.findByRole('button', { name: 'Lock now' }));
    await screen.findByRole('button', { name: 'Locked with a PIN' });
    expect(bridge.world.lock.isOpen).toBe(false);
  });

  it('asks at the first change, says that a PIN is wrong, and then makes the very change', async () => {
    const { user, bridge } = await openPage(worlds.locked(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByLabelText('Without a sound'));
    const question = within(await screen.findByRole('dialog', { name: 'Give the PIN' }));
    expect(document.activeElement).toBe(question.getByLabelText('PIN'));
    await user.keyboard('0000{Enter}');
    await question.findByText('This is not the PIN.');
    expect(question.getByText('--forget-pin').className).toBe('nowrap');
    expect(question.getByLabelText('PIN')).toHaveProperty('value', '');
    await user.keyboard('482913{Enter}');
    await screen.findByText('Saved');
    expect(bridge.world.settings.notifySilently).toBe(true);
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByLabelText('Tell me about deliveries')); // open now: no second question
    await waitFor(() => {
      expect(bridge.world.settings.notifyDeliveries).toBe(true);
    });
  });

  it('says that a PIN is too long instead of keeping a part of it unsaid, and takes blanks off', async () => {
    const { user } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(await screen.findByRole('button', { name: 'Lock with a PIN' }));
    const pin = screen.getByLabelText('New PIN');
    await user.paste(' 48 29 \n');
    expect(pin).toHaveProperty('value', '4829');
    expect(wordsBelow(pin)).toBe('4 to 12 digits.');
    await user.paste('123456789');
    expect(wordsBelow(pin)).toContain('A PIN has at most 12 digits.');
    expect(pin.getAttribute('aria-invalid')).toBe('true');
  });

  it('asks for the PIN when none was given', async () => {
    const { user, bridge } = await openPage(worlds.locked(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByLabelText('Without a sound'));
    const question = within(await screen.findByRole('dialog', { name: 'Give the PIN' }));
    await user.click(question.getByRole('button', { name: 'Unlock' }));
    expect(wordsBelow(question.getByLabelText('PIN'))).toBe('Enter the PIN.');
    expect(document.activeElement).toBe(question.getByLabelText('PIN'));
    expect(bridge.asked.map(({ name }) => name)).not.toContain('lock.open');
  });

  it('does not go on asking once a forgotten PIN was taken away, and makes the change', async () => {
    const { user, bridge } = await openPage(worlds.locked(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByLabelText('Without a sound'));
    await screen.findByRole('dialog', { name: 'Give the PIN' });
    Object.assign(bridge.world, { pin: null, lock: { isOn: false, isOpen: false, guardsPause: false } });
    act(() => {
      bridge.tell('lock.changed', bridge.world.lock); // as --forget-pin does, from outside the page
    });
    await screen.findByText('Saved');
    expect(bridge.world.settings.notifySilently).toBe(true);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('changes nothing when nobody gives it, and says why', async () => {
    const { user, bridge } = await openPage(worlds.locked(nowMs));
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Pause acquisitions' }));
    const question = within(await screen.findByRole('dialog', { name: 'Give the PIN' }));
    await user.click(question.getByRole('button', { name: 'Cancel' }));
    await screen.findByText('The settings are locked with a PIN.');
    expect(bridge.world.folders[0]?.paused).toBe(false);
  });

  it('guards pausing when that was wanted', async () => {
    const { user, bridge } = await openPage(worlds.locked(nowMs));
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await user.keyboard('{Enter}');
    await screen.findByRole('dialog', { name: 'Give the PIN' });
    await user.keyboard('482913{Enter}');
    await screen.findByText('Sending is paused.');
    expect(bridge.world.pause).not.toBeNull();
  });

  it('leaves language and appearance free', async () => {
    const { user, bridge } = await openPage(worlds.locked(nowMs));
    await goTo(user, 'Settings');
    await user.selectOptions(screen.getByLabelText('Appearance'), 'Dark');
    await screen.findByText('Saved');
    expect(bridge.world.settings.appearance).toBe('dark');
  });
});

describe('health', () => {
  it('is looked at on a press, and each fault is said with what to do', async () => {
    const { user } = await openPage(worlds.unwell(nowMs));
    await goTo(user, 'About');
    await user.click(await screen.findByRole('button', { name: 'Check now' }));
    await screen.findByText('1 check failed');
    const lines = within(screen.getByRole('list', { name: 'Health' })).getAllByRole('listitem');
    expect(lines.map((line) => line.textContent.slice(0, 32))).toContain('Signing in to Globus passed');
    const bad = lines.find((line) => line.textContent.startsWith('Destination failed'));
    expect(bad?.textContent).toContain('has no permission on /lightsheet-3/2026/');
    expect(bad?.textContent).toContain('The line to send is shown in Problems, and by the check of this place');
  });

  it('says so when nothing is wrong', async () => {
    const { user } = await openPage(worlds.working(nowMs));
    await goTo(user, 'About');
    await user.click(await screen.findByRole('button', { name: 'Check now' }));
    await screen.findByText('Everything that was checked is well.');
  });

  it('says so when it cannot be looked at', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'About');
    bridge.refuseNext('diagnostics.check', aProblem('ledger.full', { facts: { path: '/data' } }));
    await user.click(await screen.findByRole('button', { name: 'Check now' }));
    await screen.findByText('The disk that holds the ledger is full.');
  });
});

it('says that the keychain is asked, until it has answered', async () => {
  const world = worlds.working(nowMs);
  world.secret = 'unread';
  const { user, bridge } = await openPage(world);
  await goTo(user, 'Settings');
  await screen.findByText('Asking the keychain …');
  bridge.change((now) => {
    now.secret = 'ok';
  });
  await screen.findByText('The secret is in the keychain.');
});

it.each([
  ['Change the destination', /What is being sent now still arrives at the old place/],
  ['Replace the secret or the application', /What is being sent then is stopped, and sent by the new one/],
] as const)('says where what is on its way goes: %s', async (name, text) => {
  const { user } = await openPage(worlds.working(nowMs));
  await goTo(user, 'Settings');
  await user.click(await screen.findByRole('button', { name }));
  const dialog = within(await screen.findByRole('dialog', { name }));
  expect(dialog.getByText(text)).toBeDefined();
});

it('names the button of its own dialog when a permission was granted', async () => {
  const { user, bridge } = await openPage(worlds.idle(nowMs));
  await goTo(user, 'Settings');
  await user.click(await screen.findByRole('button', { name: 'Change the destination' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Change the destination' }));
  const [collection, folder] = [
    dialog.getByLabelText('Collection'),
    dialog.getByLabelText('Folder at the destination'),
  ];
  await user.clear(collection);
  await user.type(collection, closedId);
  await user.clear(folder);
  await user.type(folder, '/inbox/');
  vi.useFakeTimers();
  act(() => {
    dialog.getByRole('button', { name: 'Check and save' }).click();
  });
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(dialog.getByRole('region', { name: 'A permission is missing' })).toBeDefined();
  for (const one of bridge.world.collections) if (one.id === closedId) one.grants = { '/inbox/': 'rw' };
  await act(() => vi.advanceTimersByTimeAsync(6000));
  expect(dialog.getByRole('alert').textContent).toBe('The permission is there now. Press "Check and save".');
});
