/**
 * Stands in the built app for the transport that the SDK brings. Every request goes through GlobusHttp with a fetch of our
 * choice; the other one hangs on a truncated answer, and is a third of the script to read at each start.
 */
export default function noTransport() {
  throw new Error('A request that bypasses GlobusHttp');
}
