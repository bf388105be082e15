import type { Duration } from 'cdk8s';
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { Configuration, configurationText } from './configuration';
import { Account, CreatedAccount, objectNames, portOf, ProbeSettings, RedfishModel, releaseOf, secretKeyOf, UserSettings } from './model';
import { IdRange } from './scc';
import { mebibytesOf, mebibytesText, sizeText } from './size';
import { slug } from './slug';
import { nodeMebibytes } from './volumes';
import { ContainerImage, ImagePullPolicy } from '../../common';
import { onLinux } from '../../common/private/node-affinity';
import { podPlacement } from '../../common/private/pod-placement';
import { defaultResources, LOG_STORAGE, resourcesOver } from '../../common/private/resources';
import { isLabelValue } from '../../common/private/rules/names';
import { sortedMap } from '../../common/private/sorted-map';
import {
  CONFIG_FILE, CONFIG_FOLDER, HELPER_IMAGE, IMAGE_USER, NAME, TLS_CERTIFICATE, TLS_FOLDER, TLS_KEY, UPLOAD_PROXY_SERVICE,
} from '../catalogue/defaults';
import { RedfishChassis, VirtualMachineSelector } from '../redfish-chassis';
import { RedfishProbe } from '../redfish-data-volume';
import { RedfishExposure } from '../redfish-exposure';
import { RedfishLogLevel, RedfishPermissions, RedfishPlatform, RedfishSystemIdConvention } from '../redfish-platform';
import { RedfishServerProps } from '../redfish-server-props';

const TEMPORARY_MEBIBYTES = 50 * 1024;
const LOG_MEBIBYTES = 1024;

const temporaryMebibytes = ({ temporarySize }: RedfishServerProps) => (
  temporarySize ? mebibytesOf(temporarySize) : TEMPORARY_MEBIBYTES);

/** What the chart gives the server, and storage for its log and for volumes on the disk of the node. */
function resourcesOf(props: RedfishServerProps): ResourceRequirements {
  const limit = mebibytesText(LOG_MEBIBYTES + nodeMebibytes(props.additionalVolumes ?? [], temporaryMebibytes(props)));
  return resourcesOver(defaultResources(['100m', '500m'], ['512Mi', '2Gi'], { ...LOG_STORAGE, limit }), props.resources);
}

const LIVENESS: ProbeSettings = { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };
const READINESS: ProbeSettings = { initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 };

/** The ids that the chart gives its own constraints. */
const OPENSHIFT_IDS: IdRange = { min: 1000000000, max: 1000099999 };

