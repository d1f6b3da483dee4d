// Matches outputs to calls, and runs to the calls that started them. Uses the run and the position of an item, not
// only its id, because models use ids twice, and an imported file may contain anything.

/** The items of one agent run. */
function runOf({ agent_run_id: run, parent_run_id: parent }) {
  return `${run ?? ''} ${parent ?? ''}`;
}

/**
 * The calls of an answer, each with its output and a unique key.
 * @returns {Map<object, {key: string, output: ?object}>}
 */
export function callsOf(items) {
  const calls = new Map();
  const counts = new Map();
  const waiting = [];
  for (const item of items) {
    if (item.type === 'function_call') {
      const name = `${runOf(item)} ${item.call_id}`;
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      const call = { key: `${name} ${number}`, output: undefined };
      calls.set(item, call);
      waiting.push({ item, call });
    } else if (item.type === 'function_call_output') {
      const fits = waiting.filter((one) => one.item.call_id === item.call_id);
      const found = fits.find((one) => runOf(one.item) === runOf(item)) ?? fits[0];
      if (found) {
        found.call.output = item;
        waiting.splice(waiting.indexOf(found), 1);
      }
    }
  }
  return calls;
}

/**
 * Whether a call's arguments were refused, so that the tool was not called. Recognized by the service's text for the
 * model.
 */
export function misfits({ output }) {
  return typeof output === 'string' && /^(The arguments do not fit: |Error: Invalid extra parameters for tool )/.test(output);
}

/**
 * The items of an answer by the call that caused them; null for items without a call, or with an unknown call.
 * @returns {Map<?object, object[]>}
 */
export function familiesOf(items) {
  const runs = new Map();
  items.forEach((item, index) => {
    const name = runOf(item);
    const run = runs.get(name) ?? { name, id: item.parent_run_id, caller: item.callerAgent, first: index };
    run.last = index;
    runs.set(name, run);
  });
  const calls = items.flatMap((item, index) => (item.type === 'function_call' ? [{ item, index }] : []));
  const parents = new Map();
  const families = new Map([[null, []]]);
  for (const run of runs.values()) {
    const parent = parentOf(run, calls, runs);
    // Breaks cycles.
    parents.set(run.name, parent && leadsTo(runOf(parent), run.name, parents) ? null : parent);
  }
  for (const item of items) {
    const parent = parents.get(runOf(item));
    if (!families.has(parent)) {
      families.set(parent, []);
    }
    families.get(parent).push(item);
  }
  return families;
}

function parentOf(run, calls, runs) {
  const all = calls.filter(({ item }) => item.call_id === run.id && runOf(item) !== run.name);
  const callers = all.filter(({ item }) => item.agent === run.caller);
  const fits = callers.length > 0 ? callers : all;
  if (fits.length < 2) {
    return fits[0]?.item ?? null;
  }
  // In a stream the items of a delegated run follow its call; in `new_messages` they precede it.
  const began = Math.min(...[...runs.values()].filter(({ id }) => id === run.id).map(({ first }) => first));
  const streamed = fits[0].index < began;
  const fit = streamed ? fits.findLast(({ index }) => index < run.first) : fits.find(({ index }) => index > run.last);
  return (fit ?? fits[0]).item;
}

function leadsTo(name, goal, parents) {
  for (let at = name; at !== undefined; ) {
    if (at === goal) {
      return true;
    }
    const parent = parents.get(at);
    at = parent ? runOf(parent) : undefined;
  }
  return false;
}
