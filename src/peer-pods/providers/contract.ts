import { Problems } from '../../common/private/problems';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { Format } from '../private/formats';

/**
 * What a cloud provider is to the rest of the room: a file of its own, and one entry in `table.ts`. Nothing else knows
 * providers by name.
 */
export interface ProviderDefinition {
  /** The value of CLOUD_PROVIDER. */
  readonly name: string;
  /** As people call it, in messages and docs. */
  readonly title: string;
  /** Needs the image with CGO: it uses a library in C. */
  readonly needsCgo?: boolean;
  /** Its own settings, by their props. */
  readonly settings: SettingTable;
  /** Sets of variables that a Secret may have: the program starts with any of them, with no less. None: it needs no Secret. */
  readonly credentials: readonly (readonly string[])[];
  /** Further variables that hold secrets: never in the ConfigMap. */
  readonly otherSecrets?: readonly string[];
  /** What the program can use in place of a Secret. */
  readonly identities?: readonly IdentityKind[];
  /** Files below /root/.ssh that it reads, and whether it starts without them. */
  readonly ssh?: { readonly files: readonly string[]; readonly required: (props: SettingValues) => boolean };
  /** Folders and sockets of the host that it needs, as `[name, path]`. */
  readonly hostFolders?: readonly (readonly [string, string])[];
  /** How the cluster's tag is told; a text is why it cannot be. */
  readonly clusterTag: ((cluster: string, tags: unknown) => unknown) | string;
  /** Rules on several settings at once. */
  readonly check?: (props: SettingValues, release: PeerPodsReleaseFacts, problems: Problems) => void;
  /** Settings that follow from others. */
  readonly derive?: (props: SettingValues) => SettingValues;
  /** Props of common settings that its start script reads in every release, and those of others only in newer ones. */
  readonly readsEarly?: readonly string[];
  /** Why newer releases no longer have it: a part of a sentence that names upstream's last one. */
  readonly removed?: string;
  /** The managed Kubernetes whose nodes lack the label that upstream selects nodes by. */
  readonly unlabelledNodes?: string;
}

/** Props with their values, as users gave them. */
export type SettingValues = Readonly<Record<string, unknown>>;

/** Settings by their props. */
export type SettingTable = Readonly<Record<string, Setting>>;

export type IdentityKind = 'aws-role' | 'azure-workload-identity' | 'gcp-federation' | 'alibaba-rrsa' | 'ibm-trusted-profile';

/** A setting of the adaptor: an environment variable of its, and the rules of its value. */
export interface Setting {
  readonly env: string;
  readonly kind: SettingKind;
  readonly required?: boolean;
  /** What the program takes without it, as a text; by release where they differ. */
  readonly default?: string | Readonly<Record<string, string>>;
  /** The first release whose program reads it. */
  readonly since?: string;
  /** The last release whose program reads it. */
  readonly until?: string;
  /** Another variable with the same value, for releases that look only there. */
  readonly alias?: { readonly env: string; readonly until: string };
  readonly format?: Format;
  /** Bounds of a number. */
  readonly min?: number;
  readonly max?: number;
  /** The values of a closed set. */
  readonly oneOf?: readonly string[];
  /** Blanks survive even in releases that take settings by arguments: it is quoted there. */
  readonly quoted?: boolean;
  /** Releases that take settings by arguments only look whether it is there: "false" would switch it on. */
  readonly presence?: boolean;
  /** Texts that the program of a release goes on without, though they are of the form. */
  readonly ignored?: { readonly since: string; readonly pattern: RegExp; readonly text: string };
}

export type SettingKind =
  | 'text' | 'boolean' | 'integer' | 'number' | 'texts' | 'addresses' | 'tags' | 'duration' | 'seconds'
  | 'size in GiB' | 'size in MiB';

/** Makes the compiler ask for a row for every prop. */
export function settingsOf<Options>(table: Record<keyof Options & string, Setting>): SettingTable {
  return table;
}
