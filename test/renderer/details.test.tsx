// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { CallName, DatasetDetail } from '../../preload/contract';
import type { PageWorld } from '../fakes/page-world';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage } from './support/page';

givePageABrowser();
const nowMs = Date.now();

/** A window at the details of one dataset with so many files. */
async function openDetails(total: number, change: (world: PageWorld) => Partial<PageWorld> = () => ({})) {
  const world = worlds.idle(nowMs);
  const files = Array.from({ length: total }, (_, at) => ({
    path: `stack/t${String(at).padStart(4, '0')}.tif`,
    bytes: 1000,
    modifiedAtMs: nowMs,
    checksum: null,
    algorithm: null,
  }));
  Object.assign(world.datasets[0] ?? {}, { files: files.length });
  const slow = new Map<CallName, number>();
  const { user, bridge } = await openPage(
    {
      ...world,
      files,
      details: { ...world.details, files: files.slice(0, 500) },
      ...change(world),
    },
    { delayMs: (name) => slow.get(name) ?? 0 },
  );
  await goTo(user, 'Datasets');
  await user.click(await screen.findByRole('row', { name: /embryo-23/ }));
  const details = within(await screen.findByRole('complementary', { name: /embryo-23/ }));
  await details.findByRole('tab', { name: /Files/ });
  return { user, bridge, details, slowDown: (name: CallName, delayMs: number) => void slow.set(name, delayMs) };
}

it('the files of a large dataset are shown page by page, to the last', async () => {
  const { user, bridge, details } = await openDetails(1200);
  expect(await details.findByText(/The first 500 of 1,200 files/)).toBeDefined();
  await user.click(details.getByRole('button', { name: 'Show 500 more' }));
  await details.findByText('stack/t0999.tif');
  expect(bridge.asked.at(-1)).toEqual({
    name: 'dataset.files',
    request: { datasetId: 'delivered-0', after: 'stack/t0499.tif' },
  });
  await user.click(details.getByRole('button', { name: 'Show 200 more' }));
  await details.findByText('stack/t1199.tif');
  await waitFor(() => {
    expect(details.queryByRole('button', { name: /Show .* more/ })).toBeNull();
  });
});

it('all files are loaded one page after the other, with how far it is, until it is stopped', async () => {
  const { user, details, slowDown } = await openDetails(4000);
  slowDown('dataset.files', 30);
  await user.click(details.getByRole('button', { name: 'Show all 3,500' }));
  const bar = await details.findByRole('progressbar', { name: 'Loading the files' });
  await waitFor(() => {
    expect(Number(bar.getAttribute('aria-valuenow'))).toBeGreaterThan(20);
  });
  await user.click(details.getByRole('button', { name: 'Stop' }));
  const goOn = await details.findByRole('button', { name: /Show all/ });
  const shown = details.getAllByText(/^stack\/t\d+\.tif$/).length;
  expect(shown).toBeGreaterThan(500);
  expect(shown).toBeLessThan(4000);
  await user.click(goOn);
  await details.findByText('stack/t3999.tif');
  await waitFor(() => {
    expect(details.queryByRole('progressbar')).toBeNull();
  });
  expect(details.getAllByText(/^stack\/t\d+\.tif$/)).toHaveLength(4000);
});

it('the receipt of an older delivery is saved, and one that is being written tells how far it is and stops', async () => {
  const version = (number: number) => ({
    version: number,
    deliveredAtMs: nowMs - (3 - number) * 86_400_000,
    files: 12_000,
    bytes: 1,
    taskId: `t${String(number)}`,
  });
  const { user, bridge, details, slowDown } = await openDetails(10, (world) => ({
    details: { ...world.details, versions: [version(3), version(2), version(1)] },
    writing: { files: 4000, of: 12_000 },
  }));
  await user.selectOptions(details.getByLabelText('Delivery'), details.getByRole('option', { name: /^version 1,/ }));
  await user.selectOptions(details.getByLabelText('Receipt'), 'for programs (JSON)');
  slowDown('receipt.save', 1500);
  await user.click(details.getByRole('button', { name: 'Save the receipt' }));
  await details.findByText('4,000 of 12,000 files are written');
  expect(details.getByRole('progressbar', { name: 'Save the receipt' }).getAttribute('aria-valuenow')).toBe('33');
  await user.click(details.getByRole('button', { name: 'Stop' }));
  await waitFor(() => {
    expect(bridge.world.writing).toBeNull();
  });
  await screen.findByText(/The receipt was saved: .*-v1\.receipt\.json/);
});

