// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aDataset, aProblem, type PageWorld } from '../fakes/page-world';
import { texts } from '../../preload/texts/index';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage } from './support/page';

givePageABrowser();
const nowMs = Date.now();
const cardOf = (title: string): ReturnType<typeof within> =>
  within(screen.getByRole('heading', { level: 2, name: title }).closest('li') ?? document.body);

describe('many datasets with one cause', () => {
  const title = '37 datasets: Writing to /lightsheet-3/2026/ was refused.';

  it('are one problem, with one press for all of them and a way back', async () => {
    const { user, bridge } = await openPage(worlds.manyHeld(nowMs));
    await goTo(user, 'Problems');
    await user.click(cardOf(title).getByRole('button', { name: 'Try all 37 again' }));
    await screen.findByText('37 datasets are looked at again.');
    expect(screen.queryByRole('heading', { level: 2, name: title })).toBeNull();
    expect(bridge.world.datasets.filter((one) => one.state === 'needsYou')).toEqual([]);
    // The button went with its card, and the keyboard must not be nowhere.
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Problems' }));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('37 datasets are held again.');
    expect(bridge.world.datasets.filter((one) => one.state === 'needsYou')).toHaveLength(37);
    expect(cardOf(title).getByText(/Ask the owner of the collection/)).toBeDefined();
  });

  it('are each within reach, and say of themselves what is wrong', async () => {
    const { user } = await openPage(worlds.manyHeld(nowMs));
    await goTo(user, 'Problems');
    expect(cardOf(title).getByRole('button', { name: '2026-11-23_embryo-03' })).toBeDefined();
    await user.click(cardOf(title).getByText('Show 34 more'));
    await user.click(cardOf(title).getByRole('button', { name: '2026-11-23_embryo-07' }));
    const details = within(await screen.findByRole('complementary', { name: /embryo-07/ }));
    await details.findByText('Writing to /lightsheet-3/2026/ was refused.');
    expect(details.getByRole('button', { name: 'Try again' })).toBeDefined();
  });
});

describe('what may have been mended elsewhere', () => {
  it.each([
    ['en', 40 * 60_000, /^Without a press, Slipway tries it again by itself at /],
    ['de', 40 * 60_000, /^Auch ohne Knopfdruck versucht Slipway es noch einmal: /],
    ['en', -5_000, 'Slipway is trying it again just now.'],
    ['de', -5_000, 'Slipway versucht es gerade noch einmal.'],
  ] as const)('says when Slipway finds that out by itself: %s, %d ms', async (language, inMs, line) => {
    const world = worlds.manyHeld(nowMs);
    const problems = world.problems.map((problem) => ({ ...problem, triesAgainMs: nowMs + inMs }));
    const { user } = await openPage({ ...world, problems, settings: { ...world.settings, language } });
    const { nav } = texts(language).ui;
    await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: new RegExp(nav.problems) }));
    expect(await screen.findAllByText(line)).toHaveLength(problems.length);
  });

  it('is said beside the remedy in the details as well', async () => {
    const { user } = await openPage(worlds.manyHeld(nowMs));
    await goTo(user, 'Problems');
    await user.click(
      cardOf('37 datasets: Writing to /lightsheet-3/2026/ was refused.').getByRole('button', {
        name: '2026-11-23_embryo-03',
      }),
    );
    const details = within(await screen.findByRole('complementary', { name: /embryo-03/ }));
    await details.findByText(/^Without a press, Slipway tries it again by itself at /);
  });
});

describe('many datasets that each have facts of their own', () => {
  it.each([
    ['en', '12 datasets are no longer in their folders, and were never sent.', /^They were removed/, 'Show 9 more'],
    [
      'de',
      '12 Datensätze liegen nicht mehr in ihren Ordnern und wurden nie gesendet.',
      /^Sie wurden/,
      '9 weitere zeigen',
    ],
  ] as const)(
    'are told by how many they are, never by the name of one alone: %s',
    async (language, title, means, more) => {
      const world = worlds.manyGone(nowMs);
      const { user } = await openPage({ ...world, settings: { ...world.settings, language } });
      expect(screen.getByText(title)).toBeDefined(); // on Now, too
      const { nav, problems } = texts(language).ui;
      await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: new RegExp(nav.problems) }));
      await screen.findByRole('heading', { level: 2, name: title });
      const card = cardOf(title);
      expect(card.getByText(means)).toBeDefined();
      const [shown] = card.getAllByRole('list', { name: problems.groupList });
      expect(within(shown ?? document.body).getAllByRole('button')).toHaveLength(3);
      expect(card.queryByText(/2026-11-20_embryo-01 (is|liegt)/)).toBeNull(); // nor the same of each
      await user.click(card.getByText(more));
      expect(card.getByRole('button', { name: /embryo-12$/ })).toBeDefined();
    },
  );
});

