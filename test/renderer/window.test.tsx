// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { texts } from '../../preload/texts/index';
import { aFolder, aProblem } from '../fakes/page-world';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage, startPage, wordsBelow } from './support/page';

givePageABrowser();
const nowMs = Date.now();
const heading = (): string => screen.getByRole('heading', { level: 1 }).textContent;

describe('now', () => {
  it('tells what moves, how far it is, and why something waits', async () => {
    await openPage(worlds.working(nowMs));
    const bar = await screen.findByRole('progressbar', { name: 'Progress of 2026-11-24_embryo-08' });
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(bar.getAttribute('aria-valuetext')).toBe('16.3 GB of 38.4 GB');
    expect(screen.getByText('file stack/embryo-09_t0087_c1.tif grew 12 secs ago')).toBeDefined();
    expect(screen.getByText('112 MB/s')).toBeDefined();
  });

  it('tells datasets from problems where both are counted', async () => {
    await openPage(worlds.needsYou(nowMs));
    const datasets = within(screen.getByRole('region', { name: 'Datasets' }));
    expect(datasets.getByText('Needs you').nextElementSibling?.textContent).toBe('2');
    expect(screen.getByText('3 problems')).toBeDefined();
  });

  it('names the figure of the bar where the headline has more to say', async () => {
    await openPage(worlds.needsYou(nowMs));
    expect(screen.getByText('Sent so far').nextElementSibling?.textContent).toBe('42%');
  });

  it('does not say that nothing is sent while Globus still copies', async () => {
    await openPage(worlds.paused(nowMs));
    expect(screen.getByText(/^Nothing new is sent until .*what Globus has begun goes on/)).toBeDefined();
  });

  it.each([
    ['until somebody resumes it', { pause: { untilMs: null } }, /sending is paused: .* until it is resumed/i],
    ['for a time', { pause: { untilMs: nowMs + 60_000 } }, /sending is paused: nothing new is sent until \d/i],
    ['by the hours', { waitsUntil: '18:00' }, /18:00/],
  ])('says beside a problem, and to who wants to send now, that all is kept back %s', async (_what, held, said) => {
    const { user } = await openPage({ ...worlds.needsYou(nowMs), ...held });
    expect(screen.getByText(/^Something needs a person/).textContent).toMatch(said);
    await user.click(screen.getByRole('button', { name: 'Look and send now' }));
    expect((await screen.findByText(/^Looking into all folders now\./)).textContent).toMatch(said);
  });

  it('pauses for an hour from the menu by keyboard, and takes it back', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    screen.getByRole('button', { name: 'Pause' }).focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement?.textContent).toBe('Pause for 1 hour');
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await screen.findByText('Sending is paused.');
    expect(bridge.world.pause).toEqual({ untilMs: nowMs + 3_600_000 });
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('Sending goes on.');
    expect(bridge.world.pause).toBeNull();
  });

  it('closes the menu with Escape and gives the focus back', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement?.textContent).toBe('Pause');
    expect(bridge.world.pause).toBeNull();
  });

  it('follows the news without being asked', async () => {
    const { bridge } = await openPage(worlds.empty(nowMs));
    await screen.findByText('Nothing is on its way');
    const [dataset] = worlds.working(nowMs).datasets;
    act(() => {
      bridge.change((world) => {
        world.datasets = dataset === undefined ? [] : [dataset];
      });
    });
    await screen.findByRole('button', { name: '2026-11-24_embryo-08' });
    expect(screen.getByRole('heading', { level: 2, name: /^Sending/ })).toBeDefined();
  });

  it.each([
    ['pausedInPersonal', 'en', 'Globus Connect Personal is paused', 'Paused', /its icon in the tray/],
    ['pausedByAdministrator', 'en', 'Paused by an administrator', 'Paused', /ask the administrator/],
    ['pausedInPersonal', 'de', 'Globus Connect Personal ist angehalten', 'Angehalten', /seinem Symbol/],
    ['pausedByAdministrator', 'de', 'Vom Administrator angehalten', 'Angehalten', /fragen Sie den Administrator/],
  ] as const)(
    'says that what is on its way is paused, and by whom: %s, %s',
    async (name, language, title, state, cure) => {
      const world = worlds[name](nowMs);
      const { user } = await openPage({ ...world, settings: { ...world.settings, language } });
      const { nav, now } = texts(language).ui;
      expect(screen.getByRole('heading', { level: 2, name: title })).toBeDefined();
      const card = (await screen.findByRole('button', { name: '2026-11-24_embryo-08' })).closest('li');
      expect(within(card ?? document.body).getByText(state)).toBeDefined();
      expect(screen.getByText(now.countPaused).nextElementSibling?.textContent).toBe('1');
      expect(screen.getByText(now.countSending).nextElementSibling?.textContent).toBe('0');
      expect(screen.queryByText(now.speed)).toBeNull();
      await user.click(screen.getByRole('button', { name: '2026-11-24_embryo-08' }));
      const details = within(await screen.findByRole('complementary', { name: /embryo-08/ }));
      expect(details.getByText(state)).toBeDefined();
      expect(details.getByText(cure)).toBeDefined();
      await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: nav.folders }));
      await screen.findByText(/· 1\s(paused|angehalten)/);
    },
  );

  it.each([
    ['until somebody resumes it', null, /^Nothing new is sent until it is resumed, and/],
    ['for a time', nowMs + 60_000, /^Nothing new is sent until \d.*, and what Globus has begun is paused as well/],
  ])('says that it is paused here and at Globus, %s', async (_how, untilMs, said) => {
    await openPage({ ...worlds.pausedAtGlobus(nowMs), pause: { untilMs } });
    expect(screen.getByText(said)).toBeDefined();
  });

  it('says which folders are paused, and leads there; with all of them, nothing is called delivered', async () => {
    const world = worlds.idle(nowMs);
    const [first] = world.folders;
    const other = aFolder({ id: 'other', name: 'other' });
    const paused = first === undefined ? [] : [{ ...first, paused: true, state: 'paused' as const }];
    const { user, bridge } = await openPage({ ...world, folders: [...paused, other] });
    expect(screen.getByRole('heading', { level: 2, name: 'All delivered' })).toBeDefined();
    expect(
      screen.getByText(`Nothing new in it is noticed or sent until it is resumed: ${first?.name ?? ''}`),
    ).toBeDefined();
    act(() => {
      bridge.change((now) => {
        now.folders = paused;
      });
    });
    await screen.findByRole('heading', { level: 2, name: 'Paused' });
    expect(screen.getByText(/^Every folder is paused: nothing new in them is noticed/)).toBeDefined();
    // Told by the folders, which are read by themselves.
    await screen.findByText('What the instrument writes appears here when its folder is resumed.');
    await user.click(screen.getByRole('button', { name: 'Open Folders' }));
    await user.click(await screen.findByRole('button', { name: `Resume ${first?.name ?? ''}` }));
    await goTo(user, 'Now');
    expect(await screen.findByRole('heading', { level: 2, name: 'All delivered' })).toBeDefined();
    expect(screen.queryByText(/folder is paused/)).toBeNull();
  });

  it('says that finished data waits for Globus while Globus answers with errors', async () => {
    const world = worlds.working(nowMs);
    const datasets = world.datasets.filter(({ state }) => state === 'waiting' || state === 'delivered');
    const problems = [aProblem('globus.broken', { facts: { status: 503 }, act: 'retry' })];
    await openPage({ ...world, datasets, problems });
    expect(screen.getByRole('heading', { level: 2, name: 'Waiting for Globus' })).toBeDefined();
    expect(screen.getByText(/^Finished data waits on this computer, and is sent by itself/)).toBeDefined();
    // Nobody has to do anything: it has not the colour of what needs a person.
    expect(screen.getByText('1 problem').closest('.box')?.className).toContain('box-warn');
    expect(screen.getByRole('img', { name: '1 problem' }).className).toContain('nav-count-warn');
  });

  it('does not speak of what is on its way where all that is paused waits', async () => {
    const world = worlds.pausedInPersonal(nowMs);
    const datasets = world.datasets.filter(({ state }) => state !== 'paused');
    await openPage({ ...world, datasets });
    expect(screen.getByText(/^Finished data waits .* ends the pause in Globus Connect Personal/)).toBeDefined();
    expect(screen.queryByText(/is on its way goes on/)).toBeNull();
  });

  it('calls a pause no fault, and leads to what it stops', async () => {
    const { user } = await openPage(worlds.pausedByAdministrator(nowMs));
    const box = screen.getByText('1 problem').closest('.box');
    expect(box?.className).toContain('box-warn');
    expect(screen.getByRole('img', { name: '1 problem' }).className).toContain('nav-count-warn');
    await user.click(screen.getByRole('button', { name: 'Open Problems' }));
    const main = within(screen.getByRole('main'));
    expect(main.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(main.queryByText(/Slipway is trying again/)).toBeNull();
    await user.click(main.getByRole('button', { name: 'Show what is on its way' }));
    await screen.findByRole('heading', { level: 1, name: 'Datasets' });
    expect((await screen.findAllByText('2026-11-24_embryo-08')).length).toBeGreaterThan(0);
    expect(screen.queryByText('2026-11-24_embryo-09')).toBeNull();
  });

  it('says that it is practice', async () => {
    await openPage(worlds.practice(nowMs));
    expect(screen.getByRole('region', { name: 'Practice' }).textContent).toContain('Nothing leaves this computer');
  });

  it('says that this desktop shows no tray icons, and since when there is no network', async () => {
    const { user, bridge } = await openPage(worlds.offline(nowMs));
    expect(screen.getByText(/^Globus or a collection has been out of reach since (.+, )?\d\d:\d\d/)).toBeDefined(); // with the day, shortly after midnight
    expect(screen.getByText(/shows no tray icons/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'I have read it' }));
    await waitFor(() => {
      expect(screen.queryByText(/shows no tray icons/)).toBeNull();
    });
    expect(bridge.world.settings.noTrayRead).toBe(true); // and so at the next start
  });
});

