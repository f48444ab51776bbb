/** Every screen and state, and how to get there as a person would: by the names of buttons and fields. */
import type { Page } from 'playwright-core';
import { texts, type Language } from '../../preload/texts/index';
import { aProblem, archiveId, closedId, personalId, readOnlyId, someClientId, someSecret } from '../fakes/page-world';
import { endpointId, faultyCodes, faultyId, type WorldName } from './worlds';

export interface Scene {
  readonly name: string;
  readonly world: WorldName;
  readonly silent?: readonly string[];
  readonly act?: (page: Page, language: Language) => Promise<void>;
}

const otherClientId = '5b0f2c3e-7d1a-4f6e-9c58-1a2b3c4d5e6f';
const ui = (language: Language) => texts(language).ui;
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();
const type = (page: Page, label: string, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).fill(text);
const open =
  (place: 'datasets' | 'folders' | 'problems' | 'settings' | 'about') =>
  (page: Page, language: Language): Promise<void> =>
    page
      .getByRole('navigation')
      .getByRole('button', { name: ui(language).nav[place] })
      .click();
const check = (page: Page, language: Language): Promise<void> => press(page, ui(language).wizard.checkAndContinue);
/** Another application, which Globus knows. */
const typeOther = async (page: Page, language: Language): Promise<void> => {
  await page.evaluate((otherId) => {
    window.memoryBridge.world.accepts.clientId = otherId;
  }, otherClientId);
  await type(page, ui(language).wizard.clientId, otherClientId);
  await type(page, ui(language).wizard.secret, someSecret);
};
const lackPermissions = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const one of window.memoryBridge.world.collections) one.grants = {};
  });
/** What settles, and can be called finished. */
const waitsForQuiet = /overview_tile_scan/;
const openDataset = async (page: Page, language: Language, name: RegExp): Promise<void> => {
  await open('datasets')(page, language);
  await page.getByRole('row', { name }).first().click();
  await page.getByRole('tab').first().waitFor();
};
const openHistory = async (page: Page, language: Language, name: RegExp): Promise<void> => {
  await openDataset(page, language, name);
  await page.getByRole('tab', { name: ui(language).detail.historyTab }).click();
  await page.getByRole('heading', { name: ui(language).detail.eventsTitle }).evaluate((heading) => {
    heading.scrollIntoView({ block: 'start' });
  });
};
/** In a window that is no wider the details stand in the place of the list (70rem in datasets.css). */
const detailsAloneUpToPx = 1_120;
/** Throws when a person would have to scroll to it. */
const mustBeInSight = async (page: Page, selector: string): Promise<void> => {
  const isInSight = await page.locator(selector).evaluate((place) => {
    const { left, top, right, bottom } = place.getBoundingClientRect();
    const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= window.innerHeight && place.contains(middle);
  });
  if (!isInSight) throw new Error(`Out of sight: ${selector}`);
};
const identify = async (page: Page, language: Language, secret: string): Promise<void> => {
  await type(page, ui(language).wizard.clientId, someClientId);
  await type(page, ui(language).wizard.secret, secret);
};
const destination = async (page: Page, language: Language, id: string, path: string): Promise<void> => {
  await type(page, ui(language).wizard.collection, id);
  await type(page, ui(language).wizard.destinationFolder, path);
  await check(page, language);
};
const chooseFolder = async (page: Page, language: Language, path: string): Promise<void> => {
  await type(page, ui(language).wizard.localFolder, path);
  await page.getByLabel(ui(language).rule.quietTime, { exact: true }).waitFor();
};

