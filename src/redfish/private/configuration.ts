import { quotedText } from '../../common/private/yaml/scalars';
import { yamlStream } from '../../common/private/yaml/write';

/**
 * The server's configuration file, as its own decoder names the fields.
 *
 * @see https://github.com/v1k0d3n/kubevirt-redfish/blob/main/pkg/config/config.go
 */
export interface Configuration {
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly tls: { readonly enabled: boolean; readonly cert_file?: string; readonly key_file?: string };
  };
  /** Known from v0.2.3 on: `legacy` or `enhanced`. */
  readonly system_id_convention?: string;
  readonly chassis: readonly ChassisConfiguration[];
  /** Left out where the users are added on start. */
  readonly authentication?: { readonly users: readonly UserConfiguration[] };
  readonly kubevirt: { readonly api_version: string; readonly timeout: number; readonly allow_insecure_tls?: boolean };
  readonly cdi?: { readonly upload_proxy: UploadProxyConfiguration };
  readonly datavolume: DataVolumeConfiguration;
}

export interface ChassisConfiguration {
  readonly name: string;
  readonly namespace: string;
  readonly service_account: string;
  readonly description: string;
  readonly vm_selector?: { readonly labels?: { readonly [label: string]: string }; readonly names?: readonly string[] };
}

export interface UserConfiguration {
  readonly username: string;
  readonly password: string;
  readonly chassis: readonly string[];
}

export interface UploadProxyConfiguration {
  readonly service_name?: string;
  readonly namespaces?: readonly string[];
  readonly port?: number;
  readonly timeout?: number;
}

export interface DataVolumeConfiguration {
  readonly storage_size: string;
  readonly allow_insecure_tls: boolean;
  readonly storage_class: string;
  readonly vm_update_timeout: string;
  readonly iso_download_timeout: string;
  readonly helper_image?: string;
}

/** The text of the file. Every string is quoted, as in the chart. */
export const configurationText = (configuration: Configuration) => yamlStream([configuration], quotedText);
