import { PerShimModel } from './model';
import { objectNames, suffixed } from '../settings';

/** The longest name of what becomes a label value, as the name of a Job does. */
const LABEL_LENGTH = 63;

/** The longest name of a CronJob: its Jobs add eleven characters. */
const CRON_JOB_LENGTH = 52;

/** What is mounted into pods. */
export interface ConfigMapNames {
  readonly customConfigs: string;
  readonly userDropIn: string;
}

type Named = Pick<PerShimModel, 'name' | 'suffix' | 'identity' | 'release'>;

/** Every object asks for them. */
const known = new WeakMap<Named, ReturnType<typeof namesOf>>();

/** The names of the objects of one installation, equal to upstream's where upstream has the object. */
export function perShimNames(settings: Named): ReturnType<typeof namesOf> {
  let names = known.get(settings);
  if (!names) known.set(settings, names = namesOf(settings));
  return names;
}

function namesOf(settings: Named) {
  const { name, suffix, identity, release } = settings;
  const base = suffixed(name, suffix);
  const plain = objectNames(settings);
  const cleanupAccess = {
    serviceAccount: suffixed(`${name}-sa-cleanup`, suffix),
    clusterRole: suffixed(`${name}-cleanup-role`, suffix),
    clusterRoleBinding: suffixed(`${name}-cleanup-rb`, suffix),
  };
  return {
    ...plain,
    // Upstream renamed them when its pods began to clean their nodes.
    cleanup: release.cleansWhenDeleted === 'never' ? plain.cleanup : { ...plain.cleanup, ...cleanupAccess },
    base,
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
