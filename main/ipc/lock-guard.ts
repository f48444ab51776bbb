/**
 * What the PIN guards, checked here in main: a page that forgot to ask could not get past it. Types are imported as
 * types, because the pictures of the page ask the same table in a browser.
 */
import type { CallName, Request } from '../../preload/contract';
import type { PinLock } from '../setup/pin-lock';
import type { Handlers } from './register';

/** 'free': looks only, or goes the safe way. 'pause': guarded when the operator wanted pausing guarded as well. */
type Guard = 'free' | 'change' | 'pause';

/** A call that is not named here does not compile. */
const guards = {
  'status.read': 'free',
  'setup.read': 'free',
  'setup.finish': 'free',
  'setup.saveIdentity': 'change',
  'setup.checkIdentity': 'free',
  'setup.findPersonal': 'free',
  'setup.registerPersonal': 'change',
  'setup.checkSource': 'free',
  'setup.saveSource': 'change',
  'setup.sharedCollections': 'free',
  'setup.browse': 'free',
  'setup.makeFolder': 'change',
  'setup.checkDestination': 'free',
  'setup.saveDestination': 'change',
  'setup.fileRead': 'free',
  'setup.filePick': 'free',
  'setup.fileTake': 'free',
  'setup.fileClose': 'free',
  'setup.filePlace': 'free',
  'setup.fileUse': 'change',
  'setup.fileLook': 'free',
  'setup.fileSave': 'free',
  'setup.tryPlan': 'free',
  'setup.tryOut': 'free',
  'setup.tryStop': 'free',
  'folder.pick': 'free',
  'folder.presets': 'free',
  'folder.propose': 'free',
  'folder.preview': 'free',
  'folder.stopPreview': 'free',
  'folder.list': 'free',
  'folder.save': 'change',
  'folder.stopSave': 'free',
  'folder.pause': 'change',
  'folder.showOnDisk': 'free',
  'folder.remove': 'change',
  'cleanUp.read': 'free',
  'cleanUp.dryRun': 'free',
  'cleanUp.stopDryRun': 'free',
  'cleanUp.agree': 'change',
  'dataset.list': 'free',
  'dataset.files': 'free',
  'dataset.taskEvents': 'free',
  'dataset.read': 'free',
  'dataset.finish': 'free',
  'dataset.release': 'free',
  'dataset.releaseAll': 'free',
  'dataset.holdAgain': 'free',
  'dataset.letGo': 'free',
  'problem.dismiss': 'free',
  'dataset.showInFolder': 'free',
  'dataset.openInGlobus': 'free',
  'dataset.leftOut': 'free',
  'receipt.save': 'free',
  'receipt.progress': 'free',
  'receipt.stop': 'free',
  'sending.pause': 'pause',
  'sending.resume': 'free',
  'sending.now': 'free',
  'settings.read': 'free',
  'settings.change': 'change',
  'lock.read': 'free',
  'lock.open': 'free',
  'lock.close': 'free',
  'lock.set': 'change',
  'lock.remove': 'change',
  'diagnostics.read': 'free',
  'diagnostics.check': 'free',
  'diagnostics.saveReport': 'free',
  'link.open': 'free',
} as const satisfies Record<CallName, Guard>;

/** How the window looks and speaks is nobody's accident: the next operator may need the other language. */
const freeSettings: readonly string[] = ['language', 'appearance', 'noTrayRead'];

/** The same handlers, with those that change something refused (lock.closed) while the lock is on and not open. */
export function guardHandlers(handlers: Handlers, lock: PinLock): Handlers {
  const guarded = <N extends CallName>(name: N) => {
    return (request: Request<N>): ReturnType<Handlers[N]> => {
      if (isGuarded(name, request, lock.state().guardsPause)) lock.assertOpen();
      return handlers[name](request) as ReturnType<Handlers[N]>;
    };
  };
  // The contract names every key; fromEntries forgets them.
  return Object.fromEntries((Object.keys(handlers) as CallName[]).map((name) => [name, guarded(name)])) as Handlers;
}

/** Whether the call asks for the PIN where there is one. Pure. */
export function isGuarded(name: CallName, request: object, guardsPause: boolean): boolean {
  const guard: Guard = guards[name];
  if (guard === 'pause') return guardsPause;
  if (name === 'settings.change') return Object.keys(request).some((key) => !freeSettings.includes(key));
  return guard === 'change';
}
