import { type Collection, type PauseRule } from './collections';
import { isoTime } from './times';

export function pauseRuleDocument(collection: Collection, rule: PauseRule): Record<string, unknown> {
  return {
    DATA_TYPE: 'pause_rule_limited',
    id: rule.id,
    message: rule.message,
    start_time: isoTime(rule.startedMs),
    endpoint_id: collection.id,
    endpoint_display_name: collection.displayName,
    identity_id: rule.identityId,
    modified_by_id: collection.ownerId,
    modified_time: isoTime(rule.startedMs),
    created_by_host_manager: false,
    editable: false,
    pause_ls: rule.pauseLs,
    pause_mkdir: rule.pauseMkdir,
    pause_rename: rule.pauseRename,
    pause_symlink: rule.pauseMkdir,
    pause_task_delete: rule.pauseTaskDelete,
    pause_task_transfer_read: rule.pauseTaskTransferRead,
    pause_task_transfer_write: rule.pauseTaskTransferWrite,
  };
}

/** A rule that stops tasks on its collection; ls, mkdir and rename go on unless told otherwise. */
export function makePauseRule(order: Pick<PauseRule, 'id' | 'message' | 'startedMs'> & Partial<PauseRule>): PauseRule {
  return {
    identityId: null,
    pauseLs: false,
    pauseMkdir: false,
    pauseRename: false,
    pauseTaskDelete: true,
    pauseTaskTransferRead: true,
    pauseTaskTransferWrite: true,
    ...order,
  };
}
