'use strict';
// What the page shows: modules as a tree, ops in order of execution, the values between them.
const data = JSON.parse(document.getElementById('data').textContent);
const METRICS = {
  time: {label: 'time', show: ns => ns >= 1e6 ? (ns / 1e6).toFixed(2) + ' ms' : (ns / 1e3).toFixed(1) + ' µs'},
  flops: {label: 'FLOPs', show: n => count(n)},
  bytes: {label: 'bytes', show: n => count(n) + 'B'},
  parameters: {label: 'parameters', show: n => count(n)},
};

function count(n) {
  for (const [size, unit] of [[1e9, ' G'], [1e6, ' M'], [1e3, ' k']]) {
    if (n >= size) return (n / size).toFixed(n >= 100 * size ? 0 : n >= 10 * size ? 1 : 2) + unit;
  }
  return String(n) + ' ';
}

const modules = data.modules, ops = data.ops, values = data.values;
modules.forEach(m => { m.children = []; m.ops = []; m.isModule = true; m.key = 'm' + m.id; m.self = {}; m.total = {}; });
modules.forEach(m => { if (m.parent >= 0) modules[m.parent].children.push(m); });
const roots = modules.filter(m => m.parent < 0);
ops.forEach(op => {
  op.key = 'o' + op.id;
  if (op.module >= 0) modules[op.module].ops.push(op);
  op.outputs.forEach(v => { values[v].from = op; });
});
values.forEach(v => { v.takers = []; });
ops.forEach(op => op.inputs.forEach(v => values[v].takers.push(op)));

const has = {};
for (const metric of Object.keys(METRICS)) {
  has[metric] = ops.some(op => op[metric] > 0);
  modules.forEach(m => { m.self[metric] = m.ops.reduce((sum, op) => sum + (op[metric] || 0), 0); });
  const add = m => m.total[metric] = m.children.reduce((sum, c) => sum + add(c), m.self[metric]);
  roots.forEach(add);
}
const all = metric => ops.reduce((sum, op) => sum + (op[metric] || 0), 0);
const totals = Object.fromEntries(Object.keys(METRICS).map(metric => [metric, all(metric)]));

let metric = has.time ? 'time' : 'flops';
const amount = thing => thing.isModule ? thing.total[metric] : thing[metric] || 0;
const share = thing => totals[metric] > 0 ? amount(thing) / totals[metric] : 0;
const percent = part => (100 * part).toFixed(part < 0.0995 ? 1 : 0) + ' %';
const title = m => m.path === '' ? '(model)' : m.path;

function ancestors(thing) {
  const list = [];
  for (let id = thing.isModule ? thing.parent : thing.module; id >= 0; id = modules[id].parent) list.push(modules[id]);
  return list;
}

// Yellow for little, red for much; the square root keeps small shares apart.
function heat(part) {
  const stops = [[253, 253, 245], [255, 224, 138], [249, 142, 82], [215, 48, 31]];
  const at = Math.min(1, Math.sqrt(part)) * (stops.length - 1), i = Math.min(stops.length - 2, Math.floor(at));
  return 'rgb(' + stops[i].map((c, k) => Math.round(c + (stops[i + 1][k] - c) * (at - i))).join(',') + ')';
}
