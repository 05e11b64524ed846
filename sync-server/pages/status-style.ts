// The one style of the pages without script, inline so that the page is one request, hashed so that the policy can name
// it. Plain enough for Opera Mini, which knows no custom properties and no logical sides: symmetric shorthands, and
// where a side matters (`border-inline-start`) the page is whole without it. Colour never speaks alone.
import { createHash } from 'node:crypto'

const ink = '#10233a'
const quiet = '#3f545c'
const deep = '#0b4f4a'
const calm = '#e7f2f0'
const line = '#b9cfcc'
const stop = '#9a1b1b'

export const statusStyle = [
  '*{box-sizing:border-box;margin:0}',
  `body{font:1.125rem/1.5 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;color:${ink};background:#f4f7f6}`,
  `header{background:${deep};color:#fff;padding:.75rem 1rem}`,
  'header div,main{max-width:34rem;margin:0 auto}',
  'header div{display:flex;justify-content:space-between;align-items:center;gap:1rem}',
  'header b{display:block;font-size:1.25rem;line-height:1.3}',
  'header a{color:#fff;padding:.6rem .9rem;border:2px solid #fff;border-radius:.5rem;font-weight:700;text-decoration:none}',
  '.demo{background:#ffe9a8;color:#3d2b00;padding:.5rem 1rem;text-align:center;font-weight:700}',
  'main{padding:1.25rem 1rem 2rem}',
  'h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}',
  `section,form{background:#fff;border:1px solid ${line};border-radius:.9rem;padding:1.1rem;margin:1rem 0 0}`,
  `.state{border-inline-start:.6rem solid ${deep}}`,
  `.warn{border-inline-start-color:#8a3b00}.stop{border-inline-start-color:${stop}}`,
  'svg{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;flex:none}',
  '.state svg{width:4.5rem;height:4.5rem}',
  'ol{list-style:none;padding:0}',
  'li{display:flex;align-items:center;gap:.8rem;padding:.35rem 0;color:#53666f}',
  'li i{width:2.9rem;height:2.9rem;border-radius:50%;border:2px dashed #8da3a6;display:flex;align-items:center;justify-content:center;flex:none}',
  'li svg{width:1.7rem;height:1.7rem}',
  `.done,.now{color:${ink}}`,
  `.done i{border:2px solid ${deep};background:${calm}}`,
  `.now i{border:2px solid ${deep};background:${deep};color:#fff}.now{font-weight:700}`,
  `small{font-size:.95rem;font-weight:400;color:${quiet}}`,
  `dt{font-size:.95rem;color:${quiet}}dd{font-weight:700;margin:0 0 .6rem}`,
  'label{display:block;font-weight:700;margin:.4rem 0 .2rem}',
  `input{width:100%;font:inherit;font-size:1.5rem;letter-spacing:.08em;padding:.6rem .8rem;border:2px solid ${ink};border-radius:.5rem;background:#fff;color:inherit}`,
  `button{font:inherit;font-weight:700;font-size:1.25rem;width:100%;margin:1rem 0 0;padding:.9rem;border:0;border-radius:.6rem;background:${deep};color:#fff}`,
  ':focus-visible{outline:3px solid #b35c00;outline-offset:2px}',
  `.error{border:2px solid ${stop};color:#6d1010;font-weight:700}`,
  'main>:first-child{margin-top:0}',
  'p+dl,ol+p{margin:.6rem 0 0}',
  `nav{margin:.8rem 0 0}nav a{display:block;padding:.7rem 0;color:${deep};font-weight:700}`,
  '::placeholder{color:#5d6f75;opacity:1}',
].join('')

/** base64 SHA-256, as `style-src` writes it. */
export const statusStyleHash = createHash('sha256').update(statusStyle).digest('base64')