describe('the window', () => {
  it('opens at the place that its address names', async () => {
    window.location.hash = '#problems';
    await openPage(worlds.needsYou(nowMs));
    expect(heading()).toBe('Problems');
  });

  it('opens where the tray asked it to before it knew anything', async () => {
    const { bridge } = startPage(worlds.needsYou(nowMs), { delayMs: (name) => (name === 'setup.read' ? 100 : 0) });
    act(() => {
      bridge.tell('place.opened', { place: 'problems' });
    });
    await screen.findByRole('heading', { level: 1, name: 'Problems' });
  });

  it('goes where the tray asks it to', async () => {
    const { bridge } = await openPage(worlds.idle(nowMs));
    act(() => {
      bridge.tell('place.opened', { place: 'datasets', datasetId: 'delivered-0' });
    });
    await screen.findByRole('complementary', { name: /Details of .*embryo-23/ });
  });

  it('shows of the datasets only those that the tray means', async () => {
    const { bridge } = await openPage(worlds.needsYou(nowMs));
    act(() => {
      bridge.tell('place.opened', { place: 'datasets', folderId: 'folder-1', state: 'needsYou' });
    });
    await screen.findByRole('heading', { level: 1, name: 'Datasets' });
    expect(screen.getByLabelText<HTMLSelectElement>('State').value).toBe('needsYou');
    await waitFor(() => {
      expect(screen.getByLabelText<HTMLSelectElement>('Folder').value).toBe('folder-1');
    });
  });

  it('opens with only the datasets that its address means', async () => {
    window.location.hash = '#datasets?folderId=folder-1&state=waiting';
    await openPage(worlds.working(nowMs));
    expect(screen.getByLabelText<HTMLSelectElement>('State').value).toBe('waiting');
  });

  it.each([
    [{ place: 'settings', part: 'collections' }, () => screen.getByRole('region', { name: 'Collections' })],
    [{ place: 'settings', part: 'identity' }, () => screen.getByRole('region', { name: /^Identity/ })],
    [
      { place: 'folders', folderId: 'folder-1' },
      () => screen.getByRole('heading', { level: 2, name: 'acquisitions' }).closest('li'),
    ],
    [
      { place: 'problems', problemId: worlds.needsYou(nowMs).problems[1]?.id ?? '' },
      () => screen.getAllByRole('heading', { level: 2 })[1]?.closest('li') ?? null,
    ],
  ] as const)('brings what is meant into sight and gives it the focus: %o', async (place, thing) => {
    const { bridge } = await openPage(worlds.needsYou(nowMs));
    for (let time = 0; time < 2; time += 1) {
      act(() => {
        bridge.tell('place.opened', { ...place });
      });
      await waitFor(() => {
        expect(document.activeElement).toBe(thing());
      });
      screen.getByRole('navigation', { name: 'Pages' }).querySelector('button')?.focus();
    }
  });

  it('changes the page by Ctrl and a number', async () => {
    const { user } = await openPage(worlds.working(nowMs));
    await user.keyboard('{Control>}5{/Control}');
    expect(heading()).toBe('Settings');
  });

  it('stays where it is while a form is open, so that nothing filled in there is lost', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByRole('button', { name: 'Replace the secret or the application' }));
    await user.type(within(screen.getByRole('dialog')).getByLabelText('Client secret'), 'abc');
    await user.keyboard('{Control>}2{/Control}');
    act(() => {
      bridge.tell('place.opened', { place: 'problems' });
    });
    expect(within(screen.getByRole('dialog')).getByLabelText('Client secret')).toHaveProperty('value', 'abc');
    expect(heading()).toBe('Settings');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => {
      expect(heading()).toBe('Problems');
    });
  });

  it('follows the setting of the appearance', async () => {
    const { user } = await openPage(worlds.working(nowMs));
    expect(document.documentElement.dataset['theme']).toBe('light');
    await goTo(user, 'Settings');
    await user.selectOptions(screen.getByLabelText('Appearance'), 'Dark');
    await waitFor(() => {
      expect(document.documentElement.dataset['theme']).toBe('dark');
    });
  });
});

