export {
  BareMetalHostBootMode, IRedfishServer, RedfishBareMetalHost, RedfishBareMetalHostProps, RedfishSystemPath,
} from './bare-metal-host';
export { RedfishChassis, VirtualMachineSelector } from './redfish-chassis';
export { RedfishClient } from './redfish-client';
export { RedfishCdiUploadProxy, RedfishDataVolume, RedfishProbe } from './redfish-data-volume';
export {
  RedfishExposure, RedfishGatewayOptions, RedfishIngressOptions, RedfishNodePortOptions, RedfishRouteOptions,
  RedfishServiceOptions, RouteTermination,
} from './redfish-exposure';
export { RedfishLogLevel, RedfishPermissions, RedfishPlatform, RedfishSystemIdConvention } from './redfish-platform';
export { RedfishCustomSccOptions, RedfishIdRange, RedfishScc } from './redfish-scc';
export { RedfishRelease } from './redfish-release';
export { RedfishServer } from './redfish-server';
export { RedfishServerProps } from './redfish-server-props';
export { RedfishCertManagerOptions, RedfishTls } from './redfish-tls';
export { RedfishUser } from './redfish-user';
export { RedfishVolume } from './redfish-volume';
