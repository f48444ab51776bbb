import { globToRegExp } from './listing';

/** Spoils bytes between source and destination, so that verification has something to find. */
export interface CorruptionOrder {
  /** Destination collection; null = any. */
  readonly collectionId: string | null;
  /** Pattern for the destination file's name, with `*` and `?`. */
  readonly name: string;
  /** How many copies are spoilt. */
  times: number;
}

export class Corruption {
  private orders: CorruptionOrder[] = [];

  add(order: CorruptionOrder): void {
    this.orders.push({ ...order });
  }

  clear(): void {
    this.orders = [];
  }

  /** Takes one spoiling for this copy, if one is ordered. */
  take(collectionId: string, name: string): boolean {
    const order = this.orders.find(
      (one) =>
        one.times > 0 &&
        (one.collectionId === null || one.collectionId === collectionId) &&
        globToRegExp(one.name).test(name),
    );
    if (order === undefined) return false;
    order.times -= 1;
    return true;
  }
}
