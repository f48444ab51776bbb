import { type ControlClient } from '../globus/control-client';
import { type PracticeCollection } from '../globus/start';
import { type Mishap, type Round, type Trouble } from './plan';

export interface Sky {
  readonly control: ControlClient;
  readonly source: PracticeCollection;
  readonly destination: PracticeCollection;
  /** The app's identity. */
  readonly clientId: string;
}

/** Lets faults, troubles and mishaps of a plan come over the practice Globus, counts them, and heals them again. */
export class Weather {
  /** Requests hit, and troubles begun, by kind. */
  readonly counts = new Map<string, number>();
  readonly #sky: Sky;
  readonly #lasting = new Map<Trouble, number>();
  readonly #kinds = new Map<string, string>();

  constructor(sky: Sky) {
    this.#sky = sky;
  }

  async begin(round: Round): Promise<void> {
    const { control } = this.#sky;
    for (const [kind, left] of this.#lasting)
      if (left > 0) this.#lasting.set(kind, left - 1);
      else await this.#heal(kind);
    for (const order of round.faults) {
      const { faultId } = await control.call('fault.add', order);
      this.#kinds.set(faultId, order.kind);
    }
    if (round.trouble !== null && !this.#lasting.has(round.trouble.kind)) {
      this.#lasting.set(round.trouble.kind, round.trouble.rounds);
      await this.#set(round.trouble.kind, true);
      this.#count(round.trouble.kind);
    }
    if (round.mishap !== null) await this.#happen(round.mishap);
  }

  /** Ends the faults of the round; a trouble may last longer. */
  async end(): Promise<void> {
    const { control } = this.#sky;
    for (const [id, hits] of Object.entries(await control.call('fault.hits', {}))) {
      const kind = this.#kinds.get(id);
      if (kind !== undefined) this.#count(kind, hits);
    }
    this.#kinds.clear();
    await control.call('fault.clear', {});
  }

  async clear(): Promise<void> {
    await this.end();
    await this.#sky.control.call('corruption.clear', {});
    for (const kind of [...this.#lasting.keys()]) await this.#heal(kind);
  }

  async #heal(kind: Trouble): Promise<void> {
    this.#lasting.delete(kind);
    await this.#set(kind, false);
  }

  async #set(kind: Trouble, isOn: boolean): Promise<void> {
    const { control, source, destination, clientId } = this.#sky;
    switch (kind) {
      case 'personalOffline':
        await control.call('gcp.connect', { collectionId: source.id, isConnected: !isOn });
        return;
      case 'personalPaused':
        await control.call('gcp.pause', { collectionId: source.id, isPaused: isOn });
        return;
      case 'destinationPaused':
        if (isOn) await control.call('collection.pause', { collectionId: destination.id, ls: true });
        else await control.call('collection.unpause', { collectionId: destination.id });
        return;
      case 'permissionLost':
        await control.call('permission.set', {
          collectionId: destination.id,
          principal: clientId,
          path: '/',
          permissions: isOn ? 'none' : 'rw',
        });
        return;
      case 'storageFull':
        await control.call('collection.space', { collectionId: destination.id, freeBytes: isOn ? 0 : null });
        return;
      case 'loginRefused':
        await control.call('collection.login', { collectionId: destination.id, isRefused: isOn });
    }
  }

  async #happen(kind: Mishap): Promise<void> {
    const { control, destination } = this.#sky;
    switch (kind) {
      case 'corruption':
        await control.call('corruption.add', { collectionId: destination.id, times: 2 });
        break;
      case 'tokensRevoked':
        await control.call('token.revoke', {});
        break;
      case 'taskCanceled': {
        const { tasks } = await control.call('task.list', {});
        const running = tasks.find((task) => task.status === 'ACTIVE');
        if (running === undefined) return;
        await control.call('task.cancelAsAdmin', { taskId: running.taskId, message: 'maintenance' });
      }
    }
    this.#count(kind);
  }

  #count(kind: string, times = 1): void {
    if (times > 0) this.counts.set(kind, (this.counts.get(kind) ?? 0) + times);
  }
}
