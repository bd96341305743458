/** A picture of our own: a Fluent one in other colours, or shapes on a 32 x 32 field. */
export type Drawn =
  | { readonly from: string; readonly colours: { readonly [from: string]: string } }
  | { readonly body: string }

const path = (fill: string, d: string): string => `<path fill="${fill}" d="${d}"/>`
const stroke = (colour: string, width: number, d: string): string =>
  `<path fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" d="${d}"/>`
const dot = (fill: string, x: number, y: number, r: number): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`
const oval = (fill: string, x: number, y: number, rx: number, ry: number): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
const drawn = (...parts: readonly string[]): Drawn => ({ body: parts.join('') })

const bottle = (fill: string, label: string): Drawn =>
  drawn(
    path('#bebebe', 'M13 2h6v4h-6z'),
    path(fill, 'M13 6h6v3c0 2 4 3 4 7v11a3 3 0 0 1-3 3h-8a3 3 0 0 1-3-3V16c0-4 4-5 4-7z'),
    path(label, 'M9 18h14v7H9z'),
  )
const sack = (fill: string, shade: string, mark: string): Drawn =>
  drawn(
    path(shade, 'M9 4h14l-2 5H11z'),
    path(fill, 'M10 8h12c4 4 6 9 6 14 0 5-3 8-7 8H11c-4 0-7-3-7-8 0-5 2-10 6-14z'),
    stroke(shade, 2, 'M10 9h12'),
    oval(mark, 16, 20, 6, 5),
  )
const bowl = (heap: string, grain: string): Drawn =>
  drawn(
    path(heap, 'M4 15c2-7 7-10 12-10s10 3 12 10z'),
    ...[
      [10, 11],
      [15, 8],
      [20, 10],
      [13, 13],
      [18, 13],
      [23, 13],
    ].map(([x = 0, y = 0]) => dot(grain, x, y, 1.3)),
    path('#b4acbc', 'M2 15h28c0 7-4 13-10 14v1h-8v-1C6 28 2 22 2 15z'),
    path('#998ea4', 'M2 15h28l-.4 3H2.4z'),
  )
const leaf = (fill: string, vein: string): Drawn =>
  drawn(
    path(fill, 'M28 3C15 3 5 9 4 19c-.3 3 1 6 2 7 2 1 4 2 7 1C23 25 29 16 28 3z'),
    stroke(vein, 1.6, 'M3 29C9 20 16 13 24 8M11 20l-1-6M16 15l-1-5M12 20l7 1M17 14l7 1'),
  )
const bunch = (leaves: string, stalks: string, tie: string): Drawn =>
  drawn(
    stroke(stalks, 3, 'M12 29 11 14M16 29V13M20 29l1-15'),
    oval(leaves, 9, 9, 5, 7),
    oval(leaves, 23, 9, 5, 7),
    oval(leaves, 16, 8, 6, 7),
    stroke('#ffffff55', 1.2, 'M16 13V4M9 14V6M23 14V6'),
    path(tie, 'M9 19h14v4H9z'),
  )
const stalks = (tip: string, middle: string, foot: string, tie: string): Drawn =>
  drawn(
    stroke(tip, 3, 'M9 3l3 12M16 2v13M23 3l-3 12'),
    stroke(middle, 4, 'M12 14l1 9M16 14v9M20 14l-1 9'),
    stroke(foot, 4, 'M13 23l.5 5M16 23v6M19 23l-.5 5'),
    path(tie, 'M10 16h12v3H10z'),
  )
const block = (top: string, front: string, side: string, marks: string): Drawn =>
  drawn(
    path(top, 'M3 12 18 6l11 5-15 7z'),
    path(front, 'M3 12l11 6v10L3 22z'),
    path(side, 'M14 18l15-7v9l-15 8z'),
    marks,
  )
const fishOf = (body: string, fin: string): Drawn => ({
  from: 'fish',
  colours: { '#00a6ed': body, '#0074ba': fin },
})
const rhizome = (light: string, middle: string, dark: string): Drawn => ({
  from: 'ginger-root',
  colours: { '#e19747': light, '#b97028': middle, '#d3883e': light, '#975617': dark },
})
const seeds = (colour: string): string =>
  [
    [14, 12],
    [18, 13],
    [15, 16],
    [18, 18],
    [14, 20],
  ]
    .map(([x = 0, y = 0]) => dot(colour, x, y, 1.2))
    .join('')

/** Our own pictures by name, as `own:<name>` in pictures.ts. */
export const DRAWN: { readonly [name: string]: Drawn } = {
  sugar: sack('#f4f4f4', '#d3d3d3', '#7fb7e6'),
  flour: sack('#f3e3c6', '#d8bf93', '#c9893f'),
  oil: bottle('#ffc83d', '#ffffff'),
  'soy-sauce': bottle('#3f2a1d', '#f8312f'),
  'palm-sugar': drawn(
    path('#7d4a27', 'M4 22C4 12 9 7 16 7s12 5 12 15z'),
    oval('#a56433', 16, 22, 12, 4),
    stroke('#5b3319', 1.5, 'M10 13c1-2 3-3 5-3'),
  ),
  'mung-beans': bowl('#5ea644', '#3c7a29'),
  coriander: bowl('#d5b06b', '#a67e3c'),
  pepper: bowl('#5a5552', '#2e2b29'),
  'spice-paste': bowl('#d8432b', '#ff8a4c'),
  candlenut: bowl('#efe0bd', '#cdb483'),
  'rice-cake': drawn(
    path('#4c9a3b', 'M6 20 20 5c3-2 8 2 6 6L12 27c-4 2-8-3-6-7z'),
    stroke('#2f6e25', 1.5, 'M9 17l7 6M14 11l7 7M19 6l6 6'),
    oval('#f4f1e6', 8.5, 23.5, 3, 3.4),
  ),
  'chicken-foot': drawn(
    stroke('#ffb02e', 4, 'M17 3v13M17 16 8 26M17 16v12M17 16l9 9'),
    stroke('#e08a00', 2, 'M15 6h4M15 10h4'),
  ),
  liver: drawn(
    path('#8c2f39', 'M3 15C5 7 13 5 20 7c6 1 10 6 8 11-2 4-7 3-10 6-3 4-9 3-12-1-2-2-4-5-3-8z'),
    stroke('#b14a54', 2, 'M8 13c3-3 8-3 12-2'),
  ),
  'white-egg': { from: 'egg', colours: { '#f3ad61': '#e9dcc2' } },
  'blue-egg': { from: 'egg', colours: { '#f3ad61': '#9fd0d8' } },
  tofu: block('#ffffff', '#efe9db', '#ded5c1', ''),
  'fried-tofu': block('#f0b14a', '#dd9630', '#c67f1f', ''),
  tempe: block(
    '#f3ead6',
    '#e2d4b3',
    '#cfbd95',
    [
      [8, 16],
      [6, 20],
      [11, 21],
      [18, 19],
      [22, 20],
      [26, 15],
      [14, 11],
      [20, 10],
    ]
      .map(([x = 0, y = 0]) => oval('#c89c55', x, y, 1.8, 1.2))
      .join(''),
  ),
  'shrimp-paste': block('#8e5a4a', '#754637', '#5e362a', ''),
  catfish: fishOf('#7a828c', '#4d545c'),
  anchovy: fishOf('#c3ccd4', '#8d99a4'),
  'dried-fish': fishOf('#d9a760', '#a8763a'),
  shallot: {
    from: 'onion',
    colours: { '#f3ad61': '#c2517e', '#d3883e': '#8f2f58', '#e19747': '#d9789d' },
  },
  'bird-chili': drawn(
    path('#ca0b4a', 'M13 8c4 5 4 12-5 20 1-8-1-14 1-18z'),
    path('#f8312f', 'M22 8c3 6 1 13-6 20 3-8 0-14 2-18z'),
    stroke('#2f8f3a', 2.4, 'M11 8c0-3 1-4 3-5M20 8c0-3 1-4 3-5'),
    path('#3faa4b', 'M8 8h7l-3 4zM17 8h7l-3 4z'),
  ),
  'green-chili': {
    from: 'hot-pepper',
    colours: { '#f8312f': '#3faa4b', '#00d26a': '#237a33' },
  },
  galangal: rhizome('#e8c9b0', '#c99a86', '#a56c5c'),
  turmeric: rhizome('#f2a12c', '#c9711a', '#a4540e'),
  kencur: rhizome('#b98a5e', '#8a603a', '#6b4725'),
  lemongrass: stalks('#7cb850', '#b7d08a', '#e9ddc9', '#8a5a3c'),
  'spring-onion': stalks('#3f9b45', '#86c76a', '#fbfbf4', '#b3261e'),
  'lime-leaf': leaf('#2f8a3d', '#a9dd8c'),
  'bay-leaf': leaf('#4f7a3a', '#b6cf8c'),
  'banana-leaf': leaf('#3fa548', '#c8f0a4'),
  pandan: stalks('#2f8a3d', '#3fa548', '#7cc36c', '#8a5a3c'),
  tamarind: drawn(
    stroke('#7a4b2a', 7, 'M6 10c4 9 12 14 20 13'),
    stroke('#9a683f', 2, 'M8 11c4 6 9 9 15 10'),
    stroke('#5b3319', 2, 'M6 10 4 5'),
  ),
  cinnamon: drawn(
    stroke('#9a5a2c', 6, 'M6 25 22 6M12 27 26 11'),
    stroke('#c98a52', 2, 'M8 22 20 8M14 25l10-12'),
    stroke('#b3261e', 3, 'M11 14l8 7'),
  ),
  spinach: bunch('#2f8a3d', '#c2517e', '#8a5a3c'),
  'mustard-greens': bunch('#58b64c', '#d8efc0', '#8a5a3c'),
  'cassava-leaf': bunch('#3d8f3f', '#8a5a3c', '#b3261e'),
  'long-beans': drawn(
    stroke(
      '#4ba046',
      3,
      'M8 4c-2 8 0 18 4 24M14 4c-1 9 0 17 2 24M20 4c1 9 0 17-1 24M26 4c2 8-1 18-4 24',
    ),
    path('#8a5a3c', 'M7 13h19v4H7z'),
  ),
  cabbage: drawn(
    dot('#7cc36c', 16, 17, 13),
    dot('#a9dd8c', 16, 18, 10),
    stroke('#eaf7dc', 2, 'M16 28V12M16 20l-6-5M16 20l6-5M16 25l-7-3M16 25l7-3'),
  ),
  chayote: {
    from: 'pear',
    colours: { '#c3ef3c': '#b5d689' },
  },
  pumpkin: drawn(
    stroke('#5a7d2b', 3, 'M16 9c0-3 1-5 3-6'),
    oval('#e07a1f', 9, 19, 7, 9),
    oval('#e07a1f', 23, 19, 7, 9),
    oval('#f59536', 16, 19, 8, 10),
    stroke('#c9661188', 1.6, 'M13 11c-2 5-2 11 0 16M19 11c2 5 2 11 0 16'),
  ),
  'bean-sprouts': drawn(
    stroke('#f1ead6', 2.6, 'M7 8c1 8 4 14 10 20M16 6c-2 8 0 15 4 22M26 9c-6 4-9 10-8 18'),
    stroke('#c9bd98', 1, 'M8 12c1 5 4 10 8 14'),
    oval('#e5b93c', 6, 7, 3.4, 2.4),
    oval('#e5b93c', 17, 5, 3.4, 2.4),
    oval('#e5b93c', 27, 8, 3.4, 2.4),
  ),
  jackfruit: drawn(
    stroke('#6b4725', 3, 'M16 5V2'),
    oval('#88a83b', 16, 17.5, 11, 13),
    ...[
      [11, 11],
      [16, 9],
      [21, 11],
      [9, 16],
      [14, 15],
      [19, 15],
      [23, 17],
      [11, 21],
      [16, 20],
      [21, 22],
      [14, 26],
      [18, 26],
    ].map(([x = 0, y = 0]) => dot('#5f7d22', x, y, 1.3)),
  ),
  cassava: {
    from: 'carrot',
    colours: { '#ff822d': '#9a6a42', '#ff6723': '#7a4f2c' },
  },
  papaya: drawn(
    oval('#f59536', 16, 17, 10, 13),
    oval('#ffb45c', 16, 17, 7, 10),
    oval('#e0692a', 16, 16, 4.4, 7),
    seeds('#2b2b2b'),
  ),
  salak: {
    from: 'chestnut',
    colours: { '#6d4534': '#7a3f22', '#f3ad61': '#c98a52' },
  },
  crisps: drawn(
    path('#e9a100', 'M7 4h18l2 4-2 4v16l1 2H6l1-2V12L5 8z'),
    path('#f8312f', 'M7 12h18v6H7z'),
    oval('#ffe08a', 12, 23, 4, 2.6),
    oval('#ffd45c', 19, 24, 4, 2.6),
    oval('#fff0b8', 16, 21, 4, 2.4),
  ),
  market: drawn(
    path('#8a5a3c', 'M5 14h22v14H5z'),
    path('#5b3a25', 'M8 18h7v10H8z'),
    path('#fff1cf', 'M18 18h6v5h-6z'),
    path('#1f6b3b', 'M4 5h24l3 9H1z'),
    path('#fffbf2', 'M9.5 5h4l-1 9h-5zM18.5 5h4l2 9h-5z'),
  ),
}
