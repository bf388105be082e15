export function testsOfRoom(folder: string): string[];
export function startedByAll(folder: string): string[];
export const ROOM: string;
