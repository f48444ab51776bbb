import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from './button';
import type { IconName } from './icon';

export interface MenuEntry {
  readonly text: string;
  readonly run: () => void;
}

/** A button that opens a short menu; arrows move, Escape closes and gives the focus back. */
export function MenuButton(props: {
  readonly label: string;
  readonly icon: IconName;
  readonly entries: readonly MenuEntry[];
}) {
  const { label, icon, entries } = props;
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = (): HTMLElement[] => [...(place.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  useEffect(() => {
    if (!isOpen) return undefined;
    place.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const closeOutside = (event: PointerEvent): void => {
      if (event.target instanceof Node && place.current?.contains(event.target) !== true) setIsOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
    };
  }, [isOpen]);

  const close = (): void => {
    setIsOpen(false);
    place.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  };
  const move = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setIsOpen(false);
    else if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    if (event.key === 'Escape' || to !== undefined) event.preventDefault();
  };
  return (
    <div className="menu-place" ref={place} onKeyDown={move}>
      <Button
        icon={icon}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        {label}
      </Button>
      {isOpen && (
        <div className="menu" role="menu" id={id} aria-label={label}>
          {entries.map((entry) => (
            <button
              key={entry.text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="menu-entry"
              onClick={() => {
                close();
                entry.run();
              }}
            >
              {entry.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
