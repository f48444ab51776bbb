import type { ReactElement } from 'react';

/** Drawn on a 20 x 20 grid with a line of 1.6; they take the colour of the text around them. */
const drawings = {
  now: <path d="M2.5 11h3l2.2-6 4.4 10.5 2.2-4.5h3.2" />,
  datasets: (
    <>
      <path d="M10 2.8 17 6.2 10 9.6 3 6.2z" />
      <path d="m3 10 7 3.4 7-3.4M3 13.8l7 3.4 7-3.4" />
    </>
  ),
  folders: (
    <path d="M2.8 5.2c0-.7.5-1.2 1.2-1.2h3.6l1.8 2.2H16c.7 0 1.2.5 1.2 1.2v7.2c0 .7-.5 1.2-1.2 1.2H4c-.7 0-1.2-.5-1.2-1.2z" />
  ),
  problems: (
    <>
      <path d="M10 3.2 17.4 16H2.6z" />
      <path d="M10 8.2v3.6M10 13.9v.1" />
    </>
  ),
  settings: (
    <>
      <path d="M3 5.6h7.4M14.6 5.6H17M3 14.4h2.4M9.6 14.4H17" />
      <circle cx="12.5" cy="5.6" r="2.1" />
      <circle cx="7.5" cy="14.4" r="2.1" />
    </>
  ),
  about: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <path d="M10 9.2v4.4M10 6.4v.1" />
    </>
  ),
  check: <path d="m4.4 10.4 3.8 3.8 7.6-8.2" />,
  cross: <path d="m5.4 5.4 9.2 9.2M14.6 5.4l-9.2 9.2" />,
  minus: <path d="M5.5 10h9" />,
  waiting: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <path d="M10 6v4.2l2.8 1.8" />
    </>
  ),
  sending: <path d="M10 16.4V4M5 8.8 10 3.8l5 5" />,
  checking: (
    <>
      <circle cx="9" cy="9" r="5.6" />
      <path d="m13.2 13.2 3.8 3.8M6.6 9.2l1.7 1.7 3-3.4" />
    </>
  ),
  paused: <path d="M7 4.4v11.2M13 4.4v11.2" />,
  offline: (
    <path d="M3 3l14 14M6.2 6.5A6 6 0 0 0 4.6 7.6M2 9.8 2.2 9.6M10 4.8c3 0 5.7 1.2 7.7 3.3M7.1 11.7A4.6 4.6 0 0 1 10 10.7M10 15.2v.1" />
  ),
  hand: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <path d="M10 5.8v5M10 13.9v.1" />
    </>
  ),
  copy: (
    <>
      <rect x="7.2" y="7.2" width="9" height="9.6" rx="1.6" />
      <path d="M12.8 7V5a1.6 1.6 0 0 0-1.6-1.6H5.4A1.6 1.6 0 0 0 3.8 5v6.4A1.6 1.6 0 0 0 5.4 13h1.6" />
    </>
  ),
  eye: (
    <>
      <path d="M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10z" />
      <circle cx="10" cy="10" r="2.3" />
    </>
  ),
  eyeOff: (
    <path d="M3 3l14 14M8 5.1c.6-.2 1.3-.3 2-.3 5 0 7.8 5.2 7.8 5.2s-.8 1.5-2.3 2.9M5 6.5C3.2 7.9 2.2 10 2.2 10S5 15.2 10 15.2c1.2 0 2.3-.3 3.2-.7M8.3 8.4a2.3 2.3 0 0 0 3.2 3.3" />
  ),
  plus: <path d="M10 4.2v11.6M4.2 10h11.6" />,
  search: (
    <>
      <circle cx="8.8" cy="8.8" r="5.4" />
      <path d="m12.9 12.9 4.1 4.1" />
    </>
  ),
  chevronRight: <path d="m7.6 4.8 5.2 5.2-5.2 5.2" />,
  chevronDown: <path d="m4.8 7.6 5.2 5.2 5.2-5.2" />,
  up: <path d="M10 15.8V4.6M5.4 9.2 10 4.6l4.6 4.6" />,
  link: (
    <path d="M11.6 4H16v4.4M15.8 4.2 9.4 10.6M13.6 11.4V15c0 .7-.5 1.2-1.2 1.2H5c-.7 0-1.2-.5-1.2-1.2V7.6c0-.7.5-1.2 1.2-1.2h3.6" />
  ),
  computer: (
    <>
      <rect x="2.8" y="3.8" width="14.4" height="9.4" rx="1.4" />
      <path d="M7 16.4h6M10 13.4v3" />
    </>
  ),
  key: (
    <>
      <circle cx="6.6" cy="13.4" r="3.6" />
      <path d="m9.2 10.8 7-7M13.4 6.6l2.4 2.4" />
    </>
  ),
  lock: (
    <>
      <rect x="4.2" y="9" width="11.6" height="8" rx="1.6" />
      <path d="M6.8 9V6.4a3.2 3.2 0 0 1 6.4 0V9M10 12.2v1.8" />
    </>
  ),
  unlock: (
    <>
      <rect x="4.2" y="9" width="11.6" height="8" rx="1.6" />
      <path d="M6.8 9V6a3.2 3.2 0 0 1 6.2-1.1M10 12.2v1.8" />
    </>
  ),
  target: (
    <>
      <circle cx="10" cy="10" r="7.2" />
      <circle cx="10" cy="10" r="3.2" />
    </>
  ),
  retry: <path d="M16.2 9.4A6.3 6.3 0 1 0 14.7 14M16.4 4.8v4.6h-4.6" />,
  receipt: <path d="M5 2.8h10v14.4l-2.5-1.5-2.5 1.5-2.5-1.5L5 17.2zM7.8 6.8h4.4M7.8 10h4.4" />,
} as const satisfies Record<string, ReactElement>;

export type IconName = keyof typeof drawings;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}

/** The mark of the app: a hull that leaves its slipway. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path d="M6.5 11.5h17.2c-.5 4.3-3.6 7.3-8.2 7.3h-2.3c-3.6 0-6.2-2.9-6.7-7.3z" fill="var(--on-accent)" />
      <path d="M5.5 25.5 26.5 20" stroke="var(--on-accent)" strokeWidth="2.2" strokeLinecap="round" />
      <path d="M15.2 6v5" stroke="var(--on-accent)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