export const scenes: readonly Scene[] = [
  { name: 'wizard-identity', world: 'new' },
  {
    name: 'wizard-identity-filled',
    world: 'new',
    act: (page, language) => identify(page, language, someSecret),
  },
  { name: 'wizard-identity-empty', world: 'new', act: check },
  {
    name: 'wizard-identity-refused',
    world: 'new',
    act: async (page, language) => {
      await identify(page, language, someSecret.replace('q7', 'X7'));
      await check(page, language);
      await page.locator('.field-error').waitFor();
    },
  },
  { name: 'wizard-settings-damaged', world: 'settingsDamaged' },
  { name: 'wizard-keychain-locked', world: 'keychainLocked' },
  { name: 'setup-file', world: 'setupFile' },
  { name: 'setup-file-locked', world: 'setupFileLocked' },
  {
    name: 'setup-file-checking',
    world: 'setupFile',
    silent: ['setup.fileUse'],
    act: async (page, language) => {
      await type(page, ui(language).wizard.secret, someSecret);
      await press(page, ui(language).setupFile.start);
    },
  },
  {
    name: 'setup-file-wrong-secret',
    world: 'setupFile',
    act: async (page, language) => {
      await type(page, ui(language).wizard.secret, someSecret.replace('q7', 'X7'));
      await press(page, ui(language).setupFile.start);
      await page.locator('.file-row-failed').waitFor();
    },
  },
  {
    name: 'setup-file-read-only',
    world: 'setupFileReadOnly',
    act: async (page, language) => {
      await type(page, ui(language).wizard.secret, someSecret);
      await press(page, ui(language).setupFile.start);
      await page.getByText(ui(language).wizard.grantCommand).waitFor();
    },
  },
  {
    name: 'setup-file-not-readable',
    world: 'setupFileNotReadable',
    act: async (page, language) => {
      await type(page, ui(language).wizard.secret, someSecret);
      await press(page, ui(language).setupFile.start);
      await page.getByText(ui(language).wizard.grantIdentity.r).waitFor();
    },
  },
  {
    name: 'setup-file-away',
    world: 'setupFileAway',
    act: async (page, language) => {
      await type(page, ui(language).wizard.secret, someSecret);
      await press(page, ui(language).setupFile.start);
      await page.getByRole('button', { name: ui(language).wizard.tryNow }).waitFor();
    },
  },
  {
    name: 'setup-file-elsewhere',
    world: 'setupFileElsewhere',
    act: async (page, language) => {
      await type(page, ui(language).wizard.secret, someSecret);
      await press(page, ui(language).setupFile.start);
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'setup-file-replaces', world: 'setupFileReplaces' },
  {
    name: 'setup-file-replaces-changes',
    world: 'setupFileReplaces',
    act: async (page, language) => {
      await page.getByText(ui(language).setupFile.replaceTitle).evaluate((title) => {
        title.scrollIntoView({ block: 'start' });
      });
    },
  },
  { name: 'setup-file-bad-station', world: 'setupFileBadStation' },
  { name: 'setup-file-refused', world: 'setupFileRefused' },
  {
    name: 'setup-file-done',
    world: 'setupFile',
    act: async (page, language) => {
      await type(page, ui(language).wizard.secret, someSecret);
      await press(page, ui(language).setupFile.start);
      await page.getByRole('heading', { name: ui(language).wizard.doneTitle }).waitFor();
    },
  },
  { name: 'wizard-source', world: 'signedIn' },
  { name: 'wizard-source-looking', world: 'signedIn', silent: ['setup.findPersonal'] },
  { name: 'wizard-source-no-personal', world: 'noPersonal' },
  {
    name: 'wizard-source-registered',
    world: 'noPersonal',
    act: async (page, language) => {
      await press(page, ui(language).wizard.registerButton);
      await page.getByText(ui(language).wizard.registeredCommand).waitFor();
    },
  },
  { name: 'wizard-source-owned-by-person', world: 'personOwns' },
  {
    name: 'wizard-source-checking',
    world: 'signedIn',
    silent: ['setup.saveSource'],
    act: check,
  },
  {
    name: 'wizard-source-other-place',
    world: 'signedIn',
    act: async (page, language) => {
      await type(page, ui(language).wizard.localFolder, '/home/operator/other');
      await type(page, ui(language).wizard.collectionPath, '/data/');
      await check(page, language);
      await page.locator('.field-error').waitFor();
    },
  },
  { name: 'wizard-destination', world: 'withSource' },
  { name: 'wizard-destination-nothing-shared', world: 'nothingShared' },
  {
    name: 'wizard-destination-browse',
    world: 'withSource',
    act: async (page, language) => {
      await type(page, ui(language).wizard.collection, archiveId);
      await press(page, ui(language).common.browse);
      await page.getByRole('button', { name: 'lightsheet-3' }).click();
      await page.getByRole('button', { name: '2026', exact: true }).waitFor();
    },
  },
  {
    name: 'wizard-destination-no-permission',
    world: 'withSource',
    act: async (page, language) => {
      await destination(page, language, closedId, '/inbox/');
      await page.getByText(ui(language).wizard.grantCommand).waitFor();
    },
  },
  {
    name: 'wizard-destination-read-only',
    world: 'withSource',
    act: async (page, language) => {
      await destination(page, language, readOnlyId, '/');
      await page.getByText(ui(language).wizard.grantCommand).waitFor();
    },
  },
  {
    name: 'wizard-destination-folder-missing',
    world: 'withSource',
    act: async (page, language) => {
      await destination(page, language, archiveId, '/lightsheet-3/2027/');
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'wizard-destination-unknown',
    world: 'withSource',
    act: async (page, language) => {
      await destination(page, language, '00000000-0000-4000-8000-000000000000', '/');
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'wizard-destination-unknown-grant',
    world: 'withSource',
    act: async (page, language) => {
      await destination(page, language, '00000000-0000-4000-8000-000000000000', '/');
      await page.locator('.field-error').waitFor();
      await page
        .getByRole('region', { name: ui(language).wizard.grantTitleUnseen })
        .getByRole('button')
        .last()
        .focus();
    },
  },
  ...faultyCodes.map((code): Scene => ({
    name: `wizard-destination-${code.slice(code.indexOf('.') + 1)}`,
    world: 'faulty',
    act: async (page, language) => {
      await destination(page, language, faultyId(code), '/');
      const what = texts(language)
        .problems[code].what.split(/\{[^{}]*\}/)
        .sort((a, b) => b.length - a.length);
      await page
        .locator('.check-problem, .field-error')
        .filter({ hasText: what[0] ?? '' })
        .first()
        .waitFor();
    },
  })),
  {
    name: 'wizard-destination-wrongKind',
    world: 'faulty',
    act: async (page, language) => {
      await destination(page, language, endpointId, '/');
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'wizard-source-both-empty',
    world: 'signedIn',
    act: async (page, language) => {
      await type(page, ui(language).wizard.localFolder, '/data/empty');
      await type(page, ui(language).wizard.collectionPath, '/data/acquisitions/');
      await check(page, language);
      await page.getByText(ui(language).checks.skippedEmpty).waitFor();
    },
  },
  { name: 'wizard-folders', world: 'withDestination' },
  {
    name: 'wizard-folders-preview',
    world: 'withDestination',
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await page.locator('.preview-list').waitFor();
    },
  },
  {
    name: 'wizard-folders-looking',
    world: 'withDestination',
    silent: ['folder.preview'],
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await page.evaluate(() => {
        window.memoryBridge.tell('folder.looked', { files: 184_000, by: 'preview' });
      });
      await page.locator('.preview').getByRole('button').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'wizard-folders-stopped',
    world: 'withDestination',
    act: async (page, language) => {
      const problem = aProblem('folder.lookStopped', { facts: { path: '/data/acquisitions' } });
      await page.evaluate((stopped) => {
        window.memoryBridge.refuseNext('folder.preview', stopped);
      }, problem);
      await chooseFolder(page, language, '/data/acquisitions');
      await page.locator('.preview').getByRole('button').focus();
    },
  },
  {
    name: 'wizard-folders-saving',
    world: 'withDestination',
    silent: ['folder.save'],
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await page.locator('.preview-list').waitFor();
      await page.getByRole('button', { name: ui(language).wizard.startWatching }).click();
      await page.evaluate(() => {
        window.memoryBridge.tell('folder.looked', { files: 184_000, by: 'save' });
      });
      await page.locator('.look-before-saving').getByRole('button').focus();
    },
  },
  {
    name: 'wizard-folders-saving-stopped',
    world: 'withDestination',
    act: async (page, language) => {
      const problem = aProblem('folder.saveStopped', { facts: { path: '/data/acquisitions' } });
      await chooseFolder(page, language, '/data/acquisitions');
      await page.locator('.preview-list').waitFor();
      await page.evaluate((stopped) => {
        window.memoryBridge.refuseNext('folder.save', stopped);
      }, problem);
      await page.getByRole('button', { name: ui(language).wizard.startWatching }).click();
      await page.locator('.look-before-saving').waitFor();
    },
  },
  {
    name: 'wizard-folders-more-choices',
    world: 'withDestination',
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await page.getByText(ui(language).common.more).click();
      await page.locator('.preview-list').waitFor();
    },
  },
  {
    name: 'wizard-folders-lists',
    world: 'withDestination',
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await page.getByText(ui(language).common.more).click();
      const lists = page.getByLabel(ui(language).rule.lists);
      await lists.selectOption('mdoc');
      await lists.evaluate((field) => {
        field.focus({ preventScroll: true });
        field.scrollIntoView({ block: 'center' });
      });
    },
  },
  {
    name: 'wizard-folders-gone',
    world: 'withDestination',
    act: async (page, language) => {
      await type(page, ui(language).wizard.localFolder, '/data/no-such-folder');
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'wizard-try',
    world: 'withDestination',
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await press(page, ui(language).wizard.startWatching);
      await page.getByRole('button', { name: ui(language).tryOut.button }).waitFor();
    },
  },
  {
    name: 'wizard-try-worked',
    world: 'withDestination',
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await press(page, ui(language).wizard.startWatching);
      await press(page, ui(language).tryOut.button);
      await page.getByText(ui(language).tryOut.receipt).first().waitFor();
    },
  },
  {
    name: 'settings-replace-refused',
    world: 'mayNoLonger',
    act: async (page, language) => {
      await open('settings')(page, language);
      await press(page, ui(language).settings.replaceIdentity);
      await typeOther(page, language);
      await press(page, ui(language).settings.checkAndSave);
      await page.locator('.identity-verdict').waitFor();
      await mustBeInSight(page, '.identity-verdict');
    },
  },
  {
    name: 'settings-replace-lacks-both',
    world: 'working',
    act: async (page, language) => {
      await open('settings')(page, language);
      await press(page, ui(language).settings.replaceIdentity);
      await lackPermissions(page);
      await typeOther(page, language);
      await press(page, ui(language).settings.checkAndSave);
      await page.locator('.identity-verdict').waitFor();
      await mustBeInSight(page, '.identity-verdict');
      await page.locator('.grant').first().getByRole('button').first().focus();
    },
  },
  {
    name: 'wizard-identity-denied',
    world: 'withSource',
    act: async (page, language) => {
      await press(page, ui(language).wizard.back);
      await press(page, ui(language).wizard.back);
      await lackPermissions(page);
      await typeOther(page, language);
      await check(page, language);
      await mustBeInSight(page, '.identity-verdict');
    },
  },
  {
    name: 'settings-try-failed',
    world: 'mayNoLonger',
    act: async (page, language) => {
      await open('settings')(page, language);
      await press(page, ui(language).tryOut.openButton);
      await press(page, ui(language).tryOut.button);
      await page.locator('.check-problem').waitFor();
    },
  },
  {
    name: 'wizard-done',
    world: 'withDestination',
    act: async (page, language) => {
      await chooseFolder(page, language, '/data/acquisitions');
      await press(page, ui(language).wizard.startWatching);
      await press(page, ui(language).tryOut.skip);
      await page.getByRole('heading', { name: ui(language).wizard.doneTitle }).waitFor();
    },
  },
  { name: 'wizard-come-back', world: 'cameBack' },
  {
    name: 'wizard-come-back-done',
    world: 'cameBack',
    act: async (page, language) => {
      await press(page, ui(language).tryOut.skip);
      await page.getByRole('heading', { name: ui(language).wizard.doneTitle }).waitFor();
    },
  },
  { name: 'now-sending', world: 'working' },
  { name: 'now-practice', world: 'practice' },
  { name: 'now-idle', world: 'idle' },
  { name: 'now-empty', world: 'empty' },
  { name: 'now-paused', world: 'paused' },
  { name: 'now-paused-in-personal', world: 'pausedInPersonal' },
  { name: 'now-paused-by-administrator', world: 'pausedByAdministrator' },
  { name: 'now-paused-at-globus', world: 'pausedAtGlobus' },
  { name: 'now-folders-paused', world: 'foldersPaused' },
  { name: 'now-service-broken', world: 'serviceBroken' },
  { name: 'now-offline', world: 'offline' },
  { name: 'now-needs-you', world: 'needsYou' },
  {
    name: 'now-pause-menu',
    world: 'working',
    act: (page, language) => press(page, ui(language).now.pause),
  },
  { name: 'datasets', world: 'working', act: open('datasets') },
  { name: 'datasets-paused', world: 'pausedInPersonal', act: open('datasets') },
  { name: 'folders-paused-at-globus', world: 'pausedInPersonal', act: open('folders') },
  { name: 'problems-paused', world: 'pausedInPersonal', act: open('problems') },
  { name: 'problems-paused-by-administrator', world: 'pausedByAdministrator', act: open('problems') },
  { name: 'problems-paused-at-globus', world: 'pausedAtGlobus', act: open('problems') },
  { name: 'datasets-empty', world: 'empty', act: open('datasets') },
  { name: 'datasets-many', world: 'many', act: open('datasets') },
  {
    name: 'datasets-no-match',
    world: 'working',
    act: async (page, language) => {
      await open('datasets')(page, language);
      await type(page, ui(language).datasets.search, 'no such thing');
      await page.getByText(ui(language).datasets.noMatch, { exact: true }).waitFor();
    },
  },
  { name: 'dataset-delivered', world: 'idle', act: (page, language) => openDataset(page, language, /embryo-23/) },
  { name: 'dataset-sending', world: 'working', act: (page, language) => openDataset(page, language, /embryo-08/) },
  {
    name: 'dataset-paused',
    world: 'pausedInPersonal',
    act: (page, language) => openDataset(page, language, /embryo-08/),
  },
  { name: 'dataset-waiting', world: 'working', act: (page, language) => openDataset(page, language, waitsForQuiet) },
  {
    name: 'dataset-finish',
    world: 'working',
    act: async (page, language) => {
      await openDataset(page, language, waitsForQuiet);
      await press(page, ui(language).detail.finish);
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'dataset-needs-you', world: 'needsYou', act: (page, language) => openDataset(page, language, /zebrafish/) },
  {
    name: 'dataset-receipt',
    world: 'redelivered',
    silent: ['receipt.save'],
    act: async (page, language) => {
      await openDataset(page, language, /embryo-23/);
      const older = page.getByLabel(ui(language).detail.receiptVersion);
      await older.selectOption('2');
      await press(page, ui(language).detail.receipt);
      await page.getByRole('progressbar').waitFor();
    },
  },
  {
    name: 'dataset-history',
    world: 'idle',
    act: async (page, language) => {
      await openDataset(page, language, /embryo-23/);
      await page.getByRole('tab', { name: ui(language).detail.historyTab }).click();
    },
  },
  {
    name: 'dataset-events-sending',
    world: 'working',
    act: async (page, language) => {
      await openHistory(page, language, /embryo-08/);
      await page.locator('.history-fault summary').first().focus();
    },
  },
  {
    name: 'dataset-events-refused',
    world: 'needsYou',
    act: async (page, language) => {
      await openHistory(page, language, /zebrafish/);
      await page.locator('.history-fault summary').nth(1).click();
    },
  },
  {
    name: 'dataset-events-asking',
    world: 'idle',
    silent: ['dataset.taskEvents'],
    act: (page, language) => openHistory(page, language, /embryo-23/),
  },
  {
    name: 'dataset-events-none',
    world: 'working',
    act: async (page, language) => {
      await openHistory(page, language, /embryo-09/);
      await page.getByText(ui(language).detail.eventsNoTask).waitFor();
    },
  },
  {
    name: 'dataset-events-forgotten',
    world: 'forgotten',
    act: async (page, language) => {
      await openHistory(page, language, /embryo-23/);
      await page.getByText(ui(language).detail.eventsVanished).waitFor();
    },
  },
  {
    name: 'dataset-events-offline',
    world: 'offline',
    act: async (page, language) => {
      await openHistory(page, language, /embryo-08/);
      await page.getByText(ui(language).detail.eventsCannot.split('{')[0] ?? '').waitFor();
    },
  },
  { name: 'folders', world: 'needsYou', act: open('folders') },
  {
    name: 'folders-empty',
    world: 'empty',
    act: async (page, language) => {
      await open('folders')(page, language);
      await press(page, ui(language).folders.removeThing.replace('{name}', 'acquisitions'));
      await page
        .getByRole('dialog')
        .getByRole('button', { name: ui(language).folders.remove, exact: true })
        .click();
      await page.locator('#content').getByText(ui(language).folders.empty, { exact: true }).waitFor();
    },
  },
  {
    name: 'folders-remove-question',
    world: 'working',
    act: async (page, language) => {
      await open('folders')(page, language);
      await press(page, ui(language).folders.removeThing.replace('{name}', 'acquisitions'));
    },
  },
  {
    name: 'folders-change',
    world: 'working',
    act: async (page, language) => {
      await open('folders')(page, language);
      await press(page, ui(language).folders.editThing.replace('{name}', 'acquisitions'));
      await page.locator('.preview-list').waitFor();
    },
  },
  {
    name: 'folders-clean-up-waits',
    world: 'cleaningWaits',
    act: async (page, language) => {
      await open('folders')(page, language);
      await press(page, ui(language).cleanUp.openThing.replace('{name}', 'acquisitions'));
      await page.getByText(ui(language).cleanUp.acts).waitFor();
    },
  },
  {
    name: 'folders-clean-up',
    world: 'cleaning',
    act: async (page, language) => {
      await open('folders')(page, language);
      await press(page, ui(language).cleanUp.openThing.replace('{name}', 'acquisitions'));
      await page.getByRole('button', { name: ui(language).cleanUp.look }).click();
      await page.locator('.dialog-actions .button-danger').click();
      await page.getByText(ui(language).cleanUp.askTitle).waitFor();
    },
  },
  { name: 'now-waits-for-hours', world: 'nights' },
  { name: 'problems', world: 'needsYou', act: open('problems') },
  { name: 'problems-drive-away', world: 'driveAway', act: open('problems') },
  { name: 'problems-not-trashed', world: 'notTrashed', act: open('problems') },
  { name: 'folders-drive-away', world: 'driveAway', act: open('folders') },
  { name: 'folders-own-drive-away', world: 'ownDriveAway', act: open('folders') },
  { name: 'problems-bad-rule', world: 'badRule', act: open('problems') },
  { name: 'folders-bad-rule', world: 'badRule', act: open('folders') },
  { name: 'problems-permission', world: 'permissionGone', act: open('problems') },
  {
    name: 'problems-many',
    world: 'manyHeld',
    act: async (page, language) => {
      await open('problems')(page, language);
      await page.locator('.problem-group summary').click();
    },
  },
  {
    name: 'dataset-held',
    world: 'manyHeld',
    act: async (page, language) => {
      await openDataset(page, language, /embryo-03/);
      const width = page.viewportSize()?.width ?? 0;
      if (width > detailsAloneUpToPx) await mustBeInSight(page, '.grid-row[aria-selected="true"]');
    },
  },
  { name: 'problems-many-gone', world: 'manyGone', act: open('problems') },
  { name: 'now-many-gone', world: 'manyGone' },
  { name: 'problems-names', world: 'namesInTrouble', act: open('problems') },
  { name: 'problems-tests-left', world: 'testsLeft', act: open('problems') },
  { name: 'problems-none', world: 'noProblems', act: open('problems') },
  { name: 'settings', world: 'working', act: open('settings') },
  {
    name: 'settings-keychain-asked',
    world: 'keychainAsked',
    act: async (page, language) => {
      await open('settings')(page, language);
      await page.getByText(ui(language).settings.secretUnread).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'dataset-renamed',
    world: 'namesInTrouble',
    act: (page, language) => openDataset(page, language, /New folder/),
  },
  {
    name: 'wizard-destination-is-source',
    world: 'withSource',
    act: async (page, language) => {
      await destination(page, language, personalId, '/');
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'settings-identity',
    world: 'working',
    act: async (page, language) => {
      await open('settings')(page, language);
      await press(page, ui(language).settings.replaceIdentity);
    },
  },
  {
    name: 'settings-destination',
    world: 'working',
    act: async (page, language) => {
      await open('settings')(page, language);
      await press(page, ui(language).settings.changeDestination);
      await page.getByRole('radio').first().waitFor();
    },
  },
  {
    name: 'settings-hours',
    world: 'nights',
    act: async (page, language) => {
      await open('settings')(page, language);
      await page.getByRole('group', { name: ui(language).settings.quietHours }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-set-pin',
    world: 'working',
    act: async (page, language) => {
      await open('settings')(page, language);
      await press(page, ui(language).lock.setTitle);
      await type(page, ui(language).lock.newPin, '48');
      await press(page, ui(language).lock.set);
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'settings-locked',
    world: 'locked',
    act: async (page, language) => {
      await open('settings')(page, language);
      await page.getByRole('button', { name: ui(language).lock.unlock }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-pin-asked',
    world: 'locked',
    act: async (page, language) => {
      await open('settings')(page, language);
      await page.getByLabel(ui(language).settings.notifySilently).click();
      await type(page, ui(language).lock.pin, '0000');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: ui(language).lock.unlock })
        .click();
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'settings-export',
    world: 'working',
    act: async (page, language) => {
      await open('settings')(page, language);
      await press(page, ui(language).setupFile.exportButton);
      await page.getByLabel(ui(language).setupFile.exportLock, { exact: true }).check();
    },
  },
  { name: 'about', world: 'working', act: open('about') },
  {
    name: 'about-health',
    world: 'unwell',
    act: async (page, language) => {
      await open('about')(page, language);
      await press(page, ui(language).health.check);
      await page.locator('.health').waitFor();
      await page.locator('#about-health').evaluate((heading) => {
        heading.scrollIntoView({ block: 'start' });
      });
    },
  },
];
