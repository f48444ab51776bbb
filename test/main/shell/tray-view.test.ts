import { describe, expect, it } from 'vitest';
import { type FolderView, Headline, type StatusView } from '../../../preload/contract';
import { type Language } from '../../../preload/texts/index';
import { trayDe } from '../../../preload/texts/tray-de';
import { trayEn } from '../../../preload/texts/tray-en';
import { createWords } from '../../../preload/texts/words';
import { placeOf, type TrayItem, type TrayView, trayView, type TrayWords } from '../../../main/shell/tray-view';
import { aFolder, aProblem, aStatus, at, counts, nowMs } from './views';

const wordsOf = (language: Language): TrayWords => ({
  texts: language === 'de' ? trayDe : trayEn,
  say: createWords(language, language === 'de' ? 'de-DE' : 'en-GB'),
});
const view = (status: Partial<StatusView>, folders: readonly FolderView[] = [], language: Language = 'en'): TrayView =>
  trayView(aStatus(status), folders, wordsOf(language), nowMs);
const labels = (items: readonly TrayItem[]): string[] =>
  items.map((item) => (item.kind === 'separator' ? '--' : item.label));
const actIn = (items: readonly TrayItem[], label: string): unknown => {
  const item = items.find((each) => each.kind === 'act' && each.label === label);
  return item?.kind === 'act' ? item.act : undefined;
};
const actOf = (shown: TrayView, label: string): unknown => actIn(shown.items, label);
/** The menu of the one folder. */
const menuOf = (folder: FolderView, language: Language = 'en'): readonly TrayItem[] => {
  const menu = view({}, [folder], language).items.find((each) => each.kind === 'menu');
  if (menu?.kind !== 'menu') throw new Error('The folder has no menu');
  return menu.items;
};

const busy = counts({ sending: 3, waiting: 14 });

describe('the tooltip is one line that tells all', () => {
  it.each<[string, Partial<StatusView>, string, string]>([
    [
      'sending',
      { headline: 'sending', counts: busy },
      '3 sending · 14 waiting · last delivered 10:32',
      '3 werden gesendet · 14 warten · zuletzt zugestellt 10:32',
    ],
    [
      'one folder of several paused',
      { pausedFolders: [{ id: 'f', name: 'scope' }] },
      '1 folder paused · last delivered 10:32',
      '1 Ordner angehalten · zuletzt zugestellt 10:32',
    ],
    [
      'a permission that is missing',
      { headline: 'needsYou', problems: [aProblem()], counts: counts({ waiting: 1 }) },
      'Needs you · 1 waiting · last delivered 10:32',
      'Braucht Hilfe · 1 wartet · zuletzt zugestellt 10:32',
    ],
    ['idle', {}, 'All delivered · last delivered 10:32', 'Alles zugestellt · zuletzt zugestellt 10:32'],
    [
      'nothing yet',
      { counts: counts({ delivered: 0 }), lastDeliveredAtMs: null },
      'Nothing to send yet',
      'Noch nichts zu senden',
    ],
    [
      'paused until a time',
      { headline: 'paused', pause: { untilMs: at(11, 30) }, counts: counts({ waiting: 1 }) },
      'paused until 11:30 · 1 waiting · last delivered 10:32',
      'angehalten bis 11:30 · 1 wartet · zuletzt zugestellt 10:32',
    ],
    [
      'paused in Globus Connect Personal',
      { headline: 'paused', pausedBy: 'personal', counts: counts({ paused: 1, waiting: 14 }) },
      'Globus Connect Personal is paused · 1 on its way · 14 waiting · last delivered 10:32',
      'Globus Connect Personal ist angehalten · 1 unterwegs · 14 warten · zuletzt zugestellt 10:32',
    ],
    [
      'one of three paused by an administrator',
      { headline: 'sending', pausedBy: 'administrator', counts: counts({ sending: 2, paused: 1 }) },
      '2 sending · 1 paused · last delivered 10:32',
      '2 werden gesendet · 1 angehalten · zuletzt zugestellt 10:32',
    ],
    [
      'offline while paused',
      { headline: 'offline', pause: { untilMs: null } },
      'offline · paused · last delivered 10:32',
      'offline · angehalten · zuletzt zugestellt 10:32',
    ],
    [
      'needs you',
      { headline: 'needsYou', counts: counts({ needsYou: 2, sending: 1 }) },
      '2 need you · 1 sending · last delivered 10:32',
      '2 brauchen Hilfe · 1 wird gesendet · zuletzt zugestellt 10:32',
    ],
    [
      'needs you without a dataset',
      { headline: 'needsYou', problems: [aProblem()] },
      'Needs you · last delivered 10:32',
      'Braucht Hilfe · zuletzt zugestellt 10:32',
    ],
    [
      'setup, practice',
      { headline: 'setup', practice: true, counts: counts({ delivered: 0 }), lastDeliveredAtMs: null },
      'not set up yet · practice',
      'noch nicht eingerichtet · Übung',
    ],
  ])('%s', (_what, status, english, german) => {
    expect(view(status).tooltip).toBe(english);
    expect(view(status, [], 'de').tooltip).toBe(german);
  });

  it('fits the 127 characters of Windows at its longest', () => {
    const longest: Partial<StatusView> = {
      headline: 'offline',
      practice: true,
      pause: { untilMs: at(11, 30) + 86_400_000 },
      counts: counts({ needsYou: 99_999, sending: 99_999, waiting: 99_999 }),
      lastDeliveredAtMs: at(10, 32) - 86_400_000,
    };
    for (const language of ['en', 'de'] as const) {
      expect(view(longest, [], language).tooltip.length).toBeLessThanOrEqual(127);
    }
  });
});

