import { ClusterPlaces, DeliveredManifest } from './component';
import { clusterFolder } from './engines/engine';
import { ImageRewriter } from './image-rewriter';

/** Where the images of a cluster are listed, for those who copy them to a mirror. */
export const imagesFile = (cluster: Pick<ClusterPlaces, 'name'>) => `${clusterFolder(cluster)}/images.txt`;

/** The images that objects name. */
export function imagesOf(manifests: readonly DeliveredManifest[]): string[] {
  const rewriter = new ImageRewriter({});
  return [...new Set(manifests.flatMap((manifest) => rewriter.rewrite(manifest).images))];
}

/** Images as a file. */
export const imageList = (images: readonly string[]) => [...new Set(images)].sort().map((image) => `${image}\n`).join('');
