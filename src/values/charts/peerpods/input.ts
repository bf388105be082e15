import { lookup } from '../../../common/private/free-keys';
import { PeerPodsReleaseFacts, ProviderDefinition, PROVIDERS } from '../../../peer-pods/internal';
import { ReleaseContext } from '../../chart-edition';
import { DependencyDefaults } from '../../engine/merge';
import { Reader } from '../../engine/reader';
import { Values } from '../../engine/tree';
import { KataDeployFacts } from '../kata-deploy/input';

/** The key of the resource controller's values. */
export const CONTROLLER = 'resourceCtrl';

/** The key of the webhook's values. */
export const WEBHOOK = 'webhook';

/** The key of kata-deploy's values. */
export const KATA_DEPLOY = 'kata-deploy';

/** What tells one edition of the chart peerpods from another. */
export interface PeerPodsFacts {
  readonly release: PeerPodsReleaseFacts;
  /** The kata-deploy that it depends on. */
  readonly kataDeploy: KataDeployFacts;
  /** The values.yaml that its templates were written with, with those of its own two dependencies. */
  readonly upstream: Values;
  /** The values that the user's come over: its values.yaml, or that of a chart on disk. */
  readonly defaults: Values;
  /** By alias: the charts that it depends on. */
  readonly dependencies: Readonly<Record<string, DependencyDefaults>>;
  /** Objects stand in the namespaces that the values name, which the chart creates; else in that of the release. */
  readonly ownNamespaces: boolean;
  /** A Secret that is not named is not used; else the chart insists on a name. */
  readonly secretNamesOptional: boolean;
  readonly ssh: SshFacts;
  /** Whether the values can hold certificates. */
  readonly certificates: boolean;
  /** Whether the values can hold a TLS profile. */
  readonly tlsProfile: boolean;
  /** What its templates do that values alone do not tell. */
  readonly behaviours: readonly string[];
  /** Providers that the chart has a file for, and the adaptor no code any more. */
  readonly filesOfRemoved: readonly string[];
  /** Names of providers that the chart has and the adaptor refuses, with the adaptor's own. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** What templates of some editions do, as the data of editions names it. */
export type Behaviour =
  /** In mode `reference`, the chart stops without the name of a Secret. */
  | 'needs-secret-name'
  /** The Secret with the SSH key is mounted for any provider. */
  | 'ssh-key-for-all'
  /** byom has SSH keys too. */
  | 'byom-keys'
  /** Pods of ibmcloud get a token for IAM. */
  | 'iam-token'
  /** Pods of alibabacloud can get a token for RAM roles. */
  | 'rrsa-token'
  /** The webhook is asked about pods of all namespaces, its own too, and about their updates. */
  | 'webhook-sees-all'
  /** The webhook is asked about updates of pods. */
  | 'webhook-sees-updates';

export const behaves = ({ behaviours }: PeerPodsFacts, behaviour: Behaviour) => behaviours.includes(behaviour);

/** How an edition takes SSH keys. */
export interface SshFacts {
  /** The providers whose keys the chart puts into a Secret. */
  readonly providers: readonly string[];
  /** The key of the values with the public half, where the chart puts it into the Secret too. */
  readonly publicKey?: string;
  /** The providers that need both halves. */
  readonly pairsFor: readonly string[];
  /** The Secret is mounted, where it exists, for any provider; else only for those that use keys. */
  readonly mountedForAll: boolean;
}

/** The provider that the values choose. */
export interface ChosenProvider {
  /** As the values call it: the key of its sections. */
  readonly key: string;
  /** As the adaptor calls it. */
  readonly name: string;
  /** Undefined for an unknown name, which the schema reports. */
  readonly definition?: ProviderDefinition;
}

/** What the values are read with. */
export interface PeerPodsReading {
  readonly facts: PeerPodsFacts;
  /** The values that the chart's templates see. */
  readonly values: Reader;
  /** The user's own part of them. */
  readonly given: Reader;
  readonly provider: ChosenProvider;
  readonly context: ReleaseContext;
}

export function chosenProvider({ aliases }: PeerPodsFacts, values: Reader): ChosenProvider {
  const key = values.text('provider');
  const name = lookup(aliases, key) ?? key;
  return { key, name, definition: PROVIDERS.find((one) => one.name === name) };
}
