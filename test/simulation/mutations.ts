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
    from: "return look.content === dataset.summary?.content ? 'same' : 'differs';",
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
    from: 'for (const file of files) {\n      const path',
    to: 'for (const file of files.slice(files.length)) {\n      const path',
  },
  {
    name: 'forgets the submission id before sending',
    file: 'main/engine/sending.ts',
    from: 'const { taskId } = await route.send(delivery.order);',
    to: 'const { taskId } = await route.send({ ...delivery.order, submissionId: await route.issueSubmissionId() });',
  },
  {
    name: 'asks for a new submission id when an order is repeated',
    file: 'main/engine/sending.ts',
    from: 'if (delivery.taskId === null) await this.#send(delivery);',
    to: 'if (delivery.taskId === null) await this.#send({ ...delivery, order: { ...delivery.order, submissionId: await route.issueSubmissionId() } });',
  },
  {
    name: 'writes the order down only after it was sent',
    file: 'main/engine/sending.ts',
    from: 'ledger.keepDelivery(delivery);\n      for',
    to: 'void this.#deps.route.send(order).catch(() => undefined);\n      ledger.keepDelivery(delivery);\n      for',
  },
  {
    name: 'never asks again for an order whose answer was lost',
    file: 'main/engine/sending.ts',
    from: 'if (delivery.taskId === null) await this.#send(delivery);',
    to: 'if (delivery.taskId === null) continue;',
  },
  {
    name: 'leaves a task running that it gives up',
    file: 'main/engine/sending.ts',
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
    file: 'main/engine/watching.ts',
    from: 'if (content !== look.content) {',
    to: 'if (content === "") {',
  },
  {
    name: 'sends two datasets to one place',
    file: 'main/engine/watching.ts',
    from: 'if (other !== null) throw',
    to: 'if (other !== null && other.id === dataset.id) throw',
  },
  {
    name: 'overwrites what others put at the destination',
    file: 'main/engine/sending.ts',
    from: 'if (path === null || ledger.wasOrdered(dataset.id)) return true;',
    to: 'if (path !== null || ledger.wasOrdered(dataset.id)) return true;',
  },
  {
    name: 'does not see that a delivered dataset changed',
    file: 'main/engine/watching.ts',
    from: 'if (look.files > 0 && known.deliveredContent !== look.content && !isOnlyLess(known, look))',
    to: 'if (look.files < 0)',
  },
  {
    name: 'waits for ever for a dataset that is gone',
    file: 'main/engine/watching.ts',
    from: 'if (dataset.folderId === this.rule.id && !seen.has(dataset.key)) this.#gone(dataset);',
    to: 'if (dataset.folderId === this.rule.id && !seen.has(dataset.key)) continue;',
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
    from: 'ledger.atomically(() => {\n        if (apply',
    to: '((work: () => void) => work())(() => {\n        if (apply',
  },
  {
    name: 'polls at every poke',
    file: 'main/engine/sending.ts',
    from: 'if (restMs > 0) return restMs;',
    to: '',
  },
  {
    name: 'sends during a pause',
    file: 'main/engine/sending.ts',
    from: 'if (isPaused(this.#deps.settings.read(), clock.nowMs())) return null;',
    to: '',
  },
  {
    name: 'takes more than its slots',
    file: 'main/engine/sending.ts',
    from: 'while (ledger.openDeliveries().length < route.slots) {',
    to: 'while (ledger.openDeliveries().length < route.slots + 1) {',
  },
  {
    name: 'gives up for good at a full ledger',
    file: 'main/engine/loop.ts',
    from: 'delayMs = this.#failed(thrown);',
    to: 'delayMs = this.#failed(thrown) * 1e6;',
  },
];
