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

export function receiptText(head: Head, format: ReceiptFormat): ReceiptText {
  return { json: asJson, csv: asCsv, html: asHtml }[format](head);
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

/** A page to print; every text is escaped, nothing in it runs. */
function asHtml(head: Head): ReceiptText {
  const text = (value: string | number): string =>
    String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const line = (name: string, value: string | number): string =>
    `<tr><th scope="row">${name}</th><td>${text(value)}</td></tr>`;
  return {
    start: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Receipt: ${text(head.dataset)}</title>
<style>body{font:13px/1.5 system-ui,sans-serif;margin:2rem;color:#111}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;border-bottom:1px solid #ccc;padding:.25rem .5rem;word-break:break-all}.n{text-align:right}h1{font-size:20px}</style></head>
<body><h1>Delivery receipt: ${text(head.dataset)}</h1>
<table>${line('Version', head.version)}${line('Delivered', head.deliveredAt)}${line('Sent by', head.identity)}${line('From collection', head.sourceCollection)}${line('From', head.sourcePath)}${line('To collection', head.destinationCollection)}${line('Folder', head.destinationPath)}${line('Globus task', head.taskId)}${line('Files', head.totalFiles)}${line('Bytes', head.totalBytes)}</table>
<table><thead><tr><th>File</th><th>Bytes</th><th>Modified</th><th>Checksum</th></tr></thead><tbody>
`,
    row: (file) =>
      `<tr><td>${text(file.path)}</td><td class="n">${text(file.bytes)}</td><td>${text(file.modifiedAt)}</td><td>${text(file.algorithm ?? '')} ${text(file.checksum ?? 'size only')}</td></tr>\n`,
    end: `</tbody></table></body></html>
`,
  };
}
