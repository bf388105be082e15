import { imageOf } from './kata-runtime';
import { Outcome, Piece, placed, Supply } from './piece';
import { call } from './source';
import { build, defined, Made, Place, struct, Tree } from './tree';
import { resourcesOf, Seconds, Share, SizeOf } from './units';
import { Architecture, ImagePullPolicy, SecretSource } from '../common';
import { Problems } from '../common/private/problems';
import { KataRelease, KataRuntimeProps } from '../kata';
import { MetricsEndpoint, PeerPodsCaaProps, PeerPodsProvider, PeerPodsRelease } from '../peer-pods';
import {
  adaptorObjects, AdaptorModel, CERTIFICATE_SETTINGS, commonSettings, controllerObjects, ControllerModel, ManagerModel,
  NAMES, peerPodCrd, ProviderDefinition, PROVIDERS, resolveAdaptor, resolveController, resolveWebhook, Setting, SettingTable,
  settingTexts, webhookObjects, WebhookModel,
} from '../peer-pods/internal';
import type { PeerPodsPart } from '../values/chart-part';

/** The factories of providers, by the names that the adaptor gives them. */
const FACTORIES: Readonly<Record<string, Exclude<keyof typeof PeerPodsProvider, 'prototype'>>> = {
  'alibabacloud': 'alibabaCloud',
  'aws': 'aws',
  'azure': 'azure',
  'byom': 'byom',
  'docker': 'docker',
  'gcp': 'gcp',
  'ibmcloud': 'ibmCloud',
  'ibmcloud-powervs': 'ibmCloudPowerVs',
  'libvirt': 'libvirt',
  'vsphere': 'vsphere',
};

/** A runtime of the same program. */
export interface OwnRuntime {
  readonly variable: string;
  readonly props: KataRuntimeProps;
}

/** The definition of PeerPods. */
export function peerPodsCrds(): Piece {
  return {
    variable: 'crds',
    className: 'PeerPodsCrds',
    id: 'crds',
    namespace: '',
    isChart: true,
    tree: {},
    kept: [],
    make: () => ({ refused: [], install: placed([{ id: 'PeerPod', manifest: peerPodCrd() }]), uninstall: [] }),
  };
}

/** The construct for the adaptor, its webhook and its resource controller; nothing for a provider that it does not have. */
export function peerPods({ adaptor, controller, webhook }: PeerPodsPart, runtime: OwnRuntime | undefined): Piece | undefined {
  const definition = PROVIDERS.find(({ name }) => name === adaptor.config.CLOUD_PROVIDER);
  if (!definition) return undefined;
  const { namespace } = adaptor;
  const options = optionsOf(definition.settings, adaptor);
  return {
    variable: 'peerPods',
    className: 'PeerPodsCAA',
    id: 'PeerPods',
    namespace,
    tree: treeOf(adaptor, definition, controller, webhook, runtime),
    kept: ['release', 'provider', 'runtime'],
    refers: runtime && { prop: 'runtime', variable: runtime.variable },
    supply: (place) => supplied(place, definition),
    missing: Object.entries(definition.settings).filter(([prop, { required }]) => required && options[prop] === undefined).map(([prop]) => ['provider', prop]),
    make: (props: PeerPodsCaaProps) => outcome(props, namespace),
  };
}

/** What stands for settings that the values lack, or that no cloud has: something of the right form. */
const PLACEHOLDERS: readonly string[] = [
  'todo', 'ami-00000000', 'n2d-standard-2', 'm-todo', 'sg-todo', 'vsw-todo', 'todo-todo1-a', '00000000-0000-0000-0000-000000000000', 'todo-1x1', 'global/networks/todo',
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/todo/providers/Microsoft.Network/virtualNetworks/todo/subnets/todo',
  '/CommunityGalleries/todo/Images/todo', 'https://todo.example.com', 'qemu+ssh://root@todo.example.com/system?no_verify=1', '192.0.2.1',
];

