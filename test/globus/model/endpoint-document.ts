import { type Collection, type CollectionTable, hasDataAccess, isEndpoint, isGcp, isGuest } from './collections';
import { type Doubts } from './doubts';
import { transferUsername, uuidOf } from './identities';
import { asFolder } from './paths';
import { mayChangeRules, rolesOf } from './permissions';

type Document = Record<string, unknown>;

interface View {
  readonly collections: CollectionTable;
  readonly doubts: Doubts;
  /** Who looks. */
  readonly identityId: string;
  readonly ownerString: (id: string) => string;
}

/** A made-up GCS domain of an endpoint: stable and never resolvable. */
export const gcsDomain = (endpointId: string): string => `${uuidOf(endpointId).slice(0, 6)}.practice.invalid`;

/** The endpoint document that GET /endpoint/{id} and endpoint_search give. */
export function endpointDocument(collection: Collection, view: View): Document {
  const { collections, identityId } = view;
  const roles = rolesOf(collection, identityId);
  const isOwner = collection.ownerId === identityId;
  const isGuestCollection = isGuest(collection);
  const isGcpMapped = collection.entityType === 'GCP_mapped_collection';
  const host = collection.hostId === null ? null : collections.find(collection.hostId);
  const endpoint = collection.endpointId === null ? null : collections.find(collection.endpointId);
  const isGcs = !isGcp(collection);
  const username = transferUsername(collection.ownerId);
  // A GCSv5 collection belongs to its endpoint, whose own identity has the endpoint's id.
  const ownerId = isGcs ? (collection.endpointId ?? collection.id) : collection.ownerId;
  const isPlain = roles.length === 0 && !collection.isPublic;
  const domain = gcsDomain(collection.endpointId ?? collection.id);
  const hostPath = roles.includes('administrator') ? collection.hostPath : null;
  return {
    DATA_TYPE: 'endpoint',
    id: collection.id,
    name: collection.id,
    username,
    canonical_name: `${username}#${collection.id}`,
    display_name: collection.displayName,
    description: collection.description,
    organization: collection.organization,
    department: null,
    contact_email: collection.contactEmail,
    contact_info: null,
    info_link: null,
    keywords: collection.keywords,
    entity_type: collection.entityType,
    owner_id: ownerId,
    owner_string: view.ownerString(ownerId),
    public: collection.isPublic,
    my_effective_roles: roles,
    acl_available: isGuestCollection,
    acl_editable: isGuestCollection && mayChangeRules(collection, identityId),
    acl_max_expiration_period_mins: null,
    is_globus_connect: isGcpMapped,
    gcp_connected: isGcs ? null : collections.isConnected(collection),
    gcp_paused: isGcs ? null : collections.isGcpPaused(collection),
    globus_connect_setup_key: isGcpMapped && isOwner ? collection.setupKey : null,
    https_server: isPlain && view.doubts.plainPrincipalSeesHttps === 'null' ? null : collection.httpsServer,
    tlsftp_server: isGcs && !isEndpoint(collection) ? `tlsftp://m-${collection.id.slice(0, 6)}.${domain}:443` : null,
    gcs_manager_url: isGcs ? `https://${domain}` : null,
    gcs_version: isGcs ? '5.4.83' : null,
    mapped_collection_id: isGcs && isGuestCollection ? (host?.id ?? null) : null,
    mapped_collection_display_name: isGcs && isGuestCollection ? (host?.displayName ?? null) : null,
    host_endpoint: host === null ? null : `${transferUsername(host.ownerId)}#${host.id}`,
    host_endpoint_id: host?.id ?? null,
    host_endpoint_display_name: host?.displayName ?? null,
    host_path: hostPath === null ? null : asFolder(hostPath),
    sharing_target_endpoint: isGuestCollection && host !== null ? `${transferUsername(host.ownerId)}#${host.id}` : null,
    sharing_target_root_path: hostPath === null ? null : asFolder(hostPath),
    non_functional: isEndpoint(collection),
    non_functional_endpoint_id: isGcs ? (endpoint?.id ?? null) : null,
    non_functional_endpoint_display_name: isGcs ? (endpoint?.displayName ?? null) : null,
    high_assurance: collection.highAssurance,
    authentication_timeout_mins: collection.highAssurance ? 30 : hasDataAccess(collection) ? 15_840 : null,
    authentication_assurance_timeout: collection.highAssurance ? 30 : null,
    authentication_policy_id: collection.trouble.failingPolicyId,
    mfa_required: false,
    force_encryption: collection.forceEncryption,
    force_verify: collection.forceVerify,
    disable_verify: collection.disableVerify,
    disable_anonymous_writes: false,
    default_directory: collection.defaultDirectory,
    subscription_id: collection.subscriptionId,
    subscription_admin_verified: collection.subscriptionId !== null,
    restrict_transfers_to_high_assurance: null,
    user_message: null,
    user_message_link: null,
    local_user_info_available: hasDataAccess(collection),
    last_accessed_time: null,
    auto_delete_timeout: null,
    skip_auto_delete: null,
    guest_collection_activity_notification_policy: null,
    associated_flow_policy: null,
    in_use: false,
    location: isGuestCollection ? null : 'Automatic',
    network_use: isGuestCollection ? null : 'normal',
    max_concurrency: isGuestCollection ? null : 4,
    max_parallelism: isGuestCollection ? null : 8,
    preferred_concurrency: isGuestCollection ? null : 2,
    preferred_parallelism: isGuestCollection ? null : 4,
    preserve_modtime: null,
    requester_pays: false,
    french_english_bilingual: false,
    shareable: !isGuestCollection,
    activated: false,
    expires_in: -1,
    expire_time: null,
    myproxy_server: 'myproxy.globusonline.org',
    myproxy_dn: null,
    oauth_server: null,
    s3_url: null,
    s3_owner_activated: false,
    storage_type: null,
    DATA: [serverDocument(collection, domain)],
  };
}

export function serverDocument(collection: Collection, domain: string): Document {
  const isGcs = !isGcp(collection);
  return {
    DATA_TYPE: 'server',
    id: Number.parseInt(uuidOf(collection.id).slice(0, 4), 16) + 1,
    hostname: isGcs ? domain : null,
    port: isGcs ? 443 : null,
    scheme: isGcs ? 'tlsftp' : null,
    uri: isGcs ? `tlsftp://${domain}:443` : null,
    subject: isGcs ? null : `/C=US/O=Globus Consortium/OU=Globus Connect Service/CN=${collection.id}`,
    incoming_data_port_start: null,
    incoming_data_port_end: null,
    outgoing_data_port_start: null,
    outgoing_data_port_end: null,
    is_connected: isGcs,
    is_paused: false,
  };
}
