import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { Configuration } from './configuration';
import { IdRange } from './scc';
import { ContainerImage, SecretSource } from '../../common';
import { PodPlacement } from '../../common/private/pod-placement';
import { NAME, PORT } from '../catalogue/defaults';
import { RedfishReleaseFacts } from '../catalogue/releases';
import { RedfishClient } from '../redfish-client';
import { RedfishExposure } from '../redfish-exposure';
import { RedfishPermissions, RedfishPlatform } from '../redfish-platform';
import { RedfishServerProps } from '../redfish-server-props';
import { RedfishTls } from '../redfish-tls';
import { RedfishUser } from '../redfish-user';
import { RedfishVolume } from '../redfish-volume';

type Texts = { readonly [key: string]: string };

/** A service account. */
export interface Account {
  readonly name: string;
  readonly namespace: string;
}

/** A service account to create, and the id of its object. */
export interface CreatedAccount extends Account {
  readonly id: string;
}

/** A user without a password: what the pod adds it from. */
export interface UserSettings {
  readonly username: string;
  readonly credentials: SecretSource;
  /** The key of the password, or of its hash. */
  readonly passwordKey: string;
  readonly hashed: boolean;
  readonly chassis: readonly string[];
  /** The name of the Secret where one is made for the user. */
  readonly secretName: string;
}

/** Seconds and a count, as a probe of Kubernetes has them. */
export interface ProbeSettings {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** SecurityContextConstraints of the server's own. */
export interface SccSettings {
  readonly name: string;
  readonly priority: number;
  readonly runAsUser: IdRange;
  readonly fsGroup: IdRange;
  readonly supplementalGroups: IdRange;
}

/** The props with their defaults: what objects are made of. */
export interface RedfishModel {
  readonly namespace: string;
  readonly name: string;
  readonly platform: RedfishPlatform;
  readonly release: RedfishReleaseFacts;
  readonly image: ContainerImage;
  /** The image that puts the configuration together. */
  readonly configImage: ContainerImage;
  readonly imagePullPolicy?: string;
  readonly replicas: number;
  readonly port: number;
  readonly placement: PodPlacement;
  /** The variables of the container. */
  readonly environment: Texts;
  readonly labels: Texts;
  readonly selector: Texts;
  readonly annotations: Texts;
  readonly podLabels: Texts;
  readonly podAnnotations: Texts;
  readonly account: Account;
  /** Service accounts to create, the server's among them unless it exists. */
  readonly accounts: readonly CreatedAccount[];
  /** The file without its users. */
  readonly configuration: Configuration;
  /** Who is added to it on start; nobody where a Secret has the whole file. */
  readonly users: readonly UserSettings[];
  readonly wholeConfiguration?: SecretSource;
  readonly tls?: RedfishTls;
  readonly exposure: RedfishExposure;
  readonly clients: readonly RedfishClient[];
  readonly networkPolicy: boolean;
  readonly disruptionBudget: boolean;
  readonly permissions: RedfishPermissions;
  readonly scc?: SccSettings | 'restricted';
  readonly runAsUser?: number;
  readonly resources: ResourceRequirements;
  readonly livenessProbe: ProbeSettings;
  readonly readinessProbe: ProbeSettings;
  readonly volumes: readonly RedfishVolume[];
  readonly temporarySize: string;
}

/** The names of the objects. Those of the chart are the same, so that its release can be adopted. */
export function objectNames(name = NAME) {
  return {
    server: name,
    config: `${name}-config`,
    clusterRole: `${name}-role`,
    clusterRoleBinding: `${name}-binding`,
    tls: `${name}-tls`,
    scc: `${name}-scc`,
    user: (suffix: string) => `${name}-user-${suffix}`,
  };
}

/** The release of some props. */
export const releaseOf = ({ release }: RedfishServerProps): RedfishReleaseFacts => release._facts;

/** The key of a user's Secret with the password, or with its hash. */
export const secretKeyOf = ({ passwordKey, passwordHashKey }: RedfishUser) => passwordHashKey ?? passwordKey ?? 'password';

export const portOf = (props: RedfishServerProps) => props.port ?? PORT;
