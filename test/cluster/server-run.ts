import { findAssets } from './assets';
import { Client } from './client';
import { ControlPlane } from './control-plane';
import { Report } from './report';

/** A run of its own: it starts what it needs, reports, and leaves nothing. */
export type Run = (report: Report, say: (line: string) => void, words: readonly string[]) => Promise<void>;

/** What a judge has: an API server that knows no objects but Kubernetes' own. */
export interface Server {
  readonly client: Client;
  readonly plane: ControlPlane;
  readonly report: Report;
  readonly say: (line: string) => void;
}

/** Runs a judge on an API server of its own. */
export const onServer = (judge: (server: Server) => Promise<void>): Run => async (report, say) => {
  const plane = await ControlPlane.start(await findAssets(say));
  const client = new Client(plane.endpoint);
  try {
    say(`Kubernetes ${(await client.version()).text}`);
    await judge({ client, plane, report, say });
  } catch (error) {
    say(plane.logs());
    throw error;
  } finally {
    client.close();
    await plane.stop();
  }
};
