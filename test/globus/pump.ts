import { type GlobusModel } from './model/model';

/** Work is done in slices of this length, so that requests are answered in between. */
const sliceMs = 8;
/** Longest sleep, so that changes made to the model in process are seen soon. */
const longestSleepMs = 50;

/** Drives a model in real time. */
export class Pump {
  private timer: NodeJS.Timeout | null = null;
  private immediate: NodeJS.Immediate | null = null;
  private isStopped = false;

  constructor(
    private readonly model: GlobusModel,
    private readonly onBug: (thrown: unknown) => void,
  ) {}

  /** There may be work: look at once. */
  poke(): void {
    if (this.isStopped || this.immediate !== null) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.immediate = setImmediate(() => {
      this.immediate = null;
      this.slice();
    });
  }

  private slice(): void {
    const untilMs = performance.now() + sliceMs;
    let isBusy = true;
    try {
      while (isBusy && performance.now() < untilMs) isBusy = this.model.step();
    } catch (thrown) {
      this.onBug(thrown);
    }
    if (isBusy) {
      this.poke();
      return;
    }
    const wakeMs = this.model.nextWakeMs();
    if (wakeMs === null) return;
    const delayMs = Math.min(Math.max(wakeMs - this.model.clock.nowMs(), 1), longestSleepMs);
    this.timer = setTimeout(() => this.poke(), delayMs);
  }

  stop(): void {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.immediate !== null) clearImmediate(this.immediate);
  }
}
