import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge, bridgeName } from '../preload/contract';
import { BridgeContext } from './api/bridge';
import { App } from './app';
import './theme.css';
import './parts/parts.css';
import './window.css';
import './wizard/wizard.css';
import './datasets/datasets.css';
import './folders/folders.css';
import './setup-file/setup-file.css';
import './try-out/try-out.css';

declare global {
  interface Window {
    readonly slipway: Bridge;
  }
}

/** The contract's word, as a type: its value would bring the whole checking of messages into the page. */
const name: typeof bridgeName = 'slipway';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <BridgeContext value={window[name]}>
      <App systemLocale={navigator.language} />
    </BridgeContext>
  </StrictMode>,
);
