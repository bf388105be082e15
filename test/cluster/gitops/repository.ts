import * as fs from 'node:fs';
import * as path from 'node:path';
import { runCommand, tail } from '../command';
import { TemporaryFolder, temporaryFolder } from '../temporary';
import { UserError } from '../user-error';

/** The branch that engines follow. */
export const BRANCH = 'main';

const SECONDS = 60;

/** A Git repository on this machine, with what an app writes in `dist/`. */
export class GitRepository {
  public static async create(): Promise<GitRepository> {
    const repository = new GitRepository(temporaryFolder('repository'));
    await repository.git('init', '--quiet', `--initial-branch=${BRANCH}`);
    return repository;
  }

  /** The commit that is published, and its files as a compressed archive. */
  public head = '';
  public archive = Buffer.alloc(0);

  private constructor(private readonly folder: TemporaryFolder) {}

  public get path(): string {
    return this.folder.path;
  }

  /** Its address for Git. */
  public get url(): string {
    return `file://${this.folder.path}`;
  }

  /** Commits what is in the folder now. */
  public async commit(message: string): Promise<void> {
    await this.git('add', '--all');
    await this.git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--allow-empty', '-m', message);
    const head = (await this.git('rev-parse', 'HEAD')).trim();
    const file = path.join(this.folder.path, '.git', 'artifact.tar.gz');
    await this.git('archive', '--format=tar.gz', '-o', file, head);
    this.archive = fs.readFileSync(file);
    this.head = head;
  }

  public remove(): void {
    this.folder.remove();
  }

  private async git(...args: string[]): Promise<string> {
    const env = { PATH: process.env.PATH, HOME: this.folder.path, GIT_CONFIG_NOSYSTEM: '1' };
    const { ok, output } = await runCommand('git', args, { cwd: this.folder.path, env }, SECONDS);
    if (!ok) throw new UserError(`"git ${args.join(' ')}" failed:\n${tail(output)}`);
    return output;
  }
}
