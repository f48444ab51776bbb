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

/** The whole receipt. `name` is the dataset's as the operator knows it. */
export function receiptOf(
  head: ReceiptHead,
  name: string,
  identity: string,
  files: readonly ProvenFile[],
  isoOf: (timeMs: number) => string,
): Receipt {
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
    files: receiptFiles(files, isoOf),
    totalFiles: head.files,
    totalBytes: head.bytes,
  };
}

function receiptFiles(files: readonly ProvenFile[], isoOf: (timeMs: number) => string): Receipt['files'] {
  return files.map((file) => ({
    path: file.path,
    bytes: file.bytes,
    modifiedAt: isoOf(file.modifiedAtMs),
    checksum: file.checksum,
    algorithm: file.algorithm,
    taskId: file.taskId,
  }));
}

/** RFC 4180, with a leading apostrophe where a spreadsheet would take a name for a formula. */
export function receiptAsCsv(receipt: Receipt): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const safe = (text: string): string => quote(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const rows = receipt.files.map((file) =>
    [
      safe(file.path),
      String(file.bytes),
      quote(file.modifiedAt),
      quote(file.checksum ?? ''),
      quote(file.algorithm ?? ''),
      quote(file.taskId),
      quote(receipt.deliveredAt),
    ].join(','),
  );
  return ['path,bytes,modified_at,checksum,algorithm,task_id,delivered_at', ...rows].join('\r\n') + '\r\n';
}

/** A page to print; every text is escaped, nothing in it runs. */
export function receiptAsHtml(receipt: Receipt): string {
  const text = (value: string | number): string =>
    String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const line = (name: string, value: string | number): string =>
    `<tr><th scope="row">${name}</th><td>${text(value)}</td></tr>`;
  const rows = receipt.files
    .map(
      (file) =>
        `<tr><td>${text(file.path)}</td><td class="n">${text(file.bytes)}</td><td>${text(file.modifiedAt)}</td><td>${text(file.algorithm ?? '')} ${text(file.checksum ?? 'size only')}</td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Receipt: ${text(receipt.dataset)}</title>
<style>body{font:13px/1.5 system-ui,sans-serif;margin:2rem;color:#111}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;border-bottom:1px solid #ccc;padding:.25rem .5rem;word-break:break-all}.n{text-align:right}h1{font-size:20px}</style></head>
<body><h1>Delivery receipt: ${text(receipt.dataset)}</h1>
<table>${line('Version', receipt.version)}${line('Delivered', receipt.deliveredAt)}${line('Sent by', receipt.identity)}${line('From collection', receipt.sourceCollection)}${line('From', receipt.sourcePath)}${line('To collection', receipt.destinationCollection)}${line('Folder', receipt.destinationPath)}${line('Globus task', receipt.taskId)}${line('Files', receipt.totalFiles)}${line('Bytes', receipt.totalBytes)}</table>
<table><thead><tr><th>File</th><th>Bytes</th><th>Modified</th><th>Checksum</th></tr></thead><tbody>
${rows}
</tbody></table></body></html>
`;
}