describe('datasets', () => {
  it('holds 100 000 rows but shows a few, and reaches the last by keyboard', async () => {
    const { user } = await openPage(worlds.many(nowMs));
    await goTo(user, 'Datasets');
    await screen.findByText('100,027 datasets');
    const grid = screen.getByRole('grid', { name: 'Datasets' });
    expect(grid.getAttribute('aria-rowcount')).toBe('100028');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    grid.focus();
    await user.keyboard('{ArrowDown}{Enter}');
    await screen.findByRole('complementary');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(document.activeElement).toBe(grid); // where the arrows go on
    await user.keyboard('{End}');
    fireEvent.scroll(grid); // jsdom moves what is in sight without a word
    const lastRow = (): Element | null => grid.querySelector('[aria-rowindex="100028"]');
    await waitFor(() => {
      expect(within(lastRow() as HTMLElement).getByText(/^run-\d+$/)).toBeDefined();
    });
    const last = lastRow();
    expect(grid.getAttribute('aria-activedescendant')).toBe(last?.id);
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(last?.getAttribute('aria-selected')).toBe('true');
    });
  });

  it('searches, filters and sorts, and says so when nothing is left', async () => {
    const { user, bridge } = await openPage(worlds.needsYou(nowMs));
    await goTo(user, 'Datasets');
    await user.type(screen.getByLabelText('Search'), 'ZEBRA');
    await screen.findByText('1 dataset');
    await user.clear(screen.getByLabelText('Search'));
    await user.selectOptions(screen.getByLabelText('State'), 'Needs you');
    await screen.findByText('2 datasets');
    await user.selectOptions(screen.getByLabelText('Order'), 'Largest');
    await waitFor(() => {
      expect(bridge.asked.at(-1)?.request).toMatchObject({ states: ['needsYou'], order: 'largest' });
    });
    await user.selectOptions(screen.getByLabelText('Changed'), 'More than 30 days ago');
    await screen.findByText('0 datasets');
    expect(bridge.asked.at(-1)?.request).toMatchObject({ changedBeforeMs: expect.any(Number) as number });
    await user.selectOptions(screen.getByLabelText('Changed'), 'Any time');
    await screen.findByText('2 datasets');
    await user.type(screen.getByLabelText('Search'), 'nothing like it');
    await user.click(await screen.findByRole('button', { name: 'Clear the filters' }));
    await screen.findByText('29 datasets');
  });

  it('keeps the way back in sight while one types on at a search without a match', async () => {
    const { user } = await openPage(worlds.working(nowMs), {
      delayMs: (name) => (name === 'dataset.list' ? 60 : 0),
    });
    await goTo(user, 'Datasets');
    await user.type(screen.getByLabelText('Search'), 'nothing');
    const clear = await screen.findByRole('button', { name: 'Clear the filters' });
    await user.type(screen.getByLabelText('Search'), ' like it');
    await new Promise((done) => setTimeout(done, 140)); // asked for, and not answered
    expect(clear.isConnected).toBe(true);
    await user.click(clear);
    await screen.findByText('27 datasets');
  });

  it('refuses a search that is far too long beside its field, and goes on with the one before', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Datasets');
    await user.click(screen.getByLabelText('Search'));
    await user.paste('overview');
    await user.paste('z'.repeat(1_000_000));
    expect(wordsBelow(screen.getByLabelText('Search'))).toContain('1,000,000 characters, and at most 200');
    expect(screen.getByLabelText('Search')).toHaveProperty('value', 'overview');
    await screen.findByText('1 dataset');
    expect(bridge.asked.at(-1)?.request).toMatchObject({ search: 'overview' });
    await user.type(screen.getByLabelText('Search'), 's');
    expect(wordsBelow(screen.getByLabelText('Search'))).toBe('');
  });

  it('searches for a path that was copied with quotes and a line break', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Datasets');
    await user.click(screen.getByLabelText('Search'));
    await user.paste('"overview_tile_scan"\r\n');
    await screen.findByText('1 dataset');
    expect(bridge.asked.at(-1)?.request).toMatchObject({ search: 'overview_tile_scan' });
  });

  it('shows files, history and versions of a dataset, and saves its receipt', async () => {
    const { user, bridge } = await openPage(worlds.idle(nowMs));
    await goTo(user, 'Datasets');
    await user.click(await screen.findByRole('row', { name: /embryo-23/ }));
    const details = within(await screen.findByRole('complementary', { name: /embryo-23/ }));
    await details.findByText('embryo-23_settings.txt');
    details.getByRole('tab', { name: /Files/ }).focus();
    await user.keyboard('{ArrowRight}');
    expect(details.getByText('Delivered and checked')).toBeDefined();
    await user.selectOptions(details.getByLabelText('Receipt'), 'as a table (CSV)');
    await user.click(details.getByRole('button', { name: 'Save the receipt' }));
    await screen.findByText(/The receipt was saved: .*\.receipt\.csv/);
    await user.click(details.getByRole('button', { name: 'Show in folder' }));
    await user.click(details.getByRole('button', { name: 'Open in Globus' }));
    await waitFor(() => {
      expect(bridge.world.openedLinks.length).toBe(2);
    });
  });

  it('lets a held dataset go on', async () => {
    const { user, bridge } = await openPage(worlds.needsYou(nowMs));
    await goTo(user, 'Datasets');
    await user.click(await screen.findByRole('row', { name: /zebrafish/ }));
    const details = within(await screen.findByRole('complementary', { name: /zebrafish/ }));
    await details.findByText('Writing to /lightsheet-3/2026/ was refused.');
    await user.click(details.getByRole('button', { name: 'Try again' }));
    await details.findByText(/watching whether it still changes/);
    expect(bridge.world.datasets.find((one) => one.id === 'held-1')?.state).toBe('waiting');
  });
});

