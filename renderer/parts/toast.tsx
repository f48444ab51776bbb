import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { Button, IconButton } from './button';

export interface Toast {
  readonly text: ReactNode;
  readonly undo?: { readonly label: ReactNode; readonly run: () => void };
}
type ShowToast = (toast: Toast) => void;

const ToastContext = createContext<ShowToast>(() => undefined);

/** Says that something was done, and takes it back where that can be. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

/** Long enough to read it, find the button and press it with a glove on. */
const shownForMs = 9000;

export interface ToasterProps {
  readonly label: string;
  readonly closeLabel: string;
  readonly children: ReactNode;
}

export function Toaster({ label, closeLabel, children }: ToasterProps) {
  const [toast, setToast] = useState<(Toast & { readonly number: number }) | null>(null);
  const count = useRef(0);
  const show = useCallback((next: Toast) => {
    count.current += 1;
    setToast({ ...next, number: count.current });
  }, []);
  const place = useRef<HTMLElement>(null);
  /** What had the keyboard before it came in here. */
  const cameFrom = useRef<EventTarget | null>(null);
  const hasKeyboard = (): boolean => place.current?.contains(document.activeElement) === true;
  const hide = (): void => {
    if (hasKeyboard()) {
      const before = cameFrom.current;
      const next = before instanceof HTMLElement && before.isConnected ? before : document.querySelector('main');
      next?.focus();
    }
    setToast(null);
  };
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (toast === null || isHeld) return undefined;
    const timer = setInterval(() => {
      if (!hasKeyboard()) setToast(null);
    }, shownForMs);
    return () => {
      clearInterval(timer);
    };
  }, [toast, isHeld]);
  return (
    <ToastContext value={show}>
      {children}
      <section
        className="toasts"
        aria-label={label}
        ref={place}
        onFocus={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget;
        }}
        onPointerEnter={() => {
          setIsHeld(true);
        }}
        onPointerLeave={() => {
          setIsHeld(false);
        }}
      >
        <div role="status">
          {toast !== null && (
            <div className="toast" key={toast.number}>
              <span>{toast.text}</span>
              {toast.undo !== undefined && (
                <Button
                  look="quiet"
                  onClick={() => {
                    toast.undo?.run();
                    hide();
                  }}
                >
                  {toast.undo.label}
                </Button>
              )}
              <IconButton name={closeLabel} icon="cross" onClick={hide} />
            </div>
          )}
        </div>
      </section>
    </ToastContext>
  );
}
