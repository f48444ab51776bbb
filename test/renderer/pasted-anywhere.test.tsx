// @vitest-environment jsdom
/** Whatever is pasted into any field: cleaned, or refused beside it at once in plain words; what was right stays. */
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { newWorld } from '../fakes/page-world';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage, wordsBelow } from './support/page';

givePageABrowser();
const nowMs = Date.now();
const tenMillion = 'x'.repeat(10_000_000);

/** As a browser does it: the text stands in the field only when nobody dealt with it. */
function paste(field: HTMLElement, text: string): void {
  if (fireEvent.paste(field, { clipboardData: { getData: () => text } }))
    fireEvent.change(field, { target: { value: text } });
}

/** Holds every text field in `scope` against 10 MB. */
function refuseAll(scope: HTMLElement): string[] {
  const fields = within(scope).queryAllByRole<HTMLInputElement>('textbox');
  return fields.map((field) => {
    const before = field.value;
    const startedMs = performance.now();
    paste(field, tenMillion);
    const name = field.labels?.[0]?.textContent ?? '';
    expect([name, field.value === before, performance.now() - startedMs < 1000]).toEqual([name, true, true]);
    expect([name, wordsBelow(field)]).toEqual([
      name,
      expect.stringMatching(/too long: 10,000,000 characters|10 MB of text/),
    ]);
    return name;
  });
}

it('refuses 10 MB beside every field of a folder, and keeps what stood there', async () => {
  const { user } = await openPage(worlds.working(nowMs));
  await goTo(user, 'Folders');
  await user.click(await screen.findByRole('button', { name: 'Change acquisitions' }));
  const shown = await screen.findByRole('dialog');
  const dialog = within(shown);
  await user.click(await dialog.findByText('More choices'));
  await user.selectOptions(dialog.getByLabelText('One dataset is'), 'each folder at a depth of');
  const names = refuseAll(shown);
  expect(names).toEqual(
    expect.arrayContaining([
      'Quiet time',
      'Depth',
      'Send only',
      'Leave out',
      'Read at most (MB/s)',
      'Names must match',
    ]),
  );
  const leaveOut = dialog.getByLabelText<HTMLTextAreaElement>('Leave out');
  fireEvent.change(leaveOut, { target: { value: '' } });
  leaveOut.setSelectionRange(0, 0);
  paste(leaveOut, '\u202a*.tmp\r\n  Thumbs.db\u200b \u0007\n');
  expect(leaveOut.value).toBe('*.tmp\n  Thumbs.db \n');
});

it('puts a part of a line into several as it was copied, and leaves the cursor behind it', async () => {
  const { user } = await openPage(worlds.working(nowMs));
  await goTo(user, 'Folders');
  await user.click(await screen.findByRole('button', { name: 'Change acquisitions' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(await dialog.findByText('More choices'));
  const leaveOut = dialog.getByLabelText<HTMLTextAreaElement>('Leave out');
  const at = (text: string, cursor: number): void => {
    fireEvent.change(leaveOut, { target: { value: text } });
    leaveOut.setSelectionRange(cursor, cursor);
  };
  at('.wiff\nend', 5);
  paste(leaveOut, '\u200b "b".scan\n');
  expect(leaveOut.value).toBe('.wiff "b".scan\n\nend');
  expect([leaveOut.selectionStart, leaveOut.selectionEnd]).toEqual([15, 15]);
});

it('refuses 10 MB in a search and in the name of this computer', async () => {
  const { user } = await openPage(worlds.working(nowMs));
  await goTo(user, 'Datasets');
  const search = screen.getByRole<HTMLInputElement>('searchbox');
  paste(search, tenMillion);
  expect([search.value, wordsBelow(search)]).toEqual(['', expect.stringContaining('too long')]);
  await goTo(user, 'Settings');
  expect(refuseAll(screen.getByRole('main'))).toEqual(['Name of this computer']);
});

it('takes the digits of a PIN out of what is pasted, and nothing of 10 MB', async () => {
  const { user } = await openPage(worlds.working(nowMs));
  await goTo(user, 'Settings');
  await user.click(screen.getByRole('button', { name: 'Lock with a PIN' }));
  const pin = within(await screen.findByRole('dialog')).getByLabelText<HTMLInputElement>('New PIN');
  paste(pin, ' 12 34\u202e\n');
  expect(pin.value).toBe('1234');
  const startedMs = performance.now();
  paste(pin, '7'.repeat(10_000_000));
  expect(performance.now() - startedMs).toBeLessThan(500);
  expect([pin.value, wordsBelow(pin)]).toEqual(['1234', expect.stringContaining('at most 12 digits')]);
});

it('says why it refused something in the language that is chosen afterwards', async () => {
  const { user } = await openPage(newWorld(nowMs));
  paste(screen.getByLabelText('Client id'), 'my microscope');
  paste(screen.getByLabelText('Client secret'), tenMillion);
  await user.selectOptions(screen.getByLabelText('Language'), 'de');
  const id = await screen.findByLabelText('Client-ID');
  expect(wordsBelow(id)).toBe('In diesem Text steht keine Client-ID. Kopieren Sie die „Client UUID“.');
  expect(wordsBelow(screen.getByLabelText('Client-Secret'))).toMatch(/^Das sind 10 MB Text\./);
  await user.click(screen.getByRole('button', { name: 'Prüfen und weiter' }));
  await user.selectOptions(screen.getByLabelText('Sprache'), 'en');
  await screen.findByText('Enter the client secret.');
});

it('says beside the fields of a place what is missing in the language that is chosen afterwards', async () => {
  const { user } = await openPage(worlds.noPersonal(nowMs));
  await user.click(await screen.findByRole('button', { name: 'Check and continue' }));
  paste(screen.getByLabelText('Collection'), 'the microscope');
  paste(screen.getByLabelText('Path in the collection'), tenMillion);
  await user.selectOptions(screen.getByLabelText('Language'), 'de');
  expect(wordsBelow(await screen.findByLabelText('Ordner auf diesem Rechner'))).toBe(
    'Wählen Sie den Ordner auf diesem Rechner.',
  );
  expect(wordsBelow(screen.getByLabelText('Collection'))).toBe('In diesem Text steht keine Collection-ID.');
  expect(wordsBelow(screen.getByLabelText('Pfad in der Collection'))).toMatch(/^Das sind 10 MB Text\./);
});
