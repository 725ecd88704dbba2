'use strict';
// The list of modules, the search, the details, and what the buttons do.
const at = id => document.getElementById(id);
let chosen = null;
const twisted = new Set(roots);

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function row(thing, name, type, depth, twist) {
  const element = make('button', 'row' + (thing === chosen ? ' chosen' : ''));
  element.style.paddingLeft = 12 + 13 * depth + 'px';
  element.dataset.key = thing.key;
  const bar = make('span', 'bar');
  bar.style.background = heat(share(thing));
  bar.style.width = Math.round(54 * share(thing)) + 'px';
  element.append(bar);
  if (twist !== undefined) element.append(make('span', 'twist', twist));
  const text = make('span', 'name', name + ' ');
  text.append(make('span', 'type', type));
  text.title = name + ' ' + type;
  element.append(text, make('span', 'share', percent(share(thing))));
  element.onclick = () => choose(thing, true);
  return element;
}

function renderTree() {
  const tree = at('tree');
  tree.replaceChildren();
  const add = (m, depth) => {
    const line = row(m, m.path === '' ? '(model)' : m.name, m.type + (m.calls > 1 ? ' x' + m.calls : ''), depth,
      m.children.length === 0 ? '' : twisted.has(m) ? '▾' : '▸');
    line.setAttribute('role', 'treeitem');
    line.querySelector('.twist').onclick = event => {
      event.stopPropagation();
      if (twisted.has(m)) twisted.delete(m); else twisted.add(m);
      renderTree();
    };
    tree.append(line);
    if (twisted.has(m)) m.children.forEach(c => add(c, depth + 1));
  };
  roots.forEach(m => add(m, 0));
}

/** A path whose end is kept: that tells one module from another. */
function short(path) {
  return path.length <= 26 ? path : '…' + path.slice(-25);
}

function renderTop() {
  const list = modules.filter(m => m.self[metric] > 0).sort((a, b) => b.self[metric] - a.self[metric]).slice(0, 5);
  at('top').replaceChildren(...list.map(m => {
    const line = row(m, short(title(m)), m.type, 0);
    line.querySelector('.name').title = title(m) + ' ' + m.type;
    const part = m.self[metric] / totals[metric];
    line.querySelector('.share').textContent = percent(part);
    line.querySelector('.bar').style.width = Math.round(54 * part) + 'px';
    return line;
  }));
}

function search(text) {
  const wanted = text.trim().toLowerCase();
  at('found').hidden = wanted === '';
  if (wanted === '') return;
  const hits = [...modules.filter(m => (title(m) + ' ' + m.type).toLowerCase().includes(wanted)),
    ...ops.filter(op => (op.name + ' ' + op.attributes).toLowerCase().includes(wanted))];
  at('found-title').textContent = hits.length === 0 ? 'Nothing found' : hits.length + ' found';
  at('results').replaceChildren(...hits.slice(0, 100).map(hit => hit.isModule
    ? row(hit, title(hit), hit.type, 0)
    : row(hit, hit.name, hit.module < 0 ? '' : 'in ' + title(modules[hit.module]), 0)));
}

/** Selects a module or an op; from a list, its surroundings are opened until it is seen. */
function choose(thing, reveal) {
  chosen = thing;
  renderDetails();
  ancestors(thing).forEach(m => twisted.add(m));
  renderTree();
  if (reveal) {
    ancestors(thing).forEach(m => open.add(m));
    draw(thing);
  }
  mark();
}

function mark() {
  document.querySelectorAll('.row').forEach(r => r.classList.toggle('chosen', chosen !== null && r.dataset.key === chosen.key));
  if (!cy) return;
  cy.nodes().removeClass('chosen');
  if (chosen) cy.getElementById(chosen.key).addClass('chosen');
}

function table(rows) {
  const element = make('table');
  for (const [name, value] of rows) {
    const line = make('tr');
    line.append(make('th', '', name), make('td', '', value));
    element.append(line);
  }
  return element;
}

function list(heading, ids) {
  if (ids.length === 0) return [];
  const ul = make('ul');
  for (const v of ids) {
    const item = make('li');
    item.append(make('code', '', values[v].name + '  ' + values[v].shape));
    if (values[v].kind !== 'result') item.append(' ' + values[v].kind);
    ul.append(item);
  }
  return [make('h4', '', heading), ul];
}

