/** Walks folders in a thread of its own, so that a slow disk never holds the app. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../domain/problem';
import { type FilesAnswer, type FilesQuestion } from './messages';
import { folderError, Walk } from './walk';

const port = parentPort;
port?.on('message', (question: FilesQuestion) => {
  port.postMessage(answer(question));
});

function answer(question: FilesQuestion): FilesAnswer {
  try {
    const walk = new Walk(question.rule);
    return question.kind === 'survey'
      ? { id: question.id, kind: 'looks', looks: walk.survey(question.key ?? undefined) }
      : { id: question.id, kind: 'files', files: walk.manifest(question.key ?? '') };
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : folderError(question.rule.path, thrown);
    return { id: question.id, kind: 'failed', code: error.code, facts: error.facts };
  }
}