describe('folders', () => {
  it('pauses with a way back, and asks before it stops watching', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Pause acquisitions' }));
    await screen.findByText('acquisitions is paused.');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => {
      expect(bridge.world.folders[0]?.paused).toBe(false);
    });
    await user.click(await screen.findByRole('button', { name: 'Stop watching acquisitions' }));
    const question = within(screen.getByRole('dialog', { name: 'Stop watching acquisitions?' }));
    await user.click(question.getByRole('button', { name: 'Cancel' }));
    expect(bridge.world.folders.length).toBe(1);
    await user.click(screen.getByRole('button', { name: 'Stop watching acquisitions' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop watching' }));
    await screen.findAllByText('No folder is watched'); // on the page, and soon after in the corner
    expect(heading()).toBe('Folders');
    // What waited in it is nobody's any more, and all places say so.
    await goTo(user, 'Now');
    await screen.findByRole('heading', { level: 2, name: 'No folder is watched' });
    expect(screen.getByText('Waiting').nextElementSibling?.textContent).toBe('0');
    await user.click(screen.getByRole('button', { name: 'Add a folder' }));
    await screen.findByRole('dialog', { name: 'Add a folder' });
  });

  it('says before it stops watching what becomes of what is not delivered yet', async () => {
    const world = worlds.working(nowMs);
    Object.assign(world.folders[0] ?? {}, {
      datasets: { waiting: 2, sending: 1, paused: 0, delivered: 9, needsYou: 1 },
    });
    const { user } = await openPage(world);
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Stop watching acquisitions' }));
    const question = within(screen.getByRole('dialog'));
    expect(question.getByText(/^3 datasets of it wait or need you: they are not sent any more/)).toBeDefined();
    expect(question.getByText(/^1 dataset is on its way: .* does not call it delivered/)).toBeDefined();
  });

  it('changes a rule, and keeps what was right when it is refused', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Change acquisitions' }));
    const form = within(screen.getByRole('dialog'));
    await user.clear(form.getByLabelText('Quiet time'));
    await user.type(form.getByLabelText('Quiet time'), '20');
    await user.click(form.getByText('More choices'));
    await user.type(form.getByLabelText('Leave out'), '{Enter}*.[[');
    await user.click(form.getByRole('button', { name: 'Save the change' }));
    await waitFor(() => {
      expect(form.getAllByText(/a bracket has no partner/).length).toBeGreaterThan(0);
    });
    expect(form.getByLabelText('Quiet time')).toHaveProperty('value', '20');
    await user.type(form.getByLabelText('Leave out'), '{Backspace}log');
    await user.click(form.getByRole('button', { name: 'Save the change' }));
    await screen.findByText('acquisitions was saved.');
    expect(bridge.world.folders[0]?.rule).toMatchObject({
      quietForS: 1200,
      exclude: ['Thumbs.db', '*.tmp', '*.log'],
    });
  });

  it('shows the datasets of a folder', async () => {
    const { user } = await openPage({ ...worlds.working(nowMs), folders: [aFolder({ id: 'folder-9', name: 'nine' })] });
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: /^Show its datasets: / }));
    expect(heading()).toBe('Datasets');
    await screen.findByText('0 datasets');
  });
});

