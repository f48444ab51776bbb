import type * as z from 'zod';
import { type Sql } from './open';

export type Value = string | number | null;
/** What a row is written with, by the names of its columns. */
export type Columns = Readonly<Record<string, Value>>;
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
  /** One row, by the names of its columns. With a `key`, a row that has it already takes the other columns. */
  put(table: string, columns: Columns, ...key: string[]): void {
    const names = Object.keys(columns);
    const others = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
    const ifThere = key.length === 0 ? '' : ` ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${others.join(', ')}`;
    const values = names.map(() => '?').join(', ');
    this.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${values})${ifThere}`, ...Object.values(columns));
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
