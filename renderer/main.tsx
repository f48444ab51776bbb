import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../preload/contract';
import { bridgeName } from '../preload/names';
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

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <BridgeContext value={window[bridgeName]}>
      <App systemLocale={navigator.language} />
    </BridgeContext>
  </StrictMode>,
);
