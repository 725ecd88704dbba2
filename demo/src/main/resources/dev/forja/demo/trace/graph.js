'use strict';
// The drawing: which modules are open decides which nodes there are.
const FIRST_VIEW = 40; // the first view opens modules while it has fewer nodes than this
const open = new Set();
let cy = null;

/** The node that stands for an op: the outermost closed module around it, or the op itself. */
function standsFor(op) {
  let shown = op;
  for (const m of ancestors(op)) if (!open.has(m)) shown = m;
  return shown;
}

function label(thing) {
  if (!thing.isModule) return thing.name + (thing.hook ? ' (hook)' : '') + '\n' + percent(share(thing));
  const between = open.has(thing) ? '  ' : '\n';
  const name = thing.path === '' ? thing.type : thing.name + between + thing.type;
  return name + '  ' + percent(share(thing));
}

function elements() {
  const nodes = new Map(), edges = new Map();
  const frame = m => m === roots[0] && roots.length === 1; // the model as a whole needs no box
  const parent = thing => { const up = ancestors(thing)[0]; return up && !frame(up) ? up.key : undefined; };
  const put = thing => {
    if (nodes.has(thing.key) || (open.has(thing) && frame(thing))) return;
    const box = thing.isModule && open.has(thing);
    nodes.set(thing.key, {data: {id: thing.key, parent: parent(thing), label: label(thing), colour: heat(share(thing))},
      classes: box ? 'box' : thing.isModule ? 'module' : thing.hook ? 'op hook' : 'op'});
    ancestors(thing).forEach(put);
  };
  const end = (v, kind) => {
    const id = kind + v;
    nodes.set(id, {data: {id, label: (kind === 'in' ? values[v].name : 'result') + '\n' + values[v].shape, colour: '#e8f0fb'}, classes: 'end'});
    return id;
  };
  const join = (from, to, v) => {
    if (from === to) return;
    const key = from + '>' + to, edge = edges.get(key);
    if (edge) { if (!edge.seen.has(v)) edge.seen.add(v); } else edges.set(key, {from, to, v, seen: new Set([v])});
  };
  ops.forEach(op => put(standsFor(op)));
  for (const op of ops) {
    const to = standsFor(op).key;
    for (const v of op.inputs) {
      if (values[v].from) join(standsFor(values[v].from).key, to, v);
      else if (data.inputs.includes(v)) join(end(v, 'in'), to, v);
    }
  }
  for (const v of data.outputs) if (values[v].from) join(standsFor(values[v].from).key, end(v, 'out'), v);
  return {
    nodes: [...nodes.values()],
    edges: [...edges.entries()].map(([id, e]) => ({data: {id, source: e.from, target: e.to,
      label: values[e.v].shape + (e.seen.size > 1 ? '  +' + (e.seen.size - 1) : '')}})),
  };
}

function draw(keep) {
  const busy = document.getElementById('busy');
  const shown = elements();
  const work = () => {
    const place = places(shown);
    for (const n of shown.nodes) if (n.classes !== 'box') n.position = place.get(n.data.id);
    cy.batch(() => { cy.elements().remove(); cy.add(shown); });
    busy.hidden = true;
    if (keep) focusOn(keep); else fit();
    mark();
  };
  if (shown.nodes.length < 300) { work(); return; }
  busy.hidden = false;
  setTimeout(work, 30);
}

function fit() {
  const whole = cy.elements().boundingBox(), room = Math.min(cy.width() / (whole.w + 60), cy.height() / (whole.h + 60));
  if (room > 0.7) { cy.fit(undefined, 30); if (cy.zoom() > 1.3) { cy.zoom(1.3); cy.center(); } return; }
  cy.zoom(Math.max(room, 0.85)); // a long graph stays legible: begin at its top
  cy.pan({x: cy.width() / 2 - (whole.x1 + whole.w / 2) * cy.zoom(), y: 20 - whole.y1 * cy.zoom()});
}

function focusOn(thing) {
  const node = cy.getElementById(thing.key);
  if (node.empty()) return;
  if (cy.zoom() < 0.5 || cy.zoom() > 1.5) cy.zoom(0.9);
  const box = node.renderedBoundingBox();
  if (node.isParent() && box.h > cy.height()) cy.panBy({x: cy.width() / 2 - (box.x1 + box.w / 2), y: 30 - box.y1});
  else cy.center(node);
}

function startGraph(onChoose) {
  cy = cytoscape({
    container: document.getElementById('graph'), minZoom: 0.02, maxZoom: 3, boxSelectionEnabled: false, autoungrabify: true,
    style: [
      {selector: 'node', style: {label: 'data(label)', 'text-wrap': 'wrap', 'text-valign': 'center', 'font-size': 12, shape: 'round-rectangle',
        width: 'data(width)', height: 'data(height)', 'background-color': 'data(colour)', 'border-width': 1, 'border-color': '#8794a3', color: '#1d2733'}},
      {selector: '.module', style: {'border-width': 2, 'border-color': '#52606e', 'font-weight': 'bold'}},
      {selector: '.hook', style: {'border-style': 'dashed'}},
      {selector: '.end', style: {shape: 'ellipse', 'border-color': '#0b63ce'}},
      {selector: '.box', style: {'text-valign': 'top', 'text-halign': 'center', 'text-margin-y': -3, 'text-margin-x': 'data(shift)', 'background-opacity': 0.18, padding: BORDER, color: '#5f6c7b',
        'text-background-color': '#fff', 'text-background-opacity': 0.85, 'text-background-padding': 2}},
      {selector: 'edge', style: {width: 1.4, 'line-color': '#a9b4c0', 'target-arrow-color': '#a9b4c0', 'target-arrow-shape': 'triangle', 'arrow-scale': 0.8,
        'curve-style': 'unbundled-bezier', 'control-point-distances': 'data(bend)', 'control-point-weights': 0.5, label: 'data(label)', 'font-size': 10, color: '#5f6c7b', 'text-background-color': '#fff', 'text-background-opacity': 0.9, 'text-background-padding': 1, 'min-zoomed-font-size': 6}},
      {selector: '.through', style: {label: '', 'source-label': 'data(label)', 'source-text-offset': 'data(along)'}},
      {selector: 'node.chosen', style: {'border-width': 4, 'border-color': '#0b63ce'}},
    ],
  });
  const thing = node => node.id()[0] === 'm' ? modules[+node.id().slice(1)] : node.hasClass('end') ? null : ops[+node.id().slice(1)];
  cy.on('tap', 'node', e => { const t = thing(e.target); if (t) onChoose(t, false); });
  cy.on('dbltap', 'node', e => { const t = thing(e.target); if (t && t.isModule) toggle(t); });
}

function toggle(m) {
  if (open.has(m)) open.delete(m); else { open.add(m); ancestors(m).forEach(up => open.add(up)); }
  draw(m);
  renderTree();
}

/** Opens the outer modules, a whole level at a time, and keeps those closed that hold ops alone. */
function firstView() {
  open.clear();
  for (let level = roots; level.length > 0; level = level.flatMap(m => m.children)) {
    const before = [...open];
    level.filter(m => m.children.length > 0).forEach(m => open.add(m));
    if (level !== roots && elements().nodes.length > FIRST_VIEW) {
      open.clear();
      before.forEach(m => open.add(m));
      return;
    }
  }
}
