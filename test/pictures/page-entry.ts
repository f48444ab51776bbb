/** Bundled and put into the page before the page's own script, where the preload script would be. */
import './no-eval';
import { type SettingsView } from '../../preload/contract';
import { bridgeName } from '../../preload/names';
import { inMemoryBridge, type InMemoryBridge } from '../fakes/in-memory-bridge';
import { worlds, type WorldName } from './worlds';

export interface Pictured {
  readonly world: WorldName;
  readonly language: SettingsView['language'];
  readonly appearance: SettingsView['appearance'];
  /** Calls that never answer, for pictures of waiting. */
  readonly silent: readonly string[];
}

declare global {
  interface Window {
    pictured: Pictured;
    memoryBridge: InMemoryBridge;
  }
}

const { world, language, appearance, silent } = window.pictured;
const made = worlds[world](Date.now());
const bridge = inMemoryBridge({ ...made, settings: { ...made.settings, language, appearance } }, (name) =>
  silent.includes(name) ? Infinity : 0,
);
Object.assign(window, { [bridgeName]: bridge, memoryBridge: bridge });
