/** One planted fault: a piece of the engine's source, which must be there exactly once, and what stands there instead. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const mutations: readonly Mutation[] = [
  {
    name: 'skips the look-again before calling it delivered',
    file: 'main/engine/proving.ts',
    from: "return look.activity === dataset.summary?.activity ? 'same' : 'differs';",
    to: "return 'same';",
  },
  {
    name: 'trusts SUCCEEDED alone',
    file: 'main/engine/proving.ts',
    from: '} else if (doubt !== null) {',
    to: '} else if (doubt !== null && taskId === dataset.id) {',
  },
  {
    name: 'does not read back what the service did not list',
    file: 'main/engine/proving.ts',
    from: 'for (const file of page) {\n        const doubt',
    to: 'for (const file of page.slice(page.length)) {\n        const doubt',
  },
  {
    name: 'forgets the submission id before sending',
    file: 'main/engine/ordering.ts',
    from: 'const { taskId } = await route.send(delivery.order);',
    to: 'const { taskId } = await route.send({ ...delivery.order, submissionId: await route.issueSubmissionId() });',
  },
  {
    name: 'asks for a new submission id when an order is repeated',
    file: 'main/engine/ordering.ts',
    from: 'try {\n        await this.#send(delivery);',
    to: 'try {\n        await this.#send({ ...delivery, order: { ...delivery.order, submissionId: await route.issueSubmissionId() } });',
  },
  {
    name: 'writes the order down only after it was sent',
    file: 'main/engine/ordering.ts',
    from: 'ledger.keepDelivery(delivery);\n      for',
    to: 'void this.#deps.route.send(delivery.order).catch(() => undefined);\n      ledger.keepDelivery(delivery);\n      for',
  },
  {
    name: 'never asks again for an order whose answer was lost',
    file: 'main/engine/ordering.ts',
    from: 'if (delivery.taskId !== null) continue;',
    to: 'if (delivery.id !== "") continue;',
  },
  {
    name: 'leaves a task running that it gives up',
    file: 'main/engine/following.ts',
    from: 'if (verdict.cancelFirst) await this.#deps.route.stop(news.taskId);',
    to: '',
  },
  {
    name: 'does not see that a file was rewritten in the same size',
    file: 'main/domain/file-fact.ts',
    from: "const line = `${path}\\0${String(bytes)}\\0${timesMs.join('\\0')}`;",
    to: 'const line = `${path}\\0${String(bytes)}\\0${String(timesMs.length)}`;',
  },
  {
    name: 'takes the manifest and the quiet look for the same without comparing them',
    file: 'main/engine/settling.ts',
    from: 'if (sum.toString() !== look.content) return false;',
    to: '',
  },
  {
    name: 'sends two datasets to one place',
    file: 'main/engine/settling.ts',
    from: 'if (other !== null) throw',
    to: 'if (other !== null && other.id === dataset.id) throw',
  },
  {
    name: 'overwrites what others put at the destination',
    file: 'main/engine/ordering.ts',
    from: 'if (taken === null) return true;',
    to: 'if (taken !== "") return true;',
  },
  {
    name: 'does not see that a delivered dataset changed',
    file: 'main/engine/settling.ts',
    from: '} else if (known.deliveredContent !== look.content) await',
    to: '} else if (look.files < 0) await',
  },
  {
    name: 'waits for ever for a dataset that is gone',
    file: 'main/engine/watching.ts',
    from: "if (!seen.has(key) && (phase === 'settling' ||",
    to: "if (!seen.has(key) && (phase === 'held' ||",
  },
  {
    name: 'leaves a finished delivery in its slot',
    file: 'main/engine/proving.ts',
    from: 'if (isOver) {',
    to: 'if (isOver && datasets.length === 0) {',
  },
  {
    name: 'closes a delivery before all of it is proven',
    file: 'main/engine/proving.ts',
    from: "!['submitting', 'transferring', 'verifying'].includes(dataset.phase)",
    to: "!['submitting', 'transferring'].includes(dataset.phase) || toProve.length === 0",
  },
  {
    name: 'writes the delivery and its receipt in two writes',
    file: 'main/engine/proving.ts',
    from: 'ledger.atomically(() => {\n      if (apply',
    to: '((work: () => void) => work())(() => {\n      if (apply',
  },
  {
    name: 'polls at every poke',
    file: 'main/engine/following.ts',
    from: 'if (restMs > 0) return restMs;',
    to: '',
  },
  {
    name: 'sends during a pause',
    file: 'main/engine/ordering.ts',
    from: 'if (!this.#mayStart(settings)) return null;',
    to: '',
  },
  {
    name: 'takes more than its slots',
    file: 'main/engine/ordering.ts',
    from: 'while (ledger.countOpenDeliveries() < route.slots) {',
    to: 'while (ledger.countOpenDeliveries() < route.slots + 1) {',
  },
  {
    name: 'gives up for good at a full ledger',
    file: 'main/engine/loop.ts',
    from: 'delayMs = this.#failed(thrown);',
    to: 'delayMs = this.#failed(thrown) * 1e6;',
  },
];
