// @vitest-environment jsdom
/** What is tried while nobody pressed: it looks, and keeps nothing that the operator did not leave as it was. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { CallName } from '../../../preload/contract';
import { archiveId, readOnlyId, someClientId, someSecret, type PageWorld } from '../../fakes/page-world';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, goTo, openPage, type OpenPage } from '../support/page';

givePageABrowser();
const nowMs = Date.now();
const otherId = '5b0f2c3e-7d1a-4f6e-9c58-1a2b3c4d5e6f';
const otherSecret = 'Z'.repeat(43) + '=';
const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));
const press = (name: string): void => {
  act(() => {
    screen.getByRole('button', { name }).click();
  });
};
const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
const heading = (): string | null => screen.getByRole('heading', { level: 1 }).textContent;
const asked = ({ bridge }: OpenPage, name: CallName): number => bridge.asked.filter((one) => one.name === name).length;
const put = (world: PageWorld, id: string, what: object): void => {
  Object.assign(world.collections.find((one) => one.id === id) ?? {}, what);
};

/** The wizard at its third question, refused because the collection is away; each look takes 3 s. */
async function atDestination(): Promise<OpenPage> {
  const world = worlds.withSource(nowMs);
  put(world, archiveId, { fault: 'globus.broken' });
  const page = await openPage(world, { delayMs: (name) => (name === 'setup.checkDestination' ? 3000 : 0) });
  vi.useFakeTimers();
  type('Collection', archiveId);
  type('Folder at the destination', '/lightsheet-3/');
  press('Check and continue');
  await pass(100);
  expect(screen.getByText('Tries again by itself in 5 secs.')).toBeDefined();
  return page;
}

describe('a destination that is tried again by itself', () => {
  it('is not kept when it is corrected while it is looked at', async () => {
    const page = await atDestination();
    put(page.bridge.world, archiveId, { fault: null });
    await pass(6000);
    expect(asked(page, 'setup.checkDestination')).toBe(1);
    type('Folder at the destination', '/lightsheet-3/2026/');
    await pass(10_000);
    expect([asked(page, 'setup.saveDestination'), page.bridge.world.destination, heading()]).toEqual([
      1, // the press
      null,
      'Where to?',
    ]);
  });

  it('moves nobody forward who went back while it was looked at', async () => {
    const page = await atDestination();
    put(page.bridge.world, archiveId, { fault: null });
    await pass(6000);
    press('Back');
    await pass(10_000);
    expect([asked(page, 'setup.saveDestination'), page.bridge.world.destination, heading()]).toEqual([
      1,
      null,
      'From this computer',
    ]);
  });

  it('is kept once when it is pressed for while it is looked at', async () => {
    const page = await atDestination();
    put(page.bridge.world, archiveId, { fault: 'globus.busy' });
    await pass(6000);
    press('Check and continue');
    await pass(300);
    put(page.bridge.world, archiveId, { fault: null });
    await pass(3000);
    expect([asked(page, 'setup.saveDestination'), page.bridge.world.destination]).toEqual([2, null]);
  });

  it('leaves the explanation and the pressed button where they are', async () => {
    const page = await atDestination();
    const explanation = screen.getByText('1 check did not pass.');
    await pass(6000); // it is looked at
    expect(asked(page, 'setup.checkDestination')).toBe(1);
    expect(screen.getByText('1 check did not pass.')).toBe(explanation);
    await pass(3000);
    const button = screen.getByRole('button', { name: 'Try now' });
    button.focus();
    put(page.bridge.world, archiveId, { fault: null, grants: { '/': 'r' } });
    act(() => {
      button.click();
    });
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await pass(300);
    // a press: it is tried for good, and the focus goes to what has to be mended
    expect(asked(page, 'setup.saveDestination')).toBe(2);
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Checks' }));
  });
});

it('moves nobody forward who went back while a pressed answer is kept, and keeps it', async () => {
  const { bridge } = await openPage(worlds.withSource(nowMs), {
    delayMs: (name) => (name === 'setup.saveDestination' ? 3000 : 0),
  });
  vi.useFakeTimers();
  type('Collection', archiveId);
  type('Folder at the destination', '/lightsheet-3/');
  press('Check and continue');
  await pass(1000);
  press('Back');
  await pass(5000);
  expect([bridge.world.destination?.path, heading()]).toEqual(['/lightsheet-3/', 'From this computer']);
});

it('a source that is tried again by itself is not kept when it is corrected while it is looked at', async () => {
  const world = worlds.signedIn(nowMs);
  const page = await openPage(world, { delayMs: (name) => (name === 'setup.checkSource' ? 3000 : 0) });
  await screen.findByText('Found: Lightsheet 3 workstation');
  for (const one of world.collections) one.fault = 'globus.broken';
  vi.useFakeTimers();
  press('Check and continue');
  await pass(100);
  for (const one of world.collections) one.fault = null;
  await pass(6000);
  expect(asked(page, 'setup.checkSource')).toBe(1);
  type('Path in the collection', '/data/acquisitions/');
  await pass(10_000);
  expect([asked(page, 'setup.saveSource'), world.source, heading()]).toEqual([1, null, 'From this computer']);
});

