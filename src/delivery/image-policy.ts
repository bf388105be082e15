import { ApiObject, App } from 'cdk8s';
import { ImagePolicyProps } from './image-policy-props';
import { applyPolicy, imagesOf } from './private/image-policies';
import { ImageRewriter } from './private/image-rewriter';
import { checked } from '../common/private/checked';
import { CocoError } from '../common/private/coco-error';
import { Problems } from '../common/private/problems';

/**
 * Where images come from: for all constructs of an app and its own workloads.
 *
 * Images are rewritten in containers, and in strings that name them: environment variables, arguments, commands and ConfigMaps,
 * such as templates of Jobs. What the policy does not allow is an error, with the field that has it. A Job whose images change
 * gets another name, because its template cannot change.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { ImagePolicy, KataRelease, KataRuntime } from 'cdk8s-coco';
 *
 * const app = new App();
 * new KataRuntime(new Chart(app, 'coco', { namespace: 'coco-system' }), 'Kata', { release: KataRelease.V4_1_0 });
 * ImagePolicy.apply(app, {
 *   mirrors: { 'quay.io': 'registry.example.com/quay', 'docker.io': 'registry.example.com/hub' },
 *   allowedRegistries: ['registry.example.com'],
 * });
 */
export class ImagePolicy {
  /**
   * Applies a policy to all objects of an app, also to those that are added later. `UninstallPhase.of(app)` has it, too.
   *
   * @throws if the app has a policy already, or on wrong props
   */
  public static apply(app: App, props: ImagePolicyProps): ImagePolicy {
    return new ImagePolicy(app, props);
  }

  private constructor(private readonly app: App, private readonly props: ImagePolicyProps) {
    const problems = new Problems(undefined, 'ImagePolicy.apply');
    check(props, problems);
    problems.throwAt('ImagePolicy.apply');
    if (!applyPolicy(app, new ImageRewriter(props))) {
      throw new CocoError('ImagePolicy.apply', 'app: got an app that has a policy; allowed: one policy for an app. Put both into one.');
    }
  }

  /**
   * The images that the objects of the app name, sorted. It does not contain images whose names programs construct themselves.
   */
  public get images(): string[] {
    const { app } = this;
    return [...new Set(app.node.findAll().filter(ApiObject.isApiObject).flatMap((object) => imagesOf(object)))].sort();
  }

  /**
   * The ImageDigestMirrorSet of OpenShift for the mirrors: nodes then pull images that have a digest from there, by their own
   * names.
   *
   * @param name of the object
   * @see
   * https://docs.openshift.com/container-platform/latest/rest_api/config_apis/imagedigestmirrorset-config-openshift-io-v1.html
   */
  public imageDigestMirrorSet(name: string): any {
    return this.mirrorSet('ImageDigestMirrorSet', 'imageDigestMirrors', name);
  }

  /**
   * The ImageTagMirrorSet of OpenShift for the mirrors: the same for images that have a tag only.
   *
   * @param name of the object
   */
  public imageTagMirrorSet(name: string): any {
    return this.mirrorSet('ImageTagMirrorSet', 'imageTagMirrors', name);
  }

  /**
   * The files for `/etc/containerd/certs.d`, by path there, for nodes that pull images by their own names:
   * `quay.io/hosts.toml`.
   * containerd knows mirrors of whole registries only.
   *
   * @see https://github.com/containerd/containerd/blob/main/docs/hosts.md
   */
  public get hostsToml(): { [path: string]: string } {
    const whole = Object.entries(this.props.mirrors ?? {}).filter(([from]) => !from.includes('/')).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(whole.map(([from, to]) => {
      const [host, ...path] = to.split('/');
      const server = from === 'docker.io' ? 'registry-1.docker.io' : from;
      return [`${from}/hosts.toml`, [
        `server = "https://${server}"`, '', `[host."https://${host}/v2${path.map((part) => `/${part}`).join('')}"]`,
        '  capabilities = ["pull", "resolve"]', ...(path.length ? ['  override_path = true'] : []), '',
      ].join('\n')];
    }));
  }

  private mirrorSet(kind: string, field: string, name: string): object {
    const mirrors = Object.entries(this.props.mirrors ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      apiVersion: 'config.openshift.io/v1',
      kind,
      metadata: { name },
      spec: { [field]: mirrors.map(([source, mirror]) => ({ source, mirrors: [mirror] })) },
    };
  }
}

checked(ImagePolicy, 'ImagePolicy');

const PREFIX = /^[a-zA-Z0-9][a-zA-Z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

function check({ mirrors = {}, digests = {}, allowedRegistries = [] }: ImagePolicyProps, problems: Problems): void {
  const form = 'a registry, with the beginning of the path if you like: "quay.io", "registry.example.com/quay"';
  for (const [from, to] of Object.entries(mirrors)) {
    if (!PREFIX.test(from)) problems.add(`mirrors["${from}"]`, from, form, 'Leave out scheme, tag and "/" at the end.');
    if (!PREFIX.test(to)) problems.add(`mirrors["${from}"]`, to, form, 'Leave out scheme, tag and "/" at the end.');
  }
  for (const [image, digest] of Object.entries(digests)) {
    if (!DIGEST.test(digest)) problems.add(`digests["${image}"]`, digest, '"sha256:" and 64 hexadecimal digits', 'Take it from the registry.');
  }
  for (const one of allowedRegistries) {
    if (!PREFIX.test(one)) problems.add('allowedRegistries', one, form, 'Leave out scheme, tag and "/" at the end.');
  }
}
