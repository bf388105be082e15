import { printable } from '../../common/private/printable';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** A text of a manifest in HTML or SVG, as content or between quotes: it has no markup, and nothing in it is invisible. */
export const escaped = (text: string) => printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
