export { IBlueprint } from './blueprint';
export { Fleet, FleetProps } from './fleet';
export { FleetCluster } from './fleet-cluster';
export { FleetClusterProps, FleetFacts, FleetGroup } from './fleet-cluster-props';
export { FleetDelivery } from './fleet-delivery';
export { FleetInventory, FleetInventoryProps } from './fleet-inventory';
export { FleetFileCounts, FleetResult } from './fleet-result';
export { FleetSelector, FleetSelectorExpression, FleetSelectorOperator } from './fleet-selector';
export { FleetShard } from './fleet-shard';
