import './before-all';

/** Fails the run where the machine is not as it was. */
export default function afterAll(): void {
  const touched = globalThis.machineWatch.end();
  if (touched.length) throw new Error(`the tests touched this machine:\n${touched.join('\n')}`);
}
