#!/usr/bin/env node
// Opens our .drawio files in a real draw.io and looks at what it made of them:
//   - the file opens, every shape is known, no reference dangles, no id appears twice, no line is loose;
//   - no line runs through an icon or a caption, no label lies on one, lines are square.
// The judgement rests on the boxes and routes that draw.io computed itself, never on our own numbers.
//
// usage: node check.mjs --webapp DIR [--chromium FILE] FILE.drawio...
// env PLAYWRIGHT_DIR: a folder in which playwright-core is installed
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join, normalize, resolve } from 'node:path';

const options = { webapp: '', chromium: process.env.CHROMIUM || '/usr/bin/chromium', files: [] };
for (const rest = process.argv.slice(2); rest.length;) {
  const word = rest.shift();
  if (word === '--webapp' || word === '--chromium') options[word.slice(2)] = rest.shift();
  else options.files.push(word);
}
if (!options.webapp || !options.files.length) {
  console.error('usage: node check.mjs --webapp DIR [--chromium FILE] FILE.drawio...');
  process.exit(2);
}

// ---- the editor, served and driven on this machine only ----------------------------------

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.xml': 'text/xml', '.txt': 'text/plain' };
const HOST_PAGE = `<!doctype html><meta charset="utf-8"><script>
  window.heard = [];
  addEventListener('message', e => { try { heard.push(JSON.parse(e.data)); } catch { /* not for us */ } });
</script><iframe id="editor" style="width:1600px;height:1000px"
  src="/index.html?embed=1&proto=json&offline=1&stealth=1&pwa=0&spin=0&lang=en&splash=0&pages=1&dark=0"></iframe>`;

function serve(folder) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (path === '/host-of-the-check') return response.writeHead(200, { 'content-type': 'text/html' }).end(HOST_PAGE);
    const file = normalize(join(root, path));
    try {
      if (!file.startsWith(root)) throw new Error('outside');
      const body = readFileSync(file);
      response.writeHead(200, { 'content-type': TYPES[extname(file)] || 'application/octet-stream' }).end(body);
    } catch { response.writeHead(404).end(); }
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)));
}