describe('the icon', () => {
  it.each(Headline.options)('%s is shown as itself', (headline) => {
    expect(view({ headline }).icon).toEqual({ state: headline, percent: null });
  });

  it.each([
    [0, 0],
    [4.9, 0],
    [42, 40],
    [99.9, 95],
    [100, 100],
  ])('%s percent turns the ring to %s, and never further than is true', (percent, shown) => {
    expect(view({ headline: 'sending', percent }).icon.percent).toBe(shown);
  });

  it('has no ring when nothing is being sent', () => {
    expect(view({ headline: 'paused', percent: 40 }).icon.percent).toBeNull();
  });
});

describe('the menu', () => {
  it.each([
    ['personal', 'Globus Connect Personal is paused', 'Globus Connect Personal ist angehalten'],
    ['administrator', 'Paused by an administrator', 'Vom Administrator angehalten'],
    ['unknown', 'Paused at Globus', 'Bei Globus angehalten'],
  ] as const)('says at its head who paused it: %s', (pausedBy, english, german) => {
    const status = { headline: 'paused', percent: 42, pausedBy, counts: counts({ paused: 1 }) } as const;
    expect(labels(view(status).items)[0]).toBe(english);
    expect(labels(view(status, [], 'de').items)[0]).toBe(german);
    expect(labels(view(status).items)).toContain('Pause for 1 hour');
  });

  it('says at its head that Globus is waited for, as the window does', () => {
    const busyGlobus = aProblem({ code: 'globus.busy', act: null });
    const status = { headline: 'waiting', counts: counts({ waiting: 1 }), problems: [busyGlobus] } as const;
    expect(labels(view({ ...status, problems: [...status.problems] }).items)[0]).toBe('Waiting for Globus');
    expect(labels(view({ ...status, problems: [...status.problems] }, [], 'de').items)[0]).toBe('Wartet auf Globus');
    expect(labels(view({ ...status, problems: [] }).items)[0]).toBe('Waiting');
  });

  it('has it all in one order while sending', () => {
    const folders = [
      aFolder({ datasets: { waiting: 12, sending: 2, paused: 0, delivered: 0, needsYou: 0 } }),
      aFolder({ id: 'f2', name: 'Cam R&D' }),
    ];
    expect(labels(view({ headline: 'sending', percent: 42, counts: busy }, folders).items)).toEqual([
      'Sending, 42%',
      '--',
      'Runs: 2 sending, 12 waiting',
      'Cam R&D: all delivered',
      '--',
      'Pause for 1 hour',
      'Pause until resumed',
      'Send now',
      '--',
      'Open Slipway',
      'Settings…',
      'Quit Slipway',
    ]);
  });

  it('speaks German throughout', () => {
    const shown = view({ headline: 'needsYou', problems: [aProblem()] }, [aFolder({ state: 'missing' })], 'de');
    const english = new Set(
      labels(view({ headline: 'needsYou', problems: [aProblem()] }, [aFolder({ state: 'missing' })]).items),
    );
    expect(labels(shown.items).filter((label) => label !== '--' && english.has(label))).toEqual([]);
  });

  it('does not promise to send now what the hours for sending keep back', () => {
    const shown = labels(view({ headline: 'waiting', waitsUntil: '18:00' }).items);
    expect(shown).toContain('Look now, send from 18:00 on');
    expect(shown).not.toContain('Send now');
  });

  it('offers Resume instead of Pause while paused, with the time when it ends', () => {
    const shown = view({ headline: 'paused', pause: { untilMs: at(11, 30) } });
    expect(labels(shown.items)).toEqual([
      'Paused until 11:30',
      '--',
      'Resume',
      '--',
      'Open Slipway',
      'Settings…',
      'Quit Slipway',
    ]);
    expect(actOf(shown, 'Resume')).toEqual({ kind: 'resume' });
  });

  it('pauses for an hour or until resumed', () => {
    expect(actOf(view({}), 'Pause for 1 hour')).toEqual({ kind: 'pause', forMs: 3_600_000 });
    expect(actOf(view({}), 'Pause until resumed')).toEqual({ kind: 'pause', forMs: null });
  });

  it('has nothing to pause before the setup is done', () => {
    expect(labels(view({ headline: 'setup' }).items)).toEqual([
      'Not set up yet',
      '--',
      'Finish the setup…',
      '--',
      'Open Slipway',
      'Settings…',
      'Quit Slipway',
    ]);
  });

  it('leads to the folders when none is watched any more', () => {
    const shown = view({ headline: 'setup', setupStep: 'folders' });
    expect(labels(shown.items).slice(0, 3)).toEqual(['No folder is watched', '--', 'Add a folder…']);
    expect(actOf(shown, 'Add a folder…')).toEqual({ kind: 'open', place: { place: 'folders' } });
    expect(shown.tooltip).toContain('no folder is watched');
  });

  it('says that this is practice', () => {
    expect(labels(view({ practice: true }).items)).toContain('Practice: nothing leaves this computer');
  });

  it('shows what needs the operator, each leading to its very place, and counts the rest', () => {
    const problems = [
      aProblem({ id: '1' }),
      aProblem({ id: '2', code: 'folder.gone', facts: { path: '/data/x' }, act: 'openFolders', folderId: 'f1' }),
      aProblem({
        id: '3',
        code: 'dataset.badName',
        facts: { name: 'a:b', character: ':', position: 2 },
        datasetId: 'd7',
      }),
      aProblem({ id: '4' }),
      aProblem({ id: '5' }),
    ];
    const shown = view({ headline: 'needsYou', problems, counts: counts({ needsYou: 1 }) });
    expect(actOf(shown, 'The keychain of this computer is locked.')).toEqual({
      kind: 'open',
      place: { place: 'settings', part: 'identity' },
    });
    expect(actOf(shown, 'The folder /data/x is not there.')).toEqual({
      kind: 'open',
      place: { place: 'folders', folderId: 'f1' },
    });
    expect(actOf(shown, 'The name a:b cannot be sent: : at position 2.')).toEqual({
      kind: 'open',
      place: { place: 'datasets', datasetId: 'd7' },
    });
    expect(actOf(shown, '2 more…')).toEqual({ kind: 'open', place: { place: 'problems' } });
  });

  it.each([
    [{ state: 'missing' as const }, 'Runs: not there'],
    [{ state: 'driveAway' as const }, 'Runs: drive not connected'],
    [{ state: 'unreadable' as const }, 'Runs: cannot be read'],
    [{ state: 'badRule' as const }, 'Runs: its rule has to be corrected'],
    [
      { state: 'scanning' as const, datasets: { waiting: 0, sending: 0, paused: 0, delivered: 0, needsYou: 0 } },
      'Runs: being looked through',
    ],
    [{ paused: true, state: 'paused' as const }, 'Runs: paused'],
    [{ datasets: { waiting: 2, sending: 0, paused: 1, delivered: 0, needsYou: 0 } }, 'Runs: 1 paused, 2 waiting'],
    [
      { paused: true, datasets: { waiting: 2, sending: 0, paused: 0, delivered: 0, needsYou: 1 } },
      'Runs: paused, 1 needs you, 2 waiting',
    ],
    [{ datasets: { waiting: 0, sending: 0, paused: 0, delivered: 0, needsYou: 0 } }, 'Runs: nothing yet'],
  ])('tells of a folder %o: %s', (change, label) => {
    expect(labels(view({}, [aFolder(change)]).items)).toContain(label);
  });

  it('has a menu for each folder: what is going on there, and what can be done with it', () => {
    const folder = aFolder({
      datasets: { waiting: 2, sending: 0, paused: 0, delivered: 3, needsYou: 2 },
      lastDeliveredAtMs: at(10, 32),
    });
    const items = menuOf(folder);
    expect(labels(items)).toEqual([
      '/data/runs',
      'Last delivered 10:32',
      'Show the 2 that need you',
      '--',
      'Pause this folder',
      'Show its datasets',
      'Show on disk',
    ]);
    const place = { place: 'datasets', folderId: 'f1' };
    expect(actIn(items, 'Show the 2 that need you')).toEqual({ kind: 'open', place: { ...place, state: 'needsYou' } });
    expect(actIn(items, 'Pause this folder')).toEqual({ kind: 'pauseFolder', folderId: 'f1', paused: true });
    expect(actIn(items, 'Show its datasets')).toEqual({ kind: 'open', place });
    expect(actIn(items, 'Show on disk')).toEqual({ kind: 'showFolder', folderId: 'f1' });
    const german = labels(menuOf(folder, 'de')).filter((label) => label !== '--' && label !== '/data/runs');
    expect(german.filter((label) => labels(items).includes(label))).toEqual([]);
  });

  it('resumes a folder that is paused', () => {
    const items = menuOf(aFolder({ paused: true, state: 'paused' }));
    expect(labels(items)).not.toContain('Pause this folder');
    expect(actIn(items, 'Resume this folder')).toEqual({ kind: 'pauseFolder', folderId: 'f1', paused: false });
  });

  it('leads to a folder that is not there, and does not offer to show it on disk', () => {
    const problem = aProblem({
      code: 'folder.gone',
      facts: { path: '/data/runs' },
      act: 'openFolders',
      folderId: 'f1',
    });
    const items = menuOf(aFolder({ state: 'missing', problem }));
    expect(actIn(items, 'The folder /data/runs is not there.')).toEqual({
      kind: 'open',
      place: { place: 'folders', folderId: 'f1' },
    });
    expect(labels(items)).not.toContain('Show on disk');
  });

  it('shows the end of a path that is too long', () => {
    const folder = aFolder();
    const long = { ...folder, rule: { ...folder.rule, path: `/data/${'x'.repeat(300)}/embryos` } };
    const [path = ''] = labels(menuOf(long));
    expect(path).toMatch(/^…x+\/embryos$/);
    expect(path.length).toBeLessThan(80);
  });

  it('stays short with many folders, long names and names of several lines', () => {
    const folders = Array.from({ length: 20 }, (_unused, i) =>
      aFolder({ id: `f${i}`, name: `line\n${'x'.repeat(300)}` }),
    );
    const shown = labels(view({}, folders).items);
    expect(shown).toContain('12 more…');
    expect(Math.max(...shown.map((label) => label.length))).toBeLessThan(80);
    expect(shown.join('')).not.toContain('\n');
  });
});

it.each([
  [
    { datasetId: 'd1', act: 'release' as const },
    { place: 'datasets', datasetId: 'd1' },
  ],
  [{ act: 'openIdentity' as const }, { place: 'settings', part: 'identity' }],
  [{ act: 'openCollections' as const }, { place: 'settings', part: 'collections' }],
  [{ act: 'openSetup' as const }, { place: 'problems', problemId: 'p1' }],
  [{ act: 'retry' as const }, { place: 'problems', problemId: 'p1' }],
  [{ act: null }, { place: 'problems', problemId: 'p1' }],
  [
    { act: 'retry' as const, folderId: 'f1' },
    { place: 'folders', folderId: 'f1' },
  ],
  [{ act: 'openFolders' as const }, { place: 'folders' }],
])('the place of a problem %o is %o', (change, place) => {
  expect(placeOf(aProblem(change))).toEqual(place);
});

it('says in its menu that every folder is paused, and no pause that Resume would end', () => {
  const status: Partial<StatusView> = { headline: 'paused', pausedFolders: [{ id: 'f', name: 'scope' }] };
  expect(labels(view(status).items)[0]).toBe('Every folder is paused');
  expect(labels(view(status, [], 'de').items)[0]).toBe('Alle Ordner sind angehalten');
});