describe('problems', () => {
  it('says what happened, what it means and what to do, and does it', async () => {
    const { user, bridge } = await openPage(worlds.needsYou(nowMs));
    await goTo(user, 'Problems');
    const refused = screen.getByRole('heading', { level: 2, name: 'Writing to /lightsheet-3/2026/ was refused.' });
    const card = within(refused.closest('li') ?? document.body);
    expect(card.getByText(/withdrawn or is too small/)).toBeDefined();
    expect(card.getByText(/Ask the owner of the collection/)).toBeDefined();
    expect(card.getByText('BHI2BHt8N')).toBeDefined();
    await user.click(card.getByRole('button', { name: 'Try again' }));
    await waitFor(() => {
      expect(screen.queryByText('Writing to /lightsheet-3/2026/ was refused.')).toBeNull();
    });
    expect(bridge.world.problems.length).toBe(2);
  });

  it.each([
    ['openIdentity', 'Open the identity', 'Settings'],
    ['openCollections', 'Open the collections', 'Settings'],
    ['openFolders', 'Open Folders', 'Folders'],
    ['correctRule', 'Open Folders', 'Folders'],
    ['openSetup', 'Open the setup', 'Which folder?'],
  ] as const)('leads to the place that helps: %s', async (act_, button, place) => {
    const world = { ...worlds.working(nowMs), problems: [aProblem('secret.missing', { act: act_ })] };
    const { user } = await openPage(world);
    await goTo(user, 'Problems');
    await user.click(screen.getByRole('button', { name: button }));
    await screen.findByRole('heading', { level: 1, name: place });
  });

  it('counts them beside the page, and says when there are none', async () => {
    const { bridge, user } = await openPage(worlds.needsYou(nowMs));
    expect(screen.getByRole('img', { name: '3 problems' })).toBeDefined();
    await goTo(user, 'Problems');
    act(() => {
      bridge.change((world) => {
        world.problems = [];
      });
    });
    await screen.findByText('No problems');
  });
});

