import { expect, it } from 'vitest';
import { type Receipt, receiptText, type ReceiptFormat } from '../../../main/domain/receipt';
import { texts } from '../../../preload/texts';

const file = (path: string): Receipt['files'][number] => ({
  path,
  bytes: 5,
  modifiedAt: '2026-11-24T00:00:00.000Z',
  checksum: 'abc',
  algorithm: 'md5',
  taskId: 't1',
});
const aReceipt = (dataset: string, files: readonly Receipt['files'][number][]): Receipt => ({
  slipwayReceipt: 1,
  dataset,
  version: 2,
  identity: 'c@clients.auth.globus.org',
  sourceCollection: 's',
  sourcePath: '/run/',
  destinationCollection: 'd',
  destinationPath: '/in/run',
  taskId: 't1',
  deliveredAt: '2026-11-24T01:00:00.000Z',
  files,
  totalFiles: files.length,
  totalBytes: files.length * 5,
});
function written({ files, ...head }: Receipt, format: ReceiptFormat, language: 'en' | 'de' = 'en'): string {
  const words = { language, ...texts(language).ui.receiptPage };
  const { start, row, end } = receiptText(head, format, words);
  return [start, ...files.map((each, at) => row(each, at === 0)), end].join('');
}

it.each([
  ['no file', aReceipt('run', [])],
  ['one file', aReceipt('run', [file('a.tif')])],
  ['three files', aReceipt('run', [file('a.tif'), file('b "é".tif'), file('sub/c\n.tif')])],
  ['a name like the text around it', aReceipt('run [] "files": [\n]', [file('[]'), file('}')])],
])('as JSON it can be read again to the letter with %s', (_what, receipt) => {
  expect(JSON.parse(written(receipt, 'json'))).toEqual(receipt);
});

it('as a table has a row for each file, and no name is taken for a formula or ends its field', () => {
  const rows = written(aReceipt('run', [file('=1+1'), file('a,"b".tif')]), 'csv').split('\r\n');
  expect(rows).toEqual([
    'path,bytes,modified_at,checksum,algorithm,task_id,delivered_at',
    `"'=1+1",5,"2026-11-24T00:00:00.000Z","abc","md5","t1","2026-11-24T01:00:00.000Z"`,
    `"a,""b"".tif",5,"2026-11-24T00:00:00.000Z","abc","md5","t1","2026-11-24T01:00:00.000Z"`,
    '',
  ]);
});

it('as a page holds every file, and no name becomes part of the page', () => {
  const page = written(aReceipt('<script>', [file('a.tif'), file('<img onerror="x">')]), 'html');
  expect(page.match(/<tr><td>/g)).toHaveLength(2);
  expect(page).not.toMatch(/<script>|<img/);
  expect(page.endsWith('</html>\n')).toBe(true);
});

it('as a page speaks the language of the operator, and breaks no number and no word of its own', () => {
  const page = written(aReceipt('run', [{ ...file('a.tif'), checksum: null, algorithm: null }]), 'html', 'de');
  expect(page).toContain('<html lang="de">');
  expect(page).toContain('<h1>Zustellbeleg: run</h1>');
  expect(page).toContain('keine Prüfsumme genannt: nach Größe verglichen');
  expect(page).not.toContain('break-all');
});

it('as a page shows each name as it is: nothing turns its letters around, no blank is lost, folders keep their order', () => {
  const names = ['inv\u202efit.exe', 'a\u200bb.tif', 'عينة/קובץ/1.tif'].map(file);
  const page = written(aReceipt('run\u202e1', names), 'html');
  expect(page).toContain('<h1>Delivery receipt: run<b>U+202E</b>1</h1>');
  expect(page).toContain('inv<b>U+202E</b>fit.exe');
  expect(page).toContain('a<b>U+200B</b>b.tif');
  expect(page).toContain('<bdi dir="ltr">عينة</bdi>/<bdi dir="ltr">קובץ</bdi>/1.tif');
  expect(page).toContain('white-space:pre-wrap');
});

it('as a page gives the checksum a line of its own below the name, so that 2 000 files are no book', () => {
  expect(written(aReceipt('run', [file('a.tif')]), 'html')).toContain('<td>a.tif<small>md5 abc</small></td>');
});
