// The one style of the pages without script, inline so that the page is one request, hashed so that the policy can name
// it. Sizes in rem, logical sides only, no colour alone: read on a cheap screen in the sun.
import { createHash } from 'node:crypto'

export const statusStyle = [
  ':root{--ink:#10233a;--deep:#0b4f4a;--calm:#e7f2f0;--line:#b9cfcc;--warn:#8a3b00;--stop:#9a1b1b}',
  '*{box-sizing:border-box;margin:0}',
  'body{font:1.125rem/1.5 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;color:var(--ink);background:#f4f7f6}',
  'header{background:var(--deep);color:#fff;padding:.75rem 1rem}',
  'header div,main{max-width:34rem;margin-inline:auto}',
  'header div{display:flex;justify-content:space-between;align-items:center;gap:1rem}',
  'header b{display:block;font-size:1.25rem;line-height:1.3}',
  'header a{color:#fff;padding:.6rem .9rem;border:2px solid #fff;border-radius:.5rem;font-weight:700;text-decoration:none}',
  '.demo{background:#ffe9a8;color:#3d2b00;padding:.5rem 1rem;text-align:center;font-weight:700}',
  'main{padding:1.25rem 1rem 2rem}',
  'h1{font-size:1.6rem;line-height:1.25;margin-block-end:.5rem}',
  'section,form{background:#fff;border:1px solid var(--line);border-radius:.9rem;padding:1.1rem;margin-block-start:1rem}',
  '.state{border-inline-start:.6rem solid var(--deep)}',
  '.warn{border-inline-start-color:var(--warn)}.stop{border-inline-start-color:var(--stop)}',
  '.state svg{width:4.5rem;height:4.5rem}',
  'svg{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;flex:none}',
  'ol{list-style:none;padding:0}',
  'li{display:flex;align-items:center;gap:.8rem;padding-block:.35rem;color:#53666f}',
  'li i{width:2.9rem;height:2.9rem;border-radius:50%;border:2px dashed #8da3a6;display:flex;align-items:center;justify-content:center;flex:none}',
  'li svg{width:1.7rem;height:1.7rem}',
  '.done,.now{color:var(--ink)}',
  '.done i{border:2px solid var(--deep);background:var(--calm)}',
  '.now i{border:2px solid var(--deep);background:var(--deep);color:#fff}.now{font-weight:700}',
  'small{font-size:.95rem;font-weight:400;color:#3f545c}',
  'dt{font-size:.95rem;color:#3f545c}dd{font-weight:700;margin-block-end:.6rem}',
  'label{display:block;font-weight:700;margin-block:.4rem .2rem}',
  'input{width:100%;font:inherit;font-size:1.5rem;letter-spacing:.08em;padding:.6rem .8rem;border:2px solid var(--ink);border-radius:.5rem;background:#fff;color:inherit;text-align:start}',
  'button{font:inherit;font-weight:700;font-size:1.25rem;width:100%;margin-block-start:1rem;padding:.9rem;border:0;border-radius:.6rem;background:var(--deep);color:#fff}',
  ':focus-visible{outline:3px solid #ffb400;outline-offset:2px}',
  '.error{border:2px solid var(--stop);color:#6d1010;font-weight:700}',
  'p+p,p+dl,dl+p,ol+p{margin-block-start:.6rem}',
  'p>a{color:var(--deep);font-weight:700}',
].join('')

/** base64 SHA-256, as `style-src` writes it. */
export const statusStyleHash = createHash('sha256').update(statusStyle).digest('base64')
