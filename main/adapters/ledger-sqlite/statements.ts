import type * as z from 'zod';
import { type Sql } from './open';

export type Value = string | number | null;
type Statement = ReturnType<Sql['prepare']>;

/** Statements of one ledger, each prepared once; what they give back is read with a schema. */
export class Statements {
  readonly #sql: Sql;
  readonly #prepared = new Map<string, Statement>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Remembered: for a text that is asked again and again. */
  of(text: string): Statement {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    const made = this.#sql.prepare(text);
    this.#prepared.set(text, made);
    return made;
  }
  run(text: string, ...values: Value[]): void {
    this.of(text).run(values);
  }
  one<T>(shape: z.ZodType<T>, text: string, ...values: Value[]): T | null {
    const row: unknown = this.of(text).get(values);
    return row === undefined || row === null ? null : shape.parse(row);
  }
  all<T>(shape: z.ZodType<T>, text: string, ...values: Value[]): T[] {
    return (this.of(text).all(values) as readonly unknown[]).map((row) => shape.parse(row));
  }
  /** Of the rows of a text without names: their only column, which is a number. */
  numbers(text: string, ...values: Value[]): number[] {
    return (this.of(text).raw(true).all(values) as readonly (readonly [number])[]).map(([n]) => n);
  }
  /** Not remembered: for a text that is hardly ever the same. */
  allOnce<T>(shape: z.ZodType<T>, text: string, values: readonly Value[]): T[] {
    return (this.#sql.prepare(text).all([...values]) as readonly unknown[]).map((row) => shape.parse(row));
  }
  forget(): void {
    this.#prepared.clear();
  }
}
