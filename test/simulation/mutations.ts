/** A piece of the app's source, which must be there exactly once, and what stands there instead. */
interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
/** One planted fault. */
export interface Mutation extends Edit {
  readonly name: string;
  /** Where the app has more than one fence against the same harm, the others: each alone would hide the fault. */
  readonly also?: readonly Edit[];
  /** Only seen where the ledger lies in a file, and a crash drops what was not yet on the disk. */
  readonly isOfDisk?: true;
  /** Lies in the route or the HTTP layer, which only the whole simulation plays. */
  readonly isWhole?: true;
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
    from: 'if (there.bytes === file.bytes) return null;',
    to: 'if (there.bytes >= 0) return null;',
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
    from: 'await this.#send(id);',
    to: 'const again = ledger.delivery(id); if (again !== null) await route.send({ ...again.order, submissionId: await route.issueSubmissionId() });',
  },
  {
    name: 'writes the order down only after it was sent',
    file: 'main/engine/ordering.ts',
    from: 'ledger.addDelivery(delivery);',
    to: 'void route.send(delivery.order).catch(() => undefined);\n      ledger.addDelivery(delivery);',
  },
  {
    name: 'never asks again for an order whose answer was lost',
    file: 'main/engine/ordering.ts',
    from: 'if (taskId !== null) continue;',
    to: 'if (id !== taskId) continue;',
  },
  {
    name: 'adopts another task when there is a conflict',
    file: 'main/engine/ordering.ts',
    from: "this.#conflicts.set(delivery.id, { code: 'conflict', facts: { task } });",
    to: "if (task !== '') { this.#deps.ledger.atomically(() => { this.#deps.ledger.changeDelivery(delivery.id, { taskId: task }); for (const dataset of this.#deps.ledger.ofDelivery(delivery.id)) apply(this.#deps, dataset.id, { kind: 'accepted' }); }); return; }",
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
    from: 'while (ledger.countRunning() < route.slots) {',
    to: 'while (ledger.countRunning() < route.slots + 1) {',
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
    from: '* secondMs) <= secondMs;',
    to: '* secondMs) <= 1e15;',
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
    name: 'sends two datasets to one place',
    file: 'main/engine/claims.ts',
    from: 'if (other !== null) return { file: path, other };',
    to: '',
  },
  {
    name: 'forgets where files beside a leading file were sent',
    file: 'main/engine/ordering.ts',
    from: 'return dataset.isFolder ? [] : [...filesOf(dataset)].map(({ path }) => landsAt(dataset, path));',
    to: 'void filesOf;\n  return [];',
  },
  {
    name: 'orders another run where the place of the one before was looked at',
    file: 'main/engine/ordering.ts',
    from: 'current.version === dataset.version &&',
    to: '',
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
    from: 'this.#isStopped || sum.toString() !== look.content',
    to: 'this.#isStopped',
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
    from: "return phase === 'settling' || phase === 'queued' ||",
    to: "return phase === 'held' ||",
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
    from: 'return rule.notWhile.find((glob) => look.marksFound.includes(glob));',
    to: 'return rule.notWhile.find((glob) => glob === look.key);',
  },
  {
    name: 'sends before the sentinel is there',
    file: 'main/domain/settle.ts',
    from: 'return needed.find((sentinel) => !look.marksFound.includes(sentinel));',
    to: 'return needed.find((sentinel) => sentinel === look.key);',
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
    name: 'never closes a delivery that is over',
    file: 'main/engine/proving.ts',
    from: 'ledger.changeDelivery(id, { isOpen: false });',
    to: '',
  },
  {
    name: 'closes a delivery before all of it is proven',
    file: 'main/engine/proving.ts',
    from: 'if (ledger.ofDelivery(id).some(({ phase }) => isUnderWay(phase))) return;',
    to: "if (ledger.ofDelivery(id).some(({ phase }) => phase === 'submitting')) return;",
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
    also: [
      {
        file: 'main/engine/cleaning.ts',
        from: "if (file.checksum === null) return 'noChecksum';",
        to: '',
      },
      {
        file: 'main/engine/cleaning.ts',
        from: 'const algorithm = algorithmOf(file);',
        to: "const algorithm = algorithmOf(file) ?? 'md5';",
      },
    ],
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
  {
    name: 'sends while the instrument writes faster than its folder bears',
    file: 'main/engine/watching.ts',
    from: 'return rate > limit ? rate : null;',
    to: 'return rate > limit * 1e9 ? rate : null;',
  },
  {
    name: 'sends from a folder that was paused meanwhile',
    file: 'main/engine/ordering.ts',
    from: 'if (!this.#sendingFolders(settings).some((each) => each.id === rule.id)) return null;',
    to: '',
    // A folder that is paused is another rule as well.
    also: [{ file: 'main/engine/ordering.ts', from: 'if (!isSameRule) return null;', to: '' }],
  },
  {
    name: 'goes on with a token that the service does not take any more',
    file: 'main/adapters/globus-http/globus-http.ts',
    from: 'if (thrown.status === 401 && !hasNewToken) {',
    to: 'if (thrown.status === 4010 && !hasNewToken) {',
    isWhole: true,
  },
  {
    name: 'keeps a token that was refused',
    file: 'main/adapters/globus-http/globus-http.ts',
    from: 'if (this.#tokens.get(transferServer)?.text === bearer) this.#tokens.delete(transferServer);',
    to: '',
    isWhole: true,
  },
  {
    name: 'never asks for a consent that is missing',
    file: 'main/adapters/globus-http/globus-http.ts',
    from: 'thrown.requiredScopes.length > 0 && !hasConsent',
    to: 'thrown.requiredScopes.length > 1e9 && !hasConsent',
    isWhole: true,
  },
  {
    name: 'sends each repeat of a request under a new submission id',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: '(sdk) => transfer.taskSubmission.submitTransfer({ payload }, sdk as never),',
    to: '(sdk) => transfer.taskSubmission.submitTransfer({ payload: { ...documentOf(order), submission_id: crypto.randomUUID() } as never }, sdk as never),',
    isWhole: true,
  },
  {
    name: 'takes a lost answer for a refusal',
    file: 'main/adapters/globus-http/problem-of.ts',
    from: 'return as(networkProblemOf(error),',
    to: "return as(error.status === 0 ? 'globus.badRequest' : networkProblemOf(error),",
    isWhole: true,
  },
  {
    name: 'takes a service that is down for one that refuses',
    file: 'main/adapters/globus-http/problem-of.ts',
    from: "if (error.isOfTheMoment) return as('globus.broken', { status: error.status });",
    to: "if (error.isOfTheMoment) return as('globus.badRequest', { status: error.status });",
    isWhole: true,
  },
  {
    name: 'reads the first page of what was copied and no more',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: 'marker = page.next_marker;',
    to: 'marker = null;',
    isWhole: true,
  },
  {
    name: 'takes any failure to list a folder for an empty place',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: "return list.DATA.map(entryOf);\n    } catch (thrown) {\n      if (thrown instanceof AppError && thrown.code === 'collection.folderMissing') return null;",
    to: 'return list.DATA.map(entryOf);\n    } catch (thrown) {\n      if (thrown instanceof AppError) return null;',
    isWhole: true,
  },
  {
    name: 'takes a dataset off the list that is on its way again',
    file: 'main/engine/letting-go.ts',
    from: 'if (!isLost()) return false;',
    to: '',
    also: [
      {
        file: 'main/engine/letting-go.ts',
        from: "return dataset?.heldFor?.code === 'dataset.goneUnsent' && wasNeverOrdered(dataset) ? dataset : null;",
        to: "return dataset?.heldFor?.code.startsWith('dataset.gone') ? dataset : null;",
      },
    ],
  },
  {
    name: 'sends a folder as one although other datasets lie in it',
    file: 'main/engine/write-order.ts',
    from: 'filters !== null && !isAmongOthers(dataset);',
    to: 'filters !== null;',
  },
  {
    name: 'lets a dataset go into a folder that is on its way',
    file: 'main/engine/claims.ts',
    from: "if (around !== undefined) return { code: 'around', other: around };",
    to: '',
  },
  {
    name: 'lets a folder go around one that is on its way inside it',
    file: 'main/engine/claims.ts',
    from: "if (inside !== undefined) return { code: 'around', other: inside };",
    to: '',
  },
  {
    name: 'believes that a task is stopped although nobody took the request',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: "if (!isNotFound(thrown) && !(thrown instanceof AppError && thrown.code === 'task.conflict')) throw thrown;",
    to: '',
    isWhole: true,
  },
  {
    name: 'does not ask for checksums to be verified',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: 'verify_checksum: true,',
    to: 'verify_checksum: false,',
    isWhole: true,
  },
  {
    name: 'copies whatever looks older instead of what differs by checksum',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: 'sync_level: 3,',
    to: 'sync_level: 2,',
    isWhole: true,
  },
  {
    name: 'takes away from the destination what the source has not',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: 'delete_destination_extra: false,',
    to: 'delete_destination_extra: true,',
    isWhole: true,
  },
  {
    name: 'forgets the filters of an order',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: '...(order.filters.length === 0',
    to: '...(order.filters.length >= 0',
    isWhole: true,
  },
  {
    name: 'takes a task that failed for one that runs',
    file: 'main/adapters/route-transfer/transfer-route.ts',
    from: "status === 'FAILED' ? 'failed' : 'running'",
    to: "status === 'FAILURE' ? 'failed' : 'running'",
    isWhole: true,
  },
  {
    name: 'sends as many requests as it likes',
    file: 'main/adapters/globus-http/request-budget.ts',
    from: 'for (let restMs = this.#restMs(); restMs > 0; restMs = this.#restMs())',
    to: 'for (let restMs = this.#restMs(); restMs > 1e6; restMs = this.#restMs())',
    isWhole: true,
  },
];
