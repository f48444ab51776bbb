import { type Order } from './order';
import { type CollectionChoice } from './settings';

/**
 * A test of Slipway's own whose folder may lie about: written down before anything of it is made, so that whatever ends the
 * app in its middle, the next start knows of it.
 */
export interface OwnTest {
  /** Of its folder, at both ends: made for this test alone. */
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** The watched folder that it lies in; null where nothing of it is on this computer. */
  readonly folder: string | null;
  /** The folder that it lies in at the destination; null while nothing of it can be there. */
  readonly there: (CollectionChoice & { readonly path: string }) | null;
  /** What Globus was asked, or may have been; null once its task is over, and where there is none. */
  readonly order: Order | null;
  readonly taskId: string | null;
  /** The application that asked: its task is known to no other. */
  readonly clientId: string | null;
}

/** Whether a folder of such a name holds nothing but files of the test, whole or as far as they were copied. */
export function isAllOfTest(
  { files }: Pick<OwnTest, 'files'>,
  entries: readonly { readonly name: string; readonly kind: string; readonly bytes: number }[],
): boolean {
  return entries.every(
    ({ name, kind, bytes }) => kind === 'file' && files.some((file) => file.path === name && bytes <= file.bytes),
  );
}
