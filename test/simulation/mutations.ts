/** One planted fault: a piece of the app's source, which must be there exactly once, and what stands there instead. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Only seen where the ledger lies in a file, and a crash drops what was not yet on the disk. */
  readonly isOfDisk?: true;
}

export const mutations: readonly Mutation[] = [
  {
    name: 'judges by an old task what was taken back and is on its way with another',
    file: 'main/engine/proving.ts',
    from: "return now?.phase === 'verifying' && now.deliveryId === delivery.id;",
    to: 'return now !== null && delivery.id !== "";',
  },
  {
    name: 'skips the look-again before calling it delivered',
    file: 'main/engine/proving.ts',
    from: "return look.activity === dataset.summary?.activity ? 'same' : 'differs';",
    to: "return 'same';",
  },
  {
    name: 'compares the content and not the activity in the look-again',
    file: 'main/engine/proving.ts',
    from: "return look.activity === dataset.summary?.activity ? 'same' : 'differs';",
    to: "return look.content === dataset.summary?.content ? 'same' : 'differs';",
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
    name: 'takes any size for the right one when it reads back',
    file: 'main/engine/proving.ts',
    from: 'if (there.bytes !== file.bytes)',
    to: 'if (there.bytes < 0)',
  },
  {
    name: 'does not see that the task never saw a file',
    file: 'main/engine/proving.ts',
    from: 'if (first !== undefined && missed > 0)',
    to: 'if (first !== undefined && missed > 1e9)',
  },
  {
    name: 'calls it delivered when all but the last files are there',
    file: 'main/engine/proving.ts',
    from: "} else if (dataset.stage === 'first' && (dataset.summary?.lastFiles ?? 0) > 0) {",
    to: "} else if (dataset.stage === 'first' && (dataset.summary?.lastFiles ?? 0) > 1e9) {",
  },
  {
    name: 'sends the last files with the first',
    file: 'main/engine/write-order.ts',
    from: "if (file.isLast === (dataset.stage === 'last'))",
    to: "if (file.isLast === (dataset.stage === 'last') || file.isLast)",
  },
  {
    name: 'does not leave the last files out of a folder',
    file: 'main/engine/write-order.ts',
    from: "return [...rule.sendLast.map((name): GlobusFilter => ({ method: 'exclude', type: 'file', name })), ...filters];",
    to: 'return filters;',
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
    name: 'adopts another task when there is a conflict',
    file: 'main/engine/ordering.ts',
    from: "this.#conflicts.set(delivery.id, { code: 'conflict', facts: { task } });",
    to: "if (task !== '') { this.#deps.ledger.atomically(() => { this.#deps.ledger.keepDelivery({ ...delivery, taskId: task }); for (const dataset of this.#deps.ledger.ofDelivery(delivery.id)) apply(this.#deps, dataset.id, { kind: 'accepted' }); }); return; }",
  },
  {
    name: 'forgets which versions were sent',
    file: 'main/engine/ordering.ts',
    from: "ledger.keepSent(dataset.id, dataset.version, { collectionId, destinationPath: dataset.destinationPath ?? '' });",
    to: 'void collectionId;',
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
    name: 'overwrites what others put at the destination',
    file: 'main/engine/ordering.ts',
    from: 'if (taken === null) return true;',
    to: 'if (taken !== "") return true;',
  },
  {
    name: 'takes a file of the same size for the same file',
    file: 'main/engine/free-place.ts',
    from: 'Math.abs(there.modifiedAtMs - file.modifiedAtMs) < sameTimeWithinMs;',
    to: 'Math.abs(there.modifiedAtMs - file.modifiedAtMs) < 1e15;',
  },
  {
    name: 'goes over the only copy of a run whose name is used again',
    file: 'main/engine/free-place.ts',
    from: 'return this.#ledger.wasSent(dataset.id, file.path, to, dataset.ownFromVersion);',
    to: 'return this.#ledger.wasSent(dataset.id, file.path, to, 0);',
  },
  {
    name: 'trusts a listing from before the only copy came there',
    file: 'main/engine/ordering.ts',
    from: 'const sinceMs = clock.monotonicMs();',
    to: 'const sinceMs = clock.monotonicMs() - 60_000;',
  },
  {
    name: 'rewrites a manifest that was ordered',
    file: 'main/domain/dataset.ts',
    from: 'return isOrdered && dataset.orderedContent !== content ? dataset.version + 1 : dataset.version;',
    to: 'return isOrdered && content === "" ? dataset.version + 1 : dataset.version;',
  },
  {
    name: 'leaves a task running that it gives up',
    file: 'main/engine/following.ts',
    from: 'if (verdict.cancelFirst) await this.#deps.route.stop(news.taskId);',
    to: '',
  },
  {
    name: 'polls at every poke',
    file: 'main/engine/following.ts',
    from: 'if (restMs > 0) return restMs;',
    to: '',
  },
  {
    name: 'takes back what is on its way and lets its tasks run',
    file: 'main/engine/engine.ts',
    from: 'await route.stop(taskId);',
    to: '',
  },
  {
    name: 'does not see that a file was rewritten in the same size',
    file: 'main/domain/file-fact.ts',
    from: 'number[0] = i === 0 ? bytes : i === 1 ? modifiedAtMs : changedAtMs;',
    to: 'number[0] = i === 0 ? bytes : i === 1 ? 0 : changedAtMs;',
  },
  {
    name: 'takes the manifest and the quiet look for the same without comparing them',
    file: 'main/engine/settling.ts',
    from: 'if (sum.toString() !== look.content) return false;',
    to: '',
  },
  {
    name: 'looks whether a place is taken only before it takes the manifest',
    file: 'main/engine/settling.ts',
    from: 'if (this.#destinationOf(dataset, look) !== destinationPath) return false;',
    to: '',
  },
  {
    name: 'sends two datasets to one place',
    file: 'main/engine/settling.ts',
    from: 'if (other !== null) throw',
    to: 'if (other !== null && other.id === dataset.id) throw',
  },
  {
    name: 'does not see that a delivered dataset changed',
    file: 'main/engine/settling.ts',
    from: '} else if (known.deliveredContent !== look.content) await',
    to: '} else if (look.files < 0) await',
  },
  {
    name: 'counts the quiet time up to later than the beginning of a look',
    file: 'main/engine/settling.ts',
    from: 'const verdict = judge(this.#rule, still, this.#agesOf(dataset, still, beganMs));',
    to: 'const verdict = judge(this.#rule, still, this.#agesOf(dataset, still, clock.monotonicMs() + 500));',
  },
  {
    name: 'sends what another program has open',
    file: 'main/engine/settling.ts',
    from: 'if (file !== null) {',
    to: 'if (file === "") {',
  },
  {
    name: 'waits for ever for a dataset that is gone',
    file: 'main/engine/watching.ts',
    from: "if (!seen.has(key) && (phase === 'settling' ||",
    to: "if (!seen.has(key) && (phase === 'held' ||",
  },
  {
    name: 'takes the token of a sweep before what it told is worked in',
    file: 'main/engine/watching.ts',
    from: 'token = part.token;',
    to: 'token = part.token;\n      this.#token = token ?? this.#token;',
  },
  {
    name: 'takes what went while it settled for the same run when its name is used again',
    file: 'main/domain/dataset.ts',
    from: 'isNewRun(dataset) ? nextRun(dataset) : {}',
    to: '{}',
  },
  {
    name: 'sends while the mark of the instrument says that it works',
    file: 'main/domain/settle.ts',
    from: 'const blocker = rule.notWhile.find((glob) => look.marksFound.includes(glob));',
    to: 'const blocker = rule.notWhile.find((glob) => glob === look.key);',
  },
  {
    name: 'sends before the sentinel is there',
    file: 'main/domain/settle.ts',
    from: 'const missing = isWhole ? rule.sentinels.find(',
    to: 'const missing = isWhole && look.files > 1e9 ? rule.sentinels.find(',
  },
  {
    name: 'forgets what it was asked to look at when it looks at all',
    file: 'main/engine/watching.ts',
    from: 'if (asked.size <= singleLooks) for (const key of asked) await this.#lookAtKey(key);',
    to: '',
  },
  {
    name: 'believes a look at one dataset although it is back as it was by the next look at all',
    file: 'main/engine/watching.ts',
    from: 'if (!isWhole && !seen.has(key)) await this.#lookAtKey(key);',
    to: '',
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
    from: "ledger.atomically(() => {\n      if (apply(this.#deps, dataset.id, { kind: 'matched' })",
    to: "((work: () => void) => work())(() => {\n      if (apply(this.#deps, dataset.id, { kind: 'matched' })",
  },
  {
    name: 'gives up for good at a full ledger',
    file: 'main/engine/loop.ts',
    from: 'delayMs = this.#delayAfter(thrown);',
    to: 'delayMs = this.#delayAfter(thrown) * 1e6;',
  },
  {
    name: 'removes a local file without reading it',
    file: 'main/domain/clean-up.ts',
    from: "return now.hex.toLowerCase() === file.checksum.toLowerCase() ? null : 'changed';",
    to: 'return null;',
  },
  {
    name: 'removes a local file whose checksum nobody told',
    file: 'main/domain/clean-up.ts',
    from: "if (file.checksum === null) return 'noChecksum';",
    to: 'if (file.checksum === null) return null;',
  },
  {
    name: 'cleans up a version that nobody said yes to',
    file: 'main/engine/cleaning.ts',
    from: "if (dataset.version !== cleanUp.version || dataset.phase !== 'delivered') {",
    to: 'if (dataset.version < 0) {',
  },
  {
    name: 'removes a local file before it writes that down',
    file: 'main/engine/cleaning.ts',
    from: 'ledger.keepRemoval({ ...removal, atMs: clock.nowMs(), isDone: false });',
    to: '',
  },
  {
    name: 'loses the last steps when the power is cut',
    file: 'main/adapters/ledger-sqlite/open.ts',
    from: 'PRAGMA synchronous = FULL',
    to: 'PRAGMA synchronous = NORMAL',
    isOfDisk: true,
  },
];
