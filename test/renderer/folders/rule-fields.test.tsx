// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, goTo, openPage, wordsBelow, type OpenPage } from '../support/page';

givePageABrowser();

interface OpenRule extends OpenPage {
  readonly field: (label: string) => HTMLElement;
  readonly save: () => Promise<void>;
  readonly saved: () => boolean;
}

async function openRule(world: keyof typeof worlds = 'working'): Promise<OpenRule> {
  const page = await openPage(worlds[world](Date.now()));
  await goTo(page.user, 'Folders');
  await page.user.click(await screen.findByRole('button', { name: 'Change acquisitions' }));
  const dialog = within(await screen.findByRole('dialog'));
  await page.user.click(await dialog.findByText('More choices'));
  return {
    ...page,
    field: (label) => dialog.getByLabelText(label),
    save: () => page.user.click(dialog.getByRole('button', { name: 'Save the change' })),
    saved: () => page.bridge.asked.some(({ name }) => name === 'folder.save'),
  };
}

describe('a field of a rule', () => {
  it.each([
    ['Depth', '', 'Enter a whole number from 1 to 20.'],
    ['Depth', '2.5', 'Enter a whole number from 1 to 20.'],
    ['Read at most (MB/s)', 'fast', 'Enter a number of MB/s from 0.1 to 100,000, or leave the field empty.'],
    ['Leave the disk to the instrument above (MB/s)', '0', 'Enter a number of MB/s from 0.1 to 100,000'],
    ['Path below the destination', '', 'Enter a path that ends with {dataset}'],
    ['Leave out', 'x'.repeat(301), 'This line is too long (301 characters, at most 300): xxx'],
    ['Finished only when this file is there', 'a\n'.repeat(21), 'These are 21 lines; at most 20 can be used.'],
  ])('"%s" says beside it what is wrong with %j, keeps it, and nothing is saved', async (label, text, words) => {
    const { user, field, save, saved } = await openRule();
    await user.selectOptions(field('One dataset is'), 'each folder at a depth of');
    await user.clear(field(label));
    await user.click(field(label));
    if (text !== '') await user.paste(text);
    expect(wordsBelow(field(label))).toContain(words);
    expect(field(label).getAttribute('aria-invalid')).toBe('true');
    await save();
    expect(document.activeElement).toBe(field(label));
    expect(field(label)).toHaveProperty('value', text);
    expect(saved()).toBe(false);
  });

  it('"Days after the delivery" that was emptied is asked for, and never taken for 0', async () => {
    const { user, bridge, field, save, saved } = await openRule('cleaning');
    await user.clear(field('Days after the delivery'));
    await save();
    expect(wordsBelow(field('Days after the delivery'))).toBe('Enter a whole number from 0 to 3,650.');
    expect(saved()).toBe(false);
    await user.type(field('Days after the delivery'), '14');
    await save();
    await screen.findByText('acquisitions was saved.');
    expect(bridge.world.folders[0]?.rule.cleanUp?.afterDays).toBe(14);
  });

  it('takes which lists are waited for, and none', async () => {
    const { user, bridge, field, save } = await openRule();
    expect(field('Lists that the instrument writes')).toHaveProperty('value', 'none');
    await user.selectOptions(field('Lists that the instrument writes'), 'mdoc');
    await save();
    await screen.findByText('acquisitions was saved.');
    expect(bridge.world.folders[0]?.rule.lists).toBe('mdoc');
  });

  it('takes limits for the disk, with a comma as well, and none again', async () => {
    const { user, bridge, field, save } = await openRule();
    await user.type(field('Leave the disk to the instrument above (MB/s)'), '250');
    await user.type(field('Read at most (MB/s)'), '12,5');
    await save();
    await screen.findByText('acquisitions was saved.');
    expect(bridge.world.folders[0]?.rule).toMatchObject({ pauseAboveMBps: 250, readAtMostMBps: 12.5 });
    await user.click(screen.getByRole('button', { name: 'Change acquisitions' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByText('More choices'));
    await user.clear(dialog.getByLabelText('Read at most (MB/s)'));
    await user.click(dialog.getByRole('button', { name: 'Save the change' }));
    await waitFor(() => {
      expect(bridge.world.folders[0]?.rule).toMatchObject({ pauseAboveMBps: 250, readAtMostMBps: null });
    });
  });

  it('"Files that belong together" says which line is no group, and keeps all of them', async () => {
    const { user, bridge, field, save } = await openRule();
    await user.selectOptions(field('One dataset is'), 'each single file');
    await user.type(field('Files that belong together'), '.wiff .wiff.scan{Enter}.raw');
    await save();
    expect(wordsBelow(field('Files that belong together'))).toContain('The line ".raw" cannot be used.');
    await user.type(field('Files that belong together'), ' .raw.idx');
    await save();
    await screen.findByText('acquisitions was saved.');
    expect(bridge.world.folders[0]?.rule.datasetIs).toEqual({
      kind: 'eachFile',
      together: [
        ['.wiff', '.wiff.scan'],
        ['.raw', '.raw.idx'],
      ],
    });
  });

  it('shows a pattern that cannot be used at the field it was typed into, and nowhere else', async () => {
    const { user, field, save } = await openRule();
    await user.type(field('Leave out'), '{Enter}*.[[');
    await save();
    await waitFor(() => {
      expect(wordsBelow(field('Leave out'))).toContain('a bracket has no partner');
    });
    expect(document.activeElement).toBe(field('Leave out'));
    expect(field('Send only').getAttribute('aria-invalid')).toBeNull();
  });

  it.each([
    ['Path below the destination', 1001, 'This is too long: 1,001 characters, and at most 1,000 fit here.'],
    ['Names must match', 501, 'This is too long: 501 characters, and at most 500 fit here.'],
  ])('"%s" refuses a paste of %d characters instead of cutting it', async (label, count, words) => {
    const { user, field } = await openRule();
    const before = (field(label) as HTMLInputElement).value;
    await user.clear(field(label));
    await user.type(field(label), 'kept');
    await user.paste('y'.repeat(count));
    expect(wordsBelow(field(label))).toContain(words);
    expect(field(label)).toHaveProperty('value', 'kept');
    expect(before).not.toBe('kept');
  });

  it('puts a pasted piece where the cursor stands, without its quotes and line breaks', async () => {
    const { user, field } = await openRule();
    await user.clear(field('Names must match'));
    await user.type(field('Names must match'), 'ab');
    (field('Names must match') as HTMLInputElement).setSelectionRange(1, 1);
    await user.paste(' "x"\r\n');
    expect(field('Names must match')).toHaveProperty('value', 'axb');
  });

  it('is forgotten with the kind of dataset that it was typed for', async () => {
    const { user, field, save, bridge } = await openRule();
    await user.selectOptions(field('One dataset is'), 'each folder at a depth of');
    await user.clear(field('Depth'));
    await user.type(field('Depth'), '7');
    await user.selectOptions(field('One dataset is'), 'the whole folder');
    await user.selectOptions(field('One dataset is'), 'each folder at a depth of');
    expect(field('Depth')).toHaveProperty('value', '2');
    await save();
    await screen.findByText('acquisitions was saved.');
    expect(bridge.world.folders[0]?.rule.datasetIs).toEqual({ kind: 'atDepth', depth: 2 });
  });

  it('is forgotten when another instrument is chosen, which says all of it anew', async () => {
    const { user, field } = await openRule();
    await user.clear(field('Path below the destination'));
    await user.selectOptions(field('Instrument'), 'Any instrument: each folder or file is one dataset');
    await waitFor(() => {
      expect((field('Path below the destination') as HTMLInputElement).value).toContain('{dataset}');
    });
  });
});
