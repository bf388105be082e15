import { Yaml } from 'cdk8s';

/** A manifest as YAML, without what is undefined, and without anchors. */
export function yaml(manifest: object): string {
  return Yaml.stringify(JSON.parse(JSON.stringify(manifest)));
}
