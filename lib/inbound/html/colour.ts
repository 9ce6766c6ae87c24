// Colours as numbers, to tell text that has the colour of its paper.

export type Rgb = readonly [red: number, green: number, blue: number];
/** `transparent` shows what is behind; `unknown` is a picture, a gradient or a name that we do not know: no judgement. */
export type Colour = Rgb | 'transparent' | 'unknown';

export const PAPER: Rgb = [255, 255, 255];

const NAMES: Record<string, Rgb> = {
  white: PAPER,
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  black: [0, 0, 0],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  lightgray: [211, 211, 211],
  lightgrey: [211, 211, 211],
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  navy: [0, 0, 128],
  yellow: [255, 255, 0],
};

/** @param text a CSS colour, or a `background` shorthand that has one in it. */
export function colourOf(text: string): Colour {
  const value = text.trim().toLowerCase().slice(0, 200);
  if (/url\(|gradient/.test(value)) return 'unknown';
  if (/^(transparent|none|inherit|initial|unset)$/.test(value)) return 'transparent';
  const hex = /#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-f])/.exec(value)?.[1];
  if (hex) return ofHex(hex);
  const rgb = /rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+)(%?))?\s*\)/.exec(value);
  if (rgb) {
    const alpha = rgb[4] === undefined ? 1 : Number(rgb[4]) / (rgb[5] ? 100 : 1);
    return alpha < 0.05 ? 'transparent' : [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
  }
  for (const word of value.split(/\s+/)) if (Object.hasOwn(NAMES, word)) return NAMES[word] ?? 'unknown';
  return 'unknown';
}

/** So close that nobody would read one on the other. */
export function sameColour(a: Rgb, b: Rgb): boolean {
  return a.every((channel, i) => Math.abs(channel - (b[i] ?? 0)) <= 16);
}

function ofHex(hex: string): Colour {
  const short = hex.length < 6;
  const channel = (i: number) =>
    Number.parseInt(short ? hex.slice(i, i + 1).repeat(2) : hex.slice(2 * i, 2 * i + 2), 16);
  const alpha = hex.length === 4 || hex.length === 8 ? channel(3) : 255;
  return alpha < 13 ? 'transparent' : [channel(0), channel(1), channel(2)];
}
