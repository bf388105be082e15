import { MachineWatch } from './watch';

declare global {
  // eslint-disable-next-line no-var
  var machineWatch: MachineWatch;
}

export default function beforeAll(): void {
  globalThis.machineWatch = new MachineWatch();
}