async function openEditor(address) {
  const anchor = join(resolve(process.env.PLAYWRIGHT_DIR || dirname(new URL(import.meta.url).pathname)), 'anchor.js');
  const { chromium } = createRequire(anchor)('playwright-core');
  const browser = await chromium.launch({ executablePath: options.chromium, args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.route('**/*', route => {
    const local = route.request().url().startsWith(address) || /^(data|blob):/.test(route.request().url());
    return local ? route.continue() : route.abort();
  });
  await page.goto(`${address}/host-of-the-check`);
  await page.waitForFunction(() => heard.some(m => m.event === 'init'), null, { timeout: 120000 });
  const frame = page.frames().find(f => f !== page.mainFrame());
  // The editor keeps its instance to itself; catch it when it takes in a file.
  await frame.evaluate(() => {
    const original = EditorUi.prototype.setFileData;
    EditorUi.prototype.setFileData = function (...all) { window.caught = this; return original.apply(this, all); };
  });
  return { browser, page, frame, version: await frame.evaluate(() => EditorUi.VERSION) };
}

async function load({ page, frame }, xml) {
  await page.evaluate(message => {
    heard.length = 0;
    document.getElementById('editor').contentWindow.postMessage(JSON.stringify(message), '*');
  }, { action: 'load', xml, autosave: 0, modified: false });
  const opened = await page.waitForFunction(() => heard.some(m => m.event === 'load'), null, { timeout: 30000 }).then(() => true, () => false);
  const dialog = await frame.evaluate(() => [...document.querySelectorAll('.geDialog')].map(d => d.textContent.trim()).join(' ').slice(0, 200));
  if (dialog) await frame.evaluate(() => window.caught?.hideDialog());
  await page.waitForTimeout(150); // stencils arrive late and repaint once
  return dialog || (opened ? '' : 'never opened');
}

// ---- what the file says and what draw.io made of it ---------------------------------------

// Runs in the page: the file before draw.io drops what it cannot resolve.
function faultsInText(xml) {
  const cells = [...new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagName('mxCell')];
  const id = c => c.getAttribute('id') ?? c.parentNode.getAttribute('id');
  const ids = cells.map(id), known = new Set(ids), faults = [];
  ids.forEach((one, i) => { if (ids.indexOf(one) !== i) faults.push(`id ${one} appears twice`); });
  for (const cell of cells) for (const key of ['parent', 'source', 'target']) {
    const to = cell.getAttribute(key);
    if (to !== null && !known.has(to)) faults.push(`${id(cell)}: ${key} ${to} does not exist`);
  }
  return faults;
}

// Runs in the page: every cell with its computed box, route and label, in page pixels.
function picture() {
  const graph = caught.editor.graph, { model, view } = graph;
  view.validate();
  const x = v => v / view.scale - view.translate.x, y = v => v / view.scale - view.translate.y;
  const box = r => r && { x: x(r.x), y: y(r.y), w: r.width / view.scale, h: r.height / view.scale };
  return Object.values(model.cells).filter(c => c.vertex || c.edge).map(c => {
    const state = view.getState(c), style = graph.getCellStyle(c), unknown = [];
    for (const key of ['shape', 'resIcon', 'grIcon']) {
      const name = style[key];
      if (typeof name === 'string' && !mxStencilRegistry.getStencil(name) && !(key === 'shape' && mxCellRenderer.defaultShapes[name])) unknown.push(name);
    }
    const parent = model.getParent(c);
    return {
      id: c.id, edge: !!c.edge, frame: style.container == 1, parent: parent?.id, unknown,
      from: model.getTerminal(c, true)?.id, to: model.getTerminal(c, false)?.id,
      box: state && !c.edge ? box(state) : null, inside: parent?.vertex ? box(view.getState(parent)) : null,
      route: c.edge ? (state?.absolutePoints || []).map(p => [x(p.x), y(p.y)]) : null,
      label: state?.text?.boundingBox && state.text.value ? box(state.text.boundingBox) : null,
    };
  });
}

// ---- geometry -----------------------------------------------------------------------------

const shrink = (b, by) => ({ x: b.x + by, y: b.y + by, w: b.w - 2 * by, h: b.h - 2 * by });
const overlap = (a, b) => a.w > 0 && a.h > 0 && b.w > 0 && b.h > 0 && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
const asBox = ([ax, ay], [bx, by]) => ({ x: Math.min(ax, bx) - 0.01, y: Math.min(ay, by) - 0.01, w: Math.abs(ax - bx) + 0.02, h: Math.abs(ay - by) + 0.02 });
const outside = (b, p) => b.x < p.x - 0.5 || b.y < p.y - 0.5 || b.x + b.w > p.x + p.w + 0.5 || b.y + b.h > p.y + p.h + 0.5;

function faultsInPicture(cells) {
  const faults = [];
  const icons = cells.filter(c => c.id.startsWith('n-')), frames = cells.filter(c => c.frame);
  const lines = cells.filter(c => c.edge), named = lines.filter(l => l.label);
  for (const c of cells) {
    if (c.unknown.length) faults.push(`${c.id}: unknown shape ${c.unknown.join(', ')}`);
    if (c.edge && !(c.from && c.to)) faults.push(`${c.id}: loose line`);
    if (c.inside && !c.edge && outside(c.box, c.inside) && !c.id.startsWith('step-')) faults.push(`${c.id}: outside its frame`);
  }
  for (const line of lines) {
    line.route.slice(1).forEach((end, i) => {
      const start = line.route[i], piece = asBox(start, end);
      const [dx, dy] = [Math.abs(start[0] - end[0]), Math.abs(start[1] - end[1])];
      if (Math.min(dx, dy) > 0.6) faults.push(`${line.id}: slanted piece`);
      if (Math.max(dx, dy) > 0.6 && Math.max(dx, dy) < 4) faults.push(`${line.id}: jog of ${Math.max(dx, dy).toFixed(1)} px`);
      for (const icon of icons) {
        // A glyph of a fixed shape is narrower than its box; draw.io leads its own lines up to the glyph.
        const margin = icon.id === line.from || icon.id === line.to ? icon.box.w / 8 : 1.5;
        if (overlap(piece, shrink(icon.box, margin))) faults.push(`${line.id}: runs through icon ${icon.id}`);
        if (icon.label && overlap(piece, shrink(icon.label, 2.5))) faults.push(`${line.id}: runs through caption of ${icon.id}`);
      }
    });
  }
  for (const line of named) {
    const text = shrink(line.label, 1.5);
    for (const icon of icons) {
      if (overlap(text, shrink(icon.box, 1))) faults.push(`${line.id}: label on icon ${icon.id}`);
      if (icon.label && overlap(text, shrink(icon.label, 2))) faults.push(`${line.id}: label on caption of ${icon.id}`);
    }
    for (const frame of frames) if (frame.label && overlap(text, shrink(frame.label, 2))) faults.push(`${line.id}: label on title of ${frame.id}`);
    for (const other of named) if (other.id > line.id && overlap(text, shrink(other.label, 1.5))) faults.push(`${line.id}: label on label of ${other.id}`);
  }
  icons.forEach((a, i) => icons.slice(i + 1).forEach(b => {
    if (overlap(a.box, b.box)) faults.push(`${a.id}: icon on icon ${b.id}`);
    if (a.label && b.label && overlap(shrink(a.label, 1), shrink(b.label, 1))) faults.push(`${a.id}: caption on caption of ${b.id}`);
  }));
  return [...new Set(faults)];
}

// ---- the report ---------------------------------------------------------------------------

const server = await serve(options.webapp);
const editor = await openEditor(`http://127.0.0.1:${server.address().port}`);
let failed = 0;
console.log(`${'file'.padEnd(44)} ${'icons'.padStart(5)} ${'lines'.padStart(5)}  result`);
for (const file of options.files) {
  const xml = readFileSync(file, 'utf8');
  const faults = await editor.frame.evaluate(faultsInText, xml);
  const refused = await load(editor, xml);
  let cells = [];
  if (refused) faults.push(refused);
  else faults.push(...faultsInPicture(cells = await editor.frame.evaluate(picture)));
  const count = kind => String(cells.filter(kind).length).padStart(5);
  console.log(`${basename(file).padEnd(44)} ${count(c => c.id.startsWith('n-'))} ${count(c => c.id.startsWith('l-'))}  ${faults.length ? 'FAILED' : 'passed'}`);
  faults.forEach(fault => console.log(`    ${fault}`));
  if (faults.length) failed += 1;
}
console.log(`draw.io ${editor.version}: ${options.files.length - failed} passed, ${failed} failed`);
await editor.browser.close();
server.close();
process.exit(failed ? 1 : 0);
