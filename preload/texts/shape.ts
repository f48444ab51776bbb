/** The same keys with any words in them: a translation that lacks a key, or has one too many, does not compile. */
export type SameShape<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameShape<T[K]> };
