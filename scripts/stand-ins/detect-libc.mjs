/** See neon-load.mjs. */
export const GLIBC = 'glibc';
export const MUSL = 'musl';
export const familySync = () => GLIBC;