it('a destination changed in Settings is not kept after Cancel, and nothing is called saved', async () => {
  const world = worlds.working(nowMs);
  const before = structuredClone(world.destination);
  const page = await openPage(world, { delayMs: (name) => (name === 'setup.checkDestination' ? 3000 : 0) });
  await goTo(page.user, 'Settings');
  await page.user.click(screen.getByRole('button', { name: 'Change the destination' }));
  put(world, readOnlyId, { fault: 'globus.broken', grants: { '/': 'rw' } });
  vi.useFakeTimers();
  type('Collection', readOnlyId);
  type('Folder at the destination', '/');
  press('Check and save');
  await pass(100);
  put(world, readOnlyId, { fault: null });
  await pass(6000);
  press('Cancel');
  await pass(10_000);
  expect([asked(page, 'setup.saveDestination'), world.destination]).toEqual([1, before]);
  expect(screen.queryByText(/was checked and is in use/)).toBeNull();
});

describe('an application', () => {
  const replaceInSettings = async (
    change: (world: PageWorld) => void,
    delayMs?: (name: CallName) => number,
  ): Promise<OpenPage> => {
    const world = worlds.working(nowMs);
    world.accepts = { clientId: otherId, secret: otherSecret };
    change(world);
    const page = await openPage(world, delayMs && { delayMs });
    await goTo(page.user, 'Settings');
    await page.user.click(screen.getByRole('button', { name: 'Replace the secret or the application' }));
    vi.useFakeTimers();
    type('Client id', otherId);
    type('Client secret', otherSecret);
    press('Check and save');
    await pass(300);
    return page;
  };
  const destinationOf = (world: PageWorld): string => world.destination?.collectionId ?? '';
  const sourceOf = (world: PageWorld): string => world.source?.collectionId ?? '';

  it('that is tried again by itself is not kept when it is corrected while it is tried', async () => {
    const page = await replaceInSettings(
      (world) => {
        put(world, destinationOf(world), { fault: 'globus.broken' });
      },
      (name) => (name === 'setup.checkIdentity' ? 3000 : 0),
    );
    const { world } = page.bridge;
    put(world, destinationOf(world), { fault: null });
    await pass(6000);
    expect(asked(page, 'setup.checkIdentity')).toBe(1);
    type('Client secret', someSecret);
    await pass(10_000);
    expect([asked(page, 'setup.saveIdentity'), world.clientId]).toEqual([1, someClientId]);
  });

  it('whose permission is looked for is not kept after Cancel', async () => {
    const page = await replaceInSettings(
      (world) => {
        put(world, destinationOf(world), { grants: { '/': 'r' } });
      },
      (name) => (name === 'setup.checkIdentity' ? 3000 : 0),
    );
    const { world } = page.bridge;
    put(world, destinationOf(world), { grants: { '/': 'rw' } });
    await pass(6000);
    expect(asked(page, 'setup.checkIdentity')).toBe(1);
    press('Cancel');
    await pass(10_000);
    expect([asked(page, 'setup.saveIdentity'), world.clientId]).toEqual([1, someClientId]);
    expect(screen.queryByText('The new identity was checked and is in use.')).toBeNull();
  });

  it('that is refused says so at the top of what was tried, with the focus there, and names each place that lacks a permission', async () => {
    await replaceInSettings((world) => {
      for (const id of [sourceOf(world), destinationOf(world)]) put(world, id, { grants: {} });
    });
    const focused = document.activeElement;
    expect(focused?.textContent).toContain('Nothing was changed: the application before still sends.');
    expect(within(focused as HTMLElement).getByRole('alert')).toBeDefined();
    const lines = screen.getAllByRole('region', { name: /permission is missing/ });
    expect(lines.map((line) => line.getAttribute('aria-label'))).toEqual([
      expect.stringContaining('Lightsheet 3 workstation /data'),
      expect.stringContaining('/lightsheet-3/2026/'),
    ]);
  });

  it('is asked for by one of them at a time while a service is away and a permission is missing', async () => {
    const page = await replaceInSettings((world) => {
      put(world, sourceOf(world), { fault: 'globus.broken' });
      put(world, destinationOf(world), { grants: { '/': 'r' } });
    });
    expect(screen.getAllByRole('region', { name: /permission is missing/ })).toHaveLength(1);
    expect(screen.queryByText(/looks again every 5 seconds/)).toBeNull();
    await pass(5500);
    expect(asked(page, 'setup.checkIdentity')).toBe(1);
    await pass(9000);
    expect(asked(page, 'setup.checkIdentity')).toBe(1);
    await pass(1500);
    expect(asked(page, 'setup.checkIdentity')).toBe(2);
  });

  it('that may not use a place is kept in the wizard, and what is asked again is told before going on', async () => {
    const world = worlds.withSource(nowMs);
    world.accepts = { clientId: otherId, secret: otherSecret };
    const page = await openPage(world);
    put(world, sourceOf(world), { grants: {} });
    await page.user.click(screen.getByRole('button', { name: 'Back' }));
    await page.user.click(screen.getByRole('button', { name: 'Back' }));
    vi.useFakeTimers();
    type('Client id', otherId);
    type('Client secret', otherSecret);
    press('Check and continue');
    await pass(500);
    expect([world.clientId, world.source, heading()]).toEqual([otherId, null, 'Who sends?']);
    expect(document.activeElement?.textContent).toContain('What it may not use is asked again');
    press('Continue');
    await pass(300);
    expect(heading()).toBe('From this computer');
  });
});
