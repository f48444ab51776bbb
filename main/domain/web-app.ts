/** Pages of the Globus web app. Pure. */

/** The tasks of this application, where none of them is meant. */
export const activityLink = 'https://app.globus.org/activity';

export function taskLink(taskId: string): string {
  return `${activityLink}/${taskId}/overview`;
}

/** Where the owner of a collection gives permissions. */
export function sharingLink(collectionId: string): string {
  return `https://app.globus.org/file-manager/collections/${collectionId}/sharing`;
}
