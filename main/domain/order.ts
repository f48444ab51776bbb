import { type GlobusFilter } from './folder-rule';

/** One thing to copy. A folder item copies what lies in `sourcePath` into `destinationPath`, except what filters drop. */
export interface OrderItem {
  readonly datasetId: string;
  readonly sourcePath: string;
  readonly destinationPath: string;
  readonly isFolder: boolean;
}

/**
 * What is asked of a route, frozen with its submission id before it leaves: the service answers a repeat of the same
 * order with the task it already made, and what it does with the same id and another order is not known.
 */
export interface Order {
  readonly submissionId: string;
  readonly label: string;
  readonly sourceCollectionId: string;
  readonly destinationCollectionId: string;
  readonly items: readonly OrderItem[];
  readonly filters: readonly GlobusFilter[];
}

/** An order and the task that the service made of it. */
export interface Delivery {
  readonly id: string;
  readonly order: Order;
  readonly taskId: string | null;
  /** The application that sent it: its tasks are known to nobody else. */
  readonly clientId: string;
  readonly orderedAtMs: number;
  readonly isOpen: boolean;
  /** How many of its files the task did not see, as it was found when its success was first looked into; null until then. */
  readonly missed: number | null;
}
/** A delivery without its order, which may name thousands of files. */
export type DeliveryHead = Omit<Delivery, 'order'>;

/** How many datasets an order carries. */
export function shares({ items }: Order): number {
  return new Set(items.map((item) => item.datasetId)).size;
}

/** Globus takes 128 characters, no line breaks, and cannot search for a label that holds `/` or `,`. */
export function labelOf(station: string, names: readonly string[], version: number): string {
  const first = names[0] ?? '';
  const more = names.length > 1 ? ` and ${String(names.length - 1)} more` : '';
  const tail = `${more}${version > 1 ? ` v${String(version)}` : ''}`;
  const head = `Slipway ${station} ${first}`
    .replace(/[/,\p{C}]+/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
  return `${[...head]
    .slice(0, 128 - tail.length)
    .join('')
    .trim()}${tail}`;
}