/** Props that were found right, with the defaults. */
export function resolve(props: RedfishServerProps, namespace: string): RedfishModel {
  const { name = NAME, platform, replicas = 1 } = props;
  const release = releaseOf(props);
  const image = props.image ?? ContainerImage.of(release.image!.repository, { tag: release.image!.tag });
  const account = { name: props.serviceAccountName ?? name, namespace };
  const selector = { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': name };
  return {
    namespace,
    name,
    platform,
    release,
    image,
    configImage: props.configImage ?? image,
    imagePullPolicy: (props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT) || undefined,
    replicas,
    port: portOf(props),
    environment: environmentOf(props),
    selector,
    labels: { ...sortedMap(props.commonLabels), ...selector, ...version(image) },
    annotations: sortedMap(props.commonAnnotations),
    podLabels: sortedMap(props.podLabels),
    podAnnotations: sortedMap(props.podAnnotations),
    account,
    accounts: accountsOf(props, account),
    configuration: configurationOf(props),
    users: (props.users ?? []).map((one): UserSettings => ({
      username: one.username,
      credentials: one.credentials,
      passwordKey: secretKeyOf(one),
      hashed: one.passwordHashKey !== undefined,
      chassis: one.chassis,
      secretName: objectNames(name).user(slug(one.username)),
    })),
    wholeConfiguration: props.configuration,
    tls: props.tls,
    exposure: props.exposure ?? RedfishExposure.none(),
    clients: props.clients ?? [],
    networkPolicy: props.networkPolicy ?? true,
    disruptionBudget: props.disruptionBudget ?? replicas > 1,
    permissions: props.permissions ?? RedfishPermissions.CHASSIS_NAMESPACES,
    scc: sccOf(props),
    runAsUser: props.runAsUser ?? (platform === RedfishPlatform.KUBERNETES ? IMAGE_USER : undefined),
    livenessProbe: probeOf(props.livenessProbe, LIVENESS),
    readinessProbe: probeOf(props.readinessProbe, READINESS),
    volumes: props.additionalVolumes ?? [],
    temporarySize: mebibytesText(temporaryMebibytes(props)),
    resources: resourcesOf(props),
    placement: podPlacement({ ...props, affinity: onLinux(undefined, props.affinity) }),
  };
}

/** The variables of the server: the library's own come first. */
function environmentOf(props: RedfishServerProps): RedfishModel['environment'] {
  const { logLevel = RedfishLogLevel.INFO, logging = true, additionalEnv } = props;
  return {
    CONFIG_PATH: `${CONFIG_FOLDER}/${CONFIG_FILE}`,
    LOG_LEVEL: logLevel.toLowerCase(),
    REDFISH_LOG_LEVEL: logLevel,
    REDFISH_LOGGING_ENABLED: String(logging),
    ...sortedMap(additionalEnv),
  };
}

/** Two chassis may name the same account, which may be the server's own. */
function accountsOf({ chassis, serviceAccountName }: RedfishServerProps, server: Account): CreatedAccount[] {
  const own = serviceAccountName === undefined ? [{ ...server, id: 'ServiceAccount' }] : [];
  const ofChassis = chassis.flatMap(({ createServiceAccount, serviceAccountName: name, namespace }) => (
    createServiceAccount && name !== undefined ? [{ id: `ServiceAccount-${namespace}:${name}`, name, namespace }] : []));
  const all = [...own, ...ofChassis];
  const isSame = (one: Account, other: Account) => one.name === other.name && one.namespace === other.namespace;
  return all.filter((one, index) => !all.slice(0, index).some((other) => isSame(one, other)));
}

/** The release, where the tag may stand in a label: a tag has up to 128 characters. */
const version = ({ tag }: ContainerImage): Record<string, string> => (tag && isLabelValue(tag) ? { 'app.kubernetes.io/version': tag } : {});

/** The server's file, as far as props say it: users are added when the pod starts. */
export function configurationOf(props: RedfishServerProps): Configuration {
  const { dataVolume = {}, cdiUploadProxy: proxy } = props;
  const minutes = (given: Duration | undefined, fallback: number) => (given ? durationText(given) : `${fallback}m`);
  return {
    server: {
      host: '0.0.0.0',
      port: portOf(props),
      tls: props.tls
        ? { enabled: true, cert_file: `${TLS_FOLDER}/${TLS_CERTIFICATE}`, key_file: `${TLS_FOLDER}/${TLS_KEY}` }
        : { enabled: false },
    },
    ...(releaseOf(props).systemIdConvention
      ? { system_id_convention: props.systemIdConvention ?? RedfishSystemIdConvention.LEGACY } : {}),
    chassis: props.chassis.map((one) => chassisOf(one, props)),
    kubevirt: {
      api_version: 'v1',
      timeout: secondsOf(props.kubevirtTimeout) ?? 30,
      allow_insecure_tls: props.kubevirtAllowInsecureTls ?? false,
    },
    ...(proxy ? {
      cdi: {
        upload_proxy: {
          service_name: proxy.serviceName ?? UPLOAD_PROXY_SERVICE,
          namespaces: [...proxy.namespaces],
          port: proxy.port ?? 443,
          timeout: secondsOf(proxy.timeout) ?? 30,
        },
      },
    } : {}),
    datavolume: {
      storage_size: dataVolume.storageSize ? sizeText(dataVolume.storageSize) : '3Gi',
      allow_insecure_tls: dataVolume.allowInsecureTls ?? false,
      storage_class: dataVolume.storageClass ?? '',
      vm_update_timeout: minutes(dataVolume.vmUpdateTimeout, 2),
      iso_download_timeout: minutes(dataVolume.isoDownloadTimeout, 30),
      helper_image: dataVolume.helperImage?.reference ?? HELPER_IMAGE,
    },
  };
}

function chassisOf(chassis: RedfishChassis, props: RedfishServerProps): Configuration['chassis'][number] {
  const { name, namespace, description, serviceAccountName } = chassis;
  const { _labels: labels, _names: names } = chassis.vmSelector ?? VirtualMachineSelector.optedIn();
  return {
    name,
    namespace,
    service_account: serviceAccountName ?? props.serviceAccountName ?? props.name ?? NAME,
    description: description ?? `Virtual machines of the namespace ${namespace}`,
    ...(labels || names ? { vm_selector: { ...(labels ? { labels } : {}), ...(names ? { names } : {}) } } : {}),
  };
}

/** The text of the file that stands in a ConfigMap. */
export function configurationFile(model: RedfishModel): { readonly [name: string]: string } {
  return { [CONFIG_FILE]: configurationText(model.configuration) };
}

function sccOf({ platform, scc, name }: RedfishServerProps): RedfishModel['scc'] {
  if (platform !== RedfishPlatform.OPENSHIFT) return undefined;
  const { restricted, custom } = scc?._kind ?? { restricted: true };
  if (!custom) return restricted ? 'restricted' : undefined;
  return {
    name: custom.name ?? objectNames(name).scc,
    priority: custom.priority ?? 10,
    runAsUser: custom.runAsUser ?? OPENSHIFT_IDS,
    fsGroup: custom.fsGroup ?? OPENSHIFT_IDS,
    supplementalGroups: custom.supplementalGroups ?? OPENSHIFT_IDS,
  };
}

function probeOf(given: RedfishProbe | undefined, fallback: ProbeSettings): ProbeSettings {
  return {
    initialDelaySeconds: secondsOf(given?.initialDelay) ?? fallback.initialDelaySeconds,
    periodSeconds: secondsOf(given?.period) ?? fallback.periodSeconds,
    timeoutSeconds: secondsOf(given?.timeout) ?? fallback.timeoutSeconds,
    failureThreshold: given?.failureThreshold ?? fallback.failureThreshold,
  };
}

/** Whole seconds; `check` reports a Duration of less. */
export const secondsOf = (duration: Duration | undefined) => duration && Math.ceil(duration.toSeconds({ integral: false }));

function durationText(duration: Duration): string {
  const seconds = secondsOf(duration)!;
  return seconds % 3600 === 0 && seconds ? `${seconds / 3600}h` : seconds % 60 === 0 && seconds ? `${seconds / 60}m` : `${seconds}s`;
}
