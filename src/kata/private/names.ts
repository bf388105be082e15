import { KataModel } from './model';

/** The longest name of what becomes a label value, as the name of a Job does. */
const LABEL_LENGTH = 63;

/** The longest name of a CronJob: its Jobs add eleven characters. */
const CRON_JOB_LENGTH = 52;

/** What is mounted into pods. */
export interface ConfigMapNames {
  readonly customConfigs: string;
  readonly userDropIn: string;
}

/** `<base>` or `<base>-<suffix>`: how upstream names what belongs to one of several installations. */
export function suffixed(base: string, suffix?: string): string {
  return suffix ? `${base}-${suffix}` : base;
}

/** The name of the RuntimeClass of a shim, which is its handler too. */
export function runtimeClassName(shim: string, suffix?: string): string {
  return suffixed(`kata-${shim}`, suffix);
}

/**
 * With `debug`, some releases have a variant of each shim for debugging. Nodes have their handlers, also without RuntimeClasses.
 */
export function variants({ debug, devkit, release }: Pick<KataModel, 'debug' | 'devkit' | 'release'>): string[] {
  return debug && release.debugRuntimeClasses ? ['debug', ...(devkit ? ['devkit'] : [])] : [];
}

/** The name of the RuntimeClass that leads to the default shim, if there is one. */
export function defaultClassName({ runtimeClasses }: Pick<KataModel, 'runtimeClasses'>): string[] {
  return runtimeClasses?.defaultShim === undefined ? [] : [runtimeClasses.defaultName];
}

/** The handlers of the shims, which are the names of their RuntimeClasses too. */
export function handlerNames(model: KataModel): string[] {
  const names = model.shims.map((shim) => runtimeClassName(shim.name, model.suffix));
  return [...names, ...names.flatMap((name) => variants(model).map((variant) => `${name}-${variant}`))];
}

type Named = Pick<KataModel, 'name' | 'suffix' | 'identity' | 'release'>;

/** Every object asks for them. */
const known = new WeakMap<Named, ReturnType<typeof namesOf>>();

/** The names of the objects of one installation, equal to upstream's where upstream has the object. */
export function objectNames(model: Named): ReturnType<typeof namesOf> {
  let names = known.get(model);
  if (!names) known.set(model, names = namesOf(model));
  return names;
}

function namesOf(model: Named) {
  const { name, suffix, identity, release } = model;
  const base = suffixed(name, suffix);
  const access = {
    serviceAccount: suffixed(`${name}-sa`, suffix),
    clusterRole: suffixed(`${name}-role`, suffix),
    clusterRoleBinding: suffixed(`${name}-rb`, suffix),
  };
  const formerCleanupAccess = {
    serviceAccount: `${access.serviceAccount}-cleanup`,
    clusterRole: `${access.clusterRole}-cleanup`,
    clusterRoleBinding: `${access.clusterRoleBinding}-cleanup`,
  };
  const cleanupAccess = {
    serviceAccount: suffixed(`${name}-sa-cleanup`, suffix),
    clusterRole: suffixed(`${name}-cleanup-role`, suffix),
    clusterRoleBinding: suffixed(`${name}-cleanup-rb`, suffix),
  };
  return {
    ...access,
    base,
    // Upstream renamed them when its pods began to clean their nodes.
    cleanup: { daemonSet: `${base}-cleanup`, ...(release.cleansWhenDeleted === 'never' ? formerCleanupAccess : cleanupAccess) },
    state: cut(`${identity.instance}-kata-deploy-state`),
    configMaps: {
      customConfigs: suffixed(`${name}-custom-configs`, suffix),
      userDropIn: suffixed(`${name}-containerd-user-dropin`, suffix),
    },
    jobTemplates: cut(`${base}-job-templates`),
    dispatcher: {
      serviceAccount: suffixed(`${name}-dispatcher-sa`, suffix),
      clusterRole: suffixed(`${name}-dispatcher-noderole`, suffix),
      clusterRoleBinding: suffixed(`${name}-dispatcher-noderb`, suffix),
      role: suffixed(`${name}-dispatcher-role`, suffix),
      roleBinding: suffixed(`${name}-dispatcher-rb`, suffix),
    },
    lateNodes: cut(`${base}-late-nodes`, CRON_JOB_LENGTH, '-late-nodes'),
    cleanupDispatcher: {
      ...cleanupAccess,
      role: `${base}-cleanup-jobs`,
      roleBinding: `${base}-cleanup-jobs`,
      jobTemplates: `${base}-cleanup-job-templates`,
      configMaps: { customConfigs: `${base}-cleanup-custom-configs`, userDropIn: `${base}-cleanup-containerd-user-dropin` },
    },
    verification: `${identity.fullname}-verification`,
    verificationSpec: `${identity.fullname}-verification-spec`,
  };
}

/**
 * A name that is short enough, as Helm's charts cut names.
 *
 * @param end what stays at its end
 */
export function cut(name: string, length = LABEL_LENGTH, end = ''): string {
  return `${name.slice(0, name.length - end.length).slice(0, length - end.length).replace(/-$/, '')}${end}`;
}
