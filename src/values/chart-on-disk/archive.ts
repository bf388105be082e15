import { gunzipSync } from 'zlib';
import { Budget, ChartFiles } from './chart-files';
import { refuse } from './refusal';
import { TarError, TarFile, tarFiles } from './tar';

/** The files in the archive of a chart, without the folder around them. */
export function unpack(archive: Buffer, at: string, budget: Budget): ChartFiles {
  const files = new Map<string, () => Buffer>();
  const folders = new Set<string>();
  for (const { path, bytes } of untar(gunzip(archive, at, budget), at, budget)) {
    const [folder, ...inner] = steps(path, at);
    folders.add(folder);
    if (!inner.length || folders.size > 1) refuse(at, `holds ${JSON.stringify(path)} beside the folder of the chart; allowed: one folder, as helm package makes it`);
    if (files.has(inner.join('/'))) refuse(at, `holds ${JSON.stringify(path)} twice`);
    files.set(inner.join('/'), () => bytes);
  }
  return files;
}

function untar(tar: Buffer, at: string, budget: Budget): TarFile[] {
  try {
    return tarFiles(tar, () => budget.entry(at));
  } catch (thrown) {
    if (thrown instanceof TarError) refuse(at, thrown.message);
    throw thrown;
  }
}

/** Stops as soon as there is more than the budget has. */
function gunzip(archive: Buffer, at: string, budget: Budget): Buffer {
  if (archive[0] !== 0x1f || archive[1] !== 0x8b) refuse(at, 'is no gzip archive; allowed: an archive as helm pull or helm package makes it');
  try {
    const tar = gunzipSync(archive, { maxOutputLength: Math.max(1, budget.bytes) });
    budget.spend(tar.length, at);
    return tar;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') budget.spend(Infinity, at);
    if (code === 'Z_BUF_ERROR') refuse(at, 'is cut off: the archive ends too early; get it again');
    if (code?.startsWith('Z_')) refuse(at, 'is damaged: it cannot be unpacked; get it again');
    throw thrown;
  }
}

/** The steps of a path that stays in its archive. */
function steps(path: string, at: string): string[] {
  const found = path.replace(/^(\.\/)+/, '').split('/');
  if (/^\/|^[a-z]:|[\\\0-\x1f\x7f]/i.test(path) || found.some((step) => step === '' || step === '.' || step === '..')) {
    refuse(at, `holds ${JSON.stringify(path)}; allowed: relative paths with "/", without "." and ".."`);
  }
  return found;
}
