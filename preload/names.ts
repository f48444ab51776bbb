/**
 * The names of the contract, without its schemas: the preload script runs before each page, and the schemas with their
 * library are a hundred times its size. A name that is missing here, or too much, does not compile.
 */
import type { CallName, NewsName } from './contract';

const eachCall = {
  'status.read': true,
  'setup.read': true,
  'setup.saveIdentity': true,
  'setup.findPersonal': true,
  'setup.registerPersonal': true,
  'setup.checkSource': true,
  'setup.saveSource': true,
  'setup.sharedCollections': true,
  'setup.browse': true,
  'setup.makeFolder': true,
  'setup.checkDestination': true,
  'setup.saveDestination': true,
  'setup.fileRead': true,
  'setup.filePick': true,
  'setup.fileTake': true,
  'setup.fileClose': true,
  'setup.filePlace': true,
  'setup.fileUse': true,
  'setup.fileSave': true,
  'setup.tryPlan': true,
  'setup.tryOut': true,
  'setup.tryStop': true,
  'folder.pick': true,
  'folder.presets': true,
  'folder.propose': true,
  'folder.preview': true,
  'folder.list': true,
  'folder.save': true,
  'folder.pause': true,
  'folder.showOnDisk': true,
  'folder.remove': true,
  'cleanUp.read': true,
  'cleanUp.dryRun': true,
  'cleanUp.stopDryRun': true,
  'cleanUp.agree': true,
  'dataset.list': true,
  'dataset.files': true,
  'dataset.read': true,
  'dataset.release': true,
  'dataset.releaseAll': true,
  'dataset.holdAgain': true,
  'problem.dismiss': true,
  'dataset.showInFolder': true,
  'dataset.openInGlobus': true,
  'dataset.exportReceipt': true,
  'sending.pause': true,
  'sending.resume': true,
  'sending.now': true,
  'settings.read': true,
  'settings.change': true,
  'lock.read': true,
  'lock.open': true,
  'lock.close': true,
  'lock.set': true,
  'lock.remove': true,
  'diagnostics.read': true,
  'diagnostics.check': true,
  'diagnostics.saveReport': true,
  'link.open': true,
} as const satisfies Readonly<Record<CallName, true>>;

const eachNews = {
  'status.changed': true,
  'datasets.changed': true,
  'settings.changed': true,
  'lock.changed': true,
  'setup.fileOpened': true,
  'setup.tryStep': true,
  'setup.filePart': true,
  'place.opened': true,
} as const satisfies Readonly<Record<NewsName, true>>;

export const callNames = Object.keys(eachCall) as readonly CallName[];
export const isNewsName = (name: string): name is NewsName => Object.hasOwn(eachNews, name);
/** The one name that the page sees. */
export const bridgeName = 'slipway';