function costs(own) {
  const rows = [];
  for (const [name, m] of Object.entries(METRICS)) {
    if (has[name]) rows.push([m.label, m.show(own[name] || 0) + '  (' + percent(totals[name] ? (own[name] || 0) / totals[name] : 0) + ')']);
  }
  if (has.time && own.time > 0 && own.flops > 0) rows.push(['speed', (own.flops / own.time).toFixed(1) + ' GFLOP/s']);
  return rows;
}

/** The values that come into a module from outside, and those that others take from it. */
function border(m) {
  const inside = new Set(), add = x => { x.ops.forEach(op => inside.add(op)); x.children.forEach(add); };
  add(m);
  const into = new Set(), out = new Set(), state = new Set();
  for (const op of inside) {
    for (const v of op.inputs) {
      if (['parameter', 'buffer'].includes(values[v].kind)) state.add(v);
      else if (!inside.has(values[v].from)) into.add(v);
    }
    for (const v of op.outputs) if (data.outputs.includes(v) || values[v].takers.some(t => !inside.has(t))) out.add(v);
  }
  return {ops: inside.size, into: [...into], out: [...out], state: [...state]};
}

function renderDetails() {
  const panel = at('details');
  panel.replaceChildren();
  if (chosen === null) {
    panel.append(make('h3', '', data.title), make('p', 'kind', 'Click a module or an op. Double-click a module to open or close it.'));
    panel.append(table([['modules', modules.length], ['ops', ops.length], ...costs(totals)]));
    panel.append(...list('Inputs', data.inputs), ...list('Results', data.outputs));
    for (const [heading, lines] of [['Hooks it was taken with', data.hooks], ['What the trace could not follow', data.notes]]) {
      if (lines.length === 0) continue;
      const ul = make('ul');
      lines.forEach(l => ul.append(make('li', '', l)));
      panel.append(make('h4', '', heading), ul);
    }
    return;
  }
  if (chosen.isModule) {
    const edge = border(chosen);
    panel.append(make('h3', '', title(chosen)), make('p', 'kind', chosen.type + '.' + chosen.entry + (chosen.calls > 1 ? ', called ' + chosen.calls + ' times' : '')));
    panel.append(table([['ops', edge.ops], ...costs(chosen.total)]));
    if (chosen.children.length > 0 && chosen.self[metric] > 0) panel.append(table([['own ' + METRICS[metric].label, METRICS[metric].show(chosen.self[metric])]]));
    const button = make('button', '', open.has(chosen) ? 'Close in the graph' : 'Open in the graph');
    button.onclick = () => { toggle(chosen); renderDetails(); };
    panel.append(button, ...list('Takes', edge.into), ...list('Gives', edge.out), ...list('State', edge.state));
    return;
  }
  const path = chosen.module < 0 ? 'outside of all modules' : 'in ' + title(modules[chosen.module]) + ' (' + modules[chosen.module].type + ')';
  panel.append(make('h3', '', chosen.name), make('p', 'kind', path + (chosen.hook ? ', issued by a hook' : '')));
  panel.append(table([...(chosen.attributes ? [['attributes', chosen.attributes]] : []), ...costs(chosen)]));
  panel.append(...list('Takes', chosen.inputs), ...list('Gives', chosen.outputs));
}

function recolour() {
  renderTop();
  renderTree();
  search(at('search').value);
  renderDetails();
}

at('title').textContent = data.title;
at('summary').textContent = [data.subtitle, ops.length + ' ops', ...Object.keys(METRICS).filter(m => has[m]).map(m =>
  METRICS[m].show(totals[m]).trim() + (m === 'time' || m === 'bytes' ? '' : ' ' + METRICS[m].label))].filter(Boolean).join(' · ');
for (const name of Object.keys(METRICS)) if (has[name]) at('metric').append(new Option(METRICS[name].label, name, false, name === metric));
at('metric').onchange = event => { metric = event.target.value; recolour(); draw(chosen); };
at('search').oninput = event => search(event.target.value);
at('search').onkeydown = event => { const first = at('results').querySelector('.row'); if (event.key === 'Enter' && first) first.click(); };
document.onkeydown = event => { if (event.key === '/' && document.activeElement !== at('search')) { event.preventDefault(); at('search').focus(); } };
at('fit').onclick = fit;
at('collapse').onclick = () => { firstView(); chosen = null; draw(); recolour(); };
at('expand').onclick = () => { modules.forEach(m => open.add(m)); draw(); };

startGraph(choose);
firstView();
recolour();
draw();
document.body.dataset.ready = 'true';
