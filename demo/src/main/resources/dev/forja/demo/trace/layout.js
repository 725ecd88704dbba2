'use strict';
// Where nodes stand: each open module is laid out alone by dagre, with the open ones in it as boxes of known size.
const BORDER = 14; // around what an open module holds
const HEAD = 20; // above it, for its name
const MOST = 400; // dagre recurses along chains: what is wider than this stands in columns, in order

/** Positions by node id. */
function places(shown) {
  const byId = new Map(shown.nodes.map(n => [n.data.id, n]));
  const chain = id => { const up = byId.get(id).data.parent; return up ? [...chain(up), id] : [id]; };
  const levels = new Map();
  const level = key => { if (!levels.has(key)) levels.set(key, {items: new Set(), edges: new Map()}); return levels.get(key); };
  for (const n of shown.nodes) {
    const lines = n.data.label.split('\n');
    n.data.width = Math.max(64, 7.2 * Math.max(...lines.map(l => l.length)) + 18);
    n.data.height = 17 * lines.length + 12;
    level(n.data.parent || '').items.add(n.data.id);
  }
  for (const e of shown.edges) {
    const from = chain(e.data.source), to = chain(e.data.target);
    let i = 0;
    while (from[i] === to[i]) i++;
    e.data.between = from[i] + '>' + to[i];
    level(i === 0 ? '' : from[i - 1]).edges.set(e.data.between, {from: from[i], to: to[i], label: e.data.label});
  }
  const inner = new Map();
  const size = id => {
    const n = byId.get(id);
    if (n.classes !== 'box') return {width: n.data.width, height: n.data.height};
    inner.set(id, arrange(level(id), size));
    const {width, height} = inner.get(id);
    // The name of a box stands at its left, since edges come in at the middle.
    n.data.shift = -Math.max(0, width / 2 + BORDER - 3.3 * n.data.label.length);
    return {width: Math.max(width + 2 * BORDER, 7 * n.data.label.length), height: height + 2 * BORDER + HEAD};
  };
  const found = new Map();
  const settle = (arranged, left, top) => {
    for (const [id, p] of arranged.positions) {
      const within = inner.get(id);
      if (within) settle(within, left + p.x - within.width / 2, top + p.y - p.height / 2 + BORDER + HEAD);
      else found.set(id, {x: left + p.x, y: top + p.y});
    }
    for (const [id, p] of arranged.labels) labels.set(id, {x: left + p.x, y: top + p.y});
  };
  const labels = new Map();
  settle(arrange(level(''), size), 0, 0);
  for (const e of shown.edges) {
    const from = found.get(e.data.source), place = labels.get(e.data.between), through = e.data.between !== e.data.id;
    e.data.bend = bend(from, found.get(e.data.target), through ? null : place);
    // An edge into a box or out of one bears its label where there is room between the boxes.
    e.data.along = through ? Math.max(12, Math.hypot(place.x - from.x, place.y - from.y) - byId.get(e.data.source).data.height / 2) : 0;
    e.classes = through ? 'through' : '';
  }
  return found;
}

/** How far a long edge leaves the straight line so that its middle is where there is room for its label. */
function bend(from, to, label) {
  if (!from || !to || !label) return 0;
  const x = to.x - from.x, y = to.y - from.y, length = Math.hypot(x, y);
  const off = length < 90 ? 0 : (x * (label.y - from.y) - y * (label.x - from.x)) / length;
  return 2 * off;
}

/** The items of one level, from top to bottom along the edges. */
function arrange(level, size) {
  return level.items.size > MOST ? columns(level, size) : layers(level, size);
}

function layers(level, size) {
  const g = new dagre.graphlib.Graph();
  g.setGraph({rankdir: 'TB', nodesep: 22, ranksep: 16});
  for (const id of level.items) g.setNode(id, size(id));
  for (const e of level.edges.values()) g.setEdge(e.from, e.to, {width: 6.4 * e.label.length, height: 14, labelpos: 'c'});
  dagre.layout(g);
  return {width: g.graph().width, height: g.graph().height,
    positions: new Map(g.nodes().map(id => [id, g.node(id)])),
    labels: new Map(g.edges().map(e => [e.v + '>' + e.w, g.edge(e)]))};
}

function columns(level, size) {
  const positions = new Map(), rows = Math.ceil(2 * Math.sqrt(level.items.size));
  let x = 0, y = 0, wide = 0, high = 0, n = 0;
  for (const id of level.items) {
    if (n++ % rows === 0 && n > 1) { x += wide + 60; y = 0; wide = 0; }
    const s = size(id);
    positions.set(id, {...s, x: x + s.width / 2, y: y + s.height / 2});
    y += s.height + 34;
    wide = Math.max(wide, s.width);
    high = Math.max(high, y);
  }
  return {width: x + wide, height: high, positions, labels: new Map()};
}
