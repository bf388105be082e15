import { MachineWatch } from './watch';

declare global {
  var machineWatch: MachineWatch;
}

export default function beforeAll(): void {
  globalThis.machineWatch = new MachineWatch();
}