it('a dataset that is waited for is sent as it is when a person says that it is finished', async () => {
  const { user, bridge } = await openPage(worlds.working(nowMs));
  await goTo(user, 'Datasets');
  const waiting = worlds.working(nowMs).datasets.find(({ reason }) => reason?.code === 'quietFor');
  await user.click(await screen.findByRole('row', { name: new RegExp(waiting?.name ?? 'none') }));
  await user.click(await screen.findByRole('button', { name: 'It is finished' }));
  const question = within(await screen.findByRole('dialog', { name: `Is ${waiting?.name ?? ''} finished?` }));
  await user.click(question.getByRole('button', { name: 'No, keep waiting' }));
  expect(bridge.asked.some(({ name }) => name === 'dataset.finish')).toBe(false);
  await user.click(await screen.findByRole('button', { name: 'It is finished' }));
  await user.click(await screen.findByRole('button', { name: 'Yes, send it now' }));
  expect(await screen.findByText(`${waiting?.name ?? ''} goes as it is now.`)).toBeDefined();
  expect(bridge.asked.filter(({ name }) => name === 'dataset.finish')).toEqual([
    { name: 'dataset.finish', request: { datasetId: waiting?.id } },
  ]);
});

it('what is left out comes when the dataset was walked; all the rest does not wait for it', async () => {
  const { user, bridge, details } = await openDetails(10, () => ({
    leftOut: [{ path: 'latest', reason: { code: 'leftOutSymlink', facts: {} } }],
  }));
  expect(bridge.asked.filter(({ name }) => name === 'dataset.leftOut')).toHaveLength(1);
  await user.click(await details.findByRole('tab', { name: 'Left out 1' }));
  expect(details.getByText('latest')).toBeDefined();
});

/** A window at the history of a dataset. */
async function openHistory(world: PageWorld, name: RegExp) {
  const page = await openPage(world);
  await goTo(page.user, 'Datasets');
  const [newest] = await screen.findAllByRole('row', { name }); // names come again after some days
  await page.user.click(newest ?? document.body);
  const details = within(await screen.findByRole('complementary', { name }));
  const tab = await details.findByRole('tab', { name: 'History' });
  const asked = (): number => page.bridge.asked.filter((call) => call.name === 'dataset.taskEvents').length;
  expect(asked()).toBe(0);
  await page.user.click(tab);
  const events = within(details.getByRole('region', { name: 'What Globus says about this task' }));
  return { ...page, events, asked };
}

it('what Globus says about a task is told in plain words, with faults marked and the details of experts put away', async () => {
  const { user, bridge, events, asked } = await openHistory(worlds.needsYou(nowMs), /zebrafish/);
  const [newest, denied, ...older] = await events.findAllByRole('listitem');
  expect(newest?.textContent).toContain('Fault: The task was canceled');
  expect(denied?.textContent).toContain('Fault: A collection refused to read or write: a permission is missing');
  expect(older.map((line) => line.textContent)).toEqual([
    expect.stringContaining('Fault: '),
    expect.stringMatching(/^The task has begun/),
  ]);
  const details = within(denied ?? document.body).getByRole('group');
  expect(details).toHaveProperty('open', false);
  await user.click(within(details).getByText('Technical details'));
  expect(details).toHaveProperty('open', true);
  expect(within(details).getByText(/Command: MKD/)).toBeDefined();
  await user.click(events.getByRole('button', { name: 'See it in Globus' }));
  await waitFor(() => {
    expect(bridge.world.openedLinks).toEqual([
      'https://app.globus.org/activity/0b9c7a11-6d9b-11ef-8b1d-0242ac110002/overview',
    ]);
  });
  expect(asked()).toBe(1);
});

