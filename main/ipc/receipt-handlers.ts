/** The answers about writing a receipt to a file of the operator's: any version, in parts, with a way to stop it. */
import { type CallName } from '../../preload/contract';
import { languageOf, texts } from '../../preload/texts';
import { lastDateMs } from '../../preload/texts/words';
import { nameOf, type Dataset } from '../domain/dataset';
import { asFileName } from '../domain/file-name';
import { AppError } from '../domain/problem';
import { receiptFile, receiptOf, receiptText, type ReceiptText, type ReceiptWords } from '../domain/receipt';
import { identityOf } from '../setup/identity';
import { type HandlerDeps } from './handlers';
import { type Handlers } from './register';

type ReceiptCall = Extract<CallName, `receipt.${string}`>;

/** So many rows are read and written at once: some hundred kilobytes, a few milliseconds. */
const filesInPart = 2000;
/** For times beyond them the first or the last date there is. */
const isoOf = (timeMs: number): string => new Date(Math.min(lastDateMs, Math.max(-lastDateMs, timeMs))).toISOString();

/** @param dataset throws AppError dataset.unknown. */
export function makeReceiptHandlers(
  {
    ledger,
    settings,
    desk,
  }: Pick<HandlerDeps, 'ledger' | 'settings'> & { readonly desk: Pick<HandlerDeps['desk'], 'saveAs' | 'locale'> },
  dataset: (id: string) => Dataset,
): Pick<Handlers, ReceiptCall> {
  /** The file that is being written now. */
  let writing: { files: number; readonly of: number; isStopped: boolean } | null = null;

  async function* partsOf(
    datasetId: string,
    version: number,
    { start, row, end }: ReceiptText,
    mine: NonNullable<typeof writing>,
  ): AsyncGenerator<string> {
    yield start;
    let after: string | null = null;
    for (;;) {
      const files = ledger.receiptFiles(datasetId, version, after, filesInPart);
      const last = files.at(-1);
      if (last === undefined) break;
      const isFirst = after === null;
      yield files.map((file, at) => row(receiptFile(file, isoOf), isFirst && at === 0)).join('');
      if (mine.isStopped) throw new Error('stopped');
      mine.files += files.length;
      after = last.path;
    }
    yield end;
  }

  const words = (): ReceiptWords => {
    const chosen = settings.read().language;
    const language = chosen === 'system' ? languageOf(desk.locale()) : chosen;
    return { language, ...texts(language).ui.receiptPage };
  };

  return {
    'receipt.save': async ({ datasetId, version, format }) => {
      const each = dataset(datasetId);
      const wanted = version ?? ledger.versions(datasetId)[0]?.version ?? 0;
      const head = ledger.receipt(datasetId, wanted);
      if (head === null) throw new AppError('dataset.unknown', { id: datasetId });
      const folder = settings.read().folders.find((rule) => rule.id === each.folderId);
      const receipt = receiptOf(head, nameOf(each.key, folder?.path ?? ''), identityOf(head.clientId), isoOf);
      const name = `${asFileName(receipt.dataset)}-v${String(wanted)}.receipt.${format}`;
      const mine = { files: 0, of: head.files, isStopped: false };
      writing = mine;
      try {
        const path = await desk.saveAs(name, partsOf(datasetId, wanted, receiptText(receipt, format, words()), mine));
        return { path, isStopped: false };
      } catch (thrown) {
        if (mine.isStopped) return { path: null, isStopped: true };
        throw thrown;
      } finally {
        if (writing === mine) writing = null;
      }
    },
    'receipt.progress': () =>
      Promise.resolve({ writing: writing === null ? null : { files: writing.files, of: writing.of } }),
    'receipt.stop': () => {
      if (writing !== null) writing.isStopped = true;
      return Promise.resolve({});
    },
  };
}
