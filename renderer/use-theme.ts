import { useEffect, useSyncExternalStore } from 'react';
import type { SettingsView } from '../preload/contract';

const darkQuery = '(prefers-color-scheme: dark)';

function onSystemTheme(changed: () => void): () => void {
  const query = window.matchMedia(darkQuery);
  query.addEventListener('change', changed);
  return () => {
    query.removeEventListener('change', changed);
  };
}

/** Puts the theme on the root element, where theme.css looks for it. */
export function useTheme(appearance: SettingsView['appearance']): void {
  const isSystemDark = useSyncExternalStore(onSystemTheme, () => window.matchMedia(darkQuery).matches);
  const theme = appearance === 'system' ? (isSystemDark ? 'dark' : 'light') : appearance;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
