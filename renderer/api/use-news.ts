import { useEffect, useEffectEvent } from 'react';
import type { News, NewsName } from '../../preload/contract';
import { useBridge } from './bridge';

export function useNews<N extends NewsName>(name: N, hear: (message: News<N>) => void): void {
  const bridge = useBridge();
  const heard = useEffectEvent(hear);
  useEffect(
    () =>
      bridge.on(name, (message) => {
        heard(message);
      }),
    [bridge, name],
  );
}
