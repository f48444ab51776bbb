import { type ProvenFile } from './proof';

/** A receipt without its files, as the ledger keeps it. Sizes in bytes, times in ms since 1970. */
export interface ReceiptHead {
  readonly dataset: string;
  readonly version: number;
  readonly deliveredAtMs: number;
  readonly clientId: string;
  readonly taskId: string;
  readonly sourceCollectionId: string;
  readonly sourcePath: string;
  readonly destinationCollectionId: string;
  readonly destinationPath: string;
  readonly files: number;
  readonly bytes: number;
}

/** What was proven of one delivery. Sizes in bytes, times in ISO 8601 UTC. */
export interface Receipt {
  readonly slipwayReceipt: 1;
  readonly dataset: string;
  readonly version: number;
  readonly identity: string;
  readonly sourceCollection: string;
  readonly sourcePath: string;
  readonly destinationCollection: string;
  readonly destinationPath: string;
  readonly taskId: string;
  readonly deliveredAt: string;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly modifiedAt: string;
    /** Null where the service skipped the file as identical and told no checksum; its size was read back then. */
    readonly checksum: string | null;
    readonly algorithm: string | null;
    /** The task that copied it, or found it the same. */
    readonly taskId: string;
  }[];
  readonly totalFiles: number;
  readonly totalBytes: number;
}

/** All but the files. `name` is the dataset's as the operator knows it. */
export function receiptOf(
  head: ReceiptHead,
  name: string,
  identity: string,
  isoOf: (timeMs: number) => string,
): Omit<Receipt, 'files'> {
  return {
    slipwayReceipt: 1,
    dataset: name,
    version: head.version,
    identity,
    sourceCollection: head.sourceCollectionId,
    sourcePath: head.sourcePath,
    destinationCollection: head.destinationCollectionId,
    destinationPath: head.destinationPath,
    taskId: head.taskId,
    deliveredAt: isoOf(head.deliveredAtMs),
    totalFiles: head.files,
    totalBytes: head.bytes,
  };
}

export function receiptFile(file: ProvenFile, isoOf: (timeMs: number) => string): Receipt['files'][number] {
  return {
    path: file.path,
    bytes: file.bytes,
    modifiedAt: isoOf(file.modifiedAtMs),
    checksum: file.checksum,
    algorithm: file.algorithm,
    taskId: file.taskId,
  };
}

export type ReceiptFormat = 'json' | 'csv' | 'html';
type Head = Omit<Receipt, 'files'>;

/** A receipt may hold a million files, so its text is made in parts: the start, a row for each file, and the end. */
export interface ReceiptText {
  readonly start: string;
  readonly row: (file: Receipt['files'][number], isFirst: boolean) => string;
  readonly end: string;
}

/** What the page says beside the facts, in the language of the operator. */
export interface ReceiptWords {
  readonly language: string;
  readonly title: string;
  readonly version: string;
  readonly delivered: string;
  readonly sentBy: string;
  readonly fromCollection: string;
  readonly from: string;
  readonly toCollection: string;
  readonly to: string;
  readonly task: string;
  readonly files: string;
  readonly bytes: string;
  readonly file: string;
  readonly changed: string;
  readonly checksum: string;
  readonly sizeOnly: string;
}

export function receiptText(head: Head, format: ReceiptFormat, words: ReceiptWords): ReceiptText {
  return { json: asJson, csv: asCsv, html: asHtml }[format](head, words);
}

function asJson({ totalFiles, totalBytes, ...head }: Head): ReceiptText {
  return {
    start: `${JSON.stringify(head, null, 2).slice(0, -'\n}'.length)},\n  "files": [`,
    row: (file, isFirst) => `${isFirst ? '' : ','}\n    ${JSON.stringify(file, null, 2).replaceAll('\n', '\n    ')}`,
    end: `\n  ],\n  "totalFiles": ${String(totalFiles)},\n  "totalBytes": ${String(totalBytes)}\n}\n`,
  };
}

/** RFC 4180, with a leading apostrophe where a spreadsheet would take a name for a formula. */
function asCsv({ deliveredAt }: Head): ReceiptText {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const safe = (text: string): string => quote(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  return {
    start: 'path,bytes,modified_at,checksum,algorithm,task_id,delivered_at\r\n',
    row: ({ path, bytes, modifiedAt, checksum, algorithm, taskId }) => {
      const texts = [modifiedAt, checksum ?? '', algorithm ?? '', taskId, deliveredAt];
      return `${[safe(path), String(bytes), ...texts.map(quote)].join(',')}\r\n`;
    },
    end: '',
  };
}

/** What cannot be seen in a name, or turns the letters around it around. */
const unseen = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const rightToLeft = /\p{Script=Hebrew}|\p{Script=Arabic}/u;

/** A page to print; every text is escaped, nothing in it runs. */
function asHtml(head: Head, words: ReceiptWords): ReceiptText {
  const text = (value: string | number): string =>
    String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  /** As it is to be read: what is unseen by its number, and the folders of a path in their order, whichever way each is written. */
  const name = (path: string): string =>
    path
      .split('/')
      .map((part) => (rightToLeft.test(part) ? `<bdi dir="ltr">${text(part)}</bdi>` : text(part)))
      .join('/')
      .replace(unseen, (sign) => `<b>U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}</b>`);
  const line = (of: string, value: string | number): string =>
    `<tr><th scope="row">${of}</th><td>${name(String(value))}</td></tr>`;
  const titled = (dataset: string): string => words.title.replace('{name}', () => dataset);
  return {
    start: `<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><title>${titled(text(head.dataset))}</title>
<style>body{font:13px/1.5 system-ui,sans-serif;margin:2rem;color:#111;background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0}tr{break-inside:avoid}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #ccc;padding:.25rem .5rem}th,.n{white-space:nowrap}.n{text-align:right}h1{font-size:20px}h1,td{overflow-wrap:anywhere;white-space:pre-wrap}td.n{white-space:nowrap}th[scope=row]{width:1%}small{display:block;color:#444;font-size:.85em}@page{margin:15mm}@media print{body{margin:0;font-size:9pt;line-height:1.25}th,td{padding:.1rem .3rem}}</style></head>
<body><h1>${titled(name(head.dataset))}</h1>
<table>${line(words.version, head.version)}${line(words.delivered, head.deliveredAt)}${line(words.sentBy, head.identity)}${line(words.fromCollection, head.sourceCollection)}${line(words.from, head.sourcePath)}${line(words.toCollection, head.destinationCollection)}${line(words.to, head.destinationPath)}${line(words.task, head.taskId)}${line(words.files, head.totalFiles)}${line(words.bytes, head.totalBytes)}</table>
<table><thead><tr><th>${words.file}<small>${words.checksum}</small></th><th class="n">${words.bytes}<small>${words.changed}</small></th></tr></thead><tbody>
`,
    row: (file) =>
      `<tr><td>${name(file.path)}<small>${file.checksum === null ? words.sizeOnly : text(`${file.algorithm ?? ''} ${file.checksum}`)}</small></td><td class="n">${text(file.bytes)}<small>${text(file.modifiedAt)}</small></td></tr>\n`,
    end: `</tbody></table></body></html>
`,
  };
}
