import { Problems } from '../../common/private/problems';
import { InstanceFacts } from '../catalogue/instance-types';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { OtherVariable } from '../catalogue/sdk-variables';
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
  /** Its own settings, by their props. */
  readonly settings: SettingTable;
  /** Sets of variables that a Secret may have: the program starts with any of them, with no less. None: it needs no Secret. */
  readonly credentials: readonly (readonly string[])[];
  /** Further variables that hold secrets: never in the ConfigMap. */
  readonly otherSecrets?: readonly string[];
  /** Variables that no prop sets and its SDK reads. */
  readonly reads?: readonly OtherVariable[];
  /** What the program can use in place of a Secret. */
  readonly identities?: readonly IdentityKind[];
  /** Files below /root/.ssh that it reads, and whether it starts without them. */
  readonly ssh?: { readonly files: readonly string[]; readonly required: (props: SettingValues) => boolean };
  /** Folders and sockets of the host that it needs, as `[name, path]`. */
  readonly hostFolders?: readonly (readonly [string, string])[];
  /** The setting for the cluster's tag; a string says why there is none. */
  readonly clusterTag: ((cluster: string, tags: unknown) => unknown) | string;
  /** Rules on several settings at once. */
  readonly check?: (props: SettingValues, release: PeerPodsReleaseFacts, problems: Problems) => void;
  /** Settings that follow from others. */
  readonly derive?: (props: SettingValues) => SettingValues;
  /** Props of common settings that its start script reads in every release, and those of others only in newer ones. */
  readonly readsEarly?: readonly string[];
  /** What its programs need beyond what every provider needs. */
  readonly needs?: ProviderNeeds;
  /** What its instance types can do. */
  readonly instances?: InstanceFacts;
  /** Why newer releases no longer have it: a part of a sentence that names upstream's last one. */
  readonly removed?: string;
  /** The managed Kubernetes whose nodes lack the label that upstream selects nodes by. */
  readonly unlabelledNodes?: string;
}

/** A program of peer pods. The webhook knows no provider. */
export type PeerPodsProgram = 'adaptor' | 'controller' | 'webhook';

/** What the programs need in the cluster for one provider, found in upstream's sources. Data only; the docs list it. */
export interface ProviderNeeds {
  /** What they read and write in the API of the cluster. */
  readonly api?: readonly ApiNeed[];
  /** Variables of their pods that come from the pod itself. */
  readonly podVariables?: readonly PodVariable[];
  /** Files that they read, beside those of `ssh` and `hostFolders`. */
  readonly files?: readonly FileNeed[];
  /** The metadata service of the node, which pods outside of the node's network may not reach. */
  readonly metadata?: readonly MetadataNeed[];
}

/** When something is needed. Without conditions: always. */
export interface Condition {
  /** Not where all of these variables are set. */
  readonly unless?: readonly string[];
  /** Only where all of these variables are set. */
  readonly where?: readonly string[];
  /** Why, and for what: a part of a sentence. */
  readonly reason: string;
}

/** A right in the API of the cluster. */
export interface ApiNeed extends Condition {
  readonly program: PeerPodsProgram;
  /** The role that grants it: upstream's name, where upstream has one. Roles of the resource controller get its prefix. */
  readonly role: string;
  /** In all namespaces, in the program's own, in a fixed one, or in the one that a variable names (else the program's own). */
  readonly scope: 'cluster' | 'own' | { readonly namespace: string } | { readonly variable: string };
  readonly apiGroup: string;
  readonly resources: readonly string[];
  readonly names?: readonly string[];
  readonly verbs: readonly string[];
}

/** A variable of the container that the API server fills in. */
export interface PodVariable extends Condition {
  readonly program: PeerPodsProgram;
  readonly env: string;
  readonly fieldPath: string;
}

/** A file that a program reads in its container. */
export interface FileNeed extends Condition {
  readonly program: PeerPodsProgram;
  readonly path: string;
}

/** A question to the metadata service of the node. */
export interface MetadataNeed extends Condition {
  readonly program: PeerPodsProgram;
  /** The prop that answers it. */
  readonly prop: string;
}

/** Whether something is needed, with the settings as they are. */
export function isNeeded({ unless, where }: Omit<Condition, 'reason'>, config: Readonly<Record<string, string | undefined>>): boolean {
  const isSet = (name: string) => Boolean(config[name]);
  return !(unless?.length && unless.every(isSet)) && (where ?? []).every(isSet);
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
  | 'string' | 'boolean' | 'integer' | 'number' | 'strings' | 'addresses' | 'tags' | 'duration' | 'seconds'
  | 'size in GiB' | 'size in MiB';

/** Makes the compiler ask for a row for every prop. */
export function settingsOf<Options>(table: Record<keyof Options & string, Setting>): SettingTable {
  return table;
}
