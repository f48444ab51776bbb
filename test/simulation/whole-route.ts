import { type TransferRoute } from '../../main/adapters/route-transfer/transfer-route';
import { type Order } from '../../main/domain/order';
import { type FileProof } from '../../main/domain/proof';
import { type TaskEvent } from '../../main/domain/task-event';
import { type TaskNews } from '../../main/domain/task-news';
import { type RemoteEntry } from '../../main/ports/globus';
import { type Route } from '../../main/ports/route';
import { type RunGate } from './service-side';

/** The app's own route; each call is counted, and each poll. */
export class WholeRoute implements Route {
  readonly slots: number;
  readonly datasetsPerOrder: number;
  readonly #route: TransferRoute;
  readonly #run: RunGate;

  constructor(route: TransferRoute, run: RunGate) {
    this.slots = route.slots;
    this.datasetsPerOrder = route.datasetsPerOrder;
    this.#route = route;
    this.#run = run;
  }

  issueSubmissionId(): Promise<string> {
    this.#run.called();
    return this.#route.issueSubmissionId();
  }
  send(order: Order): Promise<{ readonly taskId: string }> {
    this.#run.called();
    return this.#route.send(order);
  }
  follow(taskIds: readonly string[]): Promise<ReadonlyMap<string, TaskNews>> {
    this.#run.called();
    this.#run.follows(taskIds);
    return this.#route.follow(taskIds);
  }
  eventsOf(taskId: string): Promise<readonly TaskEvent[]> {
    this.#run.called();
    return this.#route.eventsOf(taskId);
  }
  prove(taskId: string): AsyncIterable<readonly FileProof[]> {
    this.#run.called();
    return this.#route.prove(taskId);
  }
  readBack(collectionId: string, path: string): Promise<readonly RemoteEntry[] | null> {
    this.#run.called();
    return this.#route.readBack(collectionId, path);
  }
  entryAt(collectionId: string, path: string): Promise<RemoteEntry | null> {
    this.#run.called();
    return this.#route.entryAt(collectionId, path);
  }
  timeMs(): Promise<number | null> {
    this.#run.called();
    return this.#route.timeMs();
  }
  heardTimeMs(): number | null {
    return this.#route.heardTimeMs();
  }
  stop(taskId: string): Promise<void> {
    this.#run.called();
    return this.#route.stop(taskId);
  }
}
