import { type Dataset, landsAt } from '../../main/domain/dataset';
import { type Order } from '../../main/domain/order';
import { type Ledger } from '../../main/ports/ledger';
import { type SimDisk } from './sim-disk';
import { type Told } from './sim-ledger';
import { type SimService } from './sim-service';

export interface Watched {
  readonly ledger: Ledger;
  readonly disk: SimDisk;
  readonly service: SimService;
  isPaused(): boolean;
  /** Milliseconds on the clock that never jumps, and how long a dataset must stand still. */
  monotonicMs(): number;
  readonly quietForMs: number;
  violated(invariant: string, detail: string): void;
}

/** Holds what the engine writes down and asks for against what it promised, at each commit and each request. */
export class Invariants {
  readonly #world: Watched;
  readonly #ordered = new Map<string, number>();
  readonly #accepted = new Map<string, number>();

  constructor(world: Watched) {
    this.#world = world;
  }

  committed(told: readonly Told[]): void {
    for (const { dataset, event } of told) {
      if (event === null) continue;
      if (event.kind === 'ordered') {
        this.#ordered.set(dataset.id, (this.#ordered.get(dataset.id) ?? 0) + 1);
        if (this.#world.isPaused()) this.#world.violated('a pause lets nothing new out', dataset.key);
      }
      if (event.kind === 'quiet') this.#isQuiet(dataset);
      if (event.kind === 'matched') this.#arrived(dataset.id);
    }
  }

  /** A task was made: each dataset in it has a row, and each task of a dataset an order of its own on disk. */
  accepted(order: Order): void {
    const { ledger, violated } = this.#world;
    for (const id of new Set(order.items.map((item) => item.datasetId))) {
      if (ledger.dataset(id) === null) violated('never a dataset without a row', id);
      const tasks = (this.#accepted.get(id) ?? 0) + 1;
      this.#accepted.set(id, tasks);
      const orders = this.#ordered.get(id) ?? 0;
      if (tasks > orders)
        violated('never two tasks of one order', `dataset ${id}: ${String(tasks)} tasks for ${String(orders)} orders`);
    }
  }

  #isQuiet(dataset: Dataset): void {
    const { ledger, disk, violated, monotonicMs, quietForMs } = this.#world;
    for (const file of ledger.manifest(dataset.id, dataset.version, null, -1)) {
      const agoMs = monotonicMs() - (disk.writeOf(file)?.writtenAtMs ?? Infinity);
      if (agoMs < quietForMs)
        violated('nothing goes out early', `${dataset.key}: ${file.path} was written ${String(agoMs)} ms ago`);
    }
  }

  #arrived(id: string): void {
    const { ledger, disk, service, violated } = this.#world;
    const dataset = ledger.dataset(id);
    if (dataset === null) return;
    const manifest = ledger.manifest(id, dataset.version, null, -1);
    if (manifest.length === 0) violated('delivered is delivered', `${dataset.key} has an empty manifest`);
    for (const file of manifest) {
      const path = landsAt(dataset, file.path);
      const there = service.destination.get(path);
      if (there === undefined) violated('delivered is delivered', `${path} is not at the destination`);
      else if (there.content !== disk.writeOf(file)?.content)
        violated('delivered is delivered', `${path} holds other bytes than the manifest`);
    }
    const receipt = ledger.versions(id).find((version) => version.version === dataset.version);
    if (receipt?.files !== manifest.length) violated('each delivery has its receipt', dataset.key);
  }

  /** What must be true between any two events. */
  standing(): void {
    const { ledger, violated } = this.#world;
    const open = new Set(ledger.openDeliveries().map((delivery) => delivery.id));
    for (const phase of ['submitting', 'transferring', 'verifying'] as const)
      for (const dataset of ledger.inPhase(phase, -1))
        if (dataset.deliveryId === null || !open.has(dataset.deliveryId))
          violated('what is under way has an open delivery', `${dataset.key} is ${phase}`);
  }
}