it.each<[string, RegExp, (world: PageWorld) => Partial<PageWorld>, string]>([
  ['has no task', /embryo-09/, () => ({}), 'It has no Globus task now.'],
  ['is too old', /embryo-23/, () => ({ taskEvents: null }), 'Globus does not know this task any more'],
  ['has no events', /embryo-23/, () => ({ taskEvents: [] }), 'Globus tells nothing of this task'],
  ['cannot be asked for', /embryo-08/, () => ({ isOnline: false }), 'Globus cannot be asked now: Globus cannot be'],
])('a task that %s is said in a sentence, without alarm', async (_what, name, change, sentence) => {
  const world = worlds.working(nowMs);
  const { events } = await openHistory({ ...world, ...change(world) }, name);
  const status = events.getByRole('status');
  await waitFor(() => {
    expect(status.textContent).toContain(sentence);
  });
  expect(events.queryByRole('alert')).toBeNull();
  expect(events.queryByRole('listitem')).toBeNull();
});

it('is looked at again every 10 s while the dataset is sent, once more when it is not, and not behind another tab', async () => {
  const { bridge, events, asked } = await openHistory(worlds.working(nowMs), /embryo-08/);
  await events.findByText('The task has begun');
  vi.useFakeTimers();
  const pass = async (ms: number): Promise<void> => {
    await act(() => vi.advanceTimersByTimeAsync(ms));
  };
  fireEvent.click(screen.getByRole('tab', { name: /Files/ }));
  await pass(30_000);
  expect(asked()).toBe(1);
  fireEvent.click(screen.getByRole('tab', { name: 'History' }));
  await pass(1_000);
  expect(asked()).toBe(2);
  await pass(8_000);
  expect(asked()).toBe(2);
  bridge.world.isOnline = false;
  await pass(2_000);
  expect(asked()).toBe(3);
  await pass(100); // for the answer
  const again = within(screen.getByRole('region', { name: 'What Globus says about this task' }));
  expect(again.getByRole('status').textContent).toContain('Globus cannot be asked now');
  expect(again.getByText('The task has begun')).toBeDefined();
  act(() => {
    bridge.change((world) => {
      world.isOnline = true;
      Object.assign(world.datasets[0] ?? {}, { state: 'delivered', reason: null });
    });
  });
  await pass(1_000);
  expect(asked()).toBe(4);
  await pass(60_000);
  expect(asked()).toBe(4);
});

it('the history tells each event in its own words, the newest first', async () => {
  const said = (code: string) => ({ code, facts: {} });
  const { user, details } = await openDetails(10, (world) => ({
    details: {
      ...world.details,
      history: [
        { atMs: nowMs, said: said('accepted') },
        { atMs: nowMs - 1, said: said('changed') },
      ],
    },
  }));
  await user.click(details.getByRole('tab', { name: 'History' }));
  const entries = details.getAllByRole('listitem').map((entry) => entry.textContent);
  expect(entries[0]).toMatch(/^Globus took it/);
  expect(entries[1]).toMatch(/^Changed again: watching until it is quiet/);
});

it('says that a local copy is gone, and whether a clean-up took it', async () => {
  const open = (localCopyGone: DatasetDetail['localCopyGone']) =>
    openDetails(10, (world) => ({ details: { ...world.details, localCopyGone } }));
  const term = 'On this computer';
  const there = await open(null);
  expect(there.details.queryByText(term)).toBeNull();
  cleanup();
  const cleaned = await open({ atMs: nowMs, isCleanedUp: true });
  expect(cleaned.details.getByText(term).nextSibling?.textContent).toMatch(/^No longer: cleaned up .*\d/);
  cleanup();
  const gone = await open({ atMs: nowMs, isCleanedUp: false });
  expect(gone.details.getByText(term).nextSibling?.textContent).toMatch(/^No longer: not found since .*\d/);
});