function supplied([prop, setting, ...more]: Place, { settings }: ProviderDefinition): Supply | undefined {
  if (setting === undefined && prop === 'sshKey') return { value: SecretSource.fromSecretName(NAMES.sshSecret), required: false };
  if (setting === undefined && prop === 'credentials') return { value: SecretSource.fromSecretName(NAMES.secret), required: false };
  const known = prop === 'provider' && !more.length ? settings[String(setting)] : undefined;
  const value = known && placeholder(known);
  return value === undefined ? undefined : { value, required: known!.required === true };
}

function placeholder({ kind, format, oneOf }: Setting): unknown {
  const text = oneOf?.[0] ?? PLACEHOLDERS.find((one) => format?.pattern.test(one) ?? true);
  if (text === undefined) return undefined;
  return kind === 'string' ? text : kind === 'strings' || kind === 'addresses' ? [text] : undefined;
}

function treeOf(
  adaptor: AdaptorModel, definition: ProviderDefinition, controller: ControllerModel | undefined,
  webhook: WebhookModel | undefined, runtime: OwnRuntime | undefined,
): Tree {
  const { config, access } = adaptor;
  const common = commonSettings(definition);
  const known = [...Object.values(common), ...Object.values(definition.settings)].flatMap(({ env, alias }) => [env, alias?.env]);
  const own = ['CLOUD_PROVIDER', ...Object.keys(CERTIFICATE_SETTINGS)];
  const others = Object.entries(config).filter(([name, text]) => text !== '' && !known.includes(name) && !own.includes(name));
  return defined({
    release: PeerPodsRelease.of(adaptor.release.version),
    runtime: runtime && runtimeOf(runtime),
    provider: provider(definition, adaptor),
    credentials: access.secret ? SecretSource.fromSecretName(access.secret) : undefined,
    sshKey: adaptor.sshSecret ? SecretSource.fromSecretName(adaptor.sshSecret) : undefined,
    tlsCertificates: adaptor.tlsSecret ? SecretSource.fromSecretName(adaptor.tlsSecret) : undefined,
    ...optionsOf(common, adaptor),
    ...(config.CLOUD_CONFIG_VERIFY ? {} : { cloudConfigVerify: false }),
    additionalConfig: others.length ? struct(Object.fromEntries(others)) : undefined,
    image: imageOf(adaptor.image),
    imagePullPolicy: adaptor.imagePullPolicy as ImagePullPolicy,
    podLabels: filled(access.podLabels),
    serviceAccountAnnotations: filled(access.serviceAccountAnnotations),
    maxUnavailable: adaptor.maxUnavailable === undefined ? undefined : new Share(adaptor.maxUnavailable),
    maxSurge: adaptor.maxSurge === undefined ? undefined : new Share(adaptor.maxSurge),
    nodeSelector: { ...adaptor.placement.nodeSelector },
    priorityClassName: adaptor.placement.priorityClassName ?? '',
    resources: resourcesOf(adaptor.resources),
    seccomp: adaptor.seccomp,
    webhookEnabled: webhook !== undefined,
    webhook: webhook && struct({
      namespace: webhook.namespace,
      createNamespace: webhook.namespaceObject !== undefined,
      replicas: webhook.replicas,
      failurePolicy: webhook.failurePolicy,
      disruptionBudget: webhook.disruptionBudget,
      tlsMinVersion: webhook.tlsMinVersion,
      tlsCipherSuites: webhook.tlsCipherSuites?.split(',').map((one) => one.trim()),
      ...manager(webhook),
    }),
    resourceControllerEnabled: controller !== undefined,
    resourceController: controller && struct(manager(controller)),
  });
}

/** What stands for a runtime of the same program. */
function runtimeOf({ variable, props }: OwnRuntime): Made {
  const { release = KataRelease.latest(), shims = [], architectures = [Architecture.X86_64] } = props;
  const names = shims.map(({ runtimeClassName }) => runtimeClassName);
  return new Made({}, () => ({
    release,
    runtimeClassNames: names,
    runtimeClass: ({ name }: { name: string }) => {
      const found = shims.find((one) => one.name === name);
      if (!found) throw new Error('not installed');
      const own = release._facts.shims[name].architectures;
      const everywhere = found._options.architectures ?? architectures;
      return { name: found.runtimeClassName, architectures: everywhere.filter((one) => own.includes(one.name)) };
    },
  }), () => variable);
}

