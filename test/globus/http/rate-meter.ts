import { type GlobusModel } from '../model/model';

const windowMs = 10_000;

/** Counts requests per identity over ten seconds. */
export class RateMeter {
  private readonly seen = new Map<string, number[]>();

  constructor(private readonly model: GlobusModel) {}

  /** Seconds to wait when the identity asked too often; null when it may go on. */
  refusal(bearer: string | null): number | null {
    const perSecond = this.model.limits.requestsPerSecond;
    if (perSecond === null || bearer === null) return null;
    const token = this.model.auth.liveToken(bearer);
    if (token === null) return null;
    const nowMs = this.model.clock.nowMs();
    const recent = (this.seen.get(token.identityId) ?? []).filter((ms) => nowMs - ms < windowMs);
    this.seen.set(token.identityId, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= (perSecond * windowMs) / 1000) {
      return Math.max(1, Math.ceil((oldest + windowMs - nowMs) / 1000));
    }
    recent.push(nowMs);
    return null;
  }
}
