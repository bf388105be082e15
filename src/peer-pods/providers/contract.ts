import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { Format } from '../private/formats';
import { Problems } from '../../common/private/problems';

/**
 * What a cloud provider is to the rest of the room: a file of its own, and one entry in `table.ts`. Nothing else knows
 * providers by name.
 */
export interface ProviderDefinition {
  /** The value of CLOUD_PROVIDER. */
  readonly name: string;
  /** As people call it, in messages and docs. */
  readonly title: string;
  /** Needs the dev image: it uses a C library. */
  readonly needsCgo?: boolean;
  /** Its own settings, in alphabetical order of their props. */
  readonly settings: readonly Setting[];
  /** The variables that its Secret has, by what they do. */
  readonly credentials: CredentialNeeds;
  /** The kinds of workload identity that its program can use. */
  readonly identities: readonly IdentityKind[];
  /** Files below /root/.ssh that it reads, if any, and whether it starts without them. */
  readonly ssh?: { readonly files: readonly string[]; readonly required: boolean };
  /** Folders and sockets of the host that it needs, as `[name, path]`. */
  readonly hostFolders?: readonly (readonly [string, string])[];
  /** The setting that takes the cluster's tag, if VMs can have tags. */
  readonly tagsAreKeyValue?: boolean;
  /** Rules on several settings at once. */
  readonly check?: (props: Readonly<Record<string, unknown>>, release: PeerPodsReleaseFacts, problems: Problems) => void;
}

export type IdentityKind = 'aws-role' | 'azure-workload-identity' | 'gcp-federation' | 'alibaba-rrsa' | 'ibm-trusted-profile';

export interface CredentialNeeds {
  /** Without these the program stops. */
  readonly required: readonly string[];
  /** Those that it may have beside them. */
  readonly optional?: readonly string[];
}

/** A setting of the adaptor: a prop of ours, an environment variable of its. */
export interface Setting {
  readonly prop: string;
  readonly env: string;
  readonly kind: SettingKind;
  readonly required?: boolean;
  /** What the program takes without it, as a text; an object where releases differ, by version. */
  readonly default?: string | Readonly<Record<string, string>>;
  /** The first release whose program reads it. */
  readonly since?: string;
  /** The last release whose program reads it. */
  readonly until?: string;
  /** Another variable that carries the same value in the releases before `until`. */
  readonly alias?: { readonly env: string; readonly until: string };
  readonly format?: Format;
  /** The least value of a number. */
  readonly min?: number;
  readonly max?: number;
  /** The values of a closed set. */
  readonly oneOf?: readonly string[];
  /** In releases that take settings by arguments, this one is quoted there: blanks survive. */
  readonly quoted?: boolean;
  /** Only its being there is looked at, in releases that take settings by arguments. */
  readonly presence?: boolean;
}

export type SettingKind = 'text' | 'boolean' | 'integer' | 'number' | 'list' | 'tags' | 'duration' | 'size GiB' | 'size MiB' | 'size GB';