function provider(definition: ProviderDefinition, adaptor: AdaptorModel): Made {
  const factory = FACTORIES[definition.name];
  const required = Object.entries(definition.settings).filter(([, setting]) => setting.required);
  const missing = required.map(([prop, setting]) => [prop, placeholder(setting)]);
  const options = { ...Object.fromEntries(missing) as Tree, ...optionsOf(definition.settings, adaptor) };
  return new Made(options, (given: any) => PeerPodsProvider[factory](given as never), (source, writer) => (
    call(`${writer.use('PeerPodsProvider')}.${factory}`, ...(source ? [source] : []))));
}

/** Settings as props. Those whose text no prop can express are left out. */
function optionsOf(table: SettingTable, { config, release }: AdaptorModel): Tree {
  return defined(Object.fromEntries(Object.entries(table).map(([prop, setting]) => {
    const value = optionOf(setting, config[setting.env]);
    const problems = new Problems();
    if (value !== undefined) settingTexts({ [prop]: setting }, { [prop]: build(value) }, release, '', problems);
    return [prop, problems.all.length ? undefined : value];
  })));
}

function optionOf({ kind }: Setting, text: string | undefined): unknown {
  if (!text) return undefined;
  const items = () => text.split(',').map((one) => one.trim());
  switch (kind) {
    case 'string': return text;
    case 'boolean': return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
    case 'number': return /^[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : undefined;
    case 'strings':
    case 'addresses': return items();
    case 'tags': {
      const pairs = items().map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]);
      return struct(Object.fromEntries(pairs) as Record<string, unknown>);
    }
    case 'duration': return durationOf(text);
    case 'seconds': return /^[0-9]+$/.test(text) ? new Seconds(Number(text)) : undefined;
    case 'size in GiB': return SizeOf.of(`${text}Gi`);
    case 'size in MiB': return SizeOf.of(`${text}Mi`);
  }
}

/** A duration as Go writes it. */
function durationOf(text: string): Seconds | undefined {
  const [whole, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return whole ? new Seconds(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) : undefined;
}

/** How the pods of a program run. */
function manager(model: ManagerModel): Record<string, unknown> {
  return {
    image: imageOf(model.image),
    imagePullPolicy: (model.imagePullPolicy ?? ImagePullPolicy.BY_TAG) as ImagePullPolicy,
    resources: resourcesOf(model.resources),
    metrics: metrics(model),
    readOnlyRootFilesystem: model.readOnlyRoot,
    networkPolicy: model.networkPolicy,
    nodeSelector: filled(model.placement.nodeSelector ?? {}),
    priorityClassName: model.placement.priorityClassName ?? '',
  };
}

function metrics({ metrics: endpoint }: ManagerModel): Made | undefined {
  switch (endpoint.kind) {
    case 'built-in': return undefined;
    case 'open': return new Made({}, () => MetricsEndpoint.unsafeOpen(), (_, writer) => `${writer.use('MetricsEndpoint')}.unsafeOpen()`);
    case 'off': return new Made({}, () => MetricsEndpoint.disabled(), (_, writer) => `${writer.use('MetricsEndpoint')}.disabled()`);
    case 'proxy': {
      const image = imageOf(endpoint.image);
      return new Made({}, () => MetricsEndpoint.authenticated(image), (_, writer) => call(`${writer.use('MetricsEndpoint')}.authenticated`, writer.value(image)));
    }
  }
}

const filled = (given: Readonly<Record<string, string>>) => (Object.keys(given).length ? { ...given } : undefined);

/** The same objects as those of a `PeerPodsCAA`. */
function outcome(props: PeerPodsCaaProps, namespace: string): Outcome {
  const problems = new Problems();
  const { adaptor, webhook, resourceController } = resolveAdaptor(props, namespace, problems);
  if (problems.all.length) return { refused: problems.all.map(({ path }) => path), install: [], uninstall: [] };
  return {
    refused: [],
    install: [
      ...placed(adaptorObjects(adaptor)),
      ...webhook ? placed(webhookObjects(resolveWebhook(webhook, namespace)), 'Webhook') : [],
      ...resourceController ? placed(controllerObjects(resolveController(resourceController, namespace)), 'ResourceController') : [],
    ],
    uninstall: [],
  };
}
