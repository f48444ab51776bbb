export type KeychainQuestion =
  | { readonly id: number; readonly kind: 'read' | 'forget'; readonly account: string }
  | { readonly id: number; readonly kind: 'save'; readonly account: string; readonly secret: string };
export type KeychainAnswer =
  | { readonly id: number; readonly state: 'ok'; readonly secret: string }
  | { readonly id: number; readonly state: 'done' | 'missing' | 'locked' | 'unavailable' };
export const service = 'Slipway';