describe('more datasets than are named', () => {
  it('are counted by what is shown and what is not, and are let go together', async () => {
    const world = worlds.manyGone(nowMs);
    const [problem] = world.problems;
    if (problem?.group !== undefined) problem.group = { total: 12, first: problem.group.first.slice(0, 8) };
    const { user, bridge } = await openPage(world);
    await goTo(user, 'Problems');
    const title = '12 datasets are no longer in their folders, and were never sent.';
    expect(cardOf(title).getByText('Show 5 more')).toBeDefined();
    expect(cardOf(title).getByText('and 4 more, not shown here')).toBeDefined();
    await user.click(cardOf(title).getByRole('button', { name: 'All 12 were on purpose' }));
    await screen.findByText('12 datasets are no longer listed.');
    expect(bridge.world.datasets.some(({ reason }) => reason?.code === 'dataset.goneUnsent')).toBe(false);
  });
});

describe('a problem', () => {
  it('names itself at each of its buttons, which are called alike on every card', async () => {
    const { user } = await openPage(worlds.needsYou(nowMs));
    await goTo(user, 'Problems');
    const described = screen.getAllByRole('listitem').flatMap((card) =>
      within(card)
        .queryAllByRole('button', { name: /^(Try again|Show the dataset|Show in folder)$/ })
        .map((button) => [button, within(card).getByRole('heading', { level: 2 })] as const),
    );
    expect(described.length).toBeGreaterThan(2);
    for (const [button, heading] of described) expect(button.getAttribute('aria-describedby')).toBe(heading.id);
  });

  it('of a rule that cannot be meant says for which folder nothing is sent, and leads to its card', async () => {
    const { user } = await openPage(worlds.badRule(nowMs));
    await goTo(user, 'Problems');
    const said = 'Nothing new in /data/acquisitions is noticed or sent until its rule is corrected: Folders > Change.';
    await screen.findByText(said);
    await user.click(screen.getByRole('button', { name: 'Open Folders' }));
    await screen.findByRole('heading', { level: 1, name: 'Folders' });
    expect(screen.getByText(said)).toBeDefined();
    expect(screen.getByText('Rule to be corrected')).toBeDefined();
  });

  it('that only wants to be read goes away when it was', async () => {
    const { user, bridge } = await openPage(worlds.manyHeld(nowMs));
    await goTo(user, 'Problems');
    await user.click(screen.getByRole('button', { name: 'I have read it' }));
    await waitFor(() => {
      expect(screen.queryByText(/The ledger is damaged/)).toBeNull();
    });
    expect(bridge.world.problems.map(({ code }) => code)).toEqual(['task.refused', 'app.bug']);
  });

  it('that is a fault of Slipway saves the report that it asks for', async () => {
    const { user } = await openPage(worlds.manyHeld(nowMs));
    await goTo(user, 'Problems');
    await user.click(screen.getByRole('button', { name: 'Save a report' }));
    await screen.findByText(/The report was saved/);
  });
});

describe('a dataset that was renamed before it was sent', () => {
  function renamed(): PageWorld {
    const world = worlds.working(nowMs);
    const facts = { name: 'New folder' };
    const reason = { code: 'dataset.goneUnsent', facts };
    world.datasets.push(aDataset({ id: 'gone-1', name: 'New folder', state: 'needsYou', reason }));
    world.problems.push(aProblem('dataset.goneUnsent', { facts, act: 'letGo', datasetId: 'gone-1' }));
    return world;
  }

  it('is listed no more once it was said to be on purpose', async () => {
    const { user, bridge } = await openPage(renamed());
    await goTo(user, 'Problems');
    await screen.findByRole('heading', { level: 2, name: /New folder is no longer in its folder/ });
    await user.click(screen.getByRole('button', { name: /^It was on purpose/ }));
    await screen.findByText('1 dataset is no longer listed.');
    expect(screen.queryByRole('heading', { level: 2, name: /New folder/ })).toBeNull();
    expect(bridge.world.datasets.some(({ name }) => name === 'New folder')).toBe(false);
  });

  it('is let go beside the list, too, which then shows it no more', async () => {
    const { user, bridge } = await openPage(renamed());
    act(() => {
      bridge.tell('place.opened', { place: 'datasets', datasetId: 'gone-1' });
    });
    const details = within(await screen.findByRole('complementary', { name: /Details of New folder/ }));
    await user.click(await details.findByRole('button', { name: 'It was on purpose' }));
    await waitFor(() => {
      expect(screen.queryByRole('complementary')).toBeNull();
    });
  });
});

