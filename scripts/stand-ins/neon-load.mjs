/**
 * Which native part of libsql belongs to this computer. The package's own way has Node make a whole report, which takes a
 * while and waits for every thread: the app would stand still as long as its ledger is looked through.
 */
const suffix = { linux: '-gnu', win32: '-msvc', darwin: '' }; // Electron runs on no other libc

export const currentTarget = () => `${process.platform}-${process.arch}${suffix[process.platform] ?? ''}`;
/** Only in a checkout of libsql itself is there another one. */
export const load = () => null;
