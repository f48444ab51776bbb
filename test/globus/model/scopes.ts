/** Scope strings: `root[dep *optional_dep[..]] root2`. */
export interface Scope {
  readonly text: string;
  readonly isOptional: boolean;
  readonly dependencies: readonly Scope[];
}

/** Parses a space separated scope list; null when brackets or blanks are wrong. */
export function parseScopes(text: string): readonly Scope[] | null {
  let at = 0;
  const list = (depth: number): Scope[] | null => {
    const scopes: Scope[] = [];
    for (;;) {
      while (text[at] === ' ') at += 1;
      if (at >= text.length) return depth === 0 ? scopes : null;
      if (text[at] === ']') return depth > 0 ? scopes : null;
      const isOptional = text[at] === '*';
      if (isOptional) at += 1;
      const from = at;
      while (at < text.length && !' []*'.includes(text.charAt(at))) at += 1;
      const name = text.slice(from, at);
      if (name === '') return null;
      let dependencies: readonly Scope[] = [];
      if (text[at] === '[') {
        at += 1;
        const inner = list(depth + 1);
        if (inner === null || inner.length === 0) return null;
        at += 1;
        dependencies = inner;
      }
      scopes.push({ text: name, isOptional, dependencies });
    }
  };
  return list(0);
}

export const scopeText = (scope: Scope): string =>
  `${scope.isOptional ? '*' : ''}${scope.text}${
    scope.dependencies.length > 0 ? `[${scope.dependencies.map(scopeText).join(' ')}]` : ''
  }`;

export const transferServer = 'transfer.api.globus.org';
export const authServer = 'auth.globus.org';
export const transferAllScope = 'urn:globus:auth:scope:transfer.api.globus.org:all';
export const dataAccessScope = (collectionId: string): string =>
  `https://auth.globus.org/scopes/${collectionId}/data_access`;
export const httpsScope = (collectionId: string): string => `https://auth.globus.org/scopes/${collectionId}/https`;
export const manageCollectionsScope = (endpointId: string): string =>
  `urn:globus:auth:scope:${endpointId}:manage_collections`;

const authScopeNames = [
  'view_identities',
  'view_identity_set',
  'view_authentications',
  'view_clients',
  'view_clients_and_scopes',
  'view_consents',
  'manage_projects',
  'create_client',
];

/**
 * Other services of Globus. They are not practised here, but the official clients ask for all their scopes at once, and
 * one that is unknown would refuse the whole token. Source: scope builders of globus/globus-sdk-python.
 */
const otherServices: readonly {
  readonly server: string;
  readonly prefix: string;
  readonly names: readonly string[];
}[] = [
  {
    server: 'groups.api.globus.org',
    prefix: 'urn:globus:auth:scope:groups.api.globus.org:',
    names: ['all', 'view_my_groups_and_memberships'],
  },
  {
    server: 'search.api.globus.org',
    prefix: 'urn:globus:auth:scope:search.api.globus.org:',
    names: ['all', 'globus_search', 'ingest', 'search'],
  },
  {
    server: '524230d7-ea86-4a52-8312-86065a9e0417',
    prefix: 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/',
    names: ['timer'],
  },
  {
    server: 'flows.globus.org',
    prefix: 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/',
    names: ['all', 'manage_flows', 'view_flows', 'run', 'run_status', 'run_manage'],
  },
  {
    server: 'funcx_service',
    prefix: 'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/',
    names: ['all'],
  },
];

/** Scopes that exist without any collection, with their resource server. */
const fixedScopes: Readonly<Record<string, string>> = {
  openid: authServer,
  profile: authServer,
  email: authServer,
  ...Object.fromEntries(authScopeNames.map((name) => [`urn:globus:auth:scope:auth.globus.org:${name}`, authServer])),
  [transferAllScope]: transferServer,
  'urn:globus:auth:scope:transfer.api.globus.org:gcp_install': transferServer,
  ...Object.fromEntries(
    otherServices.flatMap(({ server, prefix, names }) => names.map((name) => [prefix + name, server])),
  ),
};

export interface ScopeOwner {
  readonly id: string;
  readonly hasDataAccess: boolean;
  readonly hasHttps: boolean;
  readonly isEndpoint: boolean;
}

/** The resource server of one scope, or null when no such scope exists. */
export function resourceServerOf(scope: string, owners: (id: string) => ScopeOwner | null): string | null {
  if (Object.hasOwn(fixedScopes, scope)) return fixedScopes[scope] ?? null;
  const ofCollection = /^https:\/\/auth\.globus\.org\/scopes\/([0-9a-f-]{36})\/(data_access|https)$/.exec(scope);
  if (ofCollection !== null) {
    const owner = owners(ofCollection[1] ?? '');
    if (owner === null) return null;
    const exists = ofCollection[2] === 'https' ? owner.hasHttps : owner.hasDataAccess;
    return exists ? owner.id : null;
  }
  const ofEndpoint = /^urn:globus:auth:scope:([0-9a-f-]{36}):manage_collections$/.exec(scope);
  if (ofEndpoint !== null) {
    const owner = owners(ofEndpoint[1] ?? '');
    return owner?.isEndpoint === true ? owner.id : null;
  }
  return null;
}