describe('what can be taken back', () => {
  it('a release of one dataset', async () => {
    const { user, bridge } = await openPage(worlds.needsYou(nowMs));
    await goTo(user, 'Problems');
    await user.click(cardOf('Writing to /lightsheet-3/2026/ was refused.').getByRole('button', { name: 'Try again' }));
    await screen.findByText(/is looked at again from the start/);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('1 dataset is held again.');
    expect(bridge.world.datasets.find((one) => one.id === 'held-1')?.state).toBe('needsYou');
  });

  it('a folder that is no longer watched, with its rule and its pause', async () => {
    const world = worlds.working(nowMs);
    world.folders.forEach((folder) => Object.assign(folder, { paused: true, state: 'paused' }));
    const { user, bridge } = await openPage(world);
    const before = bridge.world.folders[0]?.rule;
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Stop watching acquisitions' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop watching' }));
    await screen.findByText('acquisitions is no longer watched.');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('acquisitions is watched again.');
    expect(bridge.world.folders).toMatchObject([{ paused: true, rule: before }]);
  });

  it('a changed rule', async () => {
    const { user, bridge } = await openPage(worlds.working(nowMs));
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Change acquisitions' }));
    const form = within(screen.getByRole('dialog'));
    await user.clear(form.getByLabelText('Quiet time'));
    await user.type(form.getByLabelText('Quiet time'), '20');
    await user.click(form.getByRole('button', { name: 'Save the change' }));
    await screen.findByText('acquisitions was saved.');
    expect(bridge.world.folders[0]?.rule.quietForS).toBe(1200);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('The rule of acquisitions is as it was before.');
    expect(bridge.world.folders[0]?.rule.quietForS).toBe(900);
  });
});

describe('a permission that is missing', () => {
  it('is told with the line that its owner has to run', async () => {
    const world = worlds.working(nowMs);
    const command = 'globus endpoint permission create c:/x/ --permissions rw --identity me';
    const facts = { name: 'Imaging core archive', path: '/x/' };
    const grant = {
      command,
      permissions: 'rw',
      webLink: 'https://app.globus.org/',
      identity: 'me',
      isSeen: true,
    } as const;
    const { user } = await openPage({ ...world, problems: [aProblem('collection.notPermitted', { facts, grant })] });
    await goTo(user, 'Problems');
    await user.click(screen.getByRole('button', { name: 'Copy Command for the Globus CLI' }));
    expect(await navigator.clipboard.readText()).toBe(command);
    expect(screen.queryByText(/looks again every/)).toBeNull(); // the engine does, in its own time
    expect(screen.getByText(/^Ask the owner for it with the line below/)).toBeDefined();
    expect(screen.queryByText(/is shown in Problems/)).toBeNull();
  });
});

describe('a held dataset that the problem of many does not name', () => {
  it('shows in its details what to do, and the button that does it', async () => {
    const world = worlds.manyHeld(nowMs);
    const [together] = world.problems;
    const [last] = together?.group?.first.splice(-1) ?? [];
    const problem = aProblem('task.refused', { facts: last?.facts ?? {}, datasetId: last?.datasetId ?? null });
    const { user } = await openPage({ ...world, details: { problem } });
    await goTo(user, 'Datasets');
    await user.type(screen.getByLabelText('Search'), last?.name ?? '');
    await user.click(await screen.findByRole('row', { name: new RegExp(last?.name ?? '') }));
    const details = within(await screen.findByRole('complementary', { name: new RegExp(last?.name ?? '') }));
    expect(await details.findByText('Ask the owner of the collection for "rw", then press Try again.')).toBeDefined();
    expect(details.getByRole('button', { name: 'Try again' })).toBeDefined();
  });
});