describe('settings and about', () => {
  it('keeps a changed setting, with a way back', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByLabelText('Tell me about deliveries'));
    await screen.findByText('Saved');
    expect(bridge.world.settings.notifyDeliveries).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => {
      expect(bridge.world.settings.notifyDeliveries).toBe(false);
    });
    await user.clear(screen.getByLabelText('Name of this computer'));
    await user.tab();
    expect(screen.getByText('Enter a name.')).toBeDefined();
    expect(bridge.world.settings.station).toBe('lightsheet-3');
  });

  it('replaces the secret after a real check only', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByRole('button', { name: 'Replace the secret or the application' }));
    const form = within(screen.getByRole('dialog'));
    await user.click(form.getByRole('button', { name: 'Check and save' }));
    expect(form.getByText('Enter the client secret.')).toBeDefined();
    const second = 'Z'.repeat(43) + '=';
    bridge.world.accepts.secret = second;
    await user.type(form.getByLabelText('Client secret'), second);
    await user.click(form.getByRole('button', { name: 'Check and save' }));
    await screen.findByText('The new identity was checked and is in use.');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('replaces the application only when it may write to the destination, and takes over by itself once it may', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    const { world } = bridge;
    const clientIdBefore = world.clientId;
    const archive = world.collections.find(({ id }) => id === world.destination?.collectionId);
    const grants = archive?.grants ?? {};
    Object.assign(archive ?? {}, { grants: { '/': 'r' } });
    const other = '5b0f2c3e-7d1a-4f6e-9c58-1a2b3c4d5e6f';
    world.accepts = { clientId: other, secret: 'Z'.repeat(43) + '=' };
    await goTo(user, 'Settings');
    await user.click(screen.getByRole('button', { name: 'Replace the secret or the application' }));
    const form = within(screen.getByRole('dialog'));
    await user.clear(form.getByLabelText('Client id'));
    await user.type(form.getByLabelText('Client id'), other);
    await user.type(form.getByLabelText('Client secret'), world.accepts.secret);
    await user.click(form.getByRole('button', { name: 'Check and save' }));
    const trial = within(await form.findByRole('list', { name: 'What is set up, tried with this application' }));
    expect(trial.getByText(/may read .* but not write there/)).toBeDefined();
    expect(form.getByText(/Nothing was changed/)).toBeDefined();
    expect(form.getByText(new RegExp(`--permissions rw --identity ${other}@`))).toBeDefined();
    expect(world.clientId).toBe(clientIdBefore);
    Object.assign(archive ?? {}, { grants });
    await screen.findByText('The new identity was checked and is in use.', {}, { timeout: 9000 });
    expect(world.clientId).toBe(other);
  }, 20_000);

  it('changes the destination through the same checks as the setup', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Settings');
    await user.click(screen.getByRole('button', { name: 'Change the destination' }));
    const form = within(screen.getByRole('dialog'));
    await user.click(await form.findByRole('radio', { name: /Reference data/ }));
    await user.clear(form.getByLabelText('Folder at the destination'));
    await user.type(form.getByLabelText('Folder at the destination'), '/');
    await user.click(form.getByRole('button', { name: 'Check and save' }));
    await form.findByRole('region', { name: 'A permission is missing' });
    expect(bridge.world.destination?.path).toBe('/lightsheet-3/2026/');
  });

  it('shows versions, health and log, and saves a report', async () => {
    const { user } = await openPage(worlds.working(nowMs));
    await goTo(user, 'About');
    await screen.findByText('45.4.1');
    expect(screen.getByRole('group', { name: 'Log' }).textContent).toContain('started 0.1.0');
    await user.click(screen.getByRole('button', { name: 'Save a report' }));
    await screen.findByText(/The report was saved/);
  });
});
