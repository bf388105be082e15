import { bool, Fields, string } from '../../engine/schema';

const ARCHITECTURES = ['x86_64', 'aarch64', 's390x', 'ppc64le'];

/** A setting for all architectures, and one for each in its place. */
const perArchitecture = (key: string, description: string): Fields => ({
  [key]: string({ description }),
  ...Object.fromEntries(ARCHITECTURES.map((name) => [`${key}_${name}`, string({ description: `${description}, on ${name} nodes` })])),
});

/** The settings below `env`, of all editions. Templates print numbers and booleans as texts too. */
export const ENV_FIELDS: Fields = {
  debug: bool({ orText: true, description: 'debug output of the runtime, the hypervisor and the guest' }),
  ...perArchitecture('shims', 'the shims to install, separated by spaces'),
  ...perArchitecture('defaultShim', 'the shim behind the default RuntimeClass'),
  createRuntimeClasses: bool({ orText: true, description: 'whether kata-deploy makes the RuntimeClasses' }),
  createDefaultRuntimeClass: bool({ orText: true, description: 'whether kata-deploy makes the RuntimeClass `kata`' }),
  allowedHypervisorAnnotations: string({ description: 'hypervisor settings that pods may change, separated by spaces' }),
  ...perArchitecture('snapshotterHandlerMapping', 'the snapshotter of each shim: shim:snapshotter,…'),
  agentHttpsProxy: string({ description: 'the proxy of guests', secret: true }),
  agentNoProxy: string({ description: 'what guests reach without the proxy, separated by commas', secret: true }),
  ...perArchitecture('pullTypeMapping', 'who pulls the images of each shim, under CRI-O: shim:guest-pull,…'),
  installationPrefix: string({ description: 'the folder on nodes below which Kata is installed' }),
  hostOS: string({ description: 'the operating system of the nodes' }),
  multiInstallSuffix: string({ orNumber: true, description: 'what keeps this installation apart from others' }),
  _experimentalSetupSnapshotter: string({ description: 'snapshotters to set up on the nodes, separated by commas' }),
  ...perArchitecture('_experimentalForceGuestPull', 'shims that pull in the guest by force, separated by commas'),
};
