// peers.js mathsteps|compute-engine INPUTS.jsonl: for each input a line {id, steps, last}, `last` being the values of the last step.
const fs = require('fs');
const peer = process.argv[2];
const rows = fs.readFileSync(process.argv[3], 'utf8').split('\n').filter(Boolean).map(JSON.parse);
const plain = s => s.replace(/\*\*/g, '^').replace(/Abs\(/g, 'abs(');

function mathsteps(row) {
  const ms = require('mathsteps');
  const a = row.args;
  if (row.tool === 'solve_equation' || row.tool === 'solve_univariate_inequality') {
    const steps = ms.solveEquation(plain(a.sympy_equation || a.inequality));
    if (!steps.length) return null;
    const last = steps[steps.length - 1].newEquation.ascii();
    if (row.tool === 'solve_univariate_inequality') return { n: steps.length, last: [last] };
    return { n: steps.length, last: last.split('=')[1].trim().replace(/^\[|\]$/g, '').split(',') };
  }
  if (!['simplify_expression', 'factor_expression', 'expand_expression'].includes(row.tool)) return null;
  const steps = row.tool === 'factor_expression' ? ms.factor(plain(a.expression)) : ms.simplifyExpression(plain(a.expression));
  return steps.length ? { n: steps.length, last: [steps[steps.length - 1].newNode.toString()] } : null;
}

let engine = null;
function computeEngine(row) {
  if (!engine) {
    const { ComputeEngine } = require('@cortex-js/compute-engine');
    engine = new ComputeEngine();
    require('@cortex-js/compute-engine/integration-rules').loadIntegrationRules(engine);   // takes ten seconds and more
  }
  const a = row.args;
  const names = { log: '\\ln(', exp: '\\exp(', sqrt: '\\operatorname{Sqrt}(', Abs: '\\operatorname{Abs}(', sin: '\\sin(', cos: '\\cos(', atan: '\\arctan(' };
  const source = (a.sympy_equation || a.inequality || a.expression).replace(/\*\*(\d)/g, '^$1').replace(/\*\*/g, '^')
    .replace(/(log|exp|sqrt|Abs|sin|cos|atan)\(/g, (m, f) => names[f]).replace(/\*/g, ' \\cdot ').replace(/>=/g, '\\ge ');
  const operation = { solve_equation: 'solve', solve_univariate_inequality: 'solve', simplify_expression: 'simplify', factor_expression: 'simplify',
    expand_expression: 'simplify', differentiate: 'D', integrate: 'Integrate' }[row.tool];
  if (!operation) return null;   // explain() knows no limits
  const explained = engine.parse(source).explain(operation, 'x');
  const steps = explained && explained.steps ? explained.steps : [];
  if (!steps.length) return null;
  const value = explained.result || steps[steps.length - 1].value;
  return { n: steps.length, last: (Array.isArray(value) ? value : [value]).flatMap(v => v.toString().replace(/^\[|\]$/g, '').split(',')).filter(Boolean) };
}

for (const row of rows) {
  let out = null, error = '';
  try {
    out = (peer === 'mathsteps' ? mathsteps : computeEngine)(row);
  } catch (e) {
    error = String(e).slice(0, 120);
  }
  console.log(JSON.stringify({ id: row.id, steps: out ? out.n : 0, last: out ? out.last : null, error }));
}
