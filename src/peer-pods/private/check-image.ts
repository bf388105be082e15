import { ContainerImage } from '../../common';
import { Problems } from '../../common/private/problems';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { PeerPodsCaaProps, PeerPodsImageVariant } from '../peer-pods-caa-props';
import { ProviderDefinition } from '../providers/contract';

const VERSION = /^v?([0-9]+\.[0-9]+\.[0-9]+)(-dev)?$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** The image of the adaptor, and the architectures that it was built for. Nobody knows those of an image of your own. */
export interface AdaptorImage {
  readonly image: ContainerImage;
  readonly architectures?: readonly string[];
}

/** The adaptor's image, and whether provider, variant and release fit it. */
export function adaptorImage(
  props: Pick<PeerPodsCaaProps, 'image' | 'imageVariant'>, { name, title }: ProviderDefinition, release: PeerPodsReleaseFacts, problems: Problems,
): AdaptorImage {
  const { image, imageVariant } = props;
  const needsDev = release.devOnly.includes(name);
  const variants: string[] = Object.values(PeerPodsImageVariant);
  const repair = `Of ${release.version}, only the dev image was built with ${title}: leave imageVariant and image out for ${
    release.images.adaptorDev.repository}:${release.images.adaptorDev.tag}.`;
  if (imageVariant !== undefined && !variants.includes(imageVariant)) {
    problems.add('imageVariant', imageVariant, variants.join(', '), 'Take a member of PeerPodsImageVariant.');
  } else if (needsDev && imageVariant === PeerPodsImageVariant.RELEASE) {
    problems.add('imageVariant', imageVariant, `dev, with ${title}`, repair);
  } else if (needsDev && image && imageVariant === undefined && isReleaseTag(image)) {
    problems.add('image', image.reference, `a dev image, with ${title}`, `${repair} Say imageVariant: DEV where yours was built with it all the same.`);
  }
  checkImageVersion('image', image, release, problems);
  const dev = (imageVariant ?? (needsDev ? PeerPodsImageVariant.DEV : PeerPodsImageVariant.RELEASE)) === PeerPodsImageVariant.DEV;
  const { repository, tag, architectures } = dev ? release.images.adaptorDev : release.images.adaptor;
  return image ? { image } : { image: ContainerImage.of(repository, { tag }), architectures };
}

/** Whether an image is one that upstream publishes without the providers of the dev image: by version, or by commit. */
function isReleaseTag({ tag }: ContainerImage): boolean {
  return tag !== undefined && (COMMIT.test(tag) || (VERSION.test(tag) && !tag.endsWith('-dev')));
}

/** Adaptor, webhook and controller are released together; another version of one speaks another language. */
export function checkImageVersion(
  prop: string, image: ContainerImage | undefined, release: PeerPodsReleaseFacts, problems: Problems,
): void {
  const version = image?.tag?.match(VERSION)?.[1];
  if (version && version !== release.version) {
    problems.add(prop, image!.reference, `the version ${release.version}, which release says`,
      `${version} and ${release.version} do not belong together: change release, or the image.`);
  }
}
