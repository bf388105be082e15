import { yamlStream } from '../../../common/private/yaml/write';

/** A manifest as YAML, without what is undefined. */
export function yaml(manifest: object): string {
  return yamlStream([JSON.parse(JSON.stringify(manifest))]);
}
