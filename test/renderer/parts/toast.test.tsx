// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Toaster, useToast } from '../../../renderer/parts/toast';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Page({ onUndo }: { readonly onUndo: () => void }) {
  const toast = useToast();
  return (
    <button
      onClick={() => {
        toast({ text: 'It is done.', undo: { label: 'Undo', run: onUndo } });
      }}
    >
      Do it
    </button>
  );
}
function open(onUndo: () => void = () => undefined): { readonly press: HTMLElement; readonly undo: HTMLElement } {
  render(
    <Toaster label="Messages" closeLabel="Close">
      <Page onUndo={onUndo} />
    </Toaster>,
  );
  const press = screen.getByRole('button', { name: 'Do it' });
  press.focus();
  fireEvent.click(press);
  return { press, undo: screen.getByRole('button', { name: 'Undo' }) };
}
const anHourPasses = (): void => {
  act(() => {
    vi.advanceTimersByTime(3_600_000);
  });
};

it('does not go while the keyboard is on its button, and goes when it has left', () => {
  const { press, undo } = open();
  undo.focus();
  anHourPasses();
  expect(document.activeElement).toBe(undo);
  press.focus();
  anHourPasses();
  expect(screen.queryByText('It is done.')).toBeNull();
});

it.each(['Undo', 'Close'])('gives the keyboard back to where it came from after %s', (name) => {
  const undone = vi.fn();
  const { press } = open(undone);
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
  expect(document.activeElement).toBe(press);
  expect(undone).toHaveBeenCalledTimes(name === 'Undo' ? 1 : 0);
});
