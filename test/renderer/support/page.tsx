/** The whole page in jsdom on a bridge that lives in memory, and the hands of an operator. */
import { act, cleanup, configure, render, screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, vi } from 'vitest';
import type { CallName } from '../../../preload/contract';
import { BridgeContext } from '../../../renderer/api/bridge';
import { App } from '../../../renderer/app';
import { inMemoryBridge, type InMemoryBridge } from '../../fakes/in-memory-bridge';
import type { PageWorld } from '../../fakes/page-world';

// A loaded machine is slow, not wrong: what never appears still fails.
configure({ asyncUtilTimeout: 25_000 });

export interface OpenPage {
  readonly bridge: InMemoryBridge;
  readonly user: UserEvent;
}

/** jsdom has no layout, no media queries and no modal dialogs; these stand in for what the page asks of a browser. */
export function givePageABrowser(): void {
  beforeEach(() => {
    window.matchMedia = (query) =>
      Object.assign(new EventTarget(), {
        matches: false,
        media: query,
        onchange: null,
        addListener: () => undefined,
        removeListener: () => undefined,
      });
    Blob.prototype.text = function text() {
      return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => {
          resolve(reader.result as string); // of readAsText
        };
        reader.onerror = reject;
        reader.readAsText(this);
      });
    };
    Element.prototype.scrollIntoView = () => undefined;
    Element.prototype.scrollTo = () => undefined;
    HTMLDialogElement.prototype.showModal = function show() {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
      this.dispatchEvent(new Event('close'));
    };
  });
  afterEach(() => {
    cleanup();
    window.location.hash = '';
    vi.useRealTimers();
  });
}

interface PageOptions {
  readonly delayMs?: (name: CallName) => number;
  readonly locale?: string;
}

/** The page in its first moment: it has asked, and nothing was answered yet. */
export function startPage(world: PageWorld, options: PageOptions = {}): OpenPage {
  const bridge = inMemoryBridge(world, options.delayMs);
  const user = userEvent.setup();
  render(
    <BridgeContext value={bridge}>
      <App systemLocale={options.locale ?? 'en-GB'} />
    </BridgeContext>,
  );
  return { bridge, user };
}

export async function openPage(world: PageWorld, options: PageOptions = {}): Promise<OpenPage> {
  const page = startPage(world, options);
  await screen.findByRole('heading', { level: 1 });
  await act(() => Promise.resolve()); // what is seen may not hear yet: effects come after the paint
  return page;
}

export async function goTo(user: UserEvent, name: string): Promise<void> {
  const pages = screen.getByRole('navigation', { name: 'Pages' });
  await user.click(within(pages).getByRole('button', { name: new RegExp(`^${name}`) }));
  await screen.findByRole('heading', { level: 1, name: new RegExp(`^${name}`) });
}

/** What stands below a field: its error, its remark or its hint. */
export function wordsBelow(field: HTMLElement): string {
  const id = field.getAttribute('aria-describedby') ?? '';
  return document.getElementById(id)?.textContent ?? '';
}
