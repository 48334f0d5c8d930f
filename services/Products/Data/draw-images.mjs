// Draws one picture per product of catalogue.json into wwwroot/images: node services/Products/Data/draw-images.mjs
// A product's "drawing" is a shape and its colours: "mug c4553a f3dcc0". Shapes stand on y = 196 of a 320 x 240 canvas.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const mix = (hex, other, part) =>
  '#' + [0, 2, 4].map(i => Math.round(parseInt(hex.slice(i + 1, i + 3), 16) * (1 - part) + parseInt(other.slice(i + 1, i + 3), 16) * part).toString(16).padStart(2, '0')).join('')
const dark = (hex, part = 0.2) => mix(hex, '#2b2440', part)
const light = (hex, part = 0.35) => mix(hex, '#ffffff', part)

const rect = (x, y, w, h, fill, r = 0) => `<rect x="${x}" y="${y}" width="${w}" height="${h}"${r ? ` rx="${r}"` : ''} fill="${fill}"/>`
const circle = (x, y, r, fill) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`
const oval = (x, y, rx, ry, fill) => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
const area = (d, fill) => `<path d="${d}" fill="${fill}"/>`
const stroke = (d, color, width = 6) => `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`
const turn = (angle, ...parts) => `<g transform="rotate(${angle} 160 124)">${parts.join('')}</g>`
const steam = (x, y) => stroke(`M${x} ${y}q-7 -9 0 -17t0 -17M${x + 18} ${y}q-7 -9 0 -17t0 -17`, '#ffffffb0', 4)
const flame = (x, y) => area(`M${x} ${y - 26}q13 14 9 22q-3 7 -9 7t-9 -7q-4 -8 9 -22z`, '#f6b73c') + area(`M${x} ${y - 12}q6 6 4 10q-2 4 -4 4t-4 -4q-2 -4 4 -10z`, '#fff0bf')
const range = (n, f) => Array.from({ length: n }, (_, i) => f(i)).join('')

const wood = '#c99a66', steel = '#c3c9d1', leaf = '#5b9a68', cream = '#fdf6e9'

const shapes = {
  // Kitchen and table
  mug: (c, d) => steam(148, 78) + stroke('M194 112q36 0 36 26t-36 26', dark(c), 12) + area('M116 90h82v78q0 28 -28 28h-26q-28 0 -28 -28z', c) + rect(116, 124, 82, 18, d) + area('M182 90h16v78q0 28 -28 28h-6q18 0 18 -28z', dark(c, 0.1)) + oval(157, 90, 41, 8, dark(c, 0.35)),
  cup: (c, d) => oval(160, 190, 72, 10, d) + oval(160, 187, 72, 9, light(d)) + stroke('M204 130q26 -2 26 18t-32 20', dark(c), 9) + area('M110 118h100q0 66 -36 66h-28q-36 0 -36 -66z', c) + oval(160, 118, 50, 9, dark(c, 0.25)) + oval(160, 119, 42, 6, '#6b4630') + steam(150, 104),
  kettle: (c, d) => stroke('M118 118q4 -66 42 -66t42 66', dark(d), 10) + area('M202 158l38 -46l14 6l-36 66z', dark(c, 0.15)) + area('M102 196q-8 -78 58 -84q66 6 58 84z', c) + area('M190 122q34 18 28 74h-24q12 -40 -4 -74z', dark(c, 0.12)) + rect(132, 106, 56, 10, d, 5) + circle(160, 100, 9, d),
  pan: (c, d) => rect(196, 142, 82, 14, d, 7) + circle(268, 149, 4, light(d)) + area('M78 138h132l-10 48q-2 10 -12 10h-88q-10 0 -12 -10z', c) + area('M184 138h26l-10 48q-2 10 -12 10h-18q12 -2 14 -10z', dark(c)) + rect(72, 132, 144, 12, light(c, 0.2), 6),
  pot: (c, d) => rect(78, 138, 36, 13, dark(c), 6) + rect(206, 138, 36, 13, dark(c), 6) + area('M100 124h120v56q0 16 -16 16h-88q-16 0 -16 -16z', c) + area('M198 124h22v56q0 16 -16 16h-16q10 -4 10 -16z', dark(c, 0.12)) + area('M104 116q6 -32 56 -32t56 32z', light(c, 0.18)) + rect(94, 114, 132, 12, dark(c, 0.1), 6) + rect(148, 70, 24, 16, d, 7),
  knife: (c, d) => turn(-24, area('M58 112h138v34h-76q-46 -2 -62 -34z', steel), area('M58 112h138v9h-134z', light(steel, 0.5)), rect(192, 110, 78, 30, c, 12), circle(212, 125, 4, d), circle(232, 125, 4, d), circle(252, 125, 4, d)),
  board: (c, d) => rect(106, 52, 108, 144, c, 18) + rect(106, 148, 108, 20, d) + stroke('M124 96v42M142 84v54M160 104v34M178 90v48M196 100v38', dark(c, 0.1), 3) + circle(160, 70, 8, dark(c, 0.35)),
  bowl: (c, d) => area('M88 116h144q-2 74 -50 80h-44q-48 -6 -50 -80z', c) + area('M206 116h26q-2 74 -50 80h-14q40 -10 38 -80z', dark(c, 0.1)) + stroke('M97 146q63 16 126 0', d, 8) + oval(160, 116, 72, 13, light(c, 0.3)) + oval(160, 117, 60, 9, dark(c, 0.18)),
  plate: (c, d) => circle(160, 126, 72, dark(c, 0.12)) + circle(160, 123, 72, c) + `<circle cx="160" cy="123" r="62" fill="none" stroke="${d}" stroke-width="5"/>` + circle(160, 123, 44, light(c, 0.35)) + stroke('M140 108q10 -12 28 -10', '#ffffffc0', 5),
  teapot: (c, d) => stroke('M112 128q-40 -6 -40 22t44 28', dark(c), 11) + area('M202 164q26 -8 28 -48l18 4q-4 58 -42 66z', dark(c, 0.12)) + oval(160, 152, 58, 44, c) + area('M106 138q54 20 108 0v14q-54 20 -108 0z', d) + area('M130 112q6 -18 30 -18t30 18z', light(c, 0.2)) + circle(160, 88, 9, d),
  press: (c, d) => stroke('M210 100h18q12 0 12 14v40q0 14 -12 14h-18', dark(c), 9) + rect(116, 84, 92, 112, '#dfeaf0', 8) + rect(122, 126, 80, 64, '#6b4630', 6) + rect(122, 118, 80, 8, steel) + rect(110, 76, 104, 16, c, 6) + rect(157, 46, 6, 32, steel) + circle(160, 44, 9, d) + rect(110, 182, 104, 14, c, 5) + rect(130, 98, 8, 78, '#ffffff90', 4),
  tumbler: (c, d) => area('M118 66h84l-10 122q-1 8 -9 8h-46q-8 0 -9 -8z', light(c, 0.55)) + area('M121 104h78l-7 84q-1 8 -9 8h-46q-8 0 -9 -8z', c) + oval(160, 104, 39, 6, light(c, 0.25)) + circle(148, 136, 6, d) + circle(172, 158, 5, d) + circle(160, 120, 4, d) + stroke('M134 84l6 84', '#ffffffa0', 5) + oval(160, 66, 42, 6, light(c, 0.75)),
  carafe: (c, d) => area('M142 52h36v40q34 20 34 66v22q0 16 -16 16h-72q-16 0 -16 -16v-22q0 -46 34 -66z', light(c, 0.5)) + area('M110 146h100q2 8 2 34q0 16 -16 16h-72q-16 0 -16 -16q0 -26 2 -34z', c) + rect(136, 84, 48, 12, d, 5) + rect(138, 42, 44, 16, d, 6) + stroke('M128 124q-8 14 -8 34', '#ffffffb0', 6),
  scale: (c, d) => area('M98 112h124l14 84h-152z', c) + area('M200 112h22l14 84h-26z', dark(c, 0.1)) + circle(160, 156, 30, cream) + stroke('M160 156l12 -18', d, 4) + circle(160, 156, 4, d) + stroke('M160 131v4M135 156h4M181 156h4', dark(cream, 0.4), 3) + rect(150, 92, 20, 20, steel) + area('M84 78h152q-6 18 -26 18h-100q-20 0 -26 -18z', steel) + rect(80, 72, 160, 9, light(steel, 0.4), 4),
  jar: (c, d) => rect(110, 84, 100, 112, c, 18) + rect(186, 88, 24, 104, dark(c, 0.1), 12) + rect(106, 62, 108, 26, d, 7) + rect(106, 78, 108, 6, dark(d)) + rect(110, 118, 100, 50, cream) + stroke('M130 136h60M140 150h40', dark(c, 0.25), 5) + rect(122, 94, 8, 18, '#ffffff90', 4),
  tin: (c, d) => rect(108, 76, 104, 120, c, 6) + rect(188, 82, 24, 114, dark(c, 0.12), 4) + oval(160, 76, 52, 10, light(c, 0.3)) + rect(104, 70, 112, 20, dark(c, 0.15), 6) + circle(160, 142, 30, d) + area('M160 120q22 18 0 44q-22 -26 0 -44z', leaf) + stroke('M160 128v34', cream, 2),
  bag: (c, d) => area('M104 84h112l6 106q0 6 -6 6h-112q-6 0 -6 -6z', c) + area('M196 84h20l6 106q0 6 -6 6h-18z', dark(c, 0.14)) + area('M108 56h104l4 28h-112z', dark(c, 0.1)) + rect(104, 78, 112, 8, d) + rect(124, 108, 72, 62, cream, 6) + `<g transform="rotate(24 160 139)">${oval(160, 139, 13, 19, '#6b4630')}${stroke('M160 122q-7 9 0 17t0 17', '#a37a5c', 3)}</g>`,
  cork: (c, d) => area('M140 64h40v30q22 14 22 40v52q0 10 -10 10h-64q-10 0 -10 -10v-52q0 -26 22 -40z', c) + area('M184 100q18 14 18 34v52q0 10 -10 10h-14q6 -2 6 -10z', dark(c, 0.15)) + rect(146, 44, 28, 24, wood, 4) + rect(118, 132, 84, 42, cream) + circle(160, 153, 14, d) + rect(128, 118, 7, 60, '#ffffff70', 3),
  apron: (c, d) => stroke('M134 68q26 -42 52 0', dark(c), 7) + area('M132 64h56q2 34 30 44l-6 82q0 6 -6 6h-92q-6 0 -6 -6l-6 -82q28 -10 30 -44z', c) + stroke('M104 116q-14 10 -10 30M216 116q14 10 10 30', dark(c), 6) + rect(130, 128, 60, 44, d, 6) + stroke('M160 130v40', dark(d), 3),
  brush: (c, d) => turn(-32, rect(60, 114, 130, 16, c, 8), circle(74, 122, 4, dark(c, 0.4)), rect(182, 102, 66, 24, dark(c, 0.1), 10), rect(188, 126, 54, 32, d), stroke('M198 130v26M210 130v26M222 130v26M234 130v26', dark(d), 2)),
  lunchbox: (c, d) => rect(92, 112, 136, 84, c, 14) + rect(92, 150, 136, 8, dark(c)) + rect(84, 96, 152, 24, light(c, 0.2), 10) + rect(146, 104, 28, 30, d, 6) + rect(150, 170, 20, 12, dark(c, 0.1), 6) + stroke('M130 96q30 -40 60 0', dark(d), 8),

  // Light
  desklamp: (c, d) => rect(110, 184, 72, 12, dark(c), 6) + stroke('M146 184l-26 -58l58 -50', d, 8) + circle(120, 126, 8, dark(d)) + area('M232 108l-60 20q-8 -40 22 -58z', c) + area('M186 132l34 -12l22 62h-86z', '#ffe9a855') + circle(208, 114, 11, '#ffe08a') + area('M194 70l10 -6l38 40l-10 4z', dark(c)),
  pendant: (c, d) => rect(157, 0, 6, 62, dark(d, 0.4)) + area('M116 138h88l28 58h-144z', '#ffeeb24d') + circle(160, 138, 17, '#ffe08a') + area('M92 138q6 -68 68 -68t68 68z', c) + area('M180 73q42 12 48 65h-28q2 -42 -20 -65z', dark(c, 0.14)) + rect(146, 56, 28, 18, d, 5),
  lantern: (c, d) => stroke('M126 72q34 -48 68 0', dark(c), 7) + area('M118 88l20 -24h44l20 24z', c) + rect(122, 88, 76, 90, '#fff3cf') + rect(146, 138, 28, 40, cream, 3) + flame(160, 132) + rect(114, 84, 92, 9, dark(c), 3) + rect(118, 92, 9, 88, c) + rect(193, 92, 9, 88, c) + rect(110, 176, 100, 20, c, 5) + rect(110, 184, 100, 5, d),
  bulbs: (c, d) => stroke('M28 70q66 62 132 12t132 -6', '#4c4560', 4) + [[62, 97, c], [104, 107, d], [146, 92, c], [188, 69, d], [228, 63, c], [266, 70, d]].map(([x, y, f]) => rect(x - 5, y - 2, 10, 12, '#4c4560', 2) + circle(x, y + 24, 16, f) + circle(x - 5, y + 19, 4, '#ffffffa0')).join('') + range(5, i => circle(60 + i * 50, 176 + (i % 2) * 12, 3, light(c, 0.3))),
  candle: (c, d) => flame(160, 74) + rect(158, 74, 4, 18, '#4c4560') + rect(112, 90, 96, 106, c, 12) + rect(186, 94, 22, 98, dark(c, 0.12), 10) + oval(160, 92, 48, 9, light(c, 0.5)) + rect(112, 122, 96, 44, d) + stroke('M134 138h52M144 150h32', dark(d, 0.35), 4),
  tablelamp: (c, d) => area('M96 120h128l26 60h-180z', '#ffeeb23d') + rect(154, 116, 12, 46, dark(d)) + area('M130 196q-8 -46 30 -46t30 46z', d) + area('M168 151q26 8 22 45h-18q8 -24 -4 -45z', dark(d, 0.14)) + area('M126 48h68l32 74h-132z', c) + area('M176 48h18l32 74h-26z', dark(c, 0.1)),

  // Living, bed and bath
  pillow: (c, d) => area('M78 64q82 18 164 0q-14 58 4 122q-86 16 -172 0q18 -60 4 -122z', c) + stroke('M112 76q-4 52 -6 104M136 80q-3 50 -4 97', d, 12) + area('M212 70l30 -6q-14 58 4 122l-34 5q-10 -60 0 -121z', dark(c, 0.1)),
  towels: (c, d) => rect(86, 160, 148, 36, c, 14) + rect(92, 124, 136, 36, d, 14) + rect(98, 88, 124, 36, light(c, 0.35), 14) + [[86, 160, c], [92, 124, d], [98, 88, light(c, 0.35)]].map(([x, y, f]) => stroke(`M${x + 16} ${y + 18}h${288 - 2 * x}`, dark(f, 0.18), 4)).join('') + rect(190, 92, 14, 104, '#ffffff40'),
  blanket: (c, d) => rect(88, 100, 144, 78, c, 16) + stroke('M88 128h144M88 152h144', d, 8) + rect(88, 100, 36, 78, dark(c, 0.12), 16) + range(12, i => rect(92 + i * 12, 176, 5, 20, i % 2 ? c : d, 2)),
  basket: (c, d) => stroke('M116 112q44 -92 88 0', dark(c), 9) + area('M86 112h148l-16 76q-2 8 -10 8h-96q-8 0 -10 -8z', c) + range(3, r => range(6 - (r > 1), i => rect(98 + (r % 2) * 11 + i * 21, 128 + r * 22, 13, 10, r % 2 ? d : dark(c, 0.14), 3))) + rect(80, 104, 160, 16, dark(c, 0.1), 8),
  clock: (c, d) => circle(160, 124, 72, c) + circle(160, 124, 60, cream) + range(12, i => `<rect x="158" y="70" width="4" height="${i % 3 ? 7 : 12}" fill="${dark(c, 0.2)}" transform="rotate(${i * 30} 160 124)"/>`) + stroke('M160 124l-22 -22', '#3e3850', 6) + stroke('M160 124l30 -22', '#3e3850', 4) + stroke('M160 124v34', d, 2) + circle(160, 124, 6, d),
  stool: (c, d) => stroke('M122 108l-16 86M198 108l16 86M142 108l-4 86M178 108l4 86', dark(d, 0.1), 9) + stroke('M114 158h92', d, 6) + rect(96, 88, 128, 22, c, 11) + rect(96, 100, 128, 10, dark(c, 0.14), 5),
  shelf: (c, d) => rect(78, 104, 164, 10, c) + rect(78, 184, 164, 10, c) + stroke('M90 114v12M230 114v12', dark(c), 6) + rect(94, 58, 16, 46, d) + rect(112, 50, 14, 54, light(d, 0.3)) + rect(128, 64, 18, 40, dark(d)) + circle(204, 90, 14, leaf) + circle(192, 84, 9, light(leaf, 0.2)) + area('M188 94h32l-4 10h-24z', '#d98e62') + rect(104, 140, 40, 44, cream, 4) + rect(111, 148, 26, 28, light(d, 0.2)) + oval(198, 172, 26, 12, '#d98e62') + rect(180, 152, 36, 20, '#d98e62', 8),
  vase: (c, d) => stroke('M160 110q-22 -40 -32 -48M160 110q4 -40 -2 -66M160 110q20 -34 36 -42', leaf, 4) + range(3, i => circle([126, 158, 198][i], [58, 40, 64][i], 13, d) + circle([126, 158, 198][i], [58, 40, 64][i], 5, '#f7d774')) + area('M138 100h44q-4 18 10 34q18 22 8 44q-6 18 -24 18h-32q-18 0 -24 -18q-10 -22 8 -44q14 -16 10 -34z', c) + area('M172 100h10q-4 18 10 34q18 22 8 44q-6 18 -24 18h-8q18 -10 18 -30q0 -24 -14 -66z', dark(c, 0.12)),
  rug: (c, d) => range(10, i => rect(82 + i * 17, 66, 4, 130, dark(c, 0.1), 2)) + rect(74, 78, 172, 106, c, 4) + rect(86, 90, 148, 82, light(c, 0.25)) + area('M160 96l54 35l-54 35l-54 -35z', d) + area('M160 112l28 19l-28 19l-28 -19z', c),
  soap: (c, d) => rect(148, 52, 10, 34, '#4c4560') + area('M120 48q0 -8 8 -8h42q8 0 8 10v6h-58z', '#4c4560') + rect(134, 82, 40, 14, '#4c4560', 4) + rect(114, 94, 80, 102, c, 16) + rect(174, 98, 20, 94, dark(c, 0.12), 10) + rect(114, 124, 80, 42, d) + stroke('M132 138h44M140 150h28', dark(d, 0.35), 4) + circle(222, 120, 10, '#ffffffa0') + circle(238, 98, 6, '#ffffffa0') + circle(90, 140, 7, '#ffffffa0'),
  bar: (c, d) => rect(92, 132, 136, 64, c, 26) + rect(104, 140, 112, 40, light(c, 0.25), 18) + rect(130, 150, 60, 18, d, 9) + circle(110, 106, 13, '#ffffffb0') + circle(136, 84, 8, '#ffffffb0') + circle(206, 100, 16, '#ffffffb0') + circle(184, 74, 6, '#ffffffb0'),
  mirror: (c, d) => oval(160, 116, 62, 76, c) + oval(160, 116, 52, 66, '#dceaf0') + stroke('M132 116q2 -30 24 -44M140 140l36 -54', '#ffffffd0', 6) + rect(130, 186, 60, 10, d, 5),

  // Desk and paper
  notebook: (c, d) => turn(-8, rect(110, 50, 108, 146, dark(c, 0.3), 8), rect(106, 46, 106, 146, c, 8), rect(106, 46, 18, 146, dark(c, 0.14), 8), rect(188, 46, 8, 146, d), rect(136, 82, 40, 26, cream, 3)),
  pen: (c, d) => turn(-42, rect(72, 114, 150, 20, c, 6), rect(72, 114, 46, 20, dark(c, 0.18), 6), area('M222 114l34 10l-34 10z', steel), rect(212, 114, 10, 20, d), rect(82, 106, 44, 6, d, 3)),
  pencils: (c, d) => [['#e0a23c', 132, 62], [d, 152, 48], ['#5f8fb8', 172, 66]].map(([f, x, y]) => rect(x - 7, y + 14, 14, 80, f) + area(`M${x - 7} ${y + 15}l7 -20l7 20z`, '#f1d9b5') + area(`M${x - 2.5} ${y + 2}l2.5 -7l2.5 7z`, '#3e3850')).join('') + rect(112, 116, 92, 80, c, 8) + rect(182, 120, 22, 72, dark(c, 0.12), 8) + rect(112, 138, 92, 10, light(c, 0.3)),
  book: (c, d) => rect(104, 48, 112, 148, dark(c, 0.25), 6) + rect(112, 52, 106, 138, cream, 3) + rect(100, 44, 110, 144, c, 5) + rect(100, 44, 16, 144, dark(c, 0.16), 5) + rect(128, 66, 68, 40, d, 3) + stroke('M134 126h56M140 140h44', light(c, 0.55), 5) + circle(162, 166, 8, d),
  organiser: (c, d) => rect(84, 128, 152, 68, c, 8) + rect(84, 156, 152, 5, dark(c)) + circle(160, 144, 5, d) + circle(160, 178, 5, d) + rect(96, 88, 30, 44, d, 4) + rect(132, 98, 24, 34, cream, 3) + rect(104, 60, 5, 30, '#e0a23c') + rect(114, 66, 5, 26, '#5f8fb8') + area('M176 128v-40h12v40zM194 128v-52h12v52zM212 128v-32h12v32z', light(d, 0.3)),
  keyboard: (c, d) => area('M62 96h196l18 84q2 10 -8 10h-216q-10 0 -8 -10z', dark(c, 0.25)) + area('M64 90h192l18 84h-228z', c) + range(3, r => range(9, i => rect(72 + i * 20 - r * 3, 98 + r * 18, 16 + r * 0.6, 13, (i + r) % 7 === 3 ? d : light(c, 0.55), 3))) + rect(108, 152, 104, 14, light(c, 0.55), 4),

  // Garden
  plant: (c, d) => stroke('M160 140q-4 -40 0 -76', leaf, 5) + area('M160 128q-52 -4 -58 -48q48 0 58 48zM160 118q6 -48 58 -50q-4 50 -58 50zM160 84q-26 -16 -14 -46q30 12 14 46z', leaf) + area('M160 128q-30 -16 -58 -48q48 0 58 48zM160 118q30 -14 58 -50q-4 50 -58 50z', light(leaf, 0.2)) + area('M114 140h92l-12 50q-1 6 -8 6h-52q-7 0 -8 -6z', c) + rect(106, 132, 108, 18, dark(c, 0.1), 5) + rect(122, 164, 76, 8, d),
  succulent: (c, d) => range(5, i => `<ellipse cx="160" cy="92" rx="13" ry="36" fill="${i % 2 ? leaf : light(leaf, 0.25)}" transform="rotate(${(i - 2) * 34} 160 128)"/>`) + area('M104 128h112q0 68 -34 68h-44q-34 0 -34 -68z', c) + stroke('M112 152q48 14 96 0', d, 7) + oval(160, 128, 56, 9, dark(c, 0.2)),
  can: (c, d) => stroke('M112 122q-44 -6 -40 34t44 24', dark(c), 9) + area('M196 158l44 -58l12 10l-44 72z', dark(c, 0.14)) + area('M226 96l20 -14l24 20l-8 22z', d) + rect(108, 108, 96, 88, c, 8) + rect(180, 112, 24, 84, dark(c, 0.1), 8) + stroke('M122 108q34 -52 68 0', dark(c), 8) + rect(108, 136, 96, 10, d),
  trowel: (c, d) => turn(34, rect(70, 112, 88, 24, c, 12), rect(80, 112, 10, 24, d), rect(152, 119, 34, 10, steel, 4), area('M182 98q58 0 82 26q-24 26 -82 26q10 -26 0 -52z', '#9aa3ad'), area('M186 118q44 0 66 6q-22 6 -66 6z', '#ffffff70')),
  birdhouse: (c, d) => rect(154, 160, 12, 36, dark(wood)) + area('M114 106l46 -40l46 40v58h-92z', c) + area('M160 66l46 40v58h-46z', dark(c, 0.1)) + stroke('M102 112l58 -52l58 52', d, 13) + circle(160, 120, 15, '#3e3850') + rect(156, 142, 8, 14, wood, 4) + area('M196 66q10 -10 20 -2q8 0 10 4l-10 4q-6 10 -20 6z', '#5f8fb8'),
  gloves: (c, d) => area('M92 196v-64q-16 -34 -2 -38q10 0 14 22v-46q8 -12 16 0v36v-46q9 -12 18 0v46v-38q8 -12 16 0v92v36z', c) + rect(88, 172, 70, 24, d, 6) + area('M172 196v-60v-66q8 -12 16 0v40v-44q9 -10 17 0v44v-36q8 -10 16 0v54q4 -20 14 -20q12 6 -4 38v50z', dark(c, 0.14)) + rect(168, 172, 68, 24, dark(d), 6),
  seeds: (c, d) => rect(112, 52, 96, 144, c, 4) + rect(112, 52, 96, 22, dark(c, 0.14), 4) + circle(160, 124, 36, cream) + stroke('M160 152v-36', leaf, 5) + area('M160 128q-24 0 -26 -22q24 0 26 22zM160 120q22 -2 26 -24q-26 0 -26 24z', leaf) + stroke('M132 178h56', d, 6),
  hammock: (c, d) => stroke('M66 196v-132M254 196v-132', wood, 10) + stroke('M66 84q94 10 188 0', '#8a6a48', 4) + area('M72 88q88 124 176 0q-88 52 -176 0z', c) + area('M92 112q68 56 136 0l-12 16q-56 38 -112 0z', d),

  // On the road
  bottle: (c, d) => rect(144, 40, 32, 26, d, 6) + rect(150, 64, 20, 14, steel) + area('M126 96q0 -20 20 -20h28q20 0 20 20v86q0 14 -14 14h-40q-14 0 -14 -14z', c) + area('M176 76q18 2 18 20v86q0 14 -14 14h-14q10 -2 10 -14z', dark(c, 0.12)) + rect(126, 128, 68, 10, d) + rect(136, 92, 7, 84, '#ffffff60', 3),
  backpack: (c, d) => stroke('M138 60q22 -34 44 0', dark(c), 8) + rect(84, 116, 22, 62, dark(c, 0.2), 10) + rect(214, 116, 22, 62, dark(c, 0.2), 10) + rect(98, 54, 124, 142, c, 36) + area('M98 92q62 34 124 0v18q-62 34 -124 0z', dark(c, 0.16)) + rect(116, 134, 88, 50, d, 12) + rect(116, 146, 88, 5, dark(d)) + rect(152, 106, 16, 28, steel, 4),
  tent: (c, d) => area('M160 62l104 134h-208z', c) + area('M160 62l104 134h-60z', dark(c, 0.16)) + area('M160 84q-8 60 -40 112h80q-32 -52 -40 -112z', d) + area('M160 84q4 60 0 112h-40q32 -52 40 -112z', dark(d, 0.15)) + stroke('M160 62v-14', '#4c4560', 4) + area('M162 46l24 7l-24 8z', light(c, 0.3)) + stroke('M56 196l-18 8M264 196l18 8', '#4c4560', 3),
  umbrella: (c, d) => stroke('M160 62v112q0 20 18 20t18 -16', '#7a5a3c', 7) + area('M72 126q8 -74 88 -74t88 74q-22 -20 -44 0q-22 -20 -44 0q-22 -20 -44 0q-22 -20 -44 0z', c) + area('M160 52q-40 30 -44 74q22 -20 44 0q22 -20 44 0q-4 -44 -44 -74z', d) + rect(157, 40, 6, 14, '#7a5a3c', 3),
  suitcase: (c, d) => stroke('M136 62v-22h48v22', '#5d5870', 7) + rect(96, 60, 128, 128, c, 16) + stroke('M122 78v92M148 78v92M174 78v92M200 78v92', dark(c, 0.14), 6) + rect(96, 112, 128, 14, d) + rect(112, 186, 20, 10, '#3e3850', 4) + rect(188, 186, 20, 10, '#3e3850', 4),
  beanie: (c, d) => circle(160, 62, 20, d) + area('M94 158q-6 -86 66 -86t66 86z', c) + stroke('M128 92q-10 28 -10 62M160 80v74M192 92q10 28 10 62', dark(c, 0.14), 5) + rect(84, 152, 152, 40, light(c, 0.25), 14) + stroke('M108 160v24M134 160v24M160 160v24M186 160v24M212 160v24', dark(c, 0.05), 5),
  scarf: (c, d) => area('M104 70q56 -30 112 0q10 26 -14 42q-42 18 -84 0q-24 -16 -14 -42z', c) + oval(160, 78, 40, 13, dark(c, 0.3)) + area('M166 108l42 -8l18 84l-44 8z', dark(c, 0.1)) + area('M172 132l42 -7l4 15l-43 8zM177 162l42 -8l4 15l-43 8z', d) + area('M118 106l40 8l-8 76h-40z', c) + rect(112, 138, 40, 14, d) + stroke('M114 190v8M124 190v8M134 190v8M144 190v8M188 192l2 7M200 190l2 7M214 187l2 7', c, 4),
  socks: (c, d) => area('M182 54h44v80q0 14 12 22l14 10q12 12 0 24q-8 8 -24 4l-38 -16q-12 -6 -10 -22z', dark(c, 0.14)) + rect(178, 50, 52, 24, dark(d, 0.14), 6) + area('M112 58h46v78q0 14 -12 22l-34 30q-14 10 -28 0q-12 -12 0 -26l24 -22q4 -4 4 -12z', c) + area('M80 170q-2 12 8 20q12 6 24 -2l8 -7q-8 -18 -26 -24z', d) + rect(108, 54, 54, 24, d, 6) + rect(112, 92, 46, 10, light(c, 0.4)),
  tote: (c, d) => stroke('M130 92q0 -52 30 -52t30 52', dark(c), 8) + area('M94 88h132l8 100q0 8 -8 8h-132q-8 0 -8 -8z', c) + area('M204 88h22l8 100q0 8 -8 8h-18z', dark(c, 0.08)) + circle(160, 142, 28, d) + area('M160 122q16 12 0 40q-16 -28 0 -40z', light(d, 0.5)),
  torch: (c, d) => turn(-24, area('M208 96l58 -26v108l-58 -26z', '#fff0b066'), rect(70, 108, 108, 34, c, 10), rect(92, 108, 8, 34, dark(c)), rect(106, 108, 8, 34, dark(c)), rect(134, 102, 24, 8, d, 4), area('M176 108l30 -14v62l-30 -14z', dark(c, 0.12)), rect(202, 92, 10, 66, d, 4)),

  // Play
  blocks: (c, d) => rect(84, 136, 60, 60, c, 8) + rect(150, 136, 60, 60, d, 8) + `<g transform="rotate(-8 150 106)">${rect(118, 74, 60, 60, '#f0b94c', 8)}${circle(148, 104, 16, cream)}</g>` + area('M100 180l14 -28l14 28z', cream) + rect(166, 152, 28, 28, cream, 3) + area('M216 196l22 -44l22 44z', leaf),
  train: (c, d) => rect(92, 112, 92, 54, c, 10) + rect(168, 74, 56, 92, d, 8) + rect(180, 88, 32, 30, '#dceaf0', 5) + rect(162, 66, 68, 12, dark(d), 5) + area('M106 112l-6 -32h30l-6 32z', dark(c, 0.2)) + circle(124, 60, 10, '#ffffffb0') + circle(142, 44, 14, '#ffffffb0') + rect(80, 160, 152, 12, '#4c4560', 4) + range(3, i => circle([110, 156, 206][i], 178, 18, '#f0b94c') + circle([110, 156, 206][i], 178, 7, '#4c4560')),
  kite: (c, d) => stroke('M160 168q28 14 4 30t14 26', '#5d5870', 3) + area('M160 32l56 58l-56 80l-56 -80z', c) + area('M160 32l56 58h-56z', d) + area('M160 90h-56l56 80z', light(d, 0.2)) + stroke('M160 32v138M104 90h112', '#ffffff90', 3) + area('M152 186l-14 -6v16zM156 186l14 -6v16z', d),
  ball: (c, d) => circle(160, 126, 70, d) + area('M160 56a70 70 0 0 1 0 140q60 -70 0 -140z', light(c, 0.35)) + area('M160 56q-60 70 0 140q60 -70 0 -140z', c) + circle(160, 62, 9, cream) + stroke('M112 102q6 -16 20 -24', '#ffffffa0', 6),
  bear: (c, d) => circle(128, 58, 17, c) + circle(192, 58, 17, c) + circle(128, 58, 8, d) + circle(192, 58, 8, d) + oval(112, 142, 17, 26, dark(c, 0.1)) + oval(208, 142, 17, 26, dark(c, 0.1)) + oval(160, 152, 48, 44, c) + oval(160, 156, 28, 28, d) + oval(126, 186, 22, 14, dark(c, 0.1)) + oval(194, 186, 22, 14, dark(c, 0.1)) + circle(160, 84, 42, c) + oval(160, 98, 20, 15, d) + oval(160, 92, 7, 5, '#3e3850') + circle(143, 78, 5, '#3e3850') + circle(177, 78, 5, '#3e3850') + stroke('M160 97v5q-6 6 -10 2M160 102q6 6 10 2', '#3e3850', 2),
  box: (c, d) => rect(84, 76, 152, 120, dark(c, 0.22), 6) + rect(84, 70, 152, 108, c, 6) + area('M106 94h44v44h-44z', d) + circle(196, 116, 24, light(c, 0.45)) + area('M196 98l16 28h-32z', d) + stroke('M106 156h108', light(c, 0.55), 7),
  puzzle: (c, d) => { const piece = (x, y, f) => area(`M${x} ${y}h20q-6 -16 6 -16t6 16h20v20q16 -6 16 6t-16 6v20h-52z`, f); return piece(98, 80, c) + piece(166, 80, d) + piece(98, 148, light(d, 0.3)) + piece(166, 148, dark(c, 0.14)) },
  dice: (c, d) => `<g transform="rotate(-10 126 146)">${rect(84, 106, 84, 84, c, 16)}${[[106, 128], [146, 128], [126, 148], [106, 168], [146, 168]].map(([x, y]) => circle(x, y, 8, cream)).join('')}</g>` + `<g transform="rotate(14 208 110)">${rect(174, 76, 68, 68, d, 14)}${[[192, 94], [208, 110], [224, 126]].map(([x, y]) => circle(x, y, 7, cream)).join('')}</g>`,

  // Sound and tech
  headphones: (c, d) => stroke('M94 146v-22q0 -66 66 -66t66 66v22', c, 13) + stroke('M104 112q8 -42 56 -42t56 42', light(c, 0.35), 4) + rect(78, 126, 36, 66, d, 16) + rect(206, 126, 36, 66, d, 16) + rect(104, 132, 16, 54, dark(c, 0.3), 8) + rect(200, 132, 16, 54, dark(c, 0.3), 8),
  speaker: (c, d) => rect(106, 50, 108, 146, c, 20) + rect(192, 56, 22, 134, dark(c, 0.12), 14) + circle(160, 144, 36, dark(c, 0.35)) + circle(160, 144, 24, d) + circle(160, 144, 8, dark(c, 0.5)) + circle(160, 82, 18, dark(c, 0.35)) + circle(160, 82, 9, d),
  radio: (c, d) => stroke('M206 90l36 -50', steel, 5) + circle(242, 40, 5, d) + stroke('M112 88q48 -40 96 0', dark(c), 8) + rect(78, 84, 164, 112, c, 18) + rect(92, 100, 74, 80, light(c, 0.45), 10) + range(4, i => rect(100, 112 + i * 16, 58, 5, dark(c, 0.12), 2)) + circle(204, 126, 24, cream) + stroke('M204 126l12 -12', d, 5) + circle(190, 172, 8, d) + circle(218, 172, 8, d),
  camera: (c, d) => rect(122, 66, 60, 30, dark(c, 0.1), 8) + rect(78, 84, 164, 106, c, 16) + rect(78, 110, 164, 46, d) + circle(160, 136, 44, dark(c, 0.4)) + circle(160, 136, 33, '#54667a') + circle(160, 136, 18, '#2f3b4a') + circle(150, 126, 7, '#ffffffb0') + rect(204, 92, 24, 12, '#fff0b0', 3) + rect(92, 76, 26, 10, dark(c, 0.3), 4),
  powerbank: (c, d) => stroke('M196 78q30 -30 30 16v46q0 20 22 18', '#5d5870', 5) + rect(242, 150, 18, 14, steel, 3) + rect(112, 56, 88, 140, c, 18) + rect(178, 62, 22, 128, dark(c, 0.1), 12) + range(4, i => circle(136 + i * 15, 172, 4, i < 3 ? d : dark(c, 0.3))) + area('M160 84l-20 36h15l-6 30l24 -38h-16z', d),
  dock: (c, d) => rect(124, 44, 72, 136, '#3e3850', 12) + rect(130, 52, 60, 116, light(d, 0.25), 6) + circle(160, 98, 20, '#ffffff80') + stroke('M160 98v-11M160 98l8 5', '#3e3850', 3) + area('M92 196l14 -32h108l14 32z', c) + rect(92, 186, 136, 10, dark(c, 0.15), 4),
  turntable: (c, d) => area('M62 112h196l16 72h-228z', c) + rect(46, 182, 228, 14, dark(c, 0.25), 5) + oval(146, 146, 74, 28, '#37314a') + oval(146, 146, 50, 18, '#4a4360') + oval(146, 146, 22, 8, d) + oval(146, 146, 4, 2, cream) + stroke('M238 122l-10 34l-36 4', steel, 5) + circle(238, 122, 8, dark(c, 0.4)),
}

// A soft wall colour per category.
const walls = {
  'Kitchen': '#fbe9dc', 'Table': '#f9ebe6', 'Lighting': '#ece8f6', 'Living': '#e8f0ea', 'Bed & Bath': '#e3eef4',
  'Desk & Paper': '#f4eedd', 'Garden & Balcony': '#e6f1de', 'On the Road': '#e1eff0', 'Play': '#fdeecb', 'Sound & Tech': '#e7e9f0', 'Pantry': '#f6e8d2',
}

function draw({ name, category, drawing }) {
  const [shape, ...colours] = drawing.split(' ')
  const wall = walls[category]
  if (!shapes[shape] || !wall || colours.length !== 2) {
    throw new Error(`${name}: no such drawing: "${drawing}" in "${category}"`)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><title>${name.replace('&', '&amp;')}</title>`
    + rect(0, 0, 320, 240, wall) + circle(160, 118, 104, light(wall, 0.5)) + oval(160, 198, 96, 9, dark(wall, 0.14))
    + shapes[shape](...colours.map(colour => `#${colour}`)) + '</svg>\n'
}

const here = new URL('.', import.meta.url)
const images = new URL('../wwwroot/images/', here)
mkdirSync(images, { recursive: true })
readdirSync(images).filter(file => file.endsWith('.svg')).forEach(file => rmSync(new URL(file, images)))
const catalogue = JSON.parse(readFileSync(new URL('catalogue.json', here)))
for (const product of catalogue) {
  writeFileSync(new URL(`${product.id}.svg`, images), draw(product))
}
console.log(`${catalogue.length} pictures of ${new Set(catalogue.map(product => product.drawing.split(' ')[0])).size} kinds of things`)
